//! Weeks with flows: loads and lead time stay right, answers do not depend on threads, what does
//! not fit is said.

use proptest::prelude::*;

use crate::random::Seed;
use crate::vrp::route::{Over, Penalties};
use crate::vrp::search::Island;
use crate::vrp::solution::Solution;
use crate::vrp::{
    Answer, Client, CrateMeasure, End, Flow, Flows, Handling, Iterations, Opening, Problem,
    ProblemParts, Profile, RestRule, Silent, Stretch, TransferRule, VehicleType, Window, explain,
    search, search_from,
};

const HOUR: i32 = 3_600;
/// All pairs of days from Monday to Friday that are at least two days apart.
const PAIRS: [u64; 6] = [0b00101, 0b01001, 0b01010, 0b10001, 0b10010, 0b10100];

fn van(crates: i32) -> VehicleType {
    let rest = RestRule { work: Stretch { after: 330 * 60, pause: 1_800 }, driving: None };
    VehicleType {
        days: 0b11111,
        fixed_price: 4_500_000,
        distance_price: 45,
        duration_price: 1_056,
        idle_price: 1_056,
        duration_max: 9 * HOUR,
        shift: Window { open: 7 * HOUR, close: 17 * HOUR + 1_800 },
        loading: 1_200,
        unloading: 900,
        rest: Some(rest),
        ..VehicleType::new(2, 0, [crates, crates * 16_000])
    }
}

/// Places on a plane of 60 x 60 km around the hub, flows between all pairs.
fn province(places: u32, seed: u64) -> ProblemParts {
    let random = &mut Seed(seed).stream("week", 0);
    let mut points = vec![[30_000_i64, 30_000]];
    points.extend(
        (0..places).map(|_| [random.random_range(0..60_000), random.random_range(0..60_000)]),
    );
    let metres = |from: &[i64; 2], to: &[i64; 2]| {
        let square = (from[0] - to[0]).pow(2) + (from[1] - to[1]).pow(2);
        i32::try_from(square.isqrt()).expect("a short way")
    };
    let distance: Vec<i32> =
        points.iter().flat_map(|from| points.iter().map(move |to| metres(from, to))).collect();
    let duration = distance.iter().map(|metres| metres * 60 / 900).collect();
    let mut flows = Vec::new();
    for from in 0..places {
        for to in (0..places).filter(|to| *to != from) {
            flows.push(Flow {
                from: End::Client(from),
                to: End::Client(to),
                ready: random.random_range(0..5),
                goods: [1_050, 430].map(|each| each * random.random_range(1..4)),
                price_per_day: 6_000,
                depot_price: 0,
            });
        }
        let goods = [21_000, 9_000];
        for (from, to) in [(End::Depot, End::Client(from)), (End::Client(from), End::Depot)] {
            flows.push(Flow { from, to, ready: 0, goods, price_per_day: 3_000, depot_price: 0 });
        }
    }
    let client = |node: u32| Client { service: 360, ..Client::new(node, PAIRS.to_vec()) };
    ProblemParts {
        days: 7,
        nodes: points.len(),
        profiles: vec![Profile { distance, duration: Some(duration), hours: Vec::new() }],
        clients: (1..=places).map(client).collect(),
        vehicles: vec![van(60)],
        flows: Some(Flows {
            flows,
            sort_days: 1,
            crates: CrateMeasure { holds: [39_000, 12_700], tare: 1_900 },
            handling: vec![Handling { service_per_crate: 36, empties: 100 }; places as usize],
            transfers: None,
        }),
    }
}

fn flows(parts: &mut ProblemParts) -> &mut Vec<Flow> {
    &mut parts.flows.as_mut().expect("a province has flows").flows
}

fn solved(parts: ProblemParts, seed: u64, iterations: u64) -> Answer {
    let problem = Problem::new(parts).expect("the parts fit");
    search(&problem, Seed(seed), &Iterations(iterations), &Silent)
}

type State = (Vec<u64>, i64, Over, Vec<Vec<u32>>);

