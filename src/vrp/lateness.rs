//! Soft windows: from when it costs to be late, what a route pays for it, and when it then leaves.
//!
//! # Which begin
//!
//! Leaving as early as the shift allows makes all lateness least; where waiting is paid, leaving
//! later saves it. Without rests, service at a stop begins later only by what a later departure
//! exceeds the waiting up to there. So the lateness that a departure costs bends upwards at one
//! moment a stop, the *knee*, and the begin that costs least is the first knee after which a unit
//! later costs more lateness than it saves waiting: exact, in `O(stops log stops)`. A route that
//! would be too long leaves as late as it must. The [`timeline`](super::timeline) leaves then, and
//! search, plan and explanation all ask it; with rests it knows what they do once they are taken.
//!
//! # What a gap costs
//!
//! During a step a route is thought to leave as early as it may. The lateness of a new call is then
//! known, and what it costs the calls after it rises convexly with the delay; two straight lines
//! below that curve, one at its first knee and one where all are late, bound it in `O(1)`. When the
//! step ends its routes are driven, and the exact price decides.

use super::goods::Goods;
use super::parts::{FREE, ProblemParts, Window};
use super::problem::Problem;
use super::route::{Call, Route};

/// The dearest a unit late may be, so that sums cannot overflow.
pub const LATE_PRICE_MAX: i64 = 1 << 20;

/// The soft end of a window: who comes later is late, and pays for it until the window closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoftEnd {
    /// The latest arrival that costs nothing, between the opening and the closing.
    pub due: i32,
    /// The cost of a unit of time later, at most [`LATE_PRICE_MAX`].
    pub price: i64,
}

impl SoftEnd {
    /// A window that is hard alone.
    pub const NONE: Self = Self { due: FREE, price: 0 };

    /// What arriving at a moment costs; waiting until a window opens is not late.
    #[inline]
    pub(super) fn cost(self, arrival: i32) -> i64 {
        i64::from((arrival - self.due).max(0)) * self.price
    }

    /// Whether it lies within its window and its price is one.
    pub(super) fn fits(self, window: Window) -> bool {
        let within = (window.open..=window.close).contains(&self.due);
        self == Self::NONE || within && (0..=LATE_PRICE_MAX).contains(&self.price)
    }
}

/// The moments from which leaving later costs more lateness, and by how much a unit.
#[derive(Debug, Default)]
pub(super) struct Knees(Vec<(i32, i64)>);

impl Knees {
    /// A stop where service starts at a moment, with so much waiting up to there.
    #[inline]
    pub(super) fn add(&mut self, waited: i32, start: i32, end: SoftEnd) {
        if end.price > 0 {
            self.0.push((waited + (end.due - start).max(0), end.price));
        }
    }

    /// How much later to leave, at most so much, where a unit later saves so much.
    pub(super) fn later(mut self, saves: i64, most: i32) -> i32 {
        self.0.sort_unstable();
        let mut costs = 0;
        let too_dear = self.0.into_iter().find(|(_, price)| {
            costs += price;
            costs > saves
        });
        too_dear.map_or(most, |(knee, _)| knee.min(most))
    }
}

/// What a route that leaves as early as it may has before and after a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Onward {
    /// When the calls before the gap are done.
    ready: i32,
    /// When the call after it is reached.
    arrives: i32,
    /// How much later the calls after it may be before one costs more.
    first: i32,
    /// What that one costs a unit.
    first_price: i64,
    /// What all of them cost a unit when all are late.
    price: i64,
    /// What the delays that each of them has for nothing are worth at these prices.
    free: i64,
}

impl Onward {
    /// The rise in lateness after the gap is at least this much when its call is reached then.
    fn rise(&self, arrives: i32) -> i64 {
        let later = arrives - self.arrives;
        let at_first = i64::from((later - self.first).max(0)) * self.first_price;
        at_first.max(i64::from(later) * self.price - self.free)
    }

    /// As seen before a call that waits so long and starts then.
    fn before(&mut self, next: Self, wait: i32, start: i32, end: SoftEnd) {
        let spare = (end.due - start).max(0);
        let own = if end.price > 0 { (spare, end.price) } else { (FREE, 0) };
        let after = (next.first, next.first_price);
        (self.first, self.first_price) = if own.0 < after.0 { own } else { after };
        self.first = (self.first + wait).min(FREE);
        self.price = next.price + end.price;
        self.free = next.free + i64::from(wait) * self.price + i64::from(spare) * end.price;
    }
}

