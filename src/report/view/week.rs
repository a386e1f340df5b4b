//! The overview of the week for the planner.

use super::SheetNames;
use super::load::crates_on_board_max;
use super::map::WeekMap;
use super::names::route_letter;
use crate::index::{Index as _, PlaceIdx, RouteIdx};
use crate::model::{
    ClockTime, ExcuseReason, ParcelKind, Place, Plan, Province, ServiceDate, Source, Unserved,
    UnservedReason, WeekdaySet,
};
use crate::report::Norms;
use crate::units::{Crates, Items, Metres};

/// The week on one sheet.
#[derive(Debug)]
pub(crate) struct WeekView<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) norms: &'a Norms,
    /// The norm in tenths of a per cent.
    pub(crate) norm_permille: i64,
    /// Which share the norm holds for: its position in `NormDefinition::WORDS`.
    pub(crate) norm_declared: usize,
    pub(crate) routes: Vec<RouteLine<'a>>,
    pub(crate) distance: Metres,
    pub(crate) days: Vec<ServiceDate>,
    pub(crate) places: Vec<PlaceLine<'a>>,
    pub(crate) supplied: Supplied,
    pub(crate) excuses: Vec<Excused<'a>>,
    pub(crate) left: Vec<LeftBehind<'a>>,
    pub(crate) map: WeekMap<'a>,
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

/// A missing visit with a valid reason.
#[derive(Debug)]
pub(crate) struct Excused<'a> {
    pub(crate) place: &'a str,
    pub(crate) visits: u8,
    /// The days on which the place can be visited.
    pub(crate) open: WeekdaySet,
}

/// Something that is not served.
#[derive(Debug)]
pub(crate) struct LeftBehind<'a> {
    /// The place of a missing visit, or where a parcel lies.
    pub(crate) place: &'a str,
    /// What of a parcel, or `None` for a visit.
    pub(crate) parcel: Option<LeftParcel<'a>>,
    pub(crate) reason: UnservedReason,
}

/// Items of a parcel that stay behind.
#[derive(Debug)]
pub(crate) struct LeftParcel<'a> {
    pub(crate) kind: ParcelKind,
    pub(crate) items: Items,
    pub(crate) to: &'a str,
}

impl<'a> WeekView<'a> {
    /// The overview. O(places x visits).
    pub(crate) fn new(
        province: &'a Province,
        plan: &'a Plan,
        norms: &'a Norms,
        names: &'a SheetNames,
    ) -> Self {
        let settings = province.settings();
        let on_days =
            plan.week.dates().filter(|date| settings.service_days.contains(date.weekday()));
        let days: Vec<ServiceDate> = on_days.collect();
        let definitions = crate::model::NormDefinition::WORDS.iter();
        let declared = definitions.take_while(|(known, _)| *known != settings.norm).count();
        Self {
            plan,
            norms,
            norm_permille: i64::from(settings.norm_permille),
            norm_declared: declared,
            routes: plan
                .routes
                .indices()
                .map(|index| route_line(province, plan, names, index))
                .collect(),
            distance: plan.routes.iter().map(|route| route.distance).sum(),
            places: place_lines(province, plan, names, &days),
            days,
            supplied: Supplied::of(province, plan),
            excuses: plan.excuses.iter().map(|excuse| excused(province, excuse)).collect(),
            left: plan.unserved.iter().map(|unserved| left(province, plan, unserved)).collect(),
            map: WeekMap::new(province, plan),
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

fn excused<'a>(province: &'a Province, excuse: &crate::model::Excuse) -> Excused<'a> {
    let ExcuseReason::ClosedDays { open } = excuse.reason;
    Excused { place: &province.places()[excuse.place].name, visits: excuse.visits, open }
}

fn left<'a>(province: &'a Province, plan: &Plan, unserved: &Unserved) -> LeftBehind<'a> {
    let name = |place: PlaceIdx| province.places()[place].name.as_str();
    match *unserved {
        Unserved::Visit { place, reason } => {
            LeftBehind { place: name(place), parcel: None, reason }
        }
        Unserved::Parcel { parcel, items, reason } => {
            let parcel = &plan.parcels[parcel];
            let left = LeftParcel { kind: parcel.kind, items, to: name(parcel.to) };
            LeftBehind { place: name(parcel.from), parcel: Some(left), reason }
        }
    }
}
