//! Places: the hub, branches, service points, exchange points.

use std::fmt;

use super::words::{value_of, word_of};
use super::{
    ClockTime, IsoWeek, Registration, ServiceDate, TimeWindow, Vehicle, VehicleClass, Weekday,
};
use crate::index::OrganisationIdx;
use crate::units::{Cents, Crates, Items, Seconds};

/// A position on Earth in WGS84 degrees, longitude first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LonLat {
    /// Degrees east, -180 to 180.
    pub lon: f64,
    /// Degrees north, -90 to 90.
    pub lat: f64,
}

impl LonLat {
    /// A position, if both numbers are finite and within their range.
    pub fn new(lon: f64, lat: f64) -> Option<Self> {
        let on_earth = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
        on_earth.then_some(Self { lon, lat })
    }
}

/// The stable code of a place, for the outside world (vestigingscode), such as `EMM-01`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceCode(pub String);

impl fmt::Display for PlaceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A library organisation (bibliotheekorganisatie), or another body that owns places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// The stable code.
    pub code: String,
    /// The name people use.
    pub name: String,
    /// What it lends in a week.
    pub lending: LendingLimits,
}

/// What an organisation lends in a week; `None` is any number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LendingLimits {
    /// The most copies that its places pull, whoever asks (hoogste aantal uitleningen).
    pub most: Option<Items>,
    /// The least that it lends to other organisations beyond what it borrows from them, at most
    /// nought (laagste nettobalans).
    pub net_least: Option<Items>,
    /// The most that it does, at least nought (hoogste nettobalans).
    pub net_most: Option<Items>,
}

impl LendingLimits {
    /// Whether what it lends to others beyond what it borrows has a limit.
    pub const fn has_band(&self) -> bool {
        self.net_least.is_some() || self.net_most.is_some()
    }
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// Where crates are emptied, sorted and refilled; the depot (distributiecentrum).
    Hub,
    /// The provincial supplier without public, at the hub (achtergrondcollectie).
    Background,
    /// A main branch (hoofdvestiging).
    Main,
    /// A branch (vestiging).
    Branch,
    /// A small branch (kleine vestiging).
    SmallBranch,
    /// A place that only hands over (servicepunt).
    ServicePoint,
    /// A stop of the book bus (bibliobushalte).
    BookBusStop,
    /// Another province's support organisation (POI).
    ExternalSupport,
    /// The national exchange (landelijk overslagpunt).
    ExternalNational,
}

impl PlaceKind {
    /// All kinds with the word that files use.
    pub const WORDS: [(Self, &'static str); 9] = [
        (Self::Hub, "hub"),
        (Self::Background, "background"),
        (Self::Main, "main"),
        (Self::Branch, "branch"),
        (Self::SmallBranch, "branch-small"),
        (Self::ServicePoint, "servicepoint"),
        (Self::BookBusStop, "bookbus-stop"),
        (Self::ExternalSupport, "external-poi"),
        (Self::ExternalNational, "external-national"),
    ];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, &self)
    }

    /// The kind of a word, as files write it.
    pub fn from_word(word: &str) -> Option<Self> {
        value_of(&Self::WORDS, word)
    }

    /// Whether readers collect items there, so that the transport norm holds for it.
    pub const fn is_served(self) -> bool {
        matches!(
            self,
            Self::Main | Self::Branch | Self::SmallBranch | Self::ServicePoint | Self::BookBusStop
        )
    }
}

/// When a driver can get in (toegang).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// Whether a key (sleutel) opens the place at any time of the shift.
    pub key: bool,
    /// The windows of each weekday, from Monday, in time order; empty on a day without access.
    pub windows: [Vec<AccessWindow>; 7],
    /// From when a zone admits only vehicles without emissions (nul-emissiezone).
    pub zone: EmissionZone,
}

/// The first days on which only vehicles without emissions may come (nul-emissiezone); `None` is
/// never.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EmissionZone {
    /// Of vans (bestelwagens).
    pub vans_from: Option<ServiceDate>,
    /// Of trucks (vrachtwagens).
    pub trucks_from: Option<ServiceDate>,
}

