//! Readers from a province and the distributions of its generator.

use super::loan_length::LoanLengths;
use super::readers::{BrowseFit, Heat, Pickups, Readers, Spread};
use super::replication::Situation;
use super::stock::{Start, Stock};
use super::system::{Lender, ShelfKind};
use crate::index::{Index as _, IndexVec, PlaceIdx, TitleIdx};
use crate::random::Seed;
use crate::synthesis::Demand;

/// Days that a copy is away for a title-directed demand beyond its loan: on its way to the reader
/// and home again, and on the hold shelf, less where a reader found it on the spot (estimate).
const WAY_DAYS: f64 = 8.0;

/// Days of a week.
const WEEK: f64 = 7.0;

/// How much flatter the popularity of a year is than that of a week, as a factor of the shift of
/// its ranks.
///
/// What is wanted most changes within a year. It is calibrated: with it the share of requests for
/// what nobody in the province has is in a year of the default province what its generator gives
/// in a week, though in a year the demand itself keeps the most wanted copies off the shelves.
pub const YEAR_FLATTER: f64 = 1.5;

/// Replications by which the rate of all demands is adjusted, at most.
const PILOTS: u32 = 6;

/// A part of the requests within which a rate is right.
const RIGHT: f64 = 0.003;

/// By how many per cent requests may grow with a per cent of demand, as far as it is believed.
const SLOPES: (f64, f64) = (0.5, 8.0);

impl Situation {
    /// The same readers, more or fewer, so that a mean week has as many requests as were counted.
    /// O(replications).
    ///
    /// A snapshot of shelves says how many demands become requests only at its moment; a year of
    /// the same readers finds the most wanted copies out more often, the more so the more readers
    /// there are. So the same year is played some times first, with a seed of its own, and the rate
    /// found by the secant rule on logarithms.
    #[must_use]
    pub fn calibrated(mut self, requests_a_week: f64, seed: Seed) -> Self {
        let weeks = f64::from(self.system.period.days) / WEEK;
        let seed = seed.derive("pilot", 0);
        let mut last: Option<(f64, f64)> = None;
        let mut slope = 1.0;
        for _ in 0..PILOTS {
            let found = self.replicate(seed, 0).whole().requests().denominator as f64 / weeks;
            if found <= 0.0 || requests_a_week <= 0.0 {
                break;
            }
            let missing = (requests_a_week / found).ln();
            if missing.abs() < RIGHT {
                break;
            }
            if let Some((step, missed)) = last {
                slope = ((missed - missing) / step).clamp(SLOPES.0, SLOPES.1);
            }
            let step = missing / slope;
            last = Some((step, missing));
            for rate in &mut self.readers.directed {
                *rate *= step.exp();
            }
        }
        self
    }
}

/// What readers are fitted to.
#[derive(Clone, Copy, Debug)]
pub struct FitInput<'a> {
    /// The distributions: popularity, loans, requests of a mean week.
    pub demand: &'a Demand,
    /// Where readers stand: the share of each place.
    pub shares: &'a IndexVec<PlaceIdx, f64>,
    /// The places.
    pub places: &'a IndexVec<PlaceIdx, Lender>,
    /// The copies of the province, as they are now.
    pub stock: &'a Stock,
    /// The weight of each title among all that is asked for; only proportions count.
    pub weights: &'a [f64],
}

/// Readers, and what the province does not explain (aanpassing).
#[derive(Clone, Debug)]
pub struct Fit {
    /// The readers.
    pub readers: Readers,
    /// Title-directed demands of a mean week, whether or not a copy stands there.
    pub demands_a_week: f64,
    /// Of those, the share that finds a copy on the shelf where it asks.
    pub at_once: f64,
    /// Of the others, the share for titles that nobody in the province has.
    pub missing: f64,
    /// Titles whose demand alone keeps their copies out longer than they are: queues that no
    /// snapshot shows.
    pub titles_beyond_stock: usize,
    /// The share of all demands that is for those titles.
    pub demand_beyond_stock: f64,
}

