//! A proof of a bound, and its verifier, which shares nothing with the search.
//!
//! The verifier reads the problem itself, looks for the cheapest ng-route of each day and vehicle
//! type at the prices of the certificate, and adds up. It tries no other prices, and has no linear
//! programme.

use rayon::prelude::*;

use super::cheapest::{Case, TooLong, VISITS, cheapest, cheapest_loosely, cheapest_within};
use super::crowded::{at_most, crowds, is_well_formed};
use super::entries::{are_well_formed, asks_of, earned_at_least, entered, needed};
use super::twins::unfolded;
use crate::vrp::{DaySet, FREE, ProblemParts};

/// Prices and costs of a leg stay within this, in parts of a unit, so that no sum overflows.
const LARGEST: i64 = 1 << 50;
/// Clients at most, for the same reason.
const CLIENTS_MAX: usize = 512;
/// The cheapest route of a day, or less.
type Least<'a> = &'a (dyn Fn(&Case, &[Vec<u32>]) -> Result<i64, TooLong> + Sync);

/// What a case costs that no solution agrees with.
const NOTHING: i64 = 1 << 58;
/// Triples of a case at most.
const TRIPLES_MAX: usize = 512;
/// More than any route takes of anything.
pub(super) const UNLIMITED: i64 = 1 << 60;

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

/// Three clients of whom routes of some days together visit two or more at most as often as their
/// sets of days allow, with a price for each time (deelverzamelingssnede).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Triple {
    /// The days.
    pub days: DaySet,
    /// The three, in order.
    pub clients: [u32; 3],
    /// The clients that remember, in order: a route that visits another one between two of the
    /// three is not counted.
    pub remembers: Vec<u32>,
    /// What visiting two of them costs.
    pub price: i64,
}

/// A question that takes a problem apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Whether a client is visited on a day.
    Visit {
        /// The client.
        client: u32,
        /// The day.
        day: usize,
    },
    /// Whether routes of some days come into a group of clients more often than so.
    Entries {
        /// The days.
        days: DaySet,
        /// The clients, in order.
        clients: Vec<u32>,
        /// As often as this, at most, or more often.
        most: i64,
    },
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The question.
    pub asks: Question,
    /// The answer.
    pub is_so: bool,
    /// What coming into the group earns, or costs where routes come in no more often; nought for
    /// visits.
    pub price: i64,
}

/// Prices for the solutions that agree with some decisions; unverified.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProvenCase {
    /// The decisions, in the order in which they were taken.
    pub decisions: Vec<Decision>,
    /// What a visit earns, by day and client.
    pub prices: Vec<Vec<i64>>,
    /// What coming into groups of clients earns.
    pub cuts: Vec<Cut>,
    /// What visiting two of three clients costs.
    pub triples: Vec<Triple>,
}

/// Days of a problem that are folded together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folding {
    /// Classes of days that no set of days tells apart, all with as many days; no client is visited
    /// on any other day.
    pub twins: Vec<Vec<usize>>,
    /// Whether each client takes one class, so that all of them are one day with all vehicles.
    pub is_one: bool,
}

/// Prices that prove a bound (bewijs); unverified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// How days are folded together; cases are of the problem that is left, whose days are the
    /// classes.
    pub folding: Option<Folding>,
    /// Parts of a unit of cost in which prices are.
    pub grain: i64,
    /// Every solution agrees with one of these.
    pub cases: Vec<ProvenCase>,
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
    /// Its cases leave some solution out.
    Cases,
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

/// What prices prove, rounded up to a whole unit, since every cost is whole; the least of all cases.
pub(super) fn proven(parts: &ProblemParts, certificate: &Certificate) -> Result<i64, Refusal> {
    let cases: Vec<&ProvenCase> = certificate.cases.iter().collect();
    if !leave_nothing_out(&cases) {
        return Err(Refusal::Cases);
    }
    let folded = certificate.folding.as_ref().map(|folding| unfolded(parts, folding));
    let folded = folded.transpose()?;
    let (parts, times) = folded.as_ref().map_or((parts, 1), |(parts, times)| (parts, *times));
    let claim = -(-certificate.bound).div_euclid(times.max(1));
    let proven = |case: &&ProvenCase| proven_of_case(parts, certificate, (case, claim));
    let proven: Result<Vec<i64>, Refusal> = cases.par_iter().map(proven).collect();
    let least = proven?.into_iter().min().ok_or(Refusal::Cases)?;
    least.checked_mul(times).ok_or(Refusal::Range)
}

