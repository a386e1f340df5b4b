//! Records by the dozen: what of a row can be done before anybody asks for its cells.

use std::sync::Arc;

use super::codebook::{BATCH, Codebook};
use super::head::Head;
use super::record::Records;
use super::scan::Scanner;
use super::text::Flaw;

/// How many bytes of records are read together, and one record more.
const BYTES: usize = 1 << 16;

/// Records that follow each other, and the ranks of codes in them.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) records: Records,
    /// Whether more records may follow.
    pub(super) has_next: bool,
    /// For each column of the schema, what was looked up.
    looked_up: Vec<Option<LookedUp>>,
}

/// The ranks of the codes of a column.
#[derive(Debug)]
struct LookedUp {
    book: Arc<Codebook>,
    ranks: Vec<Option<u32>>,
}

impl Default for Block {
    fn default() -> Self {
        Self { records: Records::default(), has_next: true, looked_up: Vec::new() }
    }
}

impl Block {
    /// Reads the records that follow, without blank ones, and looks up their codes in the books
    /// that the columns of the schema have.
    pub(super) fn fill(
        &mut self,
        scanner: &mut Scanner<'_>,
        head: &Head,
        books: &[Option<Arc<Codebook>>],
    ) -> Result<(), Flaw> {
        let records = &mut self.records;
        records.clear();
        while self.has_next && records.len() < BATCH && records.bytes() < BYTES {
            self.has_next = scanner.read(records)?;
        }
        self.looked_up.resize_with(books.len(), || None);
        for ((looked_up, book), column) in self.looked_up.iter_mut().zip(books).zip(0..) {
            let Some((book, field)) = book.as_ref().zip(head.rank_at(column)) else { continue };
            let mut ranks = looked_up.take().map(|before| before.ranks).unwrap_or_default();
            book.ranks(self.records.iter().map(|record| record.cell(field)), &mut ranks);
            *looked_up = Some(LookedUp { book: Arc::clone(book), ranks });
        }
        Ok(())
    }

    /// The ranks of the codes of a column of the schema, if they were looked up in this book.
    pub(super) fn ranks(&self, column: usize, book: &Arc<Codebook>) -> Option<&[Option<u32>]> {
        let looked_up = self.looked_up.get(column)?.as_ref()?;
        Arc::ptr_eq(&looked_up.book, book).then_some(&looked_up.ranks)
    }
}
