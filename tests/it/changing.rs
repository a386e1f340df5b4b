//! Plans that change: replanned, edited by hand, compared, published.

use serde_json::Value;

use crate::office::Office;

fn plan(office: &Office, folder: &str) -> Value {
    serde_json::from_str(&office.read(&format!("{folder}/plan.json"))).expect("a plan")
}

/// Place and date of each visit by road, in the order of the plan.
fn visits(office: &Office, folder: &str) -> Vec<(String, String)> {
    let plan = plan(office, folder);
    let visits = plan["visits"].as_array().expect("visits").clone();
    let by_road = visits.iter().filter(|visit| visit["route"].is_number());
    let text = |visit: &Value, key: &str| visit[key].as_str().expect(key).to_owned();
    by_road.map(|visit| (text(visit, "place"), text(visit, "date"))).collect()
}

fn first_visit(office: &Office, place: &str) -> String {
    let found = visits(office, "plan").into_iter().find(|(of, _)| of == place);
    found.expect("a visit of the place").1
}

#[test]
fn nothing_happened_and_nothing_changes() {
    let office = Office::with_plan();
    let document = office.ask("replan plan --out again", 0);
    assert_eq!(document["changes"].as_array().map(Vec::len), Some(0), "{document:#}");
    assert_eq!(document["changes_cost_cents"], 0);
    assert_eq!(visits(&office, "plan"), visits(&office, "again"));
    assert_eq!(office.ask("verify again", 0)["valid"], true);
}

#[test]
fn a_closed_place_keeps_two_visits_and_says_what_moved_and_why() {
    let office = Office::with_plan();
    let lost = first_visit(&office, "EMM");
    let document = office.ask(&format!("replan plan --close EMM@{lost} --out closed"), 0);
    assert_eq!(document["transport_norm_met"], true, "{document:#}");
    let changes = document["changes"].as_array().expect("changes");
    let day = changes.iter().find(|change| change["what"] == "day").expect("a visit moved");
    assert_eq!(
        (&day["place"], &day["from"], &day["cause"]),
        (&"EMM".into(), &lost.clone().into(), &"closed".into())
    );
    let sum: i64 = changes.iter().map(|change| change["cost_cents"].as_i64().expect("cents")).sum();
    assert_eq!(document["changes_cost_cents"], sum);
    let moved = changes.iter().filter(|change| change["what"] == "day").count();
    assert_eq!(moved, 1, "{document:#}");
    assert_eq!(office.ask("verify closed", 0)["valid"], true);
    assert!(office.read("closed/inputs/closures.csv").contains("EMM"));
    let stored: Value = serde_json::from_str(&office.read("closed/changes.json")).expect("json");
    assert_eq!(stored["changes"].as_array().map(Vec::len), Some(changes.len()));
}

#[test]
fn a_place_closed_all_week_but_a_day_is_excused_with_proof() {
    let office = Office::with_plan();
    let line = "replan plan --close EMM@2026-11-23..2026-11-26 --out closed";
    let document = office.ask(line, 0);
    assert_eq!(document["visits_excused"], 1, "{document:#}");
    assert_eq!(office.ask("verify closed", 0)["valid"], true);
}

#[test]
fn a_vehicle_that_is_out_drives_on_no_route() {
    let office = Office::with_plan();
    let routes = plan(&office, "plan")["routes"].as_array().expect("routes").clone();
    let of = |key: &str| routes[0][key].as_str().expect(key).to_owned();
    let (vehicle, date) = (of("vehicle"), of("date"));
    let finished = office.run(&format!("replan plan --vehicle-out {vehicle}@{date} --out without"));
    assert!([0, 1].contains(&finished.code), "{finished:?}");
    let routes = plan(&office, "without")["routes"].as_array().expect("routes").clone();
    let still = routes.iter().any(|route| route["vehicle"] == *vehicle && route["date"] == *date);
    assert!(!still);
}

#[test]
fn a_driver_who_is_away_drives_nothing_and_the_routes_say_why() {
    let office = Office::with_plan();
    let routes = plan(&office, "plan")["routes"].as_array().expect("routes").clone();
    let of = |key: &str| routes[0][key].as_str().expect(key).to_owned();
    let (driver, date) = (of("driver"), of("date"));
    let finished = office.run(&format!("replan plan --driver-out {driver}@{date} --out without"));
    assert!([0, 1].contains(&finished.code), "{finished:?}");
    let routes = plan(&office, "without")["routes"].as_array().expect("routes").clone();
    let still = routes.iter().any(|route| route["driver"] == *driver && route["date"] == *date);
    assert!(!still);
    let verified = office.ask("verify without", finished.code);
    let broken = verified["violations"].as_array().expect("violations");
    assert!(broken.iter().all(|of| of["rule"] == "visit_count"), "{verified:#}");
    let row = office.read("without/inputs/drivers.csv");
    assert!(row.contains(&format!("{date},{date}")), "{row}");
}

