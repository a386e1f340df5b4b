//! What a replan changed, beside the plan that it made.

use std::fs;
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::folder::CHANGES_FILE;
use super::{FolderDraft, StoreError};

const SCHEMA_VERSION: &str = "leenroute-changes/1";

/// The plan that was changed, what was asked, and what changed (wijzigingen).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoredChanges {
    /// Names the schema.
    pub schema_version: String,
    /// The SHA-256 of the `plan.json` that was changed.
    pub from_plan_sha256: String,
    /// Its version, where it was published.
    pub from_version: Option<u32>,
    /// What was asked, as on the command line.
    pub asked: Vec<String>,
    /// What the changes cost, euro cents.
    pub cost_cents: i64,
    /// Each change.
    pub changes: Vec<StoredChange>,
}

/// A change of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoredChange {
    /// `day`, `vehicle`, `order`, `time` or `crates`.
    pub what: String,
    /// The code of the place.
    pub place: String,
    /// The visit before, `date vehicle position time crates`; `null` where there was none.
    pub from: Option<String>,
    /// The visit after, likewise.
    pub to: Option<String>,
    /// The word of its cause.
    pub cause: String,
    /// What it costs, euro cents.
    pub cost_cents: i64,
}

impl StoredChanges {
    /// Changes of a plan, none yet.
    pub fn of(from_plan_sha256: String, from_version: Option<u32>, asked: Vec<String>) -> Self {
        Self {
            schema_version: SCHEMA_VERSION.to_owned(),
            from_plan_sha256,
            from_version,
            asked,
            cost_cents: 0,
            changes: Vec::new(),
        }
    }
}

/// Writes `changes.json` into a plan folder.
///
/// # Panics
///
/// Never: the changes have no map with keys that JSON lacks.
pub fn write_changes(draft: &FolderDraft, changes: &StoredChanges) -> Result<(), StoreError> {
    let text = serde_json::to_string_pretty(changes).expect("strings and numbers alone");
    draft.write(CHANGES_FILE, (text + "\n").as_bytes())
}

/// What a replan changed; `None` for a plan that no replan made.
pub fn read_changes(folder: &Path) -> Result<Option<StoredChanges>, StoreError> {
    let path = folder.join(CHANGES_FILE);
    if !path.exists() {
        return Ok(None);
    }
    let bytes = fs::read(&path).map_err(|source| StoreError::read(&path, source))?;
    let changes: StoredChanges = serde_json::from_slice(&bytes)
        .map_err(|error| StoreError::damaged(&path, error.to_string()))?;
    if changes.schema_version != SCHEMA_VERSION {
        return Err(StoreError::NewerVersion { path, found: changes.schema_version });
    }
    Ok(Some(changes))
}
