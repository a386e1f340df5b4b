//! On which days a place can be visited, or lends.

use crate::index::PlaceIdx;
use crate::model::{Calendar, IsoWeek, Province, ServiceDate, Weekday, WeekdaySet};

/// The open days of a province over some years.
#[derive(Debug)]
pub(super) struct OpenDays<'a> {
    province: &'a Province,
    calendar: Calendar,
}

impl<'a> OpenDays<'a> {
    /// The open days of the years from one week to another.
    pub(super) fn new(province: &'a Province, first: IsoWeek, last: IsoWeek) -> Self {
        let years = first.year() - 1..=last.year() + 1;
        let rules = province.settings().holidays;
        let calendar = Calendar::new(years, rules, province.closures().to_vec());
        Self { province, calendar }
    }

    /// Whether a place is closed on a date.
    pub(super) fn is_closed(&self, place: PlaceIdx, date: ServiceDate) -> bool {
        self.calendar.closed(place, date).is_some()
    }

    /// The service days on which somebody can get into a place.
    pub(super) fn permitted(&self, place: PlaceIdx) -> WeekdaySet {
        let access = &self.province.places()[place].access;
        let can_enter = |day: &Weekday| access.key || !access.on(*day).is_empty();
        WeekdaySet::of(self.province.settings().service_days.iter().filter(can_enter))
    }

    /// The first day from a date on which readers can come.
    pub(super) fn lending_day(&self, place: PlaceIdx, from: ServiceDate) -> ServiceDate {
        const DAYS_MAX: i64 = 14;
        let opens =
            |date: &ServiceDate| date.weekday() != Weekday::Sun && !self.is_closed(place, *date);
        (0..DAYS_MAX).map(|days| from.plus_days(days)).find(opens).unwrap_or(from)
    }
}
