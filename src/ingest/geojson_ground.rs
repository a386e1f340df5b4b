//! The ground of a map from GeoJSON (RFC 7946) that a user names.
//!
//! What a feature is, its property `kind` says (`built-up`, `water`, `waterway`, `road`,
//! `boundary`, `town`), or else the tags of OpenStreetMap, as exports of it have them. Without
//! either, areas and lines are boundaries and points with a name are towns, so that a file of
//! municipalities needs no change. Coordinates are degrees, or RD New where they are larger than
//! any degree.

use geojson::{Feature, FeatureCollection, GeoJson, GeometryValue, Position};
use thiserror::Error;

use super::roads::{from_rd, ground_kind, town_rank};
use crate::model::LonLat;
use crate::travel::chart::{GroundKind, RawGround, RawShape, Town};
use crate::travel::road::RoadPoint;

/// Keys under which a name stands.
const NAMES: [&str; 4] = ["name", "naam", "statnaam", "gemeentenaam"];

/// Keys of the whole file that say whom to name.
const ATTRIBUTIONS: [&str; 2] = ["attribution", "license"];

/// The rank of a point that only has a name.
const RANK_UNKNOWN: u8 = 1;

/// Why a file of the ground is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GroundError {
    /// It is no GeoJSON.
    #[error("it is no GeoJSON: {0}")]
    NoGeoJson(String),
    /// A point lies nowhere.
    #[error("feature {feature}: {lon} {lat} is no position in degrees, nor one of RD New")]
    NoPosition {
        /// From 1.
        feature: usize,
        /// The first coordinate.
        lon: String,
        /// The second.
        lat: String,
    },
    /// Its property `kind` is of no use.
    #[error("feature {feature}: `{word}` is no kind; use {}", kinds())]
    NoKind {
        /// From 1.
        feature: usize,
        /// What stands there.
        word: String,
    },
    /// There is nothing in it to draw.
    #[error("it has no line, no area and no named point")]
    Empty,
}

fn kinds() -> String {
    let words = GroundKind::WORDS.map(|(_, word)| word);
    format!("{} or town", words.join(", "))
}

/// The ground of a file, and whom it asks to name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroundReading {
    /// The ground.
    pub raw: RawGround,
    /// Whom to name; empty where the file does not say.
    pub attribution: String,
}

/// Reads GeoJSON: a collection, a feature or a geometry. O(bytes).
pub fn geojson_ground(bytes: &[u8]) -> Result<GroundReading, GroundError> {
    let refused = |reason: String| GroundError::NoGeoJson(reason);
    let text = std::str::from_utf8(bytes).map_err(|error| refused(error.to_string()))?;
    let read: GeoJson = text.parse().map_err(|error: geojson::Error| refused(error.to_string()))?;
    let collection = match read {
        GeoJson::FeatureCollection(collection) => collection,
        GeoJson::Feature(feature) => FeatureCollection::new([feature]),
        GeoJson::Geometry(geometry) => FeatureCollection::new([Feature::from(geometry)]),
    };
    let members = collection.foreign_members.unwrap_or_default();
    let attribution = ATTRIBUTIONS.iter().find_map(|key| members.get(*key)?.as_str());
    let mut reading = GroundReading {
        attribution: attribution.unwrap_or_default().to_owned(),
        ..GroundReading::default()
    };
    for (number, feature) in (1..).zip(&collection.features) {
        add(number, feature, &mut reading.raw)?;
    }
    if reading.raw.shapes.is_empty() && reading.raw.towns.is_empty() {
        return Err(GroundError::Empty);
    }
    Ok(reading)
}

fn add(number: usize, feature: &Feature, raw: &mut RawGround) -> Result<(), GroundError> {
    let Some(geometry) = &feature.geometry else { return Ok(()) };
    let property = |key: &str| feature.property(key).and_then(|value| value.as_str());
    let is_town = property("kind") == Some("town");
    let kind = if let Some(word) = property("kind").filter(|_| !is_town) {
        let known = GroundKind::WORDS.iter().find(|(_, known)| *known == word);
        let unknown = || GroundError::NoKind { feature: number, word: word.to_owned() };
        Some(known.ok_or_else(unknown)?.0)
    } else {
        let tags = feature.properties.iter().flatten();
        let tags = tags.filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)));
        ground_kind(tags)
    };
    let mut parts = Parts::default();
    parts.add(number, &geometry.value)?;
    let areas = kind.unwrap_or(GroundKind::Boundary);
    if !parts.rings.is_empty() {
        raw.shapes.push(RawShape { kind: areas, lines: parts.rings });
    }
    if !parts.lines.is_empty() {
        // A line encloses nothing, whatever its tags.
        let lines = match areas {
            GroundKind::Water => GroundKind::Waterway,
            GroundKind::BuiltUp => GroundKind::Boundary,
            other => other,
        };
        raw.shapes.push(RawShape { kind: lines, lines: parts.lines });
    }
    if let Some(name) = NAMES.iter().find_map(|key| property(key)) {
        let rank = property("place").map_or(Some(RANK_UNKNOWN), town_rank);
        let town = |at| rank.map(|rank| Town { rank, name: name.to_owned(), at });
        raw.towns.extend(parts.points.into_iter().filter_map(town));
    }
    Ok(())
}

