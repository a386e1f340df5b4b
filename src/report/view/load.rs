//! What a stop brings and takes, and what is on board between stops.

use std::collections::BTreeMap;

use crate::index::VisitIdx;
use crate::model::{CrateFill, ParcelKind, Place, Plan, Province, Route, TransferBag, Visit};
use crate::units::{Crates, Grams, Items};

/// Crates of one stop, or of all stops of a route.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct StopLoad {
    /// Full crates to unload.
    pub(crate) crates_in: Crates,
    /// Bags to hand over.
    pub(crate) bags: i64,
    /// The number of the mixed crate that holds the bag, from 1.
    pub(crate) mixed: Option<usize>,
    /// Empty crates to unload.
    pub(crate) empties_in: Crates,
    /// Full crates to take along.
    pub(crate) crates_out: Crates,
    /// Empty crates to take along.
    pub(crate) empties_out: Crates,
}

impl StopLoad {
    pub(crate) fn of(plan: &Plan, index: VisitIdx) -> Self {
        let visit = &plan.visits[index];
        let route = visit.route.map(|route| &plan.routes[route]);
        Self {
            crates_in: count(&visit.delivery.crates),
            bags: i64::from(visit.delivery.bag.is_some()),
            mixed: route.and_then(|route| mixed_number(route, index)),
            empties_in: visit.delivery.empties,
            crates_out: count(&visit.pickup.crates),
            empties_out: visit.pickup.empties,
        }
    }

    /// The sum over the stops of a route.
    pub(crate) fn total(plan: &Plan, visits: &[VisitIdx]) -> Self {
        let mut total = Self::default();
        for load in visits.iter().map(|visit| Self::of(plan, *visit)) {
            total.crates_in += load.crates_in;
            total.bags += load.bags;
            total.empties_in += load.empties_in;
            total.crates_out += load.crates_out;
            total.empties_out += load.empties_out;
        }
        total
    }
}

/// Items of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KindCount {
    pub(crate) kind: ParcelKind,
    pub(crate) items: Items,
}

/// Items by kind over some crates or bags, most urgent kind first.
pub(crate) fn kinds<'a>(
    plan: &Plan,
    fills: impl IntoIterator<Item = &'a CrateFill>,
) -> Vec<KindCount> {
    let mut counts: BTreeMap<ParcelKind, Items> = BTreeMap::new();
    for (parcel, items) in fills.into_iter().flat_map(|fill| &fill.contents) {
        *counts.entry(plan.parcels[*parcel].kind).or_default() += *items;
    }
    counts.into_iter().map(|(kind, items)| KindCount { kind, items }).collect()
}

/// All items of some crates or bags.
pub(crate) fn items<'a>(fills: impl IntoIterator<Item = &'a CrateFill>) -> Items {
    fills.into_iter().flat_map(|fill| &fill.contents).map(|(_, items)| *items).sum()
}

/// What the items of a crate or bag weigh.
pub(crate) fn mass(plan: &Plan, fill: &CrateFill) -> Grams {
    fill.contents.iter().map(|(parcel, items)| plan.parcels[*parcel].grams_each * items.0).sum()
}

/// Everything that a visit brings: its crates and its bag.
pub(crate) fn delivered(visit: &Visit) -> impl Iterator<Item = &CrateFill> {
    visit.delivery.crates.iter().chain(&visit.delivery.bag)
}

/// A sealed bag from stop to stop, as the stop at one of its ends sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TransferRow<'a> {
    /// The stop at the other end, by its number on the route.
    pub(crate) number: usize,
    pub(crate) place: &'a Place,
    pub(crate) fill: &'a CrateFill,
}

/// The bags that a visit brings from earlier stops of its route.
pub(crate) fn transfers_in<'a>(
    province: &'a Province,
    plan: &'a Plan,
    index: VisitIdx,
) -> Vec<TransferRow<'a>> {
    transfers(province, plan, index, |bag| (bag.to, bag.from))
}

/// The bags that a visit takes along for later stops of its route.
pub(crate) fn transfers_out<'a>(
    province: &'a Province,
    plan: &'a Plan,
    index: VisitIdx,
) -> Vec<TransferRow<'a>> {
    transfers(province, plan, index, |bag| (bag.from, bag.to))
}

/// The bags of a route with this visit at the first of two ends, and where the second is.
fn transfers<'a>(
    province: &'a Province,
    plan: &'a Plan,
    index: VisitIdx,
    ends: impl Fn(&TransferBag) -> (VisitIdx, VisitIdx),
) -> Vec<TransferRow<'a>> {
    let Some(route) = plan.visits[index].route else { return Vec::new() };
    let route = &plan.routes[route];
    let row = |bag: &'a TransferBag| {
        let (_, other) = ends(bag);
        let rank = route.visits.iter().position(|visit| *visit == other)?;
        let place = &province.places()[plan.visits[other].place];
        Some(TransferRow { number: rank + 1, place, fill: &bag.fill })
    };
    route.transfers.iter().filter(|bag| ends(bag).0 == index).filter_map(row).collect()
}

/// The most crates on board on any leg, full, mixed and empty; a bag from stop to stop takes the
/// room of one.
pub(crate) fn crates_on_board_max(plan: &Plan, route: &Route) -> Crates {
    let total = StopLoad::total(plan, &route.visits);
    let mixed = i64::try_from(route.mixed_crates.len()).expect("a vehicle holds few crates");
    let mut on_board = Crates(mixed) + total.crates_in + total.empties_in;
    let mut most = on_board;
    for visit in &route.visits {
        let load = StopLoad::of(plan, *visit);
        on_board -= load.crates_in + load.empties_in;
        on_board += load.crates_out + load.empties_out;
        for bag in &route.transfers {
            on_board += Crates(i64::from(bag.from == *visit) - i64::from(bag.to == *visit));
        }
        most = most.max(on_board);
    }
    most
}

/// The number of the mixed crate with the bag of a visit, from 1.
fn mixed_number(route: &Route, visit: VisitIdx) -> Option<usize> {
    let holds_it = |mixed: &crate::model::MixedCrate| mixed.visits.contains(&visit);
    route.mixed_crates.iter().position(holds_it).map(|position| position + 1)
}

/// The number of crates of a list.
pub(crate) fn count(crates: &[CrateFill]) -> Crates {
    Crates(i64::try_from(crates.len()).expect("a visit moves few crates"))
}
