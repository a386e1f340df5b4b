//! Road data as a file has them, before any vehicle looks at them.

use std::collections::BTreeMap;

use crate::model::LonLat;

/// Parts of a degree in which coordinates are counted, as OpenStreetMap does.
pub const PER_DEGREE: f64 = 1e7;

/// A position on the Earth in ten-millionths of a degree, about a centimetre.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoadPoint {
    /// Longitude, east positive.
    pub lon: i32,
    /// Latitude, north positive.
    pub lat: i32,
}

impl RoadPoint {
    /// The nearest point to a position in degrees; beyond the Earth it is held at its edge.
    pub fn of(position: LonLat) -> Self {
        let part = |degrees: f64, most: f64| {
            #[expect(clippy::cast_possible_truncation, reason = "held within 180 degrees")]
            let part = (degrees.clamp(-most, most) * PER_DEGREE).round() as i32;
            part
        };
        Self { lon: part(position.lon, 180.0), lat: part(position.lat, 90.0) }
    }

    /// The position in degrees.
    pub fn position(self) -> LonLat {
        LonLat { lon: f64::from(self.lon) / PER_DEGREE, lat: f64::from(self.lat) / PER_DEGREE }
    }
}

/// Keys and values that a mapper gave; keys occur once, and what is absent is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoadTags(Vec<(Box<str>, Box<str>)>);

impl RoadTags {
    /// Tags from pairs; of a key that occurs twice the first counts.
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self(pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(of, _)| &**of == key).map(|(_, value)| &**value)
    }

    /// All pairs, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (&**key, &**value))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A line of road with one set of tags (weg).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoadWay {
    /// The number in its file.
    pub id: i64,
    /// The numbers of its nodes, in the direction of drawing.
    pub nodes: Vec<i64>,
    /// What is known of it.
    pub tags: RoadTags,
}

/// Where a restriction holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestrictionVia {
    /// At a node.
    Node(i64),
    /// Along ways, in the order of driving.
    Ways(Vec<i64>),
}

/// A turn that is forbidden, or the only one allowed (afslagbeperking).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoadRestriction {
    /// The ways that one comes from, by number.
    pub from: Vec<i64>,
    /// Where.
    pub via: RestrictionVia,
    /// The ways that one turns into, by number.
    pub to: Vec<i64>,
    /// `restriction` and its kin, `except`.
    pub tags: RoadTags,
}

/// All roads of a file.
///
/// Nodes that no way names need not be in it; a way that names a node which is not in it is cut
/// there, as at the edge of an extract.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoadData {
    /// Nodes by number, in ascending order.
    pub nodes: Vec<(i64, RoadPoint)>,
    /// The tags of those nodes that have any, such as bollards.
    pub node_tags: BTreeMap<i64, RoadTags>,
    /// Ways.
    pub ways: Vec<RoadWay>,
    /// Restrictions of turns.
    pub restrictions: Vec<RoadRestriction>,
}

impl RoadData {
    /// Where a node stands. O(log n).
    pub fn point(&self, id: i64) -> Option<RoadPoint> {
        self.node_row(id).map(|row| self.nodes[row].1)
    }

    /// The row of a node. O(log n).
    pub(super) fn node_row(&self, id: i64) -> Option<usize> {
        self.nodes.binary_search_by_key(&id, |(of, _)| *of).ok()
    }
}
