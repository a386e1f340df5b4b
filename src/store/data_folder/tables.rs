//! The tables of a data folder, a function each.

use super::table::{Known, Table, YesNo};
use crate::index::PlaceIdx;
use crate::model::{Province, Weekday};
use crate::store::{FolderDraft, StoreError};
use crate::travel::{TravelLeg, TravelMatrix, TravelSource};

const SETTINGS_FILE: &str = "settings.toml";
const TRAVEL_FILE: &str = "travel.csv";
const TRAVEL_HEAD: &str = "from,to,metres,seconds";
const SECONDS_PER_MINUTE: i64 = 60;

/// A file of the folder.
struct FileKind {
    name: &'static str,
    /// The columns, with commas.
    head: &'static str,
    rows: fn(&Province, &mut Table<'_>) -> csv::Result<()>,
}

const FILES: [FileKind; 10] = [
    FileKind { name: "organisations.csv", head: "id,name", rows: organisations },
    FileKind {
        name: "places.csv",
        head: "id,name,kind,organisation,municipality,address,lon,lat,visits_per_week,\
               in_hub_building,key,service_seconds,crate_seconds,pull_capacity,shelf_capacity,\
               empties,empties_max,certainty,source",
        rows: places,
    },
    FileKind { name: "access.csv", head: "place,weekday,open,close", rows: access },
    FileKind { name: "closures.csv", head: "place,first,last,reason", rows: closures },
    FileKind { name: "titles.csv", head: "id,category,grams,millilitres", rows: titles },
    FileKind { name: "holdings.csv", head: "title,place,copies,on_shelf,due", rows: holdings },
    FileKind {
        name: "requests.csv",
        head: "id,title,pickup,placed,limit,quantity,priority",
        rows: requests,
    },
    FileKind {
        name: "shipments.csv",
        head: "id,kind,from,to,accepted,ready,items,grams_each,millilitres_each,whole_crates",
        rows: shipments,
    },
    FileKind {
        name: "vehicles.csv",
        head: "id,name,class,licence,crates,payload_grams,shift_open,shift_close,\
               route_max_minutes,days,out_from,out_to,cents_per_km,day_cents",
        rows: vehicles,
    },
    FileKind {
        name: "drivers.csv",
        head: "id,name,licence,days,day_max_minutes,week_max_minutes",
        rows: drivers,
    },
];

/// Writes a province as a data folder; returns the files written, relative to the draft.
///
/// `under` is a folder of the draft, or empty for the draft itself; `settings_toml` is written as
/// it is. Travel times are written only where they come from a table: an estimate follows from
/// the settings. O(rows), half a million holdings in half a second.
pub fn write_data_folder(
    draft: &FolderDraft,
    under: &str,
    province: &Province,
    travel: &TravelMatrix,
    settings_toml: &str,
) -> Result<Vec<String>, StoreError> {
    let name_of = |file: &str| match under {
        "" => file.to_owned(),
        folder => format!("{folder}/{file}"),
    };
    let mut written = vec![name_of(SETTINGS_FILE)];
    draft.write(&written[0], settings_toml.as_bytes())?;
    for file in &FILES {
        let name = name_of(file.name);
        write_table(draft, &name, file.head, |table| (file.rows)(province, table))?;
        written.push(name);
    }
    if *travel.source() == TravelSource::Table {
        let name = name_of(TRAVEL_FILE);
        write_table(draft, &name, TRAVEL_HEAD, |table| legs(province, travel, table))?;
        written.push(name);
    }
    Ok(written)
}

fn write_table(
    draft: &FolderDraft,
    name: &str,
    head: &str,
    rows: impl FnOnce(&mut Table<'_>) -> csv::Result<()>,
) -> Result<(), StoreError> {
    draft.write_with(name, |file| {
        let mut table = Table::new(file);
        table.head(head)?;
        rows(&mut table)?;
        Ok(table.finish()?)
    })
}

fn organisations(province: &Province, table: &mut Table<'_>) -> csv::Result<()> {
    province.organisations().iter().try_for_each(|body| table.row(&[&body.code, &body.name]))
}

fn places(province: &Province, table: &mut Table<'_>) -> csv::Result<()> {
    for place in province.places() {
        let service = &place.service;
        table.row(&[
            &place.code,
            &place.name,
            &place.kind.word(),
            &province.organisations()[place.organisation].code,
            &place.municipality,
            &place.address,
            &place.position.lon,
            &place.position.lat,
            &place.visits_per_week,
            &YesNo(place.in_hub_building),
            &YesNo(place.access.key),
            &service.fixed.0,
            &service.per_crate.0,
            &service.pull_capacity.0,
            &service.shelf_capacity.0,
            &service.empties.0,
            &service.empties_max.0,
            &place.certainty,
            &place.source,
        ])?;
    }
    Ok(())
}

fn access(province: &Province, table: &mut Table<'_>) -> csv::Result<()> {
    const DAYS: [Weekday; 7] = [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ];
    for place in province.places() {
        for weekday in DAYS {
            for window in place.access.on(weekday) {
                table.row(&[&place.code, &weekday, &window.open, &window.close])?;
            }
        }
    }
    Ok(())
}

fn closures(province: &Province, table: &mut Table<'_>) -> csv::Result<()> {
    for closure in province.closures() {
        let place = closure.place.map_or("*", |place| code_of(province, place));
        table.row(&[&place, &closure.first, &closure.last, &closure.reason])?;
    }
    Ok(())
}

fn titles(province: &Province, table: &mut Table<'_>) -> csv::Result<()> {
    for title in province.titles() {
        let (grams, millilitres) = (title.grams.0, title.millilitres.0);
        table.row(&[&title.code, &title.category.word(), &grams, &millilitres])?;
    }
    Ok(())
}

fn holdings(province: &Province, table: &mut Table<'_>) -> csv::Result<()> {
    for (title, lot) in province.holdings().iter() {
        table.row(&[
            &province.titles()[title].code,
            &code_of(province, lot.place),
            &lot.copies,
            &lot.on_shelf,
            &Known(lot.due),
        ])?;
    }
    Ok(())
}

fn requests(province: &Province, table: &mut Table<'_>) -> csv::Result<()> {
    for request in province.requests() {
        table.row(&[
            &request.number,
            &province.titles()[request.title].code,
            &code_of(province, request.pickup),
            &request.placed,
            &request.limit,
            &request.quantity.0,
            &request.priority,
        ])?;
    }
    Ok(())
}

fn shipments(province: &Province, table: &mut Table<'_>) -> csv::Result<()> {
    for shipment in province.shipments() {
        table.row(&[
            &shipment.code,
            &shipment.kind.word(),
            &code_of(province, shipment.from),
            &code_of(province, shipment.to),
            &shipment.accepted,
            &shipment.ready,
            &shipment.items.0,
            &shipment.grams_each.0,
            &shipment.millilitres_each.0,
            &Known(shipment.whole_crates.map(|crates| crates.0)),
        ])?;
    }
    Ok(())
}

fn vehicles(province: &Province, table: &mut Table<'_>) -> csv::Result<()> {
    for vehicle in province.vehicles() {
        table.row(&[
            &vehicle.code,
            &vehicle.name,
            &vehicle.class.word(),
            &vehicle.licence.word(),
            &vehicle.crates.0,
            &vehicle.payload.0,
            &vehicle.shift.open,
            &vehicle.shift.close,
            &(vehicle.route_max.0 / SECONDS_PER_MINUTE),
            &vehicle.days,
            &Known(vehicle.out_of_use.map(|(first, _)| first)),
            &Known(vehicle.out_of_use.map(|(_, last)| last)),
            &vehicle.cents_per_km,
            &vehicle.day_price.0,
        ])?;
    }
    Ok(())
}

fn drivers(province: &Province, table: &mut Table<'_>) -> csv::Result<()> {
    for driver in province.drivers() {
        table.row(&[
            &driver.code,
            &driver.name,
            &driver.licence.word(),
            &driver.days,
            &(driver.day_max.0 / SECONDS_PER_MINUTE),
            &(driver.week_max.0 / SECONDS_PER_MINUTE),
        ])?;
    }
    Ok(())
}

/// All pairs that have a way; the way from a place to itself only where it is not nothing.
fn legs(province: &Province, travel: &TravelMatrix, table: &mut Table<'_>) -> csv::Result<()> {
    for from in province.places().indices() {
        for to in province.places().indices() {
            let Some(leg) = travel.leg(from, to) else { continue };
            if from == to && leg == TravelLeg::default() {
                continue;
            }
            let (distance, duration) = (leg.distance.0, leg.duration.0);
            let (from, to) = (code_of(province, from), code_of(province, to));
            table.row(&[&from, &to, &distance, &duration])?;
        }
    }
    Ok(())
}

fn code_of(province: &Province, place: PlaceIdx) -> &str {
    &province.places()[place].code.0
}
