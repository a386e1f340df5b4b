//! Same input, same bytes; with `SLOW_TESTS` after longer searches.

use leenroute::app::drenthe;
use leenroute::random::Seed;

use super::office::Office;
use super::week::{plan, week};

/// Iterations of a search over the whole province.
fn iterations(usual: u64) -> u64 {
    if std::env::var_os("SLOW_TESTS").is_some() { 8 * usual } else { usual }
}

#[test]
fn one_thread_and_two_write_the_same_bytes() {
    let office = Office::empty();
    let iterations = iterations(100);
    office.ask(&format!("demo --out one --iterations {iterations} --threads 1"), 0);
    office.ask(&format!("demo --out two --iterations {iterations} --threads 2"), 0);
    let (one, two) = (office.files("one"), office.files("two"));
    assert!(one.contains_key("data/holdings.csv") && one.contains_key("plan/plan.json"));
    assert!(one.keys().eq(two.keys()), "{:?}, {:?}", one.keys(), two.keys());
    for (name, bytes) in &one {
        assert!(two[name] == *bytes, "{name}");
    }
}

#[test]
fn a_plan_repeats_with_its_seed_and_changes_with_another() {
    let loaded = drenthe(week("2026-W48"), Seed(1));
    let of_seed = |seed| plan(&loaded, week("2026-W48"), seed, iterations(50)).plan;
    let one = of_seed(1);
    assert!(one == of_seed(1), "the same seed gives two plans");
    assert_ne!(one.routes, of_seed(2).routes);
}

#[test]
fn the_order_of_rows_in_a_file_does_not_change_what_a_week_costs() {
    let office = Office::with_small_week();
    let line = "plan data --week 2026-W48 --iterations 400";
    let before = office.ask(line, 0);
    for file in ["requests.csv", "holdings.csv", "shipments.csv"] {
        let name = format!("data/{file}");
        let text = office.read(&name);
        let (head, rows) = text.split_once('\n').expect("a head");
        let rows: Vec<&str> = rows.lines().rev().collect();
        office.write(&name, &format!("{head}\n{}\n", rows.join("\n")));
    }
    assert_eq!(before["cost_cents"], office.ask(line, 0)["cost_cents"]);
}
