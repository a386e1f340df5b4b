//! Facts of a few weeks in a province of two organisations.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{Facts, PlaceWeek, Share, facts, rolling_loans};
use crate::index::{OrganisationIdx, PlaceIdx, TitleIdx};
use crate::kpi::Ratio;
use crate::kpi::tests::{ASSEN, BACKGROUND, EMMEN, ROLDE, date, province};
use crate::model::{
    Category, ClosedRequest, History, IsoWeek, ItemMove, Lent, LoanCount, LoanCounts, LoanOrigin,
    ParcelKind, Period, Province, RequestOutcome, VisitMade, VisitStatus,
};
use crate::units::Items;

const fn ratio(numerator: u64, denominator: u64) -> Ratio {
    Ratio { numerator, denominator }
}

fn week(text: &str) -> IsoWeek {
    text.parse().expect("a week")
}

fn visit(place: PlaceIdx, day: &str, status: VisitStatus) -> VisitMade {
    let planned = (status == VisitStatus::Moved).then(|| date(day).plus_days(-1));
    VisitMade {
        date: date(day),
        place,
        status,
        planned,
        time: None,
        reason: "".into(),
        crates_in: None,
        crates_out: None,
        items: None,
    }
}

fn of_visits(visits: Vec<VisitMade>) -> History {
    History::new(visits, Vec::new(), LoanCounts::default(), Vec::new(), Vec::new())
}

/// A request for Rolde, placed on 2 November.
fn closed(number: &str, day: &str, outcome: RequestOutcome) -> ClosedRequest {
    ClosedRequest {
        closed: date(day),
        number: number.into(),
        title: Some(TitleIdx(0)),
        category: Category::Novel,
        pickup: ROLDE,
        placed: date("2026-11-02"),
        limit: Some(date("2026-11-25")),
        outcome,
        lender: None,
        pulls_failed: 0,
        collected: None,
        items: Items(1),
        asked: Items(1),
    }
}

fn of_requests(requests: Vec<ClosedRequest>) -> History {
    History::new(Vec::new(), Vec::new(), LoanCounts::default(), requests, Vec::new())
}

fn measured(history: &History) -> Facts {
    facts(&province(&[]), history, Period::week(week("2026-W48")))
}

#[test]
fn made_and_moved_visits_count_and_the_others_do_not() {
    let nothing = measured(&History::default()).transport;
    assert_eq!((nothing.visits, nothing.met), (0, false));
    assert_eq!(nothing.required, nothing.missing.iter().map(|row| row.visits).sum::<u64>());
    assert_eq!(nothing.blank_weeks, [week("2026-W48")]);
    let places = nothing.missing.iter().map(|row| row.place);
    let all: Vec<VisitMade> = places
        .flat_map(|place| {
            [
                visit(place, "2026-11-23", VisitStatus::Made),
                visit(place, "2026-11-27", VisitStatus::Moved),
            ]
        })
        .collect();
    let met = measured(&of_visits(all.clone())).transport;
    assert_eq!((met.visits, met.met), (met.required, true));
    assert!(met.missing.is_empty() && met.blank_weeks.is_empty());
    for status in [VisitStatus::Missed, VisitStatus::Excused] {
        let mut fewer = all.clone();
        fewer[0].status = status;
        let (week, place) = (week("2026-W48"), fewer[0].place);
        let short = measured(&of_visits(fewer)).transport;
        assert_eq!(short.missing, [PlaceWeek { week, place, visits: 1 }]);
        // The place was open all week, so that an excuse proves nothing.
        assert_eq!(short.unproven.len(), usize::from(status == VisitStatus::Excused));
        assert!(!short.met);
    }
}

#[test]
fn an_excuse_counts_where_the_calendar_leaves_too_few_days() {
    // Christmas is on Friday, and the place asks for two visits: four days are left.
    let excused = of_visits(vec![visit(ASSEN, "2026-12-25", VisitStatus::Excused)]);
    let open = facts(&province(&[]), &excused, Period::week(week("2026-W52"))).transport;
    assert_eq!((open.excused, open.unproven.len()), (0, 1));
    let mut parts = province(&[]).into_parts();
    parts.closures.push(crate::model::Closure {
        place: Some(ASSEN),
        first: date("2026-12-21"),
        last: date("2026-12-23"),
        reason: String::new(),
    });
    let closed = Province::new(parts).expect("still a province");
    let proven = facts(&closed, &excused, Period::week(week("2026-W52"))).transport;
    assert_eq!((proven.excused, proven.unproven.len()), (1, 0));
}

