//! A data folder as a province, with everything that was found on the way.

use std::path::Path;

use super::error::Error;
use super::settings::{SETTINGS_FILE, read_settings};
use crate::diagnostic::Diagnostics;
use crate::ingest::{Reading, Tables, read_history, read_tables, read_text};
use crate::model::{History, HolidayRules, Province, Settings};
use crate::travel::TravelMatrix;

/// A province that can be planned, and the text of its settings.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The province.
    pub province: Province,
    /// Travel between its places.
    pub travel: TravelMatrix,
    /// `settings.toml`, as it stands in the folder.
    pub settings_toml: String,
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

/// As [`load`], with something more that is read by the codes of the tables and the holidays of
/// the settings; its errors keep the province back too.
pub(super) fn load_with<T>(
    folder: &Path,
    more: impl FnOnce(&Tables, HolidayRules) -> (T, Diagnostics),
) -> Result<(Option<Loaded>, T, Diagnostics), Error> {
    let (tables, mut found) = read_tables(folder)?;
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
        Loaded { province, travel, settings_toml: text }
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
