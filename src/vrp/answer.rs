//! What a search hands back.

use super::parts::DaySet;

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
