//! One route with the caches that price a change of it in `O(1)`.

use super::parts::{FREE, Load};
use super::problem::{Guest, Loading, Problem, Timing};
use super::segment::{LoadSegment, TimeSegment};

/// A visit on a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Call {
    /// Who is visited.
    pub(super) client: u32,
    /// In which of the client's windows; 0 where there is none.
    pub(super) window: u32,
}

/// By how much limits are exceeded: load in two dimensions, time (lateness and overtime),
/// distance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Over(pub(super) [i64; 4]);

impl Over {
    const TIME: usize = 2;
    const DISTANCE: usize = 3;

    pub(super) fn is_nothing(self) -> bool {
        self.0.iter().all(|&over| over == 0)
    }

    pub(super) fn add(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(mine, theirs)| *mine += theirs);
    }

    pub(super) fn subtract(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(mine, theirs)| *mine -= theirs);
    }

    #[inline]
    pub(super) fn load(most: Load, capacity: Load) -> Self {
        let over = |dimension: usize| i64::from((most[dimension] - capacity[dimension]).max(0));
        Self([over(0), over(1), 0, 0])
    }

    #[inline]
    pub(super) fn with_time(mut self, late: i32, duration: i32, most: i32) -> Self {
        self.0[Self::TIME] = i64::from(late) + i64::from((duration - most).max(0));
        self
    }

    /// The same rise, as if no time were over: what is left of it is certain.
    #[inline]
    pub(super) fn at_best_in_time(mut self) -> Self {
        self.0[Self::TIME] = 0;
        self
    }

    #[inline]
    pub(super) fn with_distance(mut self, distance: i32, most: i32) -> Self {
        self.0[Self::DISTANCE] = i64::from((distance - most).max(0));
        self
    }
}

/// The price of a unit over each limit, in 256ths of the unit of costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Penalties(pub(super) [i64; 4]);

impl Penalties {
    /// A visit's mean load over the limit costs some legs; a unit of time or distance a unit.
    pub(super) fn first(problem: &Problem) -> Self {
        let clients = i64::try_from(problem.guests.len().max(1)).expect("clients fit i64");
        let load = |dimension: usize| {
            let of = |guest: &Guest| i64::from(guest.goods.most[dimension]);
            let mean = problem.guests.iter().map(of).sum::<i64>() / clients;
            #[expect(clippy::cast_possible_truncation, reason = "256 mean legs")]
            let legs = (problem.mean_leg * 256.0) as i64;
            (legs / mean.max(1)).max(1)
        };
        Self([load(0), load(1), 256, 256])
    }

    /// What going over the capacity in the first dimension costs.
    #[inline]
    pub(super) const fn of_load(self, over: i64) -> i64 {
        (over * self.0[0]) >> 8
    }

    /// What going over limits costs.
    #[inline]
    pub(super) fn price(self, over: Over) -> i64 {
        let [a, b, c, d] = over.0;
        let [first, second, time, distance] = self.0;
        (a * first + b * second + c * time + d * distance) >> 8
    }
}

/// Calls in the order of driving, with what the search asks of them.
#[derive(Debug, Default)]
pub(super) struct Route {
    pub(super) calls: Vec<Call>,
    /// Fixed price and legs; 0 while nobody is visited.
    pub(super) cost: i64,
    pub(super) over: Over,
    /// All deliveries together.
    pub(super) load: Load,
    /// The sum of travel and service.
    pub(super) duration: i32,
    pub(super) distance: i32,
    /// Entry `k`: the first `k` calls.
    pub(super) loads_before: Vec<LoadSegment>,
    /// Entry `k`: the calls from `k` on.
    pub(super) loads_after: Vec<LoadSegment>,
    /// Entry `k`: the start and the first `k` calls.
    pub(super) times_before: Vec<TimeSegment>,
    /// Entry `k`: the calls from `k` on and the end.
    pub(super) times_after: Vec<TimeSegment>,
}

impl Clone for Route {
    fn clone(&self) -> Self {
        let mut copy = Self::default();
        copy.clone_from(self);
        copy
    }

    /// Reuses the memory of what it replaces.
    fn clone_from(&mut self, source: &Self) {
        self.calls.clone_from(&source.calls);
        self.cost = source.cost;
        self.over = source.over;
        self.load = source.load;
        self.duration = source.duration;
        self.distance = source.distance;
        self.loads_before.clone_from(&source.loads_before);
        self.loads_after.clone_from(&source.loads_after);
        self.times_before.clone_from(&source.times_before);
        self.times_after.clone_from(&source.times_after);
    }
}

