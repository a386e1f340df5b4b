//! What a person typed for travel times.

use std::path::PathBuf;

use clap::Args;

use super::arguments::ForceArguments;
#[cfg(feature = "http")]
use super::server_arguments::ServerArguments;
use crate::app::{Error, ProfileChoice, TravelFrom, TravelOrder};

/// Where travel times come from.
#[derive(Debug, Args)]
pub(super) struct TravelArguments {
    /// The data folder.
    folder: PathBuf,
    /// An OpenStreetMap extract (.osm.pbf).
    #[arg(long, value_name = "FILE", group = "roads", conflicts_with = "table")]
    osm: Option<PathBuf>,
    /// Road sections of the Nationaal Wegenbestand (GML, or .shp with its .dbf).
    #[arg(long, value_name = "FILE", group = "roads", conflicts_with = "table")]
    nwb: Option<PathBuf>,
    /// A table: CSV as travel.csv, or JSON of VROOM or vrp-cli.
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
    #[cfg(feature = "http")]
    #[command(flatten)]
    server: ServerArguments,
    /// The vehicle: van, truck, or a TOML file; of a server its name there.
    #[arg(long, value_name = "NAME|FILE")]
    profile: Option<String>,
    /// Driven trips, CSV of from, to, minutes and hour: speeds are fitted to them.
    #[arg(long, value_name = "FILE", requires = "roads")]
    measured: Option<PathBuf>,
    /// GeoJSON of boundaries, water and towns that maps have as their ground; else that of the
    /// extract.
    #[arg(long, value_name = "FILE")]
    map_background: Option<PathBuf>,
    #[command(flatten)]
    force: ForceArguments,
}

impl TravelArguments {
    /// The folder and what is asked.
    pub(super) fn order(self) -> Result<(PathBuf, TravelOrder), Error> {
        #[cfg(feature = "http")]
        let server = self.server.server(self.profile.as_deref())?;
        #[cfg(not(feature = "http"))]
        let server = None;
        let from = match (self.osm, self.nwb, self.table) {
            (Some(path), ..) => TravelFrom::Osm(path),
            (None, Some(path), _) => TravelFrom::Nwb(path),
            (None, None, Some(path)) => TravelFrom::Table(path),
            (None, None, None) => server.unwrap_or(TravelFrom::Stored),
        };
        let profile = self.profile.as_deref().map(ProfileChoice::of).unwrap_or_default();
        let overwrite = self.force.overwrite();
        let (measured, ground) = (self.measured, self.map_background);
        let order = TravelOrder { from, profile, measured, ground, overwrite };
        Ok((self.folder, order))
    }
}
