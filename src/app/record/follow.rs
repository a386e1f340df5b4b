//! What follows from confirmed visits: planned parcels moved, and requests were filled.
//!
//! A planned parcel moved if the visit that collects it was made, less the copies that were not on
//! the shelf; it arrived if the visit that delivers it was made too, late enough to be sorted in
//! between. What starts at the hub leaves with the visit that delivers it; what ends there arrives
//! with the vehicle that collects it. What was not confirmed is not a fact.

use std::collections::BTreeMap;

use super::ledger::Ledger;
use super::promise::{Call, PromisedParcel};
use crate::index::PlaceIdx;
use crate::model::{ClosedRequest, ItemMove, ServiceDate};
use crate::store::{Completion, HistoryFile};
use crate::units::Items;

/// Days around the planned week in which its moves may lie.
const DAYS_AROUND: i64 = 14;

/// A move without its arrival: all by which two of them are the same.
type MoveKey = ItemMove;

impl Ledger<'_> {
    /// Derives moves and closed requests from all visits on record, and adds those that lack.
    /// O((parcels + moves) log moves).
    pub(super) fn follow(&mut self) {
        let mut moves: Vec<ItemMove> =
            self.promise.parcels.iter().filter_map(|parcel| self.moved(parcel)).collect();
        moves.sort_unstable();
        self.close_filled(&moves);
        self.add_moves(moves);
    }

    /// The days on which planned visits were made.
    fn made_on(&self, call: Call) -> Option<ServiceDate> {
        let (place, planned) = call;
        let on_day = self.visits.get(&call).filter(|visit| visit.stands_for() == planned);
        let of_place = || {
            let from = (place, planned.plus_days(-DAYS_AROUND));
            let mut visits = self.visits.range(from..=(place, planned.plus_days(DAYS_AROUND)));
            visits.find(|(_, visit)| visit.stands_for() == planned).map(|(_, visit)| visit)
        };
        let visit = on_day.or_else(of_place)?;
        visit.status.is_made().then_some(visit.date)
    }

    /// The move that a parcel made, as far as it is confirmed.
    fn moved(&self, parcel: &PromisedParcel) -> Option<ItemMove> {
        let delivered = self.delivered_on(parcel);
        let starts_at_hub = self.province.is_at_hub(parcel.from);
        let (sent, received) = if starts_at_hub {
            (delivered?, delivered)
        } else {
            let call = parcel.collected_by?;
            let sent = self.made_on(call)?;
            if self.province.is_at_hub(parcel.to) {
                (sent, Some(sent))
            } else {
                // A visit that was moved may have missed the sorting for the planned delivery.
                let sorting = i64::from(self.province.settings().hub.sort_days);
                let days = if sent == call.1 { 0 } else { sorting };
                (sent, delivered.filter(|delivered| *delivered >= sent.plus_days(days)))
            }
        };
        let number = parcel.request.as_deref();
        let lacking = number.map_or(Items::ZERO, |number| self.not_on_shelf(number, parcel.from));
        let items = parcel.items - lacking;
        let can_leave = items > Items::ZERO && parcel.ready <= sent && parcel.accepted <= sent;
        can_leave.then(|| ItemMove {
            sent,
            from: parcel.from,
            to: parcel.to,
            kind: parcel.kind,
            accepted: parcel.accepted,
            received,
            request: parcel.request.clone(),
            items,
            crate_code: None,
        })
    }

    /// The day on which a parcel was delivered: as a fact about its request says or, without one,
    /// with the visit that delivers it.
    fn delivered_on(&self, parcel: &PromisedParcel) -> Option<ServiceDate> {
        let ended = parcel.request.as_ref().and_then(|number| self.closed.get(number));
        let told =
            ended.filter(|ended| ended.outcome.is_delivered() && ended.lender == Some(parcel.from));
        told.map(|ended| ended.closed).or_else(|| self.made_on(parcel.delivered_by?))
    }

    /// Closes the requests of which all copies arrived.
    fn close_filled(&mut self, moves: &[ItemMove]) {
        let mut arrived: BTreeMap<&str, Vec<(ServiceDate, PlaceIdx, Items)>> = BTreeMap::new();
        for moved in moves {
            if let (Some(number), Some(received)) = (moved.request.as_deref(), moved.received) {
                arrived.entry(number).or_default().push((received, moved.from, moved.items));
            }
        }
        for (number, copies) in arrived {
            let Some(request) = self.promise.requests.get(number) else { continue };
            let all: Items = copies.iter().map(|(.., items)| *items).sum();
            let last = copies.iter().map(|(received, ..)| *received).max();
            let most = copies.iter().max_by_key(|(_, lender, items)| (*items, *lender));
            let (Some(last), Some((_, lender, _))) = (last, most) else { continue };
            if all < request.quantity || self.closed.contains_key(number) {
                continue;
            }
            let outcome = self.outcome_of(*lender, request.pickup);
            let ended = self.ended(number, request, outcome, last);
            self.closed.insert(number.into(), ClosedRequest { lender: Some(*lender), ..ended });
            self.new_closed.insert(number.into());
        }
    }

    /// Adds the moves that are not on record, and the arrivals that are not.
    fn add_moves(&mut self, moves: Vec<ItemMove>) {
        let mut on_record = self.moves_on_record();
        let mut rest = Vec::new();
        for moved in moves {
            let same = on_record.get_mut(&key(&moved));
            let exact = same.and_then(|same| taken(same, |received| *received == moved.received));
            if exact.is_none() {
                rest.push(moved);
            }
        }
        for moved in rest {
            let Some(same) = on_record.get_mut(&key(&moved)).filter(|same| !same.is_empty()) else {
                self.new_moves.push(moved);
                continue;
            };
            let is_open = taken(same, Option::is_none).is_some();
            if let (true, Some(received)) = (is_open, moved.received) {
                self.completed.push(self.arrival(&moved, received));
            } else if !is_open {
                // What is on record stands, and tells more than what follows from the plan.
                same.pop();
            }
        }
    }

    /// Arrivals of the moves on record around the week, by all else that they say.
    fn moves_on_record(&self) -> BTreeMap<MoveKey, Vec<Option<ServiceDate>>> {
        let mut dates = self.promise.week.dates();
        let first = dates.next().map(|first| first.plus_days(-DAYS_AROUND));
        let last = dates.next_back().map(|last| last.plus_days(DAYS_AROUND));
        let moves = self.history.moves().iter();
        let around = moves.filter(|moved| Some(moved.sent) >= first && Some(moved.sent) <= last);
        let mut on_record: BTreeMap<MoveKey, Vec<Option<ServiceDate>>> = BTreeMap::new();
        for moved in around {
            on_record.entry(key(moved)).or_default().push(moved.received);
        }
        on_record
    }

    fn arrival(&self, moved: &ItemMove, received: ServiceDate) -> Completion {
        let key = vec![
            ("from", self.code(moved.from).to_owned()),
            ("to", self.code(moved.to).to_owned()),
            ("kind", moved.kind.word().to_owned()),
            ("accepted", moved.accepted.to_string()),
            ("sent", moved.sent.to_string()),
            ("items", moved.items.to_string()),
            ("request", moved.request.as_deref().unwrap_or_default().to_owned()),
        ];
        let values = vec![("received", received.to_string())];
        Completion { file: HistoryFile::Moves, key, values }
    }
}

/// A move without its arrival and its crate, which may become known later.
fn key(moved: &ItemMove) -> MoveKey {
    ItemMove { received: None, crate_code: None, ..moved.clone() }
}

/// Takes the first entry that fits.
fn taken<T>(entries: &mut Vec<T>, fits: impl Fn(&T) -> bool) -> Option<T> {
    let rank = entries.iter().position(fits)?;
    Some(entries.remove(rank))
}
