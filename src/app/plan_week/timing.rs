//! From days and orders to dated visits, clock times and drivers.

use std::collections::BTreeMap;

use super::PlanRequest;
use super::cost::handled_crates;
use super::fleet::{able_drivers, price_of_a_second, whole};
use super::hours::steps;
use super::routes::{Reserves, VehicleRoute, WeekRoutes};
use super::visit_days::{VisitDays, permitted_days};
use crate::crew::{CrewDuty, assign_drivers};
use crate::index::{DriverIdx, Index as _, IndexVec, PlaceIdx, RouteIdx, VisitIdx};
use crate::model::{
    AccessWindow, Break, ClockTime, CostBreakdown, Delivery, Excuse, ExcuseReason, Pickup, Plan,
    Province, Route, ServiceDate, Unserved, UnservedReason, Visit,
};
use crate::units::{Metres, Seconds};
use crate::vrp::{SoftEnd, Step, Task, Timeline, Travel, VehicleType, Window, timeline};

pub(super) const MINUTES_PER_HOUR: i64 = 60;

/// When service must begin, seconds after midnight, where somebody locked that.
pub(in crate::app) type Pins = BTreeMap<(PlaceIdx, ServiceDate), i32>;

/// Visits, routes and excuses of a week; no parcel, no crate, no clock time yet.
pub(super) fn skeleton(request: &PlanRequest<'_>, days: &VisitDays, routes: &WeekRoutes) -> Plan {
    let mut plan = Plan {
        week: request.week,
        supplies: Vec::new(),
        parcels: IndexVec::new(),
        visits: IndexVec::new(),
        routes: IndexVec::new(),
        following: days.following_visits(),
        excuses: excuses(request, days),
        unserved: unserved(routes),
        cost: CostBreakdown::default(),
    };
    for (day, date) in request.week.dates().enumerate() {
        for route in routes.routes.iter().filter(|route| route.day == day) {
            add_route(&mut plan, route, date);
        }
        add_trolley_visits(request.province, &mut plan, days, (day, date));
    }
    plan
}

fn add_route(plan: &mut Plan, route: &VehicleRoute, date: ServiceDate) {
    let index = RouteIdx::at(plan.routes.len());
    let visit = |place: &PlaceIdx| plan.visits.push(unplanned(*place, date, Some(index)));
    let visits: Vec<VisitIdx> = route.places.iter().map(visit).collect();
    plan.routes.push(Route {
        vehicle: route.vehicle,
        driver: DriverIdx(0),
        date,
        departure: ClockTime::MIDNIGHT,
        back: ClockTime::MIDNIGHT,
        visits,
        breaks: Vec::new(),
        mixed_crates: Vec::new(),
        transfers: Vec::new(),
        distance: Metres::ZERO,
    });
}

fn add_trolley_visits(
    province: &Province,
    plan: &mut Plan,
    days: &VisitDays,
    (day, date): (usize, ServiceDate),
) {
    for place in province.visited_places() {
        if province.places()[place].in_hub_building && days.days[place] >> day & 1 == 1 {
            plan.visits.push(unplanned(place, date, None));
        }
    }
}

fn unplanned(place: PlaceIdx, date: ServiceDate, route: Option<RouteIdx>) -> Visit {
    Visit {
        place,
        date,
        route,
        arrival: ClockTime::MIDNIGHT,
        start: ClockTime::MIDNIGHT,
        end: ClockTime::MIDNIGHT,
        delivery: Delivery::default(),
        pickup: Pickup::default(),
    }
}

/// Places with fewer permitted days than visits, where all of those days are used.
fn excuses(request: &PlanRequest<'_>, days: &VisitDays) -> Vec<Excuse> {
    let province = request.province;
    let calendar = province.calendar(request.week);
    let excuse = |place: PlaceIdx| {
        let open = permitted_days(province, &calendar, place, request.week);
        let possible = u8::try_from(open.len()).expect("a week has seven days");
        let missing = province.places()[place].visits_per_week.saturating_sub(possible);
        let all_used = days.days[place].count_ones() == u32::from(possible);
        let reason = ExcuseReason::ClosedDays { open };
        (missing > 0 && all_used).then_some(Excuse { place, visits: missing, reason })
    };
    province.visited_places().filter_map(excuse).collect()
}

