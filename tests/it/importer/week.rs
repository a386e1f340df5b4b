//! Folders in memory.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use leenroute::app::{SETTINGS_FILE, read_settings};
use leenroute::diagnostic::Diagnostics;
use leenroute::ingest::{FileContent, Reading, Scope, Tables};
use leenroute::model::Settings;

use crate::office::fixtures;

/// The files of a data folder by their names, without `settings.toml`.
pub(super) type Folder = BTreeMap<String, Vec<u8>>;

/// The small week.
pub(super) static WEEK: LazyLock<Folder> = LazyLock::new(|| {
    let entries = fs::read_dir(fixtures("small/week")).expect("the small week");
    let file = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().expect("a plain name");
        (name, fs::read(entry.path()).expect("a file of the week"))
    };
    let mut week: Folder = entries.map(|entry| file(entry.expect("an entry"))).collect();
    week.remove(SETTINGS_FILE).expect("the week has settings");
    week
});

/// The settings of the small week.
pub(super) static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    let text = fs::read_to_string(fixtures("small/week").join(SETTINGS_FILE)).expect("settings");
    read_settings(&text).0.expect("the settings of the week are sound")
});

/// Reads a folder in which some files stand in place of others, as far as a province.
pub(super) fn read(folder: &Folder, changed: &[(&str, &[u8])]) -> (Option<Reading>, Diagnostics) {
    let mut file = |name: &'static str| {
        let instead = changed.iter().find(|(known, _)| *known == name);
        let bytes = instead.map(|(_, bytes)| bytes.to_vec());
        let bytes = bytes.or_else(|| folder.get(name).cloned());
        bytes.map_or(FileContent::Absent, FileContent::Bytes)
    };
    let (tables, mut found) = Tables::read(Scope::Whole, &mut file);
    let (reading, more) = tables.into_province(SETTINGS.clone());
    found.append(more);
    (reading, found)
}

/// What holds for any bytes: findings are few, a refusal has a reason, and what has no error is a
/// province.
#[track_caller]
pub(super) fn assert_sound(reading: Option<&Reading>, found: &Diagnostics) {
    const FINDINGS_MAX: usize = 50;
    assert!(reading.is_some() || found.errors() > 0, "a refusal without an error");
    let mut counts = BTreeMap::new();
    for finding in found {
        let count = counts.entry((finding.code, finding.span.file.as_str())).or_insert(0);
        *count += 1;
        assert!(*count <= FINDINGS_MAX || finding.code.0 == "I0026", "{finding:?}");
        let value = finding.span.value.as_deref().unwrap_or_default();
        assert!(value.len() <= 4 * 60 && !value.contains(char::is_control), "{finding:?}");
    }
}
