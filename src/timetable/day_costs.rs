//! What the days of places cost beside their routes: goods that wait for the next visit, of a place
//! alone and between two places (doorlooptijd).

use super::board::Site;
use crate::index::{IndexVec, PlaceIdx};

/// Sets of the days of a week.
const SETS: usize = 128;
/// The rank of a set that a place may not have.
const NONE: u8 = u8::MAX;

/// Costs of the sets of days that places may have, in the order of [`Site::patterns`], in
/// thousandths of a cent.
///
/// A set that is none of them, as where a visit is missing, costs nothing here.
#[derive(Clone, Debug, Default)]
pub struct DayCosts {
    /// The rank of each set of days among the patterns of a place, [`NONE`] of others.
    ranks: IndexVec<PlaceIdx, [u8; SETS]>,
    /// By pattern; places beyond the end cost nothing.
    single: IndexVec<PlaceIdx, Vec<i64>>,
    pairs: IndexVec<PlaceIdx, Vec<PairCosts>>,
}

/// What a place costs together with another: by own pattern and then by that of the other.
#[derive(Clone, Debug)]
struct PairCosts {
    other: PlaceIdx,
    /// Patterns of the other.
    columns: usize,
    costs: Vec<i64>,
}

impl DayCosts {
    /// Of places with these patterns, none of which costs anything yet.
    pub fn new(sites: &IndexVec<PlaceIdx, Site>) -> Self {
        Self {
            ranks: sites.iter().map(ranks_of).collect(),
            single: IndexVec::filled(Vec::new(), sites.len()),
            pairs: IndexVec::filled(Vec::new(), sites.len()),
        }
    }

    /// What a place costs alone, by pattern.
    pub fn set_single(&mut self, place: PlaceIdx, costs: Vec<i64>) {
        self.single[place] = costs;
    }

    /// What two places cost together: by pattern of the first, then of the second.
    ///
    /// # Panics
    ///
    /// Where the costs are not the second's number of patterns for each of the first's.
    pub fn add_pair(&mut self, [one, other]: [PlaceIdx; 2], costs: Vec<i64>, columns: usize) {
        assert!(columns > 0 && costs.len().is_multiple_of(columns), "a row for each pattern");
        let rows = costs.len() / columns;
        let turned = (0..columns).flat_map(|column| {
            let costs = &costs;
            (0..rows).map(move |row| costs[row * columns + column])
        });
        let turned = PairCosts { other: one, columns: rows, costs: turned.collect() };
        self.pairs[other].push(turned);
        self.pairs[one].push(PairCosts { other, columns, costs });
    }

    /// What a place costs on some days while others have theirs. `O(pairs of the place)`.
    pub(super) fn of_place(
        &self,
        (place, set): (PlaceIdx, u8),
        days: &IndexVec<PlaceIdx, u8>,
    ) -> i64 {
        let Some(own) = self.rank_of(place, set) else { return 0 };
        self.alone(place, own) + self.with_others((place, own), days)
    }

    fn alone(&self, place: PlaceIdx, own: usize) -> i64 {
        self.single[place].get(own).copied().unwrap_or(0)
    }

    /// The rank of a set among the patterns of a place; none where no place costs anything.
    fn rank_of(&self, place: PlaceIdx, set: u8) -> Option<usize> {
        let rank = *self.ranks.get(place)?.get(usize::from(set))?;
        (rank != NONE).then_some(usize::from(rank))
    }

    fn with_others(&self, (place, own): (PlaceIdx, usize), days: &IndexVec<PlaceIdx, u8>) -> i64 {
        let with = |pair: &PairCosts| {
            let of_other = self.rank_of(pair.other, days[pair.other])?;
            Some(pair.costs[own * pair.columns + of_other])
        };
        self.pairs[place].iter().filter_map(with).sum()
    }

    /// What all places cost on their days. `O(pairs)`.
    pub fn total(&self, days: &IndexVec<PlaceIdx, u8>) -> i64 {
        let (mut alone, mut with_others) = (0, 0);
        for place in self.single.indices() {
            if let Some(own) = self.rank_of(place, days[place]) {
                alone += self.alone(place, own);
                with_others += self.with_others((place, own), days);
            }
        }
        // Each pair was met at both its ends.
        alone + with_others / 2
    }
}

fn ranks_of(site: &Site) -> [u8; SETS] {
    let mut ranks = [NONE; SETS];
    for (rank, pattern) in (0..NONE).zip(&site.patterns) {
        ranks[usize::from(*pattern)] = rank;
    }
    ranks
}
