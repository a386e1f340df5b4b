//! The main job: suppliers, days, routes, crates and drivers of one week.
//!
//! `matching` and `routing` talk only through two plain values, who sends how much to whom and
//! how long it takes from whom to whom, and this module alternates them: suppliers for the last
//! timetable, days and routes for those suppliers, suppliers again, until a round improves nothing
//! and changes no supplier, or the budget is spent. Each round ends in a whole plan that the
//! referee has seen; the best one counts. The first round gets a small share of the budget, so
//! that a valid plan exists within seconds and an interrupt always finds one.

mod board;
mod cost;
mod crates;
mod demand;
mod empties;
mod routes;
mod suppliers;
#[cfg(test)]
mod tests;
mod timing;
mod visit_days;

use std::borrow::Cow;

use crate::app::budget::Budget;
use crate::check::{Rule, Verdict, referee};
use crate::matching::RoundProof;
use crate::model::{IsoWeek, Plan, Province, Supply, Unserved};
use crate::random::Seed;
use crate::routing::{Problem, RoutingAnswer, Solution, search};
use crate::travel::TravelMatrix;
use crate::units::{Cents, Items};
use crate::vrp::Progress;

use demand::Demand;
use suppliers::Suppliers;
use visit_days::VisitDays;

/// How the budget is divided over the rounds, in per cent.
const ROUND_SHARES: [u32; 4] = [4, 46, 30, 20];

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
    /// The certificates of the suppliers, a round of pull lists each.
    pub certificates: Vec<RoundProof>,
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

fn plan_province(
    request: &PlanRequest<'_>,
    progress: &dyn Progress,
) -> Result<PlannedWeek, Unplannable> {
    let demand = Demand::of(request.province, request.week);
    let days = VisitDays::alternating(request.province, request.week);
    let mut assumed = suppliers::choose(request, &demand, &days.timetable(request.province));
    let mut start: Option<Solution> = None;
    let mut iterations = 0;
    let mut best: Option<(Score, Draft)> = None;
    for (round, share) in ROUND_SHARES.into_iter().enumerate() {
        let progress = RoundProgress {
            whole: progress,
            before: f64::from(ROUND_SHARES[..round].iter().sum::<u32>()) / 100.0,
            share: f64::from(share) / 100.0,
            iterations,
        };
        let turn = Turn { round, share, start: start.as_ref() };
        let routed = route(request, &demand, &assumed.supplies, &turn, &progress)?;
        iterations += routed.answer.iterations;
        let days = VisitDays::of_answer(request.province, request.week, &routed.answer);
        let fresh = suppliers::choose(request, &demand, &days.timetable(request.province));
        start = Some(routed.answer.solution.clone());
        let mut improved = false;
        for candidate in [Candidate::Fresh(&fresh), Candidate::Assumed(&assumed)] {
            let draft = draft(request, &demand, &routed, candidate);
            let score = Score::of(request.province, &draft);
            if best.as_ref().is_none_or(|(least, _)| score < *least) {
                best = Some((score, draft));
                improved = true;
            }
        }
        let settled = !improved && fresh.supplies == assumed.supplies;
        assumed = fresh;
        if settled || request.budget.cancel.is_set() {
            break;
        }
    }
    let (_, draft) = best.expect("there is at least one round");
    Ok(PlannedWeek {
        plan: draft.plan,
        verdict: draft.verdict,
        certificates: draft.certificates,
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
        self.whole.epoch(self.iterations + iterations, whole, best);
    }
}

/// A plan of one round with its judgement.
struct Draft {
    plan: Plan,
    verdict: Verdict,
    certificates: Vec<RoundProof>,
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
    fn of(province: &Province, draft: &Draft) -> Self {
        let preference = suppliers::preference_cost(province, &draft.plan.supplies);
        let broken = draft.verdict.violations.iter();
        let mut score = Self {
            violations: broken.filter(|broken| broken.rule != Rule::VisitCount).count(),
            visits_missing: 0,
            items_left: Items::ZERO,
            cents: draft.plan.cost.total() + preference,
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

/// The routes of one round.
struct RoutedRound {
    answer: RoutingAnswer,
    problem: Problem,
}

/// Which round it is, its share of the budget, and where its search goes on from.
struct Turn<'a> {
    round: usize,
    share: u32,
    start: Option<&'a Solution>,
}

fn route(
    request: &PlanRequest<'_>,
    demand: &Demand,
    supplies: &[Supply],
    turn: &Turn<'_>,
    progress: &dyn Progress,
) -> Result<RoutedRound, Unplannable> {
    let parcels = demand.parcels(request.province, supplies);
    let problem = routes::problem(request, &parcels)?;
    let stop = request.budget.share(turn.share);
    let seed = request.seed.derive("routing round", turn.round as u64);
    let answer = search(&problem, turn.start, seed, stop.as_ref(), progress);
    Ok(RoutedRound { answer, problem })
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
/// Only packing shows how many crates a visit really handles. Where a route does not come round
/// with them, the visit that helps most is taken off, on record, and the plan is made again.
fn draft(
    request: &PlanRequest<'_>,
    demand: &Demand,
    routed: &RoutedRound,
    candidate: Candidate<'_>,
) -> Draft {
    let province = request.province;
    let problem = &routed.problem;
    let mut answer = routed.answer.clone();
    let (Candidate::Fresh(suppliers) | Candidate::Assumed(suppliers)) = candidate;
    let mut chosen = suppliers.clone();
    loop {
        let days = VisitDays::of_answer(province, request.week, &answer);
        let timetable = days.timetable(province);
        let mut plan = timing::skeleton(request, &days, &answer, problem);
        plan.parcels = demand.dated_parcels(province, &chosen.supplies, &timetable, &plan.visits);
        plan.supplies.clone_from(&chosen.supplies);
        plan.unserved.extend(demand.unserved());
        crates::fill(province, &mut plan);
        let slots = answer.routes.iter().map(|route| problem.slot(route.slot).clone()).collect();
        let late = timing::set_times(request, &mut plan, &slots);
        if late.is_empty() {
            timing::set_drivers(province, &mut plan);
            plan.cost = cost::of(province, &plan);
            let verdict = referee(province, request.travel, &plan);
            return Draft { plan, verdict, certificates: chosen.proofs };
        }
        for visit in late {
            routes::take_off(province, &mut answer, &plan, visit);
        }
        answer.routes.retain(|route| !route.stops.is_empty());
        if matches!(candidate, Candidate::Fresh(_)) {
            let days = VisitDays::of_answer(province, request.week, &answer);
            chosen = suppliers::choose(request, demand, &days.timetable(province));
        }
    }
}
