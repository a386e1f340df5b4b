//! What differs from week to week and from copy to copy: busy branches, copies that are not on
//! the shelf, holds that nobody collects, the length of a loan.

use rand_distr::{Distribution as _, Gamma, Poisson, StandardNormal};

use super::Demand;
use super::season::week_code;
use crate::index::PlaceIdx;
use crate::model::IsoWeek;
use crate::random::{RngExt as _, Seed, Stream};

/// A loan's length is redrawn at most so often; the usual demand needs one or two draws.
const LENGTH_DRAWS_MAX: usize = 64;

impl Demand {
    /// How many requests a place would have in a week if its rate were all: gamma-distributed
    /// around the mean, so that Poisson counts with this rate are negative binomial.
    ///
    /// The same place, week and seed give the same rate. A mean of 0 gives 0; an over-dispersion
    /// of at most 1 gives the mean.
    pub fn weekly_rate(&self, mean: f64, place: PlaceIdx, week: IsoWeek, seed: Seed) -> f64 {
        let mut stream =
            seed.derive("weekly rate", week_code(week)).stream("place", place.0.into());
        self.rate(mean, &mut stream)
    }

    /// The requests of a place in a week: negative binomial with a mean, and a variance of
    /// `over_dispersion` times the mean.
    pub fn weekly_requests(&self, mean: f64, place: PlaceIdx, week: IsoWeek, seed: Seed) -> usize {
        let rate = self.weekly_rate(mean, place, week, seed);
        let mut stream =
            seed.derive("weekly count", week_code(week)).stream("place", place.0.into());
        // A rate of 0 has no distribution, and nothing happens.
        Poisson::new(rate).map_or(0, |counts| whole(counts.sample(&mut stream)))
    }

    /// A negative binomial count of one task, with a mean and the over-dispersion of weeks.
    pub(super) fn count(&self, mean: f64, stream: &mut Stream) -> usize {
        let rate = self.rate(mean, stream);
        Poisson::new(rate).map_or(0, |counts| whole(counts.sample(stream)))
    }

    fn rate(&self, mean: f64, stream: &mut Stream) -> f64 {
        let scale = self.over_dispersion - 1.0;
        // A variance of the mean or less leaves no room for a rate of its own.
        Gamma::new(mean / scale, scale).map_or(mean.max(0.0), |rates| rates.sample(stream))
    }

    /// Whether a copy that a pull list names is not where it should be (niet gevonden).
    pub fn pull_failure(&self, stream: &mut Stream) -> bool {
        stream.random::<f64>() < self.pull_failure
    }

    /// Whether an item that has arrived is never collected (niet afgehaald).
    pub fn not_collected(&self, stream: &mut Stream) -> bool {
        stream.random::<f64>() < self.not_collected
    }

    /// Days that a loan lasts, renewals included: normal, above 0 and within the longest.
    pub fn loan_days(&self, stream: &mut Stream) -> f64 {
        for _ in 0..LENGTH_DRAWS_MAX {
            let z: f64 = StandardNormal.sample(stream);
            let length = self.loan_days_mean + self.loan_days_sd * z;
            if length > 0.0 && length <= self.loan_days_max {
                return length;
            }
        }
        self.loan_days_mean
    }

    /// Days until a copy that is out comes back.
    ///
    /// A loan that is seen under way is one of the longer ones, in proportion to its length, and
    /// it is seen at a uniform moment of its life.
    pub(super) fn days_left(&self, stream: &mut Stream) -> f64 {
        for _ in 0..LENGTH_DRAWS_MAX {
            let length = self.loan_days(stream);
            if stream.random::<f64>() * self.loan_days_max < length {
                return length * stream.random::<f64>();
            }
        }
        self.loan_days_mean
    }
}

#[expect(clippy::cast_possible_truncation, reason = "counts of a week stay below 2^53")]
#[expect(clippy::cast_sign_loss, reason = "a Poisson count is at least 0")]
fn whole(count: f64) -> usize {
    count as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(number: u32) -> IsoWeek {
        IsoWeek::new(2026, number).expect("a week")
    }

    #[test]
    fn weekly_counts_have_their_mean_and_their_over_dispersion() {
        let demand = Demand::default();
        for mean in [0.8, 20.0, 600.0] {
            let counts: Vec<f64> = (0..4_000)
                .map(|place| demand.weekly_requests(mean, PlaceIdx(place), week(3), Seed(1)) as f64)
                .collect();
            let average = counts.iter().sum::<f64>() / 4_000.0;
            let square = counts.iter().map(|count| (count - average).powi(2)).sum::<f64>();
            let ratio = square / 4_000.0 / average;
            assert!((average / mean - 1.0).abs() < 0.1, "{mean}: {average}");
            assert!((2.2..2.8).contains(&ratio), "{mean}: {ratio}");
        }
    }

    #[test]
    fn places_and_weeks_differ_and_nothing_asked_for_is_nothing() {
        let demand = Demand::default();
        let rate = |place, number| demand.weekly_rate(50.0, PlaceIdx(place), week(number), Seed(4));
        assert!((rate(1, 1) - rate(1, 1)).abs() < 1e-12);
        assert!((rate(1, 1) - rate(2, 1)).abs() > 1e-6);
        assert!((rate(1, 1) - rate(1, 2)).abs() > 1e-6);
        assert_eq!(demand.weekly_requests(0.0, PlaceIdx(1), week(1), Seed(4)), 0);
        let steady = Demand { over_dispersion: 1.0, ..demand };
        assert!((steady.weekly_rate(7.0, PlaceIdx(1), week(1), Seed(4)) - 7.0).abs() < 1e-12);
    }

    #[test]
    fn loans_stay_within_the_longest() {
        let demand = Demand::default();
        let mut stream = Seed(2).stream("test", 0);
        for _ in 0..2_000 {
            let length = demand.loan_days(&mut stream);
            assert!(length > 0.0 && length <= 63.0, "{length}");
            assert!(demand.days_left(&mut stream) <= 63.0);
        }
    }
}
