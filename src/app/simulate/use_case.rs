//! The use case: base and scenarios, in pairs.

use std::path::{Path, PathBuf};

use super::frame::{Frame, FrameScenario, Simulated};
use super::network::{Network, changed};
use super::readings::Accounting;
use super::scenario_file::{Scenario, read_scenario};
use super::situation::{Base, base};
use crate::app::budget::Cancel;
use crate::app::clock::Stopwatch;
use crate::app::drenthe::demo_week;
use crate::app::error::Error;
use crate::app::load::{Loaded, load_or_refuse};
use crate::model::{IsoWeek, Province};
use crate::random::Seed;
use crate::simulation::{Alternative, Applied, Change, Precision, Situation, Ways, apply};
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

/// A scenario, ready to run.
struct Prepared {
    scenario: Scenario,
    applied: Applied,
    accounting: Accounting,
}

/// What an order asks for, read and checked, before anything is planned or played.
pub(super) struct Opened {
    loaded: Loaded,
    pub(super) scenarios: Vec<Scenario>,
    /// The first week that counts.
    pub(super) week: IsoWeek,
}

/// A study that can be played, and what is told of it.
pub(super) struct Ready {
    pub(super) frame: Frame,
    pub(super) base: Situation,
    pub(super) alternatives: Vec<Alternative>,
}

/// Plays base and scenarios of a data folder.
pub fn simulate(data: &Path, order: &SimulateOrder) -> Result<Simulated, Error> {
    let watch = Stopwatch::start();
    let ready = ready(open(data, order)?, order)?;
    let go_on = |_| !order.cancel.is_set();
    let study = order.precision.study(&ready.base, &ready.alternatives, order.seed, go_on);
    Ok(ready.frame.tell(&study, watch.elapsed().as_secs_f64()))
}

/// Reads data and scenarios.
pub(super) fn open(data: &Path, order: &SimulateOrder) -> Result<Opened, Error> {
    let (loaded, _) = load_or_refuse(data)?;
    let read = |file: &PathBuf| read_scenario(file, &loaded.province);
    let scenarios: Vec<Scenario> = order.scenarios.iter().map(read).collect::<Result<_, _>>()?;
    let week = order.week.or_else(|| week_of(&loaded.province)).unwrap_or_else(demo_week);
    Ok(Opened { loaded, scenarios, week })
}

/// Plans timetables, fits readers and applies the scenarios.
pub(super) fn ready(opened: Opened, order: &SimulateOrder) -> Result<Ready, Error> {
    let Opened { loaded, scenarios, week } = opened;
    let (province, travel) = (&loaded.province, &loaded.travel);
    let network = Network::of((province, travel), week, order.seed)?;
    let base = base((province, travel), &network.days, (week, order.weeks), order.seed);
    let accounting = accounting((province, &network), order, &base.situation);
    let prepare =
        |scenario| prepare((province, travel), (week, order), &base, scenario, accounting);
    let prepared: Vec<Prepared> = scenarios.into_iter().map(prepare).collect::<Result<_, _>>()?;
    let mut frame = Frame::of(province, (week, order.weeks), &base, accounting);
    let mut alternatives = Vec::new();
    for Prepared { scenario, applied, accounting } in prepared {
        frame.scenarios.push(FrameScenario::of(scenario, applied.moves, accounting));
        alternatives.push(applied.alternative);
    }
    Ok(Ready { frame, base: base.situation, alternatives })
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
