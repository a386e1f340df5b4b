//! Vehicles and drivers.

use super::codes;
use super::history::whole_or_blank;
use super::limits::{
    CENTS_PER_KM, DAY_CENTS, DAY_MINUTES, PAYLOAD_GRAMS, RANGE_KM, VEHICLE_CRATES, WEEK_MINUTES,
};
use super::rows::Row;
use super::table::Table;
use crate::index::{DriverIdx, VehicleIdx};
use crate::model::{Driver, Licence, ServiceDate, Vehicle, VehicleClass};
use crate::units::{Cents, Crates, Grams, Metres, Seconds};

const SECONDS_PER_MINUTE: i64 = 60;
const METRES_PER_KM: i64 = 1_000;

pub(super) type Vehicles = Table<VehicleIdx, Vehicle>;
pub(super) type Drivers = Table<DriverIdx, Driver>;

pub(super) fn vehicle(row: &mut Row<'_>) -> Option<Vehicle> {
    let name = row.text("name");
    let class = row.word("class", &VehicleClass::WORDS);
    let licence = row.word("licence", &Licence::WORDS);
    let crates = row.whole("crates", VEHICLE_CRATES).map(Crates);
    let payload = row.whole("payload_grams", PAYLOAD_GRAMS).map(Grams);
    let shift = row.window("shift_open", "shift_close");
    let route_max = row.whole("route_max_minutes", DAY_MINUTES);
    let days = row.weekdays("days");
    let out_of_use = out_of_use(row);
    let emission_free = !row.cell("emission_free").is_empty() && row.yes("emission_free")?;
    let range = whole_or_blank(row, "range_km", RANGE_KM).map(|km| Metres(km * METRES_PER_KM));
    let cents_per_km = row.whole("cents_per_km", CENTS_PER_KM);
    let day_price = row.whole("day_cents", DAY_CENTS).map(Cents);
    Some(Vehicle {
        code: row.cell("id").to_owned(),
        name: name?.to_owned(),
        class: class?,
        licence: licence?,
        crates: crates?,
        payload: payload?,
        shift: shift?,
        route_max: Seconds(route_max? * SECONDS_PER_MINUTE),
        days: days?,
        out_of_use,
        emission_free,
        range,
        cents_per_km: cents_per_km?,
        day_price: day_price?,
    })
}

fn out_of_use(row: &mut Row<'_>) -> Option<(ServiceDate, ServiceDate)> {
    let [from_blank, to_blank] = ["out_from", "out_to"].map(|column| row.cell(column).is_empty());
    if from_blank != to_blank {
        let column = if from_blank { "out_from" } else { "out_to" };
        row.fault(codes::period_half(row.span(column)));
    }
    let (first, last) = (row.date_or_blank("out_from"), row.date_or_blank("out_to"));
    let (first, last) = first.zip(last)?;
    if last < first {
        row.fault(codes::period_reversed(row.span("out_to"), first, last));
    }
    Some((first, last))
}

pub(super) fn driver(row: &mut Row<'_>) -> Option<Driver> {
    let name = row.text("name");
    let licence = row.word("licence", &Licence::WORDS);
    let days = row.weekdays("days");
    let day_max = row.whole("day_max_minutes", DAY_MINUTES);
    let week_max = row.whole("week_max_minutes", WEEK_MINUTES);
    let away = out_of_use(row);
    Some(Driver {
        code: row.cell("id").to_owned(),
        name: name?.to_owned(),
        licence: licence?,
        days: days?,
        away,
        day_max: Seconds(day_max? * SECONDS_PER_MINUTE),
        week_max: Seconds(week_max? * SECONDS_PER_MINUTE),
    })
}
