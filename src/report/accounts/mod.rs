//! Quarterly reports, statistics, settlements and ledgers: tables and plots of what happened.
//!
//! Each report is an [`AccountsReport`]: a title, where it comes from, and parts, each a table of
//! typed cells with a plot or without. One renderer makes a page of it ([`AccountsReport::page`]),
//! one a workbook ([`AccountsReport::workbook`]), one tables ([`AccountsReport::tables`]), one text
//! for the screen ([`AccountsReport::text`]), so that all say the same.
//!
//! The functions that build reports compute nothing but sums of what [`kpi`](crate::kpi) counted.

mod document;
mod ledger;
mod page;
mod quarter;
mod settlement;
mod spread;
mod statistics;
#[cfg(test)]
mod tests;
mod workbook;

pub use document::{AccountsOrigin, AccountsPart, AccountsReport, Cell, Columns};
pub use ledger::ledger_report;
pub use quarter::{SpanFigures, quarter_report};
pub use settlement::settlement_report;
pub use spread::spread_report;
pub use statistics::{OrganisationFigures, statistics_report};
