//! Public routing instances: `solve` and `bench` as scripts see them.

mod bench;
mod findings;
mod forms;
mod published;
