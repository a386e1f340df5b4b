//! The price of a visit on a route of several trips.

use crate::vrp::blink::Blink;
use crate::vrp::insertion::{Candidate, Gap, Pricing};
use crate::vrp::parts::VehicleType;
use crate::vrp::roads::Matrix;
use crate::vrp::route::{Over, Route};
use crate::vrp::segment::TimeSegment;
use crate::vrp::solution::NOWHERE;

use super::loads::TripLoads;
use super::{reload_of, time_of_reload, trips_max};

/// Whether the vehicle reloads straight before and straight after a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::vrp) struct Joint {
    pub(in crate::vrp) before: bool,
    pub(in crate::vrp) after: bool,
}

impl Joint {
    /// It does neither.
    pub(in crate::vrp) const STRAIGHT: Self = Self { before: false, after: false };

    const ALL: [Self; 4] = [
        Self::STRAIGHT,
        Self { before: true, after: false },
        Self { before: false, after: true },
        Self { before: true, after: true },
    ];

    fn reloads(self) -> i32 {
        i32::from(self.before) + i32::from(self.after)
    }
}

/// What stands on both sides of a gap: nodes of calls or ends, and perhaps a reload between them.
#[derive(Clone, Copy)]
struct Sides {
    first: u32,
    next: u32,
    reload: bool,
}

