//! `travel`: the travel matrix of a data folder, from real roads or from a table, with its label.

mod map;
mod network;
mod profile;
mod road_form;
#[cfg(feature = "http")]
mod server;
mod sources;

use std::path::{Path, PathBuf};

pub use map::MapFigures;
pub use network::RoadOrder;
pub(super) use network::{Roads, roads_of};
pub use profile::ProfileChoice;
#[cfg(feature = "http")]
pub use server::server_of;

use self::map::{has_chart, is_named, store_named_ground};
use self::sources::{Drawn, Source};
use super::clock::Stopwatch;
use super::error::Error;
use super::load::{load, load_table};
use crate::diagnostic::Diagnostics;
use crate::ingest::TravelTable;
#[cfg(feature = "http")]
use crate::ingest::servers::Server;
use crate::model::Province;
use crate::store::{
    Overwrite, has_travel_table, read_ground, read_travel_label, remove_travel_hours, remove_ways,
    travel_hours_digest, travel_table_digest, write_ground, write_travel_hours, write_travel_label,
    write_travel_table, write_ways,
};
use crate::travel::chart::Chart;
use crate::travel::road::{Calibration, RoadFigures, SNAP_DOUBTFUL_CM};
use crate::travel::{TravelLabel, TravelMatrix, TravelSource};

/// Where travel times are to come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TravelFrom {
    /// What the folder has is told, and nothing computed.
    Stored,
    /// An OpenStreetMap extract.
    Osm(PathBuf),
    /// Road sections of the Nationaal Wegenbestand, as GML or as a shapefile.
    Nwb(PathBuf),
    /// A table: CSV, or JSON of a routing program.
    Table(PathBuf),
    /// A routing server.
    #[cfg(feature = "http")]
    Server(Box<Server>),
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct TravelOrder {
    /// The source.
    pub from: TravelFrom,
    /// The vehicle, where the source asks for one.
    pub profile: ProfileChoice,
    /// Driven trips that speeds are fitted to.
    pub measured: Option<PathBuf>,
    /// GeoJSON that maps have as their ground instead of that of the file of roads.
    pub ground: Option<PathBuf>,
    /// Whether a table that somebody else put there may be replaced.
    pub overwrite: Overwrite,
}

/// A place whose way from the road is worth a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoubtfulStop {
    /// The code of the place.
    pub place: String,
    /// Metres to the road; `None` where there is no road at all.
    pub metres: Option<i64>,
}

/// A place at a road that is open in windows only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowedStop {
    /// The code of the place.
    pub place: String,
    /// The windows, such as `Mo-Sa 07:00-11:00`.
    pub windows: Vec<String>,
}

/// The travel matrix of a data folder, in numbers.
#[derive(Clone, Debug)]
pub struct MadeTravel {
    /// Where it comes from.
    pub source: TravelSource,
    /// Pairs of places, each direction once.
    pub pairs: usize,
    /// Those that take another time at some hours of the day.
    pub by_hour: usize,
    /// Pairs without a way, by code, from and to.
    pub unreachable: Vec<(String, String)>,
    /// The farthest that a place stands from its road.
    pub snap_metres_max: Option<i64>,
    /// Places that stand far from any road.
    pub doubtful: Vec<DoubtfulStop>,
    /// Places at a road that is open in windows only.
    pub windows: Vec<WindowedStop>,
    /// The roads, where they were read now.
    pub roads: Option<RoadFigures>,
    /// What driven trips made of the profile.
    pub calibration: Option<Box<Calibration>>,
    /// What maps are drawn with.
    pub map: MapFigures,
    /// Whether the folder had this matrix already.
    pub cached: bool,
    /// How long it took.
    pub seconds: f64,
    /// What was found in the data.
    pub found: Diagnostics,
}

impl MadeTravel {
    /// Whether every place has a way to every other.
    pub fn is_whole(&self) -> bool {
        self.unreachable.is_empty()
    }
}

/// Makes, stores and tells the travel matrix of a data folder.
///
/// The matrix is written as `travel.csv` with its label `travel.json`, and beside them what maps are
/// drawn with: `ways.json` and `ground.json`, where the source has roads. One that was made from the
/// same bytes, profile, driven trips and places is not made again.
pub fn make_travel(folder: &Path, order: &TravelOrder) -> Result<MadeTravel, Error> {
    let watch = Stopwatch::start();
    let mut made = match &order.from {
        TravelFrom::Stored => stored(folder, order)?,
        _ => drawn(folder, order)?,
    };
    made.seconds = watch.elapsed().as_secs_f64();
    Ok(made)
}

