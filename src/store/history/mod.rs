//! History files of a data folder, written and added to.
//!
//! [`write_history`] writes the files of a new folder, week by week, in memory of one week.
//! [`add_history`] adds facts to files that may be a library's own export: the bytes that are
//! there stay as they are, and new rows follow in the file's own order of columns and with its
//! separator. Only where a row gains a value in a blank cell ([`Completion`]), or a new value
//! needs a column that the file lacks, is the file written anew, cell by cell; no cell is lost.
//! Every file is written beside and moved into place, all files before the first is moved.

mod columns;
mod edit;
mod sheet;
mod write;

pub use columns::HistoryFile;
pub use edit::{Completion, add_history};
pub use write::write_history;

#[cfg(test)]
mod tests;
