//! Who drives, and from where.

use super::customer::{Days, Span};

/// A depot of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Depot {
    /// The number by which the file calls it.
    pub number: i64,
    /// Where it stands.
    pub node: usize,
}

/// Where and how often a vehicle may unload, load anew and drive on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reload {
    /// The node of the depot.
    pub node: usize,
    /// The most trips of a tour, at least 1; `None` where nothing limits them.
    pub trips_max: Option<u32>,
    /// How long it takes.
    pub duration: f64,
}

/// Vehicles that are alike: on each of its days, each drives at most one tour.
#[derive(Clone, Debug, PartialEq)]
pub struct Fleet {
    /// Its depot, an index from 0.
    pub depot: usize,
    /// The node where tours begin.
    pub start: usize,
    /// The node where tours end.
    pub end: usize,
    /// The days on which it drives.
    pub days: Days,
    /// How many there are; `None` where there are as many as one likes.
    pub count: Option<u32>,
    /// The numbers by which the file calls the vehicles; empty where it does not.
    pub numbers: Vec<i64>,
    /// The most on board on any leg; `None` where nothing limits it.
    pub capacity: [Option<i64>; 2],
    /// The longest tour; `None` where nothing limits it.
    pub distance_max: Option<f64>,
    /// The longest tour in time, with service and waiting; `None` where nothing limits it.
    pub duration_max: Option<f64>,
    /// Between when a tour begins and ends.
    pub shift: Span,
    /// The travel it goes by, an index into the instance's.
    pub travel: usize,
    /// What a tour costs, however short.
    pub fixed_price: f64,
    /// What a unit of distance costs.
    pub distance_price: f64,
    /// What a unit of time on the road costs.
    pub duration_price: f64,
    /// How it reloads within a tour; `None` where it does not.
    pub reload: Option<Reload>,
}

impl Fleet {
    /// Any number of vehicles of one depot, on all days, that cost how far they go.
    pub const fn new(depot: usize, node: usize, capacity: Option<i64>) -> Self {
        Self {
            depot,
            start: node,
            end: node,
            days: Days::MAX,
            count: None,
            numbers: Vec::new(),
            capacity: [capacity, None],
            distance_max: None,
            duration_max: None,
            shift: Span::ALWAYS,
            travel: 0,
            fixed_price: 0.0,
            distance_price: 1.0,
            duration_price: 0.0,
            reload: None,
        }
    }

    /// Whether time limits its tours.
    pub fn is_timed(&self) -> bool {
        self.duration_max.is_some() || self.shift.is_limit()
    }
}
