//! Locks (vastzetten), and what they ask of a timetable together.

use std::collections::BTreeMap;

use super::board::{Board, Standing, WEEK};
use crate::index::{IndexVec, PlaceIdx, VehicleIdx};
use crate::vrp::Window;

/// Something that a changed timetable must keep, or must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lock {
    /// A place is visited on a day.
    Day {
        /// The place.
        place: PlaceIdx,
        /// Monday is 0.
        day: usize,
    },
    /// A place is visited on a day by a vehicle.
    Vehicle {
        /// The place.
        place: PlaceIdx,
        /// Monday is 0.
        day: usize,
        /// The vehicle.
        vehicle: VehicleIdx,
    },
    /// A place has a turn on its route of a day.
    Position {
        /// The place.
        place: PlaceIdx,
        /// Monday is 0.
        day: usize,
        /// From 0.
        rank: usize,
    },
    /// Service at a place begins at a moment of a day.
    Time {
        /// The place.
        place: PlaceIdx,
        /// Monday is 0.
        day: usize,
        /// Seconds after midnight.
        start: i32,
    },
    /// The first stops of a route stay, and nothing comes before or between them.
    Stops {
        /// Monday is 0.
        day: usize,
        /// The vehicle.
        vehicle: VehicleIdx,
        /// How many; `usize::MAX` freezes the whole route, so that nothing is added either.
        stops: usize,
    },
    /// Everything on a day stays.
    WholeDay {
        /// Monday is 0.
        day: usize,
    },
}

/// What all locks ask for together.
#[derive(Clone, Debug)]
pub(super) struct Held {
    /// The allowed sets of days of each place.
    pub(super) patterns: IndexVec<PlaceIdx, Vec<u8>>,
    pub(super) pins: IndexVec<PlaceIdx, [Pin; WEEK]>,
    /// Slots to which only pinned visits belong.
    pub(super) closed: Vec<bool>,
    /// Whether two locks contradict each other, or one what the week allows.
    pub(super) contradicts: bool,
}

/// What is fixed of a visit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pin {
    pub(super) vehicle: Option<VehicleIdx>,
    pub(super) rank: Option<usize>,
    pub(super) begins: Option<[Window; 1]>,
}

/// Day sets that locks ask for and forbid, before they meet the patterns.
struct Days {
    must: IndexVec<PlaceIdx, u8>,
    barred: IndexVec<PlaceIdx, u8>,
}

/// The routes of a timetable, by day and vehicle.
pub(super) type Runs = BTreeMap<(usize, VehicleIdx), Vec<PlaceIdx>>;

impl Held {
    pub(super) fn of(board: &Board, standing: &[Standing], runs: &Runs, locks: &[Lock]) -> Self {
        let places = board.sites.len();
        let mut days =
            Days { must: IndexVec::filled(0, places), barred: IndexVec::filled(0, places) };
        let mut held = Self {
            patterns: board.sites.iter().map(|site| site.patterns.clone()).collect(),
            pins: IndexVec::filled([Pin::default(); WEEK], places),
            closed: vec![false; board.slots.len()],
            contradicts: false,
        };
        for lock in locks {
            held.add(board, standing, runs, (*lock, &mut days));
        }
        for place in board.sites.indices() {
            let (must, barred) = (days.must[place], days.barred[place]);
            held.patterns[place].retain(|days| days & must == must && days & barred == 0);
            let none_left = held.patterns[place].is_empty();
            let is_visited = !board.sites[place].patterns.is_empty();
            held.contradicts |= none_left && (must != 0 || is_visited);
        }
        held
    }

    fn add(
        &mut self,
        board: &Board,
        standing: &[Standing],
        runs: &Runs,
        (lock, days): (Lock, &mut Days),
    ) {
        match lock {
            Lock::Day { place, day } => days.must[place] |= 1 << day,
            Lock::Vehicle { place, day, vehicle } => {
                days.must[place] |= 1 << day;
                self.pin_vehicle(board, (place, day), vehicle);
            }
            Lock::Position { place, day, rank } => {
                days.must[place] |= 1 << day;
                self.pin_rank((place, day), rank);
            }
            Lock::Time { place, day, start } => {
                days.must[place] |= 1 << day;
                self.pin_time(board, (place, day), start);
            }
            Lock::Stops { day, vehicle, stops } => {
                self.freeze_run(board, (day, vehicle), (runs, stops), days);
            }
            Lock::WholeDay { day } => {
                let on_day = runs.range((day, VehicleIdx(0))..=(day, VehicleIdx(u32::MAX)));
                for (run, _) in on_day {
                    self.freeze_run(board, *run, (runs, usize::MAX), days);
                }
                for (slot, closed) in board.slots.iter().zip(&mut self.closed) {
                    *closed |= slot.day == day;
                }
                for place in board.sites.indices() {
                    let stands = standing.iter().any(|of| of.place == place && of.day == day);
                    let side = if stands { &mut days.must } else { &mut days.barred };
                    side[place] |= 1 << day;
                }
            }
        }
    }

    fn freeze_run(
        &mut self,
        board: &Board,
        (day, vehicle): (usize, VehicleIdx),
        (runs, stops): (&Runs, usize),
        days: &mut Days,
    ) {
        let old = runs.get(&(day, vehicle)).map_or(&[][..], Vec::as_slice);
        for (rank, place) in old.iter().enumerate().take(stops) {
            days.must[*place] |= 1 << day;
            self.pin_vehicle(board, (*place, day), vehicle);
            self.pin_rank((*place, day), rank);
        }
        if stops == usize::MAX {
            for (slot, closed) in board.slots.iter().zip(&mut self.closed) {
                *closed |= slot.day == day && slot.vehicle == vehicle;
            }
        }
    }

    fn pin_vehicle(&mut self, board: &Board, (place, day): (PlaceIdx, usize), vehicle: VehicleIdx) {
        let pin = &mut self.pins[place][day];
        let leaves = board.slots.iter().any(|slot| slot.day == day && slot.vehicle == vehicle);
        let other = pin.vehicle.is_some_and(|known| known != vehicle);
        self.contradicts |= other || !leaves || board.sites[place].by_trolley;
        pin.vehicle = Some(vehicle);
    }

    fn pin_rank(&mut self, (place, day): (PlaceIdx, usize), rank: usize) {
        let pin = &mut self.pins[place][day];
        self.contradicts |= pin.rank.is_some_and(|known| known != rank);
        pin.rank = Some(rank);
    }

    fn pin_time(&mut self, board: &Board, (place, day): (PlaceIdx, usize), start: i32) {
        let pin = &mut self.pins[place][day];
        let begins = [Window { open: start, close: start }];
        let windows = &board.sites[place].windows[day];
        let open = |window: &Window| window.open <= start && start <= window.close;
        let shut = !windows.is_empty() && !windows.iter().any(open);
        self.contradicts |= shut || pin.begins.is_some_and(|known| known != begins);
        pin.begins = Some(begins);
    }
}
