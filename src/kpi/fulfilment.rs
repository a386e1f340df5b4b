//! The collection norm: requests filled inside the province.

use std::collections::BTreeMap;

use super::Ratio;
use crate::index::{IndexVec, OrganisationIdx, ParcelIdx, PlaceIdx, RequestIdx};
use crate::model::{
    NormDefinition, ParcelOrigin, Plan, Province, Request, Settings, Source, Supply, Unserved,
    Weekday,
};
use crate::units::Items;

/// The readings of the collection norm (percentage collectie binnen provincie).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fulfilment {
    /// Of the cohort, the copies filled inside the province within their limits.
    pub requests: Ratio,
    /// Of the copies asked for outside the own organisation, those filled inside the province.
    pub inter_organisation: Ratio,
    /// Loans from stock of the province, of all loans; `None` without history.
    pub loans: Option<Ratio>,
    /// [`requests`](Self::requests) by the organisation of the pick-up place.
    pub by_organisation: IndexVec<OrganisationIdx, Ratio>,
}

impl Fulfilment {
    /// The reading that the settings declare the norm; `None` where it is not known.
    pub const fn declared(&self, settings: &Settings) -> Option<Ratio> {
        match settings.norm {
            NormDefinition::Requests => Some(self.requests),
            NormDefinition::Loans => self.loans,
            NormDefinition::InterOrganisation => Some(self.inter_organisation),
        }
    }

    /// Whether the declared reading reaches its norm; what is not known does not.
    pub fn norm_is_met(&self, settings: &Settings) -> bool {
        self.declared(settings).is_some_and(|ratio| ratio.reaches(settings.norm_permille))
    }
}

/// What one supply means for the norm.
struct Outcome {
    /// Copies asked for.
    asked: u64,
    /// Copies that count as filled inside the province.
    filled: u64,
    /// Whether the pick-up place's own organisation fills it, or would have.
    own_organisation: bool,
}

/// Measures the collection norm as the plan promises it. O(parcels log parcels).
///
/// A copy from a shelf elsewhere counts if it arrives within the limit; a copy of the pick-up
/// place itself and an awaited copy of the province count; what comes from outside or from
/// nowhere does not. The referee has proven the arrivals.
pub fn fulfilment(province: &Province, plan: &Plan) -> Fulfilment {
    let mut arriving = arriving_in_time(province, plan);
    let mut measured = Fulfilment {
        requests: Ratio::default(),
        inter_organisation: Ratio::default(),
        loans: None,
        by_organisation: IndexVec::filled(Ratio::default(), province.organisations().len()),
    };
    let last = province.settings().service_days.iter().last().unwrap_or(Weekday::Sun);
    let (monday, last_day) = (plan.week.date(Weekday::Mon), plan.week.date(last));
    for supply in &plan.supplies {
        let request = &province.requests()[supply.request];
        if request.placed > last_day || request.limit < monday {
            continue;
        }
        let asked = copies(supply.quantity);
        let left = match supply.source {
            Source::Shelf(lender) => arriving.get_mut(&(supply.request, lender)),
            _ => None,
        };
        let outcome = outcome(province, request, (supply, asked), left);
        measured.requests.add(outcome.filled, outcome.asked);
        let organisation = province.places()[request.pickup].organisation;
        measured.by_organisation[organisation].add(outcome.filled, outcome.asked);
        if !outcome.own_organisation {
            measured.inter_organisation.add(outcome.filled, outcome.asked);
        }
    }
    measured
}

fn outcome(
    province: &Province,
    request: &Request,
    (supply, asked): (&Supply, u64),
    arriving: Option<&mut u64>,
) -> Outcome {
    let organisation = |place: PlaceIdx| province.places()[place].organisation;
    let own = organisation(request.pickup);
    match supply.source {
        Source::Shelf(lender) if lender == request.pickup => {
            Outcome { asked, filled: asked, own_organisation: true }
        }
        Source::Shelf(lender) => {
            let filled = arriving.map_or(0, |left| {
                let taken = asked.min(*left);
                *left -= taken;
                taken
            });
            Outcome { asked, filled, own_organisation: organisation(lender) == own }
        }
        Source::Returning => {
            let mut lots = province.holdings().of(supply.title(request)).iter();
            let out = lots.any(|lot| organisation(lot.place) == own && lot.copies > lot.on_shelf);
            Outcome { asked, filled: asked, own_organisation: out }
        }
        Source::Outside | Source::Unfilled => Outcome { asked, filled: 0, own_organisation: false },
    }
}

/// The copies of each request that each lender brings within the limit; what stays behind is not
/// among them.
fn arriving_in_time(province: &Province, plan: &Plan) -> BTreeMap<(RequestIdx, PlaceIdx), u64> {
    let left_behind = left_behind(plan);
    let mut arriving = BTreeMap::new();
    for (index, parcel) in plan.parcels.iter_indexed() {
        let ParcelOrigin::Request(request) = parcel.origin else { continue };
        let limit = province.requests()[request].limit;
        if parcel.arrives.is_some_and(|date| date <= limit) {
            let brought = copies(parcel.items - left_behind[index]);
            *arriving.entry((request, parcel.from)).or_default() += brought;
        }
    }
    arriving
}

/// The items of each parcel that the plan leaves behind.
pub(super) fn left_behind(plan: &Plan) -> IndexVec<ParcelIdx, Items> {
    let mut left = IndexVec::filled(Items::ZERO, plan.parcels.len());
    for unserved in &plan.unserved {
        if let Unserved::Parcel { parcel, items, .. } = unserved {
            left[*parcel] += *items;
        }
    }
    left
}

/// A count of copies; a plan that the referee passed has none below zero.
pub(super) fn copies(items: Items) -> u64 {
    u64::try_from(items.0).unwrap_or(0)
}
