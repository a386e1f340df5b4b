//! A CSV file as it stands, to which rows and values are added.

use std::io;

use csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use super::columns::Cells;

const MARK: &str = "\u{feff}";

/// A file in its own form: separator, line ends, order of columns, columns of its own.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    text: &'a str,
    separator: u8,
    terminator: Terminator,
    /// The names of the columns, plain.
    head: Vec<String>,
    records: Vec<StringRecord>,
}

impl<'a> Sheet<'a> {
    /// Reads a file; a text without any row has the columns given.
    pub(super) fn read(text: &'a str, columns: &[&str]) -> csv::Result<Self> {
        let plain = text.strip_prefix(MARK).unwrap_or(text);
        let head_line = plain.trim_start().lines().next().unwrap_or_default();
        let count = |sign: char| head_line.matches(sign).count();
        let separator = if count(';') > count(',') { b';' } else { b',' };
        let is_crlf = text.contains("\r\n");
        let terminator = if is_crlf { Terminator::CRLF } else { Terminator::Any(b'\n') };
        let mut builder = ReaderBuilder::new();
        builder.delimiter(separator).has_headers(false).flexible(true);
        let mut records = Vec::new();
        for record in builder.from_reader(plain.as_bytes()).records() {
            let record = record?;
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                records.push(record);
            }
        }
        if records.is_empty() {
            records.push(StringRecord::from(columns.to_vec()));
        }
        let head = records[0].iter().map(|name| name.trim().to_lowercase()).collect();
        Ok(Self { text, separator, terminator, head, records })
    }

    /// Where a column stands.
    fn rank(&self, column: &str) -> Option<usize> {
        self.head.iter().position(|name| name == column)
    }

    /// Fills in values in the first row that has all cells of a key and blanks for the values.
    /// Whether there was such a row. O(rows).
    pub(super) fn complete(
        &mut self,
        key: &[(&'static str, String)],
        values: &[(&'static str, String)],
    ) -> bool {
        let ranks: Vec<Option<usize>> = key.iter().map(|(column, _)| self.rank(column)).collect();
        let targets: Vec<Option<usize>> = values.iter().map(|(name, _)| self.rank(name)).collect();
        let cell = |record: &StringRecord, rank: Option<usize>| {
            plain(rank.and_then(|rank| record.get(rank)).unwrap_or_default())
        };
        let fits = |record: &StringRecord| {
            let mut cells = key.iter().zip(&ranks);
            cells.all(|((_, value), rank)| cell(record, *rank) == plain(value))
                && targets.iter().all(|rank| cell(record, *rank).is_empty())
        };
        let Some(row) = self.records.iter().skip(1).position(fits) else { return false };
        for (column, value) in values {
            let rank = self.column(column);
            let mut cells: Vec<&str> = self.records[row + 1].iter().collect();
            cells.resize(cells.len().max(rank + 1), "");
            cells[rank] = value;
            self.records[row + 1] = StringRecord::from(cells);
        }
        true
    }

    /// The rank of a column, which is added where it lacks.
    fn column(&mut self, column: &str) -> usize {
        if let Some(rank) = self.rank(column) {
            return rank;
        }
        self.head.push(column.to_owned());
        self.records[0].push_field(column);
        self.head.len() - 1
    }

    /// The bytes as they were, with rows after them.
    pub(super) fn appended(self, columns: &[&str], rows: &[Cells]) -> csv::Result<Vec<u8>> {
        let lacks = |(rank, column): (usize, &&str)| {
            self.rank(column).is_none() && rows.iter().any(|cells| !cells[rank].is_empty())
        };
        let is_new = self.text.trim_start_matches(MARK).trim().is_empty();
        let is_classic_mac = self.text.contains('\r') && !self.text.contains('\n');
        if is_new || is_classic_mac || columns.iter().enumerate().any(lacks) {
            return self.rewritten(columns, rows);
        }
        let mut bytes = self.text.as_bytes().to_vec();
        if !bytes.ends_with(b"\n") {
            let is_crlf = matches!(self.terminator, Terminator::CRLF);
            bytes.extend_from_slice(if is_crlf { b"\r\n" } else { b"\n" });
        }
        let mut writer = self.writer(bytes);
        let ranks = self.ranks(columns);
        for cells in rows {
            writer.write_record(self.placed(&ranks, cells))?;
        }
        finished(writer)
    }

    /// All rows anew, with others after them.
    pub(super) fn rewritten(mut self, columns: &[&str], rows: &[Cells]) -> csv::Result<Vec<u8>> {
        for (rank, column) in columns.iter().enumerate() {
            if rows.iter().any(|cells| !cells[rank].is_empty()) {
                self.column(column);
            }
        }
        let mark = if self.text.starts_with(MARK) { MARK } else { "" };
        let mut writer = self.writer(mark.as_bytes().to_vec());
        for record in &self.records {
            let blanks = self.head.len().saturating_sub(record.len());
            writer.write_record(record.iter().chain(std::iter::repeat_n("", blanks)))?;
        }
        let ranks = self.ranks(columns);
        for cells in rows {
            writer.write_record(self.placed(&ranks, cells))?;
        }
        finished(writer)
    }

    fn writer(&self, bytes: Vec<u8>) -> csv::Writer<Vec<u8>> {
        let mut builder = WriterBuilder::new();
        builder.delimiter(self.separator).terminator(self.terminator).flexible(true);
        builder.from_writer(bytes)
    }

    fn ranks(&self, columns: &[&str]) -> Vec<Option<usize>> {
        columns.iter().map(|column| self.rank(column)).collect()
    }

    /// Cells in the order of the file's own columns.
    fn placed<'c>(&self, ranks: &[Option<usize>], cells: &'c [String]) -> Vec<&'c str> {
        let mut row = vec![""; self.head.len()];
        for (rank, cell) in ranks.iter().zip(cells) {
            if let Some(rank) = rank {
                row[*rank] = cell;
            }
        }
        row
    }
}

fn finished(writer: csv::Writer<Vec<u8>>) -> csv::Result<Vec<u8>> {
    writer.into_inner().map_err(|error| io::Error::from(error.into_error().kind()).into())
}

/// A cell as two files that say the same may be compared: dates in one form, words in one case.
fn plain(cell: &str) -> String {
    let cell = cell.trim();
    let parts: Vec<&str> = cell.split('-').collect();
    match parts[..] {
        [day, month, year] if day.len() <= 2 && month.len() <= 2 && year.len() == 4 => {
            format!("{year}-{month:0>2}-{day:0>2}")
        }
        _ => cell.to_lowercase(),
    }
}
