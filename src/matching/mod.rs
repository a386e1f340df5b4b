//! Which copy serves which request.
//!
//! # Model
//!
//! Every morning of the week is a [`Round`]: some requests, and for each lender the visit (its
//! departure window) with which that morning's pulls leave. Each copy that a request asks for is
//! served by exactly one [`Source`]: a copy on the shelf of a lender, a copy that comes back within
//! the limit, a library outside the province, or nothing. The ladder of preference (own branch,
//! organisation, province, wait, outside) is priced by the caller, not absolute.
//!
//! All rounds of a week are one minimum-cost flow with bundles:
//!
//! ```text
//! source -> organisation (lending cap) -> window of a lender (pulls left, dearer the fuller)
//!        -> (title, lender) (copies left) -----------------------------------> request
//! source -> returning copies of a title (left) -----------------------------> request
//! source -> outside the province -------------------------------------------> request
//! source -> bypass of the pick-up branch -> unfilled -----------------------> request
//! ```
//!
//! A request may take copies of several titles, the editions of one work: its arcs come from the
//! lots of each. The title that it asks for is preferred among equally cheap answers. Requests
//! that share titles are built into the network together; without other editions the network is
//! title by title.
//!
//! A hold shelf with `s` places and `d` copies asked for is stated by its complement: at least
//! `d - s` of them bypass it. The bypass node supplies these; the source supplies it with more at
//! no cost. So a request is a plain demand, and the shelf needs no node behind it, where flow that
//! may bypass it and flow that may not would mix.
//!
//! Two things cross and are no flow; they are a [`Bundle`] of arcs that draw on one amount: the
//! copies of a lot for which requests of several windows contend, and too few returning copies of a
//! title, which bypass the shelf, where one of those shelves is full.
//!
//! # Algorithm
//!
//! [`minimum_cost_flow`] is an exact primal network simplex in 64-bit integers, with a strongly
//! feasible spanning tree against cycling. [`minimum_cost_flow_by_parts`] starts it from families
//! of titles that were solved alone, in parallel, at the prices of a sample: titles that touch no
//! full capacity are done with that. Costs are cents, scaled so that a preference among
//! equally cheap answers (kind of source, edition, then the longest wait) adds up to less than one cent:
//! the answer is optimal in cents and stable.
//!
//! Without bundles one flow is the answer. With them the pulls of the windows are left free first;
//! where that fits the windows all the same, it is the answer. Otherwise prices on the windows take
//! their place (Lagrange, by a proximal bundle method), which bounds from below and says how the copies of
//! a lot should be divided over its windows; with such shares the week is a flow that can be had.
//! The answer carries the best bound: a gap is printed, never hidden.
//!
//! What is too large to hold is solved shard by shard of titles ([`solve_in_shards`]), with a bound for
//! the whole.
//!
//! [`verify_bundled`] shares no code with the solver and adds up cost and bound in one pass over
//! the arcs; any potentials bound, stale ones less well. The potentials also explain: [`explain`]
//! gives the chosen source, the next best, and the price of the full capacity that stood in their
//! way.
//!
//! References: R. K. Ahuja, T. L. Magnanti and J. B. Orlin (1993), "Network Flows", chapters 11 and
//! 16.
//!
//! [`with_whole_groups`] leaves out groups that are asked for whole and cannot be;
//! [`match_week_within`] keeps what organisations lend less what they borrow within bands, by prices.
//! [`place_returns`] asks where copies go that came back, as a flow of its own.
//!
//! # What it deliberately does not do
//!
//! - It does not know timetables or tariffs: lead times and costs come in as plain values.
//!
//! # Example
//!
//! ```
//! use leenroute::index::{IndexVec, OrganisationIdx, PlaceIdx, RequestIdx, SquareMatrix, TitleIdx};
//! use leenroute::matching::{
//!     Choice, CopyLot, Group, OpenRequest, Round, Source, WeekProblem, match_week,
//! };
//! use leenroute::units::{Cents, Items};
//!
//! let [assen, emmen] = [PlaceIdx(0), PlaceIdx(1)];
//! let request = OpenRequest {
//!     request: RequestIdx(0),
//!     title: TitleIdx(0),
//!     others: Vec::new(),
//!     only_from: None,
//!     printed: Vec::new(),
//!     reprint: Cents(0),
//!     pickup: emmen,
//!     quantity: Items(1),
//!     group: Group::InPart,
//!     waited_days: 1,
//!     limit_days: 14,
//!     own_returns: true,
//!     price_per_day: Cents(20),
//!     wait: Cents(400),
//!     outside: Cents(900),
//!     unfilled: Cents(2_000),
//! };
//! let problem = WeekProblem {
//!     copies: vec![CopyLot { title: TitleIdx(0), lender: assen, available: Items(1) }],
//!     returning: Vec::new(),
//!     pull_capacity: IndexVec::filled(Items(50), 2),
//!     shelf_capacity: IndexVec::filled(Items(100), 2),
//!     fixed_cost: SquareMatrix::from_fn(2, |_, _| Cents(150)),
//!     organisation: IndexVec::filled(OrganisationIdx(0), 2),
//!     lending_max: IndexVec::filled(None, 1),
//!     load_steps: Vec::new(),
//!     rounds: vec![Round {
//!         lead_days: SquareMatrix::from_fn(2, |_, _| Some(3)),
//!         window: IndexVec::filled(Some(0), 2),
//!         requests: vec![request],
//!     }],
//! };
//! let answer = match_week(&problem);
//! let from_assen = Choice {
//!     request: RequestIdx(0),
//!     source: Source::Copy(assen),
//!     title: TitleIdx(0),
//!     quantity: Items(1),
//! };
//! assert_eq!((answer.choices, answer.cost), (vec![from_assen], Cents(210)));
//! ```

mod ascent;
mod band;
mod certificate;
mod easing;
mod explanation;
mod failure;
mod found;
mod groups;
mod network;
mod parts;
mod policy;
mod priced;
mod problem;
mod returns;
mod shards;
mod shares;
mod simplex;
mod stock;
mod target;
#[cfg(test)]
mod tests;
mod tree;
mod week;
mod week_network;

pub use band::{BandAnswer, NetBand, match_week_within};
pub use certificate::{Bundle, Flaw, Proof, bound, verify, verify_bundled};
pub use explanation::{Explanation, Obstacle, Offer, explain, explain_week};
pub use failure::{FailedLine, Replacement, replace_failed};
pub use groups::{GroupAnswer, with_whole_groups};
pub use network::{Arc, Network, NetworkError};
pub use parts::{Parts, minimum_cost_flow_by_parts};
pub use policy::{Policy, PolicyAnswer, match_week_by};
pub use problem::{
    ArcRole, BindingLender, Choice, CopyLot, Group, LoadStep, OpenRequest, OtherEdition,
    ReturningLot, Round, Source, WeekAnswer, WeekProblem, WeekProof,
};
pub use returns::{
    Placement, ReturnedCopies, ReturnsAnswer, ReturnsProblem, expected_savings, place_returns,
    send_home,
};
pub use shards::{
    Head, NoAnswer, Shard, ShardedAnswer, Shards, bound_at, bound_of_head, bound_of_shard,
    potentials_of_shard, solve_in_shards,
};
pub use simplex::{Flow, FlowOutcome, minimum_cost_flow};
pub use target::{Reading, Target, TargetAnswer, TargetOutcome, match_week_to, share_within_reach};
pub use week::match_week;
