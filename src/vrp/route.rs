//! One route with the caches that price a change of it in `O(1)`.

use super::drive::{Task, Totals, drive};
use super::goods::Goods;
use super::lateness::{self, Onward};
use super::parts::{FREE, Load, VehicleType, Window};
use super::problem::{Loading, Problem, Timing};
use super::segment::{LoadSegment, TimeSegment};
use super::trips::{RouteTrips, reload_of, time_of_reload};

/// A visit on a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Call {
    /// Who is visited.
    pub(super) client: u32,
    /// In which of the client's windows of the day, among all windows of the problem.
    pub(super) window: u32,
    /// Whether the vehicle reloads on its way here; never at the first call of a route.
    pub(super) reload: bool,
}

impl Call {
    /// A visit straight from the one before.
    #[cfg(test)]
    pub(super) const fn straight(client: u32, window: u32) -> Self {
        Self { client, window, reload: false }
    }
}

/// By how much limits are exceeded: load in two dimensions, time (lateness and overtime),
/// distance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Over(pub(super) [i64; 4]);

impl Over {
    pub(super) const NOTHING: Self = Self([0; 4]);
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
    pub(super) fn with_time(mut self, time: i64) -> Self {
        self.0[Self::TIME] = time;
        self
    }

    /// Lateness and overtime of a stretch; the rests that it needs count, about.
    #[inline]
    pub(super) fn time(whole: TimeSegment, vehicle: &VehicleType) -> i64 {
        let rests = vehicle.rest.map_or(0, |rest| rest.pauses(whole.duration));
        let overtime = whole.duration.saturating_add(rests).saturating_sub(vehicle.duration_max);
        i64::from(whole.warp) + i64::from(overtime.max(0))
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

/// The dearest a unit over a limit becomes, so that sums cannot overflow.
const PRICE_MAX: i64 = 1 << 31;
/// With flows, load over a limit becomes at most so many times as dear as it was at first: goods
/// can wait for another day, so that a week in which not all fits still gets all its visits in
/// time.
const LOAD_TIMES_WITH_FLOWS: i64 = 8;

/// The price of a unit over each limit, in 256ths of the unit of costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Penalties(pub(super) [i64; 4]);

impl Penalties {
    /// A visit's mean load over the limit costs a leg; a unit of time or distance as much as on a
    /// leg.
    pub(super) fn first(problem: &Problem) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "256 mean legs")]
        let leg = (problem.mean_leg * 256.0) as i64;
        let load = |dimension: usize| (leg / problem.mean_load(dimension).max(1)).max(1);
        let [distance, duration] = problem.mean_way.map(|way| (leg / way.max(1)).max(256));
        Self([load(0), load(1), duration, distance])
    }

    /// The most that a unit over each limit may cost.
    pub(super) fn dearest(problem: &Problem) -> Self {
        let mut most = [PRICE_MAX; 4];
        if problem.flow_index.is_some() {
            let first = Self::first(problem).0;
            for dimension in 0..2 {
                most[dimension] = first[dimension].saturating_mul(LOAD_TIMES_WITH_FLOWS);
            }
        }
        Self(most.map(|price| price.min(PRICE_MAX)))
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
    /// Paid time beside the legs, and what being late costs.
    pub(super) idle_cost: i64,
    /// What bags from client to client save.
    pub(super) saved: i64,
    pub(super) over: Over,
    /// The same as far as segments tell: without the exact place of rests.
    pub(super) gauge: Over,
    /// All deliveries together.
    pub(super) load: Load,
    /// The sum of travel and service; with windows also the waiting that no begin avoids.
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
    pub(super) trips: RouteTrips,
    /// Entry `k`: the gap before call `k`; none where no window is soft.
    pub(super) onward: Vec<Onward>,
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
        self.idle_cost = source.idle_cost;
        self.saved = source.saved;
        self.over = source.over;
        self.gauge = source.gauge;
        self.load = source.load;
        self.duration = source.duration;
        self.distance = source.distance;
        self.loads_before.clone_from(&source.loads_before);
        self.loads_after.clone_from(&source.loads_after);
        self.times_before.clone_from(&source.times_before);
        self.times_after.clone_from(&source.times_after);
        self.trips.clone_from(&source.trips);
        self.onward.clone_from(&source.onward);
    }
}

impl Route {
    /// Legs, fixed price and paid time, less what bags save.
    pub(super) const fn money(&self) -> i64 {
        self.cost + self.idle_cost - self.saved
    }

