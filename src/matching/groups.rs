//! Groups that are asked for whole: all of their copies, or none.
//!
//! A flow may fill a group in part. Where it does, and the group is asked for whole, it is left out
//! and the week is solved again, the group that lacks the largest share first, until none is filled
//! in part. The first flow lets every group be filled in part, so that what it proves bounds the
//! week with whole groups, too. Which groups are left out goes with the answer; whether leaving out
//! others would have been cheaper is what the gap to the bound allows for.

use std::collections::BTreeMap;

use super::problem::{Group, OpenRequest, Source, WeekAnswer, WeekProblem};
use crate::index::RequestIdx;
use crate::units::Cents;

/// The answer to a week in which groups are whole.
#[derive(Clone, Debug)]
pub struct GroupAnswer {
    /// Who serves what.
    pub answer: WeekAnswer,
    /// What no choice undercuts, whether or not it fills groups in part.
    pub bound: Cents,
    /// Groups that are asked for whole and get nothing, by request.
    pub left_out: Vec<RequestIdx>,
}

/// What a solver answers, and the bound that it proves, where groups asked for whole get all or
/// nothing. Solves once more for each group that is left out.
///
/// # Panics
///
/// When the solver answers with a request that the problem does not have.
pub fn with_whole_groups(
    problem: &WeekProblem,
    solve: impl Fn(&WeekProblem) -> (WeekAnswer, Cents),
) -> GroupAnswer {
    let (mut answer, bound) = solve(problem);
    let mut left_out = Vec::new();
    if !requests(problem).any(|asked| asked.group == Group::Whole) {
        return GroupAnswer { answer, bound, left_out };
    }
    let mut rest = problem.clone();
    while let Some(worst) = worst_in_part(&rest, &answer) {
        let mut all = rest.rounds.iter_mut().flat_map(|round| &mut round.requests);
        all.find(|asked| asked.request == worst).expect("a request of the week").leave_out();
        left_out.push(worst);
        answer = solve(&rest).0;
    }
    left_out.sort_unstable();
    GroupAnswer { answer, bound, left_out }
}

fn requests(problem: &WeekProblem) -> impl Iterator<Item = &OpenRequest> {
    problem.rounds.iter().flat_map(|round| &round.requests)
}

/// Of the groups asked for whole that are filled in part, the one that lacks the largest share.
fn worst_in_part(problem: &WeekProblem, answer: &WeekAnswer) -> Option<RequestIdx> {
    let mut lacking: BTreeMap<RequestIdx, i64> = BTreeMap::new();
    for choice in answer.choices.iter().filter(|choice| choice.source == Source::Unfilled) {
        *lacking.entry(choice.request).or_default() += choice.quantity.0;
    }
    let share = |asked: &OpenRequest| {
        let lacks = lacking.get(&asked.request).copied().unwrap_or(0);
        let is_in_part = asked.group == Group::Whole && 0 < lacks && lacks < asked.quantity.0;
        is_in_part.then(|| (lacks * 1_000 / asked.quantity.0, asked.request))
    };
    requests(problem).filter_map(share).max().map(|(_, request)| request)
}
