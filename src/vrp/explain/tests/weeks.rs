//! Random small weeks, routes in them, and limits as tight as the routes allow.

use super::judge::{Routes, judge};
use crate::random::{RngExt as _, Stream};
use crate::vrp::{
    Answer, Broken, Change, Client, CrateMeasure, DaySet, End, Flow, Flows, Handling, Limit,
    Opening, Problem, ProblemParts, Profile, Remedy, RoutePlan, SoftEnd, VehicleType, Window,
};

pub(super) const DAYS: usize = 4;
pub(super) const PATTERNS: [DaySet; 4] = [0b0001, 0b0010, 0b0101, 0b1010];

/// Up to six places on a grid; node 0 is the depot.
pub(super) fn week(random: &mut Stream) -> ProblemParts {
    let clients = random.random_range(2_u32..=6);
    let nodes = clients as usize + 1;
    let place: Vec<[i32; 2]> =
        (0..nodes).map(|_| [random.random_range(0..20), random.random_range(0..20)]).collect();
    let leg = |a: [i32; 2], b: [i32; 2]| (a[0] - b[0]).abs() + (a[1] - b[1]).abs();
    let distance = place.iter().flat_map(|&a| place.iter().map(move |&b| leg(a, b))).collect();
    let client = |node| {
        let first = random.random_range(0..3);
        let mut client = Client {
            delivery: [random.random_range(0..3), random.random_range(0..9)],
            pickup: [random.random_range(0..3), random.random_range(0..9)],
            service: random.random_range(0..5),
            ..Client::new(node, PATTERNS[first..].to_vec())
        };
        for day in 0..DAYS {
            if random.random_bool(0.5) {
                continue;
            }
            let open = random.random_range(0..60);
            let window = Window { open, close: open + random.random_range(20..90) };
            let (due, price) = (open + random.random_range(0..20), random.random_range(0..4));
            let late = SoftEnd { due, price };
            client.openings.push(Opening { days: 1 << day, window, late });
        }
        let named: DaySet = client.openings.iter().map(|opening| opening.days).sum();
        let always = Window { open: 0, close: 300 };
        client.openings.push(Opening { days: !named, ..Opening::daily(always) });
        client
    };
    let clients: Vec<Client> = (1..=clients).map(client).collect();
    let flows = random.random_bool(0.7).then(|| flows(random, clients.len()));
    ProblemParts {
        days: DAYS,
        nodes,
        profiles: vec![Profile { distance, duration: None, hours: Vec::new() }],
        clients,
        vehicles: (0..random.random_range(1..=2)).map(|_| vehicle(random)).collect(),
        flows,
    }
}

pub(super) fn vehicle(random: &mut Stream) -> VehicleType {
    VehicleType {
        fixed_price: random.random_range(0..30),
        distance_price: random.random_range(1..3),
        idle_price: random.random_range(0..3),
        shift: Window { open: random.random_range(0..30), close: random.random_range(120..260) },
        duration_max: random.random_range(100..250),
        distance_max: random.random_range(80..200),
        loading: random.random_range(0..5),
        unloading: random.random_range(0..5),
        ..VehicleType::new(1, 0, [random.random_range(6..20), random.random_range(40..90)])
    }
}

pub(super) fn flows(random: &mut Stream, clients: usize) -> Flows {
    let clients = u32::try_from(clients).expect("few");
    let end = |random: &mut Stream| match random.random_range(0..=clients) {
        0 => End::Depot,
        number => End::Client(number - 1),
    };
    let mut flows = Vec::new();
    for _ in 0..random.random_range(1..12) {
        let (from, to) = (end(random), end(random));
        if from != to {
            flows.push(Flow {
                from,
                to,
                ready: random.random_range(0..4),
                goods: [random.random_range(1..20), random.random_range(1..9)],
                price_per_day: random.random_range(0..9),
                depot_price: 0,
            });
        }
    }
    let handling = |_| Handling {
        service_per_crate: random.random_range(0..2),
        empties: random.random_range(2..6),
    };
    Flows {
        flows,
        sort_days: 1,
        crates: CrateMeasure { holds: [10, 8], tare: 1 },
        handling: (0..clients).map(handling).collect(),
        transfers: None,
    }
}

/// Some routes for all clients but one, each visit in a random gap, if they keep all limits.
pub(super) fn some_routes(
    parts: &ProblemParts,
    random: &mut Stream,
    left_out: Option<u32>,
) -> Option<(Vec<DaySet>, Routes)> {
    let mut routes = Routes::new();
    let mut days = Vec::new();
    for (number, client) in (0_u32..).zip(&parts.clients) {
        if left_out == Some(number) {
            days.push(0);
            continue;
        }
        let pattern = client.patterns[random.random_range(0..client.patterns.len())];
        for day in (0..DAYS).filter(|day| pattern >> day & 1 == 1) {
            let route =
                routes.entry((day, random.random_range(0..parts.vehicles.len()))).or_default();
            route.insert(random.random_range(0..=route.len()), number);
        }
        days.push(pattern);
    }
    Some((days, routes)).filter(|(days, routes)| {
        let mut parts = parts.clone();
        let mut thought = days.clone();
        if let Some(out) = left_out {
            thought[out as usize] = parts.clients[out as usize].patterns[0];
            set_empties(&mut parts, out, 1_000);
        }
        judge(&parts, &thought, routes).keeps_limits
    })
}

