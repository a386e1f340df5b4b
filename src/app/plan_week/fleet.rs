//! Vehicles and drivers of a week, as vehicle types of the search.

use super::PlanRequest;
use super::road_days::RoadDays;
use crate::crew::drivable;
use crate::index::{DriverIdx, Index as _, PlaceIdx, VehicleIdx};
use crate::model::{BreakRule, IsoWeek, Province, ServiceDate, Vehicle, VehicleClass, Weekday};
use crate::units::Seconds;
use crate::vrp::{DaySet, FREE, Load, RestRule, Stretch, VehicleType, Window};

/// The share of a vehicle's crates that the search counts on; mixed crates with bags, which only
/// packing knows, ride along on every leg.
const VEHICLE_PERCENT: i64 = 97;
/// The days of a week.
pub(super) const WEEK: usize = 7;

/// Vehicles that are alike to the search, on each of their days.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    pub(super) of: VehicleType,
    /// One of its vehicles, by which zones judge all of them; `None` is the trolley.
    example: Option<VehicleIdx>,
    /// Which vehicles they are, by day and number; empty for the trolley.
    vehicles: [Vec<VehicleIdx>; WEEK],
}

/// All vehicle types of a week. The last one is the trolley (steekwagen), which reaches the places
/// in the hub's own building without a vehicle, a driver or a cost.
#[derive(Clone, Debug)]
pub(super) struct Fleet {
    kinds: Vec<Kind>,
}

impl Fleet {
    /// The vehicles that can leave on each service day, each with a driver of its own.
    pub(super) fn of(request: &PlanRequest<'_>) -> Self {
        let (province, roads) = (request.province, RoadDays::of(request));
        let mut alike: Vec<(Alike, [Vec<VehicleIdx>; WEEK])> = Vec::new();
        for (day, date) in request.week.dates().enumerate() {
            if !province.settings().service_days.contains(date.weekday()) {
                continue;
            }
            for (vehicle, day_max) in ready_on(province, date) {
                let row = &province.vehicles()[vehicle];
                let of = Alike {
                    of: VehicleType {
                        profile: roads.of_day[day],
                        ..vehicle_type(province, vehicle, day_max)
                    },
                    class: row.class,
                    emission_free: row.emission_free,
                };
                let at = alike.iter().position(|(other, _)| *other == of).unwrap_or_else(|| {
                    alike.push((of, std::array::from_fn(|_| Vec::new())));
                    alike.len() - 1
                });
                alike[at].1[day].push(vehicle);
            }
        }
        let mut kinds: Vec<Kind> =
            alike.into_iter().flat_map(|(of, days)| layers(&of.of, &days)).collect();
        kinds.push(trolley(roads.dates.len()));
        Self { kinds }
    }

    /// The types of the search, in order.
    pub(super) fn types(&self) -> Vec<VehicleType> {
        self.kinds.iter().map(|kind| kind.of.clone()).collect()
    }

    /// A type of the search.
    pub(super) fn kind(&self, number: usize) -> &VehicleType {
        &self.kinds[number].of
    }

    /// The vehicle that a slot of the search stands for; `None` is the trolley.
    pub(super) fn vehicle(&self, kind: usize, day: usize, number: u32) -> Option<VehicleIdx> {
        self.kinds[kind].vehicles[day].get(number as usize).copied()
    }

    /// The slot of the search that a vehicle stands in on a day, as its type and number.
    pub(super) fn slot_of(&self, vehicle: VehicleIdx, day: usize) -> Option<(usize, u32)> {
        let in_kind = |(number, kind): (usize, &Kind)| {
            let at = kind.vehicles[day].iter().position(|other| *other == vehicle)?;
            Some((number, u32::try_from(at).expect("few vehicles")))
        };
        self.kinds.iter().enumerate().find_map(in_kind)
    }

    /// The vehicles that can leave on a day, each with its type.
    pub(super) fn on(&self, day: usize) -> Vec<(VehicleIdx, &VehicleType)> {
        let of_kind = |kind: &'_ Kind| kind.vehicles[day].clone();
        let kinds = self.kinds.iter();
        let mut found: Vec<(VehicleIdx, &VehicleType)> = kinds
            .flat_map(|kind| of_kind(kind).into_iter().map(move |vehicle| (vehicle, &kind.of)))
            .collect();
        found.sort_by_key(|(vehicle, _)| *vehicle);
        found
    }

