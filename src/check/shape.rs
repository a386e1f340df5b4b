//! The shape of a plan: what every other rule takes for granted.

use super::verdict::Findings;
use super::{Expected, Fact, Rule, Subject};
use crate::index::{Index, IndexVec, PlaceIdx, RouteIdx, VisitIdx};
use crate::model::{
    ClockTime, CrateFill, IsoWeek, ParcelOrigin, Plan, Province, Route, ServiceDate, Source,
    Unserved, UnservedReason, Visit, Weekday,
};
use crate::travel::TravelMatrix;
use crate::units::{Metres, Seconds};

/// More items, crates, grams or millilitres than any row of a province's week has; sums of
/// products of two of them stay far below 2^63.
const COUNT_MAX: i64 = 1_000_000;

/// Farther than any route drives in a day.
const DISTANCE_MAX: Metres = Metres(100_000_000);

/// No route ends later than two days after its midnight.
const MOMENT_MAX: ClockTime = ClockTime::at(48, 0);

/// Years whose neighbours the calendar knows as well.
const YEARS: std::ops::RangeInclusive<i32> = 1_583..=9_998;

pub(super) fn hold(province: &Province, travel: &TravelMatrix, plan: &Plan, found: &mut Findings) {
    if travel.side() != province.places().len() {
        let places = Expected::Exactly(province.places().len().into());
        found.push(Rule::Index, Subject::Plan, places, travel.side());
    }
    if !YEARS.contains(&plan.week.year()) {
        let year = i64::from(plan.week.year());
        let last = i64::from(*YEARS.end());
        found.push(Rule::Dates, Subject::Plan, Expected::AtMost(last.into()), year);
    }
    choices(province, plan, found);
    parcels(province, plan, found);
    for (index, visit) in plan.visits.iter_indexed() {
        visit_rows(province, plan, (index, visit), found);
        visit_counts((index, visit), found);
    }
    for (index, route) in plan.routes.iter_indexed() {
        route_rows(province, plan, (index, route), found);
        route_counts((index, route), found);
    }
    if found.0.is_empty() {
        dates(plan, found);
        route_visits(plan, found);
        order(plan, found);
    }
}

fn row<I: Index>(found: &mut Findings, subject: Subject, index: I, rows: usize) {
    if index.position() >= rows {
        found.push(Rule::Index, subject, Expected::AtMost(last_of(rows)), index.position());
    }
}

/// The last position of so many rows; nothing where there is none.
fn last_of(rows: usize) -> Fact {
    rows.checked_sub(1).into()
}

fn count(found: &mut Findings, subject: Subject, number: i64) {
    found.at_least(Rule::Count, subject, 0, number);
    found.at_most(Rule::Count, subject, COUNT_MAX, number);
}

fn moment(found: &mut Findings, subject: Subject, moment: ClockTime) {
    found.at_least(Rule::Count, subject, ClockTime::MIDNIGHT, moment);
    found.at_most(Rule::Count, subject, MOMENT_MAX, moment);
}

/// Supplies, following visits, excuses and what is not served.
fn choices(province: &Province, plan: &Plan, found: &mut Findings) {
    let places = province.places().len();
    for (position, supply) in plan.supplies.iter().enumerate() {
        let subject = Subject::Supply(position);
        row(found, subject, supply.request, province.requests().len());
        if let Source::Shelf(place) = supply.source {
            row(found, subject, place, places);
        }
        if let Some(title) = supply.edition {
            row(found, subject, title, province.titles().len());
        }
        count(found, subject, supply.quantity.0);
    }
    for (position, visit) in plan.following.iter().enumerate() {
        row(found, Subject::Following(position), visit.place, places);
    }
    for (position, excuse) in plan.excuses.iter().enumerate() {
        row(found, Subject::Excuse(position), excuse.place, places);
    }
    for (position, unserved) in plan.unserved.iter().enumerate() {
        let subject = Subject::Unserved(position);
        match unserved {
            Unserved::Visit { place, .. } => row(found, subject, *place, places),
            Unserved::Request { request, .. } => {
                row(found, subject, *request, province.requests().len());
            }
            Unserved::Parcel { parcel, items, reason } => {
                row(found, subject, *parcel, plan.parcels.len());
                count(found, subject, items.0);
                if let UnservedReason::VehicleFull { crates }
                | UnservedReason::NoEmptyCrates { crates } = reason
                {
                    count(found, subject, crates.0);
                }
            }
        }
    }
}

