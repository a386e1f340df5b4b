//! Plan folders and data folders, written and read back.
//!
//! A folder is written whole or not at all: a [`FolderDraft`] is filled beside its destination
//! under a temporary name and moved into place by one rename. An earlier folder steps aside first
//! and is removed only when the new one stands; if anything fails it is put back. A folder that
//! holds anything which is not ours is never replaced.
//!
//! A plan's stored form is a type of its own, `leenroute-plan/1`: codes of the province instead of
//! indices, integers with their unit in the key, one element a line. Reading it checks every
//! code, position and range and names the place in the JSON where it fails; it holds no rule of
//! planning, which is the referee's. Equal runs give equal bytes: nothing here knows a clock, a
//! duration or a number of threads.
//!
//! An input's identity is its fingerprint: SHA-256 over the list of the files' own SHA-256 sums in
//! name order, which `sha256sum` can recompute. Reference: National Institute of Standards and
//! Technology (2015), "Secure Hash Standard", FIPS 180-4, doi 10.6028/NIST.FIPS.180-4.
//!
//! History files are added to and never replaced ([`add_history`]): a folder that holds facts is not
//! overwritten by anything.
//!
//! The result of a long computation is a file named by the digest of what it was computed from
//! ([`result_file`]): who finds it there need not compute it again.
//!
//! It deliberately reads no data folder, which is [`ingest`](crate::ingest)'s; does not force bytes onto the disk, so that it outlives a crash of the program, not of the
//! machine; and judges neither plan nor certificate.
//!
//! Entry points: [`FolderDraft`], [`write_data_folder`], [`restrict_to_requested`],
//! [`write_plan`], [`read_plan`], [`write_certificate`], [`read_certificate`],
//! [`write_history`], [`add_history`], [`fingerprint()`], [`write_result`], [`read_results`].
//!
//! ```
//! use leenroute::store::{FolderDraft, Overwrite};
//!
//! let office = tempfile::tempdir().expect("a folder to work in");
//! let destination = office.path().join("week-48");
//!
//! let draft = FolderDraft::beside(&destination, Overwrite::Refuse).expect("nothing is there");
//! draft.write("sheets/monday.html", b"<!doctype html>").expect("a new file");
//! assert!(!destination.exists());
//! draft.commit().expect("one rename");
//! assert!(destination.join("sheets/monday.html").exists());
//! ```

mod base_file;
mod beside;
mod bound_file;
mod certificates;
mod changes_file;
mod data_folder;
mod document;
mod edits;
mod error;
mod fingerprint;
#[cfg(test)]
mod fixture;
mod folder;
mod history;
mod map_files;
mod plan_file;
mod publication;
mod report_files;
mod results;
mod schemas;
mod sheets;
mod table_file;
mod travel_files;
mod week_bound;

pub use base_file::{read_base, write_base};
pub use bound_file::{
    StoredBound, StoredCut, StoredDecision, StoredFolding, StoredProvenCase, StoredTriple,
    read_bound_file, write_bound_file,
};
pub use certificates::{
    CertificateArc, CertificateClaim, CertificateNode, SupplierCertificate, read_certificate,
    read_certificate_claim, write_certificate, write_certificate_file,
};
pub use changes_file::{StoredChange, StoredChanges, read_changes, write_changes};
pub use data_folder::{
    restrict_to_requested, write_data_folder, write_shipments_file, write_travel_hours,
    write_travel_table,
};
pub use edits::{EditLog, EditStep, read_edits, step_edits, write_edit};
pub use error::StoreError;
pub use fingerprint::{digest_of_bytes, fingerprint, fingerprint_folder};
use folder::replace_file;
pub use folder::{
    ACCOUNT_FILES, CERTIFICATES_FOLDER, CHANGES_FILE, DATA_FILES, EDITS_FOLDER, FolderDraft,
    HISTORY_FILES, INPUTS_FOLDER, Overwrite, PLAN_FILE, PUBLICATION_FILE, SHEETS_FOLDER,
};
pub use history::{Completion, HistoryFile, add_history, write_history};
pub use map_files::{
    GROUND_FILE, WAYS_FILE, read_ground, read_ways, remove_ways, write_ground, write_map_files,
    write_ways,
};
pub use plan_file::{StoredRun, plan_bytes, read_plan, write_plan};
pub use publication::{Publication, plan_digest, read_publication, write_publication};
pub use report_files::{TrailFile, TrailRow, write_report_files};
pub use results::{digest_of, read_results, result_file, write_result};
pub use schemas::schemas;
pub use sheets::{SheetState, write_sheet};
pub use table_file::{write_table_file, write_text_file};
pub use travel_files::{
    TRAVEL_LABEL_FILE, has_travel_table, read_travel_label, remove_travel_hours,
    travel_hours_digest, travel_table_digest, write_travel_label,
};
pub use week_bound::{
    StoredCase, StoredWeekBound, WEEK_BOUND_FILE, is_week_bound, read_week_bound, week_bound_path,
    write_week_bound, write_week_bound_file,
};
