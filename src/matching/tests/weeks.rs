//! Weeks of several mornings, whose windows and copies cross.

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;

use super::*;

/// A small week whose requests fall on three mornings; a lender leaves on one of two days.
pub(super) fn several_mornings() -> impl Strategy<Value = WeekProblem> {
    let windows = prop::collection::vec(prop::option::weighted(0.9, 0..2_u32), 9);
    (small_week(), prop::collection::vec(0..3_usize, 5), windows).prop_map(
        |(mut problem, mornings, windows)| {
            let all = problem.rounds.pop().expect("one round");
            problem.rounds = windows
                .chunks(3)
                .map(|window| Round {
                    window: window.iter().copied().collect(),
                    requests: Vec::new(),
                    ..all.clone()
                })
                .collect();
            for (asked, morning) in all.requests.into_iter().zip(mornings) {
                problem.rounds[morning].requests.push(asked);
            }
            problem
        },
    )
}

proptest! {
    #[test]
    fn no_week_is_cheaper_than_the_bound_and_the_answer_can_be_had(problem in several_mornings()) {
        let answer = match_week(&problem);
        let least = brute_force(&problem);
        prop_assert!(answer.proof.bound() <= least && least <= answer.cost);
        let proof = &answer.proof;
        let checked =
            verify_bundled(&proof.network, &proof.bundles, &proof.flow, &proof.potentials);
        let claimed = Proof { cost: proof.cost.into(), dual_cost: proof.dual_cost.into() };
        prop_assert_eq!(checked, Ok(claimed));
        prop_assert_eq!(Cents(proof.cost.div_euclid(proof.scale)), answer.cost);
        if proof.bundles.is_empty() {
            prop_assert_eq!(proof.cost, proof.dual_cost);
        }
    }

    #[test]
    fn looking_ahead_never_proves_more_than_a_morning_alone_costs(problem in several_mornings()) {
        let morning = match_week_by(&problem, Policy::EachMorning);
        prop_assert!(match_week(&problem).proof.bound() <= morning.cost);
    }

    #[test]
    fn one_more_copy_never_raises_what_is_proven(problem in several_mornings(), at in 0..6_usize) {
        let before = match_week(&problem).cost;
        let mut richer = problem;
        richer.copies[at].available.0 += 1;
        prop_assert!(match_week(&richer).proof.bound() <= before);
    }

    #[test]
    fn the_order_of_rows_changes_nothing_in_a_week(problem in several_mornings()) {
        let mut turned = problem.clone();
        for round in &mut turned.rounds {
            round.requests.reverse();
        }
        turned.copies.reverse();
        prop_assert_eq!(match_week(&turned), match_week(&problem));
    }
}

#[test]
fn nearly_every_week_is_found_and_proven() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut bundled, mut found, mut proven) = (0, 0, 0);
    while bundled < 300 {
        let problem = several_mornings().new_tree(&mut runner).expect("a week").current();
        let answer = match_week(&problem);
        if answer.proof.bundles.is_empty() {
            continue;
        }
        bundled += 1;
        let least = brute_force(&problem);
        found += u32::from(answer.cost == least);
        proven += u32::from(answer.proof.bound() == least);
    }
    assert!(found >= 298 && proven >= 295, "of 300: {found} found, {proven} proven");
}
