//! `travel` over a town that the tests lay out, and the plan that follows it.

use std::fs;

use serde_json::Value;

use super::office::Office;

/// Where the small week has its places: code, degrees.
fn places(office: &Office) -> Vec<(String, f64, f64)> {
    let text = office.read("data/places.csv");
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().expect("a head").split(',').collect();
    let column = |name: &str| head.iter().position(|of| *of == name).expect("a column");
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let degrees = |name: &str| cells[column(name)].parse().expect("degrees");
        (cells[column("id")].to_owned(), degrees("lon"), degrees("lat"))
    };
    lines.map(row).collect()
}

/// A matrix in JSON, as vrp-cli has it: a minute and a kilometre for each step between positions.
fn matrix(side: usize) -> String {
    let cell = |scale: usize| {
        let cells = (0..side * side).map(|at| (at / side).abs_diff(at % side) * scale);
        cells.map(|cell| cell.to_string()).collect::<Vec<_>>().join(",")
    };
    format!("{{\"travelTimes\":[{}],\"distances\":[{}]}}", cell(60), cell(900))
}

#[test]
fn a_stored_matrix_is_planned_with_and_its_label_told() {
    let office = Office::with_small_week();
    let told = office.run("travel data --json");
    assert_eq!(told.code, 0, "{told:?}");
    let estimate: Value = serde_json::from_str(&told.stdout).expect("a document");
    assert!(estimate["source"].as_str().expect("a label").starts_with("estimate"));
    assert_eq!(estimate["unreachable"], 0);

    let side = places(&office).len();
    office.write("matrix.json", &matrix(side));
    let told = office.run("travel data --table matrix.json --json");
    assert_eq!(told.code, 0, "{told:?}");
    let made: Value = serde_json::from_str(&told.stdout).expect("a document");
    assert_eq!(made["source"], "table:matrix.json");
    assert_eq!((&made["pairs"], &made["cached"]), (&(side * (side - 1)).into(), &false.into()));
    let again = office.run("travel data --table matrix.json --json");
    let again: Value = serde_json::from_str(&again.stdout).expect("a document");
    assert_eq!(again["cached"], true);
    assert_eq!(again["fingerprint"], made["fingerprint"]);

    let planned = office.run("plan data --week 2026-W48 --out plan --iterations 200 --json");
    assert_eq!(planned.code, 0, "{planned:?}");
    let plan: Value = serde_json::from_str(&planned.stdout).expect("a document");
    assert_eq!(plan["travel_source"], "table:matrix.json");
    assert_eq!(office.run("verify plan").code, 0);
    assert_eq!(office.read("plan/inputs/travel.csv"), office.read("data/travel.csv"));
    assert_eq!(office.read("plan/inputs/travel.json"), office.read("data/travel.json"));

    let by_estimate =
        office.run("plan data --week 2026-W48 --estimate --out other --iterations 200 --json");
    let plan: Value = serde_json::from_str(&by_estimate.stdout).expect("a document");
    assert!(plan["travel_source"].as_str().expect("a label").starts_with("estimate"));
    assert!(!office.path("other/inputs/travel.csv").exists());
}

#[test]
fn places_that_moved_or_tables_that_were_changed_are_findings() {
    let office = Office::with_small_week();
    let side = places(&office).len();
    office.write("matrix.json", &matrix(side));
    assert_eq!(office.run("travel data --table matrix.json").code, 0);
    let (code, lon, _) = places(&office).remove(1);
    let moved = office.read("data/places.csv").replace(&lon.to_string(), "6.5");
    let before = office.read("data/places.csv");
    office.write("data/places.csv", &moved);
    let refused = office.run("plan data --week 2026-W48 --iterations 200");
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.stderr.contains("R0021") && refused.stderr.contains(&code), "{refused:?}");
    assert_eq!(office.run("plan data --week 2026-W48 --estimate --iterations 200").code, 0);
    // The command that makes the matrix is not kept from making it again.
    assert_eq!(office.run("travel data --table matrix.json").code, 0);
    assert_eq!(office.run("inspect data").code, 0);

    office.write("data/places.csv", &before);
    assert_eq!(office.run("travel data --table matrix.json").code, 0);
    let table = office.read("data/travel.csv");
    office.write("data/travel.csv", &table.replacen(",60\n", ",61\n", 1));
    let refused = office.run("inspect data");
    assert!(refused.code == 3 && refused.stdout.contains("R0022"), "{refused:?}");
    // A table that somebody else changed is not overwritten.
    let kept = office.run("travel data --table matrix.json");
    assert_eq!(kept.code, 4, "{kept:?}");
    assert_eq!(office.run("travel data --table matrix.json --force").code, 0);
    fs::remove_file(office.path("data/travel.csv")).expect("a file");
    assert!(office.run("inspect data").stdout.contains("R0022"));
}

#[test]
fn a_file_of_the_wrong_size_changes_nothing() {
    let office = Office::with_small_week();
    office.write("matrix.json", &matrix(3));
    let refused = office.run("travel data --table matrix.json");
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.stderr.contains("travelTimes has 9 entries"), "{refused:?}");
    assert!(!office.path("data/travel.csv").exists());
    office.write("roads.osm.pbf", "no blob at all");
    let refused = office.run("travel data --osm roads.osm.pbf");
    assert!(refused.code == 3 && refused.stderr.contains("byte 0"), "{refused:?}");
}
