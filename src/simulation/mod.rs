//! What if: a year of lending under other collections, rules and timetables, before anybody buys
//! a book (simulatie).
//!
//! A collection team asks what a change of profiles does to the share of demand that the province
//! fills. No formula answers that: copies come back, readers wait for what is out, and what is
//! sent takes days. So a year is played, event after event, many times over.
//!
//! # What goes in
//!
//! A [`Situation`], plain values alone:
//!
//! - [`Readers`]: for every title that anybody asks for, held or not, the demands of a mean day
//!   that are for this title and no other, and how much its copies are out because readers browse;
//!   where readers stand ([`Pickups`]).
//! - [`Stock`]: the copies of each title, where they belong, and whether they are out at the start;
//!   a copy may come later ([`Copy::first_day`]) or go ([`Copy::weeded_from`]).
//! - [`System`]: places and their organisations, the timetable as days between any two places on
//!   each weekday ([`Ways`]), what it costs to send a copy, by which suppliers are chosen
//!   ([`SupplyPrices`]), the [`Rules`], the length of loans ([`LoanLengths`]), how busy the days of
//!   the year are ([`Season`]) and which of them count ([`Period`]).
//!
//! A scenario is the same after some [`Change`]s, one upon the other ([`apply`]).
//!
//! # What comes out
//!
//! A [`Tally`]: counts of demands, of requests by what became of them, and of loans, by place and
//! category, from which the three readings of the norm follow with both their counts
//! ([`Cell::requests`], [`Cell::loans_ratio`], [`Cell::inter_organisation`]); what was not filled
//! by title ([`Misses`]); and of the whole province what moved, waited, failed and was bought
//! ([`Traffic`]).
//!
//! A [`Study`] has such tallies of the base and of scenarios in pairs, and the interval of any
//! reading and of its difference.
//!
//! # Model
//!
//! - A reader who wants one title takes the copy on the shelf, if there is one: that is a loan and
//!   no request. Else it is a request, and counts in the cohort.
//! - A request goes to the shelf from which sending is cheapest, days under way included. On the
//!   next morning staff find the copy, or not: then the request looks further, and the copy is
//!   found after some weeks. It arrives by the timetable and waits on the hold shelf; the reader
//!   collects it, or it goes back after seven days.
//! - Where every copy is out the request waits, first come first served; whatever comes free goes
//!   to the first who waits. A copy that arrives after the limit no longer counts as filled, and
//!   who still waits after it goes away: both stay in the cohort.
//! - What nobody in the province has comes from outside, and is not filled inside the province.
//! - Readers who browse take copies off public shelves, at a rate by which a title is out as much
//!   as it was seen to be.
//! - A copy that comes back elsewhere than it belongs goes home by the timetable, or floats, by
//!   category. Where too many wait for each copy of a title, one more is bought.
//!
//! # Method
//!
//! Time is whole minutes. Titles do not meet: shelves, vans and staff are taken to suffice, so each
//! title is a small simulation of its own with a heap of events, O(events x copies of the title),
//! and titles run in parallel. What a run draws hangs on seed, replication, title and event alone,
//! never on the order of events (common random numbers), so that base and scenario have the same
//! readers, who stay as long, and their difference has little noise. Counts are whole numbers, and
//! add up to the same for any number of threads.
//!
//! A study adds replications until the difference in `requests` is known as well as [`Precision`]
//! asks: Student's interval of paired differences, by Bonferroni's inequality for several scenarios
//! at a time. Where a scenario changes copies alone, only the titles it touches run again.
//!
//! Without lending between places each title at each place is an Erlang loss system
//! ([`erlang_loss`]), to which tests hold the engine; `docs/algorithms/simulation.md` has
//! measurements, and what the model leaves out.
//!
//! References: Erlang (1917), "Solution of some problems in the theory of probabilities of
//! significance in automatic telephone exchanges", Elektroteknikeren 13; Van der Heide and
//! Roodbergen (2013), "Transshipment and rebalancing policies for library books", European Journal
//! of Operational Research 228(2):447-456, doi 10.1016/j.ejor.2013.02.006; Glasserman and Yao
//! (1992), "Some guidelines and guarantees for common random numbers", Management Science
//! 38(6):884-908, doi 10.1287/mnsc.38.6.884.
//!
//! It deliberately knows no capacities of staff, hold shelves or vans, no groups, no other editions
//! of a work, and no holidays.
//!
//! Whether demand can be foretold at all is asked of a history before anybody trusts a number:
//! [`back_test`] fits the earlier part and predicts the rest, cell by cell.
//!
//! Entry points: [`FitInput::fit`], [`Situation::calibrated`], [`Situation::replicate`], [`apply`], [`Precision::study`], [`screen`],
//! [`back_test`].
//!
//! ```
//! use leenroute::simulation::erlang_loss;
//!
//! // A title of which a reader asks once in ten days, kept for 26: each copy more helps less.
//! let loss = [1, 2, 3].map(|copies| erlang_loss(copies, 2.6));
//! assert!(loss[0] > loss[1] && loss[1] > loss[2]);
//! assert!(loss[0] - loss[1] > loss[1] - loss[2]);
//! ```

mod advice;
mod backtest;
mod circulation;
mod counts;
mod demands;
mod erlang;
mod fit;
mod loan_length;
mod misses;
mod readers;
mod replication;
mod scenario;
mod season;
#[cfg(test)]
mod small;
mod stock;
mod student;
mod study;
mod system;
mod tally;
#[cfg(test)]
mod tests;
mod ways;

pub use advice::{
    Action, BuyingLimit, Gain, Purse, SPARED_WORTH, Screen, Step, patient_loss, screen,
};
pub use backtest::{BackTest, CellTest, Prediction, Series, Trust, back_test};
pub use erlang::erlang_loss;
pub use fit::{Fit, FitInput, YEAR_FLATTER};
pub use loan_length::LoanLengths;
pub use misses::{Behind, Misses, TitleChange};
pub use readers::{BrowseFit, Heat, Pickups, Readers, Redirection, Spread};
pub use replication::Situation;
pub use scenario::{Applied, Background, Change, Choice, Copies, LastCopy, Moves, apply};
pub use season::{DAY, Minute, Season};
pub use stock::{Copy, Start, Stock};
pub use student::{Interval, student_interval};
pub use study::{Alternative, Differs, Pair, Precision, Study};
pub use system::{
    Lender, Period, QueuePurchase, ReturnRule, Rules, Sharing, ShelfKind, SupplyPrices, System,
    TitleFacts,
};
pub use tally::{Cell, Tally, Traffic};
pub use ways::Ways;
