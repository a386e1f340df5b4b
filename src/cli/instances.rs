//! The documents of public routing instances, in the set's own units.

use serde_json::{Value, json};

use crate::app::{Bench, BenchRow, BoundedInstance, CheckedBound, Solved};
use crate::bounds::Term;
use crate::check::instance::Breach;
use crate::ingest::instance::Form;
use crate::model::instance::Tour;
use crate::report::{BenchLine, BenchNumbers, BoundNumbers, SolvedNumbers, SolvedRoute};

/// The version of these documents; raised when a key changes its meaning.
const SCHEMA_VERSION: u32 = 1;

/// What stands among the nodes of a route where the vehicle reloads; forms with reloads count
/// their nodes from 1.
const RELOAD_NODE: i64 = 0;

/// The document of `solve`.
pub(super) fn solved(solved: &Solved) -> String {
    format!("{:#}\n", document(solved))
}

/// The keys of every solution.
pub(super) fn document(solved: &Solved) -> Value {
    let numbers = solved_numbers(solved);
    json!({
        "schema_version": SCHEMA_VERSION,
        "problem": numbers.problem,
        "instance": numbers.name,
        "format": solved.form.map(Form::word),
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
    })
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
    let nodes = |tour: &Tour| {
        let mut nodes = Vec::with_capacity(tour.customers.len() + tour.reloads.len());
        for (rank, customer) in tour.customers.iter().enumerate() {
            nodes.extend(tour.reloads.contains(&rank).then_some(RELOAD_NODE));
            nodes.push(number(customer));
        }
        nodes
    };
    let routes = solved.tours.tours.iter().map(|tour| SolvedRoute {
        day: tour.day + 1,
        depot: instance.fleets[tour.fleet].depot + 1,
        vehicle: instance.vehicle_number(tour),
        nodes: nodes(tour),
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

/// The document of `bound`.
pub(super) fn bounded(bounded: &BoundedInstance) -> String {
    let words = |terms: &[Term]| terms.iter().map(|term| term.word()).collect::<Vec<_>>();
    let document = json!({
        "schema_version": SCHEMA_VERSION,
        "problem": bounded.instance.kind.word(),
        "instance": bounded.instance.name,
        "customers": bounded.instance.customers.len(),
        "lower_bound": bounded.lower.map(rounded_down),
        "upper_bound": bounded.upper.map(rounded),
        "gap_percent": bounded.gap_percent(),
        "is_final": bounded.is_final,
        "covers": words(&bounded.coverage.covers),
        "relaxes": words(&bounded.coverage.relaxes),
        "certificate": bounded.certificate,
        "partial_routes": bounded.work,
        "seconds": bounded.seconds,
    });
    format!("{document:#}\n")
}

/// The document of `verify-bound`.
pub(super) fn checked(checked: &CheckedBound) -> String {
    let document = json!({
        "schema_version": SCHEMA_VERSION,
        "valid": checked.refusal.is_none(),
        "reason": checked.refusal,
        "lower_bound": checked.lower.map(rounded_down),
        "seconds": checked.seconds,
    });
    format!("{document:#}\n")
}

/// A bound as the screen shows it.
pub(super) fn bound_numbers(bounded: &BoundedInstance) -> BoundNumbers {
    let words = |terms: &[Term]| terms.iter().map(|term| term.word().to_owned()).collect();
    BoundNumbers {
        name: bounded.instance.name.clone(),
        lower: bounded.lower,
        upper: bounded.upper,
        gap: bounded.gap_percent(),
        covers: words(&bounded.coverage.covers),
        relaxes: words(&bounded.coverage.relaxes),
        seconds: bounded.seconds,
    }
}

/// A bound must not rise where digits are left out.
fn rounded_down(bound: f64) -> f64 {
    const PARTS: f64 = 1e6;
    (bound * PARTS + 1e-4).floor() / PARTS
}

/// The document of `bench`.
pub(super) fn bench(bench: &Bench) -> String {
    let rows = bench.rows.iter().map(|row| {
        json!({
            "set": row.set,
            "instance": row.instance,
            "customers": row.customers,
            "cost": rounded(row.cost),
            "feasible": row.violations == 0,
            "best_known_cost": row.best_known,
            "gap_percent": row.gap_percent,
            "seconds_to_target": row.seconds_to_target,
            "seconds": row.seconds,
            "iterations": row.iterations,
            "iterations_per_second": rate(row),
        })
    });
    let sets = bench.sets().into_iter().map(|set| {
        json!({
            "set": set.set,
            "instances": set.instances,
            "gap_percent_mean": set.gap_mean,
            "gap_percent_worst": set.gap_worst,
        })
    });
    let failed = bench
        .failed
        .iter()
        .map(|(file, error)| json!({ "file": file, "error": format!("cannot {error}") }));
    let document = json!({
        "schema_version": SCHEMA_VERSION,
        "instances": rows.collect::<Vec<_>>(),
        "sets": sets.collect::<Vec<_>>(),
        "failed": failed.collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

/// A run over a folder as the screen shows it.
pub(super) fn bench_numbers(bench: &Bench) -> BenchNumbers {
    let lines = bench.rows.iter().map(|row| BenchLine {
        name: format!("{}/{}", row.set, row.instance),
        customers: row.customers,
        cost: Some(row.cost).filter(|_| row.violations == 0),
        best_known: row.best_known,
        gap: row.gap_percent.filter(|_| row.violations == 0),
        seconds_to_target: row.seconds_to_target,
        rate: rate(row),
    });
    let sets = bench.sets().into_iter();
    let failed = bench.failed.iter();
    BenchNumbers {
        lines: lines.collect(),
        sets: sets.map(|set| (set.set, set.instances, set.gap_mean, set.gap_worst)).collect(),
        failed: failed
            .map(|(file, error)| (file.display().to_string(), format!("cannot {error}")))
            .collect(),
    }
}

fn rate(row: &BenchRow) -> f64 {
    row.iterations as f64 / row.seconds.max(f64::MIN_POSITIVE)
}
