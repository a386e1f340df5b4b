//! A published plan (vastgestelde planning): its version, its validity, and the plan that it froze.

use std::fs;
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fingerprint::digest_of_bytes;
use super::folder::{PLAN_FILE, PUBLICATION_FILE};
use super::{StoreError, replace_file};

const SCHEMA: &str = "leenroute-publication/";
const SCHEMA_VERSION: &str = "leenroute-publication/1";

/// What was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// Names the schema.
    pub schema_version: String,
    /// The number of the version, from 1.
    pub version: u32,
    /// The first day on which it holds, such as `2026-11-23`.
    pub valid_from: String,
    /// The last one.
    pub valid_until: String,
    /// The SHA-256 of `plan.json`.
    pub plan_sha256: String,
    /// The version of the program.
    pub program_version: String,
}

impl Publication {
    /// A version of the plan that a folder holds.
    pub fn of(
        folder: &Path,
        version: u32,
        (valid_from, valid_until): (String, String),
        program_version: &str,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            schema_version: SCHEMA_VERSION.to_owned(),
            version,
            valid_from,
            valid_until,
            plan_sha256: plan_digest(folder)?,
            program_version: program_version.to_owned(),
        })
    }
}

/// The SHA-256 of the plan of a folder.
pub fn plan_digest(folder: &Path) -> Result<String, StoreError> {
    let path = folder.join(PLAN_FILE);
    let bytes = fs::read(&path).map_err(|source| StoreError::read(&path, source))?;
    Ok(digest_of_bytes(&bytes))
}

/// Writes the version of a plan folder; one that is there already stays.
///
/// # Panics
///
/// Never: a publication has no map with keys that JSON lacks.
pub fn write_publication(folder: &Path, publication: &Publication) -> Result<(), StoreError> {
    let path = folder.join(PUBLICATION_FILE);
    if path.exists() {
        return Err(StoreError::FileExists { path });
    }
    let text = serde_json::to_string_pretty(publication).expect("strings and numbers alone");
    replace_file(&path, (text + "\n").as_bytes())
}

/// The version of a plan folder; `None` for a draft.
pub fn read_publication(folder: &Path) -> Result<Option<Publication>, StoreError> {
    #[derive(Deserialize)]
    struct Versioned {
        schema_version: String,
    }
    let path = folder.join(PUBLICATION_FILE);
    if !path.exists() {
        return Ok(None);
    }
    let bytes = fs::read(&path).map_err(|source| StoreError::read(&path, source))?;
    let damaged = |error: serde_json::Error| StoreError::damaged(&path, error.to_string());
    let of: Versioned = serde_json::from_slice(&bytes).map_err(damaged)?;
    let found = of.schema_version;
    match found.strip_prefix(SCHEMA) {
        Some("1") => serde_json::from_slice(&bytes).map(Some).map_err(damaged),
        Some(_) => Err(StoreError::NewerVersion { path, found }),
        None => Err(StoreError::damaged(&path, format!("the schema is `{found}`"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{FolderDraft, Overwrite};

    #[test]
    fn a_version_is_read_as_written_and_neither_written_twice_nor_replaced() {
        let office = tempfile::tempdir().expect("a folder");
        let folder = office.path();
        fs::write(folder.join(PLAN_FILE), "{}").expect("a file");
        assert_eq!(read_publication(folder).expect("a draft"), None);
        let days = ("2026-11-23".to_owned(), "2026-11-29".to_owned());
        let first = Publication::of(folder, 1, days, "0.1.0").expect("a plan");
        write_publication(folder, &first).expect("a new file");
        assert_eq!(read_publication(folder).expect("it"), Some(first.clone()));
        assert!(matches!(write_publication(folder, &first), Err(StoreError::FileExists { .. })));
        let over = FolderDraft::beside(folder, Overwrite::Replace);
        assert!(matches!(over, Err(StoreError::Published { .. })), "{over:?}");
    }
}
