//! Travel matrices as routing programs write them: JSON, rows and columns by position.
//!
//! Two forms are known. VROOM has `matrices` by profile, each with rows of `durations` and, if it
//! likes, of `distances`; a pair without a way is `null`. vrp-cli has `travelTimes`, `distances`
//! and, if it likes, `errorCodes` as flat lists, row after row; an error code other than 0 is a
//! pair without a way. Numbers are whole seconds and metres; the order is that of the places of
//! the data folder, since neither form names them.

use serde::Deserialize;
use thiserror::Error;

use super::limits::{TRIP_METRES, TRIP_SECONDS};
use crate::travel::TravelLeg;
use crate::units::{Metres, Seconds};

/// Why a matrix in JSON is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TravelJsonError {
    /// It is no JSON, or of neither form.
    #[error("it is no matrix of VROOM or vrp-cli: {0}")]
    Unknown(String),
    /// It has several profiles, or none.
    #[error("it has {0} profiles; keep the one of the vehicle")]
    Profiles(usize),
    /// It has no distances.
    #[error("it has no `distances`")]
    NoDistances,
    /// It is not square, or of another number of places.
    #[error(
        "{what} has {found} entries where {expected} belong: a row and a column for each place of places.csv"
    )]
    Size {
        /// Which list.
        what: String,
        /// How many it has.
        found: usize,
        /// How many it should have.
        expected: usize,
    },
    /// A number is below nothing or beyond any trip.
    #[error("row {row}, column {column}: {value} is no {what}")]
    Number {
        /// From 1.
        row: usize,
        /// From 1.
        column: usize,
        /// What stands there.
        value: String,
        /// What should.
        what: &'static str,
    },
}

#[derive(Deserialize)]
struct Vroom {
    matrices: serde_json::Map<String, serde_json::Value>,
}

