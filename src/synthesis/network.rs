//! Places, fleet and capacities of a province of any size, after the pattern of a real one.

use super::shares::COPY_MARK;
use crate::index::{Index as _, IndexVec, PlaceIdx};
use crate::model::{
    Access, Closure, Driver, LonLat, Place, PlaceCode, PlaceKind, ProvinceParts, Registration,
    Service, Vehicle, VehicleClass,
};
use crate::random::{RngExt as _, Seed, Stream};
use crate::units::{Cents, Crates, Grams, Items, Seconds};

/// Cosine and sine of the turn between two copies of the pattern: the angle of the 3-4-5 triangle
/// is no fraction of a full turn, so that no copy falls on another, and multiplying is the same
/// on every machine.
const TURN: (f64, f64) = (0.6, 0.8);

/// Kilometres of a degree of longitude for one of latitude, at 53 degrees north.
const LONGITUDE_SHRINK: f64 = 0.6018;

/// How far a copy may lie from its exact position, in degrees of latitude: a kilometre.
const JITTER: f64 = 0.01;

/// Decimals of a degree that files keep: a metre.
const POSITION_PARTS: f64 = 100_000.0;

/// Above so many times the usual traffic, windows of a few hours no longer suffice and a driver
/// gets a key.
const KEY_FROM_TRAFFIC: f64 = 4.0;

/// Which vehicles drive (wagenpark).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fleet {
    /// As the skeleton says.
    Skeleton,
    /// Two electric vans for every van of the skeleton; trucks stay.
    ElectricVans,
}

/// The skeleton with its first stops, or with copies of them, turned about the hub.
///
/// Every copy keeps its distance to the hub, up to a kilometre, so that a larger province is
/// denser and not wider: one hub still reaches all of it within a working day. Places that no
/// route visits stay. Titles, holdings, requests and shipments are left out. O(stops).
///
/// # Panics
///
/// When the skeleton has no hub or no stop.
pub(super) fn with_stops(parts: ProvinceParts, stops: usize, seed: Seed) -> ProvinceParts {
    let hub = parts.places.iter().find(|place| place.kind == PlaceKind::Hub);
    let centre = hub.expect("a skeleton has a hub").position;
    let pattern: Vec<Place> =
        parts.places.iter().filter(|place| place.is_visited()).cloned().collect();
    let mut stream = seed.stream("network", 0);
    let mut places = IndexVec::new();
    let mut new_of: Vec<Option<PlaceIdx>> = Vec::with_capacity(parts.places.len());
    let mut kept = 0;
    for place in &parts.places {
        let stays = !place.is_visited() || kept < stops;
        kept += usize::from(place.is_visited());
        new_of.push(stays.then(|| places.push(place.clone())));
    }
    for number in pattern.len()..stops {
        let (turns, original) = (number / pattern.len(), &pattern[number % pattern.len()]);
        places.push(turned(original, turns, centre, &mut stream));
    }
    let closure = |row: &Closure| {
        let place = row.place.map(|place| new_of[place.position()]);
        (place != Some(None)).then(|| Closure { place: place.flatten(), ..row.clone() })
    };
    let closures = parts.closures.iter().filter_map(closure).collect();
    ProvinceParts { places, closures, ..parts }
}

fn turned(original: &Place, turns: usize, centre: LonLat, stream: &mut Stream) -> Place {
    let mut east = (original.position.lon - centre.lon) * LONGITUDE_SHRINK;
    let mut north = original.position.lat - centre.lat;
    for _ in 0..turns {
        (east, north) = (TURN.0 * east - TURN.1 * north, TURN.1 * east + TURN.0 * north);
    }
    east += stream.random_range(-JITTER..JITTER);
    north += stream.random_range(-JITTER..JITTER);
    let rounded = |degrees: f64| (degrees * POSITION_PARTS).round() / POSITION_PARTS;
    let number = turns + 1;
    Place {
        code: PlaceCode(format!("{}{COPY_MARK}{number:03}", original.code)),
        name: format!("{} {number}", original.name),
        municipality: format!("{} {number}", original.municipality),
        address: String::new(),
        position: LonLat {
            lon: rounded(centre.lon + east / LONGITUDE_SHRINK),
            lat: rounded(centre.lat + north),
        },
        in_hub_building: false,
        registration: Registration::default(),
        region: None,
        certainty: format!("generated: a copy of {}", original.code),
        source: String::new(),
        ..original.clone()
    }
}

/// The skeleton with its hub and background collection where a place stands; as it is where
/// there is no such place. What was visited by trolley becomes a stop.
pub(super) fn with_hub_at(mut parts: ProvinceParts, code: &str) -> ProvinceParts {
    let Some(site) = parts.places.iter().find(|place| place.code.0 == code).cloned() else {
        return parts;
    };
    for place in &mut parts.places {
        place.in_hub_building = false;
        if matches!(place.kind, PlaceKind::Hub | PlaceKind::Background) {
            place.position = site.position;
            place.municipality.clone_from(&site.municipality);
            place.address.clear();
            place.certainty = format!("what-if: moved to {code}");
            place.source.clear();
        }
    }
    parts
}

