//! The periodic routes: which days each place is visited, by which vehicle, in which order.
//!
//! # Model
//!
//! A periodic vehicle routing problem with simultaneous delivery and pickup, time windows and a
//! heterogeneous fleet, around one hub. A *stop* is a place; its *pattern* is a set of days of the
//! week; a *slot* is a vehicle on a day, which drives at most one route. A *flow* is what must
//! move between two stops, or between a stop and the hub, from a day on. The patterns of both
//! ends of a flow decide when it leaves and when it arrives ([`transit`](crate::transit)), hence
//!
//! * the lead time, a quadratic cost over pairs of patterns, weighted by the flows;
//! * what each visit delivers and collects, so that a pattern change at one stop changes the load
//!   at others. Loads are kept right during the search, not only at the end.
//!
//! Load is checked on every leg, deliveries and pickups together, in crates and in grams. A
//! stop in the hub's own building has a pattern and no route. Breaks are taken as late as the
//! rules of working time allow.
//!
//! # Algorithm
//!
//! Ruin and recreate under simulated annealing: some neighbouring stops lose all their visits;
//! each comes back with the pattern and the positions that are cheapest now, lead time included.
//! Several islands, each with a stream of its own, run in parallel in epochs of a fixed number of
//! iterations; between epochs the worst island restarts from the best. Work is counted in
//! iterations and reduced in island order, so the answer does not depend on the thread count.
//! References: J. Christiaens and G. Vanden Berghe (2020), "Slack induction by string removals
//! for vehicle routing problems", Transportation Science 54(2):417-433,
//! doi 10.1287/trsc.2019.0914; J.-F. Cordeau, M. Gendreau and G. Laporte (1997), "A tabu search
//! heuristic for periodic and multi-depot vehicle routing problems", Networks 30(2):105-119.
//!
//! # What it deliberately does not do
//!
//! It reads no clock: a [`Stop`](crate::vrp::Stop) says how much of the budget is spent. It proves nothing, and it
//! does not judge its own answer: `check` does, from the raw data.
//!
//! Entry points: [`Problem::new`], [`search()`], [`timeline()`], [`assign_drivers`].

mod answer;
mod crew;
mod islands;
mod loads;
mod pattern;
mod problem;
mod search;
mod solution;
mod timeline;

#[cfg(test)]
mod tests;

pub use answer::{RoutePlan, RoutingAnswer, UnroutedStop};
pub use crew::{CrewDuty, assign_drivers, drivable};
pub use islands::search;
pub use pattern::{PatternRule, allowed_patterns};
pub use problem::{
    CrateMeasure, Flow, FlowEnd, Leg, Problem, ProblemFault, ProblemParts, Slot, StopSpec,
};
pub use solution::Solution;
pub use timeline::{RestRule, Shift, StopTimes, TaskAtStop, Timeline, Trip, timeline};
