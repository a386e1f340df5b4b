//! A table of rows that others name by code.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::codebook::Codebook;
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
    lines: IndexVec<I, u64>,
    codes: Arc<Codebook>,
    /// The codes of rows that were left out, with their lines.
    left_out: BTreeMap<Box<str>, u64>,
    /// Whether a row had no readable code.
    nameless: bool,
    reading: Outcome,
}

impl<I: Index, T> Table<I, T> {
    /// An empty table of a file that nothing was read of yet.
    pub(super) fn new(file: &'static str) -> Self {
        Self {
            file,
            rows: IndexVec::new(),
            lines: IndexVec::new(),
            codes: Arc::default(),
            left_out: BTreeMap::new(),
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
        let known = self.codes.rank(code).map(|rank| self.lines[I::at(rank as usize)]);
        if let Some(line) = known.or_else(|| self.left_out.get(code).copied()) {
            row.fault(codes::code_twice(row.span("id"), line));
            return;
        }
        if let Some(value) = value.filter(|_| !row.is_faulty()) {
            Arc::make_mut(&mut self.codes).push(code);
            self.lines.push(row.line());
            self.rows.push(value);
        } else {
            self.left_out.insert(code.into(), row.line());
        }
    }

    /// Records what became of the file, when all its rows were added.
    pub(super) fn close(&mut self, reading: Outcome) {
        let nameless = self.nameless && reading == Outcome::Whole;
        self.reading = if nameless { Outcome::Partial } else { reading };
    }

    /// Whether no row of the file was left out.
    pub(super) fn is_whole(&self) -> bool {
        self.left_out.is_empty() && matches!(self.reading, Outcome::Whole | Outcome::Absent)
    }

    /// Where the row of an index stands.
    pub(super) fn span(&self, index: I) -> Span {
        Span::row(self.file, self.lines[index])
    }

    /// The index of a code, if a row without errors has it. O(1) expected.
    pub(super) fn index_of(&self, code: &str) -> Option<I> {
        self.codes.rank(code).map(|rank| I::at(rank as usize))
    }

    /// The code of an index.
    pub(super) fn code(&self, index: I) -> &str {
        self.codes.code(index.position())
    }

    /// The row that a cell names. A name that no row has is a fault, by the constructor given; the
    /// name of a row that was left out, or may have been, leaves this row out silently.
    /// O(1) expected, without allocation when the name is known.
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
        // What stands in the book has the form of a code.
        if let Some(rank) = row.rank_in(column, &self.codes) {
            return Some(I::at(rank as usize));
        }
        let code = row.code(column)?;
        let is_left_out = self.left_out.contains_key(code);
        if !is_left_out && let Some(found) = other(row, code) {
            return found;
        }
        if self.reading == Outcome::Whole && !is_left_out {
            row.fault(unknown(row.span(column)));
        } else {
            row.leave_out();
        }
        None
    }
}
