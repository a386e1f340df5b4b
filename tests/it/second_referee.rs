//! Two referees, two languages, one verdict: `verify` and `tests/referee.py` on the same folders.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use leenroute::check::Rule;
use serde_json::Value;

use super::office::{Office, fixtures};
use super::table::{Table, change_column, change_rows};

/// What a referee says of a plan folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opinion {
    /// The words of the broken rules.
    pub(super) rules: BTreeSet<String>,
    pub(super) cost_cents: i64,
}

impl Opinion {
    /// Of a JSON document of either referee. Fingerprint and certificates, which `verify` holds too,
    /// are no rules.
    pub(super) fn of(document: &Value) -> Self {
        let violations = document["violations"].as_array().expect("a list of violations");
        let rules = violations.iter().map(|one| one["rule"].as_str().expect("a word").to_owned());
        let cost_cents = document["cost_cents"].as_i64().expect("cents");
        let rules = rules.filter(|rule| Rule::from_word(rule).is_some());
        Self { rules: rules.collect(), cost_cents }
    }
}

/// What `verify` says, in this order, of folders that it can read.
pub(super) fn first_opinions(office: &Office, folders: &[String]) -> Vec<Opinion> {
    let opinion = |folder: &String| {
        let finished = office.run(&format!("verify {folder} --json"));
        assert!([0, 1].contains(&finished.code), "{folder}: {finished:?}");
        Opinion::of(&finished.document())
    };
    folders.iter().map(opinion).collect()
}

/// What the referee in Python says of the same folders; `None` where there is no Python.
pub(super) fn second_opinions(office: &Office, folders: &[String]) -> Option<Vec<Opinion>> {
    let documents = python_documents(office, folders)?;
    Some(documents.iter().map(Opinion::of).collect())
}

/// A document a folder.
fn python_documents(office: &Office, folders: &[String]) -> Option<Vec<Value>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/referee.py");
    let paths: Vec<PathBuf> = folders.iter().map(|folder| office.path(folder)).collect();
    let run = Command::new("python3").arg(script).arg("--json").args(paths).output();
    let Ok(output) = run else {
        skip("there is no python3 on PATH, so nobody gives a second opinion");
        return None;
    };
    let told = String::from_utf8_lossy(&output.stderr);
    if told.contains("Python 3.11 or newer") {
        skip(&told);
        return None;
    }
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    let documents: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("a JSON document a line"))
        .collect();
    assert_eq!(documents.len(), folders.len(), "{told}");
    Some(documents)
}

#[expect(clippy::print_stderr, reason = "a test that is skipped says why")]
fn skip(why: &str) {
    eprintln!("skipped: {why}");
}

/// Both say the same of each folder; returns what they say.
#[track_caller]
fn assert_agreement(office: &Office, folders: &[String]) -> Vec<Opinion> {
    let first = first_opinions(office, folders);
    if let Some(second) = second_opinions(office, folders) {
        for ((folder, one), other) in folders.iter().zip(&first).zip(&second) {
            assert_eq!(one, other, "{folder}");
        }
    }
    first
}

/// Plans the data folder `data`; the weeks and seeds are in the names of the plan folders.
fn plan_weeks(office: &Office, name: &str, weeks: &[(&str, u64)]) -> Vec<String> {
    let plan = |(week, seed): &(&str, u64)| {
        let folder = format!("{name}-{week}-{seed}");
        let line = format!("plan data --week {week} --seed {seed} --iterations 100");
        let planned = office.run(&format!("{line} --out {folder}"));
        assert!([0, 1].contains(&planned.code), "{planned:?}");
        folder
    };
    weeks.iter().map(plan).collect()
}

