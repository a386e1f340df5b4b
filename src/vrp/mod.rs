//! The vehicle routing problem in general (stand-in for the engine).

mod answer;
mod parts;
mod problem;
mod stop;

pub use answer::{Answer, RoutePlan};
pub use parts::{Client, DAYS_MAX, DaySet, FREE, Load, ProblemParts, Profile, VehicleType, Window};
pub use problem::{Problem, ProblemFault};
pub use stop::{Iterations, Progress, Silent, Stop};

use crate::random::Seed;

/// Stand-in: fills vehicles in file order, in their depot's day; first pattern of each client.
pub fn search(problem: &Problem, _seed: Seed, _stop: &dyn Stop, progress: &dyn Progress) -> Answer {
    let parts = problem.parts();
    let mut routes: Vec<RoutePlan> = Vec::new();
    let mut cost = 0;
    for day in 0..parts.days {
        let mut clients: Vec<u32> = (0..)
            .zip(&parts.clients)
            .filter(|(_, client)| client.patterns[0] >> day & 1 == 1)
            .map(|(number, _)| number)
            .collect();
        for (vehicle, of) in parts.vehicles.iter().enumerate() {
            for number in 0..of.count {
                if of.days >> day & 1 == 0 || clients.is_empty() {
                    continue;
                }
                let mut load = 0;
                let taken = clients
                    .iter()
                    .take_while(|&&client| {
                        let of_client = &parts.clients[client as usize];
                        load += of_client.delivery[0].max(of_client.pickup[0]);
                        load <= of.capacity[0]
                    })
                    .count();
                let rest = clients.split_off(taken);
                let route = std::mem::replace(&mut clients, rest);
                cost += i64::try_from(route.len()).unwrap_or(0);
                routes.push(RoutePlan { day, vehicle, number, clients: route });
            }
        }
    }
    progress.epoch(1, 1.0, cost);
    Answer {
        routes,
        patterns: parts.clients.iter().map(|client| client.patterns[0]).collect(),
        absent: Vec::new(),
        cost,
        feasible: true,
        iterations: 1,
    }
}
