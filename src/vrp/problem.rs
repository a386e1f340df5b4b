//! A problem whose parts fit together, and what the search reads of it.

use super::parts::{Client, DAYS_MAX, DaySet, FREE, Load, ProblemParts};

/// Why parts make no problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemFault {
    /// No day, or more than [`DAYS_MAX`].
    Days(usize),
    /// A matrix is not `nodes * nodes` long.
    Matrix {
        /// The profile.
        profile: usize,
    },
    /// A distance or duration is negative or above [`FREE`].
    Entry {
        /// The profile.
        profile: usize,
    },
    /// A client stands on a node that is not there.
    ClientNode(usize),
    /// A client has no pattern, or one without a day of the problem.
    Pattern(usize),
    /// A negative amount, service or prize.
    Negative(usize),
    /// Windows that are not in order or end before they begin.
    Windows(usize),
    /// More than 64 vehicle types.
    VehicleTypes(usize),
    /// A vehicle type with a node or a profile that is not there.
    VehicleNode(usize),
    /// A vehicle type with a negative limit or price.
    VehicleNegative(usize),
}

/// Clients, vehicles and matrices that fit together.
#[derive(Clone, Debug)]
pub struct Problem {
    pub(super) parts: ProblemParts,
}

impl Problem {
    /// Puts the parts together, or tells everything that is wrong with them.
    pub fn new(parts: ProblemParts) -> Result<Self, Vec<ProblemFault>> {
        let faults = faults(&parts);
        if faults.is_empty() { Ok(Self { parts }) } else { Err(faults) }
    }

    /// What the problem is made of.
    pub const fn parts(&self) -> &ProblemParts {
        &self.parts
    }
}

fn faults(parts: &ProblemParts) -> Vec<ProblemFault> {
    let mut faults = Vec::new();
    if parts.days == 0 || parts.days > DAYS_MAX {
        return vec![ProblemFault::Days(parts.days)];
    }
    for (profile, of) in parts.profiles.iter().enumerate() {
        let matrices = [Some(&of.distance), of.duration.as_ref()];
        if matrices.iter().flatten().any(|matrix| matrix.len() != parts.nodes * parts.nodes) {
            faults.push(ProblemFault::Matrix { profile });
        }
        if matrices
            .iter()
            .flatten()
            .any(|all| all.iter().any(|&entry| !(0..=FREE).contains(&entry)))
        {
            faults.push(ProblemFault::Entry { profile });
        }
    }
    let days = DaySet::MAX >> (DAYS_MAX - parts.days);
    for (number, client) in parts.clients.iter().enumerate() {
        faults.extend(client_faults(number, client, parts.nodes, days));
    }
    if parts.vehicles.is_empty() || parts.vehicles.len() > 64 {
        faults.push(ProblemFault::VehicleTypes(parts.vehicles.len()));
    }
    for (number, vehicle) in parts.vehicles.iter().enumerate() {
        let there = |node: u32| (node as usize) < parts.nodes;
        if !there(vehicle.start) || !there(vehicle.end) || vehicle.profile >= parts.profiles.len() {
            faults.push(ProblemFault::VehicleNode(number));
        }
        let prices = [vehicle.fixed_price, vehicle.distance_price, vehicle.duration_price];
        if prices.iter().any(|&price| price < 0)
            || negative(vehicle.capacity)
            || vehicle.distance_max < 0
            || vehicle.duration_max < 0
            || vehicle.shift.close < vehicle.shift.open
        {
            faults.push(ProblemFault::VehicleNegative(number));
        }
    }
    faults
}

fn client_faults(number: usize, client: &Client, nodes: usize, days: DaySet) -> Vec<ProblemFault> {
    let mut faults = Vec::new();
    if client.node as usize >= nodes {
        faults.push(ProblemFault::ClientNode(number));
    }
    let beyond = |pattern: &DaySet| *pattern == 0 || *pattern & !days != 0;
    if client.patterns.is_empty() || client.patterns.iter().any(beyond) {
        faults.push(ProblemFault::Pattern(number));
    }
    let prize = client.prize.unwrap_or(0);
    if negative(client.delivery) || negative(client.pickup) || client.service < 0 || prize < 0 {
        faults.push(ProblemFault::Negative(number));
    }
    let ordered = client.windows.windows(2).all(|pair| pair[0].close < pair[1].open);
    if !ordered || client.windows.iter().any(|window| window.close < window.open) {
        faults.push(ProblemFault::Windows(number));
    }
    faults
}

fn negative(load: Load) -> bool {
    load[0] < 0 || load[1] < 0
}
