//! What we tell a person about their data: findings with a code, a place in a file, facts.
//!
//! A [`Diagnostic`] carries no sentence. It carries a [`Code`], a [`Span`] (file, row, column,
//! value) and facts in a fixed order; the wording tables of [`report`](crate::report) turn code
//! and facts into a message and a help line in Dutch or English. Importers collect all findings
//! of a pass in [`Diagnostics`] and never stop at the first.
//!
//! Codes are an area letter and four digits, never renumbered and never used again:
//! `I` files and rows, `C` calendar, `G` geography, `H` holdings and requests, `R` routing input,
//! `P` crates, `K` norms, `V` public routing instances.
//!
//! ```
//! use leenroute::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Span};
//!
//! let mut found = Diagnostics::default();
//! let span = Span::cell("requests.csv", 17, "title", "9789");
//! found.push(Diagnostic::new(Code("H0001"), Severity::Error, span, vec!["9789".to_owned()]));
//! assert_eq!(found.errors(), 1);
//! ```

mod catalogue;
mod collection;
mod finding;

pub use catalogue::CODES;
pub use collection::Diagnostics;
pub use finding::{Code, Diagnostic, Severity, Span};
