//! What is left from round to round: copies, returning copies, pulls and shelf places.

use std::collections::BTreeMap;

use crate::index::{IndexVec, OrganisationIdx, PlaceIdx, TitleIdx};

use super::problem::{Round, Source, WeekProblem};

/// Stock and capacities, before or between rounds.
pub(super) struct Stock {
    copies: BTreeMap<(TitleIdx, PlaceIdx), i64>,
    returning: BTreeMap<TitleIdx, i64>,
    pulls: BTreeMap<(PlaceIdx, u32), i64>,
    shelf: IndexVec<PlaceIdx, i64>,
    /// What each organisation may still lend in the week, where there is a limit.
    lending: IndexVec<OrganisationIdx, Option<i64>>,
    organisation: IndexVec<PlaceIdx, OrganisationIdx>,
}

/// Units of a title that a round takes from a source for a pick-up branch.
pub(super) struct Taken {
    pub(super) title: TitleIdx,
    pub(super) pickup: PlaceIdx,
    pub(super) source: Source,
    pub(super) units: i64,
}

impl Stock {
    pub(super) fn of(problem: &WeekProblem) -> Self {
        let mut copies = BTreeMap::new();
        for lot in &problem.copies {
            *copies.entry((lot.title, lot.lender)).or_insert(0) += lot.available.0;
        }
        let mut returning = BTreeMap::new();
        for lot in &problem.returning {
            *returning.entry(lot.title).or_insert(0) += lot.quantity.0;
        }
        let pulls = (problem.rounds.iter())
            .flat_map(|round| round.window.iter_indexed())
            .filter_map(|(lender, &window)| {
                Some(((lender, window?), problem.pull_capacity[lender].0))
            })
            .collect();
        let shelf = problem.shelf_capacity.iter().map(|places| places.0).collect();
        let lending = problem.lending_max.iter().map(|most| most.map(|most| most.0)).collect();
        let organisation = problem.organisation.clone();
        Self { copies, returning, pulls, shelf, lending, organisation }
    }

    /// Lenders with copies of a title, in order, and how many.
    pub(super) fn lenders(&self, title: TitleIdx) -> impl Iterator<Item = (PlaceIdx, i64)> {
        self.copies
            .range((title, PlaceIdx(0))..=(title, PlaceIdx(u32::MAX)))
            .map(|(&(_, lender), &left)| (lender, left))
            .filter(|&(_, left)| left > 0)
    }

    pub(super) fn returning(&self, title: TitleIdx) -> i64 {
        self.returning.get(&title).copied().unwrap_or(0)
    }

    pub(super) fn pulls(&self, lender: PlaceIdx, window: u32) -> i64 {
        self.pulls[&(lender, window)]
    }

    pub(super) fn lending(&self, organisation: OrganisationIdx) -> Option<i64> {
        self.lending[organisation]
    }

    pub(super) fn shelf(&self, pickup: PlaceIdx) -> i64 {
        self.shelf[pickup]
    }

    /// Knows a window that no round of the week has, with all its pulls.
    pub(super) fn open_window(&mut self, lender: PlaceIdx, window: u32, capacity: i64) {
        self.pulls.entry((lender, window)).or_insert(capacity);
    }

    /// Frees places on a shelf that were kept for copies which do not come.
    pub(super) fn give_back_place(&mut self, pickup: PlaceIdx, units: i64) {
        self.shelf[pickup] += units;
    }

    /// Removes what a round uses.
    pub(super) fn take(&mut self, round: &Round, taken: &Taken) {
        match taken.source {
            Source::Copy(lender) => {
                let window = round.window[lender].expect("a lender that serves has a window");
                *self.copies.get_mut(&(taken.title, lender)).expect("a served copy is in stock") -=
                    taken.units;
                *self.pulls.get_mut(&(lender, window)).expect("all windows of rounds are known") -=
                    taken.units;
                self.shelf[taken.pickup] -= taken.units;
                if let Some(left) = &mut self.lending[self.organisation[lender]] {
                    *left -= taken.units;
                }
            }
            Source::Returning => {
                *self.returning.get_mut(&taken.title).expect("a served return is in stock") -=
                    taken.units;
            }
            Source::Outside => self.shelf[taken.pickup] -= taken.units,
            Source::Unfilled => {}
        }
    }
}
