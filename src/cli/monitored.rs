//! The document of `monitor`, and its numbers for people.

use serde_json::{Value, json};

use super::documents::{SCHEMA_VERSION, line};
use crate::app::{LargePrint, Monitored, MonitoredCell};
use crate::report::{LargePrintLine, MonitoredLine, MonitoredNumbers};

/// The document.
pub(super) fn document(found: &Monitored) -> String {
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "year": found.year,
        "loan_days": found.loan_days,
        "cells": found.cells.iter().map(cell).collect::<Vec<Value>>(),
        "large_print": found.large_print.iter().map(large_print).collect::<Vec<Value>>(),
    }))
}

fn cell(of: &MonitoredCell) -> Value {
    let copies = of.actual.copies as f64;
    json!({
        "place": of.place,
        "category": of.category.word(),
        "copies": of.actual.copies,
        "loans": of.actual.loans,
        "share_percent": of.share_percent,
        "turnover": of.turnover,
        "profile": {
            "copies": of.target.copies,
            "share_percent": of.target.share_percent,
            "turnover": of.target.turnover,
        },
        "difference": {
            "copies": of.target.copies.map(|target| copies - target),
            "share_percent": less(of.share_percent, of.target.share_percent),
            "turnover": less(of.turnover, of.target.turnover),
        },
    })
}

fn less(actual: Option<f64>, target: Option<f64>) -> Option<f64> {
    Some(actual? - target?)
}

fn large_print(of: &LargePrint) -> Value {
    json!({
        "of": (!of.of.is_empty()).then_some(&of.of),
        "copies": of.actual.copies,
        "loans": of.actual.loans,
        "share_of_copies_percent": of.share_of_copies,
        "share_of_loans_percent": of.share_of_loans,
        "turnover": of.turnover,
    })
}

/// The same for people.
pub(super) fn numbers(found: &Monitored) -> MonitoredNumbers {
    let cell = |of: &MonitoredCell| MonitoredLine {
        place: of.place.clone(),
        category: of.category,
        copies: count(of.actual.copies),
        loans: count(of.actual.loans),
        share: of.share_percent.map(hundredths),
        turnover: of.turnover.map(hundredths),
        target_copies: of.target.copies.map(hundredths),
        target_share: of.target.share_percent.map(hundredths),
        target_turnover: of.target.turnover.map(hundredths),
    };
    let large = |of: &LargePrint| LargePrintLine {
        of: of.of.clone(),
        copies: count(of.actual.copies),
        loans: count(of.actual.loans),
        share_of_copies: of.share_of_copies.map(hundredths),
        share_of_loans: of.share_of_loans.map(hundredths),
        turnover: of.turnover.map(hundredths),
    };
    MonitoredNumbers {
        year: found.year,
        loan_days: found.loan_days,
        cells: found.cells.iter().map(cell).collect(),
        large_print: found.large_print.iter().map(large).collect(),
    }
}

fn count(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

#[expect(clippy::cast_possible_truncation, reason = "figures of a province stay below 2^53")]
fn hundredths(value: f64) -> i64 {
    (value * 100.0).round() as i64
}
