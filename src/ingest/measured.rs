//! Trips that were driven: a CSV file of places, minutes and hour.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use thiserror::Error;

use super::IngestError;

/// A trip that was driven, by codes of places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrivenTrip {
    /// Where it began.
    pub from: String,
    /// Where it ended.
    pub to: String,
    /// Tenths of a minute that it took.
    pub tenths_of_minute: i64,
    /// The hour of the day in which it began, where that is known.
    pub hour: Option<u8>,
}

/// Why a file of driven trips is refused: every row with a fault, a line each.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", .0.join("; "))]
pub struct MeasuredError(pub Vec<String>);

/// Columns in English and Dutch.
const COLUMNS: [[&str; 2]; 4] =
    [["from", "van"], ["to", "naar"], ["minutes", "minuten"], ["hour", "uur"]];

/// The first so many columns must be there.
const NEEDED: usize = 3;

/// The largest file that is read.
const BYTES_MAX: u64 = 64 << 20;
/// Faults that are named.
const FAULTS_MAX: usize = 20;
/// The longest trip, in tenths of a minute.
const TENTHS_MAX: i64 = 14_400;

/// Reads driven trips; `places` are the codes that may stand in them.
pub fn read_measured(
    path: &Path,
    places: &BTreeMap<&str, usize>,
) -> Result<Vec<DrivenTrip>, IngestError> {
    let unread = |source| IngestError::RoadsUnread { path: path.to_owned(), source };
    let length = fs::metadata(path).map_err(unread)?.len();
    let refuse =
        |faults| IngestError::Measured { path: path.to_owned(), source: MeasuredError(faults) };
    if length > BYTES_MAX {
        return Err(refuse(vec![format!("it has more than {BYTES_MAX} bytes")]));
    }
    let text = fs::read_to_string(path).map_err(unread)?;
    measured(&text, places).map_err(refuse)
}

/// Reads the text of driven trips: comma or semicolon, a head in English or Dutch. O(rows).
pub fn measured(
    text: &str,
    places: &BTreeMap<&str, usize>,
) -> Result<Vec<DrivenTrip>, Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let semicolons = head.matches(';').count() > head.matches(',').count();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(if semicolons { b';' } else { b',' })
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let head = reader.headers().map_err(|error| vec![error.to_string()])?.clone();
    let column = |names: [&str; 2]| {
        head.iter().position(|of| names.iter().any(|name| of.eq_ignore_ascii_case(name)))
    };
    let positions = COLUMNS.map(column);
    let lacking = COLUMNS[..NEEDED].iter().zip(positions).filter(|(_, at)| at.is_none());
    let lacking: Vec<String> =
        lacking.map(|([name, _], _)| format!("the head lacks the column `{name}`")).collect();
    let [Some(from), Some(to), Some(minutes), hour] = positions else {
        return Err(lacking);
    };
    let (mut trips, mut faults) = (Vec::new(), Vec::new());
    for (line, record) in (2..).zip(reader.records()) {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                faults.push(format!("row {line}: {error}"));
                continue;
            }
        };
        let cell = |at: usize| record.get(at).unwrap_or_default();
        let mut fault = |what: &str, value: &str| {
            faults.push(format!("row {line}: `{value}` is {what}"));
        };
        for code in [cell(from), cell(to)] {
            if !places.contains_key(code) {
                fault("no place of places.csv", code);
            }
        }
        let tenths = tenths(cell(minutes));
        if tenths.is_none() {
            fault("no number of minutes above 0 and up to 1440", cell(minutes));
        }
        let told = hour.map(cell).filter(|hour| !hour.is_empty());
        let of_day = told.map(|hour| hour.parse::<u8>().ok().filter(|hour| *hour < 24));
        if let (Some(None), Some(told)) = (of_day, told) {
            fault("no hour from 0 to 23", told);
        }
        let known = places.contains_key(cell(from)) && places.contains_key(cell(to));
        let hour = of_day.flatten();
        if let (true, Some(tenths_of_minute)) = (known, tenths) {
            let (from, to) = (cell(from).to_owned(), cell(to).to_owned());
            trips.push(DrivenTrip { from, to, tenths_of_minute, hour });
        }
    }
    if trips.is_empty() && faults.is_empty() {
        faults.push("it has no row".to_owned());
    }
    if faults.is_empty() {
        return Ok(trips);
    }
    let more = faults.len().saturating_sub(FAULTS_MAX);
    faults.truncate(FAULTS_MAX);
    if more > 0 {
        faults.push(format!("and {more} more"));
    }
    Err(faults)
}

/// Minutes with one decimal at most, in tenths.
fn tenths(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 1 {
        return None;
    }
    let tenths = whole.parse::<i64>().ok()?.checked_mul(10)? + part.parse::<i64>().ok()?;
    (1..=TENTHS_MAX).contains(&tenths).then_some(tenths)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<DrivenTrip>, Vec<String>> {
        measured(text, &[("ASN", 0), ("EMM", 1)].into())
    }

    #[test]
    fn rows_are_read_in_both_languages() {
        let trip = DrivenTrip {
            from: "ASN".to_owned(),
            to: "EMM".to_owned(),
            tenths_of_minute: 345,
            hour: Some(8),
        };
        assert_eq!(read("from,to,minutes,hour\nASN,EMM,34.5,8\n"), Ok(vec![trip.clone()]));
        assert_eq!(read("uur;Minuten;van;naar\n8;34,5;ASN;EMM\n"), Ok(vec![trip.clone()]));
        let trip = DrivenTrip { hour: None, ..trip };
        assert_eq!(read("from,to,minutes,hour\nASN,EMM,34.5,\n"), Ok(vec![trip.clone()]));
        assert_eq!(read("from,to,minutes\nASN,EMM,34.5\n"), Ok(vec![trip]));
    }

    #[test]
    fn every_fault_is_named_with_its_row() {
        let faults =
            read("from,to,minutes,hour\nASN,ZZZ,34,8\nASN,EMM,0,24\nASN,EMM,5,5\n").unwrap_err();
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(faults[0].starts_with("row 2: `ZZZ`") && faults[2].contains("`24`"));
        assert_eq!(read("from,to\n").unwrap_err().len(), 1);
        assert_eq!(read("from,to,minutes,hour\n").unwrap_err(), ["it has no row"]);
        let long = format!("from,to,minutes,hour\n{}", "X,Y,-1,99\n".repeat(10));
        assert_eq!(read(&long).unwrap_err().len(), 21);
    }
}
