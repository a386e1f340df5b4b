//! The certificate of the bound of a planned week, as one JSON document.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::beside::write_beside;
use super::bound_file::StoredProvenCase;
use super::document::{document_bytes, read_document};
use super::{CERTIFICATES_FOLDER, FolderDraft, Overwrite, StoreError};

/// Its name in the certificates of a plan folder.
pub const WEEK_BOUND_FILE: &str = "bound.json";

const FAMILY: &str = "leenroute-week-bound/";

/// The bound of a planned week with what proves it; unverified.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoredWeekBound {
    /// The fingerprint of the plan's inputs.
    pub inputs_fingerprint: String,
    /// SHA-256 of the plan and its name.
    pub plan_fingerprint: String,
    /// What no plan of the week undercuts, of the cost that planning can change.
    pub lower_bound_cents: i64,
    /// What a bag past the hub counts as, in thousandths of a cent.
    pub bag_price_millicents: i64,
    /// Proofs of cases that together leave nothing out; places count as customers.
    pub cases: Vec<StoredCase>,
}

/// Prices, and squares and shares over sets of days, that prove a bound of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoredCase {
    /// Its decisions, and what visits of places and entries into groups of them earn, in thousandths
    /// of a cent.
    pub case: StoredProvenCase,
    /// What nothing undercuts, in thousandths of a cent, without what no days and routes change.
    pub bound: i64,
    /// What a tenth of a second of the routes' time costs, in thousandths of a cent; nothing in
    /// certificates of before.
    #[serde(default)]
    pub work_price: i64,
    /// What of it the sets of days cost at least, visits paid.
    pub days_bound: i64,
    /// The places that each place remembers, itself first.
    pub neighbours: Vec<Vec<u32>>,
    /// A constant and a weight for each set of days of each place, in 64ths of the root of a unit.
    pub squares: Vec<Vec<i64>>,
    /// What each pair of places leaves to the sets of days of both, in 4,096ths of a unit.
    pub shares: Vec<Vec<i64>>,
}

/// Where the certificate of a plan folder is.
pub fn week_bound_path(plan_folder: &Path) -> PathBuf {
    plan_folder.join(CERTIFICATES_FOLDER).join(WEEK_BOUND_FILE)
}

/// Writes a certificate into a plan folder that is being made.
pub fn write_week_bound(draft: &FolderDraft, bound: &StoredWeekBound) -> Result<(), StoreError> {
    let name = format!("{CERTIFICATES_FOLDER}/{WEEK_BOUND_FILE}");
    draft.write(&name, &bytes(bound, &draft.path().join(&name))?)
}

/// Writes a certificate beside its place and moves it there.
pub fn write_week_bound_file(
    path: &Path,
    bound: &StoredWeekBound,
    overwrite: Overwrite,
) -> Result<(), StoreError> {
    let bytes = bytes(bound, path)?;
    write_beside(path, overwrite, |file| file.write_all(&bytes))
}

fn bytes(bound: &StoredWeekBound, path: &Path) -> Result<Vec<u8>, StoreError> {
    let mut bytes = document_bytes(FAMILY, bound, path)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Whether a file says that it is the certificate of a planned week.
pub fn is_week_bound(path: &Path) -> Result<bool, StoreError> {
    let bytes = fs::read(path).map_err(|source| StoreError::read(path, source))?;
    // The keys may stand in any order.
    Ok(bytes.windows(FAMILY.len()).any(|window| window == FAMILY.as_bytes()))
}

/// Reads a certificate.
pub fn read_week_bound(path: &Path) -> Result<StoredWeekBound, StoreError> {
    read_document(FAMILY, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_damage_is_named() {
        let office = tempfile::tempdir().expect("a folder");
        let path = office.path().join("bound.json");
        let bound = StoredWeekBound {
            lower_bound_cents: 9,
            cases: vec![StoredCase { bound: 2, days_bound: 1, ..Default::default() }],
            ..Default::default()
        };
        write_week_bound_file(&path, &bound, Overwrite::Refuse).expect("a new file");
        assert!(is_week_bound(&path).expect("a file"));
        assert_eq!(read_week_bound(&path).expect("as written"), bound);
        let again = write_week_bound_file(&path, &bound, Overwrite::Refuse);
        assert!(matches!(again, Err(StoreError::FileExists { .. })));
        let text = fs::read_to_string(&path).expect("a file");
        fs::write(&path, text.replace("bound/1", "bound/2")).expect("a file");
        assert!(matches!(read_week_bound(&path), Err(StoreError::NewerVersion { .. })));
        fs::write(&path, text.replace("\"days_bound\"", "\"days\"")).expect("a file");
        assert!(matches!(read_week_bound(&path), Err(StoreError::Damaged { .. })));
        fs::write(&path, "{\"schema\":\"leenroute-bound/1\"}").expect("a file");
        assert!(!is_week_bound(&path).expect("a file"));
    }
}
