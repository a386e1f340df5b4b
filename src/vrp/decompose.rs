//! A solution in parts that are searched at the same time, and put together again.
//!
//! The routes are halved, and their halves again, between two clients that lie far apart: a
//! route belongs to the one to which it is nearer. A part keeps its vehicles; empty slots are
//! dealt out. Reference: the decompositions of T. Vidal, T. G. Crainic, M. Gendreau and C. Prins
//! (2013), "A hybrid genetic algorithm with adaptive diversity management for a large class of
//! vehicle routing problems with time-windows", Computers & Operations Research 40(1):475-489,
//! doi 10.1016/j.cor.2012.07.018.

use super::problem::Problem;
use super::route::{Call, Penalties};
use super::search::{Island, Record};
use super::solution::Solution;
use crate::random::{RngExt as _, Stream};

/// Parts are halved until they have at most so many clients.
pub(super) const CLIENTS_MAX: usize = 300;

/// The calls of a slot.
pub(super) type SlotRoute = (u32, Vec<Call>);

/// What one island works on.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// Whom the part may move.
    pub(super) clients: Vec<u32>,
    pub(super) routes: Vec<SlotRoute>,
    /// Slots that belong to other parts.
    pub(super) closed: Vec<u32>,
}

/// The solution that the parts make up together.
#[derive(Clone, Debug)]
pub(super) struct Whole {
    /// Where the search stands, empty slots left out.
    pub(super) routes: Vec<SlotRoute>,
    pub(super) best: Record,
    pub(super) penalties: Penalties,
}

impl Whole {
    pub(super) fn of(island: &Island) -> Self {
        let routes = island.current.taken();
        Self { routes, best: island.best.clone(), penalties: island.penalties }
    }

    /// Leaves its own solution for a better one.
    pub(super) fn go_on_from(&mut self, problem: &Problem, routes: Vec<SlotRoute>) {
        let clients = (0..).take(problem.client_count()).collect();
        let solution = Solution::of(problem, clients, &routes);
        self.best.cost = solution.money();
        self.best.weight = solution.penalised(problem, Penalties::dearest(problem));
        (self.best.feasible, self.best.missing) = (solution.is_feasible(), solution.missing);
        self.best.routes.iter_mut().for_each(Vec::clear);
        for (slot, calls) in &routes {
            self.best.routes[*slot as usize].clone_from(calls);
        }
        self.routes = routes;
    }

    /// Puts the parts together: where each stands, and the best of each.
    pub(super) fn gather(&mut self, islands: &[Island]) {
        self.routes = islands.iter().flat_map(|island| island.current.taken()).collect();
        self.routes.sort_unstable_by_key(|(slot, _)| *slot);
        let bests = islands.iter().map(|island| &island.best);
        let together = (
            bests.clone().any(|best| !best.feasible),
            bests.clone().map(|best| best.missing).sum::<i64>(),
            bests.clone().map(|best| best.weight).sum::<i64>(),
        );
        if together < self.best.rank() {
            self.best.feasible = !together.0;
            (self.best.missing, self.best.weight) = (together.1, together.2);
            self.best.cost = bests.clone().map(|best| best.cost).sum();
            self.best.routes.iter_mut().for_each(Vec::clear);
            for (slot, calls) in bests.flat_map(Record::taken) {
                self.best.routes[slot as usize] = calls;
            }
        }
        let count = i64::try_from(islands.len()).expect("few parts");
        for (limit, price) in self.penalties.0.iter_mut().enumerate() {
            let sum: i64 = islands.iter().map(|island| island.penalties.0[limit]).sum();
            *price = (sum / count).max(1);
        }
    }
}

