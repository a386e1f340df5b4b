//! Every term of the cost, recomputed.

use super::case::{Case, handled, rest_of};
use super::movement::Way;
use super::transfers;
use super::verdict::Findings;
use super::{CostTerm, Rule, Subject};
use crate::model::{CostBreakdown, Parcel, Source, Visit, Weekday};
use crate::units::{Cents, Items, Metres, Seconds, cents_for_distance, cents_for_time};

/// Compares term by term, and returns what the plan costs.
pub(super) fn hold(case: &Case<'_>, found: &mut Findings) -> CostBreakdown {
    let cost = recomputed(case);
    let named = terms(&case.plan.cost);
    for ((term, wanted), (_, named)) in terms(&cost).into_iter().zip(named) {
        found.exactly(Rule::Cost, Subject::Cost(term), wanted, named);
    }
    cost
}

const fn terms(cost: &CostBreakdown) -> [(CostTerm, Cents); 9] {
    [
        (CostTerm::VehicleDays, cost.vehicle_days),
        (CostTerm::Distance, cost.distance),
        (CostTerm::DrivingTime, cost.driving_time),
        (CostTerm::ServiceTime, cost.service_time),
        (CostTerm::LeadTime, cost.lead_time),
        (CostTerm::LateArrival, cost.late_arrival),
        (CostTerm::CrateHandling, cost.crate_handling),
        (CostTerm::ItemHandling, cost.item_handling),
        (CostTerm::Outside, cost.outside),
    ]
}

fn recomputed(case: &Case<'_>) -> CostBreakdown {
    let prices = &case.province.settings().prices;
    let mut cost = CostBreakdown { lead_time: lead_time(case), ..CostBreakdown::default() };
    routes(case, &mut cost);
    for (index, visit) in case.plan.visits.iter_indexed() {
        cost.crate_handling += prices.crate_handling * handled(case, index);
        cost.late_arrival += late_arrival(case, visit);
        if visit.route.is_none() {
            cost.service_time += wage(case, visit.start.until(visit.end));
        }
    }
    let from_hub = |from| from == case.province.hub();
    let past_hub = transfers::parcels(case.plan);
    let sorted = case.plan.parcels.iter_indexed();
    let sorted = sorted.filter(|(at, of)| !from_hub(of.from) && !past_hub.contains(at));
    let sorted: Items = sorted.map(|(_, parcel)| parcel.items).sum();
    let of_supplies = |wanted: fn(Source) -> bool| -> Items {
        let supplies = case.plan.supplies.iter().filter(|supply| wanted(supply.source));
        supplies.map(|supply| supply.quantity).sum()
    };
    let pulled = of_supplies(|source| matches!(source, Source::Shelf(_)));
    cost.item_handling = prices.touch * (pulled + sorted).0;
    cost.outside = prices.outside_tariff * of_supplies(|source| source == Source::Outside).0;
    cost
}

/// What a visit pays for each second after the due moment of its window, from its arrival alone.
fn late_arrival(case: &Case<'_>, visit: &Visit) -> Cents {
    let access = &case.province.places()[visit.place].access;
    let windows = access.on(visit.date.weekday());
    let of_visit = windows.iter().find(|window| window.close >= visit.end).or(windows.last());
    match of_visit.and_then(|window| window.late) {
        Some(charge) if !access.key && visit.arrival > charge.due => {
            let seconds = charge.due.until(visit.arrival).0;
            // Up to a whole cent.
            Cents((seconds * charge.per_minute.0 + 59) / 60)
        }
        _ => Cents::ZERO,
    }
}

/// A driver's wage; no time below zero, which other rules report.
fn wage(case: &Case<'_>, duration: Seconds) -> Cents {
    let rate = case.province.settings().prices.driver_cents_per_hour;
    cents_for_time(duration.max(Seconds::ZERO), rate)
}

fn routes(case: &Case<'_>, cost: &mut CostBreakdown) {
    let hub = &case.province.settings().hub;
    for route in &case.plan.routes {
        let vehicle = &case.province.vehicles()[route.vehicle];
        let legs = case.legs(route).into_iter().flatten();
        let road: Metres = legs.map(|leg| leg.distance).sum();
        let visits = route.visits.iter().map(|visit| &case.plan.visits[*visit]);
        let at_places: Seconds = visits.map(|visit| visit.start.until(visit.end)).sum();
        let service = wage(case, hub.loading + hub.unloading + at_places);
        cost.vehicle_days += vehicle.day_price;
        cost.distance += cents_for_distance(road, vehicle.cents_per_km);
        cost.service_time += service;
        cost.driving_time += wage(case, case.span(route) - rest_of(route)) - service;
    }
}

/// What does not arrive by the end of the following week counts to the Monday after it.
fn lead_time(case: &Case<'_>) -> Cents {
    let prices = &case.province.settings().prices;
    let too_late = case.plan.week.next().next().date(Weekday::Mon);
    let of_parcel = |(parcel, way): (&Parcel, &Way)| {
        let arrives = way.arrives.unwrap_or(too_late);
        let awaited = parcel.kind.is_awaited();
        let price = if awaited { prices.awaited_item_day } else { prices.other_item_day };
        price * (parcel.items.0 * parcel.accepted.days_until(arrives))
    };
    case.plan.parcels.iter().zip(&case.ways).map(of_parcel).sum()
}
