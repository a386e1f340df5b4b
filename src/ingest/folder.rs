//! Data folders on disk, and texts that stand for one.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use super::codes;
use super::error::IngestError;
use super::limits::TEXT_BYTES_MAX;
use super::pass::Scope;
use super::province::Reading;
use super::rows::shown;
use super::schema::{ACCOUNTS, HISTORY, SCHEMAS, TRAVEL, TRAVEL_HOURS};
use super::source::FileContent;
use super::tables::Tables;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Accounts, History, HolidayRules, ItemMove, LoanSums, Settings};

/// Reads a data folder whose settings are known: the tables, the history, then the province.
pub fn read_folder(
    dir: &Path,
    settings: &Settings,
) -> Result<(Option<Reading>, Diagnostics), IngestError> {
    let (tables, mut found) = read_tables(dir)?;
    found.append(read_history(dir, &tables, settings.holidays).1);
    let (reading, more) = tables.into_province(settings.clone());
    found.append(more);
    found.sort();
    Ok((reading, found))
}

/// Which travel table is read with a data folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TravelTable<'a> {
    /// That of the folder, if there is one.
    OfFolder,
    /// None: travel times are estimated.
    None,
    /// Another file in the same form.
    File(&'a Path),
}

/// Reads the CSV files of a data folder; `settings.toml` is not looked at.
pub fn read_tables(dir: &Path) -> Result<(Tables, Diagnostics), IngestError> {
    read_tables_with(dir, TravelTable::OfFolder)
}

/// As [`read_tables`], with a choice of the travel table.
pub fn read_tables_with(
    dir: &Path,
    travel: TravelTable<'_>,
) -> Result<(Tables, Diagnostics), IngestError> {
    let names = list(dir)?;
    let is_travel = |name: &str| [TRAVEL.file, TRAVEL_HOURS.file].contains(&name);
    let mut file = |name: &'static str| match travel {
        TravelTable::File(path) if name == TRAVEL.file => content(path),
        // Hours of the folder belong to its own table.
        TravelTable::None | TravelTable::File(_) if is_travel(name) => FileContent::Absent,
        _ => content(&dir.join(name)),
    };
    let (tables, mut found) = Tables::read(Scope::Whole, &mut file);
    names.iter().filter_map(|name| other_file(name)).for_each(|finding| found.push(finding));
    found.sort();
    Ok((tables, found))
}

/// Reads the history files of a data folder whose tables are read; all of them may be absent.
pub fn read_history(dir: &Path, tables: &Tables, rules: HolidayRules) -> (History, Diagnostics) {
    tables.history(rules, &mut |name| content(&dir.join(name)))
}

/// As [`read_history`], but the moves go to a function, each with its line, and are not kept.
pub fn read_history_streaming(
    dir: &Path,
    tables: &Tables,
    rules: HolidayRules,
    take: &mut dyn FnMut(u64, &ItemMove),
) -> (History, Diagnostics) {
    tables.history_streaming(rules, &mut |name| content(&dir.join(name)), take)
}

/// Reads the files of accounts of a data folder; all of them may be absent.
pub fn read_accounts(dir: &Path, tables: &Tables) -> (Accounts, Diagnostics) {
    tables.accounts(&mut |name| content(&dir.join(name)))
}

/// Reads the loans of a data folder as sums, which is what planning needs of history.
pub fn read_loan_sums(dir: &Path, tables: &Tables) -> (LoanSums, Diagnostics) {
    tables.loan_sums(&mut |name| content(&dir.join(name)))
}

/// Reads texts as if they were files of a data folder; files of stock and demand may lack.
///
/// ```
/// use leenroute::ingest::read_texts;
///
/// let (_, found) = read_texts(&[("organisations.csv", "id,name\nNRD,Noord\n")]);
/// let missing: Vec<&str> = found.iter().map(|finding| finding.span.file.as_str()).collect();
/// assert_eq!(missing, ["drivers.csv", "places.csv", "vehicles.csv"]);
/// ```
pub fn read_texts(texts: &[(&str, &str)]) -> (Tables, Diagnostics) {
    let mut file = |name: &'static str| {
        let text = texts.iter().find(|(known, _)| *known == name);
        text.map_or(FileContent::Absent, |(_, text)| FileContent::Bytes(text.as_bytes().to_vec()))
    };
    Tables::read(Scope::WithoutStock, &mut file)
}

/// Reads a small text of a data folder, such as its settings; `None` with a finding where it
/// cannot.
pub fn read_text(dir: &Path, name: &'static str, found: &mut Diagnostics) -> Option<String> {
    let mut source = match content(&dir.join(name)).open(name) {
        Ok(source) => source.take(TEXT_BYTES_MAX + 1),
        Err(refusal) => {
            found.push(*refusal);
            return None;
        }
    };
    let mut bytes = Vec::new();
    let read = source.read_to_end(&mut bytes).map_err(|error| error.kind());
    let text = read.and_then(|length| {
        if length as u64 > TEXT_BYTES_MAX {
            return Err(io::ErrorKind::FileTooLarge);
        }
        String::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData)
    });
    text.map_err(|kind| found.push(codes::unreadable(name, &kind.to_string()))).ok()
}

/// The names of the folder's entries, sorted; entries without a readable name are passed over.
fn list(dir: &Path) -> Result<Vec<String>, IngestError> {
    let path = || dir.to_owned();
    let unlistable = |source: io::Error| IngestError::Unlistable { path: path(), source };
    let metadata = fs::metadata(dir).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => IngestError::Missing { path: path() },
        _ => unlistable(source),
    })?;
    if !metadata.is_dir() {
        return Err(IngestError::NotAFolder { path: path() });
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(dir).map_err(unlistable)? {
        names.extend(entry.map_err(unlistable)?.file_name().into_string().ok());
    }
    names.sort_unstable();
    Ok(names)
}

/// What is said about a CSV file that is not read.
fn other_file(name: &str) -> Option<Diagnostic> {
    let is_csv = Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    if !is_csv || SCHEMAS.iter().chain(&HISTORY).chain(&ACCOUNTS).any(|schema| schema.file == name)
    {
        return None;
    }
    Some(codes::file_unknown(&shown(name)))
}

/// A regular file, opened; pipes and devices are not, since they may never end.
pub(super) fn content(path: &Path) -> FileContent {
    let opened = || {
        if !fs::metadata(path)?.is_file() {
            return Ok(FileContent::NotAFile);
        }
        Ok(FileContent::Stream(Box::new(File::open(path)?)))
    };
    opened().unwrap_or_else(|error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => FileContent::Absent,
        kind => FileContent::Unreadable(kind.to_string()),
    })
}
