//! Does a solution of a public instance hold, and what does it cost?
//!
//! # Model
//!
//! The referee takes the instance as its file says it and the tours, nothing else. It adds up
//! distances in double precision under the convention of the set, so that a cost can be held
//! against a published one, and gives every [`Breach`] of a limit in words.
//!
//! # Method
//!
//! One pass a tour: loads leg by leg and trip by trip, arrivals from the begin of the shift on, and, where a tour
//! may take only so long, the departure that makes it shortest: the least time is spent when a
//! tour leaves at once, or so late that it reaches some window just as that opens or closes, with
//! no wait before, so that trying these departures is exact. Then one pass over the customers: each gets one of its sets of days,
//! no visit more and none less. O(visits), or O(visits squared) with both windows and a limit.
//!
//! # What it leaves out
//!
//! It shares nothing with `vrp`, repairs nothing and proves no optimum. Double precision needs a
//! tolerance, [`TOLERANCE`] units, below what any set publishes.
//!
//! Entry points: [`judge()`], [`timetable()`].

mod breach;
mod judge;
#[cfg(test)]
mod tests;
mod timetable;
mod tour;

pub use breach::Breach;
pub use judge::{InstanceVerdict, TOLERANCE, judge};
pub use timetable::{Moment, Timetable, timetable};
