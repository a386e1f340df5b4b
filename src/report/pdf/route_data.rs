//! What a driver takes along, as data for templates.

use serde_json::{Value, json};

use super::shared_data::{drawing, kinds, place, sheet_of};
use crate::report::page::Context;
use crate::report::view::{
    CrateRow, ExceptionForm, Manifest, ManifestStop, Moves, RouteRow, RouteSheet, StopRow,
    TransferLine, TransferRow,
};

/// The route sheet.
pub(super) fn route_sheet(sheet: &RouteSheet<'_>, c: Context<'_>) -> Value {
    let rows = sheet.rows.iter().map(|row| match row {
        RouteRow::Stop(row) => stop(row, c),
        RouteRow::Break(pause) => json!({
            "is_break": true,
            "start": c.l.time(pause.start),
            "end": c.l.time(pause.end),
            "duration": c.l.minutes(pause.duration),
        }),
    });
    let detours = sheet.detours.iter().map(|detour| {
        json!({
            "way": format!("{} → {}", detour.from, detour.to),
            "longer": c.l.minutes(detour.longer),
            "reason": detour.reason,
        })
    });
    json!({
        "kind": "route_sheet",
        "sheet": of_route(sheet, c.w.route_sheet, c),
        "letter": sheet.letter,
        "vehicle": sheet.vehicle,
        "driver": sheet.driver,
        "loading": c.l.time(sheet.loading),
        "departure": c.l.time(sheet.departure),
        "back": c.l.time(sheet.back),
        "distance": c.l.km(sheet.distance),
        "stops": sheet.stops,
        "crates_max": format!("{} {} {}", sheet.crates_max.0, c.w.of, sheet.vehicle_crates.0),
        "detours": detours.collect::<Vec<Value>>(),
        "rows": rows.collect::<Vec<Value>>(),
        "total": moves(&sheet.total),
    })
}

/// What every sheet of a route is called.
fn of_route(sheet: &RouteSheet<'_>, word: &str, c: Context<'_>) -> Value {
    let title = format!("{word} {}", sheet.letter);
    let of = format!("{} · {} · {}", c.l.date_short(sheet.date), sheet.vehicle, sheet.driver);
    sheet_of(&title, &c.l.date(sheet.date), &of)
}

fn stop(row: &StopRow<'_>, c: Context<'_>) -> Value {
    let open = row
        .windows
        .iter()
        .map(|window| format!("{} {}–{}", c.w.open, c.l.time(window.open), c.l.time(window.close)));
    let key = row.key.then(|| c.w.key.to_owned());
    let address = [&row.place.address, &row.place.municipality];
    let address: Vec<&str> =
        address.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    json!({
        "is_break": false,
        "number": row.number,
        "arrival": c.l.time(row.arrival),
        "wait_until": row.wait_until.map(|moment| c.l.time(moment)),
        "service": c.l.minutes(row.service),
        "place": place(row.place),
        "address": address.join(" · "),
        "key": key,
        "open": open.collect::<Vec<String>>().join(", "),
        "navigation": row.navigation,
        "moves": moves(&row.moves),
    })
}

