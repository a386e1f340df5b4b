//! What it costs to visit a client on a day: every gap beside its neighbours, in `O(1)` a gap.

use super::blink::Blink;
use super::goods::Visit;
use super::lateness::{self, Detour};
use super::problem::{Guest, Loading, Problem, Timing};
use super::route::{Call, Over, Penalties, Route};
use super::segment::add;
use super::solution::{NOWHERE, Solution};
use super::trips::Joint;

/// The best place for a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) slot: u32,
    pub(super) rank: u32,
    pub(super) window: u32,
    /// Detour, fixed price and penalties.
    pub(super) price: i64,
    pub(super) joint: Joint,
}

impl Gap {
    const NONE: Self =
        Self { slot: NOWHERE, rank: 0, window: 0, price: i64::MAX, joint: Joint::STRAIGHT };

    /// The call that goes here.
    pub(super) const fn call(self, client: u32) -> Call {
        Call { client, window: self.window, reload: self.joint.before }
    }
}

/// A place on a route where a visit might come.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    pub(super) slot: u32,
    pub(super) rank: u32,
    /// The node before, a reload included.
    pub(super) before: u32,
    pub(super) after: u32,
    /// The rise in cost.
    pub(super) detour: i64,
    pub(super) joint: Joint,
}

impl Candidate {
    /// The gap that this makes in a window at a price.
    #[inline]
    pub(super) const fn gap(self, window: u32, price: i64) -> Gap {
        Gap { slot: self.slot, rank: self.rank, window, price, joint: self.joint }
    }
}

const STRAIGHT: Joint = Joint::STRAIGHT;

/// Prices visits of one client.
pub(super) struct Pricing<'a> {
    pub(super) problem: &'a Problem,
    pub(super) solution: &'a Solution,
    penalties: Penalties,
    pub(super) client: u32,
    pub(super) guest: Guest,
    /// What the visit carries and lasts, on whatever day.
    pub(super) visit: Visit,
}

impl<'a> Pricing<'a> {
    /// Prices visits whose day is not chosen yet.
    pub(super) fn of_client(
        problem: &'a Problem,
        solution: &'a Solution,
        penalties: Penalties,
        client: u32,
    ) -> Self {
        let (guest, visit) =
            (problem.guests[client as usize], solution.goods.typical(&problem.parts, client));
        Self { problem, solution, penalties, client, guest, visit }
    }

    /// Prices the visit of a day.
    pub(super) fn of_visit(
        problem: &'a Problem,
        solution: &'a Solution,
        penalties: Penalties,
        (day, client): (u32, u32),
    ) -> Self {
        let visit = *solution.goods.visit(day as usize, client);
        Self { problem, solution, penalties, client, guest: problem.guests[client as usize], visit }
    }

    /// The cheapest gap of a day below a price, or `None`.
    ///
    /// Looks beside the nearest clients and at one empty slot of each vehicle type; at the whole
    /// day where none of them is there.
    pub(super) fn best(&self, day: usize, below: i64, blink: &mut Blink) -> Option<Gap> {
        let mut best = Gap { price: below, ..Gap::NONE };
        if self.problem.loading == Loading::Trips {
            self.best_on_trips(day, blink, &mut best);
            return (best.slot != NOWHERE).then_some(best);
        }
        let present = if self.problem.tariffs.len() == 1 {
            self.beside_neighbours(day, blink, &mut best)
        } else {
            self.beside_neighbours_by_tariff(day, blink, &mut best)
        };
        self.on_ruined_routes(day, blink, &mut best);
        self.empty_slots(day, &mut best);
        if best.slot == NOWHERE && (present == 0 || below == i64::MAX) {
            self.anywhere(day, &mut best);
        }
        (best.slot != NOWHERE).then_some(best)
    }

    /// Returns how many of the neighbours are there.
    #[inline]
    fn beside_neighbours(&self, day: usize, blink: &mut Blink, best: &mut Gap) -> usize {
        let problem = self.problem;
        let cost = &problem.tariffs[0].cost;
        let (into, out_of) = (cost.to(self.guest.node), cost.from(self.guest.node));
        let base = day * problem.client_count();
        let places = &self.solution.places[base..base + problem.client_count()];
        let mut present = 0;
        for near in problem.neighbours.beside(self.client) {
            let place = &places[near.client as usize];
            if place.slot == NOWHERE {
                continue;
            }
            let node = near.node;
            let first = into[place.before as usize] + out_of[node as usize] - place.into;
            if i64::from(first) < best.price && !blink.happens() {
                let (slot, rank) = (place.slot, place.rank);
                let detour = i64::from(first);
                self.try_at(
                    Candidate {
                        slot,
                        rank,
                        before: place.before,
                        after: node,
                        detour,
                        joint: STRAIGHT,
                    },
                    best,
                );
            }
            let second = into[node as usize] + out_of[place.after as usize] - place.out_of;
            if i64::from(second) < best.price && !blink.happens() {
                let (slot, rank) = (place.slot, place.rank + 1);
                let detour = i64::from(second);
                self.try_at(
                    Candidate {
                        slot,
                        rank,
                        before: node,
                        after: place.after,
                        detour,
                        joint: STRAIGHT,
                    },
                    best,
                );
            }
            present += 1;
            if present == problem.neighbours.enough() {
                break;
            }
        }
        present
    }

