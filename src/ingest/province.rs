//! Tables and settings to a province.

use super::codes;
use super::findings::Findings;
use super::limits::ISOLATED_METRES;
use super::tables::Tables;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::index::PlaceIdx;
use crate::model::{CrateType, Holdings, Province, ProvinceFault, ProvinceParts, Settings};
use crate::travel::{TravelMatrix, isolated};
use crate::units::{Crates, Grams, Millilitres};

/// A data folder as the engines take it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The validated whole.
    pub province: Province,
    /// Ways between its places: the table of the folder or, where it has none, the estimate.
    pub travel: TravelMatrix,
}

impl Tables {
    /// The parts of a province under some settings, with the findings that need them.
    ///
    /// `None` when a file could not be used at all, which the reading of the tables has found.
    /// O(rows).
    pub fn into_parts(mut self, settings: Settings) -> (Option<ProvinceParts>, Diagnostics) {
        let mut found = Findings::default();
        self.check_with(&settings, &mut found);
        let parts = self.take_parts(settings);
        (parts, found.finish())
    }

    /// The province under some settings and its travel matrix, with the findings that only the
    /// whole shows.
    ///
    /// `None` when a file could not be used at all, or the rows without errors make no province;
    /// then this or the reading of the tables has found an error. O(rows + places^2).
    pub fn into_province(mut self, settings: Settings) -> (Option<Reading>, Diagnostics) {
        let mut found = Findings::default();
        self.check_with(&settings, &mut found);
        let service_days = settings.service_days.len();
        let estimate = settings.travel;
        let Some(parts) = self.take_parts(settings) else { return (None, found.finish()) };
        let province = match Province::new(parts) {
            Ok(province) => province,
            Err(faults) => {
                let told = faults.iter().filter_map(|fault| self.told(fault, service_days));
                told.for_each(|finding| found.push(finding));
                return (None, found.finish());
            }
        };
        let places = province.places();
        let travel = match &self.distances {
            Some(rows) => TravelMatrix::from_table(places.len(), rows),
            None => TravelMatrix::estimate(places, estimate),
        };
        let travel = travel.with_hours(self.hours).with_detours(self.detours);
        (Some(Reading { province, travel }), found.finish())
    }

    /// Fills in what the settings assume, and checks what needs them or all places.
    fn check_with(&mut self, settings: &Settings, found: &mut Findings) {
        self.assume_access(settings, found);
        for (place, metres) in isolated(&self.places.rows, ISOLATED_METRES) {
            if self.places.rows[place].is_visited() {
                #[expect(clippy::cast_possible_truncation, reason = "at most the Earth's girth")]
                let kilometres = (metres / 1_000.0).round() as i64;
                let span = self.places.span(place);
                found.push(codes::place_isolated(span, self.places.code(place), kilometres));
            }
        }
        self.check_items(&settings.crate_type, found);
        let empties: Crates = self.places.rows.iter().map(|place| place.service.empties).sum();
        if empties.0 > settings.crates_in_circulation {
            let circulation = settings.crates_in_circulation;
            found.push(codes::empties_exceed_circulation(empties.0, circulation));
        }
    }

    /// Opens visited places of which nothing is known in the default window of service days.
    fn assume_access(&mut self, settings: &Settings, found: &mut Findings) {
        let unknown = self.places.rows.iter_indexed().filter(|(_, place)| {
            place.is_visited()
                && !place.access.key
                && place.access.windows.iter().all(Vec::is_empty)
        });
        let unknown: Vec<PlaceIdx> = unknown.map(|(place, _)| place).collect();
        for place in unknown {
            let (span, window) = (self.places.span(place), settings.default_access);
            found.push(codes::access_assumed(span, self.places.code(place), window));
            for day in settings.service_days.iter() {
                let windows = &mut self.places.rows[place].access.windows;
                windows[day.num_days_from_monday() as usize].push(window.into());
            }
        }
    }

    /// Every item must fit into an empty crate, or nothing can carry it.
    fn check_items(&self, crate_type: &CrateType, found: &mut Findings) {
        let exceeds = |grams: Grams, millilitres: Millilitres| {
            if grams > crate_type.net_mass() {
                Some((grams.to_string(), crate_type.net_mass().to_string()))
            } else if millilitres > crate_type.net_volume() {
                Some((millilitres.to_string(), crate_type.net_volume().to_string()))
            } else {
                None
            }
        };
        for (index, title) in self.titles.rows.iter_indexed() {
            if let Some((item, room)) = exceeds(title.grams, title.millilitres) {
                let span = self.titles.span(index);
                found.push(codes::item_exceeds_crate(span, &title.code, &item, &room));
            }
        }
        for (index, shipment) in self.shipments.rows.iter_indexed() {
            let in_crates = shipment.whole_crates.is_none();
            let over = exceeds(shipment.grams_each, shipment.millilitres_each);
            if let Some((item, room)) = over.filter(|_| in_crates) {
                let span = self.shipments.span(index);
                found.push(codes::item_exceeds_crate(span, &shipment.code, &item, &room));
            }
        }
    }

    /// Moves the large tables out, and copies those that a fault may have to name.
    fn take_parts(&mut self, settings: Settings) -> Option<ProvinceParts> {
        if !self.usable {
            return None;
        }
        let titles = std::mem::take(&mut self.titles.rows);
        let holdings = Holdings::from_rows(titles.len(), std::mem::take(&mut self.holdings));
        Some(ProvinceParts {
            settings,
            organisations: std::mem::take(&mut self.organisations.rows),
            places: self.places.rows.clone(),
            titles,
            holdings,
            requests: self.requests.rows.clone(),
            shipments: self.shipments.rows.clone(),
            vehicles: self.vehicles.rows.clone(),
            drivers: std::mem::take(&mut self.drivers.rows),
            closures: std::mem::take(&mut self.closures),
        })
    }

    /// The finding of a fault; `None` when rows with errors of their own may have caused it.
    fn told(&self, fault: &ProvinceFault, service_days: usize) -> Option<Diagnostic> {
        let (places, vehicles) = (&self.places, &self.vehicles);
        Some(match *fault {
            ProvinceFault::NoHub => places.is_whole().then(codes::no_hub)?,
            ProvinceFault::NothingToVisit => places.is_whole().then(codes::nothing_to_visit)?,
            ProvinceFault::NoVehicle => vehicles.is_whole().then(codes::no_vehicle)?,
            ProvinceFault::SecondHub(place) => {
                codes::second_hub(places.span(place), places.code(place))
            }
            ProvinceFault::HubIsVisited(place) => {
                codes::hub_is_visited(places.span(place), places.code(place))
            }
            ProvinceFault::TooManyVisits(place) => {
                let visits = places.rows[place].visits_per_week;
                codes::too_many_visits(places.span(place), places.code(place), visits, service_days)
            }
            ProvinceFault::NoDriverFor(vehicle) => {
                let licence = vehicles.rows[vehicle].licence.word();
                let told =
                    codes::no_driver_for(vehicles.span(vehicle), vehicles.code(vehicle), licence);
                self.drivers.is_whole().then_some(told)?
            }
            ProvinceFault::PickupNotVisited(request) => {
                let pickup = self.requests.rows[request].pickup;
                let span = self.requests.span(request);
                codes::pickup_not_visited(span, self.requests.code(request), places.code(pickup))
            }
            ProvinceFault::ShipmentOffRoute(shipment) => {
                let row = &self.shipments.rows[shipment];
                let ends = [places.code(row.from), places.code(row.to)];
                let span = self.shipments.span(shipment);
                codes::shipment_off_route(span, self.shipments.code(shipment), ends)
            }
        })
    }
}
