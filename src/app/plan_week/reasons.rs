//! Why a plan is as it is, in terms of the domain.
//!
//! The week becomes the problem that the search had, from the plan's own parcels, with the service
//! that its packed crates really take; the routes of the plan are the answer. Prices of other days
//! and what keeps a visit off come from there. The room of a visit comes from the plan itself: its
//! packed crates, its vehicle as it is, its driver's day.

use super::fleet::WEEK;
use super::room::visit_slack;
use super::routes::{Reserves, WeekProblem, problem};
use super::{PlanRequest, packed, timing};
use crate::app::error::Error;
use crate::index::{IndexVec, PlaceIdx, VehicleIdx};
use crate::model::{
    Bound, FixChange, Parcel, PatternPrice, PlaceReasons, Plan, PlanLimit, Unserved, VisitFix,
    VisitTrial, WEEKDAYS, WeekdaySet,
};
use crate::units::{Cents, Seconds};
use crate::vrp::{
    Alternative, Answer, Broken, Change, DaySet, Limit, Position, Remedy, RoutePlan, Trial,
    explain_client, services,
};

/// Which places are asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Asked {
    /// All that are to be visited.
    All,
    /// One.
    One(PlaceIdx),
    /// Those that lack a visit without an excuse.
    Missing,
}

/// Why the places asked about are visited as they are, in the order of the province.
///
/// The province of the request is the one [in that week](crate::model::Province::in_week).
pub(in crate::app) fn reasons_of(
    request: &PlanRequest<'_>,
    plan: &Plan,
    asked: Asked,
) -> Result<Vec<PlaceReasons>, Error> {
    let province = request.province;
    let missing = |place: PlaceIdx| {
        let of = |unserved: &&Unserved| matches!(unserved, Unserved::Visit { place: at, .. } if *at == place);
        plan.unserved.iter().filter(of).count()
    };
    let is_asked = |place: &PlaceIdx| match asked {
        Asked::All => true,
        Asked::One(one) => *place == one,
        Asked::Missing => missing(*place) > 0,
    };
    let places: Vec<PlaceIdx> = province.visited_places().filter(is_asked).collect();
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let (week, answer) = standing(request, plan)?;
    let scene = Scene { request, plan, week: &week };
    Ok(places.into_iter().map(|place| scene.reasons(&answer, place, missing(place))).collect())
}

/// The plan as an answer of the problem that it solves.
pub(super) fn standing(
    request: &PlanRequest<'_>,
    plan: &Plan,
) -> Result<(WeekProblem, Answer), Error> {
    let parcels: Vec<Parcel> = plan.parcels.iter().cloned().collect();
    let places = request.province.places().len();
    let bare = problem(request, &parcels, &Reserves::filled(Seconds::ZERO, places))?;
    let answer = answer_of(request, plan, &bare)?;
    let reserves = reserves(request, plan, (&bare, &answer));
    let week = problem(request, &parcels, &reserves)?;
    Ok((week, answer))
}

