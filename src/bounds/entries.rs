//! The verifier's own count of how often routes come into groups of clients.

use super::certificate::{Certificate, Cut};
use crate::vrp::{Client, DaySet, ProblemParts};

/// Whether cuts name days and clients of a problem: classes of days that have no day in common, and
/// clients in order.
pub(super) fn are_well_formed(parts: &ProblemParts, cuts: &[Cut]) -> bool {
    let is_well_formed = |cut: &Cut| {
        let mut before: DaySet = 0;
        let days = cut.days.iter().all(|class| {
            let is_new = *class != 0 && class & before == 0;
            before |= class;
            is_new
        });
        let known = (0..parts.days).fold(0, |set: DaySet, day| set | 1 << day);
        let in_order = cut.clients.is_sorted_by(|a, b| a < b);
        let last = cut.clients.last().is_none_or(|last| (*last as usize) < parts.clients.len());
        days && before & !known == 0 && in_order && last
    };
    cuts.iter().all(is_well_formed)
}

/// How often routes of any solution come into the group of a cut, at least.
///
/// Each time a route comes in it is one route that serves clients of the group, and all routes that
/// do carry what the group asks for, each no more than the largest vehicle holds.
pub(super) fn needed(parts: &ProblemParts, cut: &Cut) -> i128 {
    cut.days.iter().map(|class| needed_on(parts, &cut.clients, *class)).sum()
}

fn needed_on(parts: &ProblemParts, group: &[u32], days: DaySet) -> i128 {
    let members = || group.iter().map(|client| &parts.clients[*client as usize]);
    let visits = |client: &Client| -> i128 {
        if client.prize.is_some() {
            return 0;
        }
        let on = client.patterns.iter().map(|set| i128::from((set & days).count_ones()));
        on.min().unwrap_or(0)
    };
    let mut needed = i128::from(members().any(|client| visits(client) > 0));
    for dimension in 0..2 {
        let holds = parts.vehicles.iter().filter(|of| of.days & days != 0 && of.count > 0);
        let largest = holds.map(|of| i128::from(of.capacity[dimension])).max().unwrap_or(0).max(1);
        let brought: i128 =
            members().map(|of| visits(of) * i128::from(of.delivery[dimension])).sum();
        let taken: i128 = members().map(|of| visits(of) * i128::from(of.pickup[dimension])).sum();
        needed = needed.max((brought.max(taken) + largest - 1) / largest);
    }
    needed
}

/// What each leg of a day earns by coming into groups, between the depot, 0, and some clients.
pub(super) fn entered(certificate: &Certificate, day: usize, clients: &[usize]) -> Vec<i64> {
    let size = clients.len() + 1;
    let mut earned = vec![0; size * size];
    for cut in certificate.cuts.iter().filter(|cut| cut.days.iter().any(|of| of >> day & 1 == 1)) {
        let is_member = |node: usize| {
            let client = node.checked_sub(1).and_then(|at| u32::try_from(clients[at]).ok());
            client.is_some_and(|client| cut.clients.binary_search(&client).is_ok())
        };
        let inside: Vec<bool> = (0..size).map(is_member).collect();
        for from in (0..size).filter(|node| !inside[*node]) {
            for to in (0..size).filter(|node| inside[*node]) {
                earned[from * size + to] += cut.price;
            }
        }
    }
    earned
}
