//! The tables of a data folder, a function each.

use std::fmt::Display;
use std::path::Path;

use super::table::{Known, Table, YesNo};
use crate::index::PlaceIdx;
use crate::model::{
    EditionWish, EmissionZone, LendingLimits, Province, Registration, Shipment, TitleIdentity,
    UsePeriod, WEEKDAYS,
};
use crate::store::beside::write_beside;
use crate::store::travel_files::{TRAVEL_FILE, TRAVEL_HOURS_FILE, TRAVEL_LABEL_FILE, label_bytes};
use crate::store::{FolderDraft, Overwrite, StoreError};
use crate::travel::{Detour, TravelLeg, TravelMatrix, TravelSource};

const SETTINGS_FILE: &str = "settings.toml";
const RELOCATIONS_FILE: &str = "relocations.csv";
const RELOCATIONS_HEAD: &str = "place,from,address,lon,lat";
const TRAVEL_HEAD: &str = "from,to,metres,seconds";
const HOURS_HEAD: &str = "from,to,begin,end,seconds";
const DETOURS_FILE: &str = "detours.csv";
const DETOURS_HEAD: &str = "from,to,first,last,metres_more,seconds_more,reason";
const SECONDS_PER_MINUTE: i64 = 60;
const METRES_PER_KM: i64 = 1_000;

/// A file of the folder.
struct FileKind {
    name: &'static str,
    /// The columns that are always there, with commas.
    head: &'static str,
    more: &'static [MoreColumns],
    rows: fn(&Province, &mut Table<'_>) -> csv::Result<()>,
}

/// Columns that are there where any row has a value in any of them.
struct MoreColumns {
    head: &'static str,
    are_used: fn(&Province) -> bool,
}

const REGISTRATION: MoreColumns =
    MoreColumns { head: "isil,opens,closes", are_used: are_registered };
const IDENTITY: MoreColumns = MoreColumns { head: "ppn,isbn,work", are_used: are_identified };
const WISHES: MoreColumns =
    MoreColumns { head: "editions,only_from,whole", are_used: are_particular };
const ZONES: MoreColumns = MoreColumns {
    head: "emission_free_vans_from,emission_free_trucks_from",
    are_used: are_in_zones,
};
const ELECTRIC: MoreColumns =
    MoreColumns { head: "emission_free,range_km", are_used: are_electric };
const REGIONS: MoreColumns = MoreColumns { head: "region", are_used: are_in_regions };
const ABSENCE: MoreColumns = MoreColumns { head: "out_from,out_to", are_used: are_absent };
const LENDING: MoreColumns =
    MoreColumns { head: "lending_max,net_lending_min,net_lending_max", are_used: are_limited };

const LATE_CHARGES: MoreColumns =
    MoreColumns { head: "due,late_cents_per_minute", are_used: are_charged };

/// Writes a travel matrix as `travel.csv` of a data folder.
pub fn write_travel_table(
    folder: &Path,
    province: &Province,
    travel: &TravelMatrix,
    overwrite: Overwrite,
) -> Result<(), StoreError> {
    let rows = |table: &mut Table<'_>| legs(province, travel, table);
    write_file(&folder.join(TRAVEL_FILE), overwrite, TRAVEL_HEAD, rows)
}

/// Writes the hours of a travel matrix as `travel_hours.csv` of a data folder.
pub fn write_travel_hours(
    folder: &Path,
    province: &Province,
    travel: &TravelMatrix,
    overwrite: Overwrite,
) -> Result<(), StoreError> {
    let rows = |table: &mut Table<'_>| hours(province, travel, table);
    write_file(&folder.join(TRAVEL_HOURS_FILE), overwrite, HOURS_HEAD, rows)
}

/// Writes shipments of a province to a file of their own, in the form of `shipments.csv`.
pub fn write_shipments_file(
    path: &Path,
    province: &Province,
    shipments: &[Shipment],
    overwrite: Overwrite,
) -> Result<(), StoreError> {
    let rows = |table: &mut Table<'_>| {
        shipments.iter().try_for_each(|shipment| shipment_row(province, shipment, table))
    };
    write_file(path, overwrite, SHIPMENTS_HEAD, rows)
}

