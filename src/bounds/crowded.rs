//! The verifier's own count of routes that visit two of three clients.

use super::certificate::Triple;
use crate::vrp::{DaySet, ProblemParts};

/// Sets of days of three clients together that are tried, at most.
const TRIED_MAX: usize = 100_000;

/// A triple on a day: its members and who remembers, by node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Crowd {
    pub(super) price: i64,
    pub(super) members: Vec<bool>,
    pub(super) remembers: Vec<bool>,
}

/// Whether a triple names clients and days of a problem.
pub(super) fn is_well_formed(parts: &ProblemParts, triple: &Triple) -> bool {
    let Triple { days, clients, remembers, .. } = triple;
    let known = (0..parts.days).fold(0, |set: DaySet, day| set | 1 << day);
    let is_known = |client: &u32| (*client as usize) < parts.clients.len();
    clients.is_sorted_by(|a, b| a < b)
        && clients.iter().chain(remembers).all(is_known)
        && days & !known == 0
}

/// How many routes of any solution visit two of the three or more, at most: no client is visited
/// twice on a day, so each such route needs a day on which two of them are visited, and with three
/// clients no day has two such routes.
pub(super) fn at_most(parts: &ProblemParts, triple: &Triple) -> i128 {
    let [a, b, c] = triple.clients.map(|client| {
        let client = &parts.clients[client as usize];
        let left_out = client.prize.map(|_| 0);
        client.patterns.iter().copied().chain(left_out).collect::<Vec<DaySet>>()
    });
    if a.len() * b.len() * c.len() > TRIED_MAX {
        return i128::from(triple.days.count_ones());
    }
    let mut most = 0;
    for first in &a {
        for second in &b {
            let both = first & second;
            let either = first | second;
            for third in &c {
                let crowded = both | (either & third);
                most = most.max((crowded & triple.days).count_ones());
            }
        }
    }
    i128::from(most)
}

/// The triples of a day, between the depot, 0, and some clients.
pub(super) fn crowds(triples: &[Triple], day: usize, clients: &[usize]) -> Vec<Crowd> {
    let on_day = triples.iter().filter(|of| of.days >> day & 1 == 1 && of.price > 0);
    let crowd = |triple: &Triple| {
        let are = |members: &[u32]| {
            let mut are = vec![false; clients.len() + 1];
            for client in members {
                if let Ok(at) = clients.binary_search(&(*client as usize)) {
                    are[at + 1] = true;
                }
            }
            are
        };
        let members = are(&triple.clients);
        Crowd { price: triple.price, remembers: are(&triple.remembers), members }
    };
    on_day.map(crowd).collect()
}