    /// Brings all caches but cost and load up to date with the calls, as far as segments tell.
    /// `O(calls)`; `O(1)` where neither pickups nor durations matter.
    pub(super) fn refresh(
        &mut self,
        problem: &Problem,
        goods: &Goods,
        slot: u32,
        changed: Changed,
    ) {
        let vehicle = problem.vehicle_of(slot);
        let mut over = match problem.loading {
            Loading::Delivery => Over::load(self.load, vehicle.capacity),
            Loading::Mixed => {
                let most = self.refresh_loads(problem, goods, slot, changed);
                Over::load(most, vehicle.capacity)
            }
            Loading::Trips => self.refresh_trips(problem, goods, (slot, changed)),
        };
        if problem.limits_distance {
            self.distance = self.sum(problem, slot, Measure::Distance);
            over = over.with_distance(self.distance, vehicle.distance_max);
        }
        match problem.timing {
            Timing::Free => {}
            Timing::Additive => {
                self.duration = self.sum(problem, slot, Measure::Duration);
                let overtime = self.duration.saturating_sub(vehicle.duration_max).max(0);
                over = over.with_time(i64::from(overtime));
            }
            Timing::Windows => {
                let whole = self.refresh_times(problem, goods, slot, changed);
                self.duration = whole.duration;
                over = over.with_time(Over::time(whole, vehicle));
            }
        }
        if self.calls.is_empty() {
            over = Over::default();
        }
        (self.over, self.gauge) = (over, over);
        self.set_idle_cost(problem, slot, self.duration);
        if problem.is_soft() {
            let calls = (slot, &self.calls[..]);
            self.idle_cost += lateness::refresh(&mut self.onward, problem, goods, calls);
        }
    }

    /// What only the whole route shows: the exact place of rests, the hours at which it drives, the
    /// time that is paid, what being late costs, and what bags save.
    pub(super) fn settle(&mut self, problem: &Problem, goods: &Goods, slot: u32) {
        if problem.has_transfers() {
            let day = problem.slots[slot as usize].day as usize;
            let clients: Vec<u32> = self.calls.iter().map(|call| call.client).collect();
            let index = problem.flow_index.as_ref();
            self.saved = goods.saved_by_bags(&problem.parts, index, day, &clients);
        }
        let rests = problem.vehicle_of(slot).rest.is_some();
        let exact = rests || problem.is_soft() || problem.has_hours();
        if self.calls.is_empty() || !exact {
            return;
        }
        let totals = self.drive(problem, goods, slot);
        self.over = self.over.with_time(i64::from(totals.excess));
        self.set_idle_cost(problem, slot, totals.paid);
        self.idle_cost += totals.late;
    }

    fn set_idle_cost(&mut self, problem: &Problem, slot: u32, paid: i32) {
        self.idle_cost = 0;
        let price = problem.vehicle_of(slot).idle_price;
        if price > 0 && !self.calls.is_empty() {
            let idle = paid - self.sum(problem, slot, Measure::Travel);
            self.idle_cost = i64::from(idle) * price;
        }
    }

    fn drive(&self, problem: &Problem, goods: &Goods, slot: u32) -> Totals {
        let vehicle = problem.vehicle_of(slot);
        let roads = &problem.roads[vehicle.profile];
        let day = problem.slots[slot as usize].day as usize;
        let node = |call: &Call| problem.guests[call.client as usize].node;
        // By the hour it may reach another of them than the one that was priced.
        let any_window = problem.is_soft() || problem.has_hours();
        let windows: Vec<Window> = if any_window {
            lateness::all_windows(problem, goods, day, &self.calls)
        } else {
            self.calls.iter().map(|call| window(problem, goods, day, *call)).collect()
        };
        let (mut from, mut others) = (vehicle.start, &windows[..]);
        let tasks = self.calls.iter().flat_map(move |call| {
            let reload = call.reload.then(|| reload_of(vehicle)).map(|reload| {
                let travel = roads.travel(from, reload.node);
                from = reload.node;
                Task { travel, windows: &[], late: &[], service: reload.duration }
            });
            let late = lateness::of_visit(problem, day, call.client);
            let count = if any_window { problem.windows(day, call.client).len() } else { 1 };
            let (windows, after) = others.split_at(count);
            others = after;
            let travel = roads.travel(from, node(call));
            from = node(call);
            let handling = goods.visit(day, call.client).handling;
            let service = problem.guests[call.client as usize].service + handling;
            let visit = Task { travel, windows, late, service };
            reload.into_iter().chain(std::iter::once(visit))
        });
        let home = self.calls.last().map_or(vehicle.start, node);
        drive(vehicle, tasks, roads.travel(home, vehicle.end), &mut |_| ())
    }

