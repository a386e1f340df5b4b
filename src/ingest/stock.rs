//! Titles and holdings.

use super::codes;
use super::identity::{Identities, title_identity};
use super::limits::{COPIES, ITEM_GRAMS, ITEM_MILLILITRES};
use super::pass::Pass;
use super::places::Places;
use super::rows::{Outcome, Row};
use super::schema::HOLDINGS;
use super::table::Table;
use crate::diagnostic::Span;
use crate::index::TitleIdx;
use crate::model::{Category, HoldingLot, Title};
use crate::units::{Grams, Millilitres};

pub(super) type Titles = Table<TitleIdx, Title>;

pub(super) fn title(row: &mut Row<'_>) -> Option<Title> {
    let category = row.word("category", &Category::WORDS);
    let grams = row.whole("grams", ITEM_GRAMS).map(Grams);
    let millilitres = row.whole("millilitres", ITEM_MILLILITRES).map(Millilitres);
    let identity = title_identity(row);
    Some(Title {
        code: row.cell("id").into(),
        category: category?,
        grams: grams?,
        millilitres: millilitres?,
        identity,
    })
}

/// The lots of all titles, each title and place once. O(rows log rows).
pub(super) fn holdings(
    pass: &mut Pass<'_>,
    (titles, identities): (&Titles, &Identities),
    places: &Places,
) -> Vec<(TitleIdx, HoldingLot)> {
    let mut lots: Vec<(TitleIdx, HoldingLot, u32)> = Vec::new();
    let reading = pass.rows(&HOLDINGS, |row| {
        let title = identities.title_named(row, titles);
        let lot = lot(row, places);
        if let (Some(title), Some(lot), false) = (title, lot, row.is_faulty()) {
            // Blank lines without end may pass 2^32; a line is for people only.
            lots.push((title, lot, u32::try_from(row.line()).unwrap_or(u32::MAX)));
        }
    });
    if reading == Outcome::Refused {
        return Vec::new();
    }
    // Stable, so that of two rows for one title and place the earlier comes first and stays.
    lots.sort_by_key(|(title, lot, _)| (*title, lot.place));
    let mut kept: Vec<(TitleIdx, HoldingLot)> = Vec::with_capacity(lots.len());
    let mut first_line = 0;
    for (title, lot, line) in lots {
        let same =
            |(known, other): &(TitleIdx, HoldingLot)| (*known, other.place) == (title, lot.place);
        if kept.last().is_some_and(same) {
            let span = Span::row(HOLDINGS.file, u64::from(line));
            let (title, place) = (&titles.rows[title].code, &places.rows[lot.place].code.0);
            pass.found.push(codes::holding_twice(span, title, place, u64::from(first_line)));
        } else {
            kept.push((title, lot));
            first_line = line;
        }
    }
    kept
}

fn lot(row: &mut Row<'_>, places: &Places) -> Option<HoldingLot> {
    let place = places.named(row, "place", codes::place_unknown);
    let copies = row.whole("copies", COPIES);
    let on_shelf = row.whole("on_shelf", COPIES);
    let due = row.date_or_blank("due");
    let (copies, on_shelf) = (copies?, on_shelf?);
    if on_shelf > copies {
        row.fault(codes::shelf_above_copies(row.span("on_shelf"), on_shelf, copies));
    } else if let Some(due) = due
        && on_shelf == copies
    {
        row.fault(codes::due_without_loan(row.span("due"), due));
    }
    let count = |number: i64| u16::try_from(number).ok();
    Some(HoldingLot { place: place?, copies: count(copies)?, on_shelf: count(on_shelf)?, due })
}
