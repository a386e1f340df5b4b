//! The search for prices that link routes and pairs well, in one case.

use std::cmp::Reverse;
use std::sync::Arc;

use rayon::prelude::*;

use super::LinkedProblem;
use super::master::{Master, Reach, Side};
use super::prices::Prices;
use super::work::Work;
use crate::bounds::cuts::{Cut, Cuts, Kinds, earned, leave_out, sides_value};
use crate::bounds::grid::Grid;
use crate::bounds::ng::NgSets;
use crate::bounds::pairs::Descent;
use crate::bounds::pricing::{Priced, Route, by_visit};
use crate::bounds::relaxation::{Lot, Relaxation};
use crate::random::Seed;
use crate::vrp::{ProblemParts, Stop};

/// How much of the best prices so far is in those that are tried.
const CALM: f64 = 0.7;
/// Descents of a pass begin at so many of the best assignments so far, and change course so often.
const BEGINS: usize = 8;
const KICKS: usize = 12;
/// Routes of a lot, and assignments of a pass, that the programme takes in at most.
const ROUTES_TAKEN: usize = 15;
const TAKEN: usize = 40;
/// Routes and assignments that the next programme begins with, at most.
const ROUTES_KEPT: usize = 1_500;
const ASSIGNMENTS_KEPT: usize = 500;
/// Cuts of a case at most.
const CUTS_MAX: usize = 250;
/// A choice that a case leaves out costs so much.
const NEVER: i64 = 1 << 44;

/// A part of the search.
#[derive(Clone, Copy)]
pub(super) struct Phase {
    /// Clients that each client remembers, itself included.
    pub(super) size: usize,
    /// Whether clients choose for themselves, which is but a beginning.
    pub(super) is_apart: bool,
    /// It is over when the programme costs so little more than the bound, in parts.
    pub(super) near: f64,
    /// Programmes, each with prices within reach of the best ones before, at most.
    pub(super) rounds: usize,
    /// How often cuts are looked for at most.
    pub(super) cuts: usize,
}

/// The best prices so far.
#[derive(Clone)]
pub(super) struct Best {
    /// In units, the pairs as descents found them.
    pub(super) value: i64,
    pub(super) prices: Prices,
    pub(super) size: usize,
}

/// What a search goes on from, and what it leaves.
#[derive(Clone, Default)]
pub(super) struct Known {
    pub(super) routes: Vec<(usize, Route)>,
    /// With what the pairs cost, prices left out.
    pub(super) assignments: Vec<(i64, Vec<usize>)>,
    pub(super) cuts: Vec<Cut>,
    pub(super) best: Option<Best>,
    pub(super) work: u64,
    pub(super) passes: u64,
}

/// A problem with the decisions of a case.
pub(super) struct Search<'a> {
    problem: &'a LinkedProblem,
    parts: &'a ProblemParts,
    relaxation: &'a Relaxation,
    open: Vec<Vec<bool>>,
    /// By lot, a lot whose routes cost so much less, all of them, and are priced for both.
    cheaper: Vec<Option<(usize, i64)>>,
    /// By node and choice.
    is_left: Vec<Vec<bool>>,
    work: Arc<Work>,
    /// Where cuts are looked for.
    among: Cuts,
    pub(super) known: Known,
}

/// What a pass found.
struct Passed {
    value: i64,
    routes: Vec<(usize, Route)>,
    assignments: Vec<Vec<usize>>,
}

impl<'a> Search<'a> {
    /// Parts are those of the problem with the decisions; `None` where a node has no choice.
    pub(super) fn of(
        problem: &'a LinkedProblem,
        (parts, relaxation): (&'a ProblemParts, &'a Relaxation),
        known: Known,
    ) -> Option<Self> {
        let left = problem.left(parts)?;
        let sets = problem.sets.iter().zip(&left);
        let is_left: Vec<Vec<bool>> = sets
            .map(|(sets, left)| (0..sets.len()).map(|choice| left.contains(&choice)).collect())
            .collect();
        let open: Vec<Vec<bool>> =
            relaxation.lots.iter().map(|lot| relaxation.open(*lot)).collect();
        let mut search = Self {
            problem,
            parts,
            relaxation,
            open,
            cheaper: cheaper(relaxation),
            is_left,
            work: Arc::new(Work::of(problem, relaxation)),
            among: Cuts::of(parts, relaxation, Kinds::Groups),
            known,
        };
        let Self { open, is_left, known, .. } = &mut search;
        known.routes.retain(|(lot, route)| {
            route.clients.iter().all(|client| open[*lot][*client as usize + 1])
        });
        known.assignments.retain(|(_, chosen)| {
            chosen.iter().zip(&*is_left).all(|(choice, is_left)| is_left[*choice])
        });
        Some(search)
    }

