//! A crate while it is being filled.

use super::lot::{CrateLimits, Fill, Lot, room_for};
use crate::units::{Grams, Items, Millilitres};

/// The lots to pack, all divisible and all fitting, and the limits of every crate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Supply<'a> {
    pub(super) lots: &'a [Lot],
    pub(super) limits: CrateLimits,
}

/// Items in one open crate, by position of their lot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Load {
    pub(super) contents: Vec<(usize, i64)>,
    pub(super) volume: i64,
    pub(super) mass: i64,
}

impl Load {
    /// How many more items of a lot fit.
    pub(super) fn room_for(&self, lot: &Lot, limits: &CrateLimits) -> i64 {
        room_for(lot, limits.volume.0 - self.volume, limits.mass.0 - self.mass)
    }

    /// Adds (or with a negative count takes out) items of the lot at a position.
    pub(super) fn add(&mut self, position: usize, lot: &Lot, items: i64) {
        match self.contents.iter_mut().find(|(held, _)| *held == position) {
            Some((_, count)) => *count += items,
            None => self.contents.push((position, items)),
        }
        self.contents.retain(|&(_, count)| count > 0);
        self.volume += lot.millilitres_each.0 * items;
        self.mass += lot.grams_each.0 * items;
    }

    /// Whether the contents would also fit into a bag.
    pub(super) fn fits(&self, bag: &CrateLimits) -> bool {
        self.volume <= bag.volume.0 && self.mass <= bag.mass.0
    }

    pub(super) fn share(&self, limits: &CrateLimits) -> i128 {
        limits.share(self.volume, self.mass)
    }

    pub(super) fn to_fill(&self, lots: &[Lot]) -> Fill {
        let mut contents = self.contents.clone();
        contents.sort_unstable();
        Fill {
            contents: contents
                .into_iter()
                .map(|(position, items)| (lots[position].parcel, Items(items)))
                .collect(),
            grams: Grams(self.mass),
            millilitres: Millilitres(self.volume),
        }
    }
}

/// Pieces of parcels over all crates: the fewer, the more parcels lie together.
pub(super) fn pieces(loads: &[Load]) -> usize {
    loads.iter().map(|load| load.contents.len()).sum()
}
