//! What a search hands back.

use super::parts::DaySet;
use super::problem::Problem;
use super::route::Call;
use super::search::Record;
use super::solution::Solution;
use super::trips::{reload_of, trips_max};

/// The route of one vehicle on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutePlan {
    /// The day, from 0.
    pub day: usize,
    /// The vehicle type, an index into the parts' vehicles.
    pub vehicle: usize,
    /// Which of the type's vehicles, from 0.
    pub number: u32,
    /// The clients in the order of driving, indices into the parts' clients.
    pub clients: Vec<u32>,
    /// How long the search reckoned with at each of them, handling included.
    pub service: Vec<i32>,
    /// Before which of the clients the vehicle reloads: ranks on the route, ascending.
    pub reloads: Vec<usize>,
}

/// The best solution of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The routes that visit somebody, by day, then vehicle type, then number.
    pub routes: Vec<RoutePlan>,
    /// The set of days of each client; 0 for a client left out.
    pub patterns: Vec<DaySet>,
    /// The clients left out.
    pub absent: Vec<u32>,
    /// Routes, lead time and forgone prizes, without penalties, in the unit of the prices.
    pub cost: i64,
    /// Whether no limit is exceeded and every client without a prize is visited.
    pub feasible: bool,
    /// Iterations of all islands together.
    pub iterations: u64,
}

impl Answer {
    pub(super) fn new(problem: &Problem, best: &Record, iterations: u64) -> Self {
        let everybody = (0..).take(problem.client_count()).collect();
        let taken = best.taken();
        let whole = Solution::of(problem, everybody, &taken);
        let route = |(slot, calls): &(u32, Vec<Call>)| {
            let of = problem.slots[*slot as usize];
            let (day, vehicle) = (of.day as usize, of.vehicle as usize);
            let service = |call: &Call| {
                let fixed = problem.guests[call.client as usize].service;
                fixed + whole.goods.visit(day, call.client).handling
            };
            RoutePlan {
                day,
                vehicle,
                number: of.number,
                clients: calls.iter().map(|call| call.client).collect(),
                service: calls.iter().map(service).collect(),
                reloads: (0..calls.len()).filter(|rank| calls[*rank].reload).collect(),
            }
        };
        let out = (0..).zip(&whole.patterns).filter(|(_, days)| **days == 0);
        Self {
            routes: taken.iter().map(route).collect(),
            absent: out.map(|(client, _)| client).collect(),
            patterns: whole.patterns,
            cost: best.cost,
            feasible: best.feasible,
            iterations,
        }
    }

    /// The routes as calls, as far as the problem has them: who stands on days that are no pattern
    /// of its own, or with a vehicle that is not there, is left out, and so are reloads beyond the
    /// trips of the vehicle. Each call is in the first window that a vehicle reaches which leaves
    /// as soon as it may.
    pub(super) fn calls(&self, problem: &Problem) -> Vec<(u32, Vec<Call>)> {
        let route = |plan: &RoutePlan| {
            let slot = problem.slots_of_kind(plan.day, plan.vehicle).nth(plan.number as usize)?;
            let known = |client: &u32| {
                let of = problem.parts.clients.get(*client as usize);
                let days = self.patterns.get(*client as usize);
                of.zip(days).is_some_and(|(of, days)| of.patterns.contains(days))
            };
            let mut spare = trips_max(problem.vehicle_of(slot)) - 1;
            let mut stops: Vec<(u32, bool)> = Vec::with_capacity(plan.clients.len());
            let mut reload = false;
            for (rank, client) in plan.clients.iter().enumerate() {
                reload |= plan.reloads.contains(&rank);
                if known(client) {
                    let reloads = reload && !stops.is_empty() && spare > 0;
                    spare -= u32::from(reloads);
                    stops.push((*client, reloads));
                    reload = false;
                }
            }
            Some((slot, in_windows(problem, slot, stops)))
        };
        let there = self.routes.iter().filter(|plan| {
            plan.day < problem.parts.days && plan.vehicle < problem.parts.vehicles.len()
        });
        there.filter_map(route).collect()
    }
}

/// Calls on clients, before some of whom the vehicle reloads.
fn in_windows(problem: &Problem, slot: u32, stops: Vec<(u32, bool)>) -> Vec<Call> {
    let vehicle = problem.vehicle_of(slot);
    let duration = &problem.roads[vehicle.profile].duration;
    let day = problem.slots[slot as usize].day as usize;
    let (mut clock, mut node) = (vehicle.shift.open + vehicle.loading, vehicle.start);
    let call = |(client, reload): (u32, bool)| {
        let guest = &problem.guests[client as usize];
        if reload {
            let rule = reload_of(vehicle);
            clock += duration.leg(node, rule.node) + rule.duration;
            node = rule.node;
        }
        clock += duration.leg(node, guest.node);
        node = guest.node;
        let windows = problem.windows(day, client);
        let last = windows.end - 1;
        let mut reached = windows.filter(|window| problem.times[*window as usize].latest >= clock);
        let window = reached.next().unwrap_or(last);
        clock = clock.max(problem.times[window as usize].earliest) + guest.service;
        Call { client, window, reload }
    };
    stops.into_iter().map(call).collect()
}
