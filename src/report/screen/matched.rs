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
    /// What serves instead where nothing was found.
    pub replaced: Vec<ReplacedLine>,
}

/// What serves a request instead of a copy that was not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplacedLine {
    /// The day on which nothing was found.
    pub date: ServiceDate,
    /// The number of the request.
    pub request: String,
    /// How many copies.
    pub items: i64,
    /// Who serves now.
    pub instead: Instead,
    /// When it is there, for a copy that somebody sends.
    pub arrives: Option<ServiceDate>,
}

/// Who serves instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instead {
    /// A place with this name.
    Copy(String),
    /// A copy that comes back.
    Returning,
    /// A library outside the province.
    Outside,
    /// Nobody.
    Nobody,
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

/// Tables: who fills the requests, which lenders are full, and what was replaced.
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
    if !numbers.full.is_empty() {
        text += &full_text(numbers, language);
    }
    if !numbers.replaced.is_empty() {
        text += &replaced_text(numbers, language);
    }
    text
}

fn full_text(numbers: &MatchedNumbers, language: Language) -> String {
    let (w, own) = (language.wording(), language.matching_words());
    let mut text = String::new();
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

fn replaced_text(numbers: &MatchedNumbers, language: Language) -> String {
    let (w, own) = (language.wording(), language.matching_words());
    let mut text = String::new();
    let _ = writeln!(text, "\n{}\n", own.replaced_help);
    let head = [own.failed_on, w.request, w.copies, own.instead, own.arrives];
    let line = |of: &ReplacedLine| {
        let instead = match &of.instead {
            Instead::Copy(place) => place,
            Instead::Returning => w.from_returning,
            Instead::Outside => w.from_outside,
            Instead::Nobody => w.from_nobody,
        };
        let arrives = of.arrives.map_or_else(String::new, |date| language.date_short(date));
        let date = language.date_short(of.date);
        vec![date, of.request.clone(), language.number(of.items), instead.to_owned(), arrives]
    };
    let head = std::iter::once(head.map(str::to_owned).to_vec());
    let rows: Vec<Vec<String>> = head.chain(numbers.replaced.iter().map(line)).collect();
    let aligned = [Align::Left, Align::Left, Align::Right, Align::Left, Align::Left];
    text += &columns(&aligned, &rows);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_who_is_full_and_who_serves_instead() {
        let date = |text: &str| text.parse::<ServiceDate>().expect("a date");
        let numbers = MatchedNumbers {
            sources: [1, 2, 3, 4, 5],
            filled_in_province: 6,
            cost: Cents(1_234),
            proven: None,
            full: vec![FullWindow {
                place: "Emmen".to_owned(),
                leaves: date("2026-11-24"),
                price: Cents(150),
            }],
            replaced: vec![ReplacedLine {
                date: date("2026-11-24"),
                request: "R7".to_owned(),
                items: 2,
                instead: Instead::Copy("Assen".to_owned()),
                arrives: Some(date("2026-11-26")),
            }],
        };
        let text = matched_text(&numbers, Language::English);
        for part in ["15", "12.34", "Emmen", "Tue 24-11", "1.50", "R7", "Assen", "Thu 26-11"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(!text.contains("Proven"));
    }
}
