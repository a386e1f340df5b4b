//! What a stored plan may say, so that later arithmetic on it cannot overflow.
//!
//! A product of items and grams or millilitres stays below 1e15, and ten thousand of them fit.

use std::ops::RangeInclusive;

/// The longest file that is read; a week of Drenthe takes about three megabytes.
pub(super) const FILE_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// The most items or crates of one thing.
pub(super) const COUNT_MAX: i64 = 1_000_000;

/// The most seconds, metres, grams or millilitres of one thing.
pub(super) const MEASURE_MAX: i64 = 1_000_000_000;

/// The most cents of one term of cost.
pub(super) const CENTS_MAX: i64 = 1_000_000_000_000;

/// The years of weeks and dates.
pub(super) const YEARS: RangeInclusive<i32> = 1900..=2999;
