//! The main job: suppliers, days, routes, crates and drivers of one week.
//!
//! `matching` and `vrp` talk only through two plain values, who sends how much to whom and
//! how long it takes from whom to whom, and this module alternates them: suppliers for the last
//! timetable, days and routes for those suppliers, suppliers again, until a round improves nothing
//! and changes no supplier, or the budget is spent. Each round ends in a whole plan that the
//! referee has seen; the best one counts. The first round gets a small share of the budget, so
//! that a valid plan exists within seconds and an interrupt always finds one.

mod board;
mod bounded;
mod cost;
mod crates;
mod demand;
mod empties;
mod fleet;
mod follow;
mod hours;
mod packed;
mod reasons;
mod refit;
mod regions;
mod road_days;
mod room;
mod routes;
mod settle;
mod stand;
mod suppliers;
#[cfg(test)]
mod tests;
mod timing;
mod transfers;
mod visit_days;
mod waiting;

use std::borrow::Cow;

use crate::app::budget::Budget;
use crate::check::{Rule, Verdict, referee};
use crate::matching::{Round, Target, WeekProof};
use crate::model::{IsoWeek, Plan, Province, ServiceDate, Unserved};
use crate::random::Seed;
use crate::transit::Timetable;
use crate::travel::TravelMatrix;
use crate::units::{Cents, Items, Seconds};
use crate::vrp::{Answer, Progress, search, search_from};

pub use bounded::{MoreRoom, ShadowPrice, WeekBound};
pub(in crate::app) use bounded::{
    NoWeekBound, WeekRefusal, check_week_bound, shadow_prices, week_bound,
};
pub(in crate::app) use fleet::can_leave;
pub(in crate::app) use follow::{Followed, follow};
pub(in crate::app) use reasons::{Asked, reasons_of};
pub(in crate::app) use refit::{Late, NewWeek, Refitted, refit};
pub(in crate::app) use regions::crossing_cost;
pub(in crate::app) use settle::{Settled, Stands, settle};
pub(in crate::app) use stand::{board, loads_of, prices, standing};
pub(in crate::app) use suppliers::{SupplierQuestion, sending_cost, under_any_timetable};
pub(in crate::app) use timing::{Pins, duties, week_hours};

use demand::Demand;
use routes::{Reserves, VehicleRoute, WeekProblem, WeekRoutes};
use suppliers::Suppliers;
use visit_days::VisitDays;

/// How the budget is divided over the rounds, in per cent.
const ROUND_SHARES: [u32; 4] = [4, 46, 30, 20];
/// What more rounds take where the last one still leaves a visit out that its crates made too
/// long: only then does the search know how long, and there may be another vehicle.
const REPAIR_SHARES: [u32; 4] = [1; 4];

/// What a planning run is asked to do.
#[derive(Debug)]
pub struct PlanRequest<'a> {
    /// The province with the week's requests and shipments.
    pub province: &'a Province,
    /// Travel between its places.
    pub travel: &'a TravelMatrix,
    /// The week.
    pub week: IsoWeek,
    /// The seed of all random choices.
    pub seed: Seed,
    /// The share of the requests that the suppliers are to fill, where the cheapest do not.
    pub target: Option<Target>,
    /// How long to search.
    pub budget: &'a Budget,
}

/// A planned week, judged.
#[derive(Clone, Debug)]
pub struct PlannedWeek {
    /// The plan.
    pub plan: Plan,
    /// What the referee says of it.
    pub verdict: Verdict,
    /// The proof of the suppliers; `None` where those of an earlier plan stay, with its proof.
    pub certificate: Option<WeekProof>,
    /// Iterations of the route search, all rounds.
    pub iterations: u64,
}

/// Why a week cannot be planned at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unplannable {
    /// Two places have no way between them in the travel matrix.
    NoWay {
        /// From where.
        from: String,
        /// To where.
        to: String,
    },
    /// More kinds of vehicles than the search tells apart.
    VehicleKinds {
        /// How many there are, counted by limits, prices and the driver's day.
        kinds: usize,
    },
}

/// Plans a week. Deterministic for a seed and a budget in iterations.
///
/// The province is planned as it is [in that week](Province::in_week), and an estimate of travel
/// is made for where the places stand then; the final judgement is on the province as given.
///
/// # Panics
///
/// Never: there is at least one round.
pub fn plan_week(
    request: &PlanRequest<'_>,
    progress: &dyn Progress,
) -> Result<PlannedWeek, Unplannable> {
    let in_week = request.province.in_week(request.week);
    let travel = travel_between(&in_week, request.province, request.travel);
    let planned = PlanRequest { province: &in_week, travel: &travel, ..*request };
    let mut week = plan_province(&planned, progress)?;
    if let Cow::Owned(_) = in_week {
        week.verdict = referee(request.province, &travel, &week.plan);
    }
    Ok(week)
}

