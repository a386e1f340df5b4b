//! The year: months that ask for more, months that buy more, weeks without school.

use crate::model::{IsoWeek, ServiceDate, Weekday};

/// How busy lending is in each month, from January; the mean is 1. Shape: Chicago 1947; values:
/// estimate.
pub const MONTH_INDEX: [f64; 12] =
    [1.10, 1.06, 1.10, 1.00, 0.94, 0.96, 0.92, 0.84, 0.98, 1.06, 1.07, 0.97];

/// How much new stock comes in each month, from January: peaks in spring and autumn, 40 % about a
/// mean of 1 (estimate).
pub const ACQUISITION_INDEX: [f64; 12] =
    [0.70, 0.90, 1.20, 1.40, 1.20, 0.80, 0.60, 0.60, 1.10, 1.40, 1.25, 0.85];

/// Weeks back that a search for school weeks looks; the summer holidays are six of them.
const WEEKS_BACK_MAX: u32 = 60;

/// ISO weeks of school holidays of a year, region north.
struct SchoolYear {
    year: i32,
    weeks: &'static [u32],
}

/// Autumn, Christmas, spring, May and summer holidays of region north, by the school calendars of
/// rijksoverheid.nl (read at second hand; 2027 and 2028 unverified).
const SCHOOL_HOLIDAYS: [SchoolYear; 5] = [
    SchoolYear { year: 2024, weeks: &[1, 8, 18, 30, 31, 32, 33, 34, 35, 44, 52] },
    SchoolYear { year: 2025, weeks: &[1, 8, 18, 29, 30, 31, 32, 33, 34, 43, 52] },
    SchoolYear { year: 2026, weeks: &[1, 9, 18, 28, 29, 30, 31, 32, 33, 42, 52, 53] },
    SchoolYear { year: 2027, weeks: &[8, 17, 28, 29, 30, 31, 32, 33, 42, 52] },
    SchoolYear { year: 2028, weeks: &[1, 8, 18, 29, 30, 31, 32, 33, 34, 42, 52] },
];

/// The weeks of any other year (estimate).
const OTHER_YEARS: &[u32] = &[1, 8, 18, 29, 30, 31, 32, 33, 34, 43, 52];

/// The month index of a week, that of its Thursday.
pub fn month_index(week: IsoWeek) -> f64 {
    day_index(week.date(Weekday::Thu))
}

/// The month index of a day.
pub fn day_index(date: ServiceDate) -> f64 {
    of_month(&MONTH_INDEX, date)
}

/// The index of new stock of a week, that of its Thursday.
pub fn acquisition_index(week: IsoWeek) -> f64 {
    of_month(&ACQUISITION_INDEX, week.date(Weekday::Thu))
}

/// Whether the primary schools of region north have lessons in a week (schoolweek).
pub fn is_school_week(week: IsoWeek) -> bool {
    let known = SCHOOL_HOLIDAYS.iter().find(|row| row.year == week.year());
    !known.map_or(OTHER_YEARS, |row| row.weeks).contains(&week.number())
}

/// The school week that lies so many school weeks before a week; `None` beyond a year.
///
/// Of two different school weeks, those before them are different too, so that what goes out in a
/// school week and comes back so many school weeks later never meets another week's.
pub fn school_week_before(week: IsoWeek, school_weeks: u32) -> Option<IsoWeek> {
    let monday = week.date(Weekday::Mon);
    let before = (1..=WEEKS_BACK_MAX).map(|back| monday.plus_days(-7 * i64::from(back)));
    let mut school = before.map(ServiceDate::iso_week).filter(|week| is_school_week(*week));
    school.nth(school_weeks.checked_sub(1)? as usize)
}

/// A number of its own for each week, for random streams.
pub(super) fn week_code(week: IsoWeek) -> u64 {
    const WEEKS_MAX: u64 = 100;
    u64::from(week.year().unsigned_abs()) * WEEKS_MAX + u64::from(week.number())
}

fn of_month(index: &[f64; 12], date: ServiceDate) -> f64 {
    let (_, month, _) = date.year_month_day();
    index[month as usize - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(text: &str) -> IsoWeek {
        text.parse().expect("a week")
    }

    #[test]
    fn a_year_of_indices_has_the_mean_1_and_stock_stays_within_40_per_cent() {
        for index in [MONTH_INDEX, ACQUISITION_INDEX] {
            assert!((index.iter().sum::<f64>() - 12.0).abs() < 1e-9, "{index:?}");
        }
        assert!(ACQUISITION_INDEX.iter().all(|value| (0.6..=1.4).contains(value)));
        assert!((month_index(week("2026-W32")) - 0.84).abs() < 1e-9);
        assert!((acquisition_index(week("2026-W41")) - 1.4).abs() < 1e-9);
    }

    #[test]
    fn school_weeks_leave_out_the_holidays() {
        for free in ["2026-W09", "2026-W18", "2026-W30", "2026-W42", "2026-W53", "2031-W31"] {
            assert!(!is_school_week(week(free)), "{free}");
        }
        for school in ["2026-W48", "2026-W20", "2026-W41", "2028-W12", "2031-W20"] {
            assert!(is_school_week(week(school)), "{school}");
        }
    }

    #[test]
    fn school_weeks_before_skip_holidays_and_never_meet() {
        assert_eq!(school_week_before(week("2026-W48"), 4), Some(week("2026-W44")));
        assert_eq!(school_week_before(week("2026-W44"), 2), Some(week("2026-W41")));
        assert_eq!(school_week_before(week("2026-W34"), 1), Some(week("2026-W27")));
        assert_eq!(school_week_before(week("2026-W34"), 0), None);
        let year = (1..=53).map(|number| IsoWeek::new(2026, number).expect("a week"));
        let mut before: Vec<_> = year
            .filter(|week| is_school_week(*week))
            .map(|week| school_week_before(week, 5).expect("a school week"))
            .collect();
        let all = before.len();
        before.dedup();
        assert_eq!(before.len(), all);
    }
}
