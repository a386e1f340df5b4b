//! When a place is closed: public holidays by rule, closures from data.

use super::{Holiday, HolidayRules, ServiceDate, UsePeriod, public_holidays};
use crate::index::{IndexVec, PlaceIdx};

/// A span of days on which one place, or all of them, cannot be visited (sluiting).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// The place, or `None` for the whole network.
    pub place: Option<PlaceIdx>,
    /// The first closed day.
    pub first: ServiceDate,
    /// The last closed day.
    pub last: ServiceDate,
    /// Why, in the words of the data.
    pub reason: String,
}

/// Why a place is closed on a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Closed {
    /// A public holiday.
    Holiday(Holiday),
    /// A closure that the data name, with its reason.
    Closure(String),
    /// The place is not in use yet, or no longer.
    NotInUse,
}

/// Answers whether a place is open, for all dates of some years.
#[derive(Clone, Debug)]
pub struct Calendar {
    holidays: Vec<(ServiceDate, Holiday)>,
    closures: Vec<Closure>,
    in_use: IndexVec<PlaceIdx, UsePeriod>,
}

impl Calendar {
    /// A calendar that knows the holidays of the years given, and the closures of the data.
    pub fn new(
        years: impl IntoIterator<Item = i32>,
        rules: HolidayRules,
        closures: Vec<Closure>,
    ) -> Self {
        let mut holidays: Vec<_> =
            years.into_iter().flat_map(|year| public_holidays(year, rules)).collect();
        holidays.sort_unstable();
        holidays.dedup();
        Self { holidays, closures, in_use: IndexVec::new() }
    }

    /// The same calendar, with the period of use of each place; without it all are always in use.
    #[must_use]
    pub fn with_use(self, in_use: IndexVec<PlaceIdx, UsePeriod>) -> Self {
        Self { in_use, ..self }
    }

    /// Why a place is closed on a date, or `None` when it is open. O(log holidays + closures).
    pub fn closed(&self, place: PlaceIdx, date: ServiceDate) -> Option<Closed> {
        if let Ok(found) = self.holidays.binary_search_by_key(&date, |(holiday, _)| *holiday) {
            return Some(Closed::Holiday(self.holidays[found].1));
        }
        if self.in_use.get(place).is_some_and(|period| !period.contains(date)) {
            return Some(Closed::NotInUse);
        }
        let covers = |closure: &&Closure| {
            closure.place.is_none_or(|closed| closed == place)
                && closure.first <= date
                && date <= closure.last
        };
        self.closures.iter().find(covers).map(|closure| Closed::Closure(closure.reason.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_closed_before_it_opens_and_after_it_closes() {
        let date = |text: &str| text.parse::<ServiceDate>().expect("a date");
        let period =
            UsePeriod { opens: Some(date("2026-03-03")), closes: Some(date("2026-03-05")) };
        let calendar = Calendar::new([2026], HolidayRules::default(), Vec::new())
            .with_use(vec![UsePeriod::default(), period].into());
        let closed = |place, text| calendar.closed(PlaceIdx(place), date(text));
        assert_eq!(closed(1, "2026-03-02"), Some(Closed::NotInUse));
        assert_eq!((closed(1, "2026-03-03"), closed(1, "2026-03-05")), (None, None));
        assert_eq!(closed(1, "2026-03-06"), Some(Closed::NotInUse));
        assert_eq!(closed(0, "2026-03-02"), None);
    }

    #[test]
    fn a_closure_without_a_place_closes_the_network() {
        let date = |text: &str| text.parse::<ServiceDate>().expect("a date");
        let migration = Closure {
            place: None,
            first: date("2024-03-23"),
            last: date("2024-03-25"),
            reason: "system migration".to_owned(),
        };
        let calendar = Calendar::new([2024], HolidayRules::default(), vec![migration]);
        let place = PlaceIdx(3);
        assert_eq!(
            calendar.closed(place, date("2024-03-25")),
            Some(Closed::Closure("system migration".to_owned()))
        );
        assert_eq!(calendar.closed(place, date("2024-03-26")), None);
        assert_eq!(
            calendar.closed(place, date("2024-12-26")),
            Some(Closed::Holiday(Holiday::SecondChristmasDay))
        );
    }
}
