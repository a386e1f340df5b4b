//! One constructor for each code of instances.

use crate::diagnostic::{Diagnostic, Span};
use crate::ingest::rows::shown;

fn of(code: &'static str, span: Span, facts: &[&str]) -> Diagnostic {
    Diagnostic::of(code, span, facts.iter().map(|fact| shown(fact)).collect())
}

/// No form of instances looks like this.
pub(super) fn form_unknown(file: &str) -> Diagnostic {
    of("V0001", Span::file(file), &[])
}

/// Bytes that are no UTF-8.
pub(super) fn no_text(file: &str, line: u64) -> Diagnostic {
    of("V0002", Span::row(file, line), &[])
}

/// More of something than is read.
pub(super) fn too_much(span: Span, what: &str, most: &str) -> Diagnostic {
    of("V0003", span, &[what, most])
}

/// A field or section that the form needs.
pub(super) fn field_missing(file: &str, field: &str) -> Diagnostic {
    of("V0004", Span::file(file), &[field])
}

/// A value outside what it may be.
pub(super) fn value_bad(cell: Span, range: &str) -> Diagnostic {
    let value = cell.value.clone().unwrap_or_default();
    let column = cell.column.clone().unwrap_or_default();
    of("V0005", cell, &[&column, &value, range])
}

/// A line with too few or too many fields.
pub(super) fn width_bad(row: Span, fields: usize, expected: &str) -> Diagnostic {
    of("V0006", row, &[&fields.to_string(), expected])
}

/// A section that ends too early or goes on too long.
pub(super) fn count_bad(
    span: Span,
    section: &str,
    (found, expected): (usize, usize),
) -> Diagnostic {
    of("V0007", span, &[section, &found.to_string(), &expected.to_string()])
}

/// A field, or a value of one, that nothing here can honour.
pub(super) fn unsupported(span: Span, field: &str, value: &str) -> Diagnostic {
    of("V0008", span, &[field, value])
}

/// A number that a section uses twice.
pub(super) fn number_twice(row: Span, section: &str, number: i64) -> Diagnostic {
    of("V0009", row, &[section, &number.to_string()])
}

/// A number that names nothing.
pub(super) fn number_unknown(row: Span, section: &str, number: i64) -> Diagnostic {
    of("V0010", row, &[section, &number.to_string()])
}

/// A customer who stands on the depot, whom published solutions leave out.
pub(super) fn on_the_depot(row: Span, number: i64) -> Diagnostic {
    of("V0011", row, &[&number.to_string()])
}

/// A frequency that differs from the patterns beside it.
pub(super) fn frequency_differs(row: Span, number: i64, visits: (i64, u32)) -> Diagnostic {
    let (asked, offered) = (visits.0.to_string(), visits.1.to_string());
    of("V0012", row, &[&number.to_string(), &asked, &offered])
}

/// A field that the problem does not have, or that binds nothing in it.
pub(super) fn not_binding(span: Span, field: &str) -> Diagnostic {
    of("V0013", span, &[field])
}

/// A convention of rounding for distances that the file spells out.
pub(super) fn convention_unused(file: &str, convention: &str) -> Diagnostic {
    of("V0014", Span::file(file), &[convention])
}

/// Two fields that cannot both be honoured.
pub(super) fn together(span: Span, one: &str, other: &str) -> Diagnostic {
    of("V0015", span, &[one, other])
}

/// Text that is no JSON.
pub(super) fn no_json(row: Span, reason: &str) -> Diagnostic {
    of("V0016", row, &[reason])
}
