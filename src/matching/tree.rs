//! The spanning tree of the network simplex, in flat arrays.
//!
//! Children hang in doubly linked sibling lists, so that re-hanging a node is `O(1)` and a subtree
//! is walked in time proportional to its size.

/// No node, or no arc.
const NONE: u32 = u32::MAX;

/// A rooted spanning tree: every node but the root has a parent and the arc that joins them.
pub(super) struct Tree {
    parent: Vec<u32>,
    parent_arc: Vec<u32>,
    first_child: Vec<u32>,
    next_sibling: Vec<u32>,
    previous_sibling: Vec<u32>,
    depth: Vec<u32>,
    stack: Vec<u32>,
}

impl Tree {
    /// A star: the root is the last node, and node `v` hangs from it by the arc `first_arc + v`.
    pub(super) fn star(leaves: u32, first_arc: u32) -> Self {
        let root = leaves;
        let side = leaves as usize + 1;
        let mut tree = Self {
            parent: vec![NONE; side],
            parent_arc: vec![NONE; side],
            first_child: vec![NONE; side],
            next_sibling: vec![NONE; side],
            previous_sibling: vec![NONE; side],
            depth: vec![0; side],
            stack: Vec::new(),
        };
        for leaf in (0..leaves).rev() {
            tree.hang(leaf, root, first_arc + leaf);
            tree.depth[leaf as usize] = 1;
        }
        tree
    }

    /// The parent of a node that is not the root.
    pub(super) fn parent(&self, node: u32) -> u32 {
        self.parent[node as usize]
    }

    /// The arc between a node that is not the root and its parent.
    pub(super) fn parent_arc(&self, node: u32) -> u32 {
        self.parent_arc[node as usize]
    }

    /// The deepest node that is above both, in time proportional to the cycle they close.
    pub(super) fn join(&self, mut first: u32, mut second: u32) -> u32 {
        while first != second {
            if self.depth[first as usize] >= self.depth[second as usize] {
                first = self.parent[first as usize];
            } else {
                second = self.parent[second as usize];
            }
        }
        first
    }

    /// Cuts the arc above `cut`, hangs its subtree from `holder` by `arc` at the node `inner` of
    /// that subtree, and visits every node of the subtree.
    pub(super) fn rehang(
        &mut self,
        cut: u32,
        inner: u32,
        (holder, arc): (u32, u32),
        mut visit: impl FnMut(u32),
    ) {
        let (mut node, mut new_parent, mut new_arc) = (inner, holder, arc);
        loop {
            let (old_parent, old_arc) = (self.parent(node), self.parent_arc(node));
            self.unhang(node);
            self.hang(node, new_parent, new_arc);
            if node == cut {
                break;
            }
            (new_parent, new_arc, node) = (node, old_arc, old_parent);
        }
        self.stack.push(inner);
        while let Some(node) = self.stack.pop() {
            self.depth[node as usize] = self.depth[self.parent[node as usize] as usize] + 1;
            visit(node);
            let mut child = self.first_child[node as usize];
            while child != NONE {
                self.stack.push(child);
                child = self.next_sibling[child as usize];
            }
        }
    }

    fn hang(&mut self, node: u32, parent: u32, arc: u32) {
        let eldest = self.first_child[parent as usize];
        self.parent[node as usize] = parent;
        self.parent_arc[node as usize] = arc;
        self.next_sibling[node as usize] = eldest;
        self.previous_sibling[node as usize] = NONE;
        if eldest != NONE {
            self.previous_sibling[eldest as usize] = node;
        }
        self.first_child[parent as usize] = node;
    }

    fn unhang(&mut self, node: u32) {
        let (next, previous) =
            (self.next_sibling[node as usize], self.previous_sibling[node as usize]);
        if previous == NONE {
            self.first_child[self.parent[node as usize] as usize] = next;
        } else {
            self.next_sibling[previous as usize] = next;
        }
        if next != NONE {
            self.previous_sibling[next as usize] = previous;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rehangs_a_branch_by_one_of_its_inner_nodes() {
        // Root 4 with leaves 0..4; build 4 -> 0 -> 1 -> 2, then hang {1, 2} from 3 by node 2.
        let mut tree = Tree::star(4, 100);
        tree.rehang(2, 2, (1, 7), |_| ());
        tree.rehang(1, 1, (0, 8), |_| ());
        assert_eq!(tree.join(2, 3), 4);
        assert_eq!(tree.join(2, 0), 0);
        let mut seen = Vec::new();
        tree.rehang(1, 2, (3, 9), |node| seen.push(node));
        assert_eq!(seen, [2, 1]);
        assert_eq!((tree.parent(2), tree.parent_arc(2)), (3, 9));
        assert_eq!((tree.parent(1), tree.parent_arc(1)), (2, 7));
        assert_eq!(tree.depth, [1, 3, 2, 1, 0]);
        assert_eq!(tree.join(1, 0), 4);
        assert_eq!(tree.join(1, 3), 3);
    }
}
