//! The JSON document of `compare`.

use serde_json::{Value, json};

use super::documents::{SCHEMA_VERSION, line, week_value};
use crate::app::{Comparison, RouteSide, VisitSide};
use crate::report::Language;

/// The document of `compare`.
pub(super) fn document(found: &Comparison, language: Language) -> String {
    let costs = found.costs.iter().map(|(term, a, b)| {
        json!({ "what": "cost", "term": term, "a": a.0, "b": b.0, "difference": b.0 - a.0 })
    });
    let visits = found.visits.iter().map(|visit| {
        json!({
            "what": visit.kind.word(),
            "place": visit.place,
            "a": visit.a.as_ref().map(visit_side),
            "b": visit.b.as_ref().map(visit_side),
        })
    });
    let routes = found.routes.iter().map(|route| {
        json!({
            "what": "route",
            "vehicle": route.vehicle,
            "a": route.a.as_ref().map(route_side),
            "b": route.b.as_ref().map(route_side),
        })
    });
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "a": week_value(&found.a, language),
        "b": week_value(&found.b, language),
        "differences": costs.chain(visits).chain(routes).collect::<Vec<Value>>(),
    }))
}

fn visit_side(side: &VisitSide) -> Value {
    json!({
        "date": side.date.to_string(),
        "vehicle": side.vehicle,
        "position": side.position,
        "start": side.start.to_string(),
        "crates": side.crates,
    })
}

fn route_side(side: &RouteSide) -> Value {
    json!({
        "date": side.date.to_string(),
        "driver": side.driver,
        "stops": side.stops,
        "metres": side.distance.0,
        "seconds": side.lasts.0,
    })
}
