//! The verifier's own count of what the rest of a route costs at least, by what it may not visit.
//!
//! By steps left of one limit, node, and which of the nearest nodes are remembered; other limits
//! and triples are left out, which makes no rest dearer.

use super::cheapest::{Case, NO_WAY, Order};
use super::coarse::{Turn, members, turns};

/// States at most: fewer nodes are remembered where there would be more.
const STATES_MAX: usize = 1_500_000;

/// The least costs, by steps left, node and memory.
pub(super) struct Rests {
    size: usize,
    memories: usize,
    costs: Vec<i64>,
}

impl Rests {
    pub(super) fn of(case: &Case, neighbours: &[Vec<u32>], order: &Order) -> Self {
        let size = case.clients.len() + 1;
        let mut members = members(case, neighbours);
        let mut most = members.iter().map(Vec::len).max().unwrap_or(0);
        while most > 0 && (order.steps * size) << most > STATES_MAX {
            most -= 1;
        }
        for of in &mut members {
            of.truncate(most);
        }
        let turns = turns(&members);
        let memories = 1 << most;
        let costs = vec![NO_WAY; order.steps * size * memories];
        let mut rests = Self { size, memories, costs };
        for left in 0..order.steps {
            for node in 1..size {
                for memory in 0..memories {
                    let cost = rests.from((left, node, memory), case, (order, &turns));
                    let place = rests.place(left, node, memory);
                    rests.costs[place] = cost;
                }
            }
        }
        rests
    }

    /// The least from a node on, where shorter rests are known.
    fn from(
        &self,
        (left, node, memory): (usize, usize, usize),
        case: &Case,
        (order, turns): (&Order, &[Turn]),
    ) -> i64 {
        let size = self.size;
        let mut least = NO_WAY;
        for to in (0..size).filter(|to| *to != node) {
            let leg = node * size + to;
            let then = order.takes(case, leg).and_then(|takes| left.checked_sub(takes));
            let Some(then) = then else { continue };
            let rest = match to {
                0 => 0,
                _ if memory & turns[leg].barred != 0 => continue,
                _ => self.costs[self.place(then, to, turns[leg].after(memory))],
            };
            least = least.min(case.legs[leg].saturating_add(rest).min(NO_WAY));
        }
        least
    }

    /// The least from a node on that visits none of the nodes that are remembered.
    pub(super) fn at_least(&self, left: usize, node: usize, memory: usize) -> i64 {
        self.costs[self.place(left, node, memory & (self.memories - 1))]
    }

    const fn place(&self, left: usize, node: usize, memory: usize) -> usize {
        (left * self.size + node) * self.memories + memory
    }
}
