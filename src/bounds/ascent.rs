//! The search for good prices: known routes propose prices, prices propose routes.

use rayon::prelude::*;

use super::capacity::{Capacities, Group, earned, sides_value};
use super::certificate::{Certificate, Cut, proven};
use super::grid::Grid;
use super::master::Master;
use super::pricing::{Care, NgSets, Priced, Pricing, Route, by_visit};
use super::programme::Programme;
use super::relaxation::{Relaxation, Unbounded};
use crate::vrp::{ProblemParts, Stop};

/// Clients that each client remembers, itself included: first few, then more.
const NG_SIZES: [usize; 2] = [4, 8];
/// How often groups of clients are looked for, at each of these sizes.
const CUT_ROUNDS: [usize; 2] = [8, 24];
/// Rounds of prices between two pricings.
const ROUNDS: usize = 4;
/// Labels of one pass over a network at most, at first and ever; a pass that needs more proves
/// nothing, and allows the next one twice as many.
const LABELS: usize = 100_000;
const LABELS_MAX: usize = 8_000_000;
/// Clients beyond which vertices come near good prices too late: half of the budget is that of the
/// method of multipliers, whose routes they begin with.
const MANY: usize = 80;
/// Quick passes in a row at most.
const QUICK_MAX: u32 = 100;
/// The bound is final when the linear programme costs so little more, in parts.
const NEAR: f64 = 2e-5;
/// How much of the best prices so far is in those that are tried.
const CALM: f64 = 0.7;

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

/// A route that is known before the search: its day, its vehicle type, its clients in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownRoute {
    /// The day.
    pub day: usize,
    /// The vehicle type.
    pub vehicle: usize,
    /// The clients.
    pub clients: Vec<u32>,
}

/// Searches for prices that prove a high bound, until the budget, counted in labels, is spent.
///
/// The same parts and the same count of labels give the same certificate.
pub fn bound(parts: &ProblemParts, stop: &dyn Stop) -> Result<Bounded, Unbounded> {
    bound_beside(parts, &[], stop)
}

/// As [`bound`], beside the routes of a solution: good ones shorten the search.
pub fn bound_beside(
    parts: &ProblemParts,
    routes: &[KnownRoute],
    stop: &dyn Stop,
) -> Result<Bounded, Unbounded> {
    search(parts, (routes, CUT_ROUNDS), stop)
}

/// As [`bound`], by the prices of visits alone, which [`link`](super::link) can use.
pub fn bound_by_visits(parts: &ProblemParts, stop: &dyn Stop) -> Result<Bounded, Unbounded> {
    search(parts, (&[], [0; 2]), stop)
}

fn search(
    parts: &ProblemParts,
    (routes, cut_rounds): (&[KnownRoute], [usize; 2]),
    stop: &dyn Stop,
) -> Result<Bounded, Unbounded> {
    let relaxation = Relaxation::of(parts)?;
    let nothing = Bounded { certificate: None, work: 0, passes: 0, is_final: true };
    let Some(first) = relaxation.networks.first() else { return Ok(nothing) };
    let mut search = Search {
        open: relaxation.lots.iter().map(|lot| relaxation.open(*lot)).collect(),
        relaxation: &relaxation,
        sets: NgSets::nearest(first, NG_SIZES[1]),
        best: None,
        labels: LABELS,
        known: Vec::new(),
        groups: Vec::new(),
        bounded: Bounded { is_final: false, ..nothing },
    };
    if Programme::fits(&relaxation) {
        if relaxation.choices.len() > MANY {
            search.by_multipliers(&Half(stop));
            search.bounded.is_final = false;
        }
        let capacities = Capacities::of(parts, &relaxation);
        search.by_vertices(routes, (&capacities, cut_rounds), stop);
    }
    if search.best.as_ref().is_none_or(|best| best.value <= 0) {
        search.by_multipliers(stop);
    }
    let Search { best, groups, mut bounded, .. } = search;
    bounded.certificate = best.and_then(|best| {
        let mut certificate = certificate(&relaxation, &groups, &best);
        // Both passes allow some routes that visit a client twice, not always the same.
        certificate.bound = proven(parts, &certificate).ok()?.min(certificate.bound);
        Some(certificate)
    });
    Ok(bounded)
}

