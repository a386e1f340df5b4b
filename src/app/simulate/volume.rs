//! What a planned week can take beyond what it carries, and the week planned again where a
//! scenario moves more than that.

use crate::model::{ParcelKind, Plan, Province, Request, Route, Shipment, Visit};
use crate::units::Items;

/// What the routes of a plan leave free (speling).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Room {
    /// How many times the crates of the plan all its routes hold, by room in the vehicle, length
    /// of the route and shift; windows of places and mass are not looked at.
    pub(super) growth: f64,
    /// Seconds that a driver needs for a crate, carried in or out.
    pub(super) crate_seconds: f64,
}

impl Room {
    /// The room of a plan. O(visits).
    pub(super) fn of(province: &Province, plan: &Plan) -> Self {
        let seconds = |visit: &Visit| carried(visit) * of_crate(province, visit);
        let crates: f64 = plan.visits.iter().map(carried).sum();
        let all: f64 = plan.visits.iter().map(seconds).sum();
        let growth = plan.routes.iter().map(|route| growth(province, plan, route));
        Self {
            growth: growth.fold(f64::INFINITY, f64::min),
            crate_seconds: if crates > 0.0 { all / crates } else { 0.0 },
        }
    }
}

/// Crates carried in and out at a visit, full and empty; a bag counts as one.
fn carried(visit: &Visit) -> f64 {
    let full = visit.delivery.crates.len() + visit.pickup.crates.len();
    let bags = usize::from(visit.delivery.bag.is_some());
    let empties = visit.delivery.empties.0 + visit.pickup.empties.0;
    (full + bags) as f64 + empties as f64
}

fn of_crate(province: &Province, visit: &Visit) -> f64 {
    province.places()[visit.place].service.per_crate.0 as f64
}

/// How many times the crates of a route it can hold.
fn growth(province: &Province, plan: &Plan, route: &Route) -> f64 {
    let (vehicle, hub) = (&province.vehicles()[route.vehicle], &province.settings().hub);
    let visits = || route.visits.iter().map(|visit| &plan.visits[*visit]);
    let brought =
        |visit: &Visit| visit.delivery.crates.len() as f64 + visit.delivery.empties.0 as f64;
    let taken = |visit: &Visit| visit.pickup.crates.len() as f64 + visit.pickup.empties.0 as f64;
    let start = visits().map(brought).sum::<f64>() + route.mixed_crates.len() as f64;
    let (mut load, mut peak) = (start, start);
    for visit in visits() {
        load += taken(visit) - brought(visit);
        peak = peak.max(load);
    }
    let by_room = if peak > 0.0 { vehicle.crates.0 as f64 / peak } else { f64::INFINITY };
    let at_hub = hub.loading + hub.unloading;
    let length = route.departure.until(route.back) + at_hub;
    let ends = route.back.until(vehicle.shift.close) - hub.unloading;
    let free = (vehicle.route_max - length).min(ends).0 as f64;
    let by_crates: f64 = visits().map(|visit| carried(visit) * of_crate(province, visit)).sum();
    let by_time = if by_crates > 0.0 { 1.0 + free / by_crates } else { f64::INFINITY };
    by_room.min(by_time)
}

/// The province of a plan with so many times the items of readers, requests and returns, on the
/// ways on which the plan sends them; all else as it is. `None` where no valid one is left.
pub(super) fn scaled(province: &Province, plan: &Plan, times: f64) -> Option<Province> {
    let mut parts = province.clone().into_parts();
    let mut shipments = Vec::new();
    // Rounded as they add up, so that many single items grow too.
    let (mut before, mut sent) = (0.0, 0_i64);
    for (number, parcel) in plan.parcels.iter().enumerate() {
        let mut items = parcel.items;
        if matches!(parcel.kind, ParcelKind::Request | ParcelKind::Return) {
            before += items.0 as f64 * times;
            items = Items(whole(before) - sent);
            sent += items.0;
        }
        if items.0 > 0 {
            shipments.push(Shipment {
                code: number.to_string().into(),
                kind: parcel.kind,
                from: parcel.from,
                to: parcel.to,
                accepted: parcel.accepted,
                ready: parcel.ready,
                items,
                grams_each: parcel.grams_each,
                millilitres_each: parcel.millilitres_each,
                whole_crates: parcel.whole_crates,
            });
        }
    }
    parts.requests = Vec::<Request>::new().into();
    parts.shipments = shipments.into();
    Province::new(parts).ok()
}

#[expect(clippy::cast_possible_truncation, reason = "items of a week")]
fn whole(value: f64) -> i64 {
    value.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::budget::{Budget, Cancel, Limit};
    use crate::app::{GenerateOrder, PlanRequest, generated, plan_week};
    use crate::random::Seed;
    use crate::synthesis::{INSTANCES, Size};
    use crate::travel::TravelMatrix;
    use crate::vrp::Silent;

    static NOBODY: Cancel = Cancel::new();

    fn planned(province: &Province) -> Plan {
        let travel = TravelMatrix::estimate(province.places(), province.settings().travel);
        let budget = Budget { limit: Limit::Iterations(2_000), cancel: &NOBODY };
        let week = INSTANCES[0].week();
        let (seed, travel, budget) = (Seed(1), &travel, &budget);
        let request = PlanRequest { province, travel, week, seed, target: None, budget };
        plan_week(&request, &Silent).expect("a week that can be planned").plan
    }

    fn province() -> Province {
        let instance = &INSTANCES[0];
        let size = Size { stops: 6, titles: 1_000, copies: 3_000, requests: 200 };
        let week = instance.week();
        generated(&GenerateOrder { instance, size, week, pull_slack: None, seed: Seed(1) }).0
    }

    /// Items of readers, and all others.
    fn items(plan: &Plan) -> [i64; 2] {
        let of_reader = |kind| matches!(kind, ParcelKind::Request | ParcelKind::Return);
        [true, false].map(|is_reader| {
            let parcels = plan.parcels.iter().filter(|one| of_reader(one.kind) == is_reader);
            parcels.map(|one| one.items.0).sum()
        })
    }

    #[test]
    fn a_week_at_twice_the_volume_has_twice_the_items_of_readers_and_less_room() {
        let province = province();
        let plan = planned(&province);
        let [readers, others] = items(&plan);
        let same = scaled(&province, &plan, 1.0).expect("a valid week");
        assert_eq!(items(&planned(&same)), [readers, others]);
        let twice = planned(&scaled(&province, &plan, 2.0).expect("a valid week"));
        let [more, as_before] = items(&twice);
        assert!((more - 2 * readers).abs() <= 1 && as_before == others, "{more} {readers}");
        let [room, less] = [&plan, &twice].map(|plan| Room::of(&province, plan));
        assert!(room.growth.is_finite() && room.growth >= 1.0, "{room:?}");
        assert!(room.crate_seconds > 0.0 && less.growth < room.growth, "{room:?} {less:?}");
    }
}
