//! Hours of the day at which ways take longer than the travel table says.

use std::collections::BTreeMap;

use super::codes;
use super::distances::Distances;
use super::limits::TRIP_SECONDS;
use super::pass::Pass;
use super::places::Places;
use super::schema::TRAVEL_HOURS;
use crate::index::PlaceIdx;
use crate::travel::{HourBand, HourBands};
use crate::units::Seconds;

/// Bands by their way, with their lines.
type Known = BTreeMap<(PlaceIdx, PlaceIdx), Vec<(HourBand, u64)>>;

/// The bands of the file, for ways that the travel table has.
pub(super) fn hours(
    pass: &mut Pass<'_>,
    places: &Places,
    distances: Option<&Distances>,
) -> HourBands {
    let mut ways: Vec<(PlaceIdx, PlaceIdx)> =
        distances.into_iter().flatten().map(|(from, to, _)| (*from, *to)).collect();
    ways.sort_unstable();
    let mut known = Known::new();
    pass.rows(&TRAVEL_HOURS, |row| {
        let from = places.named(row, "from", codes::place_unknown);
        let to = places.named(row, "to", codes::place_unknown);
        let window = row.window("begin", "end");
        let seconds = row.whole("seconds", TRIP_SECONDS);
        let (Some(pair), Some(window)) = (from.zip(to), window) else { return };
        let [from, to] = ["from", "to"].map(|column| row.cell(column));
        let of_way = known.entry(pair).or_default();
        let clash =
            of_way.iter().find(|(other, _)| other.begin < window.close && window.open < other.end);
        if window.open == window.close {
            row.fault(codes::window_reversed(row.span("end"), window));
        } else if let Some((_, line)) = clash {
            row.fault(codes::hours_twice(row.row_span(), from, to, *line));
        } else if ways.binary_search(&pair).is_err() {
            row.fault(codes::hours_without_way(row.row_span(), from, to));
        } else if let (Some(seconds), false) = (seconds, row.is_faulty()) {
            let duration = Seconds(seconds);
            let band = HourBand { begin: window.open, end: window.close, duration };
            of_way.push((band, row.line()));
        }
    });
    let bands = known.into_iter().filter(|(_, bands)| !bands.is_empty());
    bands
        .map(|(pair, bands)| {
            let mut bands: Vec<HourBand> = bands.into_iter().map(|(band, _)| band).collect();
            bands.sort_unstable_by_key(|band| band.begin);
            (pair, bands)
        })
        .collect()
}
