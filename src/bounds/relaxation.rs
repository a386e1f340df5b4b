//! The relaxed problem: networks of one vehicle type each, and days whose prices are tied.

use super::symmetry::orbits;
use crate::vrp::{DaySet, FREE, ProblemParts, Profile, VehicleType};

/// Orbits of days up to which all of them together are spans.
const ORBITS_MAX: usize = 5;
/// Limits that a route keeps at the same time; of more the tightest are kept.
pub(super) const LIMITS: usize = 3;
/// Parts of a unit of cost in which prices are, so that rounding prices loses nothing.
const GRAIN: i64 = 1024;
/// Sums of scaled costs stay below this.
const LARGEST: i64 = 1 << 60;
/// A limit over whose least use it is finer than this does not order the labels.
const FINEST: i64 = 2_000;

/// Why a problem has no bound here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unbounded {
    /// Vehicles may reload on the way, so that loads of a whole route have no limit.
    Reloads,
    /// Ways hang on the hour: who asks gives the least that each takes instead.
    Hours,
    /// Costs are so large that sums of them would overflow.
    TooDear,
}

/// Something of which every leg takes a part, and a route has only so much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Limited {
    pub(super) most: i64,
    /// What a leg takes, row-major over the depot (0) and the clients (from 1).
    pub(super) takes: Vec<i64>,
}

/// What one vehicle type may drive: node 0 is the depot, node `i + 1` client `i`.
#[derive(Clone, Debug)]
pub(super) struct Network {
    pub(super) nodes: usize,
    /// Scaled costs of legs; what a route costs by itself is on the legs out of the depot.
    pub(super) cost: Vec<i64>,
    /// The first orders the labels: each leg to a client takes some of it.
    pub(super) limits: Vec<Limited>,
    /// Which nodes the type may visit.
    pub(super) open: Vec<bool>,
}

/// Vehicles of one type on days with the same prices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lot {
    pub(super) orbit: usize,
    pub(super) vehicle: usize,
    /// Routes of all these days together.
    pub(super) count: i64,
}

/// One way to serve a client: what it costs by itself, and visits per orbit of days.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Choice {
    pub(super) visits: Vec<i64>,
    pub(super) cost: i64,
}

#[derive(Clone, Debug)]
pub(super) struct Relaxation {
    pub(super) grain: i64,
    /// The orbit of each day.
    pub(super) orbit_of: Vec<usize>,
    pub(super) orbits: usize,
    pub(super) choices: Vec<Vec<Choice>>,
    pub(super) networks: Vec<Network>,
    pub(super) lots: Vec<Lot>,
}

impl Relaxation {
    pub(super) fn of(parts: &ProblemParts) -> Result<Self, Unbounded> {
        Self::with_orbits(parts, orbits(parts))
    }

    /// The same where each day is an orbit of its own.
    pub(super) fn untied(parts: &ProblemParts) -> Result<Self, Unbounded> {
        Self::with_orbits(parts, ((0..parts.days).collect(), parts.days))
    }

    fn with_orbits(
        parts: &ProblemParts,
        (orbit_of, orbits): (Vec<usize>, usize),
    ) -> Result<Self, Unbounded> {
        if parts.vehicles.iter().any(|vehicle| vehicle.reload.is_some()) {
            return Err(Unbounded::Reloads);
        }
        if parts.profiles.iter().any(|profile| !profile.hours.is_empty()) {
            return Err(Unbounded::Hours);
        }
        let grain = grain(parts).ok_or(Unbounded::TooDear)?;
        let days_of = |orbit: usize| (0..parts.days).filter(|day| orbit_of[*day] == orbit).count();
        let mut lots = Vec::new();
        for orbit in 0..orbits {
            let first = orbit_of.iter().position(|of| *of == orbit).unwrap_or(0);
            for (vehicle, of) in parts.vehicles.iter().enumerate() {
                let days = whole(days_of(orbit));
                let count = i64::from(of.count).min(whole(parts.clients.len())) * days;
                if of.days >> first & 1 == 1 && count > 0 {
                    lots.push(Lot { orbit, vehicle, count });
                }
            }
        }
        let choices = parts.clients.iter().map(|client| {
            let visits = |pattern: &DaySet| {
                let mut visits = vec![0; orbits];
                for day in (0..parts.days).filter(|day| pattern >> day & 1 == 1) {
                    visits[orbit_of[day]] += 1;
                }
                Choice { visits, cost: 0 }
            };
            let mut choices: Vec<Choice> = client.patterns.iter().map(visits).collect();
            let none = |prize: i64| Choice { visits: vec![0; orbits], cost: prize * grain };
            choices.extend(client.prize.map(none));
            choices.sort();
            choices.dedup();
            choices
        });
        let choices = choices.collect();
        let networks = (0..parts.vehicles.len()).map(|at| network(parts, at, grain)).collect();
        Ok(Self { grain, orbit_of, orbits, choices, networks, lots })
    }

