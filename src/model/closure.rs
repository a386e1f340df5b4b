//! When a place is closed: public holidays by rule, closures from data.

use super::{Holiday, HolidayRules, ServiceDate, public_holidays};
use crate::index::PlaceIdx;

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
}

/// Answers whether a place is open, for all dates of some years.
#[derive(Clone, Debug)]
pub struct Calendar {
    holidays: Vec<(ServiceDate, Holiday)>,
    closures: Vec<Closure>,
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
        Self { holidays, closures }
    }

    /// Why a place is closed on a date, or `None` when it is open. O(log holidays + closures).
    pub fn closed(&self, place: PlaceIdx, date: ServiceDate) -> Option<Closed> {
        if let Ok(found) = self.holidays.binary_search_by_key(&date, |(holiday, _)| *holiday) {
            return Some(Closed::Holiday(self.holidays[found].1));
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
