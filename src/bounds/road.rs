//! The legs of a network in one direction, with prices taken off, and what they take.

use super::completion::Legs;
use super::relaxation::{LIMITS, Limited, Network};

/// Steps of the first limit at most, as far as its least use allows.
const STEPS: i64 = 400;

/// A network with prices, from the depot on or, turned round, back to it.
pub(super) struct Road {
    pub(super) nodes: usize,
    /// The nodes that may be visited.
    pub(super) open: Vec<usize>,
    /// Costs of legs less what they earn, row-major.
    pub(super) cost: Vec<i64>,
    /// The first orders the labels.
    pub(super) limits: Vec<Limited>,
    /// A step of the first limit, steps and one, and whole steps that a leg takes.
    pub(super) unit: i64,
    pub(super) steps: usize,
    pub(super) took: Vec<usize>,
}

impl Road {
    /// With what each leg earns; clients that are not open are not visited.
    pub(super) fn of(network: &Network, open: &[bool], earned: &[i64]) -> Self {
        let nodes = network.nodes;
        let cost = network.cost.iter().zip(earned).map(|(cost, earned)| cost - earned).collect();
        let open: Vec<usize> = (1..nodes).filter(|node| open[*node]).collect();
        let main = &network.limits[0];
        let into = open.iter().flat_map(|to| {
            let from = (0..nodes).filter(move |from| from != to);
            from.map(move |from| main.takes[from * nodes + to])
        });
        let unit = into.min().unwrap_or(1).min(main.most / STEPS).max(1);
        let steps = usize::try_from(main.most.max(0) / unit + 1).expect("steps are few");
        let took = |takes: &i64| usize::try_from(takes / unit).unwrap_or(usize::MAX);
        let took = main.takes.iter().map(took).collect();
        Self { nodes, open, cost, limits: network.limits.clone(), unit, steps, took }
    }

    /// The same where each leg is driven the other way.
    pub(super) fn turned(&self) -> Self {
        let nodes = self.nodes;
        let turned = |leg: usize| leg % nodes * nodes + leg / nodes;
        let turn = |of: &[i64]| (0..of.len()).map(|leg| of[turned(leg)]).collect::<Vec<i64>>();
        let limit = |of: &Limited| Limited { most: of.most, takes: turn(&of.takes) };
        Self {
            nodes,
            open: self.open.clone(),
            cost: turn(&self.cost),
            limits: self.limits.iter().map(limit).collect(),
            unit: self.unit,
            steps: self.steps,
            took: (0..self.took.len()).map(|leg| self.took[turned(leg)]).collect(),
        }
    }

    pub(super) fn legs(&self) -> Legs<'_> {
        let Self { nodes, open, cost, took, steps, .. } = self;
        Legs { nodes: *nodes, open, cost, took, steps: *steps }
    }

    /// What is taken after one more leg; `None` where that is more than a limit allows.
    pub(super) fn taken(&self, mut taken: [i64; LIMITS], leg: usize) -> Option<[i64; LIMITS]> {
        for (taken, limit) in taken.iter_mut().zip(&self.limits) {
            *taken += limit.takes[leg];
            if *taken > limit.most {
                return None;
            }
        }
        Some(taken)
    }

    /// The step of what is taken of the first limit.
    pub(super) fn step(&self, taken: i64) -> usize {
        usize::try_from(taken / self.unit).expect("limits are kept")
    }

    /// Steps that are left after so much of the first limit.
    pub(super) fn left(&self, taken: i64) -> usize {
        self.step(self.limits[0].most - taken)
    }
}
