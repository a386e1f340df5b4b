//! What no solution of a routing problem undercuts, with a proof that anybody can check.
//!
//! # Model
//!
//! A solution gives each client one of its sets of days, and splits the visits of a day into
//! routes. Let a visit of a client on a day earn a *price*. Then no solution costs less than
//!
//! - for each client, the least that the days of one of its sets earn together (or its prize), and
//! - for each day and vehicle type, the count of vehicles times the cheapest route less what its
//!   visits earn, where that is below nought.
//!
//! Coming into a group of clients may earn a price, too: what the group asks for fills so many
//! vehicles on so many days, and routes come in at least so often ([`Cut`]). And visiting two of
//! three clients may cost one: their sets of days say how often routes can ([`Triple`]).
//!
//! This holds for any prices at all; good prices make it high (Lagrangian relaxation of the set
//! partitioning over routes and sets of days). Routes are relaxed to *ng-routes*, which may come
//! back to a client that all clients visited since do not have among their nearest.
//!
//! # What is covered
//!
//! Costs of distance, travel time, paid service and loading, routes and prizes. Limits of
//! deliveries and pickups, each by itself, of distance and of duration; counts of vehicles by day
//! and who may come. Left out, so that the bound holds and may be lower than need be: windows,
//! rests, lateness, the load between stops where deliveries and pickups meet, and all that
//! [`flows`](crate::vrp::ProblemParts::flows) bring. Vehicles that reload are refused, and
//! so are legs by the hour: the least that a leg takes at any hour is a bound of theirs.
//!
//! # Method
//!
//! Known routes propose prices, as a vertex of their linear programme where it is small and by the
//! method of multipliers else; prices propose routes. Where a single limit binds, those come from
//! a table over a grid of that limit, which always ends; else from label setting, quickly while
//! that finds any, and from both ends, exactly, where the bound is taken. Numbers of the first are approximate;
//! prices are then rounded to parts of a unit, and all that counts is integer. A pass that does
//! not end gives no bound, and the best of earlier passes stays. Days that may be exchanged have
//! the same prices and are priced once; days that are each other's twins are one ([`Folding`]).
//!
//! Where no prices close the gap, the problem falls into cases, by whether a client is visited on
//! a day or a route drives between two clients ([`Question`]); each has prices of its own, and the
//! least bound of all counts. A case whose vertex is whole is a solution, which is told where it is
//! cheaper than the known one.
//!
//! What choices of days cost beside the routes, as lead time does, is bounded by
//! [`pair_bound`], and both together by [`bound_linked`].
//!
//! [`verify`] takes the prices and ng-sets of a [`Certificate`], looks for the cheapest routes in
//! its own way, and adds up.
//!
//! References: R. Baldacci, E. Bartolini, A. Mingozzi and A. Valletta (2011), "An exact algorithm
//! for the period routing problem", Operations Research 59(1):228-241, doi
//! 10.1287/opre.1100.0875; R. Baldacci, A. Mingozzi and R. Roberti (2011), "New route relaxation
//! and pricing strategies for the vehicle routing problem", Operations Research 59(5):1269-1283,
//! doi 10.1287/opre.1110.0975.
//!
//! # What it leaves out
//!
//! Groups that are rounded by time, triples while visits are open and in planned weeks, cases where
//! days that may be exchanged share prices, and the enumeration of routes.
//!
//! ```
//! use leenroute::bounds::{bound, verify};
//! use leenroute::vrp::{Client, Iterations, ProblemParts, Profile, VehicleType};
//!
//! // A depot at 0 and two libraries on a line; twice a week: Monday and Thursday, or Tuesday and
//! // Friday.
//! let place = [0_i32, 10, 12];
//! let legs = |from: i32| place.map(|to| (to - from).abs());
//! let client = |node| Client { delivery: [1, 0], ..Client::new(node, vec![0b01001, 0b10010]) };
//! let parts = ProblemParts {
//!     days: 5,
//!     nodes: 3,
//!     profiles: vec![Profile { distance: place.into_iter().flat_map(legs).collect(), duration: None, hours: Vec::new() }],
//!     clients: vec![client(1), client(2)],
//!     vehicles: vec![VehicleType::new(1, 0, [2, 0])],
//!     flows: None,
//! };
//! let proof = bound(&parts, &Iterations(100_000)).expect("nobody reloads").certificate;
//! let proof = proof.expect("a pass to the end");
//! assert_eq!(proof.bound, 48, "both on the same two days, and no week is cheaper");
//! assert_eq!(verify(&parts, &proof), Ok(48));
//! ```

mod ascent;
mod capacity;
mod case;
mod certificate;
mod cheapest;
mod coarse;
mod completion;
mod coverage;
mod crowded;
mod cuts;
mod entries;
mod folding;
mod grid;
mod halves;
mod linked;
mod master;
mod meeting;
mod ng;
mod pairs;
mod pricing;
mod programme;
mod quick;
mod relaxation;
mod rests;
mod road;
mod simplex;
mod symmetry;
mod tree;
mod triples;
mod twins;
mod unions;

pub use ascent::{Bounded, KnownRoute, bound, bound_beside, bound_by_visits};
pub use certificate::{
    Certificate, Cut, Decision, Folding, ProvenCase, Question, Refusal, Triple, verify,
};
pub use coverage::{Coverage, Term, coverage};
pub use linked::{
    LinkedCertificate, LinkedProblem, LinkedRefusal, LinkedStart, LinkedStops, WORK_PARTS,
    bound_linked, link, proven_linked, verify_linked,
};
pub use pairs::{Pair, PairCertificate, PairProblem, PairRefusal, pair_bound, verify_pairs};
pub use relaxation::Unbounded;

#[cfg(test)]
mod tests;
