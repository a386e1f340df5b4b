//! From the model to the stored form.

use super::file::StoredRun;
use super::schema::{
    BreakRow, CostRow, DeliveryRow, ExcuseReasonRow, ExcuseRow, FillRow, FollowingRow, OriginRow,
    ParcelRow, PickupRow, PlanFile, RouteRow, RunRow, SourceRow, SupplyRow, TransferRow,
    UnservedReasonRow, UnservedRow, VisitRow,
};
use crate::index::{PlaceIdx, RequestIdx};
use crate::model::{
    CostBreakdown, CrateFill, Excuse, ExcuseReason, Parcel, ParcelOrigin, Plan, Province, Route,
    Source, Supply, TransferBag, Unserved, UnservedReason, Visit,
};

/// The stored form of a plan.
pub(super) fn file_of(
    schema_version: String,
    run: &StoredRun,
    province: &Province,
    plan: &Plan,
) -> PlanFile {
    let following = plan.following.iter().map(|visit| FollowingRow {
        place: place(province, visit.place),
        date: visit.date.to_string(),
    });
    PlanFile {
        schema_version,
        program_version: run.program_version.clone(),
        settings: RunRow { seed: run.seed, iterations: run.iterations },
        inputs_fingerprint: run.inputs_fingerprint.clone(),
        travel_source: run.travel_source.clone(),
        week: plan.week.to_string(),
        cost: cost_row(&plan.cost),
        supplies: plan.supplies.iter().map(|supply| supply_row(province, supply)).collect(),
        parcels: plan.parcels.iter().map(|parcel| parcel_row(province, parcel)).collect(),
        visits: plan.visits.iter().map(|visit| visit_row(province, visit)).collect(),
        routes: plan.routes.iter().map(|route| route_row(province, route)).collect(),
        following: following.collect(),
        excuses: plan.excuses.iter().map(|excuse| excuse_row(province, excuse)).collect(),
        unserved: plan.unserved.iter().map(|row| unserved_row(province, row)).collect(),
    }
}

fn place(province: &Province, place: PlaceIdx) -> String {
    province.places()[place].code.to_string()
}

fn request(province: &Province, request: RequestIdx) -> String {
    province.requests()[request].number.to_string()
}

fn cost_row(cost: &CostBreakdown) -> CostRow {
    CostRow {
        vehicle_days_cents: cost.vehicle_days.0,
        distance_cents: cost.distance.0,
        driving_time_cents: cost.driving_time.0,
        service_time_cents: cost.service_time.0,
        lead_time_cents: cost.lead_time.0,
        late_arrival_cents: Some(cost.late_arrival.0).filter(|cents| *cents != 0),
        crate_handling_cents: cost.crate_handling.0,
        item_handling_cents: cost.item_handling.0,
        outside_cents: cost.outside.0,
    }
}

fn supply_row(province: &Province, supply: &Supply) -> SupplyRow {
    let source = match supply.source {
        Source::Shelf(lender) => SourceRow::Shelf(place(province, lender)),
        Source::Returning => SourceRow::Returning,
        Source::Outside => SourceRow::Outside,
        Source::Unfilled => SourceRow::Unfilled,
    };
    let edition = supply.edition.map(|title| province.titles()[title].code.to_string());
    SupplyRow {
        request: request(province, supply.request),
        source,
        quantity: supply.quantity.0,
        edition,
    }
}

fn parcel_row(province: &Province, parcel: &Parcel) -> ParcelRow {
    let origin = match parcel.origin {
        ParcelOrigin::Request(origin) => OriginRow::Request(request(province, origin)),
        ParcelOrigin::Shipment(origin) => {
            OriginRow::Shipment(province.shipments()[origin].code.to_string())
        }
    };
    ParcelRow {
        kind: parcel.kind.word().to_owned(),
        origin,
        from: place(province, parcel.from),
        to: place(province, parcel.to),
        items: parcel.items.0,
        grams_each: parcel.grams_each.0,
        millilitres_each: parcel.millilitres_each.0,
        whole_crates: parcel.whole_crates.map(|crates| crates.0),
        accepted: parcel.accepted.to_string(),
        ready: parcel.ready.to_string(),
        collected_by: parcel.collected_by.map(|visit| visit.0),
        delivered_by: parcel.delivered_by.map(|visit| visit.0),
        leaves: parcel.leaves.map(|date| date.to_string()),
        arrives: parcel.arrives.map(|date| date.to_string()),
    }
}

