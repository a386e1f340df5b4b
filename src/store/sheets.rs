//! Single sheets of a plan folder: added beside what is there, never silently over it.

use std::fs;
use std::path::Path;

use super::{Overwrite, SHEETS_FOLDER, StoreError, replace_file};

/// What became of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetState {
    /// It is new.
    New,
    /// It was there with the same contents.
    Same,
    /// It took the place of one with other contents.
    Replaced,
    /// One with other contents is there, and stays.
    Kept,
}

/// Writes a sheet into a plan folder, whole or not at all.
///
/// One that is there with other contents stays, unless replacing was asked for.
pub fn write_sheet(
    plan: &Path,
    name: &str,
    bytes: &[u8],
    overwrite: Overwrite,
) -> Result<SheetState, StoreError> {
    let folder = plan.join(SHEETS_FOLDER);
    fs::create_dir_all(&folder).map_err(|source| StoreError::write(&folder, source))?;
    let path = folder.join(name);
    let state = if path.exists() {
        let there = fs::read(&path).map_err(|source| StoreError::read(&path, source))?;
        match overwrite {
            _ if there == bytes => return Ok(SheetState::Same),
            Overwrite::Refuse => return Ok(SheetState::Kept),
            Overwrite::Replace => SheetState::Replaced,
        }
    } else {
        SheetState::New
    };
    replace_file(&path, bytes)?;
    Ok(state)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_stays_unless_replacing_is_asked_for() {
        let office = tempfile::tempdir().expect("a folder");
        let write = |bytes: &[u8], overwrite| {
            write_sheet(office.path(), "week.html", bytes, overwrite).expect("a sheet")
        };
        assert_eq!(write(b"a", Overwrite::Refuse), SheetState::New);
        assert_eq!(write(b"a", Overwrite::Refuse), SheetState::Same);
        assert_eq!(write(b"b", Overwrite::Refuse), SheetState::Kept);
        let path = office.path().join("sheets/week.html");
        assert_eq!(fs::read(&path).expect("it"), b"a");
        assert_eq!(write(b"b", Overwrite::Replace), SheetState::Replaced);
        assert_eq!(fs::read(&path).expect("it"), b"b");
    }
}
