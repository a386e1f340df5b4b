//! A data folder as a province, with everything that was found on the way.

use std::path::Path;

use super::error::Error;
use super::settings::{SETTINGS_FILE, read_settings};
use crate::diagnostic::Diagnostics;
use crate::ingest::{
    Reading, Tables, TravelTable, read_history, read_tables_with, read_text, travel_far_from_road,
    travel_of_other_label, travel_of_other_places, ways_of_other_travel,
};
use crate::model::{History, HolidayRules, Province, Settings};
use crate::store::{
    read_ground, read_travel_label, read_ways, travel_hours_digest, travel_table_digest,
};
use crate::travel::chart::{Chart, RoadWays};
use crate::travel::road::{RoadPoint, SNAP_DOUBTFUL_CM};
use crate::travel::{TravelLabel, TravelMatrix};

/// A province that can be planned, and the text of its settings.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The province.
    pub province: Province,
    /// Travel between its places.
    pub travel: TravelMatrix,
    /// `settings.toml`, as it stands in the folder.
    pub settings_toml: String,
    /// What maps are drawn with.
    pub chart: Chart,
}

/// Reads a data folder without its history; all findings in one pass, and a province where none
/// is an error.
pub fn load(folder: &Path) -> Result<(Option<Loaded>, Diagnostics), Error> {
    let (loaded, (), found) = load_with(folder, |_, _| ((), Diagnostics::default()))?;
    Ok((loaded, found))
}

/// As [`load`], with what happened.
pub fn load_with_history(folder: &Path) -> Result<(Option<Loaded>, History, Diagnostics), Error> {
    load_with(folder, |tables, rules| read_history(folder, tables, rules))
}

/// Which travel times a folder is loaded with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TravelChoice {
    /// Those of the folder: its table, with its label if there is one; else the estimate that its
    /// settings describe.
    #[default]
    OfFolder,
    /// The estimate, whatever table the folder has.
    Estimate,
}

/// As [`load`], with something more that is read by the codes of the tables and the holidays of
/// the settings; its errors keep the province back too.
pub(super) fn load_with<T>(
    folder: &Path,
    more: impl FnOnce(&Tables, HolidayRules) -> (T, Diagnostics),
) -> Result<(Option<Loaded>, T, Diagnostics), Error> {
    load_choosing(folder, TravelChoice::OfFolder, more)
}

/// As [`load_with`], with a choice of the travel times.
pub(super) fn load_choosing<T>(
    folder: &Path,
    travel: TravelChoice,
    more: impl FnOnce(&Tables, HolidayRules) -> (T, Diagnostics),
) -> Result<(Option<Loaded>, T, Diagnostics), Error> {
    let label = match travel {
        TravelChoice::Estimate => None,
        TravelChoice::OfFolder => read_travel_label(folder)?,
    };
    let table = match travel {
        TravelChoice::Estimate => TravelTable::None,
        TravelChoice::OfFolder => TravelTable::OfFolder,
    };
    let (loaded, more, mut found) = load_table(folder, table, more)?;
    if let Some(label) = &label {
        let of_hours = label.hours.is_none() || label.hours == travel_hours_digest(folder)?;
        if label.table != travel_table_digest(folder)? || !of_hours {
            found.push(travel_of_other_label());
        }
        if let Some(loaded) = &loaded {
            check_stops(&loaded.province, label, &mut found);
        }
    }
    let chart = match travel {
        TravelChoice::Estimate => Chart { ways: None, ground: read_ground(folder)? },
        TravelChoice::OfFolder => chart_of(folder, label.as_ref(), &mut found)?,
    };
    found.sort();
    let whole = |loaded: Loaded| match label {
        Some(label) => Loaded { travel: loaded.travel.labelled(label), chart, ..loaded },
        None => Loaded { chart, ..loaded },
    };
    Ok((loaded.filter(|_| found.errors() == 0).map(whole), more, found))
}

/// What maps of a folder are drawn with; ways of other travel times than those of the label are not.
fn chart_of(
    folder: &Path,
    label: Option<&TravelLabel>,
    found: &mut Diagnostics,
) -> Result<Chart, Error> {
    let ways = read_ways(folder)?;
    let is_ours =
        |ways: &RoadWays| label.is_some_and(|label| label.fingerprint == ways.fingerprint);
    if ways.as_ref().is_some_and(|ways| !is_ours(ways)) {
        found.push(ways_of_other_travel());
    }
    Ok(Chart { ways: ways.filter(is_ours), ground: read_ground(folder)? })
}

/// Whether a label speaks of the places where they stand, and how far they are from a road.
fn check_stops(province: &Province, label: &TravelLabel, found: &mut Diagnostics) {
    for place in province.places() {
        let stop = label.stops.iter().find(|stop| stop.place == place.code.0);
        let stop = stop.filter(|stop| stop.position == RoadPoint::of(place.position));
        match stop.map(|stop| stop.snap_metres) {
            None => found.push(travel_of_other_places(&place.code.0)),
            Some(Some(metres)) if metres > i64::from(SNAP_DOUBTFUL_CM) / 100 => {
                found.push(travel_far_from_road(&place.code.0, metres));
            }
            Some(_) => {}
        }
    }
}

/// Reads a folder with a travel table, whatever its label says.
pub(super) fn load_table<T>(
    folder: &Path,
    travel: TravelTable<'_>,
    more: impl FnOnce(&Tables, HolidayRules) -> (T, Diagnostics),
) -> Result<(Option<Loaded>, T, Diagnostics), Error> {
    let (tables, mut found) = read_tables_with(folder, travel)?;
    let (settings, text) = load_settings(folder, &mut found);
    let rules = settings.as_ref().map_or_else(HolidayRules::default, |known| known.holidays);
    let (more, of_more) = more(&tables, rules);
    found.append(of_more);
    let Some(settings) = settings else {
        found.sort();
        return Ok((None, more, found));
    };
    let (reading, of_whole) = tables.into_province(settings);
    found.append(of_whole);
    found.sort();
    let loaded = reading.filter(|_| found.errors() == 0).map(|reading| {
        let Reading { province, travel } = reading;
        Loaded { province, travel, settings_toml: text, chart: Chart::default() }
    });
    Ok((loaded, more, found))
}

/// As [`load`], for use cases that need a province.
pub fn load_or_refuse(folder: &Path) -> Result<(Loaded, Diagnostics), Error> {
    match load(folder)? {
        (Some(loaded), found) => Ok((loaded, found)),
        (None, found) => Err(Error::Data { found }),
    }
}

fn load_settings(folder: &Path, found: &mut Diagnostics) -> (Option<Settings>, String) {
    let Some(text) = read_text(folder, SETTINGS_FILE, found) else { return (None, String::new()) };
    let (settings, more) = read_settings(&text);
    found.append(more);
    (settings, text)
}
