//! What a plan costs, term by term, as `docs/reference/rules.md` defines it.

use super::timing::{MINUTES_PER_HOUR, windows};
use crate::index::VisitIdx;
use crate::model::{
    CostBreakdown, Parcel, PlaceKind, Plan, Province, Route, ServiceDate, Source, Visit, Weekday,
};
use crate::units::{Cents, Seconds, cents_for_distance, cents_for_time};

/// The cost of a plan.
pub(super) fn of(province: &Province, plan: &Plan) -> CostBreakdown {
    let mut cost = CostBreakdown::default();
    for route in &plan.routes {
        add_route(province, plan, route, &mut cost);
    }
    for visit in plan.visits.indices() {
        add_visit(province, plan, visit, &mut cost);
    }
    let horizon_end = plan.week.next().next().date(Weekday::Mon);
    let past_hub = plan.transferred();
    for (index, parcel) in plan.parcels.iter_indexed() {
        add_parcel(province, parcel, horizon_end, &mut cost);
        let sorted = province.places()[parcel.from].kind != PlaceKind::Hub;
        if sorted && !past_hub.contains(&index) {
            cost.item_handling += province.settings().prices.touch * parcel.items.0;
        }
    }
    let prices = &province.settings().prices;
    for supply in &plan.supplies {
        match supply.source {
            Source::Shelf(_) => cost.item_handling += prices.touch * supply.quantity.0,
            Source::Outside => cost.outside += prices.outside_tariff * supply.quantity.0,
            Source::Returning | Source::Unfilled => {}
        }
    }
    cost
}

fn add_route(province: &Province, plan: &Plan, route: &Route, cost: &mut CostBreakdown) {
    let (vehicle, settings) = (&province.vehicles()[route.vehicle], province.settings());
    let rate = settings.prices.driver_cents_per_hour;
    let at_hub = settings.hub.loading + settings.hub.unloading;
    let rest: Seconds = route.breaks.iter().map(|pause| pause.duration).sum();
    let paid = route.departure.until(route.back) + at_hub - rest;
    let visits = route.visits.iter().map(|visit| &plan.visits[*visit]);
    let served: Seconds = visits.map(|visit| visit.start.until(visit.end)).sum();
    let service = cents_for_time(served + at_hub, rate);
    cost.vehicle_days += vehicle.day_price;
    cost.distance += cents_for_distance(route.distance, vehicle.cents_per_km);
    cost.service_time += service;
    cost.driving_time += cents_for_time(paid, rate) - service;
}

fn add_visit(province: &Province, plan: &Plan, index: VisitIdx, cost: &mut CostBreakdown) {
    let (prices, visit) = (&province.settings().prices, &plan.visits[index]);
    cost.late_arrival += late_arrival(province, visit);
    cost.crate_handling += prices.crate_handling * handled_crates(plan, index);
    if visit.route.is_none() {
        let rate = prices.driver_cents_per_hour;
        cost.service_time += cents_for_time(visit.start.until(visit.end), rate);
    }
}

/// What it costs that a visit arrives late in its window: the first that closes no earlier than
/// service ends, or else the last of the day.
fn late_arrival(province: &Province, visit: &Visit) -> Cents {
    let windows = windows(province, visit).unwrap_or_default();
    let window = windows.iter().find(|window| visit.end <= window.close).or(windows.last());
    window.and_then(|window| window.late).map_or(Cents::ZERO, |charge| {
        let late = charge.due.until(visit.arrival).max(Seconds::ZERO);
        cents_for_time(late, charge.per_minute.0 * MINUTES_PER_HOUR)
    })
}

/// Crates and bags that a driver carries in and out at a visit.
pub(super) fn handled_crates(plan: &Plan, index: VisitIdx) -> i64 {
    let visit = &plan.visits[index];
    let transfers = visit.route.map_or(0, |route| plan.routes[route].transfers_at(index).count());
    let count = |crates: usize| i64::try_from(crates).expect("a visit has few crates");
    count(visit.delivery.crates.len() + transfers)
        + i64::from(visit.delivery.bag.is_some())
        + visit.delivery.empties.0
        + count(visit.pickup.crates.len())
        + visit.pickup.empties.0
}

fn add_parcel(
    province: &Province,
    parcel: &Parcel,
    horizon_end: ServiceDate,
    cost: &mut CostBreakdown,
) {
    let prices = &province.settings().prices;
    let days = parcel.accepted.days_until(parcel.arrives.unwrap_or(horizon_end));
    let price: Cents =
        if parcel.kind.is_awaited() { prices.awaited_item_day } else { prices.other_item_day };
    cost.lead_time += price * (parcel.items.0 * days);
}
