//! A candidate: a pattern for every stop, a route for every slot, and what they cost.

use super::loads::Loads;
use super::pattern::WEEK;
use super::problem::{Leg, Problem, Slot};
use super::timeline::{TaskAtStop, Timeline, Trip, replan};
use crate::units::{Cost, Seconds};

/// What a broken limit costs during the search, in 1/1000 cent a unit. Far above what a crate, a
/// kilogram or a second can earn, so that they only guide the way back; set by experiment.
const CRATE_OVER: i64 = 3_000_000;
const GRAM_OVER: i64 = 300;
const SECOND_OVER: i64 = 5_000;
/// A visit that no slot takes, or a day without one: beyond what any price of the settings makes.
pub(super) const VISIT_MISSING: i64 = 10_000_000_000_000;

/// What a route costs and breaks, and what an insertion needs to know of it.
#[derive(Clone, Debug, Default)]
pub(super) struct RouteState {
    pub(super) stops: Vec<u32>,
    /// Money, in 1/1000 cent.
    pub(super) cost: i64,
    pub(super) crates_over: i64,
    pub(super) grams_over: i64,
    pub(super) line: Timeline,
    /// Crates on board on the leg to each rank, and on the last one home; then running maxima.
    pub(super) crates_before: Vec<i64>,
    pub(super) crates_after: Vec<i64>,
    /// How much later service may start at each rank without breaking a later window.
    pub(super) slack: Vec<i64>,
}

impl RouteState {
    fn copy_from(&mut self, other: &Self) {
        self.stops.clone_from(&other.stops);
        self.cost = other.cost;
        self.crates_over = other.crates_over;
        self.grams_over = other.grams_over;
        self.line.stops.clone_from(&other.line.stops);
        self.line.departure = other.line.departure;
        self.line.back = other.line.back;
        self.line.paid = other.line.paid;
        self.line.excess = other.line.excess;
        self.crates_before.clone_from(&other.crates_before);
        self.crates_after.clone_from(&other.crates_after);
        self.slack.clone_from(&other.slack);
    }

    /// Money and penalties, in 1/1000 cent.
    pub(super) fn weight(&self) -> i64 {
        self.cost
            + self.crates_over * CRATE_OVER
            + self.grams_over * GRAM_OVER
            + self.line.excess.0 * SECOND_OVER
    }

    pub(super) fn breaks_nothing(&self) -> bool {
        self.crates_over == 0 && self.grams_over == 0 && self.line.excess == Seconds::ZERO
    }
}

/// A candidate of the search.
#[derive(Clone, Debug)]
pub struct Solution {
    /// The pattern of each stop, as a position in the problem's patterns.
    pub(super) pattern: Vec<usize>,
    /// The route of each slot.
    pub(super) routes: Vec<RouteState>,
    pub(super) loads: Loads,
    /// Visits that no slot takes.
    pub(super) missing: i64,
    /// Crates that first pickups of the week lack, over all stops.
    pub(super) empties_short: i64,
    /// Whether a pattern, and so the load of some route, has changed since the last refresh.
    stale: bool,
}

impl Solution {
    /// Patterns given, nobody routed yet.
    pub(super) fn unrouted(problem: &Problem, pattern: Vec<usize>) -> Self {
        let loads = Loads::new(problem, &pattern);
        let routes = vec![RouteState::default(); problem.slots.len()];
        Self { pattern, routes, loads, missing: 0, empties_short: 0, stale: true }
    }

    /// Takes over another's values without new memory: the search does so every iteration.
    pub(super) fn copy_from(&mut self, other: &Self) {
        self.pattern.clone_from(&other.pattern);
        self.loads.copy_from(&other.loads);
        for (route, from) in self.routes.iter_mut().zip(&other.routes) {
            route.copy_from(from);
        }
        self.missing = other.missing;
        self.empties_short = other.empties_short;
        self.stale = other.stale;
    }

    /// Gives a stop another pattern; routes are evaluated at the next refresh.
    pub(super) fn set_pattern(&mut self, problem: &Problem, stop: usize, pattern: usize) {
        if self.pattern[stop] != pattern {
            self.loads.set_pattern(problem, &mut self.pattern, stop, pattern);
            self.stale = true;
        }
    }