    /// The type that reaches the places in the hub's building.
    pub(super) fn trolley(&self) -> usize {
        self.kinds.len() - 1
    }

    /// The types that may come to a place in a week, as bits: a zone that begins within the week
    /// counts from its Monday.
    pub(super) fn access(&self, province: &Province, place: PlaceIdx, week: IsoWeek) -> u64 {
        let row = &province.places()[place];
        let comes = |kind: &Kind| match kind.example {
            Some(vehicle) => !row.in_hub_building && may_come(province, (place, vehicle), week),
            None => row.in_hub_building,
        };
        let kinds = self.kinds.iter().enumerate().filter(|(_, kind)| comes(kind));
        kinds.fold(0, |bits, (number, _)| bits | 1 << number)
    }

    /// The days of the week on which some vehicle can leave, Monday in the lowest bit.
    pub(super) fn days(&self) -> u8 {
        let leaves = |day: &usize| self.kinds.iter().any(|kind| !kind.vehicles[*day].is_empty());
        (0..WEEK).filter(leaves).fold(0, |days, day| days | 1 << day)
    }
}

/// Whether a vehicle can leave on a day of the week, with a driver of its own.
pub(in crate::app) fn can_leave(
    request: &PlanRequest<'_>,
    vehicle: VehicleIdx,
    day: usize,
) -> bool {
    Fleet::of(request).slot_of(vehicle, day).is_some()
}

/// Whether a vehicle may come to a place on all days of a week.
pub(super) fn may_come(
    province: &Province,
    (place, vehicle): (PlaceIdx, VehicleIdx),
    week: IsoWeek,
) -> bool {
    let zone = province.places()[place].access.zone;
    zone.admits(&province.vehicles()[vehicle], week.date(Weekday::Sun))
}

/// What vehicles have in common that the search takes for one type.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Alike {
    of: VehicleType,
    class: VehicleClass,
    emission_free: bool,
}

/// Types of equal numbers on all their days: the first so many vehicles of each day, the next so
/// many of the days that have more.
fn layers(of: &VehicleType, days: &[Vec<VehicleIdx>; WEEK]) -> Vec<Kind> {
    let mut heights: Vec<usize> = days.iter().map(Vec::len).filter(|height| *height > 0).collect();
    heights.sort_unstable();
    heights.dedup();
    let mut below = 0;
    let layer = |height: usize| {
        let vehicles: [Vec<VehicleIdx>; WEEK] =
            std::array::from_fn(|day| days[day].iter().take(height).skip(below).copied().collect());
        let count = u32::try_from(height - below).expect("few vehicles");
        below = height;
        let on = (0..WEEK).filter(|day| !vehicles[*day].is_empty());
        let days = on.fold(0, |set: DaySet, day| set | 1 << day);
        let example = vehicles.iter().flatten().next().copied();
        Kind { of: VehicleType { count, days, ..of.clone() }, example, vehicles }
    };
    heights.into_iter().map(layer).collect()
}

/// The trolley, whose profile comes after those of the roads.
fn trolley(profile: usize) -> Kind {
    let of = VehicleType { profile, distance_price: 0, ..VehicleType::new(1, 0, [FREE, FREE]) };
    Kind { of, example: None, vehicles: std::array::from_fn(|_| Vec::new()) }
}

/// The vehicles of a day, and how long the driver may work whom each can have for itself.
fn ready_on(province: &Province, date: ServiceDate) -> Vec<(VehicleIdx, Seconds)> {
    let available = province.vehicles().iter_indexed();
    let available: Vec<VehicleIdx> = available
        .filter(|(_, vehicle)| vehicle.is_available(date))
        .map(|(vehicle, _)| vehicle)
        .collect();
    let able: Vec<Vec<usize>> =
        available.iter().map(|vehicle| able_drivers(province, *vehicle, date)).collect();
    let chosen = drivable(&able, province.drivers().len());
    let vehicles: Vec<VehicleIdx> = chosen.iter().map(|at| available[*at]).collect();
    let able = chosen.into_iter().map(|at| able[at].clone()).collect();
    let longest = longest_days(province, &vehicles, able);
    vehicles.into_iter().zip(longest).collect()
}

