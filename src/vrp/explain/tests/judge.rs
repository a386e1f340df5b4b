//! Weeks judged by driving each route, minute by minute, from every begin.

use std::collections::BTreeMap;

use super::weeks::DAYS;
use crate::vrp::{DaySet, End, Opening, Position, ProblemParts};

/// Routes by day and vehicle; who is out is on none.
pub(super) type Routes = BTreeMap<(usize, usize), Vec<u32>>;

/// A week's cost and what it exceeds, by limit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Judged {
    pub(super) cost: i64,
    pub(super) keeps_limits: bool,
}

/// What each visit brings and takes and how many crates are handled, and the price of lead time,
/// by walking through two weeks of the same days.
pub(super) struct Carried {
    brings: BTreeMap<(usize, u32), [i64; 2]>,
    takes: BTreeMap<(usize, u32), [i64; 2]>,
    lead: i64,
}

pub(super) fn carried(parts: &ProblemParts, days: &[DaySet]) -> Carried {
    let mut of = Carried { brings: BTreeMap::new(), takes: BTreeMap::new(), lead: 0 };
    let Some(flows) = &parts.flows else { return of };
    let visited = |client: u32, day: usize| days[client as usize] >> (day % DAYS) & 1 == 1;
    for flow in &flows.flows {
        let (mut left, mut at_hub, mut arrived) = (None, None, None);
        if flow.from == End::Depot {
            at_hub = Some(flow.ready as usize);
        }
        for day in flow.ready as usize..2 * DAYS {
            if let End::Client(from) = flow.from
                && left.is_none()
                && visited(from, day)
            {
                left = Some(day);
                at_hub = Some(day + 1);
                *of.takes.entry((day, from)).or_default() =
                    sum(of.takes.get(&(day, from)), flow.goods);
            }
            let here = match flow.to {
                End::Client(to) => at_hub.is_some_and(|hub| hub <= day) && visited(to, day),
                _ => left == Some(day),
            };
            if arrived.is_none() && here {
                arrived = Some(day);
                if let End::Client(to) = flow.to {
                    *of.brings.entry((day, to)).or_default() =
                        sum(of.brings.get(&(day, to)), flow.goods);
                }
            }
        }
        let arrived = i64::try_from(arrived.unwrap_or(2 * DAYS)).expect("a day");
        let days = arrived - i64::from(flow.ready);
        of.lead += days * flow.price_per_day;
    }
    of
}

pub(super) fn sum(before: Option<&[i64; 2]>, more: [i64; 2]) -> [i64; 2] {
    let before = before.copied().unwrap_or_default();
    [before[0] + more[0], before[1] + more[1]]
}

/// Crates of 10 rooms or 8 masses, with a tare of 1.
pub(super) fn crates(goods: Option<&[i64; 2]>) -> [i64; 2] {
    let goods = goods.copied().unwrap_or_default();
    let crates = ((goods[0] + 9) / 10).max((goods[1] + 7) / 8);
    [crates, goods[1] + crates]
}

pub(super) fn judge(parts: &ProblemParts, days: &[DaySet], routes: &Routes) -> Judged {
    let carried = carried(parts, days);
    let mut judged = Judged { cost: carried.lead, keeps_limits: true };
    for ((day, vehicle), clients) in routes.iter().filter(|(_, clients)| !clients.is_empty()) {
        match judge_route(parts, (*day, *vehicle), clients, &carried) {
            Some(cost) => judged.cost += cost,
            None => judged.keeps_limits = false,
        }
    }
    if let Some(flows) = &parts.flows {
        for (client, set) in (0..).zip(days).filter(|(_, set)| **set != 0) {
            let first = set.trailing_zeros() as usize;
            let taken = crates(carried.takes.get(&(first, client)))[0];
            let empties = i64::from(flows.handling[client as usize].empties);
            judged.keeps_limits &= taken <= empties;
        }
    }
    judged
}

