//! Requests filled inside the province, as they ended.

use std::collections::BTreeSet;

use super::share::Share;
use crate::kpi::Ratio;
use crate::kpi::fulfilment::copies;
use crate::model::{ClosedRequest, History, Period, Province, RequestOutcome, ServiceDate};

/// Days from placing a request to the last day on which a copy counts, where the data do not say.
pub const REQUEST_LIMIT_DAYS: i64 = 42;

/// What became of the requests of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Requests {
    /// Of the cohort, the copies filled inside the province in time.
    pub(super) filled: Share,
    /// The same of those that left the own organisation.
    pub(super) inter_organisation: Share,
    /// Copies that readers took back in time; they are in no share.
    pub(super) withdrawn: u64,
}

/// The cohort whose limit falls in the period. O(requests log requests).
pub(super) fn requests(province: &Province, history: &History, period: Period) -> Requests {
    let nothing = Share::nothing(province);
    let mut measured =
        Requests { filled: nothing.clone(), inter_organisation: nothing, withdrawn: 0 };
    for request in history.requests() {
        if period.contains(limit(request)) {
            measured.add(province, request);
        }
    }
    let closed: BTreeSet<&str> =
        history.requests().iter().map(|request| &*request.number).collect();
    let waiting = province
        .requests()
        .iter()
        .filter(|request| period.contains(request.limit) && !closed.contains(&*request.number));
    for request in waiting {
        let of = (request.pickup, province.titles()[request.title].category);
        let asked = copies(request.quantity);
        measured.filled.add(province, of, (0, asked));
        measured.inter_organisation.add(province, of, (0, asked));
    }
    measured
}

impl Requests {
    fn add(&mut self, province: &Province, request: &ClosedRequest) {
        let in_time = request.closed <= limit(request);
        let (filled, asked) = (copies(request.items), copies(request.asked));
        if request.outcome == RequestOutcome::Withdrawn && in_time {
            self.withdrawn += asked;
            return;
        }
        let of = (request.pickup, request.category);
        let met = if in_time && request.outcome.is_in_province() { filled.min(asked) } else { 0 };
        self.filled.add(province, of, (met, asked));
        if request.outcome != RequestOutcome::OwnOrganisation {
            self.inter_organisation.add(province, of, (met, asked));
        }
    }
}

fn limit(request: &ClosedRequest) -> ServiceDate {
    request.limit.unwrap_or_else(|| request.placed.plus_days(REQUEST_LIMIT_DAYS))
}

/// Of the pull-list lines of requests that ended in the period, those that found nothing.
pub(super) fn pull_failures(history: &History, period: Period) -> Ratio {
    let mut ratio = Ratio::default();
    for request in history.requests().iter().filter(|request| period.contains(request.closed)) {
        let failed = u64::from(request.pulls_failed);
        let found = u64::from(request.outcome.is_in_province());
        ratio.add(failed, failed + found);
    }
    ratio
}

/// Of the requests that were delivered in the period and of which it is known, those that nobody
/// collected.
pub(super) fn not_collected(history: &History, period: Period) -> Ratio {
    let mut ratio = Ratio::default();
    for request in history.requests().iter().filter(|request| period.contains(request.closed)) {
        if let Some(collected) = request.collected
            && request.outcome.is_delivered()
        {
            ratio.add(u64::from(!collected), 1);
        }
    }
    ratio
}
