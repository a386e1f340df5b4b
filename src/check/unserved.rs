//! What the plan does not serve: nothing twice, nothing in silence, and each for a reason that holds.

use super::case::Case;
use super::crates::spare_crates;
use super::load::loads;
use super::verdict::Findings;
use super::{Expected, Fact, Rule, Side, Subject};
use crate::index::{ParcelIdx, PlaceIdx};
use crate::model::{Parcel, Unserved, UnservedReason};
use crate::units::{Crates, Grams, Items};

pub(super) fn hold(case: &Case<'_>, found: &mut Findings) {
    for (parcel, &left) in case.left_behind.iter_indexed() {
        let items = case.plan.parcels[parcel].items;
        found.at_most(Rule::UnservedItems, Subject::Parcel(parcel), items, left);
        if is_stranded(case, parcel) {
            found.at_least(Rule::UnservedItems, Subject::Parcel(parcel), items, left);
        }
    }
    named_once(case, found);
    let filled = Filled::of(case);
    for (position, unserved) in case.plan.unserved.iter().enumerate() {
        let subject = Subject::Unserved(position);
        match *unserved {
            Unserved::Visit { place, reason } => {
                let missing = missing_visits(case, place);
                found.at_least(Rule::UnservedReason, subject, 1, missing);
                if !matches!(reason, UnservedReason::NoRouteFits { .. }) {
                    let nothing = Expected::Exactly(Fact::Nothing);
                    found.push(Rule::UnservedReason, subject, nothing, place);
                }
            }
            Unserved::Request { request, reason } => {
                let pickup = case.province.requests()[request].pickup;
                if reason != UnservedReason::NotInUse || case.is_in_use(pickup) {
                    let nothing = Expected::Exactly(Fact::Nothing);
                    found.push(Rule::UnservedReason, subject, nothing, pickup);
                }
            }
            Unserved::Parcel { parcel, items, reason } => {
                found.at_least(Rule::UnservedItems, subject, Items(1), items);
                let reason = filled.at_most_filled(reason);
                parcel_reason(case, (parcel, items, reason), (subject, found));
            }
        }
    }
}

/// Whether no visit of this week collects a parcel, and none of this week or the following brings
/// it anywhere.
fn is_stranded(case: &Case<'_>, parcel: ParcelIdx) -> bool {
    let way = case.ways[parcel];
    let starts_at_hub = case.province.is_at_hub(case.plan.parcels[parcel].from);
    let stays = way.leaves.is_none() || starts_at_hub;
    stays && way.arrives.is_none() && way.collected_by.is_none()
}

/// A parcel may have several reasons, and each on one line.
fn named_once(case: &Case<'_>, found: &mut Findings) {
    let mut lines: Vec<(ParcelIdx, usize, UnservedReason)> = Vec::new();
    for (position, unserved) in case.plan.unserved.iter().enumerate() {
        if let Unserved::Parcel { parcel, reason, .. } = *unserved {
            lines.push((parcel, position, reason));
        }
    }
    lines.sort_unstable_by_key(|(parcel, position, _)| (*parcel, *position));
    for of_parcel in lines.chunk_by(|one, next| one.0 == next.0) {
        for (rank, (_, position, reason)) in of_parcel.iter().enumerate() {
            let before = of_parcel[..rank].iter().find(|(_, _, other)| other == reason);
            if let Some((_, first, _)) = before {
                let once = Expected::Exactly((*first).into());
                found.push(Rule::UnservedItems, Subject::Unserved(*position), once, *position);
            }
        }
    }
}

/// Crates that all items left behind for a kind of reason fill, each parcel in crates of its own.
struct Filled {
    vehicle_full: Crates,
    no_empty_crates: Crates,
}

impl Filled {
    fn of(case: &Case<'_>) -> Self {
        let mut filled = Self { vehicle_full: Crates::ZERO, no_empty_crates: Crates::ZERO };
        for unserved in &case.plan.unserved {
            let Unserved::Parcel { parcel, items, reason } = *unserved else { continue };
            let crates = crates_of(case, &case.plan.parcels[parcel], items);
            match reason {
                UnservedReason::VehicleFull { .. } => filled.vehicle_full += crates,
                UnservedReason::NoEmptyCrates { .. } => filled.no_empty_crates += crates,
                _ => {}
            }
        }
        filled
    }

