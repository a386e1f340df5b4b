//! Random problems that are small enough to try everything.

use crate::random::{RngExt as _, Seed, Stream};
use crate::vrp::{Client, DaySet, FREE, Problem, ProblemParts, Profile, VehicleType};

const NONE: i64 = i64::MAX / 8;

/// A problem of 2 to 7 clients with sets of days, loads, types of vehicles and, sometimes, a
/// limit of duration, paid time, clients that may be left out or closed to a type.
pub(in crate::bounds) fn tiny(number: u64) -> ProblemParts {
    let mut draw = Seed(9).stream("bounds", number);
    let days = draw.random_range(1..=3_usize);
    let clients = draw.random_range(2..=7_u32);
    let nodes = clients as usize + 1;
    let points: Vec<[i32; 2]> =
        (0..nodes).map(|_| [draw.random_range(0..100), draw.random_range(0..100)]).collect();
    let matrix = |times: f64| {
        let leg = |from: &[i32; 2], to: &[i32; 2]| {
            let [x, y] = [from[0] - to[0], from[1] - to[1]].map(f64::from);
            #[expect(clippy::cast_possible_truncation, reason = "a length below 200")]
            let length = (x.hypot(y) * times).round() as i32;
            length
        };
        points.iter().flat_map(|from| points.iter().map(move |to| leg(from, to))).collect()
    };
    let duration = draw.random_bool(0.5).then(|| matrix(0.7));
    let distance: Vec<i32> = matrix(1.0);
    let kinds = draw.random_range(1..=2);
    ProblemParts {
        days,
        nodes,
        profiles: vec![Profile { distance, duration, hours: Vec::new() }],
        clients: (1..=clients).map(|node| client(&mut draw, node, days)).collect(),
        vehicles: (0..kinds).map(|_| vehicle(&mut draw)).collect(),
        flows: None,
    }
}

fn client(draw: &mut Stream, node: u32, days: usize) -> Client {
    let all: DaySet = (1 << days) - 1;
    let mut patterns: Vec<DaySet> =
        (0..draw.random_range(1..=3)).map(|_| draw.random_range(1..=all)).collect();
    patterns.sort_unstable();
    patterns.dedup();
    let mut client = Client::new(node, patterns);
    client.delivery = [draw.random_range(0..=4), 0];
    client.pickup = [draw.random_range(0..=4), 0];
    client.service = draw.random_range(0..=10);
    client.prize = draw.random_bool(0.1).then(|| draw.random_range(20..=200));
    client
}

fn vehicle(draw: &mut Stream) -> VehicleType {
    let mut of = VehicleType::new(draw.random_range(1..=2), 0, [draw.random_range(6..=14), FREE]);
    if draw.random_bool(0.3) {
        of.duration_max = draw.random_range(200..=350);
    }
    if draw.random_bool(0.3) {
        (of.idle_price, of.duration_price, of.loading) = (1, 2, 5);
    }
    of.fixed_price = if draw.random_bool(0.3) { 40 } else { 0 };
    of
}

/// The least cost of all solutions; `None` where there is none.
pub(in crate::bounds) fn optimum(parts: &ProblemParts) -> Option<i64> {
    Problem::new(parts.clone()).expect("the parts have no faults");
    let sets = 1 << parts.clients.len();
    let mut day_cost = vec![NONE; sets];
    day_cost[0] = 0;
    for of in &parts.vehicles {
        let mut route = vec![NONE; sets];
        route[0] = 0;
        let load = of.loading + of.unloading;
        let start = [of.fixed_price + i64::from(load) * of.idle_price, i64::from(load)];
        drive(parts, of, &mut route, (0, of.start, start));
        for _ in 0..of.count {
            day_cost = (0..sets)
                .map(|set| {
                    let parts = (0..sets).filter(|part| part & !set == 0);
                    parts.map(|part| route[part] + day_cost[set ^ part]).min().unwrap_or(NONE)
                })
                .collect();
        }
    }
    let best = choose(parts, &day_cost, 0, &mut vec![0; parts.days]);
    (best < NONE).then_some(best)
}

/// Drives on from a node in all orders, and keeps the least cost of each set of clients.
fn drive(
    parts: &ProblemParts,
    of: &VehicleType,
    route: &mut [i64],
    (set, node, [cost, time]): (usize, u32, [i64; 2]),
) {
    let profile = &parts.profiles[0];
    let leg = |to: u32| {
        let place = node as usize * parts.nodes + to as usize;
        let distance = i64::from(profile.distance[place]);
        let duration = profile.duration.as_ref().map_or(distance, |all| i64::from(all[place]));
        [distance * of.distance_price + duration * of.duration_price, duration]
    };
    if set != 0 && time + leg(of.end)[1] <= i64::from(of.duration_max) {
        route[set] = route[set].min(cost + leg(of.end)[0]);
    }
    for (at, client) in parts.clients.iter().enumerate().filter(|(at, _)| set >> at & 1 == 0) {
        let next = set | 1 << at;
        let on_route = parts.clients.iter().enumerate().filter(|(at, _)| next >> at & 1 == 1);
        let (bring, take) = on_route
            .fold((0, 0), |(bring, take), (_, of)| (bring + of.delivery[0], take + of.pickup[0]));
        if bring.max(take) > of.capacity[0] {
            continue;
        }
        let service = i64::from(client.service);
        let [way, duration] = leg(client.node);
        let on = [cost + way + service * of.idle_price, time + duration + service];
        drive(parts, of, route, (next, client.node, on));
    }
}

fn choose(parts: &ProblemParts, day_cost: &[i64], at: usize, days: &mut Vec<usize>) -> i64 {
    let Some(client) = parts.clients.get(at) else {
        return days.iter().map(|set| day_cost[*set]).sum::<i64>().min(NONE);
    };
    let out = client.prize.map(|prize| prize + choose(parts, day_cost, at + 1, days));
    let mut best = out.unwrap_or(NONE);
    for pattern in &client.patterns {
        for (day, set) in days.iter_mut().enumerate() {
            *set |= usize::from(pattern >> day & 1 == 1) << at;
        }
        best = best.min(choose(parts, day_cost, at + 1, days));
        for set in days.iter_mut() {
            *set &= !(1 << at);
        }
    }
    best
}
