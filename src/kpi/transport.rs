//! The transport norm: visits per place and ISO week.

use crate::index::{IndexVec, PlaceIdx};
use crate::model::{Excuse, Plan, Province};

/// The visits of a week against the norm (transportnorm).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransportNorm {
    /// Visits of served places that the plan makes.
    pub visits: u64,
    /// Visits that the norm asks for.
    pub required: u64,
    /// Visits of the norm that fall away with a reason on record.
    pub excused: Vec<Excuse>,
    /// Whether no visit is missing.
    pub met: bool,
    /// Visits that are missing without an excuse, in place order.
    pub missing: Vec<(PlaceIdx, u8)>,
}

/// Measures the transport norm. O(places + visits).
///
/// It holds for places at which readers collect items; visits beyond the norm at one place never
/// make up for a missing one at another. The referee has proven the excuses.
pub fn transport(province: &Province, plan: &Plan) -> TransportNorm {
    let places = province.places();
    let mut made: IndexVec<PlaceIdx, u64> = IndexVec::filled(0, places.len());
    for visit in &plan.visits {
        made[visit.place] += 1;
    }
    let served = |place: PlaceIdx| places[place].kind.is_served() && places[place].is_visited();
    let of_served = plan.excuses.iter().filter(|excuse| served(excuse.place));
    let excused: Vec<Excuse> = of_served.cloned().collect();
    let mut norm =
        TransportNorm { visits: 0, required: 0, excused, met: true, missing: Vec::new() };
    for place in places.indices().filter(|place| served(*place)) {
        let required = places[place].visits_per_week;
        let of_place = norm.excused.iter().filter(|excuse| excuse.place == place);
        let excused: u64 = of_place.map(|excuse| u64::from(excuse.visits)).sum();
        norm.visits += made[place];
        norm.required += u64::from(required);
        let missing = u64::from(required).saturating_sub(made[place] + excused);
        if let Ok(missing) = u8::try_from(missing)
            && missing > 0
        {
            norm.missing.push((place, missing));
        }
    }
    norm.met = norm.missing.is_empty();
    norm
}
