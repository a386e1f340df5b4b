//! Crates filled to the brim, one after the other, where other packings have one too many.
//!
//! Of what is left the largest item goes first, and with it items large and small that together
//! fill most of the scarcer dimension: which these are, a table of all sums tells. Library items
//! are small beside a crate, so that nearly every crate comes out full to the gram, and the number
//! of crates is that of the total.
//!
//! Reference: J. N. D. Gupta and J. C. Ho (1999), "A new heuristic algorithm for the
//! one-dimensional bin-packing problem", Production Planning & Control 10(6):598-603, doi
//! 10.1080/095372899232894.

use std::cmp::Reverse;

use super::load::{Load, Supply};

/// Items that are looked at for a crate: their sums are many enough.
const ITEMS_MAX: usize = 80;
/// The largest capacity, so that a table of all sums has room.
const CAPACITY_MAX: i64 = 200_000;
/// No choice of items has the sum.
const NEVER: i64 = -1;

/// An item in both dimensions.
#[derive(Clone, Copy, Debug)]
struct Item {
    lot: usize,
    /// In the dimension of which crates are short.
    scarce: i64,
    other: i64,
}

/// Loads of so many crates at most; `None` where it needs more, or crates are too large.
///
/// `O(crates x capacity)`, the capacity in grams or millilitres.
pub(super) fn brimful(supply: Supply<'_>, crates_max: usize) -> Option<Vec<Load>> {
    let total = |each: &dyn Fn(usize) -> i64| -> i128 {
        let lots = supply.lots.iter().enumerate();
        lots.map(|(lot, of)| i128::from(each(lot)) * i128::from(of.items.0)).sum()
    };
    let (volume, mass) = (supply.limits.volume.0, supply.limits.mass.0);
    let by_volume = total(&|lot| supply.lots[lot].millilitres_each.0) * i128::from(mass);
    let by_mass = total(&|lot| supply.lots[lot].grams_each.0) * i128::from(volume);
    let is_bulky = by_volume > by_mass;
    let room = if is_bulky { (volume, mass) } else { (mass, volume) };
    let items: i64 = supply.lots.iter().map(|lot| lot.items.0).sum();
    let taken_max = i64::try_from(crates_max.saturating_mul(ITEMS_MAX)).unwrap_or(i64::MAX);
    if items > taken_max || room.0 > CAPACITY_MAX {
        return None;
    }
    let item = |lot: usize| {
        let of = &supply.lots[lot];
        let (volume, mass) = (of.millilitres_each.0, of.grams_each.0);
        let (scarce, other) = if is_bulky { (volume, mass) } else { (mass, volume) };
        Item { lot, scarce, other }
    };
    let mut left: Vec<Item> = (supply.lots.iter().enumerate())
        .flat_map(|(lot, of)| (0..of.items.0).map(move |_| lot))
        .map(item)
        .collect();
    left.sort_by_key(|item| (Reverse((item.scarce, item.other)), item.lot));
    let mut loads = Vec::new();
    while !left.is_empty() {
        if loads.len() == crates_max {
            return None;
        }
        let mut load = Load::default();
        let places = spread(left.len());
        let items: Vec<Item> = places.iter().map(|at| left[*at]).collect();
        // From the last on, so that places stay as they are.
        for at in filled(&items, room).into_iter().rev() {
            let item = left.remove(places[at]);
            load.add(item.lot, &supply.lots[item.lot], 1);
        }
        loads.push(load);
    }
    Some(loads)
}

/// Places from the first on, evenly spread over so many.
fn spread(count: usize) -> Vec<usize> {
    let taken = count.min(ITEMS_MAX);
    (0..taken).map(|at| at * count / taken).collect()
}

/// The places of the first item and of those that fill a crate most with it, rising; of fillings
/// that are as full, one that takes much of the other dimension, too, and leaves less of it.
fn filled(items: &[Item], (scarce_room, other_room): (i64, i64)) -> Vec<usize> {
    let Some((first, others)) = items.split_first() else { return Vec::new() };
    let sums = usize::try_from(scarce_room - first.scarce).unwrap_or(0) + 1;
    // By sum, the most of the other dimension; and by item and sum, whether it is in that choice.
    let mut most = vec![NEVER; sums];
    let mut is_in = vec![false; sums * others.len()];
    most[0] = first.other;
    for (item, is_in) in others.iter().zip(is_in.chunks_mut(sums)) {
        let size = usize::try_from(item.scarce).unwrap_or(usize::MAX);
        for sum in (size..sums).rev() {
            let with = most[sum - size] + item.other;
            if most[sum - size] != NEVER && with <= other_room && with > most[sum] {
                (most[sum], is_in[sum]) = (with, true);
            }
        }
    }
    let mut sum = (0..sums).rev().find(|sum| most[*sum] != NEVER).unwrap_or(0);
    let mut places = vec![0];
    for (place, (item, is_in)) in others.iter().zip(is_in.chunks(sums)).enumerate().rev() {
        if is_in[sum] {
            places.push(place + 1);
            sum -= usize::try_from(item.scarce).unwrap_or(0);
        }
    }
    places.sort_unstable();
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::ParcelIdx;
    use crate::packing::{CrateLimits, Lot};
    use crate::random::{RngExt as _, Seed};
    use crate::units::{Grams, Items, Millilitres};

    const CRATE: CrateLimits = CrateLimits { volume: Millilitres(40_000), mass: Grams(13_100) };

    /// Items that together fill so many crates to the gram, of little volume.
    fn cut(crates: usize) -> Vec<Lot> {
        let mut draw = Seed(3).stream("brimful", crates as u64);
        let mut lots = Vec::new();
        for _ in 0..crates {
            let mut left = CRATE.mass.0;
            while left > 0 {
                let grams = draw.random_range(150..=900).min(left);
                let parcel = ParcelIdx(u32::try_from(lots.len()).expect("few lots"));
                lots.push(Lot {
                    parcel,
                    items: Items(1),
                    grams_each: Grams(grams),
                    millilitres_each: Millilitres(2 * grams),
                    whole_crates: None,
                });
                left -= grams;
            }
        }
        lots
    }

    #[test]
    fn crates_that_are_cut_to_the_gram_are_filled_to_the_gram() {
        for crates in 1..=12 {
            let lots = cut(crates);
            let supply = Supply { lots: &lots, limits: CRATE };
            let loads = brimful(supply, crates).expect("as many as were cut");
            assert_eq!(loads.len(), crates);
            assert!(loads.iter().all(|load| load.mass == CRATE.mass.0));
            assert!(crates == 1 || brimful(supply, crates - 1).is_none());
        }
    }

    #[test]
    fn the_other_dimension_is_kept() {
        // Three of these fill the mass, and two the volume.
        let lots = [Lot {
            parcel: ParcelIdx(0),
            items: Items(7),
            grams_each: Grams(4_300),
            millilitres_each: Millilitres(20_000),
            whole_crates: None,
        }];
        let loads = brimful(Supply { lots: &lots, limits: CRATE }, 4).expect("four crates");
        assert_eq!(loads.iter().map(|load| load.volume).max(), Some(40_000));
    }
}
