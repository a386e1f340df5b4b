//! Changes to a situation: collections, places, rules, readers.

mod apply;
mod change;
mod collection;
mod opening;
#[cfg(test)]
mod tests;

pub use apply::{Applied, Moves, apply};
pub use change::{Background, Change, Choice, Copies, LastCopy};