/// A place on a route where a visit might come, and the legs there.
#[derive(Clone, Copy)]
pub(super) struct Detour {
    pub(super) rank: u32,
    pub(super) window: u32,
    pub(super) into: i32,
    pub(super) out_of: i32,
    /// How long the visit lasts.
    pub(super) service: i32,
}

/// The soft ends of all windows of a problem, in the order of its `times`; none where all are hard.
pub(super) fn soft_ends(parts: &ProblemParts) -> Vec<SoftEnd> {
    let mut ends = Vec::new();
    for day in 0..parts.days {
        for client in &parts.clients {
            let before = ends.len();
            let on_day = client.openings.iter().filter(|opening| opening.days >> day & 1 == 1);
            ends.extend(on_day.map(|opening| opening.late));
            if ends.len() == before {
                ends.push(SoftEnd::NONE);
            }
        }
    }
    if ends.iter().all(|end| end.price == 0) { Vec::new() } else { ends }
}

/// About how much dearer a visit makes the lateness of a route. `O(1)`.
pub(super) fn rise(problem: &Problem, route: &Route, at: Detour) -> i64 {
    let onward = route.onward[at.rank as usize];
    let start = (onward.ready + at.into).max(problem.times[at.window as usize].earliest);
    let own = problem.soft_ends[at.window as usize].cost(start);
    own + onward.rise(start + at.service + at.out_of).max(0)
}

/// Brings what a route knows of its gaps up to date; returns what its lateness costs when it
/// leaves as early as it may. `O(calls)`.
pub(super) fn refresh(
    onward: &mut Vec<Onward>,
    problem: &Problem,
    goods: &Goods,
    (slot, calls): (u32, &[Call]),
) -> i64 {
    let vehicle = problem.vehicle_of(slot);
    let duration = &problem.roads[vehicle.profile].duration;
    let day = problem.slots[slot as usize].day as usize;
    let ready = vehicle.shift.open + vehicle.loading;
    let end = Onward { ready, arrives: 0, first: FREE, first_price: 0, price: 0, free: 0 };
    onward.clear();
    onward.push(end);
    let (mut from, mut cost) = (vehicle.start, 0);
    for (rank, call) in calls.iter().enumerate() {
        let guest = &problem.guests[call.client as usize];
        let arrives = onward[rank].ready + duration.leg(from, guest.node);
        let start = arrives.max(problem.times[call.window as usize].earliest);
        cost += problem.soft_ends[call.window as usize].cost(start);
        onward[rank].arrives = arrives;
        let ready = start + guest.service + goods.visit(day, call.client).handling;
        onward.push(Onward { ready: ready.min(FREE), ..end });
        from = guest.node;
    }
    for (rank, call) in calls.iter().enumerate().rev() {
        let start = onward[rank].arrives.max(problem.times[call.window as usize].earliest);
        let wait = start - onward[rank].arrives;
        let next = onward[rank + 1];
        onward[rank].before(next, wait, start, problem.soft_ends[call.window as usize]);
    }
    cost
}

/// All windows of the calls of a route, one after the other, as a timeline enters them.
pub(super) fn all_windows(
    problem: &Problem,
    goods: &Goods,
    day: usize,
    calls: &[Call],
) -> Vec<Window> {
    let of_call = |call: &Call| {
        let handling = goods.visit(day, call.client).handling;
        let windows = problem.windows(day, call.client);
        let times = &problem.times[windows.start as usize..windows.end as usize];
        times.iter().map(move |time| Window { open: time.earliest, close: time.latest - handling })
    };
    calls.iter().flat_map(of_call).collect()
}

/// The soft ends of the windows of a client on a day; none where all of the problem are hard.
pub(super) fn of_visit(problem: &Problem, day: usize, client: u32) -> &[SoftEnd] {
    if !problem.is_soft() {
        return &[];
    }
    let windows = problem.windows(day, client);
    &problem.soft_ends[windows.start as usize..windows.end as usize]
}
