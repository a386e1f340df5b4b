//! What happened (historie): facts about visits, items, loans and requests, beside the province.
//!
//! Plans are promises and accounts are made of facts, so a [`History`] is a value of its own: no
//! plan is in it, and planning needs nothing of it but a sum of loans ([`LoanSums`]).
//! A visit is a fact only when somebody confirmed it; what nobody confirmed is not there.
//!
//! Invariants: every list is in date order, and in one total order, so that the same facts give
//! the same history whatever their order was; a place and a date have one visit on record; a
//! request is closed once; a place, a date, a title or category and an origin have one count of
//! loans; and of a move `accepted <= sent <= received`.
//! `ingest` holds them row by row with findings, [`History::new`] sorts.
//!
//! Loans are many, 2.6 million a year in Drenthe, so that [`LoanCounts`] keeps a row in 16 bytes.
//!
//! It deliberately knows no member, no norm and no percentage: `kpi` reads it.
//!
//! Entry points: [`History::new`], [`LoanCounts::from_rows`], [`LoanCounts::sums`], [`Period`].
//!
//! ```
//! use leenroute::index::{OrganisationIdx, PlaceIdx};
//! use leenroute::model::{Category, Lent, LoanCount, LoanCounts, LoanOrigin};
//!
//! let date = "2026-11-23".parse().expect("a date");
//! let novels = LoanCount {
//!     date,
//!     place: PlaceIdx(0),
//!     lent: Lent::Category(Category::Novel),
//!     origin: LoanOrigin::Own,
//!     loans: 40,
//!     returns: 38,
//! };
//! let loans = LoanCounts::from_rows([novels]);
//! let sums = loans.sums(|_| OrganisationIdx(0));
//! assert_eq!(loans.iter().next(), Some(novels));
//! assert_eq!(sums.iter().map(|(_, loans)| loans).sum::<u64>(), 40);
//! ```

mod closed_request;
mod item_move;
mod loan_counts;
mod period;
mod visit_made;
mod whole;

pub use closed_request::{ClosedRequest, FailedPull, RequestOutcome};
pub use item_move::ItemMove;
pub use loan_counts::{Lent, LoanCount, LoanCounts, LoanGroup, LoanOrigin, LoanSums};
pub use period::{Period, ReportSpan};
pub use visit_made::{VisitMade, VisitStatus};
pub use whole::History;