    /// What legs cost vehicles of the same problem with other prices, scaled alike.
    pub(super) fn costs_of(&self, parts: &ProblemParts) -> Vec<Vec<i64>> {
        let networks = (0..parts.vehicles.len()).map(|at| network(parts, at, self.grain));
        networks.map(|network| network.cost).collect()
    }

    /// How much more every route of a lot costs than the same route of another lot of the same days;
    /// `None` where that is not the same for all.
    pub(super) fn dearer(&self, lot: Lot, other: Lot) -> Option<i64> {
        let [own, than] = [lot, other].map(|of| &self.networks[of.vehicle]);
        let nodes = own.nodes;
        let more: Vec<i64> = own.cost.iter().zip(&than.cost).map(|(a, b)| a - b).collect();
        let by = *more.get(1)?;
        let is_so = lot.orbit == other.orbit
            && own.open == than.open
            && own.limits == than.limits
            && more.get(1..nodes)?.iter().all(|of| *of == by)
            && more.get(nodes..)?.iter().all(|of| *of == 0);
        is_so.then_some(by)
    }

    /// The orbits of days that cuts count together: any of them where few have visits, else all and
    /// each by itself.
    pub(super) fn spans(&self) -> Vec<Vec<bool>> {
        let is_visited =
            |orbit: &usize| self.choices.iter().flatten().any(|choice| choice.visits[*orbit] > 0);
        let visited: Vec<usize> = (0..self.orbits).filter(is_visited).collect();
        let covers = |span: &dyn Fn(usize) -> bool| {
            let mut covers = vec![false; self.orbits];
            visited.iter().enumerate().for_each(|(at, orbit)| covers[*orbit] = span(at));
            covers
        };
        if visited.len() <= ORBITS_MAX {
            return (1..1 << visited.len()).map(|set| covers(&|at| set >> at & 1 == 1)).collect();
        }
        let single = (0..visited.len()).map(|own| covers(&|at| at == own));
        std::iter::once(covers(&|_| true)).chain(single).collect()
    }

    /// The same where routes keep the first of their limits alone, which has tables; `None` where
    /// there is no other.
    pub(super) fn loose(&self) -> Option<Self> {
        let mut loose = self.clone();
        loose.networks.iter_mut().for_each(|network| network.limits.truncate(1));
        self.networks.iter().any(|network| network.limits.len() > 1).then_some(loose)
    }

    /// Whether a route of a lot keeps all limits.
    pub(super) fn keeps(&self, lot: usize, clients: &[u32]) -> bool {
        let network = &self.networks[self.lots[lot].vehicle];
        let nodes = clients.iter().map(|client| *client as usize + 1);
        let ways: Vec<usize> = std::iter::once(0).chain(nodes).chain([0]).collect();
        network.limits.iter().all(|limit| {
            let taken = ways.windows(2).map(|way| limit.takes[way[0] * network.nodes + way[1]]);
            taken.sum::<i64>() <= limit.most
        })
    }

    /// The nodes that a lot may visit: clients with a set of days among those of the lot.
    pub(super) fn open(&self, lot: Lot) -> Vec<bool> {
        let mut open = self.networks[lot.vehicle].open.clone();
        for (client, choices) in self.choices.iter().enumerate() {
            open[client + 1] &= choices.iter().any(|choice| choice.visits[lot.orbit] > 0);
        }
        open
    }
}

pub(super) fn whole(count: usize) -> i64 {
    i64::try_from(count).expect("counts fit i64")
}

/// As many parts of a unit as sums allow.
fn grain(parts: &ProblemParts) -> Option<i64> {
    let longest = |profile: &Profile| {
        let all = profile.distance.iter().chain(profile.duration.iter().flatten());
        i64::from(all.copied().max().unwrap_or(0))
    };
    let leg = parts.profiles.iter().map(longest).max().unwrap_or(0);
    let service = parts.clients.iter().map(|client| i64::from(client.service)).max().unwrap_or(0);
    let dearest = parts.vehicles.iter().try_fold(1_i64, |dearest, of| {
        let idle = service + i64::from(of.loading) + i64::from(of.unloading);
        let rate = of.distance_price.checked_add(of.duration_price)?;
        let cost = leg.checked_mul(rate)?.checked_add(idle.checked_mul(of.idle_price)?)?;
        Some(dearest.max(cost.checked_add(of.fixed_price)?))
    })?;
    let prizes =
        parts.clients.iter().try_fold(0_i64, |sum, of| sum.checked_add(of.prize.unwrap_or(0)))?;
    let legs = whole(2 * parts.clients.len() + 2) * whole(parts.days);
    let sum = dearest.checked_mul(legs)?.checked_add(prizes)?;
    [GRAIN, 1].into_iter().find(|grain| sum.checked_mul(*grain).is_some_and(|sum| sum < LARGEST))
}

