//! A table of rows that others name by code.

use std::collections::BTreeMap;

use super::codes;
use super::rows::{Outcome, Row};
use crate::diagnostic::{Diagnostic, Span};
use crate::index::{Index, IndexVec};

/// Rows with their codes and lines.
#[derive(Clone, Debug)]
pub(super) struct Table<I, T> {
    file: &'static str,
    /// The rows without errors.
    pub(super) rows: IndexVec<I, T>,
    names: Vec<(Box<str>, u64)>,
    codes: BTreeMap<Box<str>, Entry<I>>,
    /// Whether a row had no readable code.
    nameless: bool,
    reading: Outcome,
}

#[derive(Clone, Copy, Debug)]
struct Entry<I> {
    /// `None` for a row that was left out.
    row: Option<I>,
    line: u64,
}

impl<I: Index, T> Table<I, T> {
    /// An empty table of a file that nothing was read of yet.
    pub(super) const fn new(file: &'static str) -> Self {
        Self {
            file,
            rows: IndexVec::new(),
            names: Vec::new(),
            codes: BTreeMap::new(),
            nameless: false,
            reading: Outcome::Refused,
        }
    }

    /// Adds what a row held, unless the row has errors; its code is known either way.
    pub(super) fn add(&mut self, row: &mut Row<'_>, code: Option<&str>, value: Option<T>) {
        let Some(code) = code else {
            self.nameless = true;
            return;
        };
        if let Some(first) = self.codes.get(code) {
            row.fault(codes::code_twice(row.span("id"), first.line));
            return;
        }
        let value = value.filter(|_| !row.is_faulty());
        let index = value.map(|value| {
            self.names.push((code.into(), row.line()));
            self.rows.push(value)
        });
        self.codes.insert(code.into(), Entry { row: index, line: row.line() });
    }

    /// Records what became of the file, when all its rows were added.
    pub(super) fn close(&mut self, reading: Outcome) {
        let nameless = self.nameless && reading == Outcome::Whole;
        self.reading = if nameless { Outcome::Partial } else { reading };
    }

    /// Whether no row of the file was left out.
    pub(super) fn is_whole(&self) -> bool {
        let all = self.codes.values().all(|entry| entry.row.is_some());
        all && matches!(self.reading, Outcome::Whole | Outcome::Absent)
    }

    /// Where the row of an index stands.
    pub(super) fn span(&self, index: I) -> Span {
        Span::row(self.file, self.names[index.position()].1)
    }

    /// The index of a code, unless no row without errors has it. O(log rows).
    pub(super) fn index_of(&self, code: &str) -> Option<I> {
        self.codes.get(code).and_then(|entry| entry.row)
    }

    /// The code of an index.
    pub(super) fn code(&self, index: I) -> &str {
        &self.names[index.position()].0
    }

    /// The index of a code, if a row without errors has it. O(log rows).
    pub(super) fn known(&self, code: &str) -> Option<I> {
        self.codes.get(code).and_then(|entry| entry.row)
    }

    /// The row that a cell names. A name that no row has is a fault, by the constructor given; the
    /// name of a row that was left out, or may have been, leaves this row out silently.
    /// O(log rows), without allocation when the name is known.
    pub(super) fn named(
        &self,
        row: &mut Row<'_>,
        column: &str,
        unknown: fn(Span) -> Diagnostic,
    ) -> Option<I> {
        self.named_or(row, column, unknown, |_, _| None)
    }

    /// The row that a cell names by its code or, where no row has that code, by a function: what
    /// it gives stands, and where it gives nothing the name is unknown.
    pub(super) fn named_or<'a>(
        &self,
        row: &mut Row<'a>,
        column: &str,
        unknown: fn(Span) -> Diagnostic,
        other: impl FnOnce(&mut Row<'a>, &str) -> Option<Option<I>>,
    ) -> Option<I> {
        let code = row.code(column)?;
        let known = self.codes.get(code);
        if known.is_none()
            && let Some(found) = other(row, code)
        {
            return found;
        }
        match known {
            Some(Entry { row: Some(index), .. }) => return Some(*index),
            None if self.reading == Outcome::Whole => row.fault(unknown(row.span(column))),
            Some(Entry { row: None, .. }) | None => row.leave_out(),
        }
        None
    }
}
