//! Every parcel through the dated visits.

use super::case::Case;
use super::verdict::Findings;
use super::{Fact, Rule, Subject};
use crate::index::{Index as _, IndexVec, PlaceIdx, VisitIdx};
use crate::model::{Parcel, ParcelKind, ParcelOrigin, Plan, Province, ServiceDate, Source};

/// A visit as a parcel sees it: a date, and which visit of the plan it is, if of this week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) date: ServiceDate,
    pub(super) visit: Option<VisitIdx>,
}

/// The calls at each place in date order, over this week and the following.
#[derive(Debug)]
pub(super) struct Calls(IndexVec<PlaceIdx, Vec<Call>>);

/// How a parcel moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) collected_by: Option<VisitIdx>,
    pub(super) delivered_by: Option<VisitIdx>,
    pub(super) leaves: Option<ServiceDate>,
    pub(super) arrives: Option<ServiceDate>,
}

impl Calls {
    pub(super) fn new(province: &Province, plan: &Plan) -> Self {
        let mut calls = IndexVec::filled(Vec::new(), province.places().len());
        for (index, visit) in plan.visits.iter_indexed() {
            calls[visit.place].push(Call { date: visit.date, visit: Some(index) });
        }
        for visit in &plan.following {
            calls[visit.place].push(Call { date: visit.date, visit: None });
        }
        for of_place in &mut calls {
            of_place.sort_by_key(|call: &Call| call.date);
        }
        Self(calls)
    }

    /// The calls at a place in date order.
    pub(super) fn at(&self, place: PlaceIdx) -> &[Call] {
        &self.0[place]
    }

    /// The visits of this week at a place, in date order.
    pub(super) fn this_week(&self, place: PlaceIdx) -> impl Iterator<Item = VisitIdx> {
        self.0[place].iter().filter_map(|call| call.visit)
    }

    /// The first call at a place on or after a day.
    pub(super) fn first_from(&self, place: PlaceIdx, ready: ServiceDate) -> Option<Call> {
        let calls = &self.0[place];
        calls.get(calls.partition_point(|call| call.date < ready)).copied()
    }

    /// The way from one place to another of what is ready on a day.
    pub(super) fn way(
        &self,
        province: &Province,
        (from, to): (PlaceIdx, PlaceIdx),
        ready: ServiceDate,
    ) -> Way {
        if from == to {
            return Way { leaves: Some(ready), arrives: Some(ready), ..Way::default() };
        }
        let from_hub = from == province.hub();
        let mut way = Way::default();
        if from_hub || province.is_at_hub(from) {
            way.leaves = Some(ready);
        } else if let Some(call) = self.first_from(from, ready) {
            way.collected_by = call.visit;
            way.leaves = Some(call.date);
        }
        let Some(at_hub) = way.leaves else { return way };
        if province.is_at_hub(to) {
            way.arrives = way.leaves;
            return way;
        }
        // What lies at the hub is sorted; what comes in, or out of the background collection, waits.
        let sort_days = if from_hub { 0 } else { i64::from(province.settings().hub.sort_days) };
        let delivery = self.first_from(to, at_hub.plus_days(sort_days));
        way.delivered_by = delivery.and_then(|call| call.visit);
        way.arrives = delivery.map(|call| call.date);
        if from_hub {
            way.leaves = way.arrives;
        }
        way
    }
}

pub(super) fn hold(case: &Case<'_>, found: &mut Findings) {
    parcels(case, found);
    for (index, parcel) in case.plan.parcels.iter_indexed() {
        let (way, subject) = (case.ways[index], Subject::Parcel(index));
        found.exactly(Rule::CollectedBy, subject, way.collected_by, parcel.collected_by);
        found.exactly(Rule::DeliveredBy, subject, way.delivered_by, parcel.delivered_by);
        found.exactly(Rule::Leaves, subject, way.leaves, parcel.leaves);
        found.exactly(Rule::Arrives, subject, way.arrives, parcel.arrives);
    }
}

/// The parcels that the supplies and the input ask for, in their order.
fn expected_parcels(case: &Case<'_>) -> Vec<Parcel> {
    let province = case.province;
    let mut parcels = Vec::with_capacity(case.plan.parcels.len());
    for supply in &case.plan.supplies {
        let request = &province.requests()[supply.request];
        let Source::Shelf(from) = supply.source else { continue };
        if from == request.pickup {
            continue;
        }
        let title = &province.titles()[supply.title(request)];
        parcels.push(Parcel {
            kind: ParcelKind::Request,
            origin: ParcelOrigin::Request(supply.request),
            from,
            to: request.pickup,
            items: supply.quantity,
            grams_each: title.grams,
            millilitres_each: title.millilitres,
            whole_crates: None,
            accepted: request.placed,
            ready: case.ready(request),
            collected_by: None,
            delivered_by: None,
            leaves: None,
            arrives: None,
        });
    }
    let last_day = case.last_day();
    for (index, shipment) in province.shipments().iter_indexed() {
        if shipment.ready <= last_day {
            parcels.push(Parcel {
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
            });
        }
    }
    parcels
}

/// Everything of a parcel but its way, one fact after the other.
fn facts(parcel: &Parcel) -> [Fact; 11] {
    let origin = match parcel.origin {
        ParcelOrigin::Request(request) => Fact::from(request.position()),
        ParcelOrigin::Shipment(shipment) => Fact::from(shipment.position()),
    };
    let of_request = i64::from(matches!(parcel.origin, ParcelOrigin::Request(_)));
    [
        of_request.into(),
        origin,
        (parcel.kind as usize).into(),
        parcel.from.into(),
        parcel.to.into(),
        parcel.items.into(),
        parcel.grams_each.into(),
        parcel.millilitres_each.into(),
        parcel.whole_crates.into(),
        parcel.accepted.into(),
        parcel.ready.into(),
    ]
}

fn parcels(case: &Case<'_>, found: &mut Findings) {
    let expected = expected_parcels(case);
    let plan = &case.plan.parcels;
    found.exactly(Rule::Parcels, Subject::Plan, expected.len(), plan.len());
    for (wanted, (index, parcel)) in expected.iter().zip(plan.iter_indexed()) {
        let subject = Subject::Parcel(index);
        for (wanted, fact) in facts(wanted).into_iter().zip(facts(parcel)) {
            found.exactly(Rule::Parcels, subject, wanted, fact);
        }
    }
}
