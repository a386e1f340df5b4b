//! A folder of instances against best known costs.

use super::forms::{TINY, office};

#[test]
fn every_instance_of_a_folder_is_searched_in_the_order_of_names() {
    let office = office();
    office.write("tiny/README.md", "no instance");
    let finished = office.run("bench tiny --iterations 500 --json");
    let document = finished.document();
    let rows = document["instances"].as_array().expect("a list");
    let names: Vec<_> = rows.iter().map(|row| row["instance"].as_str().expect("a name")).collect();
    let stems: Vec<_> = TINY
        .iter()
        .map(|(name, ..)| name.split_once('.').map_or(*name, |(stem, _)| stem))
        .collect();
    assert_eq!(names, stems);
    assert!(rows.iter().all(|row| row["feasible"] == true), "{document}");
    assert_eq!(finished.code, 0);
    assert!(rows.iter().all(|row| row["best_known_cost"].is_null() && row["set"] == "tiny"));
    assert!(document["sets"].as_array().expect("a list").is_empty());
}

#[test]
fn gaps_are_against_the_file_of_the_folder_or_the_one_named() {
    let office = office();
    let head = "set,instance,customers,best_known_cost,source\n";
    office.write("bks.csv", &format!("{head}tiny,tiny-cvrp,6,1000000,none\n"));
    let gap = |more: &str| {
        let line = format!("bench tiny --iterations 500 --json{more}");
        let document = office.run(&line).document();
        let row = document["instances"][0].clone();
        assert_eq!(row["instance"], "tiny-cvrp");
        (row["gap_percent"].as_f64().expect("a gap"), row["seconds_to_target"].is_number())
    };
    let (below, reached) = gap("");
    assert!(below < -99.0 && reached, "{below}");
    office.write("other.csv", &format!("{head}tiny,tiny-cvrp,6,1,none\n"));
    let (above, reached) = gap(" --bks other.csv");
    assert!(above > 100.0 && !reached, "{above}");
}

#[test]
fn a_file_that_is_no_instance_is_named_and_the_rest_is_searched() {
    let office = office();
    office.write("tiny/a-notes.txt", "no instance");
    let finished = office.run("bench tiny --iterations 100 --lang en");
    assert_eq!(finished.code, 1, "{finished:?}");
    assert!(finished.stdout.contains("a-notes.txt: failed"), "{finished:?}");
    assert!(finished.stdout.contains("tiny/tiny-vrptw"), "{finished:?}");
}

#[test]
fn best_known_costs_that_are_no_numbers_end_with_3() {
    let office = office();
    office.write("bks.csv", "set,instance,best_known_cost\ntiny,tiny-cvrp,much\n");
    assert_eq!(office.run("bench tiny --iterations 1").code, 3);
}
