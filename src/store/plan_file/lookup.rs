//! Codes and positions to indices, and the place in the file where that fails.

use std::collections::BTreeMap;
use std::fmt;

use super::schema::PlanFile;
use crate::index::{
    DriverIdx, ParcelIdx, PlaceIdx, RequestIdx, RouteIdx, ShipmentIdx, TitleIdx, VehicleIdx,
    VisitIdx,
};
use crate::model::Province;

/// What is wrong with a value, and where in the file it stands, as in `visits[3].place`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    at: String,
    what: String,
}

impl Fault {
    pub(super) fn new(at: &str, what: String) -> Self {
        Self { at: at.to_owned(), what }
    }

    fn within(self, outer: &str) -> Self {
        let joint = if self.at.is_empty() || self.at.starts_with('[') { "" } else { "." };
        Self { at: format!("{outer}{joint}{}", self.at), ..self }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.what)
    }
}

/// Places a fault inside a key.
pub(super) fn inside<T>(key: &str, read: Result<T, Fault>) -> Result<T, Fault> {
    read.map_err(|fault| fault.within(key))
}

/// Reads a list; a fault names the position.
pub(super) fn each<S, T>(
    key: &str,
    list: &[S],
    read: impl Fn(&S) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let placed =
        |(position, row)| read(row).map_err(|fault| fault.within(&format!("{key}[{position}]")));
    list.iter().enumerate().map(placed).collect()
}

/// The codes of a province and the lengths of a plan's lists.
pub(super) struct Lookup<'a> {
    places: BTreeMap<&'a str, PlaceIdx>,
    requests: BTreeMap<&'a str, RequestIdx>,
    shipments: BTreeMap<&'a str, ShipmentIdx>,
    /// Empty where the plan names none, since a province has many.
    titles: BTreeMap<&'a str, TitleIdx>,
    vehicles: BTreeMap<&'a str, VehicleIdx>,
    drivers: BTreeMap<&'a str, DriverIdx>,
    parcels: usize,
    visits: usize,
    routes: usize,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(stored: &PlanFile, province: &'a Province) -> Self {
        let (places, requests) = (province.places(), province.requests());
        let (vehicles, drivers) = (province.vehicles(), province.drivers());
        let shipments = province.shipments().iter_indexed();
        let names_titles = stored.supplies.iter().any(|supply| supply.edition.is_some());
        let titles = province.titles().iter_indexed().filter(|_| names_titles);
        Self {
            places: places.iter_indexed().map(|(at, row)| (row.code.0.as_str(), at)).collect(),
            requests: requests.iter_indexed().map(|(at, row)| (&*row.number, at)).collect(),
            shipments: shipments.map(|(at, row)| (&*row.code, at)).collect(),
            titles: titles.map(|(at, row)| (&*row.code, at)).collect(),
            vehicles: vehicles.iter_indexed().map(|(at, row)| (row.code.as_str(), at)).collect(),
            drivers: drivers.iter_indexed().map(|(at, row)| (row.code.as_str(), at)).collect(),
            parcels: stored.parcels.len(),
            visits: stored.visits.len(),
            routes: stored.routes.len(),
        }
    }

    pub(super) fn place(&self, key: &str, code: &str) -> Result<PlaceIdx, Fault> {
        find(&self.places, code).ok_or_else(|| unknown(key, "place", code))
    }

    pub(super) fn request(&self, key: &str, number: &str) -> Result<RequestIdx, Fault> {
        find(&self.requests, number).ok_or_else(|| unknown(key, "request", number))
    }

    pub(super) fn shipment(&self, key: &str, code: &str) -> Result<ShipmentIdx, Fault> {
        find(&self.shipments, code).ok_or_else(|| unknown(key, "shipment", code))
    }

    pub(super) fn title(&self, key: &str, code: &str) -> Result<TitleIdx, Fault> {
        find(&self.titles, code).ok_or_else(|| unknown(key, "title", code))
    }

    pub(super) fn vehicle(&self, key: &str, code: &str) -> Result<VehicleIdx, Fault> {
        find(&self.vehicles, code).ok_or_else(|| unknown(key, "vehicle", code))
    }

    pub(super) fn driver(&self, key: &str, code: &str) -> Result<DriverIdx, Fault> {
        find(&self.drivers, code).ok_or_else(|| unknown(key, "driver", code))
    }

    pub(super) fn parcel(&self, key: &str, position: u32) -> Result<ParcelIdx, Fault> {
        check_position(key, "parcel", position, self.parcels).map(ParcelIdx)
    }

    pub(super) fn visit(&self, key: &str, position: u32) -> Result<VisitIdx, Fault> {
        check_position(key, "visit", position, self.visits).map(VisitIdx)
    }

    pub(super) fn route(&self, key: &str, position: u32) -> Result<RouteIdx, Fault> {
        check_position(key, "route", position, self.routes).map(RouteIdx)
    }
}

fn find<I: Copy>(codes: &BTreeMap<&str, I>, code: &str) -> Option<I> {
    codes.get(code).copied()
}

fn unknown(key: &str, noun: &str, code: &str) -> Fault {
    Fault::new(key, format!("no {noun} has the code `{code}`"))
}

fn check_position(key: &str, noun: &str, position: u32, len: usize) -> Result<u32, Fault> {
    if (position as usize) < len {
        Ok(position)
    } else {
        Err(Fault::new(key, format!("no {noun} stands at {position}, of {len}")))
    }
}