impl FitInput<'_> {
    /// Fits readers. O(titles + copies).
    ///
    /// The rate of all demands is that which sends the requests of a mean week past the shelves as
    /// they are now. How much a title is out is beta-distributed: the prior of its popularity, and
    /// one observation a copy.
    ///
    /// # Panics
    ///
    /// When no title has a weight.
    pub fn fit(&self, loans: &LoanLengths) -> Fit {
        let pickups = Pickups::new(self.shares);
        let total: f64 = self.weights.iter().sum();
        assert!(total > 0.0, "somebody asks for something");
        let top = self.weights.iter().copied().fold(0.0, f64::max);
        let titles = (0..self.stock.titles()).map(TitleIdx::at);
        let (mut heat, mut copies) = (Vec::new(), Vec::new());
        let (mut at_once, mut missing) = (0.0, 0.0);
        for title in titles.clone() {
            let weight = self.weights[title.position()] / total;
            let seen = self.seen(title, &pickups);
            at_once += weight * seen.at_once;
            missing += if seen.all == 0 { weight } else { 0.0 };
            let mean = self.demand.on_loan(self.weights[title.position()] / top);
            heat.push(self.heat(mean, &seen));
            copies.push((seen.shown, seen.all));
        }
        let a_day = self.demand.requests as f64 / WEEK / (1.0 - at_once);
        let directed = titles.map(|title| a_day * self.weights[title.position()] / total);
        let browse =
            BrowseFit { loan_days: loans.mean_days(), directed_days: loans.mean_days() + WAY_DAYS };
        let directed = directed.collect();
        let spread = Spread::NONE;
        let readers = Readers { directed, spread, heat, copies, pickups, browse };
        let (titles_beyond_stock, beyond) = beyond_stock(&readers);
        Fit {
            readers,
            demands_a_week: a_day * WEEK,
            at_once,
            missing: missing / (1.0 - at_once),
            titles_beyond_stock,
            demand_beyond_stock: beyond / a_day,
        }
    }

    /// What a snapshot shows of a title.
    fn seen(&self, title: TitleIdx, pickups: &Pickups) -> Seen {
        let mut seen = Seen::default();
        let mut last = None;
        for copy in self.stock.of_title(title) {
            seen.all = seen.all.saturating_add(1);
            if self.places[copy.place].shelf == ShelfKind::Background {
                continue;
            }
            seen.shown = seen.shown.saturating_add(1);
            let is_there = copy.start == Start::Shelf;
            seen.out += u16::from(!is_there);
            if is_there && last != Some(copy.place) {
                seen.at_once += pickups.share(copy.place);
                last = Some(copy.place);
            }
        }
        seen
    }

    fn heat(&self, mean: f64, seen: &Seen) -> Heat {
        let concentration = self.demand.heat_concentration;
        let parameter = |prior: f64, seen: u16| narrow(prior * concentration) + f32::from(seen);
        Heat { out: parameter(mean, seen.out), there: parameter(1.0 - mean, seen.shown - seen.out) }
    }
}

/// What a snapshot shows of the copies of a title.
#[derive(Default)]
struct Seen {
    shown: u16,
    all: u16,
    out: u16,
    /// The share of readers who would find a copy on the shelf where they stand.
    at_once: f64,
}

/// Titles whose demand takes more than all their copies, with their demands a day.
fn beyond_stock(readers: &Readers) -> (usize, f64) {
    let busy = |directed: f64| directed * readers.browse.directed_days;
    let rows = readers.directed.iter().zip(&readers.copies);
    let beyond = rows.filter(|(rate, (_, all))| *all > 0 && busy(**rate) > f64::from(*all));
    beyond.fold((0, 0.0), |(titles, rates), (rate, _)| (titles + 1, rates + rate))
}

#[expect(clippy::cast_possible_truncation, reason = "a parameter of a beta distribution")]
const fn narrow(value: f64) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::Copy;
    use crate::simulation::small::{plain_rules, situation};
    use crate::simulation::system::Sharing;

    fn fit(copies: &[Copy]) -> (Situation, Fit) {
        let base = situation((3, 40), copies, 0.0, plain_rules(Sharing::Province));
        let demand = Demand { requests: 14, ..Demand::default() };
        let shares: IndexVec<PlaceIdx, f64> = vec![0.75, 0.25, 0.0].into();
        let weights = demand.popularity(40);
        let input = FitInput {
            demand: &demand,
            shares: &shares,
            places: &base.system.places,
            stock: &base.stock,
            weights: &weights,
        };
        let fit = input.fit(&base.system.loans);
        (base, fit)
    }

    #[test]
    fn demands_pass_by_the_shelves_on_which_a_copy_stands() {
        let out = Copy { start: Start::Out, ..Copy::at(PlaceIdx(1)) };
        let (_, fit) = fit(&[Copy::at(PlaceIdx(0)), out, Copy::at(PlaceIdx(2))]);
        // Three quarters stand where a copy is; the background has no readers.
        assert!((fit.at_once - 0.75).abs() < 1e-9, "{}", fit.at_once);
        assert!((fit.demands_a_week - 56.0).abs() < 1e-9);
        assert_eq!((fit.missing, fit.readers.copies[0]), (0.0, (2, 3)));
        let Heat { out, there } = fit.readers.heat[0];
        assert!((out + there - 1.3 - 2.0).abs() < 1e-5, "a prior and two observations");
        assert!(out > 1.0 && there > 1.0);
    }

    #[test]
    fn what_nobody_has_is_missing_and_what_is_asked_for_too_often_is_told() {
        let (_, none) = fit(&[]);
        assert!((none.missing - 1.0).abs() < 1e-9);
        let (_, one) = fit(&[Copy { start: Start::Out, ..Copy::at(PlaceIdx(0)) }]);
        // Two demands a day for forty titles of one copy each: 0.05 x 34 days is more than one.
        assert_eq!(one.titles_beyond_stock, 40);
        assert!((one.demand_beyond_stock - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_calibrated_year_has_the_requests_of_its_weeks() {
        let (mut base, fit) = fit(&[Copy::at(PlaceIdx(0)); 3]);
        base.readers = fit.readers;
        let year = base.calibrated(14.0, Seed(3)).replicate(Seed(1), 0).whole();
        let a_week = year.requests().denominator as f64 / 1_000.0 * 7.0;
        assert!((a_week / 14.0 - 1.0).abs() < 0.06, "{a_week}");
    }
}
