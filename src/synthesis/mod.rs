//! A seeded province that hits published figures: titles, holdings, a week's requests and what
//! else has to move.
//!
//! No library may hand out its requests, so plans and tests rest on a synthetic week.
//! [`furnish`] takes a skeleton (places, organisations, fleet and settings, which are facts) and
//! fills in what is drawn. [`Demand`] holds every number of the model with its unit; its default
//! is the province of Drenthe, and `docs/algorithms/synthesis.md` lists target and measured
//! value of each.
//!
//! # Model
//!
//! - *Popularity*: the title of rank r is asked for with weight `1 / (r + q)^s` (Zipf-Mandelbrot).
//!   Titles stand in order of popularity.
//! - *Collections*: the province buys the top titles of a noisy ranking, each branch the top of
//!   its own noisy ranking of those; the noise on the logarithm of the weight is Gumbel. A part
//!   of a collection is further copies of its most wanted titles. The background collection has
//!   the most wanted titles that no branch holds, and a random rest.
//! - *Loans*: a copy is out with a probability that rises with popularity; the copies of a title
//!   share a beta-distributed heat, so that a title is out everywhere more often than
//!   independent copies would be.
//! - *Requests*: pick-up by loan share and by how busy a branch is this week, title by
//!   popularity, redrawn while the pick-up branch has a copy on its shelf, since such a request
//!   never reaches transport.
//! - *Shipments*: items sorted before the week, returns, acquisitions, local orders, the exchange
//!   with other provinces, theme collections in whole crates, and the floating list where it is
//!   on.
//! - *Weeks*: requests of a branch are negative binomial from week to week; [`season`] has the
//!   months and the school weeks. A week that is furnished has exactly its requests: given their
//!   sum, negative binomial counts of one scale are multinomial with gamma weights.
//! - *Size*: a province of any size is the first stops of the skeleton, or copies of them turned
//!   about the hub, with fleet, crates and capacities to match. [`INSTANCES`] are settings over
//!   the same generator.
//!
//! The top of a Gumbel-noised ranking is a weighted sample without replacement, so a ranking
//! costs one exponential a title and a selection, O(titles) a branch, branches in parallel; a
//! small collection costs a few draws a copy, repeats left out, which is the same distribution.
//!
//! References: Mandelbrot (1953), "An informational theory of the statistical structure of
//! language"; Efraimidis and Spirakis (2006), "Weighted random sampling with a reservoir",
//! Information Processing Letters 97(5):181-185, doi 10.1016/j.ipl.2005.11.003; Burrell and Cane
//! (1982), "The analysis of library data", Journal of the Royal Statistical Society A
//! 145(4):439-471, for the gamma heat of titles.
//!
//! Each part draws from streams of its own, by label and number, and is gathered in index order:
//! the same seed gives the same province on any number of threads.
//!
//! What went before the week is drawn by [`past_weeks`], week by week, on top of a province.
//!
//! It deliberately knows no members and no zones, and one hub only; and it repairs no skeleton:
//! what it returns is for `Province::new` to judge. Logarithms and powers come from the platform's
//! mathematical library, so another one may rank two nearly equal titles otherwise; turning
//! copies of places uses products and sums alone.
//!
//! Entry points: [`furnish`], [`Demand`], [`Instance`], [`with_pull_slack`]; for a history
//! [`past_weeks`], [`Demand::weekly_requests`], [`Demand::in_season`], [`Demand::pull_failure`],
//! [`Demand::not_collected`], [`Demand::loan_days`], [`loan_category`], [`season`]; for a what-if
//! [`Demand::popularity`], [`Demand::on_loan`], [`Demand::loan_shares_of`].
//!
//! ```
//! use leenroute::synthesis::Demand;
//!
//! let book_week = Demand { requests: 8_000, ..Demand::default() };
//! let for_a_test = book_week.scaled(0.05);
//! assert_eq!((for_a_test.requests, for_a_test.copies), (400, 36_500));
//! ```

mod collection;
mod days;
mod demand;
mod dispersion;
mod history;
mod homes;
mod instance;
mod network;
mod popularity;
mod province;
mod requests;
pub mod season;
mod shares;
mod shipments;
mod stock;
mod theme;
mod titles;

pub use demand::{Demand, Size};
pub use history::past_weeks;
pub use instance::{INSTANCES, Instance};
pub use network::{Fleet, with_pull_slack};
pub use province::furnish;
pub use titles::loan_category;

#[cfg(test)]
mod tests;
