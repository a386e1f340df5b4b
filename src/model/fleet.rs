//! Vehicles and drivers.

use super::words::{value_of, word_of};
use super::{ServiceDate, TimeWindow, WeekdaySet};
use crate::units::{Cents, Crates, Grams, Metres, Seconds};

/// What a driver must be licensed for (rijbewijs); a higher licence includes the lower.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Licence {
    /// Up to 3.5 tonnes.
    B,
    /// Up to 7.5 tonnes.
    C1,
    /// Above.
    C,
}

impl Licence {
    /// All licences with the word that files use, lowest first.
    pub const WORDS: [(Self, &'static str); 3] = [(Self::B, "B"), (Self::C1, "C1"), (Self::C, "C")];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, &self)
    }

    /// The licence of a word, as files write it.
    pub fn from_word(word: &str) -> Option<Self> {
        value_of(&Self::WORDS, word)
    }
}

/// The class that decides which driving rules hold (voertuigklasse).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VehicleClass {
    /// Up to 3.5 tonnes (bestelwagen).
    Van,
    /// Above (vrachtwagen): breaks after driving hold too.
    Truck,
}

impl VehicleClass {
    /// All classes with the word that files use.
    pub const WORDS: [(Self, &'static str); 2] = [(Self::Van, "van"), (Self::Truck, "truck")];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, &self)
    }

    /// The class of a word, as files write it.
    pub fn from_word(word: &str) -> Option<Self> {
        value_of(&Self::WORDS, word)
    }
}

/// A vehicle (voertuig); it starts and ends at the hub, one route a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vehicle {
    /// The stable code.
    pub code: String,
    /// The name that people use.
    pub name: String,
    /// The class.
    pub class: VehicleClass,
    /// The licence that its driver needs.
    pub licence: Licence,
    /// Crates that fit, full or empty.
    pub crates: Crates,
    /// What it may carry, crates included.
    pub payload: Grams,
    /// From the start of loading at the hub to the end of unloading.
    pub shift: TimeWindow,
    /// The longest route from the start of loading to the end of unloading.
    pub route_max: Seconds,
    /// The weekdays on which it can drive.
    pub days: WeekdaySet,
    /// The days on which it is out of use, first and last (garage).
    pub out_of_use: Option<(ServiceDate, ServiceDate)>,
    /// Whether it has no emissions, so that every zone admits it (emissievrij).
    pub emission_free: bool,
    /// How far it goes on one charge, which it gets at the hub (actieradius); `None` is any distance.
    pub range: Option<Metres>,
    /// Price of a kilometre, in cents.
    pub cents_per_km: i64,
    /// Price of a day on which it drives.
    pub day_price: Cents,
}

impl Vehicle {
    /// Whether it can drive on a date.
    pub fn is_available(&self, date: ServiceDate) -> bool {
        let in_garage = self.out_of_use.is_some_and(|(first, last)| first <= date && date <= last);
        self.days.contains(date.weekday()) && !in_garage
    }
}

/// A driver (chauffeur).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Driver {
    /// The stable code.
    pub code: String,
    /// The name on the sheet, as the planner writes it.
    pub name: String,
    /// The highest licence.
    pub licence: Licence,
    /// The weekdays on which the driver works.
    pub days: WeekdaySet,
    /// The days on which the driver is away, first and last (afwezig: ziek, vakantie).
    pub away: Option<(ServiceDate, ServiceDate)>,
    /// The longest working day, breaks included.
    pub day_max: Seconds,
    /// The working time of a week.
    pub week_max: Seconds,
}

impl Driver {
    /// Whether the driver may take a vehicle out on a date.
    pub fn can_drive(&self, vehicle: &Vehicle, date: ServiceDate) -> bool {
        self.works_on(date) && vehicle.licence <= self.licence
    }

    /// Whether the driver works on a date.
    pub fn works_on(&self, date: ServiceDate) -> bool {
        let is_away = self.away.is_some_and(|(first, last)| first <= date && date <= last);
        self.days.contains(date.weekday()) && !is_away
    }
}
