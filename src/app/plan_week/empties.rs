//! Empty crates: how many each visit brings and takes.

use super::board::crates_max;
use super::crates::count;
use crate::index::{Index as _, IndexVec, PlaceIdx, RouteIdx, VisitIdx};
use crate::model::{Plan, Province};
use crate::packing::{EmptiesProblem, PlaceStock, RouteLegs, StopCrates, balance_empties};
use crate::units::Crates;

/// What a branch must have at the end of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WeekEnd {
    /// Crates for its next first pickup, taken to be as large as this week's.
    NextPickup,
    /// Whatever is there.
    AsItComes,
}

/// Sets the empties of all visits; the visits at which a branch lacks crates, and how many.
pub(super) fn balance(
    province: &Province,
    plan: &mut Plan,
    week_end: WeekEnd,
) -> Vec<(VisitIdx, Crates)> {
    let answer = balance_empties(&problem(province, plan, week_end));
    for (visit, stop) in plan.visits.iter_mut().zip(&answer.stops) {
        visit.delivery.empties = stop.into;
        visit.pickup.empties = stop.out;
    }
    let shortages = answer.shortages.iter();
    shortages.map(|(stop, crates)| (VisitIdx::at(*stop), *crates)).collect()
}

/// Whether the hub lacks crates on some morning for what goes out that day.
pub(super) fn hub_is_short(province: &Province, plan: &Plan) -> bool {
    let elsewhere: Crates = province.places().iter().map(|place| place.service.empties).sum();
    let mut stock = Crates(province.settings().crates_in_circulation) - elsewhere;
    plan.week.dates().any(|date| {
        let mixed = plan.routes.iter().filter(|route| route.date == date);
        let mixed = Crates(mixed.map(|route| count(route.mixed_crates.len())).sum());
        let (mut goes_out, mut comes_back) = (mixed, mixed);
        for visit in plan.visits.iter().filter(|visit| visit.date == date) {
            let (delivery, pickup) = (&visit.delivery, &visit.pickup);
            goes_out += Crates(count(delivery.crates.len())) + delivery.empties;
            comes_back += Crates(count(pickup.crates.len())) + pickup.empties;
        }
        let is_short = goes_out > stock;
        stock = stock - goes_out + comes_back;
        is_short
    })
}

fn problem(province: &Province, plan: &Plan, week_end: WeekEnd) -> EmptiesProblem {
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
        let next_week = match week_end {
            WeekEnd::NextPickup => first_pickup[place].unwrap_or(Crates::ZERO),
            WeekEnd::AsItComes => Crates::ZERO,
        };
        PlaceStock { stock: service.empties, stock_max, stock_end_min: next_week.min(stock_max) }
    };
    let legs = |route: RouteIdx| RouteLegs {
        stops: plan.routes[route].visits.iter().map(|visit| visit.position()).collect(),
        capacity: crates_max(province, plan, route),
    };
    EmptiesProblem {
        places: province.visited_places().map(stock).collect(),
        stops,
        routes: plan.routes.indices().map(legs).collect(),
    }
}
