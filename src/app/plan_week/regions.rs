//! Regions of places (regio: Noord, Midden, Zuid), which routes rather do not mix.
//!
//! It is a preference: it counts in the choice of a timetable and in no cost of a plan.

use std::collections::BTreeSet;

use crate::index::{IndexVec, PlaceIdx};
use crate::model::{Plan, Province, Route};
use crate::units::Cents;

/// The region of each place, numbered from 1 in the order of their names; 0 is none.
pub(super) fn numbered(province: &Province) -> IndexVec<PlaceIdx, u32> {
    let names: BTreeSet<&str> =
        province.places().iter().filter_map(|place| place.region.as_deref()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let number = |name: &str| {
        let at = names.binary_search(&name).expect("all names were collected");
        u32::try_from(at + 1).expect("fewer regions than places")
    };
    province.places().iter().map(|place| place.region.as_deref().map_or(0, number)).collect()
}

/// What the legs of a plan from one region into another count. `O(visits)`.
pub(in crate::app) fn crossing_cost(province: &Province, plan: &Plan) -> Cents {
    let region = |visit| province.places()[plan.visits[visit].place].region.as_deref();
    let crossings = |route: &Route| {
        let legs = route.visits.windows(2).map(|leg| (region(leg[0]), region(leg[1])));
        legs.filter(|(from, to)| from.is_some() && to.is_some() && from != to).count()
    };
    let crossings: usize = plan.routes.iter().map(crossings).sum();
    province.settings().changes.region * i64::try_from(crossings).expect("few visits")
}
