//! Readers from a province and the distributions of its generator.

use super::loan_length::LoanLengths;
use super::readers::{BrowseFit, Heat, Pickups, Readers, Spread};
use super::stock::{Start, Stock};
use super::system::{Lender, ShelfKind};
use crate::index::{Index as _, IndexVec, PlaceIdx, TitleIdx};
use crate::synthesis::Demand;

/// Days that a copy is away for a title-directed demand beyond its loan: on its way to the reader
/// and home again, and on the hold shelf, less where a reader found it on the spot (estimate).
const WAY_DAYS: f64 = 8.0;

/// Days of a week.
const WEEK: f64 = 7.0;

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
