//! How islands work together: several on the whole problem, or one on each part of it.

use rayon::prelude::*;

use super::answer::Answer;
use super::decompose::{CLIENTS_MAX, Part, Whole, split};
use super::problem::Problem;
use super::recombine::Pool;
use super::route::Penalties;
use super::search::{Island, Record};
use super::solution::Solution;
use super::stop::{Progress, Stop};
use crate::random::Seed;

/// Islands on the whole problem; a fixed number, so that the answer does not depend on the
/// threads.
const ISLANDS: u64 = 2;
/// Steps of such an island between two looks at the budget.
const EPOCH: u64 = 2_000;
/// Epochs between two exchanges.
const EXCHANGE_EVERY: u64 = 50;
/// Steps on each part before the next split.
const PART_EPOCH: u64 = 10_000;

/// Searches for good days and routes until the budget is spent.
///
/// Deterministic for a seed and a budget in iterations, whatever the number of threads. The
/// budget is looked at every few thousand iterations. Runs on the current rayon pool.
pub fn search(problem: &Problem, seed: Seed, stop: &dyn Stop, progress: &dyn Progress) -> Answer {
    if problem.is_periodic() || problem.client_count() <= CLIENTS_MAX {
        alone(problem, seed, stop, progress)
    } else {
        team(problem, seed, stop, progress)
    }
}

fn everybody(problem: &Problem) -> Vec<u32> {
    (0..).take(problem.client_count()).collect()
}

fn constructed(problem: &Problem, seed: Seed) -> Island {
    let start = Solution::empty(problem, everybody(problem));
    let mut island = Island::new(problem, start, Penalties::first(problem), seed);
    island.construct(problem);
    island
}

/// Islands on the whole problem that follow the best now and then.
fn alone(problem: &Problem, seed: Seed, stop: &dyn Stop, progress: &dyn Progress) -> Answer {
    let numbers = (0..ISLANDS).into_par_iter();
    let mut islands: Vec<Island> =
        numbers.map(|number| constructed(problem, seed.derive("vrp island", number))).collect();
    let mut pool = Pool::new();
    let (mut iterations, mut epochs) = (0, 0);
    loop {
        let spent = stop.spent(iterations);
        for island in &islands {
            pool.add(problem, &island.current);
        }
        if let Some(routes) = pool.when_due(problem, best_of(&islands), spent) {
            let worst = worst_of(&islands);
            islands[worst].go_on_from(problem, &routes);
        }
        progress.epoch(iterations, spent, best_of(&islands).cost);
        if spent >= 1.0 || problem.client_count() == 0 {
            break;
        }
        islands.par_iter_mut().for_each(|island| island.run(problem, EPOCH, spent));
        iterations += ISLANDS * EPOCH;
        epochs += 1;
        if epochs % EXCHANGE_EVERY == 0 {
            exchange(problem, &mut islands);
        }
    }
    Answer::new(problem, best_of(&islands), iterations)
}

fn best_of(islands: &[Island]) -> &Record {
    let records = islands.iter().map(|island| &island.best);
    records.min_by_key(|record| record.rank()).expect("there is at least one island")
}

fn worst_of(islands: &[Island]) -> usize {
    let ranks = islands.iter().enumerate().map(|(number, of)| (of.best.rank(), number));
    ranks.max().expect("there is at least one island").1
}

/// The worst island goes on from the best.
fn exchange(problem: &Problem, islands: &mut [Island]) {
    let ranks = islands.iter().enumerate().map(|(number, of)| (of.best.rank(), number));
    let best = ranks.min().expect("there is at least one island").1;
    let worst = worst_of(islands);
    if best != worst {
        let routes = islands[best].best.taken();
        islands[worst].go_on_from(problem, &routes);
    }
}

/// One island on each part of the solution; the parts are drawn anew after each epoch.
fn team(problem: &Problem, seed: Seed, stop: &dyn Stop, progress: &dyn Progress) -> Answer {
    let first = constructed(problem, seed.derive("vrp team", 0));
    let mut whole = Whole::of(&first);
    let mut pool = Pool::new();
    let (mut iterations, mut epoch) = (0, 0);
    loop {
        let spent = stop.spent(iterations);
        if let Some(routes) = pool.when_due(problem, &whole.best, spent) {
            whole.go_on_from(problem, routes);
        }
        progress.epoch(iterations, spent, whole.best.cost);
        if spent >= 1.0 {
            break;
        }
        epoch += 1;
        let seed = seed.derive("vrp epoch", epoch);
        let parts = split(problem, &whole.routes, &mut seed.stream("split", 0));
        let islands: Vec<Island> = parts
            .into_par_iter()
            .enumerate()
            .map(|(number, part)| {
                let seed = seed.derive("part", number as u64);
                let mut island = on_part(problem, part, whole.penalties, seed);
                island.run(problem, PART_EPOCH, spent);
                island
            })
            .collect();
        iterations += PART_EPOCH * islands.len() as u64;
        for island in &islands {
            pool.add(problem, &island.current);
        }
        whole.gather(&islands);
    }
    Answer::new(problem, &whole.best, iterations)
}

fn on_part(problem: &Problem, part: Part, penalties: Penalties, seed: Seed) -> Island {
    let mut start = Solution::of(problem, part.clients, &part.routes);
    part.closed.into_iter().for_each(|slot| start.empties.close(slot));
    Island::new(problem, start, penalties, seed)
}
