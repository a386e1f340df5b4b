//! Routes and pairs together: the sets of days that both depend on link them.
//!
//! # Model
//!
//! The clients of a routing problem are nodes of a problem of pairs, too, and their choices are
//! sets of days. If a visit of a client on a day earns a price, then no solution costs less than
//! the least of the pairs, each choice paying for its visits, and the routes at these prices. The
//! second is an ng-route for each lot ([`bounds`](super)), the first a bound of
//! [`pairs`](super::pairs): good prices keep the two from choosing different days.
//!
//! Groups of clients that routes must come into earn prices, too, as in the bound of routes alone.
//! And so does time: all routes of the week together have as much of it as their limits give, and
//! choices may ask for some of it beside what legs take ([`LinkedProblem::work`]).
//! A bound is taken case by case: how many routes are driven on a day, whether a client is visited
//! on a day. The least bound of all cases counts.
//!
//! # Method
//!
//! Known routes and known assignments propose prices, as vertices of a linear programme; prices
//! propose routes, exactly, and assignments, by descent. The case with the least bound falls apart,
//! at the question whose both answers cost most after a few steps. When time is up, squares and
//! shares prove what the pairs of each case cost at least at its best prices.

mod certificate;
mod master;
mod prices;
mod search;
#[cfg(test)]
mod tests;
mod tree;
mod work;

pub use certificate::{LinkedCertificate, LinkedRefusal, proven_linked, verify_linked};
pub use tree::{LinkedStart, LinkedStops, bound_linked, link};

use super::pairs::{Pair, PairProblem};
use crate::vrp::{DaySet, ProblemParts};

/// Parts of a unit of time in which [work](LinkedProblem::work) is counted.
pub const WORK_PARTS: i64 = 10;

/// A routing problem and a problem of pairs over the same sets of days.
#[derive(Clone, Debug)]
pub struct LinkedProblem {
    /// The routes.
    pub routes: ProblemParts,
    /// The pairs, in the same unit of cost.
    pub pairs: PairProblem,
    /// How much longer visits last than the legs of routes say, by choices alone and by twos, in
    /// [`WORK_PARTS`]: the limits of all routes together leave time for it. Nothing where it is
    /// empty.
    pub work: PairProblem,
    /// What days each choice of each node means; for a node with a client, its patterns.
    pub sets: Vec<Vec<DaySet>>,
    /// The client that is the node, if there is one.
    pub clients: Vec<Option<u32>>,
}

impl LinkedProblem {
    /// The choices of each node whose sets of days clients of a problem may still have; `None` where
    /// a node has none.
    fn left(&self, parts: &ProblemParts) -> Option<Vec<Vec<usize>>> {
        let of_node = |(sets, client): (&Vec<DaySet>, &Option<u32>)| -> Vec<usize> {
            let patterns = client.map(|client| &parts.clients[client as usize].patterns);
            let is_left =
                |choice: &usize| patterns.is_none_or(|patterns| patterns.contains(&sets[*choice]));
            (0..sets.len()).filter(is_left).collect()
        };
        let left: Vec<Vec<usize>> = self.sets.iter().zip(&self.clients).map(of_node).collect();
        left.iter().all(|choices| !choices.is_empty()).then_some(left)
    }

    /// The routes where a part of a unit of time has a price, and what their limits give earns it.
    fn routes_at(&self, work_price: i64) -> ProblemParts {
        let mut parts = self.routes.clone();
        for of in &mut parts.vehicles {
            let shift = i64::from(of.shift.close) - i64::from(of.shift.open);
            let longest = i64::from(of.duration_max).min(shift);
            of.duration_price += work_price * WORK_PARTS;
            of.idle_price += work_price * WORK_PARTS;
            of.fixed_price -= work_price * WORK_PARTS * longest;
        }
        parts
    }

    /// The pairs with these choices alone, each paying for its visits and for its work.
    fn priced(&self, left: &[Vec<usize>], (prices, work_price): (&[Vec<i64>], i64)) -> PairProblem {
        let paid = self.paid(prices);
        let worked = self.pairs.with(&self.work, work_price);
        let nodes = worked.single.iter().zip(&paid).zip(left);
        let pair = |pair: &Pair| {
            let [a, b] = pair.nodes;
            let columns = worked.single[b].len();
            let costs = left[a].iter().flat_map(|row| {
                left[b].iter().map(move |column| pair.costs[row * columns + column])
            });
            Pair { nodes: pair.nodes, costs: costs.collect() }
        };
        PairProblem {
            single: nodes
                .map(|((costs, paid), left)| left.iter().map(|of| costs[*of] + paid[*of]).collect())
                .collect(),
            pairs: worked.pairs.iter().map(pair).collect(),
        }
    }

    /// What the visits of each choice pay, by node.
    fn paid(&self, prices: &[Vec<i64>]) -> Vec<Vec<i64>> {
        let of_node = |(client, sets): (&Option<u32>, &Vec<DaySet>)| {
            let paid = |set: &DaySet| -> i64 {
                let Some(client) = client else { return 0 };
                let days = (0..self.routes.days).filter(|day| set >> day & 1 == 1);
                days.map(|day| prices[day][*client as usize]).sum()
            };
            sets.iter().map(paid).collect()
        };
        self.clients.iter().zip(&self.sets).map(of_node).collect()
    }
}
