//! A report as data: parts of typed cells.

use std::fmt::Write as _;

use crate::kpi::Ratio;
use crate::model::{IsoWeek, ServiceDate};
use crate::report::Language;
use crate::report::csv_table::{number_cell, table};
use crate::report::screen::table::{Align, columns};
use crate::units::Cents;

/// A value of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Words, or a code.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A number with two decimals.
    Hundredths(i64),
    /// A share in per cent with one decimal, rounded down; a dash where nothing was asked.
    Percent(Ratio),
    /// Money.
    Money(Cents),
    /// A day.
    Date(ServiceDate),
    /// An ISO week.
    Week(IsoWeek),
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A count.
    pub fn count(count: u64) -> Self {
        Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A number with two decimals, or nothing.
    pub fn hundredths(value: Option<i64>) -> Self {
        value.map_or(Self::Blank, Self::Hundredths)
    }

    /// The two counts of a share, and the share.
    pub fn share(ratio: Ratio) -> [Self; 3] {
        [Self::count(ratio.numerator), Self::count(ratio.denominator), Self::Percent(ratio)]
    }

    /// As people read it.
    pub fn shown(&self, language: Language) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(value) => language.number(*value),
            Self::Hundredths(value) => language.hundredths(*value),
            Self::Percent(ratio) => {
                permille(*ratio).map_or_else(|| "–".to_owned(), |value| language.tenths(value))
            }
            Self::Money(amount) => language.money(*amount),
            Self::Date(date) => date_of(*date, language),
            Self::Week(week) => week.to_string(),
        }
    }

    /// As a spreadsheet reads it: no thousands apart, no unit.
    fn plain(&self, language: Language) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => safe(text),
            Self::Number(value) => value.to_string(),
            Self::Hundredths(value) => number_cell(language, *value),
            Self::Percent(ratio) => {
                let hundredths = permille(*ratio).map(|value| value * 10);
                hundredths.map_or_else(String::new, |value| number_cell(language, value))
            }
            Self::Money(amount) => number_cell(language, amount.0),
            Self::Date(date) => match language {
                Language::Dutch => date_of(*date, language),
                Language::English => date.to_string(),
            },
            Self::Week(week) => week.to_string(),
        }
    }

    /// Whether it stands to the right.
    pub const fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Hundredths(_) | Self::Percent(_) | Self::Money(_))
    }
}

/// Tenths of a per cent, rounded down, so that no norm is met by rounding.
pub(super) fn permille(ratio: Ratio) -> Option<i64> {
    let (met, asked) = (u128::from(ratio.numerator), u128::from(ratio.denominator));
    let share = (met * 1_000).checked_div(asked)?;
    i64::try_from(share).ok()
}

/// A date with its year: `24-11-2026`, `2026-11-24`.
fn date_of(date: ServiceDate, language: Language) -> String {
    let (year, month, day) = date.year_month_day();
    match language {
        Language::Dutch => format!("{day:02}-{month:02}-{year:04}"),
        Language::English => date.to_string(),
    }
}

/// A text that no spreadsheet takes for a formula.
fn safe(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

/// The names of columns.
pub type Columns = Vec<&'static str>;

/// A table with what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountsPart {
    /// A short name for files and sheets, of letters only.
    pub name: &'static str,
    /// Its head.
    pub head: String,
    /// What a reader has to know.
    pub notes: Vec<String>,
    /// The names of its columns.
    pub columns: Columns,
    /// Its rows, as wide as the columns.
    pub rows: Vec<Vec<Cell>>,
    /// The last so many rows are sums.
    pub sums: usize,
    /// Bars to draw.
    pub bars: Option<Bars>,
}

impl AccountsPart {
    /// A part without notes, sums or bars.
    pub fn new(name: &'static str, head: &str, columns: Columns, rows: Vec<Vec<Cell>>) -> Self {
        let head = head.to_owned();
        Self { name, head, notes: Vec::new(), columns, rows, sums: 0, bars: None }
    }
}

/// A bar chart: values with their labels, and a line across.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// What is drawn.
    pub head: String,
    /// Labels with values in tenths; `None` is no bar.
    pub values: Vec<(String, Option<i64>)>,
    /// The value of the line, in tenths.
    pub line: Option<i64>,
}

/// Where a report comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountsOrigin {
    /// The province.
    pub province: String,
    /// The version of the program.
    pub version: String,
    /// The fingerprint of the data folder.
    pub fingerprint: String,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountsReport {
    /// The name of its files, without an end.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Where it comes from.
    pub origin: AccountsOrigin,
    /// What a reader has to know before all else.
    pub notes: Vec<String>,
    /// Its parts.
    pub parts: Vec<AccountsPart>,
}

impl AccountsReport {
    /// A table a part, for spreadsheets: the name of each file and its text. With Dutch as Dutch
    /// Excel reads it, with English with commas and decimal points.
    pub fn tables(&self, language: Language) -> Vec<(String, String)> {
        let file = |part: &AccountsPart| {
            let head: Vec<String> = part.columns.iter().map(|name| (*name).to_owned()).collect();
            let rows = part.rows.iter().map(|row| plain_row(row, language));
            let text = table(language, std::iter::once(head).chain(rows));
            (format!("{}-{}.csv", self.name, part.name), text)
        };
        self.parts.iter().map(file).collect()
    }

    /// The report for the screen.
    pub fn text(&self, language: Language) -> String {
        let mut text = format!("{}\n", self.title);
        self.notes.iter().for_each(|note| {
            let _ = writeln!(text, "! {note}");
        });
        for part in &self.parts {
            let _ = writeln!(text, "\n{}", part.head);
            let is_number = |column: usize| {
                part.rows.iter().any(|row| row.get(column).is_some_and(Cell::is_number))
            };
            let aligns: Vec<Align> = (0..part.columns.len())
                .map(|column| if is_number(column) { Align::Right } else { Align::Left })
                .collect();
            let head: Vec<String> = part.columns.iter().map(|name| (*name).to_owned()).collect();
            let shown = |row: &Vec<Cell>| row.iter().map(|cell| cell.shown(language)).collect();
            let rows: Vec<Vec<String>> =
                std::iter::once(head).chain(part.rows.iter().map(shown)).collect();
            text.push_str(&columns(&aligns, &rows));
            part.notes.iter().for_each(|note| {
                let _ = writeln!(text, "  {note}");
            });
        }
        text
    }
}

fn plain_row(row: &[Cell], language: Language) -> Vec<String> {
    row.iter().map(|cell| cell.plain(language)).collect()
}
