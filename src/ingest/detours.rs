//! Roads that are closed between dates (omleidingen).

use super::codes;
use super::limits::{DETOUR_METRES, TRIP_SECONDS};
use super::pass::Pass;
use super::places::{Places, span_of_days};
use super::rows::Row;
use super::schema::DETOURS;
use crate::index::PlaceIdx;
use crate::travel::Detour;
use crate::units::{Metres, Seconds};

/// Any place, as a row names it.
const ANYWHERE: &str = "*";

/// The detours of the file, in its order.
pub(super) fn detours(pass: &mut Pass<'_>, places: &Places) -> Vec<Detour> {
    pass.sound_rows(&DETOURS, |row| detour(row, places))
}

fn detour(row: &mut Row<'_>, places: &Places) -> Option<Detour> {
    let (from, to) = (end(row, places, "from"), end(row, places, "to"));
    let span = span_of_days(row);
    let distance = row.whole("metres_more", DETOUR_METRES);
    let duration = row.whole("seconds_more", TRIP_SECONDS);
    let (End(from), End(to)) = (from?, to?);
    if from.is_some() && from == to {
        row.fault(codes::detour_nowhere(row.row_span(), row.cell("from")));
    }
    let (first, last) = span?;
    Some(Detour {
        from,
        to,
        first,
        last,
        distance: Metres(distance?),
        duration: Seconds(duration?),
        reason: row.cell("reason").to_owned(),
    })
}

/// Where a detour begins or ends; `None` is anywhere.
struct End(Option<PlaceIdx>);

/// The end that a cell names.
fn end(row: &mut Row<'_>, places: &Places, column: &str) -> Option<End> {
    if row.cell(column) == ANYWHERE {
        return Some(End(None));
    }
    places.named(row, column, codes::place_unknown).map(|place| End(Some(place)))
}
