//! Popularity of titles, and noisy rankings by it.

use rand_distr::weighted::WeightedAliasIndex;
use rand_distr::{Distribution as _, Exp1};
use rayon::prelude::*;

use super::Demand;
use crate::index::{Index as _, TitleIdx};
use crate::random::{Seed, Stream};

/// Ranks that share a random stream, so that a ranking can be drawn in parallel.
pub(super) const CHUNK: usize = 16_384;

/// Zipf-Mandelbrot popularity: rank r has the weight `1 / (r + q)^s`, r from 1.
#[derive(Debug)]
pub(super) struct Popularity {
    weights: Vec<f64>,
    alias: WeightedAliasIndex<f64>,
}

impl Popularity {
    /// The popularity of a universe of titles. O(titles).
    ///
    /// # Panics
    ///
    /// When the universe is empty, or exponent and shift make no finite positive weights.
    pub(super) fn new(demand: &Demand) -> Self {
        let weights = demand.popularity(demand.titles_universe);
        let alias = WeightedAliasIndex::new(weights.clone());
        let alias = alias.expect("a universe of titles has finite positive weights");
        Self { weights, alias }
    }

    /// The number of titles.
    pub(super) const fn titles(&self) -> usize {
        self.weights.len()
    }

    /// The weight of a title.
    pub(super) fn weight(&self, title: TitleIdx) -> f64 {
        self.weights[title.position()]
    }

    /// A title as somebody would ask for it. O(1).
    pub(super) fn draw(&self, stream: &mut Stream) -> TitleIdx {
        TitleIdx::at(self.alias.sample(stream))
    }

    /// How hard each title is to rank high: weight to the power `-1 / noise`.
    pub(super) fn reluctances(&self, noise: f64) -> Vec<f64> {
        self.weights.par_iter().map(|weight| weight.powf(-noise.recip())).collect()
    }
}

impl Demand {
    /// How much the title of each rank is asked for, from the most wanted: `1 / (r + q)^s`, r from
    /// 1; only the proportions count.
    pub fn popularity(&self, titles: usize) -> Vec<f64> {
        let weight = |rank: usize| ((rank + 1) as f64 + self.zipf_q).powf(-self.zipf_s);
        (0..titles).into_par_iter().map(weight).collect()
    }

    /// The mean share of the time that copies of a title are out, by its weight over that of the
    /// most wanted.
    pub fn on_loan(&self, fame: f64) -> f64 {
        let rise = self.on_loan_most - self.on_loan_least;
        self.on_loan_least + rise * fame.powf(self.on_loan_slope)
    }
}

/// The top of a ranking of candidates with Gumbel noise on the logarithm of their weight, in
/// order of popularity. O(candidates).
///
/// Sorting by `ln w + noise * Gumbel` downwards is sorting by `Exp(1) * w^(-1/noise)` upwards,
/// since minus the logarithm of an exponential variate is Gumbel (Efraimidis and Spirakis 2006).
pub(super) fn top_of_noisy_ranking(
    candidates: &[TitleIdx],
    reluctances: &[f64],
    count: usize,
    seed: Seed,
) -> Vec<TitleIdx> {
    if count >= candidates.len() {
        return candidates.to_vec();
    }
    let mut keyed: Vec<(f64, TitleIdx)> = candidates
        .par_chunks(CHUNK)
        .enumerate()
        .flat_map_iter(|(chunk, titles)| {
            let mut stream = seed.stream("ranking", chunk as u64);
            titles.iter().map(move |&title| {
                let race: f64 = Exp1.sample(&mut stream);
                (race * reluctances[title.position()], title)
            })
        })
        .collect();
    let order = |one: &(f64, TitleIdx), other: &(f64, TitleIdx)| {
        one.0.total_cmp(&other.0).then(one.1.cmp(&other.1))
    };
    keyed.select_nth_unstable_by(count, order);
    let mut top: Vec<TitleIdx> = keyed[..count].iter().map(|(_, title)| *title).collect();
    top.sort_unstable();
    top
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Popularity {
        let demand = Demand { titles_universe: 1_000, zipf_q: 2.0, ..Demand::default() };
        Popularity::new(&demand)
    }

    #[test]
    fn weights_follow_the_formula() {
        let popularity = small();
        assert!((popularity.weight(TitleIdx(0)) - 3_f64.powf(-1.4)).abs() < 1e-12);
        assert!((popularity.weight(TitleIdx(97)) - 100_f64.powf(-1.4)).abs() < 1e-12);
    }

    #[test]
    fn draws_come_in_proportion_to_the_weights() {
        let popularity = small();
        let mut stream = Seed(5).stream("test", 0);
        let total: f64 = (0..1_000).map(|rank| popularity.weight(TitleIdx(rank))).sum();
        let expected = 20_000.0 * popularity.weight(TitleIdx(0)) / total;
        let hits = (0..20_000).filter(|_| popularity.draw(&mut stream) == TitleIdx(0)).count();
        assert!((hits as f64 - expected).abs() < 5.0 * expected.sqrt(), "{hits} of {expected}");
    }

    #[test]
    fn a_noisy_ranking_prefers_popular_titles_and_is_distinct() {
        let popularity = small();
        let all: Vec<TitleIdx> = (0..1_000).map(TitleIdx).collect();
        let noisy = popularity.reluctances(0.6);
        let top = top_of_noisy_ranking(&all, &noisy, 200, Seed(3));
        assert_eq!(top.len(), 200);
        assert!(top.is_sorted_by(|one, other| one < other));
        let popular = top.iter().filter(|title| title.0 < 200).count();
        assert!((110..190).contains(&popular), "{popular}");
    }

    #[test]
    fn almost_no_noise_gives_the_plain_ranking() {
        let popularity = small();
        let all: Vec<TitleIdx> = (0..1_000).map(TitleIdx).collect();
        let plain = popularity.reluctances(0.01);
        let top = top_of_noisy_ranking(&all, &plain, 20, Seed(3));
        assert!(top.iter().all(|title| title.0 < 25), "{top:?}");
    }
}
