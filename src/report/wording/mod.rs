//! What readers read, in Dutch and English: words, numbers, dates, times, money.
//!
//! [`Language`] formats values; a table of words per language has one field a word, so that a
//! word that a language lacks does not compile. Numbers are exact integers that are rounded
//! here, once, for the eye: a norm is rounded down, so that 94.99 % never reads as 95.0 %.
//!
//! It deliberately has no plural rules and no time zones: a word that is counted has a form for
//! one and a form for many, and times are civil.
//!
//! Entry points: [`Language`] and its methods.
//!
//! ```
//! use leenroute::report::Language;
//! use leenroute::units::{Cents, Metres};
//!
//! assert_eq!(Language::Dutch.money(Cents(123_450)), "€\u{a0}1.234,50");
//! assert_eq!(Language::English.km(Metres(86_449)), "86.4\u{a0}km");
//! ```

mod accounts;
mod backtested;
mod calendar;
mod changes;
mod diagnostics;
mod en;
mod facts;
mod format;
mod identity;
mod instances;
mod language;
mod matching;
mod monitored;
mod nl;
mod paper;
mod placed;
mod settings;
mod simulated;
mod tables;
mod travelled;
mod words;

pub use diagnostics::{help, message};
pub use language::Language;
pub(super) use paper::PaperWords;
pub(super) use simulated::SimulatedWords;
pub(super) use tables::TableWords;
pub(super) use words::Wording;
