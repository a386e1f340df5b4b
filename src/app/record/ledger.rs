//! The record under way: what is there, what is added, what was found.

use std::collections::{BTreeMap, BTreeSet};

use super::promise::{KnownRequest, Promise};
use crate::diagnostic::{Diagnostics, Span};
use crate::index::PlaceIdx;
use crate::ingest::{fact_contradicted, fact_of_another_week};
use crate::model::{
    ClosedRequest, FailedPull, History, ItemMove, Lent, LoanCount, LoanCounts, LoanOrigin,
    PlaceKind, Province, RequestOutcome, ServiceDate, VisitMade,
};
use crate::store::{Completion, HistoryFile};
use crate::units::Items;

/// By what a count of loans is known.
type LoanKey = (ServiceDate, PlaceIdx, Lent, LoanOrigin);

/// Facts that are held against a promise and a history.
#[derive(Debug)]
pub(super) struct Ledger<'a> {
    pub(super) province: &'a Province,
    pub(super) promise: &'a Promise,
    pub(super) history: &'a History,
    /// Visits, old and new, by place and date.
    pub(super) visits: BTreeMap<(PlaceIdx, ServiceDate), VisitMade>,
    /// Which of them are new.
    pub(super) new_visits: BTreeSet<(PlaceIdx, ServiceDate)>,
    /// Closed requests, old and new, by number.
    pub(super) closed: BTreeMap<Box<str>, ClosedRequest>,
    /// Which of them are new.
    pub(super) new_closed: BTreeSet<Box<str>>,
    /// Failed pulls, old and new.
    pub(super) failed: Vec<FailedPull>,
    pub(super) new_moves: Vec<ItemMove>,
    pub(super) completed: Vec<Completion>,
    pub(super) found: Diagnostics,
    /// Facts of the file that changed something.
    pub(super) recorded: usize,
    /// Facts of the file that were on record.
    pub(super) known: usize,
    new_loans: BTreeMap<LoanKey, LoanCount>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(
        province: &'a Province,
        promise: &'a Promise,
        history: &'a History,
        found: Diagnostics,
    ) -> Self {
        let visits = history.visits().iter();
        let closed = history.requests().iter();
        Self {
            province,
            promise,
            history,
            visits: visits.map(|visit| ((visit.place, visit.date), visit.clone())).collect(),
            new_visits: BTreeSet::new(),
            closed: closed.map(|request| (request.number.clone(), request.clone())).collect(),
            new_closed: BTreeSet::new(),
            failed: history.failed_pulls().to_vec(),
            new_moves: Vec::new(),
            completed: Vec::new(),
            found,
            recorded: 0,
            known: 0,
            new_loans: BTreeMap::new(),
        }
    }

    /// The new facts, which no file has yet.
    pub(super) fn added(&self) -> History {
        let visits = self.new_visits.iter().map(|call| self.visits[call].clone());
        let requests = self.new_closed.iter().map(|number| self.closed[number].clone());
        History::new(
            visits.collect(),
            self.new_moves.clone(),
            LoanCounts::from_rows(self.new_loans.values().copied()),
            requests.collect(),
            self.failed[self.history.failed_pulls().len()..].to_vec(),
        )
    }

    /// Adds a count of loans.
    pub(super) fn loans(&mut self, span: &Span, count: LoanCount) {
        if !self.promise.week.contains(count.date) {
            self.other_week(span, count.date);
            return;
        }
        let key = |count: &LoanCount| (count.date, count.place, count.lent, count.origin);
        let of_day = self.history.loans().between(count.date, count.date);
        let on_record = of_day.into_iter().find(|known| key(known) == key(&count));
        let earlier = self.new_loans.get(&key(&count)).copied();
        let file = if on_record.is_some() { HistoryFile::Loans.name() } else { &span.file };
        match on_record.or(earlier) {
            Some(known) if known == count => self.known += 1,
            Some(known) => {
                let what = format!(
                    "{} {} {} {}: {} / {}",
                    self.code(known.place),
                    known.date,
                    self.lent(known.lent),
                    known.origin.word(),
                    known.loans,
                    known.returns
                );
                self.contradicted(span, &what, file);
            }
            None => {
                self.new_loans.insert(key(&count), count);
                self.recorded += 1;
            }
        }
    }

    pub(super) fn other_week(&mut self, span: &Span, date: ServiceDate) {
        let week = self.promise.week.to_string();
        self.found.push(fact_of_another_week(span.clone(), date, &week));
    }

    pub(super) fn contradicted(&mut self, span: &Span, recorded: &str, file: &str) {
        self.found.push(fact_contradicted(span.clone(), recorded, file));
    }

    pub(super) fn code(&self, place: PlaceIdx) -> &'a str {
        &self.province.places()[place].code.0
    }

    fn lent(&self, lent: Lent) -> &'a str {
        match lent {
            Lent::Title(title) => &self.province.titles()[title].code,
            Lent::Category(category) => category.word(),
        }
    }

    /// Copies of a request that a place was found not to have, in the planned week.
    pub(super) fn not_on_shelf(&self, number: &str, place: PlaceIdx) -> Items {
        let pulls = self.failed.iter().filter(|pull| {
            &*pull.request == number && pull.place == place && self.promise.week.contains(pull.date)
        });
        pulls.map(|pull| pull.items).sum()
    }

    /// A request as it ends.
    pub(super) fn ended(
        &self,
        number: &str,
        request: &KnownRequest,
        outcome: RequestOutcome,
        closed: ServiceDate,
    ) -> ClosedRequest {
        let failed = self.failed.iter().filter(|pull| &*pull.request == number).count();
        ClosedRequest {
            closed,
            number: number.into(),
            title: request.title,
            category: request.category,
            pickup: request.pickup,
            placed: request.placed,
            limit: Some(request.limit),
            outcome,
            lender: None,
            pulls_failed: u16::try_from(failed).unwrap_or(u16::MAX),
            collected: None,
            items: request.quantity,
            asked: request.quantity,
        }
    }

    /// How a request ends that a place lent.
    pub(super) fn outcome_of(&self, lender: PlaceIdx, pickup: PlaceIdx) -> RequestOutcome {
        let places = self.province.places();
        if places[lender].kind == PlaceKind::Background {
            RequestOutcome::Background
        } else if places[lender].organisation == places[pickup].organisation {
            RequestOutcome::OwnOrganisation
        } else {
            RequestOutcome::Province
        }
    }
}
