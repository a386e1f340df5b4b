//! A pull that found nothing: the next supplier at once, without moving what others were promised.

use std::collections::BTreeMap;

use super::problem::{ArcRole, Choice, OpenRequest, Round, WeekProblem, WeekProof};
use super::stock::{Stock, Taken};
use super::week::prove_round;
use crate::index::{PlaceIdx, RequestIdx, TitleIdx};
use crate::units::{Cents, Items};

/// A line of a pull list on which copies were not there (niet op de plank).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailedLine {
    /// For which request.
    pub request: RequestIdx,
    /// At which lender.
    pub lender: PlaceIdx,
    /// Of which title.
    pub title: TitleIdx,
    /// How many were not there, at least one.
    pub quantity: Items,
}

/// Who serves instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// Who serves the copies that were not there: of each moment, by request.
    pub choices: Vec<Vec<Choice>>,
    /// What that costs.
    pub cost: Cents,
    /// The flow of each moment, verified.
    pub proofs: Vec<WeekProof>,
}

/// The cheapest replacement for lines that failed, from what the promises leave.
///
/// `moments` are the times at which lines failed, in order, each with its lines; a moment is a
/// round without requests: when pulls of that moment leave and arrive. What is promised stays
/// promised, the pull that found nothing was work and is spent, and the place on the hold shelf
/// that was kept for the copy takes its replacement. The lender of a failed line is asked again
/// only for copies that nobody was promised.
///
/// # Panics
///
/// When a choice or a line is of no request of the problem, and as
/// [`match_week`](super::match_week).
pub fn replace_failed(
    problem: &WeekProblem,
    promised: &[Choice],
    moments: &[(Round, Vec<FailedLine>)],
) -> Replacement {
    let asked: BTreeMap<RequestIdx, (&Round, &OpenRequest)> = (problem.rounds.iter())
        .flat_map(|round| round.requests.iter().map(move |open| (open.request, (round, open))))
        .collect();
    let mut stock = Stock::of(problem);
    for choice in promised {
        let (round, open) = asked[&choice.request];
        let Choice { title, source, quantity, .. } = *choice;
        stock.take(round, &Taken { title, pickup: open.pickup, source, units: quantity.0 });
    }
    let mut done = Replacement { choices: Vec::new(), cost: Cents::ZERO, proofs: Vec::new() };
    for (moment, lines) in moments {
        for (lender, window) in moment.window.iter_indexed() {
            if let Some(window) = window {
                stock.open_window(lender, *window, problem.pull_capacity[lender].0);
            }
        }
        let mut missing: BTreeMap<RequestIdx, i64> = BTreeMap::new();
        for line in lines {
            stock.give_back_place(asked[&line.request].1.pickup, line.quantity.0);
            *missing.entry(line.request).or_insert(0) += line.quantity.0;
        }
        let again = |(request, units): (&RequestIdx, &i64)| OpenRequest {
            quantity: Items(*units),
            ..asked[request].1.clone()
        };
        let round = Round { requests: missing.iter().map(again).collect(), ..moment.clone() };
        let proof = prove_round(problem, &round, &stock);
        let mut choices = Vec::new();
        for (position, role) in proof.roles.iter().enumerate() {
            let units = proof.flow[position];
            done.cost += match role {
                ArcRole::Serve { .. } | ArcRole::Window { .. } => proof.cents(position) * units,
                _ => Cents::ZERO,
            };
            let ArcRole::Serve { request, source, title } = *role else { continue };
            if units > 0 {
                let pickup = asked[&request].1.pickup;
                stock.take(&round, &Taken { title, pickup, source, units });
                let quantity = Items(units);
                choices.push(Choice { request, source, title, quantity });
            }
        }
        choices.sort_unstable();
        done.choices.push(choices);
        done.proofs.push(proof);
    }
    done
}
