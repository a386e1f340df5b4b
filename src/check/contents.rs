//! What is in the crates and bags: each item that a visit handles, once.

use std::collections::BTreeMap;

use super::case::Case;
use super::crates::spare_crates;
use super::load::loads;
use super::verdict::Findings;
use super::{Expected, Fact, Rule, Side, Subject};
use crate::index::{ParcelIdx, PlaceIdx, VisitIdx};
use crate::model::{CrateFill, Unserved, UnservedReason};
use crate::units::{Crates, Grams, Items};

pub(super) fn hold(case: &Case<'_>, found: &mut Findings) {
    unserved(case, found);
    for (side, rule) in
        [(Side::Pickup, Rule::PickupContents), (Side::Delivery, Rule::DeliveryContents)]
    {
        let packed = packed(case, side);
        let mut wanted = BTreeMap::new();
        for (parcel, way) in case.ways.iter_indexed() {
            let visit = match side {
                Side::Pickup => way.collected_by,
                Side::Delivery => way.delivered_by,
            };
            let items = case.plan.parcels[parcel].items - case.left_behind[parcel];
            if let Some(visit) = visit {
                wanted.insert((visit, parcel), items);
            }
        }
        let mut pairs: BTreeMap<_, _> = packed.keys().map(|pair| (*pair, Items::ZERO)).collect();
        pairs.extend(&wanted);
        for ((visit, parcel), items) in pairs {
            let in_crates = packed.get(&(visit, parcel)).copied().unwrap_or_default();
            found.exactly(rule, Subject::ParcelAt(parcel, visit, side), items, in_crates);
        }
    }
}

/// The items of each parcel in the crates and the bag of one side of each visit.
fn packed(case: &Case<'_>, side: Side) -> BTreeMap<(VisitIdx, ParcelIdx), Items> {
    let mut packed = BTreeMap::new();
    for (visit, at) in case.plan.visits.iter_indexed() {
        let mut add = |fill: &CrateFill| {
            for (parcel, items) in &fill.contents {
                *packed.entry((visit, *parcel)).or_default() += *items;
            }
        };
        match side {
            Side::Pickup => at.pickup.crates.iter().for_each(&mut add),
            Side::Delivery => at.delivery.crates.iter().chain(&at.delivery.bag).for_each(&mut add),
        }
    }
    packed
}

fn unserved(case: &Case<'_>, found: &mut Findings) {
    for (parcel, &left) in case.left_behind.iter_indexed() {
        let items = case.plan.parcels[parcel].items;
        found.at_most(Rule::UnservedItems, Subject::Parcel(parcel), items, left);
    }
    for (position, unserved) in case.plan.unserved.iter().enumerate() {
        let subject = Subject::Unserved(position);
        match *unserved {
            Unserved::Visit { place, .. } => {
                let missing = missing_visits(case, place);
                found.at_least(Rule::UnservedReason, subject, 1, missing);
            }
            Unserved::Request { request, reason } => {
                let pickup = case.province.requests()[request].pickup;
                if reason != UnservedReason::NotInUse || case.is_in_use(pickup) {
                    found.push(
                        Rule::UnservedReason,
                        subject,
                        Expected::Exactly(Fact::Nothing),
                        pickup,
                    );
                }
            }
            Unserved::Parcel { parcel, items, reason } => {
                found.at_least(Rule::UnservedItems, subject, Items(1), items);
                parcel_reason(case, (parcel, items, reason), (subject, found));
            }
        }
    }
}

/// Visits that the norm asks for, that the permitted days allow, and that the plan lacks.
fn missing_visits(case: &Case<'_>, place: PlaceIdx) -> i64 {
    let asked = usize::from(case.asked(place));
    let possible = asked.min(case.permitted[place].len());
    let made = case.calls.this_week(place).count();
    i64::try_from(possible.saturating_sub(made)).unwrap_or(i64::MAX)
}

fn parcel_reason(
    case: &Case<'_>,
    (parcel, items, reason): (ParcelIdx, Items, UnservedReason),
    (subject, found): (Subject, &mut Findings),
) {
    let rule = Rule::UnservedReason;
    let (moved, way) = (&case.plan.parcels[parcel], case.ways[parcel]);
    match reason {
        UnservedReason::NoVisit => {
            if way.leaves.is_some()
                && let Some(arrives) = way.arrives
            {
                found.push(rule, subject, Expected::Exactly(Fact::Nothing), arrives);
            }
        }
        UnservedReason::NoEmptyCrates { crates } => {
            let spare = way.collected_by.map(|visit| spare_crates(case, visit));
            if spare.is_none_or(|spare| spare >= crates) {
                found.push(rule, subject, Expected::AtLeast(spare.into()), crates);
            }
        }
        UnservedReason::Oversize => {
            let krat = &case.province.settings().crate_type;
            if moved.millilitres_each <= krat.net_volume() {
                let too_heavy = krat.net_mass() + Grams(1);
                found.at_least(rule, subject, too_heavy, moved.grams_each);
            }
        }
        UnservedReason::VehicleFull { crates } => {
            let room = smallest_room(case, parcel);
            let full = room.is_some_and(|(free_crates, free_mass)| {
                let tare = case.province.settings().crate_type.tare * crates.0;
                free_crates < crates || free_mass < moved.grams_each * items.0 + tare
            });
            if !full {
                let room = room.map(|(free_crates, _)| free_crates);
                found.push(rule, subject, Expected::AtLeast(room.into()), crates);
            }
        }
        UnservedReason::NoRouteFits { short } => {
            found.push(rule, subject, Expected::Exactly(Fact::Nothing), short);
        }
        UnservedReason::NotInUse => {
            found.push(rule, subject, Expected::Exactly(Fact::Nothing), moved.to);
        }
    }
}

/// The least room that a vehicle has left for a parcel, on the legs on which it would be carried:
/// from the hub to its destination, or from its origin back to the hub.
fn smallest_room(case: &Case<'_>, parcel: ParcelIdx) -> Option<(Crates, Grams)> {
    let way = case.ways[parcel];
    let sides = [(way.delivered_by, Side::Delivery), (way.collected_by, Side::Pickup)];
    let mut least: Option<(Crates, Grams)> = None;
    for (visit, side) in sides {
        let Some(visit) = visit else { continue };
        let Some(route) = case.plan.visits[visit].route else { continue };
        let route = &case.plan.routes[route];
        let rank = route.visits.iter().position(|at| *at == visit).unwrap_or(0);
        let loads = loads(case, route);
        let carried = match side {
            Side::Delivery => &loads[..=rank],
            Side::Pickup => &loads[rank + 1..],
        };
        let vehicle = &case.province.vehicles()[route.vehicle];
        for (crates, mass) in carried {
            let (free_crates, free_mass) = (vehicle.crates - *crates, vehicle.payload - *mass);
            let known = least.unwrap_or((free_crates, free_mass));
            least = Some((known.0.min(free_crates), known.1.min(free_mass)));
        }
    }
    least
}
