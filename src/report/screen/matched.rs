//! Who fills the requests of a week, for the terminal.

use std::fmt::Write as _;

use super::table::{Align, columns};
use crate::model::ServiceDate;
use crate::report::Language;
use crate::units::Cents;

/// What was chosen, in plain values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchedNumbers {
    /// Copies from the own branch, from elsewhere, coming back, from outside, and not filled.
    pub sources: [i64; 5],
    /// Copies from the province that are there within their limit.
    pub filled_in_province: i64,
    /// What all choices cost.
    pub cost: Cents,
    /// The bound that was proven, where one was.
    pub proven: Option<Cents>,
    /// Departures in which a lender can pull no more.
    pub full: Vec<FullWindow>,
}

/// A departure in which a lender can pull no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullWindow {
    /// The name of the lender.
    pub place: String,
    /// The day on which the pulls leave.
    pub leaves: ServiceDate,
    /// What one pull more would save.
    pub price: Cents,
}

/// Two tables: who fills the requests, and which lenders are full.
pub fn matched_text(numbers: &MatchedNumbers, language: Language) -> String {
    let (w, own) = (language.wording(), language.matching_words());
    let asked: i64 = numbers.sources.iter().sum();
    let line = |label: &str, value: i64| vec![label.to_owned(), language.number(value)];
    let labels = [w.from_own, w.from_elsewhere, w.from_returning, w.from_outside, w.from_nobody];
    let mut rows = vec![line(w.requests, asked)];
    let sources = labels.iter().zip(numbers.sources);
    rows.extend(sources.map(|(label, copies)| line(&format!("  {label}"), copies)));
    rows.push(line(w.norm_requests, numbers.filled_in_province));
    rows.push(vec![own.cost.to_owned(), language.money(numbers.cost)]);
    if let Some(bound) = numbers.proven {
        rows.push(vec![own.bound.to_owned(), language.money(bound)]);
    }
    let mut text = columns(&[Align::Left, Align::Right], &rows);
    if numbers.full.is_empty() {
        return text;
    }
    let _ = writeln!(text, "\n{}\n", own.full_help);
    let head = [w.branch, own.leaves, own.saves].map(str::to_owned).to_vec();
    let full = numbers
        .full
        .iter()
        .map(|of| vec![of.place.clone(), language.date_short(of.leaves), language.money(of.price)]);
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(full).collect();
    text += &columns(&[Align::Left, Align::Left, Align::Right], &rows);
    text
}
