//! What the terminal shows: the same data and words as the sheets, as aligned text.

mod advised;
mod backtested;
mod bench;
mod bounded;
mod changes;
mod compared;
mod findings;
mod imported;
mod matched;
mod monitored;
mod overview;
mod placed;
mod printed;
mod recorded;
mod simulated;
mod solved;
pub(super) mod table;
mod travelled;
mod verdict;
mod week;
mod why;
mod year;

pub use advised::{AdvisedLine, AdvisedNumbers, advised_text};
pub use backtested::{TestedLine, TestedNumbers, backtested_text};
pub use bench::{BenchLine, BenchNumbers, bench_text};
pub use bounded::{
    BoundNumbers, RoomWord, WeekBoundNumbers, bound_text, checked_bound_text, week_bound_text,
};
pub use changes::{
    ChangesScreen, EditedScreen, changes_text, edited_text, nothing_to_step_text, published_text,
};
pub use compared::{ComparedLine, ComparedScreen, ComparedVisit, PlanNumbers, compared_text};
pub use findings::diagnostics_text;
pub use imported::{imported_text, mapping_text};
pub use matched::{
    ExplainedLines, Full, FullWindow, Instead, MatchedNumbers, OfferLine, ReplacedLine, ShortTitle,
    TargetNumbers, matched_text,
};
pub use monitored::{LargePrintLine, MonitoredLine, MonitoredNumbers, monitored_text};
pub use overview::{OverviewNumbers, overview_text};
pub use placed::{PlacedLine, PlacedNumbers, placed_text};
pub use printed::printed_text;
pub use recorded::{RecordedNumbers, recorded_text};
pub use simulated::{
    ReadingLine, ScenarioNumbers, ShardNumbers, ShiftedLine, ShiftedNumbers, SimulatedNumbers,
    shard_text, simulated_text,
};
pub use solved::{SolvedNumbers, SolvedRoute, solved_text};
pub use travelled::{BandNumbers, FittedNumbers, TravelledNumbers, travelled_text};
pub use verdict::{Judgement, breaches, verdict_text};
pub use week::{WeekScreen, week_text};
pub use why::why_text;
pub use year::{YearLines, timetable_text, year_text};