fn state(of: &Solution) -> State {
    let calls = |calls: &[crate::vrp::route::Call]| calls.iter().map(|call| call.client).collect();
    let routes = of.routes.iter().map(|route| calls(&route.calls)).collect();
    (of.patterns.clone(), of.money(), of.over, routes)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn after_many_steps_the_state_is_that_of_a_fresh_start(
        seed in 0_u64..1_000, tight in any::<bool>(), hours in any::<bool>(), bags in any::<bool>(),
    ) {
        let mut parts = province(9, seed);
        if tight {
            parts.vehicles = vec![van(6)];
            parts.flows.as_mut().expect("flows").handling[2].empties = 0;
        }
        if bags {
            let rule = TransferRule { per_route: 3, carrying_price: 9_000, holds: [9_000, 4_000] };
            parts.flows.as_mut().expect("flows").transfers = Some(rule);
        }
        if hours {
            let on = |days, open: i32, close: i32| Opening {
                days, ..Opening::daily(Window { open: open * HOUR, close: close * HOUR })
            };
            parts.clients[1].openings = vec![on(0b00111, 9, 11), on(0b11000, 8, 10), on(0b11000, 13, 15)];
        }
        let problem = Problem::new(parts).expect("the parts fit");
        let start = Solution::empty(&problem, (0..9).collect());
        let mut island = Island::new(&problem, start, Penalties::first(&problem), Seed(seed));
        island.construct(&problem);
        island.run(&problem, 60, 0.5);
        let taken = island.current.taken();
        let fresh = Solution::of(&problem, (0..9).collect(), &taken);
        prop_assert_eq!(state(&island.current), state(&fresh));
        for (route, as_new) in island.current.routes.iter().zip(&fresh.routes) {
            prop_assert_eq!(route.load, as_new.load);
            prop_assert_eq!(&route.loads_before, &as_new.loads_before);
            prop_assert_eq!(&route.times_after, &as_new.times_after);
            prop_assert_eq!(route.over, as_new.over);
        }
    }

    #[test]
    fn every_visit_is_on_exactly_one_route_of_its_day(seed in 0_u64..1_000) {
        let answer = solved(province(8, seed), seed, 4_000);
        prop_assert!(answer.feasible);
        for (client, days) in (0_u32..).zip(&answer.patterns) {
            prop_assert_eq!(days.count_ones(), 2);
            for day in 0..7 {
                let on_day = answer.routes.iter().filter(|route| route.day == day);
                let visits = on_day.flat_map(|route| &route.clients).filter(|of| **of == client);
                prop_assert_eq!(visits.count(), usize::from(days >> day & 1 == 1));
            }
        }
    }
}

#[test]
fn the_answer_does_not_depend_on_the_number_of_threads() {
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| solved(province(14, 3), 7, 8_000))
    };
    let (one, two) = (run(1), run(2));
    assert_eq!(one, two);
    assert_eq!(one.iterations, 8_000);
}

#[test]
fn a_search_goes_on_from_an_answer_and_never_ends_worse() {
    let problem = Problem::new(province(14, 5)).expect("the parts fit");
    let first = search(&problem, Seed(1), &Iterations(8_000), &Silent);
    let again = search_from(&problem, &first, Seed(2), &Iterations(8_000), &Silent);
    assert!(again.cost <= first.cost, "{} {}", again.cost, first.cost);
    let none = search_from(&problem, &first, Seed(2), &Iterations(0), &Silent);
    assert_eq!(none.cost, first.cost);
    assert_eq!(none.routes, first.routes);
}

#[test]
fn a_start_from_another_problem_is_taken_as_far_as_it_goes() {
    let first = solved(province(6, 5), 1, 4_000);
    let mut parts = province(6, 5);
    parts.clients[2].patterns = vec![0b00111];
    parts.vehicles[0].count = 1;
    let problem = Problem::new(parts).expect("the parts fit");
    let other = search_from(&problem, &first, Seed(1), &Iterations(4_000), &Silent);
    assert_eq!(other.patterns[2], 0b00111);
    assert!(other.absent.is_empty());
}

#[test]
fn a_lone_place_gets_the_days_that_its_reader_waits_least_for() {
    let mut parts = province(1, 1);
    let to = End::Client(0);
    *flows(&mut parts) = vec![Flow {
        from: End::Depot,
        to,
        ready: 1,
        goods: [1_000, 430],
        price_per_day: 100_000,
        depot_price: 0,
    }];
    let answer = solved(parts, 1, 4_000);
    assert_eq!(answer.patterns[0] >> 1 & 1, 1, "Tuesday, when the item is sorted");
}

