//! Soft windows: the search against enumeration, its state against a fresh start, and one price
//! for search, timeline and explanation.

use proptest::prelude::*;

use super::{
    assert_caches_hold, drive_in_time, finds_optimum, optimum, parts, solve, with_variants,
};
use crate::random::{Seed, Stream};
use crate::vrp::route::Penalties;
use crate::vrp::search::Island;
use crate::vrp::solution::Solution;
use crate::vrp::{
    Client, Iterations, Opening, Problem, ProblemFault, ProblemParts, RestRule, Silent, SoftEnd,
    Stretch, Task, VehicleType, Window, explain, search, timeline,
};

/// A window in most of which being late costs.
fn soft_opening(random: &mut Stream) -> Opening {
    let open = random.random_range(0..80);
    let close = open + random.random_range(30..170);
    let due = random.random_range(open..open + 30);
    let late = SoftEnd { due, price: random.random_range(0..4) };
    Opening { late, ..Opening::daily(Window { open, close }) }
}

/// One window a client, waiting paid or not.
fn with_soft_windows(mut parts: ProblemParts, random: &mut Stream) -> ProblemParts {
    for client in &mut parts.clients {
        client.openings = vec![soft_opening(random)];
    }
    parts.vehicles[0].idle_price = random.random_range(0..4);
    if random.random_bool(0.3) {
        parts.vehicles[0].duration_max = 180;
    }
    parts
}

/// Anything that moves a route in time: two windows a day, loading, rests.
fn with_all_of_time(parts: ProblemParts, random: &mut Stream) -> ProblemParts {
    let mut parts = with_soft_windows(parts, random);
    for client in &mut parts.clients {
        if random.random_bool(0.4) {
            let after = client.openings[0].window.close + 5;
            let window = Window { open: after, close: after + 60 };
            let late = SoftEnd { due: after + random.random_range(0..50), price: 2 };
            client.openings.push(Opening { late, ..Opening::daily(window) });
        }
    }
    let vehicle = &mut parts.vehicles[0];
    vehicle.loading = random.random_range(0..10);
    if random.random_bool(0.5) {
        vehicle.rest = Some(RestRule { work: Stretch { after: 90, pause: 10 }, driving: None });
    }
    parts
}

#[test]
fn finds_the_optimum_of_tiny_problems_with_soft_windows() {
    let mut late = 0;
    for seed in 0..40 {
        let random = &mut Seed(seed).stream("soft", 0);
        let days = if seed % 3 == 0 { 3 } else { 1 };
        let plain = parts(random, if days == 3 { 4 } else { 5 }, days);
        let parts = with_soft_windows(plain, random);
        let answer = finds_optimum(&parts, seed);
        let mut hard = parts;
        for client in &mut hard.clients {
            client.openings[0].late = SoftEnd::NONE;
        }
        late += usize::from(optimum(&hard).is_some_and(|cost| cost < answer.cost));
    }
    assert!(late > 10, "lateness is paid in {late} of 40");
}

#[test]
fn the_answer_does_not_depend_on_the_threads() {
    let random = &mut Seed(5).stream("soft", 0);
    for (clients, days) in [(360, 1), (30, 1), (20, 3)] {
        let parts = with_all_of_time(parts(random, clients, days), random);
        let parts = ProblemParts {
            vehicles: vec![VehicleType { count: clients, ..parts.vehicles[0].clone() }],
            ..parts
        };
        let with_threads = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| solve(parts.clone(), 9, 30_000))
        };
        assert_eq!(with_threads(1), with_threads(2));
    }
}

