//! The lines of a file, and numbers read from them.

use std::fmt::Display;
use std::ops::RangeInclusive;

use super::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::ingest::findings::Findings;

/// A line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'text> {
    /// Its number, from 1.
    pub(super) row: u64,
    /// Its text, without blanks at the ends.
    pub(super) text: &'text str,
}

impl<'text> Line<'text> {
    /// The words between its blanks.
    pub(super) fn words(&self) -> Vec<&'text str> {
        self.text.split_whitespace().collect()
    }
}

/// A file that is being read: its name, and what was found.
#[derive(Debug)]
pub(super) struct Sheet<'text> {
    pub(super) file: &'text str,
    pub(super) lines: Vec<Line<'text>>,
    pub(super) found: Findings,
    errors: usize,
}

impl<'text> Sheet<'text> {
    pub(super) fn new(file: &'text str, text: &'text str) -> Self {
        let numbered = (1..).zip(text.lines());
        let lines = numbered.map(|(row, text)| Line { row, text: text.trim() });
        let lines = lines.filter(|line| !line.text.is_empty()).collect();
        Self { file, lines, found: Findings::default(), errors: 0 }
    }

    /// Tells something that refuses the file.
    pub(super) fn refuse(&mut self, finding: Diagnostic) {
        self.errors += 1;
        self.found.push(finding);
    }

    /// Tells something that does not.
    pub(super) fn remark(&mut self, finding: Diagnostic) {
        self.found.push(finding);
    }

    /// Whether nothing has refused the file.
    pub(super) const fn is_sound(&self) -> bool {
        self.errors == 0
    }

    pub(super) fn row(&self, row: u64) -> Span {
        Span::row(self.file, row)
    }

    /// A decimal number within a range.
    pub(super) fn decimal(
        &mut self,
        (row, column): (u64, &str),
        text: &str,
        range: &RangeInclusive<f64>,
    ) -> Option<f64> {
        let number = text.parse().ok().filter(|number| range.contains(number));
        if number.is_none() {
            self.refuse_value((row, column), text, range);
        }
        number
    }

    /// A whole number within a range; `12.0` is one.
    pub(super) fn whole(
        &mut self,
        (row, column): (u64, &str),
        text: &str,
        range: &RangeInclusive<i64>,
    ) -> Option<i64> {
        let number = whole_number(text).filter(|number| range.contains(number));
        if number.is_none() {
            self.refuse_value((row, column), text, range);
        }
        number
    }

    /// A count within a range of counts, all of which fit.
    pub(super) fn count(
        &mut self,
        place: (u64, &str),
        text: &str,
        range: &RangeInclusive<i64>,
    ) -> Option<usize> {
        self.whole(place, text, range).and_then(|count| usize::try_from(count).ok())
    }

    fn refuse_value<T: Display>(
        &mut self,
        (row, column): (u64, &str),
        text: &str,
        range: &RangeInclusive<T>,
    ) {
        let cell = Span::cell(self.file, row, column, &crate::ingest::rows::shown(text));
        self.refuse(codes::value_bad(cell, &format!("{} .. {}", range.start(), range.end())));
    }
}

fn whole_number(text: &str) -> Option<i64> {
    let digits = match text.split_once('.') {
        Some((digits, fraction)) if fraction.bytes().all(|digit| digit == b'0') => digits,
        Some(_) => return None,
        None => text,
    };
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet<'static> {
        Sheet::new("a.vrp", "one\n\n  two words \r\n")
    }

    #[test]
    fn blank_lines_count_and_are_left_out() {
        let lines = sheet().lines;
        assert_eq!(lines.iter().map(|line| line.row).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(lines[1].words(), ["two", "words"]);
    }

    #[test]
    fn numbers_outside_their_range_are_told_with_their_cell() {
        let mut sheet = sheet();
        for text in ["nan", "-0.1", "inf", "1e9", "x", ""] {
            assert_eq!(sheet.decimal((3, "due"), text, &(0.0..=1e8)), None, "{text}");
        }
        for text in ["-1", "1.5", "99999999999999999999", "."] {
            assert_eq!(sheet.whole((3, "demand"), text, &(0..=10)), None, "{text}");
        }
        assert!(!sheet.is_sound());
        let found = sheet.found.finish();
        assert_eq!(found.errors(), 10);
        let first = found.iter().next().expect("a finding");
        assert_eq!((first.code.0, first.span.row), ("V0005", Some(3)));
    }

    #[test]
    fn a_whole_number_may_be_written_with_a_point() {
        assert_eq!(sheet().whole((1, "demand"), "12.00", &(0..=20)), Some(12));
        assert_eq!(sheet().whole((1, "demand"), "12.", &(0..=20)), Some(12));
    }
}
