//! `replan`: a stored plan after something happened, changed as little as possible.
//!
//! The inputs are those of the plan folder, with the closures, the vehicles and drivers that are
//! out and the roads that are closed added as their files would say them, so that the new folder
//! verifies by itself. The suppliers of the
//! plan stay, and so does their proof, unless the new days break one of their rules.

mod asks;
mod happened;
mod locks;

use std::path::Path;

use super::clock::Stopwatch;
use super::error::Error;
use super::load::Loaded;
use super::make_plan::{Basis, Destination, PlanOrder, WeekReport, begin, concluded};
use super::plan_week::{
    PlanRequest, PlannedWeek, Refitted, Settled, Stands, board, can_leave, settle, standing,
    travel_between,
};
use super::stored::StoredWeek;
use crate::check::Rule;
use crate::index::PlaceIdx;
use crate::model::{ClockTime, IsoWeek, LoanSums, Plan, Province};
use crate::random::Seed;
use crate::report::Language;
use crate::store::{StoredChange, StoredChanges, plan_digest, read_certificate, read_publication};
use crate::timetable::{Cause, Change, ChangeKind, Effort, Scope, Standing, changes};
use crate::units::Seconds;

pub use asks::{DetourAsk, LockAsk, Moment, OnDays, ParseAskError};
pub(super) use happened::{place, vehicle};
use locks::Locks;
pub(super) use locks::day_of;

/// How often some places go out and come back: a fraction of a second for forty places.
const ROUNDS: u32 = 1_000;

/// What a replan is asked to do.
#[derive(Clone, Debug)]
pub struct ReplanOrder {
    /// Places that are closed.
    pub closed: Vec<OnDays>,
    /// Vehicles that are out.
    pub out: Vec<OnDays>,
    /// Drivers who are away.
    pub away: Vec<OnDays>,
    /// Roads that are closed.
    pub detours: Vec<DetourAsk>,
    /// Why places and roads are closed, for people.
    pub reason: String,
    /// What must stay, or be so.
    pub locks: Vec<LockAsk>,
    /// Until when everything is done already.
    pub since: Option<Moment>,
    /// What may move.
    pub scope: Scope,
    /// The seed.
    pub seed: Seed,
    /// The language of the sheets.
    pub language: Language,
    /// Where to, or `None` to store nothing.
    pub destination: Option<Destination>,
}

/// A changed plan.
#[derive(Clone, Debug)]
pub struct Replan {
    /// The plan, its norms, and where it is.
    pub report: WeekReport,
    /// What changed, and why.
    pub changes: Vec<(Change, Cause)>,
}

impl Replan {
    /// What the changes cost, in thousandths of a cent.
    pub fn changes_cost(&self) -> i64 {
        self.changes.iter().map(|(change, _)| change.price).sum()
    }
}

/// Changes a stored plan as little as possible.
///
/// Nothing is stored that breaks a rule other than the number of visits; the report then has no
/// folder.
pub fn replan(folder: &Path, order: &ReplanOrder) -> Result<Replan, Error> {
    let watch = Stopwatch::start();
    let week = StoredWeek::read(folder)?;
    let of_plan = week.order(order.language, order.destination.clone());
    let draft = begin(&of_plan)?;
    let StoredWeek { loaded, plan: before, .. } = week;
    let kept = if draft.is_some() { read_certificate(folder)? } else { None };
    let province = happened::after(loaded.province, before.week, order)?;
    let travel = happened::ways_after(loaded.travel, &province, order)?;
    let loaded = Loaded { province, travel, ..loaded };
    let (refitted, changes) = changed(&loaded, &before, order, &of_plan)?;
    let Refitted { plan, verdict, proof, .. } = refitted;
    let is_sound = verdict.violations.iter().all(|broken| broken.rule == Rule::VisitCount);
    let planned = PlannedWeek { plan, verdict, certificate: proof, iterations: 0 };
    let no_loans = LoanSums::default();
    let stored = stored_changes(folder, order, (&loaded.province, before.week), &changes)?;
    let basis = Basis { loaded, loans: &no_loans, proof: None, kept, changes: Some(stored) };
    let report = concluded(basis, planned, &of_plan, draft.filter(|_| is_sound), watch)?;
    Ok(Replan { report, changes })
}

