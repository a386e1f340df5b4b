//! How a script learns what happened.

use crate::office::Office;

#[test]
fn a_plan_within_a_time_ends_with_0_and_counts_no_iterations() {
    let office = Office::with_small_week();
    let finished = office.run("plan data --week 2026-W48 --out plan --time 1s");
    assert_eq!(finished.code, 0, "{finished:?}");
    assert_eq!(office.ask("verify plan", 0)["iterations"], serde_json::Value::Null);
}

#[test]
fn a_plan_below_a_required_norm_ends_with_1_and_is_stored() {
    let office = Office::with_small_week();
    office.change("data/settings.toml", "norm_percent = 95.0", "norm_percent = 100.0");
    let line = "plan data --week 2026-W48 --iterations 200 --out";
    assert_eq!(office.run(&format!("{line} free")).code, 0);
    let required = office.run(&format!("{line} required --require-kpi"));
    assert_eq!(required.code, 1, "{required:?}");
    assert_eq!(office.run("verify required").code, 0);
}

#[test]
fn a_norm_that_is_met_is_no_reason_to_fail() {
    let office = Office::with_small_week();
    office.change("data/settings.toml", "norm_percent = 95.0", "norm_percent = 10.0");
    let line = "plan data --week 2026-W48 --iterations 200 --require-kpi";
    assert_eq!(office.run(line).code, 0);
}

#[test]
fn wrong_usage_ends_with_2_and_prints_nothing_on_stdout() {
    let office = Office::with_small_week();
    for line in [
        "",
        "fly",
        "--no-such-flag",
        "inspect",
        "inspect data --no-such-flag",
        "plan data",
        "plan data --week 2026-W54",
        "plan data --week 48",
        "plan data --week 2026-W48 --time 30s --iterations 200",
        "plan data --week 2026-W48 --time 30",
        "plan data --week 2026-W48 --iterations many",
        "plan data --week 2026-W48 --iterations -1",
        "plan data --week 2026-W48 --seed -1",
        "inspect data --threads 0",
        "inspect data --lang fr",
    ] {
        let finished = office.run(line);
        assert_eq!((finished.code, finished.stdout.as_str()), (2, ""), "{line}: {finished:?}");
        assert!(!finished.stderr.is_empty(), "{line}");
    }
    assert_eq!(office.names("."), ["data"]);
}

#[test]
fn a_place_that_is_not_there_ends_with_2_and_is_named() {
    let office = Office::with_plan();
    let finished = office.run("why plan --place NOWHERE");
    assert_eq!((finished.code, finished.stdout.as_str()), (2, ""));
    assert!(finished.stderr.contains("`NOWHERE`"), "{finished:?}");
}

#[test]
fn a_broken_folder_ends_with_3_and_tells_the_mistakes_of_all_its_files_at_once() {
    let codes = ["C0003", "C0005", "C0006", "H0001", "H0005", "I0030", "R0002"];
    let office = Office::with_small_week();
    for code in codes {
        office.lay_example(code);
    }
    let told = office.ask("inspect data", 3);
    let findings = told["diagnostics"].as_array().expect("a list");
    let mut found: Vec<&str> =
        findings.iter().map(|finding| finding["code"].as_str().expect("a code")).collect();
    found.sort_unstable();
    assert_eq!(found, codes);
    let planned = office.run("plan data --week 2026-W48 --out plan --lang en");
    assert_eq!((planned.code, planned.stdout.as_str()), (3, ""));
    for code in codes {
        assert!(planned.stderr.contains(code), "{code}: {planned:?}");
    }
    assert!(planned.stderr.contains("help:"), "{planned:?}");
}

#[test]
fn a_plan_without_a_way_between_two_places_ends_with_3_and_names_them() {
    let office = Office::with_small_week();
    // A table of travel takes the place of the estimate; this one knows one way only.
    office.write("data/travel.csv", "from,to,metres,seconds\nHUB,ROD,20000,1500\n");
    let finished = office.run("plan data --week 2026-W48 --out plan");
    assert_eq!(finished.code, 3, "{finished:?}");
    assert!(finished.stderr.contains("travel.csv"), "{finished:?}");
    assert_eq!(office.names("."), ["data"]);
}

#[test]
fn what_the_environment_does_not_have_ends_with_4_and_a_remedy() {
    let office = Office::with_plan();
    office.write("file", "");
    for line in [
        "inspect nowhere",
        "inspect data/places.csv",
        "plan nowhere --week 2026-W48",
        "verify nowhere",
        "plan data --week 2026-W48 --out plan",
        "plan data --week 2026-W48 --out file",
        "init data",
        "init file",
        "demo --out file",
    ] {
        let finished = office.run(line);
        assert_eq!((finished.code, finished.stdout.as_str()), (4, ""), "{line}: {finished:?}");
        assert!(finished.stderr.starts_with("error: cannot "), "{line}: {finished:?}");
        let told = office.ask(line, 4);
        let error = told["error"].as_str().expect("what went wrong");
        assert!(finished.stderr.contains(error), "{line}: {told}");
    }
    assert_eq!(office.names("."), ["data", "file", "plan"]);
}
