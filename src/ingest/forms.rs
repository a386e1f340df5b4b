//! The forms of cells: codes, numbers, words, dates, times, weekdays.
//!
//! Each method gives the value, or a finding that leaves the row out and `None`, so that a row's
//! reader asks for all cells before it gives up and all mistakes of a row are told at once.

use std::ops::RangeInclusive;

use super::codes;
use super::limits::YEARS;
use super::rows::Row;
use crate::model::{ClockTime, ServiceDate, TimeWindow, WeekdaySet};

impl<'a> Row<'a> {
    /// A cell that may not be blank.
    pub(super) fn text(&mut self, column: &str) -> Option<&'a str> {
        let cell = self.cell(column);
        if cell.is_empty() {
            self.fault(codes::cell_empty(self.span(column)));
            return None;
        }
        Some(cell)
    }

    /// A code: any text that no spreadsheet rounded.
    pub(super) fn code(&mut self, column: &str) -> Option<&'a str> {
        let code = self.text(column)?;
        if is_rounded(code) {
            self.fault(codes::rounded_code(self.span(column)));
            return None;
        }
        Some(code)
    }

    /// A whole number within a range.
    pub(super) fn whole(&mut self, column: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let cell = self.text(column)?;
        let digits = cell.strip_prefix('-').unwrap_or(cell);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            self.fault(codes::not_a_whole_number(self.span(column)));
            return None;
        }
        // Digits that do not fit 64 bits are out of any range.
        let number = cell.parse().ok().filter(|number| range.contains(number));
        if number.is_none() {
            self.fault(codes::out_of_range(self.span(column), &range));
        }
        number
    }

    /// A word of a closed vocabulary, in any case of letters.
    pub(super) fn word<T: Copy>(&mut self, column: &str, words: &[(T, &str)]) -> Option<T> {
        let cell = self.text(column)?;
        let known = words.iter().find(|(_, word)| word.eq_ignore_ascii_case(cell));
        if known.is_none() {
            let all: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
            self.fault(codes::word_unknown(self.span(column), &all.join(", ")));
        }
        known.map(|(value, _)| *value)
    }

    /// `yes` or `no`.
    pub(super) fn yes(&mut self, column: &str) -> Option<bool> {
        self.word(column, &[(true, "yes"), (false, "no")])
    }

    /// A date.
    pub(super) fn date(&mut self, column: &str) -> Option<ServiceDate> {
        let cell = self.text(column)?;
        let Some(date) = read_date(cell) else {
            self.fault(codes::not_a_date(self.span(column)));
            return None;
        };
        if !YEARS.contains(&date.year_month_day().0) {
            self.fault(codes::date_far(self.span(column)));
            return None;
        }
        Some(date)
    }

    /// A date, or nothing where the cell is blank.
    pub(super) fn date_or_blank(&mut self, column: &str) -> Option<ServiceDate> {
        if self.cell(column).is_empty() { None } else { self.date(column) }
    }

    /// A time of day.
    pub(super) fn time(&mut self, column: &str) -> Option<ClockTime> {
        let cell = self.text(column)?;
        let time = cell.parse().ok();
        if time.is_none() {
            self.fault(codes::not_a_time(self.span(column)));
        }
        time
    }

    /// A window from one column to another.
    pub(super) fn window(&mut self, open: &str, close: &str) -> Option<TimeWindow> {
        let (from, to) = (self.time(open), self.time(close));
        let window = TimeWindow { open: from?, close: to? };
        if window.close < window.open {
            self.fault(codes::window_reversed(self.span(close), window));
            return None;
        }
        Some(window)
    }

    /// A set of weekdays.
    pub(super) fn weekdays(&mut self, column: &str) -> Option<WeekdaySet> {
        let cell = self.text(column)?;
        let days = cell.parse().ok();
        if days.is_none() {
            self.fault(codes::not_weekdays(self.span(column)));
        }
        days
    }

    /// Degrees, with a decimal point or comma.
    pub(super) fn degrees(&mut self, column: &str) -> Option<f64> {
        let cell = self.text(column)?;
        let plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b',');
        let number =
            if cell.bytes().all(plain) { cell.replace(',', ".").parse().ok() } else { None };
        if number.is_none() {
            self.fault(codes::not_a_coordinate(self.span(column)));
        }
        number
    }
}

/// A date as 2026-11-23 or 23-11-2026 (also 1-3-2026, day first).
fn read_date(text: &str) -> Option<ServiceDate> {
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let parts: Vec<&str> = text.split('-').collect();
    let [day, month, year] = parts[..] else { return None };
    let fits = |part: &str, width: RangeInclusive<usize>| {
        width.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let in_form = fits(day, 1..=2) && fits(month, 1..=2) && fits(year, 4..=4);
    let date = || ServiceDate::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    if in_form { date() } else { None }
}

/// Whether a text is a number as a spreadsheet shortens it, such as `9.78904E+12`.
fn is_rounded(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once("E+").or_else(|| text.split_once("e+")) else {
        return false;
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(&mantissa.replace(['.', ','], "")) && digits(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_two_forms_and_no_other() {
        for text in ["2026-11-23", "23-11-2026"] {
            assert_eq!(read_date(text), ServiceDate::new(2026, 11, 23), "{text}");
        }
        assert_eq!(read_date("1-3-2024"), ServiceDate::new(2024, 3, 1));
        for text in ["11/23/2026", "45352", "29-02-2023", "2026-11-31", "23-11-26", "1-13-2026"] {
            assert_eq!(read_date(text), None, "{text}");
        }
    }

    #[test]
    fn codes_that_a_spreadsheet_shortened_are_seen() {
        assert!(is_rounded("9.78904E+12") && is_rounded("9,78904e+12"));
        assert!(!is_rounded("9789041234567") && !is_rounded("E+12") && !is_rounded("1E+x"));
    }
}
