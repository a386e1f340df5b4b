//! The rows of a file, one at a time, and the cells of a row.

use std::sync::Arc;

use super::block::Block;
use super::codebook::Codebook;
use super::codes;
use super::findings::Findings;
use super::head::{Head, separator};
use super::limits::{COLUMNS_MAX, FIELD_BYTES_MAX, VALUE_BYTES_SHOWN};
use super::memory::Memory;
use super::record::{Record, Records};
use super::scan::Scanner;
use super::schema::Schema;
use super::source::Source;
use super::text::{Flaw, Text};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::ServiceDate;

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
    memory: &'a Memory<'a>,
    block: &'a Block,
    record: Record<'a>,
    /// Which of its block the row is.
    number: usize,
    found: &'a mut Findings,
    faulty: bool,
}

impl<'a> Row<'a> {
    /// The line of the file on which the row begins.
    pub(super) const fn line(&self) -> u64 {
        self.record.line()
    }

    /// Whether the row has an error and must be left out.
    pub(super) const fn is_faulty(&self) -> bool {
        self.faulty
    }

    /// A cell without the blanks around it; blank where the file lacks the column.
    #[inline]
    pub(super) fn cell(&self, column: &str) -> &'a str {
        let rank = self.memory.column(column).and_then(|column| self.head.rank_at(column));
        rank.map_or("", |rank| self.record.cell(rank))
    }

    /// The rank of the code of a cell in a book; the same column will be looked up there ahead.
    pub(super) fn rank_in(&self, column: &str, book: &Arc<Codebook>) -> Option<u32> {
        let at = self.memory.column(column)?;
        if let Some(ranks) = self.block.ranks(at, book) {
            return ranks[self.number];
        }
        self.memory.learn(at, book);
        book.rank(self.cell(column))
    }

    /// The date of a cell by the function given, which is not asked again for what the row before
    /// had.
    pub(super) fn date_by(
        &self,
        column: &str,
        cell: &str,
        read: fn(&str) -> Option<ServiceDate>,
    ) -> Option<ServiceDate> {
        self.memory.date(column, cell, read)
    }

    /// Where a cell lies, with its value as far as a finding quotes it.
    pub(super) fn span(&self, column: &str) -> Span {
        let known = self.head.columns().iter().find(|known| known.name == column);
        let given = known.map_or(column, |known| &known.given);
        Span::cell(self.schema.file, self.line(), given, &shown(self.cell(column)))
    }

    /// Where the row lies.
    pub(super) fn row_span(&self) -> Span {
        Span::row(self.schema.file, self.line())
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
        // Most rows are short and plain, and a long file has many of them.
        if self.record.is_plain() {
            return;
        }
        let head = self.head;
        for column in head.columns() {
            let Some(rank) = column.rank else { continue };
            let (bytes, cell) = (self.record.bytes(rank), self.record.field(rank));
            if bytes > FIELD_BYTES_MAX as u64 {
                self.fault(codes::cell_too_long(self.span(column.name), bytes));
            } else if let Some(character) = cell.trim().chars().find(|sign| is_invisible(*sign)) {
                self.fault(codes::control_character(self.span(column.name), character));
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

/// What the rows of a file are given to.
struct Reader<'a, F> {
    schema: &'a Schema,
    rows_max: u64,
    rows: u64,
    outcome: Outcome,
    found: &'a mut Findings,
    take: F,
}

/// Gives each row of a source to a function. O(bytes), in one block of records.
pub(super) fn each_row(
    schema: &Schema,
    source: &mut dyn Source,
    rows_max: u64,
    found: &mut Findings,
    take: impl FnMut(&mut Row<'_>),
) -> Outcome {
    let mut scanner = Scanner::new(Text::new(source));
    let outcome = Outcome::Whole;
    let mut reader = Reader { schema, rows_max, rows: 0, outcome, found, take };
    let flaw = reader.read(&mut scanner).err();
    let Reader { outcome, found, .. } = reader;
    if let Some(line) = scanner.windows_1252() {
        found.push(codes::windows_1252(schema.file, line));
    }
    let Some(flaw) = flaw else { return outcome };
    found.push(match flaw {
        Flaw::Utf16 => codes::utf16(schema.file),
        Flaw::Nul { line } => codes::nul_byte(schema.file, line),
        Flaw::Unreadable(error) => codes::unreadable(schema.file, &error.kind().to_string()),
    });
    Outcome::Refused
}

impl<F: FnMut(&mut Row<'_>)> Reader<'_, F> {
    fn read(&mut self, scanner: &mut Scanner<'_>) -> Result<(), Flaw> {
        let Some(head) = read_head(self.schema, scanner, self.found)? else {
            self.outcome = Outcome::Refused;
            return Ok(());
        };
        let memory = Memory::new(&head);
        let mut block = Block::default();
        while block.has_next && self.outcome != Outcome::Refused {
            block.fill(scanner, &head, &memory.books())?;
            self.take_rows(&block, &head, &memory);
        }
        if self.rows == 0 {
            self.found.push(codes::head_only(self.schema.file));
        }
        Ok(())
    }

    fn take_rows(&mut self, block: &Block, head: &Head, memory: &Memory<'_>) {
        let schema = self.schema;
        for (number, record) in block.records.iter().enumerate() {
            let span = || Span::row(schema.file, record.line());
            if self.rows == self.rows_max {
                self.found.push(codes::too_many_rows(span(), self.rows_max));
                self.outcome = Outcome::Refused;
                return;
            }
            self.rows += 1;
            if record.is_open() {
                self.found.push(codes::quote_open(span()));
                self.outcome = Outcome::Partial;
            } else if record.width() != head.width {
                self.found.push(codes::row_ragged(span(), record.width(), head.width));
                self.outcome = Outcome::Partial;
            } else {
                let found = &mut *self.found;
                let faulty = false;
                let mut row = Row { schema, head, memory, block, record, number, found, faulty };
                row.check_cells();
                (self.take)(&mut row);
            }
        }
    }
}

/// Reads the first row that is not blank, and leaves the scanner set for the others.
fn read_head(
    schema: &Schema,
    scanner: &mut Scanner<'_>,
    found: &mut Findings,
) -> Result<Option<Head>, Flaw> {
    let line = scanner.first_line()?;
    if line.is_empty() {
        found.push(codes::empty_file(schema.file));
        return Ok(None);
    }
    match separator(line) {
        Ok(delimiter) => scanner.separate_by(delimiter),
        Err(name) => {
            found.push(codes::separator_unknown(schema.file, name));
            return Ok(None);
        }
    }
    let mut records = Records::default();
    scanner.keep(COLUMNS_MAX);
    while records.len() == 0 && scanner.read(&mut records)? {}
    let Some(record) = records.iter().next() else {
        found.push(codes::empty_file(schema.file));
        return Ok(None);
    };
    let head = Head::read(schema, record, found);
    scanner.keep(head.as_ref().map_or(0, |head| head.width));
    Ok(head)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::ingest::schema::ORGANISATIONS;

    fn check(text: &str, rows: &[(u64, &str)], codes: &[&str]) {
        let mut found = Findings::default();
        let mut seen = Vec::new();
        let mut source = Cursor::new(text.as_bytes());
        each_row(&ORGANISATIONS, &mut source, 5, &mut found, |row| {
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
    fn heads_may_be_in_dutch_and_in_another_order() {
        check("Naam;CODE\nNoord;A\n", &[(2, "A=Noord")], &[]);
        check("name,code\nNoord,A\n", &[(2, "A=Noord")], &[]);
        check("id,name,naam\nA,Noord,Noord\n", &[], &["I0013"]);
    }

    #[test]
    fn reading_ends_at_the_limit_on_rows() {
        check(
            "id,name\nA,a\nB,b\nC,c\nD,d\nE,e\n",
            &[(2, "A=a"), (3, "B=b"), (4, "C=c"), (5, "D=d"), (6, "E=e")],
            &[],
        );
        check(
            "id,name\nA,a\nB,b\nC,c\nD,d\nE,e\nF,f\n",
            &[(2, "A=a"), (3, "B=b"), (4, "C=c"), (5, "D=d"), (6, "E=e")],
            &["I0025"],
        );
    }

    #[test]
    fn heads_that_cannot_be_used_are_refused() {
        check("", &[], &["I0008"]);
        check("\r\n\n", &[], &["I0008"]);
        check("id\tname\nA\tNoord\n", &[], &["I0010"]);
        check("id,nom\nA,Noord\n", &[], &["I0011", "I0012"]);
        check("id,\"name\nA,Noord\n", &[], &["I0016"]);
        check("id,name,ID\nA,Noord,B\n", &[], &["I0013"]);
        check("id,name\n", &[], &["I0009"]);
    }
}
