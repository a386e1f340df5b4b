//! How islands work together: several on the whole problem, or one on each part of it.

use rayon::prelude::*;

use super::answer::Answer;
use super::decompose::{CLIENTS_MAX, Part, SlotRoute, Whole, split};
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
/// What is over a limit when the budget is spent becomes so many times dearer each epoch, until
/// nothing is, for so many epochs at most: prices cannot rise far in a few thousand steps.
const MENDING_DEARER: i64 = 8;
const MENDING_EPOCHS: u64 = 4;
/// Steps on each part before the next split.
const PART_EPOCH: u64 = 10_000;

/// Searches for good days and routes until the budget is spent.
///
/// Deterministic for a seed and a budget in iterations, whatever the number of threads. The
/// budget is looked at every few thousand iterations. Runs on the current rayon pool.
pub fn search(problem: &Problem, seed: Seed, stop: &dyn Stop, progress: &dyn Progress) -> Answer {
    go_on(problem, &[], &Run { seed, stop, progress })
}

/// As [`search`], from the answer to a problem with the same clients and vehicles, but perhaps
/// other loads, limits or prices. What of it the problem does not have is left out.
pub fn search_from(
    problem: &Problem,
    start: &Answer,
    seed: Seed,
    stop: &dyn Stop,
    progress: &dyn Progress,
) -> Answer {
    go_on(problem, &start.calls(problem), &Run { seed, stop, progress })
}

/// What a search is run with.
struct Run<'a> {
    seed: Seed,
    stop: &'a dyn Stop,
    progress: &'a dyn Progress,
}

fn go_on(problem: &Problem, start: &[SlotRoute], run: &Run<'_>) -> Answer {
    if problem.is_periodic() || problem.client_count() <= CLIENTS_MAX {
        alone(problem, start, run)
    } else {
        team(problem, start, run)
    }
}

fn everybody(problem: &Problem) -> Vec<u32> {
    (0..).take(problem.client_count()).collect()
}

/// An island whose start is complete.
fn begun(problem: &Problem, start: &[SlotRoute], seed: Seed) -> Island {
    let start = Solution::of(problem, everybody(problem), start);
    let mut island = Island::new(problem, start, Penalties::first(problem), seed);
    island.construct(problem);
    island
}

/// Islands on the whole problem that follow the best now and then.
fn alone(problem: &Problem, start: &[SlotRoute], run: &Run<'_>) -> Answer {
    let seed = run.seed;
    let numbers = (0..ISLANDS).into_par_iter();
    let mut islands: Vec<Island> =
        numbers.map(|number| begun(problem, start, seed.derive("vrp island", number))).collect();
    let mut pool = Pool::new();
    let (mut iterations, mut epochs) = (0, 0);
    loop {
        let spent = run.stop.spent(iterations);
        for island in &islands {
            pool.add(problem, &island.current);
        }
        if let Some(routes) = pool.when_due(problem, best_of(&islands), spent) {
            let worst = worst_of(&islands);
            islands[worst].go_on_from(problem, &routes);
        }
        run.progress.epoch(iterations, spent, best_of(&islands).cost);
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
    for _ in 0..MENDING_EPOCHS {
        if best_of(&islands).feasible || problem.client_count() == 0 {
            break;
        }
        islands.par_iter_mut().for_each(|island| island.mend(problem, MENDING_DEARER, EPOCH));
        iterations += ISLANDS * EPOCH;
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
fn team(problem: &Problem, start: &[SlotRoute], run: &Run<'_>) -> Answer {
    let first = begun(problem, start, run.seed.derive("vrp team", 0));
    let mut whole = Whole::of(&first);
    let mut pool = Pool::new();
    let (mut iterations, mut epoch) = (0, 0);
    loop {
        let spent = run.stop.spent(iterations);
        if let Some(routes) = pool.when_due(problem, &whole.best, spent) {
            whole.go_on_from(problem, routes);
        }
        run.progress.epoch(iterations, spent, whole.best.cost);
        if spent >= 1.0 {
            break;
        }
        epoch += 1;
        let seed = run.seed.derive("vrp epoch", epoch);
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
