//! `simulate`: base and scenario in pairs, the same for any number of threads, and faults told.

use serde_json::Value;

use crate::office::{Office, fixtures};

const READINGS: [&str; 7] = [
    "requests",
    "loans",
    "inter_organisation",
    "lead_time_days",
    "crates_per_week",
    "km_per_week",
    "cost_cents_per_week",
];

/// A province with a background collection, and a scenario in `s.toml`.
fn office(scenario: &str) -> Office {
    let office = Office::empty();
    office.ask("generate data --stops 12 --titles 4000 --copies 6000 --requests 200", 0);
    office.write("s.toml", scenario);
    office
}

/// Requests that were not filled, by the cells of the breakdown.
fn not_filled(key: &str, found: &Value) -> u64 {
    let cells = found["breakdown"]["not_filled"].as_array().expect("cells");
    cells.iter().filter_map(|cell| cell[key].as_u64()).sum()
}

fn mean(found: &Value, of: &str, reading: &str) -> f64 {
    let value = &found[of][reading]["mean"];
    value.as_f64().unwrap_or_else(|| panic!("{of} {reading}: {found}"))
}

#[test]
fn a_background_collection_is_told_in_pairs_with_intervals_and_counts() {
    let scenario = "name = \"none\"\n[[change]]\ndo = \"background\"\nmost_wanted = 0\n";
    let found = office(scenario).ask("simulate data --scenario s.toml --weeks 26", 0);
    for of in ["base", "scenario", "difference"] {
        for reading in READINGS {
            let estimate = &found[of][reading];
            let end = |key: &str| estimate[key].as_f64().unwrap_or_else(|| panic!("{estimate}"));
            assert!(end("low") <= end("mean") && end("mean") <= end("high"), "{of} {reading}");
            assert!(estimate.get("confidence").is_some(), "{of} {reading}");
        }
    }
    let [base, scenario, difference] =
        ["base", "scenario", "difference"].map(|of| mean(&found, of, "requests"));
    assert!((scenario - base - difference).abs() < 1e-9 && difference < 0.0);
    assert!(found["difference"]["requests"]["high"].as_f64().is_some_and(|high| high < 0.0));
    assert!(found["replications"].as_u64().is_some_and(|count| count >= 4));
    assert!(found["events"].as_u64().is_some_and(|count| count > 10_000));
    let counts = &found["base"]["counts"]["requests"];
    assert!(counts["numerator"].as_u64() < counts["denominator"].as_u64(), "{counts}");
    let rows = |key: &str| found["breakdown"][key].as_array().expect("rows");
    for key in ["by_organisation", "by_place", "by_category"] {
        let sum: u64 = rows(key).iter().filter_map(|row| row["base"]["denominator"].as_u64()).sum();
        assert_eq!(Some(sum), counts["denominator"].as_u64(), "{key}");
    }
    let misses: u64 = rows("not_filled").iter().filter_map(|row| row["base"].as_u64()).sum();
    let filled = counts["numerator"].as_u64().expect("a count");
    assert_eq!(counts["denominator"].as_u64(), Some(filled + misses));
    let titles = &found["breakdown"]["titles"];
    assert_eq!(titles, &found["scenarios"][0]["titles"]);
    let rows = titles["rows"].as_array().expect("rows");
    let part = |row: &Value| {
        row["scenario"].as_i64().expect("a count") - row["base"].as_i64().expect("a count")
    };
    let change = titles["change"].as_i64().expect("a change");
    let named: i64 = rows.iter().map(part).sum();
    assert!(change > 0 && 10 * named >= 8 * change, "{named} of {change}");
    assert!(rows.iter().map(part).is_sorted_by(|one, other| one >= other));
    let more: u64 = not_filled("scenario", &found) - not_filled("base", &found);
    assert_eq!(u64::try_from(change), Ok(more), "titles and cells count the same requests");
    assert!(found["scenarios"][0]["copies_weeded"].as_u64().is_some_and(|count| count > 0));
}

#[test]
fn an_advice_buys_what_is_missing_most_and_stays_below_its_bound() {
    let office = office("");
    let found = office.ask("advise data --budget 60 --replications 4", 0);
    let moves = found["moves"].as_array().expect("moves");
    let copies: u64 = moves.iter().filter_map(|one| one["copies"].as_u64()).sum();
    assert!((60..=61).contains(&copies), "sixty to buy, and one to relocate or to pool: {copies}");
    let of_kind = |kind: &str| moves.iter().filter(|one| one["kind"] == kind).count();
    let all = of_kind("buy") + of_kind("relocate") + of_kind("pool");
    assert!(of_kind("buy") > 40 && all == moves.len(), "{found}");
    let (worth, most) = (found["worth_a_year"].as_f64(), found["worth_a_year_at_most"].as_f64());
    assert!(worth > Some(0.0) && worth <= most, "{worth:?} {most:?}");
    assert!(found["distance_percent"].as_f64().is_some_and(|far| far < 2.0), "{found}");
    assert_eq!(found["history_weeks"].as_u64(), Some(0));
    let gains: Vec<f64> = moves.iter().filter_map(|one| one["gain_a_year"].as_f64()).collect();
    assert!(gains.len() == moves.len() && gains.is_sorted_by(|one, other| one >= other));
    let of = |part: &str, key: &str| found["expected"][part][key].as_f64().expect("an estimate");
    assert!(of("difference", "low") > 0.0, "{found}");
    assert!(of("before", "mean") < of("after", "mean"));
    let bound = found["bound_percent"].as_f64().expect("a bound");
    assert!(of("after", "low") <= bound, "{found}");
    let enough = office.ask("advise data --budget 60 --target 50 --replications 2", 0);
    assert_eq!(
        (enough["moves"].as_array().map(Vec::len), &enough["target_reached"]),
        (Some(0), &true.into())
    );
    assert_eq!(enough["least_copies_for_target"].as_u64(), Some(0));
}

