//! The search against enumeration on tiny problems, and its state against a fresh start.

mod hours;
mod soft;
mod trips;
mod week;

use proptest::prelude::*;

use super::route::{Call, Penalties};
use super::search::Island;
use super::solution::{NOWHERE, Solution};
use super::*;
use crate::random::{Seed, Stream};

/// Places on a grid; node 0 is the depot.
fn parts(random: &mut Stream, clients: u32, days: usize) -> ProblemParts {
    let nodes = clients as usize + 1;
    let place: Vec<[i32; 2]> =
        (0..nodes).map(|_| [random.random_range(0..50), random.random_range(0..50)]).collect();
    let leg = |a: [i32; 2], b: [i32; 2]| (a[0] - b[0]).abs() + (a[1] - b[1]).abs();
    let distance = place.iter().flat_map(|&a| place.iter().map(move |&b| leg(a, b))).collect();
    let patterns = if days == 1 { vec![1] } else { vec![0b001, 0b010, 0b101] };
    let client = |node| Client {
        delivery: [random.random_range(1..5), 0],
        service: random.random_range(0..5),
        ..Client::new(node, patterns.clone())
    };
    ProblemParts {
        days,
        nodes,
        profiles: vec![Profile { distance, duration: None, hours: Vec::new() }],
        clients: (1..=clients).map(client).collect(),
        vehicles: vec![VehicleType::new(3, 0, [9, 9])],
        flows: None,
    }
}

/// The variants that a seed adds to the plain problem.
fn with_variants(mut parts: ProblemParts, random: &mut Stream) -> ProblemParts {
    if random.random_bool(0.4) {
        for client in &mut parts.clients {
            client.pickup = [random.random_range(0..5), 0];
        }
    }
    if random.random_bool(0.4) {
        for client in &mut parts.clients {
            let open = random.random_range(0..100);
            let close = open + random.random_range(20..150);
            client.openings = vec![Opening::daily(Window { open, close })];
            if random.random_bool(0.3) {
                let again = Window { open: close + 10, close: close + 60 };
                client.openings.push(Opening::daily(again));
            }
        }
    }
    if random.random_bool(0.3) {
        parts.vehicles[0].duration_max = 220;
    }
    if random.random_bool(0.3) {
        parts.vehicles[0].distance_max = 200;
    }
    if random.random_bool(0.3) {
        parts.clients[0].prize = Some(random.random_range(0..60));
    }
    if random.random_bool(0.3) {
        let (fixed_price, distance_price) = (random.random_range(0..50), random.random_range(1..3));
        let large = VehicleType { fixed_price, distance_price, ..VehicleType::new(1, 0, [15, 15]) };
        parts.vehicles.push(large);
        parts.clients[1].vehicles = 0b10;
    }
    parts
}

/// The cost of the cheapest way to drive a route in trips, in an order, or `None`.
fn drive(parts: &ProblemParts, vehicle: &VehicleType, order: &[usize]) -> Option<i64> {
    let trips_max = vehicle.reload.map_or(1, |reload| reload.trips_max);
    // Bit `k` is a reload before the visit `k + 1`.
    let cuts = (0_u32..1 << order.len().saturating_sub(1)).map(|cuts| cuts << 1);
    let cuts = cuts.filter(|cuts| cuts.count_ones() < trips_max);
    cuts.filter_map(|cuts| drive_trips(parts, vehicle, (order, cuts))).min()
}

/// The most on board on any leg of any trip.
fn most_on_board(parts: &ProblemParts, (order, cuts): (&[usize], u32)) -> i32 {
    let (mut most, mut begin) = (0, 0);
    for end in 1..=order.len() {
        if end < order.len() && cuts >> end & 1 == 0 {
            continue;
        }
        let trip = order[begin..end].iter().map(|&number| &parts.clients[number]);
        let mut on_board: i32 = trip.clone().map(|client| client.delivery[0]).sum();
        most = most.max(on_board);
        for client in trip {
            on_board += client.pickup[0] - client.delivery[0];
            most = most.max(on_board);
        }
        begin = end;
    }
    most
}

