//! The document of `match`, and its numbers for people. Money is euro cents.

use serde_json::{Value, json};

use super::documents::{SCHEMA_VERSION, line};
use crate::app::{Matched, Replaced};
use crate::matching::{BindingLender, Source};
use crate::model::{ServiceDate, Weekday};
use crate::report::{FullWindow, Instead, MatchedNumbers, ReplacedLine};
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
        "replaced": found.replaced.iter().map(|of| replaced(found, of)).collect::<Vec<Value>>(),
        "seconds": found.seconds,
        "seconds_solve": found.seconds_solve,
    }))
}

fn replaced(found: &Matched, of: &Replaced) -> Value {
    let (lender, word) = match of.choice.source {
        Source::Copy(place) => (Some(&found.province.places()[place].code.0), "copy"),
        Source::Returning => (None, "returning"),
        Source::Outside => (None, "outside"),
        Source::Unfilled => (None, "unfilled"),
    };
    json!({
        "date": of.date.to_string(),
        "request": found.province.requests()[of.choice.request].number,
        "items": of.choice.quantity.0,
        "source": word,
        "lender": lender,
        "title": found.province.titles()[of.choice.title].code.to_string(),
        "arrives": of.arrives.map(|date| date.to_string()),
    })
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
        replaced: found.replaced.iter().map(|of| replaced_line(found, of)).collect(),
    }
}

fn replaced_line(found: &Matched, of: &Replaced) -> ReplacedLine {
    let instead = match of.choice.source {
        Source::Copy(place) => Instead::Copy(found.province.places()[place].name.clone()),
        Source::Returning => Instead::Returning,
        Source::Outside => Instead::Outside,
        Source::Unfilled => Instead::Nobody,
    };
    ReplacedLine {
        date: of.date,
        request: found.province.requests()[of.choice.request].number.to_string(),
        items: of.choice.quantity.0,
        instead,
        arrives: of.arrives,
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
