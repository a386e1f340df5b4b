//! Road sections as a shapefile: lines in `.shp`, and a row of values for each in `.dbf`.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use shapefile::dbase::{FieldValue, ReaderBuilder, Record, UnicodeLossy};
use shapefile::record::polyline::GenericPolyline;
use shapefile::{Shape, ShapeReader};

use super::{POINTS_MAX, Section, point_of, whole};
use crate::ingest::roads::{RoadFileError, RoadReading};
use crate::travel::road::RoadPoint;

/// Reads road sections from the bytes of both files. O(bytes + sections log sections).
///
/// A row that was deleted would shift all that follow, so that a file with another number of rows
/// than lines is refused.
pub fn nwb_shape(shp: &[u8], dbf: &[u8]) -> Result<RoadReading, RoadFileError> {
    // The reader of the form is checked for sizes; a panic in it must not end the program.
    let read = catch_unwind(AssertUnwindSafe(|| sections(shp, dbf)));
    let read = read.unwrap_or_else(|_| Err("its numbers run over".to_owned()));
    let sections = read.map_err(|reason| RoadFileError::Damaged { offset: 0, reason })?;
    if sections.is_empty() {
        return Err(RoadFileError::Empty);
    }
    whole(sections)
}

fn sections(shp: &[u8], dbf: &[u8]) -> Result<BTreeMap<i64, Section>, String> {
    let of_lines = |error: shapefile::Error| format!("the lines do not read: {error}");
    let of_rows =
        |error: shapefile::dbase::Error| format!("the rows of the .dbf do not read: {error}");
    let lines = ShapeReader::new(Cursor::new(shp)).and_then(ShapeReader::read);
    let lines = lines.map_err(of_lines)?;
    let rows = ReaderBuilder::new().with_encoding(UnicodeLossy).build(Cursor::new(dbf));
    let rows = rows.and_then(|mut rows| rows.read()).map_err(of_rows)?;
    if lines.len() != rows.len() {
        return Err(format!("it has {} lines, and its .dbf {} rows", lines.len(), rows.len()));
    }
    let mut sections: BTreeMap<i64, Section> = BTreeMap::new();
    let mut points = 0;
    for (number, (shape, row)) in (1..).zip(lines.into_iter().zip(rows)) {
        let section = Section { values: values(row), line: line_of(number, shape)? };
        points += section.line.len();
        if points > POINTS_MAX {
            return Err("it has more points than any country".to_owned());
        }
        sections.entry(section.number("WVK_ID")?).or_insert(section);
    }
    Ok(sections)
}

/// The values of a row as text, by their names in capitals.
fn values(row: Record) -> BTreeMap<String, String> {
    let text = |value: FieldValue| match value {
        FieldValue::Character(text) => text.map(|text| text.trim().to_owned()),
        FieldValue::Numeric(number) => number.map(|number| number.to_string()),
        FieldValue::Float(number) => number.map(|number| number.to_string()),
        FieldValue::Integer(number) => Some(number.to_string()),
        FieldValue::Double(number) => Some(number.to_string()),
        _ => None,
    };
    let named = |(name, value): (String, FieldValue)| {
        Some((name.to_ascii_uppercase(), text(value).filter(|text| !text.is_empty())?))
    };
    row.into_iter().filter_map(named).collect()
}

/// The points of a line, of all its parts one after the other.
fn line_of(number: usize, shape: Shape) -> Result<Vec<RoadPoint>, String> {
    match shape {
        Shape::Polyline(line) => points_of(&line, |point| (point.x, point.y)),
        Shape::PolylineM(line) => points_of(&line, |point| (point.x, point.y)),
        Shape::PolylineZ(line) => points_of(&line, |point| (point.x, point.y)),
        _ => Err(format!("shape {number} is no line")),
    }
}

fn points_of<P>(
    line: &GenericPolyline<P>,
    at: impl Fn(&P) -> (f64, f64),
) -> Result<Vec<RoadPoint>, String> {
    let points = line.parts().iter().flatten().map(at);
    points.map(|(x, y)| point_of(x, y)).collect()
}
