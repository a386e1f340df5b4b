//! The rounds of a week, in time order.

use std::collections::BTreeMap;

use crate::index::{PlaceIdx, RequestIdx, TitleIdx};
use crate::units::{Cents, Cost, Items};

use super::certificate::verify;
use super::parts::minimum_cost_flow_by_parts;
use super::problem::{
    ArcRole, BindingLender, Choice, OpenRequest, RoundProof, Source, WeekAnswer, WeekProblem,
};
use super::round::RoundNetwork;
use super::simplex::FlowOutcome;
use super::stock::{Stock, Taken};

/// Who supplies what in a week: every round the proven cheapest answer for what is left.
///
/// A round sees the copies, returning copies, pulls and shelf places that earlier rounds left; it
/// does not save them for later rounds. Among equally cheap answers of a round a source that comes
/// earlier in [`Source`] is preferred, then the edition asked for, then the longest wait (up to 60
/// days); what is still equal is decided by title, request and lender index. The order of rows in the input is of no effect.
///
/// Every flow has passed [`verify`]. Complexity: see
/// [`minimum_cost_flow_by_parts`]; a round has a node for each request and each contended lot, and an arc
/// for each pair of a request and a lender of a title that serves it.
///
/// # Panics
///
/// When the vectors of the problem have different lengths, when a request asks for less than one
/// copy, or when money is so large that exact sums would not fit 64 bits (beyond EUR 10,000 an item
/// with 10,000 requests in a round).
pub fn match_week(problem: &WeekProblem) -> WeekAnswer {
    let mut stock = Stock::of(problem);
    let mut served: BTreeMap<(RequestIdx, Source, TitleIdx), i64> = BTreeMap::new();
    let mut prices: BTreeMap<(PlaceIdx, u32), Cost> = BTreeMap::new();
    let mut cost = Cents::ZERO;
    let mut rounds = Vec::with_capacity(problem.rounds.len());
    for round in &problem.rounds {
        let proof = solve(RoundNetwork::of(problem, round, &stock));
        let requests: BTreeMap<RequestIdx, &OpenRequest> =
            round.requests.iter().map(|request| (request.request, request)).collect();
        for (position, role) in proof.roles.iter().enumerate() {
            let units = proof.flow[position];
            match *role {
                ArcRole::Serve { request, source, title } if units > 0 => {
                    let pickup = requests[&request].pickup;
                    stock.take(round, &Taken { title, pickup, source, units });
                    *served.entry((request, source, title)).or_insert(0) += units;
                    cost += proof.cents(position) * units;
                }
                ArcRole::Window { lender, window } => {
                    let price = prices.entry((lender, window)).or_default();
                    *price = proof.capacity_price(position).max(*price);
                }
                _ => {}
            }
        }
        rounds.push(proof);
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
    WeekAnswer { choices, cost, rounds, binding }
}

/// The cheapest flow of a round, verified.
pub(super) fn solve(round: RoundNetwork) -> RoundProof {
    let RoundNetwork { network, parts, roles, scale, shelved } = round;
    // Feasible, because each bypass node may serve all requests of its branch with nothing.
    let FlowOutcome::Optimal(best) = minimum_cost_flow_by_parts(&network, &parts) else {
        unreachable!("a request may always stay unfilled")
    };
    let proof = verify(&network, &best.flow, &best.potentials)
        .expect("the simplex ends only with potentials that prove its flow");
    let mut shelved_returns: Vec<RequestIdx> = (roles.iter().zip(&shelved))
        .filter_map(|(role, &shelved)| match *role {
            ArcRole::Serve { request, .. } if shelved => Some(request),
            _ => None,
        })
        .collect();
    shelved_returns.sort_unstable();
    shelved_returns.dedup();
    RoundProof {
        network,
        roles,
        flow: best.flow,
        potentials: best.potentials,
        cost: best.cost,
        dual_cost: i64::try_from(proof.dual_cost).expect("equal to the cost, which fits"),
        scale,
        shelved_returns,
        pivots: best.pivots,
    }
}

impl RoundProof {
    /// Cost of a unit on an arc, without the preference among equals.
    pub(super) fn cents(&self, arc: usize) -> Cents {
        Cents(self.network.arcs()[arc].cost.div_euclid(self.scale))
    }

    /// What one unit more of an arc's capacity would save, at least nought.
    pub(super) fn capacity_price(&self, arc: usize) -> Cost {
        self.price((-self.reduced_cost(arc)).max(0))
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
        let Self { network, potentials, .. } = self;
        let arc = network.arcs()[arc];
        arc.cost - potentials[arc.from as usize] + potentials[arc.to as usize]
    }
}
