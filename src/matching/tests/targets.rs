//! Shares to be reached, by hand and against brute force.

use proptest::prelude::*;

use super::weeks::several_mornings;
use super::*;

const ALL: Target = Target { reading: Reading::Requests, permille: 1_000 };

#[test]
fn a_dearer_lender_serves_where_only_it_is_in_time() {
    let mut problem = week(3);
    problem.rounds[0].requests = vec![OpenRequest { price_per_day: Cents(0), ..request(0, 7, 0) }];
    problem.copies = vec![lot(7, 1, 1), lot(7, 2, 1)];
    problem.fixed_cost.set(PlaceIdx(1), PlaceIdx(0), Cents(150));
    assert_eq!(match_week(&problem).choices[0].source, copy(2));
    let found = match_week_to(&problem, ALL);
    assert_eq!(found.answer.choices[0].source, copy(1));
    assert_eq!((found.answer.cost, found.bound), (Cents(150), Cents(150)));
    assert_eq!(found.outcome, TargetOutcome::Reached);
    assert!(found.price_per_copy >= Cents(50), "{}", found.price_per_copy);
    assert_eq!(share_within_reach(&problem, Reading::Requests), 1_000);
}

#[test]
fn what_nobody_holds_is_proven_out_of_reach_and_the_most_is_filled() {
    let mut problem = week(3);
    problem.rounds[0].requests = vec![request(0, 7, 0), request(1, 8, 0), request(2, 9, 0)];
    problem.copies = vec![lot(7, 2, 1), lot(7, 1, 1), lot(8, 2, 1)];
    let found = match_week_to(&problem, ALL);
    assert_eq!(found.outcome, TargetOutcome::OutOfReach);
    assert_eq!(found.answer.choices[0].source, copy(1));
    assert_eq!(share_within_reach(&problem, Reading::Requests), 333);
    // Title 8 comes too late from place 2, unless its request can wait for two days.
    problem.rounds[0].requests[1].limit_days = 2;
    assert_eq!(share_within_reach(&problem, Reading::Requests), 666);
}

#[test]
fn what_the_own_organisation_fills_is_not_lent_between_organisations() {
    let mut problem = week(3);
    problem.rounds[0].requests = vec![request(0, 7, 1), request(1, 8, 1)];
    problem.copies = vec![lot(7, 2, 1), lot(8, 0, 1)];
    // Places 1 and 2 are of one organisation: only title 8 comes from another.
    let reach = |problem: &WeekProblem| share_within_reach(problem, Reading::InterOrganisation);
    assert_eq!(reach(&problem), 1_000);
    problem.copies.pop();
    assert_eq!(reach(&problem), 0);
    problem.copies.push(lot(8, 1, 1));
    assert_eq!(reach(&problem), 1_000, "nothing is asked of others");
}

/// The merit of a choice, written anew.
fn merit(problem: &WeekProblem, target: Target, chosen: &[(Source, TitleIdx)]) -> i64 {
    let (mut filled, mut counted) = (0, 0);
    for ((round, asked), (source, _)) in asked(problem).zip(chosen) {
        let own =
            |place: PlaceIdx| problem.organisation[place] == problem.organisation[asked.pickup];
        let (fills, at_home) = match source {
            Source::Copy(lender) if *lender == asked.pickup => (true, true),
            Source::Copy(lender) => {
                let days = round.lead_days.at(*lender, asked.pickup).unwrap_or(u16::MAX);
                (days <= asked.limit_days, own(*lender))
            }
            Source::Returning => (true, asked.own_returns),
            _ => (false, false),
        };
        if target.reading == Reading::Requests || !(fills && at_home) {
            filled += i64::from(fills);
            counted += 1;
        }
    }
    1_000 * filled - i64::from(target.permille) * counted
}

proptest! {
    #[test]
    fn a_target_is_reached_at_no_less_than_the_bound_or_proven_out_of_reach(
        problem in several_mornings(),
        permille in 0..=1_000_u16,
        between in any::<bool>(),
    ) {
        let reading = if between { Reading::InterOrganisation } else { Reading::Requests };
        let target = Target { reading, permille };
        let found = match_week_to(&problem, target);
        let least = cheapest_where(&problem, |chosen| merit(&problem, target, chosen) >= 0);
        let is_flow = found.answer.proof.bundles.is_empty();
        match (least, found.outcome) {
            (Some(least), TargetOutcome::Reached) => {
                prop_assert!(found.bound <= least && least <= found.answer.cost);
            }
            (None, TargetOutcome::OutOfReach) => {}
            (_, outcome) => prop_assert!(outcome == TargetOutcome::Undecided && !is_flow),
        }
        prop_assert!(least.is_none() || share_within_reach(&problem, reading) >= permille);
    }
}
