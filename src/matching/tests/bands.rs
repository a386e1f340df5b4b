//! What organisations lend less what they borrow, by hand and against brute force.

use proptest::prelude::*;

use super::weeks::several_mornings;
use super::*;

fn band(least: Option<i64>, most: Option<i64>) -> NetBand {
    NetBand { least: least.map(Items), most: most.map(Items) }
}

/// What each of two organisations lends to the other less what it borrows, written anew.
fn nets(problem: &WeekProblem, chosen: &[(Source, TitleIdx)]) -> [i64; 2] {
    let mut net = [0, 0];
    for ((_, asked), (source, _)) in asked(problem).zip(chosen) {
        if let Source::Copy(lender) = source {
            let ends = [*lender, asked.pickup].map(|place| problem.organisation[place].0 as usize);
            net[ends[0]] += 1;
            net[ends[1]] -= 1;
        }
    }
    net
}

fn keeps(band: NetBand, net: i64) -> bool {
    band.least.is_none_or(|least| net >= least.0) && band.most.is_none_or(|most| net <= most.0)
}

#[test]
fn an_organisation_that_may_lend_no_more_leaves_a_request_to_a_dearer_lender() {
    // Place 0 is an organisation of its own; places 1 and 2 are the other.
    let mut problem = week(3);
    problem.rounds[0].requests = vec![request(0, 7, 2), request(1, 8, 1)];
    problem.copies = vec![lot(7, 0, 1), lot(7, 1, 1), lot(8, 0, 1)];
    problem.fixed_cost.set(PlaceIdx(1), PlaceIdx(2), Cents(500));
    let free = match_week(&problem);
    assert_eq!(free.choices[0].source, copy(0));
    let bands = vec![band(None, Some(1)), NetBand::default()].into();
    let found = match_week_within(&problem, &bands);
    assert!(found.is_within);
    // Title 8 has no other lender, so that title 7 comes from its own organisation.
    let sources: Vec<Source> = found.answer.choices.iter().map(|choice| choice.source).collect();
    assert_eq!(sources, [copy(1), copy(0)]);
    assert_eq!(found.answer.cost, Cents(510 + 110));
    assert_eq!(found.bound, found.answer.cost);
    assert!(found.prices[OrganisationIdx(0)] >= Cents(380), "{:?}", found.prices);
}

#[test]
fn without_bands_that_bind_the_answer_is_that_of_the_week() {
    let mut problem = week(3);
    problem.rounds[0].requests = vec![request(0, 7, 2), request(1, 8, 1)];
    problem.copies = vec![lot(7, 0, 1), lot(8, 0, 1)];
    let bands = vec![band(Some(-5), Some(2)), band(Some(-2), None)].into();
    let found = match_week_within(&problem, &bands);
    assert_eq!(found.answer, match_week(&problem));
    assert_eq!(found.bound, found.answer.proof.bound());
}

proptest! {
    #[test]
    fn no_choice_within_the_bands_is_cheaper_than_the_bound(
        problem in several_mornings(),
        ends in [prop::option::of(-2..=0_i64), prop::option::of(0..=2_i64)],
        others in [prop::option::of(-2..=0_i64), prop::option::of(0..=2_i64)],
    ) {
        let bands = [band(ends[0], ends[1]), band(others[0], others[1])];
        let found = match_week_within(&problem, &bands.to_vec().into());
        let least = cheapest_where(&problem, |chosen| {
            let net = nets(&problem, chosen);
            keeps(bands[0], net[0]) && keeps(bands[1], net[1])
        });
        // Nobody lends is one of them.
        let least = least.expect("nought is within every band");
        prop_assert!(found.is_within);
        prop_assert!(found.bound <= least, "{} above {least}", found.bound);
        prop_assert!(least <= found.answer.cost);
        let chosen: Vec<(Source, TitleIdx)> = asked(&problem)
            .map(|(_, asked)| {
                let of = found.answer.choices.iter().find(|of| of.request == asked.request);
                let of = of.expect("every request has a choice");
                (of.source, of.title)
            })
            .collect();
        let net = nets(&problem, &chosen);
        prop_assert!(keeps(bands[0], net[0]) && keeps(bands[1], net[1]), "{net:?}");
    }
}
