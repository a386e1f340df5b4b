//! Which titles a branch and the background collection hold, and how many copies.

use rand_distr::Distribution as _;
use rand_distr::weighted::WeightedAliasIndex;

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
#[derive(Debug)]
pub(super) struct Market<'a> {
    demand: &'a Demand,
    popularity: &'a Popularity,
    /// How hard each title is to rank high.
    reluctances: &'a [f64],
    /// The titles on offer.
    pool: &'a [TitleIdx],
    /// A title on offer, as the first of a noisy ranking; `None` where the noise is so small that
    /// the weights vanish.
    first: Option<WeightedAliasIndex<f64>>,
    /// The weight of all titles on offer from a rank on.
    weight_from: Vec<f64>,
}

impl<'a> Market<'a> {
    /// A market. O(pool).
    pub(super) fn new(
        demand: &'a Demand,
        popularity: &'a Popularity,
        reluctances: &'a [f64],
        pool: &'a [TitleIdx],
    ) -> Self {
        let weights: Vec<f64> =
            pool.iter().map(|title| reluctances[title.position()].recip()).collect();
        let mut weight_from = weights.clone();
        for rank in (1..weight_from.len()).rev() {
            weight_from[rank - 1] += weight_from[rank];
        }
        let first = WeightedAliasIndex::new(weights).ok();
        Self { demand, popularity, reluctances, pool, first, weight_from }
    }

    /// The collection of a branch: exactly `size` copies. O(pool) for a large one, less for a
    /// small one.
    pub(super) fn branch_collection(&self, size: usize, seed: Seed) -> Collection {
        let further = further_copies(size, self.demand.further_copies);
        let distinct = (size - further).min(self.pool.len());
        let titles = match &self.first {
            Some(first) if self.draws_of(distinct) < self.pool.len() as f64 => {
                self.first_distinct(first, distinct, seed)
            }
            _ => top_of_noisy_ranking(self.pool, self.reluctances, distinct, seed),
        };
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

    /// About how many draws with replacement show so many different titles: at the end, when the
    /// most popular ones are all taken, a draw hits a new one with the weight of the rest.
    fn draws_of(&self, distinct: usize) -> f64 {
        let rest = self.weight_from.get(distinct).copied().unwrap_or(0.0);
        distinct as f64 * self.weight_from.first().copied().unwrap_or(0.0) / rest
    }

    /// The first so many different titles of draws with replacement, in order of popularity.
    ///
    /// Leaving out what was drawn before makes successive draws without replacement, and the top
    /// of a ranking with Gumbel noise is distributed like those (Efraimidis and Spirakis 2006).
    fn first_distinct(
        &self,
        first: &WeightedAliasIndex<f64>,
        distinct: usize,
        seed: Seed,
    ) -> Vec<TitleIdx> {
        let mut stream = seed.stream("first distinct", 0);
        let mut titles: Vec<TitleIdx> = Vec::with_capacity(distinct);
        while titles.len() < distinct {
            // As many draws as titles are missing never show more different ones than wanted.
            let missing = distinct - titles.len();
            titles.extend((0..missing).map(|_| self.pool[first.sample(&mut stream)]));
            titles.sort_unstable();
            titles.dedup();
        }
        titles
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

    fn with_market(check: impl Fn(&Market<'_>)) {
        let demand = Demand {
            further_copies: 0.1,
            background_wanted: 100,
            ..Demand::default().scaled(0.01)
        };
        let popularity = Popularity::new(&demand);
        let reluctances = popularity.reluctances(demand.ranking_noise);
        let pool = provincial_pool(&demand, &popularity, &reluctances, Seed(1));
        assert_eq!(pool.len(), 3_200);
        check(&Market::new(&demand, &popularity, &reluctances, &pool));
    }

    #[test]
    fn a_small_collection_is_drawn_like_the_top_of_a_noisy_ranking() {
        const BRANCHES: u64 = 1_500;
        const SIZE: usize = 30;
        with_market(|market| {
            assert!(market.draws_of(SIZE) < 3_200.0 && market.draws_of(1_500) > 3_200.0);
            let first = market.first.as_ref().expect("the noise is ordinary");
            let shares = |titles: &dyn Fn(Seed) -> Vec<TitleIdx>| {
                // How often each of the first titles, and how often any of the last, is chosen.
                let mut shares = [0.0; 21];
                for number in 0..BRANCHES {
                    let chosen = titles(Seed(number));
                    assert_eq!(chosen.len(), SIZE);
                    assert!(chosen.is_sorted_by(|one, other| one < other));
                    for title in chosen {
                        let rank = market.pool.binary_search(&title).expect("a title on offer");
                        shares[rank.min(20)] += 1.0 / BRANCHES as f64;
                    }
                }
                shares
            };
            let drawn = shares(&|seed| market.first_distinct(first, SIZE, seed));
            let ranked =
                shares(&|seed| top_of_noisy_ranking(market.pool, market.reluctances, SIZE, seed));
            for (rank, (one, other)) in drawn.iter().zip(&ranked).enumerate() {
                let deviation = (2.0 * other.max(0.1) / BRANCHES as f64).sqrt();
                assert!((one - other).abs() < 4.5 * deviation, "{rank}: {one} {other}");
            }
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
