//! What is known of a study before its first replication, and what is told when it ends.

use serde::{Deserialize, Serialize};

use super::readings::{Accounting, Readings};
use super::scenario_file::Scenario;
use super::situation::Base;
use super::titles::{Shift, TitleNames};
use crate::index::{Index as _, IndexVec, OrganisationIdx, PlaceIdx};
use crate::model::{IsoWeek, Province};
use crate::simulation::{Moves, Study, Tally};

/// What the fit of readers found, and what it could not explain (aanpassing).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FitFigures {
    /// Requests of a mean week, to which readers are calibrated.
    pub requests_a_week: f64,
    /// Title-directed demands of a mean week, by the shelves of the snapshot.
    pub demands_a_week: f64,
    /// Of those, the share that finds a copy on the spot.
    pub at_once: f64,
    /// Of the others, the share for titles that nobody in the province has.
    pub missing: f64,
    /// Titles whose demand alone keeps their copies out longer than they are.
    pub titles_beyond_stock: usize,
    /// The share of all demands that is for those titles.
    pub demand_beyond_stock: f64,
    /// Weeks of history that readers were fitted to; 0 where they follow the generator.
    pub history_weeks: usize,
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
    /// Replications whose year fills as many requests as the norm asks for.
    pub norm_met: usize,
    /// The titles behind the change in what is not filled.
    pub shift: Shift,
}

/// A place as counts are told by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimulatedPlace {
    /// Its code.
    pub code: String,
    /// Its organisation.
    pub organisation: OrganisationIdx,
}

/// What came out.
#[derive(Clone, Debug)]
pub struct Simulated {
    /// The first week that counts, as `2026-W48`.
    pub week: String,
    /// Weeks that count.
    pub weeks: u16,
    /// The province as it is.
    pub base: Readings,
    /// Its counts, over all replications.
    pub base_counts: Tally,
    /// Its replications whose year fills as many requests as the norm asks for.
    pub base_norm_met: usize,
    /// The places of the province, by which counts are told.
    pub places: IndexVec<PlaceIdx, SimulatedPlace>,
    /// The codes of their organisations.
    pub organisations: IndexVec<OrganisationIdx, String>,
    /// The scenarios, in the order asked for.
    pub scenarios: Vec<SimulatedScenario>,
    /// The norm that the settings declare, in tenths of a per cent.
    pub norm_permille: u16,
    /// What the fit found, and what it could not explain.
    pub fit: FitFigures,
    /// Replications of base and each scenario.
    pub replications: usize,
    /// Whether every difference became as precise as was asked for.
    pub is_precise: bool,
    /// Events that were carried out.
    pub events: u64,
    /// How long it took; of a merged study, all its shards together.
    pub seconds: f64,
}

/// All that is told of a study but for its replications (raam).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Frame {
    week: String,
    weeks: u16,
    norm_permille: u16,
    organisations: Vec<String>,
    places: Vec<FramePlace>,
    fit: FitFigures,
    base: Accounting,
    pub(super) scenarios: Vec<FrameScenario>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct FramePlace {
    code: String,
    /// A position.
    organisation: usize,
}

/// A scenario before it is played.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct FrameScenario {
    name: String,
    about: String,
    bought: usize,
    weeded: usize,
    moved: usize,
    accounting: Accounting,
}

impl FrameScenario {
    pub(super) fn of(scenario: Scenario, moves: Moves, accounting: Accounting) -> Self {
        let Scenario { name, about, .. } = scenario;
        let Moves { bought, weeded, moved } = moves;
        Self { name, about, bought, weeded, moved, accounting }
    }
}

impl Frame {
    /// The frame of a base, without scenarios.
    pub(super) fn of(
        province: &Province,
        (week, weeks): (IsoWeek, u16),
        base: &Base,
        accounting: Accounting,
    ) -> Self {
        let places = province.places().iter().map(|place| FramePlace {
            code: place.code.0.clone(),
            organisation: place.organisation.position(),
        });
        let organisations = province.organisations().iter();
        Self {
            week: week.to_string(),
            weeks,
            norm_permille: province.settings().norm_permille,
            organisations: organisations.map(|one| one.code.clone()).collect(),
            places: places.collect(),
            fit: FitFigures {
                requests_a_week: base.requests_a_week,
                demands_a_week: base.fit.demands_a_week,
                at_once: base.fit.at_once,
                missing: base.fit.missing,
                titles_beyond_stock: base.fit.titles_beyond_stock,
                demand_beyond_stock: base.fit.demand_beyond_stock,
                history_weeks: base.history_weeks,
            },
            base: accounting,
            scenarios: Vec::new(),
        }
    }

    /// What a study of this frame found.
    pub(super) fn tell(self, study: &Study, names: &TitleNames, seconds: f64) -> Simulated {
        let base = Readings::of(|reading| study.of_base(|tally| self.base.read(reading, tally)));
        let places = self.places.into_iter().map(|place| SimulatedPlace {
            code: place.code,
            organisation: OrganisationIdx::at(place.organisation),
        });
        let base_counts = total(&study.base);
        let scenarios = self.scenarios.into_iter().enumerate();
        let scenarios = scenarios.map(|(number, one)| {
            let found = result(study, (number, self.norm_permille), (one, &self.base));
            let shift = names.shift(base_counts.misses(), found.counts.misses());
            SimulatedScenario { shift, ..found }
        });
        let scenarios = scenarios.collect();
        Simulated {
            week: self.week,
            weeks: self.weeks,
            base,
            base_counts,
            base_norm_met: norm_met(&study.base, self.norm_permille),
            places: places.collect(),
            organisations: self.organisations.into_iter().collect(),
            scenarios,
            norm_permille: self.norm_permille,
            fit: self.fit,
            replications: study.replications(),
            is_precise: study.is_precise,
            events: study.events,
            seconds,
        }
    }
}

fn result(
    study: &Study,
    (number, norm_permille): (usize, u16),
    (scenario, base): (FrameScenario, &Accounting),
) -> SimulatedScenario {
    let FrameScenario { name, about, bought, weeded, moved, accounting } = scenario;
    let of_scenario = |reading| study.of_scenario(number, |tally| accounting.read(reading, tally));
    let difference = |reading| {
        let of_base = |tally: &Tally| base.read(reading, tally);
        let of_scenario = |tally: &Tally| accounting.read(reading, tally);
        study.difference(number, of_base, of_scenario)
    };
    SimulatedScenario {
        name,
        about,
        moves: Moves { bought, weeded, moved },
        readings: Readings::of(of_scenario),
        difference: Readings::of(difference),
        counts: total(&study.scenarios[number]),
        norm_met: norm_met(&study.scenarios[number], norm_permille),
        shift: Shift::default(),
    }
}

/// How many years fill as many requests as the norm asks for; in whole numbers, so that 94.99 %
/// never passes for 95.
fn norm_met(tallies: &[Tally], norm_permille: u16) -> usize {
    let is_met = |tally: &&Tally| {
        let requests = tally.whole().requests();
        let [filled, all] = [requests.numerator, requests.denominator].map(u128::from);
        all > 0 && filled * 1_000 >= all * u128::from(norm_permille)
    };
    tallies.iter().filter(is_met).count()
}

fn total(tallies: &[Tally]) -> Tally {
    tallies.iter().fold(Tally::new(0), Tally::with)
}
