//! The integer check: what a plan of empties really does to every stock and leg.

use super::problem::{EmptiesPlan, EmptiesProblem, StopEmpties};
use crate::units::Crates;

/// Books every movement in integers and reports shortages, surpluses and the sum.
///
/// `None` when a count is negative, a branch hands over empties that it does not have, or a leg
/// carries more than its capacity.
pub(super) fn book(problem: &EmptiesProblem, stops: Vec<StopEmpties>) -> Option<EmptiesPlan> {
    let negative = |moves: &StopEmpties| moves.into.min(moves.out) < Crates::ZERO;
    if stops.len() != problem.stops.len()
        || stops.iter().any(negative)
        || !legs_hold(problem, &stops)
    {
        return None;
    }
    let mut plan = EmptiesPlan::default();
    let mut stocks: Vec<Crates> = problem.places.iter().map(|place| place.stock).collect();
    for (number, (stop, moves)) in problem.stops.iter().zip(&stops).enumerate() {
        let filled = stop.full_out.min(stocks[stop.place]);
        if filled < stop.full_out {
            plan.shortages.push((number, stop.full_out - filled));
        }
        let before_unpacking = stocks[stop.place] - filled - moves.out;
        if before_unpacking < Crates::ZERO {
            return None;
        }
        let after = before_unpacking + stop.full_in + moves.into;
        if after > problem.places[stop.place].stock_max {
            plan.overfull.push((number, after - problem.places[stop.place].stock_max));
        }
        stocks[stop.place] = after;
        plan.moved += moves.into + moves.out;
    }
    for (number, place) in problem.places.iter().enumerate() {
        if stocks[number] < place.stock_end_min {
            plan.short_at_end.push((number, place.stock_end_min - stocks[number]));
        }
    }
    plan.stops = stops;
    Some(plan)
}

fn legs_hold(problem: &EmptiesProblem, stops: &[StopEmpties]) -> bool {
    problem.routes.iter().all(|route| {
        let mut empties: i64 = route.stops.iter().map(|&stop| stops[stop].into.0).sum();
        let mut rooms = problem.room_on_legs(route).into_iter();
        let leaves_hub = rooms.next().is_some_and(|room| empties <= room);
        leaves_hub
            && route.stops.iter().zip(rooms).all(|(&stop, room)| {
                empties += stops[stop].out.0 - stops[stop].into.0;
                empties <= room
            })
    })
}
