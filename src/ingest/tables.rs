//! What a folder said, resolved: all files in the order in which they name each other.

use super::demand::{Requests, Shipments, request, shipment};
use super::detours::detours;
use super::distances::{Distances, distances};
use super::fleet::{Drivers, Vehicles, driver, vehicle};
use super::hours::hours;
use super::identity::{Identities, check_isils, relocations};
use super::pass::{Pass, Scope};
use super::places::{Organisations, Places, access, closures, organisation, place};
use super::schema::{DRIVERS, ORGANISATIONS, PLACES, REQUESTS, SHIPMENTS, TITLES, VEHICLES};
use super::school_holidays::Pupils;
use super::source::FileContent;
use super::stock::{Titles, holdings, title};
use crate::diagnostic::Diagnostics;
use crate::index::TitleIdx;
use crate::model::{Closure, HoldingLot};
use crate::travel::{Detour, HourBands};

/// What a data folder said, resolved and checked file by file.
///
/// Rows with errors are left out; what depends on the settings, or on all files together, is
/// checked when the tables become a province.
#[derive(Clone, Debug)]
pub struct Tables {
    pub(super) organisations: Organisations,
    pub(super) places: Places,
    pub(super) closures: Vec<Closure>,
    pub(super) titles: Titles,
    pub(super) holdings: Vec<(TitleIdx, HoldingLot)>,
    pub(super) requests: Requests,
    pub(super) shipments: Shipments,
    pub(super) vehicles: Vehicles,
    pub(super) drivers: Drivers,
    pub(super) distances: Option<Distances>,
    pub(super) hours: HourBands,
    pub(super) detours: Vec<Detour>,
    /// Whether every file that is there could be used.
    pub(super) usable: bool,
}

impl Tables {
    /// Reads all files that a function gives, each once and one at a time. O(bytes + rows log rows).
    pub fn read(
        scope: Scope,
        file: &mut dyn FnMut(&'static str) -> FileContent,
    ) -> (Self, Diagnostics) {
        let mut pass = Pass::new(scope, file);
        let organisations = pass.table(&ORGANISATIONS, organisation);
        let mut pupils = Pupils::default();
        let mut places = pass.table(&PLACES, |row| {
            pupils.note(row);
            place(row, &organisations)
        });
        access(&mut pass, &mut places);
        relocations(&mut pass, &mut places);
        check_isils(&places, &mut pass.found);
        let mut closures = closures(&mut pass, &places);
        closures.extend(pupils.closures(&mut pass, &places));
        let titles = pass.table(&TITLES, title);
        let identities = Identities::of(&titles, &mut pass.found);
        let named = (&titles, &identities);
        let holdings = holdings(&mut pass, named, &places);
        let requests = pass.table(&REQUESTS, |row| request(row, named, &places));
        let shipments = pass.table(&SHIPMENTS, |row| shipment(row, &places));
        let vehicles = pass.table(&VEHICLES, vehicle);
        let drivers = pass.table(&DRIVERS, driver);
        let distances = distances(&mut pass, &places);
        let hours = hours(&mut pass, &places, distances.as_ref());
        let detours = detours(&mut pass, &places);
        let tables = Self {
            organisations,
            places,
            closures,
            titles,
            holdings,
            requests,
            shipments,
            vehicles,
            drivers,
            distances,
            hours,
            detours,
            usable: pass.usable,
        };
        (tables, pass.found.finish())
    }
}
