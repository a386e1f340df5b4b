//! When a parcel arrives: dated visits and the hub's rule in, departure and arrival out.
//!
//! A parcel that is ready at a branch leaves with the branch's next visit, is sorted at the hub,
//! and reaches its receiver with the receiver's next visit. What is at the hub already waits for
//! the receiver's visit only; what goes to the hub arrives with the vehicle that collected it.
//! Both halves are functions of sorted dates, so that `vrp` can price patterns, `matching`
//! can price suppliers and `app` can date a plan by one and the same rule.
//! The referee derives its own.
//!
//! It deliberately knows no clock times within a day: the hub sorts by whole days
//! ([`HubRule::sort_days`](crate::model::HubRule)).
//!
//! Entry points: [`collected_on`], [`delivered_on`], [`Timetable`].
//!
//! ```
//! use leenroute::model::ServiceDate;
//! use leenroute::transit::{collected_on, delivered_on};
//!
//! let date = |text: &str| text.parse::<ServiceDate>().expect("a date");
//! let monday_thursday = [date("2026-11-23"), date("2026-11-26")];
//! let tuesday_friday = [date("2026-11-24"), date("2026-11-27")];
//!
//! let leaves = collected_on(&monday_thursday, date("2026-11-24")).expect("Thursday");
//! let arrives = delivered_on(&tuesday_friday, leaves, 1).expect("Friday");
//! assert_eq!((leaves, arrives), (date("2026-11-26"), date("2026-11-27")));
//! ```

mod lead_time;
mod timetable;

pub use lead_time::LeadTimes;
pub use timetable::{Movement, Timetable, collected_on, delivered_on};
