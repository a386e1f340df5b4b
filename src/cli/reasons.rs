//! The JSON document of `why`.
//!
//! All numbers are integers; the unit of an amount is in the word of its limit.

use serde_json::{Value, json};

use super::documents::{SCHEMA_VERSION, line};
use crate::app::Why;
use crate::index::{PlaceIdx, VehicleIdx};
use crate::model::{
    Bound, FixChange, PatternPrice, PlaceReasons, Province, VisitFix, VisitSlack, VisitTrial,
};

/// The document of `why`.
pub(super) fn document(why: &Why) -> String {
    let places: Vec<Value> = why.places.iter().map(|place| place_row(why, place)).collect();
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "week": why.plan.week.to_string(),
        "cost_cents": why.plan.cost.total().0,
        "places": places,
    }))
}

fn place_row(why: &Why, of: &PlaceReasons) -> Value {
    let province = &why.province;
    let place = &province.places()[of.place];
    let alternatives = of.alternatives.iter().map(|price| alternative(province, price));
    let visits = of.visits.iter().map(|slack| visit(why, slack));
    let trials = of.trials.iter().map(|trial| trial_row(province, trial));
    let fixes = of.fixes.iter().map(|fix| fix_row(province, fix));
    json!({
        "place": place.code.0,
        "name": place.name,
        "days": of.days.to_string(),
        "alternatives": alternatives.collect::<Vec<Value>>(),
        "visits": visits.collect::<Vec<Value>>(),
        "visits_missing": of.missing,
        "tried": trials.collect::<Vec<Value>>(),
        "fixes": fixes.collect::<Vec<Value>>(),
    })
}

fn alternative(province: &Province, price: &PatternPrice) -> Value {
    json!({
        "days": price.days.to_string(),
        "fits": price.rise.is_some(),
        "rise_cents": price.rise.map(|rise| rise.0),
        "exceeded": price.exceeded.map(|bound| bound_row(province, &bound)),
    })
}

fn visit(why: &Why, slack: &VisitSlack) -> Value {
    let visit = &why.plan.visits[slack.visit];
    let vehicle = visit.route.map(|route| why.plan.routes[route].vehicle);
    json!({
        "date": visit.date.to_string(),
        "vehicle": vehicle_code(&why.province, vehicle),
        "slack_delivery_crates": slack.brings.map(|crates| crates.0),
        "slack_pickup_crates": slack.takes.map(|crates| crates.0),
        "slack_delivery_grams": slack.brings_mass.map(|mass| mass.0),
        "slack_pickup_grams": slack.takes_mass.map(|mass| mass.0),
        "slack_seconds": slack.service.map(|service| service.0),
        "binding": slack.binding.map(|bound| bound_row(&why.province, &bound)),
    })
}

fn trial_row(province: &Province, trial: &VisitTrial) -> Value {
    json!({
        "date": trial.date.to_string(),
        "vehicle": vehicle_code(province, trial.vehicle),
        "fits": trial.exceeded.is_none(),
        "exceeded": trial.exceeded.map(|bound| bound_row(province, &bound)),
        "rise_cents": trial.rise.0,
    })
}

fn fix_row(province: &Province, fix: &VisitFix) -> Value {
    let (change, raise) = match fix.change {
        FixChange::Raise(bound) => (bound.limit.word().to_owned(), Some(bound)),
        FixChange::Vehicle(_) => ("one_more_vehicle".to_owned(), None),
        FixChange::Nothing => ("none".to_owned(), None),
    };
    let like = match fix.change {
        FixChange::Vehicle(like) => Some(like),
        FixChange::Raise(_) | FixChange::Nothing => None,
    };
    json!({
        "change": change,
        "raise": raise.map(|bound| bound_row(province, &bound)),
        "vehicle_like": vehicle_code(province, like),
        "date": fix.date.to_string(),
        "vehicle": vehicle_code(province, fix.vehicle),
        "after_stops": fix.rank,
        "rise_cents": fix.rise.0,
    })
}

fn bound_row(province: &Province, bound: &Bound) -> Value {
    json!({
        "limit": bound.limit.word(),
        "amount": bound.amount,
        "place": place_code(province, bound.place),
        "vehicle": vehicle_code(province, bound.vehicle),
        "date": bound.date.map(|date| date.to_string()),
    })
}

fn place_code(province: &Province, place: Option<PlaceIdx>) -> Option<&str> {
    place.map(|place| province.places()[place].code.0.as_str())
}

fn vehicle_code(province: &Province, vehicle: Option<VehicleIdx>) -> Option<&str> {
    vehicle.map(|vehicle| province.vehicles()[vehicle].code.as_str())
}
