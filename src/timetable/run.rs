//! One route as it would be driven: its cost with all its changes, and what it breaks.

use super::board::{Board, Standing, WEEK, Way};
use super::changes::{longest_rise, time_price};
use super::lock::{Held, Lock, Runs};
use crate::index::{IndexVec, PlaceIdx, VehicleIdx};
use crate::vrp::{Load, SoftEnd, Task, Timeline, Travel, timeline};

/// Seconds of a day.
const DAY: i32 = 86_400;
/// Nobody is late at a moment that is locked.
const NEVER_LATE: &[SoftEnd] = &[];

/// What stands now of a visit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stood {
    pub(super) vehicle: Option<VehicleIdx>,
    pub(super) start: i32,
}

/// A timetable that is to be changed, and what binds the change.
pub(super) struct Case<'a> {
    pub(super) board: &'a Board,
    pub(super) held: Held,
    pub(super) stood: IndexVec<PlaceIdx, [Option<Stood>; WEEK]>,
    pub(super) runs: Runs,
    /// The first slot of each day, and one more.
    first_of_day: [usize; WEEK + 1],
}

/// What a route is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RunValue {
    /// Its cost and that of the changes on it, in thousandths of a cent.
    pub(super) cost: i64,
    /// Seconds by which it breaks windows, shift, longest route or rests.
    pub(super) excess: i32,
    /// Crates and grams by which it is overfull on its worst legs.
    pub(super) over: i64,
    /// By how many turns locked visits are off theirs.
    pub(super) misplaced: i64,
}

/// The routes of a timetable, in the order of driving.
pub(super) fn runs_of(standing: &[Standing]) -> Runs {
    let mut visits: Vec<&Standing> = standing.iter().collect();
    visits.sort_by_key(|visit| visit.rank);
    let mut runs = Runs::new();
    for visit in visits {
        if let Some(vehicle) = visit.vehicle {
            runs.entry((visit.day, vehicle)).or_default().push(visit.place);
        }
    }
    runs
}

impl RunValue {
    /// Whether it keeps all limits of time and load.
    pub(super) const fn fits(&self) -> bool {
        self.excess <= 0 && self.over <= 0
    }
}

impl<'a> Case<'a> {
    pub(super) fn new(board: &'a Board, standing: &[Standing], locks: &[Lock]) -> Self {
        let mut stood = IndexVec::filled([None; WEEK], board.sites.len());
        for visit in standing {
            let now = Stood { vehicle: visit.vehicle, start: visit.start };
            stood[visit.place][visit.day] = Some(now);
        }
        let runs = runs_of(standing);
        let held = Held::of(board, standing, &runs, locks);
        let mut first_of_day = [board.slots.len(); WEEK + 1];
        for day in (0..WEEK).rev() {
            let first = board.slots.iter().position(|slot| slot.day == day);
            first_of_day[day] = first.unwrap_or(first_of_day[day + 1]);
        }
        Self { board, held, stood, runs, first_of_day }
    }

    /// The slots of a day.
    pub(super) const fn slots_of(&self, day: usize) -> std::ops::Range<usize> {
        self.first_of_day[day]..self.first_of_day[day + 1]
    }

    /// The slot of a vehicle on a day, where it can leave.
    pub(super) fn slot_of(&self, day: usize, vehicle: VehicleIdx) -> Option<usize> {
        self.slots_of(day).find(|slot| self.board.slots[*slot].vehicle == vehicle)
    }

    /// The stops of a slot as they stand.
    pub(super) fn standing_run(&self, slot: usize) -> &[PlaceIdx] {
        let of = &self.board.slots[slot];
        self.runs.get(&(of.day, of.vehicle)).map_or(&[], Vec::as_slice)
    }

    /// The days on which a place is visited as it stands.
    pub(super) fn standing_days(&self, place: PlaceIdx) -> u8 {
        let days = self.stood[place].iter().enumerate().filter(|(_, stood)| stood.is_some());
        days.fold(0, |set, (day, _)| set | 1 << day)
    }

