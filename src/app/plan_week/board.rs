//! What a vehicle has on board, leg by leg, and the room that is left.

use std::ops::RangeInclusive;

use super::crates::count;
use crate::index::{ParcelIdx, RouteIdx, VisitIdx};
use crate::model::{CrateFill, Plan, Province, Route, TransferBag, Visit};
use crate::units::{Crates, Grams};

/// Whether a parcel is brought or taken along at a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    Delivery,
    Pickup,
}

/// What is on board on one leg: crates, bags from stop to stop, which take the room of one each,
/// and the mass of what all of them hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Board {
    pub(super) crates: Crates,
    pub(super) transfers: Crates,
    pub(super) contents: Grams,
}

/// What a vehicle can take on a leg beside what is on board; below zero where it is overfull.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Room {
    pub(super) crates: Crates,
    pub(super) mass: Grams,
}

/// Mass of what a crate or a bag holds.
pub(super) fn mass_of(plan: &Plan, fill: &CrateFill) -> Grams {
    fill.contents.iter().map(|(parcel, items)| plan.parcels[*parcel].grams_each * items.0).sum()
}

/// The legs of a route with its filled and its mixed crates; leg 0 leaves the hub.
pub(super) fn legs(plan: &Plan, route: RouteIdx) -> Vec<Board> {
    let route = &plan.routes[route];
    let visits: Vec<&Visit> = route.visits.iter().map(|visit| &plan.visits[*visit]).collect();
    let mixed = Crates(count(route.mixed_crates.len()));
    let mut board = Board {
        crates: mixed + visits.iter().map(|visit| brought(plan, visit).crates).sum(),
        contents: visits.iter().map(|visit| brought(plan, visit).contents).sum(),
        transfers: Crates::ZERO,
    };
    let mut legs = vec![board];
    for visit in visits {
        let (off, on) = (brought(plan, visit), taken(plan, visit));
        board.crates = board.crates - off.crates + on.crates;
        board.contents = board.contents - off.contents + on.contents;
        legs.push(board);
    }
    for bag in &route.transfers {
        for leg in between(route, bag) {
            legs[leg].transfers += Crates(1);
            legs[leg].contents += mass_of(plan, &bag.fill);
        }
    }
    legs
}

/// The legs on which a bag from stop to stop is on board.
fn between(route: &Route, bag: &TransferBag) -> RangeInclusive<usize> {
    let rank = |visit: VisitIdx| {
        let rank = route.visits.iter().position(|at| *at == visit);
        rank.expect("a bag rides from stop to stop of its route")
    };
    rank(bag.from) + 1..=rank(bag.to)
}

fn brought(plan: &Plan, visit: &Visit) -> Board {
    let fills = visit.delivery.crates.iter().chain(&visit.delivery.bag);
    Board {
        transfers: Crates::ZERO,
        crates: Crates(count(visit.delivery.crates.len())),
        contents: fills.map(|fill| mass_of(plan, fill)).sum(),
    }
}

fn taken(plan: &Plan, visit: &Visit) -> Board {
    Board {
        transfers: Crates::ZERO,
        crates: Crates(count(visit.pickup.crates.len())),
        contents: visit.pickup.crates.iter().map(|fill| mass_of(plan, fill)).sum(),
    }
}

/// The room on every leg of a route.
pub(super) fn rooms(province: &Province, plan: &Plan, route: RouteIdx) -> Vec<Room> {
    let vehicle = &province.vehicles()[plan.routes[route].vehicle];
    let tare = province.settings().crate_type.tare;
    let room = |board: Board| Room {
        crates: vehicle.crates - board.crates - board.transfers,
        mass: vehicle.payload - board.contents - tare * board.crates.0,
    };
    legs(plan, route).into_iter().map(room).collect()
}

/// The crates that a vehicle may carry on every leg, so that crates and contents stay within its
/// payload; mixed crates, which ride along, are left out, and so are bags from stop to stop.
pub(super) fn crates_max(province: &Province, plan: &Plan, route: RouteIdx) -> Crates {
    let vehicle = &province.vehicles()[plan.routes[route].vehicle];
    let tare = province.settings().crate_type.tare;
    let heaviest = legs(plan, route).iter().map(|leg| leg.contents).max().unwrap_or(Grams::ZERO);
    let by_mass = (vehicle.payload - heaviest).0.checked_div(tare.0).unwrap_or(i64::MAX);
    let transfers = legs(plan, route).iter().map(|leg| leg.transfers).max();
    vehicle.crates.min(Crates(by_mass))
        - Crates(count(plan.routes[route].mixed_crates.len()))
        - transfers.unwrap_or(Crates::ZERO)
}

/// The least room on the legs on which a parcel would ride; `None` where it rides on no route.
pub(super) fn room_on_way(province: &Province, plan: &Plan, parcel: ParcelIdx) -> Option<Room> {
    let parcel = &plan.parcels[parcel];
    let ends =
        [(parcel.delivered_by, Direction::Delivery), (parcel.collected_by, Direction::Pickup)];
    let legs = ends.into_iter().flat_map(|(visit, direction)| {
        visit.map_or_else(Vec::new, |visit| rooms_of_visit(province, plan, visit, direction))
    });
    legs.reduce(|least, room| Room {
        crates: least.crates.min(room.crates),
        mass: least.mass.min(room.mass),
    })
}

fn rooms_of_visit(
    province: &Province,
    plan: &Plan,
    visit: VisitIdx,
    direction: Direction,
) -> Vec<Room> {
    let Some(route) = plan.visits[visit].route else { return Vec::new() };
    let stops = &plan.routes[route].visits;
    let rank = stops.iter().position(|at| *at == visit).expect("a visit is on its route");
    let mut rooms = rooms(province, plan, route);
    match direction {
        Direction::Delivery => rooms.truncate(rank + 1),
        Direction::Pickup => drop(rooms.drain(..=rank)),
    }
    rooms
}
