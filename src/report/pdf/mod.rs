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
//! Entry point: [`week_pdf`].

mod bundle;
mod error;
mod hub_data;
mod overview_data;
mod press;
mod route_data;
mod shared_data;
mod sticker_data;

use std::collections::{BTreeMap, BTreeSet};

pub use error::{PdfError, TemplateFault};

use super::{PrintedSet, Sheet, SheetKind};

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
    let data = serde_json::to_vec(&bundle::data(set, kinds));
    let data = data.expect("a document of texts and numbers");
    let press = press::Press::new(data, own)?;
    let bytes = press.print(&format!("{} {name}", set.header.plan_short))?;
    Ok(Sheet { name: name.to_owned(), bytes })
}
