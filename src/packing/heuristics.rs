//! Constructive heuristics for vector bin packing with two dimensions, and the choice among them.

use std::cmp::Reverse;

use super::brimful::brimful;
use super::load::{Load, Supply, pieces};

/// What makes an item or a piece come early.
#[derive(Clone, Copy, Debug)]
enum Size {
    Volume,
    Mass,
    LargerShare,
    BothShares,
}

const SIZES: [Size; 4] = [Size::LargerShare, Size::Volume, Size::Mass, Size::BothShares];

/// Which of the crates with room is taken.
#[derive(Clone, Copy, Debug)]
enum Choice {
    /// The first opened (first fit).
    First,
    /// The one with the least room left (best fit).
    Tightest,
}

const CHOICES: [Choice; 2] = [Choice::Tightest, Choice::First];

/// How far a parcel may be scattered.
#[derive(Clone, Copy, Debug)]
enum Splitting {
    /// Never: full crates of it, and a rest that stays together.
    Never,
    /// A rest is split when that saves a crate at once.
    ToSaveACrate,
    /// Item by item wherever there is room.
    Freely,
}

const SPLITTINGS: [Splitting; 3] = [Splitting::Never, Splitting::ToSaveACrate, Splitting::Freely];

/// Items times lots up to which the balanced filling, which looks at every lot for every item, is
/// tried: about a tenth of a second.
const BALANCED_STEPS_MAX: i64 = 5_000_000;

/// Crates up to which they are filled to the brim: about a tenth of a second.
const BRIMFUL_MAX: usize = 60;

/// The best packing that the heuristics find: least weight, then fewest pieces of parcels.
///
/// They run from the one that scatters parcels least, and stop when a packing weighs no more than
/// the target and has no avoidable piece, or at the end of a family whose best meets the target.
pub(super) fn best_loads(
    supply: Supply<'_>,
    target: usize,
    weight: &dyn Fn(&[Load]) -> usize,
) -> Vec<Load> {
    let mut best = Vec::new();
    let mut best_key = (usize::MAX, usize::MAX);
    let pieces_min = pieces_at_least(supply);
    for splitting in SPLITTINGS {
        for (size, choice) in SIZES.iter().flat_map(|&size| CHOICES.map(|choice| (size, choice))) {
            let loads = decreasing(supply, size, choice, splitting);
            let key = (weight(&loads), pieces(&loads));
            if key < best_key {
                (best_key, best) = (key, loads);
            }
            if best_key <= (target, pieces_min) {
                return best;
            }
        }
        if best_key.0 <= target {
            return best;
        }
    }
    let steps = supply.lots.iter().map(|lot| lot.items.0).sum::<i64>();
    let steps = steps.saturating_mul(i64::try_from(supply.lots.len()).unwrap_or(i64::MAX));
    if steps <= BALANCED_STEPS_MAX {
        keep_better(&mut best, balanced(supply), weight);
    }
    let is_asked = weight(&best) > target && best.len() <= BRIMFUL_MAX;
    if let Some(loads) = is_asked.then(|| brimful(supply, best.len())).flatten() {
        keep_better(&mut best, loads, weight);
    }
    best
}

/// Keeps the loads that weigh less, or as little in fewer pieces.
fn keep_better(best: &mut Vec<Load>, loads: Vec<Load>, weight: &dyn Fn(&[Load]) -> usize) {
    if (weight(&loads), pieces(&loads)) < (weight(best), pieces(best)) {
        *best = loads;
    }
}

/// The least number of pieces of parcels: each lot in as few crates as it needs alone.
fn pieces_at_least(supply: Supply<'_>) -> usize {
    let pieces: i64 =
        supply.lots.iter().map(|lot| (lot.items.0 - 1) / supply.limits.most_of(lot) + 1).sum();
    usize::try_from(pieces).expect("a count of pieces is not negative")
}

/// First or best fit decreasing over pieces of parcels or single items.
fn decreasing(supply: Supply<'_>, size: Size, choice: Choice, splitting: Splitting) -> Vec<Load> {
    let mut queue = match splitting {
        Splitting::Never | Splitting::ToSaveACrate => crate_sized_pieces(supply),
        Splitting::Freely => {
            supply.lots.iter().enumerate().map(|(position, lot)| (position, lot.items.0)).collect()
        }
    };
    queue.sort_by_key(|&(position, items)| {
        let together = match splitting {
            Splitting::Never | Splitting::ToSaveACrate => items,
            Splitting::Freely => 1,
        };
        (Reverse(size_of(supply, size, position) * i128::from(together)), position)
    });
    let mut loads: Vec<Load> = Vec::new();
    for (position, items) in queue {
        match splitting {
            Splitting::Never => place_together(supply, &mut loads, (position, items), choice),
            Splitting::ToSaveACrate => {
                if !spread(supply, &mut loads, (position, items), choice) {
                    place_together(supply, &mut loads, (position, items), choice);
                }
            }
            Splitting::Freely => place_apart(supply, &mut loads, (position, items), choice),
        }
    }
    loads
}

