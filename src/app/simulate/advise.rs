//! The use case `advise`: what to buy, to relocate and to pool, checked by simulation.

use std::path::{Path, PathBuf};

use super::budgets::read_budgets;
use super::from_history::FromHistory;
use super::network::Network;
use super::readings::Estimate;
use super::situation::base;
use super::use_case::{load_fitted, week_of};
use crate::app::budget::Cancel;
use crate::app::clock::Stopwatch;
use crate::app::drenthe::demo_week;
use crate::app::error::Error;
use crate::model::{Category, Province};
use crate::random::Seed;
use crate::simulation::{
    Action, Alternative, Change, Choice, Precision, Purse, Screen, Situation, Step, Study, Tally,
    Trust, apply, screen,
};

/// Weeks that a check plays: a year.
const WEEKS: u16 = 52;

/// Days of a year over those of the weeks played.
const YEAR: f64 = 365.0 / (52.0 * 7.0);

/// Times that a list which misses its target is made longer.
const CORRECTIONS: usize = 3;

/// Years that are played to see how far a target is.
const PILOTS: u32 = 4;

/// What `advise` is asked for.
#[derive(Clone, Debug)]
pub struct AdviseOrder {
    /// Copies that may be bought.
    pub budget: usize,
    /// Copies that may be relocated or pooled.
    pub moves: usize,
    /// A file of budgets of places and organisations.
    pub budgets: Option<PathBuf>,
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

/// What is done with copies of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveKind {
    /// Bought.
    Buy,
    /// Put on another shelf.
    Relocate,
    /// Put into the background collection.
    Pool,
}

/// A step of the list (actie).
#[derive(Clone, Debug, PartialEq)]
pub struct AdvisedMove {
    /// What is done.
    pub kind: MoveKind,
    /// The code of the title.
    pub title: String,
    /// Its class.
    pub category: Category,
    /// The code of the place that gives it, unless it is bought.
    pub from: Option<String>,
    /// The code of the place that gets it.
    pub to: String,
    /// How many copies.
    pub copies: u32,
    /// Requests a year that they fill, by the formula.
    pub gain_a_year: f64,
    /// Journeys a year that they spare, by the formula.
    pub spared_a_year: f64,
}

/// A place and a category that get no advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoAdvice {
    /// The code of the place.
    pub place: String,
    /// The category.
    pub category: Category,
    /// Whether demand was too small to be fitted; else it could not be foretold.
    pub is_too_small: bool,
}

/// What to do, and what it does.
#[derive(Clone, Debug)]
pub struct Advised {
    /// The list, what fills most first, then what spares most journeys.
    pub moves: Vec<AdvisedMove>,
    /// Requests filled inside the province before, in per cent, as simulated.
    pub before: Option<Estimate>,
    /// The same after.
    pub after: Option<Estimate>,
    /// What lies between, in pairs.
    pub difference: Option<Estimate>,
    /// Requests a year that the list fills: by the formula, and as simulated.
    pub gain_a_year: (f64, Option<Estimate>),
    /// Journeys a year that it spares, by the formula.
    pub spared_a_year: f64,
    /// What the list is worth by the formula, in requests filled a year, and what no list within
    /// the budgets can exceed.
    pub worth_a_year: (f64, f64),
    /// Per cent that no list of as many copies can exceed.
    pub bound_percent: Option<f64>,
    /// The target that was asked for.
    pub target: Option<f64>,
    /// The fewest copies with which any list could reach it, by the formula.
    pub least_copies: Option<usize>,
    /// Weeks of history that readers were fitted to; 0 where they follow the generator.
    pub history_weeks: usize,
    /// Cells that get no advice, since their demand cannot be foretold.
    pub no_advice: Vec<NoAdvice>,
    /// Replications.
    pub replications: usize,
    /// How long it took.
    pub seconds: f64,
}

impl Advised {
    /// Whether the mean after the list reaches the target.
    pub fn is_reached(&self) -> Option<bool> {
        Some(self.after?.mean >= self.target?)
    }

    /// How far the list is from the best of its formula at most, in per cent of it; `None` of one
    /// that ends at a target, and spends no more than it has to.
    pub fn distance_percent(&self) -> Option<f64> {
        let (worth, ceiling) = self.worth_a_year;
        (ceiling > 0.0 && self.target.is_none())
            .then(|| 100.0 * (ceiling - worth).max(0.0) / ceiling)
    }
}

/// Chooses steps for a data folder, and plays the year with and without them.
pub fn advise(data: &Path, order: &AdviseOrder) -> Result<Advised, Error> {
    let watch = Stopwatch::start();
    let (loaded, history) = load_fitted(data)?;
    let (province, travel) = (&loaded.province, &loaded.travel);
    let limits = order.budgets.as_deref().map(|file| read_budgets(file, province)).transpose()?;
    let week = week_of(province).unwrap_or_else(demo_week);
    let network = Network::of((province, travel), week, order.seed)?;
    let history = history.as_ref();
    let known = (week, WEEKS);
    let base = base((province, travel), &network.days, known, history, order.seed).situation;
    let barred = history.map(|known| known.barred(province, base.system.background));
    let purse = Purse {
        copies: order.budget,
        moves: order.moves,
        enough: None,
        limits: limits.unwrap_or_default(),
        barred: barred.unwrap_or_default(),
    };
    let (screened, alternative) = list(&base, purse, order);
    let go_on = |_| !order.cancel.is_set();
    let study = order.precision.study(&base, &[alternative], order.seed, go_on);
    Ok(Advised {
        history_weeks: history.map_or(0, |known| known.weeks),
        no_advice: history.map_or_else(Vec::new, |known| no_advice(known, province)),
        seconds: watch.elapsed().as_secs_f64(),
        ..told(&screened, &study, (province, order))
    })
}

