//! An exact plan without a solver: deliver what the next pickup lacks at the visit before it.

use super::problem::{EmptiesProblem, StopEmpties};
use crate::units::Crates;

/// Empties moved stop by stop in time order, within every leg.
///
/// At each stop the branch gets what its next pickup lacks (after its last stop: what the end
/// asks) and gives back what it cannot store, as far as the legs have room. O(stops x legs).
pub(super) fn stop_by_stop(problem: &EmptiesProblem) -> Vec<StopEmpties> {
    let mut rooms: Vec<Vec<i64>> =
        problem.routes.iter().map(|route| problem.room_on_legs(route)).collect();
    let needs = needs_after(problem);
    let positions = positions_on_routes(problem);
    let mut stocks: Vec<i64> = problem.places.iter().map(|place| place.stock.0).collect();
    let mut moves = Vec::with_capacity(problem.stops.len());
    for (number, stop) in problem.stops.iter().enumerate() {
        let left = (stocks[stop.place] - stop.full_out.0).max(0);
        let kept = left + stop.full_in.0;
        let stock_max = problem.places[stop.place].stock_max.0;
        let legs = positions[number].map(|(route, rank)| rooms[route].split_at_mut(rank + 1));
        let (before, after): (&mut [i64], &mut [i64]) = legs.unwrap_or_default();
        let into = take(before, needs[number].min(stock_max) - kept);
        let out = take(after, (kept - stock_max).min(left));
        stocks[stop.place] = kept + into - out;
        moves.push(StopEmpties { into: Crates(into), out: Crates(out) });
    }
    moves
}

/// What each stop must leave behind for the next pickup, or for the end of the week.
fn needs_after(problem: &EmptiesProblem) -> Vec<i64> {
    let mut next: Vec<i64> = problem.places.iter().map(|place| place.stock_end_min.0).collect();
    let mut needs = vec![0; problem.stops.len()];
    for (number, stop) in problem.stops.iter().enumerate().rev() {
        needs[number] = next[stop.place];
        next[stop.place] = stop.full_out.0;
    }
    needs
}

/// Route and rank of each stop that is on a route.
fn positions_on_routes(problem: &EmptiesProblem) -> Vec<Option<(usize, usize)>> {
    let mut positions = vec![None; problem.stops.len()];
    for (route_number, route) in problem.routes.iter().enumerate() {
        for (rank, &stop) in route.stops.iter().enumerate() {
            positions[stop] = Some((route_number, rank));
        }
    }
    positions
}

/// Takes as much of the wish as every one of the legs has room for; no legs, no limit.
fn take(legs: &mut [i64], wish: i64) -> i64 {
    let taken = legs.iter().copied().min().unwrap_or(i64::MAX).min(wish).max(0);
    for room in legs {
        *room -= taken;
    }
    taken
}
