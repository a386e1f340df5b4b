//! What the terminal shows: the same data and words as the sheets, as aligned text.

mod advised;
mod backtested;
mod bench;
mod bounded;
mod findings;
mod matched;
mod overview;
mod recorded;
mod simulated;
mod solved;
mod table;
mod verdict;
mod week;
mod why;

pub use advised::{AdvisedLine, AdvisedNumbers, advised_text};
pub use backtested::{TestedLine, TestedNumbers, backtested_text};
pub use bench::{BenchLine, BenchNumbers, bench_text};
pub use bounded::{
    BoundNumbers, WeekBoundNumbers, bound_text, checked_bound_text, week_bound_text,
};
pub use findings::diagnostics_text;
pub use matched::{
    ExplainedLines, Full, FullWindow, Instead, MatchedNumbers, OfferLine, ReplacedLine, ShortTitle,
    TargetNumbers, matched_text,
};
pub use overview::{OverviewNumbers, overview_text};
pub use recorded::{RecordedNumbers, recorded_text};
pub use simulated::{
    ReadingLine, ScenarioNumbers, ShardNumbers, SimulatedNumbers, shard_text, simulated_text,
};
pub use solved::{SolvedNumbers, SolvedRoute, solved_text};
pub use verdict::{Judgement, breaches, verdict_text};
pub use week::{WeekScreen, week_text};
pub use why::why_text;
