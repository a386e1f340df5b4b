//! The vehicles of a problem; alike ones become one fleet.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::matrices::Matrices;
use super::object::Object;
use super::{SECONDS, span};
use crate::diagnostic;
use crate::ingest::instance::codes;
use crate::ingest::instance::limits::{CAPACITY, NUMBER};
use crate::ingest::instance::sheet::Sheet;
use crate::model::instance::{Depot, Fleet, Span, Travel};

/// A price of VROOM, in its own unit of cost.
const PRICE: RangeInclusive<i64> = 0..=1_000_000_000;

/// A distance in metres.
const METRES: RangeInclusive<i64> = 0..=100_000_000;

/// What an hour costs where nothing else is said: one a second.
const PER_HOUR_DEFAULT: i64 = 3_600;

const SECONDS_PER_HOUR: f64 = 3_600.0;

const METRES_PER_KILOMETRE: f64 = 1_000.0;

/// Which matrices a vehicle goes by.
#[derive(Clone, Debug, PartialEq)]
enum Basis {
    /// Durations alone.
    Time,
    /// Distances, and durations beside them.
    Distance,
    /// Costs, and durations beside them.
    Costs,
}

/// A vehicle; nodes are `None` where it begins or ends nowhere.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Vehicle {
    number: i64,
    profile: String,
    basis: Basis,
    start: Option<usize>,
    end: Option<usize>,
    skills: BTreeSet<i64>,
    fleet: Fleet,
}

/// Fleets with what belongs to them.
pub(super) struct Joined {
    pub(super) fleets: Vec<Fleet>,
    pub(super) skills: Vec<BTreeSet<i64>>,
    pub(super) travels: Vec<Travel>,
    pub(super) depots: Vec<Depot>,
}

/// Takes the vehicles.
pub(super) fn vehicles(
    sheet: &mut Sheet<'_>,
    problem: &mut Object<'_>,
    matrices: &Matrices,
) -> Vec<Vehicle> {
    let list = problem.list(sheet, "vehicles");
    let mut numbers = BTreeSet::new();
    let mut vehicles = Vec::new();
    for (rank, value) in list.iter().enumerate() {
        let Some(object) = Object::of(sheet, format!("vehicles[{rank}]"), value) else { continue };
        let Some(vehicle) = vehicle(sheet, object, matrices) else { continue };
        if !numbers.insert(vehicle.number) {
            let span = diagnostic::Span::file(sheet.file);
            sheet.refuse(codes::number_twice(span, "vehicles", vehicle.number));
        }
        vehicles.push(vehicle);
    }
    vehicles
}

fn vehicle(sheet: &mut Sheet<'_>, mut object: Object<'_>, matrices: &Matrices) -> Option<Vehicle> {
    let number = object.needed(sheet, "id", &NUMBER);
    let profile = object.take("profile").and_then(|name| name.as_str()).unwrap_or("car").to_owned();
    let mut node = |key: &str| {
        let index = object.whole(sheet, key, &matrices.indices());
        index.and_then(|index| usize::try_from(index).ok())
    };
    let (start, end) = (node("start_index"), node("end_index"));
    let mut fleet = Fleet::new(0, 0, None);
    let capacity = object.wholes(sheet, "capacity", &CAPACITY);
    if capacity.len() > fleet.capacity.len() {
        let (span, place) = (diagnostic::Span::file(sheet.file), object.place("capacity"));
        sheet.refuse(codes::too_much(span, &place, &fleet.capacity.len().to_string()));
    }
    for (limit, amount) in fleet.capacity.iter_mut().zip(capacity) {
        *limit = Some(amount);
    }
    let skills = object.wholes(sheet, "skills", &NUMBER).into_iter().collect();
    if let Some(value) = object.take("time_window") {
        let place = object.place("time_window");
        fleet.shift = span(sheet, &place, value).unwrap_or(Span::ALWAYS);
    }
    let basis = prices(sheet, &mut object, (&profile, matrices), &mut fleet);
    object.pass_over(&["description", "start", "end"]);
    if object.take("speed_factor").is_some_and(|factor| factor.as_f64() != Some(1.0)) {
        let (span, place) = (diagnostic::Span::file(sheet.file), object.place("speed_factor"));
        sheet.refuse(codes::unsupported(span, &place, ""));
    }
    if start.is_none() && end.is_none() {
        sheet.refuse(codes::field_missing(sheet.file, &object.place("start_index")));
    }
    object.refuse_rest(sheet);
    Some(Vehicle { number: number?, profile, basis: basis?, start, end, skills, fleet })
}

