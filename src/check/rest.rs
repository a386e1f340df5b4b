//! Breaks: when they start, and that no stretch between them is too long.

use super::case::Case;
use super::verdict::Findings;
use super::{Rule, Subject};
use crate::index::RouteIdx;
use crate::model::{Break, Route, VehicleClass};
use crate::units::Seconds;

pub(super) fn hold(case: &Case<'_>, found: &mut Findings) {
    for (index, route) in case.plan.routes.iter_indexed() {
        break_starts(case, (index, route), found);
        let rules = &case.province.settings().work;
        let work = longest_work(case, route, rules.work_break.pause);
        found.at_most(Rule::WorkBreak, Subject::Route(index), rules.work_break.after, work);
        if case.province.vehicles()[route.vehicle].class == VehicleClass::Truck {
            let rule = rules.driving_break;
            let driving = longest_drive(case, route, rule.pause);
            found.at_most(Rule::DrivingBreak, Subject::Route(index), rule.after, driving);
        }
    }
}

/// A break starts at the end of the visit before it, or of an earlier break after that visit.
fn break_starts(case: &Case<'_>, (index, route): (RouteIdx, &Route), found: &mut Findings) {
    let mut last = None;
    for (position, pause) in route.breaks.iter().enumerate() {
        let visit_end = case.plan.visits[route.visits[pause.after_rank]].end;
        let starts = match last {
            Some((rank, end)) if rank == pause.after_rank => end,
            _ => visit_end,
        };
        found.exactly(Rule::BreakStart, Subject::Break(index, position), starts, pause.start);
        last = Some((pause.after_rank, starts.plus(pause.duration)));
    }
}

/// The longest stretch of work, waiting included, between the shift's ends and long breaks.
fn longest_work(case: &Case<'_>, route: &Route, pause: Seconds) -> Seconds {
    let hub = &case.province.settings().hub;
    let mut since = route.departure.plus(-hub.loading);
    let mut longest = Seconds::ZERO;
    for taken in route.breaks.iter().filter(|taken| taken.duration >= pause) {
        longest = longest.max(since.until(taken.start));
        since = taken.start.plus(taken.duration);
    }
    longest.max(since.until(route.back.plus(hub.unloading)))
}

/// The longest driving time between the hub and long breaks.
fn longest_drive(case: &Case<'_>, route: &Route, pause: Seconds) -> Seconds {
    let mut driven = Seconds::ZERO;
    let mut longest = Seconds::ZERO;
    for (rank, leg) in case.legs(route).into_iter().enumerate() {
        driven += leg.map_or(Seconds::ZERO, |leg| leg.duration);
        longest = longest.max(driven);
        let rests = |taken: &Break| taken.after_rank == rank && taken.duration >= pause;
        if route.breaks.iter().any(rests) {
            driven = Seconds::ZERO;
        }
    }
    longest
}
