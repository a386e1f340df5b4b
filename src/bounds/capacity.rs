//! Rounded capacity cuts: groups of clients that routes must come into more often than a vertex of
//! the linear programme does.
//!
//! On some days together all sets of days of a group ask for so much, and a vehicle holds so much;
//! so routes come into the group at least the quotient, rounded up. A week falls into classes of
//! days, such as Monday and Tuesday, Thursday and Friday, each of which is rounded by itself; for
//! each group those count that together ask for most routes.
//!
//! Groups grow greedily from each client along the ways of the vertex. A group that is not found
//! costs height of the bound, never its truth.
//!
//! Reference: J. Lysgaard, A. N. Letchford and R. W. Eglese (2004), "A new branch-and-cut algorithm
//! for the capacitated vehicle routing problem", Mathematical Programming 100:423-445, doi
//! 10.1007/s10107-003-0481-8.

use super::relaxation::Relaxation;
use crate::vrp::{DaySet, ProblemParts};

/// Deliveries and pickups in two dimensions.
const LOADS: usize = 4;
/// Days up to which all ways to part them are tried.
const PARTED_MAX: usize = 6;
/// Groups that are taken in at a time.
const TAKEN_MAX: usize = 24;
/// Entries that a vertex must lack, so that a group is worth a row.
const WORTH: f64 = 0.02;

/// A group that routes come into at least so often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// The classes of days, each rounded by itself.
    pub(super) classes: Vec<DaySet>,
    /// Whether it counts routes of an orbit.
    covers: Vec<bool>,
    /// Whether a node is a client of it.
    inside: Vec<bool>,
    /// How often routes come in.
    pub(super) side: i64,
}

impl Group {
    /// The clients of the group, in order.
    pub(super) fn clients(&self) -> Vec<u32> {
        let nodes = self.inside.iter().skip(1);
        (0..).zip(nodes).filter(|(_, inside)| **inside).map(|(client, _)| client).collect()
    }

    /// Whether a leg on an orbit of days comes into the group.
    pub(super) fn is_entered(&self, orbit: usize, from: usize, to: usize) -> bool {
        self.covers[orbit] && self.inside[to] && !self.inside[from]
    }

    /// How often a route on an orbit of days comes into the group.
    pub(super) fn entries(&self, orbit: usize, clients: &[u32]) -> i64 {
        let mut before = 0;
        let mut entries = 0;
        for client in clients {
            let node = *client as usize + 1;
            entries += i64::from(self.is_entered(orbit, before, node));
            before = node;
        }
        entries
    }
}

/// Some days with what every client asks for on them, whatever its set of days.
#[derive(Clone, Debug)]
struct Class {
    days: DaySet,
    visits: Vec<i64>,
    loads: Vec<[i64; LOADS]>,
    most: [i64; LOADS],
}

/// Orbits of days together, and the classes of their days.
#[derive(Clone, Debug)]
struct Region {
    covers: Vec<bool>,
    /// By the set of ranks of their days; of many days all together alone.
    classes: Vec<Option<Class>>,
}

/// Where groups are looked for.
#[derive(Clone, Debug)]
pub(super) struct Capacities {
    regions: Vec<Region>,
    nodes: usize,
}

/// A route of a vertex: its orbit, its clients, and how much of it is driven.
pub(super) type Driven<'a> = (usize, &'a [u32], f64);

impl Capacities {
    pub(super) fn of(parts: &ProblemParts, relaxation: &Relaxation) -> Self {
        let orbits = relaxation.orbits;
        let mut covers: Vec<Vec<bool>> = vec![vec![true; orbits]];
        if orbits > 1 {
            covers.extend((0..orbits).map(|own| (0..orbits).map(|of| of == own).collect()));
        }
        let region = |covers: Vec<bool>| {
            let days: Vec<usize> =
                (0..parts.days).filter(|day| covers[relaxation.orbit_of[*day]]).collect();
            Region { classes: classes(parts, &days), covers }
        };
        Self { regions: covers.into_iter().map(region).collect(), nodes: parts.clients.len() + 1 }
    }

