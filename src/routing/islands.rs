//! Islands in parallel, in epochs, reduced in island order.

use rayon::prelude::*;

use super::answer::RoutingAnswer;
use super::problem::Problem;
use super::search::{Island, rank, recreate};
use super::solution::Solution;
use crate::random::{RngExt as _, Seed, Stream};
use crate::vrp::{Progress, Stop};

/// Independent searches; a fixed number, so that the answer does not depend on the threads.
const ISLANDS: u64 = 4;
/// Iterations of an island between two looks at the budget.
const EPOCH: u64 = 250;
/// Epochs between two exchanges.
const EXCHANGE_EVERY: u64 = 16;

/// Searches for good patterns and routes until the budget is spent.
///
/// Starts from `start` where one is given, else from construction by cheapest insertion.
/// Deterministic for a seed and a budget in iterations, whatever the number of threads. Budgets
/// are looked at every 1,000 iterations. Runs on the current rayon pool.
pub fn search(
    problem: &Problem,
    start: Option<&Solution>,
    seed: Seed,
    stop: &dyn Stop,
    progress: &dyn Progress,
) -> RoutingAnswer {
    let mut islands: Vec<Island> = (0..ISLANDS)
        .into_par_iter()
        .map(|island| {
            let mut random = seed.stream("routing island", island);
            let first = match start {
                Some(start) => adopt(problem, start),
                None => construct(problem, &mut random),
            };
            Island::new(first, random)
        })
        .collect();
    let mut iterations = 0;
    let mut epochs = 0;
    loop {
        let spent = stop.spent(iterations);
        progress.epoch(iterations, spent, best_of(&islands).cost().0);
        if spent >= 1.0 || problem.stop_count() == 0 {
            break;
        }
        islands.par_iter_mut().for_each(|island| island.run(problem, EPOCH, spent));
        iterations += ISLANDS * EPOCH;
        epochs += 1;
        if epochs % EXCHANGE_EVERY == 0 {
            exchange(&mut islands);
        }
    }
    RoutingAnswer::new(problem, best_of(&islands).clone(), iterations)
}

fn best_of(islands: &[Island]) -> &Solution {
    let best = islands.iter().map(Island::best).min_by_key(|solution| rank(solution));
    best.expect("there is at least one island")
}

/// The worst island goes on from the best.
fn exchange(islands: &mut [Island]) {
    let keyed = || islands.iter().enumerate().map(|(island, of)| (rank(of.best()), island));
    let best = keyed().min().expect("there is at least one island").1;
    let worst = keyed().max().expect("there is at least one island").1;
    if best != worst {
        let better = islands[best].best().clone();
        islands[worst].restart_from(&better);
    }
}

/// Patterns drawn by chance, then every stop by cheapest insertion.
fn construct(problem: &Problem, random: &mut Stream) -> Solution {
    let draw =
        |allowed: &Vec<usize>, random: &mut Stream| allowed[random.random_range(0..allowed.len())];
    let pattern = problem.allowed.iter().map(|allowed| draw(allowed, random)).collect();
    let mut solution = Solution::unrouted(problem, pattern);
    let mut stops: Vec<u32> = (0_u32..).take(problem.stop_count()).collect();
    recreate(problem, &mut solution, &mut stops, random);
    solution.refresh(problem);
    solution
}

/// The patterns and routes of another run, with the loads of this problem.
fn adopt(problem: &Problem, start: &Solution) -> Solution {
    let mut solution = Solution::unrouted(problem, start.pattern.clone());
    solution.missing = start.missing;
    for (route, from) in solution.routes.iter_mut().zip(&start.routes) {
        route.stops.clone_from(&from.stops);
    }
    solution.refresh(problem);
    solution
}