fn unserved(routes: &WeekRoutes) -> Vec<Unserved> {
    let missing = routes.unrouted.iter().map(|visit| Unserved::Visit {
        place: visit.place,
        reason: UnservedReason::NoRouteFits { short: visit.short },
    });
    missing.collect()
}

/// A visit that breaks a limit now that its crates are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LateVisit {
    pub(super) visit: VisitIdx,
    /// By how much its route, or its own window, is too short.
    pub(super) short: Seconds,
}

/// Clock times of all visits, from the crates that are really handled.
///
/// Returns, of each route that cannot be driven within its limits, the visit without which it
/// comes nearest, and the trolley visits that no window takes.
pub(super) fn set_times(
    request: &PlanRequest<'_>,
    plan: &mut Plan,
    vehicles: &IndexVec<RouteIdx, VehicleType>,
    pins: &Pins,
) -> Vec<LateVisit> {
    let mut late = Vec::new();
    for route in plan.routes.indices() {
        late.extend(time_route(request, plan, route, (&vehicles[route], pins)));
    }
    for visit in plan.visits.indices() {
        if plan.visits[visit].route.is_none() {
            let short = time_trolley_visit(request.province, plan, visit);
            late.extend((short > Seconds::ZERO).then_some(LateVisit { visit, short }));
        }
    }
    late
}

fn time_route(
    request: &PlanRequest<'_>,
    plan: &mut Plan,
    index: RouteIdx,
    driven: (&VehicleType, &Pins),
) -> Option<LateVisit> {
    let Route { visits, date, .. } = plan.routes[index].clone();
    let (line, distance) = drive(request, (plan, date), &visits, driven);
    let late = (line.excess > 0).then(|| {
        let without = |rank: &usize| {
            let mut others = visits.clone();
            others.remove(*rank);
            drive(request, (plan, date), &others, driven).0.excess
        };
        let rank = (0..visits.len()).min_by_key(without).expect("a route has visits");
        LateVisit { visit: visits[rank], short: Seconds(i64::from(line.excess)) }
    });
    let route = &mut plan.routes[index];
    route.departure = clock(line.departure);
    route.back = clock(line.back);
    route.distance = distance;
    for (rank, (visit, times)) in visits.iter().zip(&line.stops).enumerate() {
        let visit = &mut plan.visits[*visit];
        visit.arrival = clock(times.arrival);
        (visit.start, visit.end) = (clock(times.start), clock(times.end));
        if times.rest > 0 {
            let duration = Seconds(i64::from(times.rest));
            route.breaks.push(Break { after_rank: rank, start: clock(times.end), duration });
        }
    }
    late
}

/// Some visits of a plan on a date, in order, in time, and how far it is.
fn drive(
    request: &PlanRequest<'_>,
    (plan, date): (&Plan, ServiceDate),
    visits: &[VisitIdx],
    (vehicle, pins): (&VehicleType, &Pins),
) -> (Timeline, Metres) {
    let province = request.province;
    let mut distance = Metres::ZERO;
    let mut at = province.hub();
    let mut drive_to = |place: PlaceIdx| {
        let leg = request.travel.leg_on(date, at, place).expect("the routing problem had a way");
        let steps = steps(request.travel, date, (at, place));
        at = place;
        distance += leg.distance;
        (whole(leg.duration.0), steps)
    };
    let travel: Vec<(i32, Vec<Step>)> =
        visits.iter().map(|visit| drive_to(plan.visits[*visit].place)).collect();
    let (usual, steps) = drive_to(province.hub());
    let pinned = |visit: &VisitIdx| {
        let visit = &plan.visits[*visit];
        pins.get(&(visit.place, visit.date)).map(|start| Window { open: *start, close: *start })
    };
    let windows = visits.iter().map(|visit| match pinned(visit) {
        Some(moment) => vec![moment],
        None => begins(province, plan, *visit),
    });
    let windows: Vec<Vec<Window>> = windows.collect();
    let late = visits.iter().map(|visit| match pinned(visit) {
        Some(_) => Vec::new(),
        None => soft_ends(province, &plan.visits[*visit]),
    });
    let late: Vec<Vec<SoftEnd>> = late.collect();
    let services = visits.iter().map(|visit| whole(service_time(province, plan, *visit).0));
    let tasks: Vec<Task<'_>> = services
        .zip(travel.iter().zip(windows.iter().zip(&late)))
        .map(|(service, ((usual, steps), (windows, late)))| Task {
            travel: Travel::by_hour(*usual, steps),
            windows,
            late,
            service,
        })
        .collect();
    (timeline(vehicle, &tasks, Travel::by_hour(usual, &steps)), distance)
}

