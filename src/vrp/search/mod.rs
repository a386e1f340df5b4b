//! One island: ruin and recreate under simulated annealing.

mod anneal;
mod recreate;
mod ruin;

pub(super) use anneal::{Island, Record};