impl EmissionZone {
    /// Whether a vehicle may enter on a date.
    pub fn admits(self, vehicle: &Vehicle, date: ServiceDate) -> bool {
        let from = match vehicle.class {
            VehicleClass::Van => self.vans_from,
            VehicleClass::Truck => self.trucks_from,
        };
        vehicle.emission_free || from.is_none_or(|from| date < from)
    }
}

impl Access {
    /// The windows of a weekday; empty means no access that day, unless there is a key.
    pub fn on(&self, weekday: Weekday) -> &[AccessWindow] {
        &self.windows[weekday.num_days_from_monday() as usize]
    }
}

/// A window of a place, which may cost something towards its end (toegang, tijdvenster).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AccessWindow {
    /// The first moment at which service may start.
    pub open: ClockTime,
    /// The last moment at which it must have ended.
    pub close: ClockTime,
    /// From when arriving late costs; `None` is never.
    pub late: Option<LateCharge>,
}

impl AccessWindow {
    /// The window alone.
    pub const fn hours(self) -> TimeWindow {
        TimeWindow { open: self.open, close: self.close }
    }
}

impl From<TimeWindow> for AccessWindow {
    fn from(TimeWindow { open, close }: TimeWindow) -> Self {
        Self { open, close, late: None }
    }
}

/// What late arrival costs (te laat komen).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LateCharge {
    /// The last moment of arrival that costs nothing, within its window.
    pub due: ClockTime,
    /// The price of each minute later.
    pub per_minute: Cents,
}

/// How long a visit takes, and what a place can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// Parking, walking, signing: once a visit.
    pub fixed: Seconds,
    /// For each crate carried in or out, full or empty.
    pub per_crate: Seconds,
    /// Pull-list lines that staff can pull for one visit (estimate).
    pub pull_capacity: Items,
    /// Items that the hold shelf takes in a week.
    pub shelf_capacity: Items,
    /// Empty crates there at the start of the week.
    pub empties: Crates,
    /// Crates that the place has room for.
    pub empties_max: Crates,
}

/// A place of the province (plaats, locatie).
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The stable code.
    pub code: PlaceCode,
    /// The name that people use.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// Who owns it.
    pub organisation: OrganisationIdx,
    /// The municipality (gemeente).
    pub municipality: String,
    /// Street, postcode and town, or the building, where known.
    pub address: String,
    /// Where it is.
    pub position: LonLat,
    /// How many visits the norm asks for in an ISO week; 0 for places that no route serves.
    pub visits_per_week: u8,
    /// Whether it stands in the hub's own building: visited by trolley, without a vehicle.
    pub in_hub_building: bool,
    /// When a driver can get in.
    pub access: Access,
    /// How long a visit takes, and what it can hold.
    pub service: Service,
    /// How sure the facts are, in the words of the data.
    pub certainty: String,
    /// Where the facts come from.
    pub source: String,
    /// Its code, period of use and moves.
    pub registration: Registration,
    /// The region that it belongs to (regio), which routes rather do not leave.
    pub region: Option<Box<str>>,
}

impl Place {
    /// Whether routes or the trolley have to visit it.
    pub const fn is_visited(&self) -> bool {
        self.visits_per_week > 0
    }

    /// Whether any day of a week lies in its period of use.
    pub fn is_used_in(&self, week: IsoWeek) -> bool {
        self.registration.in_use.touches(week)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_off_the_earth_do_not_exist() {
        assert!(LonLat::new(6.5625, 52.99667).is_some());
        assert!(LonLat::new(f64::NAN, 52.0).is_none());
        assert!(LonLat::new(233_000.0, 556_000.0).is_none());
    }

    #[test]
    fn every_kind_is_read_as_it_is_written() {
        for (kind, word) in PlaceKind::WORDS {
            assert_eq!(PlaceKind::from_word(word), Some(kind));
            assert_eq!(kind.word(), word);
        }
    }
}
