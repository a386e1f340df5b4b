//! Several trips a day: a vehicle comes back to reload, and drives on.
//!
//! # Model
//!
//! A route stays one list of calls; a call may say that the vehicle reloads on its way there, so
//! a reload never stands first, last or beside another, and a trip without calls has none. All
//! deliveries of a trip are loaded when it begins, and its pickups are left when it ends. The
//! clock, the longest route and the price of a vehicle run on over all trips of a day.
//!
//! # Method
//!
//! Loads over the capacity are added up over the trips, in the caches of a route as in the price
//! of a gap (`TripLoads`, a monoid). A visit is priced in every gap beside its neighbours as it
//! stands, with a new reload before it, after it or both, and without the reload that was there.
//! Whoever takes calls out takes out the reloads between two trips that fit on board together.
//! An insertion mends the legs beside it and the caches of its route, in `O(calls)`. Reference:
//! D. Cattaruzza, N. Absi and D. Feillet (2016), "Vehicle routing problems with multiple trips",
//! 4OR 14(3):223-259, doi 10.1007/s10288-016-0306-2.
//!
//! # What it leaves out
//!
//! A choice of hubs for a vehicle type, a price of a reload beside its way and its time, release
//! times. Ways through the hub that are shorter than the straight ones are not looked for.

mod gaps;
mod loads;
mod moves;

pub(super) use gaps::Joint;
pub(super) use loads::RouteTrips;

use super::parts::{VehicleType, Window};
use super::segment::TimeSegment;

/// Where and how often a vehicle may reload (herladen).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReloadRule {
    /// The node where it unloads and loads.
    pub node: u32,
    /// The most trips a day, at least 1.
    pub trips_max: u32,
    /// How long a reload takes, unloading and loading together.
    pub duration: i32,
}

/// The most trips a day of a vehicle type.
pub(super) fn trips_max(vehicle: &VehicleType) -> u32 {
    vehicle.reload.map_or(1, |reload| reload.trips_max)
}

/// The rule of a vehicle that reloads.
#[cold]
pub(super) fn reload_of(vehicle: &VehicleType) -> ReloadRule {
    vehicle.reload.expect("only vehicles with a rule get reloads")
}

/// A reload in time, at any time.
pub(super) const fn time_of_reload(reload: ReloadRule) -> TimeSegment {
    TimeSegment::at(Window::ALWAYS, reload.duration)
}
