//! Tests of the empties plan.

use proptest::prelude::{Strategy, prop, prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::{Config, RngSeed};

use super::balance_empties;
use super::greedy::stop_by_stop;
use super::ledger::book;
use super::problem::{EmptiesPlan, EmptiesProblem, PlaceStock, RouteLegs, StopCrates, StopEmpties};
use super::programme::solve;
use crate::random::{RngExt as _, Seed};
use crate::units::Crates;

fn place(stock: i64, stock_max: i64, stock_end_min: i64) -> PlaceStock {
    PlaceStock {
        stock: Crates(stock),
        stock_max: Crates(stock_max),
        stock_end_min: Crates(stock_end_min),
    }
}

fn stop(place: usize, full_in: i64, full_out: i64) -> StopCrates {
    StopCrates { place, full_in: Crates(full_in), full_out: Crates(full_out) }
}

fn route(stops: &[usize], capacity: i64) -> RouteLegs {
    RouteLegs { stops: stops.to_vec(), capacity: Crates(capacity) }
}

fn moves(plan: &EmptiesPlan) -> Vec<(i64, i64)> {
    plan.stops.iter().map(|stop| (stop.into.0, stop.out.0)).collect()
}

#[test]
fn moves_nothing_where_full_crates_keep_the_stock_in_balance() {
    let plan = balance_empties(&EmptiesProblem {
        places: vec![place(3, 6, 3)],
        stops: vec![stop(0, 3, 3), stop(0, 2, 2)],
        routes: vec![route(&[0], 10), route(&[1], 10)],
    });
    assert_eq!(moves(&plan), [(0, 0), (0, 0)]);
    assert!(plan.proven);
}

#[test]
fn takes_back_what_a_place_cannot_store() {
    let plan = balance_empties(&EmptiesProblem {
        places: vec![place(4, 5, 0)],
        stops: vec![stop(0, 5, 2)],
        routes: vec![route(&[0], 10)],
    });
    assert_eq!(moves(&plan), [(0, 2)]);
    assert!(plan.overfull.is_empty());
}

#[test]
fn reports_a_first_pickup_that_no_visit_can_save() {
    let plan = balance_empties(&EmptiesProblem {
        places: vec![place(1, 9, 0)],
        stops: vec![stop(0, 0, 4)],
        routes: vec![route(&[0], 10)],
    });
    assert_eq!(plan.shortages, [(0, Crates(3))]);
    assert!(plan.proven);
}

#[test]
fn empties_share_a_leg_with_full_crates() {
    // Six crates wait at the second stop's next pickup, but the first leg has room for two.
    let plan = balance_empties(&EmptiesProblem {
        places: vec![place(0, 9, 0), place(0, 9, 0)],
        stops: vec![stop(0, 8, 0), stop(1, 0, 0), stop(1, 0, 6)],
        routes: vec![route(&[0, 1], 10)],
    });
    assert_eq!(plan.stops[1].into, Crates(2));
    assert_eq!(plan.shortages, [(2, Crates(4))]);
}

#[test]
fn full_crates_above_the_capacity_leave_no_room_and_no_panic() {
    let plan = balance_empties(&EmptiesProblem {
        places: vec![place(0, 9, 2)],
        stops: vec![stop(0, 0, 0), stop(0, 0, 0)],
        routes: vec![route(&[0], -1), route(&[1], 0)],
    });
    assert_eq!(moves(&plan), [(0, 0), (0, 0)]);
    assert_eq!(plan.short_at_end, [(0, Crates(2))]);
}

#[test]
fn a_trolley_has_no_legs() {
    let plan = balance_empties(&EmptiesProblem {
        places: vec![place(0, 99, 0)],
        stops: vec![stop(0, 0, 0), stop(0, 0, 70)],
        routes: Vec::new(),
    });
    assert_eq!(plan.stops[0].into, Crates(70));
    assert!(plan.shortages.is_empty());
}

#[test]
fn a_place_that_nobody_visits_is_short_at_the_end() {
    let plan =
        balance_empties(&EmptiesProblem { places: vec![place(1, 9, 3)], ..Default::default() });
    assert_eq!(plan.short_at_end, [(0, Crates(2))]);
}

#[test]
fn the_ledger_refuses_empties_that_are_not_there_and_overloaded_legs() {
    let problem = EmptiesProblem {
        places: vec![place(1, 9, 0)],
        stops: vec![stop(0, 0, 0)],
        routes: vec![route(&[0], 3)],
    };
    let book_one =
        |into, out| book(&problem, vec![StopEmpties { into: Crates(into), out: Crates(out) }]);
    assert!(book_one(3, 1).is_some());
    assert!(book_one(4, 0).is_none());
    assert!(book_one(0, 2).is_none());
    assert!(book_one(-1, 0).is_none());
}

fn small_problem() -> impl Strategy<Value = EmptiesProblem> {
    let places = prop::collection::vec((0..3_i64, 1..4_i64, 0..2_i64), 2);
    let stops = prop::collection::vec((0..2_usize, 0..3_i64, 0..3_i64), 4);
    (places, stops, 1..6_i64, 1..6_i64).prop_map(|(places, stops, first, second)| EmptiesProblem {
        places: places.into_iter().map(|(stock, most, end)| place(stock, most, end)).collect(),
        stops: stops.into_iter().map(|(at, into, out)| stop(at, into, out)).collect(),
        routes: vec![route(&[0, 1], first), route(&[2, 3], second)],
    })
}

/// The least objective over every choice of at most two empties in and out at each stop.
fn least_by_enumeration(problem: &EmptiesProblem) -> i64 {
    let choices = 3_usize.pow(2 * 4);
    let plans = (0..choices).filter_map(|mut code| {
        let mut digit = || {
            let value = code % 3;
            code /= 3;
            Crates(i64::try_from(value).unwrap())
        };
        let stops = (0..4).map(|_| StopEmpties { into: digit(), out: digit() }).collect();
        book(problem, stops)
    });
    plans.map(|plan| plan.objective()).min().unwrap()
}

/// A week like the province's: 42 places, two visits each, ten routes.
fn week(seed: u64, capacity: i64) -> EmptiesProblem {
    let mut rng = Seed(seed).stream("empties", 0);
    let places: Vec<PlaceStock> = (0..42)
        .map(|_| place(rng.random_range(0..8), rng.random_range(6..20), rng.random_range(0..4)))
        .collect();
    let stops: Vec<StopCrates> = (0..84)
        .map(|number| stop(number % 42, rng.random_range(0..8), rng.random_range(0..8)))
        .collect();
    let routes = (0..10)
        .map(|number| {
            let first = number * 84 / 10;
            let last = (number + 1) * 84 / 10;
            route(&(first..last).collect::<Vec<_>>(), capacity)
        })
        .collect();
    EmptiesProblem { places, stops, routes }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "prints how long it takes; asserts no time")]
