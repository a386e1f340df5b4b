//! The rows of a file, one at a time, and the cells of a row.

use csv::{ReaderBuilder, StringRecord};

use super::codes;
use super::findings::Findings;
use super::head::{Head, separator};
use super::limits::{FIELD_BYTES_MAX, ROWS_MAX, VALUE_BYTES_SHOWN};
use super::schema::Schema;
use crate::diagnostic::{Diagnostic, Span};

/// What became of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Outcome {
    /// All rows were seen.
    Whole,
    /// Rows were left out whose codes are unknown.
    Partial,
    /// The file is absent, as it may be.
    Absent,
    /// Nothing of it could be used.
    #[default]
    Refused,
}

/// One row, with the findings that its cells give.
#[derive(Debug)]
pub(super) struct Row<'a> {
    schema: &'a Schema,
    head: &'a Head,
    record: &'a StringRecord,
    line: u64,
    found: &'a mut Findings,
    faulty: bool,
}

impl<'a> Row<'a> {
    /// The line of the file on which the row begins.
    pub(super) const fn line(&self) -> u64 {
        self.line
    }

    /// Whether the row has an error and must be left out.
    pub(super) const fn is_faulty(&self) -> bool {
        self.faulty
    }

    /// A cell without the blanks around it; blank where the file lacks the column.
    pub(super) fn cell(&self, column: &str) -> &'a str {
        let rank = self.head.rank(column);
        rank.and_then(|rank| self.record.get(rank)).unwrap_or_default().trim()
    }

    /// Where a cell lies, with its value as far as a finding quotes it.
    pub(super) fn span(&self, column: &str) -> Span {
        Span::cell(self.schema.file, self.line, column, &shown(self.cell(column)))
    }

    /// Where the row lies.
    pub(super) fn row_span(&self) -> Span {
        Span::row(self.schema.file, self.line)
    }

    /// Records an error: the row will be left out.
    pub(super) fn fault(&mut self, finding: Diagnostic) {
        self.found.push(finding);
        self.faulty = true;
    }

    /// Leaves the row out without a finding, since it names a row that was left out.
    pub(super) const fn leave_out(&mut self) {
        self.faulty = true;
    }

    /// Records a warning.
    pub(super) fn warn(&mut self, finding: Diagnostic) {
        self.found.push(finding);
    }

    /// Refuses cells that no form of this program can hold.
    fn check_cells(&mut self) {
        let all = self.record.as_slice();
        let is_plain = |byte: u8| (b' '..=b'~').contains(&byte);
        // Most rows are short and plain, and a long file has many of them.
        if all.len() <= FIELD_BYTES_MAX && all.bytes().all(is_plain) {
            return;
        }
        let head = self.head;
        for (column, rank) in head.columns() {
            let cell = self.record.get(*rank).unwrap_or_default();
            if cell.len() > FIELD_BYTES_MAX {
                self.fault(codes::cell_too_long(self.span(column), cell.len()));
            } else if let Some(character) = cell.trim().chars().find(|sign| is_invisible(*sign)) {
                self.fault(codes::control_character(self.span(column), character));
            }
        }
    }
}

/// A text of the data as a finding may quote it: short, and without characters that could hide
/// something or steer a terminal.
pub(super) fn shown(text: &str) -> String {
    let short = &text[..text.floor_char_boundary(VALUE_BYTES_SHOWN)];
    let visible = |sign: char| if is_invisible(sign) { char::REPLACEMENT_CHARACTER } else { sign };
    short.chars().map(visible).collect()
}

/// Characters that hide or reorder text: controls, line breaks, zero widths, overrides.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        )
}

/// Gives each row of a text to a function. O(bytes); one record is reused for all rows.
pub(super) fn each_row(
    schema: &Schema,
    text: &str,
    found: &mut Findings,
    mut take: impl FnMut(&mut Row<'_>),
) -> Outcome {
    let head_line = text.trim_start().lines().next().unwrap_or_default();
    if head_line.is_empty() {
        found.push(codes::empty_file(schema.file));
        return Outcome::Refused;
    }
    let delimiter = match separator(head_line) {
        Ok(delimiter) => delimiter,
        Err(name) => {
            found.push(codes::separator_unknown(schema.file, name));
            return Outcome::Refused;
        }
    };
    let mut builder = ReaderBuilder::new();
    builder.delimiter(delimiter).has_headers(false).flexible(true);
    let mut reader = builder.from_reader(text.as_bytes());
    let mut lines = LineCount { text, offset: 0, line: 1 };
    let mut record = StringRecord::new();
    let mut head = None;
    let mut outcome = Outcome::Whole;
    let mut rows = 0;
    loop {
        let start = reader.position().byte();
        let more = reader.read_record(&mut record);
        if !more.expect("text in memory is UTF-8 and rows of any width are taken") {
            break;
        }
        let line = lines.at(start);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let Some(head) = head.as_ref() else {
            head = Head::read(schema, &record, line, found);
            if head.is_none() {
                return Outcome::Refused;
            }
            continue;
        };
        rows += 1;
        if rows > ROWS_MAX {
            found.push(codes::too_many_rows(Span::row(schema.file, line)));
            return Outcome::Partial;
        }
        let at_end = reader.position().byte() == text.len() as u64;
        if at_end && is_quote_open(&text[lines.offset..], char::from(delimiter)) {
            found.push(codes::quote_open(Span::row(schema.file, line)));
            outcome = Outcome::Partial;
        } else if record.len() != head.width {
            let span = Span::row(schema.file, line);
            found.push(codes::row_ragged(span, record.len(), head.width));
            outcome = Outcome::Partial;
        } else {
            let mut row = Row { schema, head, record: &record, line, found, faulty: false };
            row.check_cells();
            take(&mut row);
        }
    }
    if rows == 0 {
        found.push(codes::head_only(schema.file));
    }
    outcome
}

/// Counts lines up to the start of each row; the csv crate counts a blank line before a row, and
/// the second byte of a CRLF, to the row.
struct LineCount<'a> {
    text: &'a str,
    offset: usize,
    line: u64,
}

