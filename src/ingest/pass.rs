//! One pass over the files of a folder: text of a file, rows of a text, tables of rows.

use super::codes;
use super::decode::decode;
use super::findings::Findings;
use super::rows::{Outcome, Row, each_row};
use super::schema::{Presence, Schema};
use super::table::Table;
use crate::index::Index;

/// What stands under the name of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileContent {
    /// Nothing.
    Absent,
    /// A file, whole.
    Bytes(Vec<u8>),
    /// A file that passes the limit on bytes; nothing was read of it.
    TooLarge,
    /// A folder, a pipe or a device.
    NotAFile,
    /// A file that cannot be read, with the reason.
    Unreadable(String),
}

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
        let outcome = match self.text(schema) {
            Ok(text) => each_row(schema, &text, &mut self.found, take),
            Err(outcome) => outcome,
        };
        self.usable &= outcome != Outcome::Refused;
        outcome
    }

    /// Reads a file whose rows have a code in the column `id`.
    pub(super) fn table<I: Index, T>(
        &mut self,
        schema: &Schema,
        value: impl Fn(&mut Row<'_>) -> Option<T>,
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

    fn text(&mut self, schema: &Schema) -> Result<String, Outcome> {
        let file = schema.file;
        let refusal = match (self.file)(file) {
            FileContent::Bytes(bytes) => {
                return decode(file, bytes, &mut self.found).ok_or(Outcome::Refused);
            }
            FileContent::Absent if self.may_lack(schema.presence) => return Err(Outcome::Absent),
            FileContent::Absent => codes::file_missing(file),
            FileContent::TooLarge => codes::file_too_large(file),
            FileContent::NotAFile => codes::not_a_file(file),
            FileContent::Unreadable(reason) => codes::unreadable(file, &reason),
        };
        self.found.push(refusal);
        Err(Outcome::Refused)
    }

    fn may_lack(&self, presence: Presence) -> bool {
        match presence {
            Presence::Always => false,
            Presence::WithStock => self.scope == Scope::WithoutStock,
            Presence::Optional => true,
        }
    }
}
