//! Several trips a day: the search against enumeration, prices and caches against a fresh start.

use proptest::prelude::*;

use super::{assert_caches_hold, finds_optimum, parts, solve, with_variants};
use crate::random::{Seed, Stream};
use crate::vrp::blink::Blink;
use crate::vrp::insertion::Pricing;
use crate::vrp::route::{Call, Penalties};
use crate::vrp::search::Island;
use crate::vrp::solution::Solution;
use crate::vrp::trips::trips_max;
use crate::vrp::*;

/// Few small vehicles that may reload, at the depot or elsewhere, some within a shift.
fn with_trips(mut parts: ProblemParts, random: &mut Stream) -> ProblemParts {
    let van = &mut parts.vehicles[0];
    van.count = random.random_range(1..3);
    van.capacity = [random.random_range(5..9), 9];
    van.reload = Some(ReloadRule {
        node: if random.random_bool(0.2) { 2 } else { 0 },
        trips_max: random.random_range(2..5),
        duration: random.random_range(0..10),
    });
    if random.random_bool(0.4) {
        van.shift = Window { open: 0, close: random.random_range(150..350) };
    }
    parts
}

fn tiny(seed: u64, clients: u32) -> ProblemParts {
    let random = &mut Seed(seed).stream("trips", 0);
    let days = if seed.is_multiple_of(4) && clients < 6 { 3 } else { 1 };
    let plain = parts(random, if days == 3 { 4 } else { clients }, days);
    let variants = with_variants(plain, random);
    with_trips(variants, random)
}

/// Clients that fill a vehicle each, 10 to the east of the depot.
fn full_loads(clients: u32, reload: ReloadRule) -> ProblemParts {
    let nodes = clients as usize + 1;
    let leg = |from: usize, to: usize| if from == to || from * to > 0 { 0 } else { 10 };
    let distance = (0..nodes).flat_map(|from| (0..nodes).map(move |to| leg(from, to)));
    let client = |node| Client { delivery: [5, 0], ..Client::new(node, vec![1]) };
    ProblemParts {
        days: 1,
        nodes,
        profiles: vec![Profile { distance: distance.collect(), duration: None, hours: Vec::new() }],
        clients: (1..=clients).map(client).collect(),
        vehicles: vec![VehicleType {
            fixed_price: 7,
            reload: Some(reload),
            ..VehicleType::new(1, 0, [5, 0])
        }],
        flows: None,
    }
}

const THREE: ReloadRule = ReloadRule { node: 0, trips_max: 3, duration: 4 };

#[test]
fn finds_the_optimum_of_tiny_problems_with_trips() {
    let mut with_reloads = 0;
    for seed in 0..60 {
        let answer = finds_optimum(&tiny(seed, 5), seed);
        with_reloads += usize::from(answer.routes.iter().any(|route| !route.reloads.is_empty()));
    }
    assert!(with_reloads > 20, "only {with_reloads} problems of 60 need a reload");
}

#[test]
fn one_vehicle_makes_three_trips_where_it_must_and_may() {
    let answer = solve(full_loads(3, THREE), 1, 4_000);
    assert!(answer.feasible);
    assert_eq!(answer.cost, 67, "three times there and back, and one vehicle");
    assert_eq!(answer.routes.len(), 1);
    assert_eq!(answer.routes[0].reloads, [1, 2]);
    let twice = ReloadRule { trips_max: 2, ..THREE };
    assert!(!solve(full_loads(3, twice), 1, 4_000).feasible);
}

#[test]
fn reloads_take_their_time_of_the_shift_and_are_paid() {
    let with = |close: i32, idle_price: i64| {
        let mut parts = full_loads(3, THREE);
        parts.vehicles[0].shift = Window { open: 0, close };
        parts.vehicles[0].idle_price = idle_price;
        solve(parts, 1, 4_000)
    };
    assert!(with(68, 0).feasible, "60 of driving and twice 4 of reloading");
    assert!(!with(67, 0).feasible);
    assert_eq!(with(68, 2).cost, 67 + 2 * 8);
}

#[test]
fn reloads_count_towards_the_longest_route() {
    let with = |duration_max: i32| {
        let mut parts = full_loads(3, THREE);
        parts.vehicles[0].duration_max = duration_max;
        solve(parts, 1, 4_000).feasible
    };
    assert_eq!((with(68), with(67)), (true, false));
}

#[test]
fn a_window_after_the_reload_is_reached_in_time() {
    let with = |close: i32| {
        let mut parts = full_loads(2, THREE);
        for (client, close) in parts.clients.iter_mut().zip([10, close]) {
            client.openings = vec![Opening::daily(Window { open: 0, close })];
        }
        solve(parts, 1, 4_000).feasible
    };
    assert_eq!((with(34), with(33)), (true, false), "10 there, 20 on the way and 4 of reloading");
}

#[test]
fn a_reload_goes_with_its_trip_and_where_two_trips_fit_together() {
    let mut parts = full_loads(4, ReloadRule { trips_max: 4, ..THREE });
    parts.vehicles[0].capacity = [11, 0];
    let problem = Problem::new(parts).unwrap();
    let call = |client, reload| Call { client, window: 0, reload };
    let calls = vec![call(0, false), call(1, true), call(2, false), call(3, true)];
    let after = |gone: &[u32]| {
        let routes = vec![(0, calls.clone())];
        let mut solution = Solution::of(&problem, (0..4).collect(), &routes);
        solution.remove(&problem, 0, gone);
        let left = &solution.routes[0].calls;
        left.iter().map(|call| (call.client, call.reload)).collect::<Vec<_>>()
    };
    assert_eq!(after(&[0]), [(1, false), (2, false), (3, true)], "nobody is before it");
    assert_eq!(after(&[3]), [(0, false), (1, true), (2, false)], "nobody is after it");
    assert_eq!(after(&[1]), [(0, false), (2, false), (3, true)], "10 of 11, then 5");
    assert_eq!(after(&[1, 2]), [(0, false), (3, false)]);
}

