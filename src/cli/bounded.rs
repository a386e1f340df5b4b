//! The documents of a bounded week.

use serde_json::json;

use crate::app::{BoundedWeek, WEEK_COVERS, WEEK_GIVEN, WEEK_RELAXES};
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
        "certificate": bounded.certificate,
        "seconds": bounded.seconds,
    });
    format!("{document:#}\n")
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
        certificate: bounded.certificate.clone(),
        seconds: bounded.seconds,
    }
}
