//! What the register of locations says of a place: its code, when it is in use, where it stood.

use super::{Isil, IsoWeek, LonLat, ServiceDate};

/// From which day to which day a place is in use (geldigheid); both ends belong to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UsePeriod {
    /// The first day of use; `None` for a place that was always there.
    pub opens: Option<ServiceDate>,
    /// The last day of use; `None` for a place that stays.
    pub closes: Option<ServiceDate>,
}

impl UsePeriod {
    /// Whether a day belongs to it.
    pub fn contains(self, date: ServiceDate) -> bool {
        self.meets(date, date)
    }

    /// Whether any day of a week, Monday to Sunday, belongs to it.
    pub fn touches(self, week: IsoWeek) -> bool {
        let mut days = week.dates();
        days.next().zip(days.next_back()).is_some_and(|(first, last)| self.meets(first, last))
    }

    /// Whether any day of a span, both ends included, belongs to it.
    pub fn meets(self, first: ServiceDate, last: ServiceDate) -> bool {
        self.opens.is_none_or(|opens| opens <= last)
            && self.closes.is_none_or(|closes| first <= closes)
    }
}

/// A move of a place (verhuizing).
#[derive(Clone, Debug, PartialEq)]
pub struct Relocation {
    /// The first day at the new address.
    pub from: ServiceDate,
    /// The new address.
    pub address: String,
    /// The new position.
    pub position: LonLat,
}

/// What the register of locations (locatieregister, G!DS) says of a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Registration {
    /// Its code in the world; never that of another place, in use or closed.
    pub isil: Option<Isil>,
    /// When it is in use; on other days it is as closed as by a closure.
    pub in_use: UsePeriod,
    /// Its moves, by date; before the first one the place stands where its row says.
    pub relocations: Vec<Relocation>,
}

impl Registration {
    /// The last move up to a day; `None` where the place still stands where its row says.
    pub fn relocated(&self, date: ServiceDate) -> Option<&Relocation> {
        self.relocations.iter().rev().find(|relocation| relocation.from <= date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> ServiceDate {
        text.parse().expect("a date")
    }

    #[test]
    fn both_ends_of_a_period_belong_to_it() {
        let week: IsoWeek = "2026-W48".parse().expect("a week");
        let period = |opens: &str, closes: &str| UsePeriod {
            opens: opens.parse().ok(),
            closes: closes.parse().ok(),
        };
        assert!(UsePeriod::default().touches(week));
        assert!(period("2026-11-29", "").touches(week));
        assert!(!period("2026-11-30", "").touches(week));
        assert!(period("", "2026-11-23").touches(week));
        assert!(!period("", "2026-11-22").touches(week));
        let days = period("2026-11-24", "2026-11-24");
        assert!(days.contains(date("2026-11-24")) && days.touches(week));
        assert!(!days.contains(date("2026-11-23")) && !days.contains(date("2026-11-25")));
    }

    #[test]
    fn a_move_holds_from_its_date_to_the_next() {
        let to = |from: &str, lon| Relocation {
            from: date(from),
            address: String::new(),
            position: LonLat { lon, lat: 53.0 },
        };
        let place = Registration {
            relocations: vec![to("2026-11-25", 6.0), to("2027-01-01", 7.0)],
            ..Registration::default()
        };
        let lon = |text: &str| place.relocated(date(text)).map(|moved| moved.position.lon);
        assert_eq!(lon("2026-11-24"), None);
        assert_eq!(lon("2026-11-25"), Some(6.0));
        assert_eq!(lon("2026-12-31"), Some(6.0));
        assert_eq!(lon("2027-01-01"), Some(7.0));
    }
}