#[test]
fn a_visit_belongs_to_the_week_in_which_it_was_made() {
    let next_week = of_visits(vec![visit(ASSEN, "2026-11-30", VisitStatus::Moved)]);
    assert_eq!(measured(&next_week).transport.visits, 0);
    let of_next = facts(&province(&[]), &next_week, Period::week(week("2026-W49")));
    assert_eq!(of_next.transport.visits, 1);
}

#[track_caller]
fn check_request(request: ClosedRequest, requests: Ratio, inter_organisation: Ratio) {
    let found = measured(&of_requests(vec![request]));
    assert_eq!(found.requests.whole, requests);
    assert_eq!(found.inter_organisation.whole, inter_organisation);
}

#[test]
fn each_outcome_counts_as_the_definitions_say() {
    let in_time = |outcome| closed("A", "2026-11-20", outcome);
    check_request(in_time(RequestOutcome::OwnOrganisation), ratio(1, 1), ratio(0, 0));
    check_request(in_time(RequestOutcome::Province), ratio(1, 1), ratio(1, 1));
    check_request(in_time(RequestOutcome::Background), ratio(1, 1), ratio(1, 1));
    check_request(in_time(RequestOutcome::Outside), ratio(0, 1), ratio(0, 1));
    check_request(in_time(RequestOutcome::Lapsed), ratio(0, 1), ratio(0, 1));
    check_request(in_time(RequestOutcome::Withdrawn), ratio(0, 0), ratio(0, 0));
    let late = |outcome| closed("A", "2026-11-26", outcome);
    check_request(late(RequestOutcome::OwnOrganisation), ratio(0, 1), ratio(0, 0));
    check_request(late(RequestOutcome::Province), ratio(0, 1), ratio(0, 1));
    check_request(late(RequestOutcome::Withdrawn), ratio(0, 1), ratio(0, 1));
    let mut group = in_time(RequestOutcome::Province);
    (group.items, group.asked) = (Items(3), Items(4));
    check_request(group, ratio(3, 4), ratio(3, 4));
}

#[test]
fn the_cohort_is_by_limit_and_a_request_without_one_has_six_weeks() {
    let mut request = closed("A", "2026-11-20", RequestOutcome::Province);
    request.limit = Some(date("2026-11-30"));
    check_request(request.clone(), ratio(0, 0), ratio(0, 0));
    request.limit = None;
    request.placed = date("2026-10-12");
    check_request(request.clone(), ratio(1, 1), ratio(1, 1));
    request.placed = date("2026-10-11");
    check_request(request, ratio(0, 0), ratio(0, 0));
}

#[test]
fn a_request_that_still_waits_past_its_limit_is_asked_for() {
    // Two copies for Rolde with the limit on 30 November.
    let waiting = province(&[(0, 2)]);
    let of_week =
        |history: &History| facts(&waiting, history, Period::week(week("2026-W49"))).requests.whole;
    assert_eq!(of_week(&History::default()), ratio(0, 2));
    let mut over = closed("r", "2026-11-28", RequestOutcome::Province);
    over.limit = Some(date("2026-11-30"));
    assert_eq!(of_week(&of_requests(vec![over])), ratio(1, 1));
}

#[test]
fn pulls_and_collection_are_of_requests_that_ended_in_the_period() {
    let mut once = closed("A", "2026-11-24", RequestOutcome::Province);
    once.pulls_failed = 1;
    once.collected = Some(true);
    let mut never = closed("B", "2026-11-25", RequestOutcome::Lapsed);
    never.pulls_failed = 2;
    let mut left = closed("C", "2026-11-26", RequestOutcome::Outside);
    left.collected = Some(false);
    let unknown = closed("D", "2026-11-26", RequestOutcome::OwnOrganisation);
    let earlier = ClosedRequest { number: "E".into(), closed: date("2026-11-22"), ..once.clone() };
    let found = measured(&of_requests(vec![once, never, left, unknown, earlier]));
    assert_eq!(found.pull_failures, ratio(3, 5));
    assert_eq!(found.not_collected, ratio(1, 2));
}

