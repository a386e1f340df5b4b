//! The sort plan of the hub (sorteerlijst): what came in, and what leaves in dock order.

use super::load::{KindCount, StopLoad, delivered, items, kinds};
use super::names::route_letter;
use crate::index::{RouteIdx, VisitIdx};
use crate::model::{ClockTime, Place, Plan, Province, ServiceDate, Visit};
use crate::units::{Crates, Items};

/// One job of sorting: what has come in by then is ready before the departures of a date.
#[derive(Debug)]
pub(crate) struct SortList<'a> {
    /// The date of the departures, or the first day after the last ones.
    pub(crate) date: ServiceDate,
    pub(crate) incoming: Vec<IncomingRow<'a>>,
    pub(crate) incoming_crates: Crates,
    pub(crate) incoming_items: Items,
    pub(crate) docks: Vec<Dock<'a>>,
}

/// What a visit brought in.
#[derive(Debug)]
pub(crate) struct IncomingRow<'a> {
    pub(crate) date: ServiceDate,
    /// The route, or `None` for the trolley.
    pub(crate) letter: Option<String>,
    /// When it is at the hub.
    pub(crate) at: ClockTime,
    pub(crate) place: &'a Place,
    pub(crate) crates: Crates,
    pub(crate) kinds: Vec<KindCount>,
    pub(crate) items: Items,
}

/// What leaves with one route, or with the trolley.
#[derive(Debug)]
pub(crate) struct Dock<'a> {
    pub(crate) letter: Option<String>,
    pub(crate) vehicle: Option<&'a str>,
    /// By when it must be ready: the start of loading, or the trolley's first visit.
    pub(crate) ready: ClockTime,
    pub(crate) rows: Vec<DockRow<'a>>,
    pub(crate) total: StopLoad,
    pub(crate) items: Items,
}

/// What leaves for one stop.
#[derive(Debug)]
pub(crate) struct DockRow<'a> {
    pub(crate) number: usize,
    pub(crate) place: &'a Place,
    pub(crate) load: StopLoad,
    pub(crate) kinds: Vec<KindCount>,
    pub(crate) items: Items,
}

impl<'a> SortList<'a> {
    /// The sort plans of the week, one a date with visits, and one for what the last date brings
    /// in. O(dates x visits).
    pub(crate) fn all(province: &'a Province, plan: &'a Plan) -> Vec<Self> {
        let mut dates: Vec<ServiceDate> = plan.visits.iter().map(|visit| visit.date).collect();
        dates.sort_unstable();
        dates.dedup();
        let Some(last) = dates.last().copied() else { return Vec::new() };
        let sort_days = i64::from(province.settings().hub.sort_days);
        let following = plan.following.iter().map(|visit| visit.date).min();
        let sorted = last.plus_days(sort_days.max(1));
        dates.push(following.map_or(sorted, |first| first.max(sorted)));
        let mut lists = Vec::with_capacity(dates.len());
        let mut sorted_until = None;
        for date in dates {
            let latest = date.plus_days(-sort_days).min(last);
            let comes_in = |visit: &&Visit| {
                visit.date <= latest && sorted_until.is_none_or(|until| visit.date > until)
            };
            let visits: Vec<&Visit> = plan.visits.iter().filter(comes_in).collect();
            sorted_until = Some(latest);
            lists.push(Self::new(province, plan, date, &visits));
        }
        lists
    }

    fn new(
        province: &'a Province,
        plan: &'a Plan,
        date: ServiceDate,
        visits: &[&'a Visit],
    ) -> Self {
        let mut incoming: Vec<IncomingRow<'a>> =
            visits.iter().map(|visit| incoming_row(province, plan, visit)).collect();
        incoming.retain(|row| row.items > Items::ZERO);
        let routes = plan.routes.iter_indexed().filter(|(_, route)| route.date == date);
        let docks = routes.map(|(index, _)| dock_of_route(province, plan, index));
        Self {
            date,
            incoming_crates: incoming.iter().map(|row| row.crates).sum(),
            incoming_items: incoming.iter().map(|row| row.items).sum(),
            incoming,
            docks: docks.chain(dock_of_trolley(province, plan, date)).collect(),
        }
    }
}

fn incoming_row<'a>(province: &'a Province, plan: &Plan, visit: &Visit) -> IncomingRow<'a> {
    let crates = &visit.pickup.crates;
    IncomingRow {
        date: visit.date,
        letter: visit.route.map(route_letter),
        at: visit.route.map_or(visit.end, |route| plan.routes[route].back),
        place: &province.places()[visit.place],
        crates: super::load::count(crates),
        kinds: kinds(plan, crates),
        items: items(crates),
    }
}

fn dock_of_route<'a>(province: &'a Province, plan: &Plan, index: RouteIdx) -> Dock<'a> {
    let route = &plan.routes[index];
    let last_first = route.visits.iter().enumerate().rev();
    let rows = last_first.map(|(rank, visit)| dock_row(province, plan, rank + 1, *visit));
    let rows: Vec<DockRow<'a>> = rows.collect();
    Dock {
        letter: Some(route_letter(index)),
        vehicle: Some(&province.vehicles()[route.vehicle].name),
        ready: route.departure.plus(-province.settings().hub.loading),
        total: StopLoad::total(plan, &route.visits),
        items: rows.iter().map(|row| row.items).sum(),
        rows,
    }
}

fn dock_of_trolley<'a>(province: &'a Province, plan: &Plan, date: ServiceDate) -> Option<Dock<'a>> {
    let on_date = plan.visits.iter_indexed();
    let on_date = on_date.filter(|(_, visit)| visit.route.is_none() && visit.date == date);
    let visits: Vec<VisitIdx> = on_date.map(|(index, _)| index).collect();
    let rows = visits.iter().enumerate();
    let rows = rows.map(|(rank, visit)| dock_row(province, plan, rank + 1, *visit));
    let rows: Vec<DockRow<'a>> = rows.collect();
    Some(Dock {
        letter: None,
        vehicle: None,
        ready: visits.iter().map(|visit| plan.visits[*visit].arrival).min()?,
        total: StopLoad::total(plan, &visits),
        items: rows.iter().map(|row| row.items).sum(),
        rows,
    })
}

fn dock_row<'a>(
    province: &'a Province,
    plan: &Plan,
    number: usize,
    index: VisitIdx,
) -> DockRow<'a> {
    let visit = &plan.visits[index];
    DockRow {
        number,
        place: &province.places()[visit.place],
        load: StopLoad::of(plan, index),
        kinds: kinds(plan, delivered(visit)),
        items: items(delivered(visit)),
    }
}