/// Reads prices and limits, and chooses the matrices by which they can be kept.
fn prices(
    sheet: &mut Sheet<'_>,
    object: &mut Object<'_>,
    (profile, matrices): (&str, &Matrices),
    fleet: &mut Fleet,
) -> Option<Basis> {
    let place = object.place("costs");
    let mut costs = match object.take("costs") {
        Some(value) => Some(Object::of(sheet, place, value)?),
        None => None,
    };
    let mut price = |key: &str| costs.as_mut().and_then(|of| of.whole(sheet, key, &PRICE));
    let (fixed, hour, km) = (price("fixed"), price("per_hour"), price("per_km"));
    if let Some(costs) = costs {
        costs.refuse_rest(sheet);
    }
    let time_max = object.whole(sheet, "max_travel_time", &SECONDS);
    let distance_max = object.whole(sheet, "max_distance", &METRES);
    let span = diagnostic::Span::file(sheet.file);
    let Some(matrix) = matrices.profiles.get(profile) else {
        sheet.refuse(codes::field_missing(sheet.file, &format!("matrices.{profile}")));
        return None;
    };
    fleet.fixed_price = fixed.unwrap_or(0) as f64;
    let km = km.unwrap_or(0);
    let basis = match (matrix.costs.is_some(), km > 0 || distance_max.is_some()) {
        (true, _) => Basis::Costs,
        (false, true) => Basis::Distance,
        (false, false) => Basis::Time,
    };
    let hour_price = hour.unwrap_or(PER_HOUR_DEFAULT) as f64 / SECONDS_PER_HOUR;
    match basis {
        Basis::Time => {
            fleet.distance_price = hour_price;
            fleet.distance_max = time_max.map(|time| time as f64);
        }
        Basis::Distance => {
            fleet.duration_price = hour_price;
            fleet.distance_price = km as f64 / METRES_PER_KILOMETRE;
            fleet.distance_max = distance_max.map(|metres| metres as f64);
            if matrix.distances.is_none() {
                let missing = format!("matrices.{profile}.distances");
                sheet.refuse(codes::field_missing(sheet.file, &missing));
            }
        }
        Basis::Costs if hour.is_some() || km > 0 => {
            sheet.refuse(codes::together(span.clone(), "matrices.costs", &object.place("costs")));
        }
        Basis::Costs => {}
    }
    if time_max.is_some() && basis != Basis::Time {
        let other = if basis == Basis::Costs { "matrices.costs" } else { "per_km, max_distance" };
        sheet.refuse(codes::together(span.clone(), &object.place("max_travel_time"), other));
    }
    if distance_max.is_some() && basis == Basis::Costs {
        sheet.refuse(codes::together(span, &object.place("max_distance"), "matrices.costs"));
    }
    Some(basis)
}

/// One fleet for vehicles that differ in their number only.
pub(super) fn joined(vehicles: Vec<Vehicle>, matrices: &Matrices) -> Joined {
    let mut joined =
        Joined { fleets: Vec::new(), skills: Vec::new(), travels: Vec::new(), depots: Vec::new() };
    let mut kinds: Vec<Vehicle> = Vec::new();
    let mut bases: Vec<(String, Basis)> = Vec::new();
    for vehicle in vehicles {
        let alike = |kind: &Vehicle| Vehicle { number: kind.number, ..vehicle.clone() } == *kind;
        let rank = kinds.iter().position(alike).unwrap_or_else(|| {
            kinds.push(vehicle.clone());
            let basis = (vehicle.profile.clone(), vehicle.basis.clone());
            let travel = bases.iter().position(|known| *known == basis).unwrap_or_else(|| {
                joined.travels.push(travel(&basis, matrices));
                bases.push(basis);
                bases.len() - 1
            });
            joined.add(&vehicle, travel, matrices.nodes);
            kinds.len() - 1
        });
        let fleet = &mut joined.fleets[rank];
        fleet.numbers.push(vehicle.number);
        fleet.count = u32::try_from(fleet.numbers.len()).ok();
    }
    joined
}

impl Joined {
    fn add(&mut self, vehicle: &Vehicle, travel: usize, nowhere: usize) {
        let mut fleet = vehicle.fleet.clone();
        fleet.travel = travel;
        fleet.start = vehicle.start.unwrap_or(nowhere);
        fleet.end = vehicle.end.unwrap_or(nowhere);
        let node = vehicle.start.or(vehicle.end).unwrap_or(nowhere);
        let known = self.depots.iter().position(|depot| depot.node == node);
        fleet.depot = known.unwrap_or_else(|| {
            self.depots.push(Depot { number: i64::try_from(node).unwrap_or(i64::MAX), node });
            self.depots.len() - 1
        });
        self.fleets.push(fleet);
        self.skills.push(vehicle.skills.clone());
    }
}

/// The tables of a profile, with a last node that is nowhere.
fn travel((profile, basis): &(String, Basis), matrices: &Matrices) -> Travel {
    let nodes = matrices.nodes;
    let matrix = &matrices.profiles[profile];
    let wider = |table: &Vec<f64>| {
        let mut wide = Vec::with_capacity((nodes + 1) * (nodes + 1));
        for row in table.chunks(nodes) {
            wide.extend_from_slice(row);
            wide.push(0.0);
        }
        wide.resize((nodes + 1) * (nodes + 1), 0.0);
        wide
    };
    let durations = wider(&matrix.durations);
    let beside = match basis {
        Basis::Time => None,
        Basis::Distance => matrix.distances.as_ref(),
        Basis::Costs => matrix.costs.as_ref(),
    };
    match beside {
        None => Travel::Table { nodes: nodes + 1, distance: durations, duration: None },
        Some(table) => {
            Travel::Table { nodes: nodes + 1, distance: wider(table), duration: Some(durations) }
        }
    }
}
