//! Costs of the arcs into a head, eased so that a start needs no pivot, and back to the truth.

use super::network::Network;
use super::simplex::Simplex;

/// The first step back is the dearest cost divided by this.
const FIRST_STEP: i64 = 512;
/// When no cost is eased any more, reduced costs change little: by so many first steps.
const LAST_MARGIN: i64 = 8;

/// Where the arcs of a head cost something else than they do.
///
/// A node of the head that is asked for more than it has gets the rest by an artificial arc, at the
/// price that the start assumed; one that is asked for less sends what it has at that price, as if
/// that were its cost. Both are lies that invite no pivot. [`tighten`](Self::tighten) makes the first
/// dearer and the second cheaper, by a step that doubles each time, only as long as the lie
/// matters: until nothing flows on the artificial arc, or all is sent, or the cost is the true one.
pub(super) struct Easing<'a> {
    network: &'a Network,
    head: usize,
    dear: i64,
    first_step: i64,
    /// The next step of each arc of the head, then of each artificial arc of its nodes.
    steps: Vec<i64>,
}

impl<'a> Easing<'a> {
    /// For a head of so many nodes and arcs, and artificial arcs that cost `dear`.
    pub(super) fn new(network: &'a Network, (head, arcs): (u32, usize), dear: i64) -> Self {
        let dearest = network.arcs().iter().map(|arc| arc.cost.abs()).max().unwrap_or(0);
        let first_step = (dearest / FIRST_STEP).max(1);
        Self {
            network,
            head: head as usize,
            dear,
            first_step,
            steps: vec![first_step; arcs + head as usize],
        }
    }

    /// How far the reduced cost of an arc is likely to change before the next step.
    pub(super) fn margin(&self) -> i64 {
        self.steps.iter().copied().max().unwrap_or(self.first_step) / 2
    }

    /// The same when no cost is eased any more.
    pub(super) fn last_margin(&self) -> i64 {
        self.first_step * LAST_MARGIN
    }

    /// One step back to the truth for each cost that is eased and matters; whether any was.
    pub(super) fn tighten(&mut self, simplex: &mut Simplex) -> bool {
        let arcs = self.steps.len() - self.head;
        let first_artificial = self.network.arcs().len();
        let mut any = false;
        for (position, step) in self.steps.iter_mut().enumerate() {
            let (arc, truth, matters) = match position.checked_sub(arcs) {
                None => {
                    let truth = self.network.arcs()[position].cost;
                    (position, truth, simplex.invites_at(position, truth))
                }
                Some(node) => {
                    let arc = first_artificial + node;
                    (arc, self.dear, node > 0 && simplex.flow(arc) > 0)
                }
            };
            let cost = simplex.cost(arc);
            if cost != truth && matters {
                simplex.set_cost(arc, cost + (truth - cost).clamp(-*step, *step));
                *step = step.saturating_mul(2);
                any = true;
            }
        }
        any
    }
}
