//! `simulate` and `advise`: what a change of collections, places or rules does, against the province
//! as it is, and which purchases reach the norm; whole, or in shards that `merge` joins.

mod advise;
mod budgets;
mod frame;
mod from_history;
mod network;
mod readings;
mod result_file;
mod row;
mod scenario_file;
mod sensitivity;
mod shard;
mod situation;
#[cfg(test)]
mod tests;
mod titles;
mod use_case;
mod volume;

pub use advise::{AdviseOrder, Advised, AdvisedMove, MoveKind, NoAdvice, advise};
pub use frame::{FitFigures, Simulated, SimulatedPlace, SimulatedScenario};
pub use readings::{Estimate, Readings};
pub use result_file::ResultFile;
pub use scenario_file::ScenarioFault;
pub use shard::{NoShard, Shard, ShardOrder, ShardReport, merge, simulate_shard};
pub use titles::{Shift, ShiftedTitle};
pub use use_case::{SimulateOrder, simulate};