#[test]
fn both_referees_agree_on_the_small_week_in_plain_weeks_and_in_weeks_with_holidays() {
    let office = Office::with_small_week();
    let weeks = [
        ("2026-W13", 1),
        ("2026-W18", 1),
        ("2026-W20", 2),
        ("2026-W43", 3),
        ("2026-W48", 1),
        ("2026-W48", 2),
        ("2026-W53", 1),
    ];
    let folders = plan_weeks(&office, "small", &weeks);
    for (folder, opinion) in folders.iter().zip(assert_agreement(&office, &folders)) {
        assert!(opinion.rules.is_empty(), "{folder}: {:?}", opinion.rules);
    }
}

/// Lets few crates and little mass into all vehicles that have time for more than a stop.
fn tighten(office: &Office) {
    for (roomy, tight) in [
        ("TRK,Bakwagen,truck,C1,14,160000", "TRK,Bakwagen,truck,C1,2,16000"),
        ("VAN,Bestelwagen,van,B,12,140000", "VAN,Bestelwagen,van,B,2,12000"),
        ("van de avond,van,B,12,140000", "van de avond,van,B,2,12000"),
        ("met twee kratten,van,B,2,140000", "met twee kratten,van,B,2,12000"),
        ("voor licht goed,van,B,12,30000", "voor licht goed,van,B,2,12000"),
    ] {
        office.change("data/vehicles.csv", roomy, tight);
    }
}

#[test]
fn both_referees_agree_where_vehicles_are_full_and_items_stay_behind() {
    let office = Office::empty();
    office.lay(&fixtures("referee"), "data");
    let weeks = [("2026-W18", 1), ("2026-W18", 2)];
    let mut folders = plan_weeks(&office, "roomy", &weeks);
    tighten(&office);
    let tight = plan_weeks(&office, "tight", &weeks);
    assert!(office.read(&format!("{}/plan.json", tight[0])).contains("vehicle_full"));
    folders.extend(tight);
    assert_agreement(&office, &folders);
}

/// Keeps every so many-th request and shipment of `data`, and the holdings of titles asked for.
fn thin(office: &Office, keep_each: usize) {
    for name in ["requests", "shipments"] {
        change_rows(office, &format!("data/{name}.csv"), |table| {
            table.rows.iter().step_by(keep_each).cloned().collect()
        });
    }
    let requests = Table::read(office, "data/requests.csv");
    let title = requests.column("title");
    let asked: BTreeSet<&String> = requests.rows.iter().map(|row| &row[title]).collect();
    change_rows(office, "data/holdings.csv", |table| {
        let title = table.column("title");
        table.rows.iter().filter(|row| asked.contains(&row[title])).cloned().collect()
    });
}

/// A province generated for a week and a seed, thinned, planned, and judged by both.
#[track_caller]
fn check_generated(weeks: &[(&str, u64)], change: fn(&Office)) -> String {
    let office = Office::empty();
    let mut folders = Vec::new();
    for (week, seed) in weeks {
        office.ask(&format!("init data --week {week} --seed {seed} --force"), 0);
        thin(&office, 12);
        change(&office);
        folders.extend(plan_weeks(&office, "generated", &[(week, *seed)]));
    }
    for (folder, opinion) in folders.iter().zip(assert_agreement(&office, &folders)) {
        assert!(opinion.rules.is_empty(), "{folder}: {:?}", opinion.rules);
    }
    folders.iter().map(|folder| office.read(&format!("{folder}/plan.json"))).collect()
}

#[test]
fn both_referees_agree_on_generated_weeks_with_kings_day_and_ascension() {
    check_generated(&[("2026-W18", 3), ("2026-W20", 4), ("2026-W48", 5)], |_| {});
}

#[test]
fn both_referees_agree_on_generated_weeks_with_a_tight_fleet() {
    let plans = check_generated(&[("2026-W18", 6), ("2026-W20", 7)], |office| {
        change_column(office, "data/vehicles.csv", "crates", |_| "7".to_owned());
    });
    assert!(plans.contains("vehicle_full"));
}