/// Draws the parts.
pub(super) fn split(problem: &Problem, routes: &[SlotRoute], random: &mut Stream) -> Vec<Part> {
    let mut halves = vec![routes.to_vec()];
    while let Some(large) =
        halves.iter().position(|half| half.len() > 1 && size(half) > CLIENTS_MAX)
    {
        let half = halves.remove(large);
        let (left, right) = halve(problem, half, random);
        halves.splice(large..large, [left, right]);
    }
    let part = |routes| Part { clients: Vec::new(), routes, closed: Vec::new() };
    let mut parts: Vec<Part> = halves.into_iter().map(part).collect();
    deal_clients(problem, &mut parts);
    deal_empty_slots(problem, &mut parts);
    parts
}

/// Nobody has dealt with a client yet.
const NOBODY: usize = usize::MAX;
/// A client has visits in several parts.
const SEVERAL: usize = usize::MAX - 1;

/// A client belongs to the part that has all its visits; one with visits in several parts stays
/// where it is this time; one that is out goes to the part of its nearest neighbour.
fn deal_clients(problem: &Problem, parts: &mut [Part]) {
    let mut part_of = vec![NOBODY; problem.client_count()];
    for (number, part) in parts.iter().enumerate() {
        for call in part.routes.iter().flat_map(|(_, calls)| calls) {
            let of = &mut part_of[call.client as usize];
            *of = if *of == NOBODY || *of == number { number } else { SEVERAL };
        }
    }
    for client in (0..).take(problem.client_count()) {
        let mut part = part_of[client as usize];
        if part == NOBODY {
            let near = problem.neighbours.around(client).map(|other| part_of[other as usize]);
            part = near.into_iter().find(|&part| part < SEVERAL).unwrap_or(0);
        }
        if part != SEVERAL {
            parts[part].clients.push(client);
        }
    }
}

fn size(routes: &[SlotRoute]) -> usize {
    routes.iter().map(|(_, calls)| calls.len()).sum()
}

/// Two halves of about equal size between two clients far apart.
fn halve(
    problem: &Problem,
    mut routes: Vec<SlotRoute>,
    random: &mut Stream,
) -> (Vec<SlotRoute>, Vec<SlotRoute>) {
    let cost = &problem.tariffs[0].cost;
    let node = |call: &Call| problem.guests[call.client as usize].node;
    let all: Vec<u32> = routes.iter().flat_map(|(_, calls)| calls.iter().map(node)).collect();
    let first = all[random.random_range(0..all.len())];
    // The farthest of a few, not of all: the line between the two should vary.
    let others = (0..8).map(|_| all[random.random_range(0..all.len())]);
    let second = others.max_by_key(|&other| (cost.leg(first, other), other)).expect("eight drawn");
    let lean = |calls: &[Call]| {
        let nearer = |call: &Call| {
            i64::from(cost.leg(node(call), first)) - i64::from(cost.leg(node(call), second))
        };
        calls.iter().map(nearer).sum::<i64>() / i64::try_from(calls.len().max(1)).expect("few")
    };
    routes.sort_by_cached_key(|(slot, calls)| (lean(calls), *slot));
    let half = size(&routes) / 2;
    let mut taken = 0;
    let cut = routes.iter().position(|(_, calls)| {
        taken += calls.len();
        taken > half
    });
    let cut = cut.unwrap_or(1).clamp(1, routes.len() - 1);
    let right = routes.split_off(cut);
    (routes, right)
}

/// Every part may fill its share of the empty slots of each kind.
fn deal_empty_slots(problem: &Problem, parts: &mut [Part]) {
    let mut owner = vec![usize::MAX; problem.slots.len()];
    for (number, part) in parts.iter().enumerate() {
        part.routes.iter().for_each(|(slot, _)| owner[*slot as usize] = number);
    }
    let mut next = 0;
    for of in owner.iter_mut().filter(|of| **of == usize::MAX) {
        *of = next;
        next = (next + 1) % parts.len();
    }
    for (number, part) in parts.iter_mut().enumerate() {
        let slots = (0_u32..).zip(&owner);
        part.closed = slots.filter(|(_, of)| **of != number).map(|(slot, _)| slot).collect();
    }
}
