//! The limits of what is read of an instance.

use std::ops::RangeInclusive;

/// Bytes of a file.
pub(super) const BYTES_MAX: u64 = 64 << 20;

/// Nodes of a file with coordinates: the largest published sets that a table of distances in
/// memory can serve.
pub(super) const NODES: RangeInclusive<i64> = 1..=10_001;

/// Nodes of a file that spells out its distances.
pub(super) const TABLE_NODES_MAX: i64 = 4_000;

/// Days, or depots.
pub(super) const DAYS: RangeInclusive<i64> = 1..=32;

/// Kinds of vehicles.
pub(super) const FLEETS_MAX: usize = 64;

/// Vehicles.
pub(super) const VEHICLES: RangeInclusive<i64> = 1..=100_000;

/// How often a vehicle reloads on a tour.
pub(super) const RELOADS: RangeInclusive<i64> = 0..=1_000_000;

/// A coordinate.
pub(super) const COORDINATE: RangeInclusive<f64> = -1e6..=1e6;

/// A distance, a duration, a time, a limit.
pub(super) const LENGTH: RangeInclusive<f64> = 0.0..=1e8;

/// A price or a prize.
pub(super) const PRICE: RangeInclusive<f64> = 0.0..=1e9;

/// What a customer wants.
pub(super) const LOAD: RangeInclusive<i64> = 0..=100_000_000;

/// What all customers want together, so that sums of loads stay exact in a search.
pub(super) const LOAD_SUM_MAX: i64 = 500_000_000;

/// What a vehicle takes.
pub(super) const CAPACITY: RangeInclusive<i64> = 0..=1_000_000_000_000;

/// The number of a node, a job or a vehicle.
pub(super) const NUMBER: RangeInclusive<i64> = 0..=i64::MAX;
