//! The exception form of a route (afwijkingenformulier): what the driver writes on it is what
//! `leenroute record` reads.

use super::names::route_letter;
use crate::index::{RouteIdx, VisitIdx};
use crate::model::{ClockTime, Place, Plan, Province, ServiceDate};
use crate::units::Crates;

/// The form of one route, or of the trolley on a date.
#[derive(Debug)]
pub(crate) struct ExceptionForm<'a> {
    pub(crate) date: ServiceDate,
    pub(crate) letter: Option<String>,
    pub(crate) vehicle: Option<&'a str>,
    pub(crate) driver: Option<&'a str>,
    pub(crate) rows: Vec<ExceptionRow<'a>>,
}

/// A planned visit, with room for what happened.
#[derive(Debug)]
pub(crate) struct ExceptionRow<'a> {
    pub(crate) number: usize,
    pub(crate) place: &'a Place,
    pub(crate) planned: ClockTime,
    pub(crate) crates_in: Crates,
    pub(crate) crates_out: Crates,
}

impl<'a> ExceptionForm<'a> {
    /// The form of a route. O(stops).
    pub(crate) fn of_route(province: &'a Province, plan: &Plan, index: RouteIdx) -> Self {
        let route = &plan.routes[index];
        let row = |(rank, visit): (usize, &VisitIdx)| {
            let visit = &plan.visits[*visit];
            ExceptionRow {
                number: rank + 1,
                place: &province.places()[visit.place],
                planned: visit.arrival,
                crates_in: super::load::count(&visit.delivery.crates),
                crates_out: super::load::count(&visit.pickup.crates),
            }
        };
        Self {
            date: route.date,
            letter: Some(route_letter(index)),
            vehicle: Some(&province.vehicles()[route.vehicle].name),
            driver: Some(&province.drivers()[route.driver].name),
            rows: route.visits.iter().enumerate().map(row).collect(),
        }
    }
}
