//! Which copy serves which request.
//!
//! # Model
//!
//! Every morning of the week is a [`Round`]: some requests, and for each lender the visit (its
//! departure window) with which today's pulls leave. Each copy that a request asks for is served
//! by exactly one [`Source`]: a copy on the shelf of a lender, a copy that comes back within the
//! limit, a library outside the province, or nothing. The ladder of preference (own branch,
//! organisation, province, wait, outside) is priced by the caller, not absolute.
//!
//! A round is one minimum-cost flow:
//!
//! ```text
//! source -> lender (pulls left in its window) -> (title, lender) (copies left) -> request
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
//! A returning copy bypasses the shelf, too, where the title has enough of them for the round or
//! one request only. Where both the returning copies of a title and the hold shelf are contended,
//! the question is no network any more (five of its rows form an odd cycle, so the optimum may be
//! fractional): there a returning copy takes a place on the shelf. The answer stays feasible, and
//! the proof names these requests in [`RoundProof::shelved_returns`].
//!
//! # Algorithm
//!
//! [`minimum_cost_flow`] is an exact primal network simplex in 64-bit integers, with a strongly
//! feasible spanning tree against cycling. [`minimum_cost_flow_by_parts`] starts it from families
//! of titles that were solved alone, in parallel, at the prices of a sample: titles that touch no
//! full capacity are done with that. Costs are cents, scaled so that a preference among
//! equally cheap answers (kind of source, edition, then the longest wait) adds up to less than one cent:
//! the answer is optimal in cents and stable. [`verify`] shares no code with the solver and checks
//! flow and potentials in one pass over the arcs; nothing leaves [`match_week`] unverified.
//!
//! The potentials also explain: [`explain`] gives the chosen source, the next best, and the price
//! of the full capacity that stood in their way.
//!
//! Reference: R. K. Ahuja, T. L. Magnanti and J. B. Orlin (1993), "Network Flows", chapter 11.
//!
//! # What it deliberately does not do
//!
//! - It does not keep copies or pulls for a later round: each round is optimal for what is left,
//!   the week is not proven optimal.
//! - It decides no all-or-nothing group request, no net-lender band, no share to be reached.
//! - It does not know timetables or tariffs: lead times and costs come in as plain values.
//!
//! # Example
//!
//! ```
//! use leenroute::index::{IndexVec, PlaceIdx, RequestIdx, SquareMatrix, TitleIdx};
//! use leenroute::matching::{
//!     Choice, CopyLot, OpenRequest, Round, Source, WeekProblem, match_week,
//! };
//! use leenroute::units::{Cents, Items};
//!
//! let [assen, emmen] = [PlaceIdx(0), PlaceIdx(1)];
//! let request = OpenRequest {
//!     request: RequestIdx(0),
//!     title: TitleIdx(0),
//!     others: Vec::new(),
//!     pickup: emmen,
//!     quantity: Items(1),
//!     waited_days: 1,
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

mod certificate;
mod easing;
mod explanation;
mod failure;
mod network;
mod parts;
mod policy;
mod problem;
mod round;
mod simplex;
mod stock;
#[cfg(test)]
mod tests;
mod tree;
mod week;

pub use certificate::{Flaw, Proof, verify};
pub use explanation::{Explanation, Obstacle, Offer, explain, explain_week};
pub use failure::{FailedLine, Replacement, replace_failed};
pub use network::{Arc, Network, NetworkError};
pub use parts::{Parts, minimum_cost_flow_by_parts};
pub use policy::{Policy, PolicyAnswer, match_week_by};
pub use problem::{
    ArcRole, BindingLender, Choice, CopyLot, OpenRequest, OtherEdition, ReturningLot, Round,
    RoundProof, Source, WeekAnswer, WeekProblem,
};
pub use simplex::{Flow, FlowOutcome, minimum_cost_flow};
pub use week::match_week;
