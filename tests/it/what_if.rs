//! The what-if on Drenthe: does a year give what its generator and the published scenarios give?
//!
//! `SLOW_TESTS=1 cargo test --release --test it what_if -- --nocapture` prints the table of
//! `docs/algorithms/simulation.md`.

use leenroute::app::{
    Cancel, Estimate, InitOrder, SimulateOrder, Simulated, demo_week, init, simulate,
};
use leenroute::random::Seed;
use leenroute::simulation::Precision;
use leenroute::store::Overwrite;

use super::office::fixtures;

static NOBODY: Cancel = Cancel::new();

/// The share that the generator fills in its week: the mean of ten seeds, requests in turn
/// (`docs/algorithms/synthesis.md`).
const GENERATED: f64 = 95.44;

/// Scenarios from the least to the most that they fill, with the published percentage.
const PUBLISHED: [(&str, f64); 5] = [
    ("no_background", 93.9),
    ("random_45000", 94.3),
    ("most_wanted_10000", 94.5),
    ("most_wanted", 95.7),
    ("most_wanted_90000", 96.7),
];

/// Percentage points within which a year has to hit them.
const TOLERANCE: f64 = 0.5;

fn drenthe() -> Simulated {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let order = InitOrder { week: demo_week(), seed: Seed(1), history_weeks: 0 };
    init(&data, &order, Overwrite::Refuse).expect("a data folder");
    let file = |(name, _): &(&str, f64)| fixtures(&format!("scenarios/{name}.toml"));
    let order = SimulateOrder {
        scenarios: PUBLISHED.iter().map(file).collect(),
        sensitivity: false,
        week: None,
        weeks: 52,
        precision: Precision::default(),
        seed: Seed(1),
        cancel: &NOBODY,
    };
    simulate(&data, &order).expect("scenarios that are read")
}

fn requests(estimate: Option<Estimate>) -> Estimate {
    estimate.expect("a year has requests")
}

#[test]
fn a_year_of_drenthe_hits_its_week_and_the_published_scenarios_in_their_order() {
    if std::env::var_os("SLOW_TESTS").is_none() {
        return;
    }
    let found = drenthe();
    let base = requests(found.base.requests).mean;
    println!("| now | {GENERATED} | {base:.2} | | |");
    assert!((base - GENERATED).abs() < TOLERANCE, "{base}");
    let mut last = 0.0;
    for (scenario, (name, published)) in found.scenarios.iter().zip(PUBLISHED) {
        let (own, difference) =
            (requests(scenario.readings.requests), requests(scenario.difference.requests));
        let Estimate { mean, low, high, .. } = difference;
        println!("| {name} | {published} | {:.2} | {mean:.2} | {low:.2} to {high:.2} |", own.mean);
        assert!((own.mean - published).abs() < TOLERANCE, "{name}: {}", own.mean);
        assert!(own.mean > last, "{name} fills less than the scenario before it");
        last = own.mean;
    }
    let wanted = &found.scenarios[3];
    assert!(requests(wanted.difference.requests).low > 0.0);
    assert!(requests(wanted.readings.requests).low >= 95.0);
}
