//! Each removed stop comes back with the cheapest pattern and positions.

use crate::random::{RngExt as _, Stream};
use crate::routing::pattern::WEEK;
use crate::routing::problem::Problem;
use crate::routing::solution::{
    Solution, VISIT_MISSING, crates_over_cost, detour, detour_cost, seconds_over_cost, service,
    typical_crates,
};

/// The chance that a position is not looked at, so that the greedy choice varies.
/// Christiaens and Vanden Berghe (2020) call it a blink and find 1 % best.
const BLINK_CHANCE: f64 = 0.01;

/// Where a visit may go: the slot, the rank and what it costs.
#[derive(Clone, Copy, Debug)]
struct Insertion {
    cost: i64,
    slot: usize,
    rank: usize,
}

/// Puts stops back, one after the other, in an order drawn by chance.
pub(in crate::routing) fn recreate(
    problem: &Problem,
    solution: &mut Solution,
    stops: &mut [u32],
    random: &mut Stream,
) {
    order(problem, solution, stops, random);
    for stop in stops.iter() {
        insert(problem, solution, *stop, random);
    }
}

fn order(problem: &Problem, solution: &Solution, stops: &mut [u32], random: &mut Stream) {
    let from_hub = |stop: &u32| problem.leg(0, *stop as usize + 1).duration.0;
    match random.random_range(0..4_u8) {
        0 => stops.sort_by_key(|stop| (std::cmp::Reverse(from_hub(stop)), *stop)),
        1 => stops.sort_by_key(|stop| (from_hub(stop), *stop)),
        2 => stops.sort_by_key(|stop| {
            let brought: i64 =
                solution.loads.delivered[*stop as usize].iter().map(|load| load.mass).sum();
            (std::cmp::Reverse(brought), *stop)
        }),
        _ => {
            for last in (1..stops.len()).rev() {
                stops.swap(last, random.random_range(0..=last));
            }
        }
    }
}

fn insert(problem: &Problem, solution: &mut Solution, stop: u32, random: &mut Stream) {
    let at = stop as usize;
    let by_trolley = problem.stops[at].by_trolley;
    let best =
        if by_trolley { [None; WEEK] } else { best_per_day(problem, solution, stop, random) };
    let mut chosen: Option<(i64, usize)> = None;
    let leads = solution.loads.lead_under(problem, at);
    for (&candidate, &lead) in problem.allowed[at].iter().zip(leads) {
        let days = problem.patterns[candidate];
        let mut cost = lead;
        for (day, insertion) in best.iter().enumerate() {
            if days >> day & 1 == 1 && !by_trolley {
                cost += insertion.map_or(VISIT_MISSING, |insertion| insertion.cost);
            }
        }
        if chosen.is_none_or(|(cheapest, _)| cost < cheapest) {
            chosen = Some((cost, candidate));
        }
    }
    let (_, candidate) = chosen.expect("every stop has at least one pattern, if an empty one");
    solution.set_pattern(problem, at, candidate);
    if by_trolley {
        return;
    }
    let days = problem.patterns[candidate];
    for (_, insertion) in best.iter().enumerate().filter(|(day, _)| days >> day & 1 == 1) {
        match insertion {
            Some(Insertion { slot, rank, .. }) => {
                solution.routes[*slot].stops.insert(*rank, stop);
                solution.refresh_route(problem, *slot);
            }
            None => solution.missing += 1,
        }
    }
}

fn best_per_day(
    problem: &Problem,
    solution: &Solution,
    stop: u32,
    random: &mut Stream,
) -> [Option<Insertion>; WEEK] {
    let at = stop as usize;
    let visits = i64::from(problem.stops[at].rule.visits).max(1);
    let (brought, taken) = typical_crates(problem, &solution.loads, stop, visits);
    let guest = Guest { stop, brought, taken, seconds: service(problem, stop, brought, taken).0 };
    let mut permitted = [false; WEEK];
    for &candidate in &problem.allowed[at] {
        for (day, open) in permitted.iter_mut().enumerate() {
            *open |= problem.patterns[candidate] >> day & 1 == 1;
        }
    }
    std::array::from_fn(|day| {
        if !permitted[day] {
            return None;
        }
        let slots = problem.slots_of_day[day].iter();
        slots
            .filter_map(|slot| best_in_slot(problem, solution, *slot, &guest, random))
            .min_by_key(|insertion| (insertion.cost, insertion.slot, insertion.rank))
    })
}

