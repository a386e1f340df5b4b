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
    /// Items that arrive later than the following week, or that stay behind; of facts, those that
    /// left and are not confirmed to have arrived.
    pub later: u64,
}

impl LeadTime {
    /// Adds items that took so many days; a date before acceptance counts as the same day.
    pub(super) fn add(&mut self, days: i64, items: u64) {
        let days = usize::try_from(days).unwrap_or(0);
        if self.items_by_days.len() <= days {
            self.items_by_days.resize(days + 1, 0);
        }
        self.items_by_days[days] += items;
    }

    /// The same with the mean of its items.
    pub(super) fn with_mean(mut self) -> Self {
        let items: u64 = self.items_by_days.iter().sum();
        let by_days = self.items_by_days.iter().enumerate();
        let days: u64 = by_days.map(|(days, items)| days as u64 * items).sum();
        self.mean_days = (items > 0).then(|| days as f64 / items as f64);
        self
    }
}

/// Measures the lead time of awaited items of parcels. O(parcels).
///
/// A copy of the pick-up place itself is no parcel and does not count; an awaited return of a
/// reader has no date and does not either.
pub fn lead_time(plan: &Plan) -> LeadTime {
    let left_behind = left_behind(plan);
    let mut measured = LeadTime::default();
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
        measured.add(parcel.accepted.days_until(arrives), moved);
    }
    measured.with_mean()
}
