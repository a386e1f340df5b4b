//! The file itself: its version, its bytes.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::layout::ElementPerLine;
use super::limits::FILE_BYTES_MAX;
use super::reading::plan_of;
use super::schema::PlanFile;
use super::writing::file_of;
use crate::model::{Plan, Province};
use crate::store::{FolderDraft, PLAN_FILE, StoreError};

/// The name of the schema, before its version.
const SCHEMA: &str = "leenroute-plan/";

/// The version that is written, and the newest that is read.
const SCHEMA_VERSION: u64 = 1;

/// What made a plan: enough to make it again (herkomst van de planning).
///
/// The number of threads is no part of it: it changes no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRun {
    /// The version of the program.
    pub program_version: String,
    /// The seed.
    pub seed: u64,
    /// The iterations after which the search stopped; `None` when time stopped it.
    pub iterations: Option<u64>,
    /// The [`fingerprint`](crate::store::fingerprint()) of the data folder.
    pub inputs_fingerprint: String,
    /// The label of the travel times, for machines.
    pub travel_source: String,
}

/// Of any version: only what says which.
#[derive(Deserialize)]
struct Versioned {
    schema_version: String,
}

/// Writes a plan as `plan.json`; equal runs give equal bytes. O(plan).
///
/// # Panics
///
/// When the plan is not one of the province.
pub fn write_plan(
    draft: &FolderDraft,
    run: &StoredRun,
    province: &Province,
    plan: &Plan,
) -> Result<(), StoreError> {
    draft.write(PLAN_FILE, &plan_bytes(run, province, plan))
}

/// A plan as `plan.json` holds it; equal runs give equal bytes. O(plan).
///
/// # Panics
///
/// When the plan is not one of the province.
pub fn plan_bytes(run: &StoredRun, province: &Province, plan: &Plan) -> Vec<u8> {
    let stored = file_of(format!("{SCHEMA}{SCHEMA_VERSION}"), run, province, plan);
    let mut bytes = Vec::new();
    let mut serializer =
        serde_json::Serializer::with_formatter(&mut bytes, ElementPerLine::default());
    stored.serialize(&mut serializer).expect("writing to memory does not fail");
    bytes.push(b'\n');
    bytes
}

/// Reads the plan of a plan folder, for the province of its inputs. O(plan log codes).
///
/// The plan is well formed: all codes, positions and ranges hold. Whether it keeps the rules of
/// planning is the referee's question.
pub fn read_plan(plan_folder: &Path, province: &Province) -> Result<(StoredRun, Plan), StoreError> {
    let path = plan_folder.join(PLAN_FILE);
    let unread = |source| StoreError::read(&path, source);
    let file = File::open(&path).map_err(unread)?;
    let mut bytes = Vec::new();
    file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(unread)?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(StoreError::damaged(&path, format!("longer than {FILE_BYTES_MAX} bytes")));
    }
    parse_plan(&path, &bytes, province)
}

pub(super) fn parse_plan(
    path: &Path,
    bytes: &[u8],
    province: &Province,
) -> Result<(StoredRun, Plan), StoreError> {
    let damaged = |error: serde_json::Error| StoreError::damaged(path, error.to_string());
    let found = serde_json::from_slice::<Versioned>(bytes).map_err(damaged)?.schema_version;
    match found.strip_prefix(SCHEMA).and_then(|version| version.parse::<u64>().ok()) {
        Some(SCHEMA_VERSION) => {}
        Some(version) if version > SCHEMA_VERSION => {
            return Err(StoreError::NewerVersion { path: path.to_owned(), found });
        }
        _ => {
            let what = format!("schema_version: `{found}` is no plan of this program");
            return Err(StoreError::damaged(path, what));
        }
    }
    let stored: PlanFile = serde_json::from_slice(bytes).map_err(damaged)?;
    let plan = plan_of(&stored, province);
    let plan = plan.map_err(|fault| StoreError::damaged(path, fault.to_string()))?;
    let run = StoredRun {
        program_version: stored.program_version,
        seed: stored.settings.seed,
        iterations: stored.settings.iterations,
        inputs_fingerprint: stored.inputs_fingerprint,
        travel_source: stored.travel_source,
    };
    Ok((run, plan))
}
