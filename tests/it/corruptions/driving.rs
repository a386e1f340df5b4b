//! Corrupted times, breaks, vehicles, drivers and costs.

use serde_json::{Value, json};

use super::Corruption;
use super::stored::{add, first_visit, later, list, number, position, sort, stop};

/// What follows when a route takes longer.
const LONGER: &[&str] = &["work_break", "shift_close", "window", "cost"];

/// What may follow when another vehicle drives a route.
const OTHER_VEHICLE: &[&str] = &["order", "cost", "load_crates", "load_mass"];

/// Twelve o'clock, when Roden closes for lunch.
const NOON: i64 = 12 * 3_600;

fn first_break(plan: &mut Value) -> &mut Value {
    &mut plan["routes"][0]["breaks"][0]
}

/// The first route that visits a place.
fn route_to<'a>(plan: &'a mut Value, place: &str) -> &'a mut Value {
    let visit = first_visit(plan, place);
    let (route, _) = stop(plan, visit);
    &mut plan["routes"][route]
}

pub(super) const TABLE: &[Corruption] = &[
    Corruption::new(
        "a trolley place on a route",
        "leg_way",
        &[
            "visit_route",
            "visit_spacing",
            "collected_by",
            "delivered_by",
            "leaves",
            "arrives",
            "pickup_contents",
            "delivery_contents",
            "leg_time",
            "distance",
            "cost",
        ],
        |plan| {
            let visit = first_visit(plan, "ASN");
            plan["visits"][visit]["route"] = json!(1);
            plan["visits"][visit]["date"] = plan["routes"][1]["date"].clone();
            list(&mut plan["routes"][1]["visits"]).push(json!(visit));
            sort(plan);
        },
    ),
    Corruption::new("an arrival a second early", "leg_time", &[], |plan| {
        let visit = first_visit(plan, "EMM");
        add(&mut plan["visits"][visit]["arrival_seconds"], -1);
    }),
    Corruption::new("back a second early", "leg_time", &["cost"], |plan| {
        add(&mut plan["routes"][0]["back_seconds"], -1);
    }),
    Corruption::new("two stops swapped on the road", "leg_time", STOPS, |plan| {
        let (place, other) =
            (plan["visits"][0]["place"].clone(), plan["visits"][1]["place"].clone());
        plan["visits"][0]["place"] = other;
        plan["visits"][1]["place"] = place;
    }),
    Corruption::new("a metre less of distance", "distance", &[], |plan| {
        add(&mut plan["routes"][0]["distance_metres"], -1);
    }),
    Corruption::new("service before the arrival", "start", &["cost"], |plan| {
        let visit = first_visit(plan, "EMM");
        later(plan, visit, -1);
    }),
    Corruption::new("service a second short", "service_time", &["leg_time", "cost"], |plan| {
        let visit = first_visit(plan, "EMM");
        add(&mut plan["visits"][visit]["end_seconds"], -1);
    }),
    Corruption::new("a second late at a closing time", "window", LONGER, |plan| {
        let visit = first_visit(plan, "ROD");
        let seconds = NOON + 1 - number(&plan["visits"][visit]["end_seconds"]);
        later(plan, visit, seconds);
    }),
    Corruption::new("a second before the opening time", "window", &["leg_time"], |plan| {
        let visit = first_visit(plan, "KLA");
        for key in ["arrival_seconds", "start_seconds", "end_seconds"] {
            add(&mut plan["visits"][visit][key], -1);
        }
    }),
    Corruption::new("loading a second before the shift", "shift_open", &["leg_time"], |plan| {
        let early = 7 * 3_600 + 30 * 60 - 1;
        plan["routes"][0]["departure_seconds"] = json!(early);
    })
    .with(&["cost"]),
    Corruption::new(
        "a vehicle whose shift begins later",
        "shift_open",
        &["driving_break"],
        |plan| {
            plan["routes"][0]["vehicle"] = json!("LAT");
        },
    ),
    Corruption::new(
        "a vehicle whose shift ends early",
        "shift_close",
        &["driving_break"],
        |plan| {
            plan["routes"][0]["vehicle"] = json!("EAR");
        },
    ),
    Corruption::new("a vehicle for short routes", "route_max", &[], |plan| {
        plan["routes"][0]["vehicle"] = json!("SHO");
    }),
    Corruption::new("a driver with a short day", "driver_day", &[], |plan| {
        plan["routes"][0]["driver"] = json!("D4");
    }),
    Corruption::new("a driver with a short week", "driver_week", &[], |plan| {
        plan["routes"][0]["driver"] = json!("D6");
    }),
    Corruption::new("a break a minute late", "break_start", &[], |plan| {
        add(&mut first_break(plan)["start_seconds"], 60);
    }),
    Corruption::new("a break missing", "driving_break", BREAK, |plan| {
        list(&mut plan["routes"][0]["breaks"]).clear();
    }),
    Corruption::new("a break a second short", "driving_break", BREAK, |plan| {
        add(&mut first_break(plan)["duration_seconds"], -1);
    }),
    Corruption::new("a van without a break", "work_break", BREAK, |plan| {
        plan["routes"][0]["vehicle"] = json!("VAN");
        list(&mut plan["routes"][0]["breaks"]).clear();
    }),
    Corruption::new("a vehicle twice on one day", "vehicle_once", DOUBLED, |plan| {
        split_route(plan);
        plan["routes"][1]["driver"] = json!("D2");
    }),
    Corruption::new("a driver twice on one day", "driver_once", DOUBLED, |plan| {
        split_route(plan);
        plan["routes"][1]["vehicle"] = json!("VAN");
    }),
    Corruption::new("a vehicle in the garage", "vehicle_available", &[], |plan| {
        plan["routes"][0]["vehicle"] = json!("GAR");
    }),
    Corruption::new("a driver on a free day", "driver_available", &[], |plan| {
        plan["routes"][0]["driver"] = json!("D5");
    }),
    Corruption::new("a licence too low", "licence", &[], |plan| {
        plan["routes"][0]["driver"] = json!("D3");
    }),
    Corruption::new(
        "a van that the zone of Roden does not admit",
        "emission_zone",
        OTHER_VEHICLE,
        |plan| {
            route_to(plan, "ROD")["vehicle"] = json!("DSL");
        },
    ),
    Corruption::new("a battery that is empty on the way", "range", OTHER_VEHICLE, |plan| {
        route_to(plan, "ROD")["vehicle"] = json!("ELE");
    }),
    Corruption::new("a cent more for vehicle days", "cost", &[], |plan| {
        add(&mut plan["cost"]["vehicle_days_cents"], 1);
    }),
    Corruption::new("a cent more for distance", "cost", &[], |plan| {
        add(&mut plan["cost"]["distance_cents"], 1);
    }),
    Corruption::new("a cent less for driving", "cost", &[], |plan| {
        add(&mut plan["cost"]["driving_time_cents"], -1);
    }),
    Corruption::new("a cent more for service", "cost", &[], |plan| {
        add(&mut plan["cost"]["service_time_cents"], 1);
    }),
    Corruption::new("a cent less for lead time", "cost", &[], |plan| {
        add(&mut plan["cost"]["lead_time_cents"], -1);
    }),
    Corruption::new("a cent less for late arrival", "cost", &[], |plan| {
        add(&mut plan["cost"]["late_arrival_cents"], -1);
    }),
    Corruption::new("a cent more for crates", "cost", &[], |plan| {
        add(&mut plan["cost"]["crate_handling_cents"], 1);
    }),
    Corruption::new("a cent more for items", "cost", &[], |plan| {
        add(&mut plan["cost"]["item_handling_cents"], 1);
    }),
    Corruption::new("a cent moved between two terms", "cost", &[], |plan| {
        add(&mut plan["cost"]["outside_cents"], 1);
        add(&mut plan["cost"]["lead_time_cents"], -1);
    }),
];

/// What follows when two places change their visits.
const STOPS: &[&str] = &[
    "distance",
    "window",
    "visit_count",
    "collected_by",
    "delivered_by",
    "leaves",
    "arrives",
    "pickup_contents",
    "delivery_contents",
    "crates_at_place",
    "driving_break",
    "service_time",
    "cost",
];

/// What follows when a break is shorter and the times stay.
const BREAK: &[&str] = &["work_break", "leg_time", "driver_week", "cost"];

/// What follows when a route is cut in two.
const DOUBLED: &[&str] =
    &["leg_time", "distance", "mixed_crate", "break_start", "driving_break", "work_break", "cost"];

/// Makes a route of its own of the last visit of the first route.
fn split_route(plan: &mut Value) {
    let last = list(&mut plan["routes"][0]["visits"]).pop().expect("a visit");
    let mut route = plan["routes"][0].clone();
    route["visits"] = json!([last]);
    route["breaks"] = json!([]);
    route["mixed_crates"] = json!([]);
    for visit in list(&mut plan["visits"]) {
        if visit["route"] == 1 {
            visit["route"] = json!(2);
        }
    }
    plan["visits"][position(&last)]["route"] = json!(1);
    list(&mut plan["routes"]).insert(1, route);
}
