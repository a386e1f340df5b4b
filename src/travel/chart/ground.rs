//! The ground of a map.

use super::shape::joined;
use super::{ChartBox, extent};
use crate::travel::road::{RoadClass, RoadData, RoadPoint};

/// What is drawn under the routes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroundKind {
    /// Where people live, as areas (bebouwde kom).
    BuiltUp,
    /// Lakes and wide rivers, as areas (water).
    Water,
    /// Rivers and canals, as lines (waterloop).
    Waterway,
    /// Main roads, as lines (hoofdweg).
    Road,
    /// Municipal, provincial and national boundaries, as lines (grens).
    Boundary,
}

impl GroundKind {
    /// All of them with their words in files, in the order of drawing.
    pub const WORDS: [(Self, &'static str); 5] = [
        (Self::BuiltUp, "built-up"),
        (Self::Water, "water"),
        (Self::Waterway, "waterway"),
        (Self::Road, "road"),
        (Self::Boundary, "boundary"),
    ];

    /// Whether it is drawn as areas.
    pub const fn is_area(self) -> bool {
        matches!(self, Self::BuiltUp | Self::Water)
    }
}

/// A line, or an area with its holes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroundShape {
    /// What it is.
    pub kind: GroundKind,
    /// Its lines; of an area its rings, none repeating its first point: what an odd number of them
    /// encloses is the area.
    pub lines: Vec<Vec<RoadPoint>>,
}

/// A town with its name (plaats).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Town {
    /// The larger the town, the lower: 0 a city, 1 a town, 2 a village.
    pub rank: u8,
    /// Its name.
    pub name: String,
    /// Where the name stands.
    pub at: RoadPoint,
}

/// The ground of a map (ondergrond), thinned and cut to what the map may show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ground {
    /// The kind of source and its name, such as `osm:drenthe.osm.pbf`.
    pub source: String,
    /// Whom to name on the map; empty where nobody asks for it.
    pub attribution: String,
    /// The digest of the file that it comes from, and of the places that it was cut to.
    pub fingerprint: String,
    /// Areas and lines, in the order of drawing.
    pub shapes: Vec<GroundShape>,
    /// Towns, the largest first.
    pub towns: Vec<Town>,
}

/// A line or an area as a file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawShape {
    /// What it is.
    pub kind: GroundKind,
    /// Lines; of an area its rings, whole or in parts, closed or not.
    pub lines: Vec<Vec<RoadPoint>>,
}

/// The ground as a file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawGround {
    /// Areas and lines.
    pub shapes: Vec<RawShape>,
    /// Towns.
    pub towns: Vec<Town>,
}

/// An area smaller than a square of so many times the detail is left out.
const AREA_LEAST: f64 = 10.0;

/// The ground of a map of some places: shapes and towns, without source. O(points log points).
pub fn ground_of(raw: RawGround, places: &[RoadPoint]) -> Ground {
    let Some((around, detail)) = extent(places.iter().copied()) else { return Ground::default() };
    let mut shapes = Vec::new();
    for kind in GroundKind::WORDS.map(|(kind, _)| kind) {
        let of_kind = raw.shapes.iter().filter(|shape| shape.kind == kind);
        if kind.is_area() {
            shapes.extend(of_kind.filter_map(|shape| area(shape, around, detail)));
        } else {
            let lines = of_kind.flat_map(|shape| shape.lines.iter().cloned()).collect();
            let lines = joined(lines);
            let cut = lines.iter().flat_map(|line| around.line(line, detail));
            shapes.extend(cut.map(|line| GroundShape { kind, lines: vec![line] }));
        }
    }
    let is_within = |at: RoadPoint| {
        let ChartBox { least, most } = around;
        (least.lon..=most.lon).contains(&at.lon) && (least.lat..=most.lat).contains(&at.lat)
    };
    let mut towns: Vec<Town> = raw.towns.into_iter().filter(|town| is_within(town.at)).collect();
    towns.sort();
    towns.dedup();
    Ground { shapes, towns, ..Ground::default() }
}

/// An area with what is left of its rings; what does not close is no ring.
fn area(shape: &RawShape, around: ChartBox, detail: f64) -> Option<GroundShape> {
    let rings = joined(shape.lines.clone()).into_iter().filter_map(|mut ring| {
        (ring.len() > 3 && ring.first() == ring.last()).then(|| ring.pop())?;
        around.ring(&ring, detail, AREA_LEAST * detail)
    });
    let lines: Vec<Vec<RoadPoint>> = rings.collect();
    (!lines.is_empty()).then_some(GroundShape { kind: shape.kind, lines })
}

/// The main roads of road data as lines, slip roads left out. O(points log points).
pub fn main_roads(data: &RoadData) -> RawShape {
    let is_main = |highway: &str| {
        matches!(
            RoadClass::of_highway(highway),
            Some(
                RoadClass::Motorway | RoadClass::Trunk | RoadClass::Primary | RoadClass::Secondary
            )
        )
    };
    let ways = data.ways.iter().filter(|way| way.tags.get("highway").is_some_and(is_main));
    let lines = ways.map(|way| {
        way.nodes.iter().filter_map(|node| data.point(*node)).collect::<Vec<RoadPoint>>()
    });
    RawShape { kind: GroundKind::Road, lines: lines.collect() }
}
