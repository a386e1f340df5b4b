//! Empties (lege kratten): how many are dropped and taken at every stop of a week.
//!
//! # Model
//!
//! A branch fills `full_out` crates from its stock before the van comes, so before stop *i* its
//! stock covers `full_out + out`; after the visit the unpacked crates are empties again:
//! `after = before - full_out - out + full_in + into`, between zero and the most that the branch
//! can store, and at the end of the week at least its minimum. On every leg of a route, what is
//! still to be delivered and what is already collected, full and empty, is within the capacity.
//! Among all such plans one with the fewest moved empties is chosen.
//!
//! Rows that the input alone can break have slack at a price far above any number of moves:
//! crates missing at a pickup, stock above the maximum, stock below the minimum at the end. Where
//! full crates alone exceed a leg's capacity, that leg takes no empties.
//!
//! # Algorithm
//!
//! A mixed-integer programme of two integer variables a stop, solved by branch and bound
//! (`good_lp` with the backend of the build). Without the leg rows it is a network flow over the stocks, so its
//! linear relaxation is nearly always integral. A floating-point answer is never trusted: it is
//! rounded, and the ledger, which shares only the data with the programme, recomputes every stock
//! and every leg in integers. When the ledger and the programme disagree, an exact greedy plan
//! takes over, and `proven` is false.
//!
//! # What it does not do
//!
//! It does not bound the empties at the hub, does not hand empties from one branch to the next on
//! one route (all that is delivered was loaded at the hub), and does not move full crates.
//!
//! # Entry point
//!
//! [`balance_empties`].
//!
//! ```
//! use leenroute::packing::{EmptiesProblem, PlaceStock, RouteLegs, StopCrates, balance_empties};
//! use leenroute::units::Crates;
//!
//! let visit = |full_in, full_out| StopCrates {
//!     place: 0,
//!     full_in: Crates(full_in),
//!     full_out: Crates(full_out),
//! };
//! let plan = balance_empties(&EmptiesProblem {
//!     places: vec![PlaceStock {
//!         stock: Crates(4),
//!         stock_max: Crates(8),
//!         stock_end_min: Crates(0),
//!     }],
//!     stops: vec![visit(1, 3), visit(2, 5)],
//!     routes: vec![
//!         RouteLegs { stops: vec![0], capacity: Crates(60) },
//!         RouteLegs { stops: vec![1], capacity: Crates(60) },
//!     ],
//! });
//! // Two crates are in stock after the first visit and five go out at the second.
//! assert_eq!(plan.stops[0].into, Crates(3));
//! assert_eq!(plan.moved, Crates(3));
//! assert!(plan.proven);
//! ```

mod balance;
mod greedy;
mod ledger;
mod problem;
mod programme;
#[cfg(test)]
mod tests;

pub use balance::balance_empties;
pub use problem::{EmptiesPlan, EmptiesProblem, PlaceStock, RouteLegs, StopCrates, StopEmpties};