/// What the folder has.
fn stored(folder: &Path, order: &TravelOrder) -> Result<MadeTravel, Error> {
    let (loaded, found) = load(folder)?;
    let Some(mut loaded) = loaded else { return Err(Error::Data { found }) };
    let named = store_named_ground(folder, order, &loaded.province)?;
    loaded.chart.ground = named.or(loaded.chart.ground);
    let map = MapFigures::of(&loaded.chart);
    Ok(MadeTravel { map, ..told(&loaded.province, &loaded.travel, found) })
}

fn drawn(folder: &Path, order: &TravelOrder) -> Result<MadeTravel, Error> {
    let table = match &order.from {
        TravelFrom::Table(path) if !is_json(path) => TravelTable::File(path),
        _ => TravelTable::None,
    };
    let (loaded, (), found) = load_table(folder, table, |_, _| ((), Diagnostics::default()))?;
    let Some(loaded) = loaded else { return Err(Error::Data { found }) };
    let (province, of_table) = (loaded.province, loaded.travel);
    let source = Source::read(order, &province)?;
    let label = read_travel_label(folder)?;
    let digest = travel_table_digest(folder)?;
    let hours = travel_hours_digest(folder)?;
    let ours = label
        .filter(|label| label.table == digest && (label.hours.is_none() || label.hours == hours));
    let is_there = !source.has_roads() || has_chart(folder, &source.fingerprint);
    if is_there && ours.as_ref().is_some_and(|label| label.fingerprint == source.fingerprint) {
        let mut made = stored(folder, order)?;
        made.cached = true;
        return Ok(made);
    }
    let overwrite = if ours.is_some() { Overwrite::Replace } else { order.overwrite };
    if overwrite == Overwrite::Refuse && has_travel_table(folder) {
        return Err(Error::TableInTheWay { folder: folder.to_owned() });
    }
    let hours_are_ours = ours.as_ref().is_some_and(|label| label.hours.is_some());
    store_named_ground(folder, order, &province)?;
    let drawn = source.draw(&province, of_table)?;
    let Drawn { travel, mut label, chart, roads, calibration, windows, homeless } = drawn;
    write_travel_table(folder, &province, &travel, overwrite)?;
    label.table = travel_table_digest(folder)?;
    if !travel.hours().is_empty() {
        let overwrite = if hours_are_ours { Overwrite::Replace } else { order.overwrite };
        write_travel_hours(folder, &province, &travel, overwrite)?;
        label.hours = travel_hours_digest(folder)?;
    } else if hours_are_ours {
        remove_travel_hours(folder)?;
    }
    write_travel_label(folder, &label)?;
    let map = MapFigures::of(&store_chart(folder, chart)?);
    let mut made = told(&province, &travel.labelled(label), found);
    made.doubtful.extend(homeless.into_iter().map(|place| DoubtfulStop { place, metres: None }));
    Ok(MadeTravel { windows, roads, calibration, map, ..made })
}

/// Stores what maps are drawn with, beside a new matrix, and gives what they are drawn with now: a
/// ground that a user named stays.
fn store_chart(folder: &Path, drawn: Chart) -> Result<Chart, Error> {
    match &drawn.ways {
        Some(ways) => write_ways(folder, ways)?,
        None => remove_ways(folder)?,
    }
    if let Some(ground) = drawn.ground.as_ref().filter(|_| !is_named(folder)) {
        write_ground(folder, ground)?;
    }
    Ok(Chart { ways: drawn.ways, ground: read_ground(folder)? })
}

/// Whether a table is JSON, by its name.
fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"))
}

fn told(province: &Province, travel: &TravelMatrix, found: Diagnostics) -> MadeTravel {
    let places = province.places();
    let code = |place| places[place].code.0.clone();
    let mut unreachable = Vec::new();
    for from in places.indices() {
        for to in places.indices() {
            if travel.leg(from, to).is_none() {
                unreachable.push((code(from), code(to)));
            }
        }
    }
    let label: Option<&TravelLabel> = match travel.source() {
        TravelSource::Stored(label) => Some(label),
        TravelSource::Table | TravelSource::Estimate(_) | TravelSource::ByHour(_) => None,
    };
    let stops = label.into_iter().flat_map(|label| &label.stops);
    let doubtful = stops.filter_map(|stop| {
        let metres = stop.snap_metres.filter(|of| *of > i64::from(SNAP_DOUBTFUL_CM) / 100)?;
        Some(DoubtfulStop { place: stop.place.clone(), metres: Some(metres) })
    });
    MadeTravel {
        source: travel.told_source(),
        by_hour: travel.hours().len(),
        pairs: places.len() * places.len().saturating_sub(1),
        unreachable,
        snap_metres_max: label.and_then(TravelLabel::snap_metres_max),
        doubtful: doubtful.collect(),
        windows: Vec::new(),
        roads: None,
        calibration: None,
        map: MapFigures::default(),
        cached: false,
        seconds: 0.0,
        found,
    }
}
