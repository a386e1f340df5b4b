//! A province in numbers.

use std::fmt::Write as _;

use super::table::{Align, columns};
use crate::report::Language;

/// What a data folder holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverviewNumbers {
    /// Places, and those that have to be visited.
    pub places: (i64, i64),
    /// Visits that the norm asks for in a week.
    pub visits: i64,
    /// Titles.
    pub titles: i64,
    /// Copies.
    pub copies: i64,
    /// Requests.
    pub requests: i64,
    /// Shipments.
    pub shipments: i64,
    /// Vehicles and drivers.
    pub fleet: (i64, i64),
    /// Parts of the graph of places, holdings and requests, and the nodes of the largest.
    pub components: (i64, i64),
    /// Requested titles that nobody holds.
    pub unheld: i64,
    /// Codes of some of them.
    pub unheld_examples: Vec<String>,
    /// Visits on record.
    pub visits_made: i64,
    /// Moves on record.
    pub moves: i64,
    /// Loans counted.
    pub loans: i64,
    /// Requests that are over.
    pub requests_closed: i64,
}

/// The numbers, a line each.
pub fn overview_text(numbers: &OverviewNumbers, language: Language) -> String {
    let w = language.wording();
    let line = |label: &str, value: i64| vec![label.to_owned(), language.number(value)];
    let rows = [
        line(w.places, numbers.places.0),
        line(w.places_visited, numbers.places.1),
        line(w.norm_visits, numbers.visits),
        line(w.titles, numbers.titles),
        line(w.copies_held, numbers.copies),
        line(w.requests, numbers.requests),
        line(w.shipments, numbers.shipments),
        line(w.vehicles, numbers.fleet.0),
        line(w.drivers, numbers.fleet.1),
        line(w.components, numbers.components.0),
        line(w.components_largest, numbers.components.1),
        line(w.unheld, numbers.unheld),
        line(w.visits_on_record, numbers.visits_made),
        line(w.moves_on_record, numbers.moves),
        line(w.loans_counted, numbers.loans),
        line(w.requests_over, numbers.requests_closed),
    ];
    let mut text = columns(&[Align::Left, Align::Right], &rows);
    if !numbers.unheld_examples.is_empty() {
        let _ = writeln!(text, "  {}: {}", w.such_as, numbers.unheld_examples.join(", "));
    }
    text
}
