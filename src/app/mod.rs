//! Use cases, one file each: where edges meet engines, and the only API of the clients.
//!
//! A use case takes plain values and gives a report or an [`Error`]; it prints nothing. What the
//! engines may not do happens here and nowhere else: reading the clock ([`clock`]), giving them a
//! [`Budget`] that an interrupt ends, choosing a number of threads ([`with_threads`]).
//!
//! | use case | does |
//! |---|---|
//! | [`advise()`] | which copies to buy for the norm, within a budget |
//! | [`backtest()`] | can demand be foretold from its history, place by place |
//! | [`bench()`] | a folder of public routing instances against best known costs |
//! | [`bound_instance()`] | what no solution of a public routing instance undercuts |
//! | [`bound_week()`] | what no plan of a week undercuts |
//! | [`check_bound()`], [`check_plan_bound()`] | the verifiers of such proofs alone |
//! | [`demo()`] | the main job on the embedded Drenthe data |
//! | [`generate()`] | a synthetic province of any size, or a named instance, as a data folder |
//! | [`init()`] | the embedded province as a data folder |
//! | [`inspect()`] | read and validate a data folder |
//! | [`make_matching()`] | who fills which request of a week, before any route is known |
//! | [`make_plan()`] | a week: suppliers, days, routes, crates, sheets |
//! | [`merge()`] | the results of the shards of a what-if, as one run would tell them |
//! | [`record()`] | what happened in a planned week, into the history of a data folder |
//! | [`simulate()`] | what a change of collections, places or rules does, against the base |
//! | [`simulate_shard()`] | a part of its replications, into a folder of results |
//! | [`solve()`] | tours for a public routing instance |
//! | [`verify()`] | the referee alone, on a stored plan |
//! | [`why()`] | what decides a stored plan, per place |

mod backtest;
mod bench;
mod bound_plan;
mod budget;
mod certificates;
pub mod clock;
mod demo;
mod drenthe;
mod error;
mod generate;
mod init;
mod inspect;
mod load;
mod make_matching;
mod make_plan;
mod plan_week;
mod record;
mod settings;
mod simulate;
mod solve;
mod threads;
mod verify;
mod why;

pub use backtest::{BackTested, Tested, TestedCell, backtest};
pub use bench::{Bench, BenchOrder, BenchRow, BenchSet, bench};
pub use bound_plan::{
    BoundedWeek, WEEK_COVERS, WEEK_GIVEN, WEEK_RELAXES, WeekBoundOrder, bound_week,
    check_plan_bound, is_folder, is_week_certificate,
};
pub use budget::{Budget, Cancel, Limit};
pub use demo::{DATA_FOLDER, PLAN_FOLDER, demo};
pub use drenthe::{DEMO_WEEK, demo_week, drenthe};
pub use error::{Error, ExitCode, Outcome};
pub use generate::{GenerateOrder, Generated, generate, generated, size_of};
pub use init::{InitOrder, Initialised, init};
pub use inspect::{HistoryRows, Inspection, Overview, inspect};
pub use load::{Loaded, load, load_or_refuse, load_with_history};
pub use make_matching::{
    Explained, MatchOrder, Matched, Replaced, ShortLine, SourceCounts, Targeted, make_matching,
};
pub use make_plan::{Destination, PROGRAM_VERSION, PlanOrder, WeekReport, make_plan, norms};
pub use plan_week::{PlanRequest, PlannedWeek, Unplannable, WeekBound, plan_week};
pub use record::{RecordOrder, Recorded, record};
pub use settings::{SETTINGS_FILE, read_settings};
pub use simulate::{
    AdviseOrder, Advised, AdvisedMove, Estimate, FitFigures, NoShard, PageFile, Readings,
    ScenarioFault, Shard, ShardOrder, ShardReport, SimulateOrder, Simulated, SimulatedPlace,
    SimulatedScenario, advise, merge, simulate, simulate_shard,
};
pub use solve::{
    BoundOrder, BoundedInstance, CheckedBound, SolveOrder, SolveProgress, Solved, bound_instance,
    check_bound, solve,
};
pub use threads::with_threads;
pub use verify::{Verification, verify};
pub use why::{Why, why};
