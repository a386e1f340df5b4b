//! The search for a cheap flow of a week with bundles, and for a bound that comes near it.
//!
//! 1. At no prices ([`Priced`]): where that fits all windows and bundles, it is the optimum.
//! 2. With shares after what it uses ([`Shares`]): a flow that can be had, and prices of windows.
//! 3. Prices rise to where the bound is highest ([`Ascent`]); a mean of the flows on the way is
//!    nearly the optimum of the linear programme, and shares after that come near it.
//! 4. Copies move where they are worth more as long as that pays.

use super::ascent::{Ascent, Sight};
use super::certificate::{Proof, bound, verify_bundled};
use super::network::Network;
use super::parts::{Parts, minimum_cost_flow_by_parts};
use super::priced::{Priced, Prices, Rows};
use super::shares::Shares;
use super::simplex::{Flow, FlowOutcome};
use super::week_network::WeekNetwork;

/// Other prices that are tried at most.
const STEPS: usize = 100;
/// Flows with moved shares at most.
const MOVES: usize = 12;
/// So many nodes of all those flows together, where that is fewer of them.
const NODES: usize = 3_000_000;
/// What the first prices are hoped to raise the bound by, as a share of the cost.
const FIRST_RISE: f64 = 0.02;
/// Parts of a mean of flows.
const WHOLE: i64 = 1_000_000;

/// A flow of the week, and the best bound that is known.
pub(super) struct Found {
    pub(super) best: Flow,
    pub(super) cost: i128,
    /// What proves the bound.
    pub(super) potentials: Vec<i64>,
    pub(super) bound: i128,
}

impl Found {
    /// The cheapest flow that is found.
    pub(super) fn cheapest(week: &WeekNetwork) -> Self {
        if week.bundles.is_empty() {
            return Self::of(week, cheapest(&week.network, &week.parts));
        }
        let priced = Priced::of(week);
        let rows = Rows::of(week);
        let nothing = rows.prices(week, &vec![0.0; rows.len()]);
        let (free, _) = flow_at(week, &priced, &nothing);
        if proof(week, &free).is_some() {
            return Self::of(week, free);
        }
        let shares = Shares::of(week, &free.flow, 1);
        let mut found = Self::of(week, cheapest(&shares.network(week), &week.parts));
        found.learn(week, &free.potentials);
        let mut best = shares;
        let mean = found.raise_bound(week, &priced, &rows);
        let shares = Shares::of(week, &mean, WHOLE);
        let other = Self::of(week, cheapest(&shares.network(week), &week.parts));
        if found.take(week, other) {
            best = shares;
        }
        found.move_shares(week, best);
        found
    }

    fn of(week: &WeekNetwork, best: Flow) -> Self {
        let Proof { cost, dual_cost } = proof(week, &best).expect("a flow of the week");
        Self { cost, potentials: best.potentials.clone(), bound: dual_cost, best }
    }

    /// Raises the bound by better and better prices; the mean of their flows that nearly fits, in
    /// parts of [`WHOLE`].
    fn raise_bound(&mut self, week: &WeekNetwork, priced: &Priced, rows: &Rows) -> Vec<i64> {
        let look = |found: &mut Self, at: Vec<f64>| {
            let prices = rows.prices(week, &at);
            let (flow, potentials) = flow_at(week, priced, &prices);
            let bound = found.learn(week, &potentials);
            let slope = rows.excess(week, &prices, &flow.flow);
            Sight { at, value: bound as f64, slope, seen: flow.flow }
        };
        let first = look(self, vec![0.0; rows.len()]);
        let mut ascent = Ascent::from(first, FIRST_RISE * self.cost as f64);
        for _ in 0..rounds(week, STEPS) {
            if self.is_proven() {
                break;
            }
            let next = ascent.next();
            ascent.learn(look(self, next));
        }
        let mut mean = vec![0; self.best.flow.len()];
        for (weight, flow) in ascent.mean() {
            #[expect(clippy::cast_possible_truncation, reason = "a weight is at most one")]
            let part = (weight * WHOLE as f64).round() as i64;
            for (sum, units) in mean.iter_mut().zip(flow) {
                *sum += part * units;
            }
        }
        mean
    }

    /// Moves copies between the arcs of bundles as long as that pays.
    fn move_shares(&mut self, week: &WeekNetwork, mut shares: Shares) {
        let mut most = usize::MAX;
        for _ in 0..rounds(week, MOVES) {
            let moves = shares.moves(week, &self.best.flow, &self.best.potentials);
            most = most.min(moves.len());
            if self.is_proven() || most == 0 {
                return;
            }
            let tried = shares.after(&moves[..most]);
            let other = Self::of(week, cheapest(&tried.network(week), &week.parts));
            if self.take(week, other) {
                shares = tried;
            } else {
                most /= 2;
            }
        }
    }

    /// Takes over a cheaper flow; whether it is one.
    fn take(&mut self, week: &WeekNetwork, other: Self) -> bool {
        let is_cheaper = other.cost < self.cost;
        if is_cheaper {
            let potentials = std::mem::replace(self, other).potentials;
            self.learn(week, &potentials);
        } else {
            self.learn(week, &other.potentials);
        }
        is_cheaper
    }

    /// Takes over potentials that prove more; what they prove.
    fn learn(&mut self, week: &WeekNetwork, potentials: &[i64]) -> i128 {
        let bound = bound(&week.network, &week.bundles, potentials);
        if bound > self.bound {
            self.bound = bound;
            self.potentials = potentials.to_vec();
        }
        bound
    }

    fn is_proven(&self) -> bool {
        self.cost == self.bound
    }
}

fn proof(week: &WeekNetwork, flow: &Flow) -> Option<Proof> {
    verify_bundled(&week.network, &week.bundles, &flow.flow, &flow.potentials).ok()
}

/// The week's flow at some prices, and the potentials that bound by them.
fn flow_at(week: &WeekNetwork, priced: &Priced, prices: &Prices) -> (Flow, Vec<i64>) {
    let best = cheapest(&priced.network(prices), &priced.parts);
    let potentials = priced.potentials(prices, &best);
    let flow = priced.flow(week, &best);
    (Flow { flow, potentials: potentials.clone(), ..best }, potentials)
}

fn cheapest(network: &Network, parts: &Parts) -> Flow {
    // Feasible, because each bypass node may serve all requests of its branch with nothing.
    let FlowOutcome::Optimal(best) = minimum_cost_flow_by_parts(network, parts) else {
        unreachable!("a request may always stay unfilled")
    };
    best
}

/// Rounds of which each is a flow of the whole week.
fn rounds(week: &WeekNetwork, most: usize) -> usize {
    (NODES / week.network.supplies().len()).clamp(1, most)
}
