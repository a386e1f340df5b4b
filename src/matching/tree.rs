//! The spanning tree of the network simplex with the potentials of its nodes, in flat arrays.
//!
//! The first nodes are heads, which many others hang from. Every other node keeps its potential
//! relative to that of the nearest head above it, so that a head that moves takes along what hangs
//! from it by a change of one number. Children hang in doubly linked sibling lists, so that
//! re-hanging a node is `O(1)`; heads hang in such lists a second time, from head to head.

/// No node, or no arc.
const NONE: u32 = u32::MAX;

/// Children in doubly linked lists.
#[derive(Default)]
struct Lists {
    first_child: Vec<u32>,
    next_sibling: Vec<u32>,
    previous_sibling: Vec<u32>,
}

impl Lists {
    fn clear(&mut self, nodes: u32) {
        for links in [&mut self.first_child, &mut self.next_sibling, &mut self.previous_sibling] {
            links.clear();
            links.resize(nodes as usize, NONE);
        }
    }

    fn hang(&mut self, node: u32, parent: u32) {
        let eldest = self.first_child[parent as usize];
        self.next_sibling[node as usize] = eldest;
        self.previous_sibling[node as usize] = NONE;
        if eldest != NONE {
            self.previous_sibling[eldest as usize] = node;
        }
        self.first_child[parent as usize] = node;
    }

    fn unhang(&mut self, node: u32, parent: u32) {
        let next = self.next_sibling[node as usize];
        let previous = self.previous_sibling[node as usize];
        if previous == NONE {
            self.first_child[parent as usize] = next;
        } else {
            self.next_sibling[previous as usize] = next;
        }
        if next != NONE {
            self.previous_sibling[next as usize] = previous;
        }
    }

    fn push_children(&self, node: u32, stack: &mut Vec<u32>) {
        let mut child = self.first_child[node as usize];
        while child != NONE {
            stack.push(child);
            child = self.next_sibling[child as usize];
        }
    }
}

/// Where a node stands; the two are read together all the time.
#[derive(Clone, Copy)]
struct Spot {
    /// The potential, less that of the head.
    offset: i64,
    /// The nearest head above; of a head, itself.
    head: u32,
}

/// A spanning tree below node 0: every other node has a parent and the arc that joins them.
#[derive(Default)]
pub(super) struct Tree {
    heads: u32,
    parent: Vec<u32>,
    parent_arc: Vec<u32>,
    children: Lists,
    spots: Vec<Spot>,
    /// The potential of each head.
    level: Vec<i64>,
    /// The head that each head hangs from, perhaps by way of other nodes.
    upper: Vec<u32>,
    lower: Lists,
    marks: Vec<u32>,
    mark: u32,
    stack: Vec<u32>,
    head_stack: Vec<u32>,
}

impl Tree {
    /// Becomes the tree in which every node but node 0 hangs from the parent and by the arc that
    /// `hold` names, in the memory that it has. `rise` says by how much the potential of a node is
    /// above its parent's, given the arc between them; that of node 0 is 0.
    pub(super) fn grow(
        &mut self,
        (nodes, heads): (u32, u32),
        hold: impl Fn(u32) -> (u32, u32),
        rise: impl Fn(u32, u32) -> i64,
    ) {
        self.heads = heads.min(nodes);
        for numbers in [&mut self.parent, &mut self.parent_arc] {
            numbers.clear();
            numbers.resize(nodes as usize, NONE);
        }
        self.children.clear(nodes);
        self.lower.clear(self.heads);
        self.marks.clear();
        self.marks.resize(nodes as usize, 0);
        self.mark = 0;
        self.spots.clear();
        self.spots.resize(nodes as usize, Spot { offset: 0, head: 0 });
        self.level.clear();
        self.level.resize(self.heads as usize, 0);
        self.upper.clear();
        self.upper.resize(self.heads as usize, NONE);
        if nodes == 0 {
            return;
        }
        for node in (1..nodes).rev() {
            let (parent, arc) = hold(node);
            (self.parent[node as usize], self.parent_arc[node as usize]) = (parent, arc);
            self.children.hang(node, parent);
        }
        self.children.push_children(0, &mut self.stack);
        while let Some(node) = self.stack.pop() {
            self.settle(node, &rise);
            self.children.push_children(node, &mut self.stack);
        }
    }

    /// The potential of a node.
    #[inline]
    pub(super) fn potential(&self, node: u32) -> i64 {
        let Spot { offset, head } = self.spots[node as usize];
        self.level[head as usize] + offset
    }

    /// The parent of a node that is not node 0.
    #[inline]
    pub(super) fn parent(&self, node: u32) -> u32 {
        self.parent[node as usize]
    }

    /// The arc between a node that is not node 0 and its parent.
    #[inline]
    pub(super) fn parent_arc(&self, node: u32) -> u32 {
        self.parent_arc[node as usize]
    }

