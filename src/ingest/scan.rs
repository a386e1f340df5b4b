//! Records of a text: where lines and fields end, and what quotation marks hold.
//!
//! Almost every line is short and without a quotation mark, and lies in the window whole: it is
//! split as it stands. All others go through a machine of four states that keeps the first bytes
//! of the first fields and counts the rest, so that no record needs more memory than a head.

use memchr::memchr3;

use super::limits::{CHUNK_BYTES, FIELD_BYTES_MAX};
use super::record::Records;
use super::text::{Flaw, Text};

/// Reads records one after the other; lines end with LF, CRLF or CR.
pub(super) struct Scanner<'a> {
    text: Text<'a>,
    delimiter: u8,
    /// The line on which the next byte stands.
    line: u64,
    /// How many fields of a record are kept where it has more.
    kept: usize,
}

/// Where in a record the next byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the start of a field.
    Start,
    /// In a field, or the part of one, without marks.
    Plain,
    /// Between marks.
    Quoted,
    /// After a mark that closes, unless another follows.
    Mark,
}

impl<'a> Scanner<'a> {
    /// A scanner at the start of a text.
    pub(super) fn new(text: Text<'a>) -> Self {
        Self { text, delimiter: b',', line: 1, kept: 0 }
    }

    /// The line of the first byte that is no UTF-8, if the text was read as Windows-1252.
    pub(super) const fn windows_1252(&self) -> Option<u64> {
        self.text.windows_1252()
    }

