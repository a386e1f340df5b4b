//! Which visits are taken out: strings of neighbouring routes.
//!
//! Reference: J. Christiaens and G. Vanden Berghe (2020), "Slack induction by string removals for
//! vehicle routing problems", Transportation Science 54(2):417-433, doi 10.1287/trsc.2019.0914.
//! With several days, strings are taken from the routes of one day; their clients lose the visit
//! of that day, or all their visits so that their days may change.

use super::tails;
use crate::random::{RngExt as _, Stream};
use crate::vrp::parts::DaySet;
use crate::vrp::problem::{Problem, Timing};
use crate::vrp::route::Penalties;
use crate::vrp::solution::{NOWHERE, Solution};

/// Visits taken out on average.
const MEAN_REMOVED: f64 = 10.0;
/// At most this share of the clients: a ruin of everything would only build anew.
const SHARE_REMOVED: f64 = 0.6;
/// The longest string.
const STRING_MAX: f64 = 10.0;
/// A string keeps some visits within it with this chance.
const SPLIT_CHANCE: f64 = 0.5;
/// The string kept within grows by one more visit with this chance.
const KEEP_ONE_MORE: f64 = 0.99;
/// With several days: the chance that the clients lose all their visits.
const WHOLE_CHANCE: f64 = 0.2;
/// The same with flows, whose loads and lead time hang on the days.
const WHOLE_CHANCE_WITH_FLOWS: f64 = 0.5;
/// With flows: the chance that one whole route goes, and with it all visits of its clients. A
/// week has few routes, and each costs a vehicle and a driver, however short it is.
const ROUTE_CHANCE: f64 = 0.05;
/// The chance that their strings come from the routes of any day: who may be visited on any day
/// has its nearest neighbours on all of them.
const ANY_DAY_CHANCE: f64 = 0.8;
/// With windows: the chance that two routes exchange their tails first.
const TAILS_CHANCE: f64 = 0.1;
/// At most so many clients that are out come along to be tried again.
const OUT_MAX: usize = 10;

/// What has to come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Removed {
    pub(super) client: u32,
    /// The day of the one visit that is out; `None` when the whole client is.
    pub(super) day: Option<u32>,
    /// The days that the client had; 0 where it was out.
    pub(super) before: DaySet,
}

/// From which routes strings are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    OneDay,
    AnyDay,
}

/// Memory that ruins use again.
#[derive(Clone, Debug, Default)]
pub(super) struct Ruin {
    /// What has to come back.
    pub(super) removed: Vec<Removed>,
    /// Slots and ranks to be taken out.
    strings: Vec<(u32, Vec<u32>)>,
    used: usize,
}

impl Ruin {
    /// Takes out strings around a client drawn by chance, and lists what has to come back.
    pub(super) fn ruin(
        &mut self,
        problem: &Problem,
        solution: &mut Solution,
        penalties: Penalties,
        random: &mut Stream,
    ) {
        self.removed.clear();
        self.used = 0;
        let seed = solution.clients[random.random_range(0..solution.clients.len())];
        if solution.out > 0 {
            add_those_out(problem, solution, seed, &mut self.removed);
        }
        let Some(day) = draw_day(solution.patterns[seed as usize], random) else { return };
        let with_flows = problem.flow_index.is_some();
        let chance = if with_flows { WHOLE_CHANCE_WITH_FLOWS } else { WHOLE_CHANCE };
        let whole = problem.is_periodic() && random.random_bool(chance);
        let reach =
            if whole && random.random_bool(ANY_DAY_CHANCE) { Reach::AnyDay } else { Reach::OneDay };
        let may_exchange = !problem.is_periodic() && problem.timing == Timing::Windows;
        if may_exchange && random.random_bool(TAILS_CHANCE) {
            tails::exchange(problem, solution, penalties, (seed, day), random);
        }
        if whole && with_flows && random.random_bool(ROUTE_CHANCE) {
            self.choose_route(problem, solution, (seed, day));
        } else {
            self.choose(problem, solution, (seed, day, reach), random);
        }
        let removed = &mut self.removed;
        for (slot, ranks) in &self.strings[..self.used] {
            let day = problem.slots[*slot as usize].day;
            for &rank in ranks {
                let client = solution.routes[*slot as usize].calls[rank as usize].client;
                // A client without a choice of days loses this one visit.
                let keeps =
                    problem.is_periodic() && (!whole || problem.client(client).patterns.len() == 1);
                let again = reach == Reach::AnyDay && !keeps;
                if again && removed.iter().any(|gone| gone.client == client) {
                    continue;
                }
                let before = solution.patterns[client as usize];
                removed.push(Removed { client, day: keeps.then_some(day), before });
            }
            solution.remove(problem, *slot, ranks);
        }
        for gone in removed {
            if gone.day.is_none() && solution.patterns[gone.client as usize] != 0 {
                take_out(problem, solution, gone.client);
            }
        }
    }

    /// Chooses the whole route on which a seed is visited on a day.
    fn choose_route(&mut self, problem: &Problem, solution: &Solution, (seed, day): (u32, u32)) {
        let slot = solution.places[day as usize * problem.client_count() + seed as usize].slot;
        if slot == NOWHERE {
            return;
        }
        let calls = &solution.routes[slot as usize].calls;
        let ranks = self.next_string(slot);
        ranks.extend(
            (0..)
                .zip(calls)
                .filter(|(_, call)| solution.is_mine(call.client))
                .map(|(rank, _)| rank),
        );
        if !ranks.is_empty() {
            self.used += 1;
        }
    }

