//! Sealed bags from stop to stop, past the hub.

use std::collections::{BTreeMap, BTreeSet};

use super::case::Case;
use super::movement::Way;
use super::verdict::Findings;
use super::{Expected, Rule, Subject};
use crate::index::{IndexVec, ParcelIdx, RouteIdx, VisitIdx};
use crate::model::{Plan, Route, TransferBag};
use crate::units::{Crates, Grams};

/// The parcels that ride in such bags.
pub(super) fn parcels(plan: &Plan) -> BTreeSet<ParcelIdx> {
    let bags = plan.routes.iter().flat_map(|route| &route.transfers);
    bags.flat_map(|bag| &bag.fill.contents).map(|(parcel, _)| *parcel).collect()
}

/// Gives the parcels of bags that ride as they should their shorter way: they arrive on the date
/// on which they leave.
pub(super) fn shorten(plan: &Plan, ways: &mut IndexVec<ParcelIdx, Way>) {
    for (index, route) in plan.routes.iter_indexed() {
        for bag in route.transfers.iter().filter(|bag| rides_forwards(plan, index, bag)) {
            for (parcel, _) in &bag.fill.contents {
                if is_of(plan, bag, *parcel) && ways[*parcel].collected_by == Some(bag.from) {
                    ways[*parcel].delivered_by = Some(bag.to);
                    ways[*parcel].arrives = Some(route.date);
                }
            }
        }
    }
}

fn rank(route: &Route, visit: VisitIdx) -> Option<usize> {
    route.visits.iter().position(|at| *at == visit)
}

fn rides_forwards(plan: &Plan, index: RouteIdx, bag: &TransferBag) -> bool {
    let route = &plan.routes[index];
    let ranks = rank(route, bag.from).zip(rank(route, bag.to));
    ranks.is_some_and(|(from, to)| from < to)
}

/// Whether a parcel goes from the one place of a bag to the other.
fn is_of(plan: &Plan, bag: &TransferBag, parcel: ParcelIdx) -> bool {
    let of = &plan.parcels[parcel];
    (of.from, of.to) == (plan.visits[bag.from].place, plan.visits[bag.to].place)
}

pub(super) fn hold(case: &Case<'_>, found: &mut Findings) {
    let plan = case.plan;
    let mut times: BTreeMap<ParcelIdx, i64> = BTreeMap::new();
    for (index, route) in plan.routes.iter_indexed() {
        for (position, bag) in route.transfers.iter().enumerate() {
            let subject = Subject::TransferBag(index, position);
            if !rides_forwards(plan, index, bag) {
                let after = Expected::AtLeast(bag.from.into());
                found.push(Rule::Transfer, subject, after, bag.to);
            }
            found.at_least(Rule::Transfer, subject, 1_usize, bag.fill.contents.len());
            for (parcel, items) in &bag.fill.contents {
                *times.entry(*parcel).or_default() += 1;
                let (of, way) = (&plan.parcels[*parcel], case.ways[*parcel]);
                let places = (plan.visits[bag.from].place, plan.visits[bag.to].place);
                let subject = Subject::Parcel(*parcel);
                found.exactly(Rule::Transfer, subject, places.0, of.from);
                found.exactly(Rule::Transfer, subject, places.1, of.to);
                found.exactly(Rule::Transfer, subject, Some(bag.from), way.collected_by);
                found.exactly(Rule::Transfer, subject, of.items, *items);
            }
        }
    }
    for (parcel, times) in times {
        found.exactly(Rule::Transfer, Subject::Parcel(parcel), 1_i64, times);
    }
}

/// Bags on board after each stop of a route, each as a crate, and what is in them.
pub(super) fn on_board(case: &Case<'_>, route: &Route) -> Vec<(Crates, Grams)> {
    let after = |visited: usize| {
        let done = &route.visits[..=visited];
        let rides = |bag: &&TransferBag| done.contains(&bag.from) && !done.contains(&bag.to);
        let bags = route.transfers.iter().filter(rides);
        bags.fold((Crates::ZERO, Grams::ZERO), |(bags, mass), bag| {
            (bags + Crates(1), mass + case.weigh(&bag.fill).0)
        })
    };
    (0..route.visits.len()).map(after).collect()
}
