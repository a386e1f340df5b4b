//! The days on which each place is visited, in the week and, assumed, in the one after.

use crate::index::{IndexVec, PlaceIdx};
use crate::model::{
    Calendar, FollowingVisit, IsoWeek, Place, Province, ServiceDate, Weekday, WeekdaySet,
};
use crate::transit::Timetable;
use crate::vrp::{PatternRule, allowed_patterns};

/// The visit days of a week, as bits from Monday.
#[derive(Clone, Debug)]
pub(super) struct VisitDays {
    week: IsoWeek,
    /// The days of this week, by place; zero for places that are not visited.
    pub(super) days: IndexVec<PlaceIdx, u8>,
    /// The days assumed for the following week.
    following: IndexVec<PlaceIdx, u8>,
}

impl VisitDays {
    /// Neighbouring places get different patterns: a start that no one has chosen yet.
    pub(super) fn alternating(province: &Province, week: IsoWeek) -> Self {
        let calendar = province.calendar(week);
        let days = province.places().iter_indexed().map(|(index, place)| {
            let allowed = allowed_patterns(pattern_rule(province, &calendar, index, place, week));
            if place.is_visited() { allowed[index.0 as usize % allowed.len()] } else { 0 }
        });
        Self::of_days(province, week, days.collect())
    }

    /// Days given; the following week keeps as many of them as its closures allow.
    pub(super) fn of_days(
        province: &Province,
        week: IsoWeek,
        days: IndexVec<PlaceIdx, u8>,
    ) -> Self {
        let next = week.next();
        let calendar = province.calendar(next);
        let following = province.places().iter_indexed().map(|(index, place)| {
            if !place.is_visited() {
                return 0;
            }
            let allowed = allowed_patterns(pattern_rule(province, &calendar, index, place, next));
            let kept = |pattern: &u8| (pattern & days[index]).count_ones();
            let most = allowed.iter().map(kept).max().unwrap_or(0);
            allowed.into_iter().find(|pattern| kept(pattern) == most).unwrap_or(0)
        });
        let following = following.collect();
        Self { week, days, following }
    }

    /// Days given, before a following week that is known, as far as it is permitted.
    pub(super) fn before(
        province: &Province,
        week: IsoWeek,
        days: IndexVec<PlaceIdx, u8>,
        following: &[FollowingVisit],
    ) -> Self {
        let mut of_days = Self::of_days(province, week, days);
        let (next, mut known) = (week.next(), IndexVec::filled(0, province.places().len()));
        for visit in following {
            known[visit.place] |= 1_u8 << visit.date.weekday().num_days_from_monday();
        }
        let calendar = province.calendar(next);
        for (place, days) in known.iter_indexed() {
            let permitted = permitted_days(province, &calendar, place, next);
            let permitted =
                permitted.iter().fold(0, |set, day| set | 1 << day.num_days_from_monday());
            if *days != 0 && days & !permitted == 0 {
                of_days.following[place] = *days;
            }
        }
        of_days
    }

    /// The visits assumed for the following week, by date and place.
    pub(super) fn following_visits(&self) -> Vec<FollowingVisit> {
        let mut visits: Vec<FollowingVisit> = dates(self.week.next(), &self.following)
            .map(|(place, date)| FollowingVisit { place, date })
            .collect();
        visits.sort_by_key(|visit| (visit.date, visit.place));
        visits
    }

    /// All dated visits of both weeks.
    pub(super) fn timetable(&self, province: &Province) -> Timetable {
        let this = dates(self.week, &self.days);
        let next = dates(self.week.next(), &self.following);
        Timetable::new(province, this.chain(next))
    }
}

fn dates(
    week: IsoWeek,
    days: &IndexVec<PlaceIdx, u8>,
) -> impl Iterator<Item = (PlaceIdx, ServiceDate)> {
    days.iter_indexed().flat_map(move |(place, set)| {
        let chosen = move |(day, _): &(usize, ServiceDate)| set >> day & 1 == 1;
        week.dates().enumerate().filter(chosen).map(move |(_, date)| (place, date))
    })
}

/// The days of a week on which a place can be visited.
pub(super) fn permitted_days(
    province: &Province,
    calendar: &Calendar,
    index: PlaceIdx,
    week: IsoWeek,
) -> WeekdaySet {
    let place = &province.places()[index];
    let enterable = |weekday: Weekday| place.access.key || !place.access.on(weekday).is_empty();
    let open = |weekday: &Weekday| {
        enterable(*weekday) && calendar.closed(index, week.date(*weekday)).is_none()
    };
    WeekdaySet::of(province.settings().service_days.iter().filter(open))
}

/// What decides the patterns of a place.
pub(super) fn pattern_rule(
    province: &Province,
    calendar: &Calendar,
    index: PlaceIdx,
    place: &Place,
    week: IsoWeek,
) -> PatternRule {
    let permitted = permitted_days(province, calendar, index, week);
    PatternRule {
        permitted: permitted.iter().fold(0, |set, day| set | 1 << day.num_days_from_monday()),
        visits: place.visits_per_week,
        spacing_min: province.settings().visit_spacing_min_days,
    }
}
