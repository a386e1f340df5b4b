//! Which folders are ours, so that nobody loses a home folder to a wrong argument.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use crate::store::StoreError;

/// The plan of a plan folder.
pub const PLAN_FILE: &str = "plan.json";

/// The week's inputs in a plan folder, a data folder of the requested titles.
pub const INPUTS_FOLDER: &str = "inputs";

/// The proofs of the supplier choice in a plan folder.
pub const CERTIFICATES_FOLDER: &str = "certificates";

/// What people print, in a plan folder.
pub const SHEETS_FOLDER: &str = "sheets";

/// The version of a plan that is published, in a plan folder.
pub const PUBLICATION_FILE: &str = "publication.json";

/// What a replan changed, in a plan folder.
pub const CHANGES_FILE: &str = "changes.json";

/// The log of manual edits, in a plan folder.
pub const EDITS_FOLDER: &str = "edits";

/// The files of a data folder, in name order.
pub const DATA_FILES: [&str; 16] = [
    "access.csv",
    "closures.csv",
    "detours.csv",
    "drivers.csv",
    "holdings.csv",
    "organisations.csv",
    "places.csv",
    "relocations.csv",
    "requests.csv",
    "settings.toml",
    "shipments.csv",
    "titles.csv",
    "travel.csv",
    "travel.json",
    "travel_hours.csv",
    "vehicles.csv",
];

/// The files of a data folder that maps are drawn with, in name order. No plan depends on them, and
/// no fingerprint has them.
const MAP_FILES: [&str; 2] = ["ground.json", "ways.json"];

/// The files of history of a data folder, in name order.
///
/// What happened is written once and cannot be generated again: a folder that holds one of them,
/// or whose inputs do, is not replaced.
pub const HISTORY_FILES: [&str; 5] =
    ["loans.csv", "moves.csv", "pulls_failed.csv", "requests_closed.csv", "visits_made.csv"];

/// The files of a data folder that reports read beside its history: tariffs, and facts that only
/// accounts need.
pub const ACCOUNT_FILES: [&str; 6] = [
    "budgets.csv",
    "corrections.csv",
    "inhabitants.csv",
    "outside_loans.csv",
    "stock_changes.csv",
    "tariffs.csv",
];

/// The file that every data folder has.
const PLACES_FILE: &str = "places.csv";

/// What file managers leave in any folder.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Passes a folder that holds only what this program writes.
///
/// A part of a plan folder, such as its sheets, is ours by its place.
pub(super) fn check_ours(folder: &Path) -> Result<(), StoreError> {
    if is_part_of_plan(folder) {
        return Ok(());
    }
    let inputs = HISTORY_FILES.map(|name| format!("{INPUTS_FOLDER}/{name}"));
    let mut facts = inputs.iter().map(String::as_str).chain(HISTORY_FILES);
    if let Some(entry) = facts.find(|name| folder.join(name).exists()) {
        return Err(StoreError::HoldsFacts { path: folder.to_owned(), entry: entry.to_owned() });
    }
    if folder.join(PUBLICATION_FILE).exists() {
        return Err(StoreError::Published { path: folder.to_owned() });
    }
    let foreign = |entry: &OsStr| StoreError::Foreign {
        path: folder.to_owned(),
        entry: entry.to_string_lossy().into_owned(),
    };
    let mut unknown = Vec::new();
    let mut marked = false;
    for entry in fs::read_dir(folder).map_err(|source| StoreError::read(folder, source))? {
        let name = entry.map_err(|source| StoreError::read(folder, source))?.file_name();
        marked |= name == PLAN_FILE || name == PLACES_FILE;
        if !is_known(&name) {
            unknown.push(name);
        }
    }
    // The least name, since the order of a listing differs from disk to disk.
    match unknown.iter().min() {
        Some(name) => Err(foreign(name)),
        None if marked => Ok(()),
        None => Err(foreign(OsStr::new("no plan.json and no places.csv"))),
    }
}

fn is_known(name: &OsStr) -> bool {
    let ours =
        [PLAN_FILE, CHANGES_FILE, INPUTS_FOLDER, CERTIFICATES_FOLDER, SHEETS_FOLDER, EDITS_FOLDER];
    let mut known = ours.iter().chain(&DATA_FILES).chain(&MAP_FILES).chain(&LITTER);
    known.any(|known| name == *known)
}

fn is_part_of_plan(folder: &Path) -> bool {
    let parts = [INPUTS_FOLDER, CERTIFICATES_FOLDER, SHEETS_FOLDER];
    let named = folder.file_name().is_some_and(|name| parts.iter().any(|part| name == *part));
    named && folder.parent().is_some_and(|plan| plan.join(PLAN_FILE).is_file())
}
