//! What a person typed about a report.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::arguments::ForceArguments;
use crate::model::ReportSpan;
use crate::store::Overwrite;

/// Which report.
#[derive(Debug, Subcommand)]
pub(super) enum ReportCommand {
    /// The norms, lead time, traffic and collection of a quarter or a year, with those before it
    /// (kwartaalrapportage).
    Quarter(ReportArguments),
    /// What each organisation, or one, sent and received, and its collection
    /// (statistiekrapportage).
    Statistics {
        #[command(flatten)]
        report: ReportArguments,
        /// Only the organisation of this code.
        #[arg(long, value_name = "CODE")]
        organisation: Option<String>,
    },
    /// Who owes whom for mutual lending, at the tariffs of `tariffs.csv` (verrekening OBL).
    Settlement(ReportArguments),
    /// Loans across the border of the province, with fees, by cost centre (grootboek).
    Ledger(ReportArguments),
    /// How far people live from the nearest library, by `inhabitants.csv` (spreidingsmonitor).
    Spread {
        /// The data folder.
        folder: PathBuf,
        #[command(flatten)]
        to: ReportTarget,
    },
}

/// Of what, of when, and where to.
#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    /// The data folder, with its history.
    pub(super) folder: PathBuf,
    /// The quarter, such as 2026-Q3, or the year, such as 2026.
    #[arg(long, visible_aliases = ["quarter", "year"], value_name = "SPAN")]
    pub(super) span: ReportSpan,
    #[command(flatten)]
    pub(super) to: ReportTarget,
}

/// Where a report goes, beside the screen.
#[derive(Debug, Args)]
pub(super) struct ReportTarget {
    /// Write a page and tables into this folder.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    force: ForceArguments,
}

impl ReportTarget {
    /// Whether files that stand there give way.
    pub(super) fn overwrite(&self) -> Overwrite {
        self.force.overwrite()
    }
}
