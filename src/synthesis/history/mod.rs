//! Weeks that went before: visits, moves, loans and closed requests of a generated province.
//!
//! Tests, the quarterly report and the back-test need facts, and no library may hand out its own.
//! [`past_weeks`] draws them week by week, so that a year is written in the memory of a week.
//!
//! # Model
//!
//! - *Visits* follow a base timetable: half of the places on the first and fourth of their days,
//!   half on the second and fifth. A visit on a closed day moves to the nearest open day of its
//!   ISO week, or is excused where there is none; a few are moved or missed for other reasons.
//! - *Requests* have the month and weekday indices of `docs/algorithms/synthesis.md` and negative
//!   binomial noise. A copy comes from the own organisation, another one, the background
//!   collection, a return, or outside; a pull fails in 6 % of the lines and is tried again; what
//!   is out everywhere is waited for.
//! - *Moves* follow the visits: a copy leaves with the lender's next visit after the pull, is
//!   sorted, and arrives with the next visit of the pick-up place; it goes home after the loan.
//! - *Loans* of a place's own stock are drawn by day, place and category; those of requested
//!   copies are the collected requests.
//!
//! Ten weeks before the first are drawn and not given out, so that returns do not begin at zero.
//! What would lie on or after the Monday at which the history ends is not known yet: such moves
//! have no arrival, and such requests are still open.
//!
//! Reference for the noise: Burrell and Cane (1982), "The analysis of library data", Journal of
//! the Royal Statistical Society A 145(4):439-471.
//!
//! It deliberately keeps no stock: copies are on the shelf as often as in the week that the
//! province describes, which is enough for shares and lead times and not for turnover of a copy.
//!
//! ```
//! use leenroute::model::{IsoWeek, Province};
//! use leenroute::synthesis::{Demand, past_weeks};
//! use leenroute::random::Seed;
//!
//! fn visits(province: &Province, until: IsoWeek) -> usize {
//!     let demand = Demand::default();
//!     let year = past_weeks(province, &demand, (until, 52), Seed(1));
//!     year.map(|week| week.visits().len()).sum()
//! }
//! ```

mod calendar;
mod flow;
mod loans;
mod requests;
mod timetable;
mod weeks;

pub use weeks::past_weeks;

#[cfg(test)]
mod tests;
