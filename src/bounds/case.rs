//! A problem, whole or with some decisions taken, and the best prices found for it.

use rayon::prelude::*;

use super::certificate::{Decision, Question};
use super::cuts::{Cut, Cuts, Kinds, crowds, earned, leave_out, sides_value};
use super::grid::Grid;
use super::ng::NgSets;
use super::pricing::{Care, Priced, Pricing, Route, by_visit};
use super::programme::Programme;
use super::relaxation::{Choice, Network, Relaxation};
use crate::vrp::Stop;

/// Labels of one pass over a network at most, at first and ever; a pass that needs more proves
/// nothing, and allows the next one twice as many.
const LABELS: usize = 100_000;
const LABELS_MAX: usize = 3_200_000;
/// The bound is final when the linear programme costs so little more, in parts.
pub(super) const NEAR: f64 = 2e-5;
/// Near enough to look for cuts.
const NEAR_CUTS: f64 = 1e-3;
/// Where so much of a vertex breaks other limits than the first, all of them count.
pub(super) const BREAKING: f64 = 0.1;
/// The part of a budget in which cuts are looked for.
const CUTS_SHARE: f64 = 0.7;
/// Labels that a pass over a network needs where triples make it too long.
const CROWDED: u64 = 20_000;
/// With triples, vertices that fall so slowly, in parts, are near enough to look for cuts.
const TAIL: usize = 6;
const TAILING: f64 = 5e-5;
/// How much of the best prices so far is in those that are tried.
const CALM: f64 = 0.7;

/// How prices are tried.
struct Trial {
    /// How much of the centre is in them.
    calm: f64,
    care: Care,
    /// The prices that prove most, as far as passes tell; quick ones may tell too much.
    centre: Option<Best>,
}

impl Trial {
    /// Goes on from prices that prove more.
    fn begin_at(&mut self, best: Option<&Best>) {
        let Some(best) = best else { return };
        if self.centre.as_ref().is_none_or(|centre| best.value > centre.value) {
            self.centre = Some(best.clone());
        }
    }
}

/// The best bound so far, in parts of a unit.
#[derive(Clone, Debug)]
pub(super) struct Best {
    pub(super) value: i64,
    pub(super) prices: Vec<i64>,
    /// How many clients each client remembers.
    pub(super) memory: usize,
}

/// What routes remember.
pub(super) struct Memory {
    pub(super) size: usize,
    sets: NgSets,
}

impl Memory {
    pub(super) fn of(relaxation: &Relaxation, size: usize) -> Option<Self> {
        let sets = NgSets::nearest(relaxation.networks.first()?, size);
        Some(Self { size, sets })
    }

    /// Whether a route comes back to no client that it remembers.
    pub(super) fn allows(&self, route: &Route) -> bool {
        self.sets.allow(&route.clients)
    }
}

/// What a pass over all lots gave.
pub(super) struct Passed {
    /// What the prices prove, in parts of a unit; `None` if a network was not done.
    pub(super) value: Option<i64>,
    /// What they seem to prove, as far as routes were found.
    apparent: i64,
    /// The most labels that a network needed.
    most: u64,
    /// Routes below nought, by lot.
    pub(super) routes: Vec<Vec<Route>>,
}

/// How a descent ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// No other prices are notably better with the cuts that are there.
    Final,
    /// There is no need of a better bound.
    Enough,
    /// The budget is spent, or the passes are.
    Spent,
}

/// When a descent ends early.
#[derive(Clone, Copy)]
pub(super) struct Until<'a> {
    pub(super) stop: &'a dyn Stop,
    /// Passes at most.
    pub(super) passes: u32,
    /// A bound of so much is enough, in parts of a unit.
    pub(super) enough: i64,
    /// How much less than the linear programme a bound may be, in parts.
    pub(super) near: f64,
}

/// The first part of a budget.
pub(super) struct Part<'a> {
    pub(super) of: &'a dyn Stop,
    pub(super) share: f64,
}

impl Stop for Part<'_> {
    fn spent(&self, iterations: u64) -> f64 {
        self.of.spent(iterations) / self.share
    }
}