    /// Programmes one after the other; the last of them, `None` where a network has no grid.
    pub(super) fn ascend(
        &mut self,
        phase: Phase,
        (stop, enough): (&dyn Stop, i64),
    ) -> Option<Master<'a>> {
        let sets = NgSets::nearest(self.relaxation.networks.first()?, phase.size);
        self.known.routes.retain(|(_, route)| sets.allow(&route.clients));
        let mean = self.mean_price();
        let mut by = if phase.is_apart { mean } else { mean / 4 }.max(1);
        let mut rounds = 0;
        loop {
            let before = self.known.best.as_ref().map_or(i64::MIN, |best| best.value);
            let mut master = self.round(phase, (&sets, by), (stop, enough))?;
            self.drop_loose(&mut master);
            self.drop_dear(&master);
            rounds += 1;
            let Some(best) = &self.known.best else { return Some(master) };
            let gained = best.value.saturating_sub(before) as f64;
            let is_done = gained <= phase.near * best.value.abs() as f64 || best.value >= enough;
            if is_done || rounds >= phase.rounds || stop.spent(self.known.work) >= 1.0 {
                return Some(master);
            }
            by *= 2;
        }
    }

    /// What a visit of the known routes costs in the mean.
    fn mean_price(&self) -> i64 {
        let routes = &self.known.routes;
        let cost: i64 = routes.iter().map(|(_, of)| of.cost / self.relaxation.grain).sum();
        let visits: usize = routes.iter().map(|(_, route)| route.clients.len()).sum();
        cost / i64::try_from(visits.max(1)).expect("visits fit i64")
    }

    /// Every visit at that price.
    fn even_prices(&self) -> Prices {
        let ProblemParts { days, clients, .. } = self.parts;
        Prices::even(*days, clients.len(), self.mean_price())
    }

    fn round(
        &mut self,
        phase: Phase,
        (sets, by): (&NgSets, i64),
        (stop, enough): (&dyn Stop, i64),
    ) -> Option<Master<'a>> {
        let best = self.known.best.as_ref();
        let middle = best.map_or_else(|| self.even_prices(), |best| best.prices.clone());
        let mut master = self.begun(phase, Reach { middle: &middle, by })?;
        let (mut calm, mut cuts) = (CALM, phase.cuts);
        while stop.spent(self.known.work) < 1.0 {
            let proposed = master.propose();
            let grain = self.relaxation.grain as f64;
            let mut is_over = false;
            if let Some(best) = &self.known.best {
                if best.value >= enough {
                    break;
                }
                let far = proposed.cost / grain - best.value as f64;
                is_over =
                    best.size == phase.size && far <= phase.near * proposed.cost.abs() / grain;
            }
            if is_over {
                if cuts == 0 || !self.take_cuts(&mut master) {
                    break;
                }
                (calm, cuts) = (CALM, cuts - 1);
                continue;
            }
            let best = self.known.best.as_ref().map(|best| (&best.prices, calm));
            let prices = Prices::mixed(&proposed, self.relaxation.grain, best);
            if self.improve(phase, sets, (&mut master, prices))? {
                calm = CALM;
            } else if calm > 0.0 {
                calm = (calm - 0.35).max(0.0);
            } else if cuts > 0 && self.take_cuts(&mut master) {
                (calm, cuts) = (CALM, cuts - 1);
            } else {
                break;
            }
        }
        Some(master)
    }

    /// A programme with all that is known.
    fn begun(&self, phase: Phase, reach: Reach<'_>) -> Option<Master<'a>> {
        let (cost, first) = self.known.assignments.iter().min()?;
        let side = if phase.is_apart { Side::Apart } else { Side::Together(first, *cost) };
        let clients = &self.parts.clients;
        let mut master =
            Master::new((self.problem, self.relaxation), &self.work, clients, side, reach);
        self.known.routes.iter().for_each(|(lot, route)| master.hold_route(*lot, route));
        if !phase.is_apart {
            let others = self.known.assignments.iter();
            others.for_each(|(cost, of)| master.hold_assignment(of, *cost));
        }
        master.add_cuts(&self.known.cuts);
        Some(master)
    }

    /// A pass at some prices, whose routes and assignments the programme takes in; whether it has
    /// found any.
    fn improve(
        &mut self,
        phase: Phase,
        sets: &NgSets,
        (master, prices): (&mut Master<'_>, Prices),
    ) -> Option<bool> {
        let passed = self.pass(&prices, sets, phase)?;
        let mut added = false;
        for (lot, route) in passed.routes {
            if master.add_route(lot, &route) {
                self.known.routes.push((lot, route));
                added = true;
            }
        }
        for of in passed.assignments {
            let cost = self.problem.pairs.cost(&of);
            if master.add_assignment(&of, cost) {
                self.known.assignments.push((cost, of));
                added = true;
            }
        }
        if self.known.best.as_ref().is_none_or(|best| passed.value > best.value) {
            self.known.best = Some(Best { value: passed.value, prices, size: phase.size });
        }
        Some(added)
    }

    /// Takes in groups of clients that routes of the vertex come into too seldom; whether there are
    /// any.
    fn take_cuts(&mut self, master: &mut Master<'_>) -> bool {
        let room = CUTS_MAX.saturating_sub(self.known.cuts.len());
        let broken = self.among.broken((&master.driven(), Kinds::Groups), &self.known.cuts, room);
        master.add_cuts(&broken);
        self.known.cuts.extend_from_slice(&broken);
        !broken.is_empty()
    }

    /// Lets go of cuts that neither the vertex nor the best prices need.
    fn drop_loose(&mut self, master: &mut Master<'_>) {
        let Known { cuts, best, .. } = &mut self.known;
        let is_free = |cut: usize| {
            let price = best.as_ref().and_then(|best| best.prices.cuts.get(cut));
            price.is_none_or(|price| *price == 0) && !matches!(cuts[cut], Cut::Decided(..))
        };
        let dropped = master.drop_loose(&is_free);
        leave_out(cuts, &dropped);
        if let Some(best) = best {
            leave_out(&mut best.prices.cuts, &dropped);
        }
    }

    /// Lets go of routes and assignments that cost most at the last prices of a programme.
    fn drop_dear(&mut self, master: &Master<'_>) {
        let Known { routes, assignments, .. } = &mut self.known;
        keep_cheapest(routes, ROUTES_KEPT, |(lot, route)| master.reduced_of_route(*lot, route));
        keep_cheapest(assignments, ASSIGNMENTS_KEPT, |(cost, chosen)| {
            master.reduced_of_assignment(chosen, *cost)
        });
    }

    fn pass(&mut self, prices: &Prices, sets: &NgSets, phase: Phase) -> Option<Passed> {
        let grain = self.relaxation.grain;
        let priced = self.priced_all(prices, sets)?;
        let mut sum = 0;
        let mut routes = Vec::new();
        for ((number, lot), priced) in self.relaxation.lots.iter().enumerate().zip(priced) {
            sum += lot.count * priced.least;
            self.known.work += priced.work;
            let best = priced.routes.into_iter().take(ROUTES_TAKEN);
            routes.extend(best.map(|route| (number, route)));
        }
        let found = if phase.is_apart {
            vec![(self.chosen_apart(prices), Vec::new())]
        } else {
            self.descend(prices)
        };
        let least = found.first().map_or(0, |(cost, _)| *cost);
        let of_cuts = sides_value(&self.known.cuts, &prices.cuts);
        let value = sum.div_euclid(grain) + least + of_cuts;
        let whole = found.into_iter().filter(|(_, chosen)| !chosen.is_empty());
        let assignments = whole.take(TAKEN).map(|(_, chosen)| chosen).collect();
        Some(Passed { value, routes, assignments })
    }

    /// The cheapest routes of all lots.
    fn priced_all(&self, prices: &Prices, sets: &NgSets) -> Option<Vec<Priced>> {
        let lots = self.cheaper.par_iter().enumerate();
        let priced: Option<Vec<Option<Priced>>> = lots
            .map(|(lot, cheaper)| match cheaper {
                Some(_) => Some(None),
                None => self.priced(lot, prices, sets).map(Some),
            })
            .collect();
        let priced = priced?;
        let of = |lot: usize| match self.cheaper[lot] {
            Some((other, more)) => priced[other].as_ref().map(|of| of.dearer(more)),
            None => priced[lot].clone(),
        };
        (0..priced.len()).map(of).collect()
    }

    fn priced(&self, lot: usize, prices: &Prices, sets: &NgSets) -> Option<Priced> {
        let of = self.relaxation.lots[lot];
        let grain = self.relaxation.grain;
        let network = &self.relaxation.networks[of.vehicle];
        // Each day is an orbit of its own.
        let own: Vec<i64> = prices.visits[of.orbit].iter().map(|price| price * grain).collect();
        let mut earns = by_visit(&own);
        let entered = earned(&self.known.cuts, &prices.cuts, of.orbit, network.nodes);
        earns.iter_mut().zip(entered).for_each(|(earns, entered)| *earns += entered * grain);
        let worked = self.work.legs(of.vehicle, prices.work);
        earns.iter_mut().zip(worked).for_each(|(earns, more)| *earns -= more);
        Some(Grid::new(network, &self.open[lot], &earns, sets)?.run())
    }

    /// What visits pay, by node and choice; those that are not left pay more than any.
    fn paid(&self, prices: &Prices) -> Vec<Vec<i64>> {
        let mut paid = self.problem.paid(&prices.visits);
        for (paid, is_left) in paid.iter_mut().zip(&self.is_left) {
            let closed = paid.iter_mut().zip(is_left).filter(|(_, is_left)| !**is_left);
            closed.for_each(|(paid, _)| *paid = NEVER);
        }
        paid
    }

    /// What clients cost that choose for themselves.
    fn chosen_apart(&self, prices: &Prices) -> i64 {
        let paid = self.paid(prices);
        let nodes = self.problem.clients.iter().zip(&paid).filter(|(client, _)| client.is_some());
        nodes.map(|(_, paid)| paid.iter().copied().min().unwrap_or(0)).sum()
    }

    /// Good assignments at some prices, with what they cost and pay.
    fn descend(&mut self, prices: &Prices) -> Vec<(i64, Vec<usize>)> {
        let paid = self.paid(prices);
        let pairs = self.problem.pairs.with(&self.problem.work, prices.work);
        let mut begins: Vec<(i64, &Vec<usize>)> = (self.known.assignments.iter())
            .map(|(cost, of)| {
                let cost = cost + prices.work * self.problem.work.cost(of);
                (cost + of.iter().zip(&paid).map(|(choice, paid)| paid[*choice]).sum::<i64>(), of)
            })
            .collect();
        begins.sort();
        let begins: Vec<Vec<usize>> =
            begins.into_iter().take(BEGINS).map(|(_, of)| of.clone()).collect();
        self.known.passes += 1;
        let mut draw = Seed(1).stream("linked descents", self.known.passes);
        Descent::new(&pairs).search(&paid, &begins, KICKS, &mut draw)
    }

    /// Where no known assignment agrees with the decisions, the best of the others is mended.
    pub(super) fn begin_assignments(&mut self, others: &[(i64, Vec<usize>)]) {
        let Some((_, first)) = others.iter().min() else { return };
        if self.known.assignments.is_empty() {
            let free = Prices::even(self.parts.days, self.parts.clients.len(), 0);
            let mut chosen = first.clone();
            Descent::new(&self.problem.pairs).improve(&self.paid(&free), &mut chosen);
            self.known.assignments.push((self.problem.pairs.cost(&chosen), chosen));
        }
    }

    /// What pairs cost at least without prices, which the value of routes alone lacks.
    pub(super) fn add_pairs(&mut self) {
        let free = Prices::even(self.parts.days, self.parts.clients.len(), 0);
        let least = self.descend(&free).first().map_or(0, |(cost, _)| *cost);
        // Prices that prove nothing are not worth a proof.
        self.known.best = self.known.best.take().filter(|best| best.value > 0);
        if let Some(best) = &mut self.known.best {
            best.value += least;
        }
    }
}

/// Keeps so many of those that cost least.
fn keep_cheapest<Of>(of: &mut Vec<Of>, most: usize, cost: impl Fn(&Of) -> f64) {
    if of.len() > most {
        let mut costed: Vec<(f64, Of)> = of.drain(..).map(|of| (cost(&of), of)).collect();
        costed.sort_by(|a, b| a.0.total_cmp(&b.0));
        costed.truncate(most);
        of.extend(costed.into_iter().map(|(_, of)| of));
    }
}

/// By lot, the cheapest one whose routes all cost so much less.
fn cheaper(relaxation: &Relaxation) -> Vec<Option<(usize, i64)>> {
    let lots = &relaxation.lots;
    let cheapest = |(lot, own): (usize, &Lot)| {
        let others = lots.iter().enumerate();
        let dearer = others.filter_map(|(other, of)| Some((relaxation.dearer(*own, *of)?, other)));
        let (by, other) = dearer.max_by_key(|(by, other)| (*by, Reverse(*other)))?;
        (other != lot).then_some((other, by))
    };
    lots.iter().enumerate().map(cheapest).collect()
}
