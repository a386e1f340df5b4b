//! One pass over the files of a folder: text of a file, rows of a text, tables of rows.

use super::findings::Findings;
use super::limits::rows_max;
use super::rows::{Outcome, Row, each_row};
use super::schema::{Presence, Schema};
use super::source::{FileContent, Source};
use super::table::Table;
use crate::index::Index;

/// What must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A whole data folder.
    Whole,
    /// Places and fleet; titles, holdings and requests come from elsewhere where they lack.
    WithoutStock,
}

/// The files still to be read, and what was found so far.
pub(super) struct Pass<'a> {
    scope: Scope,
    file: &'a mut dyn FnMut(&'static str) -> FileContent,
    pub(super) found: Findings,
    /// Whether every file that is there could be used.
    pub(super) usable: bool,
}

impl<'a> Pass<'a> {
    /// A pass that has read nothing.
    pub(super) fn new(scope: Scope, file: &'a mut dyn FnMut(&'static str) -> FileContent) -> Self {
        Self { scope, file, found: Findings::default(), usable: true }
    }

    /// Gives each row of a file to a function.
    pub(super) fn rows(&mut self, schema: &Schema, take: impl FnMut(&mut Row<'_>)) -> Outcome {
        let outcome = match self.source(schema) {
            Ok(mut source) => {
                each_row(schema, &mut *source, rows_max(schema), &mut self.found, take)
            }
            Err(outcome) => outcome,
        };
        self.usable &= outcome != Outcome::Refused;
        outcome
    }

    /// What a function makes of the rows of a file that have no fault.
    pub(super) fn sound_rows<T>(
        &mut self,
        schema: &Schema,
        mut of: impl FnMut(&mut Row<'_>) -> Option<T>,
    ) -> Vec<T> {
        let mut rows = Vec::new();
        self.rows(schema, |row| rows.extend(of(row).filter(|_| !row.is_faulty())));
        rows
    }

    /// Reads a file whose rows have a code in the column `id`.
    pub(super) fn table<I: Index, T>(
        &mut self,
        schema: &Schema,
        mut value: impl FnMut(&mut Row<'_>) -> Option<T>,
    ) -> Table<I, T> {
        let mut table = Table::new(schema.file);
        let reading = self.rows(schema, |row| {
            let code = row.code("id");
            let value = value(row);
            table.add(row, code, value);
        });
        table.close(reading);
        table
    }

    fn source(&mut self, schema: &Schema) -> Result<Box<dyn Source>, Outcome> {
        let content = (self.file)(schema.file);
        if matches!(content, FileContent::Absent) && self.may_lack(schema.presence) {
            return Err(Outcome::Absent);
        }
        content.open(schema.file).map_err(|refusal| {
            self.found.push(*refusal);
            Outcome::Refused
        })
    }

    fn may_lack(&self, presence: Presence) -> bool {
        match presence {
            Presence::Always => false,
            Presence::WithStock => self.scope == Scope::WithoutStock,
            Presence::Optional => true,
        }
    }
}
