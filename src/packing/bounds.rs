//! Lower bounds on the number of crates.

use std::collections::BTreeMap;

use super::lot::{CrateLimits, Lot, divisible};
use crate::units::Crates;

/// Largest parameter of the rounding functions; sizes up to 1/20 of a crate gain from it.
const ROUNDINGS_MAX: i64 = 20;

/// Largest product of sizes and thresholds on which every rounding is tried.
const COMBINATIONS_MAX: usize = 2_500;

/// A number of crates below which no packing of the lots exists.
///
/// Whole crates, plus the largest of several bounds on the divisible lots, each taken by volume
/// and by mass: the total size (L1), Martello and Toth's L2, which counts the items that share a
/// crate with nothing as large as a threshold, and the rounding functions of Fekete and Schepers,
/// which see that of items just above a third of a crate only two go in. A bound in one dimension
/// holds in both. Items that fit into no crate are left out.
///
/// O(d^2) for d different sizes.
///
/// References: S. Martello and P. Toth (1990), "Lower bounds and reduction procedures for the bin
/// packing problem", Discrete Applied Mathematics 28, doi 10.1016/0166-218X(90)90094-S;
/// S. P. Fekete and J. Schepers (2001), "New classes of fast lower bounds for bin packing
/// problems", Mathematical Programming 91, doi 10.1007/s101070100243.
///
/// # Panics
///
/// When a lot has a negative count, mass or volume, or zero whole crates.
///
/// # Example
///
/// ```
/// use leenroute::index::ParcelIdx;
/// use leenroute::packing::{CrateLimits, Lot, crates_at_least};
/// use leenroute::units::{Crates, Grams, Items, Millilitres};
///
/// let limits = CrateLimits { volume: Millilitres(40_000), mass: Grams(13_100) };
/// let atlases = Lot {
///     parcel: ParcelIdx(0),
///     items: Items(7),
///     grams_each: Grams(4_500), // two a crate, although three crates would carry the mass
///     millilitres_each: Millilitres(5_000),
///     whole_crates: None,
/// };
/// assert_eq!(crates_at_least(&[atlases], &limits), Crates(4));
/// ```
pub fn crates_at_least(lots: &[Lot], limits: &CrateLimits) -> Crates {
    lots.iter().for_each(Lot::assert_valid);
    let whole: Crates = lots.iter().filter_map(|lot| lot.whole_crates).sum();
    whole + Crates(bins_at_least(&divisible(lots, limits), limits))
}

/// Least number of crates for lots that all fit and are all divisible.
pub(super) fn bins_at_least(lots: &[Lot], limits: &CrateLimits) -> i64 {
    let by_volume = Sizes::new(lots.iter().map(|lot| (lot.millilitres_each.0, lot.items.0)));
    let by_mass = Sizes::new(lots.iter().map(|lot| (lot.grams_each.0, lot.items.0)));
    let some_item = i64::from(!lots.is_empty());
    some_item.max(by_volume.at_least(limits.volume.0)).max(by_mass.at_least(limits.mass.0))
}

/// Least number of crates by the total volume and mass alone (L1): cheap, and what a packing of
/// small items nearly always meets.
pub(super) fn bins_by_total(lots: &[Lot], limits: &CrateLimits) -> i64 {
    let total = |each: fn(&Lot) -> i64| lots.iter().map(|lot| each(lot) * lot.items.0).sum::<i64>();
    let by_volume = ceil_div(total(|lot| lot.millilitres_each.0), limits.volume.0);
    let by_mass = ceil_div(total(|lot| lot.grams_each.0), limits.mass.0);
    i64::from(!lots.is_empty()).max(by_volume).max(by_mass)
}

/// Least number of full crates when one bag of the given limits may take a part of what needs at
/// least a number of bins.
pub(super) fn crates_beside_a_bag(
    lots: &[Lot],
    bins: i64,
    limits: &CrateLimits,
    bag: &CrateLimits,
) -> i64 {
    let total = |each: fn(&Lot) -> i64| lots.iter().map(|lot| each(lot) * lot.items.0).sum::<i64>();
    let volume = total(|lot| lot.millilitres_each.0) - bag.volume.0;
    let mass = total(|lot| lot.grams_each.0) - bag.mass.0;
    (bins - 1).max(ceil_div(volume, limits.volume.0)).max(ceil_div(mass, limits.mass.0)).max(0)
}

/// Sizes in one dimension with how often each occurs, ascending; sizes of zero are left out.
struct Sizes(Vec<(i64, i64)>);

impl Sizes {
    fn new(sizes: impl Iterator<Item = (i64, i64)>) -> Self {
        let mut counts = BTreeMap::new();
        for (size, count) in sizes.filter(|&(size, _)| size > 0) {
            *counts.entry(size).or_insert(0) += count;
        }
        Self(counts.into_iter().collect())
    }

    /// The largest of the bounds at one capacity, which no size exceeds.
    fn at_least(&self, capacity: i64) -> i64 {
        let mut thresholds = vec![0];
        thresholds.extend(self.0.iter().map(|&(size, _)| size).filter(|size| 2 * size <= capacity));
        let few = self.0.len() * thresholds.len() <= COMBINATIONS_MAX;
        let mut most = self.above_half(capacity);
        for threshold in thresholds {
            most = most.max(self.by_threshold(threshold, capacity));
            if few || threshold == 0 {
                let rounded = (1..=ROUNDINGS_MAX).map(|k| self.by_rounding(threshold, k, capacity));
                most = most.max(rounded.max().unwrap_or(0));
            }
        }
        most
    }

    /// No two items above half a crate share one.
    fn above_half(&self, capacity: i64) -> i64 {
        self.0.iter().filter(|&&(size, _)| 2 * size > capacity).map(|&(_, count)| count).sum()
    }

    /// Total size after rounding by the threshold (function U of Fekete and Schepers).
    fn by_threshold(&self, threshold: i64, capacity: i64) -> i64 {
        let total: i64 = self
            .0
            .iter()
            .map(|&(size, count)| count * past_threshold(size, threshold, capacity))
            .sum();
        ceil_div(total, capacity)
    }

    /// Total size after rounding by the threshold and to a k-th of the crate (their function u).
    fn by_rounding(&self, threshold: i64, k: i64, capacity: i64) -> i64 {
        let total: i64 = self
            .0
            .iter()
            .map(|&(size, count)| {
                let scaled = (k + 1) * past_threshold(size, threshold, capacity);
                let rounded = if scaled % capacity == 0 {
                    scaled / (k + 1) * k
                } else {
                    scaled / capacity * capacity
                };
                count * rounded
            })
            .sum();
        ceil_div(total, k * capacity)
    }
}

/// A size seen past a threshold: what leaves less room than it is a whole crate, what is below
/// it is nothing.
const fn past_threshold(size: i64, threshold: i64, capacity: i64) -> i64 {
    if size > capacity - threshold {
        capacity
    } else if size >= threshold {
        size
    } else {
        0
    }
}

/// Quotient rounded up; zero without a capacity, where only items without size are packed.
const fn ceil_div(numerator: i64, capacity: i64) -> i64 {
    if capacity <= 0 || numerator <= 0 { 0 } else { (numerator - 1) / capacity + 1 }
}