    /// The memory of the next string, emptied.
    fn next_string(&mut self, slot: u32) -> &mut Vec<u32> {
        if self.used == self.strings.len() {
            self.strings.push((slot, Vec::new()));
        }
        let (of, ranks) = &mut self.strings[self.used];
        *of = slot;
        ranks.clear();
        ranks
    }

    /// Chooses the strings of one day around a seed.
    fn choose(
        &mut self,
        problem: &Problem,
        solution: &Solution,
        (seed, day, reach): (u32, u32, Reach),
        random: &mut Stream,
    ) {
        let mut place = solution.places[day as usize * problem.client_count() + seed as usize];
        let length_of = |slot: u32| solution.routes[slot as usize].calls.len() as f64;
        // The length of the seed's own route stands in for the mean length of all.
        let mean = MEAN_REMOVED.min(solution.clients.len() as f64 * SHARE_REMOVED);
        let longest = STRING_MAX.min(mean).min(length_of(place.slot)).max(1.0);
        let strings_max = 4.0 * mean / (1.0 + longest) - 1.0;
        let strings = floor(random.random_range(1.0..strings_max.max(1.0) + 1.0));
        let around = problem.neighbours.around(seed);
        for client in std::iter::once(seed).chain(around) {
            if client != seed {
                let day = match reach {
                    Reach::OneDay => Some(day),
                    Reach::AnyDay => draw_day(solution.patterns[client as usize], random),
                };
                let Some(day) = day else { continue };
                place = solution.places[day as usize * problem.client_count() + client as usize];
            }
            let slot = place.slot;
            if slot == NOWHERE || self.strings[..self.used].iter().any(|(of, _)| *of == slot) {
                continue;
            }
            let most = longest.min(length_of(slot));
            let length = floor(random.random_range(1.0..most + 1.0));
            let rank = place.rank as usize;
            let calls = solution.routes[slot as usize].calls.len();
            let ranks = self.next_string(slot);
            string(ranks, rank, length, calls, random);
            let on_route = &solution.routes[slot as usize].calls;
            ranks.retain(|&rank| solution.is_mine(on_route[rank as usize].client));
            if ranks.is_empty() {
                continue;
            }
            self.used += 1;
            if self.used >= strings {
                return;
            }
        }
    }
}

/// The ranks of a string of a length that holds a rank, perhaps with some kept within.
fn string(ranks: &mut Vec<u32>, rank: usize, length: usize, calls: usize, random: &mut Stream) {
    let mut kept = 0;
    if length > 1 && length < calls && random.random_bool(SPLIT_CHANCE) {
        kept = 1;
        while length + kept < calls && !random.random_bool(KEEP_ONE_MORE) {
            kept += 1;
        }
    }
    let span = length + kept;
    let first = (rank + 1).saturating_sub(span);
    let last = rank.min(calls - span);
    let begin = random.random_range(first..=last);
    let keep = if kept > 0 { begin + random.random_range(1..length) } else { begin + span };
    let taken = (begin..begin + span).filter(|at| !(keep..keep + kept).contains(at));
    ranks.extend(taken.map(|at| u32::try_from(at).expect("calls are numbered by u32")));
}

/// Takes the visits of a client off all days on which it still stands.
fn take_out(problem: &Problem, solution: &mut Solution, client: u32) {
    let days = solution.patterns[client as usize];
    for day in 0..problem.parts.days {
        if days >> day & 1 == 0 {
            continue;
        }
        let place = solution.places[day * problem.client_count() + client as usize];
        if place.slot != NOWHERE {
            solution.remove(problem, place.slot, &[place.rank]);
        }
    }
    solution.set_pattern(problem, client, 0);
}

/// Some clients that are out, near the seed, in no particular order.
fn add_those_out(problem: &Problem, solution: &Solution, seed: u32, removed: &mut Vec<Removed>) {
    let around = problem.neighbours.around(seed);
    let out = |client: &u32| solution.is_out(*client);
    let near = std::iter::once(seed).chain(around).filter(out).take(OUT_MAX);
    removed.extend(near.map(|client| Removed { client, day: None, before: 0 }));
}

/// One of the days of a pattern.
fn draw_day(days: DaySet, random: &mut Stream) -> Option<u32> {
    if days == 0 {
        return None;
    }
    let mut left = days;
    for _ in 0..random.random_range(0..days.count_ones()) {
        left &= left - 1;
    }
    Some(left.trailing_zeros())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and positive")]
fn floor(number: f64) -> usize {
    number as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Seed;

    #[test]
    fn a_string_has_its_length_within_the_route_and_ascends() {
        let random = &mut Seed(1).stream("strings", 0);
        for _ in 0..2_000 {
            let calls = random.random_range(1..15);
            let length = random.random_range(1..=calls);
            let rank = random.random_range(0..calls);
            let mut ranks = Vec::new();
            string(&mut ranks, rank, length, calls, random);
            assert_eq!(ranks.len(), length);
            assert!(ranks.is_sorted_by(|a, b| a < b), "{ranks:?}");
            assert!(ranks.iter().all(|&rank| (rank as usize) < calls), "{ranks:?} of {calls}");
            let span = (ranks[length - 1] - ranks[0]) as usize + 1;
            if span == length {
                assert!(ranks.contains(&u32::try_from(rank).unwrap()), "{ranks:?} around {rank}");
            }
        }
    }

    #[test]
    fn every_day_of_a_pattern_is_drawn() {
        let random = &mut Seed(2).stream("days", 0);
        let drawn = (0..100).filter_map(|_| draw_day(0b1010_0001, random));
        assert_eq!(drawn.fold(0_u64, |all, day| all | 1 << day), 0b1010_0001);
        assert_eq!(draw_day(0, random), None);
    }
}
