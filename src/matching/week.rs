//! All rounds of a week together.

use std::collections::BTreeMap;

use crate::index::{PlaceIdx, RequestIdx, TitleIdx};
use crate::units::{Cents, Cost, Items};

use super::found::Found;
use super::problem::{
    ArcRole, BindingLender, Choice, Round, Source, WeekAnswer, WeekProblem, WeekProof,
};
use super::stock::Stock;
use super::week_network::WeekNetwork;

/// Who supplies what in a week: the cheapest answer for all rounds together, with a bound.
///
/// All rounds see the same copies, returning copies, pulls and shelf places: a copy may be kept
/// for a later request that gains more by it, as if all requests were known from the beginning. Among equally cheap answers a source that comes
/// earlier in [`Source`] is preferred, then the edition asked for, then the longest wait (up to 60
/// days); what is still equal is decided by title, request and lender index. The order of rows in
/// the input is of no effect.
///
/// The answer is optimal, and proven so, unless a lot is contended from several departure windows
/// of a lender whose pulls bind, too, or too few returning copies go past a full shelf: then
/// [`WeekProof::dual_cost`] may stay below the cost, and the difference is the most that could still
/// be won. One in ten thousand is taken as near enough.
///
/// Complexity: that of
/// [`minimum_cost_flow_by_parts`](super::minimum_cost_flow_by_parts); where pulls bind, up to a
/// hundred flows more. The network has a node for each request and each contended lot, and an arc for each pair of a request and a
/// lender of a title that serves it.
///
/// # Panics
///
/// When the vectors of the problem have different lengths, when a request asks for less than one
/// copy, or when money is so large that exact sums would not fit 64 bits (beyond EUR 10,000 an item
/// with 10,000 requests in a week).
pub fn match_week(problem: &WeekProblem) -> WeekAnswer {
    let week = WeekNetwork::of(problem, &problem.rounds, &Stock::of(problem));
    let found = Found::cheapest(&week);
    answer_of(&week.clone(), proof_of(week, found))
}

/// The answer that a proof holds, at the costs of a week's network.
pub(super) fn answer_of(week: &WeekNetwork, proof: WeekProof) -> WeekAnswer {
    let mut served: BTreeMap<(RequestIdx, Source, TitleIdx), i64> = BTreeMap::new();
    let mut prices: BTreeMap<(PlaceIdx, u32), Cost> = BTreeMap::new();
    let mut cost = Cents::ZERO;
    for (position, role) in proof.roles.iter().enumerate() {
        let units = proof.flow[position];
        match *role {
            ArcRole::Serve { request, source, title } if units > 0 => {
                *served.entry((request, source, title)).or_insert(0) += units;
                cost += week.cents(position) * units;
            }
            ArcRole::Window { lender, window } => {
                cost += week.cents(position) * units;
                // The dearest pulls of a window are the last ones: their price is its own.
                prices.insert((lender, window), proof.capacity_price(position));
            }
            _ => {}
        }
    }
    let choices = served
        .into_iter()
        .map(|((request, source, title), units)| {
            let quantity = Items(units);
            Choice { request, source, title, quantity }
        })
        .collect();
    let binding = prices
        .into_iter()
        .filter(|&(_, price)| price > Cost::ZERO)
        .map(|((lender, window), price)| BindingLender { lender, window, price })
        .collect();
    WeekAnswer { choices, cost, proof, binding }
}

/// The cheapest flow of one round, for what is left in stock.
pub(super) fn prove_round(problem: &WeekProblem, round: &Round, stock: &Stock) -> WeekProof {
    let week = WeekNetwork::of(problem, std::slice::from_ref(round), stock);
    let found = Found::cheapest(&week);
    proof_of(week, found)
}

/// What a flow that was found for a week proves.
pub(super) fn proof_of(week: WeekNetwork, found: Found) -> WeekProof {
    let WeekNetwork { network, roles, bundles, scale, .. } = week;
    let whole = |sum: i128| i64::try_from(sum).expect("no more than the cost, which fits");
    WeekProof {
        network,
        bundles,
        roles,
        flow: found.best.flow,
        prices: found.best.potentials,
        potentials: found.potentials,
        cost: whole(found.cost),
        dual_cost: whole(found.bound),
        scale,
        pivots: found.best.pivots,
    }
}

impl WeekProof {
    /// Cost of a unit on an arc, without the preference among equals.
    pub(super) fn cents(&self, arc: usize) -> Cents {
        Cents(self.network.arcs()[arc].cost.div_euclid(self.scale))
    }

    /// What one unit more of an arc's capacity would save, at least nought.
    pub(super) fn capacity_price(&self, arc: usize) -> Cost {
        self.price((-self.reduced_cost(arc)).max(0))
    }

    /// What one unit costs more behind an arc than before it, its own cost included.
    pub(super) fn price_on_the_way(&self, arc: usize) -> Cost {
        let arc = self.network.arcs()[arc];
        self.price((self.prices[arc.from as usize] - self.prices[arc.to as usize]).max(0))
    }

    /// What one unit forced onto an arc would add, at least nought.
    pub(super) fn entry_price(&self, arc: usize) -> Cost {
        self.price(self.reduced_cost(arc).max(0))
    }

    /// The whole cents of a price: a reduced cost is the cost of a cycle, and the preferences on a
    /// cycle are less than half a cent.
    fn price(&self, scaled: i64) -> Cost {
        Cost::from(Cents((scaled + self.scale / 2).div_euclid(self.scale)))
    }

    fn reduced_cost(&self, arc: usize) -> i64 {
        let Self { network, prices, .. } = self;
        let arc = network.arcs()[arc];
        arc.cost - prices[arc.from as usize] + prices[arc.to as usize]
    }
}
