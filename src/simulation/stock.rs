//! Copies, title by title.

use std::collections::BTreeMap;

use crate::index::{Index as _, PlaceIdx, TitleIdx};
use crate::model::Holdings;

/// Where a copy is when a run begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Start {
    /// On the shelf of its place.
    Shelf,
    /// With a reader.
    Out,
}

/// One copy of a title (exemplaar).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Copy {
    /// Where it belongs.
    pub place: PlaceIdx,
    /// The day of the run on which it is there for the first time; 0 is from the start.
    pub first_day: u16,
    /// The day from which it is weeded (afgeschreven), once it is on a shelf or comes back.
    pub weeded_from: Option<u16>,
    /// Where it is at the start, if it is there from the start.
    pub start: Start,
}

impl Copy {
    /// A copy on the shelf of a place, from the start and to the end.
    pub const fn at(place: PlaceIdx) -> Self {
        Self { place, first_day: 0, weeded_from: None, start: Start::Shelf }
    }
}

/// All copies of a province, in title order: O(1) to the copies of a title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    /// `starts[t]..starts[t + 1]` are the copies of title `t`.
    starts: Vec<u32>,
    copies: Vec<Copy>,
}

impl Stock {
    /// The copies of each title, in title order; those of a title in any order. O(n log n).
    ///
    /// # Panics
    ///
    /// When there are 2^32 copies.
    pub fn new<'a>(titles: impl IntoIterator<Item = &'a [Copy]>) -> Self {
        let (mut starts, mut copies) = (vec![0], Vec::new());
        for of_title in titles {
            let first = copies.len();
            copies.extend_from_slice(of_title);
            copies[first..].sort_unstable();
            starts.push(u32::try_from(copies.len()).expect("fewer than 2^32 copies"));
        }
        Self { starts, copies }
    }

    /// The copies of holdings as they are now. O(copies).
    ///
    /// # Panics
    ///
    /// When there are 2^32 copies.
    pub fn of(holdings: &Holdings, titles: usize) -> Self {
        let (mut starts, mut copies) = (Vec::with_capacity(titles + 1), Vec::new());
        starts.push(0);
        for title in (0..titles).map(TitleIdx::at) {
            for lot in holdings.of(title) {
                let on_shelf = (0..lot.on_shelf).map(|_| Copy::at(lot.place));
                copies.extend(on_shelf);
                let out = Copy { start: Start::Out, ..Copy::at(lot.place) };
                copies.extend((lot.on_shelf..lot.copies).map(|_| out));
            }
            starts.push(u32::try_from(copies.len()).expect("fewer than 2^32 copies"));
        }
        Self { starts, copies }
    }

    /// The number of titles.
    pub const fn titles(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The copies of a title, in order of place.
    pub fn of_title(&self, title: TitleIdx) -> &[Copy] {
        let position = title.position();
        &self.copies[self.starts[position] as usize..self.starts[position + 1] as usize]
    }

    /// The copies of all titles.
    pub fn copies(&self) -> &[Copy] {
        &self.copies
    }

    /// The number of copies.
    pub const fn len(&self) -> usize {
        self.copies.len()
    }

    /// Whether there is no copy.
    pub const fn is_empty(&self) -> bool {
        self.copies.is_empty()
    }

    /// This stock with other copies of some titles. O(copies).
    #[must_use]
    pub fn with(&self, changes: &BTreeMap<TitleIdx, Vec<Copy>>) -> Self {
        Self::new(
            (0..self.titles()).map(TitleIdx::at).map(|title| {
                changes.get(&title).map_or_else(|| self.of_title(title), Vec::as_slice)
            }),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::HoldingLot;

    #[test]
    fn holdings_become_copies_on_shelves_and_with_readers() {
        let lot = |place, copies, on_shelf| {
            let place = PlaceIdx(place);
            HoldingLot { place, copies, on_shelf, due: None }
        };
        let rows = vec![(TitleIdx(2), lot(1, 2, 1)), (TitleIdx(0), lot(0, 1, 0))];
        let stock = Stock::of(&Holdings::from_rows(3, rows), 3);
        let out = |place| Copy { start: Start::Out, ..Copy::at(PlaceIdx(place)) };
        assert_eq!(stock.of_title(TitleIdx(0)), [out(0)]);
        assert!(stock.of_title(TitleIdx(1)).is_empty());
        assert_eq!(stock.of_title(TitleIdx(2)), [Copy::at(PlaceIdx(1)), out(1)]);
        assert_eq!((stock.titles(), stock.len()), (3, 3));
    }

    #[test]
    fn a_change_of_a_title_leaves_all_others() {
        let one = [Copy::at(PlaceIdx(1))];
        let stock = Stock::new([one.as_slice(), &[], &one]);
        let more = vec![Copy::at(PlaceIdx(2)), Copy::at(PlaceIdx(0))];
        let changed = stock.with(&[(TitleIdx(1), more)].into());
        assert_eq!(changed.of_title(TitleIdx(0)), one);
        assert_eq!(changed.of_title(TitleIdx(1)), [Copy::at(PlaceIdx(0)), Copy::at(PlaceIdx(2))]);
        assert_eq!(stock.len(), 2);
    }
}
