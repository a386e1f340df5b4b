//! Bounds of routes and pairs together against trying everything.

use super::{
    LinkedCertificate, LinkedProblem, LinkedRefusal, LinkedStart, LinkedStops, bound_linked,
    verify_linked,
};
use crate::bounds::certificate::{Cut, Refusal};
use crate::bounds::pairs::{Pair, PairProblem};
use crate::bounds::tests::tiny::optimum;
use crate::random::{RngExt as _, Seed};
use crate::vrp::{Client, DaySet, FREE, Iterations, ProblemParts, Profile, Stop, VehicleType};

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

fn proof(problem: &LinkedProblem, labels: u64, cases: usize) -> Vec<LinkedCertificate> {
    let chosen = vec![0; problem.sets.len()];
    let start = LinkedStart { routes: &[], chosen: &chosen };
    let pairs = |_| -> Box<dyn Stop> { Box::new(Iterations(120)) };
    let stops = LinkedStops { prices: &Iterations(labels), pairs: &pairs, cases };
    bound_linked(problem, start, &stops).expect("a grid")
}

fn bound_of(proofs: &[LinkedCertificate]) -> i64 {
    proofs.iter().map(|proof| proof.bound).min().expect("a case")
}

fn solvable() -> impl Iterator<Item = (LinkedProblem, i64)> {
    (0..).map(tiny).filter_map(|problem| least(&problem).map(|best| (problem, best))).take(20)
}

#[test]
fn no_bound_is_above_the_least() {
    let (mut near, mut gaps) = (0, 0.0);
    for (problem, best) in solvable() {
        let proofs = proof(&problem, 1_000_000, 64);
        let bound = bound_of(&proofs);
        assert_eq!(verify_linked(&problem, &proofs), Ok(bound));
        assert!(bound <= best, "{bound} above {best}: {problem:?}");
        gaps += (best - bound) as f64 / best as f64;
        near += usize::from(best - bound <= best / 50);
    }
    println!("within 2 %: {near} of 20, mean gap {:.1} %", gaps / 20.0 * 100.0);
    assert!(near >= 12, "{near} of 20 within 2 %");
}

#[test]
fn one_proof_for_all_cases_holds_at_any_budget() {
    for (number, (problem, best)) in solvable().enumerate() {
        let proofs = proof(&problem, 40 * number as u64, 1);
        let bound = bound_of(&proofs);
        assert!(proofs.len() == 1 && bound <= best, "{bound} above {best}");
        assert_eq!(verify_linked(&problem, &proofs), Ok(bound));
    }
}

#[test]
fn what_is_corrupted_is_refused() {
    let (problem, best) = solvable().next().expect("a problem");
    let good = proof(&problem, 20_000, 1);
    let proven = bound_of(&good);
    let with = |change: &dyn Fn(&mut LinkedCertificate)| {
        let mut other = good.clone();
        change(&mut other[0]);
        verify_linked(&problem, &other)
    };
    assert_eq!(with(&|of| of.bound += 1), Err(LinkedRefusal::Claim { proven }));
    assert_eq!(
        with(&|of| {
            of.case.prices.pop();
        }),
        Err(LinkedRefusal::Routes(Refusal::Shape))
    );
    assert_eq!(
        with(&|of| of.case.prices[0][0] = i64::MAX),
        Err(LinkedRefusal::Routes(Refusal::Range))
    );
    let group = Cut { days: vec![0b111], clients: vec![0, 1], price: -3 };
    assert_eq!(
        with(&|of| of.case.cuts.push(group.clone())),
        Err(LinkedRefusal::Routes(Refusal::Range))
    );
    // Any prices prove something, and none more than the least.
    for bent in [-50, 0, 1, 50, 1_000] {
        let above = with(&|of| {
            of.bound = best + 1;
            of.case.prices.iter_mut().flatten().for_each(|price| *price += bent);
        });
        assert!(above.is_err(), "{bent}");
    }
}

#[test]
fn cases_that_leave_something_out_are_refused() {
    let many = solvable().map(|(problem, _)| (proof(&problem, 100_000, 16), problem));
    let (proofs, problem) = many.into_iter().find(|(of, _)| of.len() > 2).expect("some cases");
    assert!(verify_linked(&problem, &proofs).is_ok());
    for left_out in 0..proofs.len() {
        let mut others = proofs.clone();
        others.remove(left_out);
        assert_eq!(verify_linked(&problem, &others), Err(LinkedRefusal::Cases));
    }
    let mut other = proofs;
    let last = other[0].case.decisions.last_mut().expect("a decision");
    last.is_so = !last.is_so;
    assert_eq!(verify_linked(&problem, &other), Err(LinkedRefusal::Cases));
}