#[derive(Clone)]
pub(super) struct Case<'relaxation> {
    pub(super) relaxation: &'relaxation Relaxation,
    /// The choices that each client has left.
    pub(super) choices: Vec<Vec<Choice>>,
    /// By lot, the nodes that it may visit.
    pub(super) open: Vec<Vec<bool>>,
    /// In the order of their prices.
    pub(super) cuts: Vec<Cut>,
    pub(super) best: Option<Best>,
    labels: usize,
    /// Whether triples make passes too long already.
    is_crowded: bool,
    /// Labels that were made, and exact passes over all networks.
    pub(super) work: u64,
    pub(super) passes: u32,
}

impl<'relaxation> Case<'relaxation> {
    pub(super) fn of(relaxation: &'relaxation Relaxation) -> Self {
        Self {
            relaxation,
            choices: relaxation.choices.clone(),
            open: relaxation.lots.iter().map(|lot| relaxation.open(*lot)).collect(),
            cuts: Vec::new(),
            best: None,
            labels: LABELS,
            is_crowded: false,
            work: 0,
            passes: 0,
        }
    }

    /// The same case where each day is an orbit of its own, with its prices and cuts.
    pub(super) fn untied<'days>(&self, days: &'days Relaxation) -> Case<'days> {
        let mut untied = Case::of(days);
        untied.cuts = self.cuts.iter().map(|cut| cut.on_days(days)).collect();
        untied.best = self.best.as_ref().map(|best| {
            let tied = self.relaxation.orbits;
            let (visits, entries) = best.prices.split_at(tied * self.choices.len());
            let of_client = |own: &[i64]| {
                self.relaxation.orbit_of.iter().map(|orbit| own[*orbit]).collect::<Vec<i64>>()
            };
            let prices = visits.chunks(tied).flat_map(of_client);
            Best { prices: prices.chain(entries.iter().copied()).collect(), ..best.clone() }
        });
        (untied.work, untied.passes) = (self.work, self.passes);
        untied
    }

    /// The value of the best bound, in parts of a unit.
    pub(super) fn value(&self) -> i64 {
        self.best.as_ref().map_or(0, |best| best.value)
    }

    /// Adds routes that quick passes find, and cuts that the vertex breaks, so many times; then
    /// routes until no other prices are notably better.
    pub(super) fn ascend(
        &mut self,
        programme: &mut Programme<'_>,
        memory: &Memory,
        (cuts, rounds): (&Cuts, usize),
        until: Until<'_>,
    ) -> Ended {
        let part = Part { of: until.stop, share: CUTS_SHARE };
        let quick = Until { stop: &part, near: NEAR_CUTS.max(until.near), ..until };
        for _ in 0..rounds {
            let ended = self.descend(programme, (memory, Care::Quick), quick);
            if ended == Ended::Enough || part.spent(self.work) >= 1.0 {
                break;
            }
            let kinds = if self.is_crowded { Kinds::Groups } else { Kinds::Both };
            let mut broken =
                cuts.broken((&programme.driven(), kinds), &self.cuts, programme.room());
            if broken.is_empty() {
                break;
            }
            let before = self.cuts.len();
            let has_triples = broken.iter().any(|cut| matches!(cut, Cut::Triple(_)));
            programme.add_cuts(&broken);
            self.cuts.append(&mut broken);
            if has_triples && !self.can_price(programme, memory, quick) {
                self.is_crowded = true;
                programme.release(before);
            }
        }
        self.descend(programme, (memory, Care::Exact), until)
    }

    /// Whether a pass comes to its end at prices that are good for the routes that are known.
    fn can_price(
        &mut self,
        programme: &mut Programme<'_>,
        memory: &Memory,
        until: Until<'_>,
    ) -> bool {
        self.descend(programme, (memory, Care::Quick), until);
        let (vertex, _) = programme.prices();
        let prices = mixed(&vertex, self.best.as_ref(), CALM);
        let passed = self.pass(&prices, Care::Exact, memory);
        for (lot, routes) in passed.routes.into_iter().enumerate() {
            for route in routes {
                programme.add(lot, route);
            }
        }
        passed.value.is_some() && passed.most < CROWDED
    }

    /// Goes on with all limits, where more than a part of the vertex breaks one of those that were
    /// left out; whether it does.
    pub(super) fn tighten(
        &mut self,
        programme: &mut Programme<'relaxation>,
        (to, part): (&'relaxation Relaxation, f64),
    ) -> bool {
        let is_needed = !std::ptr::eq(self.relaxation, to) && programme.breaking(to) > part;
        if is_needed {
            self.relaxation = to;
            programme.tighten(to);
        }
        is_needed
    }

    /// Adds routes until passes of so much care find none.
    fn descend(
        &mut self,
        programme: &mut Programme<'_>,
        (memory, most): (&Memory, Care),
        until: Until<'_>,
    ) -> Ended {
        let mut trial = Trial { calm: CALM, care: Care::Quick, centre: self.best.clone() };
        let mut costs = Vec::new();
        for _ in 0..until.passes {
            if until.stop.spent(self.work) >= 1.0 {
                return Ended::Spent;
            }
            let (vertex, cost) = programme.prices();
            costs.push(cost);
            if self.is_near(cost, memory, until) || most == Care::Quick && self.trails(&costs) {
                return Ended::Final;
            }
            trial.begin_at(self.best.as_ref());
            let prices = mixed(&vertex, trial.centre.as_ref(), trial.calm);
            let passed = self.pass(&prices, trial.care, memory);
            if self.value() >= until.enough {
                return Ended::Enough;
            }
            if trial.care == Care::Quick {
                let apparent = Best { value: passed.apparent, prices, memory: memory.size };
                trial.begin_at(Some(&apparent));
            }
            let mut added = false;
            for (lot, routes) in passed.routes.into_iter().enumerate() {
                for route in routes {
                    added |= programme.add(lot, route);
                }
            }
            if added {
                (trial.calm, trial.care) = (CALM, Care::Quick);
            } else if trial.calm > 0.0 {
                trial.calm = (trial.calm - 0.35).max(0.0);
            } else if trial.care < most {
                trial = Trial { calm: CALM, care: most, centre: self.best.clone() };
            } else if trial.care == Care::Exact && passed.value.is_none() {
                self.allow_more();
            } else {
                return Ended::Final;
            }
        }
        Ended::Spent
    }

    /// Whether the bound is near what the linear programme costs.
    fn is_near(&self, cost: f64, memory: &Memory, until: Until<'_>) -> bool {
        // Where the end is in sight, it is worth all passes.
        let near = if cost * (1.0 + NEAR) >= until.enough as f64 { 0.0 } else { until.near };
        self.best.as_ref().is_some_and(|best| {
            best.memory == memory.size && cost - best.value as f64 <= near * cost.abs()
        })
    }

    /// Whether vertices with triples fall slowly.
    fn trails(&self, costs: &[f64]) -> bool {
        let has_triples = self.cuts.iter().any(|cut| matches!(cut, Cut::Triple(_)));
        let before = costs.iter().rev().nth(TAIL);
        let is_slow = |(before, now): (&f64, &f64)| before - now < TAILING * now;
        has_triples && before.zip(costs.last()).is_some_and(is_slow)
    }

    /// Takes a decision, by its place among all, each day being an orbit of its own; the programme
    /// knows of it, and the best prices prove what they did, and what the choices that are left
    /// cost more. What the vertex costs then, or less.
    pub(super) fn decide(
        &mut self,
        at: usize,
        decision: &Decision,
        programme: &mut Programme<'_>,
    ) -> f64 {
        let before = self.best.as_ref().map(|best| self.chosen(&best.prices));
        let cost = match &decision.asks {
            Question::Visit { client, day } => {
                let visits = |choice: &Choice| (choice.visits[*day] > 0) == decision.is_so;
                self.leave(*client as usize, &visits);
                self.restrict(programme)
            }
            Question::Entries { .. } => {
                let cut = Cut::decided(self.relaxation, at, decision);
                let cost = programme.add_cuts(cut.as_slice());
                self.cuts.extend(cut);
                cost
            }
        };
        if let (Some(before), Some(mut best)) = (before, self.best.take()) {
            best.value += self.chosen(&best.prices) - before;
            self.best = Some(best);
        }
        cost
    }

    /// Lets go of cuts that neither the vertex nor the best prices need.
    pub(super) fn drop_loose(&mut self, programme: &mut Programme<'_>) {
        let visits = self.relaxation.orbits * self.choices.len();
        let is_free = |cut: usize| {
            let price = self.best.as_ref().and_then(|best| best.prices.get(visits + cut));
            price.is_none_or(|price| *price == 0) && !matches!(self.cuts[cut], Cut::Decided(..))
        };
        let dropped = programme.drop_loose(&is_free);
        leave_out(&mut self.cuts, &dropped);
        if let Some(best) = &mut self.best {
            let places: Vec<usize> = dropped.into_iter().map(|cut| visits + cut).collect();
            leave_out(&mut best.prices, &places);
        }
    }

    /// Leaves a client some of its choices.
    fn leave(&mut self, client: usize, are_left: &dyn Fn(&Choice) -> bool) {
        self.choices[client].retain(are_left);
        for (lot, open) in self.relaxation.lots.iter().zip(&mut self.open) {
            let is_left = |choice: &Choice| choice.visits[lot.orbit] > 0;
            open[client + 1] &= self.choices[client].iter().any(is_left);
        }
    }

    /// Makes all routes and choices of a programme too dear that are no longer allowed.
    fn restrict(&self, programme: &mut Programme<'_>) -> f64 {
        let is_open = |lot: usize, client: &u32| self.open[lot][*client as usize + 1];
        programme
            .restrict(&|client, choice| self.choices[client].contains(choice), &|lot, route| {
                route.clients.iter().all(|client| is_open(lot, client))
            })
    }

    /// Allows twice as many labels, after a pass that was not done.
    pub(super) fn allow_more(&mut self) {
        self.labels = (2 * self.labels).min(LABELS_MAX);
    }

    /// A route to each client by itself, with its lot, so that each may be visited.
    pub(super) fn singles(&self) -> Vec<(usize, Route)> {
        let mut singles = Vec::new();
        for (lot, open) in self.open.iter().enumerate() {
            let network = &self.relaxation.networks[self.relaxation.lots[lot].vehicle];
            for client in (0..).zip(&open[1..]).filter(|(_, open)| **open).map(|(at, _)| at) {
                singles.push((lot, driven(network, &[client])));
            }
        }
        singles
    }

    /// A pass over all lots, whose bound is kept if it is the best.
    pub(super) fn pass(&mut self, prices: &[i64], care: Care, memory: &Memory) -> Passed {
        let chosen = self.chosen(prices);
        let (mut value, mut loose, mut apparent) = (Some(chosen), Some(chosen), chosen);
        let lots = 0..self.relaxation.lots.len();
        let priced: Vec<Priced> =
            lots.into_par_iter().map(|lot| self.priced(lot, prices, (care, memory))).collect();
        let mut routes = Vec::new();
        let most = priced.iter().map(|of| of.work).max().unwrap_or(0);
        for (lot, priced) in self.relaxation.lots.iter().zip(priced) {
            let sum = value.filter(|_| priced.complete);
            value = sum.map(|sum| sum + lot.count * priced.least);
            loose = loose.zip(priced.loose).map(|(sum, least)| sum + lot.count * least);
            apparent += lot.count * priced.least;
            self.work += priced.work;
            routes.push(priced.routes);
        }
        self.passes += u32::from(value.is_some());
        match (value, loose) {
            (Some(value), _) => self.keep(value, prices, memory.size),
            (None, Some(loose)) => self.keep(loose, prices, 1),
            (None, None) => {}
        }
        Passed { value, apparent, most, routes }
    }

    /// Keeps a bound if it is better than the best one, or as good with routes that remember more:
    /// the verifier proves more of those.
    fn keep(&mut self, value: i64, prices: &[i64], memory: usize) {
        let is_better = |best: &Best| (value, memory) > (best.value, best.memory);
        if self.best.as_ref().is_none_or(is_better) {
            self.best = Some(Best { value, prices: prices.to_vec(), memory });
        }
    }

    /// What clients cost at least on any of their sets of days, and cuts earn.
    pub(super) fn chosen(&self, prices: &[i64]) -> i64 {
        let orbits = self.relaxation.orbits;
        let (visits, entries) = prices.split_at(orbits * self.choices.len());
        let least = self.choices.iter().zip(visits.chunks(orbits)).map(|(choices, of)| {
            let cost = choices.iter().map(|choice| {
                choice.cost + choice.visits.iter().zip(of).map(|(n, price)| n * price).sum::<i64>()
            });
            cost.min().unwrap_or(0)
        });
        least.sum::<i64>() + sides_value(&self.cuts, entries)
    }

    /// What the choices cost by themselves that make such visits; `None` where a client has no such
    /// choice.
    pub(super) fn cost_of_choices(&self, visits: &[f64]) -> Option<i64> {
        let own = visits.chunks(self.relaxation.orbits);
        let costs = self.choices.iter().zip(own).map(|(choices, own)| {
            let is_it = |choice: &&Choice| {
                choice
                    .visits
                    .iter()
                    .zip(own)
                    .all(|(asked, visited)| (*asked > 0) == (*visited > 0.5))
            };
            choices.iter().find(is_it).map(|choice| choice.cost)
        });
        costs.sum()
    }

    fn priced(&self, lot: usize, prices: &[i64], (care, memory): (Care, &Memory)) -> Priced {
        let of = self.relaxation.lots[lot];
        let orbits = self.relaxation.orbits;
        let (visits, entries) = prices.split_at(orbits * self.choices.len());
        let own: Vec<i64> = visits.iter().skip(of.orbit).step_by(orbits).copied().collect();
        let network = &self.relaxation.networks[of.vehicle];
        let mut earns = by_visit(&own);
        let entered = earned(&self.cuts, entries, of.orbit, network.nodes);
        earns.iter_mut().zip(entered).for_each(|(earns, entered)| *earns += entered);
        let (open, sets) = (&self.open[lot], &memory.sets);
        let crowds = crowds(&self.cuts, entries, of.orbit, network.nodes);
        let grid = if crowds.are_none() { Grid::new(network, open, &earns, sets) } else { None };
        if let Some(grid) = grid {
            return grid.run();
        }
        let pricing = Pricing::new(network, open, (&earns, crowds), sets);
        match care {
            Care::Quick => pricing.quick(),
            Care::Exact => pricing.exact(self.labels),
        }
    }
}

/// Prices between those of a vertex and the best ones so far, whole.
fn mixed(vertex: &[f64], best: Option<&Best>, calm: f64) -> Vec<i64> {
    let Some(best) = best else { return vertex.iter().map(|price| rounded(*price)).collect() };
    // Cuts that were found since have no best price yet.
    let both = vertex.iter().zip(best.prices.iter().chain(std::iter::repeat(&0)));
    both.map(|(price, known)| rounded(calm * *known as f64 + (1.0 - calm) * price)).collect()
}

/// A route with its cost.
pub(super) fn driven(network: &Network, clients: &[u32]) -> Route {
    let nodes = clients.iter().map(|client| *client as usize + 1);
    let ways: Vec<usize> = [0].into_iter().chain(nodes).chain([0]).collect();
    let legs = ways.windows(2);
    let cost = legs.map(|leg| network.cost[leg[0] * network.nodes + leg[1]]).sum();
    Route { reduced: 0, cost, clients: clients.to_vec() }
}

#[expect(clippy::cast_possible_truncation, reason = "clamped far below the range of the integers")]
pub(super) fn rounded(price: f64) -> i64 {
    const MOST: f64 = (1_i64 << 50) as f64;
    price.round().clamp(-MOST, MOST) as i64
}
