//! Files of roads by their form: what is read of each, and whom a map of it names.

use std::path::Path;

use super::TravelFrom;
use crate::app::Error;
use crate::ingest::IngestError;
use crate::ingest::roads::{RoadReading, nwb_gml, nwb_shape, osm_pbf, road_file_bytes};

/// Whom a map from OpenStreetMap names.
pub(super) const OSM_ATTRIBUTION: &str = "© OpenStreetMap contributors";

/// And who keeps the Nationaal Wegenbestand.
const NWB_ATTRIBUTION: &str = "Nationaal Wegenbestand, Rijkswaterstaat";

/// A form of a file of roads.
pub(super) enum RoadForm {
    OsmPbf,
    NwbGml,
    /// With the bytes of its `.dbf`.
    NwbShape(Vec<u8>),
}

impl RoadForm {
    /// The form by the option and the name of a file; of a shapefile the rows beside it are read too.
    pub(super) fn of(from: &TravelFrom, path: &Path) -> Result<Self, Error> {
        let is = |end: &str| path.extension().is_some_and(|of| of.eq_ignore_ascii_case(end));
        if !matches!(from, TravelFrom::Nwb(_)) {
            return Ok(Self::OsmPbf);
        }
        if !is("shp") {
            return Ok(Self::NwbGml);
        }
        let capitals = path.with_extension("DBF");
        let rows = if capitals.exists() { capitals } else { path.with_extension("dbf") };
        Ok(Self::NwbShape(road_file_bytes(&rows)?))
    }

    /// The roads of a file of this form.
    pub(super) fn roads(&self, bytes: &[u8], path: &Path) -> Result<RoadReading, Error> {
        let read = match self {
            Self::OsmPbf => osm_pbf(bytes),
            Self::NwbGml => nwb_gml(bytes),
            Self::NwbShape(rows) => nwb_shape(bytes, rows),
        };
        Ok(read.map_err(|source| IngestError::Roads { path: path.to_owned(), source })?)
    }

    /// Whom what is made of it names.
    pub(super) const fn attribution(&self) -> &'static str {
        match self {
            Self::OsmPbf => OSM_ATTRIBUTION,
            Self::NwbGml | Self::NwbShape(_) => NWB_ATTRIBUTION,
        }
    }
}
