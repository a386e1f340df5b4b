//! The drivers of a base timetable (vaste chauffeurs): a place sees the same one on its days, as
//! far as licences, days and hours allow it in every scenario.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::plan_week::{Refitted, duties, week_hours};
use crate::crew::{CrewDuty, steady_drivers};
use crate::index::{DriverIdx, Index as _, PlaceIdx, VehicleIdx};
use crate::model::{Plan, Province, Route};

/// Who drives each vehicle on each day, Monday being 0, of the routes that all scenarios drive.
pub(super) type Drivers = BTreeMap<(u32, VehicleIdx), DriverIdx>;

/// The drivers of routes that were driven in some scenarios, the first of which has drivers.
pub(super) fn drivers(province: &Province, driven: &[Refitted]) -> Drivers {
    let Some((first, others)) = driven.split_first() else { return Drivers::new() };
    let mut open = duties(province, &first.plan);
    for other in others {
        narrow(&mut open, (&first.plan, province), &other.plan);
    }
    let routes = &first.plan.routes;
    let had: Vec<usize> = routes.iter().map(|route| route.driver.position()).collect();
    for (duty, driver) in open.iter_mut().zip(&had) {
        if !duty.candidates.contains(driver) {
            duty.candidates.push(*driver);
        }
    }
    let shared = shared(&first.plan);
    let steady = steady_drivers(&open, &week_hours(province), &shared, had);
    routes.iter().map(key).zip(steady.into_iter().map(DriverIdx::at)).collect()
}

/// By what a route is known in all scenarios.
pub(super) fn key(route: &Route) -> (u32, VehicleIdx) {
    (route.date.weekday().num_days_from_monday(), route.vehicle)
}

/// Keeps the candidates who can also drive a route as another scenario has it, and its longer work.
fn narrow(open: &mut [CrewDuty], (first, province): (&Plan, &Province), other: &Plan) {
    let others = duties(province, other);
    for (duty, route) in open.iter_mut().zip(&first.routes) {
        let same = other.routes.iter().position(|of| key(of) == key(route));
        if let Some(same) = same {
            duty.candidates.retain(|driver| others[same].candidates.contains(driver));
            duty.work = duty.work.max(others[same].work);
        }
    }
}

/// How many places each two routes have in common.
fn shared(plan: &Plan) -> Vec<Vec<u32>> {
    let places = |route: &Route| -> BTreeSet<PlaceIdx> {
        route.visits.iter().map(|visit| plan.visits[*visit].place).collect()
    };
    let of_routes: Vec<BTreeSet<PlaceIdx>> = plan.routes.iter().map(places).collect();
    let common = |one: &BTreeSet<PlaceIdx>, other: &BTreeSet<PlaceIdx>| {
        u32::try_from(one.intersection(other).count()).expect("few places")
    };
    of_routes.iter().map(|one| of_routes.iter().map(|other| common(one, other)).collect()).collect()
}
