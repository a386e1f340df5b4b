//! Hours of the day: weeks that are planned, judged and changed by them, and where they come from.

use std::fmt::Write as _;
use std::fs;

use serde_json::{Value, json};

use super::office::{Office, fixtures};
use super::roads::ring_road;
use super::second_referee::{Opinion, first_opinions, second_opinions};
use super::table::Table;

/// Hours, and how many sixths of the usual time ways take in them.
type Bands = &'static [(&'static str, i64)];

/// Half as long again in the morning, and longer by a third late in the afternoon.
const RUSH_HOURS: Bands = &[("06:00,10:00", 9), ("16:00,18:30", 8)];

/// Half as long again all day.
const ALL_DAY: Bands = &[("05:00,22:00", 9)];

/// Types hours for all ways of `travel.csv` in a folder.
fn type_hours(office: &Office, folder: &str, bands: Bands) {
    let travel = Table::read(office, &format!("{folder}/travel.csv"));
    let [from, to, seconds] = ["from", "to", "seconds"].map(|name| travel.column(name));
    let mut text = "from,to,begin,end,seconds\n".to_owned();
    for row in &travel.rows {
        let usual: i64 = row[seconds].parse().expect("seconds");
        let way = format!("{},{}", row[from], row[to]);
        for (hours, sixths) in bands {
            writeln!(text, "{way},{hours},{}", usual * sixths / 6).expect("a String");
        }
    }
    office.write(&format!("{folder}/travel_hours.csv"), &text);
}

/// Both referees of a folder; they agree.
#[track_caller]
fn opinion(office: &Office, folder: &str) -> Opinion {
    let folders = [folder.to_owned()];
    let first = first_opinions(office, &folders);
    if let Some(second) = second_opinions(office, &folders) {
        assert_eq!(first, second);
    }
    first.into_iter().next().expect("one folder")
}

fn planned_by_hour(bands: Bands) -> Office {
    let office = Office::empty();
    office.lay(&fixtures("referee"), "data");
    type_hours(&office, "data", bands);
    let detours = "from,to,first,last,metres_more,seconds_more,reason\n\
        HUB,*,2026-04-27,2026-04-29,2000,240,N381 dicht\n";
    office.write("data/detours.csv", detours);
    let planned = office.run("plan data --week 2026-W18 --out plan --iterations 400");
    assert_eq!(planned.code, 0, "{planned:?}");
    office
}

#[test]
fn a_week_by_the_hour_holds_before_both_referees_and_says_so() {
    let office = planned_by_hour(RUSH_HOURS);
    assert!(opinion(&office, "plan").rules.is_empty());
    let plan: Value = serde_json::from_str(&office.read("plan/plan.json")).expect("a plan");
    let source = plan["travel_source"].as_str().expect("a label");
    assert!(source.ends_with("by the hour of the day"), "{source}");
    let said = office.files("plan").into_values().filter(|file| {
        let text = String::from_utf8_lossy(file);
        text.contains("<html") && text.contains("naar tijd van de dag")
    });
    assert!(said.count() > 0);
    let kept = office.read("plan/inputs/travel_hours.csv");
    assert_eq!(kept, office.read("data/travel_hours.csv"));
}

#[test]
fn a_drive_at_its_usual_pace_in_slow_hours_is_named() {
    let office = planned_by_hour(ALL_DAY);
    let mut plan: Value = serde_json::from_str(&office.read("plan/plan.json")).expect("a plan");
    let route = plan["routes"][0].clone();
    let departure = route["departure_seconds"].as_i64().expect("seconds");
    let first = usize::try_from(route["visits"][0].as_u64().expect("a visit")).expect("few");
    let slow = plan["visits"][first]["arrival_seconds"].as_i64().expect("seconds") - departure;
    office.copy_plan("usual");
    plan["visits"][first]["arrival_seconds"] = json!(departure + slow * 2 / 3);
    office.write("usual/plan.json", &plan.to_string());
    let found = opinion(&office, "usual").rules;
    assert!(found.contains("leg_time"), "{found:?}");
}

#[test]
fn a_week_that_ignored_the_hours_does_not_hold_by_them() {
    let office = Office::with_breakable_plan();
    assert!(opinion(&office, "plan").rules.is_empty());
    office.copy_plan("judged");
    type_hours(&office, "judged/inputs", RUSH_HOURS);
    let found = opinion(&office, "judged").rules;
    assert!(found.contains("leg_time"), "{found:?}");
}

#[test]
fn a_week_by_the_hour_is_changed_by_the_hour_and_proven() {
    let office = planned_by_hour(RUSH_HOURS);
    let document = office.ask("replan plan --out again", 0);
    assert_eq!(document["changes"].as_array().map(Vec::len), Some(0), "{document:#}");
    assert!(opinion(&office, "again").rules.is_empty());
    let plan: Value = serde_json::from_str(&office.read("plan/plan.json")).expect("a plan");
    let emmen = plan["visits"].as_array().expect("visits").iter().find(|of| of["place"] == "EMM");
    let lost = emmen.expect("a visit")["date"].as_str().expect("a date").to_owned();
    let replanned = office.run(&format!("replan plan --close EMM@{lost} --out closed"));
    assert!([0, 1].contains(&replanned.code), "{replanned:?}");
    assert!(opinion(&office, "closed").rules.is_empty());
    let bounded = office.ask("bound plan --iterations 2000 --out bound.json", 0);
    let words = bounded["relaxes"].as_array().expect("words").clone();
    assert!(words.contains(&json!("hours_of_the_day")), "{bounded:#}");
    assert!(bounded["lower"].as_f64() <= bounded["upper"].as_f64(), "{bounded:#}");
}

