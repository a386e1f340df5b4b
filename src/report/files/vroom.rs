//! A day as a problem of VROOM, and its answer in VROOM's response format.

use serde_json::{Value, json};

use super::day::{Day, DayRoute, DayStop};

/// Jobs, vehicles and matrices. Moments are seconds of the day; amounts are crates.
pub(super) fn problem(day: &Day<'_>) -> Vec<u8> {
    let job = |stop: &DayStop<'_>| {
        let mut job = json!({
            "id": stop.id,
            "description": stop.place.name,
            "location_index": stop.at,
            "location": [stop.place.position.lon, stop.place.position.lat],
            "service": stop.end - stop.start,
            "delivery": [stop.crates[0]],
            "pickup": [stop.crates[1]],
        });
        if !stop.windows.is_empty() {
            job["time_windows"] = json!(stop.windows);
        }
        job
    };
    let hub = &day.province.places()[day.places[0]].position;
    let vehicle = |(number, route): (usize, &DayRoute<'_>)| {
        let (vehicle, shift) = (route.vehicle, route.vehicle.shift);
        json!({
            "id": number + 1,
            "description": vehicle.name,
            "start_index": 0,
            "start": [hub.lon, hub.lat],
            "end_index": 0,
            "end": [hub.lon, hub.lat],
            "capacity": [vehicle.crates.0],
            "time_window": [
                shift.open.plus(day.loading()).since_midnight().0,
                shift.close.since_midnight().0,
            ],
        })
    };
    bytes(&json!({
        "jobs": day.stops().map(job).collect::<Value>(),
        "vehicles": day.routes.iter().enumerate().map(vehicle).collect::<Value>(),
        "matrices": { "car": { "durations": day.seconds, "distances": day.metres } },
    }))
}

/// The routes of the plan, stop by stop.
pub(super) fn solution(day: &Day<'_>) -> Vec<u8> {
    let routes = day.routes.iter().enumerate();
    let routes: Vec<Value> = routes.map(|(number, of)| route(day, number + 1, of)).collect();
    let all = |of: &dyn Fn(&DayRoute<'_>) -> i64| day.routes.iter().map(of).sum::<i64>();
    bytes(&json!({
        "code": 0,
        "summary": {
            "cost": all(&|route| route.driving(day)),
            "routes": routes.len(),
            "unassigned": 0,
            "setup": 0,
            "service": all(&|route| route.serving()),
            "duration": all(&|route| route.driving(day)),
            "waiting_time": all(&|route| waiting(day, route)),
            "distance": all(&|route| route.distance),
            "violations": [],
        },
        "unassigned": [],
        "routes": routes,
    }))
}

fn route(day: &Day<'_>, number: usize, route: &DayRoute<'_>) -> Value {
    let mut load = route.loaded();
    let mut steps = vec![json!({
        "type": "start",
        "location_index": 0,
        "arrival": route.departure.since_midnight().0,
        "load": [load],
    })];
    for stop in &route.stops {
        load += stop.crates[1] - stop.crates[0];
        steps.push(json!({
            "type": "job",
            "id": stop.id,
            "description": stop.place.name,
            "location_index": stop.at,
            "arrival": stop.arrival,
            "waiting_time": stop.start - stop.arrival,
            "service": stop.end - stop.start,
            "load": [load],
        }));
    }
    steps.push(json!({
        "type": "end",
        "location_index": 0,
        "arrival": route.back.since_midnight().0,
        "load": [load],
    }));
    json!({
        "vehicle": number,
        "description": route.vehicle.name,
        "cost": route.driving(day),
        "setup": 0,
        "service": route.serving(),
        "duration": route.driving(day),
        "waiting_time": waiting(day, route),
        "distance": route.distance,
        "violations": [],
        "steps": steps,
    })
}

/// Waiting and breaks: what is neither driving nor service.
fn waiting(day: &Day<'_>, route: &DayRoute<'_>) -> i64 {
    (route.duration() - route.driving(day) - route.serving()).max(0)
}

fn bytes(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}
