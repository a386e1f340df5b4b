//! A report of accounts, as data for its template.

use serde_json::{Value, json};

use crate::report::Language;
use crate::report::accounts::{AccountsPart, AccountsReport, Cell};

/// The whole report.
pub(super) fn report(report: &AccountsReport, language: Language) -> Value {
    let w = language.wording();
    json!({
        "language": language.word(),
        "title": report.title,
        "source": report.origin.line(language),
        "notes": report.notes,
        "page": language.paper_words().page,
        "of": w.of,
        "parts": report.parts.iter().map(|of| part(of, language)).collect::<Vec<Value>>(),
    })
}

fn part(part: &AccountsPart, language: Language) -> Value {
    let is_number =
        |column: usize| part.rows.iter().any(|row| row.get(column).is_some_and(Cell::is_number));
    let row =
        |row: &Vec<Cell>| -> Vec<String> { row.iter().map(|cell| cell.shown(language)).collect() };
    json!({
        "head": part.head,
        "notes": part.notes,
        "columns": part.columns,
        "numbers": (0..part.columns.len()).map(is_number).collect::<Vec<bool>>(),
        "rows": part.rows.iter().map(row).collect::<Vec<Vec<String>>>(),
        "sums": part.sums.min(part.rows.len()),
        "plot": part.bars.as_ref().map(|bars| {
            json!({"head": bars.head, "drawing": bars.drawing(language)})
        }),
    })
}