    /// The reason, with no more crates than stayed behind for it.
    fn at_most_filled(&self, reason: UnservedReason) -> UnservedReason {
        match reason {
            UnservedReason::VehicleFull { crates } => {
                UnservedReason::VehicleFull { crates: crates.min(self.vehicle_full) }
            }
            UnservedReason::NoEmptyCrates { crates } => {
                UnservedReason::NoEmptyCrates { crates: crates.min(self.no_empty_crates) }
            }
            other => other,
        }
    }
}

/// Crates that items of one parcel fill; a whole-crate parcel fills its own however many there are.
fn crates_of(case: &Case<'_>, parcel: &Parcel, items: Items) -> Crates {
    if let Some(whole) = parcel.whole_crates {
        return whole;
    }
    let krat = &case.province.settings().crate_type;
    let by_volume = krat.net_volume().0.checked_div(parcel.millilitres_each.0);
    let by_mass = krat.net_mass().0.checked_div(parcel.grams_each.0);
    let each = by_volume.into_iter().chain(by_mass).fold(items.0, i64::min).max(1);
    Crates((items.0.max(0) + each - 1) / each)
}

/// Visits that the norm asks for, that the permitted days allow, and that the plan lacks.
fn missing_visits(case: &Case<'_>, place: PlaceIdx) -> i64 {
    let asked = usize::from(case.asked(place));
    let possible = asked.min(case.permitted[place].len());
    let made = case.calls.this_week(place).count();
    i64::try_from(possible.saturating_sub(made)).unwrap_or(i64::MAX)
}

fn parcel_reason(
    case: &Case<'_>,
    (parcel, items, reason): (ParcelIdx, Items, UnservedReason),
    (subject, found): (Subject, &mut Findings),
) {
    let rule = Rule::UnservedReason;
    let (moved, way) = (&case.plan.parcels[parcel], case.ways[parcel]);
    match reason {
        UnservedReason::NoVisit => {
            if way.leaves.is_some()
                && let Some(arrives) = way.arrives
            {
                found.push(rule, subject, Expected::Exactly(Fact::Nothing), arrives);
            }
        }
        UnservedReason::NoEmptyCrates { crates } => {
            let spare = way.collected_by.map(|visit| spare_crates(case, visit));
            if spare.is_none_or(|spare| spare >= crates) {
                found.push(rule, subject, Expected::AtLeast(spare.into()), crates);
            }
        }
        UnservedReason::Oversize => {
            let krat = &case.province.settings().crate_type;
            if moved.millilitres_each <= krat.net_volume() {
                let too_heavy = krat.net_mass() + Grams(1);
                found.at_least(rule, subject, too_heavy, moved.grams_each);
            }
        }
        UnservedReason::VehicleFull { crates } => {
            let room = smallest_room(case, parcel);
            let full = room.is_some_and(|(free_crates, free_mass)| {
                let tare = case.province.settings().crate_type.tare * crates.0;
                free_crates < crates || free_mass < moved.grams_each * items.0 + tare
            });
            if !full {
                let room = room.map(|(free_crates, _)| free_crates);
                found.push(rule, subject, Expected::AtLeast(room.into()), crates);
            }
        }
        UnservedReason::NoRouteFits { short } => {
            found.push(rule, subject, Expected::Exactly(Fact::Nothing), short);
        }
        UnservedReason::NotInUse => {
            found.push(rule, subject, Expected::Exactly(Fact::Nothing), moved.to);
        }
    }
}

/// The least room that a vehicle has left for a parcel, on the legs on which it would be carried:
/// from the hub to its destination, or from its origin back to the hub.
fn smallest_room(case: &Case<'_>, parcel: ParcelIdx) -> Option<(Crates, Grams)> {
    let way = case.ways[parcel];
    let sides = [(way.delivered_by, Side::Delivery), (way.collected_by, Side::Pickup)];
    let mut least: Option<(Crates, Grams)> = None;
    for (visit, side) in sides {
        let Some(visit) = visit else { continue };
        let Some(route) = case.plan.visits[visit].route else { continue };
        let route = &case.plan.routes[route];
        let rank = route.visits.iter().position(|at| *at == visit).unwrap_or(0);
        let loads = loads(case, route);
        let carried = match side {
            Side::Delivery => &loads[..=rank],
            Side::Pickup => &loads[rank + 1..],
        };
        let vehicle = &case.province.vehicles()[route.vehicle];
        for (crates, mass) in carried {
            let (free_crates, free_mass) = (vehicle.crates - *crates, vehicle.payload - *mass);
            let known = least.unwrap_or((free_crates, free_mass));
            least = Some((known.0.min(free_crates), known.1.min(free_mass)));
        }
    }
    least
}