#[test]
fn two_places_on_one_road_share_a_van() {
    let mut parts = province(2, 1);
    flows(&mut parts).clear();
    let distance = vec![0, 30_000, 31_000, 30_000, 0, 1_000, 31_000, 1_000, 0];
    let duration = Some(distance.iter().map(|metres| metres / 15).collect());
    parts.profiles = vec![Profile { distance, duration, hours: Vec::new() }];
    let answer = solved(parts, 1, 4_000);
    assert_eq!(answer.patterns[0], answer.patterns[1]);
    assert_eq!(answer.routes.len(), 2);
}

#[test]
fn a_place_too_far_makes_the_answer_infeasible_and_not_absent() {
    let mut parts = province(2, 1);
    for far in [1, 7] {
        parts.profiles[0].duration.as_mut().expect("durations")[far] = 12 * HOUR;
    }
    let answer = solved(parts, 1, 4_000);
    assert!(!answer.feasible);
    assert!(answer.absent.is_empty());
}

#[test]
fn the_load_counts_on_the_fullest_leg() {
    let full = |from, to| Flow {
        from,
        to,
        ready: 0,
        goods: [1_000, 12_700 * 30],
        price_per_day: 0,
        depot_price: 0,
    };
    let (depot, place) = (End::Depot, End::Client(0));
    let mut parts = province(1, 1);
    parts.vehicles = vec![van(30)];
    *flows(&mut parts) = vec![full(depot, place), full(place, depot)];
    assert!(solved(parts.clone(), 1, 4_000).feasible, "30 out and then 30 back fit");
    flows(&mut parts).push(full(depot, place));
    assert!(!solved(parts, 1, 4_000).feasible, "60 out do not");
}

#[test]
fn a_first_pickup_needs_crates_that_stand_there() {
    let mut parts = province(1, 1);
    let (from, to) = (End::Client(0), End::Depot);
    let goods = [1_000, 12_700 * 3];
    *flows(&mut parts) = vec![Flow { from, to, ready: 0, goods, price_per_day: 0, depot_price: 0 }];
    let with = |empties| {
        let mut parts = parts.clone();
        parts.flows.as_mut().expect("flows").handling[0].empties = empties;
        solved(parts, 1, 4_000).feasible
    };
    assert!(with(3));
    assert!(!with(2));
}

#[test]
fn service_lasts_longer_the_more_is_handled_and_is_told() {
    let mut parts = province(1, 1);
    let (from, to) = (End::Depot, End::Client(0));
    let goods = [1_000, 12_700 * 3];
    *flows(&mut parts) =
        vec![Flow { from, to, ready: 0, goods, price_per_day: 100, depot_price: 0 }];
    let answer = solved(parts, 1, 4_000);
    let mut service: Vec<i32> = answer.routes.iter().flat_map(|of| of.service.clone()).collect();
    service.sort_unstable();
    assert_eq!(service, [360, 360 + 6 * 36], "three full in, three empty out");
}

#[test]
fn where_not_all_goods_fit_every_visit_is_still_in_time() {
    // A large vehicle that comes far too late, and small ones that are too small.
    let mut parts = province(6, 2);
    let shift = Window { open: 5 * HOUR, close: 6 * HOUR };
    let small = VehicleType { count: 1, ..van(1) };
    parts.vehicles = vec![small, VehicleType { shift, count: 1, ..van(90) }];
    let problem = Problem::new(parts).expect("the parts fit");
    let answer = search(&problem, Seed(1), &Iterations(8_000), &Silent);
    assert!(!answer.feasible);
    assert!(answer.absent.is_empty());
    assert!(answer.routes.iter().all(|route| route.vehicle == 0), "{:?}", answer.routes);
}

#[test]
fn the_cost_of_an_explanation_is_that_of_the_search_with_rests_and_flows() {
    for seed in 1..4 {
        let mut parts = province(9, seed);
        if seed == 3 {
            let rule = TransferRule { per_route: 3, carrying_price: 9_000, holds: [9_000, 4_000] };
            parts.flows.as_mut().expect("flows").transfers = Some(rule);
        }
        let problem = Problem::new(parts).expect("the parts fit");
        let answer = search(&problem, Seed(seed), &Iterations(3_000), &Silent);
        assert!(answer.feasible);
        let reasons = explain(&problem, &answer);
        assert_eq!(reasons.cost, answer.cost);
        for of in &reasons.clients {
            let own = of.alternatives.iter().find(|alternative| alternative.days == of.days);
            assert!(own.and_then(|own| own.rise).is_some_and(|rise| rise <= 0));
        }
    }
}
