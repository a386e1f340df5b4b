//! What stays behind when a vehicle cannot take all.

use super::bounds::crates_at_least;
use super::filling::pack;
use super::lot::{CrateLimits, Lot};
use crate::units::{Crates, Grams, Millilitres};

/// A lot with its priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The lot.
    pub lot: Lot,
    /// Priority: 0 goes first, the highest number stays behind first.
    pub rank: u8,
}

/// What goes and what stays behind, by rank and then in the order of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeaveBehind {
    /// What goes: [`pack`] needs no more crates for it than were offered.
    pub kept: Vec<Lot>,
    /// What stays behind; together with `kept` it is the input, item for item.
    pub left: Vec<Lot>,
}

/// Chooses what goes in a number of crates: lowest rank number first, then input order.
///
/// A lot that does not fit as a whole is split item by item, a whole-crate parcel crate by crate.
/// Lots of a worse rank still use room that is too small for what was refused. Guaranteed:
///
/// - `pack(kept)` needs at most `crates` crates and has no oversize items;
/// - when all goes in, only oversize items stay behind;
/// - an item that stays behind is never as small as, or smaller than (in volume and in mass), an
///   item that goes of a worse rank, or of the same rank and later in the input; a whole crate
///   likewise, which is larger than any item.
///
/// Not guaranteed is the largest number of kept items, which would be a knapsack over heuristics:
/// every candidate is tested by [`pack`], which may fail to find a packing that exists. One
/// call of [`pack`] a lot, and one for each halving of a lot that is split.
///
/// # Panics
///
/// When a lot has a negative count, mass or volume, or zero whole crates.
///
/// # Example
///
/// ```
/// use leenroute::index::ParcelIdx;
/// use leenroute::packing::{CrateLimits, Lot, Ranked, leave_behind};
/// use leenroute::units::{Crates, Grams, Items, Millilitres};
///
/// let limits = CrateLimits { volume: Millilitres(40_000), mass: Grams(13_100) };
/// let books = |parcel, rank| Ranked {
///     lot: Lot {
///         parcel: ParcelIdx(parcel),
///         items: Items(40),
///         grams_each: Grams(430),
///         millilitres_each: Millilitres(1_050),
///         whole_crates: None,
///     },
///     rank,
/// };
/// // Acquisitions give way to requests: sixty books fit into two crates.
/// let answer = leave_behind(&[books(0, 2), books(1, 0)], Crates(2), &limits);
/// assert_eq!(answer.kept[0].parcel, ParcelIdx(1));
/// assert_eq!((answer.left[0].parcel, answer.left[0].items), (ParcelIdx(0), Items(20)));
/// ```
pub fn leave_behind(
    lots_by_priority: &[Ranked],
    crates: Crates,
    limits: &CrateLimits,
) -> LeaveBehind {
    let mut ranked: Vec<Ranked> = lots_by_priority.to_vec();
    ranked.sort_by_key(|candidate| candidate.rank);
    let (oversize, fitting): (Vec<Lot>, Vec<Lot>) = ranked
        .iter()
        .inspect(|candidate| candidate.lot.assert_valid())
        .map(|candidate| candidate.lot)
        .partition(|lot| lot.is_oversize(limits));
    if goes_in(&fitting, crates, limits) {
        return LeaveBehind { kept: fitting, left: oversize };
    }
    let mut loading = Loading { crates, limits, kept: Vec::new(), refused: Vec::new() };
    let mut left = Vec::new();
    for lot in ranked.iter().map(|candidate| candidate.lot) {
        left.extend(loading.offer(lot));
    }
    LeaveBehind { kept: loading.kept, left }
}

fn goes_in(lots: &[Lot], crates: Crates, limits: &CrateLimits) -> bool {
    // The bound is cheap and most refusals are clear.
    crates_at_least(lots, limits) <= crates
        && i64::try_from(pack(lots, limits).crates.len()).is_ok_and(|packed| packed <= crates.0)
}

/// The size of one thing that was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refused {
    WholeCrate,
    Item { volume: Millilitres, mass: Grams },
}

/// The crates as they are offered one lot after the other.
struct Loading<'a> {
    crates: Crates,
    limits: &'a CrateLimits,
    kept: Vec<Lot>,
    refused: Vec<Refused>,
}

impl Loading<'_> {
    /// Keeps as much of a lot as goes in beside what is kept, and returns the rest.
    fn offer(&mut self, lot: Lot) -> Option<Lot> {
        if lot.is_oversize(self.limits) {
            return Some(lot);
        }
        let count = lot.whole_crates.map_or(lot.items.0, |whole| whole.0);
        // A heuristic may take a thing where it refused a smaller one; priority must not hang on
        // that, so what is as large as something refused is refused unseen.
        let taken = if self.is_ruled_out(&lot) { 0 } else { self.most_beside(&lot, count) };
        if taken > 0 || count == 0 {
            self.kept.push(first_part(&lot, taken));
        }
        if taken == count {
            return None;
        }
        self.refused.push(match lot.whole_crates {
            Some(_) => Refused::WholeCrate,
            None => Refused::Item { volume: lot.millilitres_each, mass: lot.grams_each },
        });
        Some(last_part(&lot, taken))
    }

    fn is_ruled_out(&self, lot: &Lot) -> bool {
        self.refused.iter().any(|refused| match refused {
            Refused::WholeCrate => lot.whole_crates.is_some(),
            Refused::Item { volume, mass } => {
                lot.whole_crates.is_some()
                    || (lot.millilitres_each >= *volume && lot.grams_each >= *mass)
            }
        })
    }

    /// The largest part of a lot that a search by halves finds to go in.
    fn most_beside(&mut self, lot: &Lot, count: i64) -> i64 {
        let (mut fits, mut fails) = (0, count + 1);
        let mut probe = count;
        while fails - fits > 1 {
            self.kept.push(first_part(lot, probe));
            if goes_in(&self.kept, self.crates, self.limits) {
                fits = probe;
            } else {
                fails = probe;
            }
            self.kept.pop();
            probe = i64::midpoint(fits, fails);
        }
        fits
    }
}

/// The first so many items, or crates of a whole-crate parcel.
fn first_part(lot: &Lot, count: i64) -> Lot {
    match lot.whole_crates {
        Some(_) => {
            Lot { whole_crates: Some(Crates(count)), ..lot.with_items(lot.items_in_first(count)) }
        }
        None => lot.with_items(count),
    }
}

/// What the first part leaves.
fn last_part(lot: &Lot, count: i64) -> Lot {
    match lot.whole_crates {
        Some(whole) => Lot {
            whole_crates: Some(Crates(whole.0 - count)),
            ..lot.with_items(lot.items.0 - lot.items_in_first(count))
        },
        None => lot.with_items(lot.items.0 - count),
    }
}