/// The cost of a route that keeps all limits.
pub(super) fn judge_route(
    parts: &ProblemParts,
    (day, number): (usize, usize),
    clients: &[u32],
    carried: &Carried,
) -> Option<i64> {
    let vehicle = &parts.vehicles[number];
    let of = |client: &u32| &parts.clients[*client as usize];
    let brings = |client: &u32| {
        let crates = crates(carried.brings.get(&(day, *client)));
        [0, 1].map(|dimension| crates[dimension] + i64::from(of(client).delivery[dimension]))
    };
    let takes = |client: &u32| {
        let crates = crates(carried.takes.get(&(day, *client)));
        [0, 1].map(|dimension| crates[dimension] + i64::from(of(client).pickup[dimension]))
    };
    for dimension in 0..2 {
        let most = i64::from(vehicle.capacity[dimension]);
        for leg in 0..=clients.len() {
            let out: i64 = clients[leg..].iter().map(|client| brings(client)[dimension]).sum();
            let back: i64 = clients[..leg].iter().map(|client| takes(client)[dimension]).sum();
            if out + back > most {
                return None;
            }
        }
    }
    let nodes: Vec<usize> = std::iter::once(0)
        .chain(clients.iter().map(|client| of(client).node as usize))
        .chain([0])
        .collect();
    let leg = |pair: &[usize]| parts.profiles[0].distance[pair[0] * parts.nodes + pair[1]];
    let legs: Vec<i32> = nodes.windows(2).map(leg).collect();
    let distance: i32 = legs.iter().sum();
    if distance > vehicle.distance_max {
        return None;
    }
    let service: Vec<i32> = clients
        .iter()
        .map(|client| {
            let each = parts
                .flows
                .as_ref()
                .map_or(0, |flows| flows.handling[*client as usize].service_per_crate);
            let handled = crates(carried.brings.get(&(day, *client)))[0]
                .max(crates(carried.takes.get(&(day, *client)))[0]);
            of(client).service + each * 2 * i32::try_from(handled).expect("few crates")
        })
        .collect();
    let begins = vehicle.shift.open..=vehicle.shift.close;
    let by_time = begins
        .filter_map(|begin| {
            let (mut clock, mut late) = (begin + vehicle.loading, 0);
            for (rank, client) in clients.iter().enumerate() {
                clock += legs[rank];
                let opening = of(client).openings.iter().find(|o| o.days >> day & 1 == 1);
                let Opening { window, late: end, .. } = *opening.expect("each day has one");
                late += i64::from((clock - end.due).max(0)) * end.price;
                clock = clock.max(window.open);
                // The fixed service may begin at the latest at the close if nothing is handled.
                if clock + service[rank] > window.close + of(client).service {
                    return None;
                }
                clock += service[rank];
            }
            clock += legs[clients.len()] + vehicle.unloading;
            let span = clock - begin;
            let cost = i64::from(span - distance) * vehicle.idle_price + late;
            (clock <= vehicle.shift.close && span <= vehicle.duration_max).then_some(cost)
        })
        .min()?;
    Some(vehicle.fixed_price + i64::from(distance) * vehicle.distance_price + by_time)
}

pub(super) fn without(routes: &Routes, client: u32) -> Routes {
    let mut routes = routes.clone();
    for route in routes.values_mut() {
        route.retain(|other| *other != client);
    }
    routes
}

/// Every way to put the visits of some days into the routes.
pub(super) fn insertions(
    parts: &ProblemParts,
    routes: &Routes,
    client: u32,
    days: DaySet,
) -> Vec<Routes> {
    let mut all = vec![routes.clone()];
    for day in (0..DAYS).filter(|day| days >> day & 1 == 1) {
        let mut next = Vec::new();
        for routes in &all {
            for vehicle in 0..parts.vehicles.len() {
                let length = routes.get(&(day, vehicle)).map_or(0, Vec::len);
                for rank in 0..=length {
                    let mut with = routes.clone();
                    with.entry((day, vehicle)).or_default().insert(rank, client);
                    next.push(with);
                }
            }
        }
        all = next;
    }
    all
}

pub(super) fn cheapest(
    parts: &ProblemParts,
    (days, routes): (&[DaySet], &Routes),
    client: u32,
    pattern: DaySet,
) -> Option<i64> {
    let mut days = days.to_vec();
    days[client as usize] = pattern;
    let others = without(routes, client);
    let all = insertions(parts, &others, client, pattern);
    let judged = all.iter().map(|routes| judge(parts, &days, routes));
    judged.filter(|judged| judged.keeps_limits).map(|judged| judged.cost).min()
}

pub(super) fn put_at(routes: &Routes, client: u32, positions: &[Position]) -> Routes {
    let mut routes = without(routes, client);
    for at in positions {
        routes.entry((at.day, at.vehicle)).or_default().insert(at.rank, client);
    }
    routes
}

/// Whether one visit of one of its patterns fits into a gap, on the loads of that pattern.
pub(super) fn fits_somewhere(
    parts: &ProblemParts,
    (days, routes): (&[DaySet], &Routes),
    client: u32,
) -> bool {
    parts.clients[client as usize].patterns.iter().any(|pattern| {
        let mut days = days.to_vec();
        days[client as usize] = *pattern;
        let each_day = (0..DAYS).filter(|day| pattern >> day & 1 == 1);
        each_day
            .flat_map(|day| insertions(parts, routes, client, 1 << day))
            .any(|routes| judge(parts, &days, &routes).keeps_limits)
    })
}
