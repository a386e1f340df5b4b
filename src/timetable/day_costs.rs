//! What the days of places cost beside their routes: goods that wait for the next visit, of a place
//! alone and between two places (doorlooptijd).

use super::board::Site;
use crate::index::{IndexVec, PlaceIdx};

/// Costs of the sets of days that places may have, in the order of [`Site::patterns`], in
/// thousandths of a cent.
///
/// A set that is none of them, as where a visit is missing, costs nothing here.
#[derive(Clone, Debug, Default)]
pub struct DayCosts {
    /// By pattern; places beyond the end cost nothing.
    single: IndexVec<PlaceIdx, Vec<i64>>,
    /// The other place, and costs by own pattern and then by its pattern.
    pairs: IndexVec<PlaceIdx, Vec<(PlaceIdx, Vec<i64>)>>,
}

impl DayCosts {
    /// Of places of which none costs anything yet.
    pub fn none(places: usize) -> Self {
        Self {
            single: IndexVec::filled(Vec::new(), places),
            pairs: IndexVec::filled(Vec::new(), places),
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
        self.pairs[other].push((one, turned.collect()));
        self.pairs[one].push((other, costs));
    }

    /// What a place costs on some days while others have theirs. `O(pairs of the place)`.
    pub(super) fn of_place(
        &self,
        sites: &IndexVec<PlaceIdx, Site>,
        (place, set): (PlaceIdx, u8),
        days: &IndexVec<PlaceIdx, u8>,
    ) -> i64 {
        let Some(own) = rank_of(&sites[place], set) else { return 0 };
        let single = self.single.get(place).and_then(|costs| costs.get(own)).copied();
        single.unwrap_or(0) + self.with_others(sites, (place, own), days)
    }

    fn with_others(
        &self,
        sites: &IndexVec<PlaceIdx, Site>,
        (place, own): (PlaceIdx, usize),
        days: &IndexVec<PlaceIdx, u8>,
    ) -> i64 {
        let Some(pairs) = self.pairs.get(place) else { return 0 };
        let with = |(other, costs): &(PlaceIdx, Vec<i64>)| {
            let site = &sites[*other];
            let of_other = rank_of(site, days[*other])?;
            Some(costs[own * site.patterns.len() + of_other])
        };
        pairs.iter().filter_map(with).sum()
    }

    /// What all places cost on their days. `O(pairs)`.
    pub fn total(&self, sites: &IndexVec<PlaceIdx, Site>, days: &IndexVec<PlaceIdx, u8>) -> i64 {
        let (mut alone, mut with_others) = (0, 0);
        for (place, costs) in self.single.iter_indexed() {
            if let Some(own) = rank_of(&sites[place], days[place]) {
                alone += costs.get(own).copied().unwrap_or(0);
                with_others += self.with_others(sites, (place, own), days);
            }
        }
        // Each pair was met at both its ends.
        alone + with_others / 2
    }
}

fn rank_of(site: &Site, set: u8) -> Option<usize> {
    site.patterns.iter().position(|pattern| *pattern == set)
}
