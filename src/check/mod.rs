//! Does a plan hold? The referee recomputes every rule and every cent from the raw input.
//!
//! # Model
//!
//! The referee takes a [`Province`](crate::model::Province), the travel times and a
//! [`Plan`](crate::model::Plan), and believes nothing that the plan says about itself.
//! It moves every parcel through the dated visits by its own code, carries the crates along
//! every leg, adds up every clock time, and compares.
//! A [`Rule`] is one sentence of the law with a stable word; `docs/reference/rules.md` lists all.
//! A [`Violation`] says which rule, of what ([`Subject`]), what was expected and what was found.
//!
//! # Algorithm
//!
//! First the shape: do all indices name a row, do visits and routes name each other, is every
//! number within reason? A plan without shape is reported and not looked at further, so that no
//! later rule can panic. Then one pass a rule family, in the order of [`Rule::WORDS`]; all
//! violations are collected, none stops the next. Work and memory are linear in the plan, but
//! for a logarithm where dates are looked up and for a request that nothing fills, which is
//! compared with every lot of its title.
//! The idea of a checker that shares no code with the solver is as old as certifying algorithms:
//! Reference: "Certifying algorithms" (2011), Computer Science Review 5:119-161,
//! doi:10.1016/j.cosrev.2010.09.009.
//!
//! # What it deliberately does not do
//!
//! It shares no code with `matching`, `packing`, `transit` or `vrp`; where it repeats one of
//! their formulas, that is the point. It repairs nothing, weighs nothing and proves no optimum.
//! A missing visit breaks a rule, whether or not the plan names it as not served; only an excuse
//! that the calendar proves takes it away. Words for planners are elsewhere: here are typed facts,
//! and English for logs.
//!
//! Entry point: [`referee()`]; solutions of public routing instances have a referee of their own,
//! [`instance::judge()`].
//!
//! ```
//! use leenroute::check::{Expected, Fact, Rule, Subject, Violation};
//! use leenroute::index::RouteIdx;
//! use leenroute::units::Crates;
//!
//! let violation = Violation {
//!     rule: Rule::LoadCrates,
//!     subject: Subject::Leg { route: RouteIdx(3), leg: 1 },
//!     expected: Expected::AtMost(Fact::Crates(Crates(40))),
//!     found: Fact::Crates(Crates(42)),
//! };
//! assert_eq!(
//!     violation.to_string(),
//!     "load_crates: leg 1 of route 3: expected at most 40 crates, found 42 crates",
//! );
//! assert_eq!(Rule::from_word("load_crates"), Some(Rule::LoadCrates));
//! ```

mod case;
mod contents;
mod cost;
mod crates;
mod fleet;
mod hours;
pub mod instance;
mod load;
mod movement;
mod referee;
mod rest;
mod rule;
mod shape;
mod supply;
mod time;
mod transfers;
mod unserved;
mod verdict;
mod visits;

pub use referee::referee;
pub use rule::Rule;
pub use verdict::{CostTerm, Expected, Fact, Side, Subject, Verdict, Violation};

#[cfg(test)]
mod tests;
