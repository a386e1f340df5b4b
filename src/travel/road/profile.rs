//! What a vehicle may drive, and how fast.

use super::hours::DrivingHours;
use super::traffic::{ALL, TrafficBand};

/// Classes of road, in the order of the tables of a [`RoadProfile`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoadClass {
    /// Autosnelweg.
    Motorway,
    /// Its slip roads.
    MotorwayLink,
    /// Autoweg.
    Trunk,
    /// Its slip roads.
    TrunkLink,
    /// Provincial main road.
    Primary,
    /// Its slip roads.
    PrimaryLink,
    /// Regional road.
    Secondary,
    /// Its slip roads.
    SecondaryLink,
    /// Local through road.
    Tertiary,
    /// Its slip roads.
    TertiaryLink,
    /// Minor road.
    Unclassified,
    /// Street with houses.
    Residential,
    /// Woonerf.
    LivingStreet,
    /// Road on a site, to a car park or behind houses.
    Service,
    /// Street for walking: driven only where a tag says so.
    Pedestrian,
    /// Track through fields: driven only where a tag says so.
    Track,
    /// Ferry (veer).
    Ferry,
}

/// All classes, with the words of OpenStreetMap.
pub const ROAD_CLASSES: [(RoadClass, &str); 17] = [
    (RoadClass::Motorway, "motorway"),
    (RoadClass::MotorwayLink, "motorway_link"),
    (RoadClass::Trunk, "trunk"),
    (RoadClass::TrunkLink, "trunk_link"),
    (RoadClass::Primary, "primary"),
    (RoadClass::PrimaryLink, "primary_link"),
    (RoadClass::Secondary, "secondary"),
    (RoadClass::SecondaryLink, "secondary_link"),
    (RoadClass::Tertiary, "tertiary"),
    (RoadClass::TertiaryLink, "tertiary_link"),
    (RoadClass::Unclassified, "unclassified"),
    (RoadClass::Residential, "residential"),
    (RoadClass::LivingStreet, "living_street"),
    (RoadClass::Service, "service"),
    (RoadClass::Pedestrian, "pedestrian"),
    (RoadClass::Track, "track"),
    (RoadClass::Ferry, "ferry"),
];

impl RoadClass {
    /// The class of a value of `highway`.
    pub fn of_highway(value: &str) -> Option<Self> {
        if value == "road" {
            return Some(Self::Unclassified);
        }
        let of = ROAD_CLASSES.iter().find(|(class, word)| *word == value && *class != Self::Ferry);
        of.map(|(class, _)| *class)
    }

    /// The word of OpenStreetMap.
    pub fn word(self) -> &'static str {
        ROAD_CLASSES[self as usize].1
    }

    /// Whether vehicles drive there only where a tag lets them.
    pub(super) const fn needs_leave(self) -> bool {
        matches!(self, Self::Pedestrian | Self::Track)
    }

    /// Whether one may turn round on it, and stop at its side.
    pub(super) const fn is_stoppable(self) -> bool {
        !matches!(
            self,
            Self::Motorway | Self::MotorwayLink | Self::Trunk | Self::TrunkLink | Self::Ferry
        )
    }
}

/// The kind of vehicle, which decides the tags of access that speak of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoadVehicle {
    /// Up to 3.5 tonnes (bestelwagen).
    Van,
    /// Heavier (vrachtwagen).
    Truck,
}

impl RoadVehicle {
    /// Keys of access, the most particular first.
    pub(super) const fn access_keys(self) -> &'static [&'static str] {
        match self {
            Self::Van => &["goods", "motorcar", "motor_vehicle", "vehicle", "access"],
            Self::Truck => &["hgv", "motor_vehicle", "vehicle", "access"],
        }
    }
}

/// What the posted speed does to the speed of the class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    /// It takes its place.
    Replaces,
    /// The lesser of the two counts.
    Caps,
}

/// On which side of the road a stop is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kerb {
    /// Either: the driver crosses the road on foot.
    Either,
    /// Its own, with traffic on the right: the vehicle arrives with the stop on its right hand.
    Own,
}

/// The size of a vehicle; `None` is not looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VehicleSize {
    /// Centimetres.
    pub height_cm: Option<u32>,
    /// Centimetres.
    pub width_cm: Option<u32>,
    /// Centimetres.
    pub length_cm: Option<u32>,
    /// Kilograms, laden.
    pub weight_kg: Option<u32>,
}

