//! Reasons against enumeration on small weeks, with an evaluation that shares nothing with the
//! engine: each route is driven here, minute by minute, from every begin.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::random::{Seed, Stream};
use crate::vrp::{
    Answer, Broken, Change, Client, CrateMeasure, DaySet, End, FREE, Flow, Flows, Handling, Limit,
    Opening, Position, Problem, ProblemParts, Profile, Remedy, RoutePlan, Tour, TourStop,
    VehicleType, Window, explain, explain_client,
};

const DAYS: usize = 4;
const PATTERNS: [DaySet; 4] = [0b0001, 0b0010, 0b0101, 0b1010];

/// Up to six places on a grid; node 0 is the depot.
fn week(random: &mut Stream) -> ProblemParts {
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
            client.openings.push(Opening { days: 1 << day, window });
        }
        let named: DaySet = client.openings.iter().map(|opening| opening.days).sum();
        let always = Window { open: 0, close: 300 };
        client.openings.push(Opening { days: !named, window: always });
        client
    };
    let clients: Vec<Client> = (1..=clients).map(client).collect();
    let flows = random.random_bool(0.7).then(|| flows(random, clients.len()));
    ProblemParts {
        days: DAYS,
        nodes,
        profiles: vec![Profile { distance, duration: None }],
        clients,
        vehicles: (0..random.random_range(1..=2)).map(|_| vehicle(random)).collect(),
        flows,
    }
}

fn vehicle(random: &mut Stream) -> VehicleType {
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

fn flows(random: &mut Stream, clients: usize) -> Flows {
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
    }
}

/// Routes by day and vehicle; who is out is on none.
type Routes = BTreeMap<(usize, usize), Vec<u32>>;

/// A week's cost and what it exceeds, by limit.
#[derive(Debug, PartialEq, Eq)]
struct Judged {
    cost: i64,
    keeps_limits: bool,
}

/// What each visit brings and takes and how many crates are handled, and the price of lead time,
/// by walking through two weeks of the same days.
struct Carried {
    brings: BTreeMap<(usize, u32), [i64; 2]>,
    takes: BTreeMap<(usize, u32), [i64; 2]>,
    lead: i64,
}

