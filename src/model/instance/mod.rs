//! A public routing instance as its set defines it, and a solution of one.
//!
//! # Model
//!
//! An [`Instance`] is what a file of a published set says: customers with allowed sets of days,
//! loads to bring and to take, service and windows; depots; [`Fleet`]s of alike vehicles with
//! their limits and prices; and how far it is ([`Travel`]) under a [`Convention`] of rounding.
//! Quantities are in the set's own units and may be decimal numbers, unlike those of a province:
//! the cost of a published solution is such a number too. Whoever searches converts to integers
//! once; the referee ([`check::instance`](crate::check::instance)) does not.
//!
//! A [`Tour`] is the drive of one vehicle on one day; a [`Tours`] is all of them.
//!
//! # What it leaves out
//!
//! Breaks, several depots to reload at, pickups that another customer gets, release times: files that ask
//! for them are refused where they are read.
//!
//! ```
//! use leenroute::model::instance::Convention;
//!
//! let (a, b) = ([0.0, 0.0], [1.0, 1.0]);
//! assert_eq!(Convention::Round.length(a, b), 1.0);
//! assert_eq!(Convention::Dimacs.length(a, b), 1.4);
//! assert_eq!(Convention::Exact.length(a, b), 2_f64.sqrt());
//! ```

mod convention;
mod customer;
mod fleet;
mod kind;
mod tours;
mod whole;

pub use convention::{Convention, Travel};
pub use customer::{Customer, Days, Loads, Span};
pub use fleet::{Depot, Fleet, Reload};
pub use kind::{Backhauls, Kind, Origin};
pub use tours::{Tour, Tours};
pub use whole::Instance;
