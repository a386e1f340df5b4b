//! Cuts of both kinds: what they count of a route, and what routes earn by them.

use super::capacity::{Capacities, Driven, Group};
use super::certificate::{self, Decision, ProvenCase, Question};
use super::pricing::Crowds;
use super::relaxation::Relaxation;
use super::triples::{Triple, Triples};
use crate::vrp::ProblemParts;

/// Groups that are so many are taken in alone, before triples are looked for.
const GROUPS_FIRST: usize = 4;

/// A row of the linear programme: routes count so much in it, together at least its side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// Routes come into a group so often.
    Group(Group),
    /// Routes visit two of three clients no more often; counted below nought.
    Triple(Triple),
    /// A decision, by its place among those of its case: routes come into a group so often at
    /// least, or no more often.
    Decided(usize, Group, Bound),
}

/// On which side a decision bounds entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    AtLeast,
    AtMost,
}

impl Bound {
    const fn sign(self) -> i64 {
        match self {
            Self::AtLeast => 1,
            Self::AtMost => -1,
        }
    }
}

impl Cut {
    pub(super) const fn side(&self) -> i64 {
        match self {
            Self::Group(group) => group.side,
            Self::Triple(triple) => -triple.side,
            Self::Decided(_, group, bound) => bound.sign() * group.side,
        }
    }

    /// The row of a decision on routes, by its place among those of its case; none for one on visits.
    pub(super) fn decided(relaxation: &Relaxation, at: usize, decision: &Decision) -> Option<Self> {
        let Question::Entries { days, clients, most } = &decision.asks else { return None };
        let (side, bound) =
            if decision.is_so { (most + 1, Bound::AtLeast) } else { (*most, Bound::AtMost) };
        Some(Self::Decided(at, Group::of(relaxation, *days, clients, side), bound))
    }

    /// Writes its price into what a case proves.
    pub(super) fn prove(&self, price: i64, proven: &mut ProvenCase) {
        match self {
            Self::Group(group) => proven.cuts.push(certificate::Cut {
                days: group.classes.clone(),
                clients: group.clients(),
                price,
            }),
            Self::Triple(triple) => proven.triples.push(certificate::Triple {
                days: triple.days,
                clients: triple.clients,
                remembers: (0..).zip(&triple.remembers).filter(|of| *of.1).map(|of| of.0).collect(),
                price,
            }),
            Self::Decided(at, ..) => proven.decisions[*at].price = price,
        }
    }

    /// The same where each day is an orbit of its own.
    pub(super) fn on_days(&self, days: &Relaxation) -> Self {
        match self {
            Self::Group(group) => Self::Group(group.on_days(days)),
            Self::Triple(triple) => Self::Triple(triple.on_days(days.orbits)),
            Self::Decided(at, group, bound) => Self::Decided(*at, group.on_days(days), *bound),
        }
    }

    /// What a route on an orbit of days counts.
    pub(super) fn counts(&self, orbit: usize, clients: &[u32]) -> i64 {
        match self {
            Self::Group(group) => group.entries(orbit, clients),
            Self::Triple(triple) => -triple.count(orbit, clients),
            Self::Decided(_, group, bound) => bound.sign() * group.entries(orbit, clients),
        }
    }
}

/// Which cuts are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kinds {
    None,
    Groups,
    Both,
}

/// Where cuts are looked for.
pub(super) struct Cuts {
    kinds: Kinds,
    capacities: Capacities,
    triples: Triples,
}

impl Cuts {
    pub(super) fn of(parts: &ProblemParts, relaxation: &Relaxation, kinds: Kinds) -> Self {
        let capacities = Capacities::of(parts, relaxation);
        Self { kinds, capacities, triples: Triples::of(parts, relaxation) }
    }

    /// Cuts that the routes of a vertex break, none of them known, at most so many.
    pub(super) fn broken(
        &self,
        (routes, kinds): (&[Driven<'_>], Kinds),
        known: &[Cut],
        room: usize,
    ) -> Vec<Cut> {
        if self.kinds == Kinds::None {
            return Vec::new();
        }
        let groups = self.capacities.lacking(routes).into_iter().map(Cut::Group);
        let mut broken: Vec<Cut> = groups.filter(|cut| !known.contains(cut)).collect();
        if self.kinds == Kinds::Both && kinds == Kinds::Both && broken.len() < GROUPS_FIRST {
            let triples = self.triples.crowded(routes).into_iter().map(Cut::Triple);
            broken.extend(triples.filter(|cut| !known.contains(cut)));
        }
        broken.truncate(room);
        broken
    }
}

/// Leaves out those with some numbers, which rise.
pub(super) fn leave_out<Of>(of: &mut Vec<Of>, numbers: &[usize]) {
    let mut at = 0;
    of.retain(|_| {
        at += 1;
        numbers.binary_search(&(at - 1)).is_err()
    });
}

/// What legs of an orbit earn by the prices of groups, row-major over all nodes.
pub(super) fn earned(cuts: &[Cut], prices: &[i64], orbit: usize, nodes: usize) -> Vec<i64> {
    let mut earned = vec![0; nodes * nodes];
    for (cut, price) in cuts.iter().zip(prices).filter(|(_, price)| **price != 0) {
        let (group, price) = match cut {
            Cut::Group(group) => (group, *price),
            Cut::Decided(_, group, bound) => (group, bound.sign() * price),
            Cut::Triple(_) => continue,
        };
        for from in 0..nodes {
            for to in (1..nodes).filter(|to| group.is_entered(orbit, from, *to)) {
                earned[from * nodes + to] += price;
            }
        }
    }
    earned
}

/// What triples cost on an orbit.
pub(super) fn crowds(cuts: &[Cut], prices: &[i64], orbit: usize, nodes: usize) -> Crowds {
    let triples: Vec<(&Triple, i64)> = (cuts.iter().zip(prices))
        .filter_map(|(cut, price)| match cut {
            Cut::Triple(triple) if triple.covers(orbit) => Some((triple, *price)),
            _ => None,
        })
        .collect();
    Crowds::of(nodes, &triples)
}

/// What cuts earn at least.
pub(super) fn sides_value(cuts: &[Cut], prices: &[i64]) -> i64 {
    cuts.iter().zip(prices).map(|(cut, price)| cut.side() * price).sum()
}
