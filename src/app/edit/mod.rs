//! `edit`: a change by hand on a stored plan, applied exactly, then recomputed.
//!
//! Nothing that was not asked for moves: days, vehicles and turns of all other visits stay, and
//! limits that the edit breaks are told and not repaired. What follows from the edit is
//! recomputed: parcels, crates, times, drivers, cost. Each plan that there was stays in the
//! folder, so that undo and redo give back the same bytes.

mod ask;
mod hand;

use std::path::Path;

use super::clock::Stopwatch;
use super::error::Error;
use super::make_plan::{Basis, PROGRAM_VERSION, SheetsOf, WeekReport, concluded, write_sheets};
use super::plan_week::{
    Late, PlanRequest, PlannedWeek, Refitted, prices, refit, standing, travel_between,
};
use super::stored::StoredWeek;
use crate::check::{Rule, Verdict, referee};
use crate::index::VisitIdx;
use crate::kpi::lead_time;
use crate::model::{LoanSums, Plan, Province};
use crate::report::{Language, SheetStatus, violation_text};
use crate::store::{
    EditLog, EditStep, StoredRun, plan_bytes, plan_digest, read_edits, read_publication,
    step_edits, write_edit,
};
use crate::timetable::{Change, changes};
use crate::travel::TravelMatrix;
use crate::units::{Cents, Crates, Metres, Seconds};

pub use ask::{Edit, Turn, VisitAt};

/// What is edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditOrder {
    /// Something by hand.
    Edit(Edit),
    /// Back or forth in the log.
    Step(EditStep),
}

/// An edited plan beside the one before.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The plan, its norms and sheets.
    pub report: WeekReport,
    /// What differs in the visits.
    pub changes: Vec<Change>,
    /// What differs in sum.
    pub difference: Difference,
    /// Rules that the plan before did not break, with words for people.
    pub new_violations: Vec<(Rule, String)>,
    /// The log, after the edit.
    pub log: EditLog,
    /// The SHA-256 of `plan.json`.
    pub plan_sha256: String,
}

/// The plan after an edit less the plan before it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Difference {
    /// Distance of all routes.
    pub distance: Metres,
    /// Time of all routes, from departure to return.
    pub time: Seconds,
    /// The whole cost.
    pub cost: Cents,
    /// Crates carried in and out.
    pub crates: Crates,
    /// Mean lead time, in days, where something moves.
    pub lead_time_days: f64,
}

/// A province, its roads and a plan.
#[derive(Clone, Copy, Debug)]
pub struct EditBasis<'a> {
    /// The province of the plan's inputs.
    pub province: &'a Province,
    /// Travel between its places.
    pub travel: &'a TravelMatrix,
    /// The plan.
    pub plan: &'a Plan,
}

/// A plan after an edit, judged; nothing is read or written.
pub fn edited(basis: &EditBasis<'_>, edit: &Edit) -> Result<(Plan, Verdict), Error> {
    static NOBODY: super::budget::Cancel = super::budget::Cancel::new();
    let EditBasis { province, travel, plan } = *basis;
    let in_week = province.in_week(plan.week);
    let travel = travel_between(&in_week, province, travel);
    let limit = super::budget::Limit::Iterations(0);
    let budget = super::budget::Budget { limit, cancel: &NOBODY };
    let request = PlanRequest {
        province: &in_week,
        travel: &travel,
        week: plan.week,
        seed: crate::random::Seed(0),
        target: None,
        budget: &budget,
    };
    let week = hand::edited(&in_week, plan, edit)?;
    let Refitted { plan, verdict, .. } = refit(&request, plan, &week, Late::Kept);
    Ok((plan, verdict))
}