/// What a vehicle may drive, and how fast (voertuigprofiel).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoadProfile {
    /// The name, for the label of a matrix.
    pub name: String,
    /// The kind.
    pub vehicle: RoadVehicle,
    /// Kilometres an hour by class, in the order of [`ROAD_CLASSES`]; 0 is not driven.
    pub speeds_kmh: [u16; ROAD_CLASSES.len()],
    /// What measurement made of the speeds, in thousandths, by class.
    pub factors_permille: [u16; ROAD_CLASSES.len()],
    /// What the posted speed does.
    pub posted: Posted,
    /// The part of the posted speed that is driven, in thousandths.
    pub posted_permille: u16,
    /// The fastest that it ever goes, kilometres an hour.
    pub cap_kmh: u16,
    /// Its size.
    pub size: VehicleSize,
    /// Values of access that keep it out.
    pub blocked: Vec<String>,
    /// Values of access that let it in at the beginning or the end of a trip only.
    pub destination: Vec<String>,
    /// Tags, key and value, of ways that it never drives.
    pub blocked_tags: Vec<(String, String)>,
    /// Milliseconds for turning round.
    pub u_turn_ms: u32,
    /// Milliseconds for turning back by the wheel as far as it goes; a lesser turn costs its share,
    /// and below 30 degrees nothing.
    pub turn_ms: u32,
    /// Which side of the road is served.
    pub kerb: Kerb,
    /// When it drives, against which conditions are held.
    pub hours: DrivingHours,
    /// Bands of the day in which roads take longer, by their begin, none within another; empty is
    /// never.
    pub traffic: Vec<TrafficBand>,
}

impl RoadProfile {
    /// A van, with speeds as published for cars by routing engines.
    pub fn van() -> Self {
        let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
        Self {
            name: "van".to_owned(),
            vehicle: RoadVehicle::Van,
            speeds_kmh: [90, 45, 85, 40, 65, 30, 55, 25, 40, 20, 25, 25, 10, 15, 5, 10, 5],
            factors_permille: [ALL; ROAD_CLASSES.len()],
            posted: Posted::Replaces,
            posted_permille: 800,
            cap_kmh: 120,
            size: VehicleSize {
                height_cm: Some(270),
                width_cm: Some(220),
                length_cm: Some(700),
                weight_kg: Some(3_500),
            },
            blocked: words(&[
                "no",
                "agricultural",
                "forestry",
                "emergency",
                "psv",
                "bus",
                "military",
                "permit",
                "use_sidepath",
            ]),
            destination: words(&["destination", "delivery", "customers", "private"]),
            blocked_tags: vec![
                ("area".to_owned(), "yes".to_owned()),
                ("impassable".to_owned(), "yes".to_owned()),
                ("service".to_owned(), "emergency_access".to_owned()),
            ],
            u_turn_ms: 20_000,
            turn_ms: 7_500,
            kerb: Kerb::Either,
            hours: DrivingHours::default(),
            traffic: Vec::new(),
        }
    }

    /// A truck: nine tenths of the speeds of a van, at most 85, and heavier and larger.
    pub fn truck() -> Self {
        let van = Self::van();
        Self {
            name: "truck".to_owned(),
            vehicle: RoadVehicle::Truck,
            speeds_kmh: van.speeds_kmh.map(|kmh| (kmh * 9).div_ceil(10)),
            cap_kmh: 85,
            size: VehicleSize {
                height_cm: Some(400),
                width_cm: Some(255),
                length_cm: Some(1_200),
                weight_kg: Some(18_000),
            },
            u_turn_ms: 60_000,
            ..van
        }
    }

    /// Metres an hour on a class of road with a posted speed; 0 where it is not driven.
    pub(super) fn metres_per_hour(&self, class: RoadClass, posted_kmh: Option<u32>) -> u32 {
        const PER_KM: u32 = 1_000;
        let of_class = u32::from(self.speeds_kmh[class as usize]) * PER_KM;
        if of_class == 0 {
            return 0;
        }
        let posted = posted_kmh.map(|kmh| kmh * u32::from(self.posted_permille));
        let speed = match (posted, self.posted) {
            (None, _) => of_class,
            (Some(posted), Posted::Replaces) => posted,
            (Some(posted), Posted::Caps) => posted.min(of_class),
        };
        let capped = u64::from(speed.min(u32::from(self.cap_kmh) * PER_KM));
        let scaled = capped * u64::from(self.factors_permille[class as usize]) / u64::from(ALL);
        u32::try_from(scaled).unwrap_or(u32::MAX).max(PER_KM)
    }
}
