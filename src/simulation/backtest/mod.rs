//! Trust first: demand fitted to the earlier part of a history, held against the rest of it.
//!
//! A cell is what is counted apart, such as novels at one place. Its counts of a period have the
//! mean `level of the cell x index of the season`, and a variance that the same earlier part
//! shows: scatter within the cell, and levels that drift. Nothing of the rest is looked at before
//! it is predicted.

/// Cells of fewer counts in the earlier part are not fitted: their level would be a guess.
const COUNTS_MIN: u64 = 10;

/// Periods whose scatter the mean of all cells is worth, where a cell's own is estimated.
const PRIOR_PERIODS: f64 = 8.0;

/// How sure the interval of a period is.
const CONFIDENCE: f64 = 0.95;

/// How seldom a cell whose intervals are right may miss so often that it is held to fail.
const FAILS_BY_CHANCE: f64 = 0.01;

/// A mean above which a count is as good as normal.
const NORMAL_FROM: f64 = 200.0;

/// Quantile of the normal distribution for both ends of the interval.
const NORMAL_975: f64 = 1.959_964;

/// A history by cell and period (tijdreeksen).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// The season of each period, such as its month, from 0.
    pub seasons: Vec<usize>,
    /// The counts of each cell, a period each.
    pub counts: Vec<Vec<u64>>,
}

/// What is expected of a count, with its 95 % interval (voorspelling).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// The mean.
    pub mean: f64,
    /// The lower end.
    pub low: u64,
    /// The upper end.
    pub high: u64,
    /// How likely a count is to lie between: a little more than 0.95, since counts are whole.
    pub probability: f64,
}

impl Prediction {
    /// Whether a count lies within the interval.
    pub const fn covers(&self, count: u64) -> bool {
        self.low <= count && count <= self.high
    }
}

/// What a back-test says of a cell (oordeel).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Its intervals hold as often as they say.
    Holds,
    /// They miss more often than chance explains: no advice should rest on it.
    Fails,
    /// It had too few counts to be fitted: no advice should rest on it either.
    NotFitted,
}

/// A cell in a back-test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CellTest {
    /// Counts of the earlier part.
    pub fitted: u64,
    /// Counts of the rest.
    pub counted: u64,
    /// What was expected of the rest.
    pub expected: f64,
    /// The distances of all periods from what was expected, added up.
    pub distance: f64,
    /// Periods of the rest within their interval.
    pub covered: usize,
    /// How many of them should lie within it, by what the intervals promise.
    pub promised: f64,
    /// The verdict.
    pub trust: Trust,
}

/// Demand fitted to the earlier part, against the rest (terugtoets).
#[derive(Clone, Debug, PartialEq)]
pub struct BackTest {
    /// Periods that were fitted.
    pub fitted_periods: usize,
    /// Periods that were predicted.
    pub predicted_periods: usize,
    /// The index of each season, 1 being the mean; `None` of one that the earlier part lacks.
    pub indices: Vec<Option<f64>>,
    /// The mean variance of a count over its mean.
    pub dispersion: f64,
    /// The standard deviation by which the level of a cell drifts in a period, as a part of it.
    pub drift: f64,
    /// The cells, in their order.
    pub cells: Vec<CellTest>,
}

impl BackTest {
    fn fitted(&self) -> impl Iterator<Item = &CellTest> {
        self.cells.iter().filter(|cell| cell.trust != Trust::NotFitted)
    }

    /// The share of predicted counts that lay within their interval; `None` without any.
    pub fn coverage(&self) -> Option<f64> {
        let covered: usize = self.fitted().map(|cell| cell.covered).sum();
        let all = self.fitted().count() * self.predicted_periods;
        (all > 0).then(|| covered as f64 / all as f64)
    }

    /// The share that should have: more than 95 %, since an interval of small counts ends at whole
    /// ones.
    pub fn promised(&self) -> Option<f64> {
        let promised: f64 = self.fitted().map(|cell| cell.promised).sum();
        let all = self.fitted().count() * self.predicted_periods;
        (all > 0).then(|| promised / all as f64)
    }

    /// The distance of predictions from counts, all added up, over the counts.
    pub fn error(&self) -> Option<f64> {
        let counted: u64 = self.fitted().map(|cell| cell.counted).sum();
        let distance: f64 = self.fitted().map(|cell| cell.distance).sum();
        (counted > 0).then(|| distance / counted as f64)
    }

    /// What was expected too much (or, below 0, too little) of the whole rest, over its counts.
    pub fn bias(&self) -> Option<f64> {
        let counted: u64 = self.fitted().map(|cell| cell.counted).sum();
        let expected: f64 = self.fitted().map(|cell| cell.expected).sum();
        (counted > 0).then(|| expected / counted as f64 - 1.0)
    }

