//! Corrupted contents, crates, bags and loads.

use serde_json::{Value, json};

use super::Corruption;
use super::stored::{add, find, first_visit, list, position, second_visit, shipment, stop};

/// What follows when a visit carries another number of crates.
const CARRIED: &[&str] = &["service_time", "crates_at_least", "cost"];

fn delivery<'a>(plan: &'a mut Value, code: &str) -> &'a mut Value {
    let visit = position(&plan["parcels"][shipment(plan, code)]["delivered_by"]);
    &mut plan["visits"][visit]["delivery"]
}

fn pickup<'a>(plan: &'a mut Value, code: &str) -> &'a mut Value {
    let visit = position(&plan["parcels"][shipment(plan, code)]["collected_by"]);
    &mut plan["visits"][visit]["pickup"]
}

/// All of the first two crates in one.
fn merge_crates(side: &mut Value) {
    let mut second = list(&mut side["crates"]).remove(1);
    list(&mut side["crates"][0]).append(list(&mut second));
}

/// A bag in place of the last crate.
fn crate_to_bag(side: &mut Value) {
    let last = list(&mut side["crates"]).pop();
    side["bag"] = last.expect("a crate");
}

fn merge_mixed_crates(route: &mut Value) {
    let mut second = list(&mut route["mixed_crates"]).remove(1);
    list(&mut route["mixed_crates"][0]).append(list(&mut second));
}

fn trolley(plan: &mut Value) -> &mut Value {
    let visit = second_visit(plan, "ASN");
    &mut plan["visits"][visit]
}

/// A sealed bag on the first route with two stops, from one rank to another.
fn sealed_bag(plan: &mut Value, [from, to]: [usize; 2], contents: &Value) {
    let stops = |route: &Value| route["visits"].as_array().is_some_and(|stops| stops.len() > 1);
    let route = find(plan, "routes", stops);
    let visits = plan["routes"][route]["visits"].clone();
    let bag = json!({ "from": visits[from], "to": visits[to], "contents": contents });
    plan["routes"][route]["transfers"] = json!([bag]);
}

