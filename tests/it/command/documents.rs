//! With `--json`, stdout is one document with the keys that scripts rely on.

use serde_json::Value;

use crate::findings::examples;
use crate::office::Office;

/// What stands under a key.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Integer,
    Number,
    NumberOrNull,
    Null,
    Flag,
    Text,
    TextOrNull,
    IntegerOrNull,
    List,
}

impl Kind {
    fn admits(self, value: &Value) -> bool {
        match self {
            Self::Integer => value.is_i64() || value.is_u64(),
            Self::IntegerOrNull => value.is_null() || Self::Integer.admits(value),
            Self::Number => value.is_number(),
            Self::NumberOrNull => value.is_null() || value.is_number(),
            Self::Null => value.is_null(),
            Self::Flag => value.is_boolean(),
            Self::Text => value.is_string(),
            Self::TextOrNull => value.is_null() || value.is_string(),
            Self::List => value.is_array(),
        }
    }
}

#[track_caller]
fn assert_keys(document: &Value, keys: &[(&str, Kind)]) {
    for (pointer, kind) in keys {
        let value = document.pointer(pointer);
        assert!(
            value.is_some_and(|value| kind.admits(value)),
            "{pointer}: {value:?}, not {kind:?}"
        );
    }
}

/// The keys of `plan` and `demo`.
const OF_A_WEEK: [(&str, Kind); 35] = [
    ("/schema_version", Kind::Integer),
    ("/cost_cents", Kind::Integer),
    ("/cost_variable_cents", Kind::Integer),
    ("/cost_late_arrival_cents", Kind::Integer),
    ("/lower_bound_cents", Kind::IntegerOrNull),
    ("/gap_percent", Kind::NumberOrNull),
    ("/km", Kind::Number),
    ("/driver_minutes", Kind::Number),
    ("/vehicle_days", Kind::Integer),
    ("/visits", Kind::Integer),
    ("/visits_required", Kind::Integer),
    ("/visits_excused", Kind::Integer),
    ("/transport_norm_met", Kind::Flag),
    ("/kpi/requests/numerator", Kind::Integer),
    ("/kpi/requests/denominator", Kind::Integer),
    ("/kpi/requests/percent", Kind::Number),
    ("/kpi/inter_organisation/numerator", Kind::Integer),
    ("/kpi/inter_organisation/denominator", Kind::Integer),
    ("/kpi/inter_organisation/percent", Kind::Number),
    ("/kpi/loans", Kind::Null),
    ("/lead_time_days_mean", Kind::Number),
    ("/crates_on_board_max", Kind::Integer),
    ("/excuses", Kind::List),
    ("/unserved", Kind::List),
    ("/violations", Kind::List),
    ("/iterations", Kind::Integer),
    ("/seconds", Kind::Number),
    ("/seed", Kind::Integer),
    ("/inputs_fingerprint", Kind::Text),
    ("/travel_source", Kind::Text),
    ("/week", Kind::Text),
    ("/plan_folder", Kind::TextOrNull),
    ("/sheets", Kind::List),
    ("/sheets/0", Kind::Text),
    ("/interrupted", Kind::Flag),
];

#[test]
fn a_planned_week_has_every_key() {
    let office = Office::with_small_week();
    let line = "plan data --week 2026-W48 --out plan --iterations 200 --seed 7";
    let week = office.ask(line, 0);
    assert_keys(&week, &OF_A_WEEK);
    assert_eq!((&week["seed"], &week["week"]), (&7.into(), &"2026-W48".into()));
    assert_eq!((&week["visits"], &week["visits_required"]), (&8.into(), &8.into()));
    assert_eq!(week["plan_folder"], "plan");
    assert_eq!(week["cost_cents"], office.ask("verify plan", 0)["cost_cents"]);
}

#[test]
fn a_week_that_is_not_stored_has_no_folder_and_no_sheets() {
    let office = Office::with_small_week();
    let week = office.ask("plan data --week 2026-W48 --iterations 200", 0);
    assert_eq!(week["plan_folder"], Value::Null);
    assert_eq!(week["sheets"].as_array().map(Vec::len), Some(0));
    assert_eq!(office.names("."), ["data"]);
}

#[test]
fn the_demo_plans_84_visits_of_drenthe_and_writes_data_and_plan() {
    let office = Office::empty();
    let week = office.ask("demo --out demo --iterations 400", 0);
    assert_keys(&week, &OF_A_WEEK);
    assert_eq!(week["week"], "2026-W48");
    assert_eq!((&week["visits"], &week["visits_required"]), (&84.into(), &84.into()));
    assert_eq!(week["transport_norm_met"], true);
    assert_eq!(office.names("demo"), ["data", "plan"]);
    assert_eq!(office.names("."), ["demo"]);
}

#[test]
fn an_excuse_names_place_date_and_reason() {
    let office = Office::with_small_week();
    let closures = "place,first,last,reason\nHGV,2026-11-23,2026-11-26,Verbouwing\n";
    office.write("data/closures.csv", closures);
    let week = office.ask("plan data --week 2026-W48 --iterations 200", 0);
    assert_eq!((&week["visits"], &week["visits_excused"]), (&7.into(), &1.into()));
    let keys = [("/0/place", Kind::Text), ("/0/date", Kind::Text), ("/0/reason", Kind::Text)];
    assert_keys(&week["excuses"], &keys);
    assert_eq!(week["excuses"][0]["place"], "HGV");
    assert_eq!(week["transport_norm_met"], true);
}

