//! A plan for the small week: who is visited when is fixed, all else follows by plain code.

use super::week::{ASSEN, COEVORDEN, EMMEN, ROLDE, on, this_week};
use crate::index::{DriverIdx, IndexVec, ParcelIdx, PlaceIdx, RouteIdx, VehicleIdx, VisitIdx};
use crate::model::{
    Break, ClockTime, CostBreakdown, CrateFill, Delivery, FollowingVisit, MixedCrate, Parcel,
    ParcelKind, ParcelOrigin, Pickup, Plan, Province, Route, ServiceDate, Source, Supply, Visit,
    Weekday,
};
use crate::travel::TravelMatrix;
use crate::units::{
    Cents, Crates, Grams, Items, Metres, Millilitres, Seconds, cents_for_distance, cents_for_time,
};

/// Trolley and roads of the week, day by day; a place without a route is visited by trolley.
const DAYS: [(Weekday, &[PlaceIdx], &[PlaceIdx]); 4] = [
    (Weekday::Mon, &[ASSEN], &[ROLDE, EMMEN]),
    (Weekday::Tue, &[], &[COEVORDEN]),
    (Weekday::Thu, &[ASSEN], &[ROLDE, EMMEN]),
    (Weekday::Fri, &[], &[COEVORDEN]),
];

pub(super) fn plan(province: &Province, travel: &TravelMatrix, supplies: Vec<Supply>) -> Plan {
    let mut plan = Plan {
        week: this_week(),
        supplies,
        parcels: IndexVec::new(),
        visits: IndexVec::new(),
        routes: IndexVec::new(),
        following: Vec::new(),
        excuses: Vec::new(),
        unserved: Vec::new(),
        cost: CostBreakdown::default(),
    };
    for (weekday, trolley, road) in DAYS {
        add_day(&mut plan, on(weekday), (trolley, road));
    }
    add_parcels(province, &mut plan);
    pack(province, &mut plan);
    settle(province, travel, &mut plan);
    plan
}

fn add_day(plan: &mut Plan, date: ServiceDate, (trolley, road): (&[PlaceIdx], &[PlaceIdx])) {
    let visit = |place, route| Visit {
        place,
        date,
        route,
        arrival: ClockTime::MIDNIGHT,
        start: ClockTime::MIDNIGHT,
        end: ClockTime::MIDNIGHT,
        delivery: Delivery::default(),
        pickup: Pickup::default(),
    };
    for &place in trolley {
        plan.visits.push(visit(place, None));
    }
    let route = RouteIdx(u32::try_from(plan.routes.len()).unwrap());
    let visits = road.iter().map(|&place| plan.visits.push(visit(place, Some(route)))).collect();
    let rest = Break { after_rank: 0, start: ClockTime::MIDNIGHT, duration: Seconds(1_800) };
    plan.routes.push(Route {
        vehicle: VehicleIdx(0),
        driver: DriverIdx(0),
        date,
        departure: ClockTime::at(8, 40),
        back: ClockTime::MIDNIGHT,
        visits,
        breaks: if road.len() > 1 { vec![rest] } else { Vec::new() },
        mixed_crates: Vec::new(),
        transfers: Vec::new(),
        distance: Metres::ZERO,
    });
    for &place in trolley.iter().chain(road) {
        plan.following.push(FollowingVisit { place, date: date.plus_days(7) });
    }
}

fn add_parcels(province: &Province, plan: &mut Plan) {
    for supply in plan.supplies.clone() {
        let request = &province.requests()[supply.request];
        let Source::Shelf(from) = supply.source else { continue };
        if from != request.pickup {
            let title = &province.titles()[supply.title(request)];
            let parcel = Parcel {
                kind: ParcelKind::Request,
                origin: ParcelOrigin::Request(supply.request),
                from,
                to: request.pickup,
                items: supply.quantity,
                grams_each: title.grams,
                millilitres_each: title.millilitres,
                whole_crates: None,
                accepted: request.placed,
                ready: request.placed.plus_days(1).max(on(Weekday::Mon)),
                collected_by: None,
                delivered_by: None,
                leaves: None,
                arrives: None,
            };
            let moved = moved(province, plan, parcel);
            plan.parcels.push(moved);
        }
    }
    for (index, shipment) in province.shipments().iter_indexed() {
        if shipment.ready > on(Weekday::Fri) {
            continue;
        }
        let parcel = Parcel {
            kind: shipment.kind,
            origin: ParcelOrigin::Shipment(index),
            from: shipment.from,
            to: shipment.to,
            items: shipment.items,
            grams_each: shipment.grams_each,
            millilitres_each: shipment.millilitres_each,
            whole_crates: shipment.whole_crates,
            accepted: shipment.accepted,
            ready: shipment.ready,
            collected_by: None,
            delivered_by: None,
            leaves: None,
            arrives: None,
        };
        let moved = moved(province, plan, parcel);
        plan.parcels.push(moved);
    }
}