    /// As [`beside_neighbours`](Self::beside_neighbours), where legs cost vehicles differently.
    fn beside_neighbours_by_tariff(&self, day: usize, blink: &mut Blink, best: &mut Gap) -> usize {
        let problem = self.problem;
        let base = day * problem.client_count();
        let mut present = 0;
        for near in problem.neighbours.beside(self.client) {
            let place = &self.solution.places[base + near.client as usize];
            if place.slot == NOWHERE {
                continue;
            }
            let cost = problem.cost_of(place.slot);
            let (slot, rank) = (place.slot, place.rank);
            let (here, node) = (self.guest.node, near.node);
            let mut gap = |rank, before, after, leg: i32| {
                let legs = i64::from(cost.leg(before, here)) + i64::from(cost.leg(here, after));
                let detour = legs - i64::from(leg);
                if detour < best.price && !blink.happens() {
                    self.try_at(
                        Candidate { slot, rank, before, after, detour, joint: STRAIGHT },
                        best,
                    );
                }
            };
            gap(rank, place.before, node, place.into);
            gap(rank + 1, node, place.after, place.out_of);
            present += 1;
            if present == problem.neighbours.enough() {
                break;
            }
        }
        present
    }

    /// Every gap of the routes that the change has touched: they have room, and in a cluster of
    /// many clients none of their visits may be among the nearest.
    fn on_ruined_routes(&self, day: usize, blink: &mut Blink, best: &mut Gap) {
        let problem = self.problem;
        let base = day * problem.client_count();
        for slot in self.solution.touched() {
            if problem.slots[slot as usize].day as usize != day {
                continue;
            }
            let vehicle = problem.vehicle_of(slot);
            let route = &self.solution.routes[slot as usize];
            if route.load[0] + self.visit.load.delivery[0] > vehicle.capacity[0] {
                continue;
            }
            let cost = problem.cost_of(slot);
            let (into, out_of) = (cost.to(self.guest.node), cost.from(self.guest.node));
            let (mut rank, mut before) = (0, vehicle.start);
            for call in &route.calls {
                let place = &self.solution.places[base + call.client as usize];
                let after = problem.guests[call.client as usize].node;
                let detour = i64::from(into[before as usize] + out_of[after as usize] - place.into);
                if detour < best.price && !blink.happens() {
                    self.try_at(
                        Candidate { slot, rank, before, after, detour, joint: STRAIGHT },
                        best,
                    );
                }
                (rank, before) = (rank + 1, after);
                if rank as usize == route.calls.len() {
                    let after = vehicle.end;
                    let legs = into[before as usize] + out_of[after as usize];
                    let detour = i64::from(legs - place.out_of);
                    if detour < best.price && !blink.happens() {
                        self.try_at(
                            Candidate { slot, rank, before, after, detour, joint: STRAIGHT },
                            best,
                        );
                    }
                }
            }
        }
    }

    pub(super) fn empty_slots(&self, day: usize, best: &mut Gap) {
        for (number, vehicle) in self.problem.parts.vehicles.iter().enumerate() {
            let range = self.problem.slots_of_kind(day, number);
            let Some(slot) = self.solution.empties.first(range) else { continue };
            let cost = self.problem.cost_of(slot);
            let (before, after) = (vehicle.start, vehicle.end);
            let legs = i64::from(cost.leg(before, self.guest.node))
                + i64::from(cost.leg(self.guest.node, after));
            let detour = legs + vehicle.fixed_price;
            if detour < best.price {
                self.try_at(
                    Candidate { slot, rank: 0, before, after, detour, joint: STRAIGHT },
                    best,
                );
            }
        }
    }

    /// Every gap of every route of the day.
    fn anywhere(&self, day: usize, best: &mut Gap) {
        for slot in self.problem.slots_of(day) {
            let route = &self.solution.routes[slot as usize];
            if route.calls.is_empty() {
                continue;
            }
            let vehicle = self.problem.vehicle_of(slot);
            let cost = self.problem.cost_of(slot);
            let node = |call: &Call| self.problem.guests[call.client as usize].node;
            let mut before = vehicle.start;
            for rank in 0..=route.calls.len() {
                let after = route.calls.get(rank).map_or(vehicle.end, node);
                let legs = i64::from(cost.leg(before, self.guest.node))
                    + i64::from(cost.leg(self.guest.node, after));
                let detour = legs - i64::from(cost.leg(before, after));
                let rank = u32::try_from(rank).expect("calls are numbered by u32");
                self.try_at(Candidate { slot, rank, before, after, detour, joint: STRAIGHT }, best);
                before = after;
            }
        }
    }

