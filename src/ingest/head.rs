//! The first line of a file: its separator and its columns.

use csv::StringRecord;

use super::codes;
use super::findings::Findings;
use super::rows::shown;
use super::schema::Schema;
use crate::diagnostic::Span;

/// Where each column of a schema stands in the rows of a file.
#[derive(Debug)]
pub(super) struct Head {
    places: Vec<(&'static str, usize)>,
    /// How many fields a row must have.
    pub(super) width: usize,
}

impl Head {
    /// Reads the head; `None` with findings when nothing of the file may be used.
    pub(super) fn read(
        schema: &Schema,
        record: &StringRecord,
        line: u64,
        found: &mut Findings,
    ) -> Option<Self> {
        let names: Vec<String> = record.iter().map(|name| name.trim().to_lowercase()).collect();
        let span = |name: &str| Span { column: Some(shown(name)), ..Span::row(schema.file, line) };
        let mut usable = true;
        for (rank, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            if schema.is_about_members(name) {
                found.push(codes::member_column(span(name)));
                usable = false;
            } else if names[..rank].contains(name) {
                found.push(codes::column_twice(span(name)));
                usable = false;
            } else if !schema.has(name) {
                found.push(codes::column_unknown(span(name)));
            }
        }
        for column in schema.columns {
            if !names.iter().any(|name| name == column) {
                found.push(codes::column_missing(span(column)));
                usable = false;
            }
        }
        let all = schema.columns.iter().chain(schema.optional);
        let place = |column: &&'static str| {
            names.iter().position(|name| name == column).map(|rank| (*column, rank))
        };
        usable.then(|| Self { places: all.filter_map(place).collect(), width: names.len() })
    }

    /// Where a column stands, if the file has it.
    pub(super) fn rank(&self, column: &str) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == column).map(|(_, rank)| *rank)
    }

    /// The columns of the schema that the file has, with where they stand.
    pub(super) fn columns(&self) -> &[(&'static str, usize)] {
        &self.places
    }
}

/// The byte that separates the columns of a head, or the name of one that is not read.
pub(super) fn separator(head: &str) -> Result<u8, &'static str> {
    let count = |sign: char| head.matches(sign).count();
    let (commas, semicolons) = (count(','), count(';'));
    match (commas, semicolons) {
        (0, 0) if head.contains('\t') => Err("TAB"),
        (0, 0) if head.contains('|') => Err("|"),
        _ => Ok(if semicolons > commas { b';' } else { b',' }),
    }
}
