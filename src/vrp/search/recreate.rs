//! Everybody comes back, one after the other, where it is cheapest now.

use std::cmp::Reverse;

use super::ruin::Removed;
use crate::random::{RngExt as _, Stream};
use crate::vrp::blink::Blink;
use crate::vrp::insertion::{Gap, Pricing};
use crate::vrp::parts::{DAYS_MAX, DaySet};
use crate::vrp::problem::{Problem, Timing};
use crate::vrp::route::Penalties;
use crate::vrp::solution::Solution;

/// The weights of the orders random, demand, far, close, and with windows: narrow, early, late.
const WEIGHTS: [u32; 7] = [4, 4, 2, 1, 2, 2, 2];
/// How many of them need no window.
const WITHOUT_WINDOWS: usize = 4;

/// A solution to which visits come back.
pub(super) struct Recreate<'a> {
    pub(super) problem: &'a Problem,
    pub(super) solution: &'a mut Solution,
    pub(super) penalties: Penalties,
    pub(super) blink: &'a mut Blink,
}

impl Recreate<'_> {
    /// Puts all of them back in an order by chance; who fits on no vehicle, or costs more than
    /// its prize, stays out.
    pub(super) fn put_back(&mut self, removed: &mut [Removed], random: &mut Stream) {
        order(self.problem, removed, random);
        for gone in removed {
            match gone.day {
                Some(day) => self.one_visit(gone.client, day),
                None => self.whole_client(gone.client),
            }
        }
    }

    fn one_visit(&mut self, client: u32, day: u32) {
        let pricing = Pricing::new(self.problem, self.solution, self.penalties, client);
        let gap = pricing.best(day as usize, self.blink);
        let gap = gap.expect("the slot that the visit came from is there");
        self.solution.insert(self.problem, gap.slot, gap.rank, gap.call(client));
    }

    /// The days whose gaps are cheapest together. Exact for the routes as they stand: the visits
    /// of a client are on different days, hence on different routes.
    fn whole_client(&mut self, client: u32) {
        let of = self.problem.client(client);
        let pricing = Pricing::new(self.problem, self.solution, self.penalties, client);
        let mut gaps: [Option<Gap>; DAYS_MAX] = [None; DAYS_MAX];
        let union = of.patterns.iter().fold(0, |all, days| all | days);
        for day in days_of(union) {
            gaps[day] = pricing.best(day, self.blink);
        }
        let price = |days: DaySet| {
            days_of(days).try_fold(0, |sum, day| gaps[day].map(|gap| sum + gap.price))
        };
        let priced = of.patterns.iter().filter_map(|&days| Some((price(days)?, days)));
        let Some((price, days)) = priced.min_by_key(|(price, _)| *price) else { return };
        if of.prize.is_some_and(|prize| prize < price) {
            return;
        }
        self.solution.set_pattern(self.problem, client, days);
        for gap in days_of(days).filter_map(|day| gaps[day]) {
            self.solution.insert(self.problem, gap.slot, gap.rank, gap.call(client));
        }
    }
}

/// The days of a set, earliest first.
fn days_of(days: DaySet) -> impl Iterator<Item = usize> {
    let rest = |left: &DaySet| Some(left & left.wrapping_sub(1));
    let all = std::iter::successors(Some(days), rest).take_while(|left| *left != 0);
    all.map(|left| left.trailing_zeros() as usize)
}

/// Sorts by one of the orders of Christiaens and Vanden Berghe, drawn by weight.
fn order(problem: &Problem, removed: &mut [Removed], random: &mut Stream) {
    shuffle(removed, random);
    let kinds = if problem.timing == Timing::Windows { WEIGHTS.len() } else { WITHOUT_WINDOWS };
    let mut drawn = random.random_range(0..WEIGHTS[..kinds].iter().sum());
    let mut kind = 0;
    while drawn >= WEIGHTS[kind] {
        drawn -= WEIGHTS[kind];
        kind += 1;
    }
    let window = |gone: &Removed| {
        let guest = &problem.guests[gone.client as usize];
        let first = problem.times[guest.first_window as usize];
        let last = problem.times[(guest.first_window + guest.windows - 1) as usize];
        (first.earliest, last.latest)
    };
    match kind {
        0 => {}
        1 => removed.sort_by_key(|gone| Reverse(size(problem, *gone))),
        2 => removed.sort_by_key(|gone| Reverse(problem.remoteness[gone.client as usize])),
        3 => removed.sort_by_key(|gone| problem.remoteness[gone.client as usize]),
        4 => removed.sort_by_key(|gone| window(gone).1 - window(gone).0),
        5 => removed.sort_by_key(|gone| window(gone).0),
        _ => removed.sort_by_key(|gone| Reverse(window(gone).1)),
    }
}

/// What a visit asks of a vehicle; more visits first.
fn size(problem: &Problem, gone: Removed) -> (u32, i32) {
    let guest = &problem.guests[gone.client as usize];
    let load = guest.goods.delivery[0].max(guest.goods.pickup[0]);
    let visits =
        if gone.day.is_some() { 1 } else { problem.client(gone.client).patterns[0].count_ones() };
    (visits, load)
}

fn shuffle(removed: &mut [Removed], random: &mut Stream) {
    for last in (1..removed.len()).rev() {
        removed.swap(last, random.random_range(0..=last));
    }
}