fn carried(parts: &ProblemParts, days: &[DaySet]) -> Carried {
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

fn sum(before: Option<&[i64; 2]>, more: [i64; 2]) -> [i64; 2] {
    let before = before.copied().unwrap_or_default();
    [before[0] + more[0], before[1] + more[1]]
}

/// Crates of 10 rooms or 8 masses, with a tare of 1.
fn crates(goods: Option<&[i64; 2]>) -> [i64; 2] {
    let goods = goods.copied().unwrap_or_default();
    let crates = ((goods[0] + 9) / 10).max((goods[1] + 7) / 8);
    [crates, goods[1] + crates]
}

fn judge(parts: &ProblemParts, days: &[DaySet], routes: &Routes) -> Judged {
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
fn judge_route(
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
    let span = begins
        .filter_map(|begin| {
            let mut clock = begin + vehicle.loading;
            for (rank, client) in clients.iter().enumerate() {
                clock += legs[rank];
                let opening = of(client).openings.iter().find(|o| o.days >> day & 1 == 1);
                let window = opening.expect("each day has one").window;
                clock = clock.max(window.open);
                // The fixed service may begin at the latest at the close if nothing is handled.
                if clock + service[rank] > window.close + of(client).service {
                    return None;
                }
                clock += service[rank];
            }
            clock += legs[clients.len()] + vehicle.unloading;
            let span = clock - begin;
            (clock <= vehicle.shift.close && span <= vehicle.duration_max).then_some(span)
        })
        .min()?;
    let idle = i64::from(span - distance) * vehicle.idle_price;
    Some(vehicle.fixed_price + i64::from(distance) * vehicle.distance_price + idle)
}

/// Some routes for all clients but one, each visit in a random gap, if they keep all limits.
fn some_routes(
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

fn set_empties(parts: &mut ProblemParts, client: u32, empties: i32) {
    if let Some(flows) = &mut parts.flows {
        flows.handling[client as usize].empties = empties;
    }
}

fn answer_of(days: &[DaySet], routes: &Routes) -> Answer {
    let plan = |((day, vehicle), clients): (&(usize, usize), &Vec<u32>)| RoutePlan {
        day: *day,
        vehicle: *vehicle,
        number: 0,
        clients: clients.clone(),
        service: vec![0; clients.len()],
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

fn without(routes: &Routes, client: u32) -> Routes {
    let mut routes = routes.clone();
    for route in routes.values_mut() {
        route.retain(|other| *other != client);
    }
    routes
}

/// Every way to put the visits of some days into the routes.
fn insertions(parts: &ProblemParts, routes: &Routes, client: u32, days: DaySet) -> Vec<Routes> {
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

fn cheapest(
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

fn put_at(routes: &Routes, client: u32, positions: &[Position]) -> Routes {
    let mut routes = without(routes, client);
    for at in positions {
        routes.entry((at.day, at.vehicle)).or_default().insert(at.rank, client);
    }
    routes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_price_of_each_pattern_is_that_of_the_best_insertion(seed in 0_u64..1_000_000) {
        let random = &mut Seed(seed).stream("why", 0);
        let mut parts = week(random);
        let Some((days, routes)) = some_routes(&parts, random, None) else { return Ok(()) };
        tighten(&mut parts, (&days, &routes), random);
        let problem = Problem::new(parts.clone()).expect("the parts fit");
        let reasons = explain(&problem, &answer_of(&days, &routes));
        let now = judge(&parts, &days, &routes).cost;
        prop_assert_eq!(reasons.cost, now);
        for (client, of) in (0..).zip(&reasons.clients) {
            prop_assert_eq!(of.days, days[client as usize]);
            for alternative in &of.alternatives {
                let best = cheapest(&parts, (&days, &routes), client, alternative.days);
                prop_assert_eq!(alternative.rise, best.map(|cost| cost - now));
                prop_assert_eq!(alternative.rise.is_none(), alternative.broken.is_some());
                if let Some(rise) = alternative.rise {
                    let mut moved = days.clone();
                    moved[client as usize] = alternative.days;
                    let there = put_at(&routes, client, &alternative.visits);
                    let cost = now + rise;
                    prop_assert_eq!(judge(&parts, &moved, &there), Judged { cost, keeps_limits: true });
                }
            }
        }
    }

    #[test]
    fn a_visit_grows_by_its_slack_and_not_by_one_more(seed in 0_u64..1_000_000) {
        let random = &mut Seed(seed).stream("why", 1);
        let mut parts = week(random);
        parts.flows = None;
        let Some((days, routes)) = some_routes(&parts, random, None) else { return Ok(()) };
        let problem = Problem::new(parts.clone()).expect("the parts fit");
        let reasons = explain(&problem, &answer_of(&days, &routes));
        for (client, of) in reasons.clients.iter().enumerate() {
            for room in &of.visits {
                let key = (room.at.day, room.at.vehicle);
                let fits = |change: &dyn Fn(&mut Client)| {
                    let mut parts = parts.clone();
                    change(&mut parts.clients[client]);
                    let carried = carried(&parts, &days);
                    judge_route(&parts, key, &routes[&key], &carried).is_some()
                };
                for dimension in 0..2 {
                    let [more, taken] = [room.slack.delivery, room.slack.pickup];
                    for (beyond, holds) in [(0, true), (1, false)] {
                        let bring = |of: &mut Client| of.delivery[dimension] += more[dimension] + beyond;
                        prop_assert_eq!(fits(&bring), holds);
                        let take = |of: &mut Client| of.pickup[dimension] += taken[dimension] + beyond;
                        prop_assert_eq!(fits(&take), holds);
                    }
                }
                for (beyond, holds) in [(0, true), (1, false)] {
                    let last = |of: &mut Client| {
                        of.service += room.slack.service + beyond;
                        // The closing is that of the service's end.
                        for opening in &mut of.openings {
                            opening.window.close -= room.slack.service + beyond;
                        }
                    };
                    prop_assert_eq!(fits(&last), holds);
                }
                prop_assert!(room.slack.binding.is_some());
            }
        }
    }

    #[test]
    fn the_smallest_change_makes_the_visit_fit_and_one_less_does_not(seed in 0_u64..1_000_000) {
        let random = &mut Seed(seed).stream("why", 2);
        let mut parts = week(random);
        let client = random.random_range(0..u32::try_from(parts.clients.len()).expect("few"));
        let Some((days, routes)) = some_routes(&parts, random, Some(client)) else { return Ok(()) };
        let mut thought = days.clone();
        thought[client as usize] = parts.clients[client as usize].patterns[0];
        set_empties(&mut parts, client, 1_000);
        tighten(&mut parts, (&thought, &routes), random);
        set_empties(&mut parts, client, random.random_range(0..4));
        let problem = Problem::new(parts.clone()).expect("the parts fit");
        let reasons = explain_client(&problem, &answer_of(&days, &routes), client);
        let fit = reasons.trials.iter().filter(|trial| trial.broken.is_empty()).count();
        let fits_now = fits_somewhere(&parts, (&days, &routes), client);
        prop_assert_eq!(fit > 0, fits_now);
        for remedy in &reasons.remedies {
            prop_assert!(!fits_now);
            let enough = changed(&parts, remedy, 0);
            prop_assert!(fits_somewhere(&enough, (&days, &routes), client), "{:?}", remedy);
            if let Change::Raise(broken) = remedy.change {
                prop_assert!(broken.over > 0);
                let less = changed(&parts, remedy, 1);
                prop_assert!(!fits_somewhere(&less, (&days, &routes), client), "{:?}", remedy);
            }
        }
    }
}

/// A number of the parts that limits a week.
type LimitOf = fn(&mut ProblemParts, usize) -> &mut i32;

/// Some limits as low as the routes allow, or nearly so.
fn tighten(parts: &mut ProblemParts, (days, routes): (&[DaySet], &Routes), random: &mut Stream) {
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

fn empties(parts: &mut ProblemParts, client: usize) -> &mut i32 {
    &mut parts.flows.as_mut().expect("flows").handling[client].empties
}

/// Lowers one limit to the least that the routes keep, and sometimes a little more.
fn lower(
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
fn changed(parts: &ProblemParts, remedy: &Remedy, less: i32) -> ProblemParts {
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

/// Whether one visit of one of its patterns fits into a gap, on the loads of that pattern.
fn fits_somewhere(parts: &ProblemParts, (days, routes): (&[DaySet], &Routes), client: u32) -> bool {
    parts.clients[client as usize].patterns.iter().any(|pattern| {
        let mut days = days.to_vec();
        days[client as usize] = *pattern;
        let each_day = (0..DAYS).filter(|day| pattern >> day & 1 == 1);
        each_day
            .flat_map(|day| insertions(parts, routes, client, 1 << day))
            .any(|routes| judge(parts, &days, &routes).keeps_limits)
    })
}

#[test]
fn a_tour_says_what_it_breaks_in_the_order_in_which_it_shows() {
    let vehicle =
        VehicleType { shift: Window { open: 0, close: 40 }, ..VehicleType::new(1, 0, [3, FREE]) };
    let stop = |close: i32| TourStop {
        travel: 20,
        distance: 20,
        windows: vec![Window { open: 0, close }],
        service: 1,
        delivery: [1, 0],
        pickup: [3, 0],
    };
    let tour =
        Tour { vehicle: &vehicle, stops: vec![stop(20), stop(30)], home: [5, 5], along: [0; 2] };
    let found: Vec<(Limit, usize, i32)> =
        tour.appraise().breaches.iter().map(|b| (b.limit, b.rank, b.over)).collect();
    assert_eq!(found, [(Limit::Room, 1, 3), (Limit::Window, 1, 11), (Limit::Shift, 3, 7)]);
}

#[test]
fn a_window_too_short_for_the_service_is_said_to_be() {
    let vehicle = VehicleType::new(1, 0, [3, FREE]);
    let stop = TourStop {
        travel: 10,
        distance: 10,
        windows: vec![Window { open: 30, close: 25 }],
        service: 40,
        delivery: [1, 0],
        pickup: [0, 0],
    };
    let tour = Tour { vehicle: &vehicle, stops: vec![stop], home: [10, 10], along: [0; 2] };
    let found = tour.appraise().breaches;
    assert_eq!((found.len(), found[0].limit, found[0].over), (1, Limit::Window, 5));
    assert_eq!(tour.slack(0).service, 0);
}
