//! `simulate` and `advise`: what a change of collections, places or rules does, against the province
//! as it is, and which purchases reach the norm; whole, or in shards that `merge` joins.

mod advise;
mod frame;
mod network;
mod page;
mod readings;
mod row;
mod scenario_file;
mod shard;
mod situation;
#[cfg(test)]
mod tests;
mod use_case;

pub use advise::{AdviseOrder, Advised, AdvisedMove, advise};
pub use frame::{FitFigures, Simulated, SimulatedPlace, SimulatedScenario};
pub use page::PageFile;
pub use readings::{Estimate, Readings};
pub use scenario_file::ScenarioFault;
pub use shard::{NoShard, Shard, ShardOrder, ShardReport, merge, simulate_shard};
pub use use_case::{SimulateOrder, simulate};
