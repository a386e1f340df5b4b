//! Tables of typed cells, and how they read as CSV.

use csv::{Terminator, WriterBuilder};

use crate::model::{ClockTime, ServiceDate};

/// By which Excel knows UTF-8.
const MARK: char = '\u{feff}';

/// Signs with which a spreadsheet begins a formula, and the one that marks text.
const FORMULA_SIGNS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// How a table is written as CSV (csv-dialect).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsvDialect {
    /// As Dutch Excel reads it: a mark of UTF-8, semicolons, decimal commas, days first.
    #[default]
    Dutch,
    /// As RFC 4180 has it: commas, decimal points, ISO dates.
    Iso,
}

/// A cell with its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) enum Cell {
    /// Words, or a code, which stays as it is: `0012`, `9789041234567`.
    Text(String),
    /// A count.
    Number(i64),
    /// A number in hundredths.
    Hundredths(i64),
    Date(ServiceDate),
    Time(ClockTime),
    /// An address of the web.
    Link(String),
    Blank,
}

/// A table with its head (tabel).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DataTable {
    /// The name of its file, without extension.
    pub(super) file: &'static str,
    /// The name of its sheet.
    pub(super) title: &'static str,
    /// What it holds, for the sheet that explains.
    pub(super) about: &'static str,
    pub(super) head: Vec<&'static str>,
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A count of anything.
    pub(super) fn count(count: usize) -> Self {
        Self::Number(i64::try_from(count).expect("a week has few of anything"))
    }

    /// A cell that may be empty.
    pub(super) fn or_blank(text: Option<String>) -> Self {
        text.map_or(Self::Blank, Self::Text)
    }

    fn csv(&self, dialect: CsvDialect) -> String {
        match self {
            Self::Text(text) => neutral(text),
            Self::Link(link) => link.clone(),
            Self::Number(number) => number.to_string(),
            Self::Hundredths(hundredths) => decimal(*hundredths, dialect),
            Self::Date(date) => match dialect {
                CsvDialect::Iso => date.to_string(),
                CsvDialect::Dutch => {
                    let (year, month, day) = date.year_month_day();
                    format!("{day:02}-{month:02}-{year}")
                }
            },
            Self::Time(moment) => moment.to_string(),
            Self::Blank => String::new(),
        }
    }
}

/// A text that no spreadsheet takes for a formula: one sign in front says that it is text.
fn neutral(text: &str) -> String {
    if text.starts_with(FORMULA_SIGNS) { format!("'{text}") } else { text.to_owned() }
}

/// Hundredths with a decimal sign and without thousands, as a spreadsheet reads them.
fn decimal(hundredths: i64, dialect: CsvDialect) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let point = match dialect {
        CsvDialect::Dutch => ',',
        CsvDialect::Iso => '.',
    };
    format!("{sign}{}{point}{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

impl DataTable {
    /// The table as CSV, its head first.
    ///
    /// # Panics
    ///
    /// Never: it writes into memory, rows are as long as the head, and fields are UTF-8.
    pub(super) fn csv(&self, dialect: CsvDialect) -> String {
        let mut writer = WriterBuilder::new()
            .delimiter(match dialect {
                CsvDialect::Dutch => b';',
                CsvDialect::Iso => b',',
            })
            .terminator(Terminator::CRLF)
            .from_writer(Vec::new());
        writer.write_record(&self.head).expect("a head goes into memory");
        for row in &self.rows {
            let fields = row.iter().map(|cell| cell.csv(dialect));
            writer.write_record(fields).expect("rows of one length go into memory");
        }
        let bytes = writer.into_inner().expect("memory takes what is written");
        let text = String::from_utf8(bytes).expect("fields are UTF-8");
        match dialect {
            CsvDialect::Dutch => format!("{MARK}{text}"),
            CsvDialect::Iso => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> DataTable {
        let date = "2026-11-24".parse().expect("a date");
        DataTable {
            file: "t",
            title: "T",
            about: "",
            head: vec!["a", "b", "c", "d", "e", "f"],
            rows: vec![
                vec![
                    Cell::text("9789041234567"),
                    Cell::text("=HYPERLINK(\"x\")"),
                    Cell::Hundredths(-1_205),
                    Cell::Date(date),
                    Cell::Time(ClockTime::at(25, 10)),
                    Cell::Blank,
                ],
                vec![
                    Cell::text("een; \"twee\""),
                    Cell::text("'s-Gravenhage"),
                    Cell::Hundredths(270),
                    Cell::Number(-4),
                    Cell::Link("https://example.org/?a=1".to_owned()),
                    Cell::Blank,
                ],
            ],
        }
    }

    /// The cells of a text, as a program reads them back.
    fn read(text: &str, delimiter: u8) -> Vec<Vec<String>> {
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let plain = |field: &str| field.strip_prefix('\'').unwrap_or(field).to_owned();
        let rows = reader.records().map(|row| row.expect("a row").iter().map(plain).collect());
        rows.collect()
    }

    #[test]
    fn both_dialects_give_back_every_text_and_number() {
        let dutch = table().csv(CsvDialect::Dutch);
        assert!(dutch.starts_with(MARK) && dutch.contains("\r\n"));
        let dutch = read(dutch.trim_start_matches(MARK), b';');
        let iso = read(&table().csv(CsvDialect::Iso), b',');
        for (row, cells) in table().rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                if let Cell::Text(text) = cell {
                    assert_eq!((&dutch[row][column], &iso[row][column]), (text, text));
                }
            }
        }
        assert_eq!(dutch[0][2..4], ["-12,05", "24-11-2026"]);
        assert_eq!(iso[0][2..5], ["-12.05", "2026-11-24", "25:10"]);
    }

    #[test]
    fn no_text_begins_as_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1"] {
            assert_eq!(neutral(text), format!("'{text}"));
        }
        assert_eq!(neutral("Emmen"), "Emmen");
    }
}
