//! Folders on disk: from `init` to `verify`, and what `verify` refuses.

use leenroute::app::{drenthe, load};
use leenroute::random::Seed;

use super::office::Office;
use super::week::week;

#[test]
fn drenthe_goes_from_init_through_inspect_and_plan_to_verify() {
    let office = Office::empty();
    office.ask("init data --seed 3", 0);
    let inspected = office.ask("inspect data", 0);
    assert_eq!(inspected["errors"], 0, "{inspected}");
    assert_eq!(inspected["overview"]["visits_required"], 84);
    office.ask("plan data --week 2026-W48 --out plan --iterations 100", 0);
    assert_eq!(office.names("plan"), ["certificates", "inputs", "plan.json", "sheets"]);
    let verified = office.ask("verify plan", 0);
    assert_eq!(verified["valid"], true, "{verified}");
    assert_eq!(office.names("."), ["data", "plan"]);

    let (read, found) = load(&office.path("data")).expect("a folder");
    assert!(found.is_empty(), "{found:?}");
    let (read, drawn) = (read.expect("a province"), drenthe(week("2026-W48"), Seed(3)));
    assert_eq!(read.settings_toml, drawn.settings_toml);
    let (read, drawn) = (read.province.into_parts(), drawn.province.into_parts());
    assert_eq!(read.settings, drawn.settings);
    assert_eq!(read.organisations, drawn.organisations);
    assert_eq!(read.places, drawn.places);
    assert_eq!(read.vehicles, drawn.vehicles);
    assert_eq!(read.drivers, drawn.drivers);
    assert_eq!(read.closures, drawn.closures);
    assert!(read.titles == drawn.titles, "titles differ");
    assert!(read.holdings == drawn.holdings, "holdings differ");
    assert!(read.requests == drawn.requests, "requests differ");
    assert!(read.shipments == drawn.shipments, "shipments differ");
}

#[test]
fn a_plan_folder_holds_plan_inputs_certificates_and_sheets() {
    let office = Office::with_plan();
    assert_eq!(office.names("plan"), ["certificates", "inputs", "plan.json", "sheets"]);
    for part in ["certificates", "inputs", "sheets"] {
        assert!(!office.names(&format!("plan/{part}")).is_empty(), "{part}");
    }
    let sheets = office.names("plan/sheets");
    assert!(sheets.iter().any(|name| name == "week.html"), "{sheets:?}");
    for drawing in ["week.geojson", "week.svg"] {
        assert!(sheets.iter().any(|name| name == drawing), "{sheets:?}");
    }
    assert_eq!(office.ask("verify plan", 0)["violations"].as_array().map(Vec::len), Some(0));
}

#[test]
fn the_inputs_of_a_plan_folder_give_the_same_plan_again() {
    let office = Office::with_plan();
    let again = "plan plan/inputs --week 2026-W48 --out again --iterations 200";
    assert_eq!(office.run(again).code, 0);
    assert_eq!(office.read("plan/plan.json"), office.read("again/plan.json"));
}

#[test]
fn a_plan_folder_that_has_moved_is_verified_where_it_is() {
    let office = Office::with_plan();
    std::fs::rename(office.path("plan"), office.path("week 48")).expect("a rename");
    std::fs::remove_dir_all(office.path("data")).expect("the data");
    let mut verify = office.command("verify");
    assert!(verify.arg("week 48").output().expect("the command starts").status.success());
}

#[test]
fn a_changed_byte_in_the_inputs_is_refused() {
    let office = Office::with_plan();
    office.change("plan/inputs/places.csv", "Hoogeveen", "Hoogeveem");
    let verified = office.ask("verify plan", 1);
    assert_eq!((&verified["valid"], &verified["inputs_unchanged"]), (&false.into(), &false.into()));
    let told = office.run("verify plan --lang en");
    assert!(told.stdout.contains("The inputs have changed"), "{told:?}");
}

