//! `plan --base`: a week that follows the base timetable and pays for each change.

use std::path::{Path, PathBuf};

use crate::app::clock::Stopwatch;
use crate::app::error::Error;
use crate::app::load::load_choosing;
use crate::app::make_plan::{Basis, PlanOrder, begin, concluded};
use crate::app::plan_week::{
    Followed, PlanRequest, PlannedWeek, follow, prices, standing, travel_between,
};
use crate::app::replan::{Replan, cause};
use crate::ingest::read_loan_sums;
use crate::store::read_base;
use crate::timetable::changes;

/// A week to plan, and the timetable to follow.
#[derive(Clone, Debug)]
pub struct FollowOrder {
    /// The week, its language and destination; its budget and target are not used.
    pub plan: PlanOrder,
    /// The file of the base timetable.
    pub base: PathBuf,
}

/// Plans a week on a base timetable, and tells each change of it.
pub fn follow_week(data: &Path, order: &FollowOrder) -> Result<Replan, Error> {
    let watch = Stopwatch::start();
    let draft = begin(&order.plan)?;
    let (loaded, loans, found) =
        load_choosing(data, order.plan.travel, |tables, _| read_loan_sums(data, tables))?;
    let Some(loaded) = loaded else { return Err(Error::Data { found }) };
    let base = read_base(&order.base, &loaded.province)?;
    let week = order.plan.week;
    let (planned, told) = {
        let in_week = loaded.province.in_week(week);
        let travel = travel_between(&in_week, &loaded.province, &loaded.travel);
        let request = PlanRequest {
            province: &in_week,
            travel: &travel,
            week,
            seed: order.plan.seed,
            target: None,
            budget: &order.plan.budget,
        };
        let Followed { refitted, forced, stands } = follow(&request, &base)?;
        let found = changes(&stands, &standing(&refitted.plan), &prices(&in_week));
        let told = found.iter().map(|change| (*change, cause(&request, (&[], &forced), change)));
        let told = told.collect();
        let (plan, verdict) = (refitted.plan, refitted.verdict);
        (PlannedWeek { plan, verdict, certificate: refitted.proof, iterations: 0 }, told)
    };
    let basis = Basis { loaded, loans: &loans, proof: None, kept: None, changes: None };
    let report = concluded(basis, planned, &order.plan, draft, watch)?;
    Ok(Replan { report, changes: told })
}
