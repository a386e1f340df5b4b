//! Why an answer is as it is: what other days would cost, how much room each visit has, and what
//! keeps a visit off the routes.
//!
//! # Model
//!
//! An [`Answer`] stands still, and one client of it moves:
//!
//! - **Alternatives.** For each of its patterns: all its visits are taken out, the loads and the
//!   lead time of all flows follow the pattern, and each visit comes into the cheapest gap of its
//!   day that keeps all limits. All gaps of all routes are driven out, one by one, so the rise in
//!   cost is exact for the routes as they stand; the days of a pattern do not meet on a route, so
//!   the cheapest gaps of its days are the cheapest together. A pattern that fits nowhere names
//!   the first limit that the gap which comes nearest would break.
//! - **Slack.** For each visit: the room on the legs on which its goods ride, and how much longer
//!   its service could last; and which limit is the tightest.
//! - **Trials.** For a client on days that are no pattern of its own, or on none: for each day
//!   that is missing and each vehicle type, the gap that comes nearest, what it breaks, and the
//!   smallest change of one limit that makes a gap fit.
//!
//! Amounts of different limits are compared as shares of their limit; times as shares of the
//! vehicle's day. A limit that the answer exceeds already counts as far as it is exceeded by more.
//!
//! # What it deliberately does not do
//!
//! It knows no reloads, and no problem in which a vehicle makes several trips is explained. It
//! moves one client at a time, changes no order of the others, and considers later closings,
//! longer days, more room and one more vehicle, but no combination of them. A route with several
//! windows at a stop is driven as [`timeline`](crate::vrp::timeline) does: into the first that it
//! reaches. `O(patterns * visits * gaps * stops)` a client.
//!
//! ```
//! use leenroute::random::Seed;
//! use leenroute::vrp::{Client, Iterations, Problem, ProblemParts, Profile, Silent, VehicleType};
//! use leenroute::vrp::{explain, search};
//!
//! // Two libraries on a line that may be visited on either day: together they cost one way.
//! let place = [0_i32, 10, 12];
//! let legs = |from: i32| place.map(|to| (to - from).abs());
//! let client = |node| Client { delivery: [1, 0], ..Client::new(node, vec![0b01, 0b10]) };
//! let problem = Problem::new(ProblemParts {
//!     days: 2,
//!     nodes: 3,
//!     profiles: vec![Profile { distance: place.into_iter().flat_map(legs).collect(), duration: None, hours: Vec::new() }],
//!     clients: vec![client(1), client(2)],
//!     vehicles: vec![VehicleType::new(1, 0, [3, 0])],
//!     flows: None,
//! })
//! .expect("the parts fit");
//! let answer = search(&problem, Seed(1), &Iterations(1_000), &Silent);
//! let reasons = explain(&problem, &answer);
//! let first = &reasons.clients[0];
//! let other = first.alternatives.iter().find(|other| other.days != first.days);
//! assert_eq!(other.and_then(|other| other.rise), Some(20), "it would be driven to alone");
//! assert_eq!(first.visits[0].slack.delivery[0], 1, "2 of 3 are on board");
//! ```

mod pricing;
#[cfg(test)]
mod tests;
mod tour;
mod trials;
mod week;

use super::answer::Answer;
use super::parts::DaySet;
use super::problem::Problem;
use week::Standing;

pub use tour::{Appraisal, Binding, Breach, Limit, Slack, Tour, TourStop};

/// A place on the routes of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The day, from 0.
    pub day: usize,
    /// The vehicle type, an index into the parts' vehicles.
    pub vehicle: usize,
    /// Which of the type's vehicles, from 0.
    pub number: u32,
    /// The rank on the route, from 0; for a visit that is not there yet, the rank it would get.
    pub rank: usize,
}

/// A limit that is exceeded somewhere in a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Which limit.
    pub limit: Limit,
    /// By how much, in the unit of the limit; above zero.
    pub over: i32,
    /// The route, as its day, vehicle type and number; `None` where no route has to do with it.
    pub route: Option<(usize, usize, u32)>,
    /// At whose visit; `None` where it shows when the vehicle is back.
    pub client: Option<u32>,
}

/// What it would cost to visit a client on other days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The days, one of the client's patterns.
    pub days: DaySet,
    /// The rise in cost, below zero if it would be cheaper; `None` where no gap keeps the limits.
    pub rise: Option<i64>,
    /// Where the visits would come, by day; empty where they do not fit.
    pub visits: Vec<Position>,
    /// The first limit that the visits would break in the gaps that come nearest.
    pub broken: Option<Broken>,
}

/// How much room a visit has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitRoom {
    /// Where the visit is.
    pub at: Position,
    /// How much it could grow.
    pub slack: Slack,
}

