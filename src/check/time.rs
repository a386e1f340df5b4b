//! Clock times: legs, service, windows, shifts, spans.

use super::case::{Case, handled, rest_after};
use super::verdict::Findings;
use super::{Expected, Fact, Rule, Subject};
use crate::index::{RouteIdx, VisitIdx};
use crate::model::{AccessWindow, Route, TimeWindow, Visit};
use crate::units::Metres;

pub(super) fn hold(case: &Case<'_>, found: &mut Findings) {
    for (index, route) in case.plan.routes.iter_indexed() {
        legs(case, (index, route), found);
    }
    for (index, visit) in case.plan.visits.iter_indexed() {
        let subject = Subject::Visit(index);
        let service = &case.province.places()[visit.place].service;
        let lasts = service.fixed + service.per_crate * handled(case, index);
        found.at_least(Rule::Start, subject, visit.arrival, visit.start);
        found.exactly(Rule::ServiceTime, subject, lasts, visit.start.until(visit.end));
        window(case, (index, visit), found);
    }
    for (index, route) in case.plan.routes.iter_indexed() {
        spans(case, (index, route), found);
    }
}

/// Every drive starts when the visit before it and the breaks after that visit are over.
fn legs(case: &Case<'_>, (index, route): (RouteIdx, &Route), found: &mut Findings) {
    let mut leaves = route.departure;
    let mut road = Some(Metres::ZERO);
    for (leg, drive) in case.legs(route).into_iter().enumerate() {
        let subject = Subject::Leg { route: index, leg };
        let next = route.visits.get(leg).map(|visit| &case.plan.visits[*visit]);
        let arrives = next.map_or(route.back, |visit| visit.arrival);
        if let Some(drive) = drive {
            found.exactly(Rule::LegTime, subject, leaves.plus(drive.duration), arrives);
            road = road.map(|road| road + drive.distance);
        } else {
            let way = Expected::AtLeast(Fact::Distance(Metres::ZERO));
            found.push(Rule::LegWay, subject, way, Fact::Nothing);
            road = None;
        }
        if let Some(visit) = next {
            leaves = visit.end.plus(rest_after(route, leg));
        }
    }
    if let Some(road) = road {
        found.exactly(Rule::Distance, Subject::Route(index), road, route.distance);
    }
}

fn window(case: &Case<'_>, (index, visit): (VisitIdx, &Visit), found: &mut Findings) {
    let access = &case.province.places()[visit.place].access;
    let windows = access.on(visit.date.weekday());
    let inside = |window: &AccessWindow| {
        let hours = window.hours();
        hours.contains(visit.start) && hours.contains(visit.end)
    };
    if access.key || windows.iter().any(inside) {
        return;
    }
    // The window that the visit came for, or else the last one.
    let meant = windows.iter().find(|window| visit.start <= window.close).or(windows.last());
    // A day without a window is no permitted day, which is another rule.
    if let Some(meant) = meant {
        let served = TimeWindow { open: visit.start, close: visit.end };
        let within = Expected::Within(Fact::Window(meant.hours()));
        found.push(Rule::Window, Subject::Visit(index), within, served);
    }
}

fn spans(case: &Case<'_>, (index, route): (RouteIdx, &Route), found: &mut Findings) {
    let vehicle = &case.province.vehicles()[route.vehicle];
    let driver = &case.province.drivers()[route.driver];
    let hub = &case.province.settings().hub;
    let subject = Subject::Route(index);
    let loading = route.departure.plus(-hub.loading);
    let unloaded = route.back.plus(hub.unloading);
    found.at_least(Rule::ShiftOpen, subject, vehicle.shift.open, loading);
    found.at_most(Rule::ShiftClose, subject, vehicle.shift.close, unloaded);
    found.at_most(Rule::RouteMax, subject, vehicle.route_max, case.span(route));
    found.at_most(Rule::DriverDay, subject, driver.day_max, case.span(route));
}