fn parcels(province: &Province, plan: &Plan, found: &mut Findings) {
    for (index, parcel) in plan.parcels.iter_indexed() {
        let subject = Subject::Parcel(index);
        match parcel.origin {
            ParcelOrigin::Request(request) => {
                row(found, subject, request, province.requests().len());
            }
            ParcelOrigin::Shipment(shipment) => {
                row(found, subject, shipment, province.shipments().len());
            }
        }
        row(found, subject, parcel.from, province.places().len());
        row(found, subject, parcel.to, province.places().len());
        for visit in [parcel.collected_by, parcel.delivered_by].into_iter().flatten() {
            row(found, subject, visit, plan.visits.len());
        }
        count(found, subject, parcel.items.0);
        count(found, subject, parcel.grams_each.0);
        count(found, subject, parcel.millilitres_each.0);
        count(found, subject, parcel.whole_crates.map_or(0, |crates| crates.0));
        for date in [parcel.accepted, parcel.ready] {
            if !YEARS.contains(&date.year_month_day().0) {
                let first = Expected::Exactly(plan.week.date(Weekday::Mon).into());
                found.push(Rule::Dates, subject, first, date);
            }
        }
    }
}

fn fills(visit: &Visit) -> impl Iterator<Item = &CrateFill> {
    let delivered = visit.delivery.crates.iter().chain(&visit.delivery.bag);
    delivered.chain(&visit.pickup.crates)
}

fn visit_rows(
    province: &Province,
    plan: &Plan,
    (index, visit): (VisitIdx, &Visit),
    found: &mut Findings,
) {
    let subject = Subject::Visit(index);
    row(found, subject, visit.place, province.places().len());
    if let Some(route) = visit.route {
        row(found, subject, route, plan.routes.len());
    }
    for (parcel, _) in fills(visit).flat_map(|fill| &fill.contents) {
        row(found, subject, *parcel, plan.parcels.len());
    }
}

fn visit_counts((index, visit): (VisitIdx, &Visit), found: &mut Findings) {
    let subject = Subject::Visit(index);
    for (_, items) in fills(visit).flat_map(|fill| &fill.contents) {
        count(found, subject, items.0);
    }
    let (delivery, pickup) = (&visit.delivery, &visit.pickup);
    for crates in
        [delivery.empties, delivery.crates_at_least, pickup.empties, pickup.crates_at_least]
    {
        count(found, subject, crates.0);
    }
    for named in [visit.arrival, visit.start, visit.end] {
        moment(found, subject, named);
    }
    found.at_least(Rule::Count, subject, visit.start, visit.end);
}

fn route_rows(
    province: &Province,
    plan: &Plan,
    (index, route): (RouteIdx, &Route),
    found: &mut Findings,
) {
    let subject = Subject::Route(index);
    row(found, subject, route.vehicle, province.vehicles().len());
    row(found, subject, route.driver, province.drivers().len());
    let mixed = route.mixed_crates.iter().flat_map(|mixed| &mixed.visits);
    for visit in route.visits.iter().chain(mixed) {
        row(found, subject, *visit, plan.visits.len());
    }
    for bag in &route.transfers {
        row(found, subject, bag.from, plan.visits.len());
        row(found, subject, bag.to, plan.visits.len());
        for (parcel, _) in &bag.fill.contents {
            row(found, subject, *parcel, plan.parcels.len());
        }
    }
    for (position, pause) in route.breaks.iter().enumerate() {
        if pause.after_rank >= route.visits.len() {
            let last = Expected::AtMost(last_of(route.visits.len()));
            found.push(Rule::Index, Subject::Break(index, position), last, pause.after_rank);
        }
    }
}

