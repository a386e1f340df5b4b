//! Facts added to the history files of a folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::columns::{
    Cells, HistoryFile, closed_request, failed_pull, item_move, loan_count, visit,
};
use super::sheet::Sheet;
use crate::model::{History, Province};
use crate::store::StoreError;

/// Values for blank cells of a row that is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The file.
    pub file: HistoryFile,
    /// Cells by which the row is known, by their columns.
    pub key: Vec<(&'static str, String)>,
    /// The values, by their columns; the row has blanks there.
    pub values: Vec<(&'static str, String)>,
}

/// Adds facts to the history files of a folder; returns the files that changed, by name.
///
/// What the files hold stays; a file without new facts is not touched. O(bytes of the files that
/// change).
///
/// # Errors
///
/// When a file cannot be read or written, is no UTF-8, or lacks the row that a completion names;
/// no file has changed then, unless moving the last of them into place failed.
///
/// # Panics
///
/// When a fact is of another province.
pub fn add_history(
    folder: &Path,
    province: &Province,
    added: &History,
    completed: &[Completion],
) -> Result<Vec<String>, StoreError> {
    let mut parts = Vec::new();
    for file in HistoryFile::ALL {
        let rows = rows_of(file, province, added);
        let completed: Vec<&Completion> =
            completed.iter().filter(|completion| completion.file == file).collect();
        if rows.is_empty() && completed.is_empty() {
            continue;
        }
        let written = write_part(folder, file, &rows, &completed);
        match written {
            Ok(part) => parts.push((file, part)),
            Err(error) => {
                for (_, part) in &parts {
                    drop(fs::remove_file(part));
                }
                return Err(error);
            }
        }
    }
    for (file, part) in &parts {
        let to = folder.join(file.name());
        fs::rename(part, &to).map_err(|source| StoreError::Move {
            from: part.clone(),
            to,
            source,
        })?;
    }
    Ok(parts.iter().map(|(file, _)| file.name().to_owned()).collect())
}

fn rows_of(file: HistoryFile, province: &Province, added: &History) -> Vec<Cells> {
    match file {
        HistoryFile::Visits => added.visits().iter().map(|fact| visit(province, fact)).collect(),
        HistoryFile::Moves => added.moves().iter().map(|fact| item_move(province, fact)).collect(),
        HistoryFile::Loans => {
            added.loans().iter().map(|fact| loan_count(province, &fact)).collect()
        }
        HistoryFile::Requests => {
            added.requests().iter().map(|fact| closed_request(province, fact)).collect()
        }
        HistoryFile::FailedPulls => {
            added.failed_pulls().iter().map(|fact| failed_pull(province, fact)).collect()
        }
    }
}

/// Writes the file as it will be beside the file as it is.
fn write_part(
    folder: &Path,
    file: HistoryFile,
    rows: &[Cells],
    completed: &[&Completion],
) -> Result<PathBuf, StoreError> {
    let path = folder.join(file.name());
    let before = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(source) => return Err(StoreError::read(&path, source)),
    };
    let not_text = |_| StoreError::damaged(&path, "it is not UTF-8; save it as CSV UTF-8 first");
    let before = String::from_utf8(before).map_err(not_text)?;
    let unreadable = |error: csv::Error| StoreError::damaged(&path, error.to_string());
    let mut sheet = Sheet::read(&before, file.columns()).map_err(unreadable)?;
    for completion in completed {
        if !sheet.complete(&completion.key, &completion.values) {
            let key: Vec<&str> = completion.key.iter().map(|(_, value)| value.as_str()).collect();
            let what = format!("no row to complete has {}", key.join(", "));
            return Err(StoreError::damaged(&path, what));
        }
    }
    let after = if completed.is_empty() {
        sheet.appended(file.columns(), rows)
    } else {
        sheet.rewritten(file.columns(), rows)
    };
    let part = folder.join(format!(".{}.part", file.name()));
    fs::write(&part, after.map_err(unreadable)?)
        .map_err(|source| StoreError::write(&part, source))?;
    Ok(part)
}