/// The first date of a place on or after a day, this week or the following.
fn first(plan: &Plan, place: PlaceIdx, from: ServiceDate) -> Option<ServiceDate> {
    let this = plan.visits.iter().filter(|visit| visit.place == place).map(|visit| visit.date);
    let next = plan.following.iter().filter(|visit| visit.place == place).map(|visit| visit.date);
    this.chain(next).filter(|date| *date >= from).min()
}

fn visit_on(plan: &Plan, place: PlaceIdx, date: Option<ServiceDate>) -> Option<VisitIdx> {
    let mut visits = plan.visits.iter_indexed();
    visits.find(|(_, at)| at.place == place && Some(at.date) == date).map(|(visit, _)| visit)
}

fn moved(province: &Province, plan: &Plan, mut parcel: Parcel) -> Parcel {
    let from_hub = parcel.from == province.hub();
    let to_hub = province.is_at_hub(parcel.to);
    let at_hub = if province.is_at_hub(parcel.from) {
        Some(parcel.ready)
    } else {
        first(plan, parcel.from, parcel.ready)
    };
    let sort_days = if from_hub { 0 } else { i64::from(province.settings().hub.sort_days) };
    parcel.arrives = match at_hub {
        Some(date) if to_hub => Some(date),
        Some(date) => first(plan, parcel.to, date.plus_days(sort_days)),
        None => None,
    };
    parcel.leaves = if from_hub { parcel.arrives } else { at_hub };
    if !province.is_at_hub(parcel.from) {
        parcel.collected_by = visit_on(plan, parcel.from, parcel.leaves);
    }
    if !to_hub {
        parcel.delivered_by = visit_on(plan, parcel.to, parcel.arrives);
    }
    parcel
}

/// Fills crates item by item; what fits into a bag and goes to Coevorden goes into a bag.
fn pack(province: &Province, plan: &mut Plan) {
    let visits: Vec<VisitIdx> = plan.visits.indices().collect();
    for index in visits {
        let of = |by: fn(&Parcel) -> Option<VisitIdx>| -> Vec<ParcelIdx> {
            let parcels = plan.parcels.iter_indexed();
            parcels.filter(|(_, parcel)| by(parcel) == Some(index)).map(|(at, _)| at).collect()
        };
        let out = crates_of(province, plan, &of(|parcel| parcel.collected_by));
        let delivered = of(|parcel| parcel.delivered_by);
        let whole = delivered.iter().any(|at| plan.parcels[*at].whole_crates.is_some());
        let mut brought = crates_of(province, plan, &delivered);
        let visit = &mut plan.visits[index];
        if visit.place == COEVORDEN && !whole && brought.len() == 1 {
            visit.delivery.bag = brought.pop();
            let route = visit.route.expect("Coevorden is visited by a route");
            plan.routes[route].mixed_crates.push(MixedCrate { visits: vec![index] });
        }
        visit.pickup.crates_at_least = Crates(i64::from(!out.is_empty()));
        visit.delivery.crates_at_least = Crates(i64::from(!brought.is_empty()));
        visit.pickup.crates = out;
        visit.delivery.crates = brought;
    }
}

fn crates_of(province: &Province, plan: &Plan, parcels: &[ParcelIdx]) -> Vec<CrateFill> {
    let krat = &province.settings().crate_type;
    let mut whole = Vec::new();
    let mut crates: Vec<CrateFill> = Vec::new();
    let mut room = (Grams::ZERO, Millilitres::ZERO);
    for &index in parcels {
        let parcel = &plan.parcels[index];
        if let Some(n) = parcel.whole_crates {
            let each = Items(parcel.items.0 / n.0);
            whole.extend((0..n.0).map(|_| CrateFill { contents: vec![(index, each)] }));
            continue;
        }
        for _ in 0..parcel.items.0 {
            if room.0 < parcel.grams_each || room.1 < parcel.millilitres_each {
                crates.push(CrateFill::default());
                room = (krat.net_mass(), krat.net_volume());
            }
            room = (room.0 - parcel.grams_each, room.1 - parcel.millilitres_each);
            let contents = &mut crates.last_mut().unwrap().contents;
            match contents.last_mut() {
                Some((last, items)) if *last == index => *items += Items(1),
                _ => contents.push((index, Items(1))),
            }
        }
    }
    crates.extend(whole);
    crates
}

