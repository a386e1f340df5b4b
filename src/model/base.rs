//! The base timetable: an ordinary week of a season.

use super::{ClockTime, ServiceDate, Weekday};
use crate::index::{DriverIdx, PlaceIdx, VehicleIdx};
use crate::units::{Crates, Grams, Seconds};

/// A visit of an ordinary week (vast bezoek).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BaseVisit {
    /// The place.
    pub place: PlaceIdx,
    /// The day.
    pub weekday: Weekday,
    /// Vehicle and driver; `None` is a trolley.
    pub by: Option<(VehicleIdx, DriverIdx)>,
    /// Its turn on the route, from 0.
    pub rank: usize,
    /// When service begins.
    pub start: ClockTime,
    /// By how much service began earlier or later in the weeks that the timetable was made from.
    pub slack: Seconds,
    /// How long service takes at most.
    pub service: Seconds,
    /// Crates that it brings at most, full and empty.
    pub brings: Crates,
    /// Their mass.
    pub brings_mass: Grams,
    /// Crates that it takes along at most, full and empty.
    pub takes: Crates,
    /// Their mass.
    pub takes_mass: Grams,
}

/// Who is visited on which days, when and by whom in an ordinary week (basisrooster).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseTimetable {
    /// The number of the version, from 1.
    pub version: u32,
    /// The first day on which it holds.
    pub valid_from: ServiceDate,
    /// The last day on which it holds.
    pub valid_until: ServiceDate,
    /// The visits, by day, then vehicle, then turn; those by trolley last.
    pub visits: Vec<BaseVisit>,
}
