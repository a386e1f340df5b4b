//! All norms of a period.

use super::share::Share;
use super::visits::TransportFacts;
use super::{lead_time, loans, requests, visits};
use crate::kpi::{LeadTime, Ratio};
use crate::model::{History, Period, Province};

/// The norms of what happened in a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// The period.
    pub period: Period,
    /// Two visits a week.
    pub transport: TransportFacts,
    /// Of the cohort, the copies filled inside the province in time.
    pub requests: Share,
    /// Of the copies asked for outside the own organisation, those filled inside the province.
    pub inter_organisation: Share,
    /// Loans from stock of the province, of all loans; `None` where none was counted.
    pub loans: Option<Share>,
    /// Copies of requests that readers took back in time; they are in no share.
    pub withdrawn: u64,
    /// Days from acceptance to arrival of items for which a reader waits.
    pub lead_time: LeadTime,
    /// Pull-list lines that found nothing, of all lines.
    pub pull_failures: Ratio,
    /// Delivered requests that nobody collected, of those of which it is known.
    pub not_collected: Ratio,
}

/// Measures the norms of what happened in a period, from facts alone.
/// O(facts log facts + weeks x places).
pub fn facts(province: &Province, history: &History, period: Period) -> Facts {
    let cohort = requests::requests(province, history, period);
    Facts {
        period,
        transport: visits::transport(province, history, period),
        requests: cohort.filled,
        inter_organisation: cohort.inter_organisation,
        loans: loans::loans(province, history, period),
        withdrawn: cohort.withdrawn,
        lead_time: lead_time::lead_time(history, period),
        pull_failures: requests::pull_failures(history, period),
        not_collected: requests::not_collected(history, period),
    }
}
