//! Public routing instances: `solve` and `bench` as scripts see them.

mod bench;
mod bound;
mod findings;
mod forms;
mod published;
