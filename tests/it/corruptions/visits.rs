//! Corrupted shape, visits, excuses and following visits.

use serde_json::{Value, json};

use super::Corruption;
use super::stored::{
    add, date_route, find, first_visit, list, remove_visit, second_visit, sort, stop,
};

/// What follows when parcels meet other visits than the plan says.
const MOVED: &[&str] = &[
    "visit_spacing",
    "collected_by",
    "delivered_by",
    "leaves",
    "arrives",
    "pickup_contents",
    "delivery_contents",
    "pull_capacity",
    "crates_at_place",
    "hub_crates",
    "cost",
];

fn date_trolley(plan: &mut Value, visit: usize, date: &str) {
    plan["visits"][visit]["date"] = json!(date);
    sort(plan);
}

/// A visit by trolley that carries nothing.
fn empty_visit(plan: &Value, date: &str) -> Value {
    let mut visit = plan["visits"][second_visit(plan, "ASN")].clone();
    let side = json!({"crates": [], "empties": 0, "crates_at_least": 0});
    visit["date"] = json!(date);
    visit["pickup"] = side.clone();
    visit["delivery"] = side;
    visit["delivery"]["bag"] = Value::Null;
    visit
}

fn excuse(place: &str, visits: i64, open: &str) -> Value {
    json!({"place": place, "visits": visits, "reason": {"closed_days": {"open": open}}})
}

pub(super) const TABLE: &[Corruption] = &[
    Corruption::new("fewer than no empty crates", "count", &[], |plan| {
        plan["visits"][0]["pickup"]["empties"] = json!(-1);
    }),
    Corruption::new("a visit after two days of driving", "count", &[], |plan| {
        plan["visits"][0]["end_seconds"] = json!(200_000);
    }),
    Corruption::new("a visit that ends before it starts", "count", &[], |plan| {
        plan["visits"][0]["end_seconds"] = json!(0);
    }),
    Corruption::new("a visit in the following week", "dates", &[], |plan| {
        let visit = second_visit(plan, "ASN");
        date_trolley(plan, visit, "2026-05-04");
    }),
    Corruption::new("a following visit in this week", "dates", &[], |plan| {
        plan["following"][0]["date"] = json!("2026-05-01");
    }),
    Corruption::new("a visit that no route lists", "route_visits", &[], |plan| {
        list(&mut plan["routes"][0]["visits"]).remove(1);
    }),
    Corruption::new("a visit that two routes list", "route_visits", &["order"], |plan| {
        list(&mut plan["routes"][1]["visits"]).push(json!(0));
    }),
    Corruption::new("a route on another date than its visits", "route_visits", &[], |plan| {
        plan["routes"][1]["date"] = json!("2026-05-01");
    }),
    Corruption::new("two stops swapped in the list of visits", "order", &[], |plan| {
        list(&mut plan["routes"][0]["visits"]).swap(1, 2);
    }),
    Corruption::new("two supplies swapped", "order", &[], |plan| {
        list(&mut plan["supplies"]).swap(2, 3);
    }),
    Corruption::new("two following visits swapped", "order", &[], |plan| {
        list(&mut plan["following"]).swap(0, 1);
    }),
    Corruption::new("two visits on one date", "visit_once", &["visit_count", "cost"], |plan| {
        let date = plan["visits"][second_visit(plan, "ASN")]["date"].clone();
        let again = empty_visit(plan, date.as_str().expect("a date"));
        list(&mut plan["visits"]).push(again);
        sort(plan);
    }),
    Corruption::new("a visit on King's Day", "visit_day", MOVED, |plan| {
        let visit = first_visit(plan, "ASN");
        date_trolley(plan, visit, "2026-04-27");
    }),
    Corruption::new(
        "a route on a day without access",
        "visit_day",
        &[
            "visit_count",
            "visit_spacing",
            "excuse",
            "collected_by",
            "delivered_by",
            "leaves",
            "arrives",
            "pickup_contents",
            "delivery_contents",
            "cost",
        ],
        |plan| {
            let (route, _) = stop(plan, first_visit(plan, "KLA"));
            date_route(plan, route, "2026-05-01");
        },
    ),
    Corruption::new("a visit missing", "visit_count", &["cost"], |plan| {
        let visit = second_visit(plan, "ASN");
        remove_visit(plan, visit);
    }),
    Corruption::new("a third visit", "visit_count", MOVED, |plan| {
        let third = empty_visit(plan, "2026-04-30");
        list(&mut plan["visits"]).push(third);
        sort(plan);
    }),
    Corruption::new("a missing visit without an excuse", "visit_count", &[], |plan| {
        list(&mut plan["excuses"]).clear();
    }),
    Corruption::new("visits on following days", "visit_spacing", MOVED, |plan| {
        let visit = first_visit(plan, "ASN");
        date_trolley(plan, visit, "2026-04-30");
    }),
    Corruption::new(
        "a place by road that the trolley visits",
        "visit_route",
        &[
            "leg_time",
            "distance",
            "work_break",
            "driving_break",
            "mixed_crate",
            "break_start",
            "cost",
        ],
        |plan| {
            let visit = second_visit(plan, "ROL");
            let (route, rank) = stop(plan, visit);
            list(&mut plan["routes"][route]["visits"]).remove(rank);
            plan["visits"][visit]["route"] = Value::Null;
        },
    ),
    Corruption::new("an excuse without a cause", "excuse", &[], |plan| {
        list(&mut plan["excuses"]).push(excuse("EMM", 1, "Tue+Wed+Thu+Fri"));
    }),
    Corruption::new("an excuse for a visit more", "excuse", &["visit_count"], |plan| {
        add(&mut plan["excuses"][0]["visits"], 1);
    }),
    Corruption::new("an excuse that names a closed day", "excuse", &["visit_count"], |plan| {
        plan["excuses"][0]["reason"]["closed_days"]["open"] = json!("Mon+Thu");
    }),
    Corruption::new("an excuse twice", "excuse", &[], |plan| {
        let again = plan["excuses"][0].clone();
        list(&mut plan["excuses"]).push(again);
    }),
    Corruption::new("a following visit on a closed day", "following_visit", MOVED, |plan| {
        let visit = find(plan, "following", |visit| {
            visit["place"] == "ROD" && visit["date"].as_str() > Some("2026-05-06")
        });
        plan["following"][visit]["date"] = json!("2026-05-07");
        sort_following(plan);
    }),
    Corruption::new("a third following visit", "following_visit", MOVED, |plan| {
        list(&mut plan["following"]).push(json!({"place": "EMM", "date": "2026-05-08"}));
        sort_following(plan);
    }),
];

/// The order of the rows of `places.csv` in `fixtures/referee`.
const PLACES: [&str; 10] = ["HUB", "ACH", "ASN", "ROD", "EMM", "HGV", "COE", "KLA", "ROL", "GAS"];

fn sort_following(plan: &mut Value) {
    let rank = |visit: &Value| PLACES.iter().position(|place| visit["place"] == *place);
    list(&mut plan["following"]).sort_by_key(|visit| (visit["date"].to_string(), rank(visit)));
}