impl Route {
    /// Brings all caches but cost and load up to date with the calls. `O(calls)`; `O(1)` where
    /// neither pickups nor durations matter.
    pub(super) fn refresh(&mut self, problem: &Problem, slot: u32, changed: Changed) {
        let vehicle = problem.vehicle_of(slot);
        let most = match problem.loading {
            Loading::Delivery => self.load,
            Loading::Mixed => self.refresh_loads(problem, changed),
        };
        self.over = Over::load(most, vehicle.capacity);
        match problem.timing {
            Timing::Free => {}
            Timing::Additive => {
                self.duration = self.sum(problem, slot, Measure::Duration);
                self.over = self.over.with_time(0, self.duration, vehicle.duration_max);
            }
            Timing::Windows => {
                let whole = self.refresh_times(problem, slot, changed);
                self.over = self.over.with_time(whole.warp, whole.duration, vehicle.duration_max);
            }
        }
        if problem.limits_distance {
            self.distance = self.sum(problem, slot, Measure::Distance);
            self.over = self.over.with_distance(self.distance, vehicle.distance_max);
        }
        if self.calls.is_empty() {
            self.over = Over::default();
        }
    }

    fn sum(&self, problem: &Problem, slot: u32, measure: Measure) -> i32 {
        let vehicle = problem.vehicle_of(slot);
        let roads = &problem.roads[vehicle.profile];
        let matrix = match measure {
            Measure::Duration => &roads.duration,
            Measure::Distance => &roads.distance,
        };
        let mut sum = 0_i64;
        let mut from = vehicle.start;
        for call in &self.calls {
            let guest = &problem.guests[call.client as usize];
            sum += i64::from(matrix.leg(from, guest.node));
            if measure == Measure::Duration {
                sum += i64::from(guest.service);
            }
            from = guest.node;
        }
        if !self.calls.is_empty() {
            sum += i64::from(matrix.leg(from, vehicle.end));
        }
        i32::try_from(sum.min(i64::from(FREE))).expect("at most FREE")
    }

    /// Makes room in the caches for a call at a rank.
    pub(super) fn insert(&mut self, rank: usize, call: Call) {
        self.calls.insert(rank, call);
        if !self.loads_before.is_empty() {
            self.loads_before.insert(rank + 1, LoadSegment::default());
            self.loads_after.insert(rank, LoadSegment::default());
        }
        if !self.times_before.is_empty() {
            self.times_before.insert(rank + 1, self.times_before[rank]);
            self.times_after.insert(rank, self.times_after[rank]);
        }
    }

    fn refresh_loads(&mut self, problem: &Problem, changed: Changed) -> Load {
        let calls = self.calls.len();
        self.loads_before.resize(calls + 1, LoadSegment::default());
        self.loads_after.resize(calls + 1, LoadSegment::default());
        let goods = |call: &Call| problem.guests[call.client as usize].goods;
        let mut joined = self.loads_before[changed.first];
        for (rank, call) in self.calls.iter().enumerate().skip(changed.first) {
            joined = joined.then(goods(call));
            self.loads_before[rank + 1] = joined;
        }
        let last = changed.last.min(calls);
        if last == calls {
            self.loads_after[calls] = LoadSegment::default();
        }
        let from = (last + 1).min(calls);
        joined = self.loads_after[from];
        for (rank, call) in self.calls[..from].iter().enumerate().rev() {
            joined = goods(call).then(joined);
            self.loads_after[rank] = joined;
        }
        joined.most
    }

    fn refresh_times(&mut self, problem: &Problem, slot: u32, changed: Changed) -> TimeSegment {
        let vehicle = problem.vehicle_of(slot);
        let duration = &problem.roads[vehicle.profile].duration;
        let ends = TimeSegment::at(vehicle.shift, 0);
        let calls = self.calls.len();
        let node = |call: &Call| problem.guests[call.client as usize].node;
        self.times_before.resize(calls + 1, ends);
        self.times_after.resize(calls + 1, ends);
        if changed.first == 0 {
            self.times_before[0] = ends;
        }
        let mut joined = self.times_before[changed.first];
        let mut from =
            changed.first.checked_sub(1).map_or(vehicle.start, |at| node(&self.calls[at]));
        for (rank, call) in self.calls.iter().enumerate().skip(changed.first) {
            joined = joined.then(duration.leg(from, node(call)), problem.time_of(*call));
            self.times_before[rank + 1] = joined;
            from = node(call);
        }
        let last = (changed.last + 1).min(calls);
        if last == calls {
            self.times_after[calls] = ends;
        }
        let mut joined = self.times_after[last];
        let mut to = self.calls.get(last).map_or(vehicle.end, node);
        for (rank, call) in self.calls[..last].iter().enumerate().rev() {
            joined = problem.time_of(*call).then(duration.leg(node(call), to), joined);
            self.times_after[rank] = joined;
            to = node(call);
        }
        ends.then(duration.leg(vehicle.start, to), joined)
    }
}

/// Which calls of a route are new: what stands before the first, or after the last, is as it was.
#[derive(Clone, Copy, Debug)]
pub(super) struct Changed {
    pub(super) first: usize,
    pub(super) last: usize,
}

impl Changed {
    /// Nothing is as it was.
    pub(super) const ALL: Self = Self { first: 0, last: usize::MAX - 1 };
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Measure {
    Duration,
    Distance,
}
