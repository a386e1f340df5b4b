//! What other systems choose, by hand and against the cheapest flow.

use proptest::prelude::*;

use super::*;

/// Who serves each request by a policy, and at what cost.
fn check_policy(problem: &WeekProblem, policy: Policy, expected: &[(u32, Source, i64)], cost: i64) {
    let answer = match_week_by(problem, policy);
    let choices: Vec<(u32, Source, i64)> = answer
        .choices
        .iter()
        .map(|choice| (choice.request.0, choice.source, choice.quantity.0))
        .collect();
    assert_eq!((choices.as_slice(), answer.cost), (expected, Cents(cost)), "{policy:?}");
}

#[test]
fn every_policy_takes_the_own_branch_first_and_does_without_where_there_is_no_copy() {
    let mut problem = week(3);
    problem.rounds[0].requests = vec![request(0, 7, 2), request(1, 8, 0), request(2, 9, 0)];
    problem.copies = vec![lot(7, 0, 1), lot(7, 2, 1)];
    problem.returning = vec![returning(9, 1)];
    let expected = [(0, copy(2), 1), (1, Source::Outside, 1), (2, Source::Returning, 1)];
    for policy in [
        Policy::Cheapest,
        Policy::FixedList,
        Policy::NearestFirst,
        Policy::PerTitle,
        Policy::LoanRatio,
    ] {
        check_policy(&problem, policy, &expected, 1_200);
    }
}

#[test]
fn policies_differ_in_whom_they_ask() {
    let mut problem = week(4);
    problem.fixed_cost.set(PlaceIdx(2), PlaceIdx(3), Cents(50));
    problem.rounds[0].requests = vec![request(0, 7, 3), request(1, 8, 3)];
    problem.copies = vec![lot(7, 0, 1), lot(7, 1, 1), lot(7, 2, 1), lot(8, 0, 1), lot(8, 1, 1)];
    check_policy(&problem, Policy::FixedList, &[(0, copy(0), 1), (1, copy(0), 1)], 260);
    check_policy(&problem, Policy::NearestFirst, &[(0, copy(2), 1), (1, copy(0), 1)], 190);
    // Who has lent once waits for those that have not.
    check_policy(&problem, Policy::LoanRatio, &[(0, copy(0), 1), (1, copy(1), 1)], 250);
}

#[test]
fn nearest_first_gives_away_what_another_request_needs_more() {
    let mut problem = week(3);
    let dearer = OpenRequest { unfilled: Cents(2_001), ..request(1, 7, 0) };
    problem.rounds[0].requests = vec![request(0, 7, 2), dearer];
    problem.fixed_cost.set(PlaceIdx(1), PlaceIdx(0), Cents(90));
    problem.copies = vec![lot(7, 1, 1), lot(7, 0, 0), lot(7, 2, 0)];
    problem.rounds[0].requests[0].outside = Cents(1_900);
    check_policy(
        &problem,
        Policy::NearestFirst,
        &[(0, Source::Outside, 1), (1, copy(1), 1)],
        2_000,
    );
    check_policy(&problem, Policy::Cheapest, &[(0, copy(1), 1), (1, Source::Outside, 1)], 1_010);
}

#[test]
fn per_title_sends_more_than_a_lender_can_pull_and_leaves_the_rest_waiting() {
    let mut problem = week(2);
    problem.rounds[0].requests = vec![request(0, 7, 0), request(1, 8, 0)];
    problem.copies = vec![lot(7, 1, 1), lot(8, 1, 1)];
    problem.pull_capacity[PlaceIdx(1)] = Items(1);
    check_policy(&problem, Policy::PerTitle, &[(0, copy(1), 1), (1, Source::Unfilled, 1)], 2_110);
    check_policy(
        &problem,
        Policy::NearestFirst,
        &[(0, copy(1), 1), (1, Source::Outside, 1)],
        1_010,
    );
}

/// What serves each request of the one round, in their order.
fn chosen_of(problem: &WeekProblem, choices: &[Choice]) -> Vec<(Source, TitleIdx)> {
    let of = |asked: &OpenRequest| {
        let own = choices.iter().find(|choice| choice.request == asked.request);
        own.map(|choice| (choice.source, choice.title)).expect("every request has a choice")
    };
    problem.rounds[0].requests.iter().map(of).collect()
}

proptest! {
    #[test]
    fn no_policy_is_cheaper_than_the_cheapest_flow(problem in small_week()) {
        // Where returns and a shelf are contended, the flow may be dearer than need be.
        let problem = WeekProblem { returning: Vec::new(), ..problem };
        let best = match_week(&problem);
        for policy in
            [Policy::FixedList, Policy::NearestFirst, Policy::PerTitle, Policy::LoanRatio]
        {
            let answer = match_week_by(&problem, policy);
            let cost = cost_if_allowed(&problem, &chosen_of(&problem, &answer.choices));
            prop_assert_eq!(cost, Some(answer.cost), "{:?} breaks a capacity", policy);
            prop_assert!(answer.cost >= best.cost, "{:?}", policy);
        }
    }
}
