//! The roads of a file for a vehicle, for ways that no data folder keeps.

use std::path::Path;

use super::road_form::RoadForm;
use super::sources::name_of;
use super::{ProfileChoice, TravelFrom};
use crate::app::Error;
use crate::ingest::roads::road_file_bytes;
use crate::store::digest_of_bytes;
use crate::travel::TravelLabel;
use crate::travel::road::RoadNetwork;

/// Where roads are read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoadOrder {
    /// An OpenStreetMap extract or road sections of the Nationaal Wegenbestand.
    pub from: TravelFrom,
    /// The vehicle.
    pub profile: ProfileChoice,
}

/// Roads, and what is told of them.
pub(in crate::app) struct Roads {
    pub(in crate::app) network: RoadNetwork,
    pub(in crate::app) label: TravelLabel,
}

/// The roads of an order; `None` where it names no file of roads.
pub(in crate::app) fn roads_of(order: &RoadOrder) -> Result<Option<Roads>, Error> {
    let (path, scheme): (&Path, &str) = match &order.from {
        TravelFrom::Osm(path) => (path, "osm"),
        TravelFrom::Nwb(path) => (path, "nwb"),
        _ => return Ok(None),
    };
    let bytes = road_file_bytes(path)?;
    let form = RoadForm::of(&order.from, path)?;
    let read = form.roads(&bytes, path)?;
    let profile = order.profile.read()?;
    let label = TravelLabel {
        source: format!("{scheme}:{}", name_of(path)),
        date: read.date,
        attribution: form.attribution().to_owned(),
        profile: profile.name.clone(),
        fingerprint: digest_of_bytes(&bytes),
        table: String::new(),
        hours: None,
        stops: Vec::new(),
    };
    Ok(Some(Roads { network: RoadNetwork::new(&read.data, &profile), label }))
}