#[test]
fn what_stays_behind_names_itself_its_reason_and_a_fix() {
    let office = Office::with_small_week();
    // Roden sends from Tuesday on and has no crate before its first visit, whatever day that is.
    office.change("data/places.csv", "300,30,40,60,2,8,certain", "300,30,40,60,0,8,certain");
    let closures = "place,first,last,reason\nROD,2026-11-23,2026-11-23,Verbouwing\n";
    office.write("data/closures.csv", closures);
    let week = office.ask("plan data --week 2026-W48 --iterations 200", 0);
    let keys = [("/0/what", Kind::Text), ("/0/reason", Kind::Text), ("/0/nearest_fix", Kind::Text)];
    assert_keys(&week["unserved"], &keys);
    assert_eq!(week["violations"].as_array().map(Vec::len), Some(0));
}

#[test]
fn init_counts_places_and_names_files() {
    let office = Office::empty();
    let done = office.ask("init data", 0);
    let keys =
        [("/schema_version", Kind::Integer), ("/places", Kind::Integer), ("/files/0", Kind::Text)];
    assert_keys(&done, &keys);
    let named = done["files"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|name| name.as_str().expect("a name").to_owned());
    let mut named: Vec<String> = named.collect();
    named.sort_unstable();
    assert_eq!(named, office.names("data"));
}

#[test]
fn generate_counts_what_it_wrote() {
    let office = Office::empty();
    let line = "generate data --stops 4 --titles 500 --copies 900 --requests 40";
    let counts = [
        "stops",
        "places",
        "titles",
        "holdings",
        "copies",
        "requests",
        "shipments",
        "vehicles",
        "drivers",
        "seed",
    ];
    let pointers: Vec<String> = counts.iter().map(|count| format!("/{count}")).collect();
    let mut keys: Vec<(&str, Kind)> =
        pointers.iter().map(|pointer| (pointer.as_str(), Kind::Integer)).collect();
    keys.extend([("/files/0", Kind::Text), ("/instance", Kind::Text), ("/week", Kind::Text)]);
    assert_keys(&office.ask(line, 0), &keys);
}

const OF_A_FINDING: [(&str, Kind); 8] = [
    ("/code", Kind::Text),
    ("/severity", Kind::Text),
    ("/file", Kind::Text),
    ("/row", Kind::IntegerOrNull),
    ("/column", Kind::TextOrNull),
    ("/value", Kind::TextOrNull),
    ("/message", Kind::Text),
    ("/help", Kind::Text),
];

#[test]
fn inspect_tells_every_finding_of_every_example_with_all_keys() {
    for code in examples() {
        let office = Office::with_example(&code);
        let told = office.run("inspect data --json");
        let document = told.document();
        let keys = [("/errors", Kind::Integer), ("/warnings", Kind::Integer)];
        assert_keys(&document, &keys);
        let findings = document["diagnostics"].as_array().expect("a list");
        for finding in findings {
            assert_keys(finding, &OF_A_FINDING);
        }
        assert!(findings.iter().any(|finding| finding["code"] == *code), "{code}: {document}");
        let refused = document["errors"] != 0;
        assert_eq!(told.code, if refused { 3 } else { 0 }, "{code}");
        assert_eq!(document["overview"].is_null(), refused, "{code}");
    }
}

#[test]
fn plan_tells_the_findings_that_refuse_it_in_one_document() {
    let office = Office::with_example("I0030");
    let told = office.ask("plan data --week 2026-W48 --out plan", 3);
    assert_keys(&told["diagnostics"], &[("/0/code", Kind::Text), ("/0/help", Kind::Text)]);
    assert_eq!((&told["errors"], &told["diagnostics"][0]["code"]), (&1.into(), &"I0030".into()));
    assert_eq!(office.names("."), ["data"]);
}

#[test]
fn verify_has_every_key() {
    let office = Office::with_plan();
    let keys = [
        ("/schema_version", Kind::Integer),
        ("/valid", Kind::Flag),
        ("/violations", Kind::List),
        ("/cost_cents", Kind::Integer),
        ("/inputs_unchanged", Kind::Flag),
        ("/certificate_valid", Kind::Flag),
        ("/certificate_fits", Kind::Flag),
        ("/inputs_fingerprint", Kind::Text),
    ];
    assert_keys(&office.ask("verify plan", 0), &keys);
}

#[test]
fn why_has_every_key() {
    let office = Office::with_plan();
    let document = office.ask("why plan", 0);
    let keys = [
        ("/schema_version", Kind::Integer),
        ("/week", Kind::Text),
        ("/cost_cents", Kind::Integer),
        ("/places", Kind::List),
        ("/places/1/place", Kind::Text),
        ("/places/1/name", Kind::Text),
        ("/places/1/days", Kind::Text),
        ("/places/1/alternatives/0/days", Kind::Text),
        ("/places/1/alternatives/0/fits", Kind::Flag),
        ("/places/1/alternatives/0/rise_cents", Kind::IntegerOrNull),
        ("/places/1/visits/0/date", Kind::Text),
        ("/places/1/visits/0/vehicle", Kind::Text),
        ("/places/1/visits/0/slack_delivery_crates", Kind::Integer),
        ("/places/1/visits/0/slack_pickup_crates", Kind::Integer),
        ("/places/1/visits/0/slack_seconds", Kind::Integer),
        ("/places/1/visits/0/binding/limit", Kind::Text),
        ("/places/1/visits/0/binding/amount", Kind::Integer),
        ("/places/1/visits_missing", Kind::Integer),
        ("/places/1/tried", Kind::List),
        ("/places/1/fixes", Kind::List),
    ];
    assert_keys(&document, &keys);
    let one = office.ask("why plan --place hgv", 0);
    assert_eq!(one["places"].as_array().map(Vec::len), Some(1));
    assert_eq!(one["places"][0]["place"], "HGV");
}