/// A table of its own, written beside its place and moved there.
fn write_file(
    path: &Path,
    overwrite: Overwrite,
    head: &str,
    rows: impl FnOnce(&mut Table<'_>) -> csv::Result<()>,
) -> Result<(), StoreError> {
    write_beside(path, overwrite, |file| {
        let mut table = Table::new(file);
        table.head(head)?;
        rows(&mut table)?;
        Ok(table.finish()?)
    })
}

fn are_charged(province: &Province) -> bool {
    let mut windows =
        province.places().iter().flat_map(|place| place.access.windows.iter().flatten());
    windows.any(|window| window.late.is_some())
}

fn are_registered(province: &Province) -> bool {
    province.places().iter().any(|place| {
        let Registration { isil, in_use, .. } = &place.registration;
        isil.is_some() || *in_use != UsePeriod::default()
    })
}

fn are_in_zones(province: &Province) -> bool {
    province.places().iter().any(|place| place.access.zone != EmissionZone::default())
}

fn are_in_regions(province: &Province) -> bool {
    province.places().iter().any(|place| place.region.is_some())
}

fn are_electric(province: &Province) -> bool {
    province.vehicles().iter().any(|vehicle| vehicle.emission_free || vehicle.range.is_some())
}

fn are_absent(province: &Province) -> bool {
    province.drivers().iter().any(|driver| driver.away.is_some())
}

fn are_identified(province: &Province) -> bool {
    province.titles().iter().any(|title| title.identity != TitleIdentity::default())
}

fn are_particular(province: &Province) -> bool {
    province.requests().iter().any(|request| {
        request.editions != EditionWish::default() || request.only_from.is_some() || request.whole
    })
}

fn are_limited(province: &Province) -> bool {
    province.organisations().iter().any(|body| body.lending != LendingLimits::default())
}

const SHIPMENTS_HEAD: &str =
    "id,kind,from,to,accepted,ready,items,grams_each,millilitres_each,whole_crates";

const FILES: [FileKind; 10] = [
    FileKind { name: "organisations.csv", head: "id,name", more: &[LENDING], rows: organisations },
    FileKind {
        name: "places.csv",
        head: "id,name,kind,organisation,municipality,address,lon,lat,visits_per_week,\
               in_hub_building,key,service_seconds,crate_seconds,pull_capacity,shelf_capacity,\
               empties,empties_max,certainty,source",
        more: &[REGISTRATION, ZONES, REGIONS],
        rows: places,
    },
    FileKind {
        name: "access.csv",
        head: "place,weekday,open,close",
        more: &[LATE_CHARGES],
        rows: access,
    },
    FileKind { name: "closures.csv", head: "place,first,last,reason", more: &[], rows: closures },
    FileKind {
        name: "titles.csv",
        head: "id,category,grams,millilitres",
        more: &[IDENTITY],
        rows: titles,
    },
    FileKind {
        name: "holdings.csv",
        head: "title,place,copies,on_shelf,due",
        more: &[],
        rows: holdings,
    },
    FileKind {
        name: "requests.csv",
        head: "id,title,pickup,placed,limit,quantity,priority",
        more: &[WISHES],
        rows: requests,
    },
    FileKind { name: "shipments.csv", head: SHIPMENTS_HEAD, more: &[], rows: shipments },
    FileKind {
        name: "vehicles.csv",
        head: "id,name,class,licence,crates,payload_grams,shift_open,shift_close,\
               route_max_minutes,days,out_from,out_to,cents_per_km,day_cents",
        more: &[ELECTRIC],
        rows: vehicles,
    },
    FileKind {
        name: "drivers.csv",
        head: "id,name,licence,days,day_max_minutes,week_max_minutes",
        more: &[ABSENCE],
        rows: drivers,
    },
];

/// Writes a province as a data folder; returns the files written, relative to the draft.
///
/// `under` is a folder of the draft, or empty for the draft itself; `settings_toml` is written as
/// it is. Travel times are written only where they come from a table: an estimate follows from
/// the settings. Columns and a file of identity are written only where any row has a value.
/// O(rows), half a million holdings in half a second.
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
        let more = file.more.iter().filter(|more| (more.are_used)(province));
        let heads = std::iter::once(file.head).chain(more.map(|more| more.head));
        let head = heads.collect::<Vec<&str>>().join(",");
        write_table(draft, &name, &head, |table| (file.rows)(province, table))?;
        written.push(name);
    }
    if province.places().iter().any(|place| !place.registration.relocations.is_empty()) {
        let name = name_of(RELOCATIONS_FILE);
        write_table(draft, &name, RELOCATIONS_HEAD, |table| relocations(province, table))?;
        written.push(name);
    }
    if !matches!(travel.source(), TravelSource::Estimate(_)) {
        let name = name_of(TRAVEL_FILE);
        write_table(draft, &name, TRAVEL_HEAD, |table| legs(province, travel, table))?;
        written.push(name);
    }
    if !travel.hours().is_empty() {
        let name = name_of(TRAVEL_HOURS_FILE);
        write_table(draft, &name, HOURS_HEAD, |table| hours(province, travel, table))?;
        written.push(name);
    }
    if let TravelSource::Stored(label) = travel.source() {
        let name = name_of(TRAVEL_LABEL_FILE);
        draft.write(&name, &label_bytes(label, &draft.path().join(&name))?)?;
        written.push(name);
    }
    if !travel.detours().is_empty() {
        let name = name_of(DETOURS_FILE);
        write_table(draft, &name, DETOURS_HEAD, |table| detours(province, travel, table))?;
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
    let more = are_limited(province);
    for body in province.organisations() {
        let LendingLimits { most, net_least, net_most } = body.lending;
        let [most, least, above] =
            [most, net_least, net_most].map(|items| Known(items.map(|items| items.0)));
        let limits: [&dyn Display; 3] = [&most, &least, &above];
        table.row_and(&[&body.code, &body.name], if more { &limits } else { &[] })?;
    }
    Ok(())
}

