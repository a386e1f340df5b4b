//! What a search gives back: patterns, routes in order, and what found no place.

use super::pattern::WEEK;
use super::problem::Problem;
use super::solution::{RouteState, Solution};
use crate::units::{Cost, Seconds};

/// The route of a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutePlan {
    /// The slot, as a position in the problem's slots.
    pub slot: usize,
    /// The stops, in driving order.
    pub stops: Vec<u32>,
}

/// A visit that no route could take, and the smallest change that would let it fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnroutedStop {
    /// The stop.
    pub stop: u32,
    /// The day, Monday 0.
    pub day: usize,
    /// Seconds by which the route that came nearest breaks its limits; zero where the day has no
    /// vehicle at all.
    pub short: Seconds,
}

/// The answer of a search.
#[derive(Clone, Debug)]
pub struct RoutingAnswer {
    /// The days of each stop, Monday in the lowest bit; days without a route left out.
    pub days: Vec<u8>,
    /// The routes that drive, in slot order.
    pub routes: Vec<RoutePlan>,
    /// Visits taken off routes that broke a limit, so that the rest holds.
    pub unrouted: Vec<UnroutedStop>,
    /// Routes and lead time.
    pub cost: Cost,
    /// Iterations of all islands.
    pub iterations: u64,
    /// To go on from.
    pub solution: Solution,
}

impl RoutingAnswer {
    pub(super) fn new(problem: &Problem, solution: Solution, iterations: u64) -> Self {
        let mut trimmed = solution.clone();
        let mut unrouted = trim(problem, &mut trimmed);
        let days: Vec<u8> = (0_u32..)
            .take(problem.stop_count())
            .map(|stop| days_of(problem, &trimmed, stop))
            .collect();
        unrouted.extend(never_routed(problem, &trimmed, &days, &unrouted));
        unrouted.sort_by_key(|visit| (visit.stop, visit.day));
        let drives = |(slot, route): (usize, &RouteState)| {
            let stops = route.stops.clone();
            (!stops.is_empty()).then_some(RoutePlan { slot, stops })
        };
        let routes = trimmed.routes.iter().enumerate().filter_map(drives).collect();
        Self { days, routes, unrouted, cost: trimmed.cost(), iterations, solution }
    }
}

/// Takes visits off routes that break a limit in time, the one that helps most first.
///
/// A route that is too full keeps its visits: what stays behind of a load is for the packing to
/// say, item by item.
fn trim(problem: &Problem, solution: &mut Solution) -> Vec<UnroutedStop> {
    let mut off = Vec::new();
    for slot in 0..solution.routes.len() {
        while solution.routes[slot].line.excess > Seconds::ZERO {
            let broken = solution.routes[slot].clone();
            let without = |rank: usize| {
                let mut trial = solution.clone();
                trial.routes[slot].stops.remove(rank);
                trial.refresh_route(problem, slot);
                trial.routes[slot].weight()
            };
            let rank = (0..broken.stops.len())
                .min_by_key(|rank| without(*rank))
                .expect("the route has stops");
            off.push(UnroutedStop {
                stop: broken.stops[rank],
                day: problem.slots[slot].day,
                short: broken.line.excess,
            });
            solution.routes[slot].stops.remove(rank);
            solution.refresh_route(problem, slot);
        }
    }
    off
}

/// The days of a stop's pattern on which it really is visited.
fn days_of(problem: &Problem, solution: &Solution, stop: u32) -> u8 {
    let pattern = problem.patterns[solution.pattern[stop as usize]];
    if problem.stops[stop as usize].by_trolley {
        return pattern;
    }
    let made = (0..WEEK).filter(|day| solution.locate(problem, stop, *day).is_some());
    made.fold(0, |days, day| days | 1 << day) & pattern
}

/// Visits of patterns on days that have no slot at all.
fn never_routed(
    problem: &Problem,
    solution: &Solution,
    days: &[u8],
    known: &[UnroutedStop],
) -> Vec<UnroutedStop> {
    let mut lost = Vec::new();
    for (stop, made) in (0_u32..).zip(days) {
        let pattern = problem.patterns[solution.pattern[stop as usize]];
        for day in (0..WEEK).filter(|day| (pattern & !made) >> day & 1 == 1) {
            if known.iter().all(|visit| (visit.stop, visit.day) != (stop, day)) {
                lost.push(UnroutedStop { stop, day, short: Seconds::ZERO });
            }
        }
    }
    lost
}
