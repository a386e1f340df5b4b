//! From the decimal numbers of a set to the integers of the search, once.

use crate::model::instance::{Convention, Fleet, Instance, Span, Travel};
use crate::vrp::{FREE, Window};

/// A decimal number is taken as whole within this.
const EPSILON: f64 = 1e-6;

/// Parts of a unit that are tried, finest first.
const PARTS: [f64; 5] = [10_000.0, 1_000.0, 100.0, 10.0, 1.0];

/// The largest distance, window or limit in integers: a route of many such legs must fit as well.
const LARGEST: f64 = (FREE / 8) as f64;

/// What doubles may be off by, in parts of a unit, when rounded down.
const NOISE: f64 = 1e-9;

/// By how much prices grow so that all are integers: 18,000 makes hourly and kilometre prices
/// whole.
const PRICE_PARTS: [f64; 5] = [1.0, 10.0, 100.0, 1_000.0, 18_000.0];

/// How lengths, times and prices become integers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    /// Parts of a unit of length or time.
    parts: f64,
    /// Parts of a unit of price.
    price: f64,
    rounding: Rounding,
}

/// Where lengths go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rounding {
    Nearest,
    /// What is in time by integers is in time.
    Up,
    /// No solution costs less, or takes less, than by integers.
    Down,
}

impl Scale {
    /// The finest scale in which the instance fits.
    pub(super) fn of(instance: &Instance) -> Self {
        let timed =
            instance.is_timed() || instance.fleets.iter().any(|fleet| fleet.distance_max.is_some());
        let parts = match (instance.convention, is_whole(instance)) {
            (Convention::Dimacs, false) => 10.0,
            (Convention::Round, false) | (_, true) => 1.0,
            (Convention::Exact, false) => {
                let largest = largest(instance);
                let fits = PARTS.into_iter().find(|parts| largest * parts <= LARGEST);
                fits.unwrap_or(1.0)
            }
        };
        let is_whole = |price: f64| (price - price.round()).abs() < EPSILON;
        let prices_are_whole = |parts: f64| {
            let prices = |fleet: &Fleet| [fleet.distance_price, fleet.duration_price];
            instance.fleets.iter().flat_map(prices).all(|price| is_whole(price * parts))
        };
        let price = PRICE_PARTS.into_iter().find(|&parts| prices_are_whole(parts));
        let rounding = if timed { Rounding::Up } else { Rounding::Nearest };
        Self { parts, price: price.unwrap_or(1_000.0), rounding }
    }

    /// The same scale, in which every solution of the instance is one, and costs no more.
    pub(super) fn below(instance: &Instance) -> Self {
        Self { rounding: Rounding::Down, ..Self::of(instance) }
    }

    /// A length or a duration.
    pub(super) fn length(self, length: f64) -> i32 {
        let scaled = length * self.parts;
        clamped(match self.rounding {
            Rounding::Nearest => scaled.round(),
            Rounding::Up => (scaled - EPSILON).ceil(),
            Rounding::Down => (scaled + NOISE).floor(),
        })
    }

    /// What a length may be at most.
    pub(super) fn limit(self, limit: Option<f64>) -> i32 {
        limit.map_or(FREE, |limit| clamped((limit * self.parts + EPSILON).floor()))
    }

    /// A stretch of time.
    pub(super) fn window(self, span: Span) -> Window {
        let open = span.open * self.parts;
        let finite = Some(span.close).filter(|close| close.is_finite());
        if self.rounding == Rounding::Down {
            // As long as it is, or longer.
            let close = finite.map_or(FREE, |close| clamped((close * self.parts).ceil()));
            return Window { open: clamped(open.floor()), close };
        }
        let open = clamped((open - EPSILON).ceil());
        let close = self.limit(finite);
        Window { open, close: close.max(open) }
    }

    /// What a unit of length or time costs.
    pub(super) fn price(self, price: f64) -> i64 {
        self.whole(price * self.price)
    }

    /// An amount of money.
    pub(super) fn amount(self, amount: f64) -> i64 {
        self.whole(amount * self.parts * self.price)
    }

    fn whole(self, number: f64) -> i64 {
        whole(if self.rounding == Rounding::Down { (number + NOISE).floor() } else { number })
    }

    /// The amount that an integer cost stands for.
    pub(super) fn cost(self, cost: i64) -> f64 {
        cost as f64 / (self.parts * self.price)
    }
}

/// Whether all lengths and times are integers already.
fn is_whole(instance: &Instance) -> bool {
    let whole = |number: &f64| number.fract().abs() < EPSILON || number.is_infinite();
    let tables = instance.travels.iter().all(|travel| match travel {
        Travel::Plane(_) => instance.convention == Convention::Round,
        Travel::Table { distance, duration, .. } => {
            distance.iter().chain(duration.iter().flatten()).all(whole)
        }
    });
    tables && times(instance).iter().all(whole)
}

fn times(instance: &Instance) -> Vec<f64> {
    let mut times = Vec::new();
    for customer in &instance.customers {
        times.push(customer.service);
        times.extend(customer.windows.iter().flat_map(|window| [window.open, window.close]));
    }
    for fleet in &instance.fleets {
        times.extend(fleet.distance_max.into_iter().chain(fleet.duration_max));
        times.extend([fleet.shift.open, fleet.shift.close]);
        times.extend(fleet.reload.map(|reload| reload.duration));
    }
    times
}

/// The largest finite number that the search has to hold.
fn largest(instance: &Instance) -> f64 {
    let lengths = instance.travels.iter().map(|travel| match travel {
        Travel::Plane(points) => diameter(points),
        Travel::Table { distance, duration, .. } => {
            distance.iter().chain(duration.iter().flatten()).copied().fold(0.0, f64::max)
        }
    });
    let times = times(instance).into_iter().filter(|time| time.is_finite());
    lengths.chain(times).fold(0.0, f64::max)
}

/// At least the largest distance between two points: the diagonal of their box.
fn diameter(points: &[[f64; 2]]) -> f64 {
    let extent = |axis: usize| {
        let all = || points.iter().map(|point| point[axis]);
        all().fold(f64::NEG_INFINITY, f64::max) - all().fold(f64::INFINITY, f64::min)
    };
    extent(0).hypot(extent(1))
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to the range of the integers")]
fn clamped(number: f64) -> i32 {
    number.clamp(0.0, f64::from(FREE)) as i32
}

#[expect(clippy::cast_possible_truncation, reason = "clamped far below the range of the integers")]
fn whole(number: f64) -> i64 {
    const MOST: f64 = 1e15;
    number.round().clamp(0.0, MOST) as i64
}
