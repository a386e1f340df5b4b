//! A timetable under change: places go out of it and come back where they cost least.

use super::board::WEEK;
use super::changes::{day_price, nearest};
use super::run::{Case, RunValue};
use crate::index::{IndexVec, PlaceIdx};

/// A visit that nothing can make: dearer than all that a week costs.
const MISSING_PRICE: i64 = 10_000_000_000_000;
/// A locked visit a turn off its own.
const MISPLACED_PRICE: i64 = 100_000_000_000;
/// Gaps of a day that are tried for a visit, besides those of the route that it stands on.
const GAPS_MAX: usize = 64;

/// Who is visited when, by whom and in which order.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// The stops of each slot.
    pub(super) runs: Vec<Vec<PlaceIdx>>,
    pub(super) values: Vec<RunValue>,
    /// The days of each place.
    pub(super) days: IndexVec<PlaceIdx, u8>,
    /// Visits that nothing can make, and by how much the best route would be too long.
    pub(super) missing: IndexVec<PlaceIdx, (u8, i32)>,
}

/// Where a visit of a day costs least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    /// By trolley, which costs nothing.
    Trolley,
    /// On a route, before the stop of a rank.
    Road { slot: usize, rank: usize, rise: i64 },
    /// Nowhere; so many seconds are short.
    None { short: i32 },
}

impl State {
    /// The timetable as it stands, as far as its vehicles can leave.
    pub(super) fn standing(case: &Case<'_>) -> Self {
        let slots = case.board.slots.len();
        let runs: Vec<Vec<PlaceIdx>> =
            (0..slots).map(|slot| case.standing_run(slot).to_vec()).collect();
        let values = (0..slots).map(|slot| case.run(slot, &runs[slot])).collect();
        let places = case.board.sites.indices();
        let days = places.map(|place| case.standing_days(place)).collect();
        let missing = IndexVec::filled((0, 0), case.board.sites.len());
        Self { runs, values, days, missing }
    }

    /// What decides: visits missing, locked visits out of place, then cost and changes.
    pub(super) fn total(&self, case: &Case<'_>) -> i64 {
        let routes: i64 = self.values.iter().map(weight).sum();
        let places = case.board.sites.indices();
        let waits = case.board.day_costs.total(&self.days);
        routes + waits + places.map(|place| self.of_place(case, place)).sum::<i64>()
    }

    fn of_place(&self, case: &Case<'_>, place: PlaceIdx) -> i64 {
        let missing = i64::from(self.missing[place].0) * MISSING_PRICE;
        missing + days_price(case, place, self.days[place])
    }

    /// Takes all visits of a place out.
    pub(super) fn take_out(&mut self, case: &Case<'_>, place: PlaceIdx) {
        for day in days_in(self.days[place]) {
            for slot in case.slots_of(day) {
                if let Some(rank) = self.runs[slot].iter().position(|stop| *stop == place) {
                    self.runs[slot].remove(rank);
                    self.values[slot] = case.run(slot, &self.runs[slot]);
                }
            }
        }
        self.days[place] = 0;
        self.missing[place] = (0, 0);
    }

    /// Puts a place back on the days and into the gaps that cost least together.
    ///
    /// Exact for the other visits as they stand, since visits of a place lie on different routes.
    pub(super) fn put_in(&mut self, case: &Case<'_>, place: PlaceIdx) {
        let wanted = case.held.patterns[place].iter().fold(0, |all, days| all | days);
        let mut gaps = [Gap::None { short: 0 }; WEEK];
        for day in days_in(wanted) {
            gaps[day] = self.gap(case, place, day);
        }
        let price = |pattern: &u8| {
            let days = (place, *pattern);
            let mut sum = case.board.day_costs.of_place(days, &self.days);
            let mut made = 0;
            for day in days_in(*pattern) {
                match gaps[day] {
                    Gap::Trolley => made |= 1 << day,
                    Gap::Road { rise, .. } => {
                        made |= 1 << day;
                        sum += rise;
                    }
                    Gap::None { .. } => sum += MISSING_PRICE,
                }
            }
            sum + days_price(case, place, made)
        };
        let Some(best) = case.held.patterns[place].iter().copied().min_by_key(price) else {
            return;
        };
        for day in days_in(best) {
            match gaps[day] {
                Gap::Trolley => self.days[place] |= 1 << day,
                Gap::Road { slot, rank, .. } => {
                    self.days[place] |= 1 << day;
                    self.runs[slot].insert(rank, place);
                    self.values[slot] = case.run(slot, &self.runs[slot]);
                }
                Gap::None { short } => {
                    let (missing, known) = self.missing[place];
                    self.missing[place] = (missing + 1, short.max(known));
                }
            }
        }
    }

