//! The overview of the week for the planner.

use super::SheetNames;
use super::load::crates_on_board_max;
use super::map::Map;
use super::names::route_letter;
use crate::index::{Index as _, PlaceIdx, RouteIdx};
use crate::model::{ClockTime, Place, Plan, Province, ServiceDate, Source, Visit};
use crate::travel::chart::Chart;
use crate::units::{Crates, Items, Metres};

/// The week on one sheet.
#[derive(Debug)]
pub(crate) struct WeekView<'a> {
    pub(crate) routes: Vec<RouteLine<'a>>,
    pub(crate) trolley: Vec<TrolleyLine<'a>>,
    pub(crate) stops: usize,
    pub(crate) distance: Metres,
    pub(crate) days: Vec<ServiceDate>,
    pub(crate) places: Vec<PlaceLine<'a>>,
    pub(crate) supplied: Supplied,
    pub(crate) map: Map<'a>,
}

/// A route in a line.
#[derive(Debug)]
pub(crate) struct RouteLine<'a> {
    pub(crate) letter: String,
    pub(crate) name: &'a str,
    pub(crate) date: ServiceDate,
    pub(crate) vehicle: &'a str,
    pub(crate) driver: &'a str,
    pub(crate) stops: usize,
    pub(crate) distance: Metres,
    pub(crate) departure: ClockTime,
    pub(crate) back: ClockTime,
    pub(crate) crates_max: Crates,
    pub(crate) vehicle_crates: Crates,
}

/// A visit by trolley in a line: to the hub's own building, so without vehicle and distance.
#[derive(Debug)]
pub(crate) struct TrolleyLine<'a> {
    pub(crate) date: ServiceDate,
    pub(crate) place: &'a Place,
    pub(crate) arrival: ClockTime,
    pub(crate) end: ClockTime,
}

/// The visits of a place, a cell a day.
#[derive(Debug)]
pub(crate) struct PlaceLine<'a> {
    pub(crate) place: &'a Place,
    pub(crate) sheet: &'a str,
    pub(crate) days: Vec<DayCell>,
    pub(crate) visits: usize,
    pub(crate) is_short: bool,
}

/// One day of a place.
#[derive(Debug)]
pub(crate) struct DayCell {
    /// The arrivals, with the letter of the route, or `None` for the trolley.
    pub(crate) visits: Vec<DayVisit>,
    pub(crate) closed: bool,
}

/// One visit in a cell.
#[derive(Debug)]
pub(crate) struct DayVisit {
    pub(crate) arrival: ClockTime,
    pub(crate) letter: Option<String>,
}

/// Items of requests by who fills them.
#[derive(Debug, Default)]
pub(crate) struct Supplied {
    pub(crate) own: Items,
    pub(crate) elsewhere: Items,
    pub(crate) returning: Items,
    pub(crate) outside: Items,
    pub(crate) unfilled: Items,
}

impl<'a> WeekView<'a> {
    /// The overview. O(places x visits).
    pub(crate) fn new(
        province: &'a Province,
        plan: &'a Plan,
        chart: &Chart,
        names: &'a SheetNames,
    ) -> Self {
        let settings = province.settings();
        let on_days =
            plan.week.dates().filter(|date| settings.service_days.contains(date.weekday()));
        let days: Vec<ServiceDate> = on_days.collect();
        Self {
            routes: plan
                .routes
                .indices()
                .map(|index| route_line(province, plan, names, index))
                .collect(),
            trolley: trolley_lines(province, plan),
            stops: plan.visits.len(),
            distance: plan.routes.iter().map(|route| route.distance).sum(),
            places: place_lines(province, plan, names, &days),
            days,
            supplied: Supplied::of(province, plan),
            map: Map::of_week(province, plan, chart),
        }
    }
}

impl Supplied {
    fn of(province: &Province, plan: &Plan) -> Self {
        let mut supplied = Self::default();
        for supply in &plan.supplies {
            let pickup = province.requests()[supply.request].pickup;
            let sum = match supply.source {
                Source::Shelf(place) if place == pickup => &mut supplied.own,
                Source::Shelf(_) => &mut supplied.elsewhere,
                Source::Returning => &mut supplied.returning,
                Source::Outside => &mut supplied.outside,
                Source::Unfilled => &mut supplied.unfilled,
            };
            *sum += supply.quantity;
        }
        supplied
    }
}

fn route_line<'a>(
    province: &'a Province,
    plan: &Plan,
    names: &'a SheetNames,
    index: RouteIdx,
) -> RouteLine<'a> {
    let route = &plan.routes[index];
    let vehicle = &province.vehicles()[route.vehicle];
    RouteLine {
        letter: route_letter(index),
        name: &names.routes[index],
        date: route.date,
        vehicle: &vehicle.name,
        driver: &province.drivers()[route.driver].name,
        stops: route.visits.len(),
        distance: route.distance,
        departure: route.departure,
        back: route.back,
        crates_max: crates_on_board_max(plan, route),
        vehicle_crates: vehicle.crates,
    }
}

fn trolley_lines<'a>(province: &'a Province, plan: &Plan) -> Vec<TrolleyLine<'a>> {
    let visits = plan.visits.iter().filter(|visit| visit.route.is_none());
    let line = |visit: &Visit| TrolleyLine {
        date: visit.date,
        place: &province.places()[visit.place],
        arrival: visit.arrival,
        end: visit.end,
    };
    let mut lines: Vec<TrolleyLine<'a>> = visits.map(line).collect();
    lines.sort_by_key(|line| (line.date, line.arrival));
    lines
}

fn place_lines<'a>(
    province: &'a Province,
    plan: &Plan,
    names: &'a SheetNames,
    days: &[ServiceDate],
) -> Vec<PlaceLine<'a>> {
    let calendar = province.calendar(plan.week);
    let mut cells: Vec<Vec<DayCell>> = Vec::new();
    for place in province.places().indices() {
        let closed = |date: &ServiceDate| calendar.closed(place, *date).is_some();
        let cell = |date| DayCell { visits: Vec::new(), closed: closed(date) };
        cells.push(days.iter().map(cell).collect());
    }
    for visit in &plan.visits {
        if let Some(day) = days.iter().position(|date| *date == visit.date) {
            let letter = visit.route.map(route_letter);
            let entry = DayVisit { arrival: visit.arrival, letter };
            cells[visit.place.position()][day].visits.push(entry);
        }
    }
    let line = |(index, cells): (PlaceIdx, Vec<DayCell>)| {
        let place = &province.places()[index];
        let visits = cells.iter().map(|cell| cell.visits.len()).sum();
        PlaceLine {
            place,
            sheet: &names.places[index],
            days: cells,
            visits,
            is_short: visits < usize::from(place.visits_per_week),
        }
    };
    let lines = province.places().indices().zip(cells).map(line);
    lines.filter(|line| line.place.is_visited()).collect()
}
