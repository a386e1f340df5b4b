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
use super::unions::{Sums, Unions};
use crate::vrp::{DaySet, ProblemParts};

/// Days up to which all ways to part them are tried; beyond, all together and each by itself.
const PARTED_MAX: usize = 5;
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
    /// Some clients on some days, whose routes come in so often.
    pub(super) fn of(relaxation: &Relaxation, days: DaySet, clients: &[u32], side: i64) -> Self {
        let on = relaxation.orbit_of.iter().enumerate().filter(|(day, _)| days >> day & 1 == 1);
        let mut covers = vec![false; relaxation.orbits];
        on.for_each(|(_, orbit)| covers[*orbit] = true);
        let mut inside = vec![false; relaxation.choices.len() + 1];
        for client in clients {
            inside[*client as usize + 1] = true;
        }
        Self { classes: vec![days], covers, inside, side }
    }

    /// The same where each day is an orbit of its own.
    pub(super) fn on_days(&self, days: &Relaxation) -> Self {
        let all = self.classes.iter().fold(0, |all, class| all | class);
        let covers = (0..days.orbits).map(|day| all >> day & 1 == 1).collect();
        Self { covers, ..self.clone() }
    }

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

/// Orbits of days together, and the ways to part their days into classes.
#[derive(Clone, Debug)]
struct Region {
    covers: Vec<bool>,
    /// The classes of all partings.
    classes: Vec<usize>,
    /// By their places among these.
    partings: Vec<Vec<usize>>,
}

impl Region {
    /// How often routes come into a group on the classes of the parting that asks for most.
    fn most(&self, sums: &Sums) -> (i64, &[usize]) {
        let mut best: (i64, &[usize]) = (0, &[]);
        for parting in &self.partings {
            let side = Unions::needed(sums, parting);
            if side > best.0 {
                best = (side, parting);
            }
        }
        best
    }
}

/// Where groups are looked for.
#[derive(Clone, Debug)]
pub(super) struct Capacities {
    unions: Unions,
    regions: Vec<Region>,
    nodes: usize,
}

/// A route of a vertex: its orbit, its clients, and how much of it is driven.
pub(super) type Driven<'a> = (usize, &'a [u32], f64);

impl Capacities {
    pub(super) fn of(parts: &ProblemParts, relaxation: &Relaxation) -> Self {
        let used = parts.clients.iter().flat_map(|of| &of.patterns).fold(0, |all, of| all | of);
        let mut unions = Unions::of(parts);
        let regions = relaxation.spans().into_iter().map(|covers| {
            let is_in = |day: &usize| used >> day & 1 == 1 && covers[relaxation.orbit_of[*day]];
            let days: Vec<usize> = (0..parts.days).filter(is_in).collect();
            let mut classes = Vec::new();
            let mut class = |days: &Vec<usize>| {
                let days = days.iter().fold(0, |set: DaySet, day| set | 1 << day);
                let class = unions.class(parts, days);
                let known = classes.iter().position(|of| *of == class);
                known.unwrap_or_else(|| {
                    classes.push(class);
                    classes.len() - 1
                })
            };
            let partings = partings(&days);
            let partings = partings.iter().map(|of| of.iter().map(&mut class).collect()).collect();
            Region { covers, classes, partings }
        });
        let regions = regions.collect();
        Self { unions, regions, nodes: parts.clients.len() + 1 }
    }

    /// Groups that the routes of a vertex come into too seldom, the worst first.
    pub(super) fn lacking(&self, routes: &[Driven<'_>]) -> Vec<Group> {
        let mut found: Vec<(f64, Group)> = Vec::new();
        for region in &self.regions {
            let ways = Ways::of(self.nodes, region, routes);
            for seed in 1..self.nodes {
                ways.grow((&self.unions, region), seed, &mut |lack, group| {
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

/// The ways to part some days.
fn partings(days: &[usize]) -> Vec<Vec<Vec<usize>>> {
    if days.len() > PARTED_MAX {
        return vec![vec![days.to_vec()], days.iter().map(|day| vec![*day]).collect()];
    }
    let mut partings: Vec<Vec<Vec<usize>>> = vec![Vec::new()];
    for day in days {
        let longer = partings.iter().flat_map(|parting| {
            let joined = (0..parting.len()).map(|at| {
                let mut parting = parting.clone();
                parting[at].push(*day);
                parting
            });
            joined.chain([[parting.as_slice(), &[vec![*day]]].concat()])
        });
        partings = longer.collect();
    }
    partings
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
    fn grow(
        &self,
        (unions, region): (&Unions, &Region),
        seed: usize,
        tell: &mut dyn FnMut(f64, Group),
    ) {
        let nodes = self.nodes;
        let mut inside = vec![false; nodes];
        let mut linked = vec![0.0; nodes];
        let mut entries = 0.0;
        let mut sums = unions.sums(&region.classes);
        let mut best: Option<(f64, Group)> = None;
        let mut next = Some(seed);
        while let Some(node) = next {
            inside[node] = true;
            entries += self.into[node] - linked[node];
            for (other, linked) in linked.iter_mut().enumerate().skip(1) {
                *linked += self.flow[node * nodes + other] + self.flow[other * nodes + node];
            }
            unions.add(&mut sums, node - 1);
            let (side, parting) = region.most(&sums);
            let lack = side as f64 - entries;
            if lack > WORTH && best.as_ref().is_none_or(|(most, _)| lack > *most) {
                let (covers, inside) = (region.covers.clone(), inside.clone());
                let days = |class: &usize| unions.days(region.classes[*class]);
                let classes = parting.iter().map(days).collect();
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
        assert!(matches!(found[0].classes.as_slice(), [a, b] if a | b == 0b1111), "half weeks");
        assert!(found.iter().all(|group| group.clients() != [3, 4]));
    }

    #[test]
    fn days_that_no_sets_have_in_common_are_driven_one_by_one() {
        // Neighbours: Monday and Wednesday, or Tuesday and Thursday; Monday and Thursday, or
        // Tuesday and Wednesday. Each has half of both, and no two have all days in common.
        let mut parts = parts();
        parts.clients.truncate(2);
        parts.clients[0].patterns = vec![0b0101, 0b1010];
        parts.clients[1].patterns = vec![0b1001, 0b0110];
        let relaxation = Relaxation::of(&parts).expect("nobody reloads");
        let capacities = Capacities::of(&parts, &relaxation);
        let both = [0, 1];
        let routes: Vec<Driven<'_>> = (0..relaxation.orbits)
            .map(|orbit| (orbit, both.as_slice(), 2.0 / relaxation.orbits as f64))
            .collect();
        let found = capacities.lacking(&routes);
        assert!(
            found.iter().any(|group| group.clients() == [0, 1] && group.side == 3),
            "{found:?}"
        );
    }
}
