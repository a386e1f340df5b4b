//! Requests of the past, from the reader's wish to the copy's way home.

use super::calendar::OpenDays;
use super::flow::{Pending, Trip};
use super::timetable::PastVisits;
use crate::index::{IndexVec, PlaceIdx, TitleIdx};
use crate::model::{
    ClosedRequest, FailedPull, IsoWeek, LoanOrigin, ParcelKind, PlaceKind, Province,
    RequestOutcome, ServiceDate, Weekday,
};
use crate::random::{RngExt as _, Seed, Stream};
use crate::synthesis::Demand;
use crate::synthesis::days::DayDraw;
use crate::synthesis::popularity::Popularity;
use crate::synthesis::season::month_index;
use crate::units::Items;

/// Of 1,000 requests that no library of the province can fill, those that come from outside.
const FROM_OUTSIDE: u32 = 900;
/// Pulls after which a request waits for a return.
const PULLS_MAX: u16 = 3;
/// Titles that are drawn for a request before a branch is taken to hold everything.
const TITLE_DRAWS_MAX: usize = 200;
/// Days that a wait for a return lasts, least and most (estimate).
const WAIT_DAYS: (i64, i64) = (2, 40);
/// Days that another province needs, least and most (estimate).
const OUTSIDE_DAYS: (i64, i64) = (4, 14);
/// Days after which a reader comes, least and most; the hold shelf keeps an item seven days.
const COLLECT_DAYS: (i64, i64) = (0, 6);
const HOLD_DAYS: i64 = 7;

/// What requests of the past are drawn against.
#[derive(Debug)]
pub(super) struct PastReaders<'a> {
    pub(super) province: &'a Province,
    pub(super) demand: &'a Demand,
    pub(super) popularity: &'a Popularity,
    /// How much of the lending each place does; only the proportions count.
    pub(super) weights: &'a IndexVec<PlaceIdx, f64>,
    pub(super) open: &'a OpenDays<'a>,
    pub(super) visits: &'a PastVisits,
}

/// A reader's wish.
#[derive(Clone, Debug)]
struct Wish {
    number: Box<str>,
    title: TitleIdx,
    pickup: PlaceIdx,
    placed: ServiceDate,
}

/// How a copy came.
#[derive(Clone, Copy, Debug)]
struct Arrival {
    lender: Option<PlaceIdx>,
    received: ServiceDate,
    pulls_failed: u16,
}

