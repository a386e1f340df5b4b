//! The lead time of items that arrived.

use crate::kpi::LeadTime;
use crate::kpi::fulfilment::copies;
use crate::model::{History, ItemMove, Period};

/// Days from acceptance to arrival of awaited items that arrived in the period; `later` counts
/// those that left in it and are not confirmed to have arrived.
pub(super) fn lead_time(history: &History, period: Period) -> LeadTime {
    let mut measured = LeadTime::default();
    history.moves().iter().for_each(|moved| measured.add_move(moved, period));
    measured.with_mean()
}

impl LeadTime {
    /// Adds a move, if a reader waits for it and it arrived in the period, or left in it and is not
    /// confirmed to have arrived.
    pub(in crate::kpi) fn add_move(&mut self, moved: &ItemMove, period: Period) {
        if !moved.kind.is_awaited() {
            return;
        }
        let items = copies(moved.items);
        match moved.received {
            Some(received) if period.contains(received) => {
                self.add(moved.accepted.days_until(received), items);
            }
            None if period.contains(moved.sent) => self.later += items,
            Some(_) | None => {}
        }
    }
}
