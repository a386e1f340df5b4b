//! The search: what must move goes out, and comes back where that changes least.

use super::board::{Board, Standing};
use super::conflict::smallest_conflict;
use super::lock::Lock;
use super::run::Case;
use super::state::{State, days_in};
use crate::index::{IndexVec, PlaceIdx, VehicleIdx};
use crate::random::{RngExt as _, Seed, Stream};

/// Places that are taken out together at most.
const OUT_MAX: usize = 5;
/// Of a province so small, all places may be taken out, whether or not they are near a change.
const SMALL: usize = 12;
/// Rounds for each place that has to move: what one closed branch needs takes a moment.
const ROUNDS_A_PLACE: usize = 240;

/// How hard to look, and what to leave alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// How often some places are taken out and put back at most; where few have to move, less.
    pub rounds: u32,
    /// The seed of all choices.
    pub seed: Seed,
    /// What may move.
    pub scope: Scope,
}

/// What may move (reikwijdte).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Whatever pays for it, near what must move.
    Near,
    /// Only what must: the vehicles are loaded, and all other stops keep their turn.
    Forced,
}

/// A route of a changed timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Monday is 0.
    pub day: usize,
    /// The vehicle.
    pub vehicle: VehicleIdx,
    /// The stops, in the order of driving.
    pub stops: Vec<PlaceIdx>,
}

/// A visit that nothing can make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingVisit {
    /// The place.
    pub place: PlaceIdx,
    /// By how many seconds the best route would be too long.
    pub short: i32,
}

/// A changed timetable (gewijzigd rooster).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replanned {
    /// The routes, by day and then by vehicle.
    pub runs: Vec<Run>,
    /// The days of each place, Monday in the lowest bit.
    pub days: IndexVec<PlaceIdx, u8>,
    /// What no route takes.
    pub missing: Vec<MissingVisit>,
    /// The places of which a visit could not stay as it was.
    pub forced: Vec<PlaceIdx>,
    /// Cost and changes, in thousandths of a cent; missing visits add a sum beyond all costs.
    pub total: i64,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A timetable that keeps all locks.
    Changed(Replanned),
    /// The locks cannot be kept together: a smallest set of them, by position, that cannot either.
    Conflict(Vec<usize>),
}

/// Changes a timetable as little as its week allows.
///
/// Visits on days or with vehicles that are no longer there, and those that locks want elsewhere,
/// are taken out with the other visits of their place; a whole route whose vehicle is out first
/// tries another vehicle of the day. What is out comes back on the days and into the gaps that
/// cost least, changes included. Then small sets of places near what changed go out and come back
/// in another order, and a cheaper timetable is kept. Where nothing is forced, nothing moves.
///
/// Deterministic for a seed. `O(rounds * gaps * stops)`.
pub fn replan(board: &Board, standing: &[Standing], locks: &[Lock], effort: &Effort) -> Outcome {
    let found = solve(board, standing, locks, effort);
    if locks.is_empty() || (found.keeps_locks && found.replanned.missing.is_empty()) {
        return Outcome::Changed(found.replanned);
    }
    let quick = Effort { rounds: effort.rounds / 8, ..*effort };
    let free = solve(board, standing, &[], effort);
    let needs = |locks: &[Lock], effort: &Effort| {
        let found = solve(board, standing, locks, effort);
        !found.keeps_locks || found.replanned.missing.len() > free.replanned.missing.len()
    };
    if found.keeps_locks && found.replanned.missing.len() <= free.replanned.missing.len() {
        return Outcome::Changed(found.replanned);
    }
    Outcome::Conflict(smallest_conflict(locks, |some| needs(some, &quick)))
}

pub(super) struct Found {
    pub(super) replanned: Replanned,
    pub(super) keeps_locks: bool,
}

pub(super) fn solve(
    board: &Board,
    standing: &[Standing],
    locks: &[Lock],
    effort: &Effort,
) -> Found {
    let case = Case::new(board, standing, locks);
    let forced = forced(&case);
    let mut best = begin(&case, &forced);
    if !forced.is_empty() && !case.held.contradicts {
        best = improve(&case, &best, &forced, effort);
    }
    let keeps_locks =
        !case.held.contradicts && best.values.iter().all(|value| value.misplaced == 0);
    Found { replanned: replanned(&case, &best, forced), keeps_locks }
}

/// Places of which a visit cannot stay, is missing, is not where a lock wants it, or is on a route
/// that takes too long or is overfull.
fn forced(case: &Case<'_>) -> Vec<PlaceIdx> {
    let breaks = |slot: &usize| !case.run(*slot, case.standing_run(*slot)).fits();
    let broken: Vec<usize> = (0..case.board.slots.len()).filter(breaks).collect();
    let on_broken =
        |place: &PlaceIdx| broken.iter().any(|slot| case.standing_run(*slot).contains(place));
    let is_forced = |place: &PlaceIdx| {
        let (patterns, days) = (&case.held.patterns[*place], case.standing_days(*place));
        if patterns.is_empty() {
            return days != 0;
        }
        !patterns.contains(&days)
            || on_broken(place)
            || days_in(days).any(|day| !stays(case, *place, day))
    };
    case.board.sites.indices().filter(is_forced).collect()
}

