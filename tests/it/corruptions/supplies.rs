//! Corrupted supplies, parcels and their ways, and what is not served.

use serde_json::{Value, json};

use super::Corruption;
use super::stored::{add, find, list, number, position, shipment, supply};

/// What follows when a supply has another source than its parcel.
const SOURCED: &[&str] = &["parcels", "copy_left", "own_copy_first", "cost"];

/// Takes items of a parcel out of the crates of the visits that deliver or collect it.
fn unpack(plan: &mut Value, parcel: usize, items: i64) {
    for (key, side) in [("collected_by", "pickup"), ("delivered_by", "delivery")] {
        if plan["parcels"][parcel][key].is_null() {
            continue;
        }
        let visit = position(&plan["parcels"][parcel][key]);
        let fills = fills(&mut plan["visits"][visit][side]);
        let content = fills.into_iter().flat_map(list).find(|content| content[0] == parcel);
        add(&mut content.expect("the parcel in a crate or bag")[1], -items);
    }
}

/// The crates and the bag of one side of a visit.
fn fills(side: &mut Value) -> Vec<&mut Value> {
    let mut fills = Vec::new();
    for (key, value) in side.as_object_mut().expect("a side of a visit") {
        match key.as_str() {
            "crates" => fills.extend(list(value)),
            "bag" if !value.is_null() => fills.push(value),
            _ => {}
        }
    }
    fills
}

/// Leaves items of a shipment behind for a reason.
fn leave(plan: &mut Value, code: &str, items: i64, reason: &Value) {
    let parcel = shipment(plan, code);
    unpack(plan, parcel, items);
    let line = json!({"parcel": {"parcel": parcel, "items": items, "reason": reason}});
    list(&mut plan["unserved"]).push(line);
}

fn parcel<'a>(plan: &'a mut Value, code: &str) -> &'a mut Value {
    let at = shipment(plan, code);
    &mut plan["parcels"][at]
}

