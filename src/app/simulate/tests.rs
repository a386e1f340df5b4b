use std::fs;
use std::path::Path;

use super::scenario_file::read_scenario;
use super::situation::base;
use crate::app::{Error, GenerateOrder, generated};
use crate::index::PlaceIdx;
use crate::model::{Province, WeekdaySet};
use crate::random::Seed;
use crate::simulation::{Background, Change};
use crate::synthesis::{INSTANCES, Size};
use crate::travel::TravelMatrix;

fn province() -> Province {
    let instance = &INSTANCES[0];
    let size = Size { stops: 12, titles: 3_000, copies: 6_000, requests: 200 };
    let week = instance.week();
    generated(&GenerateOrder { instance, size, week, pull_slack: None, seed: Seed(1) }).0
}

/// The faults of a scenario, each as it is told.
fn faults(text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("s.toml");
    fs::write(&file, text).expect("a file");
    match read_scenario(&file, &province()) {
        Ok(_) => Vec::new(),
        Err(Error::Scenario { faults }) => {
            let own = folder.path().display().to_string();
            faults.iter().map(|fault| fault.to_string().replace(&own, "")).collect()
        }
        Err(other) => vec![other.to_string()],
    }
}

#[test]
fn every_change_is_read_with_its_keys() {
    let text = r#"
name = "all"
[[change]]
do = "buy"
place = "EMM-01"
category = "novel"
copies = 10
missing = "everywhere"
[[change]]
do = "buy"
place = "EMM-01"
title = "T000003"
copies = 2
day = 30
[[change]]
do = "weed"
copies = 5
last_copy = "goes"
[[change]]
do = "relocate"
from = "ASN-01"
to = "EMM-01"
copies = 5
[[change]]
do = "pool"
from = "ASN-01"
copies = 5
[[change]]
do = "float"
[[change]]
do = "background"
random = 7
[[change]]
do = "target"
place = "ASN-01"
category = "thriller"
copies = 40
[[change]]
do = "share"
place = "ASN-01"
category = "thriller"
percent = 12.5
[[change]]
do = "open"
near = "EMM-01"
percent = 20
copies = 50
[[change]]
do = "loans"
mean_days = 19
[[change]]
do = "demand"
percent = 120
[[change]]
do = "pull-failure"
percent = 3
[[change]]
do = "close"
place = "EMM-01"
to = "ASN-01"
[[change]]
do = "visits"
visits_per_week = 3
[[change]]
do = "hub"
sort_days = 2
"#;
    assert_eq!(faults(text), Vec::<String>::new());
}

#[test]
fn all_faults_are_told_at_once_with_line_key_and_remedy() {
    let text = "name = \"x\"\n\n[[change]]\ndo = \"buy\"\nplace = \"NOWHERE\"\ncopies = -3\n\n\
                [[change]]\ndo = \"burn\"\n\n[[change]]\ndo = \"float\"\ncategry = \"novel\"\n";
    let told = faults(text);
    let starts = [
        "/s.toml:3: `place` is \"NOWHERE\"; write the code of a branch",
        "/s.toml:3: `copies` is -3; write a whole number, 0 - 10000000",
        "/s.toml:8: `do` is \"burn\"; write buy, weed,",
        "/s.toml:11: `categry` is \"novel\"; write it is no key of `float`: category, do",
    ];
    assert_eq!(told.len(), starts.len(), "{told:?}");
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told}");
    }
}

#[test]
fn what_is_no_scenario_is_told_by_its_line() {
    assert!(faults("name = \"x\"\nnme = 3\n")[0].starts_with("/s.toml:2: `file` is unknown field"));
    assert!(faults("name =\n")[0].starts_with("/s.toml:1: `file` is"));
    assert!(faults("name = \"x\"\nstack = [\"s.toml\"]\n")[0].contains("no file on itself"));
    assert!(faults("name = \"x\"\nstack = [\"t.toml\"]\n")[0].starts_with("read the scenario"));
}

#[test]
fn shipped_scenarios_are_read_and_stack() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/scenarios");
    let province = province();
    let mut files = 0;
    for entry in fs::read_dir(&folder).expect("scenarios") {
        let file = entry.expect("a file").path();
        let scenario = read_scenario(&file, &province).expect("a scenario without faults");
        let does = scenario.changes.len() + scenario.network.len();
        assert!(!scenario.name.is_empty() && does > 0, "{}", file.display());
        files += 1;
    }
    assert!(files >= 7, "{files}");
    let both = read_scenario(&folder.join("float_and_most_wanted.toml"), &province);
    let changes = both.expect("a scenario without faults").changes;
    assert!(matches!(changes[0], Change::Background(Background::MostWanted(45_000))));
    assert_eq!(changes.len(), 3);
}

#[test]
fn a_year_of_a_small_province_has_the_requests_of_its_week() {
    let province = province();
    let travel = TravelMatrix::estimate(province.places(), province.settings().travel);
    let days = |(place, visited): (PlaceIdx, bool)| {
        let days = if place.0 % 2 == 0 { "Mon+Thu" } else { "Tue+Fri" };
        if visited { days.parse().expect("weekdays") } else { WeekdaySet::default() }
    };
    let places = province.places().iter_indexed();
    let days = places.map(|(place, of)| days((place, of.is_visited()))).collect();
    let base = base((&province, &travel), &days, (INSTANCES[0].week(), 52), None, Seed(1));
    let tally = base.situation.replicate(Seed(7), 0);
    let requests = tally.whole().requests();
    let a_week = requests.denominator as f64 / 52.0;
    assert!((a_week / base.requests_a_week - 1.0).abs() < 0.05, "{a_week}");
    let percent = requests.percent().expect("requests");
    assert!((88.0..99.5).contains(&percent), "{percent}");
    let traffic = tally.traffic();
    let lead = traffic.lead_days as f64 / traffic.sent as f64;
    assert!((2.0..6.0).contains(&lead), "{lead}");
}
