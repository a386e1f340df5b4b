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
        if code.starts_with('\'') {
            self.fault(codes::quoted_code(self.span(column)));
            return None;
        }
        if is_rounded(code) {
            self.fault(codes::rounded_code(self.span(column)));
            return None;
        }
        Some(code)
    }

    /// A whole number within a range.
    pub(super) fn whole(&mut self, column: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let cell = self.text(column)?;
        let (sign, digits) = cell.strip_prefix('-').map_or((1, cell), |digits| (-1, digits));
        let is_minus_zero = sign < 0 && digits.bytes().all(|digit| digit == b'0');
        if is_minus_zero || digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            self.fault(codes::not_a_whole_number(self.span(column)));
            return None;
        }
        let number = sign * magnitude(digits);
        if !range.contains(&number) {
            self.fault(codes::out_of_range(self.span(column), &range));
            return None;
        }
        Some(number)
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
        let Some(date) = self.date_by(column, cell, read_date) else {
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

/// The number that digits write; what may not fit 64 bits is the largest that does, which is out
/// of any range.
fn magnitude(digits: &str) -> i64 {
    const DIGITS_MAX: usize = 18;
    let digits = digits.trim_start_matches('0');
    let next = |number: i64, digit: u8| number * 10 + i64::from(digit - b'0');
    if digits.len() > DIGITS_MAX { i64::MAX } else { digits.bytes().fold(0, next) }
}

/// A date as 2026-11-23 or 23-11-2026 (also 1-3-2026, day first).
fn read_date(text: &str) -> Option<ServiceDate> {
    let number = |part: &[u8]| {
        let all_digits = part.iter().all(u8::is_ascii_digit);
        let next = |number: u32, digit: &u8| number * 10 + u32::from(digit - b'0');
        (all_digits && (1..=4).contains(&part.len())).then(|| part.iter().fold(0, next))
    };
    let (year, month, day) = match text.as_bytes() {
        [year @ .., b'-', m1, m2, b'-', d1, d2] if year.len() == 4 => {
            (number(year)?, number(&[*m1, *m2])?, number(&[*d1, *d2])?)
        }
        [before @ .., b'-', y1, y2, y3, y4] => {
            let at = before.iter().position(|byte| *byte == b'-')?;
            let (day, month) = (&before[..at], &before[at + 1..]);
            if day.len() > 2 || month.len() > 2 {
                return None;
            }
            (number(&[*y1, *y2, *y3, *y4])?, number(month)?, number(day)?)
        }
        _ => return None,
    };
    ServiceDate::new(year.cast_signed(), month, day)
}

/// Whether a text is a number as a spreadsheet shortens it, such as `9.78904E+12`.
fn is_rounded(text: &str) -> bool {
    // Exponents have up to three digits; almost no code has the sign before them.
    if text.bytes().rev().take(4).all(|byte| byte != b'+') {
        return false;
    }
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let Some(exponent) = exponent.strip_prefix('+') else { return false };
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
