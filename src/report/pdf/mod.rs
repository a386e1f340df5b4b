//! The printed set of a week as one tagged PDF, set by typst.
//!
//! The sheets of [`super::view`] are written as one document of JSON (`data.json`), with every word
//! and every value as people read it; templates in the language of typst lay it out. Text of a
//! library never becomes markup: it stays a value of that document. A library's own files of the
//! same names come before ours, so that a sheet can be changed without building the program.
//!
//! Parts are in the order in which a planner hands them out: the overview, what branches pull, then
//! day by day what the hub sorts, sticks on and packs in, and what each driver takes along.
//! Bookmarks follow that order in two levels. Every page says in its foot which sheet it is, where
//! the plan comes from, and page x of y of that sheet, so that a bundle that fell is put together
//! again.
//!
//! The same plan gives the same bytes for any number of threads: there is no clock, and the
//! identity of the file is that of plan and parts. Letters are those of the crate `dejavu`, which the
//! program carries; a letter that no font has is told, and nothing is printed without it.
//!
//! References: ISO 14289-1 (PDF/UA-1); the typst documentation, <https://typst.app/docs/>.
//!
//! It deliberately lays out nothing that is not a sheet already: what is new is told in
//! [`super::view`] first.
//!
//! A report of accounts is set by a template of its own, from the same parts that its page has.
//!
//! Entry points: [`week_pdf`], [`report_pdf`].

mod bundle;
mod error;
mod hub_data;
mod overview_data;
mod press;
mod report_data;
mod route_data;
mod shared_data;
mod sticker_data;

use std::collections::{BTreeMap, BTreeSet};

pub use error::{PdfError, TemplateFault};

use serde_json::Value;

use super::{AccountsReport, Language, PrintedSet, Sheet, SheetKind};

/// Sheets that are set together: enough for both cores, few enough to keep memory small.
const SHEETS_AT_ONCE: usize = 8;

/// The kinds of a set in one PDF, under a name of its own.
///
/// `own` are files of a library by name: templates (`.typ`), fonts (`.ttf`, `.otf`) and pictures
/// that its templates show. Kinds that are no sheets are left out. O(letters of the sheets).
///
/// # Panics
///
/// When the plan is not of the province, so that an index of one is unknown to the other.
pub fn week_pdf(
    set: &PrintedSet<'_>,
    kinds: &BTreeSet<SheetKind>,
    name: &str,
    own: &BTreeMap<String, Vec<u8>>,
) -> Result<Sheet, PdfError> {
    let press = press::Press::new(press::SET, own)?;
    let bundle::Data { common, sheets } = bundle::data(set, kinds);
    let part = |sheets: &[Value]| {
        let mut data = common.clone();
        data.insert("sheets".to_owned(), Value::Array(sheets.to_vec()));
        serde_json::to_vec(&data).expect("a document of texts and numbers")
    };
    // A set without a sheet is a page without one.
    let parts: Vec<&[Value]> =
        if sheets.is_empty() { vec![&[]] } else { sheets.chunks(SHEETS_AT_ONCE).collect() };
    let identity = format!("{} {name}", set.header.plan_short);
    let bytes = press.print(parts.into_iter().map(part), &identity)?;
    Ok(Sheet { name: name.to_owned(), bytes })
}

/// A report as a PDF, under its own name.
///
/// `own` are files of a library, as for [`week_pdf`]. O(cells).
///
/// # Panics
///
/// Never: a document of texts and numbers can be written.
pub fn report_pdf(
    report: &AccountsReport,
    language: Language,
    own: &BTreeMap<String, Vec<u8>>,
) -> Result<Sheet, PdfError> {
    let press = press::Press::new(press::REPORT, own)?;
    let data = serde_json::to_vec(&report_data::report(report, language));
    let data = data.expect("a document of texts and numbers");
    let identity = format!("{} {}", report.origin.fingerprint, report.name);
    let bytes = press.print(std::iter::once(data), &identity)?;
    Ok(Sheet { name: format!("{}.pdf", report.name), bytes })
}