/// The ways between the places of a province as it is in a week, made anew only where that is not
/// the province as given itself. O(places^2) then.
pub(in crate::app) fn travel_between<'a>(
    in_week: &Province,
    given: &Province,
    travel: &'a TravelMatrix,
) -> Cow<'a, TravelMatrix> {
    if std::ptr::eq(in_week, given) {
        Cow::Borrowed(travel)
    } else {
        travel.for_places(in_week.places())
    }
}

/// What suppliers are chosen for: what must move in a week, and a timetable.
pub(in crate::app) struct SupplierBasis<'a> {
    request: &'a PlanRequest<'a>,
    demand: Demand,
    timetable: Timetable,
}

impl<'a> SupplierBasis<'a> {
    /// Under the timetable that planning begins with: alternating visits, before any route is known.
    pub(in crate::app) fn before_routes(request: &'a PlanRequest<'a>) -> Self {
        let days = VisitDays::alternating(request.province, request.week);
        let timetable = days.timetable(request.province);
        Self { request, demand: Demand::of(request.province, request.week), timetable }
    }

    /// Under the timetable of a plan.
    pub(in crate::app) fn of_plan(request: &'a PlanRequest<'a>, plan: &Plan) -> Self {
        let visits = plan.visits.iter().map(|visit| (visit.place, visit.date));
        let following = plan.following.iter().map(|visit| (visit.place, visit.date));
        let timetable = Timetable::new(request.province, visits.chain(following));
        Self { request, demand: Demand::of(request.province, request.week), timetable }
    }

    /// Who could supply what, and at what price.
    pub(in crate::app) fn question(&self) -> SupplierQuestion {
        suppliers::question(self.request, &self.demand, &self.timetable)
    }

    /// When pulls of a morning leave and arrive.
    pub(in crate::app) fn moment(&self, morning: ServiceDate) -> Round {
        suppliers::moment(self.request.province, &self.demand, &self.timetable, morning)
    }
}

fn plan_province(
    request: &PlanRequest<'_>,
    progress: &dyn Progress,
) -> Result<PlannedWeek, Unplannable> {
    let province = request.province;
    let SupplierBasis { demand, timetable, .. } = SupplierBasis::before_routes(request);
    let mut assumed = suppliers::choose(request, &demand, &timetable);
    let mut reserves = Reserves::filled(Seconds::ZERO, province.places().len());
    let mut start: Option<Answer> = None;
    let mut iterations = 0;
    let mut best: Option<(Score, Draft)> = None;
    for (round, share) in ROUND_SHARES.into_iter().chain(REPAIR_SHARES).enumerate() {
        if round >= ROUND_SHARES.len() && !best.as_ref().is_some_and(|(of, _)| of.misses_visits()) {
            break;
        }
        let progress = RoundProgress {
            whole: progress,
            before: f64::from(ROUND_SHARES.iter().take(round).sum::<u32>()) / 100.0,
            share: f64::from(share) / 100.0,
            iterations,
        };
        let parcels = demand.parcels(province, &assumed.supplies);
        let problem = routes::problem(request, &parcels, &reserves)?;
        let turn = Turn { round, share, start: start.as_ref() };
        let answer = route(request, &problem, &turn, &progress);
        iterations += answer.iterations;
        let routed = Routed { routes: WeekRoutes::of(province, &problem, &answer), problem };
        start = Some(answer);
        let days = VisitDays::of_days(province, request.week, routed.routes.days.clone());
        let fresh = suppliers::choose(request, &demand, &days.timetable(province));
        let mut improved = false;
        let mut learnt = Reserves::filled(Seconds::ZERO, province.places().len());
        for candidate in [Candidate::Fresh(&fresh), Candidate::Assumed(&assumed)] {
            let draft = draft(request, &demand, &routed, candidate);
            for (place, more) in draft.more_service.iter_indexed() {
                learnt[place] = learnt[place].max(reserves[place] + *more);
            }
            let score = Score::of(province, &draft);
            if best.as_ref().is_none_or(|(least, _)| score < *least) {
                best = Some((score, draft));
                improved = true;
            }
        }
        let settled = !improved && fresh.supplies == assumed.supplies && learnt == reserves;
        (assumed, reserves) = (fresh, learnt);
        if settled || request.budget.cancel.is_set() {
            break;
        }
    }
    let (_, draft) = best.expect("there is at least one round");
    Ok(PlannedWeek {
        plan: draft.plan,
        verdict: draft.verdict,
        certificate: Some(draft.certificate),
        iterations,
    })
}

/// The progress of all rounds, told of one after the other.
struct RoundProgress<'a> {
    whole: &'a dyn Progress,
    before: f64,
    share: f64,
    iterations: u64,
}

