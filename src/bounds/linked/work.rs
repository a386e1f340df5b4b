//! Time as something that all routes have together.
//!
//! A route lasts no longer than its limit, so that all of them together leave time for what choices
//! ask for. Legs cost so much more at a price of time, and a route earns what its limit gives.

use super::LinkedProblem;
use crate::bounds::relaxation::{Network, Relaxation};

/// What time costs routes and asks of choices.
pub(super) struct Work {
    nodes: usize,
    grain: i64,
    /// By vehicle and leg, how much more it costs at a price of one, scaled; out of the depot less
    /// what the limit earns.
    more: Vec<Vec<i64>>,
    /// What the longest limit earns at a price of one, scaled.
    longest: f64,
}

impl Work {
    pub(super) fn of(problem: &LinkedProblem, relaxation: &Relaxation) -> Self {
        let priced = relaxation.costs_of(&problem.routes_at(1)).into_iter();
        let more = priced.zip(&relaxation.networks).map(|(costs, Network { cost, .. })| {
            costs.iter().zip(cost).map(|(more, cost)| more - cost).collect()
        });
        let more: Vec<Vec<i64>> = more.collect();
        let longest = more.iter().flatten().map(|more| -more).max().unwrap_or(1).max(1);
        let nodes = problem.routes.clients.len() + 1;
        Self { nodes, grain: relaxation.grain, more, longest: longest as f64 }
    }

    /// How much more legs of a vehicle cost at a price, scaled.
    pub(super) fn legs(&self, vehicle: usize, price: i64) -> impl Iterator<Item = i64> {
        self.more[vehicle].iter().map(move |more| more * price)
    }

    /// The time that a route leaves, in longest limits.
    pub(super) fn left_by(&self, vehicle: usize, clients: &[u32]) -> f64 {
        let stops = clients.iter().map(|client| *client as usize + 1);
        let mut from = 0;
        let legs = stops.chain([0]).map(|to| {
            let leg = std::mem::replace(&mut from, to) * self.nodes + to;
            self.more[vehicle][leg]
        });
        -legs.sum::<i64>() as f64 / self.longest
    }

    /// The time that an assignment asks for, in longest limits.
    pub(super) fn asked_by(&self, work: i64) -> f64 {
        (work * self.grain) as f64 / self.longest
    }

    /// The price of a part of a unit of time at a price of a longest limit.
    pub(super) fn price(&self, of_longest: f64) -> f64 {
        of_longest / self.longest
    }
}