    /// Sets the separator of fields.
    pub(super) const fn separate_by(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    /// Sets how many fields of a record are kept.
    pub(super) const fn keep(&mut self, fields: usize) {
        self.kept = fields;
    }

    /// Passes blanks and blank lines, and gives the start of the line that follows; empty at the
    /// end of the file.
    pub(super) fn first_line(&mut self) -> Result<&str, Flaw> {
        while self.text.has_more()? {
            let rest = self.text.rest();
            let blank = rest.len() - rest.trim_start().len();
            if blank == 0 {
                break;
            }
            // A CR that ends the window may be the half of a CRLF.
            let lines = rest[..blank].replace("\r\n", "\n").matches(['\r', '\n']).count();
            let is_half = blank == rest.len() && rest.ends_with('\r');
            self.line += lines as u64;
            self.text.pass(blank);
            if is_half {
                self.pass_line_feed()?;
            }
        }
        let has_end = |text: &Text<'_>| text.is_last() || text.rest().contains(['\r', '\n']);
        if !has_end(&self.text) && self.text.rest().len() < CHUNK_BYTES {
            self.text.extend()?;
        }
        Ok(self.text.rest().split(['\r', '\n']).next().unwrap_or_default())
    }

    /// Adds the next record, unless it is blank; false at the end of the file.
    pub(super) fn read(&mut self, records: &mut Records) -> Result<bool, Flaw> {
        while self.text.has_more()? {
            let rest = self.text.rest();
            let end = memchr3(b'\n', b'\r', b'"', rest.as_bytes());
            let byte = end.map(|end| rest.as_bytes()[end]);
            let length = end.unwrap_or(rest.len());
            if byte == Some(b'"') || length > FIELD_BYTES_MAX {
                records.begin(self.line);
                self.read_fields(records)?;
                records.drop_blank();
                return Ok(true);
            }
            if byte.is_none() && !self.text.is_last() {
                self.text.extend()?;
                continue;
            }
            if length > 0 {
                let place = (self.line, self.text.is_plain());
                records.split(&rest[..length], self.delimiter, place);
                records.drop_blank();
            }
            self.text.pass(length);
            if byte.is_some() {
                self.pass_line_end()?;
            }
            if length > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reads the rest of a record of any length.
    fn read_fields(&mut self, records: &mut Records) -> Result<(), Flaw> {
        let mut state = State::Start;
        records.begin_field(self.kept);
        while self.text.has_more()? {
            let rest = self.text.rest();
            let first = rest.as_bytes()[0];
            match state {
                State::Start | State::Mark if first == b'"' => {
                    if state == State::Mark {
                        records.extend("\"");
                    }
                    self.text.pass(1);
                    state = State::Quoted;
                }
                State::Quoted => {
                    if self.read_quoted(records)? {
                        state = State::Mark;
                    }
                }
                State::Start | State::Mark | State::Plain => {
                    state = State::Plain;
                    let end = memchr3(self.delimiter, b'\n', b'\r', rest.as_bytes());
                    let length = end.unwrap_or(rest.len());
                    records.extend(&rest[..length]);
                    let byte = rest.as_bytes().get(length).copied();
                    self.text.pass(length);
                    if byte == Some(self.delimiter) {
                        self.text.pass(1);
                        records.begin_field(self.kept);
                        state = State::Start;
                    } else if byte.is_some() {
                        return self.pass_line_end();
                    }
                }
            }
        }
        if state == State::Quoted {
            records.leave_open();
        }
        Ok(())
    }

    /// Reads on between marks, up to a line end or past a mark; true at a mark.
    fn read_quoted(&mut self, records: &mut Records) -> Result<bool, Flaw> {
        let rest = self.text.rest();
        let end = memchr3(b'"', b'\n', b'\r', rest.as_bytes());
        let length = end.unwrap_or(rest.len());
        records.extend(&rest[..length]);
        let byte = rest.as_bytes().get(length).copied();
        self.text.pass(length);
        match byte {
            Some(b'"') => self.text.pass(1),
            Some(_) => {
                records.extend("\n");
                self.pass_line_end()?;
            }
            None => {}
        }
        Ok(byte == Some(b'"'))
    }

    /// Passes one line end, of whatever kind.
    fn pass_line_end(&mut self) -> Result<(), Flaw> {
        let is_return = self.text.rest().starts_with('\r');
        self.text.pass(1);
        self.line += 1;
        if is_return { self.pass_line_feed() } else { Ok(()) }
    }

    /// Passes the second half of a CRLF, if it follows.
    fn pass_line_feed(&mut self) -> Result<(), Flaw> {
        if self.text.has_more()? && self.text.rest().starts_with('\n') {
            self.text.pass(1);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;
    use crate::ingest::record::Record;

    /// The lines and fields of all records.
    fn scanned(bytes: &[u8]) -> Vec<(u64, Vec<String>)> {
        let mut source = Cursor::new(bytes.to_vec());
        let mut scanner = Scanner::new(Text::new(&mut source));
        scanner.keep(usize::MAX);
        let mut records = Records::default();
        while scanner.read(&mut records).expect("a text") {}
        let fields =
            |record: Record<'_>| (record.line(), record.fields().map(str::to_owned).collect());
        records.iter().map(fields).collect()
    }

    fn check(text: &str, expected: &[(u64, &[&str])]) {
        let found = scanned(text.as_bytes());
        let found: Vec<(u64, Vec<&str>)> = found
            .iter()
            .map(|(line, fields)| (*line, fields.iter().map(String::as_str).collect()))
            .collect();
        let expected: Vec<(u64, Vec<&str>)> =
            expected.iter().map(|(line, fields)| (*line, fields.to_vec())).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn lines_end_in_three_ways_and_are_counted() {
        check("a,b\nc\r\nd\re", &[(1, &["a", "b"]), (2, &["c"]), (3, &["d"]), (4, &["e"])]);
        check("\r\r\n\na\n\n\rb", &[(4, &["a"]), (7, &["b"])]);
        check("\"a\r\nb\rc\nd\",\re", &[(1, &["a\nb\nc\nd", ""]), (5, &["e"])]);
    }

    #[test]
    fn marks_hold_separators_only_at_the_start_of_a_field() {
        check("\"a,\"\"b\"\"\",c\"d,\"e\"f\n", &[(1, &["a,\"b\"", "c\"d", "ef"])]);
        check("\"\",\"\"\n\"a\"", &[(2, &["a"])]);
    }

    #[test]
    fn line_ends_and_marks_may_lie_across_two_chunks() {
        for short in 0..4 {
            let filler = "x\n".repeat((CHUNK_BYTES - short) / 2);
            let lines = filler.lines().count() as u64;
            for tail in ["a\r\nb\n", "a,\"b\"\"c\"\r\nd", "aa,b\rc"] {
                let alone = scanned(tail.as_bytes());
                let found = scanned(format!("{filler}{tail}").as_bytes());
                let shifted = alone.into_iter().map(|(line, fields)| (line + lines, fields));
                assert_eq!(found[found.len() - 2..], shifted.collect::<Vec<_>>(), "{tail:?}");
            }
        }
    }

    /// What the `csv` crate reads, without blank records and with line ends in fields unified.
    fn by_csv(text: &str) -> Vec<Vec<String>> {
        let mut builder = csv::ReaderBuilder::new();
        let mut reader = builder.has_headers(false).flexible(true).from_reader(text.as_bytes());
        let unified = |field: &str| field.replace("\r\n", "\n").replace('\r', "\n");
        let record = |record: Result<csv::StringRecord, csv::Error>| {
            record.expect("UTF-8").iter().map(unified).collect()
        };
        let records = reader.records().map(record);
        records
            .filter(|fields: &Vec<String>| fields.iter().any(|it| !it.trim().is_empty()))
            .collect()
    }

    proptest! {
        #[test]
        fn records_are_those_of_the_csv_crate(text in "[ab,\"\r\né]{0,40}") {
            let found: Vec<Vec<String>> =
                scanned(text.as_bytes()).into_iter().map(|(_, fields)| fields).collect();
            prop_assert_eq!(found, by_csv(&text), "{:?}", text);
        }
    }
}