pub(super) fn set_empties(parts: &mut ProblemParts, client: u32, empties: i32) {
    if let Some(flows) = &mut parts.flows {
        flows.handling[client as usize].empties = empties;
    }
}

pub(super) fn answer_of(days: &[DaySet], routes: &Routes) -> Answer {
    let plan = |((day, vehicle), clients): (&(usize, usize), &Vec<u32>)| RoutePlan {
        day: *day,
        vehicle: *vehicle,
        number: 0,
        clients: clients.clone(),
        service: vec![0; clients.len()],
        reloads: Vec::new(),
    };
    let absent = (0..).zip(days).filter(|(_, days)| **days == 0).map(|(client, _)| client);
    Answer {
        routes: routes.iter().filter(|(_, clients)| !clients.is_empty()).map(plan).collect(),
        patterns: days.to_vec(),
        absent: absent.collect(),
        cost: 0,
        feasible: true,
        iterations: 0,
    }
}

/// A number of the parts that limits a week.
pub(super) type LimitOf = fn(&mut ProblemParts, usize) -> &mut i32;

/// Some limits as low as the routes allow, or nearly so.
pub(super) fn tighten(
    parts: &mut ProblemParts,
    (days, routes): (&[DaySet], &Routes),
    random: &mut Stream,
) {
    const OF_VEHICLES: [LimitOf; 5] = [
        |parts, at| &mut parts.vehicles[at].capacity[0],
        |parts, at| &mut parts.vehicles[at].capacity[1],
        |parts, at| &mut parts.vehicles[at].distance_max,
        |parts, at| &mut parts.vehicles[at].duration_max,
        |parts, at| &mut parts.vehicles[at].shift.close,
    ];
    for vehicle in 0..parts.vehicles.len() {
        for limit in OF_VEHICLES {
            if random.random_bool(0.3) {
                lower(parts, (days, routes), |parts| limit(parts, vehicle), random);
            }
        }
    }
    let handled = parts.flows.as_ref().map_or(0, |flows| flows.handling.len());
    for client in 0..handled {
        if random.random_bool(0.3) {
            lower(parts, (days, routes), |parts| empties(parts, client), random);
        }
    }
    for client in 0..parts.clients.len() {
        for opening in 0..parts.clients[client].openings.len() {
            if random.random_bool(0.3) {
                lower(
                    parts,
                    (days, routes),
                    |parts| &mut parts.clients[client].openings[opening].window.close,
                    random,
                );
            }
        }
    }
}

pub(super) fn empties(parts: &mut ProblemParts, client: usize) -> &mut i32 {
    &mut parts.flows.as_mut().expect("flows").handling[client].empties
}

/// Lowers one limit to the least that the routes keep, and sometimes a little more.
pub(super) fn lower(
    parts: &mut ProblemParts,
    (days, routes): (&[DaySet], &Routes),
    limit: impl Fn(&mut ProblemParts) -> &mut i32,
    random: &mut Stream,
) {
    let high = *limit(parts);
    let (mut breaks, mut keeps) = (-1, high);
    while keeps - breaks > 1 {
        let middle = breaks + (keeps - breaks) / 2;
        *limit(parts) = middle;
        let sound = Problem::new(parts.clone()).is_ok();
        if sound && judge(parts, days, routes).keeps_limits {
            keeps = middle;
        } else {
            breaks = middle;
        }
    }
    *limit(parts) = (keeps + random.random_range(0..4)).min(high);
}

/// The parts with a remedy, or so much less of it.
pub(super) fn changed(parts: &ProblemParts, remedy: &Remedy, less: i32) -> ProblemParts {
    let mut parts = parts.clone();
    match remedy.change {
        Change::Vehicle => {
            let one_more = parts.vehicles[remedy.at.vehicle].clone();
            parts.vehicles.push(one_more);
        }
        Change::Raise(Broken { limit, over, route, client }) => {
            let by = over - less;
            let (day, vehicle, _) = route.unwrap_or_default();
            let vehicle = &mut parts.vehicles[vehicle];
            match limit {
                Limit::Room => vehicle.capacity[0] += by,
                Limit::Mass => vehicle.capacity[1] += by,
                Limit::Distance => vehicle.distance_max += by,
                Limit::Duration => vehicle.duration_max += by,
                Limit::Shift => vehicle.shift.close += by,
                Limit::Rest => unreachable!("nobody raises it"),
                Limit::Window => {
                    let of = &mut parts.clients[client.expect("a stop's") as usize];
                    let opening =
                        of.openings.iter_mut().find(|opening| opening.days >> day & 1 == 1);
                    let opening = opening.expect("each day has one");
                    let longer = Opening { days: 1 << day, ..*opening };
                    opening.days &= !(1 << day);
                    let window = Window { close: longer.window.close + by, ..longer.window };
                    of.openings.push(Opening { window, ..longer });
                }
                Limit::Empties => {
                    let of = client.expect("a client's") as usize;
                    parts.flows.as_mut().expect("flows").handling[of].empties += by;
                }
            }
        }
    }
    parts
}
