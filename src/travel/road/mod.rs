//! Ways over real roads: from tags of a map to seconds and metres between stops.
//!
//! [`RoadData`] is what a file says, whatever its form; a [`RoadProfile`] says what a vehicle may
//! drive and how fast. Together they make a [`RoadNetwork`]: pieces of road between junctions,
//! each direction an arc, in flat arrays. A search runs over arcs and not over junctions, so that
//! turns have costs and may be forbidden; what a rule must remember of the way, a restriction along
//! other ways or a zone for destination traffic, is a further state of the arc
//! (module `turns`). So one plain algorithm of Dijkstra serves all rules.
//!
//! Stops stand on the nearest road from which every other can be reached, with the side of the
//! road; the distance to it is told, and doubtful beyond [`SNAP_DOUBTFUL_CM`].
//!
//! Inside, lengths are whole centimetres and times whole milliseconds; a leg is rounded once, its
//! seconds up. Equal input gives equal legs for any number of threads.
//!
//! There is no contraction of the graph: for some tens of stops one search a stop is quicker than
//! any preparation. Ways are those of free roads; what they take at some hours of the day is told
//! beside them ([`TrafficBand`]). It leaves out traffic of the moment.
//!
//! # Example
//!
//! ```
//! use leenroute::travel::road::{
//!     Aim, RoadData, RoadNetwork, RoadPoint, RoadProfile, RoadTags, RoadWay,
//! };
//!
//! let at = |lon, lat| RoadPoint { lon, lat };
//! let data = RoadData {
//!     nodes: vec![(1, at(65_000_000, 530_000_000)), (2, at(65_150_000, 530_000_000))],
//!     ways: vec![RoadWay {
//!         id: 1,
//!         nodes: vec![1, 2],
//!         tags: RoadTags::new([("highway", "primary"), ("maxspeed", "80")]),
//!     }],
//!     ..RoadData::default()
//! };
//! let roads = RoadNetwork::new(&data, &RoadProfile::van());
//! let stops = [at(65_010_000, 530_001_000), at(65_140_000, 530_001_000)];
//! let stops = stops.map(|stop| roads.snap(stop));
//! let leg = roads.table(&stops, Aim::Fastest)[0][1].expect("one road has both");
//! assert_eq!((leg.distance.0, leg.duration.0), (870, 49));
//! ```

mod access;
mod calibrate;
mod components;
mod data;
mod graph;
mod hours;
mod lines;
mod measures;
mod network;
mod profile;
mod restrictions;
mod search;
mod shape;
mod snap;
#[cfg(test)]
mod tests;
mod traffic;
mod turns;

pub use calibrate::{BandFit, Calibration, ENOUGH, FitError, MeasuredTrip, RUSH_HOURS, calibrate};
pub use data::{
    PER_DEGREE, RestrictionVia, RoadData, RoadPoint, RoadRestriction, RoadTags, RoadWay,
};
pub use hours::DrivingHours;
pub use lines::{PieceRun, WayLines};
pub use network::{RoadFigures, RoadLeg, RoadNetwork, SNAP_DOUBTFUL_CM};
pub use profile::{Kerb, Posted, ROAD_CLASSES, RoadClass, RoadProfile, RoadVehicle, VehicleSize};
pub use search::Aim;
pub use snap::{RoadSide, RoadSpot, RoadStop};
pub use traffic::TrafficBand;