/// Every lot as crates full of it and one rest.
fn crate_sized_pieces(supply: Supply<'_>) -> Vec<(usize, i64)> {
    let mut queue = Vec::new();
    for (position, lot) in supply.lots.iter().enumerate() {
        let most = supply.limits.most_of(lot);
        let mut left = lot.items.0;
        while left > 0 {
            queue.push((position, left.min(most)));
            left -= left.min(most);
        }
    }
    queue
}

fn size_of(supply: Supply<'_>, size: Size, position: usize) -> i128 {
    let lot = &supply.lots[position];
    let (volume, mass) = (lot.millilitres_each.0, lot.grams_each.0);
    let limits = supply.limits;
    match size {
        Size::Volume => i128::from(volume),
        Size::Mass => i128::from(mass),
        Size::LargerShare => limits.share(volume, mass),
        Size::BothShares => both_shares(supply, volume, mass),
    }
}

fn both_shares(supply: Supply<'_>, volume: i64, mass: i64) -> i128 {
    i128::from(volume) * i128::from(supply.limits.mass.0)
        + i128::from(mass) * i128::from(supply.limits.volume.0)
}

/// The position of an open crate with room for so many items of a lot.
fn crate_for(
    supply: Supply<'_>,
    loads: &[Load],
    (position, items): (usize, i64),
    choice: Choice,
) -> Option<usize> {
    let lot = &supply.lots[position];
    let mut open =
        (0..loads.len()).filter(|&number| loads[number].room_for(lot, &supply.limits) >= items);
    match choice {
        Choice::First => open.next(),
        Choice::Tightest => open.max_by_key(|&number| {
            let load = &loads[number];
            (both_shares(supply, load.volume, load.mass), Reverse(number))
        }),
    }
}

fn place_together(
    supply: Supply<'_>,
    loads: &mut Vec<Load>,
    (position, items): (usize, i64),
    choice: Choice,
) {
    let number = crate_for(supply, loads, (position, items), choice).unwrap_or_else(|| {
        loads.push(Load::default());
        loads.len() - 1
    });
    loads[number].add(position, &supply.lots[position], items);
}

/// Splits a piece over the open crates when no one of them takes it but all together do.
///
/// Returns whether it did; else nothing has changed.
fn spread(
    supply: Supply<'_>,
    loads: &mut [Load],
    (position, items): (usize, i64),
    choice: Choice,
) -> bool {
    if crate_for(supply, loads, (position, items), choice).is_some() {
        return false;
    }
    let lot = &supply.lots[position];
    // Room for more than the piece never occurs here, so the sum cannot overflow.
    let rooms: Vec<i64> = loads.iter().map(|load| load.room_for(lot, &supply.limits)).collect();
    if rooms.iter().sum::<i64>() < items {
        return false;
    }
    let mut numbers: Vec<usize> = (0..loads.len()).collect();
    numbers.sort_by_key(|&number| (Reverse(rooms[number]), number));
    let mut left = items;
    for number in numbers {
        let taken = left.min(rooms[number]);
        if taken > 0 {
            loads[number].add(position, lot, taken);
            left -= taken;
        }
    }
    true
}

fn place_apart(
    supply: Supply<'_>,
    loads: &mut Vec<Load>,
    (position, items): (usize, i64),
    choice: Choice,
) {
    let lot = &supply.lots[position];
    let mut left = items;
    while left > 0 {
        let number = crate_for(supply, loads, (position, 1), choice).unwrap_or_else(|| {
            loads.push(Load::default());
            loads.len() - 1
        });
        let taken = left.min(loads[number].room_for(lot, &supply.limits));
        loads[number].add(position, lot, taken);
        left -= taken;
    }
}

/// Fills crate after crate with the item whose shares match the room left best.
///
/// The match is the dot product of shares and room: heavy items go where mass is left, bulky
/// items where volume is.
///
/// Reference: R. Panigrahy, K. Talwar, L. Uyeda and U. Wieder (2011), "Heuristics for vector bin
/// packing", Microsoft Research.
fn balanced(supply: Supply<'_>) -> Vec<Load> {
    let mut left: Vec<i64> = supply.lots.iter().map(|lot| lot.items.0).collect();
    let mut loads: Vec<Load> = Vec::new();
    while left.iter().any(|&items| items > 0) {
        let mut load = Load::default();
        while let Some(position) = best_match(supply, &load, &left) {
            load.add(position, &supply.lots[position], 1);
            left[position] -= 1;
        }
        loads.push(load);
    }
    loads
}

fn best_match(supply: Supply<'_>, load: &Load, left: &[i64]) -> Option<usize> {
    let limits = supply.limits;
    let scale = |volume: i64, mass: i64| {
        (
            i128::from(volume) * i128::from(limits.mass.0),
            i128::from(mass) * i128::from(limits.volume.0),
        )
    };
    let (room_volume, room_mass) = scale(limits.volume.0 - load.volume, limits.mass.0 - load.mass);
    (0..left.len())
        .filter(|&position| left[position] > 0)
        .filter(|&position| load.room_for(&supply.lots[position], &limits) > 0)
        .max_by_key(|&position| {
            let lot = &supply.lots[position];
            let (volume, mass) = scale(lot.millilitres_each.0, lot.grams_each.0);
            (volume * room_volume + mass * room_mass, Reverse(position))
        })
}
