//! A week that follows the base timetable.

use super::demand::Demand;
use super::fleet::{WEEK, whole};
use super::refit::Refitted;
use super::settle::{Settled, Stands, settle};
use super::stand::{bare_board, set_windows};
use super::timing::Pins;
use super::visit_days::VisitDays;
use super::{PlanRequest, Unplannable, suppliers};
use crate::index::{IndexVec, PlaceIdx};
use crate::model::{
    BaseTimetable, BaseVisit, ClockTime, CostBreakdown, FollowingVisit, IsoWeek, Plan, Route,
};
use crate::timetable::{Board, Effort, Scope, Standing};
use crate::units::{Crates, Metres};
use crate::vrp::Load;

/// How often some places go out and come back.
const ROUNDS: u32 = 1_000;

/// A plan that follows a base timetable.
pub(in crate::app) struct Followed {
    pub(in crate::app) refitted: Refitted,
    /// The places of which a visit could not stay.
    pub(in crate::app) forced: Vec<PlaceIdx>,
    /// The timetable as the base has it.
    pub(in crate::app) stands: Vec<Standing>,
}

/// Plans a week on the days, vehicles and turns of a base timetable, and changes as little of them
/// as the week asks for; suppliers are chosen for it.
pub(in crate::app) fn follow(
    request: &PlanRequest<'_>,
    base: &BaseTimetable,
) -> Result<Followed, Unplannable> {
    let stands: Vec<Standing> = base.visits.iter().map(standing).collect();
    let mut board = board(request, base)?;
    let demand = Demand::of(request.province, request.week);
    let following = following(base, request.week.next());
    let effort = Effort { rounds: ROUNDS, seed: request.seed, scope: Scope::Near };
    let pins = Pins::new();
    let of = Stands { visits: &stands, locks: &[], pins: &pins, effort };
    let settled = settle(request, &mut board, &of, &mut |days| {
        let visit_days =
            VisitDays::before(request.province, request.week, days.clone(), &following);
        let timetable = visit_days.timetable(request.province);
        let chosen = suppliers::choose(request, &demand, &timetable);
        let mut plan = drivers_of(base, request.week);
        plan.supplies = chosen.supplies;
        plan.following.clone_from(&following);
        (plan, Some(chosen.proof))
    });
    match settled {
        Settled::Plan(refitted, forced) => Ok(Followed { refitted: *refitted, forced, stands }),
        Settled::Conflict(_) => unreachable!("there are no locks"),
    }
}

fn standing(visit: &BaseVisit) -> Standing {
    let Crates(crates) = visit.brings + visit.takes;
    Standing {
        place: visit.place,
        day: visit.weekday.num_days_from_monday() as usize,
        vehicle: visit.by.map(|(vehicle, _)| vehicle),
        rank: visit.rank,
        start: whole(visit.start.since_midnight().0),
        crates: whole(crates),
    }
}

/// The week's days and vehicles with the service and the loads of the base timetable.
fn board(request: &PlanRequest<'_>, base: &BaseTimetable) -> Result<Board, Unplannable> {
    let mut board = bare_board(request)?;
    for visit in &base.visits {
        let site = &mut board.sites[visit.place];
        let service = whole(visit.service.0);
        let most = |known: Load, crates: i64, grams: i64| {
            [known[0].max(whole(crates)), known[1].max(whole(grams))]
        };
        for day in 0..WEEK {
            site.service[day] = site.service[day].max(service);
            site.brings[day] = most(site.brings[day], visit.brings.0, visit.brings_mass.0);
            site.takes[day] = most(site.takes[day], visit.takes.0, visit.takes_mass.0);
        }
    }
    for visit in &base.visits {
        let site = &mut board.sites[visit.place];
        let day = visit.weekday.num_days_from_monday() as usize;
        site.service[day] = whole(visit.service.0);
        site.brings[day] = [whole(visit.brings.0), whole(visit.brings_mass.0)];
        site.takes[day] = [whole(visit.takes.0), whole(visit.takes_mass.0)];
    }
    set_windows(&mut board, request);
    Ok(board)
}

fn following(base: &BaseTimetable, week: IsoWeek) -> Vec<FollowingVisit> {
    let visit = |of: &BaseVisit| FollowingVisit { place: of.place, date: week.date(of.weekday) };
    let mut visits: Vec<FollowingVisit> = base.visits.iter().map(visit).collect();
    visits.sort_by_key(|visit| (visit.date, visit.place));
    visits
}

/// A plan that has nothing but the drivers of the base timetable.
fn drivers_of(base: &BaseTimetable, week: IsoWeek) -> Plan {
    let mut plan = Plan {
        week,
        supplies: Vec::new(),
        parcels: IndexVec::new(),
        visits: IndexVec::new(),
        routes: IndexVec::new(),
        following: Vec::new(),
        excuses: Vec::new(),
        unserved: Vec::new(),
        cost: CostBreakdown::default(),
    };
    for visit in &base.visits {
        if let (Some((vehicle, driver)), 0) = (visit.by, visit.rank) {
            plan.routes.push(Route {
                vehicle,
                driver,
                date: week.date(visit.weekday),
                departure: ClockTime::MIDNIGHT,
                back: ClockTime::MIDNIGHT,
                visits: Vec::new(),
                breaks: Vec::new(),
                mixed_crates: Vec::new(),
                transfers: Vec::new(),
                distance: Metres::ZERO,
            });
        }
    }
    plan
}