#[test]
fn both_referees_agree_where_payload_and_empty_crates_are_short() {
    let plans = check_generated(&[("2026-W48", 8)], |office| {
        change_column(office, "data/vehicles.csv", "payload_grams", |_| "30000".to_owned());
        change_column(office, "data/places.csv", "empties", |_| "0".to_owned());
    });
    assert!(plans.contains("vehicle_full") && plans.contains("no_empty_crates"));
}

#[test]
fn both_referees_agree_on_all_of_drenthe() {
    if std::env::var_os("SLOW_TESTS").is_none() {
        return;
    }
    let office = Office::empty();
    let mut folders = Vec::new();
    for (week, seed) in [("2026-W18", 3), ("2026-W20", 4), ("2026-W52", 5), ("2026-W48", 1)] {
        office.ask(&format!("init data --week {week} --seed {seed} --force"), 0);
        folders.extend(plan_weeks(&office, "drenthe", &[(week, seed)]));
    }
    assert_agreement(&office, &folders);
}

#[test]
fn the_second_referee_refuses_a_folder_that_it_cannot_read() {
    let office = Office::with_plan();
    office.write("plan/plan.json", "{");
    let folders = ["plan".to_owned()];
    let Some(documents) = python_documents(&office, &folders) else { return };
    assert_eq!(documents[0]["valid"], false);
    assert!(documents[0]["unreadable"].is_string(), "{documents:?}");
}

#[test]
fn both_referees_drive_round_a_closed_road_on_its_days() {
    let office = Office::with_small_week();
    let head = "from,to,first,last,metres_more,seconds_more,reason";
    let rows = "HUB,*,2026-11-23,2026-11-24,4500,600,A28\n*,HUB,2026-11-24,2026-11-27,-800,420,\n\
                *,EMM,2026-11-24,2026-11-24,1000,60,N381\n";
    office.write("data/detours.csv", &format!("{head}\n{rows}"));
    let drivers = office.read("data/drivers.csv");
    let away: Vec<String> = drivers
        .lines()
        .enumerate()
        .map(|(rank, row)| match rank {
            0 => format!("{row},out_from,out_to"),
            1 => format!("{row},2026-11-23,2026-11-23"),
            _ => format!("{row},,"),
        })
        .collect();
    office.write("data/drivers.csv", &away.join("\n"));
    let folders = plan_weeks(&office, "round", &[("2026-W48", 1)]);
    for opinion in assert_agreement(&office, &folders) {
        let known = opinion.rules.iter().all(|rule| rule == "visit_count");
        assert!(known, "{:?}", opinion.rules);
    }
    // The same plan on open roads breaks the rules of driving for both.
    let open = office
        .read("round-2026-W48-1/inputs/detours.csv")
        .lines()
        .next()
        .unwrap_or(head)
        .to_owned();
    office.write("round-2026-W48-1/inputs/detours.csv", &format!("{open}\n"));
    for opinion in assert_agreement(&office, &folders) {
        assert!(opinion.rules.iter().any(|rule| rule == "distance"), "{:?}", opinion.rules);
    }
}

#[test]
fn both_referees_let_a_school_be_in_its_holidays() {
    let office = Office::with_example("C0012");
    let autumn = "name,first,last\nHerfst,2026-10-17,2026-10-25\n";
    office.write("data/school_holidays.csv", autumn);
    let folders = plan_weeks(&office, "school", &[("2026-W43", 1), ("2026-W44", 1)]);
    for (folder, opinion) in folders.iter().zip(assert_agreement(&office, &folders)) {
        assert!(opinion.rules.is_empty(), "{folder}: {:?}", opinion.rules);
    }
    let visited = folders.iter().map(|folder| {
        let plan: Value =
            serde_json::from_str(&office.read(&format!("{folder}/plan.json"))).expect("a plan");
        let visits = plan["visits"].as_array().expect("visits").clone();
        visits.iter().filter(|visit| visit["place"] == "ROD").count()
    });
    assert_eq!(visited.collect::<Vec<_>>(), [0, 2]);
}