/// Edits a stored plan, or goes back or forth in its log; `None` where there is nothing to undo or
/// to redo. A published plan is refused.
pub fn edit(folder: &Path, order: &EditOrder, language: Language) -> Result<Option<Edited>, Error> {
    if let Some(publication) = read_publication(folder)? {
        let (folder, version) = (folder.to_owned(), publication.version);
        return Err(Error::PublishedPlan { folder, version });
    }
    let watch = Stopwatch::start();
    let week = StoredWeek::read(folder)?;
    let (plan, verdict) = match order {
        EditOrder::Edit(edit) => {
            let (province, travel) = (&week.loaded.province, &week.loaded.travel);
            let basis = EditBasis { province, travel, plan: &week.plan };
            let (plan, verdict) = edited(&basis, edit)?;
            let run = StoredRun { program_version: PROGRAM_VERSION.to_owned(), ..week.run.clone() };
            write_edit(folder, &edit.to_string(), &plan_bytes(&run, province, &plan))?;
            (plan, verdict)
        }
        EditOrder::Step(step) => {
            if step_edits(folder, *step)?.is_none() {
                return Ok(None);
            }
            let stands = StoredWeek::read(folder)?;
            let verdict = judged(&week, &stands.plan);
            (stands.plan, verdict)
        }
    };
    let before = (week.plan.clone(), judged(&week, &week.plan));
    let planned = PlannedWeek { plan, verdict, certificate: None, iterations: 0 };
    let of_plan = week.order(language, None);
    let fingerprint = week.run.inputs_fingerprint.clone();
    let no_loans = LoanSums::default();
    let basis =
        Basis { loaded: week.loaded, loans: &no_loans, proof: None, kept: None, changes: None };
    let mut report = concluded(basis, planned, &of_plan, None, watch)?;
    report.inputs_fingerprint = fingerprint;
    let sheets = SheetsOf { report: &report, status: SheetStatus::Draft };
    report.sheets = write_sheets(&sheets, folder, language)?;
    Ok(Some(Edited {
        changes: changes(
            &standing(&before.0),
            &standing(&report.planned.plan),
            &prices(&report.province),
        ),
        difference: difference(&before.0, &report.planned.plan),
        new_violations: new_violations(&report, &before, language),
        log: read_edits(folder)?,
        plan_sha256: plan_digest(folder)?,
        report,
    }))
}

fn judged(week: &StoredWeek, plan: &Plan) -> Verdict {
    let province = &week.loaded.province;
    let in_week = province.in_week(plan.week);
    let travel = travel_between(&in_week, province, &week.loaded.travel);
    referee(province, &travel, plan)
}

/// Violations whose words the plan before had not.
fn new_violations(
    report: &WeekReport,
    (plan, verdict): &(Plan, Verdict),
    language: Language,
) -> Vec<(Rule, String)> {
    let province = &report.province;
    let text = |broken| violation_text(province, plan, broken, language);
    let known: Vec<String> = verdict.violations.iter().map(text).collect();
    let now = report.planned.verdict.violations.iter().map(|broken| {
        (broken.rule, violation_text(province, &report.planned.plan, broken, language))
    });
    now.filter(|(_, text)| !known.contains(text)).collect()
}

fn difference(before: &Plan, after: &Plan) -> Difference {
    let distance = |plan: &Plan| plan.routes.iter().map(|route| route.distance).sum::<Metres>();
    let time = |plan: &Plan| {
        let lasts = plan.routes.iter().map(|route| route.departure.until(route.back));
        lasts.sum::<Seconds>()
    };
    let crates = |plan: &Plan| {
        let of = |visit: VisitIdx| {
            let visit = &plan.visits[visit];
            let filled = visit.delivery.crates.len() + visit.pickup.crates.len();
            let empties = visit.delivery.empties + visit.pickup.empties;
            Crates(i64::try_from(filled).expect("a visit has few crates")) + empties
        };
        plan.visits.indices().map(of).sum::<Crates>()
    };
    let days = |plan: &Plan| lead_time(plan).mean_days.unwrap_or(0.0);
    Difference {
        distance: distance(after) - distance(before),
        time: time(after) - time(before),
        cost: after.cost.total() - before.cost.total(),
        crates: crates(after) - crates(before),
        lead_time_days: days(after) - days(before),
    }
}
