//! The document of `backtest`, and its numbers for people.

use serde_json::{Value, json};

use super::documents::{SCHEMA_VERSION, line};
use crate::app::{BackTested, HistoryNorms, Tested, TestedCell};
use crate::kpi::Ratio;
use crate::model::Category;
use crate::report::{TestedLine, TestedNumbers};
use crate::simulation::{BackTest, CellTest, Trust};

/// The document.
pub(super) fn document(found: &BackTested) -> String {
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "loans": found.loans.as_ref().map(of),
        "requests": found.requests.as_ref().map(of),
        "kpi": found.norms.as_ref().map(norms),
    }))
}

/// The readings of the norm over the history.
fn norms(of: &HistoryNorms) -> Value {
    let ratio = |of: Ratio| {
        json!({
            "numerator": of.numerator,
            "denominator": of.denominator,
            "percent": of.percent(),
        })
    };
    json!({
        "first_day": of.period.first.to_string(),
        "last_day": of.period.last.to_string(),
        "requests": ratio(of.requests),
        "loans": of.loans.map(ratio),
        "inter_organisation": ratio(of.inter_organisation),
    })
}

fn of(tested: &Tested) -> Value {
    let test = &tested.test;
    let mut document = figures(test);
    let part = |is: &dyn Fn(&TestedCell) -> bool| figures(&part(tested, is));
    let mut places: Vec<&str> = tested.cells.iter().map(|cell| cell.place.as_str()).collect();
    places.dedup();
    let by_place = places.into_iter().map(|place| {
        let mut row = part(&|cell| cell.place == place);
        row["place"] = place.into();
        row
    });
    let by_place: Vec<Value> = by_place.collect();
    let categories = Category::WORDS
        .iter()
        .filter(|(category, _)| tested.cells.iter().any(|cell| cell.category == *category));
    let by_category = categories.map(|(category, word)| {
        let mut row = part(&|cell| cell.category == *category);
        row["category"] = (*word).into();
        row
    });
    let by_category: Vec<Value> = by_category.collect();
    let cells = tested.cells.iter().zip(&test.cells);
    document["by_place"] = by_place.into();
    document["by_category"] = by_category.into();
    document["cells"] = cells.map(|(key, cell)| row(test, key, cell)).collect::<Vec<_>>().into();
    document["first_week"] = tested.first.to_string().into();
    document["last_week"] = tested.last.to_string().into();
    document["fitted_weeks"] = test.fitted_periods.into();
    document["predicted_weeks"] = test.predicted_periods.into();
    document["month_indices"] = json!(test.indices);
    document["months_not_fitted"] = json!(tested.months_not_fitted());
    document["weekday_indices"] = json!(tested.weekdays);
    document["dispersion"] = test.dispersion.into();
    document["drift_a_week"] = test.drift.into();
    document
}

/// Some cells of a back-test as one.
fn part(tested: &Tested, is: &dyn Fn(&TestedCell) -> bool) -> BackTest {
    let cells = tested.cells.iter().zip(&tested.test.cells);
    let cells = cells.filter(|(key, _)| is(key)).map(|(_, cell)| *cell);
    BackTest { cells: cells.collect(), ..tested.test.clone() }
}

fn figures(test: &BackTest) -> Value {
    json!({
        "coverage_percent": test.coverage().map(|part| 100.0 * part),
        "promised_percent": test.promised().map(|part| 100.0 * part),
        "error_percent": test.error().map(|part| 100.0 * part),
        "bias_percent": test.bias().map(|part| 100.0 * part),
        "cells_that_hold": test.cells_that(Trust::Holds),
        "cells_that_fail": test.cells_that(Trust::Fails),
        "cells_not_fitted": test.cells_that(Trust::NotFitted),
    })
}

fn row(test: &BackTest, key: &TestedCell, cell: &CellTest) -> Value {
    let is_fitted = cell.trust != Trust::NotFitted;
    let error = (is_fitted && cell.counted > 0).then(|| cell.distance / cell.counted as f64);
    let coverage = is_fitted.then(|| cell.covered as f64 / test.predicted_periods as f64);
    json!({
        "place": key.place,
        "category": key.category.word(),
        "fitted": cell.fitted,
        "counted": cell.counted,
        "expected": is_fitted.then_some(cell.expected),
        "error_percent": error.map(|part| 100.0 * part),
        "coverage_percent": coverage.map(|part| 100.0 * part),
        "trust": match cell.trust {
            Trust::Holds => "holds",
            Trust::Fails => "fails",
            Trust::NotFitted => "not-fitted",
        },
        "advice": cell.trust == Trust::Holds,
    })
}

/// The same for people: loans, then requests.
pub(super) fn numbers(found: &BackTested) -> [Option<TestedNumbers>; 2] {
    [&found.loans, &found.requests].map(|tested| tested.as_ref().map(numbers_of))
}

fn numbers_of(tested: &Tested) -> TestedNumbers {
    let test = &tested.test;
    let cells = tested.cells.iter().zip(&test.cells);
    let failing = cells.filter(|(_, cell)| cell.trust == Trust::Fails);
    let failing = failing.map(|(key, cell)| TestedLine {
        place: key.place.clone(),
        category: key.category,
        counted: whole(cell.counted as f64),
        expected: whole(cell.expected),
        covered: [count(cell.covered), count(test.predicted_periods)],
    });
    TestedNumbers {
        weeks: [tested.first, tested.last].map(|week| week.to_string()),
        fitted_weeks: count(test.fitted_periods),
        predicted_weeks: count(test.predicted_periods),
        coverage: test.coverage().map(hundredths),
        promised: test.promised().map(hundredths),
        error: test.error().map(hundredths),
        bias: test.bias().map(hundredths),
        cells: [Trust::Holds, Trust::Fails, Trust::NotFitted]
            .map(|trust| count(test.cells_that(trust))),
        failing: failing.collect(),
        months_not_fitted: tested.months_not_fitted().into_iter().map(count).collect(),
    }
}

fn count(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A part in hundredths of a per cent.
fn hundredths(part: f64) -> i64 {
    whole(part * 10_000.0)
}

#[expect(clippy::cast_possible_truncation, reason = "counts of a province stay below 2^53")]
fn whole(value: f64) -> i64 {
    value.round() as i64
}
