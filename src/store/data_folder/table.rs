//! A CSV file that is being written, cell by cell.

use std::fmt::{self, Display, Write as _};
use std::fs::File;
use std::io::BufWriter;

/// A table under way; one buffer serves all cells, since holdings have half a million rows.
pub(super) struct Table<'file> {
    writer: csv::Writer<&'file mut BufWriter<File>>,
    cell: String,
}

impl<'file> Table<'file> {
    pub(super) fn new(file: &'file mut BufWriter<File>) -> Self {
        Self { writer: csv::Writer::from_writer(file), cell: String::new() }
    }

    pub(super) fn head(&mut self, columns: &str) -> csv::Result<()> {
        self.writer.write_record(columns.split(','))
    }

    /// Writes a row; text is quoted where it must be.
    pub(super) fn row(&mut self, cells: &[&dyn Display]) -> csv::Result<()> {
        self.row_and(cells, &[])
    }

    /// Writes a row with cells of further columns behind its own.
    pub(super) fn row_and(
        &mut self,
        cells: &[&dyn Display],
        more: &[&dyn Display],
    ) -> csv::Result<()> {
        for cell in cells.iter().chain(more) {
            self.cell.clear();
            write!(self.cell, "{cell}").expect("a String takes everything");
            self.writer.write_field(&self.cell)?;
        }
        self.writer.write_record(None::<&[u8]>)
    }

    pub(super) fn finish(mut self) -> csv::Result<()> {
        Ok(self.writer.flush()?)
    }
}

/// A cell that is empty when there is nothing to say.
pub(super) struct Known<T>(pub(super) Option<T>);

impl<T: Display> Display for Known<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |value| value.fmt(f))
    }
}

/// A cell that says `yes` or `no`.
pub(super) struct YesNo(pub(super) bool);

impl Display for YesNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0 { "yes" } else { "no" })
    }
}