impl PastReaders<'_> {
    /// Draws the requests of a week, busy here and quiet there, and files all that follows.
    /// O(requests log facts).
    pub(super) fn draw(
        &self,
        (week, seed): (IsoWeek, Seed),
        pending: &mut Pending,
        stream: &mut Stream,
    ) {
        let mean = self.demand.requests as f64 * month_index(week);
        let days = DayDraw::seven_from(week.date(Weekday::Mon), &self.demand.weekday_weights);
        let total: f64 = self.weights.iter().sum();
        let mut rank = 0;
        for (pickup, weight) in self.weights.iter_indexed() {
            for _ in 0..self.demand.weekly_requests(mean * weight / total, pickup, week, seed) {
                rank += 1;
                let placed = days.draw(stream);
                let Some(title) = self.title(pickup, stream) else { continue };
                let number = format!("{week}-H{rank:05}").into();
                self.follow(&Wish { number, title, pickup, placed }, pending, stream);
            }
        }
    }

    /// A title that the pick-up branch has no copy of on its shelf.
    fn title(&self, pickup: PlaceIdx, stream: &mut Stream) -> Option<TitleIdx> {
        let lots = |title: &TitleIdx| self.province.holdings().of(*title);
        let is_here = |title: &TitleIdx| {
            lots(title).iter().any(|lot| lot.place == pickup && lot.on_shelf > 0)
        };
        let mut draws = (0..TITLE_DRAWS_MAX).map(|_| self.popularity.draw(stream));
        draws.find(|title| !is_here(title))
    }

    /// Files how a request ended and everything that moved for it.
    fn follow(&self, wish: &Wish, pending: &mut Pending, stream: &mut Stream) {
        let limit = wish.placed.plus_days(self.demand.request_limit_days);
        let holders = self.province.holdings().of(wish.title);
        let arrival = if holders.iter().any(|lot| lot.copies > 0) {
            self.province_copy(wish, pending, stream)
        } else {
            self.outside_copy(wish, stream)
        };
        let in_time = arrival.filter(|arrival| arrival.received <= limit);
        let Some(arrival) = in_time else {
            let is_withdrawn = stream.random_range(0..4) == 0;
            let outcome =
                if is_withdrawn { RequestOutcome::Withdrawn } else { RequestOutcome::Lapsed };
            let arrival = Arrival { lender: None, received: limit, pulls_failed: 0 };
            pending.close(self.closed(wish, outcome, arrival, None));
            return;
        };
        let outcome = self.outcome(wish.pickup, arrival.lender);
        let is_collected = !self.demand.not_collected(stream);
        pending.close(self.closed(wish, outcome, arrival, Some(is_collected)));
        let after = stream.random_range(COLLECT_DAYS.0..=COLLECT_DAYS.1);
        let lent = self.open.lending_day(wish.pickup, arrival.received.plus_days(after));
        let home = if is_collected {
            let back = self.open.lending_day(wish.pickup, lent.plus_days(self.loan_days(stream)));
            let category = self.province.titles()[wish.title].category;
            pending.lend((wish.pickup, category, origin_of(outcome)), lent, back);
            back
        } else {
            arrival.received.plus_days(HOLD_DAYS + 1)
        };
        self.send_home(wish, arrival.lender, home, pending);
    }

    /// A copy of a shelf elsewhere, or of a reader who brings it back.
    fn province_copy(
        &self,
        wish: &Wish,
        pending: &mut Pending,
        stream: &mut Stream,
    ) -> Option<Arrival> {
        let mut from = wish.placed;
        let mut pulls_failed = 0;
        while let Some(lender) = self.on_shelf(wish, stream).filter(|_| pulls_failed < PULLS_MAX) {
            let pulled = from.plus_days(1);
            if !self.demand.pull_failure(stream) {
                let received = self.send(wish, lender, (wish.placed, pulled), pending)?;
                return Some(Arrival { lender: Some(lender), received, pulls_failed });
            }
            pulls_failed += 1;
            pending.fail(FailedPull {
                date: pulled,
                place: lender,
                request: wish.number.clone(),
                items: Items(1),
                reason: "".into(),
            });
            from = pulled;
        }
        let holders = self.province.holdings().of(wish.title);
        let lender = holders[stream.random_range(0..holders.len())].place;
        let back = from.plus_days(stream.random_range(WAIT_DAYS.0..=WAIT_DAYS.1));
        let received = if lender == wish.pickup {
            back
        } else {
            // Lead time counts from the day on which there was a copy to send.
            self.send(wish, lender, (back, back.plus_days(1)), pending)?
        };
        Some(Arrival { lender: Some(lender), received, pulls_failed })
    }

    /// A place with a copy on its shelf: of the own organisation first, the background last.
    fn on_shelf(&self, wish: &Wish, stream: &mut Stream) -> Option<PlaceIdx> {
        let places = self.province.places();
        let own = places[wish.pickup].organisation;
        let rung = |place: PlaceIdx| match places[place].kind {
            PlaceKind::Background => 2,
            _ if places[place].organisation == own => 0,
            _ => 1,
        };
        let lots = self.province.holdings().of(wish.title).iter();
        let free = lots.filter(|lot| lot.on_shelf > 0 && lot.place != wish.pickup);
        let places: Vec<(u8, PlaceIdx)> = free.map(|lot| (rung(lot.place), lot.place)).collect();
        let best = places.iter().map(|(rung, _)| *rung).min()?;
        let nearest: Vec<PlaceIdx> =
            places.iter().filter(|(rung, _)| *rung == best).map(|(_, place)| *place).collect();
        Some(nearest[stream.random_range(0..nearest.len())])
    }

    /// Sends a copy with the next visit of its place; the day on which it arrives.
    fn send(
        &self,
        wish: &Wish,
        lender: PlaceIdx,
        (accepted, ready): (ServiceDate, ServiceDate),
        pending: &mut Pending,
    ) -> Option<ServiceDate> {
        let at_hub = self.province.is_at_hub(lender);
        let sorted = if at_hub {
            ready
        } else {
            self.visits.next(lender, ready)?.plus_days(self.sort_days())
        };
        let received = self.visits.next(wish.pickup, sorted)?;
        let sent = if at_hub { received } else { self.visits.next(lender, ready)? };
        let trip = Trip {
            kind: ParcelKind::Request,
            from: lender,
            to: wish.pickup,
            accepted,
            sent,
            received: Some(received),
        };
        pending.send(trip, Some(&wish.number), Items(1));
        Some(received)
    }

    fn outside_copy(&self, wish: &Wish, stream: &mut Stream) -> Option<Arrival> {
        let days = stream.random_range(OUTSIDE_DAYS.0..=OUTSIDE_DAYS.1);
        if stream.random_range(0..1_000) >= FROM_OUTSIDE {
            return None;
        }
        let received = self.visits.next(wish.pickup, wish.placed.plus_days(days))?;
        Some(Arrival { lender: None, received, pulls_failed: 0 })
    }

    /// The way of a copy to where it belongs.
    fn send_home(
        &self,
        wish: &Wish,
        lender: Option<PlaceIdx>,
        from: ServiceDate,
        pending: &mut Pending,
    ) {
        let home = lender.unwrap_or(self.province.hub());
        if home == wish.pickup {
            return;
        }
        let Some(sent) = self.visits.next(wish.pickup, from.plus_days(1)) else { return };
        let received = if self.province.is_at_hub(home) {
            Some(sent)
        } else {
            self.visits.next(home, sent.plus_days(self.sort_days()))
        };
        let (kind, from_place) = (ParcelKind::Return, wish.pickup);
        let trip = Trip { kind, from: from_place, to: home, accepted: from, sent, received };
        pending.send(trip, None, Items(1));
    }

    fn sort_days(&self) -> i64 {
        i64::from(self.province.settings().hub.sort_days)
    }

    fn loan_days(&self, stream: &mut Stream) -> i64 {
        #[expect(clippy::cast_possible_truncation, reason = "days of a loan")]
        {
            self.demand.loan_days(stream).ceil() as i64
        }
    }

    fn outcome(&self, pickup: PlaceIdx, lender: Option<PlaceIdx>) -> RequestOutcome {
        let places = self.province.places();
        match lender {
            None => RequestOutcome::Outside,
            Some(lender) if places[lender].kind == PlaceKind::Background => {
                RequestOutcome::Background
            }
            Some(lender) if places[lender].organisation == places[pickup].organisation => {
                RequestOutcome::OwnOrganisation
            }
            Some(_) => RequestOutcome::Province,
        }
    }

    fn closed(
        &self,
        wish: &Wish,
        outcome: RequestOutcome,
        arrival: Arrival,
        collected: Option<bool>,
    ) -> ClosedRequest {
        ClosedRequest {
            closed: arrival.received,
            number: wish.number.clone(),
            title: Some(wish.title),
            category: self.province.titles()[wish.title].category,
            pickup: wish.pickup,
            placed: wish.placed,
            limit: Some(wish.placed.plus_days(self.demand.request_limit_days)),
            outcome,
            lender: arrival.lender,
            pulls_failed: arrival.pulls_failed,
            collected,
            items: Items(1),
            asked: Items(1),
        }
    }
}

/// Whose copy a reader borrows who asked for it.
const fn origin_of(outcome: RequestOutcome) -> LoanOrigin {
    match outcome {
        RequestOutcome::OwnOrganisation => LoanOrigin::Organisation,
        RequestOutcome::Province | RequestOutcome::Background => LoanOrigin::Province,
        RequestOutcome::Outside | RequestOutcome::Lapsed | RequestOutcome::Withdrawn => {
            LoanOrigin::Outside
        }
    }
}
