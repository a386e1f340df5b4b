//! One file that a command names: written beside its place, and moved there when it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::folder::Overwrite;

/// A new file beside a place, which is to be moved there when it is whole.
pub(super) fn part_beside(path: &Path) -> Result<(PathBuf, File), StoreError> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let file = File::create_new(&part).map_err(|source| StoreError::write(&part, source))?;
    Ok((part, file))
}

/// Writes a file beside its place and moves it there; where that fails, nothing is left behind.
pub(super) fn write_beside(
    path: &Path,
    overwrite: Overwrite,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> Result<(), StoreError> {
    if overwrite == Overwrite::Refuse && path.exists() {
        return Err(StoreError::FileExists { path: path.to_owned() });
    }
    let (part, file) = part_beside(path)?;
    let mut file = BufWriter::new(file);
    let written = write(&mut file).and_then(|()| file.flush());
    let written = written.and_then(|()| fs::rename(&part, path));
    if written.is_err() {
        // What stopped the writing is told; that the rest of it stays behind tells nothing more.
        drop(fs::remove_file(&part));
    }
    written.map_err(|source| StoreError::write(path, source))
}
