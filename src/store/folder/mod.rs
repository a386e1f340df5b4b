//! Folders that appear whole or not at all.
//!
//! A draft is filled beside its destination, on the same disk, and moved there by a rename. What
//! stood there before is moved aside, put back when the rename fails, and removed when it
//! succeeded. Only folders that hold nothing but what this program writes are replaced.

mod draft;
mod file;
mod ownership;

pub use draft::{FolderDraft, Overwrite};
pub(super) use file::replace_file;
pub use ownership::{
    ACCOUNT_FILES, CERTIFICATES_FOLDER, CHANGES_FILE, DATA_FILES, EDITS_FOLDER, HISTORY_FILES,
    INPUTS_FOLDER, PLAN_FILE, PUBLICATION_FILE, SHEETS_FOLDER,
};

#[cfg(test)]
mod tests;