/// What a case proves. With one limit at a time routes are found sooner: where that proves the claim
/// it is enough, and where all limits together take too long it is what there is.
fn proven_of_case(
    parts: &ProblemParts,
    certificate: &Certificate,
    (case, claim): (&ProvenCase, i64),
) -> Result<i64, Refusal> {
    let all_loosely = case.triples.is_empty().then_some(None);
    let mut best: Option<i64> = None;
    for only in (0..VISITS).map(Some).chain(all_loosely) {
        let least = |of: &Case, neighbours: &[Vec<u32>]| match only {
            None => cheapest_loosely(of, neighbours),
            Some(only) => cheapest_within(of, neighbours, only),
        };
        match proven_of(parts, certificate, (case, &least)) {
            Ok(proven) if proven >= claim => return Ok(proven),
            Ok(proven) => best = best.max(Some(proven)),
            Err(Refusal::TooLong) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    match (proven_of(parts, certificate, (case, &cheapest)), best) {
        (Ok(proven), best) => Ok(best.map_or(proven, |best| best.max(proven))),
        (Err(Refusal::TooLong), Some(best)) => Ok(best),
        (Err(refusal), _) => Err(refusal),
    }
}

/// Whether every solution agrees with one of some cases.
pub(super) fn leave_nothing_out(cases: &[&ProvenCase]) -> bool {
    are_all(cases, 0)
}

/// Whether cases that have so many decisions in common leave nothing out: the next decision is the
/// same question for all, and both answers are there.
fn are_all(cases: &[&ProvenCase], common: usize) -> bool {
    let [first, others @ ..] = cases else { return false };
    let Some(next) = first.decisions.get(common) else { return others.is_empty() };
    let asks = |case: &&ProvenCase| {
        let own = case.decisions.get(common);
        own.is_some_and(|own| own.asks == next.asks)
    };
    let visited = |case: &&&ProvenCase| case.decisions[common].is_so;
    cases.iter().all(asks) && {
        let (with, without): (Vec<&ProvenCase>, Vec<&ProvenCase>) = cases.iter().partition(visited);
        are_all(&with, common + 1) && are_all(&without, common + 1)
    }
}

/// What the prices of a case prove of the solutions that agree with it.
fn proven_of(
    parts: &ProblemParts,
    certificate: &Certificate,
    (case, least): (&ProvenCase, Least<'_>),
) -> Result<i64, Refusal> {
    well_formed(parts, certificate, case)?;
    let decided = decided(parts, &case.decisions);
    let parts = &decided;
    let grain = i128::from(certificate.grain);
    let mut sum = routes_sum(parts, certificate, (case, least))?;
    for (client, of) in parts.clients.iter().enumerate() {
        let paid = |pattern: &DaySet| -> i128 {
            let days = (0..parts.days).filter(|day| pattern >> day & 1 == 1);
            days.map(|day| i128::from(case.prices[day][client])).sum()
        };
        let left_out = of.prize.map(|prize| i128::from(prize) * grain);
        let Some(least) = of.patterns.iter().map(paid).chain(left_out).min() else {
            // Nothing agrees with all decisions.
            return Ok(NOTHING);
        };
        sum += least;
    }
    whole_units(sum, grain)
}

/// The problem whose solutions agree with the decisions on visits.
pub(super) fn decided(parts: &ProblemParts, decisions: &[Decision]) -> ProblemParts {
    let mut parts = parts.clone();
    for decision in decisions {
        match &decision.asks {
            Question::Visit { client, day } => {
                let client = &mut parts.clients[*client as usize];
                let is_on = |set: &DaySet| set & 1 << day != 0;
                client.patterns.retain(|set| is_on(set) == decision.is_so);
                if decision.is_so {
                    client.prize = None;
                }
            }
            // Where no route comes in, nobody is visited.
            Question::Entries { days, clients, most: 0 } if !decision.is_so => {
                for client in clients {
                    parts.clients[*client as usize].patterns.retain(|set| set & days == 0);
                }
            }
            Question::Entries { .. } => {}
        }
    }
    parts
}

/// What prices prove of the routes of the one case alone, whatever visits earn.
pub(super) fn routes_proven(
    parts: &ProblemParts,
    certificate: &Certificate,
) -> Result<i64, Refusal> {
    let (None, [case]) = (&certificate.folding, certificate.cases.as_slice()) else {
        return Err(Refusal::Cases);
    };
    well_formed(parts, certificate, case)?;
    let parts = decided(parts, &case.decisions);
    whole_units(routes_sum(&parts, certificate, (case, &cheapest))?, i128::from(certificate.grain))
}

fn whole_units(sum: i128, grain: i128) -> Result<i64, Refusal> {
    i64::try_from(-(-sum).div_euclid(grain)).map_err(|_| Refusal::Range)
}

/// The cheapest routes of all days and vehicles, less what their visits earn, with what cuts,
/// decisions and triples earn; each day and vehicle that is like no other once, but for what a route
/// costs by itself.
fn routes_sum(
    parts: &ProblemParts,
    certificate: &Certificate,
    (proven, least): (&ProvenCase, Least<'_>),
) -> Result<i128, Refusal> {
    let ProvenCase { decisions, cuts, triples, .. } = proven;
    let cuts = cuts.iter().map(|cut| needed(parts, cut) * i128::from(cut.price));
    let decisions = decisions.iter().map(earned_at_least);
    let triples = triples.iter().map(|of| -at_most(parts, of) * i128::from(of.price));
    let earned: i128 = cuts.chain(decisions).chain(triples).sum();
    let mut cases: Vec<(Case, Vec<(i64, i128)>)> = Vec::new();
    for day in 0..parts.days {
        for (vehicle, of) in parts.vehicles.iter().enumerate() {
            let count = (of.count as usize).min(parts.clients.len());
            if of.days >> day & 1 == 0 || count == 0 {
                continue;
            }
            let case = case(parts, (certificate.grain, proven), day, vehicle)?;
            let known = cases.iter_mut().find_map(|(other, routes)| {
                let more = case.dearer(other)?;
                Some((more, other, routes))
            });
            let Some((more, cheapest, routes)) = known else {
                cases.push((case, vec![(0, count as i128)]));
                continue;
            };
            if more < 0 {
                for (other, _) in routes.iter_mut() {
                    *other -= more;
                }
                *cheapest = case;
            }
            routes.push((more.max(0), count as i128));
        }
    }
    let costs = cases.par_iter().map(|(case, routes)| {
        let least = least(case, &certificate.neighbours)?.min(0);
        let of_all = routes.iter().map(|(more, count)| i128::from((least + more).min(0)) * count);
        Ok(of_all.sum())
    });
    let costs: Result<Vec<i128>, TooLong> = costs.collect();
    Ok(costs.map_err(|TooLong| Refusal::TooLong)?.into_iter().sum::<i128>() + earned)
}

fn well_formed(
    parts: &ProblemParts,
    certificate: &Certificate,
    case: &ProvenCase,
) -> Result<(), Refusal> {
    let clients = parts.clients.len();
    let Certificate { grain, neighbours, .. } = certificate;
    let ProvenCase { decisions, prices, cuts, triples } = case;
    let shape = prices.len() == parts.days
        && prices.iter().all(|of| of.len() == clients)
        && neighbours.len() == clients
        && neighbours.iter().flatten().all(|of| (*of as usize) < clients)
        && decisions.iter().all(|decision| asks_of(parts, decision))
        && are_well_formed(parts, cuts)
        && triples.iter().all(|triple| is_well_formed(parts, triple));
    if !shape {
        return Err(Refusal::Shape);
    }
    let small = |number: &i64| (-LARGEST..=LARGEST).contains(number);
    let all_prices = cuts.iter().map(|of| of.price).chain(triples.iter().map(|of| of.price));
    let all_prices = all_prices.chain(decisions.iter().map(|of| of.price));
    let cut_prices: i128 = all_prices.clone().map(i128::from).sum();
    let is_negative = all_prices.into_iter().any(|price| price < 0);
    if triples.len() > TRIPLES_MAX || is_negative || cut_prices > i128::from(LARGEST) {
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
    (grain, proven): (i64, &ProvenCase),
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
        wide(i32::try_from(clients.len()).map_err(|_| Refusal::Range)?),
    ];
    let entered = entered(proven, day, &clients);
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
            let cost = (way + i128::from(route)) * i128::from(grain);
            let cost = i64::try_from(cost).ok().filter(|cost| *cost <= LARGEST);
            let earned = if to == 0 { 0 } else { proven.prices[day][clients[to - 1]] };
            legs.push(cost.ok_or(Refusal::Range)? - earned - entered[from * size + to]);
            let visits = i64::from(to > 0);
            takes.push([bring[0], bring[1], take[0], take[1], metres, travel + service[0], visits]);
        }
    }
    let crowds = crowds(&proven.triples, day, &clients);
    Ok(Case { clients, legs, takes, most, crowds })
}
