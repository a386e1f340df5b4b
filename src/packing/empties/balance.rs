//! The programme's answer, checked; or the greedy plan.

use super::greedy::stop_by_stop;
use super::ledger::book;
use super::problem::{EmptiesPlan, EmptiesProblem};
use super::programme::solve;

/// Largest difference between the objective that the solver claims and the one booked in
/// integers, which are at least one apart.
const OBJECTIVE_TOLERANCE: f64 = 0.01;

/// Chooses how many empties go in and out at every stop, so that the fewest are moved.
///
/// Every stock and leg of the answer has been recomputed in integers. What cannot be met is
/// reported: see [`EmptiesPlan`]. Worst case exponential; a week of 84 stops on 10 routes takes
/// some milliseconds.
///
/// # Panics
///
/// When a position is out of range, a count is negative, or a stop is on two routes or twice on
/// one.
pub fn balance_empties(problem: &EmptiesProblem) -> EmptiesPlan {
    problem.assert_valid();
    proven_plan(problem).unwrap_or_else(|| {
        book(problem, stop_by_stop(problem)).expect("the greedy plan takes what is there")
    })
}

fn proven_plan(problem: &EmptiesProblem) -> Option<EmptiesPlan> {
    let answer = solve(problem)?;
    let mut plan = book(problem, answer.stops)?;
    plan.proven = (plan.objective() as f64 - answer.objective).abs() <= OBJECTIVE_TOLERANCE;
    plan.proven.then_some(plan)
}
