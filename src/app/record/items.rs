//! Requested items of the file against the plan and the record.

use super::ledger::Ledger;
use super::promise::KnownRequest;
use crate::diagnostic::Span;
use crate::index::PlaceIdx;
use crate::ingest::{
    ItemFact, ItemStatus, dates_reversed, lender_missing, request_not_delivered, request_unknown,
};
use crate::model::{ClosedRequest, FailedPull, RequestOutcome};
use crate::store::{Completion, HistoryFile};
use crate::units::Items;

impl Ledger<'_> {
    /// Adds a pull that found nothing.
    pub(super) fn not_found(&mut self, span: &Span, fact: &ItemFact) {
        if !self.promise.week.contains(fact.date) {
            self.other_week(span, fact.date);
            return;
        }
        let Some(request) = self.request_of(span, fact) else { return };
        let Some(lender) = self.lender_of(span, fact, &request) else { return };
        let promised = request.lenders.iter().find(|(place, _)| *place == lender);
        let all = promised.map_or(request.quantity, |(_, copies)| *copies);
        let items = fact.items.unwrap_or(all);
        let same = self.failed.iter().position(|pull| {
            pull.request == fact.request && pull.place == lender && pull.date == fact.date
        });
        if let Some(known) = same.map(|rank| self.failed[rank].clone()) {
            if known.items == items {
                self.known += 1;
            } else {
                let what = format!(
                    "{} {} {} not-on-shelf {}",
                    known.request,
                    self.code(lender),
                    known.date,
                    known.items
                );
                self.contradicted(span, &what, HistoryFile::FailedPulls.name());
            }
            return;
        }
        if let Some(what) = self.moved_all_the_same(fact, lender, all - items) {
            self.contradicted(span, &what, HistoryFile::Moves.name());
            return;
        }
        self.failed.push(FailedPull {
            date: fact.date,
            place: lender,
            request: fact.request.clone(),
            items,
            reason: fact.reason.clone(),
        });
        self.recorded += 1;
    }

    /// Closes a request as the file says.
    pub(super) fn close(&mut self, span: &Span, fact: &ItemFact) {
        let Some(request) = self.request_of(span, fact) else { return };
        if fact.date < request.placed {
            let cell = Span { column: Some("date".to_owned()), ..span.clone() };
            self.found.push(dates_reversed(cell, ("placed", request.placed), fact.date));
            return;
        }
        let number = &fact.request;
        let ended = match fact.status {
            ItemStatus::Lapsed => self.ended(number, &request, RequestOutcome::Lapsed, fact.date),
            ItemStatus::Withdrawn => {
                self.ended(number, &request, RequestOutcome::Withdrawn, fact.date)
            }
            _ => {
                let Some(ended) = self.delivered(span, fact, &request) else { return };
                ended
            }
        };
        let Some(known) = self.closed.get(number) else {
            self.closed.insert(number.clone(), ended);
            self.new_closed.insert(number.clone());
            self.recorded += 1;
            return;
        };
        let says = |request: &ClosedRequest| (request.outcome, request.closed, request.items);
        let lender_fits =
            fact.place.is_none() || known.lender.is_none_or(|lender| Some(lender) == fact.place);
        if says(known) == says(&ended) && lender_fits {
            self.known += 1;
            return;
        }
        let what = format!("{number} {} {}", known.outcome.word(), known.closed);
        let is_new = self.new_closed.contains(number);
        let file = if is_new { span.file.clone() } else { HistoryFile::Requests.name().to_owned() };
        self.contradicted(span, &what, &file);
    }

    /// Fills in whether a delivered request was collected.
    pub(super) fn collect(&mut self, span: &Span, fact: &ItemFact) {
        if !self.closed.contains_key(&fact.request) && self.request_of(span, fact).is_none() {
            return;
        }
        let collected = fact.status == ItemStatus::Collected;
        let Some(known) = self.closed.get_mut(&fact.request) else {
            self.found.push(request_not_delivered(span.clone(), &fact.request));
            return;
        };
        match known.collected {
            _ if !known.outcome.is_delivered() => {
                self.found.push(request_not_delivered(span.clone(), &fact.request));
            }
            Some(before) if before == collected => self.known += 1,
            Some(before) => {
                let word = if before { "collected" } else { "not-collected" };
                let what = format!("{} {word}", fact.request);
                self.contradicted(span, &what, HistoryFile::Requests.name());
            }
            None => {
                known.collected = Some(collected);
                self.recorded += 1;
                if !self.new_closed.contains(&fact.request) {
                    let word = if collected { "yes" } else { "no" };
                    self.completed.push(Completion {
                        file: HistoryFile::Requests,
                        key: vec![("request", fact.request.to_string())],
                        values: vec![("collected", word.to_owned())],
                    });
                }
            }
        }
    }

    fn delivered(
        &mut self,
        span: &Span,
        fact: &ItemFact,
        request: &KnownRequest,
    ) -> Option<ClosedRequest> {
        let from_outside = fact.place.is_none() && request.is_outside && request.lenders.is_empty();
        let lender = if from_outside { None } else { Some(self.lender_of(span, fact, request)?) };
        let outcome = lender
            .map_or(RequestOutcome::Outside, |lender| self.outcome_of(lender, request.pickup));
        let items = fact.items.unwrap_or(request.quantity).min(request.quantity);
        let ended = self.ended(&fact.request, request, outcome, fact.date);
        Some(ClosedRequest { lender, items, ..ended })
    }

    /// The request that a fact is about.
    fn request_of(&mut self, span: &Span, fact: &ItemFact) -> Option<KnownRequest> {
        let known = self.promise.requests.get(&fact.request).cloned();
        if known.is_none() {
            self.found.push(request_unknown(span.clone(), &fact.request));
        }
        known
    }

    /// The place that lends: the one that the fact names or, without one, the only one of the plan.
    fn lender_of(
        &mut self,
        span: &Span,
        fact: &ItemFact,
        request: &KnownRequest,
    ) -> Option<PlaceIdx> {
        let only = match request.lenders[..] {
            [(lender, _)] => Some(lender),
            _ => None,
        };
        let lender = fact.place.or(only);
        if lender.is_none() {
            self.found.push(lender_missing(span.clone()));
        }
        lender
    }

    /// A move on record of more copies of a request than a place can have had.
    fn moved_all_the_same(&self, fact: &ItemFact, lender: PlaceIdx, rest: Items) -> Option<String> {
        let week = self.promise.week;
        let of_request = self.history.moves().iter().filter(|moved| {
            moved.request.as_ref() == Some(&fact.request)
                && moved.from == lender
                && week.contains(moved.sent)
        });
        let moved = of_request.rev().find(|moved| moved.items > rest)?;
        let (from, to) = (self.code(moved.from), self.code(moved.to));
        Some(format!("{} {from} -> {to} {}", fact.request, moved.sent))
    }
}
