//! The travel matrix of a data folder and the label beside it.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::beside::write_beside;
use super::document::{document_bytes, read_document};
use super::{Overwrite, StoreError, fingerprint};
use crate::model::ServiceDate;
use crate::travel::road::RoadPoint;
use crate::travel::{LabelledStop, TravelLabel};

pub(super) const TRAVEL_FILE: &str = "travel.csv";

pub(super) const TRAVEL_HOURS_FILE: &str = "travel_hours.csv";

/// The name of the label of a travel matrix in a data folder.
pub const TRAVEL_LABEL_FILE: &str = "travel.json";

const FAMILY: &str = "leenroute-travel/";

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredLabel {
    source: String,
    date: Option<String>,
    attribution: String,
    profile: String,
    fingerprint: String,
    table_sha256: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hours_sha256: Option<String>,
    places: Vec<StoredStop>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct StoredStop {
    code: String,
    lon_e7: i32,
    lat_e7: i32,
    snap_metres: Option<i64>,
}

/// The label of the travel matrix of a data folder, or `None` where there is none.
pub fn read_travel_label(folder: &Path) -> Result<Option<TravelLabel>, StoreError> {
    let path = folder.join(TRAVEL_LABEL_FILE);
    if !path.exists() {
        return Ok(None);
    }
    let stored: StoredLabel = read_document(FAMILY, &path)?;
    let date = match &stored.date {
        None => None,
        Some(text) => {
            let read = text.parse::<ServiceDate>();
            Some(read.map_err(|_| StoreError::damaged(&path, format!("`{text}` is no date")))?)
        }
    };
    let stop = |stop: StoredStop| LabelledStop {
        place: stop.code,
        position: RoadPoint { lon: stop.lon_e7, lat: stop.lat_e7 },
        snap_metres: stop.snap_metres,
    };
    Ok(Some(TravelLabel {
        source: stored.source,
        date,
        attribution: stored.attribution,
        profile: stored.profile,
        fingerprint: stored.fingerprint,
        table: stored.table_sha256,
        hours: stored.hours_sha256,
        stops: stored.places.into_iter().map(stop).collect(),
    }))
}

/// The digest of the travel table of a data folder, as its label has it.
pub fn travel_table_digest(folder: &Path) -> Result<String, StoreError> {
    fingerprint(folder, &[TRAVEL_FILE])
}

/// The digest of the table of hours of a data folder, as the label of its matrix has it; `None`
/// where there is no such table.
pub fn travel_hours_digest(folder: &Path) -> Result<Option<String>, StoreError> {
    let there = folder.join(TRAVEL_HOURS_FILE).exists();
    there.then(|| fingerprint(folder, &[TRAVEL_HOURS_FILE])).transpose()
}

/// Takes the table of hours away, if there is one.
pub fn remove_travel_hours(folder: &Path) -> Result<(), StoreError> {
    let path = folder.join(TRAVEL_HOURS_FILE);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(StoreError::write(&path, error))
        }
        _ => Ok(()),
    }
}

/// Whether a data folder has a travel table.
pub fn has_travel_table(folder: &Path) -> bool {
    folder.join(TRAVEL_FILE).exists()
}

/// Writes the label of a travel matrix into a data folder, over an earlier one.
pub fn write_travel_label(folder: &Path, label: &TravelLabel) -> Result<(), StoreError> {
    let path = folder.join(TRAVEL_LABEL_FILE);
    let bytes = label_bytes(label, &path)?;
    write_beside(&path, Overwrite::Replace, |file| file.write_all(&bytes))
}

pub(super) fn label_bytes(label: &TravelLabel, path: &Path) -> Result<Vec<u8>, StoreError> {
    let stop = |stop: &LabelledStop| StoredStop {
        code: stop.place.clone(),
        lon_e7: stop.position.lon,
        lat_e7: stop.position.lat,
        snap_metres: stop.snap_metres,
    };
    let stored = StoredLabel {
        source: label.source.clone(),
        date: label.date.map(|date| date.to_string()),
        attribution: label.attribution.clone(),
        profile: label.profile.clone(),
        fingerprint: label.fingerprint.clone(),
        table_sha256: label.table.clone(),
        hours_sha256: label.hours.clone(),
        places: label.stops.iter().map(stop).collect(),
    };
    let mut bytes = document_bytes(FAMILY, &stored, path)?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label() -> TravelLabel {
        TravelLabel {
            source: "osm:town.osm.pbf".to_owned(),
            date: ServiceDate::new(2026, 11, 18),
            attribution: "(c) somebody".to_owned(),
            profile: "van".to_owned(),
            fingerprint: "a1".to_owned(),
            table: "b2".to_owned(),
            hours: None,
            stops: vec![LabelledStop {
                place: "ASN".to_owned(),
                position: RoadPoint { lon: 65_625_000, lat: -5 },
                snap_metres: Some(12),
            }],
        }
    }

    #[test]
    fn a_label_is_read_as_it_was_written_and_damage_is_named() {
        let office = tempfile::tempdir().expect("a folder");
        assert_eq!(read_travel_label(office.path()).expect("nothing there"), None);
        write_travel_label(office.path(), &label()).expect("a new file");
        write_travel_label(office.path(), &label()).expect("over the earlier one");
        assert_eq!(read_travel_label(office.path()).expect("as written"), Some(label()));
        let by_hour = TravelLabel { hours: Some("c3".to_owned()), ..label() };
        write_travel_label(office.path(), &by_hour).expect("over the earlier one");
        assert_eq!(read_travel_label(office.path()).expect("as written"), Some(by_hour));
        write_travel_label(office.path(), &label()).expect("over the earlier one");
        let path = office.path().join(TRAVEL_LABEL_FILE);
        let text = fs::read_to_string(&path).expect("a file");
        for (from, to) in [("2026-11-18", "2026-13-18"), ("\"source\"", "\"sauce\""), ("{", "")] {
            fs::write(&path, text.replacen(from, to, 1)).expect("a file");
            let read = read_travel_label(office.path());
            assert!(matches!(read, Err(StoreError::Damaged { .. })), "{from}");
        }
        fs::write(&path, text.replace("travel/1", "travel/2")).expect("a file");
        let read = read_travel_label(office.path());
        assert!(matches!(read, Err(StoreError::NewerVersion { .. })));
    }
}
