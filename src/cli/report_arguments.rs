//! What a person typed about a report.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::arguments::ForceArguments;
use crate::app::{ProfileChoice, RoadOrder, TravelFrom};
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
        roads: RoadArguments,
        #[command(flatten)]
        to: ReportTarget,
    },
}

/// On which roads; without a file of them by the estimate of the settings.
#[derive(Debug, Args)]
pub(super) struct RoadArguments {
    /// An OpenStreetMap extract (.osm.pbf).
    #[arg(long, value_name = "FILE")]
    osm: Option<PathBuf>,
    /// Road sections of the Nationaal Wegenbestand (GML, or .shp with its .dbf).
    #[arg(long, value_name = "FILE", conflicts_with = "osm")]
    nwb: Option<PathBuf>,
    /// The vehicle: van, truck, or a TOML file.
    #[arg(long, value_name = "NAME|FILE")]
    profile: Option<String>,
}

impl RoadArguments {
    /// What is asked.
    pub(super) fn order(&self) -> RoadOrder {
        let osm = self.osm.clone().map(TravelFrom::Osm);
        let nwb = self.nwb.clone().map(TravelFrom::Nwb);
        RoadOrder {
            from: osm.or(nwb).unwrap_or(TravelFrom::Stored),
            profile: self.profile.as_deref().map(ProfileChoice::of).unwrap_or_default(),
        }
    }
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
