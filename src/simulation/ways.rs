//! The timetable of a run: how long a copy is under way, by weekday and pair of places.

use crate::index::{Index as _, IndexVec, PlaceIdx};
use crate::model::{IsoWeek, Province, ServiceDate, WeekdaySet};
use crate::transit::Timetable;

/// Days of a week.
const WEEKDAYS: usize = 7;

/// Weeks that a way may take; what takes longer is no way.
const WEEKS: usize = 4;

/// Days from the morning on which a copy is ready to its arrival (levertijd), for each weekday
/// and pair of places, week after week the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    places: usize,
    /// By weekday from Monday, then from, then to; [`NO_WAY`](Self::NO_WAY) where there is none.
    days: Vec<u8>,
}

impl Ways {
    /// What stands where no visit takes a copy.
    const NO_WAY: u8 = u8::MAX;

    /// The ways that fixed visit days make, by the rule of [`transit`](crate::transit).
    ///
    /// Closures and holidays are not in it: it is the base timetable, and not a week of the year.
    /// O(places^2).
    pub fn of(province: &Province, days: &IndexVec<PlaceIdx, WeekdaySet>, week: IsoWeek) -> Self {
        let weeks = std::iter::successors(Some(week), |week| Some(week.next())).take(WEEKS);
        let visits = weeks.flat_map(|week| {
            let of_place = move |(place, days): (PlaceIdx, &WeekdaySet)| {
                let dates: Vec<ServiceDate> = days.iter().map(|day| week.date(day)).collect();
                dates.into_iter().map(move |date| (place, date))
            };
            days.iter_indexed().flat_map(of_place)
        });
        let timetable = Timetable::new(province, visits);
        let mornings: Vec<ServiceDate> = week.dates().collect();
        Self::from_fn(province.places().len(), |weekday, from, to| {
            let ready = mornings[weekday];
            let way = timetable.movement(from, to, ready)?;
            u8::try_from(ready.days_until(way.arrives)).ok()
        })
    }

    /// Ways from a function of the weekday, from 0 for Monday, and the pair.
    pub fn from_fn(
        places: usize,
        mut days: impl FnMut(usize, PlaceIdx, PlaceIdx) -> Option<u8>,
    ) -> Self {
        let mut table = Vec::with_capacity(WEEKDAYS * places * places);
        for weekday in 0..WEEKDAYS {
            for from in 0..places {
                for to in 0..places {
                    let days = days(weekday, PlaceIdx::at(from), PlaceIdx::at(to));
                    table.push(days.unwrap_or(Self::NO_WAY));
                }
            }
        }
        Self { places, days: table }
    }

    /// The number of places.
    pub const fn places(&self) -> usize {
        self.places
    }

    /// Days from the morning of a day of the run, on which a copy is ready, to its arrival. O(1).
    pub(super) fn days(&self, morning: u32, from: PlaceIdx, to: PlaceIdx) -> Option<u8> {
        let row = morning as usize % WEEKDAYS * self.places + from.position();
        let days = self.days[row * self.places + to.position()];
        (days != Self::NO_WAY).then_some(days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_depends_on_the_weekday_and_the_pair() {
        let ways = Ways::from_fn(2, |weekday, from, to| match (weekday, from.0, to.0) {
            (1, 0, 1) => Some(3),
            (_, 1, 0) => None,
            _ => Some(1),
        });
        assert_eq!(ways.days(8, PlaceIdx(0), PlaceIdx(1)), Some(3));
        assert_eq!(ways.days(9, PlaceIdx(0), PlaceIdx(1)), Some(1));
        assert_eq!(ways.days(8, PlaceIdx(1), PlaceIdx(0)), None);
    }
}