    /// Money and penalties, in 1/1000 cent: what the search minimises.
    pub(super) fn weight(&self) -> i64 {
        let routes: i64 = self.routes.iter().map(RouteState::weight).sum();
        routes + self.loads.lead + self.missing * VISIT_MISSING + self.empties_short * CRATE_OVER
    }

    /// Money alone: routes and lead time.
    pub fn cost(&self) -> Cost {
        let routes: i64 = self.routes.iter().map(|route| route.cost).sum();
        Cost(routes + self.loads.lead)
    }

    /// Whether every visit is made and every limit holds, as far as the search can see.
    pub fn is_feasible(&self) -> bool {
        self.missing == 0
            && self.empties_short == 0
            && self.routes.iter().all(RouteState::breaks_nothing)
    }

    /// Evaluates all routes afresh, if a pattern has changed since they were. O(visits).
    pub(super) fn refresh(&mut self, problem: &Problem) {
        if !std::mem::replace(&mut self.stale, false) {
            return;
        }
        for slot in 0..self.routes.len() {
            self.refresh_route(problem, slot);
        }
        self.empties_short = empties_short(problem, &self.pattern, &self.loads);
    }

    /// Evaluates one route afresh. O(its stops).
    pub(super) fn refresh_route(&mut self, problem: &Problem, slot: usize) {
        evaluate(problem, &problem.slots[slot], &self.loads, &mut self.routes[slot]);
    }

    /// The slot and rank of a stop's visit on a day.
    pub(super) fn locate(
        &self,
        problem: &Problem,
        stop: u32,
        day: usize,
    ) -> Option<(usize, usize)> {
        problem.slots_of_day[day].iter().find_map(|&slot| {
            let rank = self.routes[slot].stops.iter().position(|visited| *visited == stop)?;
            Some((slot, rank))
        })
    }
}

/// Crates that first pickups lack: what is filled before the first visit of the week must lie
/// there already; later pickups can be provided for by the visits before them.
fn empties_short(problem: &Problem, pattern: &[usize], loads: &Loads) -> i64 {
    let short = |stop: usize| {
        let days = problem.patterns[pattern[stop]];
        if days == 0 {
            return 0;
        }
        let first = loads.collected[stop][days.trailing_zeros() as usize];
        (problem.crates_for(first.volume, first.mass) - problem.stops[stop].empties.0).max(0)
    };
    (0..problem.stop_count()).map(short).sum()
}

/// How long a visit takes: what is full, and the empties that make up the difference.
pub(super) fn service(problem: &Problem, stop: u32, brought: i64, taken: i64) -> Seconds {
    let spec = &problem.stops[stop as usize];
    let handled = brought.max(taken) * 2;
    spec.service_fixed + spec.service_per_crate * handled
}

/// What one visit of a route brings and takes: crates by the bound, and mass with their tare.
#[derive(Clone, Copy, Debug, Default)]
struct VisitLoad {
    brought: i64,
    taken: i64,
    mass_brought: i64,
    mass_taken: i64,
}

impl VisitLoad {
    fn of(problem: &Problem, loads: &Loads, stop: u32, day: usize) -> Self {
        let delivered = loads.delivered[stop as usize][day];
        let collected = loads.collected[stop as usize][day];
        let brought = problem.crates_for(delivered.volume, delivered.mass);
        let taken = problem.crates_for(collected.volume, collected.mass);
        let tare = problem.crates.tare.0;
        Self {
            brought,
            taken,
            mass_brought: delivered.mass + brought * tare,
            mass_taken: collected.mass + taken * tare,
        }
    }
}

fn evaluate(problem: &Problem, slot: &Slot, loads: &Loads, route: &mut RouteState) {
    if route.stops.is_empty() {
        let stops = std::mem::take(&mut route.stops);
        *route = RouteState { stops, ..RouteState::default() };
        return;
    }
    let mut distance = 0;
    let mut tasks = Vec::with_capacity(route.stops.len());
    let mut visits = Vec::with_capacity(route.stops.len());
    let mut node = 0;
    for &stop in &route.stops {
        let leg = problem.leg(node, stop as usize + 1);
        node = stop as usize + 1;
        distance += leg.distance.0;
        let visit = VisitLoad::of(problem, loads, stop, slot.day);
        tasks.push(TaskAtStop {
            drive: leg.duration,
            windows: problem.stops[stop as usize].windows[slot.day].as_deref(),
            service: service(problem, stop, visit.brought, visit.taken),
        });
        visits.push(visit);
    }
    let home = problem.leg(node, 0);
    distance += home.distance.0;
    let trip = Trip { tasks: &tasks, home: home.duration, shift: &slot.shift, rest: &slot.rest };
    replan(&trip, &mut route.line);
    route.cost =
        slot.day_price.0 * 1_000 + distance * slot.cents_per_km + wages(problem, route.line.paid);
    weigh(slot, &visits, route);
    slacken(&tasks, route);
}

