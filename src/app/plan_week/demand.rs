//! What must move in a week: requests and shipments, as parcels with their way.

use crate::index::{IndexVec, ParcelIdx, PlaceIdx, RequestIdx, ShipmentIdx, VisitIdx};
use crate::model::{
    IsoWeek, Parcel, ParcelKind, ParcelOrigin, Province, ServiceDate, Source, Supply, Unserved,
    UnservedReason, Visit, Weekday,
};
use crate::transit::Timetable;

/// The requests and shipments of a week.
#[derive(Clone, Debug)]
pub(super) struct Demand {
    pub(super) monday: ServiceDate,
    /// Requests placed by the last service day whose limit has not passed before the week.
    pub(super) requests: Vec<RequestIdx>,
    /// Those of them whose pick-up place is not in use in the week, in order.
    deferred: Vec<RequestIdx>,
    shipments: Vec<ShipmentIdx>,
}

impl Demand {
    pub(super) fn of(province: &Province, week: IsoWeek) -> Self {
        let monday = week.date(Weekday::Mon);
        let last = province.settings().service_days.iter().last().unwrap_or(Weekday::Fri);
        let last = week.date(last);
        let open = province
            .requests()
            .iter_indexed()
            .filter(|(_, request)| request.placed <= last && request.limit >= monday);
        let ready = province.shipments().iter_indexed().filter(|(_, row)| row.ready <= last);
        let requests: Vec<RequestIdx> = open.map(|(request, _)| request).collect();
        let pickup = |request: &RequestIdx| province.requests()[*request].pickup;
        let not_in_use =
            |request: &&RequestIdx| !province.places()[pickup(request)].is_used_in(week);
        Self {
            monday,
            deferred: requests.iter().filter(not_in_use).copied().collect(),
            requests,
            shipments: ready.map(|(shipment, _)| shipment).collect(),
        }
    }

    /// Whether the pick-up place of a request is not in use in the week.
    pub(super) fn is_deferred(&self, request: RequestIdx) -> bool {
        self.deferred.binary_search(&request).is_ok()
    }

    /// The requests that wait for a week in which their pick-up place is in use.
    pub(super) fn unserved(&self) -> impl Iterator<Item = Unserved> {
        let reason = UnservedReason::NotInUse;
        self.deferred.iter().map(move |request| Unserved::Request { request: *request, reason })
    }

    /// The morning on which a request is first on a pull list.
    pub(super) fn ready(&self, province: &Province, request: RequestIdx) -> ServiceDate {
        province.requests()[request].placed.plus_days(1).max(self.monday)
    }

    /// Everything that moves under some supplies, not yet dated: supplies' order, then shipments'.
    pub(super) fn parcels(&self, province: &Province, supplies: &[Supply]) -> Vec<Parcel> {
        let supplied = supplies.iter().filter_map(|supply| self.supplied(province, supply));
        let shipped = self.shipments.iter().map(|shipment| shipped(province, *shipment));
        supplied.chain(shipped).collect()
    }

    /// Everything that moves, with the visits that collect and deliver it.
    pub(super) fn dated_parcels(
        &self,
        province: &Province,
        supplies: &[Supply],
        timetable: &Timetable,
        visits: &IndexVec<VisitIdx, Visit>,
    ) -> IndexVec<ParcelIdx, Parcel> {
        let visit_on = |place: PlaceIdx, date: ServiceDate| {
            let found = visits.iter_indexed().find(|(_, v)| v.place == place && v.date == date);
            found.map(|(visit, _)| visit)
        };
        let dated = |mut parcel: Parcel| {
            if let Some(way) = timetable.movement(parcel.from, parcel.to, parcel.ready) {
                parcel.leaves = Some(way.leaves);
                parcel.arrives = Some(way.arrives);
                parcel.delivered_by = visit_on(parcel.to, way.arrives);
                parcel.collected_by = visit_on(parcel.from, way.leaves);
            } else {
                let hub = province.hub();
                parcel.leaves =
                    timetable.movement(parcel.from, hub, parcel.ready).map(|w| w.leaves);
                if parcel.from == hub {
                    parcel.leaves = None;
                }
                parcel.collected_by = parcel.leaves.and_then(|date| visit_on(parcel.from, date));
            }
            parcel
        };
        self.parcels(province, supplies).into_iter().map(dated).collect()
    }

    fn supplied(&self, province: &Province, supply: &Supply) -> Option<Parcel> {
        let request = &province.requests()[supply.request];
        let Source::Shelf(lender) = supply.source else { return None };
        if lender == request.pickup {
            return None;
        }
        let title = &province.titles()[supply.title(request)];
        Some(Parcel {
            kind: ParcelKind::Request,
            origin: ParcelOrigin::Request(supply.request),
            from: lender,
            to: request.pickup,
            items: supply.quantity,
            grams_each: title.grams,
            millilitres_each: title.millilitres,
            whole_crates: None,
            accepted: request.placed,
            ready: self.ready(province, supply.request),
            collected_by: None,
            delivered_by: None,
            leaves: None,
            arrives: None,
        })
    }
}

fn shipped(province: &Province, shipment: ShipmentIdx) -> Parcel {
    let row = &province.shipments()[shipment];
    Parcel {
        kind: row.kind,
        origin: ParcelOrigin::Shipment(shipment),
        from: row.from,
        to: row.to,
        items: row.items,
        grams_each: row.grams_each,
        millilitres_each: row.millilitres_each,
        whole_crates: row.whole_crates,
        accepted: row.accepted,
        ready: row.ready,
        collected_by: None,
        delivered_by: None,
        leaves: None,
        arrives: None,
    }
}
