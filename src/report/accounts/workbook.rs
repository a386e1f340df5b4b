//! A report as a workbook: what it says of itself, then a sheet a part.

use super::document::{AccountsPart, AccountsReport, Cell, permille};
use crate::model::ServiceDate;
use crate::report::Language;
use crate::report::files::{SheetCell, TableSheet, workbook};

/// The date of creation in every workbook of a report, so that the same data give the same bytes.
const CREATED: &str = "2000-01-01";

impl AccountsReport {
    /// The workbook: numbers are numbers and codes are text, so that a spreadsheet counts with the
    /// ones and leaves the others whole. A share is in per cent with the decimal of the page.
    ///
    /// # Panics
    ///
    /// Never: parts have names that a sheet can have, and fewer rows than it takes.
    pub fn workbook(&self, language: Language) -> Vec<u8> {
        let w = language.accounts_words();
        let origin = &self.origin;
        let mut about = vec![
            (language.table_words().what.to_owned(), self.title.clone()),
            (String::new(), origin.province.clone()),
            (language.wording().version.to_owned(), origin.version.clone()),
            (w.fingerprint.to_owned(), origin.fingerprint.clone()),
        ];
        about.extend(self.notes.iter().map(|note| (String::new(), note.clone())));
        for part in &self.parts {
            about.push((part.name.to_owned(), part.head.clone()));
            about.extend(part.notes.iter().map(|note| (String::new(), note.clone())));
        }
        let rows: Vec<Vec<Vec<SheetCell>>> = self.parts.iter().map(rows).collect();
        let sheets = self.parts.iter().zip(&rows).map(|(part, rows)| TableSheet {
            title: part.name,
            head: &part.columns,
            rows,
            sums: part.sums,
        });
        let sheets: Vec<TableSheet<'_>> = sheets.collect();
        let created: ServiceDate = CREATED.parse().expect("a date");
        workbook((language.table_words().explained, &about), &sheets, created)
    }
}

fn rows(part: &AccountsPart) -> Vec<Vec<SheetCell>> {
    part.rows.iter().map(|row| row.iter().map(cell).collect()).collect()
}

fn cell(cell: &Cell) -> SheetCell {
    match cell {
        Cell::Blank => SheetCell::Blank,
        Cell::Text(text) => SheetCell::Text(text.clone()),
        Cell::Number(value) => SheetCell::Number(*value),
        Cell::Hundredths(value) => SheetCell::Hundredths(*value),
        Cell::Percent(ratio) => {
            permille(*ratio).map_or(SheetCell::Blank, |share| SheetCell::Hundredths(share * 10))
        }
        Cell::Money(amount) => SheetCell::Hundredths(amount.0),
        Cell::Date(date) => SheetCell::Date(*date),
        Cell::Week(week) => SheetCell::Text(week.to_string()),
    }
}
