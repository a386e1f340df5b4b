//! The route sheet of a driver (ritstaat) and its load list (laadlijst).

use super::load::{StopLoad, TransferRow, crates_on_board_max, transfers_in, transfers_out};
use super::map::Map;
use super::names::route_letter;
use crate::index::{PlaceIdx, RouteIdx, VisitIdx};
use crate::model::{AccessWindow, Break, ClockTime, LonLat, Place, Plan, Province, ServiceDate};
use crate::travel::Detour;
use crate::travel::chart::Chart;
use crate::units::{Crates, Metres, Seconds};

/// A route on paper.
#[derive(Debug)]
pub(crate) struct RouteSheet<'a> {
    pub(crate) letter: String,
    pub(crate) date: ServiceDate,
    pub(crate) vehicle: &'a str,
    pub(crate) driver: &'a str,
    /// When loading at the hub starts.
    pub(crate) loading: ClockTime,
    pub(crate) departure: ClockTime,
    pub(crate) back: ClockTime,
    pub(crate) distance: Metres,
    pub(crate) stops: usize,
    pub(crate) crates_max: Crates,
    pub(crate) vehicle_crates: Crates,
    /// Bags from stop to stop are in neither total: they leave and come back with nobody.
    pub(crate) total: Moves<'a>,
    /// Roads that are closed on the way.
    pub(crate) detours: Vec<DetourRow<'a>>,
    pub(crate) rows: Vec<RouteRow<'a>>,
    /// The stops in loading order: the last stop first.
    pub(crate) loads: Vec<LoadRow<'a>>,
    pub(crate) mixed: Vec<MixedRow<'a>>,
    pub(crate) map: Map<'a>,
}

/// A way that a closed road makes longer (omleiding).
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DetourRow<'a> {
    pub(crate) from: &'a str,
    pub(crate) to: &'a str,
    pub(crate) longer: Seconds,
    /// What is closed; empty where nobody said it.
    pub(crate) reason: &'a str,
}

/// A row of the route sheet, in driving order.
#[derive(Debug)]
pub(crate) enum RouteRow<'a> {
    Stop(StopRow<'a>),
    Break(BreakRow),
}

/// A stop (halte).
#[derive(Debug)]
pub(crate) struct StopRow<'a> {
    pub(crate) number: usize,
    pub(crate) arrival: ClockTime,
    /// When service starts, where the driver has to wait for access.
    pub(crate) wait_until: Option<ClockTime>,
    pub(crate) place: &'a Place,
    pub(crate) key: bool,
    /// The access of this weekday.
    pub(crate) windows: &'a [AccessWindow],
    pub(crate) moves: Moves<'a>,
    pub(crate) service: Seconds,
    pub(crate) navigation: String,
}

/// What is unloaded and loaded, at a stop or in all.
#[derive(Debug)]
pub(crate) struct Moves<'a> {
    pub(crate) load: StopLoad,
    pub(crate) transfers_in: Vec<TransferRow<'a>>,
    pub(crate) transfers_out: Vec<TransferRow<'a>>,
}

/// A break (pauze).
#[derive(Debug)]
pub(crate) struct BreakRow {
    pub(crate) start: ClockTime,
    pub(crate) end: ClockTime,
    pub(crate) duration: Seconds,
}

/// What is loaded for one stop.
#[derive(Debug)]
pub(crate) struct LoadRow<'a> {
    pub(crate) order: usize,
    pub(crate) number: usize,
    pub(crate) place: &'a Place,
    pub(crate) load: StopLoad,
}

/// A mixed crate and the stops of its bags.
#[derive(Debug)]
pub(crate) struct MixedRow<'a> {
    pub(crate) number: usize,
    pub(crate) stops: Vec<MixedStop<'a>>,
}

/// A stop whose bag is in a mixed crate.
#[derive(Debug)]
pub(crate) struct MixedStop<'a> {
    pub(crate) number: usize,
    pub(crate) name: &'a str,
}

impl<'a> RouteSheet<'a> {
    /// The sheet of a route. O(stops^2) by the search of each stop's mixed crate and the names on
    /// its map, and O(stops x detours).
    pub(crate) fn new(
        province: &'a Province,
        plan: &'a Plan,
        chart: &Chart,
        detours: &'a [Detour],
        index: RouteIdx,
    ) -> Self {
        let route = &plan.routes[index];
        let vehicle = &province.vehicles()[route.vehicle];
        Self {
            letter: route_letter(index),
            date: route.date,
            vehicle: &vehicle.name,
            driver: &province.drivers()[route.driver].name,
            loading: route.departure.plus(-province.settings().hub.loading),
            departure: route.departure,
            back: route.back,
            distance: route.distance,
            stops: route.visits.len(),
            crates_max: crates_on_board_max(plan, route),
            vehicle_crates: vehicle.crates,
            total: Moves {
                load: StopLoad::total(plan, &route.visits),
                transfers_in: Vec::new(),
                transfers_out: Vec::new(),
            },
            detours: detour_rows(province, plan, detours, index),
            rows: rows(province, plan, index),
            loads: loads(province, plan, &route.visits),
            mixed: mixed(province, plan, index),
            map: Map::of_route(province, plan, chart, index),
        }
    }
}

