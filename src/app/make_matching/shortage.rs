//! What the province does not fill within its limit, and why.

use std::collections::BTreeMap;

use crate::app::plan_week::SupplierQuestion;
use crate::index::{PlaceIdx, RequestIdx, TitleIdx};
use crate::matching::{Choice, OpenRequest, Round, Source};
use crate::model::{Province, Shortage};

/// Copies of a request that the province does not fill within their limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShortLine {
    /// The request.
    pub request: RequestIdx,
    /// How many.
    pub copies: i64,
    /// What serves them: a copy that comes too late, a library outside, or nothing.
    pub source: Source,
    /// Why.
    pub reason: Shortage,
}

/// All lines that fall short, by request. O(lots + choices * lenders of a title).
pub(super) fn shortages(
    province: &Province,
    question: &SupplierQuestion,
    choices: &[Choice],
) -> Vec<ShortLine> {
    let stock = Left::after(question, choices);
    let asked = asked(question);
    let line = |choice: &Choice| {
        let (round, open) = asked[&choice.request];
        if is_filled(round, open, choice.source) {
            return None;
        }
        let reason = match choice.source {
            Source::Copy(_) => Shortage::TooLate,
            _ => stock.reason(province, round, open),
        };
        let Choice { request, source, quantity, .. } = *choice;
        Some(ShortLine { request, copies: quantity.0, source, reason })
    };
    choices.iter().filter_map(line).collect()
}

/// The open requests of a question, each with its round.
pub(super) fn asked(question: &SupplierQuestion) -> BTreeMap<RequestIdx, (&Round, &OpenRequest)> {
    let rounds = question.problem.rounds.iter();
    rounds
        .flat_map(|round| round.requests.iter().map(move |open| (open.request, (round, open))))
        .collect()
}

/// Whether a source fills a request inside the province within its limit.
fn is_filled(round: &Round, open: &OpenRequest, source: Source) -> bool {
    match source {
        Source::Copy(lender) => arrives_in_time(round, open, lender),
        Source::Returning => true,
        Source::Outside | Source::Unfilled => false,
    }
}

fn arrives_in_time(round: &Round, open: &OpenRequest, lender: PlaceIdx) -> bool {
    let days = round.lead_days.at(lender, open.pickup);
    lender == open.pickup || days.is_some_and(|days| days <= open.limit_days)
}

/// Copies before and after all choices, by title and lender.
struct Left(BTreeMap<(TitleIdx, PlaceIdx), i64>);

impl Left {
    fn after(question: &SupplierQuestion, choices: &[Choice]) -> Self {
        let mut left = BTreeMap::new();
        for lot in &question.problem.copies {
            *left.entry((lot.title, lot.lender)).or_insert(0) += lot.available.0;
        }
        for choice in choices {
            if let Source::Copy(lender) = choice.source {
                *left.entry((choice.title, lender)).or_insert(0) -= choice.quantity.0;
            }
        }
        Self(left)
    }

    fn reason(&self, province: &Province, round: &Round, open: &OpenRequest) -> Shortage {
        let titles: Vec<TitleIdx> = std::iter::once(open.title)
            .chain(open.others.iter().map(|other| other.title))
            .collect();
        let wanted = |lender: PlaceIdx| open.only_from.is_none_or(|only| only == lender);
        let mut held = titles.iter().flat_map(|title| province.holdings().of(*title));
        let held = held.any(|lot| wanted(lot.place));
        if !held {
            return Shortage::NobodyHolds;
        }
        let lots = || {
            titles.iter().flat_map(|title| {
                let all = (*title, PlaceIdx(0))..=(*title, PlaceIdx(u32::MAX));
                let lots = self.0.range(all).map(|(&(_, lender), &left)| (lender, left));
                lots.filter(move |&(lender, _)| wanted(lender))
            })
        };
        if lots().next().is_none() {
            return Shortage::AllOut;
        }
        let mut free = lots().filter(|&(_, left)| left > 0).map(|(lender, _)| lender).peekable();
        if free.peek().is_none() {
            Shortage::TooFew
        } else if free.any(|lender| arrives_in_time(round, open, lender)) {
            Shortage::NoRoom
        } else {
            Shortage::TooLate
        }
    }
}
