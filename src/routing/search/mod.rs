//! The search of one island: ruin, recreate, accept or go back.

mod anneal;
mod recreate;
mod ruin;

pub(super) use anneal::{Island, rank};
pub(super) use recreate::recreate;
