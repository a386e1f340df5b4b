//! Tables of other programs: workbooks and CSV files with heads of their own.
//!
//! A [`Mapping`] says which column of ours comes from which of theirs, how their words read, and
//! what is the same in every row. A first import proposes one ([`propose`]): by our names, English
//! and Dutch, and by those of exports of library systems and of lists of locations. Only what is
//! mapped is taken, so that a column about members stays where it is.
//!
//! A workbook is not trusted: its parts are unpacked once and counted before it is read, cells far
//! away are findings and cost no memory, and formulas are never worked out.
//!
//! It deliberately judges no value: what it gives is a table of the data folder, read and checked
//! as any other.
//!
//! Entry points: [`read_their_table`], [`propose`], [`mapped`].

mod mapping;
mod names;
mod workbook;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use encoding_rs::WINDOWS_1252;
use thiserror::Error;

pub use self::mapping::{Mapping, MappingFault, OurTable, Proposal, mapped, propose};
pub use self::names::importable;

/// Bytes of a file at most.
const FILE_BYTES_MAX: u64 = 256 << 20;

/// Rows and columns of a table at most, and bytes of a cell.
const ROWS_MAX: u32 = 1_000_000;
const COLUMNS_MAX: u32 = 1_000;

/// Lines in which the separator is looked for.
const LINES_SNIFFED: usize = 20;

/// A table as its file has it, every cell as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TheirTable {
    /// The sheets of its workbook; empty for a CSV file.
    pub sheets: Vec<String>,
    /// The sheet that was read.
    pub sheet: Option<String>,
    /// The names of its columns.
    pub head: Vec<String>,
    /// Its rows with their numbers, as the file counts them.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// Why a table of another program was not read; each text fits behind "cannot".
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TheirTableError {
    /// The file does not open.
    #[error("read `{}`", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The operating system's reason.
        #[source]
        source: io::Error,
    },
    /// It is larger than is read.
    #[error("read `{}`: it unpacks to more than {megabytes} MB", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit.
        megabytes: u64,
    },
    /// It is no workbook that can be read.
    #[error("read the workbook `{}`: {why}", path.display())]
    Workbook {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// It has no sheet of this name.
    #[error("find the sheet `{sheet}` in `{}`, which has {}", path.display(), sheets.join(", "))]
    NoSheet {
        /// The file.
        path: PathBuf,
        /// What was asked for.
        sheet: String,
        /// The sheets that there are.
        sheets: Vec<String>,
    },
    /// A cell lies beyond what a table has.
    #[error("read row {row}, column {column} of `{}`, which lie too far away", path.display())]
    FarCell {
        /// The file.
        path: PathBuf,
        /// The row, from 1.
        row: u64,
        /// The column, from 1.
        column: u64,
    },
    /// It has no head.
    #[error("find a head in `{}`: all of its cells are blank", path.display())]
    Blank {
        /// The file.
        path: PathBuf,
    },
}

/// Reads a workbook (`.xlsx`, `.xlsm`) or a CSV file, whose first row that is not blank is the
/// head.
pub fn read_their_table(path: &Path, sheet: Option<&str>) -> Result<TheirTable, TheirTableError> {
    let unreadable = |source| TheirTableError::Unreadable { path: path.to_owned(), source };
    let bytes = fs::metadata(path).map_err(unreadable)?.len();
    if bytes > FILE_BYTES_MAX {
        let megabytes = FILE_BYTES_MAX >> 20;
        return Err(TheirTableError::TooLarge { path: path.to_owned(), megabytes });
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    let (sheets, sheet, rows) = if bytes.starts_with(b"PK") {
        workbook::rows(path, bytes, sheet)?
    } else {
        (Vec::new(), None, text_rows(path, &bytes)?)
    };
    let mut rows = rows.into_iter();
    let Some((_, mut head)) = rows.next() else {
        return Err(TheirTableError::Blank { path: path.to_owned() });
    };
    while head.last().is_some_and(String::is_empty) {
        head.pop();
    }
    Ok(TheirTable { sheets, sheet, head, rows: rows.collect() })
}

/// Counts lines as a person does: a record that `csv` lets begin at the end of the line before is
/// on the line where its first cell stands.
struct Lines<'a> {
    text: &'a [u8],
    seen: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of a record that begins at a byte; records come in order.
    fn of(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(self.text.len()).min(self.text.len());
        let ends = self.text[byte..].iter().take_while(|sign| matches!(sign, b'\r' | b'\n'));
        let begins = (byte + ends.count()).max(self.seen);
        let ends = self.text[self.seen..begins].iter().filter(|sign| **sign == b'\n');
        self.line += ends.count() as u64;
        self.seen = begins;
        self.line
    }
}

/// The rows of a CSV file that are not blank, by line.
fn text_rows(path: &Path, bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, TheirTableError> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => WINDOWS_1252.decode(bytes).0,
    };
    let text = text.trim_start_matches('\u{feff}');
    let count = |delimiter: char| -> usize {
        text.lines().take(LINES_SNIFFED).map(|line| line.matches(delimiter).count()).sum()
    };
    let delimiters = [';', '\t', ','];
    // The first of those that occur most.
    let delimiter = delimiters.into_iter().rev().max_by_key(|delimiter| count(*delimiter));
    let delimiter = u8::try_from(delimiter.unwrap_or(';')).unwrap_or(b';');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut lines = Lines { text: text.as_bytes(), seen: 0, line: 1 };
    for record in reader.records() {
        let record = record.map_err(|error| TheirTableError::Workbook {
            path: path.to_owned(),
            why: error.to_string(),
        })?;
        let line = lines.of(record.position().map_or(0, csv::Position::byte));
        if line > u64::from(ROWS_MAX) || record.len() > COLUMNS_MAX as usize {
            let column = record.len() as u64;
            return Err(TheirTableError::FarCell { path: path.to_owned(), row: line, column });
        }
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push((line, cells));
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<TheirTable, TheirTableError> {
        let office = tempfile::tempdir().expect("a folder");
        let path = office.path().join("theirs.csv");
        fs::write(&path, bytes).expect("a file");
        read_their_table(&path, None)
    }

    #[test]
    fn text_of_any_separator_and_either_encoding_is_read() {
        for bytes in [
            "\u{feff}Code;Naam\r\nA1;Één, twee\r\n\r\n".as_bytes(),
            "Code\tNaam\nA1\tÉén, twee\n".as_bytes(),
            b"Code;Naam\nA1;\xc9\xe9n, twee\n",
        ] {
            let table = read(bytes).expect("a table");
            assert_eq!(table.head, ["Code", "Naam"]);
            assert_eq!(table.rows, [(2, vec!["A1".to_owned(), "Één, twee".to_owned()])]);
        }
        assert!(matches!(read(b"\n;;\n"), Err(TheirTableError::Blank { .. })));
    }

    #[test]
    fn rows_with_far_too_many_cells_are_refused() {
        let wide = ";".repeat(COLUMNS_MAX as usize + 1);
        assert!(matches!(read(wide.as_bytes()), Err(TheirTableError::FarCell { .. })));
    }
}
