//! A timetable that stands, changed as little as possible and made a whole plan.

use super::PlanRequest;
use super::refit::{Late, NewWeek, Refitted, refit};
use super::stand::learn;
use super::timing::Pins;
use crate::index::{IndexVec, PlaceIdx};
use crate::matching::WeekProof;
use crate::model::{Plan, Unserved, UnservedReason};
use crate::timetable::{Board, Effort, Lock, Outcome, Replanned, Standing, replan};
use crate::units::Items;

/// How often the timetable is made again once packing shows that a visit takes longer.
const TRIES: usize = 3;

/// What a plan keeps on the days of a timetable, and the proof of its suppliers where they are new.
type Before<'a> = dyn FnMut(&IndexVec<PlaceIdx, u8>) -> (Plan, Option<WeekProof>) + 'a;

/// What stands, and what binds its change.
pub(in crate::app) struct Stands<'a> {
    pub(in crate::app) visits: &'a [Standing],
    pub(in crate::app) locks: &'a [Lock],
    pub(in crate::app) pins: &'a Pins,
    pub(in crate::app) effort: Effort,
}

/// What came of it.
pub(in crate::app) enum Settled {
    /// A plan, and the places of which a visit could not stay.
    Plan(Box<Refitted>, Vec<PlaceIdx>),
    /// Locks that cannot be kept together, by position.
    Conflict(Vec<usize>),
}

/// Changes a timetable and makes the plan, again where packing shows that a visit takes longer or
/// that a vehicle is too full.
///
/// `before` gives the suppliers, the drivers and the following week for the days of a timetable,
/// and the proof of those suppliers where they are new.
pub(in crate::app) fn settle(
    request: &PlanRequest<'_>,
    board: &mut Board,
    stands: &Stands<'_>,
    before: &mut Before<'_>,
) -> Settled {
    for rest in (0..TRIES).rev() {
        let found = match replan(board, stands.visits, stands.locks, &stands.effort) {
            Outcome::Changed(found) => found,
            Outcome::Conflict(locks) => return Settled::Conflict(locks),
        };
        let (plan, proof) = before(&found.days);
        let week = new_week(&found, stands.pins);
        let probe = refit(request, &plan, &week, Late::Kept);
        let is_full = left_behind(&probe.plan) > left_behind(&plan);
        if (probe.was_late || is_full) && rest > 0 {
            learn(board, request, &probe.plan);
            continue;
        }
        // Now the suppliers may be chosen again, and what is late is taken off.
        let is_sound = !probe.was_late && probe.verdict.is_valid();
        let made = if is_sound { probe } else { refit(request, &plan, &week, Late::TakenOff) };
        let proof = made.proof.clone().or(proof);
        return Settled::Plan(Box::new(Refitted { proof, ..made }), found.forced);
    }
    unreachable!("the last try returns")
}

/// Items that stay behind because a vehicle is full.
fn left_behind(plan: &Plan) -> Items {
    let items = plan.unserved.iter().map(|unserved| match unserved {
        Unserved::Parcel { items, reason: UnservedReason::VehicleFull { .. }, .. } => *items,
        _ => Items::ZERO,
    });
    items.sum()
}

fn new_week(found: &Replanned, pins: &Pins) -> NewWeek {
    NewWeek {
        runs: found.runs.clone(),
        days: found.days.clone(),
        missing: found.missing.clone(),
        pins: pins.clone(),
    }
}
