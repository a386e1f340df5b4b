//! The use case: base and scenarios, in pairs.

use std::path::{Path, PathBuf};

use super::frame::{Frame, FrameScenario, Simulated};
use super::from_history::FromHistory;
use super::network::{Network, changed};
use super::readings::Accounting;
use super::scenario_file::{Scenario, read_scenario};
use super::sensitivity::sensitivity;
use super::situation::{Base, base};
use super::titles::TitleNames;
use crate::app::budget::Cancel;
use crate::app::clock::Stopwatch;
use crate::app::drenthe::demo_week;
use crate::app::error::Error;
use crate::app::load::{Loaded, load_with_history};
use crate::model::{IsoWeek, Province};
use crate::random::Seed;
use crate::simulation::{Alternative, Applied, Change, Precision, Situation, Tally, Ways, apply};
use crate::travel::TravelMatrix;

/// What `simulate` is asked for.
#[derive(Clone, Debug)]
pub struct SimulateOrder {
    /// The files of the scenarios.
    pub scenarios: Vec<PathBuf>,
    /// Whether the scenarios of [`sensitivity`](super::sensitivity) follow them.
    pub sensitivity: bool,
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
    pub(super) history: Option<FromHistory>,
    pub(super) scenarios: Vec<Scenario>,
    /// The first week that counts.
    pub(super) week: IsoWeek,
}

/// A study that can be played, and what is told of it.
pub(super) struct Ready {
    pub(super) frame: Frame,
    pub(super) base: Situation,
    pub(super) alternatives: Vec<Alternative>,
    pub(super) province: Province,
}

/// Plays base and scenarios of a data folder.
pub fn simulate(data: &Path, order: &SimulateOrder) -> Result<Simulated, Error> {
    let watch = Stopwatch::start();
    let ready = ready(open(data, order)?, order)?;
    let go_on = |_| !order.cancel.is_set();
    let study = order.precision.study(&ready.base, &ready.alternatives, order.seed, go_on);
    let names = TitleNames::of_study(&ready.province, &study);
    Ok(ready.frame.tell(&study, &names, watch.elapsed().as_secs_f64()))
}

/// Reads data and scenarios.
pub(super) fn open(data: &Path, order: &SimulateOrder) -> Result<Opened, Error> {
    let (loaded, history) = load_fitted(data)?;
    let read = |file: &PathBuf| read_scenario(file, &loaded.province);
    let mut scenarios: Vec<Scenario> =
        order.scenarios.iter().map(read).collect::<Result<_, _>>()?;
    if order.sensitivity {
        scenarios.extend(sensitivity(&loaded.province));
    }
    let week = order.week.or_else(|| week_of(&loaded.province)).unwrap_or_else(demo_week);
    Ok(Opened { loaded, history, scenarios, week })
}

/// A province, and what its history says of demand, where it is long enough.
pub(super) fn load_fitted(data: &Path) -> Result<(Loaded, Option<FromHistory>), Error> {
    let (loaded, history, found) = load_with_history(data)?;
    let Some(loaded) = loaded else { return Err(Error::Data { found }) };
    let history = FromHistory::of(&loaded.province, &history);
    Ok((loaded, history))
}

/// Plans timetables, fits readers and applies the scenarios.
pub(super) fn ready(opened: Opened, order: &SimulateOrder) -> Result<Ready, Error> {
    let Opened { loaded, history, scenarios, week } = opened;
    let ground = Ground::of((&loaded, history.as_ref()), week, order)?;
    let prepare = |scenario| ground.prepare(scenario);
    let prepared: Vec<Prepared> = scenarios.into_iter().map(prepare).collect::<Result<_, _>>()?;
    let Ground { province, base, accounting, .. } = ground;
    let mut frame = Frame::of(province, (week, order.weeks), &base, accounting);
    let mut alternatives = Vec::new();
    for Prepared { scenario, applied, accounting } in prepared {
        frame.scenarios.push(FrameScenario::of(scenario, applied.moves, accounting));
        alternatives.push(applied.alternative);
    }
    Ok(Ready { frame, base: base.situation, alternatives, province: loaded.province })
}

/// The week of the requests in the data.
pub(super) fn week_of(province: &Province) -> Option<IsoWeek> {
    province.requests().iter().map(|request| request.placed.iso_week()).max()
}

/// What all scenarios of an order stand on.
struct Ground<'a> {
    province: &'a Province,
    travel: &'a TravelMatrix,
    week: IsoWeek,
    order: &'a SimulateOrder,
    network: Network,
    base: Base,
    accounting: Accounting,
    /// A year of the base, which no study counts.
    pilot: Tally,
}

impl<'a> Ground<'a> {
    fn of(
        (loaded, history): (&'a Loaded, Option<&FromHistory>),
        week: IsoWeek,
        order: &'a SimulateOrder,
    ) -> Result<Self, Error> {
        let (province, travel) = (&loaded.province, &loaded.travel);
        let network = Network::of((province, travel), week, order.seed)?;
        let weeks = (week, order.weeks);
        let base = base((province, travel), &network.days, weeks, history, order.seed);
        let pilot = base.situation.replicate(pilot_seed(order), 0);
        let accounting = Accounting::of((province, &network), order.weeks)
            .with_copies_of(&base.situation)
            .planned_for(&pilot);
        Ok(Self { province, travel, week, order, network, base, accounting, pilot })
    }

    /// Applies a scenario; one that changes the network gets a timetable of its own first, and one
    /// that moves more than the routes hold a week of its own.
    fn prepare(&self, mut scenario: Scenario) -> Result<Prepared, Error> {
        let mut own = None;
        if !scenario.network.is_empty() {
            let name = &scenario.name;
            let after = changed(self.province, &scenario.network)
                .ok_or_else(|| Error::NoNetwork { scenario: name.clone() })?;
            let planned = Network::of((&after, self.travel), self.week, self.order.seed)?;
            let ways = Ways::of(&after, &planned.days, self.week);
            // What is opened later is opened near a place of this timetable.
            scenario.changes.insert(0, Change::Timetable(ways));
            let accounting = Accounting::of((&after, &planned), self.order.weeks);
            own = Some(accounting.planned_for(&self.pilot));
        }
        let applied = apply(&self.base.situation, &scenario.changes, self.order.seed);
        let accounting = own.unwrap_or_else(|| self.at_volume(&applied.alternative));
        let accounting = accounting.with_copies_of(&applied.alternative.situation);
        Ok(Prepared { scenario, applied, accounting })
    }

    /// The accounting of a scenario on the same network: the same week where its routes hold what
    /// is moved, else one that was planned for it.
    fn at_volume(&self, alternative: &Alternative) -> Accounting {
        let pilot =
            alternative.play_beside(&self.pilot, &self.base.situation, pilot_seed(self.order), 0);
        let [before, after] = [&self.pilot, &pilot].map(|tally| self.accounting.crates(tally));
        if after <= before * self.network.room.growth.max(1.0) {
            return self.accounting;
        }
        let [before, after] =
            [&self.pilot, &pilot].map(|tally| tally.traffic().grams.max(1) as f64);
        let ground = (self.province, self.travel);
        let planned = self.network.at_volume(ground, (self.week, self.order.seed), after / before);
        planned.map_or(self.accounting, |network| {
            self.accounting.with_network(&network).planned_for(&pilot)
        })
    }
}

/// The seed of years that are played before a study and count in none.
fn pilot_seed(order: &SimulateOrder) -> Seed {
    order.seed.derive("volume", 0)
}