/// A visit that looks for a place: its load and its service.
struct Guest {
    stop: u32,
    brought: i64,
    taken: i64,
    seconds: i64,
}

fn best_in_slot(
    problem: &Problem,
    solution: &Solution,
    slot: usize,
    guest: &Guest,
    random: &mut Stream,
) -> Option<Insertion> {
    let route = &solution.routes[slot];
    let spec = &problem.slots[slot];
    if route.stops.is_empty() {
        let there = problem.leg(0, guest.stop as usize + 1);
        let back = problem.leg(guest.stop as usize + 1, 0);
        let metres = there.distance.0 + back.distance.0;
        let at_hub = spec.shift.loading.0 + spec.shift.unloading.0;
        let seconds = there.duration.0 + back.duration.0 + guest.seconds + at_hub;
        let over = seconds_over_cost(seconds - spec.shift.route_max.0)
            + crates_over_cost(guest.brought.max(guest.taken) - spec.crates.0);
        let cost = spec.day_price.0 * 1_000 + detour_cost(problem, spec, metres, seconds) + over;
        return Some(Insertion { cost, slot, rank: 0 });
    }
    let mut best: Option<Insertion> = None;
    for rank in 0..=route.stops.len() {
        if random.random_bool(BLINK_CHANCE) {
            continue;
        }
        let cost = insertion_cost(problem, solution, slot, rank, guest);
        if best.is_none_or(|best| cost < best.cost) {
            best = Some(Insertion { cost, slot, rank });
        }
    }
    best
}

fn insertion_cost(
    problem: &Problem,
    solution: &Solution,
    slot: usize,
    rank: usize,
    guest: &Guest,
) -> i64 {
    let route = &solution.routes[slot];
    let spec = &problem.slots[slot];
    let node = |stop: Option<&u32>| stop.map_or(0, |stop| *stop as usize + 1);
    let before = node(rank.checked_sub(1).and_then(|previous| route.stops.get(previous)));
    let after = node(route.stops.get(rank));
    let added = detour(problem, before, guest.stop as usize + 1, after);
    let push = added.duration.0 + guest.seconds;

    let crates =
        (route.crates_before[rank] + guest.brought).max(route.crates_after[rank] + guest.taken);
    let earlier = (spec.shift.window.open.plus(spec.shift.loading)).until(route.line.departure).0;
    let span = route.line.departure.until(route.line.back).0
        + spec.shift.loading.0
        + spec.shift.unloading.0
        + push;
    let late = (push - earlier - route.slack[rank]).max(0)
        + (span - spec.shift.route_max.0).max(0)
        + own_lateness(problem, route, spec.day, rank, guest);
    detour_cost(problem, spec, added.distance.0, push)
        + crates_over_cost(crates - spec.crates.0)
        + seconds_over_cost(late)
}

/// By how much the guest itself would miss its windows at a rank.
fn own_lateness(
    problem: &Problem,
    route: &crate::routing::solution::RouteState,
    day: usize,
    rank: usize,
    guest: &Guest,
) -> i64 {
    let Some(windows) = &problem.stops[guest.stop as usize].windows[day] else { return 0 };
    let (left, node) = match rank.checked_sub(1) {
        Some(previous) => (
            route.line.stops[previous].end.plus(route.line.stops[previous].rest),
            route.stops[previous] as usize + 1,
        ),
        None => (route.line.departure, 0),
    };
    let ends = left.plus(problem.leg(node, guest.stop as usize + 1).duration).since_midnight().0
        + guest.seconds;
    let closes = windows.iter().map(|window| window.close.since_midnight().0).max().unwrap_or(0);
    (ends - closes).max(0)
}
