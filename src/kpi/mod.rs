//! The norms, measured in one place: what 95 % counts, what two visits a week count.
//!
//! # Model
//!
//! The transport norm ([`transport()`]) asks for `visits_per_week` visits of each served place in
//! an ISO week, or an excuse on record.
//! The collection norm ([`fulfilment()`]) asks for a share of requests filled inside the province.
//! Its cohort in a week plan is every request placed by the last service day of the week, counted
//! in copies. A request that waits past its limit, goes outside or stays unfilled is in the
//! denominator only: waiting is never a way to meet the norm. The numbers of a plan are expected
//! numbers: what the plan promises, not what happened.
//! The lead time ([`lead_time()`]) is of items for which a reader waits, from acceptance to arrival.
//! What happened is measured from a history alone ([`facts()`]), by the same definitions: made
//! means confirmed, never planned. Of it a plan shows the share of loans ([`rolling_loans`]).
//! Every share is a [`Ratio`] with both counts; a share of nothing has no percentage.
//! `docs/algorithms/kpi.md` states each definition.
//!
//! # What it deliberately does not do
//!
//! It proves no excuse and no arrival: that is the referee's work, and a plan comes here after it.
//! It judges no threshold: which of
//! the definitions is the norm, and how many per cent, is a setting.
//!
//! What libraries pay each other and outsiders, and the themes of the collection meeting, are
//! accounts of the same history: [`Traffic`], [`SettlementBook`], [`ledger()`],
//! [`collection_figures`].
//!
//! Entry points: [`transport()`], [`fulfilment()`], [`lead_time()`], [`facts()`], [`ledger()`].
//!
//! ```
//! use leenroute::kpi::Ratio;
//!
//! let ratio = Ratio { numerator: 19, denominator: 20 };
//! assert_eq!(ratio.percent(), Some(95.0));
//! assert_eq!(Ratio::default().percent(), None);
//! ```

mod accounts;
mod facts;
mod fulfilment;
mod lead_time;
mod ratio;
mod transport;

pub use accounts::{
    CategoryFigures, CollectionFigures, KINDS, Ledger, LedgerLine, LedgerSource, LedgerTotal,
    LibrarySpread, MunicipalitySpread, NearestLibrary, Owners, PlaceTraffic, SPREAD_WITHIN,
    Settlement, SettlementBook, SettlementLine, SpreadWays, Traffic, collection_figures, ledger,
    libraries, library_spread,
};
pub use facts::{
    Facts, PlaceVisits, PlaceWeek, REQUEST_LIMIT_DAYS, Share, TransportFacts, facts, rolling_loans,
};
pub use fulfilment::{Fulfilment, fulfilment};
pub use lead_time::{LeadTime, lead_time};
pub use ratio::Ratio;
pub use transport::{TransportNorm, transport};

#[cfg(test)]
mod tests;