impl Pricing<'_> {
    /// The cheapest gap of a day below the price of `best`: beside the nearest clients, on the
    /// routes that the change has touched and in an empty slot of each vehicle type; on the whole
    /// day where none of them will do.
    pub(in crate::vrp) fn best_on_trips(&self, day: usize, blink: &mut Blink, best: &mut Gap) {
        let problem = self.problem;
        let below = best.price;
        let base = day * problem.client_count();
        let mut present = 0;
        let mut blinks = || blink.happens();
        for near in problem.neighbours.beside(self.client) {
            let place = &self.solution.places[base + near.client as usize];
            if place.slot == NOWHERE {
                continue;
            }
            self.on_gap((place.slot, place.rank), &mut blinks, best);
            self.on_gap((place.slot, place.rank + 1), &mut blinks, best);
            present += 1;
            if present == problem.neighbours.enough() {
                break;
            }
        }
        for slot in self.solution.touched() {
            if problem.slots[slot as usize].day as usize == day {
                self.on_route(slot, &mut blinks, best);
            }
        }
        self.empty_slots(day, best);
        if best.slot == NOWHERE && (present == 0 || below == i64::MAX) {
            for slot in problem.slots_of(day) {
                self.on_route(slot, &mut || false, best);
            }
        }
    }

    fn on_route(&self, slot: u32, blinks: &mut impl FnMut() -> bool, best: &mut Gap) {
        let calls = self.solution.routes[slot as usize].calls.len();
        let last = u32::try_from(calls).expect("calls are numbered by u32");
        if calls > 0 {
            (0..=last).for_each(|rank| self.on_gap((slot, rank), blinks, best));
        }
    }

    /// A gap of a route that visits somebody, with and without reloads on both sides.
    fn on_gap(
        &self,
        (slot, rank): (u32, u32),
        blinks: &mut impl FnMut() -> bool,
        best: &mut Gap,
    ) {
        let vehicle = self.problem.vehicle_of(slot);
        let cost = self.problem.cost_of(slot);
        let route = &self.solution.routes[slot as usize];
        let sides = self.sides(route, vehicle, rank);
        let here = self.guest.node;
        let most = i64::from(trips_max(vehicle)) - 1;
        let ends = (rank == 0, rank as usize == route.calls.len());
        for joint in Joint::ALL {
            let there = i64::from(route.trips.reloads) - i64::from(sides.reload);
            let too_many = joint != Joint::STRAIGHT && there + i64::from(joint.reloads()) > most;
            if too_many || (joint.before && ends.0) || (joint.after && ends.1) {
                continue;
            }
            let before = if joint.before { reload_of(vehicle).node } else { sides.first };
            let after = if joint.after { reload_of(vehicle).node } else { sides.next };
            let mut at = Candidate { slot, rank, before, after, detour: 0, joint };
            let legs = i64::from(cost.leg(before, here)) + i64::from(cost.leg(here, after));
            at.detour = legs - i64::from(self.replaced_on_trips(cost, route, at));
            if at.detour < best.price && !blinks() {
                self.try_at(at, best);
            }
        }
    }

    fn sides(&self, route: &Route, vehicle: &VehicleType, rank: u32) -> Sides {
        let node = |client: u32| self.problem.guests[client as usize].node;
        let next = route.calls.get(rank as usize);
        let first = rank.checked_sub(1).map(|rank| route.calls[rank as usize]);
        Sides {
            first: first.map_or(vehicle.start, |call| node(call.client)),
            next: next.map_or(vehicle.end, |call| node(call.client)),
            reload: next.is_some_and(|call| call.reload),
        }
    }

    /// The legs of a gap that the visit replaces, less the legs to and from reloads beside it.
    pub(in crate::vrp) fn replaced_on_trips(
        &self,
        matrix: &Matrix,
        route: &Route,
        at: Candidate,
    ) -> i32 {
        let vehicle = self.problem.vehicle_of(at.slot);
        let Sides { first, next, reload } = self.sides(route, vehicle, at.rank);
        if !reload && at.joint == Joint::STRAIGHT {
            return matrix.leg(first, next);
        }
        let node = reload_of(vehicle).node;
        let (there, away) = (matrix.leg(first, node), matrix.leg(node, next));
        let were = if reload { there + away } else { matrix.leg(first, next) };
        let before = if at.joint.before { there } else { 0 };
        let after = if at.joint.after { away } else { 0 };
        were - before - after
    }

    /// How much longer reloads take than before.
    #[inline]
    pub(in crate::vrp) fn reloading(&self, route: &Route, at: Candidate) -> i32 {
        let vehicle = self.problem.vehicle_of(at.slot);
        let Some(reload) = vehicle.reload else { return 0 };
        let was = route.calls.get(at.rank as usize).is_some_and(|call| call.reload);
        (at.joint.reloads() - i32::from(was)) * reload.duration
    }

    /// What the trips of the route are over the capacity with the visit.
    pub(in crate::vrp) fn over_on_trips(&self, route: &Route, at: Candidate) -> Over {
        let capacity = self.problem.vehicle_of(at.slot).capacity;
        let visit = TripLoads::trip(self.visit.load);
        let (before, after) =
            (route.trips.before[at.rank as usize], route.trips.after[at.rank as usize]);
        let with = before.and(at.joint.before, visit, capacity);
        with.and(at.joint.after, after, capacity).over(capacity)
    }

    /// The start of the route and what stands before the visit.
    #[inline]
    pub(in crate::vrp) fn time_before(&self, route: &Route, at: Candidate) -> TimeSegment {
        let before = route.times_before[at.rank as usize];
        if !at.joint.before {
            return before;
        }
        let vehicle = self.problem.vehicle_of(at.slot);
        let duration = &self.problem.roads[vehicle.profile].duration;
        let first = self.sides(route, vehicle, at.rank).first;
        let reload = reload_of(vehicle);
        before.then(duration.leg(first, reload.node), time_of_reload(reload))
    }

    /// What stands after the visit, and the end of the route.
    #[inline]
    pub(in crate::vrp) fn time_after(&self, route: &Route, at: Candidate) -> TimeSegment {
        let after = route.times_after[at.rank as usize];
        if !at.joint.after {
            return after;
        }
        let vehicle = self.problem.vehicle_of(at.slot);
        let duration = &self.problem.roads[vehicle.profile].duration;
        let next = self.sides(route, vehicle, at.rank).next;
        let reload = reload_of(vehicle);
        time_of_reload(reload).then(duration.leg(reload.node, next), after)
    }
}