/// So many times the vehicles and drivers of the skeleton.
pub(super) fn with_fleet(parts: ProvinceParts, fleet: Fleet, times: usize) -> ProvinceParts {
    let vehicles: Vec<Vehicle> =
        parts.vehicles.iter().flat_map(|one| vehicles(one, fleet)).collect();
    let numbered = |code: &str, number: usize| match number {
        1 => code.to_owned(),
        _ => format!("{code}{COPY_MARK}{number:03}"),
    };
    let vehicle = |number: usize| {
        vehicles.iter().map(move |one| Vehicle { code: numbered(&one.code, number), ..one.clone() })
    };
    let driver = |number: usize| {
        let drivers = parts.drivers.iter();
        drivers.map(move |one| Driver { code: numbered(&one.code, number), ..one.clone() })
    };
    ProvinceParts {
        vehicles: (1..=times).flat_map(vehicle).collect(),
        drivers: (1..=times).flat_map(driver).collect(),
        ..parts
    }
}

/// What stands for a vehicle of the skeleton.
///
/// The model knows no zones yet: an electric van differs by load, range and price (estimates). Its
/// range is a limit on the time of a route, about 240 km.
fn vehicles(vehicle: &Vehicle, fleet: Fleet) -> Vec<Vehicle> {
    if fleet == Fleet::Skeleton || vehicle.class != VehicleClass::Van {
        return vec![vehicle.clone()];
    }
    let electric = |number: u8| Vehicle {
        code: format!("E{}{COPY_MARK}{number}", vehicle.code),
        name: format!("Elektrische bestelwagen {number}"),
        crates: Crates(60),
        payload: Grams(900_000),
        route_max: Seconds(480 * 60),
        cents_per_km: 30,
        day_price: Cents(6_000),
        ..vehicle.clone()
    };
    vec![electric(1), electric(2)]
}

/// The skeleton for so many times its traffic: what staff pull, what hold shelves take, the
/// crates that stand at places and in the whole province; keys where windows become too short.
pub(super) fn with_traffic(mut parts: ProvinceParts, times: f64) -> ProvinceParts {
    for place in parts.places.iter_mut().filter(|place| place.is_visited()) {
        let service = place.service;
        place.service = Service {
            pull_capacity: Items(times_up(service.pull_capacity.0, times)),
            shelf_capacity: Items(times_up(service.shelf_capacity.0, times)),
            empties: Crates(times_up(service.empties.0, times)),
            empties_max: Crates(times_up(service.empties_max.0, times)),
            ..service
        };
        let key = place.access.key || times > KEY_FROM_TRAFFIC;
        place.access = Access { key, ..place.access.clone() };
    }
    parts
}

/// Crates for the whole province, in the proportion of the skeleton to those at its places, with
/// room for all of them at the hub.
pub(super) fn with_crates(mut parts: ProvinceParts, skeleton_empties: i64) -> ProvinceParts {
    let empties = empties(&parts);
    let share = empties as f64 / skeleton_empties.max(1) as f64;
    let crates = times_up(parts.settings.crates_in_circulation, share);
    parts.settings.crates_in_circulation = crates;
    for place in parts.places.iter_mut().filter(|place| place.kind == PlaceKind::Hub) {
        place.service.empties_max = place.service.empties_max.max(Crates(crates));
    }
    parts
}

/// Empty crates at all places.
pub(super) fn empties(parts: &ProvinceParts) -> i64 {
    parts.places.iter().map(|place| place.service.empties.0).sum()
}

/// A province where each place pulls for a visit at most its expected pulls times a slack, at
/// least 1 (kastlijst).
///
/// What is expected of a place is what it would pull if every copy on a shelf were as likely as
/// any other to serve a request for its title: for each request the copies asked for, times the
/// place's part of the title's copies on shelves; a week's sum is divided by the visits of a week.
/// The capacities of all places together then are what is pulled, times the slack.
/// O(requests x lots of a title).
#[must_use]
pub fn with_pull_slack(mut parts: ProvinceParts, slack: f64) -> ProvinceParts {
    let mut expected: IndexVec<PlaceIdx, f64> = IndexVec::filled(0.0, parts.places.len());
    for request in &parts.requests {
        let lots = parts.holdings.of(request.title);
        let copies: f64 = lots.iter().map(|lot| f64::from(lot.on_shelf)).sum();
        for lot in lots.iter().filter(|lot| lot.on_shelf > 0) {
            let asked = (request.quantity.0 as f64).min(copies);
            expected[lot.place] += asked * f64::from(lot.on_shelf) / copies;
        }
    }
    for (place, week) in expected.iter_indexed() {
        let place = &mut parts.places[place];
        if place.is_visited() {
            let visit = week / f64::from(place.visits_per_week);
            place.service.pull_capacity = Items(ceiling(visit * slack).max(1));
        }
    }
    parts
}

