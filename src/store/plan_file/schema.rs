//! The keys of `plan.json`, in the order in which they are written.
//!
//! Quantities carry their unit in the key and are integers; moments are seconds since midnight of
//! their date. Places, titles, requests, shipments, vehicles and drivers are named by their codes;
//! parcels, visits and routes by their position in the file, from 0. A key that is not here is
//! refused: who adds one raises the version.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Contents of a crate or bag: pairs of a parcel's position and a number of items.
pub(super) type FillRow = Vec<(u32, i64)>;

/// The whole file.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct PlanFile {
    pub(super) schema_version: String,
    pub(super) program_version: String,
    pub(super) settings: RunRow,
    pub(super) inputs_fingerprint: String,
    pub(super) travel_source: String,
    pub(super) week: String,
    pub(super) cost: CostRow,
    pub(super) supplies: Vec<SupplyRow>,
    pub(super) parcels: Vec<ParcelRow>,
    pub(super) visits: Vec<VisitRow>,
    pub(super) routes: Vec<RouteRow>,
    pub(super) following: Vec<FollowingRow>,
    pub(super) excuses: Vec<ExcuseRow>,
    pub(super) unserved: Vec<UnservedRow>,
}

/// What decides the search.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RunRow {
    pub(super) seed: u64,
    pub(super) iterations: Option<u64>,
}

/// The terms of cost.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the keys of the file carry their unit")]
pub(super) struct CostRow {
    pub(super) vehicle_days_cents: i64,
    pub(super) distance_cents: i64,
    pub(super) driving_time_cents: i64,
    pub(super) service_time_cents: i64,
    pub(super) lead_time_cents: i64,
    /// Only where it is not zero: plans of before had none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) late_arrival_cents: Option<i64>,
    pub(super) crate_handling_cents: i64,
    pub(super) item_handling_cents: i64,
    pub(super) outside_cents: i64,
}

/// Who fills a request.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SupplyRow {
    pub(super) request: String,
    pub(super) source: SourceRow,
    pub(super) quantity: i64,
    /// Only where it is not the title asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) edition: Option<String>,
}

/// A lender by its code, or a word.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum SourceRow {
    Shelf(String),
    Returning,
    Outside,
    Unfilled,
}

/// What moves.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ParcelRow {
    pub(super) kind: String,
    pub(super) origin: OriginRow,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) items: i64,
    pub(super) grams_each: i64,
    pub(super) millilitres_each: i64,
    pub(super) whole_crates: Option<i64>,
    pub(super) accepted: String,
    pub(super) ready: String,
    pub(super) collected_by: Option<u32>,
    pub(super) delivered_by: Option<u32>,
    pub(super) leaves: Option<String>,
    pub(super) arrives: Option<String>,
}

/// The number of a request, or the code of a shipment.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum OriginRow {
    Request(String),
    Shipment(String),
}

/// A visit.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct VisitRow {
    pub(super) place: String,
    pub(super) date: String,
    pub(super) route: Option<u32>,
    pub(super) arrival_seconds: i64,
    pub(super) start_seconds: i64,
    pub(super) end_seconds: i64,
    pub(super) delivery: DeliveryRow,
    pub(super) pickup: PickupRow,
}

/// What a visit brings.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DeliveryRow {
    pub(super) crates: Vec<FillRow>,
    pub(super) bag: Option<FillRow>,
    pub(super) empties: i64,
    pub(super) crates_at_least: i64,
}

/// What a visit takes along.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PickupRow {
    pub(super) crates: Vec<FillRow>,
    pub(super) empties: i64,
    pub(super) crates_at_least: i64,
}

/// A route.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RouteRow {
    pub(super) vehicle: String,
    pub(super) driver: String,
    pub(super) date: String,
    pub(super) departure_seconds: i64,
    pub(super) back_seconds: i64,
    pub(super) visits: Vec<u32>,
    pub(super) breaks: Vec<BreakRow>,
    pub(super) mixed_crates: Vec<Vec<u32>>,
    /// Only where there is one: plans of before had none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) transfers: Vec<TransferRow>,
    pub(super) distance_metres: i64,
}

/// A bag from stop to stop.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TransferRow {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) contents: FillRow,
}

/// A break.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BreakRow {
    pub(super) after_rank: u32,
    pub(super) start_seconds: i64,
    pub(super) duration_seconds: i64,
}

/// A visit that the following week is assumed to make.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FollowingRow {
    pub(super) place: String,
    pub(super) date: String,
}

/// Missing visits with a reason.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ExcuseRow {
    pub(super) place: String,
    pub(super) visits: u8,
    pub(super) reason: ExcuseReasonRow,
}

/// Why visits are missing.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum ExcuseReasonRow {
    /// Weekdays as in `Mon+Thu`; empty when no day is open.
    ClosedDays { open: String },
}

/// What is not served.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum UnservedRow {
    Visit { place: String, reason: UnservedReasonRow },
    Parcel { parcel: u32, items: i64, reason: UnservedReasonRow },
    Request { request: String, reason: UnservedReasonRow },
}

/// Why it is not served.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum UnservedReasonRow {
    NoRouteFits { short_seconds: i64 },
    VehicleFull { crates: i64 },
    NoEmptyCrates { crates: i64 },
    Oversize,
    NoVisit,
    NotInUse,
}
