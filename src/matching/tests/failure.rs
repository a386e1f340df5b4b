//! Pulls that find nothing, by hand and against all promises.

use proptest::prelude::*;

use super::*;

fn failed(request: u32, lender: u32, title: u32) -> FailedLine {
    let (request, lender) = (RequestIdx(request), PlaceIdx(lender));
    FailedLine { request, lender, title: TitleIdx(title), quantity: Items(1) }
}

/// The replacement of lines that fail on the morning of the week's first round.
fn replace(problem: &WeekProblem, lines: &[FailedLine]) -> Vec<(u32, Source)> {
    let promised = match_week(problem).choices;
    let moment = Round { requests: Vec::new(), ..problem.rounds[0].clone() };
    let done = replace_failed(problem, &promised, &[(moment, lines.to_vec())]);
    done.choices[0].iter().map(|choice| (choice.request.0, choice.source)).collect()
}

#[test]
fn the_next_best_lender_serves() {
    let mut problem = week(3);
    problem.rounds[0].requests = vec![request(0, 7, 0)];
    problem.copies = vec![lot(7, 1, 1), lot(7, 2, 1)];
    assert_eq!(replace(&problem, &[failed(0, 1, 7)]), [(0, copy(2))]);
    problem.copies[0] = lot(7, 1, 2);
    assert_eq!(replace(&problem, &[failed(0, 1, 7)]), [(0, copy(1))], "a copy beside the lost one");
}

#[test]
fn what_another_reader_was_promised_stays_with_that_reader() {
    let mut problem = week(3);
    problem.rounds[0].requests = vec![request(0, 7, 0), request(1, 7, 2)];
    problem.copies = vec![lot(7, 1, 1), lot(7, 2, 1)];
    assert_eq!(replace(&problem, &[failed(0, 1, 7)]), [(0, Source::Outside)]);
    problem.returning = vec![returning(7, 1)];
    assert_eq!(replace(&problem, &[failed(0, 1, 7)]), [(0, Source::Returning)]);
}

#[test]
fn a_lender_that_pulled_all_it_can_is_not_asked_again() {
    let mut problem = week(3);
    problem.rounds[0].requests = vec![request(0, 7, 0), request(1, 8, 2)];
    problem.copies = vec![lot(7, 1, 1), lot(7, 2, 1), lot(8, 2, 1)];
    problem.pull_capacity[PlaceIdx(2)] = Items(1);
    assert_eq!(replace(&problem, &[failed(0, 1, 7)]), [(0, Source::Outside)]);
    problem.pull_capacity[PlaceIdx(2)] = Items(2);
    assert_eq!(replace(&problem, &[failed(0, 1, 7)]), [(0, copy(2))]);
}

#[test]
fn the_place_on_the_shelf_is_the_one_that_was_kept() {
    let mut problem = week(2);
    problem.rounds[0].requests = vec![request(0, 7, 0)];
    problem.copies = vec![lot(7, 1, 2)];
    problem.shelf_capacity[PlaceIdx(0)] = Items(1);
    assert_eq!(replace(&problem, &[failed(0, 1, 7)]), [(0, copy(1))]);
}

proptest! {
    #[test]
    fn every_failed_copy_is_replaced_within_what_is_left(problem in small_week(), at in 0..6_usize) {
        let problem = WeekProblem { returning: Vec::new(), ..problem };
        let promised = match_week(&problem).choices;
        let lent = promised.iter().filter_map(|choice| match choice.source {
            Source::Copy(lender) => Some(failed(choice.request.0, lender.0, choice.title.0)),
            _ => None,
        });
        let lent: Vec<FailedLine> = lent.collect();
        prop_assume!(!lent.is_empty());
        let line = lent[at % lent.len()];
        let moment = Round { requests: Vec::new(), ..problem.rounds[0].clone() };
        let done = replace_failed(&problem, &promised, &[(moment, vec![line])]);
        let instead = &done.choices[0];
        prop_assert_eq!(instead.len(), 1);
        prop_assert_eq!(instead[0].request, line.request);
        // With one copy and one pull less from the beginning, promises and replacement fit.
        let mut left = problem.clone();
        let mut lots = left.copies.iter_mut();
        let own = lots.find(|lot| (lot.title, lot.lender) == (line.title, line.lender));
        own.expect("the lot of the line").available -= Items(1);
        left.pull_capacity[line.lender] -= Items(1);
        let of = |asked: &OpenRequest| {
            let choices = if asked.request == line.request { instead } else { &promised };
            let own = choices.iter().find(|choice| choice.request == asked.request);
            own.map(|choice| (choice.source, choice.title)).expect("a choice")
        };
        let chosen: Vec<_> = left.rounds[0].requests.iter().map(of).collect();
        prop_assert!(cost_if_allowed(&left, &chosen).is_some(), "{:?}", instead);
    }
}