/// What is unloaded and loaded, as counts; stops of sealed bags by their number.
fn moves(moves: &Moves<'_>) -> Value {
    let ends =
        |bags: &[TransferRow<'_>]| -> Vec<usize> { bags.iter().map(|bag| bag.number).collect() };
    let load = moves.load;
    json!({
        "crates_in": load.crates_in.0,
        "empties_in": load.empties_in.0,
        "bags": load.bags,
        "mixed": load.mixed,
        "bags_from": ends(&moves.transfers_in),
        "crates_out": load.crates_out.0,
        "empties_out": load.empties_out.0,
        "bags_for": ends(&moves.transfers_out),
    })
}

/// The load list: the last stop first.
pub(super) fn load_list(sheet: &RouteSheet<'_>, c: Context<'_>) -> Value {
    let rows = sheet.loads.iter().map(|row| {
        json!({
            "order": row.order,
            "number": row.number,
            "place": place(row.place),
            "crates": row.load.crates_in.0,
            "empties": row.load.empties_in.0,
            "mixed": row.load.mixed,
        })
    });
    let mixed = sheet.mixed.iter().map(|mixed| {
        let stops = mixed.stops.iter().map(|stop| format!("{} {}", stop.number, stop.name));
        json!({"number": mixed.number, "stops": stops.collect::<Vec<String>>().join(" · ")})
    });
    let total = sheet.total.load;
    json!({
        "kind": "load_list",
        "sheet": of_route(sheet, c.w.load_list, c),
        "letter": sheet.letter,
        "vehicle": sheet.vehicle,
        "driver": sheet.driver,
        "loading": c.l.time(sheet.loading),
        "departure": c.l.time(sheet.departure),
        "rows": rows.collect::<Vec<Value>>(),
        "crates": total.crates_in.0,
        "empties": total.empties_in.0,
        "bags": total.bags,
        "mixed": mixed.collect::<Vec<Value>>(),
    })
}

/// The map of a route.
pub(super) fn map(sheet: &RouteSheet<'_>, c: Context<'_>) -> Value {
    json!({
        "kind": "map",
        "sheet": of_route(sheet, c.w.map, c),
        "letter": sheet.letter,
        "followed": c.l.followed(sheet.map.followed),
        "followed_help": c.l.followed_help(sheet.map.followed),
        "drawing": drawing(&sheet.map, c),
    })
}

/// The manifest of one stop of a route or of the trolley.
pub(super) fn manifest(of: &Manifest<'_>, stop: &ManifestStop<'_>, c: Context<'_>) -> Value {
    let name = &stop.place.name;
    let title = format!("{} {name}", c.w.manifest);
    let carrier = of.carrier.as_ref();
    let by = carrier.map_or_else(
        || c.w.trolley.to_owned(),
        |by| format!("{} {} · {}", c.w.route, by.letter, by.vehicle),
    );
    let foot = format!("{} · {by}", c.l.date_short(of.date));
    let bag = stop.bag.as_ref().map(
        |bag| json!({"contents": kinds(&bag.kinds, c), "items": bag.items.0, "mixed": bag.mixed}),
    );
    json!({
        "kind": "manifest",
        "sheet": sheet_of(&title, &c.l.date(of.date), &foot),
        "place": place(stop.place),
        "number": stop.number,
        "of": of.stops.len(),
        "arrival": c.l.time(stop.arrival),
        "carrier": carrier.map(|by| {
            json!({"letter": by.letter, "vehicle": by.vehicle, "driver": by.driver})
        }),
        "brought": {
            "crates": crates(&stop.crates, c),
            "bag": bag,
            "sealed": sealed(&stop.transfers_in, c),
            "empties": stop.empties.0,
            "total": stop.crates_total.0,
            "items": stop.items.0,
        },
        "taken": {
            "crates": crates(&stop.pickup, c),
            "bag": null,
            "sealed": sealed(&stop.transfers_out, c),
            "empties": stop.pickup_empties.0,
            "total": stop.pickup_total.0,
            "items": stop.pickup_items.0,
        },
    })
}

fn crates(rows: &[CrateRow], c: Context<'_>) -> Vec<Value> {
    let row = |row: &CrateRow| {
        json!({
            "number": row.number,
            "contents": kinds(&row.kinds, c),
            "items": row.items.0,
            "gross": c.l.kg(row.gross),
        })
    };
    rows.iter().map(row).collect()
}

fn sealed(lines: &[TransferLine<'_>], c: Context<'_>) -> Vec<Value> {
    let line = |line: &TransferLine<'_>| {
        json!({
            "stop": line.number,
            "place": place(line.place),
            "contents": kinds(&line.kinds, c),
            "items": line.items.0,
        })
    };
    lines.iter().map(line).collect()
}

/// The exception form of a route.
pub(super) fn exceptions(form: &ExceptionForm<'_>, c: Context<'_>) -> Value {
    let rows = form.rows.iter().map(|row| {
        json!({
            "number": row.number,
            "place": place(row.place),
            "planned": c.l.time(row.planned),
            "crates_in": row.crates_in.0,
            "crates_out": row.crates_out.0,
        })
    });
    let title = match &form.letter {
        Some(letter) => format!("{} {letter}", c.p.exceptions),
        None => c.p.exceptions.to_owned(),
    };
    let by: Vec<&str> = form.vehicle.into_iter().chain(form.driver).collect();
    let by = by.join(" · ");
    let foot = format!("{} · {by}", c.l.date_short(form.date));
    json!({
        "kind": "exceptions",
        "sheet": sheet_of(&title, &c.l.date(form.date), &foot),
        "by": by,
        "date": form.date.to_string(),
        "rows": rows.collect::<Vec<Value>>(),
    })
}
