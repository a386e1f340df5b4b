//! The price of a visit on a route of several trips.

use crate::vrp::blink::Blink;
use crate::vrp::insertion::{Candidate, Gap, Pricing};
use crate::vrp::parts::VehicleType;
use crate::vrp::roads::Matrix;
use crate::vrp::route::{Call, Over, Route};
use crate::vrp::segment::TimeSegment;
use crate::vrp::solution::{NOWHERE, Place};

use super::loads::TripLoads;
use super::{ReloadRule, reload_of, time_of_reload, trips_max};

/// Whether the vehicle reloads straight before and straight after a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::vrp) struct Joint {
    pub(in crate::vrp) before: bool,
    pub(in crate::vrp) after: bool,
}

impl Joint {
    /// It does neither.
    pub(in crate::vrp) const STRAIGHT: Self = Self { before: false, after: false };

    const BEFORE: Self = Self { before: true, after: false };
    const AFTER: Self = Self { before: false, after: true };
    const BOTH: Self = Self { before: true, after: true };

    fn reloads(self) -> i32 {
        i32::from(self.before) + i32::from(self.after)
    }
}

/// The legs between a client and everybody else, and those between the hub and everybody else.
struct Ways<'a> {
    into: &'a [i32],
    out_of: &'a [i32],
    hub: Option<HubWays<'a>>,
}

#[derive(Clone, Copy)]
struct HubWays<'a> {
    node: u32,
    trips_max: u32,
    into: &'a [i32],
    out_of: &'a [i32],
}

