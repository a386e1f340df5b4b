//! Files of reports, and the trail of an account.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use csv::Writer;

use super::StoreError;
use super::beside::{part_beside, write_beside};
use super::folder::Overwrite;
use crate::model::ServiceDate;
use crate::units::{Cents, Items};

/// Writes the files of a report into a folder, which is made where it is not there; where one
/// stands there already and may not be replaced, none is written.
///
/// # Errors
///
/// The first file that stands there, or that cannot be written.
pub fn write_report_files(
    folder: &Path,
    files: &[(String, Vec<u8>)],
    overwrite: Overwrite,
) -> Result<Vec<PathBuf>, StoreError> {
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.join(name)).collect();
    if overwrite == Overwrite::Refuse
        && let Some(path) = paths.iter().find(|path| path.exists())
    {
        return Err(StoreError::FileExists { path: path.clone() });
    }
    fs::create_dir_all(folder).map_err(|source| StoreError::write(folder, source))?;
    for (path, (_, bytes)) in paths.iter().zip(files) {
        write_beside(path, overwrite, |file| file.write_all(bytes))?;
    }
    Ok(paths)
}

/// A move that was charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrailRow<'a> {
    /// Its line in `moves.csv`.
    pub line: u64,
    /// The code of the place that lent it.
    pub from: &'a str,
    /// The code of the place that it reached.
    pub to: &'a str,
    /// The day on which it arrived.
    pub received: ServiceDate,
    /// How many items.
    pub items: Items,
    /// The number of the request.
    pub request: &'a str,
    /// What was charged.
    pub amount: Cents,
}

/// The trail of an account to every move (controlespoor), written as the moves stream by: beside its
/// place, and moved there when it is closed. What is never closed leaves nothing behind.
#[derive(Debug)]
pub struct TrailFile {
    path: PathBuf,
    part: PathBuf,
    writer: Option<Writer<BufWriter<File>>>,
    failed: Option<csv::Error>,
}

impl TrailFile {
    /// A trail without a row.
    ///
    /// # Errors
    ///
    /// When a file stands there and may not be replaced, or none can be made.
    pub fn create(path: &Path, overwrite: Overwrite) -> Result<Self, StoreError> {
        if overwrite == Overwrite::Refuse && path.exists() {
            return Err(StoreError::FileExists { path: path.to_owned() });
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|source| StoreError::write(folder, source))?;
        }
        let (part, file) = part_beside(path)?;
        let mut writer = Writer::from_writer(BufWriter::new(file));
        let head = ["line", "from", "to", "received", "items", "request", "cents"];
        let failed = writer.write_record(head).err();
        Ok(Self { path: path.to_owned(), part, writer: Some(writer), failed })
    }

    /// Adds a row; what cannot be written is told by [`close`](Self::close).
    pub fn add(&mut self, row: &TrailRow<'_>) {
        let Some(writer) = self.writer.as_mut().filter(|_| self.failed.is_none()) else { return };
        let written = writer.write_record([
            &row.line.to_string(),
            row.from,
            row.to,
            &row.received.to_string(),
            &row.items.0.to_string(),
            row.request,
            &row.amount.0.to_string(),
        ]);
        self.failed = written.err();
    }

    /// Moves the trail to its place.
    ///
    /// # Errors
    ///
    /// When a row or the file could not be written.
    pub fn close(mut self) -> Result<(), StoreError> {
        let written = self.failed.take().map_or(Ok(()), |error| Err(io::Error::from(error)));
        let writer = self.writer.take();
        let flushed = writer.map_or(Ok(()), |mut writer| writer.flush());
        let moved = written.and(flushed).and_then(|()| fs::rename(&self.part, &self.path));
        moved.map_err(|source| StoreError::write(&self.path, source))
    }
}

impl Drop for TrailFile {
    fn drop(&mut self) {
        drop(self.writer.take());
        // After it was closed there is nothing to remove; before, that is what is wanted.
        drop(fs::remove_file(&self.part));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: u64) -> TrailRow<'static> {
        TrailRow {
            line,
            from: "EMM",
            to: "ROD",
            received: "2026-11-24".parse().expect("a date"),
            items: Items(2),
            request: "R,1",
            amount: Cents(170),
        }
    }

    #[test]
    fn a_trail_appears_whole_when_it_is_closed_and_else_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deep/trail.csv");
        let mut trail = TrailFile::create(&path, Overwrite::Refuse).expect("a new file");
        trail.add(&row(7));
        assert!(!path.exists());
        trail.close().expect("a rename");
        let text = fs::read_to_string(&path).expect("a file");
        assert_eq!(
            text,
            "line,from,to,received,items,request,cents\n7,EMM,ROD,2026-11-24,2,\"R,1\",170\n"
        );
        assert!(TrailFile::create(&path, Overwrite::Refuse).is_err());
        drop(TrailFile::create(&folder.path().join("other.csv"), Overwrite::Refuse).expect("new"));
        let left = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(left, 1, "only `deep` is left");
    }

    #[test]
    fn files_of_a_report_are_written_all_or_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str| (name.to_owned(), b"x".to_vec());
        let write = |names: &[&str], overwrite| {
            let files: Vec<(String, Vec<u8>)> = names.iter().map(|name| file(name)).collect();
            write_report_files(folder.path(), &files, overwrite)
        };
        assert_eq!(write(&["a.html"], Overwrite::Refuse).expect("new").len(), 1);
        assert!(write(&["b.html", "a.html"], Overwrite::Refuse).is_err());
        assert!(!folder.path().join("b.html").exists());
        write(&["b.html", "a.html"], Overwrite::Replace).expect("replaced");
        assert!(folder.path().join("b.html").exists());
    }
}
