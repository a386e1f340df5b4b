//! The documents of a bounded week.

use serde_json::{Value, json};

use crate::app::{
    BoundedEngine, BoundedWeek, EngineBound, MoreRoom, ShadowPrice, WEEK_COVERS, WEEK_GIVEN,
    WEEK_RELAXES,
};
use crate::report::{RoomWord, WeekBoundNumbers};
use crate::units::Cents;

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
        "shadow_prices": bounded.shadow_prices.iter().map(shadow_price).collect::<Vec<Value>>(),
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

fn shadow_price(price: &ShadowPrice) -> Value {
    let (place, days) = match &price.room {
        MoreRoom::OtherDays { code, days, .. } => (Some(code), Some(days.to_string())),
        _ => (None, None),
    };
    json!({
        "more": price.room.word(),
        "place": place,
        "days": days,
        "saves_cents": price.saves.0,
        "is_at_most": price.room.is_proven(),
    })
}

/// More room in the words of the screen.
fn roomy(price: &ShadowPrice) -> (RoomWord, Cents) {
    let word = match &price.room {
        MoreRoom::LongerDays => RoomWord::LongerDays,
        MoreRoom::OneMoreBag => RoomWord::OneMoreBag,
        MoreRoom::OneMoreCrate => RoomWord::OneMoreCrate,
        MoreRoom::OtherDays { name, days, .. } => {
            RoomWord::OtherDays { place: name.clone(), days: *days }
        }
    };
    (word, price.saves)
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
        more_room: bounded.shadow_prices.iter().map(roomy).collect(),
        certificate: bounded.certificate.clone(),
        seconds: bounded.seconds,
    }
}

/// Lower bound and value of an engine.
fn numbers_of(bounded: &BoundedWeek, engine: BoundedEngine) -> Option<(i64, i64)> {
    let of = bounded.engines.iter().find(|of| of.engine == engine)?;
    Some((of.lower, of.upper))
}
