//! A week's parcels, places and fleet as a routing problem.

use std::collections::BTreeMap;

use super::timing::LateVisit;
use super::visit_days::pattern_rule;
use super::{PlanRequest, Unplannable};
use crate::index::{DriverIdx, Index as _, IndexVec, PlaceIdx, VehicleIdx};
use crate::model::{
    Parcel, PlaceKind, Plan, Province, ServiceDate, Vehicle, VehicleClass, Weekday,
};
use crate::routing::{
    CrateMeasure, Flow, FlowEnd, Leg, Problem, ProblemFault, ProblemParts, RestRule, RoutingAnswer,
    Shift, Slot, StopSpec, UnroutedStop, drivable,
};
use crate::units::{Crates, Grams, Millilitres, Seconds};

/// The share of a crate that the search counts on; packing whole items loses about this much.
const PACKING_PERCENT: i64 = 97;
/// The share of a vehicle's crates that the search counts on; mixed crates with bags, which only
/// packing knows, ride along on every leg.
const VEHICLE_PERCENT: i64 = 97;
/// Days of the horizon over which arrivals are known.
const HORIZON_DAYS: i64 = 14;

/// The routing problem of a week, or why there is none.
pub(super) fn problem(
    request: &PlanRequest<'_>,
    parcels: &[Parcel],
) -> Result<Problem, Unplannable> {
    let province = request.province;
    let crate_type = &province.settings().crate_type;
    let parts = ProblemParts {
        stops: stops(request),
        slots: slots(request),
        legs: legs(request),
        flows: flows(request, parcels),
        crates: CrateMeasure {
            volume: Millilitres((crate_type.net_volume().0 * PACKING_PERCENT / 100).max(1)),
            mass: Grams((crate_type.net_mass().0 * PACKING_PERCENT / 100).max(1)),
            tare: crate_type.tare,
        },
        sort_days: province.settings().hub.sort_days,
        driver_cents_per_hour: province.settings().prices.driver_cents_per_hour,
    };
    Problem::new(parts).map_err(|faults| no_way(province, &faults))
}

fn no_way(province: &Province, faults: &[ProblemFault]) -> Unplannable {
    let nodes = nodes(province);
    let name = |node: usize| province.places()[nodes[node]].name.clone();
    let lost = faults.iter().find_map(|fault| match fault {
        ProblemFault::NoWay(from, to) => Some((*from, *to)),
        ProblemFault::MatrixShape | ProblemFault::FlowOutOfRange(_) => None,
    });
    let (from, to) = lost.expect("shape and flows are built here and fit");
    Unplannable::NoWay { from: name(from), to: name(to) }
}

/// The hub and then the stops, as places.
pub(super) fn nodes(province: &Province) -> Vec<PlaceIdx> {
    std::iter::once(province.hub()).chain(province.visited_places()).collect()
}

fn stops(request: &PlanRequest<'_>) -> Vec<StopSpec> {
    let province = request.province;
    let calendar = province.calendar(request.week);
    let spec = |index: PlaceIdx| {
        let place = &province.places()[index];
        let windows = Weekdays::all()
            .map(|weekday| (!place.access.key).then(|| place.access.on(weekday).to_vec()));
        StopSpec {
            rule: pattern_rule(province, &calendar, index, place, request.week),
            windows,
            service_fixed: place.service.fixed,
            service_per_crate: place.service.per_crate,
            by_trolley: place.in_hub_building,
            empties: place.service.empties,
        }
    };
    province.visited_places().map(spec).collect()
}

/// The seven weekdays, from Monday.
struct Weekdays;

impl Weekdays {
    const fn all() -> [Weekday; 7] {
        [
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
            Weekday::Sat,
            Weekday::Sun,
        ]
    }
}

/// The vehicles that can leave on each service day, each with a driver of its own.
fn slots(request: &PlanRequest<'_>) -> Vec<Slot> {
    let province = request.province;
    let mut slots = Vec::new();
    for (day, date) in request.week.dates().enumerate() {
        if !province.settings().service_days.contains(date.weekday()) {
            continue;
        }
        let available: Vec<VehicleIdx> = province
            .vehicles()
            .iter_indexed()
            .filter(|(_, vehicle)| vehicle.is_available(date))
            .map(|(vehicle, _)| vehicle)
            .collect();
        let able: Vec<Vec<usize>> =
            available.iter().map(|vehicle| able_drivers(province, *vehicle, date)).collect();
        let chosen = drivable(&able, province.drivers().len());
        let vehicles: Vec<VehicleIdx> = chosen.iter().map(|at| available[*at]).collect();
        let able: Vec<Vec<usize>> = chosen.into_iter().map(|at| able[at].clone()).collect();
        for (vehicle, day_max) in vehicles.iter().zip(longest_days(province, &vehicles, able)) {
            slots.push(slot(province, day, *vehicle, day_max));
        }
    }
    slots
}

/// The drivers who may take a vehicle out on a date, as positions.
pub(super) fn able_drivers(
    province: &Province,
    vehicle: VehicleIdx,
    date: ServiceDate,
) -> Vec<usize> {
    let vehicle = &province.vehicles()[vehicle];
    let able = province.drivers().iter().enumerate();
    able.filter(|(_, driver)| driver.can_drive(vehicle, date)).map(|(driver, _)| driver).collect()
}

