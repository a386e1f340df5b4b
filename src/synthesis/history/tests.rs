//! Generated weeks against the figures they are drawn from.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::past_weeks;
use crate::model::{
    Calendar, History, HolidayRules, IsoWeek, LoanOrigin, ParcelKind, Province, RequestOutcome,
    VisitStatus, Weekday,
};
use crate::random::Seed;
use crate::synthesis::tests::skeleton;
use crate::synthesis::{Demand, furnish};

const WEEKS: u16 = 52;

struct Year {
    province: Province,
    weeks: Vec<History>,
}

fn until() -> IsoWeek {
    "2026-W48".parse().expect("a week")
}

fn demand() -> Demand {
    Demand::default().scaled(0.05)
}

fn province() -> Province {
    Province::new(furnish(skeleton(), until(), &demand(), Seed(1))).expect("a province")
}

static YEAR: LazyLock<Year> = LazyLock::new(|| {
    let province = province();
    let weeks = past_weeks(&province, &demand(), (until(), WEEKS), Seed(1)).collect();
    Year { province, weeks }
});

#[test]
fn every_week_has_its_facts_and_nothing_lies_after_the_last() {
    let year = &*YEAR;
    assert_eq!(year.weeks.len(), usize::from(WEEKS));
    let end = until().date(Weekday::Mon);
    for (rank, history) in year.weeks.iter().enumerate() {
        let monday = end.plus_days(7 * (i64::try_from(rank).expect("a week") - 52));
        let week = monday.iso_week();
        assert!(history.visits().iter().all(|visit| week.contains(visit.date)));
        assert!(history.moves().iter().all(|moved| week.contains(moved.sent)));
        assert!(history.loans().iter().all(|count| week.contains(count.date)));
        assert!(history.requests().iter().all(|request| week.contains(request.closed)));
        let received = history.moves().iter().filter_map(|moved| moved.received);
        assert!(received.into_iter().all(|received| received < end));
    }
}

#[test]
fn visits_follow_the_norm_and_the_holidays() {
    let year = &*YEAR;
    let calendar = Calendar::new(2025..=2026, HolidayRules::default(), Vec::new());
    let places = year.province.visited_places().count();
    let visits: Vec<_> = year.weeks.iter().flat_map(History::visits).collect();
    assert_eq!(visits.len(), 2 * places * usize::from(WEEKS));
    let of = |status| visits.iter().filter(|visit| visit.status == status).count();
    assert!((1..visits.len() / 50).contains(&of(VisitStatus::Missed)));
    assert!((1..visits.len() / 10).contains(&of(VisitStatus::Moved)));
    for visit in &visits {
        let is_closed = calendar.closed(visit.place, visit.date).is_some();
        assert!(!(is_closed && visit.status.is_made()), "{visit:?}");
        assert_eq!(visit.time.is_some(), visit.status.is_made());
    }
    let days: BTreeSet<_> = visits.iter().map(|visit| (visit.place, visit.date)).collect();
    assert_eq!(days.len(), visits.len());
}

#[test]
fn moves_leave_and_arrive_with_visits() {
    let year = &*YEAR;
    let made: BTreeSet<_> = year
        .weeks
        .iter()
        .flat_map(History::visits)
        .filter(|visit| visit.status.is_made())
        .map(|visit| (visit.place, visit.date))
        .collect();
    let mut days = Vec::new();
    for moved in year.weeks.iter().flat_map(History::moves) {
        assert!(moved.accepted <= moved.sent, "{moved:?}");
        if !year.province.is_at_hub(moved.from) {
            assert!(made.contains(&(moved.from, moved.sent)), "{moved:?}");
        }
        let Some(received) = moved.received else { continue };
        assert!(moved.sent <= received, "{moved:?}");
        if !year.province.is_at_hub(moved.to) {
            assert!(made.contains(&(moved.to, received)), "{moved:?}");
        }
        if moved.kind == ParcelKind::Request {
            days.push(moved.accepted.days_until(received) as f64);
        }
    }
    let mean = days.iter().sum::<f64>() / days.len() as f64;
    assert!((4.0..7.0).contains(&mean), "{mean}");
}

#[test]
fn requests_end_as_published_figures_say() {
    let year = &*YEAR;
    let requests: Vec<_> = year.weeks.iter().flat_map(History::requests).collect();
    let numbers: BTreeSet<_> = requests.iter().map(|request| &request.number).collect();
    assert_eq!(numbers.len(), requests.len());
    let expected = demand().requests as f64 * f64::from(WEEKS);
    let share = |count: usize, of: usize| count as f64 / of as f64;
    assert!((requests.len() as f64 / expected - 1.0).abs() < 0.08, "{}", requests.len());
    let filled = requests.iter().filter(|request| request.outcome.is_in_province()).count();
    assert!((0.90..0.98).contains(&share(filled, requests.len())), "{filled}");
    let failed: usize = requests.iter().map(|request| usize::from(request.pulls_failed)).sum();
    assert!((0.04..0.07).contains(&share(failed, failed + filled)), "{failed}");
    let left = requests.iter().filter(|request| request.collected == Some(false)).count();
    let known = requests.iter().filter(|request| request.collected.is_some()).count();
    assert!((0.05..0.08).contains(&share(left, known)), "{left} of {known}");
    for outcome in [RequestOutcome::Outside, RequestOutcome::Lapsed, RequestOutcome::Withdrawn] {
        assert!(requests.iter().any(|request| request.outcome == outcome), "{outcome:?}");
    }
}

#[test]
fn loans_add_up_to_a_year_and_are_lent_from_the_province() {
    let year = &*YEAR;
    let counts = || year.weeks.iter().flat_map(|week| week.loans().iter().collect::<Vec<_>>());
    let all: f64 = counts().map(|count| f64::from(count.loans)).sum();
    let back: f64 = counts().map(|count| f64::from(count.returns)).sum();
    let outside = counts().filter(|count| count.origin == LoanOrigin::Outside);
    let outside: f64 = outside.map(|count| f64::from(count.loans)).sum();
    let expected = 2_630_000.0 * 0.05;
    assert!((all / expected - 1.0).abs() < 0.04, "{all} for {expected}");
    assert!((back / all - 1.0).abs() < 0.04, "{back} of {all}");
    assert!((0.001..0.008).contains(&(outside / all)), "{outside} of {all}");
    assert!(counts().all(|count| count.date.weekday() != Weekday::Sun));
}

#[test]
fn the_same_seed_draws_the_same_weeks() {
    let province = &YEAR.province;
    let draw = |seed| past_weeks(province, &demand(), (until(), 3), Seed(seed)).collect::<Vec<_>>();
    assert_eq!(draw(1), draw(1));
    assert_ne!(draw(1), draw(2));
    assert_eq!(past_weeks(province, &demand(), (until(), 0), Seed(1)).count(), 0);
}
