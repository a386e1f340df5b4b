//! A week's parcels, places and fleet as a problem of the route search, and its answer as routes
//! of vehicles.

use std::collections::BTreeMap;

use super::fleet::{Fleet, WEEK, whole};
use super::hours::steps;
use super::regions;
use super::road_days::RoadDays;
use super::timing::{LateVisit, soft_end};
use super::visit_days::pattern_rule;
use super::{PlanRequest, Unplannable};
use crate::index::{Index as _, IndexVec, PlaceIdx, VehicleIdx};
use crate::model::{Access, IsoWeek, Parcel, PlaceKind, Plan, Province, ServiceDate, Weekday};
use crate::units::Seconds;
use crate::vrp::{
    Answer, Client, CrateMeasure, DaySet, End, FREE, Flow, Flows, Handling, LegHours, Opening,
    Problem, ProblemFault, ProblemParts, Profile, RoutePlan, SoftEnd, TransferRule, Window,
    allowed_patterns,
};

/// The share of a crate that the search counts on; packing whole items loses about this much.
const PACKING_PERCENT: i64 = 97;
/// Days of the horizon over which arrivals are known.
const HORIZON_DAYS: i64 = 14;

/// A week as the route search sees it. Costs are thousandths of a cent.
#[derive(Clone, Debug)]
pub(super) struct WeekProblem {
    pub(super) problem: Problem,
    pub(super) fleet: Fleet,
    /// The place of each client.
    pub(super) clients: Vec<PlaceIdx>,
    /// Visits for which no vehicle stands ready on any permitted day.
    without_vehicle: Vec<PlaceIdx>,
}

/// More service at a place than its crates seemed to ask for.
pub(super) type Reserves = IndexVec<PlaceIdx, Seconds>;

/// The routing problem of a week, or why there is none.
pub(super) fn problem(
    request: &PlanRequest<'_>,
    parcels: &[Parcel],
    reserves: &Reserves,
) -> Result<WeekProblem, Unplannable> {
    let province = request.province;
    let fleet = Fleet::of(request);
    let mut clients = Vec::new();
    let mut places = Vec::new();
    let mut without_vehicle = Vec::new();
    let regions = regions::numbered(province);
    for (node, place) in (1_u32..).zip(province.visited_places()) {
        let (patterns, lost) = patterns(request, &fleet, place);
        without_vehicle.extend(std::iter::repeat_n(place, lost));
        if !patterns.is_empty() {
            let vehicles = fleet.access(province, place, request.week);
            let region = regions[place];
            let client = Client { vehicles, region, ..Client::new(node, patterns) };
            clients.push(with_hours(request, place, reserves[place], client));
            places.push(place);
        }
    }
    let nodes = nodes(province);
    let parts = ProblemParts {
        days: WEEK,
        nodes: nodes.len(),
        profiles: profiles(request, &nodes)?,
        clients,
        vehicles: fleet.types(),
        flows: Some(flows(request, parcels, &places)),
    };
    let problem = Problem::new(parts).map_err(|faults| refused(&fleet, &faults))?;
    Ok(WeekProblem { problem, fleet, clients: places, without_vehicle })
}

fn refused(fleet: &Fleet, faults: &[ProblemFault]) -> Unplannable {
    let kinds = fleet.types().len();
    assert!(
        faults.iter().all(|fault| matches!(fault, ProblemFault::VehicleTypes(_))),
        "all other parts are built here and fit: {faults:?}"
    );
    Unplannable::VehicleKinds { kinds }
}

/// The hub and then the visited places; the position is the node of the search.
fn nodes(province: &Province) -> Vec<PlaceIdx> {
    std::iter::once(province.hub()).chain(province.visited_places()).collect()
}

