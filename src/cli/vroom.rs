//! The response format of VROOM, beside the keys of every solution.
//!
//! Moments and durations are seconds and costs are VROOM's, rounded to the nearest. A `distance`
//! is given where the search went by distances.

use serde_json::{Value, json};

use super::instances;
use crate::app::Solved;
use crate::check::instance::{judge, timetable};
use crate::model::instance::{Customer, Fleet, Instance, Loads, Tour, Tours};

/// The document of `solve` for a problem in VROOM's form.
pub(super) fn response(solved: &Solved) -> String {
    let instance = &solved.instance;
    let routes: Vec<Route<'_>> =
        solved.tours.tours.iter().map(|tour| Route::of(instance, tour)).collect();
    let mut document = instances::document(solved);
    let unassigned = solved.tours.absent.iter().map(|&rank| {
        let customer = &instance.customers[rank];
        json!({ "id": customer.number, "location_index": customer.node, "type": "job" })
    });
    let all = |key: fn(&Route<'_>) -> i64| routes.iter().map(key).sum::<i64>();
    document["code"] = json!(0);
    // Prizes of jobs left out are ours, and no cost of VROOM's.
    document["cost"] = json!(all(|route| route.cost));
    document["summary"] = json!({
        "cost": all(|route| route.cost),
        "routes": routes.len(),
        "unassigned": solved.tours.absent.len(),
        "setup": 0,
        "service": all(|route| route.service),
        "duration": all(|route| route.duration),
        "waiting_time": all(|route| route.waiting),
        "violations": [],
        "computing_times": { "solving": milliseconds(solved.seconds) },
    });
    document["unassigned"] = unassigned.collect();
    if let Some(plain) = document["routes"].as_array_mut() {
        for (route, document) in routes.iter().zip(plain) {
            route.add_to(document);
        }
    }
    format!("{document:#}\n")
}

/// A route in VROOM's words.
struct Route<'solved> {
    instance: &'solved Instance,
    fleet: &'solved Fleet,
    stops: Vec<&'solved Customer>,
    steps: Vec<Value>,
    cost: i64,
    service: i64,
    duration: i64,
    waiting: i64,
}

impl<'solved> Route<'solved> {
    fn of(instance: &'solved Instance, tour: &Tour) -> Self {
        let fleet = &instance.fleets[tour.fleet];
        let stops: Vec<&Customer> =
            tour.customers.iter().map(|&rank| &instance.customers[rank]).collect();
        let times = timetable(instance, tour);
        let mut route = Self {
            instance,
            fleet,
            steps: Vec::new(),
            cost: whole(cost(instance, tour)),
            service: whole(stops.iter().map(|stop| stop.service).sum()),
            duration: whole(times.moments.last().map_or(0.0, |end| end.driven)),
            waiting: whole(times.moments.iter().map(|moment| moment.wait).sum()),
            stops,
        };
        let mut load = route.stops.iter().fold([0; 2], |sum, stop| added(sum, stop.delivery));
        let place = route.place(fleet.start);
        let begin = times.departure;
        route.step("start", place, load, &json!({ "arrival": whole(begin), "duration": 0 }));
        for (rank, moment) in times.moments.iter().enumerate() {
            let at = json!({
                "arrival": whole(moment.arrival),
                "duration": whole(moment.driven),
                "waiting_time": whole(moment.wait),
            });
            let Some(&stop) = route.stops.get(rank) else {
                let place = route.place(fleet.end);
                route.step("end", place, load, &at);
                break;
            };
            load = added(load, [-stop.delivery[0], -stop.delivery[1]]);
            load = added(load, stop.pickup);
            route.step("job", Some(stop.node), load, &at);
            if let Some(step) = route.steps.last_mut() {
                step["id"] = json!(stop.number);
                step["job"] = json!(stop.number);
                step["service"] = json!(whole(stop.service));
            }
        }
        route
    }

    /// The index of a location; `None` for the node that is nowhere.
    fn place(&self, node: usize) -> Option<usize> {
        Some(node).filter(|node| node + 1 < self.instance.nodes())
    }

    /// A step; a vehicle that begins or ends nowhere has none there.
    fn step(&mut self, kind: &str, place: Option<usize>, load: Loads, at: &Value) {
        let Some(place) = place else { return };
        let mut step = json!({
            "type": kind,
            "location_index": place,
            "setup": 0,
            "service": 0,
            "waiting_time": 0,
            "load": self.loads(load),
            "violations": [],
        });
        for key in ["arrival", "duration", "waiting_time"] {
            if let Some(value) = at.get(key) {
                step[key] = value.clone();
            }
        }
        self.steps.push(step);
    }

    /// As many amounts as the vehicle has capacities.
    fn loads(&self, loads: Loads) -> Vec<i64> {
        let limited = self.fleet.capacity.iter().filter(|capacity| capacity.is_some()).count();
        loads[..limited].to_vec()
    }

    fn add_to(&self, document: &mut Value) {
        let delivery = self.stops.iter().fold([0; 2], |sum, stop| added(sum, stop.delivery));
        let pickup = self.stops.iter().fold([0; 2], |sum, stop| added(sum, stop.pickup));
        document["cost"] = json!(self.cost);
        document["setup"] = json!(0);
        document["service"] = json!(self.service);
        document["duration"] = json!(self.duration);
        document["waiting_time"] = json!(self.waiting);
        document["delivery"] = json!(self.loads(delivery));
        document["amount"] = json!(self.loads(delivery));
        document["pickup"] = json!(self.loads(pickup));
        document["violations"] = json!([]);
        document["steps"] = json!(self.steps);
    }
}

fn cost(instance: &Instance, tour: &Tour) -> f64 {
    let alone = Tours { tours: vec![tour.clone()], absent: Vec::new() };
    judge(instance, &alone).cost
}

fn added(one: Loads, other: Loads) -> Loads {
    [one[0] + other[0], one[1] + other[1]]
}

fn milliseconds(seconds: f64) -> i64 {
    whole(seconds * 1_000.0)
}

#[expect(clippy::cast_possible_truncation, reason = "clamped far below the range of the integers")]
fn whole(number: f64) -> i64 {
    const MOST: f64 = 1e15;
    number.round().clamp(-MOST, MOST) as i64
}
