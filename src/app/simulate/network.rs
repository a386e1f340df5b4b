//! The network of a scenario: which places are visited how often, and what driving there costs.

use super::volume::{Room, scaled};
use crate::app::budget::{Budget, Cancel, Limit};
use crate::app::error::Error;
use crate::app::plan_week::{PlanRequest, plan_week};
use crate::index::{IndexVec, PlaceIdx};
use crate::model::{
    IsoWeek, Plan, Province, ProvinceParts, Request, Shipment, Weekday, WeekdaySet,
};
use crate::random::Seed;
use crate::travel::TravelMatrix;
use crate::units::{Cents, Metres};
use crate::vrp::Silent;

/// Iterations of the route search for the timetable of a what-if: enough for visit days and for
/// kilometres within some per cent.
const ITERATIONS: u64 = 20_000;

/// Nobody interrupts so short a search.
static NOBODY: Cancel = Cancel::new();

/// A change of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NetworkChange {
    /// A place closes, and what goes there goes to another.
    Close {
        /// Which.
        place: PlaceIdx,
        /// Where it goes.
        to: PlaceIdx,
    },
    /// Another number of visits a week; `None` is of all places that are visited.
    Visits(Option<PlaceIdx>, u8),
    /// Days between arrival at the hub and leaving it.
    SortDays(u8),
}

/// A planned network.
#[derive(Clone, Debug)]
pub(super) struct Network {
    /// The visit days of each place; none for places that are not visited.
    pub(super) days: IndexVec<PlaceIdx, WeekdaySet>,
    /// What is driven in a week.
    pub(super) distance: Metres,
    /// What driving costs in a week: vehicles, distance, paid time.
    pub(super) transport: Cents,
    /// What its routes leave free.
    pub(super) room: Room,
    plan: Plan,
}

impl Network {
    /// Plans the week of a province, and takes its timetable for that of every week.
    pub(super) fn of(
        (province, travel): (&Province, &TravelMatrix),
        week: IsoWeek,
        seed: Seed,
    ) -> Result<Self, Error> {
        let budget = Budget { limit: Limit::Iterations(ITERATIONS), cancel: &NOBODY };
        let request = PlanRequest { province, travel, week, seed, target: None, budget: &budget };
        let plan = plan_week(&request, &Silent)?.plan;
        let cost = &plan.cost;
        Ok(Self {
            days: visit_days(province, &plan),
            distance: Metres(plan.routes.iter().map(|route| route.distance.0).sum()),
            transport: cost.vehicle_days + cost.distance + cost.driving_time + cost.service_time,
            room: Room::of(province, &plan),
            plan,
        })
    }

    /// The same week for so many times the items of readers, planned again; `None` where that
    /// leaves no valid week.
    pub(super) fn at_volume(
        &self,
        (province, travel): (&Province, &TravelMatrix),
        (week, seed): (IsoWeek, Seed),
        times: f64,
    ) -> Option<Self> {
        let more = scaled(province, &self.plan, times)?;
        Self::of((&more, travel), week, seed).ok()
    }
}

fn visit_days(province: &Province, plan: &Plan) -> IndexVec<PlaceIdx, WeekdaySet> {
    let mut days: IndexVec<PlaceIdx, Vec<Weekday>> =
        IndexVec::filled(Vec::new(), province.places().len());
    for visit in &plan.visits {
        days[visit.place].push(visit.date.weekday());
    }
    days.iter().map(|days| WeekdaySet::of(days.iter().copied())).collect()
}

/// The province after changes of its network; `None` where no valid one is left.
pub(super) fn changed(province: &Province, changes: &[NetworkChange]) -> Option<Province> {
    let mut parts = province.clone().into_parts();
    for change in changes {
        match *change {
            NetworkChange::Close { place, to } => close(&mut parts, place, to),
            NetworkChange::Visits(Some(place), visits) => {
                parts.places[place].visits_per_week = visits;
            }
            NetworkChange::Visits(None, visits) => {
                for place in parts.places.iter_mut().filter(|place| place.is_visited()) {
                    place.visits_per_week = visits;
                }
            }
            NetworkChange::SortDays(days) => parts.settings.hub.sort_days = days,
        }
    }
    Province::new(parts).ok()
}

/// A place that is no longer visited; what begins or ends there does so elsewhere. Its copies stay,
/// out of reach of this week's requests: the simulation moves them.
fn close(parts: &mut ProvinceParts, place: PlaceIdx, to: PlaceIdx) {
    let elsewhere = |at: PlaceIdx| if at == place { to } else { at };
    parts.places[place].visits_per_week = 0;
    let requests = parts.requests.iter();
    let requests: Vec<Request> = requests
        .map(|request| Request { pickup: elsewhere(request.pickup), ..request.clone() })
        .collect();
    parts.requests = requests.into();
    let shipments = parts.shipments.iter().map(|shipment| Shipment {
        from: elsewhere(shipment.from),
        to: elsewhere(shipment.to),
        ..shipment.clone()
    });
    // What would have gone from the one to the other stays where it is.
    let shipments: Vec<Shipment> = shipments.filter(|one| one.from != one.to).collect();
    parts.shipments = shipments.into();
}
