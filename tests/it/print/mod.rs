//! `print`: sheets and files of a stored plan.
//!
//! Every file is read back by a reader that is not ours, or by the reader of the program that it
//! is for, and held against `plan.json` and the tables of the inputs.

mod files;
mod problems;
mod sheets;
mod spreadsheets;

use std::collections::BTreeSet;

use serde_json::Value;

use super::office::Office;
use super::table::Table;

/// The names under a key of a document.
fn names(document: &Value, key: &str) -> BTreeSet<String> {
    let list = document[key].as_array().unwrap_or_else(|| panic!("{key} of {document}"));
    list.iter().map(|name| name.as_str().expect("a name").to_owned()).collect()
}

/// `plan.json` of the plan in `plan`.
fn stored(office: &Office) -> Value {
    serde_json::from_str(&office.read("plan/plan.json")).expect("JSON")
}

/// The rows of a list of a document.
fn rows<'a>(document: &'a Value, key: &str) -> &'a [Value] {
    document[key].as_array().unwrap_or_else(|| panic!("{key} of {document}"))
}

/// A position in a list.
fn position(value: &Value) -> usize {
    let number = value.as_u64().unwrap_or_else(|| panic!("{value}"));
    usize::try_from(number).expect("a position")
}

/// Prints some kinds, and gives the text of the files whose names end so.
fn printed(office: &Office, kinds: &str, end: &str) -> Vec<(String, String)> {
    let document = office.ask(&format!("print plan --only {kinds} --force"), 0);
    let named = names(&document, "files").into_iter().filter(|name| name.ends_with(end));
    let files: Vec<(String, String)> = named
        .map(|name| {
            let text = office.read(&format!("plan/sheets/{name}"));
            (name, text)
        })
        .collect();
    assert!(!files.is_empty(), "{document}");
    files
}

/// Longitude and latitude of each place of the inputs, by code.
fn positions(office: &Office) -> Vec<(String, [f64; 2], String)> {
    let places = Table::read(office, "plan/inputs/places.csv");
    let [id, name, lon, lat] = ["id", "name", "lon", "lat"].map(|column| places.column(column));
    let plain = |cell: &str| cell.trim_matches('"').to_owned();
    let number = |cell: &str| cell.parse::<f64>().expect("degrees");
    let row = |row: &Vec<String>| {
        (plain(&row[id]), [number(&row[lon]), number(&row[lat])], plain(&row[name]))
    };
    places.rows.iter().map(row).collect()
}

/// The way of each route: the hub, its stops, the hub, as degrees, with date and vehicle.
fn ways(office: &Office) -> Vec<(String, Vec<[f64; 2]>)> {
    let plan = stored(office);
    let places = positions(office);
    let kinds = Table::read(office, "plan/inputs/places.csv");
    let kind = kinds.column("kind");
    let hub = kinds.rows.iter().position(|row| row[kind] == "hub").expect("a hub");
    let hub = places[hub].1;
    let at = |visit: &Value| {
        let visit = &rows(&plan, "visits")[position(visit)];
        let code = visit["place"].as_str().expect("a code");
        places.iter().find(|(id, ..)| id == code).expect("a place").1
    };
    let way = |route: &Value| {
        let stops = rows(route, "visits").iter().map(at);
        let name = format!("{}-{}", route["date"], route["vehicle"]).replace('"', "");
        (name.to_lowercase(), std::iter::once(hub).chain(stops).chain([hub]).collect())
    };
    rows(&plan, "routes").iter().map(way).collect()
}
