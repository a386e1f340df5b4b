//! `record`: what really happened in a planned week, into the history of a data folder.
//!
//! Facts come from one file, typed from the returned sheets or exported. They are held against
//! the plan, which says what a confirmed visit carried, and against what is on record already:
//!
//! - a fact that is on record changes nothing and is counted as known;
//! - a fact that adds to blanks of one on record completes it;
//! - a fact that contradicts the record is a finding, and nothing is overwritten.
//!
//! From confirmed visits follow moves and closed requests ([`follow`]). They are derived from all
//! visits on record, old and new, and then compared with the moves on record, so that a week may
//! be recorded in any number of parts, in any order, and twice.
//! All findings come in one pass, and one error keeps everything out.
//!
//! It deliberately knows no clock, so that a fact of the future is taken as it is.
//!
//! Entry point: [`record()`].
//!
//! ```no_run
//! use leenroute::app::{RecordOrder, record};
//!
//! let order = RecordOrder {
//!     plan: "week-48".into(),
//!     facts: "facts.csv".into(),
//!     data: Some("drenthe".into()),
//! };
//! let recorded = record(&order)?;
//! println!("{} new, {} known", recorded.recorded, recorded.already_known);
//! # Ok::<(), leenroute::app::Error>(())
//! ```

mod follow;
mod items;
mod ledger;
mod promise;
mod use_case;
mod visits;

pub use use_case::{RecordOrder, Recorded, record};
