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
//! | [`compare()`] | two stored plans side by side |
//! | [`demo()`] | the main job on the embedded Drenthe data |
//! | [`edit()`] | a change by hand on a stored plan, undo and redo |
//! | [`follow_week()`] | a week on the base timetable, each change told |
//! | [`generate()`] | a synthetic province of any size, or a named instance, as a data folder |
//! | [`import()`] | a table of another program, by a mapping that a person looked at |
//! | [`init()`] | the embedded province as a data folder |
//! | [`inspect()`] | read and validate a data folder |
//! | [`make_matching()`] | who fills which request of a week, before any route is known |
//! | [`make_plan()`] | a week: suppliers, days, routes, crates, sheets |
//! | [`make_travel()`] | the travel matrix of a data folder, from roads or a table |
//! | [`measure()`] | the norms, traffic and collection of a quarter or year, from history alone |
//! | [`merge()`] | the results of the shards of a what-if, as one run would tell them |
//! | [`place_returns()`] | where copies go that came back: home, nowhere, or where they are missed |
//! | [`plan_year()`] | all weeks of a year on the base timetable |
//! | [`print()`] | sheets and files of a stored plan |
//! | [`publish()`] | a draft becomes a version |
//! | [`record()`] | what happened in a planned week, into the history of a data folder |
//! | [`replan()`] | a stored plan after something happened, changed as little as possible |
//! | [`report_ledger()`], [`report_settlement()`], [`report_spread()`] | loans across the border; who owes whom; how far people live from a library |
//! | [`simulate()`] | what a change of collections, places or rules does, against the base |
//! | [`simulate_shard()`] | a part of its replications, into a folder of results |
//! | [`solve()`] | tours for a public routing instance |
//! | [`timetable()`] | the base timetable of a season, over several weeks |
//! | [`verify()`] | the referee alone, on a stored plan |
//! | [`why()`] | what decides a stored plan, per place |

mod accounts;
mod backtest;
mod base;
mod bench;
mod bound_plan;
mod budget;
mod certificates;
pub mod clock;
mod compare;
mod demo;
mod drenthe;
mod edit;
mod engine_bounds;
mod error;
mod generate;
mod import;
mod init;
mod inspect;
mod load;
mod make_matching;
mod make_plan;
mod monitor;
mod pdf;
mod place_returns;
mod plan_week;
mod print;
mod publish;
mod record;
mod replan;
mod settings;
mod simulate;
mod solve;
mod stored;
mod templates;
mod threads;
mod travel;
mod verify;
mod why;

pub use accounts::{
    Ledgered, Measured, MeasuredSpan, Settled, Spread, measure, organisation_of, report_ledger,
    report_settlement, report_spread, write_report,
};
pub use backtest::{BackTested, HistoryNorms, Tested, TestedCell, backtest};
pub use base::{
    FollowOrder, MadeTimetable, TimetableOrder, Year, YearOrder, YearPlace, YearWeek, follow_week,
    plan_year, timetable,
};
pub use bench::{Bench, BenchOrder, BenchRow, BenchSet, bench};
pub use bound_plan::{
    BoundedWeek, WEEK_COVERS, WEEK_GIVEN, WEEK_RELAXES, WeekBoundOrder, bound_week,
    check_plan_bound, is_folder, is_week_certificate,
};
pub use budget::{Budget, Cancel, Limit};
pub use compare::{Comparison, RouteDifference, RouteSide, VisitDifference, VisitSide, compare};
pub use demo::{DATA_FOLDER, PLAN_FOLDER, demo};
pub use drenthe::{DEMO_WEEK, demo_week, drenthe};
pub use edit::{Difference, Edit, EditBasis, EditOrder, Edited, Turn, VisitAt, edit, edited};
pub use engine_bounds::{BoundedEngine, EngineBound};
pub use error::{Error, ExitCode, Outcome};
pub use generate::{GenerateOrder, Generated, generate, generated, size_of};
pub use import::{ImportOrder, Imported, import};
pub use init::{InitOrder, Initialised, init};
pub use inspect::{HistoryRows, Inspection, Overview, inspect};
pub use load::{Loaded, TravelChoice, load, load_or_refuse, load_with_history};
pub use make_matching::{
    Explained, MatchOrder, Matched, Replaced, ShortLine, SourceCounts, Targeted, make_matching,
};
pub use make_plan::{Destination, PROGRAM_VERSION, PlanOrder, WeekReport, make_plan, norms};
pub use monitor::{
    Actual, LargePrint, MonitorOrder, Monitored, MonitoredCell, ProfileTarget, monitor,
};
pub use pdf::report_pdfs;
pub use place_returns::{
    PlacedCopies, PlacedReturns, ReturnsCost, ReturnsOrder, ReturnsTo, place_returns,
};
pub use plan_week::{
    MoreRoom, PlanRequest, PlannedWeek, ShadowPrice, Unplannable, WeekBound, plan_week,
};
pub use print::{PrintOrder, Printed, print};
pub use publish::{PublishOrder, Published, publish};
pub use record::{RecordOrder, Recorded, record};
pub use replan::{DetourAsk, LockAsk, Moment, OnDays, ParseAskError, Replan, ReplanOrder, replan};
pub use settings::{SETTINGS_FILE, read_settings};
pub use simulate::{
    AdviseOrder, Advised, AdvisedMove, Estimate, FitFigures, MoveKind, NoAdvice, NoShard, Readings,
    ResultFile, ScenarioFault, Shard, ShardOrder, ShardReport, Shift, ShiftedTitle, SimulateOrder,
    Simulated, SimulatedPlace, SimulatedScenario, advise, merge, simulate, simulate_shard,
};
pub use solve::{
    BoundOrder, BoundedInstance, CheckedBound, SolveOrder, SolveProgress, Solved, bound_instance,
    check_bound, solve,
};
pub use threads::with_threads;
#[cfg(feature = "http")]
pub use travel::server_of;
pub use travel::{
    DoubtfulStop, MadeTravel, MapFigures, ProfileChoice, RoadOrder, TravelFrom, TravelOrder,
    WindowedStop, make_travel,
};
pub use verify::{Verification, verify};
pub use why::{Why, why};
