//! The document of `returns`, and its numbers for people. Money is euro cents.

use serde_json::{Value, json};

use super::documents::{SCHEMA_VERSION, line};
use crate::app::{PlacedCopies, PlacedReturns, ReturnsCost, ReturnsTo};
use crate::index::PlaceIdx;
use crate::report::{PlacedLine, PlacedNumbers};

/// All destinations with the word that machines read.
const DESTINATIONS: [(ReturnsTo, &str); 4] = [
    (ReturnsTo::Home, "home"),
    (ReturnsTo::Stays, "stays"),
    (ReturnsTo::Background, "background"),
    (ReturnsTo::Elsewhere, "elsewhere"),
];

/// The document.
pub(super) fn document(found: &PlacedReturns) -> String {
    let counts = counts(found);
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "returned": counts.iter().sum::<i64>(),
        "home": counts[0],
        "stays": counts[1],
        "background": counts[2],
        "elsewhere": counts[3],
        "moving_cents": found.cost.moving.0,
        "saved_cents": found.cost.saved.0,
        "cost_cents": net(found.cost),
        "bound_cents": found.bound.0,
        "all_home": {
            "moving_cents": found.cost_home.moving.0,
            "saved_cents": found.cost_home.saved.0,
            "cost_cents": net(found.cost_home),
        },
        "moves": found.placed.iter().map(|of| row(found, of)).collect::<Vec<Value>>(),
        "seconds": found.seconds,
    }))
}

const fn net(cost: ReturnsCost) -> i64 {
    cost.moving.0 - cost.saved.0
}

fn row(found: &PlacedReturns, of: &PlacedCopies) -> Value {
    let province = &found.province;
    let code = |place: PlaceIdx| &province.places()[place].code.0;
    let destination = of.destination(province);
    let word = DESTINATIONS.iter().find(|(known, _)| *known == destination);
    json!({
        "title": province.titles()[of.returned.title].code,
        "from": code(of.returned.place),
        "home": code(of.returned.home),
        "to": code(of.to),
        "copies": of.copies.0,
        "what": word.expect("all are listed").1,
    })
}

/// Copies by destination.
fn counts(found: &PlacedReturns) -> [i64; 4] {
    DESTINATIONS.map(|(destination, _)| {
        let of = found.placed.iter().filter(|of| of.destination(&found.province) == destination);
        of.map(|of| of.copies.0).sum()
    })
}

/// The numbers for people: what does not go home, by its way.
pub(super) fn numbers(found: &PlacedReturns) -> PlacedNumbers {
    let name = |place: PlaceIdx| found.province.places()[place].name.clone();
    let mut lines: Vec<PlacedLine> = Vec::new();
    for of in &found.placed {
        if of.destination(&found.province) == ReturnsTo::Home {
            continue;
        }
        let way = [of.returned.place, of.returned.home, of.to].map(name);
        match lines.iter_mut().find(|line| line.way == way) {
            Some(line) => line.copies += of.copies.0,
            None => lines.push(PlacedLine { way, copies: of.copies.0 }),
        }
    }
    lines.sort_by(|a, b| b.copies.cmp(&a.copies).then_with(|| a.way.cmp(&b.way)));
    PlacedNumbers {
        counts: counts(found),
        moving: [found.cost.moving, found.cost_home.moving],
        saved: [found.cost.saved, found.cost_home.saved],
        bound: found.bound,
        lines,
    }
}