    /// A route in time, and how far it is.
    pub(super) fn drive(&self, slot: usize, stops: &[PlaceIdx]) -> (Timeline, i64) {
        let (board, day) = (self.board, self.board.slots[slot].day);
        let ways = board.roads.on(day);
        let (mut at, mut metres) = (board.hub, 0);
        let mut go = |to: PlaceIdx| {
            let Way { metres: far, seconds } = ways.at(at, to);
            let steps = board.roads.steps(day, at, to);
            at = to;
            metres += i64::from(far);
            Travel::by_hour(seconds, steps)
        };
        let task = |place: &PlaceIdx| {
            let site = &board.sites[*place];
            let pin = &self.held.pins[*place][day];
            let (windows, late) = match &pin.begins {
                Some(begins) => (&begins[..], NEVER_LATE),
                None => (&site.windows[day][..], &site.late[day][..]),
            };
            Task { travel: go(*place), windows, late, service: site.service[day] }
        };
        let tasks: Vec<Task<'_>> = stops.iter().map(task).collect();
        let home = go(board.hub);
        (timeline(&board.slots[slot].of, &tasks, home), metres)
    }

    /// What a route of a slot would be worth. `O(stops^2)`, the square for the turns alone.
    pub(super) fn run(&self, slot: usize, stops: &[PlaceIdx]) -> RunValue {
        if stops.is_empty() {
            return RunValue::default();
        }
        let of = &self.board.slots[slot];
        let (line, metres) = self.drive(slot, stops);
        let cost = of.of.fixed_price
            + metres * of.of.distance_price
            + i64::from(line.paid) * of.of.idle_price
            + line.late;
        RunValue {
            cost: cost + self.changes(slot, stops, &line),
            excess: line.excess.max(0) + self.forbidden(slot, stops, metres),
            over: self.overload(slot, stops),
            misplaced: self.misplaced(of.day, stops),
        }
    }

    /// What the changes on a route cost: vehicles, times and turns.
    fn changes(&self, slot: usize, stops: &[PlaceIdx], line: &Timeline) -> i64 {
        let (of, prices) = (&self.board.slots[slot], &self.board.prices);
        let mut sum = 0;
        for (place, times) in stops.iter().zip(&line.stops) {
            if let Some(stood) = self.stood[*place][of.day] {
                let other = stood.vehicle != Some(of.vehicle);
                sum += i64::from(other) * prices.vehicle;
                sum += time_price(stood.start, times.start, prices);
            }
        }
        let old = self.standing_run(slot);
        let rank = |place: &PlaceIdx| old.iter().position(|other| other == place);
        let ranks: Vec<usize> = stops.iter().filter_map(rank).collect();
        let moved = ranks.len() - longest_rise(&ranks).len();
        sum + i64::try_from(moved).expect("few stops") * prices.order
    }

    /// A day for each place that bars the vehicle, and for a way that is longer than it goes: no
    /// lateness makes up for either.
    fn forbidden(&self, slot: usize, stops: &[PlaceIdx], metres: i64) -> i32 {
        let of = &self.board.slots[slot];
        let is_barred = |place: &&PlaceIdx| self.board.sites[**place].barred.contains(&of.vehicle);
        let barred = stops.iter().filter(is_barred).count();
        let too_far = usize::from(metres > i64::from(of.of.distance_max));
        i32::try_from(barred + too_far).map_or(i32::MAX / 2, |count| count * DAY)
    }

    fn overload(&self, slot: usize, stops: &[PlaceIdx]) -> i64 {
        let of = &self.board.slots[slot];
        let mut board: Load = [0; 2];
        for place in stops {
            let brings = self.board.sites[*place].brings[of.day];
            board = [board[0] + brings[0], board[1] + brings[1]];
        }
        let over = |board: Load| {
            [0, 1].map(|dimension| i64::from((board[dimension] - of.of.capacity[dimension]).max(0)))
        };
        let mut most = over(board);
        for place in stops {
            let site = &self.board.sites[*place];
            let (brings, takes) = (site.brings[of.day], site.takes[of.day]);
            board = [0, 1].map(|dimension| board[dimension] - brings[dimension] + takes[dimension]);
            let now = over(board);
            most = [most[0].max(now[0]), most[1].max(now[1])];
        }
        most[0] + most[1]
    }

    fn misplaced(&self, day: usize, stops: &[PlaceIdx]) -> i64 {
        let off = |(rank, place): (usize, &PlaceIdx)| {
            let pinned = self.held.pins[*place][day].rank?;
            Some(i64::try_from(pinned.abs_diff(rank)).expect("few stops"))
        };
        stops.iter().enumerate().filter_map(off).sum()
    }
}
