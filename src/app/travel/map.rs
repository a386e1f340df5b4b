//! What maps of a data folder are drawn with, made beside its travel times.

use std::path::Path;

use super::TravelOrder;
use super::sources::name_of;
use crate::app::Error;
use crate::index::Index as _;
use crate::ingest::IngestError;
use crate::ingest::geojson_ground::geojson_ground;
use crate::ingest::roads::road_file_bytes;
use crate::model::{Place, Province};
use crate::store::{digest_of_bytes, read_ground, read_ways, write_ground};
use crate::travel::TravelLeg;
use crate::travel::chart::{
    Chart, Ground, RawGround, RoadWays, WayStop, ground_of, main_roads, near_stops, ways_of,
};
use crate::travel::road::{Aim, RoadData, RoadNetwork, RoadPoint, RoadStop};

/// The kind of source of a ground that a user named; it stays until another is named.
const NAMED: &str = "geojson:";

/// Maps of a data folder, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MapFigures {
    /// Ways that are drawn by road; without them maps are straight.
    pub ways: usize,
    /// The pieces of road that they share.
    pub pieces: usize,
    /// Where the ground comes from, if there is one.
    pub ground: Option<String>,
    /// Its lines and areas.
    pub shapes: usize,
    /// Its towns.
    pub towns: usize,
}

impl MapFigures {
    pub(super) fn of(chart: &Chart) -> Self {
        let lines = chart.ways.as_ref().map(|ways| &ways.lines);
        let ground = chart.ground.as_ref();
        Self {
            ways: lines.map_or(0, |lines| lines.legs.len()),
            pieces: lines.map_or(0, |lines| lines.pieces.len()),
            ground: ground.map(|ground| ground.source.clone()),
            shapes: ground.map_or(0, |ground| ground.shapes.len()),
            towns: ground.map_or(0, |ground| ground.towns.len()),
        }
    }
}

/// Stores the ground that an order names.
pub(super) fn store_named_ground(
    folder: &Path,
    order: &TravelOrder,
    province: &Province,
) -> Result<Option<Ground>, Error> {
    let Some(path) = &order.ground else { return Ok(None) };
    let bytes = road_file_bytes(path)?;
    let reading = geojson_ground(&bytes)
        .map_err(|source| IngestError::Ground { path: path.clone(), source })?;
    let ground = Ground {
        source: format!("{NAMED}{}", name_of(path)),
        attribution: reading.attribution,
        fingerprint: digest_of_bytes(&bytes),
        ..ground_of(reading.raw, &positions(province))
    };
    write_ground(folder, &ground)?;
    Ok(Some(ground))
}

/// Whether a folder has the ways of a matrix as lines, and some ground; what does not read is made
/// again.
pub(super) fn has_chart(folder: &Path, fingerprint: &str) -> bool {
    let ways = read_ways(folder).ok().flatten();
    let is_ours = ways.is_some_and(|ways| ways.fingerprint == fingerprint);
    is_ours && read_ground(folder).ok().flatten().is_some()
}

/// Whether the ground of a folder is one that a user named.
pub(super) fn is_named(folder: &Path) -> bool {
    let ground = read_ground(folder).ok().flatten();
    ground.is_some_and(|ground| ground.source.starts_with(NAMED))
}

/// What a map shows: the hub and what is visited from there.
fn positions(province: &Province) -> Vec<RoadPoint> {
    let shown = std::iter::once(province.hub()).chain(province.visited_places());
    shown.map(|place| RoadPoint::of(province.places()[place].position)).collect()
}

/// The table of all places, and the ways between them as lines: those to the nearest, and those of
/// the hub to all.
pub(super) fn table_and_ways(
    roads: &RoadNetwork,
    province: &Province,
    stops: &[Option<RoadStop>],
) -> (Vec<Vec<Option<TravelLeg>>>, RoadWays) {
    let hub = [province.hub().position()];
    let near = |from: usize, row: &[Option<TravelLeg>]| near_stops(from, row, &hub);
    let (table, lines) = roads.table_and_lines(stops, Aim::Fastest, near);
    let stop = |place: &Place| WayStop {
        place: place.code.0.clone(),
        position: RoadPoint::of(place.position),
    };
    let stops = province.places().iter().map(stop).collect();
    (table, ways_of(stops, lines, &positions(province)))
}

/// The ground of a file of roads, without its source.
pub(super) fn ground_on(mut raw: RawGround, data: &RoadData, province: &Province) -> Ground {
    raw.shapes.push(main_roads(data));
    ground_of(raw, &positions(province))
}