impl Progress for RoundProgress<'_> {
    fn epoch(&self, iterations: u64, spent: f64, best: i64) {
        let whole = self.before + self.share * spent.min(1.0);
        self.whole.epoch(self.iterations + iterations, whole.min(1.0), best);
    }
}

/// A plan of one round with its judgement.
struct Draft {
    plan: Plan,
    verdict: Verdict,
    certificate: WeekProof,
    /// Service that the real crates take beyond what the search reckoned with, the most of any
    /// visit of a place; below zero where they take less.
    more_service: Reserves,
}

/// What decides between drafts: rules broken beside the number of visits, visits missing, items
/// left behind, then cents.
///
/// A missing visit breaks a rule, too; it stands after the others, since the plan says why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    violations: usize,
    visits_missing: usize,
    items_left: Items,
    cents: Cents,
}

impl Score {
    const fn misses_visits(&self) -> bool {
        self.visits_missing > 0
    }

    fn of(province: &Province, draft: &Draft) -> Self {
        let preference = suppliers::preference_cost(province, &draft.plan.supplies);
        let broken = draft.verdict.violations.iter();
        let mut score = Self {
            violations: broken.filter(|broken| broken.rule != Rule::VisitCount).count(),
            visits_missing: 0,
            items_left: Items::ZERO,
            cents: draft.plan.cost.total() + preference + crossing_cost(province, &draft.plan),
        };
        for unserved in &draft.plan.unserved {
            match unserved {
                Unserved::Visit { .. } => score.visits_missing += 1,
                Unserved::Parcel { items, .. } => score.items_left += *items,
                // No plan of the week can do anything about it.
                Unserved::Request { .. } => {}
            }
        }
        score
    }
}

/// The routes of one round, and the problem that they solve.
struct Routed {
    routes: WeekRoutes,
    problem: WeekProblem,
}

/// Which round it is, its share of the budget, and where its search goes on from.
struct Turn<'a> {
    round: usize,
    share: u32,
    start: Option<&'a Answer>,
}

fn route(
    request: &PlanRequest<'_>,
    week: &WeekProblem,
    turn: &Turn<'_>,
    progress: &dyn Progress,
) -> Answer {
    let stop = request.budget.share(turn.share);
    let seed = request.seed.derive("routing round", turn.round as u64);
    match turn.start {
        Some(start) => search_from(&week.problem, start, seed, stop.as_ref(), progress),
        None => search(&week.problem, seed, stop.as_ref(), progress),
    }
}

/// The suppliers of a draft.
#[derive(Clone, Copy)]
enum Candidate<'a> {
    /// Chosen for the days of the routes; chosen again where a visit is taken off.
    Fresh(&'a Suppliers),
    /// Those whose loads the routes were planned for: they fit the vehicles better, and may
    /// overtax a lender on the new days.
    Assumed(&'a Suppliers),
}

/// The plan of a round: suppliers, crates, times, drivers.
///
/// Only packing shows how many crates a visit really handles; the next round reckons with that.
/// Where a route does not come round with them, the visit that helps most is taken off, on record,
/// and the plan is made again.
fn draft(
    request: &PlanRequest<'_>,
    demand: &Demand,
    routed: &Routed,
    candidate: Candidate<'_>,
) -> Draft {
    let province = request.province;
    let mut routes = routed.routes.clone();
    let (Candidate::Fresh(suppliers) | Candidate::Assumed(suppliers)) = candidate;
    let mut chosen = suppliers.clone();
    let mut more_service = None;
    loop {
        let days = VisitDays::of_days(province, request.week, routes.days.clone());
        let timetable = days.timetable(province);
        let mut plan = timing::skeleton(request, &days, &routes);
        plan.parcels = demand.dated_parcels(province, &chosen.supplies, &timetable, &plan.visits);
        plan.supplies.clone_from(&chosen.supplies);
        plan.unserved.extend(demand.unserved());
        transfers::fill(province, &mut plan);
        let of_route = |route: &VehicleRoute| routed.problem.fleet.kind(route.kind).clone();
        let vehicles = routes.routes.iter().map(of_route).collect();
        let late = timing::set_times(request, &mut plan, &vehicles, &Pins::new());
        let more_service = more_service
            .get_or_insert_with(|| timing::more_service(province, &plan, &routes))
            .clone();
        if late.is_empty() {
            timing::set_drivers(province, &mut plan);
            plan.cost = cost::of(province, &plan);
            let verdict = referee(province, request.travel, &plan);
            return Draft { plan, verdict, certificate: chosen.proof, more_service };
        }
        for visit in late {
            routes.take_off(&plan, visit);
        }
        routes.drop_empty_routes();
        if matches!(candidate, Candidate::Fresh(_)) {
            let days = VisitDays::of_days(province, request.week, routes.days.clone());
            chosen = suppliers::choose(request, demand, &days.timetable(province));
        }
    }
}
