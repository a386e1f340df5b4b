//! The search for the bound of a week, and its verifier.

use super::days::set_in;
use super::{NoWeekBound, WeekTerms, bag_price, week_terms};
use crate::app::plan_week::PlanRequest;
use crate::app::plan_week::reasons::day_of;
use crate::bounds::{
    Certificate, KnownRoute, LinkedCertificate, LinkedProblem, LinkedRefusal, LinkedStart,
    LinkedStops, ProvenCase, bound_by_visits, bound_linked, link, verify_linked,
};
use crate::index::PlaceIdx;
use crate::model::{Plan, Route};
use crate::units::Cents;
use crate::vrp::DaySet;

/// Cents to thousandths.
const THOUSANDTHS: i64 = 1_000;

/// The bound of a week with what proves it.
#[derive(Clone, Debug)]
pub struct WeekBound {
    /// What no plan of the week undercuts, of the cost that planning can change.
    pub lower: Cents,
    /// What a bag past the hub counts as, in thousandths of a cent.
    pub bag_price: i64,
    /// Proofs of cases that together leave nothing out.
    pub cases: Vec<LinkedCertificate>,
}

/// Searches for a bound of the week of a plan.
pub(in crate::app) fn week_bound(
    request: &PlanRequest<'_>,
    plan: &Plan,
    stops: &LinkedStops<'_>,
) -> Result<WeekBound, NoWeekBound> {
    let bag_price = bag_price(request, plan)?;
    let terms = week_terms(request, plan, bag_price)?;
    let problem = &terms.problem;
    let routes = known_routes(&terms, request, plan);
    let chosen = chosen(&terms, plan);
    let start = LinkedStart { routes: &routes, chosen: &chosen };
    let cases = match bound_linked(problem, start, stops) {
        Some(cases) => cases,
        None => vec![bound_by_labels(problem, stops)?],
    };
    let least = cases.iter().map(|proof| proof.bound).min().ok_or(NoWeekBound::VisitsLost)?;
    Ok(WeekBound { lower: lower(&terms, least), bag_price, cases })
}

/// Prices of the routes alone, where they have more limits than one.
fn bound_by_labels(
    problem: &LinkedProblem,
    stops: &LinkedStops<'_>,
) -> Result<LinkedCertificate, NoWeekBound> {
    let bounded =
        bound_by_visits(&problem.routes, stops.prices).map_err(|_| NoWeekBound::TooDear)?;
    let prices = vec![vec![0; problem.routes.clients.len()]; problem.routes.days];
    let none = Certificate {
        folding: None,
        grain: 1,
        cases: vec![ProvenCase { prices, ..ProvenCase::default() }],
        neighbours: (0..).take(problem.routes.clients.len()).map(|of| vec![of]).collect(),
        bound: 0,
    };
    let routes = bounded.certificate.unwrap_or(none);
    link(problem, &routes, &*(stops.pairs)(1)).ok_or(NoWeekBound::TooDear)
}

/// The plan's routes, as clients of the problem.
fn known_routes(terms: &WeekTerms, request: &PlanRequest<'_>, plan: &Plan) -> Vec<KnownRoute> {
    let client = |place: PlaceIdx| {
        let node = terms.places.iter().position(|of| *of == place)?;
        terms.problem.clients[node]
    };
    let known = |route: &Route| {
        let day = day_of(route.date);
        let price = request.province.vehicles()[route.vehicle].cents_per_km;
        let is_its = |(at, of): (usize, &crate::vrp::VehicleType)| {
            of.days == 1 << day && terms.cents_per_km[at] == price
        };
        let vehicle = terms.problem.routes.vehicles.iter().enumerate().position(is_its)?;
        let visits = route.visits.iter();
        let clients = visits.filter_map(|visit| client(plan.visits[*visit].place)).collect();
        Some(KnownRoute { day, vehicle, clients })
    };
    plan.routes.iter().filter_map(known).collect()
}

/// The days of the plan as choices of the nodes; the first one where they are not among them.
pub(super) fn chosen(terms: &WeekTerms, plan: &Plan) -> Vec<usize> {
    let of_place = |(place, sets): (&PlaceIdx, &Vec<DaySet>)| {
        let days = set_in(plan, *place);
        sets.iter().position(|set| *set == days).unwrap_or(0)
    };
    terms.places.iter().zip(&terms.problem.sets).map(of_place).collect()
}

/// With what no choice changes, rounded up to a cent, since every term of a plan's cost is whole
/// cents.
pub(super) fn lower(terms: &WeekTerms, linked: i64) -> Cents {
    Cents(-(-(terms.fixed + linked)).div_euclid(THOUSANDTHS))
}

/// Why the bound of a week does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum WeekRefusal {
    /// The plan is of a week without a bound.
    NoBound(NoWeekBound),
    /// Bags at a price below nought.
    BagPrice,
    /// The cases are not proven, or leave something out.
    Cases(LinkedRefusal),
    /// It claims more than all cases prove.
    Claim(Cents),
}

/// Checks a bound, by the problem of the week and the verifiers alone.
pub(in crate::app) fn check_week_bound(
    request: &PlanRequest<'_>,
    plan: &Plan,
    claimed: &WeekBound,
) -> Result<Cents, WeekRefusal> {
    if claimed.bag_price < 0 {
        return Err(WeekRefusal::BagPrice);
    }
    let terms = week_terms(request, plan, claimed.bag_price).map_err(WeekRefusal::NoBound)?;
    let least = verify_linked(&terms.problem, &claimed.cases).map_err(WeekRefusal::Cases)?;
    let proven = lower(&terms, least);
    if claimed.lower > proven { Err(WeekRefusal::Claim(proven)) } else { Ok(claimed.lower) }
}
