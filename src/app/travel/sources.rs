//! The sources of travel times, read but for what takes long.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::map::{ground_on, table_and_ways};
use super::road_form::{OSM_ATTRIBUTION, RoadForm};
use super::{TravelFrom, TravelOrder, WindowedStop, is_json};
use crate::app::Error;
use crate::index::PlaceIdx;
use crate::ingest::IngestError;
use crate::ingest::measured::{DrivenTrip, read_measured};
use crate::ingest::roads::{osm_ground, road_file_bytes};
#[cfg(feature = "http")]
use crate::ingest::servers::{Server, ask_server};
#[cfg(feature = "http")]
use crate::ingest::travel_json::LegRows;
use crate::ingest::travel_json::travel_json;
use crate::model::{ClockTime, Place, Province};
use crate::store::digest_of_bytes;
use crate::travel::chart::{Chart, Ground, RawGround, RoadWays};
use crate::travel::road::{
    Aim, Calibration, DrivingHours, MeasuredTrip, RoadData, RoadFigures, RoadNetwork, RoadPoint,
    RoadProfile, RoadStop, TrafficBand, calibrate,
};
use crate::travel::{HourBand, HourBands, LabelledStop, TravelLabel, TravelLeg, TravelMatrix};
use crate::units::Seconds;

const SECONDS_PER_TENTH: i64 = 6;

/// Raised when equal files would give other matrices than before.
const METHOD: &str = "leenroute roads 1";

/// A source whose bytes are read and whose digest is known.
pub(super) struct Source {
    pub(super) fingerprint: String,
    name: String,
    path: PathBuf,
    kind: Kind,
}

enum Kind {
    Roads {
        bytes: Vec<u8>,
        form: RoadForm,
        profile: Box<RoadProfile>,
        trips: Vec<MeasuredTrip>,
    },
    Rows,
    Json {
        bytes: Vec<u8>,
    },
    #[cfg(feature = "http")]
    Legs {
        rows: LegRows,
        profile: String,
    },
}

/// A matrix that was made, with what is told beside it.
pub(super) struct Drawn {
    pub(super) travel: TravelMatrix,
    pub(super) label: TravelLabel,
    pub(super) chart: Chart,
    pub(super) roads: Option<RoadFigures>,
    pub(super) calibration: Option<Box<Calibration>>,
    pub(super) windows: Vec<WindowedStop>,
    /// Places without any road.
    pub(super) homeless: Vec<String>,
}

impl Source {
    pub(super) fn read(order: &TravelOrder, province: &Province) -> Result<Self, Error> {
        let (path, scheme) = match &order.from {
            TravelFrom::Osm(path) => (path, "osm"),
            TravelFrom::Nwb(path) => (path, "nwb"),
            TravelFrom::Table(path) => (path, "table"),
            #[cfg(feature = "http")]
            TravelFrom::Server(server) => return Self::ask(server, province),
            TravelFrom::Stored => unreachable!("what is stored is not read again"),
        };
        let bytes = road_file_bytes(path)?;
        let mut made_of = format!("{METHOD}\n{scheme} {}\n", digest_of_bytes(&bytes));
        for place in province.places() {
            let RoadPoint { lon, lat } = RoadPoint::of(place.position);
            writeln!(made_of, "{} {lon} {lat}", place.code.0).expect("a String takes everything");
        }
        let kind = match &order.from {
            TravelFrom::Table(_) if is_json(path) => Kind::Json { bytes },
            TravelFrom::Table(_) => Kind::Rows,
            _ => {
                let profile = Box::new(order.profile.read()?);
                writeln!(made_of, "{profile:?}").expect("a String takes everything");
                let trips = trips(order, province)?;
                writeln!(made_of, "{trips:?}").expect("a String takes everything");
                let form = RoadForm::of(&order.from, path)?;
                if let RoadForm::NwbShape(rows) = &form {
                    writeln!(made_of, "{}", digest_of_bytes(rows)).expect("a String takes all");
                }
                Kind::Roads { bytes, form, profile, trips }
            }
        };
        let fingerprint = digest_of_bytes(made_of.as_bytes());
        Ok(Self {
            fingerprint,
            name: format!("{scheme}:{}", name_of(path)),
            path: path.clone(),
            kind,
        })
    }

