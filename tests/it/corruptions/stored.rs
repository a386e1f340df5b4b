//! A stored plan, open to corruption: finding and moving its rows so that its shape holds.

use serde_json::{Value, json};

/// Rows of a list of the plan, or of a list in one of its rows.
pub(super) fn list(value: &mut Value) -> &mut Vec<Value> {
    value.as_array_mut().expect("a list of the stored plan")
}

pub(super) fn number(value: &Value) -> i64 {
    value.as_i64().expect("a whole number of the stored plan")
}

pub(super) fn position(value: &Value) -> usize {
    usize::try_from(number(value)).expect("a position of the stored plan")
}

/// Adds to a number of the plan.
pub(super) fn add(value: &mut Value, more: i64) {
    *value = json!(number(value) + more);
}

/// The first row of a list for which something holds.
#[track_caller]
pub(super) fn find(plan: &Value, name: &str, holds: impl Fn(&Value) -> bool) -> usize {
    let rows = plan[name].as_array().expect("a list of the stored plan");
    let found = rows.iter().position(holds);
    found.unwrap_or_else(|| panic!("the plan has none of these {name} any more"))
}

/// The first visit of a place.
#[track_caller]
pub(super) fn first_visit(plan: &Value, place: &str) -> usize {
    find(plan, "visits", |visit| visit["place"] == place)
}

/// The second visit of a place.
#[track_caller]
pub(super) fn second_visit(plan: &Value, place: &str) -> usize {
    let first = first_visit(plan, place);
    let date = &plan["visits"][first]["date"];
    find(plan, "visits", |visit| visit["place"] == place && visit["date"] != *date)
}

/// The first supply of a request.
#[track_caller]
pub(super) fn supply<'a>(plan: &'a mut Value, request: &str) -> &'a mut Value {
    let at = find(plan, "supplies", |supply| supply["request"] == request);
    &mut plan["supplies"][at]
}

/// The parcel of a shipment.
#[track_caller]
pub(super) fn shipment(plan: &Value, code: &str) -> usize {
    find(plan, "parcels", |parcel| parcel["origin"]["shipment"] == code)
}

/// The route and the rank of a visit.
pub(super) fn stop(plan: &Value, visit: usize) -> (usize, usize) {
    let route = position(&plan["visits"][visit]["route"]);
    let visits = plan["routes"][route]["visits"].as_array().expect("visits of a route");
    let rank = visits.iter().position(|at| *at == json!(visit)).expect("a visit of the route");
    (route, rank)
}

/// Serves a visit by road later, and everything that follows it on its route.
pub(super) fn later(plan: &mut Value, visit: usize, seconds: i64) {
    let (route, rank) = stop(plan, visit);
    add(&mut plan["visits"][visit]["start_seconds"], seconds);
    add(&mut plan["visits"][visit]["end_seconds"], seconds);
    let after: Vec<usize> =
        list(&mut plan["routes"][route]["visits"])[rank + 1..].iter().map(position).collect();
    for next in after {
        for key in ["arrival_seconds", "start_seconds", "end_seconds"] {
            add(&mut plan["visits"][next][key], seconds);
        }
    }
    for pause in list(&mut plan["routes"][route]["breaks"]) {
        if position(&pause["after_rank"]) >= rank {
            add(&mut pause["start_seconds"], seconds);
        }
    }
    add(&mut plan["routes"][route]["back_seconds"], seconds);
}

/// Dates a route, with its visits.
pub(super) fn date_route(plan: &mut Value, route: usize, date: &str) {
    plan["routes"][route]["date"] = json!(date);
    for visit in list(&mut plan["visits"]) {
        if visit["route"] == json!(route) {
            visit["date"] = json!(date);
        }
    }
    sort(plan);
}

/// Takes a visit out of the plan; what names it names nothing any more.
pub(super) fn remove_visit(plan: &mut Value, visit: usize) {
    for route in list(&mut plan["routes"]) {
        list(&mut route["visits"]).retain(|at| *at != json!(visit));
        for mixed in list(&mut route["mixed_crates"]) {
            list(mixed).retain(|at| *at != json!(visit));
        }
    }
    list(&mut plan["visits"]).remove(visit);
    rename_visits(plan, |at| match at.cmp(&visit) {
        std::cmp::Ordering::Less => Some(at),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(at - 1),
    });
}

/// Puts routes and visits into the order of dates again, and names them by their new positions.
pub(super) fn sort(plan: &mut Value) {
    let routes = sorted(&mut plan["routes"], |_, route| route["date"].to_string());
    for visit in list(&mut plan["visits"]) {
        if !visit["route"].is_null() {
            visit["route"] = json!(routes[position(&visit["route"])]);
        }
    }
    let ranks: Vec<Option<(usize, usize)>> = (0..list(&mut plan["visits"]).len())
        .map(|visit| (!plan["visits"][visit]["route"].is_null()).then(|| stop(plan, visit)))
        .collect();
    let visits = sorted(&mut plan["visits"], |at, visit| (visit["date"].to_string(), ranks[at]));
    rename_visits(plan, |at| Some(visits[at]));
}

/// Sorts a list by a key of the old position and the row; returns the new position of each.
fn sorted<K: Ord>(rows: &mut Value, key: impl Fn(usize, &Value) -> K) -> Vec<usize> {
    let rows = list(rows);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|at| key(*at, &rows[*at]));
    let mut places = vec![0; rows.len()];
    for (new, old) in order.iter().enumerate() {
        places[*old] = new;
    }
    *rows = order.into_iter().map(|old| rows[old].clone()).collect();
    places
}

fn rename_visits(plan: &mut Value, name: impl Fn(usize) -> Option<usize>) {
    for parcel in list(&mut plan["parcels"]) {
        for key in ["collected_by", "delivered_by"] {
            if !parcel[key].is_null() {
                parcel[key] = json!(name(position(&parcel[key])));
            }
        }
    }
    let renamed = |at: &Value| json!(name(position(at)).expect("a visit that stays"));
    for route in list(&mut plan["routes"]) {
        for at in list(&mut route["visits"]) {
            *at = renamed(at);
        }
        for at in list(&mut route["mixed_crates"]).iter_mut().flat_map(list) {
            *at = renamed(at);
        }
    }
}
