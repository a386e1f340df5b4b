//! One day of a plan as a routing problem with its answer, in plain numbers.

use super::FileSet;
use crate::index::{PlaceIdx, RouteIdx, VisitIdx};
use crate::model::{ClockTime, Place, Province, ServiceDate, TimeWindow, Vehicle};
use crate::units::Seconds;

/// A day with at least one route.
#[derive(Debug)]
pub(super) struct Day<'a> {
    pub(super) date: ServiceDate,
    /// The hub first, then the stops, route by route.
    pub(super) places: Vec<PlaceIdx>,
    pub(super) province: &'a Province,
    pub(super) routes: Vec<DayRoute<'a>>,
    /// Seconds and metres from each place to each, row by row.
    pub(super) seconds: Vec<Vec<i64>>,
    pub(super) metres: Vec<Vec<i64>>,
}

/// A route with its stops.
#[derive(Debug)]
pub(super) struct DayRoute<'a> {
    pub(super) index: RouteIdx,
    pub(super) vehicle: &'a Vehicle,
    pub(super) departure: ClockTime,
    pub(super) back: ClockTime,
    pub(super) distance: i64,
    pub(super) stops: Vec<DayStop<'a>>,
    /// Breaks in seconds, all together.
    pub(super) pauses: i64,
}

/// A stop with what it needs.
#[derive(Debug)]
pub(super) struct DayStop<'a> {
    /// The number of the visit in the plan, from 1.
    pub(super) id: u32,
    /// The row of the matrix.
    pub(super) at: usize,
    pub(super) place: &'a Place,
    pub(super) arrival: i64,
    pub(super) start: i64,
    pub(super) end: i64,
    /// Crates in and out, full and empty.
    pub(super) crates: [i64; 2],
    /// The windows within which service may begin, seconds of the day.
    pub(super) windows: Vec<[i64; 2]>,
}

impl<'a> Day<'a> {
    /// The day, if any vehicle drives on it. O(squares of its stops).
    ///
    /// # Panics
    ///
    /// When the ways between its places are not all known, as the plan that drives them has them.
    pub(super) fn of(set: &FileSet<'a>, date: ServiceDate) -> Option<Self> {
        let (province, plan) = (set.printed.province, set.printed.plan);
        let mut places = vec![province.hub()];
        let mut routes = Vec::new();
        for (index, route) in plan.routes.iter_indexed().filter(|(_, route)| route.date == date) {
            let mut stops = Vec::with_capacity(route.visits.len());
            for visit in &route.visits {
                stops.push(stop(set, *visit, places.len()));
                places.push(plan.visits[*visit].place);
            }
            routes.push(DayRoute {
                index,
                vehicle: &province.vehicles()[route.vehicle],
                departure: route.departure,
                back: route.back,
                distance: route.distance.0,
                stops,
                pauses: route.breaks.iter().map(|pause| pause.duration.0).sum(),
            });
        }
        if routes.is_empty() {
            return None;
        }
        let leg = |from: &PlaceIdx, to: &PlaceIdx| {
            if from == to {
                return [0, 0];
            }
            let leg = set.travel.leg_on(date, *from, *to).expect("a plan drives known ways");
            [leg.duration.0, leg.distance.0]
        };
        let table = |part: usize| -> Vec<Vec<i64>> {
            let row = |from| places.iter().map(|to| leg(from, to)[part]).collect();
            places.iter().map(row).collect()
        };
        let (seconds, metres) = (table(0), table(1));
        Some(Self { date, places, province, routes, seconds, metres })
    }

    /// The stops of all routes.
    pub(super) fn stops(&self) -> impl Iterator<Item = &DayStop<'a>> {
        self.routes.iter().flat_map(|route| &route.stops)
    }

    /// How long the hub takes before a departure.
    pub(super) fn loading(&self) -> Seconds {
        self.province.settings().hub.loading
    }
}

impl DayRoute<'_> {
    /// Driving time, waiting left out, as the matrix has it.
    pub(super) fn driving(&self, day: &Day<'_>) -> i64 {
        let nodes: Vec<usize> =
            std::iter::once(0).chain(self.stops.iter().map(|stop| stop.at)).chain([0]).collect();
        nodes.windows(2).map(|leg| day.seconds[leg[0]][leg[1]]).sum()
    }

    /// Time at the stops.
    pub(super) fn serving(&self) -> i64 {
        self.stops.iter().map(|stop| stop.end - stop.start).sum()
    }

    /// From departure to return.
    pub(super) fn duration(&self) -> i64 {
        self.departure.until(self.back).0
    }

    /// What is on board when the vehicle leaves.
    pub(super) fn loaded(&self) -> i64 {
        self.stops.iter().map(|stop| stop.crates[0]).sum()
    }
}

fn stop<'a>(set: &FileSet<'a>, index: VisitIdx, at: usize) -> DayStop<'a> {
    let (province, plan) = (set.printed.province, set.printed.plan);
    let visit = &plan.visits[index];
    let place = &province.places()[visit.place];
    let seconds = |moment: ClockTime| moment.since_midnight().0;
    let crates = |crates: usize| i64::try_from(crates).expect("a visit moves few crates");
    let service = visit.start.until(visit.end).0;
    let open = |hours: TimeWindow| [seconds(hours.open), seconds(hours.close) - service];
    let windows = if place.access.key {
        Vec::new()
    } else {
        place.access.on(visit.date.weekday()).iter().map(|window| open(window.hours())).collect()
    };
    DayStop {
        id: index.0 + 1,
        at,
        place,
        arrival: seconds(visit.arrival),
        start: seconds(visit.start),
        end: seconds(visit.end),
        crates: [
            crates(visit.delivery.crates.len()) + visit.delivery.empties.0,
            crates(visit.pickup.crates.len()) + visit.pickup.empties.0,
        ],
        windows,
    }
}
