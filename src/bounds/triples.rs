//! Subset-row cuts: of three clients, routes that visit two or more.
//!
//! On some days together there are at most so many, since each such route needs a day on which two
//! of the three are visited; the sets of days that are left say on how many days that can be. Where
//! a vertex visits clients on fractions of sets of days, its routes take two of three more often.
//!
//! A route is counted only while it remembers the first of the two: each cut has clients that
//! remember (limited memory), so that few labels are told apart by it.
//!
//! References: M. Jepsen, B. Petersen, S. Spoorendonk and D. Pisinger (2008), "Subset-row
//! inequalities applied to the vehicle-routing problem with time windows", Operations Research
//! 56(2):497-511, doi 10.1287/opre.1070.0449; D. Pecin, A. Pessoa, M. Poggi and E. Uchoa (2017),
//! "Improved branch-cut-and-price for capacitated vehicle routing", Mathematical Programming
//! Computation 9:61-100, doi 10.1007/s12532-016-0108-8.

use std::collections::BTreeMap;

use super::capacity::Driven;
use super::relaxation::Relaxation;
use crate::vrp::{Client, DaySet, ProblemParts};

/// Cuts that are taken in at a time, and how often a client is in one of them.
const TAKEN_MAX: usize = 20;
const EACH_MAX: usize = 5;
/// Routes that a vertex must have too many of, so that a cut is worth a row.
const WORTH: f64 = 0.04;
/// Clients up to which all triples are looked at.
const CLIENTS_MAX: usize = 250;
/// Sets of days of three clients together that are tried; beyond, every day counts.
const TRIED_MAX: usize = 20_000;

/// Three clients of whom routes visit two or more on at most so many days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Triple {
    pub(super) days: DaySet,
    covers: Vec<bool>,
    pub(super) clients: [u32; 3],
    /// Whether a client remembers.
    pub(super) remembers: Vec<bool>,
    /// Routes at most.
    pub(super) side: i64,
}

impl Triple {
    pub(super) fn covers(&self, orbit: usize) -> bool {
        self.covers[orbit]
    }

    /// Some clients on a single day, where all remember.
    #[cfg(test)]
    pub(super) fn on_all(clients: [u32; 3], count: usize) -> Self {
        Self { days: 1, covers: vec![true], clients, remembers: vec![true; count], side: 1 }
    }

    /// The same where each day is an orbit of its own.
    pub(super) fn on_days(&self, days: usize) -> Self {
        let covers = (0..days).map(|day| self.days >> day & 1 == 1).collect();
        Self { covers, ..self.clone() }
    }

    /// How often a route on an orbit of days visits two of the three, as far as it remembers.
    pub(super) fn count(&self, orbit: usize, clients: &[u32]) -> i64 {
        if !self.covers[orbit] {
            return 0;
        }
        let (mut is_odd, mut count) = (false, 0);
        for client in clients {
            is_odd &= self.remembers[*client as usize];
            if self.clients.contains(client) {
                count += i64::from(is_odd);
                is_odd = !is_odd;
            }
        }
        count
    }

    /// Lets all clients remember that a route visits between two of the three.
    fn remember(&mut self, clients: &[u32]) {
        let mut first = None;
        for (at, client) in clients.iter().enumerate() {
            if self.clients.contains(client) {
                match first.take() {
                    Some(first) => {
                        for between in &clients[first..=at] {
                            self.remembers[*between as usize] = true;
                        }
                    }
                    None => first = Some(at),
                }
            }
        }
    }
}

/// Some orbits of days.
#[derive(Clone, Debug)]
struct Span {
    covers: Vec<bool>,
    days: DaySet,
}

/// Where triples are looked for.
#[derive(Clone, Debug)]
pub(super) struct Triples {
    spans: Vec<Span>,
    orbits: usize,
    /// Each client's list of sets of days, by number, and these lists.
    list_of: Vec<usize>,
    lists: Vec<Vec<DaySet>>,
}