/// The cost of a route that keeps all limits, or `None`; computed by driving it.
fn drive_trips(
    parts: &ProblemParts,
    vehicle: &VehicleType,
    (order, cuts): (&[usize], u32),
) -> Option<i64> {
    let matrix = &parts.profiles[0].distance;
    let leg = |from: u32, to: u32| matrix[from as usize * parts.nodes + to as usize];
    let most = most_on_board(parts, (order, cuts));
    let (mut distance, mut node) = (0, vehicle.start);
    for (rank, &number) in order.iter().enumerate() {
        let client = &parts.clients[number];
        if let Some(reload) = vehicle.reload.filter(|_| cuts >> rank & 1 == 1) {
            distance += leg(node, reload.node);
            node = reload.node;
        }
        distance += leg(node, client.node);
        node = client.node;
    }
    distance += leg(node, vehicle.end);
    let begins =
        if order.iter().any(|&c| !parts.clients[c].openings.is_empty()) { 0..300 } else { 0..1 };
    let tour = (order, cuts);
    let in_time = begins.filter_map(|begin| drive_in_time(parts, vehicle, tour, begin));
    let short_enough = in_time.filter(|(duration, _)| *duration <= vehicle.duration_max);
    let idle = |duration: i32| i64::from(duration - distance) * vehicle.idle_price;
    let by_time = short_enough.map(|(duration, late)| idle(duration) + late).min()?;
    let fits = most <= vehicle.capacity[0] && distance <= vehicle.distance_max;
    let cost = vehicle.fixed_price + vehicle.distance_price * i64::from(distance) + by_time;
    fits.then_some(cost)
}

/// How long a route takes from a begin and what it pays for being late, or `None` where it comes
/// after a window.
fn drive_in_time(
    parts: &ProblemParts,
    vehicle: &VehicleType,
    (order, cuts): (&[usize], u32),
    begin: i32,
) -> Option<(i32, i64)> {
    let matrix = &parts.profiles[0].distance;
    let leg = |from: u32, to: u32| matrix[from as usize * parts.nodes + to as usize];
    let (mut clock, mut node, mut late) = (begin, vehicle.start, 0);
    for (rank, &number) in order.iter().enumerate() {
        let client = &parts.clients[number];
        if let Some(reload) = vehicle.reload.filter(|_| cuts >> rank & 1 == 1) {
            clock += leg(node, reload.node) + reload.duration;
            node = reload.node;
        }
        clock += leg(node, client.node);
        if !client.openings.is_empty() {
            let opening = client.openings.iter().find(|opening| clock <= opening.window.close)?;
            late += i64::from((clock - opening.late.due).max(0)) * opening.late.price;
            clock = clock.max(opening.window.open);
        }
        clock += client.service;
        node = client.node;
    }
    let end = clock + leg(node, vehicle.end);
    (end <= vehicle.shift.close).then_some((end - begin, late))
}

fn orders(set: &[usize]) -> Vec<Vec<usize>> {
    if set.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (at, &first) in set.iter().enumerate() {
        let rest: Vec<usize> =
            set.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, &c)| c).collect();
        for mut order in orders(&rest) {
            order.insert(0, first);
            all.push(order);
        }
    }
    all
}

/// The cheapest way to serve a set of clients (bits) on one day, by enumeration.
fn cheapest_day(parts: &ProblemParts) -> Vec<Option<i64>> {
    let clients = parts.clients.len();
    let full = 1_usize << clients;
    let mut slots: Vec<(usize, &VehicleType)> = Vec::new();
    for (number, vehicle) in parts.vehicles.iter().enumerate() {
        slots.extend((0..vehicle.count).map(|_| (number, vehicle)));
    }
    let mut best: Vec<Option<i64>> = vec![None; full];
    best[0] = Some(0);
    for (number, vehicle) in slots {
        let route = |set: usize| {
            let members: Vec<usize> = (0..clients).filter(|c| set >> c & 1 == 1).collect();
            let may = members.iter().all(|&c| parts.clients[c].vehicles >> number & 1 == 1);
            if !may {
                return None;
            }
            orders(&members).iter().filter_map(|order| drive(parts, vehicle, order)).min()
        };
        let routes: Vec<Option<i64>> =
            (0..full).map(|set| if set == 0 { Some(0) } else { route(set) }).collect();
        let mut next = best.clone();
        for (set, entry) in next.iter_mut().enumerate() {
            let mut part = set;
            while part > 0 {
                if let (Some(a), Some(b)) = (routes[part], best[set & !part]) {
                    *entry = Some(entry.map_or(a + b, |old: i64| old.min(a + b)));
                }
                part = (part - 1) & set;
            }
        }
        best = next;
    }
    best
}

