//! What `plan` and `bound` say no plan of a week undercuts, and whether it holds.

use serde_json::Value;

use super::office::Office;

#[track_caller]
fn cents(document: &Value, key: &str) -> i64 {
    document[key].as_i64().unwrap_or_else(|| panic!("{key}: {document}"))
}

#[test]
fn no_plan_of_the_small_week_is_below_its_bound_and_anybody_can_check_it() {
    let office = Office::with_small_week();
    let planned = office.ask("plan data --week 2026-W48 --iterations 4000 --out plan", 0);
    let variable = cents(&planned, "cost_variable_cents");
    let lower = cents(&planned, "lower_bound_cents");
    assert!(0 < lower && lower <= variable, "{lower} of {variable}");
    let gap = planned["gap_percent"].as_f64().expect("a gap");
    assert!((0.0..=100.0).contains(&gap), "{gap}");
    assert!(planned["covers"].as_array().is_some_and(|words| words.contains(&"lead_time".into())));
    let checked = office.ask("verify-bound plan/certificates/bound.json", 0);
    assert_eq!(checked["valid"], true);
    // Other seeds are other plans of other suppliers; the same suppliers have one bound.
    let more = office.ask("bound plan --iterations 3000000", 0);
    let engines = more["engines"].as_array().expect("the other engines");
    let engine = |name: &str| engines.iter().find(|of| of["engine"] == name).expect("it").clone();
    assert_eq!(engine("suppliers")["proven_optimal"], true, "pulls bind nowhere");
    let count = |key: &str| engine("crates")[key].as_i64().expect("a number");
    let (least, packed) = (count("lower_bound"), count("upper_bound"));
    assert!(0 < least && least <= packed && packed <= least + 2, "{least} of {packed}");
    assert!(cents(&more, "lower_bound") <= cents(&more, "upper_bound"), "{more}");
    assert_eq!(cents(&more, "upper_bound"), variable);
    assert_eq!(office.ask("verify-bound plan/certificates/bound.json", 0)["valid"], true);
}

#[test]
fn more_room_lowers_the_bound_by_no_more_than_its_shadow_price() {
    let office = Office::with_small_week();
    office.ask("plan data --week 2026-W48 --iterations 4000 --out plan", 0);
    let bounded = office.ask("bound plan --iterations 1000000", 0);
    let prices = bounded["shadow_prices"].as_array().expect("shadow prices");
    let saves = |more: &str| {
        let price = prices.iter().find(|of| of["more"] == more).expect("its price");
        assert_eq!(price["is_at_most"], true, "{more}");
        cents(price, "saves_cents")
    };
    assert_eq!(saves("crate"), 0, "loads are left out");
    let (bag, longer) = (saves("bag"), saves("half_an_hour"));
    assert!(bag < cents(&bounded, "lower_bound"), "a bag is no whole week: {bag}");
    for other in prices.iter().filter(|of| of["more"] == "other_days") {
        assert!(cents(other, "saves_cents") > 0 && other["is_at_most"] == false, "{other}");
        assert!(other["place"].is_string() && other["days"].is_string(), "{other}");
    }
    // The same week with longer days costs at least the bound less the price.
    let drivers = office.read("data/drivers.csv").replace(",570,", ",600,");
    office.write("data/drivers.csv", &drivers);
    let vehicles = office.read("data/vehicles.csv").replace(",18:00,540,", ",18:30,570,");
    office.write("data/vehicles.csv", &vehicles);
    let other = office.ask("plan data --week 2026-W48 --iterations 4000 --out longer", 0);
    let least = cents(&bounded, "lower_bound") - longer;
    assert!(least > 0 && cents(&other, "cost_variable_cents") >= least, "{least}: {other}");
    let words = office.run("bound plan --iterations 20000 --lang nl").stdout;
    assert!(words.contains("een half uur langer") && words.contains("hoogstens"), "{words}");
}

#[test]
fn a_bound_of_a_week_that_claims_more_or_is_of_another_plan_is_refused() {
    let office = Office::with_small_week();
    office.ask("plan data --week 2026-W48 --iterations 1000 --out plan", 0);
    office.ask("plan data --week 2026-W48 --iterations 1000 --seed 2 --out other", 0);
    let text = office.read("plan/certificates/bound.json");
    let good: Value = serde_json::from_str(&text).expect("JSON");
    let refused = |name: &str, bad: &Value| {
        office.write(&format!("plan/certificates/{name}"), &bad.to_string());
        let checked = office.run(&format!("verify-bound plan/certificates/{name} --json"));
        assert_eq!(checked.document()["valid"], false, "{name}");
        assert_eq!(checked.code, 1, "{name}");
    };
    let mut more = good.clone();
    more["lower_bound_cents"] = (cents(&good, "lower_bound_cents") + 1).into();
    refused("more.json", &more);
    let mut case = good.clone();
    case["cases"][0]["bound"] = (cents(&good["cases"][0], "bound") + 1).into();
    refused("case.json", &case);
    let mut bags = good.clone();
    bags["bag_price_millicents"] = (-1).into();
    refused("bags.json", &bags);
    let mut none = good;
    none["cases"] = Value::Array(Vec::new());
    refused("none.json", &none);
    let line = "verify-bound plan/certificates/bound.json --instance other --json";
    assert_eq!(office.run(line).document()["valid"], false);
}

#[test]
fn a_data_folder_is_planned_before_it_is_bounded_and_needs_a_week() {
    let office = Office::with_small_week();
    let bounded = office.ask("bound data --week 2026-W48 --iterations 1000", 0);
    assert!(cents(&bounded, "lower_bound") <= cents(&bounded, "upper_bound"));
    assert_eq!(bounded["certificate"], Value::Null);
    assert_eq!(office.run("bound data --iterations 1000").code, 2);
}
