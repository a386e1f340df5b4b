//! What a vehicle routing problem is made of: plain integers, before anybody has looked at them.
//!
//! Quantities carry the units of the caller: a distance may be metres or a Euclidean length times
//! 10,000, a duration seconds or tenths. The engine only adds and compares them. The two meet in
//! the cost alone: [`VehicleType::distance_price`] a unit of distance and
//! [`VehicleType::duration_price`] a unit of travel time.

use super::drive::RestRule;
use super::flows::Flows;
use super::hours::LegHours;
use super::lateness::SoftEnd;
use super::trips::ReloadRule;

/// The days on which something happens: bit `d` is day `d`, from 0.
pub type DaySet = u64;

/// More days than this are refused.
pub const DAYS_MAX: usize = 64;

/// An amount in up to two dimensions, as crates and grams.
pub type Load = [i32; 2];

/// "No limit", for capacities, durations and distances.
pub const FREE: i32 = i32::MAX / 4;

/// When a service may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The earliest begin of service; who comes earlier waits.
    pub open: i32,
    /// The latest begin of service.
    pub close: i32,
}

impl Window {
    /// At any time.
    pub const ALWAYS: Self = Self { open: 0, close: FREE };
}

/// A window on some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The days on which it holds.
    pub days: DaySet,
    /// The window, which is hard.
    pub window: Window,
    /// From when in it being late costs.
    pub late: SoftEnd,
}

impl Opening {
    /// The same window on each day.
    pub const fn daily(window: Window) -> Self {
        Self { days: DaySet::MAX, window, late: SoftEnd::NONE }
    }
}

/// Somebody who wants to be visited (klant; in the week: a place).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// The row and column of the matrices.
    pub node: u32,
    /// The allowed sets of days; the client gets exactly one of them, one visit on each of its
    /// days. A client of a single day has the one pattern `1`.
    pub patterns: Vec<DaySet>,
    /// What every visit brings from the depot, beside what [`flows`](ProblemParts::flows) bring.
    pub delivery: Load,
    /// What every visit takes to the depot, beside what flows take.
    pub pickup: Load,
    /// The duration of a visit, beside what handling takes.
    pub service: i32,
    /// When a visit may begin; empty means always. The openings of a day are ordered and disjoint,
    /// and each day of each pattern has one. Where handling takes time, they say when the fixed
    /// service may begin if nothing is handled: what is handled must end by then, too.
    pub openings: Vec<Opening>,
    /// The vehicle types that may come: bit `v` is type `v`. `u64::MAX` means all.
    pub vehicles: u64,
    /// What leaving the client out costs; `None` means that it must be visited.
    pub prize: Option<i64>,
    /// The region that it lies in, from 1; 0 is none. Clients of a node share one.
    pub region: u32,
}

impl Client {
    /// A client of one day, always open, for any vehicle, which must be visited.
    pub const fn new(node: u32, patterns: Vec<DaySet>) -> Self {
        Self {
            node,
            patterns,
            delivery: [0; 2],
            pickup: [0; 2],
            service: 0,
            openings: Vec::new(),
            vehicles: u64::MAX,
            prize: None,
            region: 0,
        }
    }
}

/// Distances and durations between nodes, row-major, directed: entry `from * nodes + to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// How far.
    pub distance: Vec<i32>,
    /// How long; `None` where durations are the distances.
    pub duration: Option<Vec<i32>>,
    /// How long legs take by the hour of departure, each leg at most once; a leg without has its one
    /// duration. Gaps are priced with the one duration of each leg, routes are driven by the hour;
    /// what the hours add to it is paid by [`VehicleType::idle_price`].
    pub hours: Vec<LegHours>,
}

/// Vehicles that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VehicleType {
    /// How many stand ready on each of its days; each drives at most one route a day, of one trip
    /// or, with a reload rule, of several.
    pub count: u32,
    /// The days on which they may drive.
    pub days: DaySet,
    /// The node where a route begins.
    pub start: u32,
    /// The node where it ends.
    pub end: u32,
    /// The most on board on any leg.
    pub capacity: Load,
    /// The matrices it drives by: an index into [`ProblemParts::profiles`].
    pub profile: usize,
    /// The cost of a route, however short.
    pub fixed_price: i64,
    /// The cost of a unit of distance.
    pub distance_price: i64,
    /// The cost of a unit of travel time.
    pub duration_price: i64,
    /// The cost of a unit of other paid time: loading, service, waiting that no later departure
    /// avoids, unloading.
    pub idle_price: i64,
    /// The cost of a leg from a client of one region to a client of another: a price for routes
    /// that go through several, not for the way.
    pub crossing_price: i64,
    /// The longest route in distance, or [`FREE`].
    pub distance_max: i32,
    /// The longest route in time, travel, service and waiting, or [`FREE`].
    pub duration_max: i32,
    /// When a route may begin, and when it must have ended.
    pub shift: Window,
    /// Time at the start before a route leaves; part of the route.
    pub loading: i32,
    /// Time at the end after it is back; part of the route.
    pub unloading: i32,
    /// The rests that the driver must take; they are not paid.
    pub rest: Option<RestRule>,
    /// Where and how often it may reload on the way; `None` means a single trip.
    pub reload: Option<ReloadRule>,
}

impl VehicleType {
    /// Any number of alike vehicles of one depot, on every day, that cost their distance.
    pub const fn new(count: u32, depot: u32, capacity: Load) -> Self {
        Self {
            count,
            days: DaySet::MAX,
            start: depot,
            end: depot,
            capacity,
            profile: 0,
            fixed_price: 0,
            distance_price: 1,
            duration_price: 0,
            idle_price: 0,
            crossing_price: 0,
            distance_max: FREE,
            duration_max: FREE,
            shift: Window::ALWAYS,
            loading: 0,
            unloading: 0,
            rest: None,
            reload: None,
        }
    }
}

/// The parts of a problem, in the order of which solutions and faults speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemParts {
    /// Days, at most [`DAYS_MAX`].
    pub days: usize,
    /// Rows of every matrix; depots and clients are nodes.
    pub nodes: usize,
    /// The matrices.
    pub profiles: Vec<Profile>,
    /// Who wants to be visited.
    pub clients: Vec<Client>,
    /// Who drives; at most 64 types.
    pub vehicles: Vec<VehicleType>,
    /// What moves between clients, so that loads depend on the days of both ends.
    pub flows: Option<Flows>,
}
