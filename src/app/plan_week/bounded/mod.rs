//! What no plan of a week undercuts, with the suppliers of a plan.
//!
//! The cost that days and routes decide falls into two: the routes, and the lead time of all
//! parcels. `bounds` bounds both together, linked by the days of each place. Lead time is a cost
//! over pairs of places ([`lead`]); bags past the hub are bought by pairs at a price that routes
//! earn ([`bags`]). Routes are those of [`routes`]: exact prices, limits of time, visits no longer
//! than what they surely handle. What they handle beyond that, with the days of both ends, counts
//! against the time that all routes of the week have together ([`work`]).
//!
//! Taken as given: who supplies what, what the plan leaves behind, and that the following week
//! keeps the days of this one as far as its closures allow. Left out, which can only lower the
//! bound: windows, waiting, arriving late, the room in vehicles, and goods that one place sends
//! another as far as they lengthen a single route.

mod bags;
mod days;
mod handled;
mod lead;
mod routes;
mod search;
mod shadows;
#[cfg(test)]
mod tests;
mod work;

pub(super) use days::{PlaceDays, set_visits};
pub(super) use lead::{Lead, lead_of_days};
pub use search::WeekBound;
pub(in crate::app) use search::{WeekRefusal, check_week_bound, week_bound};
pub(in crate::app) use shadows::shadow_prices;
pub use shadows::{MoreRoom, ShadowPrice};

use super::PlanRequest;
use crate::bounds::LinkedProblem;
use crate::index::PlaceIdx;
use crate::model::{Plan, Unserved};

/// Why a week has no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum NoWeekBound {
    /// Visits are missing, or no vehicle can make them.
    VisitsLost,
    /// More kinds of vehicles and days than can be told apart.
    VehicleKinds,
    /// A leg costs too much to be added up exactly.
    TooDear,
    /// So many places that a pass would take longer than any budget.
    TooManyPlaces,
}

/// Places that are visited, at most.
const PLACES_MAX: usize = 120;

/// What a week costs at least, as a problem of the engine, in thousandths of a cent.
#[derive(Clone, Debug)]
struct WeekTerms {
    /// Routes without what is carried, and lead time with bags.
    problem: LinkedProblem,
    /// What a kilometre costs each vehicle type of it.
    cents_per_km: Vec<i64>,
    /// The nodes, as places.
    places: Vec<PlaceIdx>,
    /// What no days and routes change.
    fixed: i64,
}

fn few_enough(request: &PlanRequest<'_>) -> Result<(), NoWeekBound> {
    let count = request.province.visited_places().count();
    if count > PLACES_MAX { Err(NoWeekBound::TooManyPlaces) } else { Ok(()) }
}

/// The price at which bags are bought, for a plan to compare with.
fn bag_price(request: &PlanRequest<'_>, plan: &Plan) -> Result<i64, NoWeekBound> {
    few_enough(request)?;
    Ok(bags::fair_price(request, plan, &days::place_days(request)?))
}

/// The terms of the week of a plan, bags bought at a price not below nought.
///
/// The province of the request is the one [in that week](crate::model::Province::in_week).
fn week_terms(
    request: &PlanRequest<'_>,
    plan: &Plan,
    bag_price: i64,
) -> Result<WeekTerms, NoWeekBound> {
    if plan.unserved.iter().any(|of| matches!(of, Unserved::Visit { .. })) {
        return Err(NoWeekBound::VisitsLost);
    }
    few_enough(request)?;
    let places = days::place_days(request)?;
    let (routes, cents_per_km) = routes::routes(request, plan, &places, bag_price)?;
    let Lead { problem: pairs, fixed } = lead::lead(request, plan, &places, bag_price);
    let mut next = 0..;
    let by_vehicle = |of: &PlaceDays| !request.province.places()[of.place].in_hub_building;
    let clients = places.iter().map(|of| by_vehicle(of).then(|| next.next()).flatten()).collect();
    Ok(WeekTerms {
        problem: LinkedProblem {
            routes,
            pairs,
            work: work::work(request, plan, &places),
            sets: places.iter().map(|of| of.patterns.clone()).collect(),
            clients,
        },
        cents_per_km,
        places: places.iter().map(|of| of.place).collect(),
        fixed,
    })
}