#[test]
fn the_answer_with_trips_does_not_depend_on_the_threads() {
    let random = &mut Seed(5).stream("trips", 0);
    for (clients, iterations) in [(400, 20_000), (60, 20_000)] {
        let mut parts = parts(random, clients, 1);
        let reload = Some(ReloadRule { node: 0, trips_max: 3, duration: 2 });
        parts.vehicles = vec![VehicleType { reload, ..VehicleType::new(clients, 0, [12, 12]) }];
        parts.vehicles[0].duration_max = 250;
        parts.vehicles[0].fixed_price = 100;
        let with_threads = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| solve(parts.clone(), 9, iterations))
        };
        let answer = with_threads(1);
        assert!(answer.feasible && answer.routes.iter().any(|route| !route.reloads.is_empty()));
        assert_eq!(answer, with_threads(2));
    }
}

#[test]
fn a_search_goes_on_from_an_answer_with_its_reloads() {
    let problem = Problem::new(full_loads(3, THREE)).unwrap();
    let answer = search(&problem, Seed(1), &Iterations(4_000), &Silent);
    let again = search_from(&problem, &answer, Seed(1), &Iterations(0), &Silent);
    assert_eq!((again.cost, &again.routes), (answer.cost, &answer.routes));
    let once = Problem::new(full_loads(3, ReloadRule { trips_max: 1, ..THREE })).unwrap();
    let without = search_from(&once, &answer, Seed(1), &Iterations(0), &Silent);
    assert!(!without.feasible && without.routes[0].reloads.is_empty());
}

#[test]
fn a_reload_that_is_nowhere_or_never_is_a_fault() {
    let faults = |reload| Problem::new(full_loads(3, reload)).expect_err("a fault");
    assert_eq!(faults(ReloadRule { node: 9, ..THREE }), [ProblemFault::VehicleNode(0)]);
    assert_eq!(faults(ReloadRule { trips_max: 0, ..THREE }), [ProblemFault::VehicleNegative(0)]);
    assert_eq!(faults(ReloadRule { duration: -1, ..THREE }), [ProblemFault::VehicleNegative(0)]);
    let mut parts = full_loads(3, THREE);
    parts.flows = Some(Flows {
        flows: Vec::new(),
        sort_days: 1,
        handling: vec![Handling { service_per_crate: 0, empties: 0 }; 3],
        crates: CrateMeasure { holds: [1, 1], tare: 0 },
        transfers: None,
    });
    assert_eq!(Problem::new(parts).expect_err("a fault"), [ProblemFault::ReloadWithFlows(0)]);
}

/// Routes hold no more trips than they may, and begin with a visit.
fn assert_trips_hold(problem: &Problem, solution: &Solution) {
    for (slot, calls) in solution.taken() {
        let reloads = calls.iter().filter(|call| call.reload).count();
        assert!(reloads < trips_max(problem.vehicle_of(slot)) as usize);
        assert!(!calls[0].reload);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn caches_and_journal_with_trips_agree_with_a_fresh_start(seed in 0_u64..10_000) {
        let problem = Problem::new(tiny(seed, 12)).unwrap();
        let clients = (0..).take(problem.client_count()).collect();
        let start = Solution::empty(&problem, clients);
        let mut island = Island::new(&problem, start, Penalties::first(&problem), Seed(seed));
        island.construct(&problem);
        for _ in 0..20 {
            island.run(&problem, 5, 0.5);
            assert_caches_hold(&problem, &island.current);
            assert_trips_hold(&problem, &island.current);
        }
    }

    #[test]
    fn the_price_of_a_gap_is_what_the_solution_then_costs_more(seed in 0_u64..10_000) {
        let random = &mut Seed(seed).stream("gaps", 0);
        let problem = Problem::new(tiny(seed, 12)).unwrap();
        let all: Vec<u32> = (0..).take(problem.client_count()).collect();
        let start = Solution::empty(&problem, all.clone());
        // Whole units, so that a sum of prices is the price of a sum.
        let penalties = Penalties([3 << 8, 2 << 8, 5 << 8, 1 << 8]);
        let mut island = Island::new(&problem, start, penalties, Seed(seed));
        island.construct(&problem);
        island.run(&problem, 50, 0.5);
        let mut solution = island.current;
        let blink = &mut Blink::new(random.clone());
        for client in all {
            let place = solution.places[client as usize];
            let day = 0;
            if solution.patterns[client as usize] != 1 {
                continue;
            }
            solution.begin();
            solution.remove(&problem, place.slot, &[place.rank]);
            let before = solution.money() + penalties.price(solution.over);
            let pricing = Pricing::of_visit(&problem, &solution, penalties, (day, client));
            let gap = pricing.best(0, i64::MAX, blink).unwrap();
            solution.put(&problem, gap, client);
            let after = solution.money() + penalties.price(solution.over);
            prop_assert_eq!(after, before + gap.price);
            assert_caches_hold(&problem, &solution);
            solution.undo(&problem);
            assert_caches_hold(&problem, &solution);
        }
    }
}
