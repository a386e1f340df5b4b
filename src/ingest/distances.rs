//! The travel table that the user gave.

use std::collections::BTreeMap;

use super::codes;
use super::findings::Findings;
use super::limits::{SPEED_KMH_MAX, TRIP_METRES, TRIP_SECONDS};
use super::pass::Pass;
use super::places::Places;
use super::rows::{Outcome, Row};
use super::schema::TRAVEL;
use crate::index::PlaceIdx;
use crate::model::{Place, PlaceKind};
use crate::travel::TravelLeg;
use crate::units::{Metres, Seconds};

pub(super) type Distances = Vec<(PlaceIdx, PlaceIdx, TravelLeg)>;

/// Pairs by their line; a pair whose row has an error counts as given, since it was named.
type Named = BTreeMap<(PlaceIdx, PlaceIdx), u64>;

/// The legs of the table, or `None` where there is no table to use.
pub(super) fn distances(pass: &mut Pass<'_>, places: &Places) -> Option<Distances> {
    let mut rows = Vec::new();
    let mut named = Named::new();
    let reading = pass.rows(&TRAVEL, |row| {
        let from = places.named(row, "from", codes::place_unknown);
        let to = places.named(row, "to", codes::place_unknown);
        let metres = row.whole("metres", TRIP_METRES);
        let seconds = row.whole("seconds", TRIP_SECONDS);
        let Some(pair) = from.zip(to) else { return };
        if let Some(line) = named.get(&pair) {
            let [from, to] = ["from", "to"].map(|column| row.cell(column));
            row.fault(codes::distance_twice(row.row_span(), from, to, *line));
        } else {
            named.insert(pair, row.line());
        }
        if let (Some(metres), Some(seconds), false) = (metres, seconds, row.is_faulty()) {
            check_speed(row, metres, seconds);
            let leg = TravelLeg { distance: Metres(metres), duration: Seconds(seconds) };
            rows.push((pair.0, pair.1, leg));
        }
    });
    if matches!(reading, Outcome::Absent | Outcome::Refused) {
        return None;
    }
    check_pairs(places, &named, &mut pass.found);
    for (index, place) in places.rows.iter_indexed() {
        if !place.registration.relocations.is_empty() {
            pass.found.push(codes::distances_before_move(places.span(index), &place.code.0));
        }
    }
    Some(rows)
}

fn check_speed(row: &mut Row<'_>, metres: i64, seconds: i64) {
    const METRES_PER_KM: i64 = 1_000;
    const SECONDS_PER_HOUR: i64 = 3_600;
    let kmh = metres * SECONDS_PER_HOUR / METRES_PER_KM / seconds.max(1);
    if kmh > SPEED_KMH_MAX {
        let [from, to] = ["from", "to"].map(|column| row.cell(column));
        row.warn(codes::speed_absurd(row.row_span(), from, to, kmh));
    }
}

/// Finds the pairs that routes may need and no row gives: one finding a place of departure.
fn check_pairs(places: &Places, named: &Named, found: &mut Findings) {
    let by_road = |place: &Place| {
        place.kind == PlaceKind::Hub || place.is_visited() && !place.in_hub_building
    };
    let needed = places.rows.iter_indexed().filter(|(_, place)| by_road(place));
    let needed: Vec<(PlaceIdx, &Place)> = needed.collect();
    for (from, place) in &needed {
        let lacks = |to: &PlaceIdx| to != from && !named.contains_key(&(*from, *to));
        let missing = needed.iter().filter(|(to, _)| lacks(to));
        let missing: Vec<&str> = missing.map(|(_, place)| place.code.0.as_str()).collect();
        if let Some(example) = missing.first() {
            found.push(codes::distances_missing(&place.code.0, missing.len(), example));
        }
    }
}
