//! A day in the pragmatic format of vrp-cli: problem, matrix and solution.
//!
//! A stop that brings and takes is two jobs, since a job of both is a ride from pickup to delivery
//! there.

use serde_json::{Value, json};

use super::day::{Day, DayRoute, DayStop};
use crate::index::Index as _;

const PROFILE: &str = "road";
const SECONDS_PER_DAY: i64 = 86_400;

/// Jobs and fleet.
pub(super) fn problem(day: &Day<'_>) -> Vec<u8> {
    let jobs: Vec<Value> = day.stops().flat_map(|stop| jobs(day, stop)).collect();
    let vehicle = |route: &DayRoute<'_>| {
        let vehicle = route.vehicle;
        json!({
            "typeId": vehicle.code,
            "vehicleIds": [vehicle_id(route)],
            "profile": { "matrix": PROFILE },
            "costs": {
                "fixed": decimal(vehicle.day_price.0),
                "distance": vehicle.cents_per_km as f64 / 100_000.0,
                "time": 0.0,
            },
            "shifts": [{
                "start": {
                    "earliest": moment(
                        day,
                        vehicle.shift.open.plus(day.loading()).since_midnight().0,
                    ),
                    "location": { "index": 0 },
                },
                "end": {
                    "latest": moment(day, vehicle.shift.close.since_midnight().0),
                    "location": { "index": 0 },
                },
            }],
            "capacity": [vehicle.crates.0],
        })
    };
    bytes(&json!({
        "plan": { "jobs": jobs },
        "fleet": {
            "vehicles": day.routes.iter().map(vehicle).collect::<Value>(),
            "profiles": [{ "name": PROFILE }],
        },
    }))
}

/// The ways of the day, row by row.
pub(super) fn matrix(day: &Day<'_>) -> Vec<u8> {
    let flat = |rows: &[Vec<i64>]| rows.iter().flatten().copied().collect::<Vec<i64>>();
    bytes(&json!({
        "profile": PROFILE,
        "travelTimes": flat(&day.seconds),
        "distances": flat(&day.metres),
    }))
}

/// The routes of the plan.
pub(super) fn solution(day: &Day<'_>) -> Vec<u8> {
    let tours: Vec<Value> = day.routes.iter().map(|route| tour(day, route)).collect();
    let statistics: Vec<[i64; 6]> = day.routes.iter().map(|route| figures(day, route)).collect();
    let mut total = [0; 6];
    for figures in &statistics {
        for (sum, figure) in total.iter_mut().zip(figures) {
            *sum += figure;
        }
    }
    bytes(&json!({ "statistic": statistic(total), "tours": tours }))
}

/// Cents, metres, seconds in all, driving, serving, waiting.
fn figures(day: &Day<'_>, route: &DayRoute<'_>) -> [i64; 6] {
    let vehicle = route.vehicle;
    let cents = vehicle.day_price.0 + (vehicle.cents_per_km * route.distance + 999) / 1_000;
    let (driving, serving) = (route.driving(day), route.serving());
    let waiting = (route.duration() - driving - serving - route.pauses).max(0);
    [cents, route.distance, route.duration(), driving, serving, waiting]
}

fn statistic([cents, metres, seconds, driving, serving, waiting]: [i64; 6]) -> Value {
    json!({
        "cost": decimal(cents),
        "distance": metres,
        "duration": seconds,
        "times": {
            "driving": driving,
            "serving": serving,
            "waiting": waiting,
            "break": seconds - driving - serving - waiting,
            "commuting": 0,
            "parking": 0,
        },
    })
}

fn tour(day: &Day<'_>, route: &DayRoute<'_>) -> Value {
    let start = route.departure.since_midnight().0;
    let (mut load, mut driven, mut node) = (route.loaded(), 0, 0);
    let mut stops = vec![json!({
        "location": { "index": 0 },
        "time": { "arrival": moment(day, start), "departure": moment(day, start) },
        "distance": 0,
        "load": [load],
        "activities": [{ "jobId": "departure", "type": "departure" }],
    })];
    for stop in &route.stops {
        load += stop.crates[1] - stop.crates[0];
        driven += day.metres[node][stop.at];
        node = stop.at;
        let activities: Vec<Value> =
            tasks(stop).map(|(id, kind, _)| json!({ "jobId": id, "type": kind })).collect();
        stops.push(json!({
            "location": { "index": stop.at },
            "time": { "arrival": moment(day, stop.arrival), "departure": moment(day, stop.end) },
            "distance": driven,
            "load": [load],
            "activities": activities,
        }));
    }
    driven += day.metres[node][0];
    let back = route.back.since_midnight().0;
    stops.push(json!({
        "location": { "index": 0 },
        "time": { "arrival": moment(day, back), "departure": moment(day, back) },
        "distance": driven,
        "load": [0],
        "activities": [{ "jobId": "arrival", "type": "arrival" }],
    }));
    json!({
        "vehicleId": vehicle_id(route),
        "typeId": route.vehicle.code,
        "shiftIndex": 0,
        "stops": stops,
        "statistic": statistic(figures(day, route)),
    })
}

fn jobs(day: &Day<'_>, stop: &DayStop<'_>) -> Vec<Value> {
    let mut service = stop.end - stop.start;
    let mut jobs = Vec::new();
    for (id, kind, crates) in tasks(stop) {
        let mut place = json!({ "location": { "index": stop.at }, "duration": service });
        if !stop.windows.is_empty() {
            let window =
                |[open, close]: &[i64; 2]| json!([moment(day, *open), moment(day, *close)]);
            place["times"] = stop.windows.iter().map(window).collect();
        }
        // The time of the stop is that of its first job.
        service = 0;
        let list = if kind == "delivery" { "deliveries" } else { "pickups" };
        let mut job = json!({ "id": id });
        job[list] = json!([{ "places": [place], "demand": [crates] }]);
        jobs.push(job);
    }
    jobs
}

/// The jobs of a stop: what it brings, then what it takes; at least the first.
fn tasks(stop: &DayStop<'_>) -> impl Iterator<Item = (String, &'static str, i64)> {
    let name = |end: &str| format!("{}-{}-{end}", stop.id, stop.place.code);
    let brings = (name("in"), "delivery", stop.crates[0]);
    let takes = (stop.crates[1] > 0).then(|| (name("out"), "pickup", stop.crates[1]));
    std::iter::once(brings).chain(takes)
}

fn vehicle_id(route: &DayRoute<'_>) -> String {
    format!("{}-{}", route.vehicle.code, route.index.position() + 1)
}

/// A moment of the day as the format has them; the zone is ours and stands for civil time.
fn moment(day: &Day<'_>, seconds: i64) -> String {
    let date = day.date.plus_days(seconds.div_euclid(SECONDS_PER_DAY));
    let of_day = seconds.rem_euclid(SECONDS_PER_DAY);
    format!("{date}T{:02}:{:02}:{:02}Z", of_day / 3_600, of_day / 60 % 60, of_day % 60)
}

fn decimal(cents: i64) -> f64 {
    cents as f64 / 100.0
}

fn bytes(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}
