//! The search for the bound of a week, and its verifier.

use super::{NoWeekBound, WeekTerms, bag_price, week_terms};
use crate::app::plan_week::PlanRequest;
use crate::bounds::{
    Certificate, PairCertificate, PairRefusal, Refusal, bound, pair_bound, verify, verify_pairs,
};
use crate::model::Plan;
use crate::units::Cents;
use crate::vrp::Stop;

/// Cents to thousandths.
const THOUSANDTHS: i64 = 1_000;

/// The bound of a week with what proves it.
#[derive(Clone, Debug)]
pub struct WeekBound {
    /// What no plan of the week undercuts, of the cost that planning can change.
    pub lower: Cents,
    /// What a bag past the hub counts as, in thousandths of a cent.
    pub bag_price: i64,
    /// The proof of the routes.
    pub routes: Certificate,
    /// The proof of the lead time.
    pub lead: PairCertificate,
    /// Whether more time gives no notably better bound of the routes.
    pub is_final: bool,
}

/// How long the two searches may take: steps and labels.
pub(in crate::app) struct WeekStops<'a> {
    pub(in crate::app) lead: &'a dyn Stop,
    pub(in crate::app) routes: &'a dyn Stop,
}

/// Searches for a bound of the week of a plan; `None` where the routes have none in time.
pub(in crate::app) fn week_bound(
    request: &PlanRequest<'_>,
    plan: &Plan,
    stops: &WeekStops<'_>,
) -> Result<Option<WeekBound>, NoWeekBound> {
    let bag_price = bag_price(request, plan)?;
    let terms = week_terms(request, plan, bag_price)?;
    let lead = pair_bound(&terms.lead, stops.lead);
    let bounded = bound(&terms.routes, stops.routes).map_err(|_| NoWeekBound::TooDear)?;
    let is_final = bounded.is_final;
    let proven = |routes: Certificate| {
        let lower = lower(&terms, routes.bound, lead.bound);
        WeekBound { lower, bag_price, routes, lead, is_final }
    };
    Ok(bounded.certificate.map(proven))
}

/// The sum, rounded up to a cent, since every term of a plan's cost is whole cents.
fn lower(terms: &WeekTerms, routes: i64, lead: i64) -> Cents {
    Cents(-(-(terms.fixed + routes + lead)).div_euclid(THOUSANDTHS))
}

/// Why the bound of a week does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum WeekRefusal {
    /// The plan is of a week without a bound.
    NoBound(NoWeekBound),
    /// Bags at a price below nought.
    BagPrice,
    /// The routes are not proven.
    Routes(Refusal),
    /// The lead time is not proven.
    Lead(PairRefusal),
    /// It claims more than both prove.
    Claim(Cents),
}

/// Checks a bound, by the problem of the week and the two verifiers alone.
pub(in crate::app) fn check_week_bound(
    request: &PlanRequest<'_>,
    plan: &Plan,
    claimed: &WeekBound,
) -> Result<Cents, WeekRefusal> {
    if claimed.bag_price < 0 {
        return Err(WeekRefusal::BagPrice);
    }
    let terms = week_terms(request, plan, claimed.bag_price).map_err(WeekRefusal::NoBound)?;
    let routes = verify(&terms.routes, &claimed.routes).map_err(WeekRefusal::Routes)?;
    let lead = verify_pairs(&terms.lead, &claimed.lead).map_err(WeekRefusal::Lead)?;
    let proven = lower(&terms, routes, lead);
    if claimed.lower > proven { Err(WeekRefusal::Claim(proven)) } else { Ok(claimed.lower) }
}
