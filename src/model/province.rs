//! The validated whole.

use std::borrow::Cow;

use super::edition::Editions;
use super::{
    Calendar, Closure, Driver, Holdings, IsoWeek, Organisation, Place, PlaceKind, Request,
    Settings, Shipment, Title, Vehicle, Weekday,
};
use crate::index::{
    DriverIdx, IndexVec, OrganisationIdx, PlaceIdx, RequestIdx, ShipmentIdx, TitleIdx, VehicleIdx,
};
use crate::units::Items;

/// The parts of a province before validation; indices between them already resolved.
#[derive(Clone, Debug)]
pub struct ProvinceParts {
    /// Settings.
    pub settings: Settings,
    /// Organisations.
    pub organisations: IndexVec<OrganisationIdx, Organisation>,
    /// Places.
    pub places: IndexVec<PlaceIdx, Place>,
    /// Titles.
    pub titles: IndexVec<TitleIdx, Title>,
    /// Holdings.
    pub holdings: Holdings,
    /// Requests.
    pub requests: IndexVec<RequestIdx, Request>,
    /// Shipments.
    pub shipments: IndexVec<ShipmentIdx, Shipment>,
    /// Vehicles.
    pub vehicles: IndexVec<VehicleIdx, Vehicle>,
    /// Drivers.
    pub drivers: IndexVec<DriverIdx, Driver>,
    /// Closures.
    pub closures: Vec<Closure>,
}

/// Why parts do not make a province.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProvinceFault {
    /// No place is a hub.
    NoHub,
    /// A second place is a hub.
    SecondHub(PlaceIdx),
    /// No place has to be visited.
    NothingToVisit,
    /// A place asks for more visits than the week has service days.
    TooManyVisits(PlaceIdx),
    /// A place in the hub's building, or the hub, has an impossible role.
    HubIsVisited(PlaceIdx),
    /// There is no vehicle, though a place needs one.
    NoVehicle,
    /// There is no driver who may drive a vehicle.
    NoDriverFor(VehicleIdx),
    /// A request is to be collected at a place that no one visits.
    PickupNotVisited(RequestIdx),
    /// A shipment starts or ends at a place that is neither visited nor at the hub.
    ShipmentOffRoute(ShipmentIdx),
}

/// A library province: places, holdings, requests, fleet, rules (provincie).
///
/// Invariant: exactly one hub; every visited place can have its visits on the service days;
/// every request and shipment begins and ends where a visit or the hub takes it; every vehicle
/// has a driver.
#[derive(Clone, Debug)]
pub struct Province {
    parts: ProvinceParts,
    hub: PlaceIdx,
    editions: Editions,
}

impl Province {
    /// Validates the parts; all faults in one pass. O(places + requests + shipments), and
    /// O(n log n) in titles that name a work.
    pub fn new(parts: ProvinceParts) -> Result<Self, Vec<ProvinceFault>> {
        let mut faults = Vec::new();
        let hub = find_hub(&parts, &mut faults);
        check_visits(&parts, &mut faults);
        check_fleet(&parts, &mut faults);
        check_flows(&parts, &mut faults);
        match hub {
            Some(hub) if faults.is_empty() => {
                let editions = Editions::of(&parts.titles, parts.settings.editions);
                Ok(Self { parts, hub, editions })
            }
            _ => Err(faults),
        }
    }

    /// The parts, to change one and validate again.
    pub fn into_parts(self) -> ProvinceParts {
        self.parts
    }

    /// The place where crates are sorted.
    pub const fn hub(&self) -> PlaceIdx {
        self.hub
    }

    /// The settings.
    pub const fn settings(&self) -> &Settings {
        &self.parts.settings
    }

    /// The organisations.
    pub const fn organisations(&self) -> &IndexVec<OrganisationIdx, Organisation> {
        &self.parts.organisations
    }

    /// The places.
    pub const fn places(&self) -> &IndexVec<PlaceIdx, Place> {
        &self.parts.places
    }

    /// The places that have to be visited, in order.
    pub fn visited_places(&self) -> impl Iterator<Item = PlaceIdx> {
        let places = &self.parts.places;
        places.iter_indexed().filter(|(_, place)| place.is_visited()).map(|(place, _)| place)
    }

    /// Whether what is there is already at the hub: the hub itself and the background collection.
    pub fn is_at_hub(&self, place: PlaceIdx) -> bool {
        matches!(self.parts.places[place].kind, PlaceKind::Hub | PlaceKind::Background)
    }

    /// The titles.
    pub const fn titles(&self) -> &IndexVec<TitleIdx, Title> {
        &self.parts.titles
    }

    /// The holdings.
    pub const fn holdings(&self) -> &Holdings {
        &self.parts.holdings
    }

    /// The requests.
    pub const fn requests(&self) -> &IndexVec<RequestIdx, Request> {
        &self.parts.requests
    }

    /// The shipments.
    pub const fn shipments(&self) -> &IndexVec<ShipmentIdx, Shipment> {
        &self.parts.shipments
    }

