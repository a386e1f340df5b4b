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
//! - *Requests*: pick-up by loan share, title by popularity, redrawn while the pick-up branch has
//!   a copy on its shelf, since such a request never reaches transport.
//! - *Shipments*: items sorted before the week, returns, acquisitions, local orders, and the
//!   exchange with other provinces.
//!
//! The top of a Gumbel-noised ranking is a weighted sample without replacement, so each ranking
//! costs one exponential a title and a selection, O(titles) a branch, branches in parallel.
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
//! It deliberately knows no theme collections and no members, and a week of its own no season,
//! and it repairs no skeleton: what it returns is for `Province::new` to judge. Logarithms and
//! powers come from the platform, so other hardware may rank two nearly equal titles otherwise.
//!
//! Entry points: [`furnish`], [`past_weeks`], [`Demand`].
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
mod history;
mod popularity;
mod province;
mod requests;
mod shares;
mod shipments;
mod stock;
mod titles;

pub use demand::Demand;
pub use history::past_weeks;
pub use province::furnish;

#[cfg(test)]
mod tests;
