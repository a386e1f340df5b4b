//! What is packed: lots of equal items; into what: limits; the result: fills.

use crate::index::ParcelIdx;
use crate::units::{Crates, Grams, Items, Millilitres};

/// What may be put into one crate (krat) or bag (zak).
///
/// The volume is what is left after the filling rate, the mass is the gross cap less the tare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CrateLimits {
    /// Usable volume, in millilitres.
    pub volume: Millilitres,
    /// Net mass, in grams.
    pub mass: Grams,
}

/// A parcel (zending) of equal items, which may be split over crates item by item.
///
/// A parcel of `whole_crates` exists as so many crates, which stay as they are: nothing is added
/// to them, and they are not weighed against the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lot {
    /// The parcel.
    pub parcel: ParcelIdx,
    /// How many items it has.
    pub items: Items,
    /// Mass of one item, in grams.
    pub grams_each: Grams,
    /// Volume of one item, in millilitres.
    pub millilitres_each: Millilitres,
    /// The number of crates of a whole-crate parcel (hele kratten), above zero; else `None`.
    pub whole_crates: Option<Crates>,
}

/// The net contents of one crate or bag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fill {
    /// Items of each parcel, in the order of the lots.
    pub contents: Vec<(ParcelIdx, Items)>,
    /// Net mass, in grams.
    pub grams: Grams,
    /// Net volume, in millilitres.
    pub millilitres: Millilitres,
}

impl CrateLimits {
    /// How many items of a lot fit into an empty crate, at most all of them.
    pub(super) fn most_of(&self, lot: &Lot) -> i64 {
        room_for(lot, self.volume.0, self.mass.0).min(lot.items.0)
    }

    /// The smaller of two limits, dimension by dimension.
    pub(super) fn within(&self, other: &Self) -> Self {
        Self { volume: self.volume.min(other.volume), mass: self.mass.min(other.mass) }
    }

    /// The larger of two shares of the limits, scaled by the product of the limits.
    pub(super) fn share(&self, volume: i64, mass: i64) -> i128 {
        (i128::from(volume) * i128::from(self.mass.0))
            .max(i128::from(mass) * i128::from(self.volume.0))
    }
}

impl Lot {
    /// Panics on a lot that no validated parcel can give.
    pub(super) fn assert_valid(&self) {
        assert!(self.items.0 >= 0, "a lot has a count of items");
        assert!(self.grams_each.0 >= 0, "an item has a mass");
        assert!(self.millilitres_each.0 >= 0, "an item has a volume");
        assert!(self.whole_crates.is_none_or(|whole| whole.0 > 0), "whole crates are some crates");
    }

    /// Whether no item of a divisible lot fits into a crate.
    pub(super) fn is_oversize(&self, limits: &CrateLimits) -> bool {
        self.whole_crates.is_none() && self.items.0 > 0 && limits.most_of(self) == 0
    }

    /// The same lot with another count of items.
    pub(super) fn with_items(&self, items: i64) -> Self {
        Self { items: Items(items), ..*self }
    }

    /// Items in the first `crates` crates of a whole-crate parcel: as even as whole items allow.
    pub(super) fn items_in_first(&self, crates: i64) -> i64 {
        let whole = self.whole_crates.map_or(1, |whole| whole.0);
        crates * (self.items.0 / whole) + crates.min(self.items.0 % whole)
    }
}

/// How many items of a lot fit into a room of so much volume and mass.
pub(super) fn room_for(lot: &Lot, volume: i64, mass: i64) -> i64 {
    // An item without size fits without end, so a dimension of size zero does not count.
    let by_volume = volume.checked_div(lot.millilitres_each.0).unwrap_or(i64::MAX);
    let by_mass = mass.checked_div(lot.grams_each.0).unwrap_or(i64::MAX);
    by_volume.min(by_mass).max(0)
}

/// The crates of the whole-crate parcels, in the order of the lots.
pub(super) fn whole_fills(lots: &[Lot]) -> Vec<Fill> {
    let mut fills = Vec::new();
    for lot in lots {
        let Some(whole) = lot.whole_crates else { continue };
        for crate_number in 0..whole.0 {
            let items = lot.items_in_first(crate_number + 1) - lot.items_in_first(crate_number);
            fills.push(Fill {
                contents: vec![(lot.parcel, Items(items))],
                grams: lot.grams_each * items,
                millilitres: lot.millilitres_each * items,
            });
        }
    }
    fills
}

/// The items that fit into no crate, in the order of the lots.
pub(super) fn oversize_of(lots: &[Lot], limits: &CrateLimits) -> Vec<(ParcelIdx, Items)> {
    lots.iter().filter(|lot| lot.is_oversize(limits)).map(|lot| (lot.parcel, lot.items)).collect()
}

/// The lots that must be packed item by item, and can be.
pub(super) fn divisible(lots: &[Lot], limits: &CrateLimits) -> Vec<Lot> {
    lots.iter()
        .filter(|lot| lot.whole_crates.is_none() && lot.items.0 > 0 && !lot.is_oversize(limits))
        .copied()
        .collect()
}
