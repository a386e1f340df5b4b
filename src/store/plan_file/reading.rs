//! From the stored form to the model, with every code, position and range checked.

use super::limits::{CENTS_MAX, COUNT_MAX, MEASURE_MAX, YEARS};
use super::lookup::{Fault, Lookup, each, inside};
use super::schema::{
    BreakRow, CostRow, DeliveryRow, ExcuseReasonRow, ExcuseRow, FillRow, FollowingRow, OriginRow,
    ParcelRow, PickupRow, PlanFile, RouteRow, SourceRow, SupplyRow, TransferRow, UnservedReasonRow,
    UnservedRow, VisitRow,
};
use crate::model::{
    Break, ClockTime, CostBreakdown, CrateFill, Delivery, Excuse, ExcuseReason, FollowingVisit,
    IsoWeek, MixedCrate, Parcel, ParcelKind, ParcelOrigin, Pickup, Plan, Province, Route,
    ServiceDate, Source, Supply, TransferBag, Unserved, UnservedReason, Visit, WeekdaySet,
};
use crate::units::{Cents, Crates, Grams, Items, Metres, Millilitres, Seconds};

/// The plan of a stored form.
pub(super) fn plan_of(stored: &PlanFile, province: &Province) -> Result<Plan, Fault> {
    let lookup = Lookup::new(stored, province);
    Ok(Plan {
        week: week_of(&stored.week)?,
        supplies: each("supplies", &stored.supplies, |row| supply_of(&lookup, row))?,
        parcels: each("parcels", &stored.parcels, |row| parcel_of(&lookup, row))?.into(),
        visits: each("visits", &stored.visits, |row| visit_of(&lookup, row))?.into(),
        routes: each("routes", &stored.routes, |row| route_of(&lookup, row))?.into(),
        following: each("following", &stored.following, |row| following_of(&lookup, row))?,
        excuses: each("excuses", &stored.excuses, |row| excuse_of(&lookup, row))?,
        unserved: each("unserved", &stored.unserved, |row| unserved_of(&lookup, row))?,
        cost: inside("cost", cost_of(&stored.cost))?,
    })
}

fn week_of(text: &str) -> Result<IsoWeek, Fault> {
    let week: Option<IsoWeek> = text.parse().ok();
    let week = week.filter(|week| YEARS.contains(&week.year()));
    week.ok_or_else(|| Fault::new("week", format!("`{text}` is no week")))
}

fn date_of(key: &str, text: &str) -> Result<ServiceDate, Fault> {
    let date: Option<ServiceDate> = text.parse().ok();
    let date = date.filter(|date| YEARS.contains(&date.year_month_day().0));
    date.ok_or_else(|| Fault::new(key, format!("`{text}` is no date")))
}

fn some_date_of(key: &str, text: Option<&String>) -> Result<Option<ServiceDate>, Fault> {
    text.map(|text| date_of(key, text)).transpose()
}

fn number_of(key: &str, number: i64, max: i64) -> Result<i64, Fault> {
    if (-max..=max).contains(&number) {
        Ok(number)
    } else {
        Err(Fault::new(key, format!("`{number}` is beyond {max}")))
    }
}

fn items_of(key: &str, number: i64) -> Result<Items, Fault> {
    number_of(key, number, COUNT_MAX).map(Items)
}

fn crates_of(key: &str, number: i64) -> Result<Crates, Fault> {
    number_of(key, number, COUNT_MAX).map(Crates)
}

fn seconds_of(key: &str, number: i64) -> Result<Seconds, Fault> {
    number_of(key, number, MEASURE_MAX).map(Seconds)
}

fn moment_of(key: &str, number: i64) -> Result<ClockTime, Fault> {
    seconds_of(key, number).map(ClockTime::from_seconds)
}

fn cost_of(row: &CostRow) -> Result<CostBreakdown, Fault> {
    let cents = |key, number| number_of(key, number, CENTS_MAX).map(Cents);
    Ok(CostBreakdown {
        vehicle_days: cents("vehicle_days_cents", row.vehicle_days_cents)?,
        distance: cents("distance_cents", row.distance_cents)?,
        driving_time: cents("driving_time_cents", row.driving_time_cents)?,
        service_time: cents("service_time_cents", row.service_time_cents)?,
        lead_time: cents("lead_time_cents", row.lead_time_cents)?,
        late_arrival: cents("late_arrival_cents", row.late_arrival_cents.unwrap_or(0))?,
        crate_handling: cents("crate_handling_cents", row.crate_handling_cents)?,
        item_handling: cents("item_handling_cents", row.item_handling_cents)?,
        outside: cents("outside_cents", row.outside_cents)?,
    })
}

