//! `simulate` and `advise`: what a change of collections, places or rules does, against the province
//! as it is, and which purchases reach the norm.

mod advise;
mod network;
mod readings;
mod row;
mod scenario_file;
mod situation;
#[cfg(test)]
mod tests;
mod use_case;

pub use advise::{AdviseOrder, Advised, AdvisedMove, advise};
pub use readings::{Estimate, Readings};
pub use scenario_file::ScenarioFault;
pub use use_case::{SimulateOrder, Simulated, SimulatedScenario, simulate};