/// The optimum over all choices of patterns.
fn optimum(parts: &ProblemParts) -> Option<i64> {
    let day = cheapest_day(parts);
    let mut sets = vec![vec![0_usize; parts.days]];
    let mut prizes = vec![0_i64];
    for (number, client) in parts.clients.iter().enumerate() {
        let (before, paid) = (std::mem::take(&mut sets), std::mem::take(&mut prizes));
        for (days, prize) in before.into_iter().zip(paid) {
            for pattern in &client.patterns {
                let with = |(at, set): (usize, &usize)| {
                    set | (usize::from(pattern >> at & 1 == 1) << number)
                };
                sets.push(days.iter().enumerate().map(with).collect());
                prizes.push(prize);
            }
            if let Some(forgone) = client.prize {
                sets.push(days);
                prizes.push(prize + forgone);
            }
        }
    }
    let cost = |days: &Vec<usize>| days.iter().map(|&set| day[set]).sum::<Option<i64>>();
    sets.iter().zip(prizes).filter_map(|(days, prize)| Some(cost(days)? + prize)).min()
}

fn solve(parts: ProblemParts, seed: u64, iterations: u64) -> Answer {
    let problem = Problem::new(parts).expect("the parts fit");
    search(&problem, Seed(seed), &Iterations(iterations), &Silent)
}

#[test]
fn finds_the_optimum_of_tiny_problems_of_every_kind() {
    for seed in 0..60 {
        let random = &mut Seed(seed).stream("tiny", 0);
        let days = if seed % 3 == 0 { 3 } else { 1 };
        let plain = parts(random, if days == 3 { 4 } else { 5 }, days);
        let parts = with_variants(plain, random);
        finds_optimum(&parts, seed);
    }
}

/// Holds an answer to a tiny problem against enumeration.
fn finds_optimum(parts: &ProblemParts, seed: u64) -> Answer {
    let answer = solve(parts.clone(), seed, 12_000);
    match optimum(parts) {
        Some(best) => {
            assert!(answer.feasible, "seed {seed}: a feasible solution costs {best}");
            assert_eq!(answer.cost, best, "seed {seed}: {parts:#?}");
        }
        None => assert!(!answer.feasible, "seed {seed}: there is no feasible solution"),
    }
    answer
}

#[test]
fn every_pattern_of_the_answer_is_allowed_and_driven() {
    let random = &mut Seed(7).stream("tiny", 0);
    let parts = parts(random, 8, 3);
    let answer = solve(parts.clone(), 3, 8_000);
    for (number, client) in (0..).zip(&parts.clients) {
        assert!(client.patterns.contains(&answer.patterns[number as usize]));
        for day in 0..3 {
            let routes = answer.routes.iter().filter(|route| route.day == day);
            let visits = routes.flat_map(|route| &route.clients).filter(|c| **c == number).count();
            let asked = answer.patterns[number as usize] >> day & 1;
            assert_eq!(visits, asked as usize, "client {number} on day {day}");
        }
    }
}

#[test]
fn the_answer_does_not_depend_on_the_threads() {
    let random = &mut Seed(5).stream("tiny", 0);
    for (clients, days) in [(400, 1), (60, 1), (40, 3)] {
        let plain = parts(random, clients, days);
        let parts =
            ProblemParts { vehicles: vec![VehicleType::new(clients, 0, [30, 30])], ..plain };
        let with_threads = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| solve(parts.clone(), 9, 60_000))
        };
        assert_eq!(with_threads(1), with_threads(2));
    }
}

#[test]
fn a_client_whom_no_vehicle_may_visit_is_out_and_the_answer_infeasible() {
    let random = &mut Seed(1).stream("tiny", 0);
    let mut parts = parts(random, 4, 1);
    parts.clients[2].vehicles = 0;
    let answer = solve(parts, 1, 4_000);
    assert_eq!(answer.absent, [2]);
    assert!(!answer.feasible);
}

