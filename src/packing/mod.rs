//! Items into crates, crates into vehicles, empties.
//!
//! # Model
//!
//! A crate (krat) has two capacities, volume and mass: at 15 kg gross the average book meets the
//! mass first, a picture book the volume. A parcel is a [`Lot`] of equal items that may be split
//! item by item, unless it exists as whole crates. Filling as few crates as possible is vector
//! bin packing with two dimensions. A vehicle takes a number of crates; what is above stays
//! behind by priority. The number of empties that each stop needs follows from the full crates.
//!
//! # Algorithm
//!
//! - A lower bound beside every count: total size, Martello and Toth's L2, and the dual feasible
//!   functions of Fekete and Schepers, in each dimension ([`crates_at_least`]).
//! - First and best fit decreasing in several orders, from whole parcels to single items, then
//!   balanced filling by dot product, then crates filled to the brim by a table of all sums; it
//!   stops when the bound is met ([`pack`]).
//! - Empties as a small mixed-integer programme, whose answer is checked in integers
//!   ([`balance_empties`]).
//!
//! References: S. Martello and P. Toth (1990), "Knapsack Problems: Algorithms and Computer
//! Implementations", chapter 8, Wiley; A. Caprara and P. Toth (2001), "Lower bounds and algorithms
//! for the 2-dimensional vector packing problem", Discrete Applied Mathematics 111.
//!
//! # What it does not do
//!
//! It does not choose the visit on which a parcel travels, does not stack or place items by
//! shape (the filling rate stands for that), does not weigh whole crates against the limits, and
//! has no branch and bound: where bound and count differ, both are reported.
//!
//! # Entry points
//!
//! [`pack`] for crates to the hub, [`pack_destination`] and [`pack_bags`] for crates outward,
//! [`leave_behind`] for a full vehicle, [`balance_empties`] for a week.
//!
//! ```
//! use leenroute::index::ParcelIdx;
//! use leenroute::packing::{CrateLimits, Lot, pack_destination};
//! use leenroute::units::{Grams, Items, Millilitres};
//!
//! let krat = CrateLimits { volume: Millilitres(40_000), mass: Grams(13_100) };
//! let zak = CrateLimits { volume: Millilitres(15_000), mass: Grams(6_000) };
//! let requests = Lot {
//!     parcel: ParcelIdx(0),
//!     items: Items(40),
//!     grams_each: Grams(430),
//!     millilitres_each: Millilitres(1_050),
//!     whole_crates: None,
//! };
//! let delivery = pack_destination(&[requests], &krat, &zak);
//! assert_eq!(delivery.crates[0].contents, [(ParcelIdx(0), Items(30))]);
//! assert_eq!(delivery.bag.map(|bag| bag.contents), Some(vec![(ParcelIdx(0), Items(10))]));
//! ```

mod bounds;
mod brimful;
mod empties;
mod filling;
mod heuristics;
mod load;
mod lot;
mod priority;
#[cfg(test)]
mod tests;

pub use bounds::crates_at_least;
pub use empties::{
    EmptiesPlan, EmptiesProblem, PlaceStock, RouteLegs, StopCrates, StopEmpties, balance_empties,
};
pub use filling::{BagSize, Destination, Packing, pack, pack_bags, pack_destination};
pub use lot::{CrateLimits, Fill, Lot};
pub use priority::{LeaveBehind, Ranked, leave_behind};