    /// The deepest node that is above both, in time proportional to the longer way there.
    pub(super) fn join(&mut self, first: u32, second: u32) -> u32 {
        self.mark = self.mark.wrapping_add(1);
        if self.mark == 0 {
            self.marks.fill(0);
            self.mark = 1;
        }
        let (mut node, mut other) = (first, second);
        loop {
            if std::mem::replace(&mut self.marks[node as usize], self.mark) == self.mark {
                return node;
            }
            let up = if node == 0 { NONE } else { self.parent(node) };
            // Who is at the top waits for the other one.
            (node, other) = if other == NONE { (up, NONE) } else { (other, up) };
        }
    }

    /// Cuts the arc above `cut` and hangs its subtree from `holder` by `arc` at the node `inner`
    /// of that subtree. All its potentials change alike. The time is proportional to the way from
    /// `inner` to `cut` with what hangs from it as far as the next heads, and to the heads of the
    /// subtree.
    pub(super) fn rehang(
        &mut self,
        cut: u32,
        inner: u32,
        (holder, arc): (u32, u32),
        rise: impl Fn(u32, u32) -> i64,
    ) {
        let (mut node, mut new_parent, mut new_arc) = (inner, holder, arc);
        loop {
            let (old_parent, old_arc) = (self.parent(node), self.parent_arc(node));
            self.children.unhang(node, old_parent);
            (self.parent[node as usize], self.parent_arc[node as usize]) = (new_parent, new_arc);
            self.children.hang(node, new_parent);
            if node < self.heads {
                // Its own hang on with it; only the way up now hangs below.
                self.settle(node, &rise);
            } else {
                self.settle_piece(node, &rise);
            }
            if node == cut {
                break;
            }
            (new_parent, new_arc, node) = (node, old_arc, old_parent);
        }
    }

    /// A node that is no head and what hangs from it, as far as the next heads, which take along
    /// theirs.
    fn settle_piece(&mut self, top: u32, rise: &impl Fn(u32, u32) -> i64) {
        self.stack.push(top);
        while let Some(node) = self.stack.pop() {
            self.settle(node, rise);
            if node >= self.heads {
                self.children.push_children(node, &mut self.stack);
            }
        }
    }

    /// Sets the potential of a node by that of its parent.
    fn settle(&mut self, node: u32, rise: &impl Fn(u32, u32) -> i64) {
        let (above, rise) = (self.parent(node), rise(self.parent_arc(node), node));
        let Spot { offset, head } = self.spots[above as usize];
        if node >= self.heads {
            self.spots[node as usize] = Spot { offset: offset + rise, head };
            return;
        }
        let new = self.potential(above) + rise;
        self.spots[node as usize].head = node;
        let upper = std::mem::replace(&mut self.upper[node as usize], head);
        if upper != head {
            if upper != NONE {
                self.lower.unhang(node, upper);
            }
            self.lower.hang(node, head);
        }
        let shift = new - self.level[node as usize];
        if shift != 0 {
            self.shift_levels(node, shift);
        }
    }

    /// Shifts the level of a head and of all heads below.
    pub(super) fn shift_levels(&mut self, top: u32, shift: i64) {
        self.head_stack.push(top);
        while let Some(head) = self.head_stack.pop() {
            self.level[head as usize] += shift;
            self.lower.push_children(head, &mut self.head_stack);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every arc raises by its number.
    fn tree(heads: u32, parents: &[u32]) -> Tree {
        let nodes = u32::try_from(parents.len()).unwrap();
        let mut tree = Tree::default();
        tree.grow((nodes, heads), |node| (parents[node as usize], node), |arc, _| i64::from(arc));
        tree
    }

    fn potentials(tree: &Tree) -> Vec<i64> {
        (0..).take(tree.parent.len()).map(|node| tree.potential(node)).collect()
    }

    #[test]
    fn rehangs_a_branch_by_one_of_its_inner_nodes_whatever_the_heads() {
        for heads in 1..=7 {
            // 0 -> 1 -> 2 -> 3 and 2 -> 5 and 1 -> 6, with 4 beside; then 3 hangs from 4 and what
            // is above it up to 1 hangs from 3.
            let mut tree = tree(heads, &[0, 0, 1, 2, 0, 2, 1]);
            assert_eq!(potentials(&tree), [0, 1, 3, 6, 4, 8, 7]);
            assert_eq!((tree.join(3, 6), tree.join(3, 4), tree.join(5, 2)), (1, 0, 2));
            tree.rehang(1, 3, (4, 10), |arc, node| {
                if arc == node || arc == 10 { i64::from(arc) } else { -i64::from(arc) }
            });
            assert_eq!((tree.parent(3), tree.parent(2), tree.parent(1)), (4, 3, 2));
            assert_eq!((tree.parent_arc(3), tree.parent_arc(2), tree.parent_arc(1)), (10, 3, 2));
            assert_eq!(potentials(&tree), [0, 9, 11, 14, 4, 16, 15]);
            assert_eq!((tree.join(5, 6), tree.join(6, 4), tree.join(1, 3)), (2, 4, 3));
        }
    }

    #[test]
    fn grows_from_any_order_of_nodes() {
        assert_eq!(potentials(&tree(1, &[0, 3, 0, 2])), [0, 6, 2, 5]);
        assert_eq!(potentials(&tree(9, &[0, 3, 0, 2])), [0, 6, 2, 5]);
        assert!(potentials(&tree(0, &[])).is_empty());
    }
}