    /// Whether it is made of roads, whose lines maps show.
    pub(super) const fn has_roads(&self) -> bool {
        matches!(self.kind, Kind::Roads { .. })
    }

    /// Asks a server; what it answers is all that tells whether anything changed there.
    #[cfg(feature = "http")]
    fn ask(server: &Server, province: &Province) -> Result<Self, Error> {
        let points: Vec<RoadPoint> =
            province.places().iter().map(|place| RoadPoint::of(place.position)).collect();
        let url = server.url.clone();
        let rows = ask_server(server, &points)
            .map_err(|source| IngestError::Server { url: url.clone(), source })?;
        let name = format!("{}:{url}", server.kind.word());
        let made_of = format!("{METHOD}\n{name} {}\n{points:?}\n{rows:?}", server.profile);
        Ok(Self {
            fingerprint: digest_of_bytes(made_of.as_bytes()),
            name,
            path: PathBuf::new(),
            kind: Kind::Legs { rows, profile: server.profile.clone() },
        })
    }

    /// Makes the matrix; `of_table` is what the reader of folders made of a table.
    pub(super) fn draw(self, province: &Province, of_table: TravelMatrix) -> Result<Drawn, Error> {
        let path = self.path;
        let label = TravelLabel {
            source: self.name,
            date: None,
            attribution: String::new(),
            profile: String::new(),
            fingerprint: self.fingerprint,
            table: String::new(),
            hours: None,
            stops: stops_of(province, &vec![None; province.places().len()]),
        };
        let plain = |travel, label| Drawn {
            travel,
            label,
            chart: Chart::default(),
            roads: None,
            calibration: None,
            windows: Vec::new(),
            homeless: Vec::new(),
        };
        match self.kind {
            Kind::Rows => Ok(plain(of_table, label)),
            #[cfg(feature = "http")]
            Kind::Legs { rows, profile } => {
                // All three reckon with roads of OpenStreetMap.
                let attribution = OSM_ATTRIBUTION.to_owned();
                Ok(plain(matrix(province, &rows), TravelLabel { attribution, profile, ..label }))
            }
            Kind::Json { bytes } => {
                let rows = travel_json(&bytes, province.places().len());
                let rows = rows.map_err(|source| IngestError::TravelJson { path, source })?;
                Ok(plain(matrix(province, &rows), label))
            }
            Kind::Roads { bytes, form, profile, trips } => {
                let read = form.roads(&bytes, &path)?;
                let damaged = |source| IngestError::Roads { path: path.clone(), source };
                let raw = match &form {
                    RoadForm::OsmPbf => osm_ground(&bytes).map_err(damaged)?,
                    RoadForm::NwbGml | RoadForm::NwbShape(_) => RawGround::default(),
                };
                drop(bytes);
                let (profile, calibration) = calibrated(&read.data, &profile, province, &trips);
                let label = TravelLabel {
                    date: read.date,
                    attribution: form.attribution().to_owned(),
                    profile: profile.name.clone(),
                    ..label
                };
                let ground = Ground {
                    source: label.source.clone(),
                    attribution: label.attribution.clone(),
                    fingerprint: label.fingerprint.clone(),
                    ..ground_on(raw, &read.data, province)
                };
                let mut drawn = on_roads(&read.data, &profile, province, label);
                drawn.chart.ground = Some(ground);
                Ok(Drawn { calibration, ..drawn })
            }
        }
    }
}

/// The driven trips of an order, by position of the places.
fn trips(order: &TravelOrder, province: &Province) -> Result<Vec<MeasuredTrip>, Error> {
    let Some(path) = &order.measured else { return Ok(Vec::new()) };
    let places = province.places().iter().enumerate();
    let places: BTreeMap<&str, usize> =
        places.map(|(at, place)| (place.code.0.as_str(), at)).collect();
    let trip = |trip: DrivenTrip| MeasuredTrip {
        from: places[trip.from.as_str()],
        to: places[trip.to.as_str()],
        duration: Seconds(trip.tenths_of_minute * SECONDS_PER_TENTH),
        hour: trip.hour,
    };
    Ok(read_measured(path, &places)?.into_iter().map(trip).collect())
}

