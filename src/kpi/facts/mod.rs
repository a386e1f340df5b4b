//! The norms of what happened, from facts alone.
//!
//! The same norms as of a plan, but of a [`History`](crate::model::History): made means
//! confirmed, never planned. A period is a week, a quarter, a year; its ISO weeks are those whose
//! Thursday lies in it, so that quarters share them out.
//!
//! - Transport ([`TransportFacts`]): visits on record by place and ISO week against the norm; an
//!   excuse counts only as far as the place is open on fewer service days than the norm asks for.
//! - Collection ([`Share`]): the cohort are requests whose limit falls in the period, closed or
//!   still waiting; a request that lapsed or waits stays in the denominator.
//! - Loans: those of the province's stock of all that were counted.
//! - Lead time, pulls that failed, items that nobody collected.
//!
//! Each share comes whole, by organisation and by category, and the parts add up to the whole.
//! It knows no clock: a request that is open while its limit falls in the period is counted as
//! waiting, so that a period that is not over yet looks worse than it will be.
//!
//! ```
//! use leenroute::model::Period;
//!
//! let quarter = Period::quarter(2026, 4).expect("a quarter");
//! assert_eq!(quarter.weeks().count(), 14); // 2026-W40 to 2026-W53
//! ```

mod lead_time;
mod loans;
mod measured;
mod requests;
mod share;
mod visits;

pub use loans::rolling_loans;
pub use measured::{Facts, facts};
pub use requests::REQUEST_LIMIT_DAYS;
pub use share::Share;
pub use visits::{PlaceVisits, PlaceWeek, TransportFacts};

#[cfg(test)]
mod tests;
