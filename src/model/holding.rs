//! Holdings: which place has how many copies of which title, stored by title.

use super::ServiceDate;
use crate::index::{Index as _, PlaceIdx, TitleIdx};

/// The copies of one title at one place (bezit).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoldingLot {
    /// Where they belong.
    pub place: PlaceIdx,
    /// All copies, on the shelf or out.
    pub copies: u16,
    /// Copies on the shelf now, free to be pulled.
    pub on_shelf: u16,
    /// When the first of the copies that are out is due back, if any is out.
    pub due: Option<ServiceDate>,
}

/// All holdings of a province, in title order: O(1) to the lots of a title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// `starts[t]..starts[t + 1]` are the lots of title `t`.
    starts: Vec<u32>,
    lots: Vec<HoldingLot>,
}

impl Holdings {
    /// Sorts rows by title and place and stores them. O(n log n).
    ///
    /// # Panics
    ///
    /// When a row names a title past `titles`: rows come from validated data.
    pub fn from_rows(titles: usize, mut rows: Vec<(TitleIdx, HoldingLot)>) -> Self {
        rows.sort_by_key(|(title, lot)| (*title, lot.place));
        let mut starts = vec![0_u32; titles + 1];
        for (title, _) in &rows {
            starts[title.position() + 1] += 1;
        }
        for position in 0..titles {
            starts[position + 1] += starts[position];
        }
        Self { starts, lots: rows.into_iter().map(|(_, lot)| lot).collect() }
    }

    /// The lots of a title, in place order; empty for a title that nobody holds.
    pub fn of(&self, title: TitleIdx) -> &[HoldingLot] {
        let position = title.position();
        &self.lots[self.starts[position] as usize..self.starts[position + 1] as usize]
    }

    /// All lots with their title, in title order.
    pub fn iter(&self) -> impl Iterator<Item = (TitleIdx, &HoldingLot)> {
        (0..self.starts.len().saturating_sub(1))
            .map(TitleIdx::at)
            .flat_map(|title| self.of(title).iter().map(move |lot| (title, lot)))
    }

    /// The number of lots.
    pub const fn len(&self) -> usize {
        self.lots.len()
    }

    /// Whether nobody holds anything.
    pub const fn is_empty(&self) -> bool {
        self.lots.is_empty()
    }

    /// All copies of the province.
    pub fn copies(&self) -> u64 {
        self.lots.iter().map(|lot| u64::from(lot.copies)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_lots_of_a_title_in_place_order() {
        let lot = |place| HoldingLot { place: PlaceIdx(place), copies: 1, on_shelf: 1, due: None };
        let rows = vec![(TitleIdx(2), lot(5)), (TitleIdx(0), lot(3)), (TitleIdx(2), lot(1))];
        let holdings = Holdings::from_rows(3, rows);
        assert_eq!(holdings.of(TitleIdx(0)), [lot(3)]);
        assert!(holdings.of(TitleIdx(1)).is_empty());
        assert_eq!(holdings.of(TitleIdx(2)), [lot(1), lot(5)]);
        assert_eq!(holdings.iter().count(), 3);
        assert_eq!(holdings.copies(), 3);
    }
}