/// The first half of a budget.
struct Half<'stop>(&'stop dyn Stop);

impl Stop for Half<'_> {
    fn spent(&self, iterations: u64) -> f64 {
        2.0 * self.0.spent(iterations)
    }
}

/// The best bound so far, in parts of a unit.
struct Best {
    value: i64,
    prices: Vec<i64>,
    /// How many clients each client remembers.
    memory: usize,
}

struct Search<'relaxation> {
    relaxation: &'relaxation Relaxation,
    open: Vec<Vec<bool>>,
    sets: NgSets,
    best: Option<Best>,
    labels: usize,
    /// Routes of the linear programme with their lots.
    known: Vec<(usize, Route)>,
    /// Groups of clients with prices of their own, in the order of those prices.
    groups: Vec<Group>,
    bounded: Bounded,
}

/// What a pass over all lots gave.
struct Passed {
    /// What the prices prove, in parts of a unit; `None` if a network was not done.
    value: Option<i64>,
    /// The same over routes that remember only where they come from.
    value_loose: i64,
    /// Routes below nought, by lot.
    routes: Vec<Vec<Route>>,
}

impl<'relaxation> Search<'relaxation> {
    /// Prices are those of a vertex of the linear programme, mixed with the best ones so far; where
    /// no route is better, groups that the vertex visits too seldom are taken in.
    fn by_vertices(
        &mut self,
        routes: &[KnownRoute],
        (capacities, cut_rounds): (&Capacities, [usize; 2]),
        stop: &dyn Stop,
    ) {
        if stop.spent(self.bounded.work) >= 1.0 {
            return;
        }
        self.begin_with(routes);
        let first = &self.relaxation.networks[0];
        // Prices that are sound from the start keep the first vertices from leading astray.
        self.sets = NgSets::nearest(first, NG_SIZES[0]);
        let sound: Vec<i64> =
            first_prices(self.relaxation).iter().map(|price| rounded(*price)).collect();
        let passed = self.pass(&sound, Care::Quick, NG_SIZES[0]);
        for (lot, routes) in passed.routes.into_iter().enumerate() {
            self.known.extend(routes.into_iter().map(|route| (lot, route)));
        }
        for (size, rounds) in NG_SIZES.into_iter().zip(cut_rounds) {
            self.sets = NgSets::nearest(first, size);
            // Routes that remember less would hold the bound down.
            let sets = &self.sets;
            self.known.retain(|(_, route)| sets.allow(&route.clients));
            for round in 0.. {
                let Some(programme) = self.descend(size, stop) else { return };
                let room = Programme::room(self.relaxation, self.groups.len());
                let mut lacking = Vec::new();
                if round < rounds {
                    lacking = capacities.lacking(&programme.driven(&self.known));
                    lacking.retain(|group| !self.groups.contains(group));
                    lacking.truncate(room);
                }
                if lacking.is_empty() {
                    break;
                }
                self.groups.append(&mut lacking);
            }
        }
        self.bounded.is_final = true;
    }

