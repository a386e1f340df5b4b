//! The document of `match`, and its numbers for people. Money is euro cents.

use serde_json::{Value, json};

use super::documents::{SCHEMA_VERSION, line};
use crate::app::Matched;
use crate::matching::BindingLender;
use crate::model::{ServiceDate, Weekday};
use crate::report::{FullWindow, MatchedNumbers};
use crate::units::Cents;

/// The document of `match`.
pub(super) fn document(found: &Matched) -> String {
    let sources = found.sources;
    let binding = found.binding.iter().map(|of| {
        json!({
            "lender": found.province.places()[of.lender].code.0,
            "leaves": leaves(found, of).to_string(),
            "price_cents": price(of).0,
        })
    });
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "week": found.week.to_string(),
        "policy": found.policy.name(),
        "requests": found.requests(),
        "filled": found.filled(),
        "filled_in_province": found.filled_in_province,
        "sources": {
            "own": sources.own,
            "elsewhere": sources.elsewhere,
            "returning": sources.returning,
            "outside": sources.outside,
            "unfilled": sources.unfilled,
        },
        "cost": found.cost.0,
        "dual_cost": found.dual_cost.map(|cost| cost.0),
        "certificate_valid": found.certificate_valid,
        "binding_lenders": binding.collect::<Vec<Value>>(),
        "seconds": found.seconds,
        "seconds_solve": found.seconds_solve,
    }))
}

/// The same for people.
pub(super) fn numbers(found: &Matched) -> MatchedNumbers {
    let sources = found.sources;
    let window = |of: &BindingLender| FullWindow {
        place: found.province.places()[of.lender].name.clone(),
        leaves: leaves(found, of),
        price: price(of),
    };
    MatchedNumbers {
        sources: [
            sources.own,
            sources.elsewhere,
            sources.returning,
            sources.outside,
            sources.unfilled,
        ],
        filled_in_province: found.filled_in_province,
        cost: found.cost,
        proven: found.dual_cost.filter(|_| found.certificate_valid),
        full: found.binding.iter().map(window).collect(),
    }
}

/// Prices are whole cents, kept in thousandths.
fn price(of: &BindingLender) -> Cents {
    const PARTS: i64 = 1_000;
    Cents(of.price.0 / PARTS)
}

fn leaves(found: &Matched, of: &BindingLender) -> ServiceDate {
    found.week.date(Weekday::Mon).plus_days(i64::from(of.window))
}