/// A gap: the nodes of calls or ends on both sides, whether the vehicle reloads between them, and
/// what its legs cost.
#[derive(Clone, Copy)]
struct Between {
    slot: u32,
    rank: u32,
    first: u32,
    next: u32,
    reload: bool,
    was: i32,
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
            let ways = self.ways(place.slot);
            self.on_gap(&ways, self.before(&ways, place), &mut blinks, best);
            self.on_gap(&ways, self.after(&ways, place), &mut blinks, best);
            present += 1;
            if present == problem.neighbours.enough() {
                break;
            }
        }
        for slot in self.solution.touched() {
            let on_day = problem.slots[slot as usize].day as usize == day;
            if on_day && self.has_room(slot) {
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

    fn ways(&self, slot: u32) -> Ways<'_> {
        let cost = self.problem.cost_of(slot);
        let hub =
            self.problem.vehicle_of(slot).reload.map(|ReloadRule { node, trips_max, .. }| {
                HubWays { node, trips_max, into: cost.to(node), out_of: cost.from(node) }
            });
        Ways { into: cost.to(self.guest.node), out_of: cost.from(self.guest.node), hub }
    }

    /// The gap before a visit.
    fn before(&self, ways: &Ways<'_>, place: &Place) -> Between {
        let (slot, rank) = (place.slot, place.rank);
        let calls = &self.solution.routes[slot as usize].calls;
        let next = self.problem.guests[calls[rank as usize].client as usize].node;
        let (mut first, mut was) = (place.before, place.into);
        let hub = ways.hub.filter(|_| calls[rank as usize].reload);
        if let Some(hub) = hub {
            first = self.problem.guests[calls[rank as usize - 1].client as usize].node;
            was += hub.into[first as usize];
        }
        Between { slot, rank, first, next, reload: hub.is_some(), was }
    }

    /// The gap after a visit.
    fn after(&self, ways: &Ways<'_>, place: &Place) -> Between {
        let (slot, rank) = (place.slot, place.rank + 1);
        let calls = &self.solution.routes[slot as usize].calls;
        let first = self.problem.guests[calls[rank as usize - 1].client as usize].node;
        let (mut next, mut was) = (place.after, place.out_of);
        let call = calls.get(rank as usize).filter(|call| call.reload);
        if let Some((call, hub)) = call.zip(ways.hub) {
            next = self.problem.guests[call.client as usize].node;
            was += hub.out_of[next as usize];
        }
        Between { slot, rank, first, next, reload: call.is_some(), was }
    }

    /// Whether the visit is within what all trips of a route carry at most.
    fn has_room(&self, slot: u32) -> bool {
        let vehicle = self.problem.vehicle_of(slot);
        let load = self.solution.routes[slot as usize].load[0] + self.visit.load.delivery[0];
        i64::from(load) <= i64::from(vehicle.capacity[0]) * i64::from(trips_max(vehicle))
    }

    fn on_route(&self, slot: u32, blinks: &mut impl FnMut() -> bool, best: &mut Gap) {
        let base = self.problem.slots[slot as usize].day as usize * self.problem.client_count();
        let ways = self.ways(slot);
        let calls = &self.solution.routes[slot as usize].calls;
        for call in calls {
            let place = &self.solution.places[base + call.client as usize];
            self.on_gap(&ways, self.before(&ways, place), blinks, best);
            if place.rank as usize + 1 == calls.len() {
                self.on_gap(&ways, self.after(&ways, place), blinks, best);
            }
        }
    }

    /// A gap of a route that visits somebody, with and without reloads on both sides.
    #[inline]
    fn on_gap(
        &self,
        ways: &Ways<'_>,
        gap: Between,
        blinks: &mut impl FnMut() -> bool,
        best: &mut Gap,
    ) {
        let Between { slot, rank, first, next, reload, was } = gap;
        let mut offer = |joint, before, after, legs: i32| {
            let detour = i64::from(legs - was);
            if detour < best.price && !blinks() {
                self.try_at(Candidate { slot, rank, before, after, detour, joint }, best);
            }
        };
        let (into, out_of) = (ways.into[first as usize], ways.out_of[next as usize]);
        offer(Joint::STRAIGHT, first, next, into + out_of);
        let Some(hub) = ways.hub else { return };
        let route = &self.solution.routes[slot as usize];
        let spare = (hub.trips_max - 1).saturating_sub(route.trips.reloads) + u32::from(reload);
        if spare == 0 {
            return;
        }
        let node = hub.node;
        let (may_before, may_after) = (rank > 0, (rank as usize) < route.calls.len());
        let before = hub.into[first as usize].saturating_add(ways.into[node as usize]);
        let after = ways.out_of[node as usize].saturating_add(hub.out_of[next as usize]);
        if may_before {
            offer(Joint::BEFORE, node, next, before.saturating_add(out_of));
        }
        if may_after {
            offer(Joint::AFTER, first, node, into.saturating_add(after));
        }
        if may_before && may_after && spare > 1 {
            offer(Joint::BOTH, node, node, before.saturating_add(after));
        }
    }

    /// The nodes on both sides of a gap, and whether the vehicle reloads between them.
    fn sides(&self, route: &Route, vehicle: &VehicleType, rank: u32) -> (u32, u32, bool) {
        let node = |call: &Call| self.problem.guests[call.client as usize].node;
        let next = route.calls.get(rank as usize);
        let first = rank.checked_sub(1).map(|rank| &route.calls[rank as usize]);
        let reload = next.is_some_and(|call| call.reload);
        (first.map_or(vehicle.start, node), next.map_or(vehicle.end, node), reload)
    }

    /// The legs of a gap that the visit replaces, less the legs to and from reloads beside it.
    pub(in crate::vrp) fn replaced_on_trips(
        &self,
        matrix: &Matrix,
        route: &Route,
        at: Candidate,
    ) -> i32 {
        let vehicle = self.problem.vehicle_of(at.slot);
        let (first, next, reload) = self.sides(route, vehicle, at.rank);
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
        let with = if at.joint.before {
            before.reload_then(visit, capacity)
        } else {
            before.then(visit, capacity)
        };
        let whole = if at.joint.after {
            with.reload_then(after, capacity)
        } else {
            with.then(after, capacity)
        };
        whole.over(capacity)
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
        let (first, ..) = self.sides(route, vehicle, at.rank);
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
        let (_, next, _) = self.sides(route, vehicle, at.rank);
        let reload = reload_of(vehicle);
        time_of_reload(reload).then(duration.leg(reload.node, next), after)
    }
}
