//! Bounds of routes and pairs together against trying everything.

use super::{
    LinkedCertificate, LinkedProblem, LinkedRefusal, LinkedStart, LinkedStops, WORK_PARTS,
    bound_linked, verify_linked,
};
use crate::bounds::certificate::{Cut, Refusal};
use crate::bounds::pairs::{Pair, PairProblem};
use crate::random::{RngExt as _, Seed, Stream};
use crate::vrp::{Client, DaySet, FREE, Iterations, ProblemParts, Profile, Stop, VehicleType};

/// The limit of time, and what a route costs by itself.
const LIMIT: i64 = 200;
const ROUTE: i64 = 30 * STEP;
/// What a step of the way costs.
const STEP: i64 = 1_000;
/// The routes of a day at most, and how long a visit lasts by itself.
const ROUTES: usize = 2;
const SERVICE: i32 = 8;

/// Two or three clients and a node without one, three days, a limit of time; in every other one
/// choices ask for some of it.
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
        fixed_price: ROUTE,
        distance_price: STEP,
        duration_max: i32::try_from(LIMIT).expect("short"),
        ..VehicleType::new(u32::try_from(ROUTES).expect("few"), 0, [FREE, FREE])
    };
    let pairs = costs(&mut draw, &sets, 60 * STEP);
    let asked = costs(&mut draw, &sets, 400);
    let work = if number.is_multiple_of(2) { asked } else { PairProblem::default() };
    let client =
        |node: u32| Client { service: SERVICE, ..Client::new(node, sets[node as usize].clone()) };
    LinkedProblem {
        routes: ProblemParts {
            days: 3,
            nodes,
            profiles: vec![Profile { distance: legs, duration: None, hours: Vec::new() }],
            clients: (1..=clients).map(client).collect(),
            vehicles: (0..3).map(vehicle).collect(),
            flows: None,
        },
        work,
        pairs,
        clients: (0..=clients).map(|node| node.checked_sub(1)).collect(),
        sets,
    }
}

/// Costs of choices, alone and by twos.
fn costs(draw: &mut Stream, sets: &[Vec<DaySet>], most: i64) -> PairProblem {
    let single: Vec<Vec<i64>> = (sets.iter())
        .map(|sets| sets.iter().map(|_| draw.random_range(0..=most)).collect())
        .collect();
    let mut pairs = Vec::new();
    for b in 1..sets.len() {
        for a in 0..b {
            let costs = (0..sets[a].len() * sets[b].len()).map(|_| draw.random_range(0..=most));
            pairs.push(Pair { nodes: [a, b], costs: costs.collect() });
        }
    }
    PairProblem { single, pairs }
}

/// The shortest way through some clients, in any order, if it is within the limit.
fn tour(problem: &LinkedProblem, clients: &[u32]) -> Option<i64> {
    let legs = &problem.routes.profiles[0].distance;
    let leg =
        |from: u32, to: u32| i64::from(legs[from as usize * problem.routes.nodes + to as usize]);
    let nodes: Vec<u32> = clients.iter().map(|client| client + 1).collect();
    let length = shortest(&nodes, 0, &leg);
    (length + served(clients) <= LIMIT).then_some(length)
}

fn shortest(left: &[u32], at: u32, leg: &dyn Fn(u32, u32) -> i64) -> i64 {
    let onward = left.iter().map(|next| {
        let others: Vec<u32> = left.iter().copied().filter(|other| other != next).collect();
        leg(at, *next) + shortest(&others, *next, leg)
    });
    onward.min().unwrap_or_else(|| leg(at, 0))
}

fn served(clients: &[u32]) -> i64 {
    clients.iter().map(|_| i64::from(SERVICE)).sum()
}

/// The shortest ways through the clients of a day, by the number of routes.
fn of_day(problem: &LinkedProblem, clients: &[u32]) -> Vec<Option<i64>> {
    if clients.is_empty() {
        return vec![Some(0)];
    }
    let parts = (1..1_usize << clients.len()).map(|part| {
        let [one, other] = [1, 0].map(|bit| {
            let of = clients.iter().enumerate().filter(|(at, _)| part >> at & 1 == bit);
            of.map(|(_, client)| *client).collect::<Vec<u32>>()
        });
        let second = if other.is_empty() { Some(0) } else { tour(problem, &other) };
        (1 + usize::from(!other.is_empty()), tour(problem, &one).zip(second))
    });
    let mut best = vec![None; ROUTES + 1];
    for (count, lengths) in parts {
        let length = lengths.map(|(one, other)| one + other);
        best[count] = best[count].into_iter().chain(length).min();
    }
    best
}

/// The least cost of routes that leave so much time together.
fn routed(problem: &LinkedProblem, chosen: &[usize], asked: i64) -> Option<i64> {
    // By count of routes, the shortest ways so far.
    let mut so_far = vec![Some(0_i64)];
    let mut visits = 0;
    for day in 0..problem.routes.days {
        let is_on = |node: &usize| problem.sets[*node][chosen[*node]] >> day & 1 == 1;
        let nodes = (0..chosen.len()).filter(is_on);
        let clients: Vec<u32> = nodes.filter_map(|node| problem.clients[node]).collect();
        visits += served(&clients);
        let own = of_day(problem, &clients);
        let mut next = vec![None; so_far.len() + own.len() - 1];
        for (before, length) in so_far.iter().enumerate() {
            for (count, more) in own.iter().enumerate() {
                let both = length.zip(*more).map(|(length, more)| length + more);
                let into: &mut Option<i64> = &mut next[before + count];
                *into = into.iter().copied().chain(both).min();
            }
        }
        so_far = next;
    }
    let costs = (0..).zip(so_far).filter_map(|(count, length): (i64, Option<i64>)| {
        let length = length?;
        let left = count * LIMIT - length - visits;
        (left * WORK_PARTS >= asked).then_some(count * ROUTE + length * STEP)
    });
    costs.min()
}

/// The least of all assignments and routes.
fn least(problem: &LinkedProblem) -> Option<i64> {
    let mut best: Option<i64> = None;
    let mut chosen = vec![0; problem.sets.len()];
    loop {
        let routes = routed(problem, &chosen, problem.work.cost(&chosen));
        let cost = routes.map(|routes| routes + problem.pairs.cost(&chosen));
        best = best.into_iter().chain(cost).min();
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
fn time_has_a_price_where_choices_ask_for_much() {
    let priced = solvable().filter(|(problem, _)| {
        let proofs = proof(problem, 1_000_000, 1);
        let free = LinkedProblem { work: PairProblem::default(), ..problem.clone() };
        let without = bound_of(&proof(&free, 1_000_000, 1));
        proofs.iter().any(|of| of.work_price > 0) && bound_of(&proofs) > without
    });
    let priced = priced.count();
    assert!(priced >= 5, "time binds in {priced}");
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
    for price in [-1, 1 << 40, i64::MAX, i64::MIN] {
        let refused = with(&|of| of.work_price = price);
        assert_eq!(refused, Err(LinkedRefusal::Routes(Refusal::Range)), "{price}");
    }
    // Any prices prove something, and none more than the least.
    for (bent, work) in [(-50, 0), (0, 1), (1, 0), (50, 7), (1_000, 0), (0, 90), (-1, 60_000)] {
        let above = with(&|of| {
            of.bound = best + 1;
            of.work_price += work;
            of.case.prices.iter_mut().flatten().for_each(|price| *price += bent * STEP);
        });
        assert!(above.is_err(), "{bent} {work}");
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
