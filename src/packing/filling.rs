//! Parcels into crates, and bags into mixed crates.

use std::cmp::Reverse;

use super::bounds::{bins_at_least, bins_by_total, crates_beside_a_bag};
use super::heuristics::best_loads;
use super::load::{Load, Supply};
use super::lot::{CrateLimits, Fill, Lot, divisible, oversize_of, whole_fills};
use crate::index::{Index as _, ParcelIdx};
use crate::units::{Crates, Grams, Items, Millilitres};

/// Parcels in crates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packing {
    /// The crates: whole crates first, then the others from the fullest to the least filled.
    pub crates: Vec<Fill>,
    /// No packing has fewer crates; equal to their number, it proves that they are fewest.
    pub lower_bound: Crates,
    /// Items that fit into no crate, which are in none.
    pub oversize: Vec<(ParcelIdx, Items)>,
}

/// The crates and the bag of one destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The crates: whole crates first, then the others from the fullest to the least filled.
    pub crates: Vec<Fill>,
    /// The bag (zak) that takes the place of the last crate.
    pub bag: Option<Fill>,
    /// No packing with at most one bag has fewer crates, the bag not counted.
    pub lower_bound: Crates,
    /// Items that fit into no crate, which are in none.
    pub oversize: Vec<(ParcelIdx, Items)>,
}

/// The two sizes of a bag (zak) for one destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BagSize {
    /// Its mass, in grams.
    pub grams: Grams,
    /// Its volume, in millilitres.
    pub millilitres: Millilitres,
}

/// Packs parcels into as few crates as the heuristics find, and keeps each parcel together where
/// that costs no crate.
///
/// For unsorted crates from a branch to the hub, and for crates of one destination. First and
/// best fit decreasing in four orders, with parcels kept whole, split to save a crate, or split
/// freely, then balanced filling, then crates filled to the brim; the first that meets
/// [`crates_at_least`](super::crates_at_least) is proven least. O(lots x crates) for each of the 24
/// runs, O(crates x capacity) for the brim. The order of equal candidates is the order of the lots.
///
/// Reference: A. Caprara and P. Toth (2001), "Lower bounds and algorithms for the 2-dimensional
/// vector packing problem", Discrete Applied Mathematics 111, doi 10.1016/S0166-218X(00)00267-5.
///
/// # Panics
///
/// When a lot has a negative count, mass or volume, or zero whole crates.
///
/// # Example
///
/// ```
/// use leenroute::index::ParcelIdx;
/// use leenroute::packing::{CrateLimits, Lot, pack};
/// use leenroute::units::{Crates, Grams, Items, Millilitres};
///
/// let limits = CrateLimits { volume: Millilitres(40_000), mass: Grams(13_100) };
/// let requests = Lot {
///     parcel: ParcelIdx(0),
///     items: Items(50),
///     grams_each: Grams(430), // thirty a crate
///     millilitres_each: Millilitres(1_050),
///     whole_crates: None,
/// };
/// let packing = pack(&[requests], &limits);
/// assert_eq!(packing.crates.len(), 2);
/// assert_eq!(packing.lower_bound, Crates(2)); // proven least
/// ```
pub fn pack(lots: &[Lot], limits: &CrateLimits) -> Packing {
    lots.iter().for_each(Lot::assert_valid);
    let loose = divisible(lots, limits);
    let supply = Supply { lots: &loose, limits: *limits };
    let total = bins_by_total(&loose, limits);
    let target = usize::try_from(total).expect("a bound is not negative");
    let mut loads = best_loads(supply, target, &|loads| loads.len());
    // A packing that meets the cheap bound needs no sharper one.
    let bins = if loads.len() == target { total } else { bins_at_least(&loose, limits) };
    let whole: Crates = lots.iter().filter_map(|lot| lot.whole_crates).sum();
    let lower_bound = whole + Crates(bins);
    fullest_first(&mut loads, limits);
    let mut crates = whole_fills(lots);
    crates.extend(loads.iter().map(|load| load.to_fill(&loose)));
    Packing { crates, lower_bound, oversize: oversize_of(lots, limits) }
}

