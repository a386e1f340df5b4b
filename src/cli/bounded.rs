//! The documents of a bounded week.

use serde_json::{Value, json};

use crate::app::{BoundedEngine, BoundedWeek, EngineBound, WEEK_COVERS, WEEK_GIVEN, WEEK_RELAXES};
use crate::report::WeekBoundNumbers;

/// The version of these documents; raised when a key changes its meaning.
const SCHEMA_VERSION: u32 = 1;

/// The document of `bound` for a week.
pub(super) fn document(bounded: &BoundedWeek) -> String {
    let document = json!({
        "schema_version": SCHEMA_VERSION,
        "problem": "week",
        "instance": bounded.week.to_string(),
        "unit": "cents",
        "lower_bound": bounded.lower.map(|cents| cents.0),
        "upper_bound": bounded.upper.map(|cents| cents.0),
        "gap_percent": bounded.gap_percent(),
        "covers": WEEK_COVERS,
        "relaxes": WEEK_RELAXES,
        "given": WEEK_GIVEN,
        "engines": bounded.engines.iter().map(engine).collect::<Vec<Value>>(),
        "certificate": bounded.certificate,
        "seconds": bounded.seconds,
    });
    format!("{document:#}\n")
}

fn engine(of: &EngineBound) -> Value {
    json!({
        "engine": of.engine.word(),
        "unit": of.engine.unit(),
        "lower_bound": of.lower,
        "upper_bound": of.upper,
        "proven_optimal": of.is_optimal(),
    })
}

/// A bounded week as the screen shows it.
pub(super) fn numbers(bounded: &BoundedWeek) -> WeekBoundNumbers {
    WeekBoundNumbers {
        week: bounded.week,
        lower: bounded.lower,
        upper: bounded.upper,
        gap: bounded.gap_percent(),
        covers: WEEK_COVERS.join(", "),
        relaxes: WEEK_RELAXES.join(", "),
        given: WEEK_GIVEN.join(", "),
        suppliers: numbers_of(bounded, BoundedEngine::Suppliers),
        crates: numbers_of(bounded, BoundedEngine::Crates),
        certificate: bounded.certificate.clone(),
        seconds: bounded.seconds,
    }
}

/// Lower bound and value of an engine.
fn numbers_of(bounded: &BoundedWeek, engine: BoundedEngine) -> Option<(i64, i64)> {
    let of = bounded.engines.iter().find(|of| of.engine == engine)?;
    Some((of.lower, of.upper))
}
