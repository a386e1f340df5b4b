//! Empty crates: how many each visit brings and takes.

use super::crates::count;
use crate::index::{Index as _, IndexVec, PlaceIdx, VisitIdx};
use crate::model::{Plan, Province};
use crate::packing::{EmptiesProblem, PlaceStock, RouteLegs, StopCrates, balance_empties};
use crate::units::Crates;

/// Sets the empties of all visits; where a branch lacks crates to fill, the visit and how many.
pub(super) fn balance(province: &Province, plan: &mut Plan) -> Option<(VisitIdx, Crates)> {
    let answer = balance_empties(&problem(province, plan));
    for (visit, stop) in plan.visits.iter_mut().zip(&answer.stops) {
        visit.delivery.empties = stop.into;
        visit.pickup.empties = stop.out;
    }
    answer.shortages.first().map(|(stop, crates)| (VisitIdx::at(*stop), *crates))
}

fn problem(province: &Province, plan: &Plan) -> EmptiesProblem {
    let mut position: IndexVec<PlaceIdx, usize> = IndexVec::filled(0, province.places().len());
    let mut first_pickup: IndexVec<PlaceIdx, Option<Crates>> =
        IndexVec::filled(None, province.places().len());
    for (number, place) in province.visited_places().enumerate() {
        position[place] = number;
    }
    let mut stops = Vec::with_capacity(plan.visits.len());
    for visit in &plan.visits {
        let full_out = Crates(count(visit.pickup.crates.len()));
        first_pickup[visit.place].get_or_insert(full_out);
        stops.push(StopCrates {
            place: position[visit.place],
            full_in: Crates(count(visit.delivery.crates.len())),
            full_out,
        });
    }
    let stock = |place: PlaceIdx| {
        let service = &province.places()[place].service;
        let stock_max = service.empties_max.max(service.empties);
        let next_week = first_pickup[place].unwrap_or(Crates::ZERO);
        PlaceStock { stock: service.empties, stock_max, stock_end_min: next_week.min(stock_max) }
    };
    let legs = |route: &crate::model::Route| RouteLegs {
        stops: route.visits.iter().map(|visit| visit.position()).collect(),
        capacity: province.vehicles()[route.vehicle].crates
            - Crates(count(route.mixed_crates.len())),
    };
    EmptiesProblem {
        places: province.visited_places().map(stock).collect(),
        stops,
        routes: plan.routes.iter().map(legs).collect(),
    }
}
