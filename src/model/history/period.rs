//! Spans of days over which facts are counted.

use crate::model::{IsoWeek, ServiceDate, Weekday};

/// Days in a row, both ends included (periode).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first day.
    pub first: ServiceDate,
    /// The last day, not before the first.
    pub last: ServiceDate,
}

impl Period {
    /// A period, if it does not end before it begins.
    pub fn new(first: ServiceDate, last: ServiceDate) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// An ISO week, Monday to Sunday.
    pub fn week(week: IsoWeek) -> Self {
        Self { first: week.date(Weekday::Mon), last: week.date(Weekday::Sun) }
    }

    /// A quarter of a calendar year (kwartaal), from 1 to 4.
    pub fn quarter(year: i32, quarter: u32) -> Option<Self> {
        let first_month = 3 * quarter.checked_sub(1)? + 1;
        let first = ServiceDate::new(year, first_month, 1)?;
        let (next_year, next_month) =
            if quarter == 4 { (year.checked_add(1)?, 1) } else { (year, first_month + 3) };
        Self::new(first, ServiceDate::new(next_year, next_month, 1)?.plus_days(-1))
    }

    /// A calendar year.
    pub fn year(year: i32) -> Option<Self> {
        Self::new(ServiceDate::new(year, 1, 1)?, ServiceDate::new(year, 12, 31)?)
    }

    /// Whether a date lies in it.
    pub fn contains(self, date: ServiceDate) -> bool {
        self.first <= date && date <= self.last
    }

    /// The ISO weeks of the period: those whose Thursday lies in it, so that each week belongs to
    /// one year and to one quarter. In order.
    pub fn weeks(self) -> impl Iterator<Item = IsoWeek> {
        let weeks = std::iter::successors(Some(self.first.iso_week()), |week| Some(week.next()));
        let weeks = weeks.take_while(move |week| week.date(Weekday::Thu) <= self.last);
        weeks.filter(move |week| self.first <= week.date(Weekday::Thu))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_quarters_share_out_the_days_and_the_weeks_of_a_year() {
        for year in 2024..=2030 {
            let quarters = [1, 2, 3, 4].map(|number| Period::quarter(year, number).expect("it"));
            let whole = Period::year(year).expect("a year");
            assert_eq!((quarters[0].first, quarters[3].last), (whole.first, whole.last));
            for pair in quarters.windows(2) {
                assert_eq!(pair[0].last.plus_days(1), pair[1].first);
            }
            let weeks: Vec<IsoWeek> = quarters.into_iter().flat_map(Period::weeks).collect();
            assert_eq!(weeks, whole.weeks().collect::<Vec<_>>());
            assert!(weeks.iter().all(|week| week.year() == year));
        }
        assert_eq!(Period::quarter(2026, 0), None);
        assert_eq!(Period::quarter(2026, 5), None);
    }

    #[test]
    fn a_week_is_a_period_of_itself() {
        let week: IsoWeek = "2026-W53".parse().expect("a week");
        assert_eq!(Period::week(week).weeks().collect::<Vec<_>>(), [week]);
    }
}
