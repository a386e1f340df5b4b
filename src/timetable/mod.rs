//! A week's timetable that is changed as little as possible (herplannen).
//!
//! # Model
//!
//! A timetable *stands*: places are visited on days, by vehicles, in an order, at moments. Then
//! something happens: a place is closed on a day, a vehicle is out, a planner locks something. The
//! new timetable makes all visits that the week permits, keeps all locks, and costs least, where
//! cost is that of the routes, what goods between places wait ([`DayCosts`]) and the price of each
//! change: another day and how far it lies away, another vehicle, another turn, service earlier or
//! later than a band allows.
//! So a lost visit goes to the nearest day of its week that a permitted set of days has.
//!
//! # Method
//!
//! All visits of a place go out of the timetable and come back together: for each allowed set of
//! days the cheapest gap of each day, and what its goods wait, which is exact for the others as they
//! stand. What is forced
//! goes out first; then small random sets near what changed go out and come back in another order,
//! and what is cheaper stays, a large neighbourhood search with hill climbing. A gap is judged by
//! driving the whole route to the second ([`vrp::timeline`](crate::vrp::timeline())), so that rests, windows and the times
//! of all stops are those that a plan will have.
//!
//! Locks that cannot be kept are answered by a smallest set of them that cannot be kept either:
//! sets are tried by size.
//!
//! References: P. Shaw (1998), "Using constraint programming and local search methods to solve
//! vehicle routing problems", CP 1998, doi 10.1007/3-540-49481-2_30; on the stability of timetables
//! C. Groer, B. Golden and E. Wasil (2009), "The consistent vehicle routing problem",
//! Manufacturing & Service Operations Management 11(4):630-643, doi 10.1287/msom.1080.0243.
//!
//! # What it deliberately does not do
//!
//! It knows neither parcels nor crates: service and loads are those that its caller expects of a
//! visit. It proves no optimum; tests hold it against all timetables of small weeks. That locks
//! cannot be kept is what a search found, not a proof.
//!
//! Entry points: [`replan`](replan()), [`changes`](changes()).

mod board;
mod changes;
mod conflict;
mod day_costs;
mod lock;
mod replan;
mod run;
mod state;
#[cfg(test)]
mod tests;

pub use board::{Board, ChangePrices, Roads, Site, Slot, Standing, WEEK, Way, WayHours};
pub use changes::{Cause, Change, ChangeKind, changes};
pub use day_costs::DayCosts;
pub use lock::Lock;
pub use replan::{Effort, MissingVisit, Outcome, Replanned, Run, Scope, replan};