fn supply_of(lookup: &Lookup<'_>, row: &SupplyRow) -> Result<Supply, Fault> {
    let source = match &row.source {
        SourceRow::Shelf(lender) => Source::Shelf(lookup.place("source.shelf", lender)?),
        SourceRow::Returning => Source::Returning,
        SourceRow::Outside => Source::Outside,
        SourceRow::Unfilled => Source::Unfilled,
    };
    Ok(Supply {
        request: lookup.request("request", &row.request)?,
        source,
        edition: row.edition.as_ref().map(|code| lookup.title("edition", code)).transpose()?,
        quantity: items_of("quantity", row.quantity)?,
    })
}

fn parcel_of(lookup: &Lookup<'_>, row: &ParcelRow) -> Result<Parcel, Fault> {
    let kind = ParcelKind::from_word(&row.kind)
        .ok_or_else(|| Fault::new("kind", format!("`{}` is no kind of parcel", row.kind)))?;
    let origin = match &row.origin {
        OriginRow::Request(number) => {
            ParcelOrigin::Request(lookup.request("origin.request", number)?)
        }
        OriginRow::Shipment(code) => {
            ParcelOrigin::Shipment(lookup.shipment("origin.shipment", code)?)
        }
    };
    let visit = |key, visit: Option<u32>| visit.map(|visit| lookup.visit(key, visit)).transpose();
    let measure = |key, number| number_of(key, number, MEASURE_MAX);
    Ok(Parcel {
        kind,
        origin,
        from: lookup.place("from", &row.from)?,
        to: lookup.place("to", &row.to)?,
        items: items_of("items", row.items)?,
        grams_each: measure("grams_each", row.grams_each).map(Grams)?,
        millilitres_each: measure("millilitres_each", row.millilitres_each).map(Millilitres)?,
        whole_crates: row
            .whole_crates
            .map(|crates| crates_of("whole_crates", crates))
            .transpose()?,
        accepted: date_of("accepted", &row.accepted)?,
        ready: date_of("ready", &row.ready)?,
        collected_by: visit("collected_by", row.collected_by)?,
        delivered_by: visit("delivered_by", row.delivered_by)?,
        leaves: some_date_of("leaves", row.leaves.as_ref())?,
        arrives: some_date_of("arrives", row.arrives.as_ref())?,
    })
}

fn fill_of(lookup: &Lookup<'_>, row: &FillRow) -> Result<CrateFill, Fault> {
    let content = |(parcel, items): &(u32, i64)| {
        Ok((lookup.parcel("parcel", *parcel)?, items_of("items", *items)?))
    };
    Ok(CrateFill { contents: each("", row, content)? })
}

fn visit_of(lookup: &Lookup<'_>, row: &VisitRow) -> Result<Visit, Fault> {
    Ok(Visit {
        place: lookup.place("place", &row.place)?,
        date: date_of("date", &row.date)?,
        route: row.route.map(|route| lookup.route("route", route)).transpose()?,
        arrival: moment_of("arrival_seconds", row.arrival_seconds)?,
        start: moment_of("start_seconds", row.start_seconds)?,
        end: moment_of("end_seconds", row.end_seconds)?,
        delivery: inside("delivery", delivery_of(lookup, &row.delivery))?,
        pickup: inside("pickup", pickup_of(lookup, &row.pickup))?,
    })
}

fn delivery_of(lookup: &Lookup<'_>, row: &DeliveryRow) -> Result<Delivery, Fault> {
    let bag = row.bag.as_ref().map(|fill| inside("bag", fill_of(lookup, fill)));
    Ok(Delivery {
        crates: each("crates", &row.crates, |fill| fill_of(lookup, fill))?,
        bag: bag.transpose()?,
        empties: crates_of("empties", row.empties)?,
        crates_at_least: crates_of("crates_at_least", row.crates_at_least)?,
    })
}

fn pickup_of(lookup: &Lookup<'_>, row: &PickupRow) -> Result<Pickup, Fault> {
    Ok(Pickup {
        crates: each("crates", &row.crates, |fill| fill_of(lookup, fill))?,
        empties: crates_of("empties", row.empties)?,
        crates_at_least: crates_of("crates_at_least", row.crates_at_least)?,
    })
}

