use super::*;
use crate::random::{RngExt as _, Seed};
use crate::vrp::parts::{Client, ProblemParts, Profile, VehicleType};
use proptest::prelude::*;

/// Clients on a line on both sides of a depot.
fn problem(vehicles: u32) -> Problem {
    let place = [0_i32, 10, 11, -10, -11, 20, -20];
    let legs = |from: i32| place.map(|to| (to - from).abs());
    let client = |node| Client { delivery: [1, 0], ..Client::new(node, vec![1]) };
    Problem::new(ProblemParts {
        days: 1,
        nodes: 7,
        profiles: vec![Profile {
            distance: place.into_iter().flat_map(legs).collect(),
            duration: None,
            hours: Vec::new(),
        }],
        clients: (1..7).map(client).collect(),
        vehicles: vec![VehicleType::new(vehicles, 0, [3, 0])],
        flows: None,
    })
    .unwrap()
}

fn solution(problem: &Problem, routes: &[&[u32]]) -> Solution {
    let call = |&client: &u32| Call::straight(client, client);
    let calls = routes.iter().map(|clients| clients.iter().map(call).collect());
    let routes: Vec<SlotRoute> = (0..).zip(calls).collect();
    Solution::of(problem, (0..6).collect(), &routes)
}

fn record(problem: &Problem, solution: &Solution) -> Record {
    let mut routes = vec![Vec::new(); problem.slots.len()];
    solution.taken().into_iter().for_each(|(slot, calls)| routes[slot as usize] = calls);
    Record {
        routes,
        cost: solution.money(),
        missing: 0,
        weight: solution.money(),
        feasible: solution.is_feasible(),
    }
}

#[test]
fn good_routes_of_two_solutions_meet() {
    let problem = problem(4);
    // East is well driven in the first, west in the second.
    let east = solution(&problem, &[&[0, 1, 4], &[2, 5], &[3]]);
    let west = solution(&problem, &[&[0, 4], &[1], &[2, 3, 5]]);
    let mut pool = Pool::new();
    pool.add(&problem, &east);
    pool.add(&problem, &west);
    let best = record(&problem, &east);
    let routes = pool.better(&problem, &best).expect("both halves together are better");
    let together = Solution::of(&problem, (0..6).collect(), &routes);
    assert!(together.is_feasible());
    assert_eq!(together.money(), 80);
    assert_eq!(pool.better(&problem, &record(&problem, &together)), None, "nothing is better");
}

#[test]
fn an_overloaded_route_is_not_kept_and_an_infeasible_best_not_asked_for() {
    let problem = problem(2);
    let over = solution(&problem, &[&[0, 1, 4, 2], &[3, 5]]);
    let mut pool = Pool::new();
    pool.add(&problem, &over);
    assert_eq!(pool.kept.iter().flatten().count(), 1);
    assert_eq!(pool.better(&problem, &record(&problem, &over)), None);
}

#[test]
fn the_pool_is_asked_once_in_a_twentieth_of_the_budget() {
    let problem = problem(4);
    let east = solution(&problem, &[&[0, 1, 4], &[2, 5], &[3]]);
    let west = solution(&problem, &[&[0, 4], &[1], &[2, 3, 5]]);
    let mut pool = Pool::new();
    pool.add(&problem, &west);
    let best = record(&problem, &east);
    let due = [0.0, 0.049, 0.051, 0.06, 0.2, 0.24, 1.0];
    let asked = due.map(|spent| pool.when_due(&problem, &best, spent).is_some());
    assert_eq!(asked, [false, false, true, false, true, false, true]);
}

/// The cheapest choice by enumeration.
fn cheapest(partition: &Partition) -> Option<i64> {
    let columns = &partition.columns;
    let choices = (0_u32..1 << columns.len()).filter_map(|set| {
        let chosen = || columns.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
        let mut count = vec![0; partition.rows];
        chosen().flat_map(|(_, column)| &column.rows).for_each(|&row| count[row as usize] += 1);
        let fits = partition.room.iter().enumerate().all(|(kind, &room)| {
            chosen().filter(|(_, column)| column.kind == kind).count() <= room
        });
        let exact = fits && count.iter().all(|&count| count == 1);
        exact.then(|| chosen().map(|(_, column)| column.cost).sum())
    });
    choices.min()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_partition_is_the_cheapest_and_none_where_the_known_one_is(seed in 0_u64..100_000) {
        let random = &mut Seed(seed).stream("partition", 0);
        let rows = random.random_range(3..8_u32);
        let mut columns: Vec<Column> = (0..rows)
            .map(|row| Column { kind: 0, cost: random.random_range(5..20), rows: vec![row] })
            .collect();
        let known = columns.len();
        for _ in 0..random.random_range(1..8) {
            let mut rows: Vec<u32> = (0..rows).filter(|_| random.random_bool(0.4)).collect();
            if rows.is_empty() {
                rows.push(0);
            }
            let (kind, cost) = (random.random_range(0..2), random.random_range(5..60));
            columns.push(Column { kind, cost, rows });
        }
        let partition = Partition { rows: rows as usize, columns, room: vec![known, 1] };
        let upper: i64 = partition.columns[..known].iter().map(|column| column.cost).sum();
        let best = cheapest(&partition).expect("the known one");
        let found = partition.better_than(known);
        let cost = found.as_ref().map(|chosen| {
            chosen.iter().map(|&column| partition.columns[column].cost).sum::<i64>()
        });
        prop_assert_eq!(cost, (best < upper).then_some(best));
        if let Some(chosen) = found {
            let mut covered: Vec<u32> =
                chosen.iter().flat_map(|&column| partition.columns[column].rows.clone()).collect();
            covered.sort_unstable();
            prop_assert_eq!(covered, (0..rows).collect::<Vec<_>>());
        }
    }
}
