//! The question and the answer.

use crate::units::Crates;

/// The stops of a week with their full crates, and what the places and vehicles hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EmptiesProblem {
    /// The places that are visited.
    pub places: Vec<PlaceStock>,
    /// The stops, in time order.
    pub stops: Vec<StopCrates>,
    /// The routes; a stop in none of them is served by trolley, without a limit on a leg.
    pub routes: Vec<RouteLegs>,
}

/// Empty crates at one place (lege kratten op voorraad).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceStock {
    /// Empties there at the start.
    pub stock: Crates,
    /// The most empties that it can store after a visit.
    pub stock_max: Crates,
    /// The fewest that it must have at the end.
    pub stock_end_min: Crates,
}

/// Full crates at one stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StopCrates {
    /// Position in `places`.
    pub place: usize,
    /// Full crates delivered.
    pub full_in: Crates,
    /// Full crates collected, filled from the place's stock before the visit.
    pub full_out: Crates,
}

/// The legs of one route.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RouteLegs {
    /// Positions in `stops`, in driving order.
    pub stops: Vec<usize>,
    /// Crates that the vehicle may have on board, less mixed crates that ride along.
    pub capacity: Crates,
}

/// Empties moved at one stop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StopEmpties {
    /// Empties delivered.
    pub into: Crates,
    /// Empties collected.
    pub out: Crates,
}

/// Empties moved at all stops, and what remains broken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EmptiesPlan {
    /// A row for each stop of the problem.
    pub stops: Vec<StopEmpties>,
    /// Stops at which the branch has too few crates for its pickup, with how many are missing:
    /// so many of its full crates cannot be filled. The stock goes on as if they were not.
    pub shortages: Vec<(usize, Crates)>,
    /// Stops after which the place has more empties than it can store, with how many too many.
    pub overfull: Vec<(usize, Crates)>,
    /// Places that end below their minimum, with how many are missing.
    pub short_at_end: Vec<(usize, Crates)>,
    /// Empties moved in all, in and out.
    pub moved: Crates,
    /// Whether the solver reported an optimum that the integer check confirms.
    pub proven: bool,
}

/// Price of a crate that is missing at a pickup, in moved empties.
pub(super) const SHORTAGE_PRICE: i64 = 10_000;
/// Price of a crate below the minimum at the end, in moved empties.
pub(super) const END_PRICE: i64 = 1_000;
/// Price of a crate above the maximum after a visit, in moved empties.
pub(super) const OVERFULL_PRICE: i64 = 1_000;

impl EmptiesPlan {
    /// What the programme minimises.
    pub(super) fn objective(&self) -> i64 {
        let sum = |rows: &[(usize, Crates)]| rows.iter().map(|&(_, count)| count.0).sum::<i64>();
        self.moved.0
            + SHORTAGE_PRICE * sum(&self.shortages)
            + OVERFULL_PRICE * sum(&self.overfull)
            + END_PRICE * sum(&self.short_at_end)
    }
}

impl EmptiesProblem {
    /// Panics on positions out of range, negative counts and a stop on two routes.
    pub(super) fn assert_valid(&self) {
        for place in &self.places {
            let least = place.stock.min(place.stock_max).min(place.stock_end_min);
            assert!(least >= Crates::ZERO, "a stock is a count of crates");
        }
        for stop in &self.stops {
            assert!(stop.place < self.places.len(), "a stop's place is one of the places");
            assert!(stop.full_in.min(stop.full_out) >= Crates::ZERO, "full crates are a count");
        }
        let mut on_route = vec![false; self.stops.len()];
        for &stop in self.routes.iter().flat_map(|route| &route.stops) {
            assert!(stop < self.stops.len(), "a route's stop is one of the stops");
            assert!(!on_route[stop], "a stop is on one route");
            on_route[stop] = true;
        }
    }

    /// Stops of each place, in time order.
    pub(super) fn stops_of_places(&self) -> Vec<Vec<usize>> {
        let mut of_places = vec![Vec::new(); self.places.len()];
        for (number, stop) in self.stops.iter().enumerate() {
            of_places[stop.place].push(number);
        }
        of_places
    }

    /// Room for empties on each leg of a route: leg 0 leaves the hub, leg *n* follows the *n*-th
    /// stop. Never below zero: full crates above the capacity are the caller's violation.
    pub(super) fn room_on_legs(&self, route: &RouteLegs) -> Vec<i64> {
        let full = |&stop: &usize| self.stops[stop];
        let mut load: i64 = route.stops.iter().map(|stop| full(stop).full_in.0).sum();
        let mut room = vec![(route.capacity.0 - load).max(0)];
        for stop in route.stops.iter().map(full) {
            load += stop.full_out.0 - stop.full_in.0;
            room.push((route.capacity.0 - load).max(0));
        }
        room
    }
}