pub(super) const TABLE: &[Corruption] = &[
    Corruption::new("another work in place of the title", "edition", SOURCED, |plan| {
        supply(plan, "R01")["edition"] = json!("T2");
    })
    .with(&["shelf_copies"]),
    Corruption::new("a copy of a branch that has closed for good", "in_use", SOURCED, |plan| {
        supply(plan, "R01")["source"] = json!({"shelf": "OUD"});
    })
    .with(&["shelf_copies"]),
    Corruption::new("a request of the weekend", "supply_considered", &["copy_left"], |plan| {
        let line = json!({"request": "R15", "source": "unfilled", "quantity": 1});
        let at = find(plan, "supplies", |supply| supply["request"] == "R16");
        list(&mut plan["supplies"]).insert(at, line);
    }),
    Corruption::new("a request twice", "supply_quantity", &["cost"], |plan| {
        let again = supply(plan, "R11").clone();
        let at = find(plan, "supplies", |supply| supply["request"] == "R11");
        list(&mut plan["supplies"]).insert(at, again);
    }),
    Corruption::new("a request nowhere", "supply_quantity", &["cost"], |plan| {
        let at = find(plan, "supplies", |supply| supply["request"] == "R11");
        list(&mut plan["supplies"]).remove(at);
    }),
    Corruption::new("a copy more than asked for", "supply_quantity", &["cost"], |plan| {
        add(&mut supply(plan, "R14")["quantity"], 1);
    }),
    Corruption::new("one copy for two requests", "shelf_copies", SOURCED, |plan| {
        supply(plan, "R01")["source"] = json!({"shelf": "EMM"});
    }),
    Corruption::new("a copy of a branch that has none", "shelf_copies", SOURCED, |plan| {
        supply(plan, "R03")["source"] = json!({"shelf": "KLA"});
    }),
    Corruption::new("more pulls than the staff can do", "pull_capacity", SOURCED, |plan| {
        // Of two copies one came from elsewhere; with a third the day is over.
        let from = |place: &'static str| {
            move |supply: &Value| {
                supply["request"] == "R06" && supply["source"] == json!({"shelf": place})
            }
        };
        let elsewhere = find(plan, "supplies", from("ROD"));
        list(&mut plan["supplies"]).remove(elsewhere);
        let at = find(plan, "supplies", from("HGV"));
        add(&mut plan["supplies"][at]["quantity"], 1);
        supply(plan, "R09")["source"] = json!({"shelf": "HGV"});
    }),
    Corruption::new("one copy more than its organisation lends", "lending_max", SOURCED, |plan| {
        supply(plan, "R13")["source"] = json!({"shelf": "ACH"});
    })
    .with(&["hold_shelf", "net_lending"]),
    Corruption::new(
        "one copy more borrowed than the balance allows",
        "net_lending",
        SOURCED,
        |plan| {
            supply(plan, "R03")["source"] = json!({"shelf": "ASN"});
        },
    )
    .with(&["shelf_copies"]),
    Corruption::new("a part of what is asked for whole", "whole_group", SOURCED, |plan| {
        let from = |supply: &Value| {
            supply["request"] == "R06" && supply["source"] == json!({"shelf": "ROD"})
        };
        let at = find(plan, "supplies", from);
        plan["supplies"][at]["source"] = json!("unfilled");
    })
    .with(&["order"]),
    Corruption::new("the copy of another place than was asked for", "only_from", SOURCED, |plan| {
        supply(plan, "R05")["source"] = json!({"shelf": "EMM"});
    }),
    Corruption::new("an item more than the hold shelf takes", "hold_shelf", &["cost"], |plan| {
        supply(plan, "R13")["source"] = json!("outside");
    }),
    Corruption::new("waiting for a copy that never comes", "returning_copies", SOURCED, |plan| {
        supply(plan, "R11")["source"] = json!("returning");
    }),
    Corruption::new("two wait for the one copy that comes", "returning_copies", SOURCED, |plan| {
        supply(plan, "R09")["quantity"] = json!(2);
    })
    .with(&["supply_quantity"]),
    Corruption::new("outside although a copy stands on a shelf", "copy_left", SOURCED, |plan| {
        supply(plan, "R08")["source"] = json!("outside");
    }),
    Corruption::new("unfilled although a copy stands on a shelf", "copy_left", SOURCED, |plan| {
        supply(plan, "R05")["source"] = json!("unfilled");
    }),
    Corruption::new(
        "outside although the reader's branch has it",
        "own_copy_first",
        SOURCED,
        |plan| {
            supply(plan, "R14")["source"] = json!("outside");
        },
    ),
    Corruption::new(
        "from elsewhere although the branch has it",
        "own_copy_first",
        SOURCED,
        |plan| {
            supply(plan, "R14")["source"] = json!({"shelf": "ACH"});
        },
    )
    .with(&["lending_max", "net_lending"]),
    Corruption::new("a parcel lost", "parcels", &["pickup_contents", "cost"], |plan| {
        let lost = shipment(plan, "S17");
        let items = number(&plan["parcels"][lost]["items"]);
        unpack(plan, lost, items);
        let visit = position(&plan["parcels"][lost]["collected_by"]);
        let crates = list(&mut plan["visits"][visit]["pickup"]["crates"]);
        for krat in crates.iter_mut() {
            list(krat).retain(|content| content[0] != lost);
        }
        list(&mut plan["parcels"]).remove(lost);
    }),
    Corruption::new("a parcel twice", "parcels", &["delivery_contents", "cost"], |plan| {
        let again = parcel(plan, "S15").clone();
        list(&mut plan["parcels"]).push(again);
    }),
    Corruption::new(
        "a parcel to another branch",
        "parcels",
        &["delivered_by", "arrives", "leaves", "delivery_contents", "cost"],
        |plan| parcel(plan, "S03")["to"] = json!("COE"),
    ),
    Corruption::new(
        "an item more in a parcel",
        "parcels",
        &["delivery_contents", "cost"],
        |plan| {
            add(&mut parcel(plan, "S03")["items"], 1);
        },
    ),
    Corruption::new("items lighter than they are", "parcels", &[], |plan| {
        add(&mut parcel(plan, "S03")["grams_each"], -1);
    }),
    Corruption::new("accepted a day later than it was", "parcels", &["cost"], |plan| {
        parcel(plan, "S03")["accepted"] = json!("2026-04-25");
    }),
    Corruption::new("collected by another visit", "collected_by", &[], |plan| {
        add(&mut parcel(plan, "S13")["collected_by"], 1);
    }),
    Corruption::new("collected by no visit", "collected_by", &[], |plan| {
        parcel(plan, "S13")["collected_by"] = Value::Null;
    }),
    Corruption::new("delivered by another visit", "delivered_by", &[], |plan| {
        add(&mut parcel(plan, "S13")["delivered_by"], -1);
    }),
    Corruption::new("leaves a day early", "leaves", &[], |plan| {
        parcel(plan, "S13")["leaves"] = json!("2026-04-27");
    }),
    Corruption::new("arrives a day early", "arrives", &[], |plan| {
        parcel(plan, "S13")["arrives"] = json!("2026-04-29");
    }),
    Corruption::new("an item behind, from a vehicle with room", "unserved_reason", &[], |plan| {
        leave(plan, "S03", 1, &json!({"vehicle_full": {"crates": 1}}));
    }),
    Corruption::new("an item behind for a thousand crates", "unserved_reason", &[], |plan| {
        leave(plan, "S03", 1, &json!({"vehicle_full": {"crates": 1000}}));
    }),
    Corruption::new("an item behind where empties stand", "unserved_reason", &[], |plan| {
        leave(plan, "S13", 1, &json!({"no_empty_crates": {"crates": 1}}));
    }),
    Corruption::new(
        "an item behind for want of crates at the hub",
        "unserved_reason",
        &[],
        |plan| {
            leave(plan, "S03", 1, &json!({"no_empty_crates": {"crates": 1}}));
        },
    ),
    Corruption::new("a book too large for a crate", "unserved_reason", &[], |plan| {
        leave(plan, "S03", 1, &json!("oversize"));
    }),
    Corruption::new("an item behind where a visit comes", "unserved_reason", &[], |plan| {
        leave(plan, "S03", 1, &json!("no_visit"));
    }),
    Corruption::new("a visit missing that is made", "unserved_reason", &[], |plan| {
        let reason = json!({"no_route_fits": {"short_seconds": 60}});
        let line = json!({"visit": {"place": "EMM", "reason": reason}});
        list(&mut plan["unserved"]).push(line);
    }),
    Corruption::new("more items behind than there are", "unserved_items", UNSERVED, |plan| {
        leave(plan, "S03", 1, &json!("oversize"));
        plan["unserved"][0]["parcel"]["items"] = json!(33);
    }),
    Corruption::new("no items behind", "unserved_items", UNSERVED, |plan| {
        leave(plan, "S03", 0, &json!("oversize"));
    }),
    Corruption::new("items behind twice for one reason", "unserved_items", UNSERVED, |plan| {
        leave(plan, "S03", 1, &json!("oversize"));
        leave(plan, "S03", 1, &json!("oversize"));
    }),
];

const UNSERVED: &[&str] = &["unserved_reason", "delivery_contents"];