#[test]
fn one_thread_and_two_give_the_same_digits() {
    let office = office("name = \"float\"\n[[change]]\ndo = \"float\"\n");
    let command = "simulate data --scenario s.toml --weeks 10 --replications 2 --threads";
    let digits = |threads: u8| {
        let mut found = office.ask(&format!("{command} {threads}"), 0);
        found["seconds"] = Value::Null;
        found
    };
    assert_eq!(digits(1), digits(2));
}

#[test]
fn a_network_that_changes_gets_another_timetable() {
    let change = "name = \"three\"\n[[change]]\ndo = \"visits\"\nvisits_per_week = 3\n";
    let command = "simulate data --scenario s.toml --weeks 10 --replications 2";
    let found = office(change).ask(command, 0);
    assert!(mean(&found, "difference", "km_per_week") > 0.0, "{found}");
    assert!(mean(&found, "difference", "lead_time_days") < 0.0, "{found}");
}

#[test]
fn faults_of_a_scenario_are_data_and_a_missing_file_is_the_environment() {
    let office = office("name = \"x\"\n[[change]]\ndo = \"burn\"\n");
    let refused = office.run("simulate data --scenario s.toml");
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.stderr.contains("s.toml:2: `do` is \"burn\""), "{refused:?}");
    assert_eq!(office.run("simulate data --scenario none.toml").code, 4);
    assert_eq!(office.run("simulate data").code, 2);
}

#[test]
fn the_screen_speaks_dutch_and_english() {
    let office = office("name = \"busy\"\n[[change]]\ndo = \"demand\"\npercent = 150\n");
    let command = "simulate data --scenario s.toml --weeks 4 --replications 2";
    let dutch = office.run(command).stdout;
    assert!(dutch.contains("Verschil") && dutch.contains("busy"), "{dutch}");
    let english = office.run(&format!("{command} --lang en")).stdout;
    assert!(english.contains("Difference"), "{english}");
    assert!(fixtures("scenarios/most_wanted.toml").exists());
}

#[test]
fn a_page_is_drawn_beside_the_document_and_replaced_only_by_force() {
    let office = office("name = \"float\"\n[[change]]\ndo = \"float\"\n");
    let command = "simulate data --scenario s.toml --weeks 4 --replications 2 --html page.html";
    let found = office.ask(command, 0);
    assert!(found["base_replications_that_meet_the_norm"].as_u64().is_some_and(|met| met <= 2));
    let page = office.read("page.html");
    assert!(page.contains("<svg") && page.contains("ASN-01") && page.contains("float"), "{page}");
    let refused = office.run(command);
    assert_eq!(refused.code, 4, "{refused:?}");
    assert!(refused.stderr.contains("page.html"), "{refused:?}");
    assert_eq!(office.run(&format!("{command} --force")).code, 0);
}

#[test]
fn budgets_of_branches_hold_and_their_faults_are_told() {
    let office = office("");
    let row =
        |place: &str, copies: u8| format!("[[budget]]\nplace = \"{place}\"\ncopies = {copies}\n");
    let background = "ACH-ASN";
    office.write("budgets.toml", &(row("EMM-01", 7) + &row(background, 3)));
    let command = "advise data --budget 40 --moves 0 --replications 2 --budgets";
    let found = office.ask(&format!("{command} budgets.toml --csv list.csv --lang en"), 0);
    let moves = found["moves"].as_array().expect("moves");
    let copies = |to: &str| -> u64 {
        let of = moves.iter().filter(|one| one["to"] == to);
        of.filter_map(|one| one["copies"].as_u64()).sum()
    };
    assert!(copies("EMM-01") <= 7 && copies(background) == 3, "{found}");
    assert!(found["distance_percent"].as_f64().is_some_and(|far| far < 5.0), "{found}");
    let list = office.read("list.csv");
    assert_eq!(list.lines().count(), moves.len() + 1, "{list}");
    assert!(list.starts_with("Action,Title,"), "{list}");
    office.write("wrong.toml", &row("NOWHERE", 7));
    let refused = office.run(&format!("{command} wrong.toml"));
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.stderr.contains("wrong.toml:1: `place` is \"NOWHERE\""), "{refused:?}");
}

#[test]
fn sensitivity_is_one_command_and_a_table_has_a_row_a_reading() {
    let office = office("");
    let command = "simulate data --sensitivity --weeks 4 --replications 2 --half-width 0";
    let found = office.ask(&format!("{command} --csv out.csv --lang nl"), 0);
    assert_eq!(found["scenarios"].as_array().map(Vec::len), Some(8), "{found}");
    let not_filled = |number: usize| {
        found["scenarios"][number]["difference"]["not_filled_per_week"]["mean"].as_f64()
    };
    assert!(not_filled(0) < Some(0.0) && not_filled(1) > Some(0.0), "demand 80 and 120 %");
    let table = office.read("out.csv");
    assert_eq!(table.lines().count(), 81, "{table}");
    assert!(table.starts_with("\u{feff}Scenario;Meting;"), "{table}");
}
