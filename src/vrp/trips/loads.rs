//! Loads of several trips, put together in `O(1)`.

use crate::vrp::goods::Goods;
use crate::vrp::parts::Load;
use crate::vrp::problem::Problem;
use crate::vrp::route::{Changed, Over, Route};
use crate::vrp::segment::LoadSegment;

/// The loads of a stretch in which a vehicle of one capacity may reload: associative, and the
/// default changes nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::vrp) struct TripLoads {
    /// The calls before the first reload; all of them where there is none.
    first: LoadSegment,
    /// The calls after the last reload; `None` where there is none.
    last: Option<LoadSegment>,
    /// What the trips between the two have over the capacity, added up.
    between: Over,
}

impl TripLoads {
    /// A reload alone.
    const RELOAD: Self = Self {
        first: LoadSegment::NOTHING,
        last: Some(LoadSegment::NOTHING),
        between: Over::NOTHING,
    };

    /// A stretch without a reload.
    pub(super) const fn trip(first: LoadSegment) -> Self {
        Self { first, last: None, between: Over::NOTHING }
    }

    /// This stretch, then the next one.
    pub(super) fn then(self, next: Self, capacity: Load) -> Self {
        let Some(last) = self.last else {
            return Self { first: self.first.then(next.first), ..next };
        };
        let joined = last.then(next.first);
        if next.last.is_none() {
            return Self { last: Some(joined), ..self };
        }
        let mut between = Over::load(joined.most, capacity);
        between.add(self.between);
        between.add(next.between);
        Self { first: self.first, last: next.last, between }
    }

    /// This stretch, a reload, then the next stretch.
    pub(super) fn reload_then(self, next: Self, capacity: Load) -> Self {
        self.then(Self::RELOAD, capacity).then(next, capacity)
    }

    /// What the trips have over the capacity, added up.
    pub(super) fn over(self, capacity: Load) -> Over {
        let mut over = Over::load(self.first.most, capacity);
        over.add(self.between);
        if let Some(last) = self.last {
            over.add(Over::load(last.most, capacity));
        }
        over
    }
}

/// The trips of a route, with what prices a change of their loads; empty where nobody reloads.
#[derive(Debug, Default)]
pub(in crate::vrp) struct RouteTrips {
    /// How often the vehicle reloads.
    pub(super) reloads: u32,
    /// Entry `k`: the first `k` calls, without a reload on the way to the next.
    pub(super) before: Vec<TripLoads>,
    /// Entry `k`: the calls from `k` on, without a reload on the way to the first of them.
    pub(super) after: Vec<TripLoads>,
}

impl Clone for RouteTrips {
    fn clone(&self) -> Self {
        let mut copy = Self::default();
        copy.clone_from(self);
        copy
    }

    /// Reuses the memory of what it replaces.
    fn clone_from(&mut self, source: &Self) {
        self.reloads = source.reloads;
        self.before.clone_from(&source.before);
        self.after.clone_from(&source.after);
    }
}

impl RouteTrips {
    /// Makes room for a call at a rank.
    pub(in crate::vrp) fn insert(&mut self, rank: usize) {
        if !self.before.is_empty() {
            self.before.insert(rank + 1, TripLoads::default());
            self.after.insert(rank, TripLoads::default());
        }
    }

    /// What is over the capacity when the first calls of this route go on with the last ones of
    /// another, without a reload between them.
    pub(in crate::vrp) fn over_with_tail(
        &self,
        first: usize,
        (other, from): (&Self, usize),
        capacity: Load,
    ) -> Over {
        self.before[first].then(other.after[from], capacity).over(capacity)
    }
}

impl Route {
    /// Brings the loads of all trips up to date with the calls; returns what is over the capacity.
    /// `O(calls)`.
    pub(in crate::vrp) fn refresh_trips(
        &mut self,
        problem: &Problem,
        goods: &Goods,
        (slot, changed): (u32, Changed),
    ) -> Over {
        let capacity = problem.vehicle_of(slot).capacity;
        let day = problem.slots[slot as usize].day as usize;
        let RouteTrips { before, after, reloads } = &mut self.trips;
        let visit = |client: u32| TripLoads::trip(goods.visit(day, client).load);
        let calls = self.calls.len();
        before.resize(calls + 1, TripLoads::default());
        after.resize(calls + 1, TripLoads::default());
        let mut joined = before[changed.first];
        for (rank, call) in self.calls.iter().enumerate().skip(changed.first) {
            let visit = visit(call.client);
            joined = if call.reload {
                joined.reload_then(visit, capacity)
            } else {
                joined.then(visit, capacity)
            };
            before[rank + 1] = joined;
        }
        let over = joined.over(capacity);
        if changed.last >= calls {
            after[calls] = TripLoads::default();
        }
        let last = (changed.last + 1).min(calls);
        joined = after[last];
        let mut reload = self.calls.get(last).is_some_and(|call| call.reload);
        for (rank, call) in self.calls[..last].iter().enumerate().rev() {
            let visit = visit(call.client);
            joined = if reload {
                visit.reload_then(joined, capacity)
            } else {
                visit.then(joined, capacity)
            };
            after[rank] = joined;
            reload = call.reload;
        }
        let count = self.calls.iter().filter(|call| call.reload).count();
        *reloads = u32::try_from(count).expect("calls are numbered by u32");
        over
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CAPACITY: Load = [60, 40];

    /// A visit, or a reload where there is none.
    fn stops() -> impl Strategy<Value = Vec<Option<LoadSegment>>> {
        let visit = (0..50, 0..50, 0..50, 0..50)
            .prop_map(|(a, b, c, d)| LoadSegment::visit([a, b], [c, d]));
        proptest::collection::vec(proptest::option::weighted(0.7, visit), 0..5)
    }

    fn joined(stops: &[Option<LoadSegment>]) -> TripLoads {
        let of = |stop: &Option<LoadSegment>| stop.map_or(TripLoads::RELOAD, TripLoads::trip);
        stops.iter().map(of).fold(TripLoads::default(), |all, next| all.then(next, CAPACITY))
    }

    proptest! {
        #[test]
        fn joining_trips_is_associative(a in stops(), b in stops(), c in stops()) {
            let [a, b, c] = [a, b, c].map(|stops| joined(&stops));
            let then = |a: TripLoads, b| a.then(b, CAPACITY);
            prop_assert_eq!(then(then(a, b), c), then(a, then(b, c)));
            prop_assert_eq!(then(a, TripLoads::default()), a);
            prop_assert_eq!(then(TripLoads::default(), a), a);
        }

        #[test]
        fn what_is_over_is_added_up_trip_by_trip(stops in stops(), more in stops()) {
            let all = [stops, more].concat();
            let mut sum = Over::default();
            for trip in all.split(Option::is_none) {
                let load = trip.iter().flatten().fold(LoadSegment::default(), |a, b| a.then(*b));
                sum.add(Over::load(load.most, CAPACITY));
            }
            prop_assert_eq!(joined(&all).over(CAPACITY), sum);
        }
    }
}
