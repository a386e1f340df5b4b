//! A plan to printable bytes: sheets for drivers, branches, the hub and the planner.
//!
//! [`render()`] turns a [`Plan`](crate::model::Plan) into self-contained files: HTML for A4 and
//! for a phone, and GeoJSON. A `view` holds the data of each sheet, without words or markup; the
//! wording tables hold every word in Dutch and English; the templates join the two and escape
//! what the data say. Nothing is fetched: styles are inlined and the map is drawn as SVG.
//!
//! | sheet | reader | file |
//! |---|---|---|
//! | ritstaat with laadlijst | driver | `ritstaat-<date>-<vehicle>.html` |
//! | paklijst | branch, per stop | `paklijst-<date>-<vehicle>.html`, `...-trolley.html` |
//! | sorteerlijst | hub, per departure date | `sorteerlijst-<date>.html` |
//! | pluklijst | branch | `pluklijst-<place>.html` |
//! | week | planner | `week.html`, `week.geojson` |
//!
//! Each sheet carries the week, the plan's status, the seed, the version, the fingerprint of
//! the inputs and the source of the travel times. The same plan gives the same bytes.
//!
//! It deliberately computes nothing that the plan does not say: norms and costs come in as
//! numbers, and lines on the map are straight, named so (hemelsbreed). No member of a library is
//! ever named; titles are codes.
//!
//! Entry points: [`render()`], [`Language`].
//!
//! ```
//! use leenroute::model::ServiceDate;
//! use leenroute::report::Language;
//!
//! let date: ServiceDate = "2026-11-24".parse().expect("a date");
//! assert_eq!(Language::Dutch.date(date), "dinsdag 24 november 2026");
//! ```

mod figures;
mod fix;
#[cfg(test)]
mod fixture;
mod geography;
mod page;
mod render;
mod screen;
mod sheet;
mod simulated_page;
#[cfg(test)]
mod tests;
mod unserved;
mod view;
mod violation;
mod wording;

pub use render::render;
pub use screen::{
    AdvisedLine, AdvisedNumbers, BenchLine, BenchNumbers, BoundNumbers, ExplainedLines, Full,
    FullWindow, Instead, Judgement, MatchedNumbers, OfferLine, OverviewNumbers, ReadingLine,
    RecordedNumbers, ReplacedLine, ScenarioNumbers, ShardNumbers, ShortTitle, SimulatedNumbers,
    SolvedNumbers, SolvedRoute, TargetNumbers, TestedLine, TestedNumbers, WeekBoundNumbers,
    WeekScreen, advised_text, backtested_text, bench_text, bound_text, breaches,
    checked_bound_text, diagnostics_text, matched_text, overview_text, recorded_text, shard_text,
    simulated_text, solved_text, verdict_text, week_bound_text, week_text, why_text,
};
pub use sheet::{Norms, Sheet, SheetHeader};
pub use simulated_page::{ChartLine, Heat, HeatRow, SimulatedChart, simulated_page};
pub use unserved::{UnservedText, unserved_texts};
pub use violation::violation_text;
pub use wording::{Language, help, message};
