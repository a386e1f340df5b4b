//! What the rows of a file have in common and is worked out once.

use std::cell::{Cell, Ref, RefCell};
use std::sync::Arc;

use super::codebook::Codebook;
use super::head::Head;
use crate::model::ServiceDate;

/// What earlier rows of a file taught about its columns.
#[derive(Debug)]
pub(super) struct Memory<'a> {
    head: &'a Head,
    /// For each column of the schema the address and length of the name that it was asked for by.
    /// Names are literals, so that one address is one name.
    asked: Vec<Cell<(usize, usize)>>,
    /// The column that was asked for last.
    last: Cell<usize>,
    /// For each column of the schema the date that was read there last, with its text.
    dates: Vec<Cell<Option<ReadDate>>>,
    /// For each column of the schema the book in which its codes stand.
    books: RefCell<Vec<Option<Arc<Codebook>>>>,
}

/// The text of a date, and the date.
type ReadDate = ([u8; DATE_BYTES], ServiceDate);

/// The length of a date in both forms that are read.
const DATE_BYTES: usize = 10;

impl<'a> Memory<'a> {
    /// Knows nothing yet.
    pub(super) fn new(head: &'a Head) -> Self {
        let columns = head.columns().len();
        Self {
            head,
            asked: vec![Cell::default(); columns],
            last: Cell::new(0),
            dates: vec![Cell::default(); columns],
            books: RefCell::new(vec![None; columns]),
        }
    }

    /// The number of a column in the schema. O(1) for the column that was asked for last and the
    /// one behind it, since readers ask in about the order of the schema; O(columns) for others.
    #[inline]
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        let key = (name.as_ptr().addr(), name.len());
        let last = self.last.get();
        let is_it = |at: usize| self.asked.get(at).is_some_and(|asked| asked.get() == key);
        let at = if is_it(last) {
            last
        } else if is_it(last + 1) {
            last + 1
        } else {
            let at = self.head.columns().iter().position(|column| column.name == name)?;
            self.asked[at].set(key);
            at
        };
        debug_assert_eq!(self.head.columns()[at].name, name, "a name that is no literal");
        self.last.set(at);
        Some(at)
    }

    /// A date by the function given, unless the row before had the same.
    pub(super) fn date(
        &self,
        column: &str,
        text: &str,
        read: fn(&str) -> Option<ServiceDate>,
    ) -> Option<ServiceDate> {
        let bytes = <[u8; DATE_BYTES]>::try_from(text.as_bytes()).ok();
        let Some((at, bytes)) = self.column(column).zip(bytes) else { return read(text) };
        if let Some((known, date)) = self.dates[at].get()
            && known == bytes
        {
            return Some(date);
        }
        let date = read(text)?;
        self.dates[at].set(Some((bytes, date)));
        Some(date)
    }

    /// Remembers the book in which the codes of a column stand.
    pub(super) fn learn(&self, column: usize, book: &Arc<Codebook>) {
        self.books.borrow_mut()[column] = Some(Arc::clone(book));
    }

    /// The books that were learnt.
    pub(super) fn books(&self) -> Ref<'_, [Option<Arc<Codebook>>]> {
        Ref::map(self.books.borrow(), Vec::as_slice)
    }
}
