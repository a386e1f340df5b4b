//! What a search hands back.

use super::parts::DaySet;
use super::problem::Problem;
use super::search::Record;

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
    /// Routes and forgone prizes, without penalties, in the unit of the prices.
    pub cost: i64,
    /// Whether no limit is exceeded and every client without a prize is visited.
    pub feasible: bool,
    /// Iterations of all islands together.
    pub iterations: u64,
}

impl Answer {
    pub(super) fn new(problem: &Problem, best: &Record, iterations: u64) -> Self {
        let mut patterns = vec![0; problem.client_count()];
        let mut routes = Vec::new();
        for (slot, calls) in best.taken() {
            let of = problem.slots[slot as usize];
            let clients: Vec<u32> = calls.iter().map(|call| call.client).collect();
            for &client in &clients {
                patterns[client as usize] |= 1 << of.day;
            }
            let (day, vehicle) = (of.day as usize, of.vehicle as usize);
            routes.push(RoutePlan { day, vehicle, number: of.number, clients });
        }
        let out = (0..).zip(&patterns).filter(|(_, days)| **days == 0);
        let absent = out.map(|(client, _)| client).collect();
        Self { routes, patterns, absent, cost: best.cost, feasible: best.feasible, iterations }
    }
}