/// The patterns of a place on days that have a vehicle, and how many visits find none.
pub(super) fn patterns(
    request: &PlanRequest<'_>,
    fleet: &Fleet,
    index: PlaceIdx,
) -> (Vec<DaySet>, usize) {
    let province = request.province;
    let place = &province.places()[index];
    let calendar = province.calendar(request.week);
    let allowed = allowed_patterns(pattern_rule(province, &calendar, index, place, request.week));
    let days = if place.in_hub_building { u8::MAX } else { fleet.days() };
    let wanted = allowed.iter().map(|set| set.count_ones()).max().unwrap_or(0);
    let mut there: Vec<u8> = allowed.into_iter().map(|set| set & days).collect();
    let most = there.iter().map(|set| set.count_ones()).max().unwrap_or(0);
    there.retain(|set| *set != 0 && set.count_ones() == most);
    there.sort_unstable();
    there.dedup();
    (there.into_iter().map(DaySet::from).collect(), (wanted - most) as usize)
}

/// A client with its service, and its windows where nobody has a key.
fn with_hours(
    request: &PlanRequest<'_>,
    index: PlaceIdx,
    reserve: Seconds,
    client: Client,
) -> Client {
    let place = &request.province.places()[index];
    let service = whole((place.service.fixed + reserve).0);
    let by_vehicle = !place.in_hub_building;
    let openings = if by_vehicle && !place.access.key {
        openings(request.week, &place.access, service)
    } else {
        Vec::new()
    };
    Client { service: if by_vehicle { service } else { 0 }, openings, ..client }
}

fn openings(week: IsoWeek, access: &Access, service: i32) -> Vec<Opening> {
    let mut openings = Vec::new();
    for (day, date) in week.dates().enumerate() {
        let begins = access.on(date.weekday()).iter().map(|window| Opening {
            days: 1 << day,
            window: Window {
                open: whole(window.open.since_midnight().0),
                close: whole(window.close.since_midnight().0) - service,
            },
            late: soft_end(window),
        });
        let begins: Vec<Opening> = begins.collect();
        let wide_enough = begins.iter().copied().filter(|of| of.window.open <= of.window.close);
        let mut on_day: Vec<Opening> = wide_enough.collect();
        if on_day.is_empty() {
            // Too short for any visit: it will be late, and said to be.
            let longest = begins.iter().max_by_key(|of| of.window.close - of.window.open);
            on_day.extend(longest.map(|of| Opening {
                window: Window { close: of.window.open, ..of.window },
                ..*of
            }));
        }
        openings.extend(on_day.into_iter().map(due_in_time));
    }
    openings
}

/// An arrival that is due only after the last begin of service is never late.
fn due_in_time(opening: Opening) -> Opening {
    let late = if opening.late.due <= opening.window.close { opening.late } else { SoftEnd::NONE };
    Opening { late, ..opening }
}

/// The roads as they are open on the days of the week, and last the ways of a trolley, which take
/// no time.
fn profiles(request: &PlanRequest<'_>, nodes: &[PlaceIdx]) -> Result<Vec<Profile>, Unplannable> {
    let by_trolley =
        Profile { distance: vec![0; nodes.len() * nodes.len()], duration: None, hours: Vec::new() };
    let dates = RoadDays::of(request).dates.into_iter();
    let mut profiles: Vec<Profile> =
        dates.map(|date| roads(request, nodes, date)).collect::<Result<_, _>>()?;
    profiles.push(by_trolley);
    Ok(profiles)
}