/// The changes as the new folder keeps them.
fn stored_changes(
    folder: &Path,
    order: &ReplanOrder,
    (province, week): (&Province, IsoWeek),
    changes: &[(Change, Cause)],
) -> Result<StoredChanges, Error> {
    let mut asked: Vec<String> = Vec::new();
    asked.extend(order.closed.iter().map(|span| format!("--close {span}")));
    asked.extend(order.out.iter().map(|span| format!("--vehicle-out {span}")));
    asked.extend(order.away.iter().map(|span| format!("--driver-out {span}")));
    asked.extend(order.detours.iter().map(|detour| format!("--detour {detour}")));
    asked.extend(order.locks.iter().map(|lock| format!("--lock {lock}")));
    asked.extend(order.since.iter().map(|since| format!("--since {}@{}", since.date, since.time)));
    asked.extend((order.scope == Scope::Forced).then(|| "--frozen-order".to_owned()));
    let version = read_publication(folder)?.map(|publication| publication.version);
    let mut stored = StoredChanges::of(plan_digest(folder)?, version, asked);
    let side = |visit: Standing| {
        let date = week.dates().nth(visit.day).expect("a day of the week");
        let code = |vehicle| province.vehicles()[vehicle].code.as_str();
        let vehicle = visit.vehicle.map_or("-", code);
        let start = ClockTime::from_seconds(Seconds(i64::from(visit.start)));
        format!("{date} {vehicle} {} {start} {}", visit.rank + 1, visit.crates)
    };
    for (change, cause) in changes {
        let cost_cents = change.price / 1_000;
        stored.cost_cents += cost_cents;
        stored.changes.push(StoredChange {
            what: change.kind.word().to_owned(),
            place: province.places()[change.place].code.0.clone(),
            from: change.from.map(side),
            to: change.to.map(side),
            cause: cause.word().to_owned(),
            cost_cents,
        });
    }
    Ok(stored)
}

/// The changed plan, and what changed.
fn changed(
    loaded: &Loaded,
    before: &Plan,
    order: &ReplanOrder,
    of_plan: &PlanOrder,
) -> Result<(Refitted, Vec<(Change, Cause)>), Error> {
    let in_week = loaded.province.in_week(before.week);
    let travel = travel_between(&in_week, &loaded.province, &loaded.travel);
    let request = PlanRequest {
        province: &in_week,
        travel: &travel,
        week: before.week,
        seed: order.seed,
        target: None,
        budget: &of_plan.budget,
    };
    let locks = Locks::of(&in_week, before, order)?;
    let stands = standing(before);
    let mut board = board(&request, before)?;
    let effort = Effort { rounds: ROUNDS, seed: order.seed, scope: order.scope };
    let of = Stands { visits: &stands, locks: locks.all(), pins: locks.pins(), effort };
    let settled = settle(&request, &mut board, &of, &mut |_| (before.clone(), None));
    let (refitted, forced) = match settled {
        Settled::Plan(refitted, forced) => (*refitted, forced),
        Settled::Conflict(some) => {
            return Err(Error::LocksInConflict { locks: locks.words(&some) });
        }
    };
    let told = changes(&stands, &standing(&refitted.plan), &board.prices);
    let causes =
        told.iter().map(|change| (*change, cause(&request, (locks.places(), &forced), change)));
    let causes = causes.collect();
    Ok((refitted, causes))
}

/// Why a visit changed, where some places are locked and some had to move.
///
/// The province of the request is the one in its week, with all that has happened to it.
pub(super) fn cause(
    request: &PlanRequest<'_>,
    (locked, forced): (&[PlaceIdx], &[PlaceIdx]),
    change: &Change,
) -> Cause {
    let province = request.province;
    let calendar = province.calendar(request.week);
    let date = |visit: Standing| request.week.dates().nth(visit.day).expect("a day of the week");
    if let Some(from) = change.from {
        if calendar.closed(change.place, date(from)).is_some() {
            return Cause::Closed;
        }
        let is_out = |vehicle| !province.vehicles()[vehicle].is_available(date(from));
        if from.vehicle.is_some_and(is_out) {
            return Cause::VehicleOut;
        }
        if from.vehicle.is_some_and(|vehicle| !can_leave(request, vehicle, from.day)) {
            return Cause::DriverOut;
        }
    }
    let has_detour =
        change.from.is_some_and(|from| request.travel.detours_on(date(from)).next().is_some());
    if change.kind == ChangeKind::Crates {
        Cause::Follows
    } else if has_detour && !locked.contains(&change.place) {
        Cause::Detour
    } else if locked.contains(&change.place) {
        Cause::Lock
    } else if change.kind == ChangeKind::Time {
        Cause::Follows
    } else if forced.contains(&change.place) {
        Cause::OtherVisit
    } else {
        Cause::MakesRoom
    }
}