/// The price of paid time, in 1/1000 cent.
pub(super) fn wages(problem: &Problem, paid: Seconds) -> i64 {
    paid.0 * problem.driver_cents_per_hour * 1_000 / 3_600
}

/// Crates and mass on every leg.
fn weigh(slot: &Slot, visits: &[VisitLoad], route: &mut RouteState) {
    let mut on_board: i64 = visits.iter().map(|visit| visit.brought).sum();
    let mut mass: i64 = visits.iter().map(|visit| visit.mass_brought).sum();
    let (mut crates_max, mut mass_max) = (on_board, mass);
    route.crates_before.clear();
    route.crates_before.push(on_board);
    for visit in visits {
        on_board += visit.taken - visit.brought;
        mass += visit.mass_taken - visit.mass_brought;
        crates_max = crates_max.max(on_board);
        mass_max = mass_max.max(mass);
        route.crates_before.push(on_board);
    }
    route.crates_over = (crates_max - slot.crates.0).max(0);
    route.grams_over = (mass_max - slot.payload.0).max(0);
    route.crates_after.clone_from(&route.crates_before);
    for leg in 1..route.crates_before.len() {
        route.crates_before[leg] = route.crates_before[leg].max(route.crates_before[leg - 1]);
    }
    for leg in (1..route.crates_after.len()).rev() {
        route.crates_after[leg - 1] = route.crates_after[leg - 1].max(route.crates_after[leg]);
    }
}

/// The slack of each rank against the windows of the ranks from there on.
fn slacken(tasks: &[TaskAtStop<'_>], route: &mut RouteState) {
    const FREE: i64 = i64::MAX / 4;
    route.slack.clear();
    route.slack.resize(tasks.len() + 1, FREE);
    for rank in (0..tasks.len()).rev() {
        let times = route.line.stops[rank];
        let wait = times.arrival.until(times.start).0;
        let spare = tasks[rank].windows.map_or(FREE, |windows| {
            let closing = windows.iter().rev().find(|window| times.end <= window.close);
            closing.map_or(0, |window| times.end.until(window.close).0)
        });
        route.slack[rank] = spare.min(route.slack[rank + 1]).saturating_add(wait).min(FREE);
    }
}

/// A visit's average load, for the room that an insertion needs before its pattern is chosen.
pub(super) fn typical_crates(
    problem: &Problem,
    loads: &Loads,
    stop: u32,
    visits: i64,
) -> (i64, i64) {
    let sum = |days: &[super::loads::Load; WEEK]| {
        days.iter().fold((0, 0), |sum, load| (sum.0 + load.volume, sum.1 + load.mass))
    };
    let share = |(volume, mass): (i64, i64)| problem.crates_for(volume / visits, mass / visits);
    (share(sum(&loads.delivered[stop as usize])), share(sum(&loads.collected[stop as usize])))
}

/// What a detour costs: the kilometres and the wages, in 1/1000 cent.
pub(super) fn detour_cost(problem: &Problem, slot: &Slot, metres: i64, seconds: i64) -> i64 {
    metres * slot.cents_per_km + seconds * problem.driver_cents_per_hour * 1_000 / 3_600
}

/// The price of a load above capacity, in 1/1000 cent.
pub(super) const fn crates_over_cost(crates: i64) -> i64 {
    if crates > 0 { crates * CRATE_OVER } else { 0 }
}

/// The price of seconds past a limit, in 1/1000 cent.
pub(super) const fn seconds_over_cost(seconds: i64) -> i64 {
    if seconds > 0 { seconds * SECOND_OVER } else { 0 }
}

/// The two legs of a detour less the leg that they replace.
#[inline]
pub(super) fn detour(problem: &Problem, before: usize, node: usize, after: usize) -> Leg {
    let (there, on, direct) =
        (problem.leg(before, node), problem.leg(node, after), problem.leg(before, after));
    Leg {
        distance: there.distance + on.distance - direct.distance,
        duration: there.duration + on.duration - direct.duration,
    }
}