#[test]
fn places_without_a_way_between_them_overflow_nothing() {
    let random = &mut Seed(1).stream("tiny", 0);
    for openings in [Vec::new(), vec![Opening::daily(Window { open: 10, close: 20 })]] {
        let mut parts = parts(random, 8, 1);
        parts.profiles[0].distance.fill(FREE);
        parts.vehicles[0].duration_max = FREE - 1;
        for client in &mut parts.clients {
            client.openings.clone_from(&openings);
        }
        let answer = solve(parts, 1, 4_000);
        assert!(!answer.feasible, "no route of two such legs keeps its limit");
    }
}

#[test]
fn nobody_to_visit_is_an_answer() {
    let random = &mut Seed(1).stream("tiny", 0);
    let answer = solve(ProblemParts { clients: Vec::new(), ..parts(random, 2, 1) }, 1, 4_000);
    assert!(answer.feasible && answer.routes.is_empty() && answer.cost == 0);
}

#[test]
fn faults_are_told_all_at_once() {
    let random = &mut Seed(1).stream("tiny", 0);
    let mut parts = parts(random, 3, 1);
    parts.clients[0].node = 99;
    parts.clients[1].patterns = vec![0b10];
    parts.clients[2].service = -1;
    parts.vehicles[0].profile = 4;
    parts.profiles[0].distance[1] = -5;
    let faults = Problem::new(parts).expect_err("five faults");
    assert_eq!(
        faults,
        [
            ProblemFault::Entry { profile: 0 },
            ProblemFault::ClientNode(0),
            ProblemFault::Pattern(1),
            ProblemFault::Negative(2),
            ProblemFault::VehicleNode(0),
        ]
    );
}

/// What a solution says of itself, and what the same routes say afresh.
fn assert_caches_hold(problem: &Problem, solution: &Solution) {
    let fresh = Solution::of(problem, solution.clients.clone(), &solution.taken());
    assert_eq!(solution.money(), fresh.money());
    assert_eq!(solution.over, fresh.over);
    assert_eq!((solution.forgone, solution.missing), (fresh.forgone, fresh.missing));
    assert_eq!(solution.patterns, fresh.patterns);
    for (place, other) in solution.places.iter().zip(&fresh.places) {
        assert_eq!(place.slot, other.slot);
        if place.slot != NOWHERE {
            assert_eq!(
                (place.rank, place.before, place.after),
                (other.rank, other.before, other.after)
            );
            assert_eq!((place.into, place.out_of), (other.into, other.out_of));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn caches_and_journal_agree_with_a_fresh_start(seed in 0_u64..10_000) {
        let random = &mut Seed(seed).stream("caches", 0);
        let plain = parts(random, 12, if seed % 2 == 0 { 3 } else { 1 });
        let problem = Problem::new(with_variants(plain, random)).unwrap();
        let start = Solution::empty(&problem, (0..12).collect());
        let mut island = Island::new(&problem, start, Penalties::first(&problem), Seed(seed));
        island.construct(&problem);
        for _ in 0..20 {
            island.run(&problem, 5, 0.5);
            assert_caches_hold(&problem, &island.current);
        }
    }

    #[test]
    fn undo_takes_back_everything(seed in 0_u64..10_000) {
        let random = &mut Seed(seed).stream("undo", 0);
        let plain = parts(random, 8, 1);
        let problem = Problem::new(with_variants(plain, random)).unwrap();
        let calls = |clients: [u32; 3]| clients.map(|client| Call::straight(client, 0)).to_vec();
        let routes = vec![(0, calls([0, 1, 2])), (1, calls([3, 4, 5]))];
        let mut solution = Solution::of(&problem, (0..8).collect(), &routes);
        solution.remove(&problem, 0, &[0, 2]);
        solution.set_pattern(&problem, 0, 0);
        solution.set_pattern(&problem, 6, 1);
        solution.insert(&problem, 1, 1, Call::straight(6, 0));
        solution.insert(&problem, 2, 0, Call::straight(2, 0));
        solution.exchange_tails(&problem, [1, 0], [2, 0]);
        assert_caches_hold(&problem, &solution);
        solution.undo(&problem);
        prop_assert_eq!(solution.taken(), routes);
        assert_caches_hold(&problem, &solution);
    }
}
