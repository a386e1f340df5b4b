//! Crates: what one may hold, what a mixed one holds, and that none appears or vanishes.

use std::collections::BTreeMap;

use super::case::{Case, crates_in, crates_out, full};
use super::verdict::Findings;
use super::{Expected, Fact, Rule, Side, Subject};
use crate::index::{ParcelIdx, RouteIdx, VisitIdx};
use crate::model::{CrateFill, Route, ServiceDate, Visit};
use crate::units::{Crates, Grams, Millilitres};

pub(super) fn hold(case: &Case<'_>, found: &mut Findings) {
    for (index, visit) in case.plan.visits.iter_indexed() {
        side(case, (index, Side::Delivery, &visit.delivery.crates), found);
        side(case, (index, Side::Pickup, &visit.pickup.crates), found);
        if let Some(bag) = &visit.delivery.bag {
            bag_limits(case, (Subject::Bag(index), bag), found);
        }
        bounds(index, visit, found);
    }
    for (index, route) in case.plan.routes.iter_indexed() {
        for (position, bag) in route.transfers.iter().enumerate() {
            bag_limits(case, (Subject::TransferBag(index, position), &bag.fill), found);
        }
        mixed_crates(case, (index, route), found);
    }
    bags_in_mixed_crates(case, found);
    stock_of_places(case, found);
    stock_of_hub(case, found);
}

fn side(
    case: &Case<'_>,
    (visit, side, crates): (VisitIdx, Side, &[CrateFill]),
    found: &mut Findings,
) {
    let krat = &case.province.settings().crate_type;
    let mut whole: BTreeMap<ParcelIdx, i64> = BTreeMap::new();
    for (position, fill) in crates.iter().enumerate() {
        let subject = Subject::Crate(visit, side, position);
        if let Some(parcel) = whole_parcel(case, fill) {
            *whole.entry(parcel).or_default() += 1;
            if let Some((other, _)) = fill.contents.iter().find(|(other, _)| *other != parcel) {
                found.push(Rule::WholeCrates, subject, Expected::Exactly(parcel.into()), *other);
            }
            continue;
        }
        let (mass, volume) = case.weigh(fill);
        found.at_most(Rule::CrateVolume, subject, krat.net_volume(), volume);
        found.at_most(Rule::CrateMass, subject, krat.net_mass(), mass);
    }
    for (parcel, filled) in whole {
        let asked = case.plan.parcels[parcel].whole_crates.unwrap_or_default();
        let subject = Subject::ParcelAt(parcel, visit, side);
        found.exactly(Rule::WholeCrates, subject, asked, Crates(filled));
    }
}

/// The first parcel in a crate that wants it whole.
fn whole_parcel(case: &Case<'_>, fill: &CrateFill) -> Option<ParcelIdx> {
    let whole = |parcel: &ParcelIdx| case.plan.parcels[*parcel].whole_crates.is_some();
    fill.contents.iter().map(|(parcel, _)| *parcel).find(whole)
}

fn bag_limits(case: &Case<'_>, (subject, bag): (Subject, &CrateFill), found: &mut Findings) {
    let limits = &case.province.settings().bag;
    let (mass, volume) = case.weigh(bag);
    found.at_most(Rule::BagVolume, subject, limits.volume, volume);
    found.at_most(Rule::BagMass, subject, limits.mass, mass);
    if let Some(parcel) = whole_parcel(case, bag) {
        let nothing = Expected::Exactly(Fact::Nothing);
        found.push(Rule::WholeCrates, subject, nothing, parcel);
    }
}

/// What the plan claims to be a lower bound cannot pass what it uses; a bag counts as one crate.
fn bounds(index: VisitIdx, visit: &Visit, found: &mut Findings) {
    let (delivery, pickup) = (&visit.delivery, &visit.pickup);
    let delivered = full(&delivery.crates) + Crates(i64::from(delivery.bag.is_some()));
    let subject = Subject::Visit(index);
    found.at_most(Rule::CratesAtLeast, subject, delivered, delivery.crates_at_least);
    found.at_most(Rule::CratesAtLeast, subject, full(&pickup.crates), pickup.crates_at_least);
}

