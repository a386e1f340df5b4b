//! The search for good prices: known routes propose prices, prices propose routes.

use super::certificate::{Certificate, proven};
use super::master::Master;
use super::pricing::{Care, NgSets, Priced, Pricing, Route};
use super::relaxation::{Relaxation, Unbounded};
use crate::vrp::{ProblemParts, Stop};

/// Clients that each client remembers.
const NG_SIZE: usize = 8;
/// Rounds of prices between two pricings.
const ROUNDS: usize = 4;
/// Labels of one pass over a network at most, at first and ever; a pass that needs more proves
/// nothing, and allows the next one twice as many.
const LABELS: usize = 100_000;
const LABELS_MAX: usize = 8_000_000;
/// Quick passes in a row at most.
const QUICK_MAX: u32 = 100;
/// The bound is final when the linear programme costs so little more, in parts.
const NEAR: f64 = 2e-5;

/// What the search for a bound gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounded {
    /// The proof of the best bound; `None` if the search was stopped before its first one.
    pub certificate: Option<Certificate>,
    /// Labels that were made.
    pub work: u64,
    /// Exact passes over all networks.
    pub passes: u32,
    /// Whether no other prices can give a notably better bound of this kind.
    pub is_final: bool,
}

/// Searches for prices that prove a high bound, until the budget, counted in labels, is spent.
///
/// The same parts and the same count of labels give the same certificate.
pub fn bound(parts: &ProblemParts, stop: &dyn Stop) -> Result<Bounded, Unbounded> {
    let relaxation = Relaxation::of(parts)?;
    let Some(first) = relaxation.networks.first() else {
        return Ok(Bounded { certificate: None, work: 0, passes: 0, is_final: true });
    };
    let sets = NgSets::nearest(first, NG_SIZE);
    let mut search = Search {
        master: Master::new(&relaxation, first_prices(&relaxation)),
        open: relaxation.lots.iter().map(|lot| relaxation.open(*lot)).collect(),
        relaxation: &relaxation,
        sets,
        best: None,
        labels: LABELS,
        bounded: Bounded { certificate: None, work: 0, passes: 0, is_final: false },
    };
    search.run(stop);
    let Search { best, sets, mut bounded, .. } = search;
    bounded.certificate = best.and_then(|best| {
        let sets = match best.memory {
            Memory::Neighbours => sets,
            Memory::Nothing => NgSets::nearest(first, 1),
        };
        let mut certificate = certificate(&relaxation, sets, best.value, &best.prices);
        // Both passes allow some routes that visit a client twice, not always the same.
        certificate.bound = proven(parts, &certificate).ok()?.min(certificate.bound);
        Some(certificate)
    });
    Ok(bounded)
}

/// The best bound so far, in parts of a unit.
struct Best {
    value: i64,
    prices: Vec<i64>,
    memory: Memory,
}

/// What routes remember.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Memory {
    /// The neighbours of each client.
    Neighbours,
    /// Nothing but where they come from.
    Nothing,
}

struct Search<'relaxation> {
    relaxation: &'relaxation Relaxation,
    master: Master<'relaxation>,
    open: Vec<Vec<bool>>,
    sets: NgSets,
    best: Option<Best>,
    labels: usize,
    bounded: Bounded,
}