#[derive(Deserialize)]
struct VroomMatrix {
    durations: Vec<Vec<Option<f64>>>,
    distances: Option<Vec<Vec<Option<f64>>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VrpCli {
    travel_times: Vec<f64>,
    distances: Vec<f64>,
    error_codes: Option<Vec<i64>>,
}

/// Rows of legs, `None` where there is no way.
pub type LegRows = Vec<Vec<Option<TravelLeg>>>;

/// Reads a matrix of `side` places. O(bytes).
pub fn travel_json(bytes: &[u8], side: usize) -> Result<LegRows, TravelJsonError> {
    let unknown = |error: serde_json::Error| TravelJsonError::Unknown(error.to_string());
    let value: serde_json::Value = serde_json::from_slice(bytes).map_err(unknown)?;
    if value.get("matrices").is_some() {
        let all: Vroom = serde_json::from_value(value).map_err(unknown)?;
        let mut profiles = all.matrices.into_iter();
        let (Some((_, one)), 0) = (profiles.next(), profiles.len()) else {
            return Err(TravelJsonError::Profiles(
                profiles.len() + usize::from(profiles.len() > 0),
            ));
        };
        let one: VroomMatrix = serde_json::from_value(one).map_err(unknown)?;
        let distances = one.distances.ok_or(TravelJsonError::NoDistances)?;
        return legs(&one.durations, &distances, (side, side));
    }
    let flat: VrpCli = serde_json::from_value(value).map_err(unknown)?;
    let lists = [("travelTimes", flat.travel_times.len()), ("distances", flat.distances.len())];
    let errors = flat.error_codes.as_ref().map(|codes| ("errorCodes", codes.len()));
    for (what, found) in lists.into_iter().chain(errors) {
        check_size(what, found, side * side)?;
    }
    let errors = flat.error_codes.unwrap_or_else(|| vec![0; side * side]);
    let rows = |list: &[f64]| -> Vec<Vec<Option<f64>>> {
        let known = list.iter().zip(&errors).map(|(value, error)| (*error == 0).then_some(*value));
        known.collect::<Vec<_>>().chunks(side.max(1)).map(<[_]>::to_vec).collect()
    };
    legs(&rows(&flat.travel_times), &rows(&flat.distances), (side, side))
}

/// Legs of rows of durations and of distances, so many high and wide; a pair needs both.
pub fn legs(
    durations: &[Vec<Option<f64>>],
    distances: &[Vec<Option<f64>>],
    (height, width): (usize, usize),
) -> Result<LegRows, TravelJsonError> {
    for (what, rows) in [("durations", durations), ("distances", distances)] {
        check_size(what, rows.len(), height)?;
        for (row, cells) in (1..).zip(rows) {
            check_size(&format!("row {row} of {what}"), cells.len(), width)?;
        }
    }
    let row = |(row, (times, ways)): (usize, (&Vec<Option<f64>>, &Vec<Option<f64>>))| {
        let leg = |(column, (time, way)): (usize, (&Option<f64>, &Option<f64>))| {
            let (Some(time), Some(way)) = (time, way) else { return Ok(None) };
            let at = (row + 1, column + 1);
            let seconds = whole(time.ceil(), at, ("seconds", *TRIP_SECONDS.end()))?;
            let metres = whole(way.round(), at, ("metres", *TRIP_METRES.end()))?;
            Ok(Some(TravelLeg { distance: Metres(metres), duration: Seconds(seconds) }))
        };
        times.iter().zip(ways).enumerate().map(leg).collect()
    };
    durations.iter().zip(distances).enumerate().map(row).collect()
}

fn check_size(what: &str, found: usize, expected: usize) -> Result<(), TravelJsonError> {
    if found == expected {
        return Ok(());
    }
    Err(TravelJsonError::Size { what: what.to_owned(), found, expected })
}

fn whole(
    number: f64,
    (row, column): (usize, usize),
    (what, most): (&'static str, i64),
) -> Result<i64, TravelJsonError> {
    #[expect(clippy::cast_possible_truncation, reason = "held within the limits just after")]
    let read = number as i64;
    if number.is_finite() && number >= 0.0 && read <= most {
        return Ok(read);
    }
    Err(TravelJsonError::Number { row, column, value: number.to_string(), what })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(rows: &LegRows) -> Vec<Vec<Option<(i64, i64)>>> {
        let pair = |leg: &Option<TravelLeg>| leg.map(|leg| (leg.distance.0, leg.duration.0));
        rows.iter().map(|row| row.iter().map(pair).collect()).collect()
    }

    #[test]
    fn both_forms_are_read() {
        let vroom =
            br#"{"matrices":{"van":{"durations":[[0,10],[null,0]],"distances":[[0,90],[80,0]]}}}"#;
        let expected = vec![vec![Some((0, 0)), Some((90, 10))], vec![None, Some((0, 0))]];
        assert_eq!(told(&travel_json(vroom, 2).unwrap()), expected);
        let flat = br#"{"profile":"van","travelTimes":[0,9.2,7,0],"distances":[0,90,80,0],"errorCodes":[0,0,1,0]}"#;
        assert_eq!(told(&travel_json(flat, 2).unwrap()), expected);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let refused = |text: &str| travel_json(text.as_bytes(), 2).unwrap_err().to_string();
        assert!(refused("[").contains("no matrix"));
        assert!(refused("{}").contains("travelTimes"));
        assert!(refused(r#"{"matrices":{}}"#).contains("0 profiles"));
        let two = r#"{"matrices":{"a":{"durations":[]},"b":{"durations":[]}}}"#;
        assert!(refused(two).contains("2 profiles"));
        assert!(refused(r#"{"matrices":{"a":{"durations":[]}}}"#).contains("no `distances`"));
        let ragged = r#"{"matrices":{"a":{"durations":[[0,1],[1]],"distances":[[0,1],[1,0]]}}}"#;
        assert!(refused(ragged).contains("row 2 of durations has 1"));
        let short = r#"{"travelTimes":[0,1,1,0],"distances":[0,1,1]}"#;
        assert!(refused(short).contains("distances has 3 entries where 4"));
        let below = r#"{"travelTimes":[0,1,-1,0],"distances":[0,1,1,0]}"#;
        assert!(refused(below).contains("row 2, column 1: -1"));
        let huge = r#"{"travelTimes":[0,1,1e300,0],"distances":[0,1,1,0]}"#;
        assert!(refused(huge).contains("row 2, column 1"));
    }
}