fn detour_rows<'a>(
    province: &'a Province,
    plan: &Plan,
    detours: &'a [Detour],
    index: RouteIdx,
) -> Vec<DetourRow<'a>> {
    let route = &plan.routes[index];
    let hub = std::iter::once(province.hub());
    let stops = route.visits.iter().map(|visit| plan.visits[*visit].place);
    let stops: Vec<PlaceIdx> = hub.clone().chain(stops).chain(hub).collect();
    let name = |place: PlaceIdx| province.places()[place].name.as_str();
    let row = |from, to, detour: &'a Detour| DetourRow {
        from: name(from),
        to: name(to),
        longer: detour.duration,
        reason: &detour.reason,
    };
    let legs = stops.windows(2).filter(|leg| leg[0] != leg[1]);
    legs.flat_map(|leg| {
        let (from, to) = (leg[0], leg[1]);
        let closed = detours.iter().filter(|detour| detour.is_on(route.date));
        let closed = closed.filter(move |detour| detour.is_between(from, to));
        closed.map(move |detour| row(from, to, detour))
    })
    .collect()
}

fn rows<'a>(province: &'a Province, plan: &'a Plan, index: RouteIdx) -> Vec<RouteRow<'a>> {
    let route = &plan.routes[index];
    let mut rows = Vec::with_capacity(route.visits.len() + route.breaks.len());
    for (rank, visit) in route.visits.iter().enumerate() {
        rows.push(RouteRow::Stop(stop_row(province, plan, rank + 1, *visit)));
        let taken_here = route.breaks.iter().filter(|pause| pause.after_rank == rank);
        rows.extend(taken_here.map(break_row));
    }
    rows
}

fn stop_row<'a>(
    province: &'a Province,
    plan: &'a Plan,
    number: usize,
    index: VisitIdx,
) -> StopRow<'a> {
    let visit = &plan.visits[index];
    let place = &province.places()[visit.place];
    StopRow {
        number,
        arrival: visit.arrival,
        wait_until: (visit.start > visit.arrival).then_some(visit.start),
        place,
        key: place.access.key,
        windows: place.access.on(visit.date.weekday()),
        moves: Moves {
            load: StopLoad::of(plan, index),
            transfers_in: transfers_in(province, plan, index),
            transfers_out: transfers_out(province, plan, index),
        },
        service: visit.start.until(visit.end),
        navigation: navigation(place.position),
    }
}

fn break_row<'a>(pause: &Break) -> RouteRow<'a> {
    RouteRow::Break(BreakRow {
        start: pause.start,
        end: pause.start.plus(pause.duration),
        duration: pause.duration,
    })
}

fn loads<'a>(province: &'a Province, plan: &Plan, visits: &[VisitIdx]) -> Vec<LoadRow<'a>> {
    let last_first = visits.iter().enumerate().rev().enumerate();
    let row = |(position, (rank, visit)): (usize, (usize, &VisitIdx))| LoadRow {
        order: position + 1,
        number: rank + 1,
        place: &province.places()[plan.visits[*visit].place],
        load: StopLoad::of(plan, *visit),
    };
    last_first.map(row).collect()
}

fn mixed<'a>(province: &'a Province, plan: &Plan, index: RouteIdx) -> Vec<MixedRow<'a>> {
    let route = &plan.routes[index];
    let stop = |(rank, visit): (usize, &VisitIdx)| MixedStop {
        number: rank + 1,
        name: &province.places()[plan.visits[*visit].place].name,
    };
    let row = |(position, mixed): (usize, &crate::model::MixedCrate)| {
        let driven = route.visits.iter().enumerate();
        let stops = driven.filter(|(_, visit)| mixed.visits.contains(visit)).map(stop);
        MixedRow { number: position + 1, stops: stops.collect() }
    };
    route.mixed_crates.iter().enumerate().map(row).collect()
}

/// A link that opens navigation to a position in the map application of a phone.
pub(crate) fn navigation(position: LonLat) -> String {
    let LonLat { lon, lat } = position;
    format!("https://www.google.com/maps/dir/?api=1&destination={lat:.6},{lon:.6}")
}