impl LineCount<'_> {
    /// The line on which the row begins that follows this byte. O(bytes since the last call).
    fn at(&mut self, byte: u64) -> u64 {
        let bytes = self.text.as_bytes();
        let mut start = usize::try_from(byte).map_or(bytes.len(), |start| start.min(bytes.len()));
        while matches!(bytes.get(start), Some(b'\r' | b'\n')) {
            start += 1;
        }
        self.line += self.text[self.offset..start].matches('\n').count() as u64;
        self.offset = start;
        self.line
    }
}

/// Whether the last row of a file ends inside quotation marks.
fn is_quote_open(row: &str, delimiter: char) -> bool {
    let mut at_start = true;
    let mut open = false;
    for character in row.chars() {
        match character {
            '"' if open || at_start => open = !open,
            _ => {}
        }
        // A doubled mark closes and opens again: after a mark the next one may open.
        at_start = character == delimiter || character == '"' || character == '\n';
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::schema::ORGANISATIONS;

    fn check(text: &str, rows: &[(u64, &str)], codes: &[&str]) {
        let mut found = Findings::default();
        let mut seen = Vec::new();
        each_row(&ORGANISATIONS, text, &mut found, |row| {
            if !row.is_faulty() {
                seen.push((row.line(), format!("{}={}", row.cell("id"), row.cell("name"))));
            }
        });
        let seen: Vec<(u64, &str)> = seen.iter().map(|(line, text)| (*line, &**text)).collect();
        assert_eq!(seen, rows, "{text:?}");
        let found = found.finish();
        let given: Vec<&str> = found.iter().map(|finding| finding.code.0).collect();
        assert_eq!(given, codes, "{text:?}");
    }

    #[test]
    fn commas_semicolons_and_line_ends_are_read_alike() {
        check("id,name\nA,Noord\nB,Zuid\n", &[(2, "A=Noord"), (3, "B=Zuid")], &[]);
        check("id;name\r\nA;Noord\r\nB;Zuid", &[(2, "A=Noord"), (3, "B=Zuid")], &[]);
        check("\n  \nName ; ID\n\n Noord ;A\u{a0}\n;\n", &[(5, "A=Noord")], &[]);
    }

    #[test]
    fn a_quoted_cell_may_hold_the_separator_and_marks() {
        check("id,name\nA,\"Noord, \"\"Oost\"\"\"", &[(2, "A=Noord, \"Oost\"")], &[]);
        check("id,name\nA,Noord \"Oost", &[(2, "A=Noord \"Oost")], &[]);
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_is_found() {
        check("id,name\nA,\"Noord\nB,Zuid\n", &[], &["I0016"]);
        check("id,name\nA,\"Noord\nB,\"Zuid\n", &[], &["I0019"]);
    }

    #[test]
    fn findings_quote_values_short_and_without_hidden_characters() {
        assert_eq!(shown("a\u{1b}[31m\u{202e}b"), "a\u{fffd}[31m\u{fffd}b");
        assert_eq!(shown(&"é".repeat(100)).len(), VALUE_BYTES_SHOWN);
    }

    #[test]
    fn a_line_break_in_a_cell_leaves_the_row_out_and_the_lines_count_on() {
        check("id,name\nA,\"No\nord\"\nB,Zuid\n", &[(4, "B=Zuid")], &["I0019"]);
    }

    #[test]
    fn ragged_rows_are_left_out() {
        check("id,name\nA\nB,Zuid,x\nC,West\n", &[(4, "C=West")], &["I0015", "I0015"]);
    }

    #[test]
    fn heads_that_cannot_be_used_are_refused() {
        check("", &[], &["I0008"]);
        check("\r\n\n", &[], &["I0008"]);
        check("id\tname\nA\tNoord\n", &[], &["I0010"]);
        check("id,naam\nA,Noord\n", &[], &["I0012", "I0011"]);
        check("id,name,ID\nA,Noord,B\n", &[], &["I0013"]);
        check("id,name\n", &[], &["I0009"]);
    }
}