/// Every bag rides in one mixed crate; no route carries one for the trolley.
fn bags_in_mixed_crates(case: &Case<'_>, found: &mut Findings) {
    let mixed = case.plan.routes.iter().flat_map(|route| &route.mixed_crates);
    let mut times: BTreeMap<VisitIdx, i64> = BTreeMap::new();
    for visit in mixed.flat_map(|mixed| &mixed.visits) {
        *times.entry(*visit).or_default() += 1;
    }
    for (index, visit) in case.plan.visits.iter_indexed() {
        let bags = i64::from(visit.delivery.bag.is_some());
        let in_mixed = times.get(&index).copied().unwrap_or(0);
        found.exactly(Rule::MixedCrate, Subject::Visit(index), bags, in_mixed);
    }
}

fn mixed_crates(case: &Case<'_>, (index, route): (RouteIdx, &Route), found: &mut Findings) {
    let krat = &case.province.settings().crate_type;
    let visits = &case.plan.visits;
    for (position, mixed) in route.mixed_crates.iter().enumerate() {
        let subject = Subject::MixedCrate(index, position);
        found.at_least(Rule::MixedCrate, subject, 1, mixed.visits.len());
        let (mut mass, mut volume) = (Grams::ZERO, Millilitres::ZERO);
        for visit in &mixed.visits {
            if visits[*visit].route != Some(index) {
                let here = Expected::Exactly(index.into());
                found.push(Rule::MixedCrate, Subject::Visit(*visit), here, visits[*visit].route);
            }
            if let Some(bag) = &visits[*visit].delivery.bag {
                let (bag_mass, bag_volume) = case.weigh(bag);
                mass += bag_mass;
                volume += bag_volume;
            }
        }
        found.at_most(Rule::MixedCrateVolume, subject, krat.net_volume(), volume);
        found.at_most(Rule::MixedCrateMass, subject, krat.net_mass(), mass);
    }
}

/// What a place has in crates, visit by visit.
fn stock_of_places(case: &Case<'_>, found: &mut Findings) {
    for (index, place) in case.province.places().iter_indexed() {
        let room = place.service.empties_max.max(place.service.empties);
        let mut stock = place.service.empties;
        for visit in case.calls.this_week(index) {
            let at = &case.plan.visits[visit];
            let (put_out, brought) = (crates_out(at), crates_in(at));
            found.at_most(Rule::CratesAtPlace, Subject::Visit(visit), stock, put_out);
            stock = stock - put_out + brought;
            found.at_most(Rule::CratesRoom, Subject::Visit(visit), room, stock);
        }
    }
}

/// Empty crates that a place still has when it has put out everything for a visit.
pub(super) fn spare_crates(case: &Case<'_>, visit: VisitIdx) -> Crates {
    let place = case.plan.visits[visit].place;
    let mut stock = case.province.places()[place].service.empties;
    for earlier in case.calls.this_week(place) {
        let at = &case.plan.visits[earlier];
        stock -= crates_out(at);
        if earlier == visit {
            break;
        }
        stock += crates_in(at);
    }
    stock
}

/// What the hub has in crates, morning by morning: what a day brings back goes out from the next.
fn stock_of_hub(case: &Case<'_>, found: &mut Findings) {
    let places = case.province.places();
    let elsewhere: Crates = places.iter().map(|place| place.service.empties).sum();
    let mut stock = Crates(case.province.settings().crates_in_circulation) - elsewhere;
    let mut days: BTreeMap<ServiceDate, (Crates, Crates)> = BTreeMap::new();
    for visit in &case.plan.visits {
        let day = days.entry(visit.date).or_default();
        day.0 += crates_in(visit);
        day.1 += crates_out(visit);
    }
    for route in &case.plan.routes {
        let mixed = Crates(i64::try_from(route.mixed_crates.len()).unwrap_or(i64::MAX));
        let day = days.entry(route.date).or_default();
        day.0 += mixed;
        day.1 += mixed;
    }
    for (date, (out, back)) in days {
        found.at_most(Rule::HubCrates, Subject::Date(date), stock, out);
        stock = stock - out + back;
    }
}