/// A moment of the search, seconds after midnight.
const fn clock(moment: i32) -> ClockTime {
    ClockTime::from_seconds(Seconds(moment as i64))
}

/// When a visit may begin so that it ends while the place is open; empty with a key.
pub(super) fn begins(province: &Province, plan: &Plan, visit: VisitIdx) -> Vec<Window> {
    let service = service_time(province, plan, visit).0;
    let begin = |window: &AccessWindow| Window {
        open: whole(window.open.since_midnight().0),
        close: whole(window.close.since_midnight().0 - service),
    };
    windows(province, &plan.visits[visit]).unwrap_or_default().iter().map(begin).collect()
}

/// From when in each of those windows arriving late costs.
pub(super) fn soft_ends(province: &Province, visit: &Visit) -> Vec<SoftEnd> {
    windows(province, visit).unwrap_or_default().iter().map(soft_end).collect()
}

/// The soft end of a window, as the search sees it.
pub(super) fn soft_end(window: &AccessWindow) -> SoftEnd {
    window.late.map_or(SoftEnd::NONE, |late| SoftEnd {
        due: whole(late.due.since_midnight().0),
        price: price_of_a_second(late.per_minute.0 * MINUTES_PER_HOUR),
    })
}

/// How much longer service is at each place than the search reckoned with, at the visit of a
/// vehicle that shows it most; zero where no vehicle comes.
pub(super) fn more_service(province: &Province, plan: &Plan, routes: &WeekRoutes) -> Reserves {
    let mut more: IndexVec<PlaceIdx, Option<Seconds>> =
        IndexVec::filled(None, province.places().len());
    for (route, reckoned) in plan.routes.iter().zip(&routes.routes) {
        for (visit, reckoned) in route.visits.iter().zip(&reckoned.reckoned) {
            let beyond = service_time(province, plan, *visit) - *reckoned;
            let place = plan.visits[*visit].place;
            more[place] = Some(more[place].unwrap_or(beyond).max(beyond));
        }
    }
    more.iter().map(|beyond| beyond.unwrap_or(Seconds::ZERO)).collect()
}

pub(super) fn service_time(province: &Province, plan: &Plan, visit: VisitIdx) -> Seconds {
    let service = &province.places()[plan.visits[visit].place].service;
    service.fixed + service.per_crate * handled_crates(plan, visit)
}

pub(super) fn windows<'a>(province: &'a Province, visit: &Visit) -> Option<&'a [AccessWindow]> {
    let access = &province.places()[visit.place].access;
    (!access.key).then(|| access.on(visit.date.weekday()))
}

/// The trolley comes as soon as the place is open and the hub has loaded the first vehicles.
/// Returns by how much every window is too short, or too early.
fn time_trolley_visit(province: &Province, plan: &mut Plan, index: VisitIdx) -> Seconds {
    let service = service_time(province, plan, index);
    let visit = &mut plan.visits[index];
    let settings = province.settings();
    let first = province.vehicles().iter().map(|vehicle| vehicle.shift.open).min();
    let ready = first.unwrap_or(settings.default_access.open).plus(settings.hub.loading);
    let late = |window: &AccessWindow| window.close.until(ready.max(window.open).plus(service));
    let (start, short) = match windows(province, visit) {
        // Somebody may send it on a day on which the place is shut.
        None | Some([]) => (ready, Seconds::ZERO),
        Some(windows) => {
            let best = windows.iter().min_by_key(|window| late(window).max(Seconds::ZERO));
            let best = best.expect("a permitted day without a key has a window");
            (ready.max(best.open), late(best).max(Seconds::ZERO))
        }
    };
    (visit.arrival, visit.start, visit.end) = (start, start, start.plus(service));
    short
}