impl Triples {
    pub(super) fn of(parts: &ProblemParts, relaxation: &Relaxation) -> Self {
        let orbits = relaxation.orbits;
        let span = |covers: Vec<bool>| {
            let days = (0..parts.days).filter(|day| covers[relaxation.orbit_of[*day]]);
            Span { days: days.fold(0, |set, day| set | 1 << day), covers }
        };
        // Who may be left out may have no days at all.
        let list = |client: &Client| {
            let left_out = client.prize.map(|_| 0);
            client.patterns.iter().copied().chain(left_out).collect::<Vec<DaySet>>()
        };
        let of_clients: Vec<Vec<DaySet>> = parts.clients.iter().map(list).collect();
        let mut lists = of_clients.clone();
        lists.sort();
        lists.dedup();
        let number = |of: &Vec<DaySet>| lists.binary_search(of).unwrap_or(0);
        let list_of = of_clients.iter().map(number).collect();
        Self { spans: relaxation.spans().into_iter().map(span).collect(), orbits, list_of, lists }
    }

    /// Triples of whom routes of a vertex visit two too often, the worst first.
    pub(super) fn crowded(&self, routes: &[Driven<'_>]) -> Vec<Triple> {
        let clients = self.list_of.len();
        if !(3..=CLIENTS_MAX).contains(&clients) {
            return Vec::new();
        }
        let shares = self.shares(routes);
        let mut sides: BTreeMap<[usize; 3], Vec<i64>> = BTreeMap::new();
        let mut found: Vec<(f64, [usize; 3], usize, i64)> = Vec::new();
        for (place, own) in shares.chunks(self.orbits).enumerate() {
            if own.iter().sum::<f64>() <= WORTH {
                continue;
            }
            let triple = triple_at(place);
            let mut lists = triple.map(|client| self.list_of[client]);
            lists.sort_unstable();
            let sides = sides.entry(lists).or_insert_with(|| self.sides(lists));
            let over = |(span, side): (&Span, &i64)| {
                let sum: f64 = own.iter().zip(&span.covers).filter(|of| *of.1).map(|of| of.0).sum();
                sum - *side as f64
            };
            let over = self.spans.iter().zip(sides.iter()).map(over);
            let worst = over.enumerate().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            if let Some((span, over)) = worst.filter(|(_, over)| *over > WORTH) {
                found.push((over, triple, span, sides[span]));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        self.taken(found, routes)
    }

    fn taken(
        &self,
        found: Vec<(f64, [usize; 3], usize, i64)>,
        routes: &[Driven<'_>],
    ) -> Vec<Triple> {
        let mut times = vec![0; self.list_of.len()];
        let mut taken = Vec::new();
        for (_, clients, span, side) in found {
            if taken.len() == TAKEN_MAX || clients.iter().any(|of| times[*of] == EACH_MAX) {
                continue;
            }
            let Span { covers, days } = self.spans[span].clone();
            let mut remembers = vec![false; times.len()];
            for of in clients {
                times[of] += 1;
                remembers[of] = true;
            }
            let clients = clients.map(|of| u32::try_from(of).expect("clients fit u32"));
            let mut triple = Triple { days, covers, clients, remembers, side };
            for (orbit, visited, _) in routes {
                if triple.covers[*orbit] {
                    triple.remember(visited);
                }
            }
            taken.push(triple);
        }
        taken
    }

    /// How much of routes visits two of each triple, by triple and orbit.
    fn shares(&self, routes: &[Driven<'_>]) -> Vec<f64> {
        let clients = self.list_of.len();
        let mut shares = vec![0.0; clients * (clients - 1) * (clients - 2) / 6 * self.orbits];
        for (orbit, visited, share) in routes {
            let mut on: Vec<usize> = visited.iter().map(|client| *client as usize).collect();
            on.sort_unstable();
            on.dedup();
            for (at, a) in on.iter().enumerate() {
                for (next, b) in on.iter().enumerate().skip(at + 1) {
                    let off = (0..clients).filter(|client| on.binary_search(client).is_err());
                    for c in off.chain(on[next + 1..].iter().copied()) {
                        shares[place_of([*a, *b, c]) * self.orbits + orbit] += share;
                    }
                }
            }
        }
        shares
    }

    /// On how many days of each span two of three clients with some sets of days can be visited.
    fn sides(&self, lists: [usize; 3]) -> Vec<i64> {
        let [first, second, third] = lists.map(|list| &self.lists[list]);
        let days = |span: &Span| i64::from(span.days.count_ones());
        if first.len() * second.len() * third.len() > TRIED_MAX {
            return self.spans.iter().map(days).collect();
        }
        let mut most = vec![0; self.spans.len()];
        for a in first {
            for b in second {
                for c in third {
                    let twice = a & b | a & c | b & c;
                    for (most, span) in most.iter_mut().zip(&self.spans) {
                        *most = (*most).max(i64::from((twice & span.days).count_ones()));
                    }
                }
            }
        }
        most
    }
}

/// The place of a triple among all, whatever its order.
fn place_of(mut triple: [usize; 3]) -> usize {
    triple.sort_unstable();
    let [a, b, c] = triple;
    a + b * b.saturating_sub(1) / 2 + c * c.saturating_sub(1) * c.saturating_sub(2) / 6
}

/// The triple at a place.
fn triple_at(place: usize) -> [usize; 3] {
    let mut c = 2;
    while (c + 1) * c * (c - 1) / 6 <= place {
        c += 1;
    }
    let left = place - c * (c - 1) * (c - 2) / 6;
    let mut b = 1;
    while (b + 1) * b / 2 <= left {
        b += 1;
    }
    [left - b * (b - 1) / 2, b, c]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vrp::{Profile, VehicleType};

    fn parts(sets: &[DaySet]) -> ProblemParts {
        ProblemParts {
            days: 4,
            nodes: 6,
            profiles: vec![Profile { distance: vec![1; 36], duration: None, hours: Vec::new() }],
            clients: (1..6).map(|node| Client::new(node, sets.to_vec())).collect(),
            vehicles: vec![VehicleType::new(3, 0, [4, 0])],
            flows: None,
        }
    }

    #[test]
    fn each_triple_has_a_place_of_its_own() {
        let mut place = 0;
        for c in 2..9 {
            for b in 1..c {
                for a in 0..b {
                    assert_eq!(place_of([b, c, a]), place);
                    assert_eq!(triple_at(place), [a, b, c]);
                    place += 1;
                }
            }
        }
    }

    #[test]
    fn three_halves_of_routes_are_more_than_sets_of_days_allow() {
        // On each of four days half of each of three routes that visit two of three clients.
        let parts = parts(&[0b0101, 0b1010]);
        let relaxation = Relaxation::of(&parts).expect("nobody reloads");
        let triples = Triples::of(&parts, &relaxation);
        let routes: [Driven<'_>; 3] = [(0, &[0, 1], 1.0), (0, &[1, 2], 1.0), (0, &[3, 0, 2], 1.0)];
        let found = triples.crowded(&routes);
        assert_eq!((found[0].clients, found[0].side), ([0, 1, 2], 2), "one each half week");
        assert_eq!(found[0].count(0, &[3, 0, 2]), 1);
        assert_eq!(found[0].count(0, &[0, 3, 2]), 0, "3 does not remember");
        assert!(found[0].remembers[2] && !found[0].remembers[3]);
    }

    #[test]
    fn sets_of_days_say_how_often_two_meet() {
        let sides = |sets: &[DaySet]| {
            let parts = parts(sets);
            let relaxation = Relaxation::of(&parts).expect("nobody reloads");
            let triples = Triples::of(&parts, &relaxation);
            let visited = |at: &usize| triples.spans[*at].covers.iter().filter(|of| **of).count();
            let whole = (0..triples.spans.len()).max_by_key(visited).expect("all days");
            triples.sides([0; 3])[whole]
        };
        assert_eq!(sides(&[0b0011, 0b0110, 0b0101]), 3, "each two on a day of their own");
        assert_eq!(sides(&[0b0011, 0b1100]), 2);
        assert_eq!(sides(&[0b0001, 0b0010]), 1);
    }
}
