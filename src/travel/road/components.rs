//! The largest set of arcs from each of which every other can be reached.

use super::graph::index;
use super::turns::Turns;

const UNSEEN: u32 = u32::MAX;

/// For each arc, whether it is in the largest strongly connected part.
///
/// States of one arc count as one. Of parts of equal size the one with the first arc counts.
/// O(turns). Reference: Tarjan (1972), "Depth-first search and linear graph algorithms", SIAM J.
/// Computing 1(2), doi 10.1137/0201010.
pub(super) fn largest_component(arcs: usize, turns: &Turns) -> Vec<bool> {
    let (first, next) = by_arc(arcs, turns);
    let mut search = Search {
        order: vec![UNSEEN; arcs],
        low: vec![0; arcs],
        part: vec![UNSEEN; arcs],
        open: Vec::new(),
        sizes: Vec::new(),
        seen: 0,
    };
    for root in 0..index(arcs) {
        if search.order[root as usize] == UNSEEN {
            search.from(root, &first, &next);
        }
    }
    let most = search.sizes.iter().max().copied().unwrap_or(0);
    let first_of = search.part.iter().find(|part| search.sizes[**part as usize] == most).copied();
    search.part.iter().map(|part| Some(*part) == first_of).collect()
}

/// The arcs after each arc, whatever its state.
fn by_arc(arcs: usize, turns: &Turns) -> (Vec<u32>, Vec<u32>) {
    let mut first = Vec::with_capacity(arcs + 1);
    let mut next = Vec::with_capacity(turns.to.len());
    first.push(0);
    for arc in 0..index(arcs) {
        for state in turns.states(arc) {
            next.extend(turns.out(state).map(|(to, _)| turns.arcs[to as usize]));
        }
        first.push(index(next.len()));
    }
    (first, next)
}

struct Search {
    order: Vec<u32>,
    low: Vec<u32>,
    part: Vec<u32>,
    open: Vec<u32>,
    sizes: Vec<u32>,
    seen: u32,
}

impl Search {
    fn from(&mut self, root: u32, first: &[u32], next: &[u32]) {
        let mut path = vec![(root, first[root as usize])];
        self.enter(root);
        while let Some((arc, at)) = path.pop() {
            let of = arc as usize;
            if at < first[of + 1] {
                path.push((arc, at + 1));
                let to = next[at as usize];
                if self.order[to as usize] == UNSEEN {
                    self.enter(to);
                    path.push((to, first[to as usize]));
                } else if self.part[to as usize] == UNSEEN {
                    self.low[of] = self.low[of].min(self.order[to as usize]);
                }
                continue;
            }
            if self.low[of] == self.order[of] {
                self.close(arc);
            }
            if let Some((before, _)) = path.last() {
                let before = *before as usize;
                self.low[before] = self.low[before].min(self.low[of]);
            }
        }
    }

    fn enter(&mut self, arc: u32) {
        self.order[arc as usize] = self.seen;
        self.low[arc as usize] = self.seen;
        self.seen += 1;
        self.open.push(arc);
    }

    fn close(&mut self, arc: u32) {
        let part = index(self.sizes.len());
        self.sizes.push(0);
        while let Some(of) = self.open.pop() {
            self.part[of as usize] = part;
            self.sizes[part as usize] += 1;
            if of == arc {
                break;
            }
        }
    }
}
