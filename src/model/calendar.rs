//! Civil time: dates, ISO weeks, moments of a day, windows. No time zone, no clock.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, Days, NaiveDate};

pub use chrono::Weekday;

use crate::units::Seconds;

/// Text that is no date, week or time of day in the one form that files use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseTimeError {
    /// The form that was expected, such as `2026-11-23`.
    pub expected: &'static str,
}

impl fmt::Display for ParseTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected the form `{}`", self.expected)
    }
}

impl std::error::Error for ParseTimeError {}

/// A day on which something is served (dienstdatum); written `2026-11-23`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceDate(NaiveDate);

impl ServiceDate {
    /// The date of a year, month and day, if the calendar has it.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// The year, month and day.
    pub fn year_month_day(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// The ISO week that contains the date; 2024-12-30 lies in 2025-W01.
    pub fn iso_week(self) -> IsoWeek {
        let week = self.0.iso_week();
        IsoWeek { year: week.year(), week: week.week() }
    }

    /// The date a number of days later; negative goes back.
    ///
    /// # Panics
    ///
    /// Past the year 262,000, where the calendar ends.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let distance = Days::new(days.unsigned_abs());
        let moved = if days < 0 {
            self.0.checked_sub_days(distance)
        } else {
            self.0.checked_add_days(distance)
        };
        Self(moved.expect("dates of data stay within the years that the calendar has"))
    }

    /// Days from this date to another; negative when the other lies before.
    pub fn days_until(self, other: Self) -> i64 {
        other.0.signed_duration_since(self.0).num_days()
    }
}

impl fmt::Display for ServiceDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl FromStr for ServiceDate {
    type Err = ParseTimeError;

    fn from_str(text: &str) -> Result<Self, ParseTimeError> {
        let form = ParseTimeError { expected: "2026-11-23" };
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts[..] else { return Err(form) };
        if year.len() != 4 || month.len() != 2 || day.len() != 2 {
            return Err(form);
        }
        let number = |part: &str| digits(part).ok_or(form);
        Self::new(number(year)?.cast_signed(), number(month)?, number(day)?).ok_or(form)
    }
}

/// An ISO week, Monday to Sunday (transportweek); written `2026-W48`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IsoWeek {
    year: i32,
    week: u32,
}

impl IsoWeek {
    /// The week of an ISO year and number, if that year has it.
    pub fn new(year: i32, week: u32) -> Option<Self> {
        NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).map(|_| Self { year, week })
    }

    /// The ISO year.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The number within the year, from 1.
    pub const fn number(self) -> u32 {
        self.week
    }

    /// The date of a weekday in this week.
    ///
    /// # Panics
    ///
    /// Never: the constructor admits only weeks that the calendar has.
    pub fn date(self, weekday: Weekday) -> ServiceDate {
        let date = NaiveDate::from_isoywd_opt(self.year, self.week, weekday);
        ServiceDate(date.expect("the constructor admits only weeks that the calendar has"))
    }

    /// The seven dates, from Monday.
    pub fn dates(self) -> impl DoubleEndedIterator<Item = ServiceDate> + ExactSizeIterator {
        (0..7_i32).map(move |offset| self.date(Weekday::Mon).plus_days(i64::from(offset)))
    }

    /// Whether a date lies in this week.
    pub fn contains(self, date: ServiceDate) -> bool {
        date.iso_week() == self
    }

    /// The week after this one.
    #[must_use]
    pub fn next(self) -> Self {
        self.date(Weekday::Mon).plus_days(7).iso_week()
    }
}

impl fmt::Display for IsoWeek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-W{:02}", self.year, self.week)
    }
}

impl FromStr for IsoWeek {
    type Err = ParseTimeError;

    fn from_str(text: &str) -> Result<Self, ParseTimeError> {
        let form = ParseTimeError { expected: "2026-W48" };
        let (year, week) = text.split_once("-W").ok_or(form)?;
        if year.len() != 4 || week.len() != 2 {
            return Err(form);
        }
        let number = |part: &str| digits(part).ok_or(form);
        Self::new(number(year)?.cast_signed(), number(week)?).ok_or(form)
    }
}

/// A moment of a service day, in seconds since midnight (kloktijd); written `08:30`.
///
/// It may pass 24:00, for a shift that ends after midnight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockTime(i64);

impl ClockTime {
    /// The latest moment that a file may name: 47:59, the end of the next day.
    pub const LATEST: Self = Self(48 * 3_600 - 60);

    /// Midnight, where the service day begins.
    pub const MIDNIGHT: Self = Self(0);

    /// The moment of an hour and a minute.
    pub const fn at(hour: i64, minute: i64) -> Self {
        Self(hour * 3_600 + minute * 60)
    }

    /// The moment a number of seconds after midnight.
    pub const fn from_seconds(since_midnight: Seconds) -> Self {
        Self(since_midnight.0)
    }

    /// The seconds since midnight.
    pub const fn since_midnight(self) -> Seconds {
        Seconds(self.0)
    }

    /// The moment a duration later.
    #[must_use]
    pub const fn plus(self, duration: Seconds) -> Self {
        Self(self.0 + duration.0)
    }

    /// The duration from this moment to another; negative when the other lies before.
    pub const fn until(self, other: Self) -> Seconds {
        Seconds(other.0 - self.0)
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0.div_euclid(3_600), self.0.rem_euclid(3_600) / 60)
    }
}

impl FromStr for ClockTime {
    type Err = ParseTimeError;

