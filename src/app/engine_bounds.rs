//! What the other engines prove of a plan, in one frame with the bound of its days and routes.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::Error;
use crate::index::ParcelIdx;
use crate::model::{CrateFill, Plan, Province};
use crate::packing::{CrateLimits, Lot, crates_at_least};
use crate::store::{CertificateClaim, read_certificate_claim};
use crate::units::Items;

/// An engine that bounds a part of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BoundedEngine {
    /// Who supplies what, under the timetable for which it was chosen, in cents.
    Suppliers,
    /// Crates and bags packed, visit by visit, with what each carries as the plan has it.
    Crates,
}

impl BoundedEngine {
    /// The word of `--json`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Suppliers => "suppliers",
            Self::Crates => "crates",
        }
    }

    /// The unit of its numbers, as a word of `--json`.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Suppliers => "cents",
            Self::Crates => "crates_and_bags",
        }
    }
}

/// What an engine proves of its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EngineBound {
    /// The engine.
    pub engine: BoundedEngine,
    /// What no answer undercuts.
    pub lower: i64,
    /// What the plan has.
    pub upper: i64,
}

impl EngineBound {
    /// Whether nothing better exists.
    pub const fn is_optimal(&self) -> bool {
        self.lower >= self.upper
    }
}

/// The bounds of a plan folder: the suppliers where they have a proof, and the crates.
pub(super) fn engine_bounds(
    folder: &Path,
    province: &Province,
    plan: &Plan,
) -> Result<Vec<EngineBound>, Error> {
    let suppliers = read_certificate_claim(folder)?.map(suppliers);
    Ok(suppliers.into_iter().chain([crates(province, plan)]).collect())
}

/// Whole cents, both rounded alike: a preference below half a cent in all stands behind them.
fn suppliers(claim: CertificateClaim) -> EngineBound {
    let cents = |scaled: i64| scaled.div_euclid(claim.scale.max(1));
    EngineBound {
        engine: BoundedEngine::Suppliers,
        lower: cents(claim.bound),
        upper: cents(claim.cost),
    }
}

/// A bag holds no more than a crate, so that as many of both are needed as crates alone would be.
fn crates(province: &Province, plan: &Plan) -> EngineBound {
    let settings = province.settings();
    let (crate_type, bag) = (&settings.crate_type, &settings.bag);
    let limits = CrateLimits {
        volume: crate_type.net_volume().max(bag.volume),
        mass: crate_type.net_mass().max(bag.mass),
    };
    let mut sum = EngineBound { engine: BoundedEngine::Crates, lower: 0, upper: 0 };
    for visit in &plan.visits {
        let brought: Vec<&CrateFill> =
            visit.delivery.crates.iter().chain(&visit.delivery.bag).collect();
        for fills in [brought, visit.pickup.crates.iter().collect()] {
            let packed = i64::try_from(fills.len()).expect("a visit has few crates");
            let at_least = crates_at_least(&lots(plan, &fills), &limits).0;
            sum.upper += packed;
            sum.lower += at_least.min(packed);
        }
    }
    sum
}

/// What crates and bags hold together, as lots of parcels.
fn lots(plan: &Plan, fills: &[&CrateFill]) -> Vec<Lot> {
    let mut items: BTreeMap<ParcelIdx, Items> = BTreeMap::new();
    for (parcel, some) in fills.iter().flat_map(|fill| &fill.contents) {
        *items.entry(*parcel).or_default() += *some;
    }
    let lot = |(index, items): (ParcelIdx, Items)| {
        let parcel = &plan.parcels[index];
        // Of a parcel in crates of its own that is here in part, nothing is certain but its size.
        let whole_crates = parcel.whole_crates.filter(|_| items == parcel.items);
        Lot {
            parcel: index,
            items,
            grams_each: parcel.grams_each,
            millilitres_each: parcel.millilitres_each,
            whole_crates,
        }
    };
    items.into_iter().map(lot).collect()
}