fn route_counts((index, route): (RouteIdx, &Route), found: &mut Findings) {
    let subject = Subject::Route(index);
    moment(found, subject, route.departure);
    moment(found, subject, route.back);
    found.at_least(Rule::Count, subject, route.departure, route.back);
    found.at_least(Rule::Count, subject, Metres::ZERO, route.distance);
    found.at_most(Rule::Count, subject, DISTANCE_MAX, route.distance);
    for (_, items) in route.transfers.iter().flat_map(|bag| &bag.fill.contents) {
        count(found, subject, items.0);
    }
    for (position, pause) in route.breaks.iter().enumerate() {
        let subject = Subject::Break(index, position);
        moment(found, subject, pause.start);
        found.at_least(Rule::Count, subject, Seconds::ZERO, pause.duration);
        found.at_most(Rule::Count, subject, MOMENT_MAX.since_midnight(), pause.duration);
    }
}

fn dates(plan: &Plan, found: &mut Findings) {
    let mut within = |week: IsoWeek, subject, date: ServiceDate| {
        if !week.contains(date) {
            let first = Fact::Date(week.date(Weekday::Mon));
            found.push(Rule::Dates, subject, Expected::Within(first), date);
        }
    };
    for (index, visit) in plan.visits.iter_indexed() {
        within(plan.week, Subject::Visit(index), visit.date);
    }
    for (index, route) in plan.routes.iter_indexed() {
        within(plan.week, Subject::Route(index), route.date);
    }
    for (position, visit) in plan.following.iter().enumerate() {
        within(plan.week.next(), Subject::Following(position), visit.date);
    }
}

/// Every visit by a route stands once in that route, and every visit in a route names it.
fn route_visits(plan: &Plan, found: &mut Findings) {
    let mut listed: IndexVec<VisitIdx, i64> = IndexVec::filled(0, plan.visits.len());
    for (index, route) in plan.routes.iter_indexed() {
        found.at_least(Rule::RouteVisits, Subject::Route(index), 1_usize, route.visits.len());
        for visit in &route.visits {
            listed[*visit] += 1;
            let named = plan.visits[*visit].route;
            found.exactly(Rule::RouteVisits, Subject::Visit(*visit), Some(index), named);
            let date = plan.visits[*visit].date;
            found.exactly(Rule::RouteVisits, Subject::Visit(*visit), route.date, date);
        }
    }
    for (index, visit) in plan.visits.iter_indexed() {
        let times = i64::from(visit.route.is_some());
        found.exactly(Rule::RouteVisits, Subject::Visit(index), times, listed[index]);
    }
}

fn order(plan: &Plan, found: &mut Findings) {
    let mut rank: IndexVec<VisitIdx, usize> = IndexVec::filled(0, plan.visits.len());
    for (index, route) in plan.routes.iter_indexed() {
        for (position, visit) in route.visits.iter().enumerate() {
            rank[*visit] = position;
        }
        let breaks = |position| Subject::Break(index, position);
        sorted(found, route.breaks.iter().map(|pause| pause.after_rank), breaks);
    }
    sorted(found, plan.supplies.iter().map(|supply| supply.request), Subject::Supply);
    sorted(found, plan.visits.iter().map(|visit| visit.date), |at| Subject::Visit(Index::at(at)));
    // Trolley visits may stand anywhere within their date.
    let by_road = plan.visits.iter_indexed().filter(|(_, visit)| visit.route.is_some());
    let keys = by_road.map(|(index, visit)| (visit.date, visit.route, rank[index]));
    sorted(found, keys, |_| Subject::Plan);
    let routes = plan.routes.iter().map(|route| (route.date, route.vehicle));
    sorted(found, routes, |at| Subject::Route(Index::at(at)));
    let key = |place: PlaceIdx, date: ServiceDate| (date, place);
    let following = plan.following.iter().map(|visit| key(visit.place, visit.date));
    sorted(found, following, Subject::Following);
}

/// Reports the first key that stands before a smaller one.
fn sorted<K: Ord>(
    found: &mut Findings,
    keys: impl Iterator<Item = K>,
    subject: impl Fn(usize) -> Subject,
) {
    let mut last: Option<K> = None;
    for (position, key) in keys.enumerate() {
        if last.as_ref().is_some_and(|before| *before > key) {
            let after = Expected::AtLeast(position.into());
            found.push(Rule::Order, subject(position), after, position.saturating_sub(1));
            return;
        }
        last = Some(key);
    }
}
