//! The stored form of a plan, `leenroute-plan/1`.
//!
//! [`schema`] mirrors the model with codes and plain integers; [`writing`] and [`reading`] convert
//! the whole; [`layout`] puts one element on a line, so that two plans compare line by line.
//! Reading is total: any bytes give a plan, or an error that names the place.

mod file;
mod layout;
mod limits;
mod lookup;
mod reading;
mod schema;
mod writing;

pub use file::{StoredRun, plan_bytes, read_plan, write_plan};
pub(super) use schema::PlanFile;

#[cfg(test)]
mod tests;
