//! A plan folder: inputs and plan. The proof of its suppliers, which is far larger than both, is
//! read by those alone who carry it into another folder.

use std::path::Path;
use std::time::Duration;

use super::budget::{Budget, Cancel, Limit};
use super::clock::Stopwatch;
use super::error::Error;
use super::load::{Loaded, TravelChoice, load_or_refuse};
use super::make_plan::{Basis, Destination, PlanOrder, WeekReport, concluded};
use super::plan_week::{PlannedWeek, travel_between};
use crate::check::referee;
use crate::model::{LoanSums, Plan};
use crate::random::Seed;
use crate::report::Language;
use crate::store::{INPUTS_FOLDER, StoredRun, read_plan};

/// A plan folder as it stands.
pub(super) struct StoredWeek {
    pub(super) loaded: Loaded,
    pub(super) run: StoredRun,
    pub(super) plan: Plan,
}

impl StoredWeek {
    pub(super) fn read(folder: &Path) -> Result<Self, Error> {
        let (loaded, _) = load_or_refuse(&folder.join(INPUTS_FOLDER))?;
        let (run, plan) = read_plan(folder, &loaded.province)?;
        Ok(Self { loaded, run, plan })
    }

    /// The order that a changed plan is concluded by: nothing is searched any more.
    pub(super) fn order(&self, language: Language, destination: Option<Destination>) -> PlanOrder {
        static NOBODY: Cancel = Cancel::new();
        let limit = self.run.iterations.map_or(Limit::Time(Duration::ZERO), Limit::Iterations);
        PlanOrder {
            week: self.plan.week,
            seed: Seed(self.run.seed),
            target: None,
            travel: TravelChoice::OfFolder,
            budget: Budget { limit, cancel: &NOBODY },
            language,
            destination,
        }
    }

    /// The plan as it stands, judged and told with its norms.
    pub(super) fn report(self, language: Language) -> Result<WeekReport, Error> {
        let watch = Stopwatch::start();
        let order = self.order(language, None);
        let Self { loaded, run, plan } = self;
        let verdict = {
            let in_week = loaded.province.in_week(plan.week);
            let travel = travel_between(&in_week, &loaded.province, &loaded.travel);
            referee(&loaded.province, &travel, &plan)
        };
        let planned = PlannedWeek { plan, verdict, certificate: None, iterations: 0 };
        let no_loans = LoanSums::default();
        let basis = Basis { loaded, loans: &no_loans, proof: None, kept: None, changes: None };
        let report = concluded(basis, planned, &order, None, watch)?;
        Ok(WeekReport { inputs_fingerprint: run.inputs_fingerprint, ..report })
    }
}
