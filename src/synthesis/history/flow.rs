//! Facts that wait for their week.

use std::collections::BTreeMap;

use crate::index::PlaceIdx;
use crate::model::{
    Category, ClosedRequest, FailedPull, ItemMove, Lent, LoanCount, LoanOrigin, ParcelKind,
    ServiceDate,
};
use crate::units::Items;

/// What a count of requested copies is about.
type LoanKey = (ServiceDate, PlaceIdx, Category, LoanOrigin);

/// Facts by the date under which they are filed, until that date is written.
#[derive(Debug, Default)]
pub(super) struct Pending {
    /// Alike items that leave together, by all but their number.
    moves: BTreeMap<ItemMove, Items>,
    closed: BTreeMap<(ServiceDate, Box<str>), ClosedRequest>,
    failed: BTreeMap<(ServiceDate, Box<str>, PlaceIdx), FailedPull>,
    loans: BTreeMap<LoanKey, (u16, u16)>,
}

/// Facts of one week.
#[derive(Debug, Default)]
pub(super) struct Due {
    pub(super) moves: Vec<ItemMove>,
    pub(super) closed: Vec<ClosedRequest>,
    pub(super) failed: Vec<FailedPull>,
    pub(super) loans: Vec<LoanCount>,
}

/// One item from a place to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trip {
    pub(super) kind: ParcelKind,
    pub(super) from: PlaceIdx,
    pub(super) to: PlaceIdx,
    pub(super) accepted: ServiceDate,
    pub(super) sent: ServiceDate,
    pub(super) received: Option<ServiceDate>,
}

impl Pending {
    /// Files items under the day on which they leave.
    pub(super) fn send(&mut self, trip: Trip, request: Option<&str>, items: Items) {
        let moved = ItemMove {
            sent: trip.sent,
            from: trip.from,
            to: trip.to,
            kind: trip.kind,
            accepted: trip.accepted,
            received: trip.received,
            request: request.map(Into::into),
            items: Items::ZERO,
            crate_code: None,
        };
        *self.moves.entry(moved).or_default() += items;
    }

    /// Files a request under the day on which it ended.
    pub(super) fn close(&mut self, request: ClosedRequest) {
        self.closed.insert((request.closed, request.number.clone()), request);
    }

    /// Files a pull that found nothing.
    pub(super) fn fail(&mut self, pull: FailedPull) {
        self.failed.insert((pull.date, pull.request.clone(), pull.place), pull);
    }

    /// Files a loan of a requested copy and its return.
    pub(super) fn lend(
        &mut self,
        (place, category, origin): (PlaceIdx, Category, LoanOrigin),
        lent: ServiceDate,
        returned: ServiceDate,
    ) {
        self.loans.entry((lent, place, category, origin)).or_default().0 += 1;
        self.loans.entry((returned, place, category, origin)).or_default().1 += 1;
    }

    /// Takes what is filed before a date; arrivals from `end` on are not known yet.
    pub(super) fn before(&mut self, date: ServiceDate, end: ServiceDate) -> Due {
        let mut due = Due::default();
        while let Some(entry) = self.moves.first_entry().filter(|entry| entry.key().sent < date) {
            let (moved, items) = entry.remove_entry();
            let received = moved.received.filter(|received| *received < end);
            due.moves.push(ItemMove { received, items, ..moved });
        }
        while let Some(entry) = self.closed.first_entry().filter(|entry| entry.key().0 < date) {
            due.closed.push(entry.remove());
        }
        while let Some(entry) = self.failed.first_entry().filter(|entry| entry.key().0 < date) {
            due.failed.push(entry.remove());
        }
        while let Some(entry) = self.loans.first_entry().filter(|entry| entry.key().0 < date) {
            let ((date, place, category, origin), (loans, returns)) = entry.remove_entry();
            let lent = Lent::Category(category);
            due.loans.push(LoanCount { date, place, lent, origin, loans, returns });
        }
        due
    }
}
