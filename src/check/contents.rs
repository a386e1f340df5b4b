//! What is in the crates and bags: each item that a visit handles, once.

use std::collections::BTreeMap;

use super::case::Case;
use super::verdict::Findings;
use super::{Rule, Side, Subject};
use crate::index::{ParcelIdx, VisitIdx};
use crate::model::CrateFill;
use crate::units::Items;

pub(super) fn hold(case: &Case<'_>, found: &mut Findings) {
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

/// The items of each parcel in the crates and the bags of one side of each visit.
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
    for bag in case.plan.routes.iter().flat_map(|route| &route.transfers) {
        let visit = match side {
            Side::Pickup => bag.from,
            Side::Delivery => bag.to,
        };
        for (parcel, items) in &bag.fill.contents {
            *packed.entry((visit, *parcel)).or_default() += *items;
        }
    }
    packed
}