    /// Adds routes until no other prices are notably better with the groups that are there; `None`
    /// where the budget is spent before.
    fn descend(&mut self, size: usize, stop: &dyn Stop) -> Option<Programme<'relaxation>> {
        let mut programme = Programme::new(self.relaxation, &self.known, &self.groups);
        let (mut calm, mut care) = (CALM, Care::Quick);
        while stop.spent(self.bounded.work) < 1.0 {
            let (vertex, cost) = programme.prices();
            let best = self.best.as_ref();
            if best.is_some_and(|best| {
                best.memory == size && cost - best.value as f64 <= NEAR * cost.abs()
            }) {
                return Some(programme);
            }
            let prices = mixed(&vertex, best, calm);
            let passed = self.pass(&prices, care, size);
            let mut added = false;
            for (lot, routes) in passed.routes.into_iter().enumerate() {
                for route in routes {
                    if programme.add(lot, &route, self.known.len()) {
                        self.known.push((lot, route));
                        added = true;
                    }
                }
            }
            if added {
                calm = CALM;
            } else if calm > 0.0 {
                calm = (calm - 0.35).max(0.0);
            } else if care == Care::Quick {
                care = Care::Exact;
            } else if passed.value.is_none() {
                self.labels = (2 * self.labels).min(LABELS_MAX);
            } else {
                return Some(programme);
            }
        }
        None
    }

    fn begin_with(&mut self, routes: &[KnownRoute]) {
        for route in routes {
            let orbit = self.relaxation.orbit_of.get(route.day);
            let is_its = |lot: &super::relaxation::Lot| {
                Some(&lot.orbit) == orbit && lot.vehicle == route.vehicle
            };
            if let Some(lot) = self.relaxation.lots.iter().position(is_its) {
                let network = &self.relaxation.networks[route.vehicle];
                self.known.push((lot, driven(network, &route.clients)));
            }
        }
        for lot in 0..self.relaxation.lots.len() {
            for client in 0..self.relaxation.choices.len() {
                let route = self.single(lot, client);
                self.known.extend(route.map(|route| (lot, route)));
            }
        }
    }

    fn by_multipliers(&mut self, stop: &dyn Stop) {
        let mut master = Master::new(self.relaxation, first_prices(self.relaxation));
        for lot in 0..self.relaxation.lots.len() {
            for client in 0..self.relaxation.choices.len() {
                if let Some(route) = self.single(lot, client) {
                    master.add(lot, &route);
                }
            }
        }
        let mut quick = 0;
        while stop.spent(self.bounded.work) < 1.0 {
            let prices: Vec<i64> =
                master.prices(ROUNDS).iter().map(|price| rounded(*price)).collect();
            quick += 1;
            let care = if quick <= QUICK_MAX { Care::Quick } else { Care::Exact };
            let mut passed = self.pass(&prices, care, NG_SIZES[1]);
            let found = passed.routes.iter().any(|routes| !routes.is_empty());
            if care == Care::Quick && !found {
                passed = self.pass(&prices, Care::Exact, NG_SIZES[1]);
            }
            for (lot, routes) in passed.routes.into_iter().enumerate() {
                for route in routes {
                    master.add(lot, &route);
                    self.known.push((lot, route));
                }
            }
            if care == Care::Quick && found {
                continue;
            }
            quick = 0;
            if passed.value.is_none() {
                self.labels = (2 * self.labels).min(LABELS_MAX);
                continue;
            }
            let (far, cost) = master.state();
            let best = self.best.as_ref().map_or(0, |best| best.value) as f64;
            if far < 1e-3 && cost - best <= NEAR * cost.abs() {
                self.bounded.is_final = true;
                return;
            }
        }
    }

    /// A route to one client, so that each may be visited.
    fn single(&self, lot: usize, client: usize) -> Option<Route> {
        let network = &self.relaxation.networks[self.relaxation.lots[lot].vehicle];
        let client_number = u32::try_from(client).expect("clients fit u32");
        self.open[lot][client + 1].then(|| driven(network, &[client_number]))
    }

    /// A pass over all lots, whose bound is kept if it is the best.
    fn pass(&mut self, prices: &[i64], care: Care, memory: usize) -> Passed {
        let visits = self.relaxation.choices.len() * self.relaxation.orbits;
        let choices = self.choices_value(prices) + sides_value(&self.groups, &prices[visits..]);
        let mut passed = Passed { value: Some(choices), value_loose: choices, routes: Vec::new() };
        let lots = 0..self.relaxation.lots.len();
        let priced: Vec<Priced> =
            lots.into_par_iter().map(|lot| self.priced(lot, prices, care)).collect();
        for (lot, priced) in self.relaxation.lots.iter().zip(priced) {
            let sum = passed.value.filter(|_| priced.complete);
            passed.value = sum.map(|sum| sum + lot.count * priced.least);
            passed.value_loose += lot.count * priced.least_loose;
            self.bounded.work += priced.work;
            passed.routes.push(priced.routes);
        }
        self.bounded.passes += u32::from(passed.value.is_some());
        match passed.value {
            Some(value) => self.keep(value, prices, memory),
            None => self.keep(passed.value_loose, prices, 1),
        }
        passed
    }

    /// Keeps a bound if it is better than the best one, or as good with routes that remember more:
    /// the verifier proves more of those.
    fn keep(&mut self, value: i64, prices: &[i64], memory: usize) {
        let is_better = |best: &Best| (value, memory) > (best.value, best.memory);
        if self.best.as_ref().is_none_or(is_better) {
            self.best = Some(Best { value, prices: prices.to_vec(), memory });
        }
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

    fn priced(&self, lot: usize, prices: &[i64], care: Care) -> Priced {
        let of = self.relaxation.lots[lot];
        let orbits = self.relaxation.orbits;
        let (visits, entries) = prices.split_at(orbits * self.relaxation.choices.len());
        let own: Vec<i64> = visits.iter().skip(of.orbit).step_by(orbits).copied().collect();
        let network = &self.relaxation.networks[of.vehicle];
        let mut earns = by_visit(&own);
        let entered = earned(&self.groups, entries, of.orbit, network.nodes);
        earns.iter_mut().zip(entered).for_each(|(earns, entered)| *earns += entered);
        let open = &self.open[lot];
        match Grid::new(network, open, &earns, &self.sets) {
            Some(grid) => grid.run(),
            None => Pricing::new(network, open, &earns, &self.sets).run(care, self.labels),
        }
    }
}

