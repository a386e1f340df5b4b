//! Vehicle routing in general: who is visited on which days, by which vehicle, in which order.
//!
//! # Model
//!
//! *Clients* want to be visited on the days of one of their allowed *patterns*, a bit set each.
//! *Vehicle types* stand ready on days, at a depot each; a vehicle on a day is a *slot* and drives
//! at most one route. One problem type holds all variants, and all may meet in one problem:
//!
//! | variant | in the parts |
//! |---|---|
//! | periodic (PVRP) | [`ProblemParts::days`], [`Client::patterns`] |
//! | several depots (MDVRP) | a [`VehicleType`] a depot |
//! | heterogeneous fleet | capacities, prices, limits and matrices a [`VehicleType`] |
//! | simultaneous delivery and pickup | [`Client::delivery`], [`Client::pickup`], in two dimensions |
//! | time windows, several of them, by day | [`Client::openings`], [`VehicleType::shift`] |
//! | soft windows: being late costs | [`Opening::late`] |
//! | paid waiting and service, loading, rests | [`VehicleType::idle_price`] and the fields after it |
//! | goods between clients, lead time, handling | [`ProblemParts::flows`] |
//! | bags from client to client past the depot | [`Flows::transfers`] |
//! | several trips a day | [`VehicleType::reload`] |
//! | longest route | [`VehicleType::duration_max`], [`VehicleType::distance_max`] |
//! | who may come | [`Client::vehicles`] |
//! | optional clients | [`Client::prize`] |
//! | directed matrices | [`Profile`] |
//! | travel by the hour of departure | [`Profile::hours`] |
//!
//! All quantities are integers in the caller's units. Exceeded limits have a price that the
//! search adapts, so it may pass through infeasible solutions; the answer says whether it is
//! feasible.
//!
//! # Algorithm
//!
//! Ruin and recreate under simulated annealing (slack induction by string removals): strings of
//! visits on neighbouring routes are taken out, and come back one after the other where it is
//! cheapest; a client of several days comes back on the pattern whose gaps are cheapest together,
//! which is exact for the routes as they stand. A gap is priced in `O(1)` from two rows of the
//! matrix and two monoids (load; time). With windows, two routes sometimes exchange their tails
//! before strings are taken out. A journal undoes what is not accepted.
//!
//! Two islands search the whole problem and follow the better now and then; above some hundred
//! clients of one day, islands search parts of one solution instead, drawn anew each epoch. With
//! one day, routes seen at different times are put together to a better solution now and then, a
//! set partitioning. Work is counted in iterations and reduced in island order, so the answer does
//! not depend on the thread count.
//!
//! With flows, the loads of all visits and a table of lead times follow each change of days; what
//! hangs on a whole route, its rests to the second, the hours at which it drives, its bags and what
//! being late costs, is settled at the end of a step.
//!
//! References: J. Christiaens and G. Vanden Berghe (2020), "Slack induction by string removals for
//! vehicle routing problems", Transportation Science 54(2):417-433, doi 10.1287/trsc.2019.0914;
//! T. Vidal, T. G. Crainic, M. Gendreau and C. Prins (2014), "A unified solution framework for
//! multi-attribute vehicle routing problems", European Journal of Operational Research
//! 234(3):658-673, doi 10.1016/j.ejor.2013.09.045.
//!
//! # What it deliberately does not do
//!
//! It knows nothing of libraries, reads no clock (a [`Stop`] says how much of the budget is
//! spent), and does not judge its own answer. A vehicle reloads at one place, and not in a problem
//! with flows.
//!
//! ```
//! use leenroute::random::Seed;
//! use leenroute::vrp::{Client, Iterations, Problem, ProblemParts, Profile, Silent, VehicleType};
//! use leenroute::vrp::search;
//!
//! // A depot at 0 and two libraries on a line; twice a week: Monday and Thursday, or Tuesday and
//! // Friday.
//! let place = [0_i32, 10, 12];
//! let legs = |from: i32| place.map(|to| (to - from).abs());
//! let client = |node| Client { delivery: [1, 0], ..Client::new(node, vec![0b01001, 0b10010]) };
//! let problem = Problem::new(ProblemParts {
//!     days: 5,
//!     nodes: 3,
//!     profiles: vec![Profile { distance: place.into_iter().flat_map(legs).collect(), duration: None, hours: Vec::new() }],
//!     clients: vec![client(1), client(2)],
//!     vehicles: vec![VehicleType::new(1, 0, [2, 0])],
//!     flows: None,
//! })
//! .expect("the parts fit");
//! let answer = search(&problem, Seed(1), &Iterations(10_000), &Silent);
//! assert!(answer.feasible);
//! assert_eq!(answer.cost, 48, "both on the same two days");
//! assert_eq!(answer.patterns[0], answer.patterns[1]);
//! ```

mod answer;
mod blink;
mod decompose;
mod drive;
mod empties;
mod explain;
mod faults;
mod flows;
mod goods;
mod hours;
mod insertion;
mod islands;
mod lateness;
mod neighbours;
mod parts;
mod pattern;
mod problem;
mod recombine;
mod roads;
mod route;
mod search;
mod segment;
mod solution;
mod stop;
mod trips;

#[cfg(test)]
mod tests;

pub use answer::{Answer, RoutePlan};
pub use drive::{RestRule, StopTimes, Stretch, Task, Timeline, timeline};
pub use explain::{
    Alternative, Appraisal, Binding, Breach, Broken, Change, ClientReasons, Explanation, Limit,
    Position, Remedy, Slack, Tour, TourStop, Trial, VisitRoom, explain, explain_client, services,
};
pub use faults::ProblemFault;
pub use flows::{CrateMeasure, End, Flow, Flows, Handling, TransferRule};
pub use hours::{LegHours, PARTS, Step, Travel};
pub use islands::{search, search_from};
pub use lateness::{LATE_PRICE_MAX, SoftEnd};
pub use parts::{
    Client, DAYS_MAX, DaySet, FREE, Load, Opening, ProblemParts, Profile, VehicleType, Window,
};
pub use pattern::{PatternRule, allowed_patterns};
pub use problem::Problem;
pub use stop::{Iterations, Progress, Silent, Stop};
pub use trips::ReloadRule;
