//! Who is visited when: number, days, spacing, excuses.

use super::case::Case;
use super::verdict::Findings;
use super::{Expected, Fact, Rule, Subject};
use crate::index::PlaceIdx;
use crate::model::{Excuse, ExcuseReason, WeekdaySet};

const DAYS_OF_WEEK: i64 = 7;

pub(super) fn hold(case: &Case<'_>, found: &mut Findings) {
    for (index, visit) in case.plan.visits.iter_indexed() {
        let subject = Subject::Visit(index);
        let permitted = case.permitted[visit.place];
        if !permitted.contains(visit.date.weekday()) {
            let days = Expected::Within(Fact::Weekdays(permitted));
            found.push(Rule::VisitDay, subject, days, visit.date);
        }
        let in_building = case.province.places()[visit.place].in_hub_building;
        let by_road = visit.route.is_some();
        found.exactly(Rule::VisitRoute, subject, i64::from(!in_building), i64::from(by_road));
    }
    for place in case.province.places().indices() {
        once_a_date(case, place, found);
        number(case, place, found);
        spacing(case, place, found);
    }
    for (position, excuse) in case.plan.excuses.iter().enumerate() {
        if !is_proven(case, position, excuse) {
            let missing = missing_days(case, excuse.place);
            let proven = Expected::Exactly(Fact::Count(missing));
            found.push(Rule::Excuse, Subject::Excuse(position), proven, i64::from(excuse.visits));
        }
    }
    following(case, found);
}

/// The weekdays on which a place is visited this week.
fn visited_days(case: &Case<'_>, place: PlaceIdx) -> WeekdaySet {
    let visits = case.calls.this_week(place);
    WeekdaySet::of(visits.map(|visit| case.plan.visits[visit].date.weekday()))
}

fn once_a_date(case: &Case<'_>, place: PlaceIdx, found: &mut Findings) {
    for pair in case.calls.at(place).windows(2) {
        if let [first, second] = pair
            && first.date == second.date
            && second.visit.is_some()
        {
            found.push(
                Rule::VisitOnce,
                Subject::PlaceOn(place, first.date),
                Expected::Exactly(first.visit.into()),
                second.visit,
            );
        }
    }
}

/// How many visits of the norm the permitted days of the week cannot take.
fn missing_days(case: &Case<'_>, place: PlaceIdx) -> i64 {
    let asked = i64::from(case.asked(place));
    (asked - day_count(case.permitted[place])).max(0)
}

fn day_count(days: WeekdaySet) -> i64 {
    days.iter().map(|_| 1).sum()
}

fn is_proven(case: &Case<'_>, position: usize, excuse: &Excuse) -> bool {
    let place = excuse.place;
    let permitted = case.permitted[place];
    let ExcuseReason::ClosedDays { open } = excuse.reason;
    let missing = missing_days(case, place);
    let named_before = case.plan.excuses[..position].iter().any(|before| before.place == place);
    missing > 0
        && i64::from(excuse.visits) == missing
        && open == permitted
        && visited_days(case, place) == permitted
        && !named_before
}

fn number(case: &Case<'_>, place: PlaceIdx, found: &mut Findings) {
    let asked = i64::from(case.asked(place));
    let of_place = case.plan.excuses.iter().enumerate().filter(|(_, excuse)| excuse.place == place);
    let mut proven = of_place.filter(|(position, excuse)| is_proven(case, *position, excuse));
    let excused = proven.next().map_or(0, |(_, excuse)| i64::from(excuse.visits));
    let made: i64 = case.calls.this_week(place).map(|_| 1).sum();
    found.at_least(Rule::VisitCount, Subject::Place(place), asked - excused, made);
    found.at_most(Rule::VisitCount, Subject::Place(place), asked, made);
}

fn spacing(case: &Case<'_>, place: PlaceIdx, found: &mut Findings) {
    let least = i64::from(case.province.settings().visit_spacing_min_days);
    let asked = usize::from(case.asked(place));
    if !can_be_spaced(case.permitted[place], asked, least) {
        return;
    }
    let narrowest = narrowest_gap(visited_days(case, place));
    found.at_least(Rule::VisitSpacing, Subject::Place(place), least, narrowest);
}

/// Whether some subset of the days, of the size asked for, keeps the distance. O(2^7).
fn can_be_spaced(days: WeekdaySet, size: usize, least: i64) -> bool {
    let days: Vec<_> = days.iter().collect();
    (0_u32..1 << days.len()).filter(|chosen| chosen.count_ones() as usize == size).any(|chosen| {
        let chosen = days.iter().enumerate().filter(|(rank, _)| chosen & 1 << rank != 0);
        narrowest_gap(WeekdaySet::of(chosen.map(|(_, day)| *day))) >= least
    })
}

/// The fewest days between two days of a set that repeats every week; a week for a single day.
fn narrowest_gap(days: WeekdaySet) -> i64 {
    let days: Vec<i64> = days.iter().map(|day| i64::from(day.num_days_from_monday())).collect();
    let next_week = days.iter().map(|day| day + DAYS_OF_WEEK);
    let gaps = days.iter().zip(days.iter().copied().chain(next_week).skip(1));
    gaps.map(|(day, next)| next - day).min().unwrap_or(DAYS_OF_WEEK)
}

fn following(case: &Case<'_>, found: &mut Findings) {
    for (position, visit) in case.plan.following.iter().enumerate() {
        let permitted = case.permitted_next[visit.place];
        if !permitted.contains(visit.date.weekday()) {
            let days = Expected::Within(Fact::Weekdays(permitted));
            found.push(Rule::FollowingVisit, Subject::Following(position), days, visit.date);
        }
    }
    for (index, place) in case.province.places().iter_indexed() {
        let calls = case.calls.at(index).iter().filter(|call| call.visit.is_none());
        let mut dates: Vec<_> = calls.map(|call| call.date).collect();
        let named = dates.len();
        dates.dedup();
        let rule = Rule::FollowingVisit;
        found.exactly(rule, Subject::Place(index), dates.len(), named);
        found.at_most(rule, Subject::Place(index), usize::from(place.visits_per_week), named);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(days: &str) -> WeekdaySet {
        days.parse().expect("weekdays")
    }

    #[test]
    fn the_gap_across_the_weekend_counts() {
        assert_eq!(narrowest_gap(set("Mon+Thu")), 3);
        assert_eq!(narrowest_gap(set("Mon+Fri")), 3);
        assert_eq!(narrowest_gap(set("Mon+Tue+Fri")), 1);
        assert_eq!(narrowest_gap(set("Mon+Sun")), 1);
        assert_eq!(narrowest_gap(set("Wed")), 7);
    }

    #[test]
    fn days_that_allow_no_distance_ask_for_none() {
        assert!(can_be_spaced(set("Mon+Tue+Wed"), 2, 2));
        assert!(!can_be_spaced(set("Mon+Tue"), 2, 2));
        assert!(!can_be_spaced(set("Mon"), 2, 2));
    }
}
