//! A share with its parts.

use std::collections::BTreeMap;

use crate::index::{IndexVec, OrganisationIdx, PlaceIdx};
use crate::kpi::Ratio;
use crate::model::{Category, Province};

/// A share, whole and in parts that add up to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// All of it.
    pub whole: Ratio,
    /// By the organisation of the place that the reader uses.
    pub by_organisation: IndexVec<OrganisationIdx, Ratio>,
    /// By the class of the title; classes without anything are left out.
    pub by_category: BTreeMap<Category, Ratio>,
}

impl Share {
    pub(super) fn nothing(province: &Province) -> Self {
        Self {
            whole: Ratio::default(),
            by_organisation: IndexVec::filled(Ratio::default(), province.organisations().len()),
            by_category: BTreeMap::new(),
        }
    }

    /// Adds what happened at a place to the whole and to both its parts.
    pub(super) fn add(
        &mut self,
        province: &Province,
        (place, category): (PlaceIdx, Category),
        (met, asked): (u64, u64),
    ) {
        let organisation = province.places()[place].organisation;
        self.whole.add(met, asked);
        self.by_organisation[organisation].add(met, asked);
        self.by_category.entry(category).or_default().add(met, asked);
    }
}