#[test]
fn a_closed_road_makes_the_day_longer_and_its_sheet_says_it() {
    let office = Office::with_plan();
    let date = first_visit(&office, "EMM");
    let line =
        format!("replan plan --detour *:EMM@{date},minutes=12,km=5 --reason N381 --out round");
    let document = office.ask(&line, 0);
    assert_eq!(office.ask("verify round", 0)["valid"], true, "{document:#}");
    let day = |folder: &str| {
        let plan = plan(&office, folder);
        let routes = plan["routes"].as_array().expect("routes").clone();
        let metres = routes.iter().filter(|route| route["date"] == *date);
        metres.map(|route| route["distance_metres"].as_i64().expect("metres")).sum::<i64>()
    };
    assert_eq!(day("round"), day("plan") + 10_000, "there and back");
    assert!(office.read("round/inputs/detours.csv").contains("EMM,*,"));
    let told = |folder: &str| {
        let sheets = office.names(&format!("{folder}/sheets")).into_iter();
        let sheets = sheets.map(|name| office.read(&format!("{folder}/sheets/{name}")));
        sheets.filter(|sheet| sheet.contains("Omleiding") && sheet.contains("N381")).count()
    };
    assert_eq!((told("plan"), told("round")), (0, 1));
}

#[test]
fn a_lock_on_a_time_holds_to_the_second() {
    let office = Office::with_plan();
    let date = first_visit(&office, "EMM");
    office.ask(&format!("replan plan --lock EMM@{date},time=13:30 --out locked"), 0);
    let plan = plan(&office, "locked");
    let visits = plan["visits"].as_array().expect("visits");
    let visit = visits.iter().find(|visit| visit["place"] == "EMM" && visit["date"] == *date);
    assert_eq!(visit.expect("it stays on its day")["start_seconds"], 13 * 3_600 + 1_800);
    assert_eq!(office.ask("verify locked", 0)["valid"], true);
}

#[test]
fn locks_in_conflict_are_named_and_nothing_is_written() {
    let office = Office::with_plan();
    let locks =
        "--lock HGV@2026-11-23 --lock HGV@2026-11-24 --lock HGV@2026-11-27 --lock ROD@2026-11-23";
    let finished = office.run(&format!("replan plan {locks} --out locked --lang en"));
    assert_eq!(finished.code, 1, "{finished:?}");
    assert!(finished.stderr.contains("HGV@2026-11-23; HGV@2026-11-24"), "{finished:?}");
    assert!(!finished.stderr.contains("ROD"), "{finished:?}");
    assert!(!office.path("locked").exists());
}

#[test]
fn asks_that_name_nothing_are_refused() {
    let office = Office::with_plan();
    for line in [
        "replan plan --close NOWHERE@2026-11-24",
        "replan plan --vehicle-out BUS-99@2026-11-24",
        "replan plan --driver-out NOBODY@2026-11-24",
        "replan plan --detour EMM:NOWHERE@2026-11-24,minutes=5",
        "replan plan --detour EMM@2026-11-24,minutes=5",
        "replan plan --lock EMM@2026-12-24",
        "edit plan remove EMM@2026-11-29",
        "edit plan insert ASN@2026-11-25 --vehicle VAN",
    ] {
        assert_eq!(office.run(line).code, 2, "{line}");
    }
}

#[test]
fn an_edit_is_exactly_what_was_asked_and_undone_byte_for_byte() {
    let office = Office::with_plan();
    let before = office.read("plan/plan.json");
    let (place, date) = visits(&office, "plan")[0].clone();
    let removed = office.ask(&format!("edit plan remove {place}@{date}"), 1);
    assert_eq!(visits(&office, "plan").len() + 1, {
        office.ask("edit plan undo", 0);
        visits(&office, "plan").len()
    });
    assert_eq!(office.read("plan/plan.json"), before);
    let rules = removed["violations_new"].as_array().expect("violations");
    assert!(rules.iter().any(|broken| broken["rule"] == "visit_count"), "{removed:#}");
    let again = office.ask("edit plan redo", 1);
    assert_eq!(again["plan_sha256"], removed["plan_sha256"]);
    office.ask("edit plan undo", 0);
    assert_eq!(office.ask("verify plan", 0)["valid"], true);
    let nothing = office.ask("edit plan undo", 0);
    assert_eq!(nothing["edits_standing"], Value::Null);
}

#[test]
fn a_visit_moves_to_the_day_asked_for_and_everything_else_stays() {
    let office = Office::with_plan();
    let mut before = visits(&office, "plan");
    let (place, date) = before.remove(0);
    let dates = ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"];
    let taken: Vec<String> =
        visits(&office, "plan").into_iter().filter(|(of, _)| *of == place).map(|of| of.1).collect();
    let to = dates.iter().find(|day| !taken.contains(&(**day).to_owned())).expect("a free day");
    let finished = office.run(&format!("edit plan day {place}@{date} {to} --vehicle VAN --json"));
    assert!([0, 1].contains(&finished.code), "{finished:?}");
    let document: Value = serde_json::from_str(&finished.stdout).expect("a document");
    let moved = document["changes"].as_array().expect("changes");
    let days: Vec<&Value> = moved.iter().filter(|change| change["what"] == "day").collect();
    assert_eq!(days.len(), 1, "{document:#}");
    assert_eq!((&days[0]["from"], &days[0]["to"]), (&date.into(), &(*to).into()));
    before.push((place, (*to).to_owned()));
    before.sort();
    let mut after = visits(&office, "plan");
    after.sort();
    assert_eq!(before, after);
    for key in ["metres", "seconds", "cost_cents", "crates"] {
        assert!(document["difference"][key].is_i64(), "{key}");
    }
}

