//! The Nationaal Wegenbestand: road sections of the Netherlands, in GML or as a shapefile.
//!
//! A section (wegvak) has a line, its junctions at both ends, a direction of driving, the kind of
//! its authority and, in newer files, the kind of its carriageway. The file has no speeds and no
//! turns: the class of a section follows from who keeps it, and the profile has the speed of the
//! class. Coordinates are in degrees, or in RD New when they are larger than any degree.
//! Sections may stand in any order; two with one number are one.

mod gml;
mod shape;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use gml::nwb_gml;
pub use shape::nwb_shape;

use super::RoadReading;
use super::error::RoadFileError;
use super::rd::from_rd;
use crate::model::LonLat;
use crate::travel::road::{RoadData, RoadPoint, RoadTags, RoadWay};

/// Points that are read at most.
const POINTS_MAX: usize = 200_000_000;

/// A section under way.
#[derive(Default)]
struct Section {
    values: BTreeMap<String, String>,
    line: Vec<RoadPoint>,
}

impl Section {
    fn number(&self, key: &str) -> Result<i64, String> {
        let value = self.values.get(key).map_or("", String::as_str);
        // Some writers make decimals of all numbers.
        let plain = value.strip_suffix(".0").unwrap_or(value);
        let read = plain.parse::<i64>().ok().filter(|number| *number >= 0);
        read.ok_or_else(|| format!("a section has `{value}` as {key}"))
    }

    fn value(&self, key: &str) -> &str {
        self.values.get(key).map_or("", String::as_str)
    }

    /// The class, in the words of OpenStreetMap; `None` for what no motor vehicle drives.
    fn class(&self) -> Option<&'static str> {
        let carriageway = self.value("BST_CODE");
        if matches!(carriageway, "FP" | "VP" | "VZ" | "BU") {
            return None;
        }
        let is_slip = matches!(carriageway, "OPR" | "AFR") || carriageway.starts_with("VB");
        let number = self.value("WEGNUMHMP");
        Some(match (self.value("WEGBEHSRT"), is_slip) {
            ("R", true) => "motorway_link",
            ("R", false) if number.starts_with('N') => "trunk",
            ("R", false) => "motorway",
            ("P", true) => "primary_link",
            ("P", false) => "primary",
            ("W", _) => "tertiary",
            _ if carriageway == "ERF" => "living_street",
            _ => "unclassified",
        })
    }
}

/// The point of two coordinates.
fn point_of(x: f64, y: f64) -> Result<RoadPoint, String> {
    let position = if x.abs() <= 180.0 && y.abs() <= 90.0 {
        LonLat { lon: x, lat: y }
    } else {
        from_rd(x, y).ok_or_else(|| format!("{x} {y} lies not in the Netherlands"))?
    };
    Ok(RoadPoint::of(position))
}

/// Sections as ways whose ends are junctions; points between get numbers below nothing.
fn whole(sections: BTreeMap<i64, Section>) -> Result<RoadReading, RoadFileError> {
    let damaged = |reason: String| RoadFileError::Damaged { offset: 0, reason };
    let mut nodes: BTreeMap<i64, RoadPoint> = BTreeMap::new();
    let mut ways = Vec::new();
    let mut between = 0;
    for (id, section) in sections {
        let Some(class) = section.class() else { continue };
        let [first, last] = ["JTE_ID_BEG", "JTE_ID_END"].map(|key| section.number(key));
        let (first, last) = (first.map_err(damaged)?, last.map_err(damaged)?);
        if section.line.len() < 2 {
            return Err(damaged(format!("section {id} has no line")));
        }
        let inner = section.line.len() - 2;
        let mut of_way = vec![first];
        for point in &section.line[1..=inner] {
            between -= 1;
            nodes.insert(between, *point);
            of_way.push(between);
        }
        of_way.push(last);
        nodes.entry(first).or_insert(section.line[0]);
        nodes.entry(last).or_insert(section.line[inner + 1]);
        let oneway = match section.value("RIJRICHTNG") {
            "H" => "yes",
            "T" => "-1",
            _ => "no",
        };
        let tags = RoadTags::new([("highway", class), ("oneway", oneway)]);
        ways.push(RoadWay { id, nodes: of_way, tags });
    }
    let count = nodes.len();
    let nodes = nodes.into_iter().collect();
    let data = RoadData { nodes, ways, ..RoadData::default() };
    Ok(RoadReading { data, date: None, nodes: count })
}
