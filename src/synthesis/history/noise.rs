//! Seasons and noise.

use rand_distr::{Distribution as _, Gamma, Poisson};

use crate::model::ServiceDate;
use crate::random::Stream;

/// Demand of each month, from January, relative to the year's mean (estimate).
const MONTHS: [f64; 12] = [1.10, 1.06, 1.10, 1.00, 0.94, 0.96, 0.92, 0.84, 0.98, 1.06, 1.07, 0.97];

/// Variance of a week's count over its mean (estimate).
const DISPERSION: f64 = 2.5;

/// The index of a date's month.
pub(super) fn month_index(date: ServiceDate) -> f64 {
    MONTHS[date.year_month_day().1 as usize - 1]
}

/// A negative binomial count with a mean and the variance of weekly demand: a Poisson count whose
/// rate is gamma distributed.
pub(super) fn noisy_count(mean: f64, stream: &mut Stream) -> u32 {
    let scale = DISPERSION - 1.0;
    let Ok(rates) = Gamma::new(mean / scale, scale) else { return 0 };
    let rate: f64 = rates.sample(stream);
    let Ok(counts) = Poisson::new(rate) else { return 0 };
    let count: f64 = counts.sample(stream);
    #[expect(clippy::cast_possible_truncation, reason = "counts of a day and place are small")]
    #[expect(clippy::cast_sign_loss, reason = "a Poisson count is at least 0")]
    {
        count as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Seed;

    #[test]
    fn months_have_the_mean_one() {
        assert!((MONTHS.iter().sum::<f64>() / 12.0 - 1.0).abs() < 1e-9);
    }

    #[test]
    fn counts_have_their_mean_and_spread() {
        for mean in [0.3, 12.0, 400.0] {
            let mut stream = Seed(3).stream("noise", 0);
            let counts: Vec<f64> =
                (0..20_000).map(|_| f64::from(noisy_count(mean, &mut stream))).collect();
            let found = counts.iter().sum::<f64>() / counts.len() as f64;
            let spread = counts.iter().map(|count| (count - found).powi(2)).sum::<f64>();
            let ratio = spread / counts.len() as f64 / found;
            assert!((found / mean - 1.0).abs() < 0.05, "{found} for {mean}");
            assert!((2.2..2.8).contains(&ratio), "{ratio} for {mean}");
        }
        assert_eq!(noisy_count(0.0, &mut Seed(3).stream("noise", 0)), 0);
    }
}