#[test]
fn two_plans_beside_each_other_differ_where_one_was_changed() {
    let office = Office::with_plan();
    let alike = office.ask("compare plan plan", 0);
    assert_eq!(alike["differences"].as_array().map(Vec::len), Some(0), "{alike:#}");
    let lost = first_visit(&office, "EMM");
    office.ask(&format!("replan plan --close EMM@{lost} --out closed"), 0);
    let document = office.ask("compare plan closed", 0);
    let differences = document["differences"].as_array().expect("differences");
    let days: Vec<&Value> = differences.iter().filter(|row| row["what"] == "day").collect();
    assert_eq!(days.len(), 1, "{document:#}");
    assert_eq!(days[0]["a"]["date"], *lost);
    assert!(document["a"]["cost_cents"].is_i64() && document["b"]["visits"].is_i64());
}

#[test]
fn a_published_plan_is_frozen_and_its_sheets_carry_the_version() {
    let office = Office::with_plan();
    let published = office.ask("publish plan --number 4", 0);
    assert_eq!(published["version"], 4);
    let sheet = office.read("plan/sheets/week.html");
    assert!(sheet.contains("versie 4, 2026-11-23"), "no version on the sheet");
    let before = office.files("plan");
    let (place, date) = visits(&office, "plan")[0].clone();
    assert_eq!(office.run(&format!("edit plan remove {place}@{date}")).code, 4);
    assert_eq!(office.run("publish plan").code, 4);
    let again = "plan data --week 2026-W48 --out plan --iterations 200 --seed 2 --force";
    assert_eq!(office.run(again).code, 4);
    assert!(office.files("plan") == before, "a published plan changed");
    office.ask("replan plan --out next", 0);
    assert!(office.read("next/sheets/week.html").contains("kladversie"));
    assert_eq!(office.ask("publish next", 0)["version"], 5);
    office.change("plan/plan.json", "\"seed\": 1", "\"seed\": 2");
    let verdict = office.ask("verify plan", 1);
    assert_eq!(verdict["as_published"], false);
}

#[test]
fn a_plan_that_breaks_rules_is_published_only_on_request() {
    let office = Office::with_plan();
    let (place, date) = visits(&office, "plan")[0].clone();
    office.ask(&format!("edit plan remove {place}@{date}"), 1);
    assert_eq!(office.run("publish plan").code, 1);
    assert_eq!(office.ask("publish plan --despite-violations", 0)["version"], 1);
}

#[test]
fn a_week_follows_the_base_timetable_and_a_holiday_moves_what_it_must() {
    let office = Office::with_small_week();
    let made = office
        .ask("timetable data --week 2026-W48 --scenarios 2 --iterations 400 --out season.json", 0);
    assert_eq!(made["violations"], 0, "{made:#}");
    let usual = office.ask("plan data --week 2026-W48 --base season.json --out usual", 0);
    let moved = |document: &Value, what: &str| {
        let changes = document["changes"].as_array().expect("changes");
        changes.iter().filter(|change| change["what"] == what).count()
    };
    assert_eq!(moved(&usual, "day"), 0, "{usual:#}");
    assert_eq!(office.ask("verify usual", 0)["valid"], true);
    // King's Day is the Monday of 2026-W18, so that its visits move to other days.
    let kings = office.ask("plan data --week 2026-W18 --base season.json --out kings", 0);
    assert_eq!(kings["transport_norm_met"], true);
    let base: Value = serde_json::from_str(&office.read("season.json")).expect("json");
    let visits = base["visits"].as_array().expect("visits");
    let mondays = visits.iter().filter(|visit| visit["weekday"] == "Mon").count();
    assert!(moved(&kings, "day") >= mondays, "{kings:#}");
    assert_eq!(office.ask("verify kings", 0)["valid"], true);
}

#[test]
fn a_year_says_per_place_what_is_made_moved_and_excused() {
    let office = Office::with_small_week();
    office
        .ask("timetable data --week 2026-W48 --scenarios 1 --iterations 400 --out season.json", 0);
    let year = office.ask("plan data --year 2026 --base season.json", 0);
    assert_eq!(year["weeks"].as_array().map(Vec::len), Some(53));
    assert_eq!(year["transport_norm_met"], true, "{year:#}");
    let places = year["places"].as_array().expect("places");
    for place in places {
        let count = |key: &str| place[key].as_i64().expect(key);
        assert_eq!(count("visits") + count("visits_excused") + count("visits_missing"), 106);
    }
    assert_eq!(office.run("plan data --year 2026").code, 2);
}
