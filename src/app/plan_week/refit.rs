//! A plan made again for other routes: parcels, crates, times, drivers, cost, judgement.

use super::demand::Demand;
use super::fleet::{Fleet, vehicle_type};
use super::routes::{UnroutedVisit, VehicleRoute, WeekRoutes};
use super::timing::Pins;
use super::visit_days::VisitDays;
use super::{PlanRequest, cost, suppliers, timing, transfers};
use crate::check::{Rule, Verdict, referee};
use crate::index::{IndexVec, PlaceIdx};
use crate::matching::WeekProof;
use crate::model::{Plan, Supply};
use crate::timetable::{MissingVisit, Run};
use crate::units::Seconds;
use crate::vrp::VehicleType;

/// Who is visited when, by whom, in which order, from now on.
#[derive(Clone, Debug)]
pub(in crate::app) struct NewWeek {
    /// By day and then by vehicle.
    pub(in crate::app) runs: Vec<Run>,
    pub(in crate::app) days: IndexVec<PlaceIdx, u8>,
    pub(in crate::app) missing: Vec<MissingVisit>,
    pub(in crate::app) pins: Pins,
}

/// What becomes of a visit that breaks a limit once its crates are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Late {
    /// It is taken off, on record, and the suppliers are chosen again where they must be.
    TakenOff,
    /// It stays, for the referee to tell.
    Kept,
}

/// A plan made again.
#[derive(Clone, Debug)]
pub(in crate::app) struct Refitted {
    pub(in crate::app) plan: Plan,
    pub(in crate::app) verdict: Verdict,
    /// The proof of other suppliers; `None` where those of the plan before stay.
    pub(in crate::app) proof: Option<WeekProof>,
    /// Whether some visit broke a limit.
    pub(in crate::app) was_late: bool,
}

/// A plan for other routes, with the suppliers of the plan before.
///
/// Where they break a rule on the new days, and what is late may be taken off, others are chosen.
pub(in crate::app) fn refit(
    request: &PlanRequest<'_>,
    before: &Plan,
    week: &NewWeek,
    late: Late,
) -> Refitted {
    let demand = Demand::of(request.province, request.week);
    let kept = made(request, (&demand, before), week, (&before.supplies, late));
    let broken = kept.verdict.violations.iter().any(|broken| is_about_supplies(broken.rule));
    if !broken || late == Late::Kept {
        return kept;
    }
    let days = days_of(request, before, week.days.clone());
    let fresh = suppliers::choose(request, &demand, &days.timetable(request.province));
    let chosen = made(request, (&demand, before), week, (&fresh.supplies, late));
    let rank = |of: &Refitted| of.verdict.violations.len();
    if rank(&chosen) < rank(&kept) { Refitted { proof: Some(fresh.proof), ..chosen } } else { kept }
}

fn is_about_supplies(rule: Rule) -> bool {
    (Rule::SupplyConsidered..=Rule::OwnCopyFirst).contains(&rule)
}

fn days_of(request: &PlanRequest<'_>, before: &Plan, days: IndexVec<PlaceIdx, u8>) -> VisitDays {
    VisitDays::before(request.province, request.week, days, &before.following)
}

fn made(
    request: &PlanRequest<'_>,
    (demand, before): (&Demand, &Plan),
    week: &NewWeek,
    (supplies, late): (&[Supply], Late),
) -> Refitted {
    let province = request.province;
    let fleet = Fleet::of(request);
    let mut routes = routes_of(&fleet, week);
    let mut was_late = false;
    loop {
        let days = days_of(request, before, routes.days.clone());
        let timetable = days.timetable(province);
        let mut plan = timing::skeleton(request, &days, &routes);
        plan.parcels = demand.dated_parcels(province, supplies, &timetable, &plan.visits);
        plan.supplies = supplies.to_vec();
        plan.unserved.extend(demand.unserved());
        transfers::fill(province, &mut plan);
        let vehicles = routes.routes.iter().map(|route| driven_by(request, &fleet, route));
        let found = timing::set_times(request, &mut plan, &vehicles.collect(), &week.pins);
        was_late |= !found.is_empty();
        if found.is_empty() || late == Late::Kept {
            timing::keep_drivers(province, &mut plan, before);
            plan.cost = cost::of(province, &plan);
            let verdict = referee(province, request.travel, &plan);
            return Refitted { plan, verdict, proof: None, was_late };
        }
        for visit in found {
            routes.take_off(&plan, visit);
        }
        routes.drop_empty_routes();
    }
}

fn routes_of(fleet: &Fleet, week: &NewWeek) -> WeekRoutes {
    let route = |run: &Run| VehicleRoute {
        day: run.day,
        vehicle: run.vehicle,
        kind: fleet.slot_of(run.vehicle, run.day).map_or(usize::MAX, |(kind, _)| kind),
        places: run.stops.clone(),
        reckoned: vec![Seconds::ZERO; run.stops.len()],
    };
    let unrouted = week.missing.iter().map(|missing| UnroutedVisit {
        place: missing.place,
        short: Seconds(i64::from(missing.short)),
    });
    WeekRoutes {
        days: week.days.clone(),
        routes: week.runs.iter().map(route).collect(),
        unrouted: unrouted.collect(),
    }
}

/// The limits of a route's vehicle, even where it does not stand ready on the day.
fn driven_by(request: &PlanRequest<'_>, fleet: &Fleet, route: &VehicleRoute) -> VehicleType {
    if route.kind == usize::MAX {
        let route_max = request.province.vehicles()[route.vehicle].route_max;
        return vehicle_type(request.province, route.vehicle, route_max);
    }
    fleet.kind(route.kind).clone()
}