fn places(province: &Province, table: &mut Table<'_>) -> csv::Result<()> {
    let (is_registered, is_zoned) = (are_registered(province), are_in_zones(province));
    let is_divided = are_in_regions(province);
    for place in province.places() {
        let service = &place.service;
        let Registration { isil, in_use, .. } = &place.registration;
        let registered: [&dyn Display; 3] =
            [&Known(isil.as_ref()), &Known(in_use.opens), &Known(in_use.closes)];
        let zone = place.access.zone;
        let zoned: [&dyn Display; 2] = [&Known(zone.vans_from), &Known(zone.trucks_from)];
        let mut more: Vec<&dyn Display> = Vec::new();
        more.extend(is_registered.then_some(registered).into_iter().flatten());
        more.extend(is_zoned.then_some(zoned).into_iter().flatten());
        let region = Known(place.region.as_deref());
        if is_divided {
            more.push(&region);
        }
        table.row_and(
            &[
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
            ],
            &more,
        )?;
    }
    Ok(())
}

fn access(province: &Province, table: &mut Table<'_>) -> csv::Result<()> {
    let more = are_charged(province);
    for place in province.places() {
        for weekday in WEEKDAYS {
            for window in place.access.on(weekday) {
                let (due, cents) = window.late.map(|late| (late.due, late.per_minute.0)).unzip();
                let charge: [&dyn Display; 2] = [&Known(due), &Known(cents)];
                table.row_and(
                    &[&place.code, &weekday, &window.open, &window.close],
                    if more { &charge } else { &[] },
                )?;
            }
        }
    }
    Ok(())
}