fn network(parts: &ProblemParts, vehicle: usize, grain: i64) -> Network {
    let of = &parts.vehicles[vehicle];
    let profile = &parts.profiles[of.profile];
    let nodes = parts.clients.len() + 1;
    let place = |node: usize, depot: u32| match node {
        0 => depot as usize,
        client => parts.clients[client - 1].node as usize,
    };
    let table = |value: &dyn Fn(usize, usize, usize) -> i64| {
        let mut table = Vec::with_capacity(nodes * nodes);
        for from in 0..nodes {
            for to in 0..nodes {
                let leg = place(from, of.start) * parts.nodes + place(to, of.end);
                table.push(if from == to { 0 } else { value(from, to, leg) });
            }
        }
        table
    };
    let distance = |leg: usize| i64::from(profile.distance[leg]);
    let duration = |leg: usize| {
        i64::from(profile.duration.as_ref().map_or(profile.distance[leg], |table| table[leg]))
    };
    let service = |to: usize| if to == 0 { 0 } else { i64::from(parts.clients[to - 1].service) };
    let cost = table(&|from, to, leg| {
        let idle = service(to) + if from == 0 { i64::from(of.loading + of.unloading) } else { 0 };
        let fixed = if from == 0 { of.fixed_price } else { 0 };
        let way = distance(leg) * of.distance_price + duration(leg) * of.duration_price;
        (way + idle * of.idle_price + fixed) * grain
    });
    let mut limits = Vec::new();
    for dimension in 0..2 {
        let loads: [Vec<i64>; 2] = [
            parts.clients.iter().map(|client| i64::from(client.delivery[dimension])).collect(),
            parts.clients.iter().map(|client| i64::from(client.pickup[dimension])).collect(),
        ];
        for load in loads {
            let takes = table(&|_, to, _| if to == 0 { 0 } else { load[to - 1] });
            limits.push(Limited { most: i64::from(of.capacity[dimension]), takes });
        }
    }
    let longest = table(&|_, _, leg| distance(leg));
    limits.push(Limited { most: i64::from(of.distance_max), takes: longest });
    let lasts = table(&|_, to, leg| duration(leg) + service(to));
    limits.push(Limited { most: time(of), takes: lasts });
    let open = |node: usize| node > 0 && parts.clients[node - 1].vehicles >> vehicle & 1 == 1;
    let limits = tightest(limits, nodes);
    Network { nodes, cost, limits, open: (0..nodes).map(open).collect() }
}

/// The time that a route has between loading and unloading.
fn time(of: &VehicleType) -> i64 {
    let shift = i64::from(of.shift.close) - i64::from(of.shift.open);
    let most = i64::from(of.duration_max).min(shift);
    if most >= i64::from(FREE) { most } else { most - i64::from(of.loading + of.unloading) }
}

/// The limits that may bind, the one first that orders labels best.
fn tightest(mut limits: Vec<Limited>, nodes: usize) -> Vec<Limited> {
    let into = |of: &Limited, to: usize| {
        let from = (0..nodes).filter(move |from| *from != to);
        from.map(|from| of.takes[from * nodes + to]).collect::<Vec<_>>()
    };
    let largest = |of: &Limited| -> i64 {
        (0..nodes).map(|to| into(of, to).into_iter().max().unwrap_or(0)).sum()
    };
    limits.retain(|of| of.most < i64::from(FREE) && largest(of) > of.most);
    // Visits of a route: the mean of what a client takes, in parts of the limit.
    let share = |of: &Limited| {
        let least = |to: usize| into(of, to).into_iter().min().unwrap_or(0);
        let sum: i64 = (1..nodes).map(least).sum();
        sum as f64 / of.most.max(1) as f64
    };
    limits.sort_by(|a, b| share(b).total_cmp(&share(a)));
    limits.truncate(LIMITS);
    let orders = |of: &Limited| {
        let least = (1..nodes).flat_map(|to| into(of, to)).min().unwrap_or(0);
        least > 0 && of.most / least <= FINEST
    };
    if let Some(first) = limits.iter().position(orders) {
        limits.swap(0, first);
    } else {
        // No elementary route visits more clients than there are.
        let one = |leg: usize| i64::from(!leg.is_multiple_of(nodes));
        let takes = (0..nodes * nodes).map(one).collect();
        limits.insert(0, Limited { most: whole(nodes - 1), takes });
        limits.truncate(LIMITS);
    }
    limits
}