#[test]
fn lead_time_counts_awaited_items_that_arrived() {
    let moved = |kind, received: Option<&str>, items| ItemMove {
        sent: date("2026-11-24"),
        from: EMMEN,
        to: ROLDE,
        kind,
        accepted: date("2026-11-21"),
        received: received.map(date),
        request: None,
        items: Items(items),
        crate_code: None,
    };
    let moves = vec![
        moved(ParcelKind::Request, Some("2026-11-24"), 1),
        moved(ParcelKind::Request, Some("2026-11-27"), 1),
        moved(ParcelKind::NationalInbound, None, 5),
        moved(ParcelKind::Return, Some("2026-11-27"), 9),
        moved(ParcelKind::Request, Some("2026-12-01"), 7),
    ];
    let history = History::new(Vec::new(), moves, LoanCounts::default(), Vec::new(), Vec::new());
    let found = measured(&history).lead_time;
    assert_eq!(found.items_by_days, [0, 0, 0, 1, 0, 0, 1]);
    assert_eq!((found.mean_days, found.later), (Some(4.5), 5));
}

fn loan(day: &str, place: PlaceIdx, origin: LoanOrigin, loans: u16) -> LoanCount {
    let lent = Lent::Category(Category::Novel);
    LoanCount { date: date(day), place, lent, origin, loans, returns: 0 }
}

#[test]
fn a_plan_shows_the_loans_of_thirteen_weeks() {
    let shown = |counts: &[LoanCount]| {
        let sums = LoanCounts::from_rows(counts.iter().copied()).sums(|_| OrganisationIdx(0));
        rolling_loans(&sums, week("2026-W48"))
    };
    assert_eq!(shown(&[]), None);
    assert_eq!(shown(&[loan("2026-11-30", ASSEN, LoanOrigin::Own, 5)]), None);
    let counts = [
        loan("2026-08-21", ASSEN, LoanOrigin::Own, 1_000),
        loan("2026-08-22", ASSEN, LoanOrigin::Organisation, 40),
        loan("2026-11-20", EMMEN, LoanOrigin::Province, 50),
        loan("2026-11-20", EMMEN, LoanOrigin::Outside, 10),
        loan("2026-11-30", EMMEN, LoanOrigin::Outside, 500),
    ];
    assert_eq!(shown(&counts), Some(ratio(90, 100)));
}

fn adds_up(share: &Share) -> bool {
    let sum = |parts: &mut dyn Iterator<Item = &Ratio>| {
        parts.fold((0, 0), |(met, asked), part| (met + part.numerator, asked + part.denominator))
    };
    let whole = (share.whole.numerator, share.whole.denominator);
    sum(&mut share.by_organisation.iter()) == whole && sum(&mut share.by_category.values()) == whole
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn parts_add_up_to_the_whole(
        loans in vec((0..60_i64, 1..5_u32, 0..4_usize, 0..14_usize, 0..99_u16), 0..30),
        ends in vec((0..60_i64, 1..5_u32, 0..6_usize, 0..14_usize, 1..4_i64), 0..30),
    ) {
        let first = date("2026-10-01");
        let counts = loans.iter().map(|&(day, place, origin, category, loans)| LoanCount {
            date: first.plus_days(day),
            place: PlaceIdx(place),
            lent: Lent::Category(Category::WORDS[category].0),
            origin: LoanOrigin::WORDS[origin].0,
            loans,
            returns: 0,
        });
        let requests = ends.iter().enumerate().map(|(rank, row)| {
            let &(day, place, outcome, category, items) = row;
            let outcome = RequestOutcome::WORDS[outcome].0;
            ClosedRequest {
                closed: first.plus_days(day),
                placed: first,
                limit: Some(first.plus_days(day / 2 * 3)),
                category: Category::WORDS[category].0,
                pickup: if place == BACKGROUND.0 { ROLDE } else { PlaceIdx(place) },
                items: Items(items),
                asked: Items(items + day % 2),
                ..closed(&format!("R{rank}"), "2026-11-20", outcome)
            }
        });
        let history = History::new(
            Vec::new(),
            Vec::new(),
            LoanCounts::from_rows(counts),
            requests.collect(),
            Vec::new(),
        );
        let quarter = Period::quarter(2026, 4).expect("a quarter");
        let found = facts(&province(&[]), &history, quarter);
        prop_assert!(adds_up(&found.requests) && adds_up(&found.inter_organisation));
        prop_assert!(found.loans.as_ref().is_none_or(adds_up));
        prop_assert!(found.requests.whole.numerator <= found.requests.whole.denominator);
        let all: u64 = loans.iter().map(|row| u64::from(row.4)).sum();
        prop_assert_eq!(found.loans.map_or(0, |share| share.whole.denominator), all);
    }
}