    /// How many cells have a verdict.
    pub fn cells_that(&self, trust: Trust) -> usize {
        self.cells.iter().filter(|cell| cell.trust == trust).count()
    }
}

/// Demand as an earlier part of a history has it.
struct Fitted {
    periods: usize,
    indices: Vec<Option<f64>>,
    /// By cell: its level, and how much of it was seen.
    levels: Vec<f64>,
    /// The sum of all indices of the earlier part.
    exposure: f64,
    dispersions: Vec<f64>,
    dispersion: f64,
    /// Variance of the drift in a period.
    drift: f64,
}

/// Fits the first periods, and predicts the rest. O(cells x periods), and the counts of a cell.
///
/// # Panics
///
/// When a cell has not as many counts as there are periods, or fewer are to be fitted than two or
/// all of them.
pub fn back_test(series: &Series, fitted_periods: usize) -> BackTest {
    let periods = series.seasons.len();
    assert!(series.counts.iter().all(|counts| counts.len() == periods), "a count a period");
    assert!((2..periods).contains(&fitted_periods), "two periods to fit, and one to predict");
    let fitted = Fitted::of(series, fitted_periods);
    let cells = (0..series.counts.len()).map(|cell| fitted.test(series, cell));
    BackTest {
        fitted_periods,
        predicted_periods: periods - fitted_periods,
        cells: cells.collect(),
        dispersion: fitted.dispersion,
        drift: fitted.drift.sqrt(),
        indices: fitted.indices,
    }
}

impl Fitted {
    fn of(series: &Series, periods: usize) -> Self {
        let indices = indices(series, periods);
        let index = |period: usize| indices[series.seasons[period]].unwrap_or(1.0);
        let exposure: f64 = (0..periods).map(index).sum();
        let levels: Vec<f64> = series
            .counts
            .iter()
            .map(|counts| counts[..periods].iter().sum::<u64>() as f64 / exposure)
            .collect();
        let mut fitted = Self {
            periods,
            indices: indices.clone(),
            levels,
            exposure,
            dispersions: Vec::new(),
            dispersion: 1.0,
            drift: 0.0,
        };
        fitted.scatter(series);
        fitted.drift = fitted.drift_of(series);
        fitted
    }

    fn mean(&self, series: &Series, cell: usize, period: usize) -> f64 {
        self.levels[cell] * self.indices[series.seasons[period]].unwrap_or(1.0)
    }

    fn is_fitted(&self, cell: usize) -> bool {
        self.levels[cell] * self.exposure >= COUNTS_MIN as f64 - 0.5
    }

    /// The variance of counts over their mean: by cell, drawn to that of all cells.
    fn scatter(&mut self, series: &Series) {
        let freedom = self.periods as f64 - 1.0;
        let of_cell = |cell: usize| {
            let counts = &series.counts[cell][..self.periods];
            let squares = counts.iter().enumerate().map(|(period, count)| {
                let mean = self.mean(series, cell, period);
                if mean > 0.0 { (*count as f64 - mean).powi(2) / mean } else { 0.0 }
            });
            squares.sum::<f64>() / freedom
        };
        let all: Vec<f64> = (0..self.levels.len()).map(of_cell).collect();
        let fitted = (0..all.len()).filter(|cell| self.is_fitted(*cell));
        let fitted: Vec<f64> = fitted.map(|cell| all[cell]).collect();
        self.dispersion = (fitted.iter().sum::<f64>() / fitted.len().max(1) as f64).max(1.0);
        let drawn = |own: &f64| {
            let sum = freedom * own + PRIOR_PERIODS * self.dispersion;
            (sum / (freedom + PRIOR_PERIODS)).max(1.0)
        };
        self.dispersions = all.iter().map(drawn).collect();
    }

    /// How much levels drift in a period: by how much more the two halves of the earlier part
    /// differ than scatter explains. A random walk of variance q a period moves the means of
    /// halves of n/2 periods apart with variance q n/3.
    fn drift_of(&self, series: &Series) -> f64 {
        let half = self.periods / 2;
        let (mut sum, mut weights) = (0.0, 0.0);
        for cell in (0..self.levels.len()).filter(|cell| self.is_fitted(*cell)) {
            let ratio = |range: std::ops::Range<usize>| {
                let counted: u64 = series.counts[cell][range.clone()].iter().sum();
                let expected: f64 = range.map(|period| self.mean(series, cell, period)).sum();
                (counted as f64 / expected, self.dispersions[cell] / expected)
            };
            let (early, late) = (ratio(0..half), ratio(half..self.periods));
            let noise = early.1 + late.1;
            let weight = noise.recip();
            sum += weight * ((late.0 - early.0).powi(2) - noise);
            weights += weight;
        }
        let apart = if weights > 0.0 { (sum / weights).max(0.0) } else { 0.0 };
        apart * 3.0 / self.periods as f64
    }

