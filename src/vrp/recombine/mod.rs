//! Routes that were seen at different times, put together to a better solution.
//!
//! A pool keeps feasible routes as they pass by. A set partitioning asks for every visit on exactly
//! one route of the pool, no more routes of a vehicle type than vehicles, as cheap as possible.
//! Lagrangian multipliers, found by subgradients, say what a visit is worth; routes that cannot be
//! in a better solution fall away, and a depth-first search goes through the others, the visit
//! with the fewest routes first. All work is counted, no clock is read.
//!
//! For problems of one day: with several, the days of the clients would have to stay as they are,
//! and that gains nothing.
//!
//! References: A. Subramanian, E. Uchoa and L. S. Ochi (2013), "A hybrid algorithm for a class of
//! vehicle routing problems", Computers & Operations Research 40(10):2519-2531,
//! doi 10.1016/j.cor.2013.01.013; M. L. Fisher (1981), "The Lagrangian relaxation method for
//! solving integer programming problems", Management Science 27(1):1-18,
//! doi 10.1287/mnsc.27.1.1.

mod partition;

use std::ops::Range;

use self::partition::{Column, Partition};
use super::decompose::SlotRoute;
use super::problem::Problem;
use super::route::{Call, Route};
use super::search::Record;
use super::solution::Solution;

/// Routes that a pool has room for.
const ROOM: usize = 1 << 13;
/// The row of a client that the best solution leaves out.
const ABSENT: u32 = u32::MAX;

/// In the course of a search the pool is asked so often.
const TIMES: f64 = 20.0;

/// A route without the number of its vehicle.
#[derive(Clone, Debug)]
struct Kept {
    vehicle: u32,
    cost: i64,
    calls: Vec<Call>,
}

/// Feasible routes; a newer one takes the place of an older one now and then.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    kept: Vec<Option<Kept>>,
    /// The spent share of the budget at which it is asked next.
    next: f64,
}

impl Pool {
    pub(super) fn new() -> Self {
        Self { kept: vec![None; ROOM], next: 1.0 / TIMES }
    }

    /// Keeps the feasible routes of a solution.
    pub(super) fn add(&mut self, problem: &Problem, solution: &Solution) {
        for (slot, route) in problem.slots.iter().zip(&solution.routes) {
            if !route.calls.is_empty() && route.over.is_nothing() {
                self.add_route(slot.vehicle, route);
            }
        }
    }

    /// One place for a vehicle type and a set of clients, for the cheapest order of them.
    fn add_route(&mut self, vehicle: u32, route: &Route) {
        let place = &mut self.kept[place_of(vehicle, &route.calls)];
        if let Some(kept) = place {
            let same = kept.vehicle == vehicle && same_clients(&kept.calls, &route.calls);
            if same && kept.cost <= route.money() {
                return;
            }
            (kept.vehicle, kept.cost) = (vehicle, route.money());
            kept.calls.clone_from(&route.calls);
        } else {
            *place = Some(Kept { vehicle, cost: route.money(), calls: route.calls.clone() });
        }
    }

    /// What [`better`](Self::better) finds, where it is time to ask again.
    pub(super) fn when_due(
        &mut self,
        problem: &Problem,
        best: &Record,
        spent: f64,
    ) -> Option<Vec<SlotRoute>> {
        if spent < self.next || problem.is_periodic() {
            return None;
        }
        self.next = ((spent * TIMES).floor() + 1.0) / TIMES;
        self.better(problem, best)
    }

    /// A better solution with the same visits, from the routes of the pool and those of a feasible
    /// best one. `None` where none is found.
    fn better(&self, problem: &Problem, best: &Record) -> Option<Vec<SlotRoute>> {
        if !best.feasible {
            return None;
        }
        let clients = (0..).take(problem.client_count()).collect();
        let best = Solution::of(problem, clients, &best.taken());
        let mut row_of = vec![ABSENT; problem.client_count()];
        let mut rows = 0;
        let mut routes: Vec<(u32, i64, &[Call])> = Vec::new();
        for (slot, route) in problem.slots.iter().zip(&best.routes) {
            for call in &route.calls {
                row_of[call.client as usize] = rows;
                rows += 1;
            }
            if !route.calls.is_empty() {
                routes.push((slot.vehicle, route.money(), &route.calls));
            }
        }
        let known = routes.len();
        for kept in self.kept.iter().flatten() {
            if kept.calls.iter().all(|call| row_of[call.client as usize] != ABSENT) {
                routes.push((kept.vehicle, kept.cost, &kept.calls));
            }
        }
        let column = |&(vehicle, cost, calls): &(u32, i64, &[Call])| Column {
            kind: vehicle as usize,
            cost,
            rows: calls.iter().map(|call| row_of[call.client as usize]).collect(),
        };
        let slots = (0..problem.parts.vehicles.len()).map(|of| problem.slots_of_kind(0, of));
        let partition = Partition {
            rows: rows as usize,
            columns: routes.iter().map(column).collect(),
            room: slots.clone().map(|range| range.len()).collect(),
        };
        let mut free: Vec<Range<u32>> = slots.collect();
        let mut chosen = Vec::new();
        for column in partition.better_than(known)? {
            let (vehicle, _, calls) = routes[column];
            let slot = free[vehicle as usize].next().expect("no more routes than vehicles");
            chosen.push((slot, calls.to_vec()));
        }
        chosen.sort_unstable_by_key(|(slot, _)| *slot);
        Some(chosen)
    }
}

/// The same for any order of the calls.
fn place_of(vehicle: u32, calls: &[Call]) -> usize {
    let mixed = |number: u64| {
        let bits = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (bits ^ bits >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
    };
    let start = mixed(u64::MAX / 2 + u64::from(vehicle));
    let hash =
        calls.iter().fold(start, |sum, call| sum.wrapping_add(mixed(u64::from(call.client))));
    (hash >> 40) as usize % ROOM
}

fn same_clients(a: &[Call], b: &[Call]) -> bool {
    let sorted = |calls: &[Call]| {
        let mut clients: Vec<u32> = calls.iter().map(|call| call.client).collect();
        clients.sort_unstable();
        clients
    };
    a.len() == b.len() && sorted(a) == sorted(b)
}

#[cfg(test)]
mod tests;