    fn gap(&self, case: &Case<'_>, place: PlaceIdx, day: usize) -> Gap {
        if case.board.sites[place].by_trolley {
            return Gap::Trolley;
        }
        let (mut best, mut short): (Option<(i64, usize, usize)>, i32) = (None, i32::MAX);
        let mut stops = Vec::new();
        for (_, slot, rank) in self.candidates(case, place, day) {
            stops.clear();
            stops.extend_from_slice(&self.runs[slot]);
            stops.insert(rank, place);
            let value = case.run(slot, &stops);
            if !value.fits() {
                short = short.min(value.excess.max(0));
                continue;
            }
            let rise = weight(&value) - weight(&self.values[slot]);
            if best.is_none_or(|(least, ..)| rise < least) {
                best = Some((rise, slot, rank));
            }
        }
        best.map_or(
            Gap::None { short: if short == i32::MAX { 0 } else { short } },
            |(rise, slot, rank)| Gap::Road { slot, rank, rise },
        )
    }

    /// Gaps of a day by the detour that they ask for; those of the route on which the place stands
    /// that day come first.
    fn candidates(&self, case: &Case<'_>, place: PlaceIdx, day: usize) -> Vec<(i32, usize, usize)> {
        let pinned = case.held.pins[place][day].vehicle;
        let home = case.stood[place][day].and_then(|stood| stood.vehicle);
        let ways = case.board.roads.on(day);
        let mut found = Vec::new();
        for slot in case.slots_of(day) {
            let vehicle = case.board.slots[slot].vehicle;
            let belongs = match pinned {
                Some(only) => only == vehicle,
                None => !case.held.closed[slot],
            };
            if !belongs {
                continue;
            }
            let run = &self.runs[slot];
            let at = |rank: Option<usize>| {
                rank.and_then(|rank| run.get(rank)).copied().unwrap_or(case.board.hub)
            };
            for rank in 0..=run.len() {
                let (from, to) = (at(rank.checked_sub(1)), at(Some(rank)));
                let detour = ways.at(from, place).metres + ways.at(place, to).metres
                    - ways.at(from, to).metres;
                let detour = if home == Some(vehicle) { i32::MIN } else { detour };
                found.push((detour, slot, rank));
            }
        }
        found.sort_unstable();
        let kept = found.iter().take_while(|(detour, ..)| *detour == i32::MIN).count();
        found.truncate(kept + GAPS_MAX);
        found
    }

    /// The places of a run, or of none.
    pub(super) fn changed_places(&self, case: &Case<'_>) -> Vec<PlaceIdx> {
        let changed = |slot: &usize| self.runs[*slot] != case.standing_run(*slot);
        let slots = (0..self.runs.len()).filter(changed);
        let mut places: Vec<PlaceIdx> = slots.flat_map(|slot| self.runs[slot].clone()).collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// A route's part of the total.
fn weight(value: &RunValue) -> i64 {
    value.cost + value.misplaced * MISPLACED_PRICE
}

/// The days of a set, from Monday.
pub(super) fn days_in(set: u8) -> impl Iterator<Item = usize> {
    (0..WEEK).filter(move |day| set >> day & 1 == 1)
}

/// What it costs that a place is visited on other days than it stands.
fn days_price(case: &Case<'_>, place: PlaceIdx, days: u8) -> i64 {
    let (old, prices) = (case.standing_days(place), &case.board.prices);
    let gone: Vec<usize> = days_in(old & !days).collect();
    let come: Vec<usize> = days_in(days & !old).collect();
    let pairs = nearest(&gone, &come).1;
    let price = |(from, to): &(Option<usize>, Option<usize>)| match (from, to) {
        (Some(from), Some(to)) => day_price(gone[*from].abs_diff(come[*to]), prices),
        _ => prices.day,
    };
    pairs.iter().map(price).sum()
}
