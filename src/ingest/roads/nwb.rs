//! The Nationaal Wegenbestand: road sections of the Netherlands in GML.
//!
//! A section (wegvak) has a line, its junctions at both ends, a direction of driving, the kind of
//! its authority and, in newer files, the kind of its carriageway. The file has no speeds and no
//! turns: the class of a section follows from who keeps it, and the profile has the speed of the
//! class. Coordinates are in degrees, or in RD New when they are larger than any degree.
//! Sections may stand in any order; two with one number are one.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::RoadReading;
use super::error::RoadFileError;
use super::rd::from_rd;
use crate::model::LonLat;
use crate::travel::road::{RoadData, RoadPoint, RoadTags, RoadWay};

/// Points and sections that are read at most.
const POINTS_MAX: usize = 200_000_000;

/// A section under way.
#[derive(Default)]
struct Section {
    values: BTreeMap<String, String>,
    line: Vec<RoadPoint>,
}

/// Reads road sections. O(bytes + sections log sections).
pub fn nwb_gml(bytes: &[u8]) -> Result<RoadReading, RoadFileError> {
    let mut reader = Reader::from_reader(bytes);
    let mut path: Vec<String> = Vec::new();
    let mut section = Section::default();
    let mut sections: BTreeMap<i64, Section> = BTreeMap::new();
    let mut section_depth = None;
    let mut text = String::new();
    let mut points = 0;
    loop {
        let offset = reader.buffer_position();
        let damaged = |reason: String| RoadFileError::Damaged { offset, reason };
        match reader.read_event().map_err(|error| damaged(error.to_string()))? {
            Event::Start(tag) => {
                let name = String::from_utf8_lossy(tag.local_name().as_ref()).into_owned();
                if name.eq_ignore_ascii_case("WVK_ID") {
                    section_depth = Some(path.len());
                }
                path.push(name);
                text.clear();
            }
            Event::Text(part) => {
                text.push_str(&part.decode().map_err(|error| damaged(error.to_string()))?);
            }
            Event::End(_) => {
                let Some(name) = path.pop() else { continue };
                if matches!(name.as_str(), "coordinates" | "posList" | "pos") {
                    let line = line_of(&text).map_err(damaged)?;
                    points += line.len();
                    if points > POINTS_MAX {
                        return Err(RoadFileError::Inflated { offset });
                    }
                    section.line.extend(line);
                } else if section_depth == Some(path.len() + 1) {
                    section_depth = None;
                    let whole = std::mem::take(&mut section);
                    let id = whole.number("WVK_ID").map_err(damaged)?;
                    sections.entry(id).or_insert(whole);
                } else if !text.trim().is_empty() {
                    section.values.insert(name.to_ascii_uppercase(), text.trim().to_owned());
                }
                text.clear();
            }
            Event::Eof if path.is_empty() => break,
            Event::Eof => return Err(RoadFileError::Truncated { offset }),
            _ => {}
        }
    }
    if sections.is_empty() {
        return Err(RoadFileError::Empty);
    }
    whole(sections)
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

/// The points of a text: pairs with commas, or numbers one after the other.
fn line_of(text: &str) -> Result<Vec<RoadPoint>, String> {
    let numbers: Vec<f64> = text
        .split(|letter: char| letter.is_whitespace() || letter == ',')
        .filter(|part| !part.is_empty())
        .map(|part| part.parse::<f64>().map_err(|_| format!("`{part}` is no coordinate")))
        .collect::<Result<_, _>>()?;
    if !numbers.len().is_multiple_of(2) {
        return Err(format!("a line has {} coordinates", numbers.len()));
    }
    let point = |pair: &[f64]| {
        let [x, y] = [pair[0], pair[1]];
        let position = if x.abs() <= 180.0 && y.abs() <= 90.0 {
            LonLat { lon: x, lat: y }
        } else {
            from_rd(x, y).ok_or_else(|| format!("{x} {y} lies not in the Netherlands"))?
        };
        Ok(RoadPoint::of(position))
    };
    numbers.chunks(2).map(point).collect()
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::travel::road::{Aim, RoadNetwork, RoadProfile};

    fn section(id: i64, ends: (i64, i64), more: &str, line: &str) -> String {
        let (begin, end) = ends;
        format!(
            "<m:featureMember><w:wegvak><w:WVK_ID>{id}</w:WVK_ID><w:JTE_ID_BEG>{begin}\
             </w:JTE_ID_BEG><w:JTE_ID_END>{end}</w:JTE_ID_END>{more}<w:geom><m:LineString>\
             {line}</m:LineString></w:geom></w:wegvak></m:featureMember>"
        )
    }

    /// Three sections in a row, the middle one driven one way, and a cycle path.
    fn file() -> String {
        let pos = |x: i64, to: i64| {
            format!("<m:posList>{x} 550000 {} 550010 {to} 550000</m:posList>", i64::midpoint(x, to))
        };
        let sections = [
            section(
                1,
                (10, 11),
                "<w:WEGBEHSRT>P</w:WEGBEHSRT><w:RIJRICHTNG>B</w:RIJRICHTNG>",
                &pos(240_000, 241_000),
            ),
            section(
                2,
                (11, 12),
                "<w:WEGBEHSRT>G</w:WEGBEHSRT><w:RIJRICHTNG>H</w:RIJRICHTNG>",
                &pos(241_000, 242_000),
            ),
            section(3, (12, 13), "<w:WEGBEHSRT>W</w:WEGBEHSRT>", &pos(242_000, 243_000)),
            section(
                4,
                (12, 11),
                "<w:WEGBEHSRT>G</w:WEGBEHSRT><w:RIJRICHTNG>H</w:RIJRICHTNG>",
                "<m:coordinates>242000,550000 241500,552000 241000,550000</m:coordinates>",
            ),
            section(
                5,
                (10, 13),
                "<w:WEGBEHSRT>G</w:WEGBEHSRT><w:BST_CODE>FP</w:BST_CODE>",
                &pos(240_000, 243_000),
            ),
        ];
        format!(
            "<?xml version=\"1.0\"?><c xmlns:m=\"m\" xmlns:w=\"w\"><!-- <x> -->{}</c>",
            sections.concat()
        )
    }

    #[test]
    fn sections_make_roads_with_directions_and_classes() {
        let read = nwb_gml(file().as_bytes()).unwrap();
        let classes: Vec<_> =
            read.data.ways.iter().map(|way| way.tags.get("highway").unwrap()).collect();
        assert_eq!(classes, ["primary", "unclassified", "tertiary", "unclassified"]);
        let roads = RoadNetwork::new(&read.data, &RoadProfile::van());
        let stop = |x: f64| roads.snap(RoadPoint::of(from_rd(x, 550_000.0).unwrap()));
        let table = roads.table(&[stop(240_500.0), stop(242_500.0)], Aim::Fastest);
        let metres = |row: usize, to: usize| table[row][to].unwrap().distance.0;
        assert!((1_985..2_005).contains(&metres(0, 1)), "{table:?}");
        // Back by the way round.
        assert!((5_080..5_150).contains(&metres(1, 0)), "{table:?}");
    }

    #[test]
    fn damage_is_named_with_its_byte() {
        let whole = file();
        let cut = nwb_gml(&whole.as_bytes()[..whole.len() - 20]);
        assert!(matches!(
            cut,
            Err(RoadFileError::Truncated { .. } | RoadFileError::Damaged { .. })
        ));
        for (from, to) in [
            ("<w:WVK_ID>2<", "<w:WVK_ID>two<"),
            ("<w:JTE_ID_BEG>11<", "<w:JTE_ID_BEG>-11<"),
            ("240000 550000", "240000 9950000"),
            ("240000 550000", "240000"),
            ("</c>", "</d>"),
        ] {
            let read = nwb_gml(whole.replacen(from, to, 1).as_bytes());
            assert!(matches!(read, Err(RoadFileError::Damaged { .. })), "{to}: {read:?}");
        }
        assert_eq!(nwb_gml(b"<c></c>"), Err(RoadFileError::Empty));
    }

    proptest! {
        #[test]
        fn no_damage_makes_it_panic(changes in prop::collection::vec((0_usize..2_000, any::<u8>()), 1..8)) {
            let mut bytes = file().into_bytes();
            let length = bytes.len();
            for (at, to) in changes {
                bytes[at % length] = to;
            }
            drop(nwb_gml(&bytes));
        }
    }
}
