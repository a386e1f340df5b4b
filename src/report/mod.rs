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
//! numbers, and lines on the map are those of the chart or straight, named so (hemelsbreed). No member of a library is
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

mod accounts;
mod code;
mod csv_table;
mod figures;
mod files;
mod fix;
#[cfg(test)]
mod fixture;
mod geography;
mod kind;
mod page;
#[cfg(feature = "pdf")]
mod pdf;
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

pub use accounts::{
    AccountsOrigin, AccountsPart, AccountsReport, Cell, Columns, OrganisationFigures, SpanFigures,
    ledger_report, quarter_report, settlement_report, spread_report, statistics_report,
};
pub use code::{Grai, ParseGraiError};
pub use csv_table::{advised_table, monitored_table, simulated_table};
pub use files::{CsvDialect, FileSet, week_files};
pub use kind::SheetKind;
#[cfg(feature = "pdf")]
pub use pdf::{PdfError, TemplateFault, report_pdf, week_pdf};
pub use render::{PrintedSet, render};
pub use screen::{
    AdvisedLine, AdvisedNumbers, BandNumbers, BenchLine, BenchNumbers, BoundNumbers, ChangesScreen,
    ComparedLine, ComparedScreen, ComparedVisit, EditedScreen, ExplainedLines, FittedNumbers, Full,
    FullWindow, Instead, Judgement, LargePrintLine, MatchedNumbers, MonitoredLine,
    MonitoredNumbers, OfferLine, OverviewNumbers, PlacedLine, PlacedNumbers, PlanNumbers,
    ReadingLine, RecordedNumbers, ReplacedLine, RoomWord, ScenarioNumbers, ShardNumbers,
    ShiftedLine, ShiftedNumbers, ShortTitle, SimulatedNumbers, SolvedNumbers, SolvedRoute,
    TargetNumbers, TestedLine, TestedNumbers, TravelledNumbers, WeekBoundNumbers, WeekScreen,
    YearLines, advised_text, backtested_text, bench_text, bound_text, breaches, changes_text,
    checked_bound_text, compared_text, diagnostics_text, edited_text, imported_text, mapping_text,
    matched_text, monitored_text, nothing_to_step_text, overview_text, placed_text, printed_text,
    published_text, recorded_text, shard_text, simulated_text, solved_text, timetable_text,
    travelled_text, verdict_text, week_bound_text, week_text, why_text, year_text,
};
pub use sheet::{Norms, Sheet, SheetHeader, SheetStatus};
pub use simulated_page::{ChartLine, Heat, HeatRow, SimulatedChart, simulated_page};
pub use unserved::{UnservedText, unserved_texts};
pub use violation::violation_text;
pub use wording::{Language, help, message};
