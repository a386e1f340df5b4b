//! What is counted.

use std::ops::AddAssign;

use super::misses::Misses;
use crate::index::{Index as _, PlaceIdx};
use crate::kpi::Ratio;
use crate::model::Category;

/// Counts of one place and category; requests by where they are collected, loans by where they
/// are lent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Title-directed demands, whether or not a copy stood there.
    pub demands: u64,
    /// Of those, demands that a copy on the shelf filled at once: loans, and no requests.
    pub at_once: u64,
    /// Requests filled within their limit from the own organisation.
    pub own: u64,
    /// Requests filled within their limit from another organisation.
    pub other: u64,
    /// Requests filled within their limit from the background collection.
    pub background: u64,
    /// Requests for what nobody in the province has.
    pub outside: u64,
    /// Requests whose limit passed.
    pub lapsed: u64,
    /// Loans of copies of the province.
    pub loans: u64,
    /// Loans of copies from outside.
    pub loans_outside: u64,
}

impl Cell {
    /// Requests filled inside the province.
    pub const fn filled(&self) -> u64 {
        self.own + self.other + self.background
    }

    /// Requests that no copy of the province filled in time.
    pub const fn not_filled(&self) -> u64 {
        self.outside + self.lapsed
    }

    /// Requests filled inside the province, of the cohort.
    pub const fn requests(&self) -> Ratio {
        Ratio { numerator: self.filled(), denominator: self.filled() + self.not_filled() }
    }

    /// Loans from stock of the province, of all.
    pub const fn loans_ratio(&self) -> Ratio {
        Ratio { numerator: self.loans, denominator: self.loans + self.loans_outside }
    }

    /// Requests filled inside the province, of those that leave the own organisation.
    pub const fn inter_organisation(&self) -> Ratio {
        let filled = self.other + self.background;
        Ratio { numerator: filled, denominator: filled + self.not_filled() }
    }
}

impl Cell {
    fn each(&mut self, other: &Self, change: impl Fn(u64, u64) -> u64) {
        let counts = [
            (&mut self.demands, other.demands),
            (&mut self.at_once, other.at_once),
            (&mut self.own, other.own),
            (&mut self.other, other.other),
            (&mut self.background, other.background),
            (&mut self.outside, other.outside),
            (&mut self.lapsed, other.lapsed),
            (&mut self.loans, other.loans),
            (&mut self.loans_outside, other.loans_outside),
        ];
        for (count, other) in counts {
            *count = change(*count, other);
        }
    }
}

impl AddAssign<&Self> for Cell {
    fn add_assign(&mut self, rhs: &Self) {
        self.each(rhs, |count, more| count + more);
    }
}

/// What moved, waited and was bought, in the whole province.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Items sent to a reader.
    pub sent: u64,
    /// Items sent home.
    pub returned: u64,
    /// Grams of both.
    pub grams: u64,
    /// Cents of sending by the prices of the supply, days under way included.
    pub supply_cents: i64,
    /// Days from a copy being free for a reader to its arrival, added up over items sent.
    pub lead_days: u64,
    /// Days from request to arrival, added up over requests that were filled in time.
    pub waiting_days: u64,
    /// Pulls that found nothing.
    pub pulls_failed: u64,
    /// Items that nobody collected.
    pub not_collected: u64,
    /// Copies bought for queues.
    pub bought: u64,
    /// Copies weeded.
    pub weeded: u64,
    /// Minutes of the period that copies of public shelves were not on a shelf.
    pub away_minutes: u64,
    /// Minutes of the period of all copies of public shelves.
    pub copy_minutes: u64,
    /// Events that were carried out, the warm-up among them.
    pub events: u64,
}

impl Traffic {
    /// Changes every count; the cents, which have a sign, are not among them.
    fn each(&mut self, other: &Self, change: impl Fn(u64, u64) -> u64) {
        let counts = [
            (&mut self.sent, other.sent),
            (&mut self.returned, other.returned),
            (&mut self.grams, other.grams),
            (&mut self.lead_days, other.lead_days),
            (&mut self.waiting_days, other.waiting_days),
            (&mut self.pulls_failed, other.pulls_failed),
            (&mut self.not_collected, other.not_collected),
            (&mut self.bought, other.bought),
            (&mut self.weeded, other.weeded),
            (&mut self.away_minutes, other.away_minutes),
            (&mut self.copy_minutes, other.copy_minutes),
            (&mut self.events, other.events),
        ];
        for (count, other) in counts {
            *count = change(*count, other);
        }
    }
}

