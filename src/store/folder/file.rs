//! A single file, whole or not at all.

use std::fs;
use std::path::Path;

use crate::store::StoreError;

/// Writes a file beside its place and moves it there, over one that stands there.
pub(in crate::store) fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let written = fs::write(&part, bytes).and_then(|()| fs::rename(&part, path));
    if written.is_err() {
        // What stopped the writing is told; that the rest of it stays behind tells nothing more.
        drop(fs::remove_file(&part));
    }
    written.map_err(|source| StoreError::write(path, source))
}
