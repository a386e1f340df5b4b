//! Which titles a branch and the background collection hold, and how many copies.

use super::Demand;
use super::popularity::{Popularity, top_of_noisy_ranking};
use crate::index::{Index as _, TitleIdx};
use crate::random::{RngExt as _, Seed};

/// Titles of one place with their copies, in order of popularity.
pub(super) type Collection = Vec<(TitleIdx, u16)>;

/// Titles that branches choose from for each title that the province ends up holding, the
/// background collection included; calibrated for the default demand.
const OFFER_PER_HELD: f64 = 1.6;

/// The titles that the branches of the province choose from. O(titles).
pub(super) fn provincial_pool(
    demand: &Demand,
    popularity: &Popularity,
    reluctances: &[f64],
    seed: Seed,
) -> Vec<TitleIdx> {
    let universe: Vec<TitleIdx> = (0..popularity.titles()).map(TitleIdx::at).collect();
    let offer = whole(demand.titles_held as f64 * OFFER_PER_HELD);
    top_of_noisy_ranking(&universe, reluctances, offer, seed.derive("pool", 0))
}

/// What all branches choose from, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Market<'a> {
    /// The numbers of the model.
    pub(super) demand: &'a Demand,
    /// Popularity.
    pub(super) popularity: &'a Popularity,
    /// How hard each title is to rank high.
    pub(super) reluctances: &'a [f64],
    /// The titles on offer.
    pub(super) pool: &'a [TitleIdx],
}

impl Market<'_> {
    /// The collection of a branch: exactly `size` copies. O(pool).
    pub(super) fn branch_collection(&self, size: usize, seed: Seed) -> Collection {
        let further = further_copies(size, self.demand.further_copies);
        let distinct = (size - further).min(self.pool.len());
        let titles = top_of_noisy_ranking(self.pool, self.reluctances, distinct, seed);
        let further = size - titles.len();
        let total: f64 = titles.iter().map(|&title| self.popularity.weight(title)).sum();
        let start: f64 = seed.stream("further copies", 0).random();
        let mut passed = 0.0;
        let mut given = 0;
        let mut collection = Collection::with_capacity(titles.len());
        for (rank, &title) in titles.iter().enumerate() {
            passed += self.popularity.weight(title);
            // Systematic sampling: a title of weight w gets w * further / total copies, rounded
            // up or down, and all together exactly `further`.
            let last = rank + 1 == titles.len();
            let exact = start + passed / total * further as f64;
            let due = if last { further } else { whole(exact).min(further) };
            collection.push((title, u16::try_from(1 + due - given).unwrap_or(u16::MAX)));
            given = due;
        }
        collection
    }

    /// The background collection: the most wanted titles that no branch holds, then random
    /// titles of the branches, one copy each. O(titles).
    pub(super) fn background_collection(&self, held: &[bool], seed: Seed) -> Collection {
        let titles = |wanted: bool| {
            let all = held.iter().enumerate().filter(move |(_, held)| **held == wanted);
            all.map(|(position, _)| TitleIdx::at(position))
        };
        let wanted = self.demand.background_wanted.min(self.demand.background_copies);
        let mut chosen: Vec<TitleIdx> = titles(false).take(wanted).collect();
        let even = vec![1.0; held.len()];
        let rest = self.demand.background_copies - chosen.len();
        let on_offer: Vec<TitleIdx> = titles(true).collect();
        chosen.extend(top_of_noisy_ranking(&on_offer, &even, rest, seed));
        chosen.sort_unstable();
        chosen.into_iter().map(|title| (title, 1)).collect()
    }
}

fn further_copies(size: usize, share: f64) -> usize {
    whole(size as f64 * share.clamp(0.0, 1.0)).min(size.saturating_sub(1))
}

#[expect(clippy::cast_possible_truncation, reason = "counts of a province stay below 2^53")]
#[expect(clippy::cast_sign_loss, reason = "counts are at least 0")]
fn whole(value: f64) -> usize {
    value as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_market(check: impl Fn(Market<'_>)) {
        let demand = Demand {
            further_copies: 0.1,
            background_wanted: 100,
            ..Demand::default().scaled(0.01)
        };
        let popularity = Popularity::new(&demand);
        let reluctances = popularity.reluctances(demand.ranking_noise);
        let pool = provincial_pool(&demand, &popularity, &reluctances, Seed(1));
        assert_eq!(pool.len(), 3_200);
        check(Market {
            demand: &demand,
            popularity: &popularity,
            reluctances: &reluctances,
            pool: &pool,
        });
    }

    #[test]
    fn a_branch_has_exactly_its_copies_more_of_what_is_wanted_more() {
        with_market(|market| {
            for size in [1, 10, 999, 5_000] {
                let collection = market.branch_collection(size, Seed(2));
                let copies: usize = collection.iter().map(|(_, copies)| usize::from(*copies)).sum();
                assert_eq!(copies, size);
                assert!(collection.is_sorted_by(|one, other| one.0 < other.0));
            }
            let large = market.branch_collection(1_500, Seed(2));
            assert!(large[0].1 > 1, "the most wanted title has further copies");
            assert_eq!(large[large.len() - 2].1, 1);
        });
    }

    #[test]
    fn the_background_collection_fills_the_gaps_of_the_branches_first() {
        with_market(|market| {
            let held: Vec<bool> = (0..6_000).map(|rank| rank % 3 != 0).collect();
            let background = market.background_collection(&held, Seed(2));
            assert_eq!(background.len(), 450);
            let gaps: Vec<u32> =
                background.iter().map(|(title, _)| title.0).filter(|rank| rank % 3 == 0).collect();
            assert_eq!(gaps.len(), 100);
            assert_eq!(gaps.last(), Some(&297));
        });
    }
}
