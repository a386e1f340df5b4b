//! How far and how long between all places, from a source that is always named.
//!
//! A [`TravelMatrix`] is directed: there and back may differ, and nothing assumes the triangle
//! inequality. A pair without a way is `None`, never a large number. The source travels with the
//! matrix onto every sheet: a table that the user gave, a
//! stored matrix with its [`TravelLabel`], or the estimate (schatting). On a date a road may be
//! closed: a [`Detour`] lengthens the ways that lead through it.
//!
//! The estimate is affine in the straight line, `km = a x straight line` and `minutes = b + c x
//! straight line`, since real trips grow faster over longer distances; plain distance over speed
//! misleads. Two places at one position are in one building: distance and time are zero.
//! Reference: Rietveld, Zwart, van Wee and van den Hoorn (1999), "On the relationship between
//! travel time and travel distance of commuters", Annals of Regional Science 33:269-287.
//!
//! Some ways take longer at some hours of the day ([`HourBand`]); without them a way always takes
//! as long.
//!
//! Ways over real roads are made in [`road`]; reading files of roads is the work of `ingest`. Nothing
//! here falls back from one source to another. What a map shows of them is in [`chart`].
//!
//! Entry points: [`TravelMatrix::estimate`], [`TravelMatrix::from_table`], [`isolated`], [`nearest()`].

pub mod chart;
mod detour;
mod hours;
mod isolation;
mod label;
mod matrix;
mod nearest;
pub mod road;

pub use detour::Detour;
pub use hours::{HourBand, HourBands, HourStep};
pub use isolation::isolated;
pub use label::{LabelledStop, TravelLabel};
pub use matrix::{TravelLeg, TravelMatrix, TravelSource};
pub use nearest::nearest;