impl AddAssign<&Self> for Traffic {
    fn add_assign(&mut self, rhs: &Self) {
        self.each(rhs, |count, more| count + more);
        self.supply_cents += rhs.supply_cents;
    }
}

/// The counts of a replication, or of a part of it (telling).
///
/// Whole numbers alone: they add up to the same in any order, and so for any number of threads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// By place, then category.
    pub(super) cells: Vec<Cell>,
    /// Of the whole province.
    pub(super) traffic: Traffic,
    /// By title, what was not filled.
    pub(super) misses: Misses,
}

pub(super) const CATEGORIES: usize = Category::WORDS.len();

impl Tally {
    /// Nothing counted yet, for so many places.
    pub fn new(places: usize) -> Self {
        Self {
            cells: vec![Cell::default(); places * CATEGORIES],
            traffic: Traffic::default(),
            misses: Misses::default(),
        }
    }

    /// What moved, waited and was bought.
    pub const fn traffic(&self) -> &Traffic {
        &self.traffic
    }

    /// What was not filled, by title.
    pub const fn misses(&self) -> &Misses {
        &self.misses
    }

    pub(super) fn cell_mut(&mut self, place: PlaceIdx, category: Category) -> &mut Cell {
        &mut self.cells[place.position() * CATEGORIES + category as usize]
    }

    /// The counts of a place and a category.
    pub fn cell(&self, place: PlaceIdx, category: Category) -> &Cell {
        &self.cells[place.position() * CATEGORIES + category as usize]
    }

    /// The counts of a place.
    pub fn place(&self, place: PlaceIdx) -> Cell {
        sum(&self.cells[place.position() * CATEGORIES..][..CATEGORIES])
    }

    /// The counts of a category.
    pub fn category(&self, category: Category) -> Cell {
        sum(self.cells.iter().skip(category as usize).step_by(CATEGORIES))
    }

    /// The counts of the province.
    pub fn whole(&self) -> Cell {
        sum(&self.cells)
    }
}

impl Tally {
    /// These counts and those of other titles; where one has places that the other lacks, the
    /// places of both.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        self += other;
        self
    }

    /// These counts without those of some of its titles.
    ///
    /// # Panics
    ///
    /// When the others are not among them.
    #[must_use]
    pub fn without(mut self, other: &Self) -> Self {
        for (cell, less) in self.cells.iter_mut().zip(&other.cells) {
            cell.each(less, |count, less| count - less);
        }
        self.traffic.each(&other.traffic, |count, less| count - less);
        self.traffic.supply_cents -= other.traffic.supply_cents;
        self.misses = self.misses.without(&other.misses);
        self
    }
}

impl AddAssign<&Self> for Tally {
    fn add_assign(&mut self, rhs: &Self) {
        if self.cells.len() < rhs.cells.len() {
            self.cells.resize(rhs.cells.len(), Cell::default());
        }
        for (cell, more) in self.cells.iter_mut().zip(&rhs.cells) {
            *cell += more;
        }
        self.traffic += &rhs.traffic;
        self.misses += &rhs.misses;
    }
}

fn sum<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Cell {
    let mut all = Cell::default();
    for cell in cells {
        all += cell;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_add_up_by_place_and_by_category() {
        let mut tally = Tally::new(2);
        tally.cell_mut(PlaceIdx(0), Category::Novel).own = 3;
        tally.cell_mut(PlaceIdx(1), Category::Novel).other = 2;
        tally.cell_mut(PlaceIdx(1), Category::AudioVisual).lapsed = 5;
        assert_eq!(tally.place(PlaceIdx(1)).requests(), Ratio { numerator: 2, denominator: 7 });
        assert_eq!(tally.category(Category::Novel).filled(), 5);
        let mut twice = tally.clone();
        twice += &tally;
        assert_eq!(twice.whole().requests(), Ratio { numerator: 10, denominator: 20 });
        assert_eq!(twice.whole().inter_organisation(), Ratio { numerator: 4, denominator: 14 });
    }
}
