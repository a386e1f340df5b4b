//! The documents of public routing instances, in the set's own units.

use serde_json::{Value, json};

use crate::app::Solved;
use crate::check::instance::Breach;
use crate::report::{SolvedNumbers, SolvedRoute};

/// The version of these documents; raised when a key changes its meaning.
const SCHEMA_VERSION: u32 = 1;

/// The document of `solve`.
pub(super) fn solved(solved: &Solved) -> String {
    let numbers = solved_numbers(solved);
    let document = json!({
        "schema_version": SCHEMA_VERSION,
        "problem": numbers.problem,
        "instance": numbers.name,
        "format": solved.form.map(|form| form.word()),
        "convention": numbers.convention,
        "customers": numbers.size[0],
        "cost": rounded(numbers.cost),
        "feasible": numbers.breaches.is_empty(),
        "violations": numbers.breaches,
        "routes": numbers.routes.iter().map(route).collect::<Vec<_>>(),
        "unvisited": numbers.absent,
        "lower_bound": null,
        "gap_percent": null,
        "iterations": numbers.iterations,
        "seconds": numbers.seconds,
        "seed": solved.seed,
    });
    format!("{document:#}\n")
}

fn route(route: &SolvedRoute) -> Value {
    json!({
        "day": route.day,
        "depot": route.depot,
        "vehicle": route.vehicle,
        "nodes": route.nodes,
    })
}

/// Without the last digits of double precision, which depend on the order of summing.
fn rounded(cost: f64) -> f64 {
    const PARTS: f64 = 1e6;
    (cost * PARTS).round() / PARTS
}

/// A solution in the numbers of its file.
pub(super) fn solved_numbers(solved: &Solved) -> SolvedNumbers {
    let instance = &solved.instance;
    let number = |&customer: &usize| instance.customers[customer].number;
    let routes = solved.tours.tours.iter().map(|tour| SolvedRoute {
        day: tour.day + 1,
        depot: instance.fleets[tour.fleet].depot + 1,
        vehicle: instance.vehicle_number(tour),
        nodes: tour.customers.iter().map(number).collect(),
    });
    SolvedNumbers {
        name: instance.name.clone(),
        problem: instance.kind.word(),
        convention: instance.convention.word(),
        size: [instance.customers.len(), instance.depots.len(), instance.days],
        routes: routes.collect(),
        absent: solved.tours.absent.iter().map(number).collect(),
        cost: solved.verdict.cost,
        breaches: solved.verdict.breaches.iter().map(Breach::to_string).collect(),
        seconds: solved.seconds,
        iterations: solved.iterations,
    }
}