fn relocations(province: &Province, table: &mut Table<'_>) -> csv::Result<()> {
    for place in province.places() {
        for moved in &place.registration.relocations {
            let (lon, lat) = (moved.position.lon, moved.position.lat);
            table.row(&[&place.code, &moved.from, &moved.address, &lon, &lat])?;
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
    let more = are_identified(province);
    for title in province.titles() {
        let (grams, millilitres) = (title.grams.0, title.millilitres.0);
        let identity = &title.identity;
        let isbns: Vec<String> = identity.isbns.iter().map(ToString::to_string).collect();
        let isbns = isbns.join(" ");
        let identified: [&dyn Display; 3] =
            [&Known(identity.ppn.as_ref()), &isbns, &Known(title.work())];
        let cells: [&dyn Display; 4] = [&title.code, &title.category.word(), &grams, &millilitres];
        table.row_and(&cells, if more { &identified } else { &[] })?;
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
    let more = are_particular(province);
    for request in province.requests() {
        let only_from = request.only_from.map(|place| code_of(province, place));
        let wishes: [&dyn Display; 3] =
            [&request.editions.word(), &Known(only_from), &YesNo(request.whole)];
        table.row_and(
            &[
                &request.number,
                &province.titles()[request.title].code,
                &code_of(province, request.pickup),
                &request.placed,
                &request.limit,
                &request.quantity.0,
                &request.priority,
            ],
            if more { &wishes } else { &[] },
        )?;
    }
    Ok(())
}

fn shipments(province: &Province, table: &mut Table<'_>) -> csv::Result<()> {
    province.shipments().iter().try_for_each(|shipment| shipment_row(province, shipment, table))
}

fn shipment_row(
    province: &Province,
    shipment: &Shipment,
    table: &mut Table<'_>,
) -> csv::Result<()> {
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
    ])
}

fn vehicles(province: &Province, table: &mut Table<'_>) -> csv::Result<()> {
    let more = are_electric(province);
    for vehicle in province.vehicles() {
        let range = Known(vehicle.range.map(|range| range.0 / METRES_PER_KM));
        let electric: [&dyn Display; 2] = [&YesNo(vehicle.emission_free), &range];
        let cells: [&dyn Display; 14] = [
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
        ];
        table.row_and(&cells, if more { &electric } else { &[] })?;
    }
    Ok(())
}

fn drivers(province: &Province, table: &mut Table<'_>) -> csv::Result<()> {
    let more = are_absent(province);
    for driver in province.drivers() {
        let first = Known(driver.away.map(|(first, _)| first));
        let last = Known(driver.away.map(|(_, last)| last));
        let away: [&dyn Display; 2] = [&first, &last];
        let cells: [&dyn Display; 6] = [
            &driver.code,
            &driver.name,
            &driver.licence.word(),
            &driver.days,
            &(driver.day_max.0 / SECONDS_PER_MINUTE),
            &(driver.week_max.0 / SECONDS_PER_MINUTE),
        ];
        table.row_and(&cells, if more { &away } else { &[] })?;
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

/// All bands of ways, by place of departure, place of arrival and begin.
fn hours(province: &Province, travel: &TravelMatrix, table: &mut Table<'_>) -> csv::Result<()> {
    for ((from, to), bands) in travel.hours() {
        let (from, to) = (code_of(province, *from), code_of(province, *to));
        for band in bands {
            table.row(&[&from, &to, &band.begin, &band.end, &band.duration.0])?;
        }
    }
    Ok(())
}

fn detours(province: &Province, travel: &TravelMatrix, table: &mut Table<'_>) -> csv::Result<()> {
    let end = |place: Option<PlaceIdx>| place.map_or("*", |place| code_of(province, place));
    for detour in travel.detours() {
        let (from, to) = (end(detour.from), end(detour.to));
        let (metres, seconds) = (detour.distance.0, detour.duration.0);
        let Detour { first, last, reason, .. } = detour;
        table.row(&[&from, &to, first, last, &metres, &seconds, reason])?;
    }
    Ok(())
}

fn code_of(province: &Province, place: PlaceIdx) -> &str {
    &province.places()[place].code.0
}
