//! Copies that came back, and float limits: files that a command names, beside the data folder.

use std::path::Path;

use super::codes;
use super::error::IngestError;
use super::facts::told_of;
use super::folder::content;
use super::history::whole_or_blank;
use super::limits::{CAPACITY_ITEMS, QUANTITY};
use super::pass::{Pass, Scope};
use super::rows::Row;
use super::schema::{FLOAT_LIMITS, RETURNS, Schema};
use super::source::FileContent;
use super::tables::Tables;
use crate::diagnostic::Diagnostics;
use crate::model::{Category, FloatLimit, ReturnedItems};
use crate::units::Items;

impl Tables {
    /// Reads copies that came back from one file; all findings in one pass.
    ///
    /// # Errors
    ///
    /// When nothing stands at the path.
    pub fn returned(&self, path: &Path) -> Result<(Vec<ReturnedItems>, Diagnostics), IngestError> {
        rows_of(path, &RETURNS, |row| self.returned_items(row))
    }

    /// Reads float limits from one file; all findings in one pass.
    ///
    /// # Errors
    ///
    /// When nothing stands at the path.
    pub fn float_limits(&self, path: &Path) -> Result<(Vec<FloatLimit>, Diagnostics), IngestError> {
        rows_of(path, &FLOAT_LIMITS, |row| {
            let place = self.places.named(row, "place", codes::place_unknown);
            let category = row.word("category", &Category::WORDS);
            let copies = row.whole("copies", CAPACITY_ITEMS).map(Items);
            Some(FloatLimit { place: place?, category: category?, copies: copies? })
        })
    }

    fn returned_items(&self, row: &mut Row<'_>) -> Option<ReturnedItems> {
        let title = self.titles.named(row, "title", codes::title_unknown);
        let place = self.places.named(row, "place", codes::place_unknown);
        let home = self.places.named(row, "home", codes::place_unknown);
        let date = row.date("date");
        let items = Items(whole_or_blank(row, "items", QUANTITY).unwrap_or(1));
        Some(ReturnedItems { title: title?, place: place?, home: home?, date: date?, items })
    }
}

/// What a function makes of the rows of a file that have no fault.
fn rows_of<T>(
    path: &Path,
    schema: &'static Schema,
    of: impl FnMut(&mut Row<'_>) -> Option<T>,
) -> Result<(Vec<T>, Diagnostics), IngestError> {
    let mut content = Some(content(path));
    if matches!(content, Some(FileContent::Absent)) {
        return Err(IngestError::FileMissing { path: path.to_owned() });
    }
    let mut file = |_: &'static str| content.take().unwrap_or(FileContent::Absent);
    let mut pass = Pass::new(Scope::Whole, &mut file);
    let rows = pass.sound_rows(schema, of);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let found = told_of(&pass.found.finish(), schema.file, &name.unwrap_or_default());
    Ok((rows, found))
}