/// The plan's routes, then its trolley visits, as routes of the search.
fn answer_of(request: &PlanRequest<'_>, plan: &Plan, week: &WeekProblem) -> Result<Answer, Error> {
    let province = request.province;
    let mut client_of = IndexVec::filled(None, province.places().len());
    for (client, place) in (0_u32..).zip(&week.clients) {
        client_of[*place] = Some(client);
    }
    let mut routes = Vec::new();
    for route in &plan.routes {
        let day = day_of(route.date);
        let Some((vehicle, number)) = week.fleet.slot_of(route.vehicle, day) else {
            let vehicle = province.vehicles()[route.vehicle].code.clone();
            return Err(Error::NotReady { vehicle, date: route.date.to_string() });
        };
        let stops = route.visits.iter();
        let clients = stops.filter_map(|visit| client_of[plan.visits[*visit].place]).collect();
        routes.push(RoutePlan {
            day,
            vehicle,
            number,
            clients,
            service: Vec::new(),
            reloads: Vec::new(),
        });
    }
    for (day, date) in request.week.dates().enumerate() {
        let here = plan.visits.iter().filter(|visit| visit.route.is_none() && visit.date == date);
        let clients: Vec<u32> = here.filter_map(|visit| client_of[visit.place]).collect();
        if !clients.is_empty() {
            let vehicle = week.fleet.trolley();
            routes.push(RoutePlan {
                day,
                vehicle,
                number: 0,
                clients,
                service: Vec::new(),
                reloads: Vec::new(),
            });
        }
    }
    let mut patterns: Vec<DaySet> = vec![0; week.clients.len()];
    for route in &routes {
        route.clients.iter().for_each(|client| patterns[*client as usize] |= 1 << route.day);
    }
    let absent = (0..).zip(&patterns).filter(|(_, days)| **days == 0).map(|(client, _)| client);
    let absent = absent.collect();
    Ok(Answer { routes, patterns, absent, cost: 0, feasible: true, iterations: 0 })
}

/// Service that the packed crates take beyond what the problem reckons with, at the visit of each
/// place that shows it most.
fn reserves(
    request: &PlanRequest<'_>,
    plan: &Plan,
    (week, answer): (&WeekProblem, &Answer),
) -> Reserves {
    let mut more: IndexVec<PlaceIdx, Option<Seconds>> =
        IndexVec::filled(None, request.province.places().len());
    let reckoned = services(&week.problem, answer);
    for (route, reckoned) in answer.routes.iter().zip(&reckoned) {
        for (client, reckoned) in route.clients.iter().zip(reckoned) {
            let place = week.clients[*client as usize];
            let date = request.week.dates().nth(route.day).expect("a day of the week");
            let mut visits = plan.visits.iter_indexed();
            let found = visits.find(|(_, visit)| visit.place == place && visit.date == date);
            let (index, visit) = found.expect("the answer has the visits of the plan");
            if visit.route.is_some() {
                let service = timing::service_time(request.province, plan, index);
                let beyond = service - Seconds(i64::from(*reckoned));
                more[place] = Some(more[place].map_or(beyond, |known| known.max(beyond)));
            }
        }
    }
    more.iter().map(|beyond| beyond.unwrap_or(Seconds::ZERO)).collect()
}

pub(super) fn day_of(date: crate::model::ServiceDate) -> usize {
    usize::try_from(date.weekday().num_days_from_monday()).expect("below seven")
}

/// What reasons are told from.
pub(super) struct Scene<'a> {
    pub(super) request: &'a PlanRequest<'a>,
    pub(super) plan: &'a Plan,
    pub(super) week: &'a WeekProblem,
}

