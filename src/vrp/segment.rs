//! What a stretch of a route carries and how long it takes, put together in `O(1)`.
//!
//! Both are monoids: joining is associative and an empty stretch changes nothing, so prefixes and
//! suffixes of a route price any change in constant time. Reference: T. Vidal, T. G. Crainic,
//! M. Gendreau and C. Prins (2014), "A unified solution framework for multi-attribute vehicle
//! routing problems", European Journal of Operational Research 234(3):658-673,
//! doi 10.1016/j.ejor.2013.09.045.

use super::parts::{FREE, Load, Window};

/// The loads of a stretch with deliveries and pickups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LoadSegment {
    /// What is on board at the begin for the stretch's clients.
    pub(super) delivery: Load,
    /// What is on board at the end from the stretch's clients.
    pub(super) pickup: Load,
    /// The most on board on the way, of the stretch's own goods.
    pub(super) most: Load,
}

impl LoadSegment {
    /// No visit.
    pub(super) const NOTHING: Self = Self { delivery: [0; 2], pickup: [0; 2], most: [0; 2] };

    /// One visit; goods to deliver leave before goods to collect come in.
    pub(super) fn visit(delivery: Load, pickup: Load) -> Self {
        let most = [delivery[0].max(pickup[0]), delivery[1].max(pickup[1])];
        Self { delivery, pickup, most }
    }

    /// This stretch, then the next one.
    #[inline]
    pub(super) fn then(self, next: Self) -> Self {
        let most = |dimension: usize| {
            let first = self.most[dimension] + next.delivery[dimension];
            first.max(next.most[dimension] + self.pickup[dimension])
        };
        Self {
            delivery: add(self.delivery, next.delivery),
            pickup: add(self.pickup, next.pickup),
            most: [most(0), most(1)],
        }
    }
}

/// Two loads together.
#[inline]
pub(super) const fn add(a: Load, b: Load) -> Load {
    [a[0] + b[0], a[1] + b[1]]
}

/// The time of a stretch whose windows are soft: who comes too late goes back in time, and the
/// time gone back is the warp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimeSegment {
    /// Travel, service and the waiting that no later begin avoids.
    pub(super) duration: i32,
    /// The lateness of the best begin.
    pub(super) warp: i32,
    /// The earliest begin without needless waiting.
    pub(super) earliest: i32,
    /// The latest begin without further lateness.
    pub(super) latest: i32,
}

impl TimeSegment {
    /// One visit, or one end of a route with its shift.
    pub(super) const fn at(window: Window, service: i32) -> Self {
        Self { duration: service, warp: 0, earliest: window.open, latest: window.close }
    }

    /// The same visit, lasting longer: it has to begin so much earlier.
    #[inline]
    pub(super) const fn lasting(self, longer: i32) -> Self {
        let latest = self.latest - longer;
        let late = if latest < self.earliest { self.earliest - latest } else { 0 };
        Self {
            duration: self.duration + longer,
            warp: self.warp + late,
            latest: latest + late,
            ..self
        }
    }

    /// This stretch, then the next one after some travel.
    ///
    /// Whatever passes [`FREE`] stays there: four of it still fit an `i32`, so legs between places
    /// without a way cannot overflow, however many a route has.
    #[inline]
    pub(super) fn then(self, travel: i32, next: Self) -> Self {
        let moved = (self.duration - self.warp + travel).clamp(-FREE, FREE);
        let wait = (next.earliest - moved - self.latest).clamp(0, FREE);
        let late = (self.earliest + moved - next.latest).clamp(0, FREE);
        Self {
            duration: (self.duration + next.duration + travel + wait).min(FREE),
            warp: (self.warp + next.warp + late).min(FREE),
            earliest: ((next.earliest - moved).max(self.earliest) - wait).max(-FREE),
            latest: ((next.latest - moved).min(self.latest) + late).clamp(-FREE, FREE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn loads() -> impl Strategy<Value = LoadSegment> {
        proptest::collection::vec((0..50, 0..50, 0..50, 0..50), 0..4).prop_map(|visits| {
            visits.into_iter().fold(LoadSegment::default(), |before, (a, b, c, d)| {
                before.then(LoadSegment::visit([a, b], [c, d]))
            })
        })
    }

    fn visit() -> impl Strategy<Value = TimeSegment> {
        (0..100, 0..100, 0..20).prop_map(|(open, length, service)| {
            TimeSegment::at(Window { open, close: open + length }, service)
        })
    }

    /// Drives the visits from a begin: when it ends, and how late it was in all.
    fn drive(visits: &[TimeSegment], travel: &[i32], begin: i32) -> (i32, i32) {
        let (mut clock, mut late) = (begin, 0);
        for (rank, visit) in visits.iter().enumerate() {
            if rank > 0 {
                clock += travel[rank - 1];
            }
            late += (clock - visit.latest).max(0);
            clock = clock.min(visit.latest).max(visit.earliest) + visit.duration;
        }
        (clock, late)
    }

    proptest! {
        #[test]
        fn joining_loads_is_associative(a in loads(), b in loads(), c in loads()) {
            prop_assert_eq!(a.then(b).then(c), a.then(b.then(c)));
            prop_assert_eq!(a.then(LoadSegment::default()), a);
            prop_assert_eq!(LoadSegment::default().then(a), a);
        }

        #[test]
        fn joining_times_is_associative_in_what_counts(
            a in visit(), b in visit(), c in visit(), first in 0..60, second in 0..60,
        ) {
            let left = a.then(first, b).then(second, c);
            let right = a.then(first, b.then(second, c));
            prop_assert_eq!(left.warp, right.warp);
            prop_assert_eq!(left.duration, right.duration);
        }

        #[test]
        fn the_warp_is_the_least_lateness_of_any_begin(
            visits in proptest::collection::vec(visit(), 1..5),
            travel in proptest::collection::vec(0..60, 4),
        ) {
            let joined = visits[1..]
                .iter()
                .zip(&travel)
                .fold(visits[0], |before, (next, &travel)| before.then(travel, *next));
            let begins = visits[0].earliest..=visits[0].latest;
            let best = begins.map(|begin| {
                let (end, late) = drive(&visits, &travel, begin);
                (late, end - begin + late)
            }).min().expect("a window has a begin");
            prop_assert_eq!((joined.warp, joined.duration), best);
        }
    }

    #[test]
    fn the_most_on_board_stands_between_delivery_and_pickup() {
        let first = LoadSegment::visit([3, 0], [5, 0]);
        let second = LoadSegment::visit([4, 0], [1, 0]);
        assert_eq!(first.then(second).most, [9, 0], "5 collected before 4 are delivered");
        assert_eq!(second.then(first).most, [7, 0]);
    }
}
