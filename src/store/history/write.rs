//! History files of a new folder.

use std::fs::File;
use std::io::{self, BufWriter};

use super::columns::{
    Cells, HistoryFile, closed_request, failed_pull, item_move, loan_count, visit,
};
use crate::model::{History, Province};
use crate::store::{FolderDraft, StoreError};

/// Writes histories one after the other, such as a week each; returns the files written.
///
/// A file is begun with its first row, so that nothing without facts is written. Comma, UTF-8, one
/// line feed a row; the same histories give the same bytes. O(facts), in memory of one history.
///
/// # Panics
///
/// When a fact is of another province.
pub fn write_history(
    draft: &FolderDraft,
    province: &Province,
    histories: impl IntoIterator<Item = History>,
) -> Result<Vec<String>, StoreError> {
    let mut writers = HistoryFile::ALL.map(|file| Writer { draft, file, rows: None });
    for history in histories {
        let [visits, moves, loans, requests, failed] = &mut writers;
        visits.add(history.visits().iter().map(|fact| visit(province, fact)))?;
        moves.add(history.moves().iter().map(|fact| item_move(province, fact)))?;
        loans.add(history.loans().iter().map(|fact| loan_count(province, &fact)))?;
        requests.add(history.requests().iter().map(|fact| closed_request(province, fact)))?;
        failed.add(history.failed_pulls().iter().map(|fact| failed_pull(province, fact)))?;
    }
    let mut written = Vec::new();
    for writer in writers {
        written.extend(writer.finish()?);
    }
    Ok(written)
}

/// A file that begins with its first row.
struct Writer<'a> {
    draft: &'a FolderDraft,
    file: HistoryFile,
    rows: Option<csv::Writer<BufWriter<File>>>,
}

impl Writer<'_> {
    fn add(&mut self, rows: impl Iterator<Item = Cells>) -> Result<(), StoreError> {
        for cells in rows {
            let failed = |error: csv::Error| self.failed(error.into());
            if self.rows.is_none() {
                let mut begun = csv::Writer::from_writer(self.draft.create(self.file.name())?);
                begun.write_record(self.file.columns()).map_err(failed)?;
                self.rows = Some(begun);
            }
            if let Some(rows) = &mut self.rows {
                let wrote = rows.write_record(&cells);
                wrote.map_err(|error| self.failed(error.into()))?;
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Option<String>, StoreError> {
        let Some(mut rows) = self.rows.take() else { return Ok(None) };
        rows.flush().map_err(|error| self.failed(error))?;
        Ok(Some(self.file.name().to_owned()))
    }

    fn failed(&self, source: io::Error) -> StoreError {
        StoreError::write(&self.draft.path().join(self.file.name()), source)
    }
}
