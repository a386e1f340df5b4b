//! A plan as a timetable that can be changed: what its visits last and carry, who else could come.

use super::board::mass_of;
use super::cost::handled_crates;
use super::crates::count;
use super::fleet::{Fleet, WEEK, may_come, whole};
use super::hours::steps;
use super::reasons::day_of;
use super::road_days::RoadDays;
use super::routes::patterns;
use super::timing::{service_time, soft_end};
use super::waiting::day_costs;
use super::{PlanRequest, Unplannable};
use crate::index::{IndexVec, PlaceIdx, SquareMatrix, VehicleIdx, VisitIdx};
use crate::model::{CrateFill, Plan, Province, ServiceDate, Unserved, UnservedReason};
use crate::timetable::{Board, ChangePrices, DayCosts, Roads, Site, Slot, Standing, Way, WayHours};
use crate::units::{Cents, Seconds};
use crate::vrp::{FREE, Load, VehicleType, Window};

/// The visits of a plan, in its order.
pub(in crate::app) fn standing(plan: &Plan) -> Vec<Standing> {
    let visit = |(index, visit): (VisitIdx, &crate::model::Visit)| {
        let route = visit.route.map(|route| &plan.routes[route]);
        let rank = route.and_then(|route| route.visits.iter().position(|at| *at == index));
        Standing {
            place: visit.place,
            day: day_of(visit.date),
            vehicle: route.map(|route| route.vehicle),
            rank: rank.unwrap_or(0),
            start: whole(visit.start.since_midnight().0),
            crates: whole(handled_crates(plan, index)),
        }
    };
    plan.visits.iter_indexed().map(visit).collect()
}

/// What a week's timetable may become, with the service and the loads of a plan's visits.
///
/// The province of the request is the one in that week, with all that has happened to it.
pub(in crate::app) fn board(request: &PlanRequest<'_>, plan: &Plan) -> Result<Board, Unplannable> {
    let mut board = bare_board(request)?;
    learn(&mut board, request, plan);
    board.day_costs = day_costs(request, plan, &board);
    Ok(board)
}

/// What a week's timetable may become, where a visit takes its fixed service and carries nothing.
pub(super) fn bare_board(request: &PlanRequest<'_>) -> Result<Board, Unplannable> {
    let province = request.province;
    let fleet = Fleet::of(request);
    let places = province.places().len();
    let mut sites: IndexVec<PlaceIdx, Site> = IndexVec::filled(Site::default(), places);
    for place in province.visited_places() {
        let (patterns, _) = patterns(request, &fleet, place);
        let of = &province.places()[place];
        let days = patterns.into_iter().map(|set| u8::try_from(set).expect("seven days"));
        sites[place].patterns = days.collect();
        sites[place].by_trolley = of.in_hub_building;
        sites[place].service = [whole(of.service.fixed.0); WEEK];
        let barred = |vehicle: &VehicleIdx| !may_come(province, (place, *vehicle), request.week);
        sites[place].barred = province.vehicles().indices().filter(barred).collect();
    }
    let slots = (0..WEEK).flat_map(|day| {
        // All of the vehicle's room: the crates that count here are those of packed visits.
        let slot = move |(vehicle, of): (VehicleIdx, &VehicleType)| Slot {
            day,
            vehicle,
            of: VehicleType { capacity: room(province, vehicle), ..of.clone() },
        };
        fleet.on(day).into_iter().map(slot).collect::<Vec<Slot>>()
    });
    Ok(Board {
        sites,
        hub: province.hub(),
        slots: slots.collect(),
        roads: roads(request)?,
        day_costs: DayCosts::default(),
        prices: prices(province),
    })
}

fn room(province: &Province, vehicle: VehicleIdx) -> Load {
    let vehicle = &province.vehicles()[vehicle];
    [whole(vehicle.crates.0), whole(vehicle.payload.0)]
}

/// Takes the service and the loads of visits from a plan in which they are packed.
///
/// A visit on a day on which the plan has none is reckoned with as the longest and the fullest of
/// its place. What stays behind for want of room counts as crates of its visits.
pub(super) fn learn(board: &mut Board, request: &PlanRequest<'_>, plan: &Plan) {
    let province = request.province;
    let short = crates_short(plan);
    let mut seen: IndexVec<PlaceIdx, Vec<VisitIdx>> =
        IndexVec::filled(Vec::new(), province.places().len());
    for (index, visit) in plan.visits.iter_indexed() {
        seen[visit.place].push(index);
    }
    for (place, visits) in seen.iter_indexed().filter(|(_, visits)| !visits.is_empty()) {
        let site = &mut board.sites[place];
        let known: Vec<(usize, i32, Load, Load)> = visits
            .iter()
            .map(|visit| {
                let (service, mut brings, mut takes) = loads_of(province, plan, *visit);
                brings[0] += short[*visit][0];
                takes[0] += short[*visit][1];
                (day_of(plan.visits[*visit].date), whole(service.0), brings, takes)
            })
            .collect();
        let most = |of: fn(&(usize, i32, Load, Load)) -> Load| {
            let larger = |a: Load, b: Load| [a[0].max(b[0]), a[1].max(b[1])];
            known.iter().map(of).fold([0; 2], larger)
        };
        let longest = known.iter().map(|(_, service, ..)| *service).max().unwrap_or(0);
        site.service = [longest; WEEK];
        site.brings = [most(|of| of.2); WEEK];
        site.takes = [most(|of| of.3); WEEK];
        for (day, service, brings, takes) in known {
            (site.service[day], site.brings[day], site.takes[day]) = (service, brings, takes);
        }
    }
    set_windows(board, request);
}

