//! Why a plan is as it is: prices of other days, room that is left, limits that bind.

use super::{ServiceDate, WeekdaySet};
use crate::index::{PlaceIdx, VehicleIdx, VisitIdx};
use crate::units::{Cents, Crates, Grams, Seconds};

/// A limit that a visit may run into, with its unit (grens).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlanLimit {
    /// The crates that the vehicle takes, in crates.
    VehicleCrates,
    /// Its payload, in grams.
    VehicleMass,
    /// The closing of a place, in seconds.
    Closing,
    /// The rest that the driver must take, in seconds.
    Rest,
    /// The vehicle's longest route in distance, in metres.
    RouteDistance,
    /// The vehicle's longest route in time, or the driver's longest day, in seconds.
    RouteTime,
    /// The end of the vehicle's shift, in seconds.
    ShiftEnd,
    /// The empty crates at the place before its first pickup, in crates.
    EmptyCrates,
}

impl PlanLimit {
    /// All limits with the word that documents use.
    pub const WORDS: [(Self, &'static str); 8] = [
        (Self::VehicleCrates, "vehicle_crates"),
        (Self::VehicleMass, "vehicle_grams"),
        (Self::Closing, "closing_seconds"),
        (Self::Rest, "rest_seconds"),
        (Self::RouteDistance, "route_metres"),
        (Self::RouteTime, "route_seconds"),
        (Self::ShiftEnd, "shift_end_seconds"),
        (Self::EmptyCrates, "empty_crates"),
    ];

    /// The word that documents use, with the unit in it.
    pub fn word(self) -> &'static str {
        super::words::word_of(&Self::WORDS, &self)
    }
}

/// A limit, where it holds, and an amount by which it is exceeded, raised or not yet reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The limit.
    pub limit: PlanLimit,
    /// The amount, in the unit of the limit.
    pub amount: i64,
    /// The place whose closing or empty crates it is, or at which it shows; `None` for what shows
    /// when the vehicle is back.
    pub place: Option<PlaceIdx>,
    /// The vehicle; `None` for the trolley.
    pub vehicle: Option<VehicleIdx>,
    /// The date; `None` where no visit has to do with it.
    pub date: Option<ServiceDate>,
}

/// What other visit days of a place would cost (bezoekpatroon).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatternPrice {
    /// The days.
    pub days: WeekdaySet,
    /// The rise in routes and lead time, below zero if it would be cheaper; `None` where the visits
    /// fit on no route.
    pub rise: Option<Cents>,
    /// The first limit that the visits would exceed where they come nearest to fitting; `None`
    /// also where no vehicle may come.
    pub exceeded: Option<Bound>,
}

/// How much a visit could grow (speling).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitSlack {
    /// The visit.
    pub visit: VisitIdx,
    /// Crates that the vehicle could bring more; `None` for a trolley.
    pub brings: Option<Crates>,
    /// Crates that it could take more.
    pub takes: Option<Crates>,
    /// What it could bring more, in mass.
    pub brings_mass: Option<Grams>,
    /// What it could take more, in mass.
    pub takes_mass: Option<Grams>,
    /// How much longer service could last; `None` where nothing limits it.
    pub service: Option<Seconds>,
    /// The limit with the smallest share left, and how much of it.
    pub binding: Option<Bound>,
}

/// A vehicle tried on a day for a visit that nobody makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitTrial {
    /// The day.
    pub date: ServiceDate,
    /// The vehicle whose route comes nearest, among those that are alike; `None` is the trolley.
    pub vehicle: Option<VehicleIdx>,
    /// The first limit that the visit would exceed; `None` if it fits by what the routes reckon
    /// with.
    pub exceeded: Option<Bound>,
    /// The rise in the cost of the route.
    pub rise: Cents,
}

/// One change with which a visit would fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixChange {
    /// Nothing: it fits on this route as things are.
    Nothing,
    /// Raise a limit by an amount.
    Raise(Bound),
    /// One more vehicle like this one, with a driver.
    Vehicle(VehicleIdx),
}

/// One change with which a visit would fit, and what follows (oplossing).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitFix {
    /// The change.
    pub change: FixChange,
    /// The day of the visit.
    pub date: ServiceDate,
    /// The vehicle; `None` for the trolley, and for one more vehicle.
    pub vehicle: Option<VehicleIdx>,
    /// After how many visits of its route.
    pub rank: usize,
    /// The rise in the cost of the route.
    pub rise: Cents,
}

/// Why a place is visited as it is (waarom).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceReasons {
    /// The place.
    pub place: PlaceIdx,
    /// The days on which it is visited.
    pub days: WeekdaySet,
    /// Each of its patterns, from Monday.
    pub alternatives: Vec<PatternPrice>,
    /// Its visits, by date.
    pub visits: Vec<VisitSlack>,
    /// Visits that nobody makes, without an excuse.
    pub missing: usize,
    /// What was tried for them, by date and vehicle.
    pub trials: Vec<VisitTrial>,
    /// Changes that make one of them fit, the smallest share of its limit first.
    pub fixes: Vec<VisitFix>,
}
