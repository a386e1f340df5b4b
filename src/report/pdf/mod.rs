//! The printed set as one PDF with bookmarks, by typst.
//!
//! The sheets become a plain document of parts and blocks (`part`), which is the `data.json` of
//! three templates: `week.typ` puts the parts together, `sheet.typ` draws lists and tables and
//! `labels.typ` the stickers. A library that wants another layout gives a template of the same name
//! of its own; nothing is built again.
//!
//! The file is tagged, its fonts are embedded, and no clock is in it. It reads nothing but its own
//! templates and data (`world`): no file, no package, no network.
//!
//! It deliberately knows no more than the HTML sheets do, from which it takes data and words.
//!
//! Entry point: [`week_pdf`].

mod lists;
mod part;
mod parts;
mod stickers;
mod world;

use std::collections::{BTreeMap, BTreeSet};

pub use self::world::PdfFault;
use super::{PrintedSet, Sheet, SheetKind};

/// The templates that a library may have of its own, by name.
pub const PDF_TEMPLATES: [&str; 3] = ["week.typ", "sheet.typ", "labels.typ"];

/// The kinds of sheets that a PDF holds.
const IN_PDF: [SheetKind; 8] = [
    SheetKind::Overview,
    SheetKind::RouteSheets,
    SheetKind::Manifests,
    SheetKind::Exceptions,
    SheetKind::SortPlans,
    SheetKind::PullLists,
    SheetKind::Labels,
    SheetKind::Slips,
];

/// The PDF of the sheets that are asked for beside it, or of the whole set: `week.pdf`, or
/// `week-KIND.pdf` where single kinds are named.
///
/// # Errors
///
/// When a template, ours or a library's own, does not compile; all faults at once.
pub fn week_pdf(
    set: &PrintedSet<'_>,
    kinds: &BTreeSet<SheetKind>,
    own: &BTreeMap<String, String>,
) -> Result<Sheet, Vec<PdfFault>> {
    let named: BTreeSet<SheetKind> =
        IN_PDF.into_iter().filter(|kind| kinds.contains(kind)).collect();
    let is_whole = named.is_empty() || named.len() == IN_PDF.len();
    let (name, kinds) = if is_whole {
        ("week.pdf".to_owned(), IN_PDF.into_iter().collect())
    } else {
        let words: Vec<&str> = named.iter().map(|kind| kind.word()).collect();
        (format!("week-{}.pdf", words.join("-")), named)
    };
    let document = parts::of(set, &kinds);
    Ok(Sheet { name, bytes: world::pdf(&document, own)? })
}