    /// What is expected of a period after the earlier part.
    fn predict(&self, series: &Series, cell: usize, period: usize) -> Prediction {
        let mean = self.mean(series, cell, period);
        let dispersion = self.dispersions[cell];
        let seen = self.levels[cell] * self.exposure;
        let ahead = (period + 1 - self.periods) as f64 + self.periods as f64 / 3.0;
        let of_level = dispersion / seen + self.drift * ahead;
        interval(mean, dispersion * mean + mean * mean * of_level)
    }

    fn test(&self, series: &Series, cell: usize) -> CellTest {
        let (before, rest) = series.counts[cell].split_at(self.periods);
        let mut test = CellTest {
            fitted: before.iter().sum(),
            counted: rest.iter().sum(),
            expected: 0.0,
            distance: 0.0,
            covered: 0,
            promised: 0.0,
            trust: Trust::NotFitted,
        };
        if !self.is_fitted(cell) {
            return test;
        }
        for (period, count) in (self.periods..).zip(rest) {
            let predicted = self.predict(series, cell, period);
            test.expected += predicted.mean;
            test.distance += (predicted.mean - *count as f64).abs();
            test.covered += usize::from(predicted.covers(*count));
            test.promised += predicted.probability;
        }
        let missed = rest.len() - test.covered;
        let by_chance = at_least(missed, rest.len(), 1.0 - test.promised / rest.len() as f64);
        test.trust = if by_chance < FAILS_BY_CHANCE { Trust::Fails } else { Trust::Holds };
        test
    }
}

/// The index of each season over all cells: what a period of it has, over what a mean one has.
fn indices(series: &Series, periods: usize) -> Vec<Option<f64>> {
    let seasons = series.seasons.iter().max().map_or(0, |last| last + 1);
    let mut sums = vec![(0_u64, 0_u32); seasons];
    for period in 0..periods {
        let all: u64 = series.counts.iter().map(|counts| counts[period]).sum();
        let (sum, count) = &mut sums[series.seasons[period]];
        *sum += all;
        *count += 1;
    }
    let mean = sums.iter().map(|(sum, _)| sum).sum::<u64>() as f64 / periods as f64;
    let index = |(sum, count): &(u64, u32)| {
        (*count > 0 && mean > 0.0).then(|| *sum as f64 / f64::from(*count) / mean)
    };
    sums.iter().map(index).collect()
}

/// The 95 % interval of a negative binomial count.
fn interval(mean: f64, variance: f64) -> Prediction {
    if mean > NORMAL_FROM {
        let half = NORMAL_975 * variance.sqrt();
        let (low, high) = (whole((mean - half).ceil()), whole((mean + half).floor()));
        return Prediction { mean, low, high, probability: CONFIDENCE };
    }
    // A variance no larger than the mean is that of a Poisson count, the limit of these.
    let part = (mean / variance).min(1.0 - 1e-9);
    let shape = mean * part / (1.0 - part);
    let mut probability = (shape * part.ln()).exp();
    let (mut below, mut count, mut low) = (probability, 0_u64, None);
    let tail = (1.0 - CONFIDENCE) / 2.0;
    let most = 10 * whole(mean) + 1_000;
    loop {
        if low.is_none() && below > tail {
            low = Some((count, below - probability));
        }
        if below >= 1.0 - tail || count >= most {
            let (low, outside) = low.unwrap_or((0, 0.0));
            return Prediction { mean, low, high: count, probability: below - outside };
        }
        probability *= (1.0 - part) * (shape + count as f64) / (count + 1) as f64;
        below += probability;
        count += 1;
    }
}

/// The probability of at least so many of independent events.
fn at_least(events: usize, of: usize, probability: f64) -> f64 {
    let mut exactly = (1.0 - probability).powf(of as f64);
    let mut below = 0.0;
    for count in 0..events {
        below += exactly;
        exactly *= (of - count) as f64 / (count + 1) as f64 * probability / (1.0 - probability);
    }
    1.0 - below
}

#[expect(clippy::cast_possible_truncation, reason = "counts of a period stay below 2^53")]
#[expect(clippy::cast_sign_loss, reason = "clamped at 0")]
fn whole(value: f64) -> u64 {
    value.max(0.0) as u64
}

#[cfg(test)]
mod tests;
