//! What a person typed for travel times.

use std::path::PathBuf;

use clap::Args;

use super::arguments::ForceArguments;
use crate::app::{ProfileChoice, TravelFrom, TravelOrder};

/// Where travel times come from.
#[derive(Debug, Args)]
pub(super) struct TravelArguments {
    /// The data folder.
    pub(super) folder: PathBuf,
    /// An OpenStreetMap extract (.osm.pbf).
    #[arg(long, value_name = "FILE", conflicts_with = "table")]
    osm: Option<PathBuf>,
    /// A table: CSV as travel.csv, or JSON of VROOM or vrp-cli.
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
    /// The vehicle: van, truck, or a TOML file.
    #[arg(long, value_name = "NAME|FILE", default_value = "van")]
    profile: String,
    #[command(flatten)]
    force: ForceArguments,
}

impl TravelArguments {
    /// The folder and what is asked.
    pub(super) fn order(self) -> (PathBuf, TravelOrder) {
        let from = match (self.osm, self.table) {
            (Some(path), _) => TravelFrom::Osm(path),
            (None, Some(path)) => TravelFrom::Table(path),
            (None, None) => TravelFrom::Stored,
        };
        let profile = ProfileChoice::of(&self.profile);
        let overwrite = self.force.overwrite();
        (self.folder, TravelOrder { from, profile, overwrite })
    }
}