/// The crates that each visit would bring and take along more, had its vehicle more room: the most
/// that any parcel of it was short of.
fn crates_short(plan: &Plan) -> IndexVec<VisitIdx, Load> {
    let mut short = IndexVec::filled([0; 2], plan.visits.len());
    for unserved in &plan.unserved {
        let Unserved::Parcel { parcel, reason: UnservedReason::VehicleFull { crates }, .. } =
            unserved
        else {
            continue;
        };
        let parcel = &plan.parcels[*parcel];
        for (side, visit) in [parcel.delivered_by, parcel.collected_by].into_iter().enumerate() {
            if let Some(visit) = visit {
                short[visit][side] = short[visit][side].max(whole(crates.0));
            }
        }
    }
    short
}

/// When service may begin so that it ends while the place is open.
pub(super) fn set_windows(board: &mut Board, request: &PlanRequest<'_>) {
    for place in request.province.visited_places() {
        let access = &request.province.places()[place].access;
        if access.key {
            continue;
        }
        let site = &mut board.sites[place];
        for (day, date) in request.week.dates().enumerate() {
            let windows = access.on(date.weekday());
            let begin = |window: &crate::model::AccessWindow| Window {
                open: whole(window.open.since_midnight().0),
                close: whole(window.close.since_midnight().0) - site.service[day],
            };
            site.windows[day] = windows.iter().map(begin).collect();
            site.late[day] = windows.iter().map(soft_end).collect();
        }
    }
}

/// How long a visit's service takes, and the crates and grams that it brings and takes along.
pub(in crate::app) fn loads_of(
    province: &Province,
    plan: &Plan,
    visit: VisitIdx,
) -> (Seconds, Load, Load) {
    let service = service_time(province, plan, visit);
    let tare = province.settings().crate_type.tare.0;
    let visit = &plan.visits[visit];
    let load = |crates: &[CrateFill], bag: Option<&CrateFill>, empties: i64| {
        let all = count(crates.len()) + empties;
        let contents = crates.iter().chain(bag).map(|fill| mass_of(plan, fill).0);
        [whole(all), whole(contents.sum::<i64>() + all * tare)]
    };
    let (brings, takes) = (&visit.delivery, &visit.pickup);
    (
        service,
        load(&brings.crates, brings.bag.as_ref(), brings.empties.0),
        load(&takes.crates, None, takes.empties.0),
    )
}

fn roads(request: &PlanRequest<'_>) -> Result<Roads, Unplannable> {
    let RoadDays { dates, of_day } = RoadDays::of(request);
    let hours = dates.iter().map(|date| way_hours(request, *date)).collect::<Vec<WayHours>>();
    let matrices: Vec<SquareMatrix<PlaceIdx, Way>> =
        dates.into_iter().map(|date| ways(request, date)).collect::<Result<_, _>>()?;
    let roads = Roads::new(matrices, of_day);
    Ok(if hours.iter().any(|hours| !hours.is_empty()) { roads.by_hour(hours) } else { roads })
}

fn ways(
    request: &PlanRequest<'_>,
    date: ServiceDate,
) -> Result<SquareMatrix<PlaceIdx, Way>, Unplannable> {
    let places = request.province.places();
    let hub = request.province.hub();
    let by_road = |place: PlaceIdx| {
        place == hub || (places[place].is_visited() && !places[place].in_hub_building)
    };
    let roads: Vec<PlaceIdx> = places.indices().filter(|place| by_road(*place)).collect();
    for (from, to) in roads.iter().flat_map(|from| roads.iter().map(move |to| (*from, *to))) {
        if from != to && request.travel.leg(from, to).is_none() {
            let name = |place: PlaceIdx| places[place].name.clone();
            return Err(Unplannable::NoWay { from: name(from), to: name(to) });
        }
    }
    Ok(SquareMatrix::from_fn(places.len(), |from, to| {
        let none = if from == to { 0 } else { FREE };
        let leg = request.travel.leg_on(date, from, to);
        Way {
            metres: leg.map_or(none, |leg| whole(leg.distance.0)),
            seconds: leg.map_or(none, |leg| whole(leg.duration.0)),
        }
    }))
}

/// How long ways take by the hour of a date, where that differs.
fn way_hours(request: &PlanRequest<'_>, date: ServiceDate) -> WayHours {
    let pairs = request.travel.hours().keys();
    pairs.map(|pair| (*pair, steps(request.travel, date, *pair))).collect()
}

/// The prices of changes as the search counts them.
pub(in crate::app) fn prices(province: &Province) -> ChangePrices {
    let rules = &province.settings().changes;
    let scaled = |cents: Cents| cents.0 * 1_000;
    let Seconds(band) = rules.band;
    ChangePrices {
        day: scaled(rules.day),
        day_apart: scaled(rules.day_apart),
        vehicle: scaled(rules.vehicle),
        order: scaled(rules.order),
        band: whole(band),
        minute: scaled(rules.minute),
        crate_more: scaled(rules.crate_more),
    }
}
