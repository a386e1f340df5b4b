//! `generate` writes a folder of any size that the other commands take.

use crate::office::Office;

/// A small province in a line; `--titles` and `--copies` keep the files small.
fn line(folder: &str, stops: u32) -> String {
    format!("generate {folder} --stops {stops} --titles 5000 --copies 9000 --requests 300")
}

#[test]
fn a_generated_folder_has_no_findings_and_is_planned() {
    for stops in [3, 12, 60] {
        let office = Office::empty();
        let told = office.ask(&line("data", stops), 0);
        assert_eq!((&told["stops"], &told["requests"]), (&stops.into(), &300.into()));
        let inspected = office.ask("inspect data", 0);
        assert_eq!(inspected["errors"], 0, "{inspected}");
        let same = ["places", "titles", "copies", "requests", "shipments", "vehicles", "drivers"];
        for count in same {
            assert_eq!(inspected["overview"][count], told[count], "{count}");
        }
        assert_eq!(inspected["overview"]["places_visited"], stops);
        let week = office.ask("plan data --week 2026-W48 --iterations 200 --out plan", 0);
        assert_eq!(week["violations"].as_array().map(Vec::len), Some(0), "{stops}");
        assert_eq!(office.ask("verify plan", 0)["valid"], true);
    }
}

#[test]
fn a_seed_gives_the_same_bytes_for_any_number_of_threads_and_another_seed_others() {
    let office = Office::empty();
    office.ask(&format!("{} --threads 1", line("one", 50)), 0);
    office.ask(&format!("{} --threads 1", line("again", 50)), 0);
    office.ask(&format!("{} --threads 3", line("three", 50)), 0);
    office.ask(&format!("{} --seed 2", line("other", 50)), 0);
    let one = office.files("one");
    assert!(one == office.files("again"), "two runs differ");
    assert!(one == office.files("three"), "threads differ");
    assert!(one["requests.csv"] != office.files("other")["requests.csv"], "seeds agree");
}

#[test]
fn a_smaller_slack_leaves_staff_less_to_pull() {
    let office = Office::empty();
    let capacities = |slack: &str| -> i64 {
        office.ask(&format!("{} --pull-slack {slack}", line(&format!("slack-{slack}"), 12)), 0);
        let places = office.read(&format!("slack-{slack}/places.csv"));
        let mut rows = csv::Reader::from_reader(places.as_bytes());
        let column =
            rows.headers().expect("a head").iter().position(|name| name == "pull_capacity");
        let column = column.expect("the column");
        rows.records()
            .map(|row| row.expect("a row")[column].parse::<i64>().expect("a number"))
            .sum()
    };
    assert!(capacities("1.05") < capacities("1.2"));
    for slack in ["1.05", "1.2"] {
        let week = format!("plan slack-{slack} --week 2026-W48 --iterations 200");
        assert_eq!(office.ask(&week, 0)["violations"].as_array().map(Vec::len), Some(0));
    }
}

#[test]
fn an_instance_brings_its_week_and_its_closures() {
    let office = Office::empty();
    let told = office.ask(&format!("{} --instance network-closure", line("data", 12)), 0);
    assert_eq!((&told["instance"], &told["week"]), (&"network-closure".into(), &"2024-W13".into()));
    assert!(office.read("data/closures.csv").contains("*,2024-03-23,2024-03-25,"));
    office.ask("plan data --week 2024-W13 --iterations 200", 0);
}

#[test]
fn what_stands_there_is_replaced_only_by_force() {
    let office = Office::empty();
    office.ask(&line("data", 5), 0);
    let before = office.files("data");
    let again = format!("{} --seed 2", line("data", 5));
    assert_eq!(office.run(&again).code, 4);
    assert!(office.files("data") == before, "a refused run changed the data");
    assert_eq!(office.run(&format!("{again} --force")).code, 0);
    assert!(office.files("data") != before, "the data of another seed are there");
}

#[test]
fn sizes_that_make_no_sense_are_refused() {
    let office = Office::empty();
    for wrong in [
        "--stops 1",
        "--stops 20001",
        "--requests 0",
        "--pull-slack 0",
        "--pull-slack nan",
        "--instance drenthe",
        "--week 48",
    ] {
        assert_eq!(office.run(&format!("generate data {wrong}")).code, 2, "{wrong}");
    }
    assert_eq!(office.names("."), [""; 0]);
}
