//! The routes of a week as a problem whose bound is taken: exact prices, and visits that last no
//! longer than they must.
//!
//! Each vehicle type has a day of its own, since a visit lasts as long as what it surely handles on
//! that day. What a kilometre and an hour of driving cost is in the legs.

use std::collections::BTreeMap;

use super::NoWeekBound;
use super::bags::bags_max;
use super::days::PlaceDays;
use super::handled::Handled;
use crate::app::plan_week::PlanRequest;
use crate::app::plan_week::fleet::{WEEK, able_drivers, whole};
use crate::index::{DriverIdx, Index as _, PlaceIdx, VehicleIdx};
use crate::model::{Plan, Province, ServiceDate};
use crate::units::Seconds;
use crate::vrp::{Client, FREE, ProblemParts, Profile, VehicleType};

/// Vehicle types of all days at most, as a client names them in bits.
const TYPES_MAX: usize = 64;
/// A cent in the unit of the problem.
const THOUSANDTHS: i64 = 1_000;
const SECONDS_PER_HOUR: i64 = 3_600;

/// The places that vehicles come to are the clients, in their order. Beside the problem stands
/// what a kilometre costs each of its vehicle types.
pub(super) fn routes(
    request: &PlanRequest<'_>,
    plan: &Plan,
    places: &[PlaceDays],
    bag_price: i64,
) -> Result<(ProblemParts, Vec<i64>), NoWeekBound> {
    let by_vehicle = |of: &&PlaceDays| !request.province.places()[of.place].in_hub_building;
    let places: Vec<&PlaceDays> = places.iter().filter(by_vehicle).collect();
    let client = |(node, of): (u32, &&PlaceDays)| Client::new(node, of.patterns.clone());
    let mut parts = ProblemParts {
        days: WEEK,
        nodes: places.len() + 1,
        profiles: Vec::new(),
        clients: (1..).zip(&places).map(client).collect(),
        vehicles: Vec::new(),
        flows: None,
    };
    let mut cents_per_km = Vec::new();
    let handled = Handled::of(request, plan);
    for (day, date) in request.week.dates().enumerate() {
        let service: Vec<i64> =
            places.iter().map(|of| handled.service(request, of, date).0).collect();
        for (kind, count) in kinds(request.province, date) {
            let profile = parts.profiles.len();
            cents_per_km.push(kind.cents_per_km);
            parts.profiles.push(legs((request, date), &places, &service, kind.cents_per_km)?);
            parts.vehicles.push(VehicleType {
                days: 1 << day,
                profile,
                // Driving time is what a route is paid less its service, both rounded up to a cent.
                fixed_price: (kind.day_cents - 1) * THOUSANDTHS - bags_max(request) * bag_price,
                duration_max: kind.work_max,
                ..VehicleType::new(count, 0, [FREE, FREE])
            });
        }
    }
    if parts.vehicles.len() > TYPES_MAX {
        return Err(NoWeekBound::VehicleKinds);
    }
    Ok((parts, cents_per_km))
}

/// What tells vehicles of a day apart here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    cents_per_km: i64,
    day_cents: i64,
    /// Driving and service that a route has time for.
    work_max: i32,
}

/// The vehicles that somebody can drive on a date, and how many there are of each kind.
fn kinds(province: &Province, date: ServiceDate) -> BTreeMap<Kind, u32> {
    let mut kinds = BTreeMap::new();
    let serves = province.settings().service_days.contains(date.weekday());
    for (index, vehicle) in province.vehicles().iter_indexed() {
        if !serves || !vehicle.is_available(date) {
            continue;
        }
        let drivers = able_drivers(province, index, date).into_iter();
        let longest = drivers.map(|at| province.drivers()[DriverIdx::at(at)].day_max).max();
        if let Some(longest) = longest {
            let kind = Kind {
                cents_per_km: vehicle.cents_per_km,
                day_cents: vehicle.day_price.0,
                work_max: work_max(province, index, longest),
            };
            *kinds.entry(kind).or_default() += 1;
        }
    }
    kinds
}

/// The longest that a route can drive and serve, loading, unloading and breaks taken off.
fn work_max(province: &Province, vehicle: VehicleIdx, day_max: Seconds) -> i32 {
    let settings = province.settings();
    let vehicle = &province.vehicles()[vehicle];
    let shift = vehicle.shift.open.until(vehicle.shift.close);
    let span = vehicle.route_max.min(day_max).min(shift).0;
    let rule = settings.work.work_break;
    let mut work = 0;
    // With some breaks, one stretch more than there are breaks.
    for breaks in 0.. {
        let left = span - breaks * rule.pause.0;
        work = work.max(left.min((breaks + 1) * rule.after.0.max(1)));
        if left <= (breaks + 1) * rule.after.0.max(1) || rule.pause.0 <= 0 {
            work = if rule.pause.0 <= 0 { span } else { work };
            break;
        }
    }
    whole((work - settings.hub.loading.0 - settings.hub.unloading.0).max(0))
}

/// What legs cost, and how long they and the visit at their end last, at the hour at which they take
/// least.
fn legs(
    (request, date): (&PlanRequest<'_>, ServiceDate),
    places: &[&PlaceDays],
    service: &[i64],
    cents_per_km: i64,
) -> Result<Profile, NoWeekBound> {
    let province = request.province;
    let wage = province.settings().prices.driver_cents_per_hour;
    let hub = std::iter::once(province.hub());
    let nodes: Vec<PlaceIdx> = hub.chain(places.iter().map(|of| of.place)).collect();
    let mut profile = Profile { distance: Vec::new(), duration: None, hours: Vec::new() };
    let mut lasts = Vec::new();
    for (row, from) in nodes.iter().enumerate() {
        for (column, to) in nodes.iter().enumerate() {
            let leg = request.travel.leg_on(date, *from, *to);
            let Some(leg) = leg.filter(|_| row != column) else {
                let none = if row == column { 0 } else { FREE };
                profile.distance.push(none);
                lasts.push(none);
                continue;
            };
            // Cents a kilometre are thousandths of a cent a metre.
            let least = request.travel.least_on(date, *from, *to).unwrap_or(leg.duration).0;
            let driven = least * wage * THOUSANDTHS / SECONDS_PER_HOUR;
            let cost = leg.distance.0 * cents_per_km + driven;
            if cost >= i64::from(FREE) {
                return Err(NoWeekBound::TooDear);
            }
            profile.distance.push(whole(cost));
            let at_end = if column == 0 { 0 } else { service[column - 1] };
            lasts.push(whole(least + at_end));
        }
    }
    profile.duration = Some(lasts);
    Ok(profile)
}
