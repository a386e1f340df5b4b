//! The log of manual edits of a plan folder (wijzigingslogboek): every plan that there was, byte for
//! byte, so that undo and redo give back the same plan.
//!
//! `edits/0000.json` is the plan before the first edit, `edits/0001.json` the plan after it, and so
//! on; `edits/log.json` says what was asked and which of them stands. A new edit after an undo
//! takes the place of those that were undone.

use std::fs;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fingerprint::digest_of_bytes;
use super::folder::{EDITS_FOLDER, PLAN_FILE};
use super::{StoreError, replace_file};

const LOG: &str = "log.json";
const SCHEMA_VERSION: &str = "leenroute-edits/1";

/// What was edited, and how far it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EditLog {
    /// Names the schema.
    pub schema_version: String,
    /// How many of the edits stand; the others are undone.
    pub standing: usize,
    /// The edits, as they were asked for.
    pub edits: Vec<String>,
}

impl EditLog {
    const fn empty(schema_version: String) -> Self {
        Self { schema_version, standing: 0, edits: Vec::new() }
    }
}

/// Where a log is moved to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditStep {
    /// The last edit that stands is undone.
    Undo,
    /// The first one that was undone stands again.
    Redo,
}

/// The log of a plan folder, empty where nothing was edited.
pub fn read_edits(folder: &Path) -> Result<EditLog, StoreError> {
    let path = folder.join(EDITS_FOLDER).join(LOG);
    if !path.exists() {
        return Ok(EditLog::empty(SCHEMA_VERSION.to_owned()));
    }
    let bytes = fs::read(&path).map_err(|source| StoreError::read(&path, source))?;
    let log: EditLog = serde_json::from_slice(&bytes)
        .map_err(|error| StoreError::damaged(&path, error.to_string()))?;
    if log.schema_version != SCHEMA_VERSION {
        return Err(StoreError::NewerVersion { path, found: log.schema_version });
    }
    let snapshot = snapshot(folder, log.standing);
    let (kept, stands) = (read(&snapshot)?, read(&folder.join(PLAN_FILE))?);
    if log.standing > log.edits.len() || kept != stands {
        let what = format!("plan.json is not `{}`", snapshot.display());
        return Err(StoreError::damaged(&path, what));
    }
    Ok(log)
}

/// Replaces the plan of a folder by an edited one, and logs what was asked. Returns the SHA-256 of
/// the new plan.
pub fn write_edit(folder: &Path, asked: &str, plan: &[u8]) -> Result<String, StoreError> {
    let mut log = read_edits(folder)?;
    let place = folder.join(EDITS_FOLDER);
    fs::create_dir_all(&place).map_err(|source| StoreError::write(&place, source))?;
    if log.edits.is_empty() {
        replace_file(&snapshot(folder, 0), &read(&folder.join(PLAN_FILE))?)?;
    }
    for undone in log.standing + 1..=log.edits.len() {
        let path = snapshot(folder, undone);
        fs::remove_file(&path).map_err(|source| StoreError::write(&path, source))?;
    }
    log.edits.truncate(log.standing);
    log.edits.push(asked.to_owned());
    log.standing += 1;
    replace_file(&snapshot(folder, log.standing), plan)?;
    replace_file(&folder.join(PLAN_FILE), plan)?;
    write_log(folder, &log)?;
    Ok(digest_of_bytes(plan))
}

/// Moves the log by an edit and restores the plan that stood then; `None` where there is none.
pub fn step_edits(folder: &Path, step: EditStep) -> Result<Option<EditLog>, StoreError> {
    let mut log = read_edits(folder)?;
    let target = match step {
        EditStep::Undo => log.standing.checked_sub(1),
        EditStep::Redo => Some(log.standing + 1).filter(|target| *target <= log.edits.len()),
    };
    let Some(target) = target else { return Ok(None) };
    let plan = read(&snapshot(folder, target))?;
    log.standing = target;
    replace_file(&folder.join(PLAN_FILE), &plan)?;
    write_log(folder, &log)?;
    Ok(Some(log))
}

fn write_log(folder: &Path, log: &EditLog) -> Result<(), StoreError> {
    let text = serde_json::to_string_pretty(log).expect("strings and numbers alone");
    replace_file(&folder.join(EDITS_FOLDER).join(LOG), (text + "\n").as_bytes())
}

fn snapshot(folder: &Path, number: usize) -> PathBuf {
    folder.join(EDITS_FOLDER).join(format!("{number:04}.json"))
}

fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    fs::read(path).map_err(|source| StoreError::read(path, source))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(folder: &Path) -> String {
        fs::read_to_string(folder.join(PLAN_FILE)).expect("a plan")
    }

    #[test]
    fn undo_and_redo_give_back_the_same_bytes() {
        let office = tempfile::tempdir().expect("a folder");
        let folder = office.path();
        fs::write(folder.join(PLAN_FILE), "first").expect("a file");
        assert_eq!(step_edits(folder, EditStep::Undo).expect("nothing to undo"), None);
        write_edit(folder, "remove A", b"second").expect("an edit");
        write_edit(folder, "remove B", b"third").expect("an edit");
        assert_eq!(plan(folder), "third");
        for (step, stands, standing) in [
            (EditStep::Undo, "second", 1),
            (EditStep::Undo, "first", 0),
            (EditStep::Redo, "second", 1),
        ] {
            let log = step_edits(folder, step).expect("a step").expect("an edit");
            assert_eq!((plan(folder).as_str(), log.standing), (stands, standing));
        }
        write_edit(folder, "remove C", b"other").expect("an edit");
        let log = read_edits(folder).expect("the log");
        assert_eq!((log.standing, log.edits), (2, vec!["remove A".into(), "remove C".into()]));
        assert_eq!(step_edits(folder, EditStep::Redo).expect("nothing to redo"), None);
    }

    #[test]
    fn a_plan_that_another_hand_changed_is_told() {
        let office = tempfile::tempdir().expect("a folder");
        fs::write(office.path().join(PLAN_FILE), "first").expect("a file");
        write_edit(office.path(), "remove A", b"second").expect("an edit");
        fs::write(office.path().join(PLAN_FILE), "forged").expect("a file");
        let found = step_edits(office.path(), EditStep::Undo);
        assert!(matches!(found, Err(StoreError::Damaged { .. })), "{found:?}");
    }
}
