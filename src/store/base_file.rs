//! The base timetable as a file: codes in place of indices, integers with their unit in the key.

use std::fs;
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Overwrite, StoreError, replace_file};
use crate::index::{DriverIdx, PlaceIdx, VehicleIdx};
use crate::model::{BaseTimetable, BaseVisit, ClockTime, Province, Weekday, WeekdaySet};
use crate::units::{Crates, Grams, Seconds};

const SCHEMA_VERSION: &str = "leenroute-timetable/1";
/// A base timetable of ten thousand places is smaller.
const FILE_BYTES_MAX: u64 = 64 << 20;

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BaseFile {
    schema_version: String,
    program_version: String,
    version: u32,
    valid_from: String,
    valid_until: String,
    visits: Vec<VisitRow>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct VisitRow {
    place: String,
    weekday: String,
    vehicle: Option<String>,
    driver: Option<String>,
    position: usize,
    start_seconds: i64,
    slack_seconds: i64,
    service_seconds: i64,
    brings_crates: i64,
    brings_grams: i64,
    takes_crates: i64,
    takes_grams: i64,
}

/// Writes a base timetable; one that is there stays unless it may be replaced.
///
/// # Panics
///
/// When the timetable is not one of the province.
pub fn write_base(
    path: &Path,
    (province, base): (&Province, &BaseTimetable),
    program_version: &str,
    overwrite: Overwrite,
) -> Result<(), StoreError> {
    if overwrite == Overwrite::Refuse && path.exists() {
        return Err(StoreError::FileExists { path: path.to_owned() });
    }
    let row = |visit: &BaseVisit| VisitRow {
        place: province.places()[visit.place].code.0.clone(),
        weekday: WeekdaySet::default().with(visit.weekday).to_string(),
        vehicle: visit.by.map(|(vehicle, _)| province.vehicles()[vehicle].code.clone()),
        driver: visit.by.map(|(_, driver)| province.drivers()[driver].code.clone()),
        position: visit.rank + 1,
        start_seconds: visit.start.since_midnight().0,
        slack_seconds: visit.slack.0,
        service_seconds: visit.service.0,
        brings_crates: visit.brings.0,
        brings_grams: visit.brings_mass.0,
        takes_crates: visit.takes.0,
        takes_grams: visit.takes_mass.0,
    };
    let file = BaseFile {
        schema_version: SCHEMA_VERSION.to_owned(),
        program_version: program_version.to_owned(),
        version: base.version,
        valid_from: base.valid_from.to_string(),
        valid_until: base.valid_until.to_string(),
        visits: base.visits.iter().map(row).collect(),
    };
    let text = serde_json::to_string_pretty(&file).expect("strings and numbers alone");
    replace_file(path, (text + "\n").as_bytes())
}

/// Reads a base timetable for a province; codes that the province lacks are told.
pub fn read_base(path: &Path, province: &Province) -> Result<BaseTimetable, StoreError> {
    let damaged = |what: String| StoreError::damaged(path, what);
    let length = fs::metadata(path).map_err(|source| StoreError::read(path, source))?.len();
    if length > FILE_BYTES_MAX {
        return Err(damaged(format!("longer than {FILE_BYTES_MAX} bytes")));
    }
    let bytes = fs::read(path).map_err(|source| StoreError::read(path, source))?;
    let value: serde_json::Value =
        serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?;
    let schema = value["schema_version"].as_str().unwrap_or_default().to_owned();
    if schema != SCHEMA_VERSION {
        return match schema.strip_prefix("leenroute-timetable/") {
            Some(_) => Err(StoreError::NewerVersion { path: path.to_owned(), found: schema }),
            None => Err(damaged(format!("the schema is `{schema}`"))),
        };
    }
    let file: BaseFile =
        serde_json::from_value(value).map_err(|error| damaged(error.to_string()))?;
    let date = |text: &str| text.parse().map_err(|error| damaged(format!("`{text}`: {error}")));
    let visits: Result<Vec<BaseVisit>, String> =
        file.visits.iter().enumerate().map(|(at, row)| visit(province, at, row)).collect();
    Ok(BaseTimetable {
        version: file.version,
        valid_from: date(&file.valid_from)?,
        valid_until: date(&file.valid_until)?,
        visits: visits.map_err(damaged)?,
    })
}

fn visit(province: &Province, at: usize, row: &VisitRow) -> Result<BaseVisit, String> {
    let unknown = |what: &str, code: &str| format!("visits[{at}]: no {what} `{code}`");
    let place: PlaceIdx = province
        .places()
        .iter_indexed()
        .find(|(_, place)| place.code.0 == row.place)
        .map(|(place, _)| place)
        .ok_or_else(|| unknown("place", &row.place))?;
    let days: WeekdaySet = row.weekday.parse().map_err(|_| unknown("weekday", &row.weekday))?;
    let weekday: Weekday = days.iter().next().ok_or_else(|| unknown("weekday", &row.weekday))?;
    let by = match (&row.vehicle, &row.driver) {
        (Some(vehicle), Some(driver)) => Some((
            vehicle_of(province, vehicle).ok_or_else(|| unknown("vehicle", vehicle))?,
            driver_of(province, driver).ok_or_else(|| unknown("driver", driver))?,
        )),
        (None, None) => None,
        _ => return Err(format!("visits[{at}]: a vehicle without a driver, or the reverse")),
    };
    let amounts = [
        row.start_seconds,
        row.slack_seconds,
        row.service_seconds,
        row.brings_crates,
        row.brings_grams,
        row.takes_crates,
        row.takes_grams,
    ];
    if amounts.iter().any(|amount| !(0..=1_000_000_000).contains(amount)) || row.position == 0 {
        return Err(format!("visits[{at}]: a number out of range"));
    }
    Ok(BaseVisit {
        place,
        weekday,
        by,
        rank: row.position - 1,
        start: ClockTime::from_seconds(Seconds(row.start_seconds)),
        slack: Seconds(row.slack_seconds),
        service: Seconds(row.service_seconds),
        brings: Crates(row.brings_crates),
        brings_mass: Grams(row.brings_grams),
        takes: Crates(row.takes_crates),
        takes_mass: Grams(row.takes_grams),
    })
}

fn vehicle_of(province: &Province, code: &str) -> Option<VehicleIdx> {
    let vehicles = province.vehicles();
    vehicles.indices().find(|vehicle| vehicles[*vehicle].code == code)
}

fn driver_of(province: &Province, code: &str) -> Option<DriverIdx> {
    let drivers = province.drivers();
    drivers.indices().find(|driver| drivers[*driver].code == code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::province;

    fn base() -> BaseTimetable {
        let visit = BaseVisit {
            place: PlaceIdx(2),
            weekday: Weekday::Tue,
            by: Some((VehicleIdx(0), DriverIdx(0))),
            rank: 1,
            start: ClockTime::at(10, 15),
            slack: Seconds(300),
            service: Seconds(600),
            brings: Crates(4),
            brings_mass: Grams(40_000),
            takes: Crates(3),
            takes_mass: Grams(30_000),
        };
        let trolley = BaseVisit { by: None, rank: 0, weekday: Weekday::Fri, ..visit };
        BaseTimetable {
            version: 2,
            valid_from: "2026-11-23".parse().expect("a date"),
            valid_until: "2027-05-23".parse().expect("a date"),
            visits: vec![visit, trolley],
        }
    }

    #[test]
    fn a_timetable_is_read_as_written_and_never_replaced_unasked() {
        let office = tempfile::tempdir().expect("a folder");
        let (path, province) = (office.path().join("season.json"), province());
        let write = |overwrite| write_base(&path, (&province, &base()), "0", overwrite);
        write(Overwrite::Refuse).expect("a new file");
        assert_eq!(read_base(&path, &province).expect("as written"), base());
        assert!(matches!(write(Overwrite::Refuse), Err(StoreError::FileExists { .. })));
        write(Overwrite::Replace).expect("on request");
    }

    #[test]
    fn codes_and_numbers_that_make_no_sense_are_named() {
        let office = tempfile::tempdir().expect("a folder");
        let (path, province) = (office.path().join("season.json"), province());
        write_base(&path, (&province, &base()), "0", Overwrite::Refuse).expect("a new file");
        let text = fs::read_to_string(&path).expect("a file");
        let code = &province.places()[PlaceIdx(2)].code.0;
        for (from, to, said) in [
            (format!("\"{code}\""), "\"NOWHERE\"".to_owned(), "no place `NOWHERE`"),
            ("\"position\": 2".to_owned(), "\"position\": 0".to_owned(), "out of range"),
            ("\"Tue\"".to_owned(), "\"Dinsdag\"".to_owned(), "no weekday `Dinsdag`"),
        ] {
            fs::write(&path, text.replacen(&from, &to, 1)).expect("a file");
            let error = read_base(&path, &province).expect_err("it is damaged").to_string();
            assert!(error.contains(said), "{error}");
        }
        fs::write(&path, text.replace("timetable/1", "timetable/2")).expect("a file");
        let newer = read_base(&path, &province);
        assert!(matches!(newer, Err(StoreError::NewerVersion { .. })));
    }
}