/// The roads between nodes on a date.
fn roads(
    request: &PlanRequest<'_>,
    nodes: &[PlaceIdx],
    date: ServiceDate,
) -> Result<Profile, Unplannable> {
    let places = request.province.places();
    let mut road = Profile { distance: Vec::new(), duration: None, hours: Vec::new() };
    let mut durations = Vec::new();
    for (row, &from) in (0..).zip(nodes) {
        for (column, &to) in (0..).zip(nodes) {
            let leg = request.travel.leg_on(date, from, to);
            let by_trolley = places[from].in_hub_building || places[to].in_hub_building;
            if leg.is_none() && from != to && !by_trolley {
                let name = |place: PlaceIdx| places[place].name.clone();
                return Err(Unplannable::NoWay { from: name(from), to: name(to) });
            }
            let of_none = if from == to { 0 } else { FREE };
            road.distance.push(leg.map_or(of_none, |leg| whole(leg.distance.0)));
            durations.push(leg.map_or(of_none, |leg| whole(leg.duration.0)));
            let steps = steps(request.travel, date, (from, to));
            if !steps.is_empty() {
                road.hours.push(LegHours { from: row, to: column, steps });
            }
        }
    }
    road.duration = Some(durations);
    Ok(road)
}

/// Parcels added up by where from, where to and from when.
fn flows(request: &PlanRequest<'_>, parcels: &[Parcel], clients: &[PlaceIdx]) -> Flows {
    let province = request.province;
    let monday = request.week.date(Weekday::Mon);
    let prices = &province.settings().prices;
    let mut ends: IndexVec<PlaceIdx, Option<End>> = IndexVec::filled(None, province.places().len());
    for (client, place) in (0_u32..).zip(clients) {
        ends[*place] = Some(End::Client(client));
    }
    for (place, of) in province.places().iter_indexed() {
        match of.kind {
            PlaceKind::Hub => ends[place] = Some(End::Depot),
            PlaceKind::Background => ends[place] = Some(End::Unsorted),
            _ => {}
        }
    }
    let mut flows: BTreeMap<(End, End, u32), Flow> = BTreeMap::new();
    for parcel in parcels {
        // What begins or ends where nobody comes this week does not move.
        let Some((from, to)) = ends[parcel.from].zip(ends[parcel.to]) else { continue };
        let day = monday.days_until(parcel.ready).clamp(0, HORIZON_DAYS - 1);
        let ready = u32::try_from(day).expect("clamped to the horizon");
        let price =
            if parcel.kind.is_awaited() { prices.awaited_item_day } else { prices.other_item_day };
        let nothing = Flow { from, to, ready, goods: [0; 2], price_per_day: 0, depot_price: 0 };
        let flow = flows.entry((from, to, ready)).or_insert(nothing);
        flow.goods[0] += parcel.items.0 * parcel.millilitres_each.0;
        flow.goods[1] += parcel.items.0 * parcel.grams_each.0;
        flow.price_per_day += parcel.items.0 * price.0 * 1_000;
        flow.depot_price += parcel.items.0 * prices.touch.0 * 1_000;
    }
    let crate_type = &province.settings().crate_type;
    let counted_on = |holds: i64| (holds * PACKING_PERCENT / 100).max(1);
    Flows {
        flows: flows.into_values().collect(),
        sort_days: u32::from(province.settings().hub.sort_days),
        crates: CrateMeasure {
            holds: [counted_on(crate_type.net_volume().0), counted_on(crate_type.net_mass().0)],
            tare: crate_type.tare.0,
        },
        handling: clients.iter().map(|place| handling(province, *place)).collect(),
        transfers: transfers(province),
    }
}

/// Bags from stop to stop, as far as the settings allow them.
fn transfers(province: &Province) -> Option<TransferRule> {
    let settings = province.settings();
    let per_route = usize::try_from(settings.bag.transfers_max).unwrap_or(usize::MAX);
    // It is carried at both ends; the minute that takes is left out.
    let carrying_price = settings.prices.crate_handling.0 * 2 * 1_000;
    let holds = [settings.bag.volume.0, settings.bag.mass.0];
    (per_route > 0).then_some(TransferRule { per_route, carrying_price, holds })
}

fn handling(province: &Province, place: PlaceIdx) -> Handling {
    let of = &province.places()[place];
    let by_vehicle = !of.in_hub_building;
    let per_crate = if by_vehicle { whole(of.service.per_crate.0) } else { 0 };
    Handling { service_per_crate: per_crate, empties: whole(of.service.empties.0) }
}