fn route_of(lookup: &Lookup<'_>, row: &RouteRow) -> Result<Route, Fault> {
    let visits = |key, list: &[u32]| each(key, list, |visit| lookup.visit("", *visit));
    let mixed = |list: &Vec<u32>| Ok(MixedCrate { visits: visits("", list)? });
    Ok(Route {
        vehicle: lookup.vehicle("vehicle", &row.vehicle)?,
        driver: lookup.driver("driver", &row.driver)?,
        date: date_of("date", &row.date)?,
        departure: moment_of("departure_seconds", row.departure_seconds)?,
        back: moment_of("back_seconds", row.back_seconds)?,
        visits: visits("visits", &row.visits)?,
        breaks: each("breaks", &row.breaks, |pause| break_of(pause, row.visits.len()))?,
        mixed_crates: each("mixed_crates", &row.mixed_crates, mixed)?,
        transfers: each("transfers", &row.transfers, |bag| transfer_of(lookup, bag))?,
        distance: number_of("distance_metres", row.distance_metres, MEASURE_MAX).map(Metres)?,
    })
}

fn transfer_of(lookup: &Lookup<'_>, row: &TransferRow) -> Result<TransferBag, Fault> {
    Ok(TransferBag {
        from: lookup.visit("from", row.from)?,
        to: lookup.visit("to", row.to)?,
        fill: inside("contents", fill_of(lookup, &row.contents))?,
    })
}

fn break_of(row: &BreakRow, visits: usize) -> Result<Break, Fault> {
    let after_rank = row.after_rank as usize;
    if after_rank >= visits {
        let what = format!("the route has no visit of rank {after_rank}");
        return Err(Fault::new("after_rank", what));
    }
    Ok(Break {
        after_rank,
        start: moment_of("start_seconds", row.start_seconds)?,
        duration: seconds_of("duration_seconds", row.duration_seconds)?,
    })
}

fn following_of(lookup: &Lookup<'_>, row: &FollowingRow) -> Result<FollowingVisit, Fault> {
    Ok(FollowingVisit {
        place: lookup.place("place", &row.place)?,
        date: date_of("date", &row.date)?,
    })
}

fn excuse_of(lookup: &Lookup<'_>, row: &ExcuseRow) -> Result<Excuse, Fault> {
    let ExcuseReasonRow::ClosedDays { open } = &row.reason;
    let days = match open.as_str() {
        "" => Ok(WeekdaySet::default()),
        days => days.parse(),
    };
    let refused = |_| Fault::new("reason.closed_days.open", format!("`{open}` are no weekdays"));
    Ok(Excuse {
        place: lookup.place("place", &row.place)?,
        visits: row.visits,
        reason: ExcuseReason::ClosedDays { open: days.map_err(refused)? },
    })
}

fn unserved_of(lookup: &Lookup<'_>, row: &UnservedRow) -> Result<Unserved, Fault> {
    match row {
        UnservedRow::Visit { place, reason } => Ok(Unserved::Visit {
            place: lookup.place("visit.place", place)?,
            reason: inside("visit.reason", reason_of(reason))?,
        }),
        UnservedRow::Parcel { parcel, items, reason } => Ok(Unserved::Parcel {
            parcel: lookup.parcel("parcel.parcel", *parcel)?,
            items: items_of("parcel.items", *items)?,
            reason: inside("parcel.reason", reason_of(reason))?,
        }),
        UnservedRow::Request { request, reason } => Ok(Unserved::Request {
            request: lookup.request("request.request", request)?,
            reason: inside("request.reason", reason_of(reason))?,
        }),
    }
}

fn reason_of(row: &UnservedReasonRow) -> Result<UnservedReason, Fault> {
    Ok(match row {
        UnservedReasonRow::NoRouteFits { short_seconds } => {
            let short = seconds_of("no_route_fits.short_seconds", *short_seconds)?;
            UnservedReason::NoRouteFits { short }
        }
        UnservedReasonRow::VehicleFull { crates } => {
            let crates = crates_of("vehicle_full.crates", *crates)?;
            UnservedReason::VehicleFull { crates }
        }
        UnservedReasonRow::NoEmptyCrates { crates } => {
            let crates = crates_of("no_empty_crates.crates", *crates)?;
            UnservedReason::NoEmptyCrates { crates }
        }
        UnservedReasonRow::Oversize => UnservedReason::Oversize,
        UnservedReasonRow::NoVisit => UnservedReason::NoVisit,
        UnservedReasonRow::NotInUse => UnservedReason::NotInUse,
    })
}