#[test]
fn a_cost_that_is_a_cent_too_high_is_refused_by_its_rule() {
    let office = Office::with_plan();
    let plan = office.read("plan/plan.json");
    let (_, rest) = plan.split_once("\"distance_cents\":").expect("a term of cost");
    let number = rest.split([',', '}', '\n']).next().expect("a number").trim();
    let more = number.parse::<i64>().expect("cents") + 1;
    office.change("plan/plan.json", number, &more.to_string());
    let verified = office.ask("verify plan", 1);
    assert_eq!(verified["valid"], false);
    assert_eq!(verified["violations"].as_array().map(Vec::len), Some(1), "{verified}");
    assert_eq!(verified["violations"][0]["rule"], "cost");
}

#[test]
fn a_place_that_now_asks_for_a_third_visit_is_told_by_its_rule() {
    let office = Office::with_plan();
    office.change("plan/inputs/places.csv", "6.434,53.1392,2,", "6.434,53.1392,3,");
    let verified = office.ask("verify plan", 1);
    let rules = verified["violations"].as_array().expect("a list");
    assert!(rules.iter().any(|one| one["rule"] == "visit_count"), "{verified}");
}

/// The column of the flow in a table of arcs.
const FLOW: usize = 4;

/// Takes one from the first positive flow, so that a node no longer balances.
fn unbalance(arcs: &str) -> String {
    let broken = |row: &str| {
        let mut cells: Vec<String> = row.split(',').map(str::to_owned).collect();
        let flow: i64 = cells[FLOW].parse().ok().filter(|flow| *flow > 0)?;
        cells[FLOW] = (flow - 1).to_string();
        Some((row.to_owned(), cells.join(",")))
    };
    let (row, changed) = arcs.lines().find_map(broken).expect("a copy that is lent");
    arcs.replacen(&format!("{row}\n"), &format!("{changed}\n"), 1)
}

#[test]
fn a_certificate_that_does_not_add_up_is_refused() {
    let office = Office::with_plan();
    let name = "plan/certificates/suppliers-arcs.csv";
    office.write(name, &unbalance(&office.read(name)));
    let verified = office.ask("verify plan", 1);
    assert_eq!(verified["valid"], false);
    assert_eq!(verified["certificate_valid"], false);
}

#[test]
fn a_plan_without_its_certificates_is_refused() {
    let office = Office::with_plan();
    office.remove("plan/certificates/suppliers.csv");
    let verified = office.ask("verify plan", 1);
    assert_eq!(verified["certificate_fits"], false);
    let rules = verified["violations"].as_array().expect("a list");
    assert!(rules.iter().any(|one| one["rule"] == "certificate_fit"), "{verified}");
}

#[test]
fn a_plan_of_a_newer_version_is_told_apart_from_a_damaged_one() {
    let office = Office::with_plan();
    office.change("plan/plan.json", "leenroute-plan/1", "leenroute-plan/2");
    let newer = office.run("verify plan");
    assert_eq!(newer.code, 5, "{newer:?}");
    assert!(newer.stderr.contains("leenroute-plan/2") && newer.stderr.contains("help:"));

    office.change("plan/plan.json", "leenroute-plan/2", "leenroute-plan/1");
    let whole = office.read("plan/plan.json");
    office.write("plan/plan.json", &whole[..whole.len() / 2]);
    let damaged = office.run("verify plan");
    assert_eq!(damaged.code, 3, "{damaged:?}");
    assert!(damaged.stderr.contains("plan.json") && damaged.stdout.is_empty(), "{damaged:?}");
}

#[test]
fn a_folder_without_a_plan_is_an_error_of_the_environment() {
    let office = Office::with_plan();
    std::fs::remove_file(office.path("plan/plan.json")).expect("the plan");
    let told = office.run("verify plan");
    assert_eq!((told.code, told.stdout.as_str()), (4, ""), "{told:?}");
    assert!(told.stderr.contains("plan.json"), "{told:?}");
}
