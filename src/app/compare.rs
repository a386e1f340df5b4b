//! `compare`: two stored plans side by side.
//!
//! Places and vehicles are matched by their codes, and days by their weekday, so that plans of
//! different weeks or of changed data can be held beside each other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::error::Error;
use super::make_plan::WeekReport;
use super::plan_week::{prices, standing};
use super::stored::StoredWeek;
use crate::index::{Index as _, PlaceIdx, VehicleIdx};
use crate::model::{ClockTime, ServiceDate};
use crate::report::Language;
use crate::timetable::{Change, ChangeKind, Standing, changes};
use crate::units::{Cents, Metres, Seconds};

/// Two plans and what differs.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The one plan with its norms.
    pub a: WeekReport,
    /// The other.
    pub b: WeekReport,
    /// Terms of the cost that differ: their word, and both amounts.
    pub costs: Vec<(&'static str, Cents, Cents)>,
    /// Visits that differ, by place.
    pub visits: Vec<VisitDifference>,
    /// Routes that differ in vehicle, driver or stops, by day.
    pub routes: Vec<RouteDifference>,
}

/// A visit that differs between two plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitDifference {
    /// In what.
    pub kind: ChangeKind,
    /// The code of the place.
    pub place: String,
    /// The visit of the one plan.
    pub a: Option<VisitSide>,
    /// That of the other.
    pub b: Option<VisitSide>,
}

/// A visit of one of two plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitSide {
    /// The date.
    pub date: ServiceDate,
    /// The code of the vehicle; `None` is a trolley.
    pub vehicle: Option<String>,
    /// Its turn, from 1.
    pub position: usize,
    /// When service begins.
    pub start: ClockTime,
    /// Crates carried in and out.
    pub crates: i32,
}

/// A route that differs between two plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteDifference {
    /// Monday is 0.
    pub day: usize,
    /// The code of the vehicle.
    pub vehicle: String,
    /// The route of the one plan.
    pub a: Option<RouteSide>,
    /// That of the other.
    pub b: Option<RouteSide>,
}

/// A route of one of two plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteSide {
    /// The date.
    pub date: ServiceDate,
    /// The code of the driver.
    pub driver: String,
    /// The codes of the stops.
    pub stops: Vec<String>,
    /// How far.
    pub distance: Metres,
    /// From departure to return.
    pub lasts: Seconds,
}

/// Holds two plan folders beside each other; nothing is written.
pub fn compare(a: &Path, b: &Path, language: Language) -> Result<Comparison, Error> {
    let a = StoredWeek::read(a)?.report(language)?;
    let b = StoredWeek::read(b)?.report(language)?;
    Ok(Comparison { costs: costs(&a, &b), visits: visits(&a, &b), routes: routes(&a, &b), a, b })
}

fn costs(a: &WeekReport, b: &WeekReport) -> Vec<(&'static str, Cents, Cents)> {
    let (a, b) = (&a.planned.plan.cost, &b.planned.plan.cost);
    let terms = [
        ("vehicle_days", a.vehicle_days, b.vehicle_days),
        ("distance", a.distance, b.distance),
        ("driving_time", a.driving_time, b.driving_time),
        ("service_time", a.service_time, b.service_time),
        ("lead_time", a.lead_time, b.lead_time),
        ("late_arrival", a.late_arrival, b.late_arrival),
        ("crate_handling", a.crate_handling, b.crate_handling),
        ("item_handling", a.item_handling, b.item_handling),
        ("outside", a.outside, b.outside),
    ];
    terms.into_iter().filter(|(_, a, b)| a != b).collect()
}

/// Codes of both plans, numbered together.
struct Codes {
    places: Vec<String>,
    vehicles: Vec<String>,
}

impl Codes {
    fn of(reports: [&WeekReport; 2]) -> Self {
        let provinces = reports.map(|report| &report.province);
        let places = provinces.iter().flat_map(|of| of.places());
        let vehicles = provinces.iter().flat_map(|of| of.vehicles());
        let places: BTreeSet<String> = places.map(|place| place.code.0.clone()).collect();
        let vehicles: BTreeSet<String> = vehicles.map(|vehicle| vehicle.code.clone()).collect();
        let (places, vehicles) = (places.into_iter().collect(), vehicles.into_iter().collect());
        Self { places, vehicles }
    }

    /// The visits of a plan in the numbers of both.
    fn visits(&self, report: &WeekReport) -> Vec<Standing> {
        let (places, vehicles) = (report.province.places(), report.province.vehicles());
        let at = |codes: &[String], code: &String| {
            codes.binary_search(code).expect("the codes of both plans are there")
        };
        let renamed = |visit: Standing| Standing {
            place: PlaceIdx::at(at(&self.places, &places[visit.place].code.0)),
            vehicle: visit
                .vehicle
                .map(|vehicle| VehicleIdx::at(at(&self.vehicles, &vehicles[vehicle].code))),
            ..visit
        };
        standing(&report.planned.plan).into_iter().map(renamed).collect()
    }

    fn side(&self, report: &WeekReport, visit: Standing) -> VisitSide {
        let dates = report.planned.plan.week.dates();
        VisitSide {
            date: dates.into_iter().nth(visit.day).expect("a day of the week"),
            vehicle: visit.vehicle.map(|vehicle| self.vehicles[vehicle.position()].clone()),
            position: visit.rank + 1,
            start: ClockTime::from_seconds(Seconds(i64::from(visit.start))),
            crates: visit.crates,
        }
    }
}

fn visits(a: &WeekReport, b: &WeekReport) -> Vec<VisitDifference> {
    let codes = Codes::of([a, b]);
    let found = changes(&codes.visits(a), &codes.visits(b), &prices(&a.province));
    let difference = |change: &Change| VisitDifference {
        kind: change.kind,
        place: codes.places[change.place.position()].clone(),
        a: change.from.map(|visit| codes.side(a, visit)),
        b: change.to.map(|visit| codes.side(b, visit)),
    };
    found.iter().map(difference).collect()
}

fn routes(a: &WeekReport, b: &WeekReport) -> Vec<RouteDifference> {
    let mut both: BTreeMap<(usize, String), [Option<RouteSide>; 2]> = BTreeMap::new();
    for (at, report) in [a, b].into_iter().enumerate() {
        for (day, vehicle, side) in sides(report) {
            both.entry((day, vehicle)).or_default()[at] = Some(side);
        }
    }
    let differs = |sides: &[Option<RouteSide>; 2]| match sides {
        [Some(a), Some(b)] => (&a.stops, &a.driver) != (&b.stops, &b.driver),
        _ => true,
    };
    let differing = both.into_iter().filter(|(_, sides)| differs(sides));
    differing.map(|((day, vehicle), [a, b])| RouteDifference { day, vehicle, a, b }).collect()
}

fn sides(report: &WeekReport) -> Vec<(usize, String, RouteSide)> {
    let (province, plan) = (&report.province, &report.planned.plan);
    let side = |route: &crate::model::Route| {
        let day = route.date.weekday().num_days_from_monday() as usize;
        let stops = route.visits.iter().map(|visit| plan.visits[*visit].place);
        let side = RouteSide {
            date: route.date,
            driver: province.drivers()[route.driver].code.clone(),
            stops: stops.map(|place| province.places()[place].code.0.clone()).collect(),
            distance: route.distance,
            lasts: route.departure.until(route.back),
        };
        (day, province.vehicles()[route.vehicle].code.clone(), side)
    };
    plan.routes.iter().map(side).collect()
}
