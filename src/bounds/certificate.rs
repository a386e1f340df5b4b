//! A proof of a bound, and its verifier, which shares nothing with the search.
//!
//! The verifier reads the problem itself, looks for the cheapest ng-route of each day and vehicle
//! type at the prices of the certificate, and adds up. It tries no other prices, and has no linear
//! programme.

use rayon::prelude::*;

use super::cheapest::{Case, TooLong, cheapest};
use super::entries::{are_well_formed, entered, needed};
use crate::vrp::{DaySet, FREE, ProblemParts};

/// Prices and costs of a leg stay within this, in parts of a unit, so that no sum overflows.
const LARGEST: i64 = 1 << 50;
/// Clients at most, for the same reason.
const CLIENTS_MAX: usize = 512;
/// More than any route takes of anything.
const UNLIMITED: i64 = 1 << 60;

/// A group of clients that routes of some days come into at least so often as what it asks for
/// fills vehicles, with a price for each time (afgeronde capaciteitssnede).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Classes of days that have no day in common; what is asked for on each is rounded by itself.
    pub days: Vec<DaySet>,
    /// The clients of the group, in order.
    pub clients: Vec<u32>,
    /// What coming into the group earns.
    pub price: i64,
}

/// Prices that prove a bound (bewijs); unverified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Parts of a unit of cost in which prices are.
    pub grain: i64,
    /// What a visit earns, by day and client.
    pub prices: Vec<Vec<i64>>,
    /// What coming into groups of clients earns.
    pub cuts: Vec<Cut>,
    /// The clients that each client remembers, itself first.
    pub neighbours: Vec<Vec<u32>>,
    /// What no solution undercuts, in units of cost.
    pub bound: i64,
}

/// Why a certificate proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not of this problem: other days or clients.
    Shape,
    /// Numbers are so large that sums would overflow, or there are too many clients.
    Range,
    /// Vehicles of the problem reload on the way, which no certificate covers.
    Reloads,
    /// Ways of the problem hang on the hour, which no certificate covers.
    Hours,
    /// Checking it takes more steps than the verifier makes.
    TooLong,
    /// It claims more than it proves.
    Claim {
        /// What it proves, in units of cost.
        proven: i64,
    },
}

/// Checks a certificate of a problem, whose parts have no faults; gives the bound that holds.
///
/// A pass over ng-routes for each pair of day and vehicle type that is like no earlier one.
pub fn verify(parts: &ProblemParts, certificate: &Certificate) -> Result<i64, Refusal> {
    let proven = proven(parts, certificate)?;
    if certificate.bound > proven { Err(Refusal::Claim { proven }) } else { Ok(certificate.bound) }
}

/// What prices prove, rounded up to a whole unit, since every cost is whole.
pub(super) fn proven(parts: &ProblemParts, certificate: &Certificate) -> Result<i64, Refusal> {
    well_formed(parts, certificate)?;
    let grain = i128::from(certificate.grain);
    let mut sum = routes_sum(parts, certificate)?;
    sum +=
        certificate.cuts.iter().map(|cut| needed(parts, cut) * i128::from(cut.price)).sum::<i128>();
    for (client, of) in parts.clients.iter().enumerate() {
        let paid = |pattern: &DaySet| -> i128 {
            let days = (0..parts.days).filter(|day| pattern >> day & 1 == 1);
            days.map(|day| i128::from(certificate.prices[day][client])).sum()
        };
        let left_out = of.prize.map(|prize| i128::from(prize) * grain);
        sum += of.patterns.iter().map(paid).chain(left_out).min().ok_or(Refusal::Shape)?;
    }
    whole_units(sum, grain)
}

/// What prices prove of routes alone, whatever visits earn.
pub(super) fn routes_proven(
    parts: &ProblemParts,
    certificate: &Certificate,
) -> Result<i64, Refusal> {
    well_formed(parts, certificate)?;
    whole_units(routes_sum(parts, certificate)?, i128::from(certificate.grain))
}

fn whole_units(sum: i128, grain: i128) -> Result<i64, Refusal> {
    i64::try_from(-(-sum).div_euclid(grain)).map_err(|_| Refusal::Range)
}

/// The cheapest routes of all days and vehicles, less what their visits earn; each day that is like
/// no other once, at the same time as others.
fn routes_sum(parts: &ProblemParts, certificate: &Certificate) -> Result<i128, Refusal> {
    let mut cases: Vec<(Case, i128)> = Vec::new();
    for day in 0..parts.days {
        for (vehicle, of) in parts.vehicles.iter().enumerate() {
            let count = (of.count as usize).min(parts.clients.len());
            if of.days >> day & 1 == 0 || count == 0 {
                continue;
            }
            let case = case(parts, certificate, day, vehicle)?;
            match cases.iter_mut().find(|(other, _)| *other == case) {
                Some((_, routes)) => *routes += count as i128,
                None => cases.push((case, count as i128)),
            }
        }
    }
    let costs = cases.par_iter().map(|(case, routes)| {
        let least = cheapest(case, &certificate.neighbours);
        least.map(|least| i128::from(least.min(0)) * routes)
    });
    let costs: Result<Vec<i128>, TooLong> = costs.collect();
    Ok(costs.map_err(|TooLong| Refusal::TooLong)?.into_iter().sum())
}