/// The routes of a week.
#[derive(Clone, Debug)]
pub(super) struct WeekRoutes {
    /// The days on which each place is visited, Monday in the lowest bit.
    pub(super) days: IndexVec<PlaceIdx, u8>,
    /// By day, then vehicle.
    pub(super) routes: Vec<VehicleRoute>,
    /// Visits that the norm asks for and nobody makes.
    pub(super) unrouted: Vec<UnroutedVisit>,
}

/// The route of a vehicle on a day.
#[derive(Clone, Debug)]
pub(super) struct VehicleRoute {
    /// Monday is 0.
    pub(super) day: usize,
    pub(super) vehicle: VehicleIdx,
    /// Its type in the fleet.
    pub(super) kind: usize,
    /// The places in the order of driving.
    pub(super) places: Vec<PlaceIdx>,
    /// How long the search reckoned with at each of them.
    pub(super) reckoned: Vec<Seconds>,
}

/// A visit that no route takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnroutedVisit {
    pub(super) place: PlaceIdx,
    /// By how much the route that came nearest breaks its limits; zero where no vehicle stands
    /// ready at all.
    pub(super) short: Seconds,
}

impl WeekRoutes {
    /// An answer of the search as routes of vehicles.
    pub(super) fn of(province: &Province, week: &WeekProblem, answer: &Answer) -> Self {
        let mut days = IndexVec::filled(0_u8, province.places().len());
        for (place, set) in week.clients.iter().zip(&answer.patterns) {
            days[*place] = u8::try_from(*set).expect("seven days");
        }
        let mut routes: Vec<VehicleRoute> =
            answer.routes.iter().filter_map(|route| by_vehicle(week, route)).collect();
        routes.sort_by_key(|route| (route.day, route.vehicle));
        let absent = answer.absent.iter().flat_map(|client| {
            let patterns = &week.problem.parts().clients[*client as usize].patterns;
            let visits = patterns[0].count_ones() as usize;
            std::iter::repeat_n(week.clients[*client as usize], visits)
        });
        let lost = week.without_vehicle.iter().copied().chain(absent);
        let mut unrouted: Vec<UnroutedVisit> =
            lost.map(|place| UnroutedVisit { place, short: Seconds::ZERO }).collect();
        unrouted.sort_by_key(|visit| visit.place);
        Self { days, routes, unrouted }
    }

    /// Takes a visit of a plan off the routes that the plan was made from, on record.
    pub(super) fn take_off(&mut self, plan: &Plan, late: LateVisit) {
        let visit = &plan.visits[late.visit];
        let day = visit.date.weekday().num_days_from_monday();
        self.days[visit.place] &= !(1 << day);
        if let Some(route) = visit.route {
            let route = &mut self.routes[route.position()];
            let rank = route.places.iter().position(|place| *place == visit.place);
            let rank = rank.expect("the plan was made from these routes");
            route.places.remove(rank);
            route.reckoned.remove(rank);
        }
        self.unrouted.push(UnroutedVisit { place: visit.place, short: late.short });
        self.unrouted.sort_by_key(|visit| visit.place);
    }

    /// Forgets routes without a visit.
    pub(super) fn drop_empty_routes(&mut self) {
        self.routes.retain(|route| !route.places.is_empty());
    }
}

fn by_vehicle(week: &WeekProblem, route: &RoutePlan) -> Option<VehicleRoute> {
    let vehicle = week.fleet.vehicle(route.vehicle, route.day, route.number)?;
    Some(VehicleRoute {
        day: route.day,
        vehicle,
        kind: route.vehicle,
        places: route.clients.iter().map(|client| week.clients[*client as usize]).collect(),
        reckoned: route.service.iter().map(|service| Seconds(i64::from(*service))).collect(),
    })
}
