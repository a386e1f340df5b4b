//! The use case: base and scenarios, in pairs.

use std::path::{Path, PathBuf};

use super::network::{Network, changed};
use super::readings::{Accounting, Readings};
use super::scenario_file::{Scenario, read_scenario};
use super::situation::{Base, base};
use crate::app::budget::Cancel;
use crate::app::clock::Stopwatch;
use crate::app::drenthe::demo_week;
use crate::app::error::Error;
use crate::app::load::load_or_refuse;
use crate::index::{IndexVec, OrganisationIdx, PlaceIdx};
use crate::model::{IsoWeek, Organisation, Place, Province};
use crate::random::Seed;
use crate::simulation::{
    Alternative, Applied, Change, Fit, Moves, Precision, Situation, Study, Tally, Ways, apply,
};
use crate::travel::TravelMatrix;

/// What `simulate` is asked for.
#[derive(Clone, Debug)]
pub struct SimulateOrder {
    /// The files of the scenarios.
    pub scenarios: Vec<PathBuf>,
    /// The first week that counts; that of the data where it is `None`.
    pub week: Option<IsoWeek>,
    /// Weeks that count.
    pub weeks: u16,
    /// When it ends.
    pub precision: Precision,
    /// The seed of all random choices.
    pub seed: Seed,
    /// The wish to stop early.
    pub cancel: &'static Cancel,
}

/// A scenario against the base.
#[derive(Clone, Debug)]
pub struct SimulatedScenario {
    /// Its name.
    pub name: String,
    /// What it says of itself.
    pub about: String,
    /// Copies bought, weeded and moved.
    pub moves: Moves,
    /// What is read of it.
    pub readings: Readings,
    /// Its difference from the base, in pairs.
    pub difference: Readings,
    /// Its counts, over all replications.
    pub counts: Tally,
}

/// What came out.
#[derive(Clone, Debug)]
pub struct Simulated {
    /// The first week that counts.
    pub week: IsoWeek,
    /// Weeks that count.
    pub weeks: u16,
    /// The province as it is.
    pub base: Readings,
    /// Its counts, over all replications.
    pub base_counts: Tally,
    /// The places of the province, by which counts are told.
    pub places: IndexVec<PlaceIdx, Place>,
    /// Their organisations.
    pub organisations: IndexVec<OrganisationIdx, Organisation>,
    /// The scenarios, in the order asked for.
    pub scenarios: Vec<SimulatedScenario>,
    /// The norm that the settings declare, in tenths of a per cent.
    pub norm_permille: u16,
    /// What the fit found, and what it could not explain.
    pub fit: Fit,
    /// Requests of a mean week.
    pub requests_a_week: f64,
    /// Replications of base and each scenario.
    pub replications: usize,
    /// Whether every difference became as precise as was asked for.
    pub is_precise: bool,
    /// Events that were carried out.
    pub events: u64,
    /// How long it took.
    pub seconds: f64,
}

/// A scenario, ready to run.
struct Prepared {
    scenario: Scenario,
    applied: Applied,
    accounting: Accounting,
}

/// Plays base and scenarios of a data folder.
pub fn simulate(data: &Path, order: &SimulateOrder) -> Result<Simulated, Error> {
    let watch = Stopwatch::start();
    let (loaded, _) = load_or_refuse(data)?;
    let (province, travel) = (&loaded.province, &loaded.travel);
    let read = |file: &PathBuf| read_scenario(file, province);
    let scenarios: Vec<Scenario> = order.scenarios.iter().map(read).collect::<Result<_, _>>()?;
    let week = order.week.or_else(|| week_of(province)).unwrap_or_else(demo_week);
    let network = Network::of((province, travel), week, order.seed)?;
    let base = base((province, travel), &network.days, (week, order.weeks), order.seed);
    let accounting = accounting((province, &network), order, &base.situation);
    let prepare =
        |scenario| prepare((province, travel), (week, order), &base, scenario, accounting);
    let prepared: Vec<Prepared> = scenarios.into_iter().map(prepare).collect::<Result<_, _>>()?;
    let alternatives: Vec<Alternative> =
        prepared.iter().map(|one| one.applied.alternative.clone()).collect();
    let go_on = |_| !order.cancel.is_set();
    let study = order.precision.study(&base.situation, &alternatives, order.seed, go_on);
    let results = prepared.into_iter().enumerate();
    let results = results.map(|(number, one)| result(&study, number, (one, &accounting)));
    Ok(Simulated {
        week,
        weeks: order.weeks,
        base: Readings::of(|reading| study.of_base(|tally| accounting.read(reading, tally))),
        base_counts: total(&study.base),
        places: province.places().clone(),
        organisations: province.organisations().clone(),
        scenarios: results.collect(),
        norm_permille: province.settings().norm_permille,
        fit: base.fit,
        requests_a_week: base.requests_a_week,
        replications: study.replications(),
        is_precise: study.is_precise,
        events: study.events,
        seconds: watch.elapsed().as_secs_f64(),
    })
}

/// The week of the requests in the data.
pub(super) fn week_of(province: &Province) -> Option<IsoWeek> {
    province.requests().iter().map(|request| request.placed.iso_week()).max()
}

fn accounting(
    (province, network): (&Province, &Network),
    order: &SimulateOrder,
    situation: &Situation,
) -> Accounting {
    Accounting::of((province, network), order.weeks).with_copies_of(situation)
}

/// Applies a scenario; one that changes the network gets a timetable of its own first.
fn prepare(
    (province, travel): (&Province, &TravelMatrix),
    (week, order): (IsoWeek, &SimulateOrder),
    base: &Base,
    mut scenario: Scenario,
    base_accounting: Accounting,
) -> Result<Prepared, Error> {
    let mut network = None;
    if !scenario.network.is_empty() {
        let name = &scenario.name;
        let after = changed(province, &scenario.network)
            .ok_or_else(|| Error::NoNetwork { scenario: name.clone() })?;
        let planned = Network::of((&after, travel), week, order.seed)?;
        let ways = Ways::of(&after, &planned.days, week);
        // What is opened later is opened near a place of this timetable.
        scenario.changes.insert(0, Change::Timetable(ways));
        network = Some((after, planned));
    }
    let applied = apply(&base.situation, &scenario.changes, order.seed);
    let situation = &applied.alternative.situation;
    let own =
        network.as_ref().map(|(after, network)| accounting((after, network), order, situation));
    let accounting = own.unwrap_or_else(|| base_accounting.with_copies_of(situation));
    Ok(Prepared { scenario, applied, accounting })
}

fn result(
    study: &Study,
    number: usize,
    (prepared, base): (Prepared, &Accounting),
) -> SimulatedScenario {
    let Prepared { scenario, applied, accounting } = prepared;
    let of_scenario = |reading| study.of_scenario(number, |tally| accounting.read(reading, tally));
    let difference = |reading| {
        let of_base = |tally: &Tally| base.read(reading, tally);
        let of_scenario = |tally: &Tally| accounting.read(reading, tally);
        study.difference(number, of_base, of_scenario)
    };
    SimulatedScenario {
        name: scenario.name,
        about: scenario.about,
        moves: applied.moves,
        readings: Readings::of(of_scenario),
        difference: Readings::of(difference),
        counts: total(&study.scenarios[number]),
    }
}

fn total(tallies: &[Tally]) -> Tally {
    tallies.iter().fold(Tally::new(0), Tally::with)
}
