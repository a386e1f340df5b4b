//! A plan with one visit more, packed as the planner packs, so that a change is told by the crates
//! that would really be handled.

use super::demand::Demand;
use super::reasons::{Scene, day_of, limit_of};
use super::room::tour;
use super::routes::{VehicleRoute, WeekRoutes};
use super::visit_days::VisitDays;
use super::{timing, transfers};
use crate::index::{IndexVec, PlaceIdx, RouteIdx, VehicleIdx};
use crate::model::{Bound, FixChange, Plan, PlanLimit, ServiceDate, VisitFix};
use crate::units::Seconds;

/// A fix by the crates that are really packed, where times decide: a limit of time is raised by as
/// much as they ask for, and a visit that seemed to fit may need a raise after all. `None` where it
/// would break several limits; a fix of something else stays as the search reckons.
pub(super) fn by_real_crates(
    scene: &Scene<'_>,
    place: PlaceIdx,
    fix: VisitFix,
) -> Option<VisitFix> {
    let Some(vehicle) = fix.vehicle else { return Some(fix) };
    if let FixChange::Raise(bound) = fix.change
        && !(is_of_time(bound.limit)
            && (bound.vehicle, bound.date) == (fix.vehicle, Some(fix.date)))
    {
        return Some(fix);
    }
    let (kind, _) = scene.week.fleet.slot_of(vehicle, day_of(fix.date))?;
    let (plan, index) =
        with_visit(scene, Insertion { place, date: fix.date, vehicle, rank: fix.rank });
    let route = &plan.routes[index];
    let appraisal = tour(scene.request, &plan, route, scene.week.fleet.kind(kind)).appraise();
    let late = appraisal.breaches.iter().filter(|breach| {
        let limit = limit_of(breach.limit);
        is_of_time(limit) || limit == PlanLimit::Rest
    });
    match late.collect::<Vec<_>>()[..] {
        [] => Some(VisitFix { change: FixChange::Nothing, ..fix }),
        [breach] if is_of_time(limit_of(breach.limit)) => {
            let bound = Bound {
                limit: limit_of(breach.limit),
                amount: i64::from(breach.over),
                place: route.visits.get(breach.rank).map(|visit| plan.visits[*visit].place),
                vehicle: fix.vehicle,
                date: Some(fix.date),
            };
            Some(VisitFix { change: FixChange::Raise(bound), ..fix })
        }
        _ => None,
    }
}

/// Whether a limit of time can be raised.
const fn is_of_time(limit: PlanLimit) -> bool {
    matches!(limit, PlanLimit::Closing | PlanLimit::RouteTime | PlanLimit::ShiftEnd)
}

/// Where a visit comes in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Insertion {
    pub(super) place: PlaceIdx,
    pub(super) date: ServiceDate,
    pub(super) vehicle: VehicleIdx,
    /// After how many visits of the vehicle's route.
    pub(super) rank: usize,
}

/// A plan with one visit more, its crates packed afresh, and the route that makes the visit. No
/// clock times, drivers or cost yet.
pub(super) fn with_visit(scene: &Scene<'_>, insertion: Insertion) -> (Plan, RouteIdx) {
    let Scene { request, plan, .. } = *scene;
    let province = request.province;
    let routes = routes_with(scene, insertion);
    let days = VisitDays::of_days(province, request.week, routes.days.clone());
    let demand = Demand::of(province, request.week);
    let mut more = timing::skeleton(request, &days, &routes);
    let timetable = days.timetable(province);
    more.parcels = demand.dated_parcels(province, &plan.supplies, &timetable, &more.visits);
    more.supplies.clone_from(&plan.supplies);
    more.unserved.extend(demand.unserved());
    transfers::fill(province, &mut more);
    let takes = |(_, route): &(RouteIdx, &crate::model::Route)| {
        route.vehicle == insertion.vehicle && route.date == insertion.date
    };
    let (index, _) = more.routes.iter_indexed().find(takes).expect("the visit is on a route");
    (more, index)
}

fn routes_with(scene: &Scene<'_>, insertion: Insertion) -> WeekRoutes {
    let plan = scene.plan;
    let kind_of = |vehicle: VehicleIdx, day: usize| {
        let slot = scene.week.fleet.slot_of(vehicle, day);
        slot.expect("the plan became an answer, so its vehicles stand ready").0
    };
    let mut days: IndexVec<PlaceIdx, u8> =
        IndexVec::filled(0, scene.request.province.places().len());
    for visit in &plan.visits {
        days[visit.place] |= 1 << day_of(visit.date);
    }
    let day = day_of(insertion.date);
    days[insertion.place] |= 1 << day;
    let of_plan = |route: &crate::model::Route| VehicleRoute {
        day: day_of(route.date),
        vehicle: route.vehicle,
        kind: kind_of(route.vehicle, day_of(route.date)),
        places: route.visits.iter().map(|visit| plan.visits[*visit].place).collect(),
        reckoned: vec![Seconds::ZERO; route.visits.len()],
    };
    let mut routes: Vec<VehicleRoute> = plan.routes.iter().map(of_plan).collect();
    let key = (day, insertion.vehicle);
    let at = match routes.binary_search_by_key(&key, |route| (route.day, route.vehicle)) {
        Ok(at) => at,
        Err(at) => {
            let vehicle = insertion.vehicle;
            let kind = kind_of(vehicle, day);
            let (places, reckoned) = (Vec::new(), Vec::new());
            routes.insert(at, VehicleRoute { day, vehicle, kind, places, reckoned });
            at
        }
    };
    let route = &mut routes[at];
    let rank = insertion.rank.min(route.places.len());
    route.places.insert(rank, insertion.place);
    route.reckoned.insert(rank, Seconds::ZERO);
    WeekRoutes { days, routes, unrouted: Vec::new() }
}