fn a_week_of_84_stops_on_ten_routes_is_proven() {
    for capacity in [24, 30, 36, 70] {
        let mut slowest = std::time::Duration::ZERO;
        let mut moved = 0;
        for seed in 0..5 {
            let problem = week(seed, capacity);
            let start = std::time::Instant::now();
            let plan = balance_empties(&problem);
            slowest = slowest.max(start.elapsed());
            assert!(plan.proven, "seed {seed}, capacity {capacity}");
            assert_eq!(plan, balance_empties(&problem), "same input, same plan");
            let greedy = book(&problem, stop_by_stop(&problem)).unwrap();
            assert!(plan.objective() <= greedy.objective());
            moved += plan.moved.0;
        }
        println!("capacity {capacity}: {moved} empties moved in 5 weeks, slowest {slowest:?}");
    }
}

proptest! {
    #![proptest_config(Config { cases: 48, rng_seed: RngSeed::Fixed(7), ..Config::default() })]

    #[test]
    fn the_plan_is_the_best_of_all_small_choices(problem in small_problem()) {
        let plan = balance_empties(&problem);
        prop_assert!(plan.proven);
        prop_assert!(plan.objective() <= least_by_enumeration(&problem));
        // What the plan says is what the ledger books, and conserves crates in every place.
        let booked = book(&problem, plan.stops.clone()).unwrap();
        prop_assert_eq!(EmptiesPlan { proven: true, ..booked }, plan);
    }

    #[test]
    fn every_row_holds_when_counted_by_hand(problem in small_problem()) {
        let plan = balance_empties(&problem);
        for (number, at) in problem.places.iter().enumerate() {
            let mut stock = at.stock.0;
            for (rank, stop) in problem.stops.iter().enumerate().filter(|(_, s)| s.place == number) {
                let short: i64 =
                    plan.shortages.iter().filter(|row| row.0 == rank).map(|row| row.1.0).sum();
                let over: i64 =
                    plan.overfull.iter().filter(|row| row.0 == rank).map(|row| row.1.0).sum();
                stock += short - stop.full_out.0 - plan.stops[rank].out.0;
                prop_assert!(stock >= 0);
                stock += stop.full_in.0 + plan.stops[rank].into.0;
                prop_assert!(stock - over <= at.stock_max.0);
            }
            let missing: i64 =
                plan.short_at_end.iter().filter(|row| row.0 == number).map(|row| row.1.0).sum();
            prop_assert!(stock + missing >= at.stock_end_min.0);
        }
        for route in &problem.routes {
            let stops = &route.stops;
            for leg in 0..=stops.len() {
                let on_board = |full: bool| -> i64 {
                    let count = |crates: Crates| if full { crates.0 } else { 0 };
                    let ahead = stops[leg..].iter().map(|&stop| {
                        count(problem.stops[stop].full_in) + i64::from(!full) * plan.stops[stop].into.0
                    });
                    let passed = stops[..leg].iter().map(|&stop| {
                        count(problem.stops[stop].full_out) + i64::from(!full) * plan.stops[stop].out.0
                    });
                    ahead.chain(passed).sum()
                };
                let (full, empty) = (on_board(true), on_board(false));
                prop_assert!(full + empty <= route.capacity.0.max(full));
            }
        }
    }

    #[test]
    fn the_greedy_plan_always_books(problem in small_problem()) {
        let greedy = book(&problem, stop_by_stop(&problem)).unwrap();
        let answer = solve(&problem).unwrap();
        prop_assert!(greedy.objective() as f64 >= answer.objective - 0.01);
    }
}