/// How long a driver may work whom each vehicle can have for itself; the cheapest vehicle, which
/// drives most, has the first choice.
///
/// `able` are the drivers of each vehicle, who can all leave together.
fn longest_days(
    province: &Province,
    vehicles: &[VehicleIdx],
    mut able: Vec<Vec<usize>>,
) -> Vec<Seconds> {
    let drivers = province.drivers();
    let day_max = |driver: usize| drivers[DriverIdx::at(driver)].day_max;
    let mut days: Vec<Seconds> = drivers.iter().map(|driver| driver.day_max).collect();
    days.sort_unstable();
    days.dedup();
    let mut longest = vec![Seconds::ZERO; able.len()];
    let price = |position: &usize| {
        let vehicle = &province.vehicles()[vehicles[*position]];
        (vehicle.day_price, vehicle.cents_per_km, *position)
    };
    let mut order: Vec<usize> = (0..able.len()).collect();
    order.sort_by_key(price);
    for position in order {
        let all = std::mem::take(&mut able[position]);
        for day in days.iter().rev() {
            able[position] = all.iter().copied().filter(|at| day_max(*at) >= *day).collect();
            if drivable(&able, drivers.len()).len() == able.len() {
                longest[position] = *day;
                break;
            }
        }
    }
    longest
}

fn slot(province: &Province, day: usize, index: VehicleIdx, day_max: Seconds) -> Slot {
    let vehicle = &province.vehicles()[index];
    Slot {
        day,
        vehicle: index.0,
        crates: Crates(vehicle.crates.0 * VEHICLE_PERCENT / 100),
        payload: vehicle.payload,
        shift: shift(province, vehicle, day_max),
        rest: rest_rule(province, vehicle),
        cents_per_km: vehicle.cents_per_km,
        day_price: vehicle.day_price,
    }
}

/// The working time of a vehicle whose driver works at most so long.
fn shift(province: &Province, vehicle: &Vehicle, day_max: Seconds) -> Shift {
    Shift {
        window: vehicle.shift,
        route_max: vehicle.route_max.min(day_max),
        loading: province.settings().hub.loading,
        unloading: province.settings().hub.unloading,
    }
}

/// The rules of rest for a vehicle's driver.
fn rest_rule(province: &Province, vehicle: &Vehicle) -> RestRule {
    let work = &province.settings().work;
    RestRule {
        work: work.work_break,
        driving: (vehicle.class == VehicleClass::Truck).then_some(work.driving_break),
    }
}

fn legs(request: &PlanRequest<'_>) -> Vec<Option<Leg>> {
    let nodes = nodes(request.province);
    let leg = |from: PlaceIdx, to: PlaceIdx| {
        let leg = request.travel.leg(from, to)?;
        Some(Leg { distance: leg.distance, duration: leg.duration })
    };
    nodes.iter().flat_map(|from| nodes.iter().map(move |to| leg(*from, *to))).collect()
}

/// Takes a visit of a plan off the answer that the plan was made from, on record.
///
/// # Panics
///
/// When the plan was made from another answer.
pub(super) fn take_off(
    province: &Province,
    answer: &mut RoutingAnswer,
    plan: &Plan,
    late: LateVisit,
) {
    let visit = &plan.visits[late.visit];
    let stop = province.visited_places().position(|place| place == visit.place);
    let stop = stop.expect("only visited places have visits");
    let day = usize::try_from(visit.date.weekday().num_days_from_monday()).expect("below seven");
    answer.days[stop] &= !(1 << day);
    let stop = u32::try_from(stop).expect("stops are numbered by u32");
    if let Some(route) = visit.route {
        answer.routes[route.position()].stops.retain(|at| *at != stop);
    }
    let short = late.short;
    answer.unrouted.push(UnroutedStop { stop, day, short });
    answer.unrouted.sort_by_key(|visit| (visit.stop, visit.day));
}

/// Parcels added up by where from, where to and from when.
fn flows(request: &PlanRequest<'_>, parcels: &[Parcel]) -> Vec<Flow> {
    let province = request.province;
    let monday = request.week.date(Weekday::Mon);
    let prices = &province.settings().prices;
    let mut stop_of: IndexVec<PlaceIdx, u32> = IndexVec::filled(0, province.places().len());
    for (stop, place) in (0_u32..).zip(province.visited_places()) {
        stop_of[place] = stop;
    }
    let end = |place: PlaceIdx| match province.places()[place].kind {
        PlaceKind::Hub => FlowEnd::Hub,
        PlaceKind::Background => FlowEnd::Unsorted,
        _ => FlowEnd::Stop(stop_of[place]),
    };
    let mut sums: BTreeMap<(FlowEnd, FlowEnd, u8), (i64, i64, i64)> = BTreeMap::new();
    for parcel in parcels {
        let day = monday.days_until(parcel.ready).clamp(0, HORIZON_DAYS - 1);
        let day = u8::try_from(day).expect("clamped to the horizon");
        let price =
            if parcel.kind.is_awaited() { prices.awaited_item_day } else { prices.other_item_day };
        let sum = sums.entry((end(parcel.from), end(parcel.to), day)).or_default();
        sum.0 += parcel.items.0 * parcel.grams_each.0;
        sum.1 += parcel.items.0 * parcel.millilitres_each.0;
        sum.2 += parcel.items.0 * price.0 * 1_000;
    }
    let flow = |((from, to, ready), (mass, volume, price_per_day))| Flow {
        from,
        to,
        ready,
        mass: Grams(mass),
        volume: Millilitres(volume),
        price_per_day,
    };
    sums.into_iter().map(flow).collect()
}
