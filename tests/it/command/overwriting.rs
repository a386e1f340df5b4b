//! Nothing is lost: what stands somewhere is replaced only on request, and only if it is ours.

use crate::office::Office;

const AGAIN: &str = "plan data --week 2026-W48 --out plan --iterations 200 --seed 2";

#[test]
fn a_plan_keeps_its_bytes_until_force_replaces_it() {
    let office = Office::with_plan();
    let before = office.files("plan");
    assert_eq!(office.run(AGAIN).code, 4);
    assert!(office.files("plan") == before, "a refused run changed the plan");
    assert_eq!(office.run(&format!("{AGAIN} --force")).code, 0);
    assert!(office.files("plan") != before, "the plan of another seed is there");
    assert_eq!(office.ask("verify plan", 0)["seed"], 2);
    assert_eq!(office.names("."), ["data", "plan"]);
}

#[test]
fn a_forced_plan_leaves_nothing_of_the_earlier_one() {
    let office = Office::with_plan();
    office.write("plan/sheets/old.html", "");
    assert_eq!(office.run(&format!("{AGAIN} --force")).code, 0);
    assert!(!office.names("plan/sheets").contains(&"old.html".to_owned()));
}

#[test]
fn a_folder_with_a_foreign_file_stays_even_under_force() {
    let office = Office::with_plan();
    office.write("plan/thesis.odt", "years of work");
    let before = office.files("plan");
    let refused = office.run(&format!("{AGAIN} --force"));
    assert_eq!(refused.code, 4, "{refused:?}");
    assert!(refused.stderr.contains("thesis.odt"), "{refused:?}");
    assert!(office.files("plan") == before, "a refused run changed the folder");
    assert_eq!(office.names("."), ["data", "plan"]);
}

#[test]
fn a_forced_plan_that_fails_leaves_the_earlier_one() {
    let office = Office::with_plan();
    let before = office.files("plan");
    office.change("data/requests.csv", "R01,T1,ROD", "R01,T1,ZZZ");
    assert_eq!(office.run(&format!("{AGAIN} --force")).code, 3);
    assert!(office.files("plan") == before, "a failed run changed the plan");
    assert_eq!(office.names("."), ["data", "plan"]);
}

#[test]
fn a_data_folder_is_not_replaced_without_force() {
    let office = Office::with_small_week();
    let before = office.files("data");
    assert_eq!(office.run("init data").code, 4);
    assert!(office.files("data") == before, "a refused run changed the data");
}

#[test]
fn a_plan_never_replaces_a_data_folder() {
    let office = Office::with_small_week();
    let before = office.files("data");
    for out in ["data", "./data", "data/../data"] {
        let line = format!("plan data --week 2026-W48 --iterations 200 --force --out {out}");
        let refused = office.run(&line);
        assert_eq!(refused.code, 4, "{out}");
        assert!(refused.stderr.contains("is a data folder"), "{refused:?}");
        assert!(office.files("data") == before, "the plan took the place of its data");
    }
}
