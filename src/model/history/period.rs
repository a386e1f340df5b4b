//! Spans of days over which facts are counted.

use std::fmt;
use std::str::FromStr;

use crate::model::{IsoWeek, ParseTimeError, ServiceDate, Weekday};

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

/// What a report is about: a quarter, as `2026-Q4`, or a calendar year, as `2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportSpan {
    /// A quarter (kwartaal), from 1 to 4.
    Quarter(i32, u32),
    /// A calendar year (jaar).
    Year(i32),
}

impl ReportSpan {
    /// Its days.
    ///
    /// # Panics
    ///
    /// When the year is no year of the calendar or the quarter not one of four; a span that was
    /// read is both.
    pub fn period(self) -> Period {
        let period = match self {
            Self::Quarter(year, quarter) => Period::quarter(year, quarter),
            Self::Year(year) => Period::year(year),
        };
        period.expect("documented: a span of the calendar")
    }

    /// The span of the same length before it.
    #[must_use]
    pub const fn previous(self) -> Self {
        match self {
            Self::Quarter(year, 1) => Self::Quarter(year - 1, 4),
            Self::Quarter(year, quarter) => Self::Quarter(year, quarter - 1),
            Self::Year(year) => Self::Year(year - 1),
        }
    }
}

impl fmt::Display for ReportSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

impl FromStr for ReportSpan {
    type Err = ParseTimeError;

    /// `2026-Q4`, `2026-K4` (kwartaal) or `2026`, of the years 2000 to 2100.
    fn from_str(text: &str) -> Result<Self, ParseTimeError> {
        let year = |text: &str| {
            let year = text.parse().ok().filter(|_| text.len() == 4);
            year.filter(|year| (2_000..=2_100).contains(year))
        };
        let span = match text.split_once('-') {
            None => year(text).map(Self::Year),
            Some((of, quarter)) => {
                let number = quarter.strip_prefix(['Q', 'q', 'K', 'k']);
                let number = number.and_then(|number| match number {
                    "1" => Some(1),
                    "2" => Some(2),
                    "3" => Some(3),
                    "4" => Some(4),
                    _ => None,
                });
                year(of).zip(number).map(|(year, number)| Self::Quarter(year, number))
            }
        };
        span.ok_or(ParseTimeError { expected: "2026-Q4` or `2026" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_read_as_it_is_written_and_has_one_before_it() {
        for text in ["2026-Q1", "2027-Q4", "2026"] {
            assert_eq!(text.parse().map(|span: ReportSpan| span.to_string()), Ok(text.to_owned()));
        }
        assert_eq!("2026-k2".parse(), Ok(ReportSpan::Quarter(2026, 2)));
        for text in ["2026-Q5", "26-Q1", "1999", "2026-1", "2026-Q1-", ""] {
            assert!(text.parse::<ReportSpan>().is_err(), "{text}");
        }
        let of = |text: &str| text.parse::<ReportSpan>().expect("a span");
        for text in ["2026-Q1", "2026-Q3", "2026"] {
            let before = of(text).previous().period();
            assert_eq!(before.last.plus_days(1), of(text).period().first);
        }
    }

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