/// The drivers who may take a vehicle out on a date, as positions.
pub(super) fn able_drivers(
    province: &Province,
    vehicle: VehicleIdx,
    date: ServiceDate,
) -> Vec<usize> {
    let vehicle = &province.vehicles()[vehicle];
    let able = province.drivers().iter().enumerate();
    able.filter(|(_, driver)| driver.can_drive(vehicle, date)).map(|(driver, _)| driver).collect()
}

/// How long a driver may work whom each vehicle can have for itself; the cheapest vehicle, which
/// drives most, has the first choice.
///
/// `able` are the drivers of each vehicle, who can all leave together.
fn longest_days(
    province: &Province,
    vehicles: &[VehicleIdx],
    mut able: Vec<Vec<usize>>,
) -> Vec<Seconds> {
    let drivers = province.drivers();
    let day_max = |driver: usize| drivers[DriverIdx::at(driver)].day_max;
    let mut days: Vec<Seconds> = drivers.iter().map(|driver| driver.day_max).collect();
    days.sort_unstable();
    days.dedup();
    let mut longest = vec![Seconds::ZERO; able.len()];
    let price = |position: &usize| {
        let vehicle = &province.vehicles()[vehicles[*position]];
        (vehicle.day_price, vehicle.cents_per_km, *position)
    };
    let mut order: Vec<usize> = (0..able.len()).collect();
    order.sort_by_key(price);
    for position in order {
        let all = std::mem::take(&mut able[position]);
        for day in days.iter().rev() {
            able[position] = all.iter().copied().filter(|at| day_max(*at) >= *day).collect();
            if drivable(&able, drivers.len()).len() == able.len() {
                longest[position] = *day;
                break;
            }
        }
    }
    longest
}

/// A vehicle whose driver works at most so long; how many there are of it, and when, is open.
pub(super) fn vehicle_type(
    province: &Province,
    index: VehicleIdx,
    day_max: Seconds,
) -> VehicleType {
    let vehicle = &province.vehicles()[index];
    let hub = &province.settings().hub;
    let capacity: Load =
        [whole(vehicle.crates.0 * VEHICLE_PERCENT / 100), whole(vehicle.payload.0)];
    let price = wage_of_a_second(province);
    VehicleType {
        fixed_price: vehicle.day_price.0 * 1_000,
        // Cents a kilometre are thousandths of a cent a metre.
        distance_price: vehicle.cents_per_km,
        duration_price: price,
        idle_price: price,
        crossing_price: province.settings().changes.region.0 * 1_000,
        duration_max: whole(vehicle.route_max.min(day_max).0),
        distance_max: vehicle.range.map_or(FREE, |range| whole(range.0)),
        shift: Window {
            open: whole(vehicle.shift.open.since_midnight().0),
            close: whole(vehicle.shift.close.since_midnight().0),
        },
        loading: whole(hub.loading.0),
        unloading: whole(hub.unloading.0),
        rest: Some(rest_rule(province, vehicle)),
        ..VehicleType::new(1, 0, capacity)
    }
}

/// In thousandths of a cent.
fn wage_of_a_second(province: &Province) -> i64 {
    price_of_a_second(province.settings().prices.driver_cents_per_hour)
}

/// Cents an hour in thousandths of a cent a second, rounded.
pub(super) const fn price_of_a_second(cents_per_hour: i64) -> i64 {
    (cents_per_hour * 1_000 + 1_800) / 3_600
}

/// The rules of rest for a vehicle's driver.
fn rest_rule(province: &Province, vehicle: &Vehicle) -> RestRule {
    let work = &province.settings().work;
    let stretch =
        |rule: BreakRule| Stretch { after: whole(rule.after.0).max(1), pause: whole(rule.pause.0) };
    RestRule {
        work: stretch(work.work_break),
        driving: (vehicle.class == VehicleClass::Truck).then(|| stretch(work.driving_break)),
    }
}

/// A quantity as the search counts it; what is beyond it limits nothing there.
pub(super) fn whole(quantity: i64) -> i32 {
    i32::try_from(quantity).map_or(FREE, |quantity| quantity.min(FREE))
}
