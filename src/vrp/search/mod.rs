//! One island: ruin and recreate under simulated annealing.

mod anneal;
mod recreate;
mod ruin;
mod tails;

pub(super) use anneal::{Island, Record};