    /// Groups that the routes of a vertex come into too seldom, the worst first.
    pub(super) fn lacking(&self, routes: &[Driven<'_>]) -> Vec<Group> {
        let mut found: Vec<(f64, Group)> = Vec::new();
        for region in &self.regions {
            let ways = Ways::of(self.nodes, region, routes);
            for seed in 1..self.nodes {
                ways.grow(region, seed, &mut |lack, group| {
                    let is_known = found.iter().any(|(_, other)| {
                        other.inside == group.inside && other.classes == group.classes
                    });
                    if !is_known {
                        found.push((lack, group));
                    }
                });
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.inside.cmp(&b.1.inside)));
        found.truncate(TAKEN_MAX);
        found.into_iter().map(|(_, group)| group).collect()
    }
}

/// Legs of a vertex in a region of days.
struct Ways {
    nodes: usize,
    flow: Vec<f64>,
    into: Vec<f64>,
}

impl Ways {
    fn of(nodes: usize, region: &Region, routes: &[Driven<'_>]) -> Self {
        let mut ways = Self { nodes, flow: vec![0.0; nodes * nodes], into: vec![0.0; nodes] };
        for (_, clients, share) in routes.iter().filter(|(orbit, ..)| region.covers[*orbit]) {
            let mut before = 0;
            for node in clients.iter().map(|client| *client as usize + 1) {
                ways.flow[before * nodes + node] += share;
                ways.into[node] += share;
                before = node;
            }
        }
        ways
    }

    /// Grows a group from a client along the ways, and tells the one that lacks most.
    fn grow(&self, region: &Region, seed: usize, tell: &mut dyn FnMut(f64, Group)) {
        let nodes = self.nodes;
        let mut inside = vec![false; nodes];
        let mut linked = vec![0.0; nodes];
        let mut entries = 0.0;
        let mut sums = Sums::new(region);
        let mut best: Option<(f64, Group)> = None;
        let mut next = Some(seed);
        while let Some(node) = next {
            inside[node] = true;
            entries += self.into[node] - linked[node];
            for (other, linked) in linked.iter_mut().enumerate().skip(1) {
                *linked += self.flow[node * nodes + other] + self.flow[other * nodes + node];
            }
            sums.add(region, node - 1);
            let (side, classes) = sums.most(region);
            let lack = side as f64 - entries;
            if lack > WORTH && best.as_ref().is_none_or(|(most, _)| lack > *most) {
                let (covers, inside) = (region.covers.clone(), inside.clone());
                best = Some((lack, Group { classes, covers, inside, side }));
            }
            let outside = (1..nodes).filter(|node| !inside[*node] && linked[*node] > 1e-9);
            let gain = |node: usize| linked[node] - self.into[node];
            next = outside.max_by(|a, b| gain(*a).total_cmp(&gain(*b)).then(b.cmp(a)));
        }
        if let Some((lack, group)) = best {
            tell(lack, group);
        }
    }
}

/// What a group asks for on each class of days.
struct Sums {
    of: Vec<(i64, [i64; LOADS])>,
}

impl Sums {
    fn new(region: &Region) -> Self {
        Self { of: vec![(0, [0; LOADS]); region.classes.len()] }
    }

    fn add(&mut self, region: &Region, client: usize) {
        for ((visits, loads), class) in self.of.iter_mut().zip(&region.classes) {
            let Some(class) = class else { continue };
            *visits += class.visits[client];
            loads.iter_mut().zip(class.loads[client]).for_each(|(sum, load)| *sum += load);
        }
    }

    /// How often routes come into the group on the classes that together ask for most.
    fn most(&self, region: &Region) -> (i64, Vec<DaySet>) {
        // For each set of days the best first class, which has its lowest day.
        let mut best: Vec<(i64, usize)> = vec![(0, 0); region.classes.len()];
        for set in 1..best.len() {
            let lowest = set & set.wrapping_neg();
            let mut part = set;
            while part > 0 {
                if part & lowest != 0
                    && let Some(class) = &region.classes[part]
                {
                    let sum = self.needed(class, part) + best[set & !part].0;
                    if sum > best[set].0 {
                        best[set] = (sum, part);
                    }
                }
                part = (part - 1) & set;
            }
        }
        let mut set = best.len() - 1;
        let side = best[set].0;
        let mut days = Vec::new();
        while best[set].1 != 0 {
            let part = best[set].1;
            days.extend(region.classes[part].as_ref().map(|class| class.days));
            set &= !part;
        }
        (side, days)
    }