    /// Takes the candidate where it is cheaper with its penalties.
    #[inline]
    pub(super) fn try_at(&self, at: Candidate, best: &mut Gap) {
        let problem = self.problem;
        let of = problem.slots[at.slot as usize].vehicle;
        if self.guest.vehicles >> of & 1 == 0 {
            return;
        }
        let vehicle = &problem.parts.vehicles[of as usize];
        let route = &self.solution.routes[at.slot as usize];
        if problem.is_plain {
            let over = |load: i32| i64::from((load - vehicle.capacity[0]).max(0));
            let rise = over(route.load[0] + self.visit.load.delivery[0]) - over(route.load[0]);
            let price = at.detour + self.penalties.of_load(rise);
            if price < best.price {
                *best = at.gap(0, price);
            }
            return;
        }
        let mut over = match problem.loading {
            Loading::Delivery => {
                Over::load(add(route.load, self.visit.load.delivery), vehicle.capacity)
            }
            Loading::Mixed => {
                Over::load(self.most_on_board(route, at.rank as usize), vehicle.capacity)
            }
            Loading::Trips => self.over_on_trips(route, at),
        };
        if problem.limits_distance {
            let distance = &problem.roads[vehicle.profile].distance;
            let rise = self.rise(distance, route, at);
            over = over.with_distance(route.distance + rise, vehicle.distance_max);
        }
        if problem.timing == Timing::Additive {
            let duration = &problem.roads[vehicle.profile].duration;
            let rise =
                self.rise(duration, route, at) + self.guest.service + self.reloading(route, at);
            let overtime = (route.duration + rise).saturating_sub(vehicle.duration_max).max(0);
            over = over.with_time(i64::from(overtime));
        }
        over.subtract(route.gauge);
        if problem.timing == Timing::Windows {
            // The time of the route as it is was subtracted above; each window adds its own.
            return self.try_windows(at, over, best);
        }
        let price = at.detour + self.penalties.price(over);
        if price < best.price {
            *best = at.gap(0, price);
        }
    }

    fn try_windows(&self, at: Candidate, without_time: Over, best: &mut Gap) {
        let problem = self.problem;
        if at.detour + self.penalties.price(without_time.at_best_in_time()) >= best.price {
            return;
        }
        let vehicle = problem.vehicle_of(at.slot);
        let duration = &problem.roads[vehicle.profile].duration;
        let route = &self.solution.routes[at.slot as usize];
        let before = self.time_before(route, at);
        let after = self.time_after(route, at);
        let into = duration.leg(at.before, self.guest.node);
        let out_of = duration.leg(self.guest.node, at.after);
        let day = problem.slots[at.slot as usize].day as usize;
        // Travel is in the detour; what is left of the rise is paid otherwise.
        let travel = into + out_of - self.replaced(duration, route, at);
        let before_it = if route.calls.is_empty() { 0 } else { route.duration };
        for window in problem.windows(day, self.client) {
            let visit = problem.times[window as usize].lasting(self.visit.handling);
            let whole = before.then(into, visit).then(out_of, after);
            let mut over = without_time;
            over.add(Over::default().with_time(Over::time(whole, vehicle)));
            let idle = i64::from(whole.duration - before_it - travel) * vehicle.idle_price;
            let mut price = at.detour + idle + self.penalties.price(over);
            if problem.is_soft() && price < best.price {
                let (rank, service) = (at.rank, visit.duration);
                let detour = Detour { rank, window, into, out_of, service };
                price += lateness::rise(problem, route, detour);
            }
            if price < best.price {
                *best = at.gap(window, price);
            }
        }
    }

    #[inline]
    fn most_on_board(&self, route: &Route, rank: usize) -> [i32; 2] {
        let (before, after) = (route.loads_before[rank], route.loads_after[rank]);
        before.then(self.visit.load).then(after).most
    }

    #[inline]
    fn rise(&self, matrix: &super::roads::Matrix, route: &Route, at: Candidate) -> i32 {
        let legs = matrix.leg(at.before, self.guest.node) + matrix.leg(self.guest.node, at.after);
        legs - self.replaced(matrix, route, at)
    }

    /// The legs of a gap that the visit replaces, less those that reloads beside it add.
    #[inline]
    fn replaced(&self, matrix: &super::roads::Matrix, route: &Route, at: Candidate) -> i32 {
        if route.calls.is_empty() {
            0
        } else if self.problem.loading == Loading::Trips {
            self.replaced_on_trips(matrix, route, at)
        } else {
            matrix.leg(at.before, at.after)
        }
    }
}
