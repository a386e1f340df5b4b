//! The verifier's own count of how often routes come into groups of clients.

use std::collections::BTreeSet;

use super::certificate::{Cut, Decision, ProvenCase, Question};
use crate::vrp::{Client, DaySet, ProblemParts};

/// Unions of sets of days that are looked at for a cut, at most.
const UNIONS_MAX: usize = 4_096;

/// Entries that a question asks about, at most.
const FAR: i64 = 1 << 20;

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
/// Whatever sets of days the group takes, they make a union of days, and on each of its days a
/// route comes in. Each time a route comes in it is one route that serves clients of the group, and
/// all routes that do carry what the group asks for, each no more than the largest vehicle holds.
pub(super) fn needed(parts: &ProblemParts, cut: &Cut) -> i128 {
    let members: Vec<&Client> =
        cut.clients.iter().map(|client| &parts.clients[*client as usize]).collect();
    let Some(unions) = unions(&members) else { return 0 };
    let needed = unions.into_iter().filter_map(|union| {
        let mut of_classes = 0;
        for class in &cut.days {
            of_classes += needed_within(parts, &members, (union, *class))?;
        }
        Some(of_classes)
    });
    needed.min().unwrap_or(0)
}

/// All unions of sets of days of some clients; `None` where they are too many.
fn unions(members: &[&Client]) -> Option<BTreeSet<DaySet>> {
    let mut unions = BTreeSet::from([0]);
    for set in members.iter().flat_map(|client| &client.patterns) {
        let more: Vec<DaySet> = unions.iter().map(|union| union | set).collect();
        unions.extend(more);
        if unions.len() > UNIONS_MAX {
            return None;
        }
    }
    Some(unions)
}

/// The same on a class of days, where all sets of days are inside a union of which each day has a
/// visit; `None` where a client has none.
fn needed_within(
    parts: &ProblemParts,
    members: &[&Client],
    (union, class): (DaySet, DaySet),
) -> Option<i128> {
    let mut brought = [0; 2];
    let mut taken = [0; 2];
    for client in members.iter().filter(|client| client.prize.is_none()) {
        let inside = client.patterns.iter().filter(|set| *set & !union == 0);
        let visits = i128::from(inside.map(|set| (set & class).count_ones()).min()?);
        for dimension in 0..2 {
            brought[dimension] += visits * i128::from(client.delivery[dimension]);
            taken[dimension] += visits * i128::from(client.pickup[dimension]);
        }
    }
    let mut needed = i128::from((union & class).count_ones());
    for dimension in 0..2 {
        let holds = parts.vehicles.iter().filter(|of| of.days & class != 0 && of.count > 0);
        let largest = holds.map(|of| i128::from(of.capacity[dimension])).max().unwrap_or(0).max(1);
        let most = brought[dimension].max(taken[dimension]);
        needed = needed.max((most + largest - 1) / largest);
    }
    Some(needed)
}

/// Whether a decision names clients and days of a problem.
pub(super) fn asks_of(parts: &ProblemParts, decision: &Decision) -> bool {
    match &decision.asks {
        Question::Visit { client, day } => {
            (*client as usize) < parts.clients.len() && *day < parts.days && decision.price == 0
        }
        Question::Entries { days, clients, most } => {
            let cut = Cut { days: vec![*days], clients: clients.clone(), price: 0 };
            are_well_formed(parts, &[cut]) && (0..=FAR).contains(most)
        }
    }
}

/// What routes that agree with a decision earn by it, at least.
pub(super) fn earned_at_least(decision: &Decision) -> i128 {
    match &decision.asks {
        Question::Visit { .. } => 0,
        Question::Entries { most, .. } if decision.is_so => {
            i128::from(most + 1) * i128::from(decision.price)
        }
        Question::Entries { most, .. } => -i128::from(*most) * i128::from(decision.price),
    }
}

/// What each leg of a day earns by coming into groups, between the depot, 0, and some clients.
pub(super) fn entered(case: &ProvenCase, day: usize, clients: &[usize]) -> Vec<i64> {
    let size = clients.len() + 1;
    let mut earned = vec![0; size * size];
    let mut enter = |group: &[u32], price: i64| {
        let is_member = |node: usize| {
            let client = node.checked_sub(1).and_then(|at| u32::try_from(clients[at]).ok());
            client.is_some_and(|client| group.binary_search(&client).is_ok())
        };
        let inside: Vec<bool> = (0..size).map(is_member).collect();
        for from in (0..size).filter(|node| !inside[*node]) {
            for to in (0..size).filter(|node| inside[*node]) {
                earned[from * size + to] += price;
            }
        }
    };
    for cut in case.cuts.iter().filter(|cut| cut.days.iter().any(|of| of >> day & 1 == 1)) {
        enter(&cut.clients, cut.price);
    }
    for decision in &case.decisions {
        match &decision.asks {
            Question::Entries { days, clients, .. } if days >> day & 1 == 1 => {
                let sign = if decision.is_so { 1 } else { -1 };
                enter(clients, sign * decision.price);
            }
            _ => {}
        }
    }
    earned
}
