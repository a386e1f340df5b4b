//! What a plan promised, in the indices of the data folder that records.

use std::collections::{BTreeMap, BTreeSet};

use crate::index::{IndexVec, ParcelIdx, PlaceIdx, TitleIdx, VisitIdx};
use crate::model::{
    Category, IsoWeek, ParcelKind, ParcelOrigin, Plan, Province, ServiceDate, Source, Unserved,
};
use crate::units::Items;

/// A planned visit: the place and the day.
pub(super) type Call = (PlaceIdx, ServiceDate);

/// A parcel of the plan, less what the plan leaves behind.
#[derive(Clone, Debug)]
pub(super) struct PromisedParcel {
    pub(super) kind: ParcelKind,
    pub(super) from: PlaceIdx,
    pub(super) to: PlaceIdx,
    /// The number of its request.
    pub(super) request: Option<Box<str>>,
    pub(super) items: Items,
    pub(super) accepted: ServiceDate,
    pub(super) ready: ServiceDate,
    /// The visit that collects it; `None` when it starts at the hub, or later.
    pub(super) collected_by: Option<Call>,
    /// The visit that delivers it; `None` when it ends at the hub, or later.
    pub(super) delivered_by: Option<Call>,
}

/// A request that facts may name.
#[derive(Clone, Debug)]
pub(super) struct KnownRequest {
    pub(super) title: Option<TitleIdx>,
    pub(super) category: Category,
    pub(super) pickup: PlaceIdx,
    pub(super) placed: ServiceDate,
    pub(super) limit: ServiceDate,
    pub(super) quantity: Items,
    /// Places whose shelves supply it by the plan, with how many copies.
    pub(super) lenders: Vec<(PlaceIdx, Items)>,
    /// Whether the plan asks for copies outside the province.
    pub(super) is_outside: bool,
}

/// A plan as a promise that facts are held against.
#[derive(Debug)]
pub(super) struct Promise {
    pub(super) week: IsoWeek,
    pub(super) visits: BTreeSet<Call>,
    pub(super) parcels: Vec<PromisedParcel>,
    pub(super) requests: BTreeMap<Box<str>, KnownRequest>,
}

impl Promise {
    /// Translates a plan of one province into the indices of another, by codes; the codes of
    /// places that the other lacks when there are any. O(plan + titles log titles).
    pub(super) fn new(
        planned: &Province,
        plan: &Plan,
        data: &Province,
    ) -> Result<Self, Vec<String>> {
        let places = places_by_code(planned, data)?;
        let titles = titles_by_code(planned, data);
        let call = |visit: VisitIdx| {
            let visit = &plan.visits[visit];
            (places[visit.place], visit.date)
        };
        let mut left: IndexVec<ParcelIdx, Items> =
            IndexVec::filled(Items::ZERO, plan.parcels.len());
        for unserved in &plan.unserved {
            if let Unserved::Parcel { parcel, items, .. } = unserved {
                left[*parcel] += *items;
            }
        }
        let parcels = plan.parcels.iter_indexed().map(|(index, parcel)| PromisedParcel {
            kind: parcel.kind,
            from: places[parcel.from],
            to: places[parcel.to],
            request: match parcel.origin {
                ParcelOrigin::Request(request) => Some(planned.requests()[request].number.clone()),
                ParcelOrigin::Shipment(_) => None,
            },
            items: parcel.items - left[index],
            accepted: parcel.accepted,
            ready: parcel.ready,
            collected_by: parcel.collected_by.map(call),
            delivered_by: parcel.delivered_by.map(call),
        });
        let parcels = parcels.collect();
        let mut requests = BTreeMap::new();
        for request in data.requests() {
            let category = data.titles()[request.title].category;
            let known = known(request, (Some(request.title), category), request.pickup);
            requests.insert(request.number.clone(), known);
        }
        for request in planned.requests() {
            let title = titles[request.title];
            let category = planned.titles()[request.title].category;
            let known = known(request, (title, category), places[request.pickup]);
            requests.insert(request.number.clone(), known);
        }
        for supply in &plan.supplies {
            let number = &planned.requests()[supply.request].number;
            let Some(known) = requests.get_mut(number) else { continue };
            match supply.source {
                Source::Shelf(lender) => known.lenders.push((places[lender], supply.quantity)),
                Source::Outside => known.is_outside = true,
                Source::Returning | Source::Unfilled => {}
            }
        }
        let visits = plan.visits.indices().map(call).collect();
        Ok(Self { week: plan.week, visits, parcels, requests })
    }
}

fn known(
    request: &crate::model::Request,
    (title, category): (Option<TitleIdx>, Category),
    pickup: PlaceIdx,
) -> KnownRequest {
    KnownRequest {
        title,
        category,
        pickup,
        placed: request.placed,
        limit: request.limit,
        quantity: request.quantity,
        lenders: Vec::new(),
        is_outside: false,
    }
}

fn places_by_code(
    planned: &Province,
    data: &Province,
) -> Result<IndexVec<PlaceIdx, PlaceIdx>, Vec<String>> {
    let codes: BTreeMap<&str, PlaceIdx> =
        data.places().iter_indexed().map(|(place, row)| (row.code.0.as_str(), place)).collect();
    let mut missing = Vec::new();
    let mut places = IndexVec::new();
    for place in planned.places() {
        match codes.get(place.code.0.as_str()) {
            Some(known) => drop(places.push(*known)),
            None => missing.push(place.code.0.clone()),
        }
    }
    if missing.is_empty() { Ok(places) } else { Err(missing) }
}

/// The titles of the plan in the data folder, where it still has them.
fn titles_by_code(planned: &Province, data: &Province) -> IndexVec<TitleIdx, Option<TitleIdx>> {
    let wanted: BTreeMap<&str, TitleIdx> =
        planned.titles().iter_indexed().map(|(title, row)| (&*row.code, title)).collect();
    let mut titles = IndexVec::filled(None, planned.titles().len());
    for (title, row) in data.titles().iter_indexed() {
        if let Some(known) = wanted.get(&*row.code) {
            titles[*known] = Some(title);
        }
    }
    titles
}
