//! The use case `advise`: a list to buy, checked by simulation.

use std::path::Path;

use super::network::Network;
use super::readings::Estimate;
use super::situation::base;
use super::use_case::week_of;
use crate::app::budget::Cancel;
use crate::app::clock::Stopwatch;
use crate::app::drenthe::demo_week;
use crate::app::error::Error;
use crate::app::load::load_or_refuse;
use crate::index::PlaceIdx;
use crate::model::{Category, Province};
use crate::random::Seed;
use crate::simulation::{Change, Choice, Precision, Situation, Tally, apply, screen};

/// Weeks that a check plays: a year.
const WEEKS: u16 = 52;

/// Days of a year over those of the weeks played.
const YEAR: f64 = 365.0 / (52.0 * 7.0);

/// What `advise` is asked for.
#[derive(Clone, Debug)]
pub struct AdviseOrder {
    /// Copies that may be bought.
    pub budget: usize,
    /// Per cent of requests filled inside the province at which it is enough; all of the budget is
    /// spent where it is `None`.
    pub target: Option<f64>,
    /// How well the effect has to be known.
    pub precision: Precision,
    /// The seed of all random choices.
    pub seed: Seed,
    /// The wish to stop early.
    pub cancel: &'static Cancel,
}

/// Copies to buy of one title (actie).
#[derive(Clone, Debug, PartialEq)]
pub struct AdvisedMove {
    /// The code of the title.
    pub title: String,
    /// Its class.
    pub category: Category,
    /// The code of the place it is bought for.
    pub to: String,
    /// How many copies.
    pub copies: u32,
    /// Requests a year that they fill, by the formula.
    pub gain_a_year: f64,
}

/// What to buy, and what it does.
#[derive(Clone, Debug)]
pub struct Advised {
    /// The list, the largest gain first.
    pub moves: Vec<AdvisedMove>,
    /// Requests filled inside the province before, in per cent, as simulated.
    pub before: Option<Estimate>,
    /// The same after.
    pub after: Option<Estimate>,
    /// What lies between, in pairs.
    pub difference: Option<Estimate>,
    /// Requests a year that the list fills: by the formula, and as simulated.
    pub gain_a_year: (f64, Option<Estimate>),
    /// Per cent that no purchase of as many copies can exceed.
    pub bound_percent: Option<f64>,
    /// The target that was asked for.
    pub target: Option<f64>,
    /// Replications.
    pub replications: usize,
    /// How long it took.
    pub seconds: f64,
}

impl Advised {
    /// Whether the mean after the purchases reaches the target.
    pub fn is_reached(&self) -> Option<bool> {
        Some(self.after?.mean >= self.target?)
    }
}

/// Chooses purchases for a data folder, and plays the year with and without them.
pub fn advise(data: &Path, order: &AdviseOrder) -> Result<Advised, Error> {
    let watch = Stopwatch::start();
    let (loaded, _) = load_or_refuse(data)?;
    let (province, travel) = (&loaded.province, &loaded.travel);
    let week = week_of(province).unwrap_or_else(demo_week);
    let network = Network::of((province, travel), week, order.seed)?;
    let base = base((province, travel), &network.days, (week, WEEKS), order.seed).situation;
    let now = base.replicate(order.seed, 0).whole().requests();
    let cohort = now.denominator as f64 * YEAR;
    let filled = now.numerator as f64 * YEAR;
    let enough = order.target.map(|target| cohort * target / 100.0 - filled);
    let screened = screen(&base, order.budget, enough);
    let to = where_to(province, &base);
    let buy = |title, copies: u32| Change::Buy {
        place: to,
        choice: Choice::Title(title, copies as usize),
        day: 0,
    };
    let changes: Vec<Change> =
        screened.purchases.iter().map(|one| buy(one.title, one.copies)).collect();
    let alternative = apply(&base, &changes, order.seed).alternative;
    let go_on = |_| !order.cancel.is_set();
    let study = order.precision.study(&base, &[alternative], order.seed, go_on);
    let requests = |tally: &Tally| tally.whole().requests().percent();
    let not_filled = |tally: &Tally| Some(-(tally.whole().not_filled() as f64) * YEAR);
    let before = study.of_base(requests);
    let bound = 100.0 * screened.bound_a_year / cohort.max(1.0);
    let moves = screened.purchases.iter().map(|one| AdvisedMove {
        title: province.titles()[one.title].code.to_string(),
        category: province.titles()[one.title].category,
        to: province.places()[to].code.0.clone(),
        copies: one.copies,
        gain_a_year: one.gain_a_year,
    });
    Ok(Advised {
        moves: moves.collect(),
        before: before.map(Estimate::from),
        after: study.of_scenario(0, requests).map(Estimate::from),
        difference: study.difference(0, requests, requests).map(Estimate::from),
        gain_a_year: (
            screened.gain_a_year,
            study.difference(0, not_filled, not_filled).map(Estimate::from),
        ),
        bound_percent: before.map(|before| (before.mean + bound).min(100.0)),
        target: order.target,
        replications: study.replications(),
        seconds: watch.elapsed().as_secs_f64(),
    })
}

/// The background collection, which serves all alike; the place with most readers without one.
fn where_to(province: &Province, base: &Situation) -> PlaceIdx {
    let share = |place: &PlaceIdx| base.readers.pickups.share(*place);
    let busiest = || {
        let places = province.places().indices();
        places.max_by(|one, other| share(one).total_cmp(&share(other)).then(other.cmp(one)))
    };
    let place = base.system.background.or_else(busiest);
    place.expect("a province has a hub, so it has places")
}