#[test]
fn waits_or_is_late_as_is_cheaper() {
    // The second window opens at 100; leaving later than 40 makes the first visit late.
    let windows = [[Window { open: 0, close: 90 }], [Window { open: 100, close: 200 }]];
    let line = |price, idle_price, duration_max| {
        let van = VehicleType { idle_price, duration_max, ..VehicleType::new(1, 0, [9, 0]) };
        let late = [SoftEnd { due: 50, price }];
        let first = Task { travel: 10.into(), windows: &windows[0], late: &late, service: 0 };
        let second = Task { windows: &windows[1], late: &[], ..first };
        let line = timeline(&van, &[first, second], 10.into());
        assert_eq!(line.excess, 0);
        (line.departure, line.paid, line.late)
    };
    assert_eq!(line(2, 1, 500), (40, 70, 0), "waiting is cheaper");
    assert_eq!(line(1, 1, 500), (80, 30, 40), "alike: who waits less");
    assert_eq!(line(1, 2, 500), (80, 30, 40), "being late is cheaper");
    assert_eq!(line(9, 1, 60), (50, 60, 90), "as late as the longest route asks for");
}

#[test]
fn a_soft_end_outside_its_window_or_without_a_price_is_a_fault() {
    let faults = |due, price| {
        let random = &mut Seed(1).stream("soft", 0);
        let mut parts = parts(random, 2, 1);
        let late = SoftEnd { due, price };
        let opening = Opening::daily(Window { open: 10, close: 20 });
        parts.clients[1].openings = vec![Opening { late, ..opening }];
        Problem::new(parts).map(|_| ())
    };
    assert_eq!(faults(20, 3), Ok(()));
    for (due, price) in [(9, 3), (21, 3), (15, -1), (15, 1 << 40)] {
        assert_eq!(faults(due, price), Err(vec![ProblemFault::Windows(1)]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_other_begin_of_a_route_is_cheaper(seed in 0_u64..100_000) {
        let random = &mut Seed(seed).stream("begins", 0);
        let parts = with_soft_windows(parts(random, 4, 1), random);
        let vehicle = &parts.vehicles[0];
        let leg = |from: usize, to: usize| parts.profiles[0].distance[from * parts.nodes + to];
        let task = |(number, client): (usize, _)| {
            let Client { openings, service, .. }: &Client = client;
            Task {
                travel: leg(number, number + 1).into(),
                windows: std::slice::from_ref(&openings[0].window),
                late: std::slice::from_ref(&openings[0].late),
                service: *service,
            }
        };
        let tasks: Vec<Task<'_>> = parts.clients.iter().enumerate().map(task).collect();
        let line = timeline(vehicle, &tasks, leg(4, 0).into());
        let found = (line.excess == 0)
            .then_some(i64::from(line.paid) * vehicle.idle_price + line.late);
        let tour = (&[0, 1, 2, 3][..], 0);
        let driven = (0..300).filter_map(|begin| drive_in_time(&parts, vehicle, tour, begin));
        let short = driven.filter(|(duration, _)| *duration <= vehicle.duration_max);
        let cost = |(duration, late)| i64::from(duration) * vehicle.idle_price + late;
        prop_assert_eq!(found, short.map(cost).min());
    }

    #[test]
    fn caches_and_journal_agree_with_a_fresh_start(seed in 0_u64..10_000) {
        let random = &mut Seed(seed).stream("soft caches", 0);
        let plain = with_variants(parts(random, 12, if seed % 2 == 0 { 3 } else { 1 }), random);
        let problem = Problem::new(with_all_of_time(plain, random)).unwrap();
        let start = Solution::empty(&problem, (0..12).collect());
        let mut island = Island::new(&problem, start, Penalties::first(&problem), Seed(seed));
        island.construct(&problem);
        for _ in 0..20 {
            island.run(&problem, 5, 0.5);
            let fresh = Solution::of(&problem, (0..12).collect(), &island.current.taken());
            for (route, as_new) in island.current.routes.iter().zip(&fresh.routes) {
                prop_assert_eq!(&route.onward, &as_new.onward);
            }
            assert_caches_hold(&problem, &island.current);
        }
    }

    #[test]
    fn the_cost_of_an_explanation_is_that_of_the_search(seed in 0_u64..10_000) {
        let random = &mut Seed(seed).stream("soft reasons", 0);
        let plain = parts(random, 8, if seed % 2 == 0 { 3 } else { 1 });
        let problem = Problem::new(with_all_of_time(plain, random)).unwrap();
        let answer = search(&problem, Seed(seed), &Iterations(4_000), &Silent);
        prop_assert_eq!(explain(&problem, &answer).cost, answer.cost);
    }
}
