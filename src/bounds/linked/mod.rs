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
//! A day on which somebody is visited has a route; a linear programme would make do with parts of
//! one. So a bound is taken case by case: in each, some days are closed to all clients, and others
//! have at least one route, for which the routes of that day are paid ([`LinkedCase`]).
//! [`cases_left`] says which cases a set of certificates leaves out; the least of them bounds all.
//!
//! # Method
//!
//! Known routes and known assignments propose prices, as vertices of a linear programme; prices
//! propose routes, exactly, and assignments, by descent. When time is up, squares and shares prove
//! what the pairs cost at least at the best prices.

mod certificate;
mod master;
mod search;
#[cfg(test)]
mod tests;

pub use certificate::{LinkedCertificate, LinkedRefusal, cases_left, days_needed, verify_linked};
pub use search::{LinkedStart, LinkedStops, bound_linked, link};

use super::pairs::{Pair, PairProblem};
use crate::vrp::{DaySet, ProblemParts};

/// A routing problem and a problem of pairs over the same sets of days.
#[derive(Clone, Debug)]
pub struct LinkedProblem {
    /// The routes.
    pub routes: ProblemParts,
    /// The pairs, in the same unit of cost.
    pub pairs: PairProblem,
    /// What days each choice of each node means; for a node with a client, its patterns.
    pub sets: Vec<Vec<DaySet>>,
    /// The client that is the node, if there is one.
    pub clients: Vec<Option<u32>>,
}

/// Days on which nobody is visited, and days with at least one route.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkedCase {
    /// Sets of days with one of these are left out.
    pub closed: DaySet,
    /// Days that have a route.
    pub opened: DaySet,
}

impl LinkedProblem {
    /// The choices of each node that a case leaves; `None` where a node has none.
    fn left(&self, closed: DaySet) -> Option<Vec<Vec<usize>>> {
        let of_node = |(sets, client): (&Vec<DaySet>, &Option<u32>)| -> Vec<usize> {
            let is_left = |choice: &usize| client.is_none() || sets[*choice] & closed == 0;
            (0..sets.len()).filter(is_left).collect()
        };
        let left: Vec<Vec<usize>> = self.sets.iter().zip(&self.clients).map(of_node).collect();
        left.iter().all(|choices| !choices.is_empty()).then_some(left)
    }

    /// The pairs with these choices alone.
    fn pairs_of(&self, left: &[Vec<usize>]) -> PairProblem {
        let single = self.pairs.single.iter().zip(left);
        let pair = |pair: &Pair| {
            let [a, b] = pair.nodes;
            let columns = self.pairs.single[b].len();
            let costs = left[a].iter().flat_map(|row| {
                left[b].iter().map(move |column| pair.costs[row * columns + column])
            });
            Pair { nodes: pair.nodes, costs: costs.collect() }
        };
        PairProblem {
            single: single
                .map(|(costs, left)| left.iter().map(|choice| costs[*choice]).collect())
                .collect(),
            pairs: self.pairs.pairs.iter().map(pair).collect(),
        }
    }

    /// The routes with these sets of days alone, each day's routes earning a price.
    fn routes_of(&self, left: &[Vec<usize>], day_prices: &[i64]) -> ProblemParts {
        let mut parts = self.routes.clone();
        for ((client, sets), left) in self.clients.iter().zip(&self.sets).zip(left) {
            if let Some(client) = client {
                parts.clients[*client as usize].patterns =
                    left.iter().map(|choice| sets[*choice]).collect();
            }
        }
        for vehicle in &mut parts.vehicles {
            let days = (0..parts.days).filter(|day| vehicle.days >> day & 1 == 1);
            // A type of several days earns what the most of them pays, so that the bound holds.
            vehicle.fixed_price -= days.map(|day| day_prices[day]).max().unwrap_or(0);
        }
        parts
    }

    /// What the visits of each choice pay, by node.
    fn paid(&self, left: &[Vec<usize>], prices: &[Vec<i64>]) -> Vec<Vec<i64>> {
        let nodes = self.clients.iter().zip(&self.sets).zip(left);
        let of_node = |((client, sets), left): ((&Option<u32>, &Vec<DaySet>), &Vec<usize>)| {
            let paid = |choice: &usize| -> i64 {
                let Some(client) = client else { return 0 };
                let days = (0..self.routes.days).filter(|day| sets[*choice] >> day & 1 == 1);
                days.map(|day| prices[day][*client as usize]).sum()
            };
            left.iter().map(paid).collect()
        };
        nodes.map(of_node).collect()
    }
}