    fn from_str(text: &str) -> Result<Self, ParseTimeError> {
        let form = ParseTimeError { expected: "08:30" };
        let (hour, minute) = text.split_once(':').ok_or(form)?;
        let number = |part: &str| digits(part).map(i64::from).ok_or(form);
        let (hour, minute) = (number(hour)?, number(minute)?);
        let moment = Self::at(hour, minute);
        if minute < 60 && moment <= Self::LATEST { Ok(moment) } else { Err(form) }
    }
}

/// A span of a day, closed at both ends (tijdvenster).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeWindow {
    /// The first moment that lies inside.
    pub open: ClockTime,
    /// The last moment that lies inside.
    pub close: ClockTime,
}

impl TimeWindow {
    /// Whether a moment lies inside; both ends do.
    pub fn contains(self, moment: ClockTime) -> bool {
        self.open <= moment && moment <= self.close
    }
}

impl fmt::Display for TimeWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.open, self.close)
    }
}

/// A set of weekdays (bezoekdagen); written `Mon+Thu`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WeekdaySet(u8);

/// The days of a week, from Monday.
pub const WEEKDAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

const WEEKDAY_WORDS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "Mon"),
    (Weekday::Tue, "Tue"),
    (Weekday::Wed, "Wed"),
    (Weekday::Thu, "Thu"),
    (Weekday::Fri, "Fri"),
    (Weekday::Sat, "Sat"),
    (Weekday::Sun, "Sun"),
];

impl WeekdaySet {
    /// Monday to Friday.
    pub const MONDAY_TO_FRIDAY: Self = Self(0b001_1111);

    /// The set of some weekdays.
    pub fn of(weekdays: impl IntoIterator<Item = Weekday>) -> Self {
        weekdays.into_iter().fold(Self::default(), Self::with)
    }

    /// This set and one weekday more.
    #[must_use]
    pub fn with(self, weekday: Weekday) -> Self {
        Self(self.0 | 1 << weekday.num_days_from_monday())
    }

    /// Whether a weekday is in the set.
    pub fn contains(self, weekday: Weekday) -> bool {
        self.0 & 1 << weekday.num_days_from_monday() != 0
    }

    /// The weekdays, from Monday.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        WEEKDAY_WORDS.into_iter().map(|(weekday, _)| weekday).filter(move |&day| self.contains(day))
    }

    /// The number of weekdays.
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether no weekday is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl fmt::Display for WeekdaySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = WEEKDAY_WORDS.iter().filter(|(day, _)| self.contains(*day));
        for (rank, (_, name)) in names.enumerate() {
            write!(f, "{}{name}", if rank == 0 { "" } else { "+" })?;
        }
        Ok(())
    }
}

impl FromStr for WeekdaySet {
    type Err = ParseTimeError;

    fn from_str(text: &str) -> Result<Self, ParseTimeError> {
        let form = ParseTimeError { expected: "Mon+Thu" };
        let mut set = Self::default();
        for part in text.split('+') {
            let known =
                WEEKDAY_WORDS.iter().find(|(_, name)| name.eq_ignore_ascii_case(part.trim()));
            set = set.with(known.ok_or(form)?.0);
        }
        Ok(set)
    }
}

/// A number of one to four plain digits.
fn digits(text: &str) -> Option<u32> {
    let plain = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> ServiceDate {
        text.parse().expect("a date")
    }

    #[test]
    fn the_week_of_new_year_may_belong_to_the_next_year() {
        assert_eq!(date("2024-12-30").iso_week().to_string(), "2025-W01");
        assert_eq!(date("2027-01-03").iso_week().to_string(), "2026-W53");
        assert!(IsoWeek::new(2026, 53).is_some());
        assert!(IsoWeek::new(2027, 53).is_none());
    }

    #[test]
    fn a_week_has_seven_dates_from_monday() {
        let week: IsoWeek = "2026-W48".parse().expect("a week");
        let dates: Vec<String> = week.dates().map(|date| date.to_string()).collect();
        assert_eq!(dates.first().map(String::as_str), Some("2026-11-23"));
        assert_eq!(dates.last().map(String::as_str), Some("2026-11-29"));
        assert_eq!(week.next().to_string(), "2026-W49");
    }

    #[test]
    fn the_clock_change_shifts_nothing() {
        let spring = date("2026-03-29");
        assert_eq!(spring.plus_days(1).to_string(), "2026-03-30");
        assert_eq!(date("2026-10-24").days_until(date("2026-10-26")), 2);
    }

    #[test]
    fn refuses_dates_weeks_and_times_in_other_forms() {
        for text in ["2026-2-3", "23-11-2026", "2026-02-29", "2026-13-01", "", "2026-11-+3"] {
            assert!(text.parse::<ServiceDate>().is_err(), "{text}");
        }
        for text in ["2026-48", "2026-W54", "2026-W00", "W48"] {
            assert!(text.parse::<IsoWeek>().is_err(), "{text}");
        }
        for text in ["8.30", "08:60", "48:00", "-1:00", "08:30:00"] {
            assert!(text.parse::<ClockTime>().is_err(), "{text}");
        }
    }

    #[test]
    fn times_may_pass_midnight() {
        let late: ClockTime = "25:10".parse().expect("a time");
        assert_eq!(late.to_string(), "25:10");
        assert_eq!(ClockTime::at(23, 0).until(late), Seconds(2 * 3_600 + 600));
    }

    #[test]
    fn weekday_sets_are_read_and_written_alike() {
        let set: WeekdaySet = "thu+Mon".parse().expect("weekdays");
        assert_eq!(set.to_string(), "Mon+Thu");
        assert_eq!(set.len(), 2);
        assert!("Maandag".parse::<WeekdaySet>().is_err());
    }
}