fn well_formed(parts: &ProblemParts, certificate: &Certificate) -> Result<(), Refusal> {
    let clients = parts.clients.len();
    let Certificate { grain, prices, neighbours, .. } = certificate;
    let shape = prices.len() == parts.days
        && prices.iter().all(|of| of.len() == clients)
        && neighbours.len() == clients
        && neighbours.iter().flatten().all(|of| (*of as usize) < clients);
    if !shape {
        return Err(Refusal::Shape);
    }
    let small = |number: &i64| (-LARGEST..=LARGEST).contains(number);
    if !are_well_formed(parts, &certificate.cuts) {
        return Err(Refusal::Shape);
    }
    let cut_prices: i128 = certificate.cuts.iter().map(|cut| i128::from(cut.price)).sum();
    let is_negative = certificate.cuts.iter().any(|cut| cut.price < 0);
    if is_negative || cut_prices > i128::from(LARGEST) {
        return Err(Refusal::Range);
    }
    if clients > CLIENTS_MAX || *grain < 1 || !prices.iter().flatten().all(small) {
        return Err(Refusal::Range);
    }
    if parts.vehicles.iter().any(|of| of.reload.is_some()) {
        return Err(Refusal::Reloads);
    }
    if parts.profiles.iter().any(|of| !of.hours.is_empty()) {
        return Err(Refusal::Hours);
    }
    Ok(())
}

/// A day of a vehicle type: legs between the depot, 0, and the clients, from 1.
fn case(
    parts: &ProblemParts,
    certificate: &Certificate,
    day: usize,
    vehicle: usize,
) -> Result<Case, Refusal> {
    let of = &parts.vehicles[vehicle];
    let profile = &parts.profiles[of.profile];
    let guests = &parts.clients;
    let comes = |at: &usize| {
        let client = &guests[*at];
        client.vehicles >> vehicle & 1 == 1 && client.patterns.iter().any(|p| p >> day & 1 == 1)
    };
    let clients: Vec<usize> = (0..guests.len()).filter(comes).collect();
    let size = clients.len() + 1;
    let wide = i64::from;
    let handling = wide(of.loading) + wide(of.unloading);
    let shift = wide(of.shift.close) - wide(of.shift.open);
    let limit = |most: i64| if most >= wide(FREE) { UNLIMITED } else { most };
    let most = [
        limit(wide(of.capacity[0])),
        limit(wide(of.capacity[1])),
        limit(wide(of.capacity[0])),
        limit(wide(of.capacity[1])),
        limit(wide(of.distance_max)),
        limit(shift.min(wide(of.duration_max))) - handling,
    ];
    let entered = entered(certificate, day, &clients);
    let mut legs = Vec::with_capacity(size * size);
    let mut takes = Vec::with_capacity(size * size);
    for from in 0..size {
        for to in 0..size {
            let row = if from == 0 { of.start } else { guests[clients[from - 1]].node } as usize;
            let column = if to == 0 { of.end } else { guests[clients[to - 1]].node } as usize;
            let place = row * parts.nodes + column;
            let metres = wide(profile.distance[place]);
            let travel = profile.duration.as_ref().map_or(metres, |table| wide(table[place]));
            let guest = (to > 0).then(|| &guests[clients[to - 1]]);
            let [bring, take, service] = guest.map_or([[0; 2], [0; 2], [0; 2]], |guest| {
                [guest.delivery.map(wide), guest.pickup.map(wide), [wide(guest.service), 0]]
            });
            let idle = service[0] + if from == 0 { handling } else { 0 };
            let route = if from == 0 { of.fixed_price } else { 0 };
            let way = i128::from(metres) * i128::from(of.distance_price)
                + i128::from(travel) * i128::from(of.duration_price)
                + i128::from(idle) * i128::from(of.idle_price);
            let cost = (way + i128::from(route)) * i128::from(certificate.grain);
            let cost = i64::try_from(cost).ok().filter(|cost| *cost <= LARGEST);
            let earned = if to == 0 { 0 } else { certificate.prices[day][clients[to - 1]] };
            legs.push(cost.ok_or(Refusal::Range)? - earned - entered[from * size + to]);
            takes.push([bring[0], bring[1], take[0], take[1], metres, travel + service[0]]);
        }
    }
    Ok(Case { clients, legs, takes, most })
}