impl Scene<'_> {
    fn reasons(&self, answer: &Answer, place: PlaceIdx, missing: usize) -> PlaceReasons {
        let plan = self.plan;
        let visits = plan.visits.iter_indexed().filter(|(_, visit)| visit.place == place);
        let slack = visits.map(|(visit, _)| {
            let route = plan.visits[visit].route.map(|route| &plan.routes[route]);
            let kind = route
                .and_then(|route| self.week.fleet.slot_of(route.vehicle, day_of(route.date)))
                .map(|(kind, _)| self.week.fleet.kind(kind));
            visit_slack(self.request, plan, visit, kind)
        });
        let mut of = PlaceReasons {
            place,
            days: WeekdaySet::default(),
            alternatives: Vec::new(),
            visits: slack.collect(),
            missing,
            trials: Vec::new(),
            fixes: Vec::new(),
        };
        let client = self.week.clients.iter().position(|other| *other == place);
        let Some(client) = client else { return of };
        let client = u32::try_from(client).expect("clients are numbered by u32");
        let found = explain_client(&self.week.problem, answer, client);
        of.days = weekdays(found.days);
        of.alternatives = found.alternatives.iter().map(|other| self.price(other)).collect();
        of.trials = found.trials.iter().map(|trial| self.trial(trial)).collect();
        let fitting = found.trials.iter().filter(|trial| trial.broken.is_empty());
        let fits = fitting.min_by_key(|trial| trial.rise).map(|trial| self.as_it_is(trial));
        let remedies = found.remedies.iter().filter_map(|remedy| self.fix(remedy));
        let fixes = fits.into_iter().chain(remedies);
        of.fixes = fixes.filter_map(|fix| packed::by_real_crates(self, place, fix)).collect();
        of.fixes.dedup();
        of
    }

    fn price(&self, alternative: &Alternative) -> PatternPrice {
        PatternPrice {
            days: weekdays(alternative.days),
            rise: alternative.rise.map(cents),
            exceeded: alternative.broken.map(|broken| self.bound(&broken)),
        }
    }

    fn trial(&self, trial: &Trial) -> VisitTrial {
        VisitTrial {
            date: self.date(trial.at.day),
            vehicle: self.vehicle(&trial.at),
            exceeded: trial.broken.first().map(|broken| self.bound(broken)),
            rise: cents(trial.rise),
        }
    }

    fn as_it_is(&self, trial: &Trial) -> VisitFix {
        VisitFix {
            change: FixChange::Nothing,
            date: self.date(trial.at.day),
            vehicle: self.vehicle(&trial.at),
            rank: trial.at.rank,
            rise: cents(trial.rise),
        }
    }

    fn fix(&self, remedy: &Remedy) -> Option<VisitFix> {
        let at = &remedy.at;
        let (change, vehicle) = match remedy.change {
            Change::Raise(broken) => (FixChange::Raise(self.bound(&broken)), self.vehicle(at)),
            Change::Vehicle => {
                let alike = self.week.fleet.vehicle(at.vehicle, at.day, 0)?;
                (FixChange::Vehicle(alike), None)
            }
        };
        let (date, rise) = (self.date(at.day), cents(remedy.rise));
        Some(VisitFix { change, date, vehicle, rank: at.rank, rise })
    }

    fn bound(&self, broken: &Broken) -> Bound {
        let slot = broken.route;
        Bound {
            limit: limit_of(broken.limit),
            amount: i64::from(broken.over),
            place: broken.client.map(|client| self.week.clients[client as usize]),
            vehicle: slot
                .and_then(|(day, kind, number)| self.week.fleet.vehicle(kind, day, number)),
            date: slot.map(|(day, ..)| self.date(day)),
        }
    }

    fn vehicle(&self, at: &Position) -> Option<VehicleIdx> {
        self.week.fleet.vehicle(at.vehicle, at.day, at.number)
    }

    fn date(&self, day: usize) -> crate::model::ServiceDate {
        self.request.week.dates().nth(day).expect("a day of the week")
    }
}

/// A limit of the search in terms of the domain.
pub(super) const fn limit_of(limit: Limit) -> PlanLimit {
    match limit {
        Limit::Room => PlanLimit::VehicleCrates,
        Limit::Mass => PlanLimit::VehicleMass,
        Limit::Window => PlanLimit::Closing,
        Limit::Rest => PlanLimit::Rest,
        Limit::Distance => PlanLimit::RouteDistance,
        Limit::Duration => PlanLimit::RouteTime,
        Limit::Shift => PlanLimit::ShiftEnd,
        Limit::Empties => PlanLimit::EmptyCrates,
    }
}

fn weekdays(days: DaySet) -> WeekdaySet {
    let visited = (0..WEEK).filter(|day| days >> day & 1 == 1);
    WeekdaySet::of(visited.map(|day| WEEKDAYS[day]))
}

/// Thousandths of a cent as cents, rounded.
const fn cents(thousandths: i64) -> Cents {
    Cents((thousandths + 500).div_euclid(1_000))
}
