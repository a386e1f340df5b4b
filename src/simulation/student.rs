//! Intervals of means.

/// A mean with an interval that covers the true one at a confidence (betrouwbaarheidsinterval).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The mean.
    pub mean: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How sure it is that the true mean lies between, 0 to 1.
    pub confidence: f64,
}

impl Interval {
    /// Half the width.
    pub fn half_width(&self) -> f64 {
        (self.high - self.low) / 2.0
    }
}

/// The interval of Student for the mean of independent values; `None` for fewer than two.
/// O(values).
///
/// # Panics
///
/// When the confidence is not between 0 and 1.
pub fn student_interval(values: &[f64], confidence: f64) -> Option<Interval> {
    assert!(0.0 < confidence && confidence < 1.0, "a confidence is between 0 and 1");
    if values.len() < 2 {
        return None;
    }
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let square = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
    let error = (square / (count - 1.0) / count).sqrt();
    let half = student_quantile(1.0 - (1.0 - confidence) / 2.0, count - 1.0) * error;
    Some(Interval { mean, low: mean - half, high: mean + half, confidence })
}

/// The value below which a Student variate lies with a probability of at least a half.
///
/// By bisection: some sixty evaluations, which no caller notices.
fn student_quantile(probability: f64, freedom: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    while student_below(high, freedom) < probability {
        high *= 2.0;
    }
    for _ in 0..f64::MANTISSA_DIGITS {
        let middle = f64::midpoint(low, high);
        if student_below(middle, freedom) < probability {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// The probability that a Student variate lies below a value of at least 0.
fn student_below(value: f64, freedom: f64) -> f64 {
    let part = freedom / (freedom + value * value);
    1.0 - 0.5 * incomplete_beta(part, freedom / 2.0, 0.5)
}

/// The regularised incomplete beta function by its continued fraction (Lentz's method, as in
/// Press et al. 2007, "Numerical Recipes", section 6.4).
fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    // The fraction converges fast below the mean; above it the symmetric one does.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(1.0 - x, b, a);
    }
    let front =
        (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (1.0 - x).ln()).exp();
    front * fraction(x, a, b) / a
}

#[expect(clippy::many_single_char_names, reason = "the names of the literature")]
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TERMS_MAX: u32 = 300;
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = away_from_zero(1.0 - (a + b) * x / (a + 1.0)).recip();
    let mut result = d;
    for term in 1..=TERMS_MAX {
        let m = f64::from(term);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = away_from_zero(1.0 + even * d).recip();
        c = away_from_zero(1.0 + even / c);
        result *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = away_from_zero(1.0 + odd * d).recip();
        c = away_from_zero(1.0 + odd / c);
        result *= d * c;
        if (d * c - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    result
}

/// The logarithm of the gamma function above 0, by Lanczos' series of six terms.
fn ln_gamma(x: f64) -> f64 {
    const SERIES: [f64; 6] = [
        76.180_091_729_471_46,
        -86.505_320_329_416_77,
        24.014_098_240_830_91,
        -1.231_739_572_450_155,
        0.001_208_650_973_866_179,
        -0.000_005_395_239_384_953,
    ];
    let base = x + 5.5;
    let mut sum = 1.000_000_000_190_015;
    for (number, term) in (1_u8..).zip(SERIES) {
        sum += term / (x + f64::from(number));
    }
    (x + 0.5) * base.ln() - base + (2.506_628_274_631_000_5 * sum / x).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (probability, freedom, expected) in [
            (0.975, 1.0, 12.706_2),
            (0.975, 2.0, 4.302_65),
            (0.975, 9.0, 2.262_16),
            (0.995, 29.0, 2.756_39),
            (0.975, 1_000.0, 1.962_34),
        ] {
            let found = student_quantile(probability, freedom);
            assert!((found - expected).abs() < 1e-3, "{probability} {freedom}: {found}");
        }
    }

    #[test]
    fn an_interval_is_that_of_the_textbook() {
        let values = [4.0, 6.0, 5.0, 7.0, 3.0];
        let interval = student_interval(&values, 0.95).expect("five values");
        // sd 1.5811, error 0.70711, t(4) 2.77645
        assert!((interval.mean - 5.0).abs() < 1e-12);
        assert!((interval.half_width() - 1.963_24).abs() < 1e-3, "{interval:?}");
        assert!(student_interval(&values[..1], 0.95).is_none());
        let same = student_interval(&[2.0, 2.0], 0.95).expect("two values");
        assert!(same.half_width() < 1e-12);
    }
}