    fn needed(&self, class: &Class, rank: usize) -> i64 {
        let (visits, loads) = self.of[rank];
        let full = loads.iter().zip(class.most).map(|(load, most)| (load + most - 1) / most.max(1));
        full.max().unwrap_or(0).max(i64::from(visits > 0))
    }
}

/// The classes of some days, by the set of their ranks; of many days all together alone, as if they
/// were one.
fn classes(parts: &ProblemParts, days: &[usize]) -> Vec<Option<Class>> {
    let all = days.iter().fold(0, |set, day| set | 1 << day);
    if days.len() > PARTED_MAX {
        return vec![None, Some(class(parts, all))];
    }
    let of_ranks = |ranks: usize| {
        let own = days.iter().enumerate().filter(|(rank, _)| ranks >> rank & 1 == 1);
        own.fold(0, |set, (_, day)| set | 1 << day)
    };
    let sets = (1..1 << days.len()).map(of_ranks);
    std::iter::once(None).chain(sets.map(|set| Some(class(parts, set)))).collect()
}

fn class(parts: &ProblemParts, days: DaySet) -> Class {
    let visits = |client: &crate::vrp::Client| {
        let on = client.patterns.iter().map(|set| i64::from((set & days).count_ones())).min();
        if client.prize.is_some() { 0 } else { on.unwrap_or(0) }
    };
    let visits: Vec<i64> = parts.clients.iter().map(visits).collect();
    let loads = parts.clients.iter().zip(&visits).map(|(client, visits)| {
        let [a, b] = client.delivery.map(|load| visits * i64::from(load));
        let [c, d] = client.pickup.map(|load| visits * i64::from(load));
        [a, b, c, d]
    });
    let mut most = [1; LOADS];
    for vehicle in parts.vehicles.iter().filter(|of| of.days & days != 0 && of.count > 0) {
        for (dimension, capacity) in vehicle.capacity.iter().enumerate() {
            for load in [dimension, dimension + 2] {
                most[load] = most[load].max(i64::from(*capacity));
            }
        }
    }
    Class { days, loads: loads.collect(), visits, most }
}

/// What legs of an orbit earn by the prices of groups, row-major over all nodes.
pub(super) fn earned(groups: &[Group], prices: &[i64], orbit: usize, nodes: usize) -> Vec<i64> {
    let mut earned = vec![0; nodes * nodes];
    for (group, price) in groups.iter().zip(prices).filter(|(_, price)| **price != 0) {
        for from in 0..nodes {
            for to in (1..nodes).filter(|to| group.is_entered(orbit, from, *to)) {
                earned[from * nodes + to] += price;
            }
        }
    }
    earned
}

/// What groups earn at least.
pub(super) fn sides_value(groups: &[Group], prices: &[i64]) -> i64 {
    groups.iter().zip(prices).map(|(group, price)| group.side * price).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vrp::{Client, Profile, VehicleType};

    /// Five clients of two crates each week, on Monday and Thursday or Tuesday and Friday; vehicles
    /// hold four.
    fn parts() -> ProblemParts {
        let client = |node| Client { delivery: [2, 0], ..Client::new(node, vec![0b0101, 0b1010]) };
        ProblemParts {
            days: 4,
            nodes: 6,
            profiles: vec![Profile { distance: vec![1; 36], duration: None, hours: Vec::new() }],
            clients: (1..6).map(client).collect(),
            vehicles: vec![VehicleType::new(3, 0, [4, 0])],
            flows: None,
        }
    }

    #[test]
    fn half_weeks_are_rounded_by_themselves() {
        let parts = parts();
        let region = Region { covers: vec![true], classes: classes(&parts, &[0, 1, 2, 3]) };
        let mut sums = Sums::new(&region);
        (0..3).for_each(|client| sums.add(&region, client));
        let (side, classes) = sums.most(&region);
        assert_eq!(side, 4, "six crates a half week are two vehicles, twelve a week three");
        assert!(classes == [0b0011, 0b1100] || classes == [0b1001, 0b0110], "{classes:?}");
    }

    #[test]
    fn a_group_that_a_vertex_visits_too_seldom_is_found() {
        let parts = parts();
        let relaxation = Relaxation::of(&parts).expect("nobody reloads");
        let capacities = Capacities::of(&parts, &relaxation);
        let (triangle, pair) = ([0, 1, 2, 0], [3, 4]);
        // Three clients in one route of three halves, which no vehicle holds: half of it is missing.
        let routes: [Driven<'_>; 2] = [(0, &triangle, 2.0), (0, &pair, 2.0)];
        let found = capacities.lacking(&routes);
        assert_eq!(found[0].clients(), [0, 1, 2]);
        assert_eq!((found[0].side, found[0].entries(0, &triangle)), (4, 1));
        assert!(found.iter().all(|group| group.clients() != [3, 4]));
    }
}