/// A vehicle type tried on a day for a visit that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The days that the client would have then: one of its patterns.
    pub days: DaySet,
    /// The gap that comes nearest.
    pub at: Position,
    /// What it breaks, in the order in which it shows; empty if the visit fits there.
    pub broken: Vec<Broken>,
    /// The rise in cost of the route that takes the visit.
    pub rise: i64,
}

/// A change of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Raise the one limit that is broken by as much as it is exceeded, for all vehicles of the
    /// type where it is one of theirs. It may show on another route, whose visits carry more.
    Raise(Broken),
    /// One more vehicle of the type.
    Vehicle,
}

/// A change with which a missing visit fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// The change.
    pub change: Change,
    /// The days that the client would have then.
    pub days: DaySet,
    /// Where the visit comes.
    pub at: Position,
    /// The rise in cost of the route that takes the visit.
    pub rise: i64,
}

/// Why a client is visited as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientReasons {
    /// The client, an index into the parts' clients.
    pub client: u32,
    /// Its days; 0 if it is left out.
    pub days: DaySet,
    /// Each of its patterns, in their order. For the pattern that it has, what the cheapest gaps
    /// would save: at most 0, unless the answer breaks limits.
    pub alternatives: Vec<Alternative>,
    /// Its visits, by day.
    pub visits: Vec<VisitRoom>,
    /// What was tried for its missing visits, by day and vehicle type.
    pub trials: Vec<Trial>,
    /// The smallest change of each kind that makes one of them fit, the smallest share of its
    /// limit first and one more vehicle last. Empty if a trial fits as things are.
    pub remedies: Vec<Remedy>,
}

/// Why an answer is as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Routes, lead time and forgone prizes, driven out again.
    pub cost: i64,
    /// By client.
    pub clients: Vec<ClientReasons>,
}

/// Explains an answer of a problem. Deterministic; the routes stay as they are.
///
/// `O(clients * patterns * visits * stops * windows)`: some tenths of a second for a province of
/// forty places and a few seconds for ten times that.
///
/// # Panics
///
/// If the answer names clients that the problem does not have, or a vehicle may make several trips
/// a day.
pub fn explain(problem: &Problem, answer: &Answer) -> Explanation {
    let mut standing = Standing::of(problem, answer);
    let clients = (0..).take(problem.client_count());
    Explanation {
        cost: standing.cost(),
        clients: clients.map(|client| reasons(&mut standing, client)).collect(),
    }
}

/// Explains one client of an answer, as [`explain`] does.
///
/// # Panics
///
/// If the problem does not have the client, or one that the answer names, or a vehicle may make
/// several trips a day.
pub fn explain_client(problem: &Problem, answer: &Answer, client: u32) -> ClientReasons {
    reasons(&mut Standing::of(problem, answer), client)
}

/// How long each visit lasts by what the problem says, handling included: by route of the answer
/// and rank. What [`RoutePlan::service`](super::RoutePlan::service) is for routes of a search.
pub fn services(problem: &Problem, answer: &Answer) -> Vec<Vec<i32>> {
    let standing = Standing::of(problem, answer);
    let service = |day: usize, client: u32| {
        problem.client(client).service + standing.goods.visit(day, client).handling
    };
    let of_route = |route: &super::RoutePlan| {
        route.clients.iter().map(|client| service(route.day, *client)).collect()
    };
    answer.routes.iter().map(of_route).collect()
}

fn reasons(standing: &mut Standing<'_>, client: u32) -> ClientReasons {
    let days = standing.days[client as usize];
    let patterns = standing.problem.client(client).patterns.clone();
    let alternatives =
        patterns.iter().map(|days| pricing::alternative(standing, client, *days)).collect();
    let room = |(slot, rank): (u32, usize)| {
        let tour = standing.tour(slot, &standing.routes[slot as usize]);
        VisitRoom { at: position(standing, slot, rank), slack: tour.slack(rank) }
    };
    let visits = standing.visits_of(client).into_iter().map(room).collect();
    let (trials, remedies) = if patterns.contains(&days) {
        (Vec::new(), Vec::new())
    } else {
        trials::of_missing(standing, client)
    };
    ClientReasons { client, days, alternatives, visits, trials, remedies }
}

fn position(standing: &Standing<'_>, slot: u32, rank: usize) -> Position {
    let of = standing.problem.slots[slot as usize];
    Position { day: of.day as usize, vehicle: of.vehicle as usize, number: of.number, rank }
}

/// A breach of a route, in terms of the week.
fn broken(standing: &Standing<'_>, slot: u32, clients: &[u32], breach: Breach) -> Broken {
    let at = position(standing, slot, 0);
    Broken {
        limit: breach.limit,
        over: breach.over,
        route: Some((at.day, at.vehicle, at.number)),
        client: clients.get(breach.rank).copied(),
    }
}
