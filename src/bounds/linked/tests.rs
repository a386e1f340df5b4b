//! Bounds of routes and pairs together against trying everything.

use super::{
    LinkedCase, LinkedCertificate, LinkedProblem, LinkedRefusal, LinkedStart, LinkedStops,
    bound_linked, cases_left, days_needed, verify_linked,
};
use crate::bounds::pairs::{Pair, PairProblem};
use crate::bounds::tests::tiny::optimum;
use crate::random::{RngExt as _, Seed};
use crate::vrp::{Client, DaySet, FREE, Iterations, ProblemParts, Profile, VehicleType};

/// Two or three clients and a node without one, three days, a limit of time.
fn tiny(number: u64) -> LinkedProblem {
    let mut draw = Seed(5).stream("linked", number);
    let clients = draw.random_range(2..=3_u32);
    let nodes = clients as usize + 1;
    let points: Vec<[i32; 2]> =
        (0..nodes).map(|_| [draw.random_range(0..60), draw.random_range(0..60)]).collect();
    let leg = |from: &[i32; 2], to: &[i32; 2]| (from[0] - to[0]).abs() + (from[1] - to[1]).abs();
    let legs: Vec<i32> =
        points.iter().flat_map(|from| points.iter().map(move |to| leg(from, to))).collect();
    let all: [DaySet; 6] = [0b001, 0b010, 0b100, 0b101, 0b011, 0b110];
    let mut sets = Vec::new();
    for _ in 0..=clients {
        let mut of_node: Vec<DaySet> = all.to_vec();
        of_node.retain(|_| draw.random_bool(0.6));
        sets.push(if of_node.is_empty() { vec![0b001] } else { of_node });
    }
    let vehicle = |day: usize| VehicleType {
        days: 1 << day,
        fixed_price: 30,
        duration_max: 200,
        ..VehicleType::new(2, 0, [FREE, FREE])
    };
    let single: Vec<Vec<i64>> = (sets.iter())
        .map(|sets| sets.iter().map(|_| draw.random_range(0..=40)).collect())
        .collect();
    let mut pairs = Vec::new();
    for b in 1..sets.len() {
        for a in 0..b {
            let costs = (0..sets[a].len() * sets[b].len()).map(|_| draw.random_range(0..=60));
            pairs.push(Pair { nodes: [a, b], costs: costs.collect() });
        }
    }
    let client =
        |node: u32| Client { service: 8, ..Client::new(node, sets[node as usize].clone()) };
    LinkedProblem {
        routes: ProblemParts {
            days: 3,
            nodes,
            profiles: vec![Profile { distance: legs, duration: None, hours: Vec::new() }],
            clients: (1..=clients).map(client).collect(),
            vehicles: (0..3).map(vehicle).collect(),
            flows: None,
        },
        pairs: PairProblem { single, pairs },
        clients: (0..=clients).map(|node| node.checked_sub(1)).collect(),
        sets,
    }
}

/// The least of all assignments and routes.
fn least(problem: &LinkedProblem) -> Option<i64> {
    let mut best = None;
    let mut chosen = vec![0; problem.sets.len()];
    loop {
        let mut parts = problem.routes.clone();
        // All days have the same vehicles, which is what trying everything knows.
        parts.vehicles.truncate(1);
        parts.vehicles[0].days = DaySet::MAX;
        for (node, choice) in chosen.iter().enumerate() {
            if let Some(client) = problem.clients[node] {
                parts.clients[client as usize].patterns = vec![problem.sets[node][*choice]];
            }
        }
        if let Some(routes) = optimum(&parts) {
            let cost = routes + problem.pairs.cost(&chosen);
            best = Some(best.map_or(cost, |best: i64| best.min(cost)));
        }
        let mut node = 0;
        while node < chosen.len() && chosen[node] + 1 == problem.sets[node].len() {
            chosen[node] = 0;
            node += 1;
        }
        if node == chosen.len() {
            return best;
        }
        chosen[node] += 1;
    }
}

fn proof(problem: &LinkedProblem, case: LinkedCase, labels: u64) -> Option<LinkedCertificate> {
    let chosen = vec![0; problem.sets.len()];
    let start = LinkedStart { routes: &[], chosen: &chosen };
    let stops =
        LinkedStops { prices: &Iterations(labels), pairs: &Iterations(60), enough: i64::MAX };
    bound_linked(problem, case, start, &stops)
}

fn solvable() -> impl Iterator<Item = (LinkedProblem, i64)> {
    (0..).map(tiny).filter_map(|problem| least(&problem).map(|best| (problem, best))).take(20)
}

#[test]
fn no_bound_is_above_the_least() {
    let (mut near, mut gaps) = (0, 0.0);
    for (problem, best) in solvable() {
        let cases = cases_left(&problem, &[]);
        let proofs: Vec<LinkedCertificate> =
            cases.iter().map(|case| proof(&problem, *case, 20_000).expect("a grid")).collect();
        for proof in &proofs {
            assert_eq!(verify_linked(&problem, proof), Ok(proof.bound));
        }
        let bound = proofs.iter().map(|proof| proof.bound).min().expect("a case");
        assert!(bound <= best, "{bound} above {best}: {problem:?}");
        gaps += (best - bound) as f64 / best as f64;
        near += usize::from(best - bound <= best / 4);
    }
    println!("within 25 %: {near} of 20, mean gap {:.1} %", gaps / 20.0 * 100.0);
    assert!(near >= 8, "{near} of 20 within 25 %");
}

#[test]
fn one_proof_for_all_cases_holds_at_any_budget() {
    for (number, (problem, best)) in solvable().enumerate() {
        let case = LinkedCase { closed: 0, opened: days_needed(&problem) };
        assert!(cases_left(&problem, &[case]).is_empty());
        let proof = proof(&problem, case, 40 * number as u64).expect("a grid");
        assert!(proof.bound <= best, "{} above {best}", proof.bound);
        assert_eq!(verify_linked(&problem, &proof), Ok(proof.bound));
    }
}

#[test]
fn what_is_corrupted_is_refused() {
    let (problem, best) = solvable().next().expect("a problem");
    let case = LinkedCase { closed: 0, opened: days_needed(&problem) };
    let good = proof(&problem, case, 20_000).expect("a grid");
    let proven = good.bound;
    let more = LinkedCertificate { bound: proven + 1, ..good.clone() };
    assert_eq!(verify_linked(&problem, &more), Err(LinkedRefusal::Claim { proven }));
    let mut dear = good.clone();
    dear.day_prices = vec![5; 3];
    dear.case.opened = 0;
    assert_eq!(verify_linked(&problem, &dear), Err(LinkedRefusal::Range));
    let mut short = good.clone();
    short.prices.pop();
    assert_eq!(verify_linked(&problem, &short), Err(LinkedRefusal::Shape));
    // Any prices prove something, and none more than the least.
    for bent in [-50, 0, 1, 50, 1_000] {
        let mut above = LinkedCertificate { bound: best + 1, ..good.clone() };
        above.prices.iter_mut().flatten().for_each(|price| *price += bent);
        assert!(verify_linked(&problem, &above).is_err(), "{bent}");
    }
    let closed = LinkedCase { closed: 0b111, opened: 0 };
    assert!(!cases_left(&problem, &[closed]).is_empty());
}
