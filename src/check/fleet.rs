//! Vehicles and drivers: once a day, on their days, with the licence, within the week, where they
//! may come and as far as they go.

use std::collections::BTreeMap;

use super::case::{Case, rest_of};
use super::verdict::Findings;
use super::{Expected, Fact, Rule, Subject};
use crate::index::{DriverIdx, RouteIdx, VehicleIdx};
use crate::model::{Route, ServiceDate};
use crate::units::Seconds;

pub(super) fn hold(case: &Case<'_>, found: &mut Findings) {
    let mut vehicles: BTreeMap<(ServiceDate, VehicleIdx), i64> = BTreeMap::new();
    let mut drivers: BTreeMap<(ServiceDate, DriverIdx), i64> = BTreeMap::new();
    let mut worked: BTreeMap<DriverIdx, Seconds> = BTreeMap::new();
    for (index, route) in case.plan.routes.iter_indexed() {
        *vehicles.entry((route.date, route.vehicle)).or_default() += 1;
        *drivers.entry((route.date, route.driver)).or_default() += 1;
        *worked.entry(route.driver).or_default() += case.span(route) - rest_of(route);
        availability(case, (index, route), found);
    }
    for ((date, vehicle), routes) in vehicles {
        found.at_most(Rule::VehicleOnce, Subject::Vehicle(vehicle, date), 1, routes);
    }
    for ((date, driver), routes) in drivers {
        found.at_most(Rule::DriverOnce, Subject::DriverOn(driver, date), 1, routes);
    }
    for (driver, worked) in worked {
        let week_max = case.province.drivers()[driver].week_max;
        found.at_most(Rule::DriverWeek, Subject::Driver(driver), week_max, worked);
    }
}

fn availability(case: &Case<'_>, (index, route): (RouteIdx, &Route), found: &mut Findings) {
    let vehicle = &case.province.vehicles()[route.vehicle];
    let driver = &case.province.drivers()[route.driver];
    let subject = Subject::Route(index);
    if !vehicle.is_available(route.date) {
        let days = Expected::Within(Fact::Weekdays(vehicle.days));
        found.push(Rule::VehicleAvailable, subject, days, route.date);
    }
    if !driver.works_on(route.date) {
        let days = Expected::Within(Fact::Weekdays(driver.days));
        found.push(Rule::DriverAvailable, subject, days, route.date);
    }
    found.at_least(Rule::Licence, subject, vehicle.licence, driver.licence);
    if let Some(range) = vehicle.range {
        found.at_most(Rule::Range, subject, range, route.distance);
    }
    for visit in &route.visits {
        let place = case.plan.visits[*visit].place;
        if !case.province.places()[place].access.zone.admits(vehicle, route.date) {
            let none = Expected::Exactly(Fact::Nothing);
            found.push(Rule::EmissionZone, Subject::Visit(*visit), none, Fact::Route(index));
        }
    }
}
