//! The room of a visit as it is planned: packed crates, the vehicle as it is, the driver's day.

use super::board::mass_of;
use super::fleet::whole;
use super::hours::steps;
use super::reasons::limit_of;
use super::{PlanRequest, timing};
use crate::index::{PlaceIdx, VisitIdx};
use crate::model::{Bound, CrateFill, Plan, PlanLimit, Route, Visit, VisitSlack};
use crate::units::{Crates, Grams, Seconds};
use crate::vrp::{Binding, FREE, Load, Tour, TourStop, VehicleType};

/// How much a visit could grow. `kind` is the type of its vehicle; `None` for a trolley.
pub(super) fn visit_slack(
    request: &PlanRequest<'_>,
    plan: &Plan,
    index: VisitIdx,
    kind: Option<&VehicleType>,
) -> VisitSlack {
    let visit = &plan.visits[index];
    let Some((route, kind)) = visit.route.map(|route| &plan.routes[route]).zip(kind) else {
        return by_trolley(request, visit, index);
    };
    let vehicle = vehicle_as_it_is(request, route, kind);
    let tour = tour(request, plan, route, &vehicle);
    let rank = route.visits.iter().position(|other| *other == index);
    let slack = tour.slack(rank.expect("a visit is on its route"));
    let limited = |amount: i32| (amount != FREE).then_some(i64::from(amount));
    let bound = |Binding { limit, rank, left }| Bound {
        limit: limit_of(limit),
        amount: i64::from(left),
        place: route.visits.get(rank).map(|visit| plan.visits[*visit].place),
        vehicle: Some(route.vehicle),
        date: Some(route.date),
    };
    VisitSlack {
        visit: index,
        brings: limited(slack.delivery[0]).map(Crates),
        takes: limited(slack.pickup[0]).map(Crates),
        brings_mass: limited(slack.delivery[1]).map(Grams),
        takes_mass: limited(slack.pickup[1]).map(Grams),
        service: limited(slack.service).map(Seconds),
        binding: slack.binding.map(bound),
    }
}

/// Only the place's own hours limit who comes on foot.
fn by_trolley(request: &PlanRequest<'_>, visit: &Visit, index: VisitIdx) -> VisitSlack {
    let windows = timing::windows(request.province, visit).unwrap_or_default();
    let entered = windows.iter().find(|window| window.hours().contains(visit.start));
    let left = entered.map(|window| visit.end.until(window.close));
    let bound = |left: Seconds| Bound {
        limit: PlanLimit::Closing,
        amount: left.0,
        place: Some(visit.place),
        vehicle: None,
        date: Some(visit.date),
    };
    VisitSlack {
        visit: index,
        brings: None,
        takes: None,
        brings_mass: None,
        takes_mass: None,
        service: left,
        binding: left.map(bound),
    }
}

/// The type of a vehicle with its full capacity and the day of its driver.
fn vehicle_as_it_is(request: &PlanRequest<'_>, route: &Route, kind: &VehicleType) -> VehicleType {
    let vehicle = &request.province.vehicles()[route.vehicle];
    let day_max = request.province.drivers()[route.driver].day_max;
    VehicleType {
        capacity: [whole(vehicle.crates.0), whole(vehicle.payload.0)],
        duration_max: whole(vehicle.route_max.min(day_max).0),
        ..kind.clone()
    }
}

/// A route of a plan with what is really on board.
pub(super) fn tour<'a>(
    request: &PlanRequest<'_>,
    plan: &Plan,
    route: &Route,
    vehicle: &'a VehicleType,
) -> Tour<'a> {
    let province = request.province;
    let tare = province.settings().crate_type.tare;
    let load =
        |crates: i64, fills: Grams| -> Load { [whole(crates), whole((fills + tare * crates).0)] };
    let mass = |fills: &mut dyn Iterator<Item = &CrateFill>| -> Grams {
        fills.map(|fill| mass_of(plan, fill)).sum()
    };
    let mut at = province.hub();
    let mut hours = Vec::with_capacity(route.visits.len() + 1);
    let mut leg_to = |place: PlaceIdx| {
        let leg = request.travel.leg_on(route.date, at, place);
        hours.push(steps(request.travel, route.date, (at, place)));
        at = place;
        leg.map_or([FREE; 2], |leg| [whole(leg.duration.0), whole(leg.distance.0)])
    };
    let stop = |index: &VisitIdx| {
        let visit = &plan.visits[*index];
        let [travel, distance] = leg_to(visit.place);
        let (brought, taken) = (&visit.delivery, &visit.pickup);
        let contents = mass(&mut brought.crates.iter().chain(&brought.bag));
        let collected = load(crates(&taken.crates, taken.empties), mass(&mut taken.crates.iter()));
        TourStop {
            travel,
            distance,
            windows: timing::begins(province, plan, *index),
            late: timing::soft_ends(province, visit),
            service: whole(timing::service_time(province, plan, *index).0),
            delivery: load(crates(&brought.crates, brought.empties), contents),
            pickup: with_transfers(plan, route, *index, collected),
        }
    };
    let stops = route.visits.iter().map(stop).collect();
    let mixed = i64::try_from(route.mixed_crates.len()).expect("a route has few crates");
    let home = leg_to(province.hub());
    Tour { vehicle, stops, home, hours, along: load(mixed, Grams::ZERO) }
}

/// What comes on board at a visit, with the bags that ride from it to another stop, less those that
/// leave there. Each takes the room of a crate.
fn with_transfers(plan: &Plan, route: &Route, visit: VisitIdx, collected: Load) -> Load {
    route.transfers.iter().fold(collected, |[crates, mass], bag| {
        let of_bag = whole(mass_of(plan, &bag.fill).0);
        let comes = i32::from(bag.from == visit) - i32::from(bag.to == visit);
        [crates + comes, mass + comes * of_bag]
    })
}

fn crates(full: &[CrateFill], empties: Crates) -> i64 {
    i64::try_from(full.len()).expect("a visit has few crates") + empties.0
}
