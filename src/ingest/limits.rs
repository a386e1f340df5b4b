//! The limits of what is read, and the ranges beyond which a number cannot be true.

use std::ops::RangeInclusive;

use super::schema::{ACCESS, CLOSURES, DRIVERS, ORGANISATIONS, PLACES, Schema, VEHICLES};

/// Bytes that are read at once.
pub(super) const CHUNK_BYTES: usize = 1 << 16;

/// Bytes of a text that is held whole, such as the settings.
pub(super) const TEXT_BYTES_MAX: u64 = 1 << 20;

/// Rows of one file, the head left out: the holdings or the loans of the Netherlands.
const ROWS_MAX: u64 = 20_000_000;

/// Rows of one file whose rows have codes, all of which are kept: the titles of the Netherlands.
const CODED_ROWS_MAX: u64 = 5_000_000;

/// Rows of one file about places and fleet.
const FEW_ROWS_MAX: u64 = 100_000;

/// The files about places and fleet.
const FILES_OF_FEW_ROWS: [&Schema; 6] =
    [&ORGANISATIONS, &PLACES, &ACCESS, &CLOSURES, &VEHICLES, &DRIVERS];

/// How many rows a file may have.
pub(super) fn rows_max(schema: &Schema) -> u64 {
    if FILES_OF_FEW_ROWS.iter().any(|few| few.file == schema.file) {
        FEW_ROWS_MAX
    } else if schema.has("id") {
        CODED_ROWS_MAX
    } else {
        ROWS_MAX
    }
}

/// Columns of one file.
pub(super) const COLUMNS_MAX: usize = 1_000;

/// Bytes of one field.
pub(super) const FIELD_BYTES_MAX: usize = 1_000;

/// Findings kept of one code and file.
pub(super) const FINDINGS_MAX: u64 = 50;

/// Bytes of a value that a finding quotes.
pub(super) const VALUE_BYTES_SHOWN: usize = 60;

/// Years that a date may lie in.
pub(super) const YEARS: RangeInclusive<i32> = 2000..=2100;

/// A place farther than this from all others is suspicious.
pub(super) const ISOLATED_METRES: f64 = 100_000.0;

/// A road on which anybody is faster than this does not exist.
pub(super) const SPEED_KMH_MAX: i64 = 150;

/// Visits of a place in a week: one a day.
pub(super) const VISITS: RangeInclusive<i64> = 0..=7;

/// Fixed seconds of a visit: up to four hours.
pub(super) const SERVICE_SECONDS: RangeInclusive<i64> = 0..=14_400;

/// Seconds for a crate carried: up to an hour.
pub(super) const CRATE_SECONDS: RangeInclusive<i64> = 0..=3_600;

/// Items that staff pull for a visit, or that a hold shelf takes.
pub(super) const CAPACITY_ITEMS: RangeInclusive<i64> = 0..=1_000_000;

/// Crates at a place.
pub(super) const PLACE_CRATES: RangeInclusive<i64> = 0..=100_000;

/// Grams of one item: up to 50 kg, a box of material.
pub(super) const ITEM_GRAMS: RangeInclusive<i64> = 1..=50_000;

/// Millilitres of one item: up to 200 litres.
pub(super) const ITEM_MILLILITRES: RangeInclusive<i64> = 1..=200_000;

/// Copies of a title at a place.
pub(super) const COPIES: RangeInclusive<i64> = 0..=60_000;

/// Copies that a request asks for.
pub(super) const QUANTITY: RangeInclusive<i64> = 1..=1_000;

/// Urgency of a request, as in Wise.
pub(super) const PRIORITY: RangeInclusive<i64> = 0..=9;

/// Items of a shipment.
pub(super) const SHIPMENT_ITEMS: RangeInclusive<i64> = 1..=100_000;

/// Crates of a shipment that stay whole.
pub(super) const WHOLE_CRATES: RangeInclusive<i64> = 1..=1_000;

/// Crates that fit into a vehicle.
pub(super) const VEHICLE_CRATES: RangeInclusive<i64> = 1..=10_000;

/// Grams that a vehicle carries: up to 50 tonnes.
pub(super) const PAYLOAD_GRAMS: RangeInclusive<i64> = 1..=50_000_000;

/// Minutes of a working day.
pub(super) const DAY_MINUTES: RangeInclusive<i64> = 1..=1_440;

/// Minutes of a working week.
pub(super) const WEEK_MINUTES: RangeInclusive<i64> = 1..=10_080;

/// Kilometres on one charge.
pub(super) const RANGE_KM: RangeInclusive<i64> = 1..=5_000;

/// Cents for a kilometre: up to EUR 1,000.
pub(super) const CENTS_PER_KM: RangeInclusive<i64> = 0..=100_000;

/// Cents for a minute of late arrival: up to EUR 600, more than any detour costs.
pub(super) const LATE_CENTS: RangeInclusive<i64> = 1..=60_000;

/// Cents for a day of a vehicle: up to EUR 100,000.
pub(super) const DAY_CENTS: RangeInclusive<i64> = 0..=10_000_000;

/// Metres of a trip: up to 5,000 km.
pub(super) const TRIP_METRES: RangeInclusive<i64> = 0..=5_000_000;

/// Metres that a detour adds to a trip, or takes off it.
pub(super) const DETOUR_METRES: RangeInclusive<i64> = -1_000_000..=1_000_000;

/// Seconds of a trip: up to two days.
pub(super) const TRIP_SECONDS: RangeInclusive<i64> = 0..=172_800;

/// Items that a visit carries in and out.
pub(super) const VISIT_ITEMS: RangeInclusive<i64> = 0..=1_000_000;

/// Loans, or returns, of one count: a day, a place, a title or category and an origin.
pub(super) const LOANS: RangeInclusive<i64> = 0..=60_000;

/// Pulls for one request that found nothing.
pub(super) const FAILED_PULLS: RangeInclusive<i64> = 0..=1_000;

/// Cents of a tariff, a fee or a budget: up to EUR 100 million.
pub(super) const AMOUNT_CENTS: RangeInclusive<i64> = 0..=10_000_000_000;

/// People who live in one place.
pub(super) const INHABITANTS_RANGE: RangeInclusive<i64> = 0..=10_000_000;

/// Items of a correction, more or less.
pub(super) const CORRECTED_ITEMS: RangeInclusive<i64> = -10_000_000..=10_000_000;