pub(super) const TABLE: &[Corruption] = &[
    Corruption::new("a sealed bag with nothing in it", "transfer", CARRIED, |plan| {
        sealed_bag(plan, [0, 1], &json!([]));
    })
    .with(&["load_crates"]),
    Corruption::new("a sealed bag for an earlier stop", "transfer", CARRIED, |plan| {
        sealed_bag(plan, [1, 0], &json!([]));
    })
    .with(&["load_crates"]),
    Corruption::new("a sealed bag with a strange item", "transfer", CARRIED, |plan| {
        let stray = shipment(plan, "S03");
        sealed_bag(plan, [0, 1], &json!([[stray, 1]]));
    })
    .with(&["pickup_contents", "delivery_contents", "load_crates", "delivered_by", "arrives"]),
    Corruption::new("a crate lost", "delivery_contents", CARRIED, |plan| {
        list(&mut delivery(plan, "S03")["crates"]).pop();
    }),
    Corruption::new("a crate too many", "service_time", CARRIED, |plan| {
        list(&mut delivery(plan, "S03")["crates"]).push(json!([]));
    }),
    Corruption::new("an item twice", "pickup_contents", &[], |plan| {
        add(&mut pickup(plan, "S13")["crates"][0][0][1], 1);
    }),
    Corruption::new("an item nowhere", "pickup_contents", &[], |plan| {
        add(&mut pickup(plan, "S01")["crates"][0][0][1], -1);
    }),
    Corruption::new("an item not delivered", "delivery_contents", &[], |plan| {
        add(&mut delivery(plan, "S03")["crates"][0][0][1], -1);
    }),
    Corruption::new("items in a crate of another place", "delivery_contents", &[], |plan| {
        let stray = shipment(plan, "S03");
        add(&mut delivery(plan, "S03")["crates"][0][0][1], -1);
        list(&mut delivery(plan, "S04")["crates"][0]).insert(0, json!([stray, 1]));
    }),
    Corruption::new("a crate over its volume", "crate_volume", CARRIED, |plan| {
        merge_crates(delivery(plan, "S04"));
    }),
    Corruption::new("a crate over its mass", "crate_mass", CARRIED, |plan| {
        merge_crates(delivery(plan, "S03"));
    }),
    Corruption::new("a bag over its volume", "bag_volume", &["mixed_crate"], |plan| {
        crate_to_bag(delivery(plan, "S04"));
    }),
    Corruption::new("a bag over its mass", "bag_mass", &["mixed_crate"], |plan| {
        crate_to_bag(delivery(plan, "S03"));
    }),
    Corruption::new("a whole-crate parcel in one crate", "whole_crates", CARRIED, |plan| {
        merge_crates(delivery(plan, "S05"));
    }),
    Corruption::new("another parcel in a whole crate", "whole_crates", CARRIED, |plan| {
        let mut stray = delivery(plan, "S05")["bag"].take();
        list(&mut delivery(plan, "S05")["crates"][0]).append(list(&mut stray));
    })
    .with(&["mixed_crate"]),
    Corruption::new("a whole-crate parcel in a bag", "whole_crates", CARRIED, |plan| {
        let side = delivery(plan, "S05");
        let mut second = list(&mut side["crates"]).remove(1);
        list(&mut side["bag"]).append(list(&mut second));
    })
    .with(&["bag_volume", "bag_mass", "mixed_crate_mass", "mixed_crate_volume"]),
    Corruption::new("a bound above the crates delivered", "crates_at_least", &[], |plan| {
        add(&mut delivery(plan, "S03")["crates_at_least"], 1);
    }),
    Corruption::new("a bound above the crates collected", "crates_at_least", &[], |plan| {
        add(&mut pickup(plan, "S13")["crates_at_least"], 1);
    }),
    Corruption::new("a bag in no mixed crate", "mixed_crate", &[], |plan| {
        list(&mut plan["routes"][0]["mixed_crates"][0]).remove(0);
    }),
    Corruption::new("a bag in two mixed crates", "mixed_crate", MIXED, |plan| {
        let bag = plan["routes"][0]["mixed_crates"][0][0].clone();
        list(&mut plan["routes"][0]["mixed_crates"][1]).push(bag);
    }),
    Corruption::new("a bag in a mixed crate of another route", "mixed_crate", MIXED, |plan| {
        let bag = list(&mut plan["routes"][0]["mixed_crates"][0]).remove(0);
        list(&mut plan["routes"][1]["mixed_crates"][1]).push(bag);
    }),
    Corruption::new("a visit without a bag in a mixed crate", "mixed_crate", &[], |plan| {
        let bare = |visit: &Value| !visit["route"].is_null() && visit["delivery"]["bag"].is_null();
        let visit = find(plan, "visits", bare);
        let (route, _) = stop(plan, visit);
        list(&mut plan["routes"][route]["mixed_crates"][0]).push(json!(visit));
    }),
    Corruption::new("a mixed crate without a bag", "mixed_crate", &[], |plan| {
        list(&mut plan["routes"][0]["mixed_crates"]).push(json!([]));
    }),
    Corruption::new("a bag on the trolley", "mixed_crate", CARRIED, |plan| {
        let visit = first_visit(plan, "ASN");
        let mut bag = list(&mut plan["visits"][visit]["delivery"]["crates"]).remove(0);
        list(&mut bag).truncate(2);
        plan["visits"][visit]["delivery"]["bag"] = bag;
    })
    .with(&["delivery_contents"]),
    Corruption::new("a mixed crate over its volume", "mixed_crate_volume", &[], |plan| {
        merge_mixed_crates(&mut plan["routes"][1]);
    }),
    Corruption::new("a mixed crate over its mass", "mixed_crate_mass", &[], |plan| {
        merge_mixed_crates(&mut plan["routes"][0]);
    }),
    Corruption::new("more crates out than stand there", "crates_at_place", CARRIED, |plan| {
        add(&mut trolley(plan)["pickup"]["empties"], 20);
    }),
    Corruption::new("more crates than there is room for", "crates_room", CARRIED, |plan| {
        add(&mut trolley(plan)["delivery"]["empties"], 9);
    }),
    Corruption::new("more crates than the hub has", "hub_crates", CARRIED, |plan| {
        add(&mut trolley(plan)["delivery"]["empties"], 30);
    })
    .with(&["crates_room"]),
    Corruption::new("an empty crate too many", "service_time", CARRIED, |plan| {
        add(&mut trolley(plan)["delivery"]["empties"], 1);
    }),
    Corruption::new("a full board in a small vehicle", "load_crates", &["cost"], |plan| {
        plan["routes"][0]["vehicle"] = json!("TIN");
    })
    .with(&["driving_break"]),
    Corruption::new("a full board on the last leg only", "load_crates", CARRIED, |plan| {
        let last = list(&mut plan["routes"][0]["visits"]).last().map(position);
        let last = last.expect("a route has a visit");
        add(&mut plan["visits"][last]["pickup"]["empties"], 14);
    })
    .with(&["crates_at_place", "hub_crates"]),
    Corruption::new("a heavy load in a light vehicle", "load_mass", &["cost"], |plan| {
        plan["routes"][0]["vehicle"] = json!("LIG");
    }),
];

const MIXED: &[&str] = &["mixed_crate_volume", "mixed_crate_mass"];
