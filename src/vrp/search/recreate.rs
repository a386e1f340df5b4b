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
        order(self.problem, self.solution, removed, random);
        for gone in removed {
            match gone.day {
                Some(day) => self.one_visit(gone.client, day),
                None => self.whole_client(gone.client, gone.before),
            }
        }
        self.solution.settle(self.problem);
    }

    fn one_visit(&mut self, client: u32, day: u32) {
        let pricing = Pricing::of_visit(self.problem, self.solution, self.penalties, (day, client));
        let gap = pricing.best(day as usize, i64::MAX, self.blink);
        let gap = gap.expect("the slot that the visit came from is there");
        self.solution.put(self.problem, gap, client);
    }

    /// The days whose gaps are cheapest together. Exact for the routes as they stand: the visits
    /// of a client are on different days, hence on different routes.
    fn whole_client(&mut self, client: u32, before: DaySet) {
        let of = self.problem.client(client);
        let pricing = Pricing::of_client(self.problem, self.solution, self.penalties, client);
        let index = self.problem.flow_index.as_ref();
        let mut days = CheapestDays::new(of.prize);
        // The days of before are a good bound, below which few others need a close look.
        let all = || of.patterns.iter().enumerate();
        let first = all().filter(|(_, days)| **days == before);
        let others = all().filter(|(_, days)| **days != before);
        for (position, &pattern) in first.chain(others) {
            let lead = self.solution.goods.lead_under(index, client, position);
            days.consider((pattern, lead), |day, below| pricing.best(day, below, self.blink));
        }
        if days.pattern == 0 {
            return;
        }
        self.solution.set_pattern(self.problem, client, days.pattern);
        for gap in days_of(days.pattern).filter_map(|day| days.gaps[day]) {
            self.solution.put(self.problem, gap, client);
        }
    }
}

/// The cheapest pattern so far, and the gaps that its days have.
struct CheapestDays {
    pattern: DaySet,
    price: i64,
    gaps: [Option<Gap>; DAYS_MAX],
    /// Below which price the gap of a day was asked for; 0 where it was not.
    below: [i64; DAYS_MAX],
}

impl CheapestDays {
    fn new(prize: Option<i64>) -> Self {
        let price = prize.map_or(i64::MAX, |prize| prize.saturating_add(1));
        Self { pattern: 0, price, gaps: [None; DAYS_MAX], below: [0; DAYS_MAX] }
    }

    /// Takes the pattern where it is cheaper; leaves it at the first day that makes it dearer.
    fn consider(
        &mut self,
        (pattern, lead): (DaySet, i64),
        mut ask: impl FnMut(usize, i64) -> Option<Gap>,
    ) {
        let mut sum = lead;
        if sum >= self.price {
            return;
        }
        for day in days_of(pattern) {
            let below = if self.price == i64::MAX { i64::MAX } else { self.price - sum };
            if self.gaps[day].is_none() && below > self.below[day] {
                self.gaps[day] = ask(day, below);
                self.below[day] = below;
            }
            let Some(gap) = self.gaps[day] else { return };
            sum += gap.price;
            if sum >= self.price {
                return;
            }
        }
        (self.pattern, self.price) = (pattern, sum);
    }
}

/// The days of a set, earliest first.
fn days_of(days: DaySet) -> impl Iterator<Item = usize> {
    let rest = |left: &DaySet| Some(left & left.wrapping_sub(1));
    let all = std::iter::successors(Some(days), rest).take_while(|left| *left != 0);
    all.map(|left| left.trailing_zeros() as usize)
}

/// Sorts by one of the orders of Christiaens and Vanden Berghe, drawn by weight.
fn order(problem: &Problem, solution: &Solution, removed: &mut [Removed], random: &mut Stream) {
    shuffle(removed, random);
    let kinds = if problem.timing == Timing::Windows { WEIGHTS.len() } else { WITHOUT_WINDOWS };
    let mut drawn = random.random_range(0..WEIGHTS[..kinds].iter().sum());
    let mut kind = 0;
    while drawn >= WEIGHTS[kind] {
        drawn -= WEIGHTS[kind];
        kind += 1;
    }
    let window = |gone: &Removed| {
        let windows = problem.windows(gone.day.unwrap_or(0) as usize, gone.client);
        let first = problem.times[windows.start as usize];
        let last = problem.times[windows.end as usize - 1];
        (first.earliest, last.latest)
    };
    match kind {
        0 => {}
        1 => removed.sort_by_key(|gone| Reverse(size(problem, solution, *gone))),
        2 => removed.sort_by_key(|gone| Reverse(problem.remoteness[gone.client as usize])),
        3 => removed.sort_by_key(|gone| problem.remoteness[gone.client as usize]),
        4 => removed.sort_by_key(|gone| window(gone).1 - window(gone).0),
        5 => removed.sort_by_key(|gone| window(gone).0),
        _ => removed.sort_by_key(|gone| Reverse(window(gone).1)),
    }
}

/// What a visit asks of a vehicle; more visits first.
fn size(problem: &Problem, solution: &Solution, gone: Removed) -> (u32, i32) {
    let load = solution.goods.visit(gone.day.unwrap_or(0) as usize, gone.client).load;
    let load = load.delivery[0].max(load.pickup[0]);
    let visits =
        if gone.day.is_some() { 1 } else { problem.client(gone.client).patterns[0].count_ones() };
    (visits, load)
}

fn shuffle(removed: &mut [Removed], random: &mut Stream) {
    for last in (1..removed.len()).rev() {
        removed.swap(last, random.random_range(0..=last));
    }
}
