//! The first line of a file: its separator and its columns.

use super::codes;
use super::dutch::column_of;
use super::findings::Findings;
use super::limits::COLUMNS_MAX;
use super::record::Record;
use super::rows::shown;
use super::schema::Schema;
use crate::diagnostic::Span;

/// Where each column of a schema stands in the rows of a file.
#[derive(Debug)]
pub(super) struct Head {
    /// All columns of the schema, in its order.
    columns: Vec<Column>,
    /// How many fields a row must have.
    pub(super) width: usize,
}

/// A column of the schema.
#[derive(Debug)]
pub(super) struct Column {
    /// Its name in the schema.
    pub(super) name: &'static str,
    /// Its name in the file.
    pub(super) given: String,
    /// Where it stands in a row, if the file has it.
    pub(super) rank: Option<usize>,
}

impl Head {
    /// Reads the head; `None` with findings when nothing of the file may be used.
    pub(super) fn read(schema: &Schema, record: Record<'_>, found: &mut Findings) -> Option<Self> {
        let row = Span::row(schema.file, record.line());
        if record.width() > COLUMNS_MAX {
            found.push(codes::too_many_columns(row, record.width()));
            return None;
        }
        if record.is_open() {
            found.push(codes::quote_open(row));
            return None;
        }
        let span = |name: &str| Span { column: Some(shown(name)), ..row.clone() };
        let all = schema.columns.iter().chain(schema.optional);
        let column = |name: &&'static str| Column { name, given: (*name).to_owned(), rank: None };
        let mut columns: Vec<Column> = all.map(column).collect();
        let mut others: Vec<String> = Vec::new();
        let mut usable = true;
        for (rank, given) in record.fields().map(folded).enumerate() {
            if given.is_empty() {
                continue;
            }
            let name = column_of(schema, &given);
            let known = columns.iter_mut().find(|column| Some(column.name) == name);
            if known.is_none() && schema.is_about_members(&given) {
                found.push(codes::member_column(span(&given)));
                usable = false;
            } else if others.contains(&given) || known.as_ref().is_some_and(|it| it.rank.is_some())
            {
                found.push(codes::column_twice(span(&given)));
                usable = false;
            } else if let Some(column) = known {
                column.rank = Some(rank);
                column.given = shown(&given);
            } else {
                found.push(codes::column_unknown(span(&given)));
                others.push(given);
            }
        }
        for name in schema.columns {
            if columns.iter().any(|column| column.name == *name && column.rank.is_none()) {
                found.push(codes::column_missing(span(name)));
                usable = false;
            }
        }
        usable.then_some(Self { columns, width: record.width() })
    }

    /// All columns of the schema, with where they stand.
    pub(super) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Where a column of the schema, by its number, stands in a row.
    pub(super) fn rank_at(&self, column: usize) -> Option<usize> {
        self.columns.get(column)?.rank
    }
}

/// A name in small letters and without the blanks around it.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
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