impl Search<'_> {
    fn run(&mut self, stop: &dyn Stop) {
        for lot in 0..self.relaxation.lots.len() {
            for client in 0..self.relaxation.choices.len() {
                self.add_single(lot, client);
            }
        }
        let mut quick = 0;
        while stop.spent(self.bounded.work) < 1.0 {
            let prices = self.master.prices(ROUNDS);
            let prices: Vec<i64> = prices.iter().map(|price| rounded(*price)).collect();
            quick += 1;
            if quick <= QUICK_MAX && self.propose(&prices) {
                continue;
            }
            quick = 0;
            let Some(value) = self.prove(&prices) else {
                self.labels = (2 * self.labels).min(LABELS_MAX);
                continue;
            };
            self.keep(value, &prices, Memory::Neighbours);
            let (far, cost) = self.master.state();
            let best = self.best.as_ref().map_or(0, |best| best.value) as f64;
            if far < 1e-3 && cost - best <= NEAR * cost.abs() {
                self.bounded.is_final = true;
                return;
            }
        }
    }

    /// A route to one client, so that each may be visited.
    fn add_single(&mut self, lot: usize, client: usize) {
        let network = &self.relaxation.networks[self.relaxation.lots[lot].vehicle];
        let (there, back) = (client + 1, (client + 1) * network.nodes);
        if !self.open[lot][there] {
            return;
        }
        let cost = network.cost[there] + network.cost[back];
        let client = u32::try_from(client).expect("clients fit u32");
        self.master.add(lot, &Route { reduced: 0, cost, clients: vec![client] });
    }

    /// Keeps a bound if it is better than the best one.
    fn keep(&mut self, value: i64, prices: &[i64], memory: Memory) {
        if self.best.as_ref().is_none_or(|best| value > best.value) {
            self.best = Some(Best { value, prices: prices.to_vec(), memory });
        }
    }

    /// Quick passes; whether they found routes. What routes without memory prove is kept.
    fn propose(&mut self, prices: &[i64]) -> bool {
        let mut found = false;
        let mut value = self.choices_value(prices);
        for lot in 0..self.relaxation.lots.len() {
            let priced = self.priced(lot, prices, Care::Quick);
            found |= !priced.routes.is_empty();
            value += self.relaxation.lots[lot].count * priced.least_loose;
        }
        self.keep(value, prices, Memory::Nothing);
        found
    }

    /// Exact passes; what the prices prove, in parts of a unit, if all are complete.
    fn prove(&mut self, prices: &[i64]) -> Option<i64> {
        let mut value = self.choices_value(prices);
        let mut complete = true;
        for lot in 0..self.relaxation.lots.len() {
            let priced = self.priced(lot, prices, Care::Exact);
            value += self.relaxation.lots[lot].count * priced.least;
            complete &= priced.complete;
        }
        self.bounded.passes += 1;
        complete.then_some(value)
    }

    /// What clients cost at least on any of their sets of days.
    fn choices_value(&self, prices: &[i64]) -> i64 {
        let orbits = self.relaxation.orbits;
        let clients = self.relaxation.choices.iter().zip(prices.chunks(orbits));
        let least = clients.map(|(choices, of)| {
            let cost = choices.iter().map(|choice| {
                choice.cost + choice.visits.iter().zip(of).map(|(n, price)| n * price).sum::<i64>()
            });
            cost.min().unwrap_or(0)
        });
        least.sum()
    }

    fn priced(&mut self, lot: usize, prices: &[i64], care: Care) -> Priced {
        let of = self.relaxation.lots[lot];
        let orbits = self.relaxation.orbits;
        let own: Vec<i64> = prices.iter().skip(of.orbit).step_by(orbits).copied().collect();
        let network = &self.relaxation.networks[of.vehicle];
        let pricing = Pricing::new(network, &self.open[lot], &own, &self.sets);
        let priced = pricing.run(care, self.labels);
        self.bounded.work += priced.work;
        for route in &priced.routes {
            self.master.add(lot, route);
        }
        priced
    }
}

/// A share of the way there and back, and the way to the nearest client, for each visit.
fn first_prices(relaxation: &Relaxation) -> Vec<f64> {
    let network = &relaxation.networks[0];
    let nodes = network.nodes;
    let price = |client: usize| {
        let node = client + 1;
        let near = (1..nodes).filter(|to| *to != node).map(|to| network.cost[node * nodes + to]);
        let round = network.cost[node] + network.cost[node * nodes];
        let main = &network.limits[0];
        let share = main.takes[node] as f64 / main.most.max(1) as f64;
        near.min().unwrap_or(round) as f64 + round as f64 * share.min(1.0)
    };
    let clients = (0..nodes - 1).map(price);
    clients.flat_map(|price| vec![price; relaxation.orbits]).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "clamped far below the range of the integers")]
fn rounded(price: f64) -> i64 {
    const MOST: f64 = (1_i64 << 50) as f64;
    price.round().clamp(-MOST, MOST) as i64
}

fn certificate(relaxation: &Relaxation, sets: NgSets, value: i64, prices: &[i64]) -> Certificate {
    let on_day = |orbit: &usize| {
        prices.iter().skip(*orbit).step_by(relaxation.orbits).copied().collect::<Vec<i64>>()
    };
    Certificate {
        grain: relaxation.grain,
        prices: relaxation.orbit_of.iter().map(on_day).collect(),
        neighbours: sets.of,
        bound: value.div_euclid(relaxation.grain)
            + i64::from(value.rem_euclid(relaxation.grain) > 0),
    }
}
