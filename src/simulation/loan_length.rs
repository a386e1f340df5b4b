//! How long a loan lasts, as tables of quantiles.

use super::season::{DAY, Minute};

/// Quantiles of a table: as many different lengths as a run tells apart.
const QUANTILES: usize = 4_096;

/// Steps of a day in which a density is added up.
const STEPS_PER_DAY: usize = 48;

/// The length of a loan, renewals included (uitleenduur), and what is left of one that is seen
/// under way.
#[derive(Clone, Debug)]
pub struct LoanLengths {
    /// Lengths, one a quantile.
    lengths: Vec<Minute>,
    /// Rests of loans under way, one a quantile.
    rests: Vec<Minute>,
    mean_days: f64,
}

impl LoanLengths {
    /// Lengths with a normal density, above 0 and at most `most` days.
    ///
    /// # Panics
    ///
    /// When mean, spread and most leave no length above 0.
    pub fn normal(mean: f64, spread: f64, most: f64) -> Self {
        Self::of_density(|days| (-0.5 * ((days - mean) / spread).powi(2)).exp(), most)
    }

    /// Exponential lengths, cut where one in a million is longer.
    pub fn exponential(mean: f64) -> Self {
        const LONGEST_IN_MEANS: f64 = 14.0;
        Self::of_density(|days| (-days / mean).exp(), LONGEST_IN_MEANS * mean)
    }

    /// Lengths of any density on 0 to `most` days; the density need not add up to 1.
    ///
    /// What is left of a loan that is seen under way has the density of the share of lengths
    /// beyond it: long loans are seen more often, at a uniform moment of their life.
    fn of_density(density: impl Fn(f64) -> f64, most: f64) -> Self {
        let step = 1.0 / STEPS_PER_DAY as f64;
        let steps = (1..).map(|number| f64::from(number) * step);
        let middles: Vec<f64> =
            steps.map(|end| end - step / 2.0).take_while(|middle| *middle < most).collect();
        let weights: Vec<f64> = middles.iter().map(|middle| density(*middle)).collect();
        let total: f64 = weights.iter().sum();
        assert!(total > 0.0, "no loan has a length");
        let mean_days =
            middles.iter().zip(&weights).map(|(days, weight)| days * weight).sum::<f64>();
        let mut beyond = total;
        let rests: Vec<f64> = weights
            .iter()
            .map(|weight| {
                beyond -= weight;
                (beyond + weight / 2.0).max(0.0)
            })
            .collect();
        Self {
            lengths: quantiles(&middles, &weights),
            rests: quantiles(&middles, &rests),
            mean_days: mean_days / total,
        }
    }

    /// The mean length, in days.
    pub const fn mean_days(&self) -> f64 {
        self.mean_days
    }

    /// The length at a quantile, 0 to 1. O(1).
    pub(super) fn length(&self, quantile: f64) -> Minute {
        self.lengths[row(quantile)]
    }

    /// The share of loans under way that last for more than so many days. O(log quantiles).
    pub(super) fn rest_beyond(&self, days: f64) -> f64 {
        let until = days * f64::from(DAY);
        let short = self.rests.partition_point(|rest| f64::from(*rest) <= until);
        1.0 - short as f64 / QUANTILES as f64
    }

    /// What is left of a loan under way, at a quantile. O(1).
    pub(super) fn rest(&self, quantile: f64) -> Minute {
        self.rests[row(quantile)]
    }
}

/// The value in the middle of each quantile, interpolated within a step.
fn quantiles(middles: &[f64], weights: &[f64]) -> Vec<Minute> {
    let total: f64 = weights.iter().sum();
    let step = 1.0 / STEPS_PER_DAY as f64;
    let (mut position, mut passed) = (0, 0.0);
    let at = |number: usize| (number as f64 + 0.5) / QUANTILES as f64 * total;
    (0..QUANTILES)
        .map(|number| {
            while position + 1 < weights.len() && passed + weights[position] < at(number) {
                passed += weights[position];
                position += 1;
            }
            let part = ((at(number) - passed) / weights[position]).clamp(0.0, 1.0);
            minutes(middles[position] + (part - 0.5) * step)
        })
        .collect()
}

#[expect(clippy::cast_possible_truncation, reason = "a row of the table")]
#[expect(clippy::cast_sign_loss, reason = "a quantile is at least 0")]
fn row(quantile: f64) -> usize {
    ((quantile * QUANTILES as f64) as usize).min(QUANTILES - 1)
}

#[expect(clippy::cast_possible_truncation, reason = "lengths of loans, within some years")]
#[expect(clippy::cast_sign_loss, reason = "a length is above 0")]
fn minutes(days: f64) -> Minute {
    ((days * f64::from(DAY)).round() as Minute).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(table: &[Minute]) -> f64 {
        table.iter().map(|minutes| f64::from(*minutes) / f64::from(DAY)).sum::<f64>()
            / table.len() as f64
    }

    #[test]
    fn a_table_has_the_mean_of_its_density() {
        let lengths = LoanLengths::normal(26.0, 12.0, 63.0);
        assert!((mean(&lengths.lengths) - lengths.mean_days()).abs() < 0.02);
        assert!((26.0..26.8).contains(&lengths.mean_days()), "{}", lengths.mean_days());
        assert!(lengths.lengths.is_sorted() && lengths.length(0.999_999) <= 63 * DAY);
        let memoryless = LoanLengths::exponential(26.0);
        assert!((memoryless.mean_days() - 26.0).abs() < 0.05, "{}", memoryless.mean_days());
    }

    #[test]
    fn what_is_left_of_a_loan_follows_the_theory_of_renewal() {
        // The mean rest is the second moment over twice the mean: for exponential lengths, a mean.
        let memoryless = LoanLengths::exponential(26.0);
        assert!((mean(&memoryless.rests) - 26.0).abs() < 0.2, "{}", mean(&memoryless.rests));
        assert!((memoryless.rest_beyond(26.0) - (-1.0_f64).exp()).abs() < 0.002);
        let normal = LoanLengths::normal(26.0, 12.0, 63.0);
        let square = normal.lengths.iter().map(|one| (f64::from(*one) / f64::from(DAY)).powi(2));
        let second = square.sum::<f64>() / QUANTILES as f64;
        let expected = second / (2.0 * normal.mean_days());
        assert!((mean(&normal.rests) - expected).abs() < 0.05, "{}", mean(&normal.rests));
    }
}