/// A count times a factor, rounded up, and exactly the count for a factor of 1.
fn times_up(count: i64, factor: f64) -> i64 {
    ceiling(count as f64 * factor)
}

#[expect(clippy::cast_possible_truncation, reason = "counts of a province stay below 2^53")]
fn ceiling(value: f64) -> i64 {
    // A hair below a whole number is rounding of the factor, and not a part of an item.
    const HAIR: f64 = 1e-9;
    (value - HAIR).ceil() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthesis::tests::skeleton;

    fn codes(parts: &ProvinceParts) -> Vec<&str> {
        parts.places.iter().map(|place| place.code.0.as_str()).collect()
    }

    #[test]
    fn fewer_stops_are_the_first_ones_with_their_closures() {
        let mut parts = skeleton();
        let day = "2026-05-27".parse().expect("a date");
        let closure = |place| Closure { place, first: day, last: day, reason: String::new() };
        parts.closures = [Some(PlaceIdx(3)), Some(PlaceIdx(7)), None].map(closure).to_vec();
        let small = with_stops(parts, 2, Seed(1));
        assert_eq!(codes(&small), ["HUB", "ACH", "A-1", "A-2", "EXT"]);
        let closed: Vec<_> = small.closures.iter().map(|closure| closure.place).collect();
        assert_eq!(closed, [Some(PlaceIdx(3)), None]);
    }

    #[test]
    fn more_stops_are_copies_as_far_from_the_hub_as_their_pattern() {
        let mut parts = skeleton();
        parts.places[PlaceIdx(3)].position = LonLat { lon: 7.0, lat: 53.2 };
        let large = with_stops(parts, 100, Seed(1));
        assert_eq!(large.places.iter().filter(|place| place.is_visited()).count(), 100);
        let mut distinct = codes(&large);
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), large.places.len());
        let from_hub = |place: &Place| {
            let (east, north) = (place.position.lon - 6.5, place.position.lat - 53.0);
            (east * LONGITUDE_SHRINK).hypot(north)
        };
        let far = from_hub(&large.places[PlaceIdx(3)]);
        let copies = large.places.iter().filter(|place| place.code.0.starts_with("A-2-"));
        let copies: Vec<&Place> = copies.collect();
        assert_eq!(copies.len(), 16);
        assert!(copies.iter().all(|copy| (from_hub(copy) - far).abs() < 0.015));
        assert!(copies[0].position != copies[1].position && !copies[0].in_hub_building);
    }

    #[test]
    fn a_moved_hub_takes_the_background_collection_along() {
        let mut parts = skeleton();
        parts.places[PlaceIdx(3)].position = LonLat { lon: 7.0, lat: 53.2 };
        parts.places[PlaceIdx(2)].in_hub_building = true;
        let moved = with_hub_at(parts.clone(), "A-2");
        for place in [0, 1] {
            assert_eq!(moved.places[PlaceIdx(place)].position, LonLat { lon: 7.0, lat: 53.2 });
        }
        assert!(!moved.places[PlaceIdx(2)].in_hub_building);
        assert_eq!(with_hub_at(parts.clone(), "ZZZ").places, parts.places);
    }

    #[test]
    fn fleets_are_numbered_and_an_electric_van_stands_for_half_a_van() {
        let three = with_fleet(skeleton(), Fleet::Skeleton, 3);
        let codes: Vec<&str> = three.vehicles.iter().map(|one| one.code.as_str()).collect();
        assert_eq!(codes, ["VAN", "VAN-002", "VAN-003"]);
        assert_eq!(three.drivers.len(), 3);
        let electric = with_fleet(skeleton(), Fleet::ElectricVans, 1);
        assert_eq!(electric.vehicles.len(), 2);
        assert!(electric.vehicles.iter().all(|one| one.route_max < Seconds(540 * 60)));
    }

    #[test]
    fn traffic_scales_what_limits_it() {
        let parts = skeleton();
        let before = empties(&parts);
        let double = with_crates(with_traffic(parts.clone(), 2.0), before);
        let service = double.places[PlaceIdx(2)].service;
        assert_eq!((service.pull_capacity, service.shelf_capacity), (Items(500), Items(1_200)));
        assert_eq!(service.empties, Crates(16));
        assert!(double.settings.crates_in_circulation >= empties(&double));
        let same = with_crates(with_traffic(parts.clone(), 1.0), before);
        assert_eq!(same.settings, parts.settings);
    }
}
