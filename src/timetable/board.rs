//! What a changed week is judged by: places, vehicles on days, ways, prices of changes.

use std::collections::{BTreeMap, BTreeSet};

use super::day_costs::DayCosts;
use crate::index::{IndexVec, PlaceIdx, SquareMatrix, VehicleIdx};
use crate::vrp::{Load, SoftEnd, Step, VehicleType, Window};

/// The days of a week, Monday first.
pub const WEEK: usize = 7;

/// The road from one place to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// How far, metres.
    pub metres: i32,
    /// How long, seconds.
    pub seconds: i32,
}

/// How long ways take by the hour, from and to.
pub type WayHours = BTreeMap<(PlaceIdx, PlaceIdx), Vec<Step>>;

/// The roads of a week: days on which the same roads are open share a matrix.
#[derive(Clone, Debug)]
pub struct Roads {
    matrices: Vec<SquareMatrix<PlaceIdx, Way>>,
    /// Empty, or of each matrix.
    hours: Vec<WayHours>,
    of_day: [usize; WEEK],
}

impl Roads {
    /// Matrices, and which of them each day has, Monday first.
    ///
    /// # Panics
    ///
    /// Where a day names none of them.
    pub fn new(matrices: Vec<SquareMatrix<PlaceIdx, Way>>, of_day: [usize; WEEK]) -> Self {
        assert!(of_day.iter().all(|of| *of < matrices.len()), "a day names a matrix");
        Self { matrices, hours: Vec::new(), of_day }
    }

    /// The same roads with ways that take longer at some hours, for each of the matrices.
    ///
    /// # Panics
    ///
    /// Where there are not as many as matrices.
    #[must_use]
    pub fn by_hour(self, hours: Vec<WayHours>) -> Self {
        assert_eq!(hours.len(), self.matrices.len(), "one for each matrix");
        Self { hours, ..self }
    }

    /// The roads of a day.
    pub fn on(&self, day: usize) -> &SquareMatrix<PlaceIdx, Way> {
        &self.matrices[self.of_day[day]]
    }

    /// How long a way takes by the hour of a day; empty where it takes equally long at any hour.
    pub fn steps(&self, day: usize, from: PlaceIdx, to: PlaceIdx) -> &[Step] {
        let steps = self.hours.get(self.of_day[day]).and_then(|hours| hours.get(&(from, to)));
        steps.map_or(&[], Vec::as_slice)
    }
}

/// A place that wants visits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// The sets of days that it may have, Monday in the lowest bit; empty where nobody comes.
    pub patterns: Vec<u8>,
    /// Whether a trolley reaches it, so that it has days and no route.
    pub by_trolley: bool,
    /// Vehicles that may not come.
    pub barred: BTreeSet<VehicleIdx>,
    /// When service may begin, by day; empty is at any time.
    pub windows: [Vec<Window>; WEEK],
    /// From when in each of those windows being late costs.
    pub late: [Vec<SoftEnd>; WEEK],
    /// How long service takes, by day, seconds.
    pub service: [i32; WEEK],
    /// Crates and grams that a visit brings, by day.
    pub brings: [Load; WEEK],
    /// Crates and grams that a visit takes along, by day.
    pub takes: [Load; WEEK],
}

/// A vehicle on a day: room for one route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Monday is 0.
    pub day: usize,
    /// The vehicle.
    pub vehicle: VehicleIdx,
    /// Its limits and prices, the latter in thousandths of a cent.
    pub of: VehicleType,
}

/// What changes of a timetable cost, in thousandths of a cent (wijzigingsprijzen).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangePrices {
    /// A visit on another day.
    pub day: i64,
    /// Each day that it lies further from the day before the change.
    pub day_apart: i64,
    /// A visit on its day by another vehicle.
    pub vehicle: i64,
    /// A visit that changes its turn on its route.
    pub order: i64,
    /// By how many seconds service may begin earlier or later for nothing.
    pub band: i32,
    /// Each minute beyond that, begun minutes counted.
    pub minute: i64,
    /// A crate more or less at a visit, carried in or out.
    pub crate_more: i64,
}

/// All that stays the same while a timetable is changed.
#[derive(Clone, Debug)]
pub struct Board {
    /// The places of the province; those that nobody visits have no pattern.
    pub sites: IndexVec<PlaceIdx, Site>,
    /// Where routes begin and end.
    pub hub: PlaceIdx,
    /// The vehicles that can leave, by day and then by vehicle.
    pub slots: Vec<Slot>,
    /// The roads, by day.
    pub roads: Roads,
    /// What the days of places cost beside the routes.
    pub day_costs: DayCosts,
    /// What changes cost.
    pub prices: ChangePrices,
}

/// A visit of a timetable (staand bezoek).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The place.
    pub place: PlaceIdx,
    /// Monday is 0.
    pub day: usize,
    /// The vehicle; `None` is a trolley.
    pub vehicle: Option<VehicleIdx>,
    /// Its turn on the route, from 0.
    pub rank: usize,
    /// When service begins, seconds after midnight.
    pub start: i32,
    /// Crates carried in and out.
    pub crates: i32,
}
