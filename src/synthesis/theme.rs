//! Theme collections: whole crates that a school books for a date, out and back.

use super::Demand;
use super::season::{is_school_week, school_week_before, week_code};
use super::shares::PlaceDraw;
use crate::index::PlaceIdx;
use crate::model::{IsoWeek, ServiceDate, Weekday, WeekdaySet};
use crate::random::{RngExt as _, Seed, Stream};
use crate::units::{Crates, Items};

/// School weeks that a theme collection stays at a school (estimate).
pub(super) const SCHOOL_WEEKS_OUT: u32 = 6;

/// Crates of a booking, least and most (estimate).
const BOOKING_CRATES: (i64, i64) = (1, 3);

/// Items in a crate of a theme collection: 12.9 kg of mean copies, full by what may be lifted.
const ITEMS_PER_CRATE: i64 = 30;

/// A theme collection that goes out to a place, or comes back from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Booking {
    /// The library that hands it over to the school.
    pub(super) place: PlaceIdx,
    /// The day on which it is ready to leave.
    pub(super) date: ServiceDate,
    /// Its crates.
    pub(super) crates: Crates,
}

impl Booking {
    /// Its items.
    pub(super) const fn items(&self) -> Items {
        Items(self.crates.0 * ITEMS_PER_CRATE)
    }
}

/// Who books theme collections.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schools<'a> {
    /// The numbers of the model.
    pub(super) demand: &'a Demand,
    /// The libraries near the schools, by loan share.
    pub(super) places: &'a PlaceDraw,
    /// The days on which crates can move.
    pub(super) service_days: WeekdaySet,
}

impl Schools<'_> {
    /// What goes out in a week; nothing in the school holidays.
    pub(super) fn out(&self, week: IsoWeek, seed: Seed) -> Vec<Booking> {
        if !is_school_week(week) || self.service_days.is_empty() {
            return Vec::new();
        }
        let mut stream = seed.stream("theme collections", week_code(week));
        let mut left = stream.random_range(self.demand.theme_crates.clone());
        let mut bookings = Vec::new();
        while left > 0 {
            let crates = draw_crates(left, &mut stream);
            let place = self.places.draw(&mut stream);
            let date = week.date(self.draw_day(&mut stream));
            bookings.push(Booking { place, date, crates: Crates(crates) });
            left -= usize::try_from(crates).expect("a booking has crates");
        }
        bookings
    }

    /// What comes back in a week: what went out so many school weeks before, on the same weekday.
    pub(super) fn back(&self, week: IsoWeek, seed: Seed) -> Vec<Booking> {
        let before = is_school_week(week).then(|| school_week_before(week, SCHOOL_WEEKS_OUT));
        let Some(out) = before.flatten() else { return Vec::new() };
        let days = out.date(Weekday::Mon).days_until(week.date(Weekday::Mon));
        let mut bookings = self.out(out, seed);
        for booking in &mut bookings {
            booking.date = booking.date.plus_days(days);
        }
        bookings
    }

    fn draw_day(&self, stream: &mut Stream) -> Weekday {
        let days: Vec<Weekday> = self.service_days.iter().collect();
        days[stream.random_range(0..days.len())]
    }
}

fn draw_crates(left: usize, stream: &mut Stream) -> i64 {
    let most = i64::try_from(left).unwrap_or(BOOKING_CRATES.1).min(BOOKING_CRATES.1);
    stream.random_range(BOOKING_CRATES.0..=most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(text: &str) -> IsoWeek {
        text.parse().expect("a week")
    }

    fn with_schools(check: impl Fn(Schools<'_>)) {
        let places = PlaceDraw::new(&vec![0.0, 1.0, 2.0].into()).expect("weights");
        let demand = Demand::default();
        let service_days = WeekdaySet::MONDAY_TO_FRIDAY;
        check(Schools { demand: &demand, places: &places, service_days });
    }

    fn crates(bookings: &[Booking]) -> i64 {
        bookings.iter().map(|booking| booking.crates.0).sum()
    }

    #[test]
    fn what_goes_out_comes_back_as_it_is_some_school_weeks_later() {
        with_schools(|schools| {
            let out = schools.out(week("2026-W41"), Seed(3));
            assert!((25..=40).contains(&crates(&out)), "{}", crates(&out));
            // Six school weeks on, the autumn holidays left out.
            let back = schools.back(week("2026-W48"), Seed(3));
            assert_eq!(out.len(), back.len());
            for (one, other) in out.iter().zip(&back) {
                assert_eq!((one.place, one.crates), (other.place, other.crates));
                assert_eq!(one.date.plus_days(49), other.date);
            }
        });
    }

    #[test]
    fn nothing_moves_in_the_school_holidays() {
        with_schools(|schools| {
            for free in ["2026-W18", "2026-W32", "2026-W42", "2026-W52"] {
                assert!(schools.out(week(free), Seed(3)).is_empty());
                assert!(schools.back(week(free), Seed(3)).is_empty());
            }
        });
    }
}