    fn sum(&self, problem: &Problem, slot: u32, measure: Measure) -> i32 {
        let vehicle = problem.vehicle_of(slot);
        let roads = &problem.roads[vehicle.profile];
        let matrix = match measure {
            Measure::Duration | Measure::Travel => &roads.duration,
            Measure::Distance => &roads.distance,
        };
        let mut sum = 0_i64;
        let mut from = vehicle.start;
        for call in &self.calls {
            let guest = &problem.guests[call.client as usize];
            if call.reload {
                let reload = reload_of(vehicle);
                sum += i64::from(matrix.leg(from, reload.node));
                if measure == Measure::Duration {
                    sum += i64::from(reload.duration);
                }
                from = reload.node;
            }
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
        self.trips.insert(rank);
    }

    fn refresh_loads(
        &mut self,
        problem: &Problem,
        goods: &Goods,
        slot: u32,
        changed: Changed,
    ) -> Load {
        let calls = self.calls.len();
        self.loads_before.resize(calls + 1, LoadSegment::default());
        self.loads_after.resize(calls + 1, LoadSegment::default());
        let day = problem.slots[slot as usize].day as usize;
        let load = |call: &Call| goods.visit(day, call.client).load;
        let mut joined = self.loads_before[changed.first];
        for (rank, call) in self.calls.iter().enumerate().skip(changed.first) {
            joined = joined.then(load(call));
            self.loads_before[rank + 1] = joined;
        }
        let last = changed.last.min(calls);
        if last == calls {
            self.loads_after[calls] = LoadSegment::default();
        }
        let from = (last + 1).min(calls);
        joined = self.loads_after[from];
        for (rank, call) in self.calls[..from].iter().enumerate().rev() {
            joined = load(call).then(joined);
            self.loads_after[rank] = joined;
        }
        joined.most
    }

    fn refresh_times(
        &mut self,
        problem: &Problem,
        goods: &Goods,
        slot: u32,
        changed: Changed,
    ) -> TimeSegment {
        let vehicle = problem.vehicle_of(slot);
        let duration = &problem.roads[vehicle.profile].duration;
        let day = problem.slots[slot as usize].day as usize;
        let (begins, ends) = ends(vehicle);
        let calls = self.calls.len();
        let node = |call: &Call| problem.guests[call.client as usize].node;
        let time = |call: &Call| {
            let handling = goods.visit(day, call.client).handling;
            problem.times[call.window as usize].lasting(handling)
        };
        self.times_before.resize(calls + 1, begins);
        self.times_after.resize(calls + 1, ends);
        if changed.first == 0 {
            self.times_before[0] = begins;
        }
        let mut joined = self.times_before[changed.first];
        let mut from =
            changed.first.checked_sub(1).map_or(vehicle.start, |at| node(&self.calls[at]));
        for (rank, call) in self.calls.iter().enumerate().skip(changed.first) {
            if call.reload {
                let reload = reload_of(vehicle);
                joined = joined.then(duration.leg(from, reload.node), time_of_reload(reload));
                from = reload.node;
            }
            joined = joined.then(duration.leg(from, node(call)), time(call));
            self.times_before[rank + 1] = joined;
            from = node(call);
        }
        let last = (changed.last + 1).min(calls);
        if last == calls {
            self.times_after[calls] = ends;
        }
        let mut joined = self.times_after[last];
        let mut to = self.calls.get(last).map_or(vehicle.end, node);
        let mut reload_next = self.calls.get(last).is_some_and(|call| call.reload);
        for (rank, call) in self.calls[..last].iter().enumerate().rev() {
            if reload_next {
                let reload = reload_of(vehicle);
                joined = time_of_reload(reload).then(duration.leg(reload.node, to), joined);
                to = reload.node;
            }
            joined = time(call).then(duration.leg(node(call), to), joined);
            self.times_after[rank] = joined;
            (to, reload_next) = (node(call), call.reload);
        }
        begins.then(duration.leg(vehicle.start, to), joined)
    }
}

/// The two ends of a route, with loading and unloading.
fn ends(vehicle: &VehicleType) -> (TimeSegment, TimeSegment) {
    let Window { open, close } = vehicle.shift;
    let begins = TimeSegment::at(vehicle.shift, 0).lasting(vehicle.loading);
    let unloading = Window { open, close: close.max(open) };
    (begins, TimeSegment::at(unloading, 0).lasting(vehicle.unloading))
}

/// When a call may begin.
fn window(problem: &Problem, goods: &Goods, day: usize, call: Call) -> Window {
    let time = problem.times[call.window as usize];
    let time = time.lasting(goods.visit(day, call.client).handling);
    Window { open: time.earliest, close: time.latest }
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
    /// Travel and service.
    Duration,
    Travel,
    Distance,
}
