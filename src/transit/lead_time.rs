//! The lead-time matrix of one morning: what `matching` needs of a timetable.

use super::Timetable;
use crate::index::{IndexVec, PlaceIdx, SquareMatrix};
use crate::model::{Province, ServiceDate};

/// Days from one morning's pull list to the receiver's shelf, for all pairs (levertijden).
#[derive(Clone, Debug)]
pub struct LeadTimes {
    /// Days from lender to pick-up place; `None` where no visit of the horizon makes it.
    pub days: SquareMatrix<PlaceIdx, Option<u16>>,
    /// The day on which a lender's pulls of this morning leave.
    pub leaves: IndexVec<PlaceIdx, Option<ServiceDate>>,
}

impl LeadTimes {
    /// The lead times of what is pulled on one morning. O(places^2 log visits).
    pub fn on(province: &Province, timetable: &Timetable, morning: ServiceDate) -> Self {
        let hub = province.hub();
        let days_between = |from, to| {
            let movement = timetable.movement(from, to, morning)?;
            u16::try_from(morning.days_until(movement.arrives)).ok()
        };
        let leaves = |place| timetable.movement(place, hub, morning).map(|way| way.leaves);
        Self {
            days: SquareMatrix::from_fn(province.places().len(), days_between),
            leaves: province.places().indices().map(leaves).collect(),
        }
    }
}
