//! Quantities as types: signed integers with a unit, displayed with it.
//!
//! Each type wraps one integer and allows only what makes physical sense: sums and differences
//! of one unit, multiples by a plain count, and comparison. `Metres + Seconds` does not compile.
//! Conversion and rounding happen once, at the edge; inside, equality is exact.
//!
//! | type | unit | Dutch |
//! |---|---|---|
//! | [`Metres`] | metre | meter |
//! | [`Seconds`] | second | seconde |
//! | [`Cents`] | euro cent, for money | cent |
//! | [`Cost`] | 1/1000 cent, what solvers minimise | kosten (doelfunctie) |
//! | [`Grams`] | gram | gram |
//! | [`Millilitres`] | millilitre | milliliter |
//! | [`Items`] | lendable item | exemplaar |
//! | [`Crates`] | crate | krat |
//!
//! ```
//! use leenroute::units::{Cents, Metres, cents_for_distance};
//!
//! let there = Metres(24_300);
//! assert_eq!((there + there).to_string(), "48.6 km");
//! assert_eq!(cents_for_distance(there, 45), Cents(1_094)); // EUR 0.45 a km, rounded up
//! ```

mod quantity;
mod rate;

pub use quantity::{Cents, Cost, Crates, Grams, Items, Metres, Millilitres, Seconds};
pub use rate::{cents_for_distance, cents_for_time};