/// The profile as driven trips have it, under a name that says so.
fn calibrated(
    data: &RoadData,
    profile: &RoadProfile,
    province: &Province,
    trips: &[MeasuredTrip],
) -> (RoadProfile, Option<Box<Calibration>>) {
    if trips.is_empty() {
        return (profile.clone(), None);
    }
    let stops: Vec<RoadPoint> =
        province.places().iter().map(|place| RoadPoint::of(place.position)).collect();
    let found = calibrate(data, profile, &stops, trips);
    let name = format!("{} fitted to {} trips", profile.name, found.trips);
    (RoadProfile { name, ..found.profile.clone() }, Some(Box::new(found)))
}

fn on_roads(
    data: &RoadData,
    profile: &RoadProfile,
    province: &Province,
    label: TravelLabel,
) -> Drawn {
    let roads = RoadNetwork::new(data, profile);
    let places = province.places();
    let stops: Vec<Option<RoadStop>> =
        places.iter().map(|place| roads.snap(RoadPoint::of(place.position))).collect();
    let (table, ways) = table_and_ways(&roads, province, &stops);
    let hours = hours(&roads, province, &stops, &profile.traffic);
    let windowed = places.iter().zip(&stops).filter_map(|(place, stop)| {
        let windows = &stop.as_ref()?.windows;
        let told = WindowedStop {
            place: place.code.0.clone(),
            windows: windows.iter().map(DrivingHours::words).collect(),
        };
        (!windows.is_empty()).then_some(told)
    });
    let ways = RoadWays {
        fingerprint: label.fingerprint.clone(),
        attribution: label.attribution.clone(),
        ..ways
    };
    let homeless = places.iter().zip(&stops).filter(|(_, stop)| stop.is_none());
    Drawn {
        travel: matrix(province, &table).with_hours(hours),
        chart: Chart { ways: Some(ways), ground: None },
        roads: Some(roads.figures()),
        calibration: None,
        windows: windowed.collect(),
        homeless: homeless.map(|(place, _)| place.code.0.clone()).collect(),
        label: TravelLabel { stops: stops_of(province, &stops), ..label },
    }
}

fn matrix(province: &Province, rows: &[Vec<Option<TravelLeg>>]) -> TravelMatrix {
    let mut legs: Vec<(PlaceIdx, PlaceIdx, TravelLeg)> = Vec::new();
    let places = province.places();
    for (from, row) in places.indices().zip(rows) {
        for (to, leg) in places.indices().zip(row) {
            legs.extend(leg.filter(|_| from != to).map(|leg| (from, to, leg)));
        }
    }
    TravelMatrix::from_table(places.len(), &legs)
}

/// What the ways of a matrix take in the bands of a profile, where that is not as usual.
fn hours(
    roads: &RoadNetwork,
    province: &Province,
    stops: &[Option<RoadStop>],
    traffic: &[TrafficBand],
) -> HourBands {
    if traffic.is_empty() {
        return HourBands::new();
    }
    let clock = |minutes: u16| ClockTime::at(0, i64::from(minutes));
    let places = province.places();
    let usual = roads.table(stops, Aim::Fastest);
    let in_bands = roads.traffic_table(stops, Aim::Fastest, traffic);
    let mut hours = HourBands::new();
    for (from, (usual, in_bands)) in places.indices().zip(usual.iter().zip(&in_bands)) {
        for (to, (leg, durations)) in places.indices().zip(usual.iter().zip(in_bands)) {
            let band = |(band, duration): (&TrafficBand, &Seconds)| HourBand {
                begin: clock(band.from),
                end: clock(band.to),
                duration: *duration,
            };
            let bands = traffic.iter().zip(durations).map(band);
            let differs = |band: &HourBand| leg.is_some_and(|leg| leg.duration != band.duration);
            let bands: Vec<HourBand> = bands.filter(differs).collect();
            if !bands.is_empty() {
                hours.insert((from, to), bands);
            }
        }
    }
    hours
}

fn stops_of(province: &Province, stops: &[Option<RoadStop>]) -> Vec<LabelledStop> {
    let stop = |(place, stop): (&Place, &Option<RoadStop>)| LabelledStop {
        place: place.code.0.clone(),
        position: RoadPoint::of(place.position),
        snap_metres: stop.as_ref().map(|stop| i64::from(stop.centimetres.div_ceil(100))),
    };
    province.places().iter().zip(stops).map(stop).collect()
}

/// The name of a file without its folders, which are nobody's business on a printed sheet.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