/// Packs the parcels of one destination; the least filled crate becomes a bag when it can.
///
/// A destination whose whole delivery fits into a bag gets only the bag. Whole-crate parcels stay
/// crates. The bag's limits are cut to the crate's, since a bag rides in a crate. Items move out
/// of the least filled crate into room elsewhere when that makes it fit into a bag.
///
/// # Panics
///
/// When a lot has a negative count, mass or volume, or zero whole crates.
pub fn pack_destination(lots: &[Lot], limits: &CrateLimits, bag: &CrateLimits) -> Destination {
    lots.iter().for_each(Lot::assert_valid);
    let bag = bag.within(limits);
    let loose = divisible(lots, limits);
    let supply = Supply { lots: &loose, limits: *limits };
    let beside = |bins: i64| crates_beside_a_bag(&loose, bins, limits, &bag);
    let total = bins_by_total(&loose, limits);
    let target = usize::try_from((2 * total - 1).max(2 * beside(total))).unwrap_or(0);
    // A crate weighs two and a bag one: a crate less counts more than a bag less.
    let weight =
        |loads: &[Load]| 2 * loads.len() - usize::from(loads.iter().any(|load| load.fits(&bag)));
    let mut loads = best_loads(supply, target, &weight);
    let bins = if weight(&loads) == target { total } else { bins_at_least(&loose, limits) };
    fullest_first(&mut loads, limits);
    if !loads.iter().any(|load| load.fits(&bag)) {
        squeeze_last(supply, &mut loads, &bag);
    }
    let bagged = loads.iter().rposition(|load| load.fits(&bag));
    let bag_fill = bagged.map(|number| loads.remove(number).to_fill(&loose));
    fullest_first(&mut loads, limits);
    let mut crates = whole_fills(lots);
    crates.extend(loads.iter().map(|load| load.to_fill(&loose)));
    let whole: Crates = lots.iter().filter_map(|lot| lot.whole_crates).sum();
    Destination {
        crates,
        bag: bag_fill,
        lower_bound: whole + Crates(beside(bins)),
        oversize: oversize_of(lots, limits),
    }
}

/// Puts the bags of one route's destinations into mixed crates, which ride along the whole route.
///
/// Returns the positions of the bags in each crate, ascending. At least [`crates_at_least`](super::crates_at_least) of
/// the bags as lots of one item are needed. A bag above the limits gets a crate of its own, after
/// the others: a destination is never left out.
///
/// # Panics
///
/// When a size is negative.
///
/// # Example
///
/// ```
/// use leenroute::packing::{BagSize, CrateLimits, pack_bags};
/// use leenroute::units::{Grams, Millilitres};
///
/// let limits = CrateLimits { volume: Millilitres(40_000), mass: Grams(13_100) };
/// let bag = |grams, millilitres| BagSize {
///     grams: Grams(grams),
///     millilitres: Millilitres(millilitres),
/// };
/// let bags = [bag(6_000, 14_000), bag(8_000, 19_000), bag(5_000, 12_000)];
/// assert_eq!(pack_bags(&bags, &limits), [vec![1, 2], vec![0]]);
/// ```
pub fn pack_bags(bags: &[BagSize], limits: &CrateLimits) -> Vec<Vec<usize>> {
    let lots: Vec<Lot> = bags
        .iter()
        .enumerate()
        .map(|(position, bag)| Lot {
            parcel: ParcelIdx::at(position),
            items: Items(1),
            grams_each: bag.grams,
            millilitres_each: bag.millilitres,
            whole_crates: None,
        })
        .collect();
    let packing = pack(&lots, limits);
    let mut mixed: Vec<Vec<usize>> = packing
        .crates
        .iter()
        .map(|fill| fill.contents.iter().map(|&(parcel, _)| parcel.position()).collect())
        .collect();
    mixed.extend(packing.oversize.iter().map(|&(parcel, _)| vec![parcel.position()]));
    mixed
}

fn fullest_first(loads: &mut [Load], limits: &CrateLimits) {
    loads.sort_by_key(|load| Reverse(load.share(limits)));
}

/// Moves items out of the last crate into the others until it fits into a bag; undone if it
/// never does.
fn squeeze_last(supply: Supply<'_>, loads: &mut [Load], bag: &CrateLimits) {
    let Some((last, others)) = loads.split_last() else { return };
    let (mut last, mut others) = (last.clone(), others.to_vec());
    let mut contents = last.contents.clone();
    contents.sort_by_key(|&(position, _)| {
        let lot = &supply.lots[position];
        (Reverse(supply.limits.share(lot.millilitres_each.0, lot.grams_each.0)), position)
    });
    for (position, items) in contents {
        let lot = &supply.lots[position];
        let mut left = items;
        for other in &mut others {
            while left > 0 && !last.fits(bag) && other.room_for(lot, &supply.limits) > 0 {
                other.add(position, lot, 1);
                last.add(position, lot, -1);
                left -= 1;
            }
        }
    }
    if last.fits(bag) {
        others.push(last);
        loads.clone_from_slice(&others);
    }
}
