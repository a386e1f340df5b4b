//! Which stops lose all their visits.
//!
//! Reference: the adjacency idea of Christiaens and Vanden Berghe (2020); a removal takes the
//! whole pattern of a stop, so that the recreate step may change its days.

use crate::random::{RngExt as _, Stream};
use crate::routing::problem::Problem;
use crate::routing::solution::Solution;

/// The most stops that a ruin takes; about a quarter of a province of forty.
const RUIN_MAX: usize = 10;
/// One ruin in so many empties a whole slot.
const WHOLE_ROUTE_ONE_IN: u32 = 24;
/// A neighbour is passed over with this chance, so that neighbourhoods differ.
const SKIP_CHANCE: f64 = 0.25;

/// Takes some stops out of all their routes and returns them, in the order of removal.
pub(super) fn ruin(problem: &Problem, solution: &mut Solution, random: &mut Stream) -> Vec<u32> {
    let chosen = if random.random_ratio(1, WHOLE_ROUTE_ONE_IN) {
        whole_route(problem, solution, random)
    } else if random.random_ratio(1, 2) {
        neighbourhood(problem, random)
    } else {
        strings(problem, solution, random)
    };
    for stop in &chosen {
        remove(problem, solution, *stop);
    }
    chosen
}

/// Takes all visits of a stop out of the routes; its pattern stays until it comes back.
fn remove(problem: &Problem, solution: &mut Solution, stop: u32) {
    let days = problem.patterns[solution.pattern[stop as usize]];
    if problem.stops[stop as usize].by_trolley {
        return;
    }
    for day in (0..7).filter(|day| days >> day & 1 == 1) {
        match solution.locate(problem, stop, day) {
            Some((slot, rank)) => {
                solution.routes[slot].stops.remove(rank);
                solution.refresh_route(problem, slot);
            }
            None => solution.missing -= 1,
        }
    }
}

fn ruin_size(problem: &Problem, random: &mut Stream) -> usize {
    let most = RUIN_MAX.min(problem.stop_count().div_ceil(2)).max(1);
    random.random_range(1..=most)
}

/// A stop and some of its nearest.
fn neighbourhood(problem: &Problem, random: &mut Stream) -> Vec<u32> {
    let size = ruin_size(problem, random);
    let centre = random.random_range(0..problem.stop_count());
    let mut chosen = vec![u32::try_from(centre).expect("stops are numbered by u32")];
    for neighbour in &problem.neighbours[centre] {
        if chosen.len() >= size {
            break;
        }
        if !random.random_bool(SKIP_CHANCE) {
            chosen.push(*neighbour);
        }
    }
    chosen
}

/// Strings of consecutive stops on routes near one another.
fn strings(problem: &Problem, solution: &Solution, random: &mut Stream) -> Vec<u32> {
    let size = ruin_size(problem, random);
    let centre = random.random_range(0..problem.stop_count());
    let mut chosen = Vec::with_capacity(size);
    let mut touched = vec![false; problem.slots.len()];
    let around = std::iter::once(u32::try_from(centre).expect("stops are numbered by u32"))
        .chain(problem.neighbours[centre].iter().copied());
    for stop in around {
        if chosen.len() >= size {
            break;
        }
        let days = problem.patterns[solution.pattern[stop as usize]];
        let day = (0..7).filter(|day| days >> day & 1 == 1);
        let mut places = day.filter_map(|day| solution.locate(problem, stop, day));
        let Some((slot, rank)) = places.find(|(slot, _)| !touched[*slot]) else { continue };
        touched[slot] = true;
        let stops = &solution.routes[slot].stops;
        let length = random.random_range(1..=(size - chosen.len()).min(stops.len()));
        let first = rank.saturating_sub(random.random_range(0..length));
        let last = (first + length).min(stops.len());
        chosen.extend_from_slice(&stops[first..last]);
    }
    dedup_stable(&mut chosen);
    chosen
}

/// All stops of one slot.
fn whole_route(problem: &Problem, solution: &Solution, random: &mut Stream) -> Vec<u32> {
    if problem.slots.is_empty() {
        return neighbourhood(problem, random);
    }
    let slot = random.random_range(0..problem.slots.len());
    solution.routes[slot].stops.clone()
}

fn dedup_stable(stops: &mut Vec<u32>) {
    let mut seen = std::collections::BTreeSet::new();
    stops.retain(|stop| seen.insert(*stop));
}