    /// The vehicles.
    pub const fn vehicles(&self) -> &IndexVec<VehicleIdx, Vehicle> {
        &self.parts.vehicles
    }

    /// The drivers.
    pub const fn drivers(&self) -> &IndexVec<DriverIdx, Driver> {
        &self.parts.drivers
    }

    /// The closures that the data name.
    pub fn closures(&self) -> &[Closure] {
        &self.parts.closures
    }

    /// The calendar around a week: its holidays and those of the neighbouring years.
    pub fn calendar(&self, week: IsoWeek) -> Calendar {
        let years = week.year() - 1..=week.year() + 1;
        let in_use = self.parts.places.iter().map(|place| place.registration.in_use);
        Calendar::new(years, self.parts.settings.holidays, self.parts.closures.clone())
            .with_use(in_use.collect())
    }

    /// The titles of which a copy may fill a request: the one asked for and, where wish and policy
    /// allow, the other editions of its work, in title order. O(1).
    pub fn editions_of<'a>(&'a self, request: &'a Request) -> &'a [TitleIdx] {
        self.editions.of_request(request)
    }

    /// The province as a plan of a week sees it, itself where nothing differs.
    ///
    /// A place stands where its last move up to the Monday has put it: a move in the middle of a
    /// week counts from the next one, since a week is planned with one travel matrix. A place
    /// that is in use on no day of the week gets no visits and needs none, its staff pull nothing
    /// and its hold shelf takes nothing; requests that name it stay, unserved, and no visit of the
    /// following week is assumed there. On single days
    /// outside the period of use the [calendar](Self::calendar) closes it. Applied twice it
    /// changes nothing more. O(places), and a copy of the province where something differs.
    pub fn in_week(&self, week: IsoWeek) -> Cow<'_, Self> {
        let monday = week.date(Weekday::Mon);
        let differs = |place: &Place| {
            !place.is_used_in(week) || place.registration.relocated(monday).is_some()
        };
        if !self.parts.places.iter().any(differs) {
            return Cow::Borrowed(self);
        }
        let mut province = self.clone();
        for place in &mut province.parts.places {
            if let Some(moved) = place.registration.relocated(monday) {
                place.position = moved.position;
                place.address.clone_from(&moved.address);
            }
            if !place.is_used_in(week) {
                place.visits_per_week = 0;
                place.service.pull_capacity = Items::ZERO;
                place.service.shelf_capacity = Items::ZERO;
            }
        }
        Cow::Owned(province)
    }
}

fn find_hub(parts: &ProvinceParts, faults: &mut Vec<ProvinceFault>) -> Option<PlaceIdx> {
    let hubs = parts.places.iter_indexed().filter(|(_, place)| place.kind == PlaceKind::Hub);
    let mut hubs = hubs.map(|(place, _)| place);
    let hub = hubs.next();
    if hub.is_none() {
        faults.push(ProvinceFault::NoHub);
    }
    faults.extend(hubs.map(ProvinceFault::SecondHub));
    hub
}

fn check_visits(parts: &ProvinceParts, faults: &mut Vec<ProvinceFault>) {
    let days = parts.settings.service_days.len();
    for (index, place) in parts.places.iter_indexed() {
        if usize::from(place.visits_per_week) > days {
            faults.push(ProvinceFault::TooManyVisits(index));
        }
        let at_hub = matches!(place.kind, PlaceKind::Hub | PlaceKind::Background);
        if at_hub && place.is_visited() {
            faults.push(ProvinceFault::HubIsVisited(index));
        }
    }
    if parts.places.iter().all(|place| !place.is_visited()) {
        faults.push(ProvinceFault::NothingToVisit);
    }
}

fn check_fleet(parts: &ProvinceParts, faults: &mut Vec<ProvinceFault>) {
    let by_road = |place: &Place| place.is_visited() && !place.in_hub_building;
    if parts.vehicles.is_empty() && parts.places.iter().any(by_road) {
        faults.push(ProvinceFault::NoVehicle);
    }
    for (index, vehicle) in parts.vehicles.iter_indexed() {
        if parts.drivers.iter().all(|driver| driver.licence < vehicle.licence) {
            faults.push(ProvinceFault::NoDriverFor(index));
        }
    }
}

fn check_flows(parts: &ProvinceParts, faults: &mut Vec<ProvinceFault>) {
    let reached = |place: PlaceIdx| {
        let place = &parts.places[place];
        place.is_visited() || matches!(place.kind, PlaceKind::Hub | PlaceKind::Background)
    };
    for (index, request) in parts.requests.iter_indexed() {
        if !parts.places[request.pickup].is_visited() {
            faults.push(ProvinceFault::PickupNotVisited(index));
        }
    }
    for (index, shipment) in parts.shipments.iter_indexed() {
        if !reached(shipment.from) || !reached(shipment.to) {
            faults.push(ProvinceFault::ShipmentOffRoute(index));
        }
    }
}