fn fill_row(fill: &CrateFill) -> FillRow {
    fill.contents.iter().map(|(parcel, items)| (parcel.0, items.0)).collect()
}

fn visit_row(province: &Province, visit: &Visit) -> VisitRow {
    let (delivery, pickup) = (&visit.delivery, &visit.pickup);
    VisitRow {
        place: place(province, visit.place),
        date: visit.date.to_string(),
        route: visit.route.map(|route| route.0),
        arrival_seconds: visit.arrival.since_midnight().0,
        start_seconds: visit.start.since_midnight().0,
        end_seconds: visit.end.since_midnight().0,
        delivery: DeliveryRow {
            crates: delivery.crates.iter().map(fill_row).collect(),
            bag: delivery.bag.as_ref().map(fill_row),
            empties: delivery.empties.0,
            crates_at_least: delivery.crates_at_least.0,
        },
        pickup: PickupRow {
            crates: pickup.crates.iter().map(fill_row).collect(),
            empties: pickup.empties.0,
            crates_at_least: pickup.crates_at_least.0,
        },
    }
}

fn route_row(province: &Province, route: &Route) -> RouteRow {
    let breaks = route.breaks.iter().map(|pause| BreakRow {
        after_rank: u32::try_from(pause.after_rank).expect("a route has fewer than 2^32 visits"),
        start_seconds: pause.start.since_midnight().0,
        duration_seconds: pause.duration.0,
    });
    let mixed = route.mixed_crates.iter();
    RouteRow {
        vehicle: province.vehicles()[route.vehicle].code.clone(),
        driver: province.drivers()[route.driver].code.clone(),
        date: route.date.to_string(),
        departure_seconds: route.departure.since_midnight().0,
        back_seconds: route.back.since_midnight().0,
        visits: route.visits.iter().map(|visit| visit.0).collect(),
        breaks: breaks.collect(),
        mixed_crates: mixed
            .map(|mixed| mixed.visits.iter().map(|visit| visit.0).collect())
            .collect(),
        transfers: route.transfers.iter().map(transfer_row).collect(),
        distance_metres: route.distance.0,
    }
}

fn transfer_row(bag: &TransferBag) -> TransferRow {
    TransferRow { from: bag.from.0, to: bag.to.0, contents: fill_row(&bag.fill) }
}

fn excuse_row(province: &Province, excuse: &Excuse) -> ExcuseRow {
    let reason = match &excuse.reason {
        ExcuseReason::ClosedDays { open } => ExcuseReasonRow::ClosedDays { open: open.to_string() },
    };
    ExcuseRow { place: place(province, excuse.place), visits: excuse.visits, reason }
}

fn unserved_row(province: &Province, unserved: &Unserved) -> UnservedRow {
    match *unserved {
        Unserved::Visit { place: missed, reason } => {
            UnservedRow::Visit { place: place(province, missed), reason: reason_row(reason) }
        }
        Unserved::Parcel { parcel, items, reason } => {
            UnservedRow::Parcel { parcel: parcel.0, items: items.0, reason: reason_row(reason) }
        }
        Unserved::Request { request: waits, reason } => {
            UnservedRow::Request { request: request(province, waits), reason: reason_row(reason) }
        }
    }
}

fn reason_row(reason: UnservedReason) -> UnservedReasonRow {
    match reason {
        UnservedReason::NoRouteFits { short } => {
            UnservedReasonRow::NoRouteFits { short_seconds: short.0 }
        }
        UnservedReason::VehicleFull { crates } => {
            UnservedReasonRow::VehicleFull { crates: crates.0 }
        }
        UnservedReason::NoEmptyCrates { crates } => {
            UnservedReasonRow::NoEmptyCrates { crates: crates.0 }
        }
        UnservedReason::Oversize => UnservedReasonRow::Oversize,
        UnservedReason::NoVisit => UnservedReasonRow::NoVisit,
        UnservedReason::NotInUse => UnservedReasonRow::NotInUse,
    }
}