/// Whether a visit can stay on its route, in its turn and time.
fn stays(case: &Case<'_>, place: PlaceIdx, day: usize) -> bool {
    let Some(stood) = case.stood[place][day] else { return false };
    let Some(vehicle) = stood.vehicle else { return case.board.sites[place].by_trolley };
    let pin = &case.held.pins[place][day];
    let Some(slot) = case.slot_of(day, vehicle) else { return false };
    let run = case.standing_run(slot);
    let rank = run.iter().position(|stop| *stop == place);
    pin.vehicle.is_none_or(|other| other == vehicle)
        && pin.rank.is_none_or(|other| Some(other) == rank)
        && pin.begins.is_none_or(|[begins]| begins.open == stood.start)
}

/// All forced places out and in again; where whole routes lost their vehicle, once more with the
/// routes on other vehicles first, and the better of both.
fn begin(case: &Case<'_>, forced: &[PlaceIdx]) -> State {
    let bare = State::standing(case);
    let apart = rebuilt(case, bare.clone(), forced);
    let moved = whole_runs(case, bare);
    let is_on_broken = |place: &PlaceIdx| {
        let mut runs = moved.runs.iter().zip(&moved.values);
        runs.any(|(stops, value)| !value.fits() && stops.contains(place))
    };
    let still = |place: &PlaceIdx| {
        let days = moved.days[*place];
        is_on_broken(place)
            || !case.held.patterns[*place].contains(&days)
            || days_in(days).any(|day| !is_visited(case, &moved, *place, day))
            || pinned_elsewhere(case, *place)
    };
    let rest: Vec<PlaceIdx> = forced.iter().copied().filter(still).collect();
    let together = rebuilt(case, moved, &rest);
    if together.total(case) < apart.total(case) { together } else { apart }
}

fn pinned_elsewhere(case: &Case<'_>, place: PlaceIdx) -> bool {
    case.held.pins[place].iter().any(|pin| *pin != super::lock::Pin::default())
}

fn is_visited(case: &Case<'_>, state: &State, place: PlaceIdx, day: usize) -> bool {
    case.board.sites[place].by_trolley
        || case.slots_of(day).any(|slot| state.runs[slot].contains(&place))
}

fn rebuilt(case: &Case<'_>, mut state: State, places: &[PlaceIdx]) -> State {
    for place in places {
        state.take_out(case, *place);
    }
    for place in places {
        state.put_in(case, *place);
    }
    state
}

/// Routes whose vehicle is out, each as a whole on the cheapest vehicle of the day that is free.
fn whole_runs(case: &Case<'_>, mut state: State) -> State {
    for ((day, vehicle), stops) in &case.runs {
        if case.slot_of(*day, *vehicle).is_some() {
            continue;
        }
        let free = |slot: &usize| state.runs[*slot].is_empty() && !case.held.closed[*slot];
        let valued = case.slots_of(*day).filter(free).map(|slot| (case.run(slot, stops), slot));
        let fitting = valued.filter(|(value, _)| value.fits());
        if let Some((value, slot)) = fitting.min_by_key(|(value, slot)| (value.cost, *slot)) {
            state.runs[slot].clone_from(stops);
            state.values[slot] = value;
        }
    }
    state
}

fn improve(case: &Case<'_>, begin: &State, forced: &[PlaceIdx], effort: &Effort) -> State {
    let mut random = effort.seed.stream("replan", 0);
    let (mut best, mut least) = (begin.clone(), begin.total(case));
    for _ in 0..rounds(case, forced, effort) {
        let out = chosen(case, &best, (forced, effort.scope), &mut random);
        let tried = rebuilt(case, best.clone(), &out);
        let total = tried.total(case);
        if total < least {
            (best, least) = (tried, total);
        }
    }
    best
}

/// As many rounds as the places that may move are worth.
fn rounds(case: &Case<'_>, forced: &[PlaceIdx], effort: &Effort) -> u32 {
    let all = case.held.patterns.iter().filter(|patterns| !patterns.is_empty()).count();
    let moving = if all <= SMALL { all } else { forced.len() };
    u32::try_from(moving * ROUNDS_A_PLACE).map_or(effort.rounds, |rounds| rounds.min(effort.rounds))
}

/// Some places to take out, in the order in which they come back.
fn chosen(
    case: &Case<'_>,
    state: &State,
    (forced, scope): (&[PlaceIdx], Scope),
    random: &mut Stream,
) -> Vec<PlaceIdx> {
    let mut near = forced.to_vec();
    let visited = |place: &PlaceIdx| !case.held.patterns[*place].is_empty();
    let all: Vec<PlaceIdx> = case.board.sites.indices().filter(visited).collect();
    if scope == Scope::Near {
        if all.len() <= SMALL {
            near = all;
        } else {
            near.extend(state.changed_places(case));
        }
        near.sort_unstable();
        near.dedup();
    }
    let count = random.random_range(1..=OUT_MAX.min(near.len()));
    let mut out = Vec::with_capacity(count);
    for _ in 0..count {
        out.push(near.swap_remove(random.random_range(0..near.len())));
    }
    out
}

fn replanned(case: &Case<'_>, state: &State, forced: Vec<PlaceIdx>) -> Replanned {
    let slots = case.board.slots.iter().zip(&state.runs);
    let runs = slots.filter(|(_, stops)| !stops.is_empty()).map(|(slot, stops)| Run {
        day: slot.day,
        vehicle: slot.vehicle,
        stops: stops.clone(),
    });
    let missing = state.missing.iter_indexed().flat_map(|(place, (count, short))| {
        std::iter::repeat_n(MissingVisit { place, short: *short }, usize::from(*count))
    });
    Replanned {
        runs: runs.collect(),
        days: state.days.clone(),
        missing: missing.collect(),
        forced,
        total: state.total(case),
    }
}