/// Clock times along each route, its distance, and the cost of the plan.
pub(super) fn settle(province: &Province, travel: &TravelMatrix, plan: &mut Plan) {
    for index in plan.visits.indices() {
        if plan.visits[index].route.is_none() {
            serve(province, plan, index, ClockTime::at(10, 0));
        }
    }
    for index in plan.routes.indices() {
        drive(province, travel, plan, index);
    }
    plan.cost = cost(province, plan);
}

fn carried(plan: &Plan, index: VisitIdx) -> i64 {
    let visit = &plan.visits[index];
    let ends = plan.routes.iter().flat_map(|route| &route.transfers);
    let sealed: i64 =
        ends.map(|bag| i64::from(bag.from == index) + i64::from(bag.to == index)).sum();
    let crates = visit.delivery.crates.len() + visit.pickup.crates.len();
    let bag = i64::from(visit.delivery.bag.is_some());
    i64::try_from(crates).unwrap()
        + bag
        + sealed
        + visit.delivery.empties.0
        + visit.pickup.empties.0
}

fn serve(province: &Province, plan: &mut Plan, index: VisitIdx, arrival: ClockTime) {
    let carried = carried(plan, index);
    let visit = &mut plan.visits[index];
    let place = &province.places()[visit.place];
    let open = place.access.on(visit.date.weekday()).first().map(|window| window.open);
    visit.arrival = arrival;
    visit.start = if place.access.key { arrival } else { arrival.max(open.unwrap_or(arrival)) };
    let lasts = place.service.fixed.0 + place.service.per_crate.0 * carried;
    visit.end = visit.start.plus(Seconds(lasts));
}

fn drive(province: &Province, travel: &TravelMatrix, plan: &mut Plan, index: RouteIdx) {
    let mut at = province.hub();
    let mut clock = plan.routes[index].departure;
    let mut road = Metres::ZERO;
    for (rank, visit) in plan.routes[index].visits.clone().into_iter().enumerate() {
        let leg = travel.leg(at, plan.visits[visit].place).unwrap();
        road += leg.distance;
        serve(province, plan, visit, clock.plus(leg.duration));
        clock = plan.visits[visit].end;
        at = plan.visits[visit].place;
        for pause in &mut plan.routes[index].breaks {
            if pause.after_rank == rank {
                pause.start = clock;
                clock = clock.plus(pause.duration);
            }
        }
    }
    let leg = travel.leg(at, province.hub()).unwrap();
    plan.routes[index].back = clock.plus(leg.duration);
    plan.routes[index].distance = road + leg.distance;
}

fn cost(province: &Province, plan: &Plan) -> CostBreakdown {
    let (prices, hub) = (&province.settings().prices, &province.settings().hub);
    let mut cost = CostBreakdown::default();
    for route in &plan.routes {
        let vehicle = &province.vehicles()[route.vehicle];
        cost.vehicle_days += vehicle.day_price;
        cost.distance += cents_for_distance(route.distance, vehicle.cents_per_km);
        let mut service = hub.loading + hub.unloading;
        for visit in &route.visits {
            service += plan.visits[*visit].start.until(plan.visits[*visit].end);
        }
        let mut paid = route.departure.until(route.back) + hub.loading + hub.unloading;
        for pause in &route.breaks {
            paid -= pause.duration;
        }
        let service = cents_for_time(service, prices.driver_cents_per_hour);
        cost.service_time += service;
        cost.driving_time += cents_for_time(paid, prices.driver_cents_per_hour) - service;
    }
    for (index, visit) in plan.visits.iter_indexed() {
        cost.crate_handling += Cents(prices.crate_handling.0 * carried(plan, index));
        if visit.route.is_none() {
            let lasts = visit.start.until(visit.end);
            cost.service_time += cents_for_time(lasts, prices.driver_cents_per_hour);
        }
    }
    for (index, parcel) in plan.parcels.iter_indexed() {
        let day =
            if parcel.kind.is_awaited() { prices.awaited_item_day } else { prices.other_item_day };
        let arrives = parcel.arrives.unwrap_or(on(Weekday::Mon).plus_days(14));
        cost.lead_time += Cents(day.0 * parcel.items.0 * parcel.accepted.days_until(arrives));
        let bags = plan.routes.iter().flat_map(|route| &route.transfers);
        let sealed = bags.flat_map(|bag| &bag.fill.contents).any(|(at, _)| *at == index);
        if parcel.from != province.hub() && !sealed {
            cost.item_handling += Cents(prices.touch.0 * parcel.items.0);
        }
    }
    for supply in &plan.supplies {
        match supply.source {
            Source::Shelf(_) => cost.item_handling += Cents(prices.touch.0 * supply.quantity.0),
            Source::Outside => cost.outside += Cents(prices.outside_tariff.0 * supply.quantity.0),
            Source::Returning | Source::Unfilled => {}
        }
    }
    cost
}
