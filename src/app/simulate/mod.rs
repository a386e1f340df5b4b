//! `simulate`: what a change of collections, places or rules does, against the province as it is.

mod network;
mod readings;
mod row;
mod scenario_file;
mod situation;
#[cfg(test)]
mod tests;
mod use_case;

pub use readings::{Estimate, Readings};
pub use scenario_file::ScenarioFault;
pub use use_case::{SimulateOrder, Simulated, SimulatedScenario, simulate};
