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
/// Nodes of all the flows together, where that is fewer of them: each is a flow of the whole week.
const NODES: usize = 3_000_000;
/// So many times dearer is a flow with shares than one with prices, which falls apart.
const PRICED: usize = 5;
/// A gap of one in so many is near enough, and one of fewer where a week has many arcs.
const NEAR: i128 = 10_000;
const NEAR_LARGE: i128 = 2_000;
const MANY_ARCS: usize = 1_000_000;
/// The mean of the flows so far is tried as shares after so many prices, and then after half as many
/// again: it costs as much as some prices, and is what the cost falls by.
const FIRST_MEAN: usize = 6;
/// Means in a row that make the week no cheaper, after which no other prices are tried.
const PATIENCE: usize = 2;
/// What the first prices are hoped to raise the bound by, as a share of what is between it and the
/// cost.
const FIRST_RISE: f64 = 0.25;
/// Parts of a mean of flows.
const WHOLE: i64 = 1_000_000;

/// A flow of the week, and the best bound that is known.
#[derive(Clone)]
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
        let (priced, rows) = (Priced::of(week), Rows::of(week));
        let nothing = vec![0.0; rows.len()];
        let (free, _) = flow_at(week, &priced, &rows.prices(week, &nothing));
        if proof(week, &free).is_some() {
            return Self::of(week, free);
        }
        let shares = Shares::of(week, &free.flow, 1);
        let found = Self::of(week, cheapest(&shares.network(week), &week.parts));
        let mut search = Search { week, found, shares, spent: 2 * nodes(week) };
        search.learn(&free.potentials);
        search.raise_bound(&priced, &rows);
        search.move_shares();
        search.found
    }

    fn of(week: &WeekNetwork, best: Flow) -> Self {
        let Proof { cost, dual_cost } = proof(week, &best).expect("a flow of the week");
        Self { cost, potentials: best.potentials.clone(), bound: dual_cost, best }
    }

    fn is_near(&self) -> bool {
        let near = if self.best.flow.len() > MANY_ARCS { NEAR_LARGE } else { NEAR };
        (self.cost - self.bound) * near <= self.cost.abs()
    }
}

/// The best that is known, and what was spent on it.
struct Search<'a> {
    week: &'a WeekNetwork,
    found: Found,
    /// Those of the best flow.
    shares: Shares,
    /// Nodes of all flows so far.
    spent: usize,
}

impl Search<'_> {
    /// Raises the bound by better and better prices, and takes shares after a mean of their flows
    /// that nearly fits.
    fn raise_bound(&mut self, priced: &Priced, rows: &Rows) {
        let week = self.week;
        let look = |search: &mut Self, at: Vec<f64>| {
            let prices = rows.prices(week, &at);
            let (flow, potentials) = flow_at(week, priced, &prices);
            let bound = search.learn(&potentials);
            search.spent += nodes(week) / PRICED;
            let slope = rows.excess(week, &prices, &flow.flow);
            Sight { at, value: bound as f64, slope, seen: flow.flow }
        };
        if self.found.is_near() {
            return;
        }
        let first = look(self, vec![0.0; rows.len()]);
        let rise = FIRST_RISE * (self.found.cost - self.found.bound) as f64;
        let mut ascent: Ascent<Vec<i64>> = Ascent::from(first, rise);
        let (mut next_mean, mut in_vain) = (FIRST_MEAN, 0);
        for step in 1..=STEPS {
            let next = ascent.next();
            ascent.learn(look(self, next));
            // The mean wants a flow of its own.
            let is_last = step == STEPS || self.spent + 2 * nodes(week) > NODES;
            if step == next_mean || is_last {
                next_mean += step.div_ceil(2);
                ascent.next();
                let is_cheaper = self.take(Shares::of(week, &self.mean(&ascent), WHOLE));
                in_vain = if is_cheaper { 0 } else { in_vain + 1 };
                if is_last || in_vain == PATIENCE || self.found.is_near() {
                    return;
                }
            }
        }
    }

    /// A mean of the flows seen that nearly fits, in parts of [`WHOLE`].
    fn mean(&self, ascent: &Ascent<Vec<i64>>) -> Vec<i64> {
        let mut mean = vec![0; self.found.best.flow.len()];
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
    fn move_shares(&mut self) {
        let mut most = usize::MAX;
        for _ in 0..MOVES {
            if self.found.is_near() || self.spent + nodes(self.week) > NODES {
                return;
            }
            let best = &self.found.best;
            let moves = self.shares.moves(self.week, &best.flow, &best.potentials);
            most = most.min(moves.len());
            if most == 0 {
                return;
            }
            if !self.take(self.shares.after(&moves[..most])) {
                most /= 2;
            }
        }
    }

    /// Takes over shares with which the week is cheaper; whether it is.
    fn take(&mut self, shares: Shares) -> bool {
        let week = self.week;
        self.spent += nodes(week);
        let other = Found::of(week, cheapest(&shares.network(week), &week.parts));
        let is_cheaper = other.cost < self.found.cost;
        let other = if is_cheaper {
            self.shares = shares;
            std::mem::replace(&mut self.found, other)
        } else {
            other
        };
        self.learn(&other.potentials);
        is_cheaper
    }

    /// Takes over potentials that prove more; what they prove.
    fn learn(&mut self, potentials: &[i64]) -> i128 {
        let bound = bound(&self.week.network, &self.week.bundles, potentials);
        if bound > self.found.bound {
            self.found.bound = bound;
            self.found.potentials = potentials.to_vec();
        }
        bound
    }
}

fn nodes(week: &WeekNetwork) -> usize {
    week.network.supplies().len()
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
