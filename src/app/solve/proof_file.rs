//! Certificates as their files have them, and back.

use crate::bounds::{Cut, Decision, Folding, ProvenCase, Question, Triple};
use crate::store::{StoredCut, StoredDecision, StoredFolding, StoredProvenCase, StoredTriple};
use crate::vrp::DaySet;

pub(super) fn stored_folding(folding: &Folding) -> StoredFolding {
    StoredFolding { twins: folding.twins.clone(), is_one: folding.is_one }
}

pub(super) fn read_folding(folding: StoredFolding) -> Folding {
    Folding { twins: folding.twins, is_one: folding.is_one }
}

pub(in crate::app) fn stored_case(case: &ProvenCase) -> StoredProvenCase {
    let cut = |cut: &Cut| StoredCut {
        days: cut.days.iter().map(|class| days_of(*class)).collect(),
        customers: cut.clients.clone(),
        price: cut.price,
    };
    let triple = |of: &Triple| StoredTriple {
        days: days_of(of.days),
        customers: of.clients,
        remembers: of.remembers.clone(),
        price: of.price,
    };
    StoredProvenCase {
        decisions: case.decisions.iter().map(stored_decision).collect(),
        prices: case.prices.clone(),
        cuts: case.cuts.iter().map(cut).collect(),
        triples: case.triples.iter().map(triple).collect(),
    }
}

pub(in crate::app) fn read_case(case: StoredProvenCase) -> ProvenCase {
    let cut = |cut: StoredCut| Cut {
        days: cut.days.iter().map(|days| set_of(days)).collect(),
        clients: cut.customers,
        price: cut.price,
    };
    let triple = |of: StoredTriple| Triple {
        days: set_of(&of.days),
        clients: of.customers,
        remembers: of.remembers,
        price: of.price,
    };
    ProvenCase {
        decisions: case.decisions.into_iter().map(read_decision).collect(),
        prices: case.prices,
        cuts: case.cuts.into_iter().map(cut).collect(),
        triples: case.triples.into_iter().map(triple).collect(),
    }
}

fn stored_decision(decision: &Decision) -> StoredDecision {
    let (days, customers, more_than) = match &decision.asks {
        Question::Visit { client, day } => (vec![*day], vec![*client], None),
        Question::Entries { days, clients, most } => (days_of(*days), clients.clone(), Some(*most)),
    };
    let Decision { is_so, price, .. } = *decision;
    StoredDecision { days, customers, more_than, is_so, price }
}

/// A visit that is not of one customer on one day becomes one that no problem has, which the
/// verifier refuses.
fn read_decision(decision: StoredDecision) -> Decision {
    let StoredDecision { days, customers, more_than, is_so, price } = decision;
    let asks = match (more_than, days.as_slice(), customers.as_slice()) {
        (Some(most), ..) => Question::Entries { days: set_of(&days), clients: customers, most },
        (None, [day], [client]) => Question::Visit { client: *client, day: *day },
        _ => Question::Visit { client: u32::MAX, day: usize::MAX },
    };
    Decision { asks, is_so, price }
}

fn days_of(set: DaySet) -> Vec<usize> {
    (0..DaySet::BITS as usize).filter(|day| set >> day & 1 == 1).collect()
}

/// A day that no problem has makes a set without days, which the verifier refuses or which counts
/// nothing.
fn set_of(days: &[usize]) -> DaySet {
    let is_known = days.iter().all(|day| *day < DaySet::BITS as usize);
    let all = days.iter().filter(|_| is_known);
    all.fold(0, |set: DaySet, day| set | 1 << day)
}
