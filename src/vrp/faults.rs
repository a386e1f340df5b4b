//! What can be wrong with the parts of a problem.

use std::collections::{BTreeMap, BTreeSet};

use super::drive::{RestRule, Stretch};
use super::flows::{End, Flows};
use super::hours::{LegHours, are_steps};
use super::parts::{
    Client, DAYS_MAX, DaySet, FREE, Load, Opening, ProblemParts, VehicleType, Window,
};
use super::trips::trips_max;

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
    /// Hours of a leg that is not there or has hours already, or steps that are none, not in order,
    /// negative or above [`FREE`].
    Hours {
        /// The profile.
        profile: usize,
    },
    /// A client stands on a node that is not there.
    ClientNode(usize),
    /// A client has no pattern, or one without a day of the problem.
    Pattern(usize),
    /// A negative amount, service or prize.
    Negative(usize),
    /// A client of another region than a client before it at the same node.
    Region(usize),
    /// Openings of a day that are not in order or end before they begin, a day of a pattern without
    /// one, or a soft end outside its window or without a price that is one.
    Windows(usize),
    /// More than 64 vehicle types.
    VehicleTypes(usize),
    /// A vehicle type with a node or a profile that is not there.
    VehicleNode(usize),
    /// A vehicle type with a negative limit or price, a stretch of no length, or no trip at all.
    VehicleNegative(usize),
    /// A flow with an end that is not there, a day past the horizon, or a negative amount.
    Flow(usize),
    /// Crates that hold nothing, or handling that is not told for each client.
    Handling,
    /// A vehicle type that reloads, where flows ask for loads that no reload changes.
    ReloadWithFlows(usize),
}

/// Everything that is wrong with the parts.
pub(super) fn faults(parts: &ProblemParts) -> Vec<ProblemFault> {
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
        if !has_good_hours(&of.hours, parts.nodes) {
            faults.push(ProblemFault::Hours { profile });
        }
    }
    let days = DaySet::MAX >> (DAYS_MAX - parts.days);
    for (number, client) in parts.clients.iter().enumerate() {
        faults.extend(client_faults(number, client, parts.nodes, days));
    }
    faults.extend(region_faults(&parts.clients));
    if parts.vehicles.is_empty() || parts.vehicles.len() > 64 {
        faults.push(ProblemFault::VehicleTypes(parts.vehicles.len()));
    }
    for (number, vehicle) in parts.vehicles.iter().enumerate() {
        let there = |node: u32| (node as usize) < parts.nodes;
        let reloads_there = vehicle.reload.is_none_or(|reload| there(reload.node));
        let ends_there = there(vehicle.start) && there(vehicle.end);
        if !ends_there || !reloads_there || vehicle.profile >= parts.profiles.len() {
            faults.push(ProblemFault::VehicleNode(number));
        }
        if vehicle_is_negative(vehicle) {
            faults.push(ProblemFault::VehicleNegative(number));
        }
        if parts.flows.is_some() && trips_max(vehicle) > 1 {
            faults.push(ProblemFault::ReloadWithFlows(number));
        }
    }
    if let Some(flows) = &parts.flows {
        flow_faults(parts, flows, &mut faults);
    }
    faults
}

fn has_good_hours(hours: &[LegHours], nodes: usize) -> bool {
    let legs: BTreeSet<(u32, u32)> = hours.iter().map(|of| (of.from, of.to)).collect();
    let there = |node: u32| (node as usize) < nodes;
    let good = |of: &LegHours| {
        there(of.from) && there(of.to) && !of.steps.is_empty() && are_steps(&of.steps)
    };
    legs.len() == hours.len() && hours.iter().all(good)
}

/// Nodes that clients put into two regions.
fn region_faults(clients: &[Client]) -> Vec<ProblemFault> {
    let mut regions = BTreeMap::new();
    let differs = |(number, client): (usize, &Client)| {
        let first = *regions.entry(client.node).or_insert(client.region);
        (first != client.region).then_some(ProblemFault::Region(number))
    };
    clients.iter().enumerate().filter_map(differs).collect()
}

fn vehicle_is_negative(vehicle: &VehicleType) -> bool {
    let ways = [vehicle.distance_price, vehicle.duration_price, vehicle.crossing_price];
    let prices = [ways[0], ways[1], ways[2], vehicle.fixed_price, vehicle.idle_price];
    let times = [vehicle.distance_max, vehicle.duration_max, vehicle.loading, vehicle.unloading];
    let stretch = |of: Stretch| of.after <= 0 || of.pause < 0;
    let rests = |rest: RestRule| stretch(rest.work) || rest.driving.is_some_and(stretch);
    prices.iter().any(|&price| price < 0)
        || negative(vehicle.capacity)
        || times.iter().any(|&time| time < 0)
        || vehicle.shift.close < vehicle.shift.open
        || vehicle.rest.is_some_and(rests)
        || vehicle.reload.is_some_and(|reload| reload.trips_max == 0 || reload.duration < 0)
}

fn flow_faults(parts: &ProblemParts, flows: &Flows, faults: &mut Vec<ProblemFault>) {
    let there = |end: End| match end {
        End::Client(client) => (client as usize) < parts.clients.len(),
        End::Depot | End::Unsorted => true,
    };
    for (number, flow) in flows.flows.iter().enumerate() {
        let fits = there(flow.from) && there(flow.to) && (flow.ready as usize) < 2 * parts.days;
        if !fits
            || flow.goods.iter().any(|&amount| amount < 0)
            || flow.price_per_day < 0
            || flow.depot_price < 0
        {
            faults.push(ProblemFault::Flow(number));
        }
    }
    let handling = &flows.handling;
    let negative = handling.iter().any(|of| of.service_per_crate < 0 || of.empties < 0);
    let holds = flows.crates.holds.iter().all(|&holds| holds > 0) && flows.crates.tare >= 0;
    if handling.len() != parts.clients.len() || negative || !holds {
        faults.push(ProblemFault::Handling);
    }
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
    if client.openings.iter().any(|of| of.window.close < of.window.open || !of.late.fits(of.window))
        || (0..DAYS_MAX).any(|day| !opens_well(client, day))
    {
        faults.push(ProblemFault::Windows(number));
    }
    faults
}

fn negative(load: Load) -> bool {
    load[0] < 0 || load[1] < 0
}

/// Whether the openings of a day are in order, and there is one if it may be visited then.
fn opens_well(client: &Client, day: usize) -> bool {
    let on_day = |opening: &&Opening| opening.days >> day & 1 == 1;
    let windows: Vec<Window> =
        client.openings.iter().filter(on_day).map(|opening| opening.window).collect();
    let visited = client.patterns.iter().any(|days| days >> day & 1 == 1);
    let ordered = windows.windows(2).all(|pair| pair[0].close < pair[1].open);
    ordered && (!visited || client.openings.is_empty() || !windows.is_empty())
}