#[test]
fn an_estimate_knows_no_hours() {
    let office = planned_by_hour(RUSH_HOURS);
    let planned = office.run("plan data --week 2026-W18 --estimate --out other --iterations 200");
    assert!([0, 1].contains(&planned.code), "{planned:?}");
    assert!(!office.path("other/inputs/travel_hours.csv").exists());
    fs::remove_file(office.path("data/travel.csv")).expect("a file");
    assert!(office.run("inspect data").stdout.contains("R0027"), "hours alone are no travel times");
}

const RUSH: &str = "base = \"van\"\n[[traffic]]\nhours = \"07:00-09:00\"\n\
    times_permille.primary = 1400\ntimes_permille.secondary = 1400\n";

#[test]
fn a_profile_with_traffic_makes_hours_and_one_without_takes_them_away() {
    let office = Office::with_small_week();
    office.write("roads.gml", &ring_road(&office));
    office.write("rush.toml", RUSH);
    let made = office.ask("travel data --nwb roads.gml --profile rush.toml", 0);
    let pairs = made["pairs_by_hour"].as_u64().expect("a number");
    assert!(pairs > 0, "{made:#}");
    let hours = Table::read(&office, "data/travel_hours.csv");
    assert_eq!(hours.rows.len() as u64, pairs);
    let travel = Table::read(&office, "data/travel.csv");
    let slow = &hours.rows[0];
    let way = travel.rows.iter().find(|way| way[..2] == slow[..2]).expect("a way of the table");
    assert_eq!(slow[2], "07:00");
    let [usual, slow]: [i64; 2] = [&way[3], &slow[4]].map(|text| text.parse().expect("seconds"));
    assert!((usual * 13 / 10..=usual * 14 / 10 + 1).contains(&slow), "{usual} and {slow}");
    let again = office.ask("travel data --nwb roads.gml --profile rush.toml", 0);
    assert_eq!((&again["cached"], &again["source"]), (&json!(true), &made["source"]));
    let text = office.read("data/travel_hours.csv");
    office.write("data/travel_hours.csv", &text.replacen("07:00", "06:00", 1));
    let refused = office.run("inspect data");
    assert!(refused.code == 3 && refused.stdout.contains("R0022"), "{refused:?}");
    office.write("data/travel_hours.csv", &text);
    let made = office.ask("travel data --nwb roads.gml", 0);
    assert_eq!(made["pairs_by_hour"], 0);
    assert!(!office.path("data/travel_hours.csv").exists());
    // Hours that somebody typed beside a label stay, and are not written over.
    office.write("data/travel_hours.csv", &text);
    assert_eq!(office.ask("travel data --nwb roads.gml", 0)["cached"], true);
    let kept = office.run("travel data --nwb roads.gml --profile rush.toml");
    assert_eq!(kept.code, 4, "{kept:?}");
    assert_eq!(office.read("data/travel_hours.csv"), text);
}

#[test]
fn trips_that_say_their_hour_make_the_hours() {
    let office = Office::with_small_week();
    office.write("roads.gml", &ring_road(&office));
    office.ask("travel data --nwb roads.gml", 0);
    let travel = Table::read(&office, "data/travel.csv");
    let mut trips = "from,to,minutes,hour\n".to_owned();
    for row in travel.rows.iter().filter(|row| row[3] != "0") {
        let usual: f64 = row[3].parse().expect("seconds");
        for (hour, factor) in [(8, 1.4), (12, 1.0), (17, 1.2)] {
            let minutes = usual * factor / 60.0;
            writeln!(trips, "{},{},{minutes:.1},{hour}", row[0], row[1]).expect("a String");
        }
    }
    office.write("driven.csv", &trips);
    let made = office.ask("travel data --nwb roads.gml --measured driven.csv", 0);
    let bands = made["measured"]["traffic"].as_array().expect("bands").clone();
    assert_eq!(bands.len(), 2, "{made:#}");
    for (band, hours, least) in
        [(&bands[0], "07:00-09:00", 1_300), (&bands[1], "16:00-18:00", 1_130)]
    {
        assert_eq!(band["hours"], hours);
        let error = |when: &str| band[when]["mean_permille"].as_i64().expect("thousandths");
        assert!(error("before") > 4 * error("after"), "{band:#}");
        let times = band["times_permille"]["secondary"]
            .as_i64()
            .max(band["times_permille"]["primary"].as_i64());
        assert!(times > Some(least), "{band:#}");
    }
    assert!(office.path("data/travel_hours.csv").exists());
    assert_eq!(office.run("inspect data").code, 0);
}