/// Prices between those of a vertex and the best ones so far, whole.
fn mixed(vertex: &[f64], best: Option<&Best>, calm: f64) -> Vec<i64> {
    let Some(best) = best else { return vertex.iter().map(|price| rounded(*price)).collect() };
    // Groups that were found since have no best price yet.
    let both = vertex.iter().zip(best.prices.iter().chain(std::iter::repeat(&0)));
    both.map(|(price, known)| rounded(calm * *known as f64 + (1.0 - calm) * price)).collect()
}

/// A route with its cost.
fn driven(network: &super::relaxation::Network, clients: &[u32]) -> Route {
    let nodes = clients.iter().map(|client| *client as usize + 1);
    let ways: Vec<usize> = [0].into_iter().chain(nodes).chain([0]).collect();
    let legs = ways.windows(2);
    let cost = legs.map(|leg| network.cost[leg[0] * network.nodes + leg[1]]).sum();
    Route { reduced: 0, cost, clients: clients.to_vec() }
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

fn certificate(relaxation: &Relaxation, groups: &[Group], best: &Best) -> Certificate {
    let (visits, entries) = best.prices.split_at(relaxation.orbits * relaxation.choices.len());
    let on_day = |orbit: &usize| {
        visits.iter().skip(*orbit).step_by(relaxation.orbits).copied().collect::<Vec<i64>>()
    };
    let cut = |(group, price): (&Group, &i64)| Cut {
        days: group.classes.clone(),
        clients: group.clients(),
        price: *price,
    };
    let grain = relaxation.grain;
    Certificate {
        grain,
        prices: relaxation.orbit_of.iter().map(on_day).collect(),
        cuts: groups.iter().zip(entries).filter(|(_, price)| **price > 0).map(cut).collect(),
        neighbours: NgSets::nearest(&relaxation.networks[0], best.memory).of,
        bound: best.value.div_euclid(grain) + i64::from(best.value.rem_euclid(grain) > 0),
    }
}