/// A driver for every route; overtime as small as the search finds it.
pub(super) fn set_drivers(province: &Province, plan: &mut Plan) {
    let duties = duties(province, plan);
    let chosen = drivers(province, plan, &duties);
    let chosen = chosen.expect("slots were chosen so that every vehicle has a driver of its own");
    for (route, driver) in plan.routes.iter_mut().zip(chosen) {
        route.driver = DriverIdx::at(driver);
    }
}

/// The drivers of the plan before, for vehicles that drove on the day; others only where one of
/// those cannot. Where there are too few, a route has the driver that it had, or the first one.
pub(super) fn keep_drivers(province: &Province, plan: &mut Plan, before: &Plan) {
    let had: Vec<Option<usize>> = plan
        .routes
        .iter()
        .map(|route| {
            let same = |old: &&Route| old.vehicle == route.vehicle && old.date == route.date;
            before.routes.iter().find(same).map(|old| old.driver.position())
        })
        .collect();
    let open = duties(province, plan);
    let kept = open.iter().zip(&had).map(|(duty, had)| match had {
        Some(driver) if duty.candidates.contains(driver) => {
            CrewDuty { candidates: vec![*driver], ..duty.clone() }
        }
        _ => duty.clone(),
    });
    let kept: Vec<CrewDuty> = kept.collect();
    let hours = week_hours(province);
    let chosen = assigned(&kept, &hours).or_else(|| drivers(province, plan, &open));
    let chosen = chosen.unwrap_or_else(|| had.iter().map(|had| had.unwrap_or(0)).collect());
    for (route, driver) in plan.routes.iter_mut().zip(chosen) {
        route.driver = DriverIdx::at(driver);
    }
}

pub(in crate::app) fn week_hours(province: &Province) -> Vec<Seconds> {
    province.drivers().iter().map(|driver| driver.week_max).collect()
}

fn drivers(province: &Province, plan: &Plan, duties: &[CrewDuty]) -> Option<Vec<usize>> {
    let hours = week_hours(province);
    assigned(duties, &hours).or_else(|| assigned(&relaxed(province, plan, duties), &hours))
}

/// The routes of a plan as duties, in its order.
pub(in crate::app) fn duties(province: &Province, plan: &Plan) -> Vec<CrewDuty> {
    let hub = &province.settings().hub;
    let duty = |route: &Route| {
        let span = route.departure.until(route.back) + hub.loading + hub.unloading;
        let rest: Seconds = route.breaks.iter().map(|pause| pause.duration).sum();
        let able = able_drivers(province, route.vehicle, route.date);
        let fit = |driver: &usize| province.drivers()[DriverIdx::at(*driver)].day_max >= span;
        let fitting: Vec<usize> = able.iter().copied().filter(fit).collect();
        CrewDuty {
            day: usize::try_from(route.date.weekday().num_days_from_monday()).expect("below seven"),
            candidates: if fitting.is_empty() { able } else { fitting },
            work: span - rest,
        }
    };
    plan.routes.iter().map(duty).collect()
}

/// A driver for every duty. Those whom fewest can take come first: where only licences differ,
/// who may drive a truck may drive a van, and then the search never runs into a dead end.
fn assigned(duties: &[CrewDuty], hours: &[Seconds]) -> Option<Vec<usize>> {
    let mut order: Vec<usize> = (0..duties.len()).collect();
    order.sort_by_key(|duty| (duties[*duty].day, duties[*duty].candidates.len(), *duty));
    let ordered: Vec<CrewDuty> = order.iter().map(|duty| duties[*duty].clone()).collect();
    let drivers = assign_drivers(&ordered, hours)?;
    let mut of_duties = vec![0; duties.len()];
    for (duty, driver) in order.into_iter().zip(drivers) {
        of_duties[duty] = driver;
    }
    Some(of_duties)
}

/// The duties open to all who may drive the vehicle, however long their day.
fn relaxed(province: &Province, plan: &Plan, duties: &[CrewDuty]) -> Vec<CrewDuty> {
    let open = |(duty, route): (&CrewDuty, &Route)| CrewDuty {
        candidates: able_drivers(province, route.vehicle, route.date),
        ..duty.clone()
    };
    duties.iter().zip(&plan.routes).map(open).collect()
}