/// The points, lines and rings of a geometry.
#[derive(Default)]
struct Parts {
    points: Vec<RoadPoint>,
    lines: Vec<Vec<RoadPoint>>,
    rings: Vec<Vec<RoadPoint>>,
}

impl Parts {
    fn add(&mut self, feature: usize, value: &GeometryValue) -> Result<(), GroundError> {
        let line = |of: &Vec<Position>| -> Result<Vec<RoadPoint>, GroundError> {
            of.iter().map(|position| point(feature, position)).collect()
        };
        match value {
            GeometryValue::Point { coordinates } => self.points.push(point(feature, coordinates)?),
            GeometryValue::MultiPoint { coordinates } => self.points.extend(line(coordinates)?),
            GeometryValue::LineString { coordinates } => self.lines.push(line(coordinates)?),
            GeometryValue::MultiLineString { coordinates } => {
                for of in coordinates {
                    self.lines.push(line(of)?);
                }
            }
            GeometryValue::Polygon { coordinates } => {
                for of in coordinates {
                    self.rings.push(line(of)?);
                }
            }
            GeometryValue::MultiPolygon { coordinates } => {
                for of in coordinates.iter().flatten() {
                    self.rings.push(line(of)?);
                }
            }
            GeometryValue::GeometryCollection { geometries } => {
                for geometry in geometries {
                    self.add(feature, &geometry.value)?;
                }
            }
        }
        Ok(())
    }
}

fn point(feature: usize, position: &Position) -> Result<RoadPoint, GroundError> {
    let nowhere = |numbers: &[f64]| {
        let number = |at: usize| numbers.get(at).map_or_else(String::new, f64::to_string);
        GroundError::NoPosition { feature, lon: number(0), lat: number(1) }
    };
    let &[x, y, ..] = position.as_slice() else { return Err(nowhere(position.as_slice())) };
    let place = if x.abs() <= 180.0 && y.abs() <= 90.0 {
        Some(LonLat { lon: x, lat: y })
    } else {
        from_rd(x, y)
    };
    place.map(RoadPoint::of).ok_or_else(|| nowhere(position.as_slice()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FILE: &str = r#"{"type":"FeatureCollection","attribution":"CBS/Kadaster","features":[
        {"type":"Feature","properties":{"statnaam":"Assen"},"geometry":
            {"type":"Polygon","coordinates":[[[6.5,53.0],[6.6,53.0],[6.6,53.1],[6.5,53.0]]]}},
        {"type":"Feature","properties":{"natural":"water"},"geometry":
            {"type":"MultiPolygon","coordinates":[[[[6.5,53.0],[6.6,53.0],[6.6,53.1],[6.5,53.0]]]]}},
        {"type":"Feature","properties":{"kind":"road"},"geometry":
            {"type":"LineString","coordinates":[[233000,556000],[234000,556000]]}},
        {"type":"Feature","properties":{"place":"village","name":"Norg"},"geometry":
            {"type":"Point","coordinates":[6.458,53.067]}},
        {"type":"Feature","properties":{"place":"hamlet","name":"Een"},"geometry":
            {"type":"Point","coordinates":[6.4,53.07]}},
        {"type":"Feature","properties":null,"geometry":null}]}"#;

    #[test]
    fn areas_lines_and_names_are_known_by_kind_by_tags_or_by_shape() {
        let read = geojson_ground(FILE.as_bytes()).expect("a file");
        assert_eq!(read.attribution, "CBS/Kadaster");
        let kinds: Vec<_> = read.raw.shapes.iter().map(|shape| shape.kind).collect();
        assert_eq!(kinds, [GroundKind::Boundary, GroundKind::Water, GroundKind::Road]);
        let road = &read.raw.shapes[2].lines[0];
        assert!((road[0].position().lon - 6.55).abs() < 0.05, "{road:?}");
        let towns: Vec<_> = read.raw.towns.iter().map(|town| (&*town.name, town.rank)).collect();
        assert_eq!(towns, [("Norg", 2)]);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_feature() {
        let told = |from: &str, to: &str| {
            geojson_ground(FILE.replacen(from, to, 1).as_bytes()).unwrap_err().to_string()
        };
        assert!(told("\"road\"", "\"rood\"").starts_with("feature 3: `rood` is no kind"));
        assert!(told("[6.458,53.067]", "[6.458]").starts_with("it is no GeoJSON"));
        assert!(told("[233000,556000]", "[9e9,1]").starts_with("feature 3: 9000000000 1"));
        assert!(told("FeatureCollection", "Features").starts_with("it is no GeoJSON"));
        let empty = br#"{"type":"FeatureCollection","features":[]}"#;
        assert_eq!(geojson_ground(empty), Err(GroundError::Empty));
    }

    proptest! {
        #[test]
        fn no_damage_makes_it_panic(
            changes in prop::collection::vec((0_usize..1_200, any::<u8>()), 1..6),
        ) {
            let mut bytes = FILE.as_bytes().to_vec();
            let length = bytes.len();
            for (at, to) in changes {
                bytes[at % length] = to;
            }
            drop(geojson_ground(&bytes));
        }
    }
}
