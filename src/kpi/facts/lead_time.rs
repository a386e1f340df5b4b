//! The lead time of items that arrived.

use crate::kpi::LeadTime;
use crate::kpi::fulfilment::copies;
use crate::model::{History, Period};

/// Days from acceptance to arrival of awaited items that arrived in the period; `later` counts
/// those that left in it and are not confirmed to have arrived.
pub(super) fn lead_time(history: &History, period: Period) -> LeadTime {
    let mut measured = LeadTime::default();
    for moved in history.moves().iter().filter(|moved| moved.kind.is_awaited()) {
        let items = copies(moved.items);
        match moved.received {
            Some(received) if period.contains(received) => {
                measured.add(moved.accepted.days_until(received), items);
            }
            None if period.contains(moved.sent) => measured.later += items,
            Some(_) | None => {}
        }
    }
    measured.with_mean()
}
