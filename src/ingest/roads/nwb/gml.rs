//! Road sections in GML.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{POINTS_MAX, Section, point_of, whole};
use crate::ingest::roads::{RoadFileError, RoadReading};
use crate::travel::road::RoadPoint;

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
    numbers.chunks(2).map(|pair| point_of(pair[0], pair[1])).collect()
}
