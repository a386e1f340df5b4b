//! The lead time of what readers wait for.

use super::fulfilment::{copies, left_behind};
use crate::model::Plan;

/// Days from acceptance to arrival, of items for which a reader waits (levertijd).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeadTime {
    /// The mean over items that arrive in this week or the following; `None` where none does.
    pub mean_days: Option<f64>,
    /// Items by days: the entry at 3 counts those that take three days.
    pub items_by_days: Vec<u64>,
    /// Items that arrive later than the following week, or that stay behind.
    pub later: u64,
}

/// Measures the lead time of awaited items of parcels. O(parcels).
///
/// A copy of the pick-up place itself is no parcel and does not count; an awaited return of a
/// reader has no date and does not either.
pub fn lead_time(plan: &Plan) -> LeadTime {
    let left_behind = left_behind(plan);
    let mut measured = LeadTime::default();
    let mut days_of_items = 0_u64;
    for (index, parcel) in plan.parcels.iter_indexed() {
        if !parcel.kind.is_awaited() {
            continue;
        }
        measured.later += copies(left_behind[index]);
        let moved = copies(parcel.items - left_behind[index]);
        let Some(arrives) = parcel.arrives else {
            measured.later += moved;
            continue;
        };
        let days = usize::try_from(parcel.accepted.days_until(arrives)).unwrap_or(0);
        if measured.items_by_days.len() <= days {
            measured.items_by_days.resize(days + 1, 0);
        }
        measured.items_by_days[days] += moved;
        days_of_items += moved * days as u64;
    }
    let items: u64 = measured.items_by_days.iter().sum();
    measured.mean_days = (items > 0).then(|| days_of_items as f64 / items as f64);
    measured
}
