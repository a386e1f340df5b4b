//! What became of recorded facts.

use super::table::{Align, columns};
use crate::report::Language;

/// What `record` did, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordedNumbers {
    /// Facts that are new or add to what was known.
    pub recorded: i64,
    /// Facts that were on record.
    pub known: i64,
    /// Visits that the history gained.
    pub visits: i64,
    /// Moves that it gained.
    pub moves: i64,
    /// Counts of loans that it gained.
    pub loan_counts: i64,
    /// Closed requests that it gained.
    pub requests: i64,
    /// Failed pulls that it gained.
    pub failed_pulls: i64,
    /// Rows that gained a value.
    pub completed: i64,
}

/// The numbers, a line each.
pub fn recorded_text(numbers: &RecordedNumbers, language: Language) -> String {
    let w = language.wording();
    let line = |label: &str, value: i64| vec![label.to_owned(), language.number(value)];
    let rows = [
        line(w.facts_recorded, numbers.recorded),
        line(w.facts_known, numbers.known),
        line(w.visits_on_record, numbers.visits),
        line(w.moves_on_record, numbers.moves),
        line(w.loan_counts, numbers.loan_counts),
        line(w.requests_over, numbers.requests),
        line(w.pulls_failed, numbers.failed_pulls),
        line(w.rows_completed, numbers.completed),
    ];
    columns(&[Align::Left, Align::Right], &rows)
}