/// A list, made longer while a year that is played with it misses the target.
fn list(base: &Situation, mut purse: Purse, order: &AdviseOrder) -> (Screen, Alternative) {
    // Not a year that the study counts.
    let pilot = order.seed.derive("pilot", 1);
    let target = order.target.map(|target| target / 100.0);
    let years = if target.is_some() { PILOTS } else { 0 };
    let now: Vec<Tally> = (0..years).map(|number| base.replicate(pilot, number.into())).collect();
    purse.enough = target.map(|target| missing(&now, target));
    let mut made = made(base, &purse, order.seed);
    for _ in 0..CORRECTIONS {
        let Some((target, enough)) = target.zip(purse.enough) else { break };
        let copies: usize = bought(&made.0).map(|one| one.copies as usize).sum();
        let pilots = (0..).zip(&now);
        let after = pilots.map(|(number, year)| made.1.play_beside(year, base, pilot, number));
        let missing = missing(&after.collect::<Vec<Tally>>(), target);
        if missing <= 0.0 || copies >= order.budget || order.cancel.is_set() {
            break;
        }
        purse.enough = Some(enough + missing);
        made = self::made(base, &purse, order.seed);
    }
    made
}

/// Requests of a year that are missing for a share, as a mean over years.
fn missing(years: &[Tally], share: f64) -> f64 {
    let of_year = |year: &Tally| {
        let requests = year.whole().requests();
        requests.denominator as f64 * share - requests.numerator as f64
    };
    years.iter().map(of_year).sum::<f64>() / years.len().max(1) as f64 * YEAR
}

fn bought(screened: &Screen) -> impl Iterator<Item = &Step> {
    screened.steps.iter().filter(|one| matches!(one.action, Action::Buy { .. }))
}

fn made(base: &Situation, purse: &Purse, seed: Seed) -> (Screen, Alternative) {
    let screened = screen(base, purse);
    let changes: Vec<Change> = screened.steps.iter().map(change).collect();
    let alternative = apply(base, &changes, seed).alternative;
    (screened, alternative)
}

fn change(step: &Step) -> Change {
    let (title, copies) = (step.title, step.copies as usize);
    match step.action {
        Action::Buy { to } => {
            Change::Buy { place: to, choice: Choice::Title(title, copies), day: 0 }
        }
        Action::Relocate { from, to } | Action::Pool { from, to } => {
            Change::Carry { title, from, to, copies }
        }
    }
}

/// What was found, but for what the history says and the time it took.
fn told(screened: &Screen, study: &Study, (province, order): (&Province, &AdviseOrder)) -> Advised {
    let requests = |tally: &Tally| tally.whole().requests().percent();
    let not_filled = |tally: &Tally| Some(-(tally.whole().not_filled() as f64) * YEAR);
    let before = study.of_base(requests);
    let cohort = |tally: &Tally| Some(tally.whole().requests().denominator as f64 * YEAR);
    let cohort = study.of_base(cohort).map_or(0.0, |cohort| cohort.mean);
    // Where copies are pooled more travel: requests that are filled, so that a percentage rises.
    let more = screened.steps.iter().map(|one| -one.gain.spared.min(0.0)).sum::<f64>();
    let bound = |before: f64| {
        let open = (100.0 - before) / 100.0 * cohort - screened.bound_a_year;
        (100.0 - 100.0 * open.max(0.0) / (cohort + more).max(1.0)).min(100.0)
    };
    let difference = study.difference(0, not_filled, not_filled);
    Advised {
        moves: screened.steps.iter().map(|step| advised(step, province)).collect(),
        before: before.map(Estimate::from),
        after: study.of_scenario(0, requests).map(Estimate::from),
        difference: study.difference(0, requests, requests).map(Estimate::from),
        gain_a_year: (screened.gain.filled, difference.map(Estimate::from)),
        spared_a_year: screened.gain.spared,
        worth_a_year: (screened.gain.worth(), screened.ceiling),
        bound_percent: before.map(|before| bound(before.mean)),
        target: order.target,
        least_copies: screened.least_copies,
        history_weeks: 0,
        no_advice: Vec::new(),
        replications: study.replications(),
        seconds: 0.0,
    }
}

fn advised(step: &Step, province: &Province) -> AdvisedMove {
    let code = |place| province.places()[place].code.0.clone();
    let (kind, from, to) = match step.action {
        Action::Buy { to } => (MoveKind::Buy, None, to),
        Action::Relocate { from, to } => (MoveKind::Relocate, Some(from), to),
        Action::Pool { from, to } => (MoveKind::Pool, Some(from), to),
    };
    AdvisedMove {
        kind,
        title: province.titles()[step.title].code.to_string(),
        category: province.titles()[step.title].category,
        from: from.map(code),
        to: code(to),
        copies: step.copies,
        gain_a_year: step.gain.filled,
        spared_a_year: step.gain.spared,
    }
}

fn no_advice(history: &FromHistory, province: &Province) -> Vec<NoAdvice> {
    let cell = |(place, category, trust)| NoAdvice {
        place: province.places()[place].code.0.clone(),
        category,
        is_too_small: trust == Trust::NotFitted,
    };
    history.failing().map(cell).collect()
}
