//! Findings about data, a block each.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::report::{Language, help, message};

/// All findings, each with place, message and remedy, and a last line that counts them.
pub fn diagnostics_text(found: &Diagnostics, language: Language) -> String {
    let mut text = String::new();
    for finding in found {
        finding_text(&mut text, finding, language);
    }
    let w = language.wording();
    let counts = [
        (found.errors(), w.errors),
        (found.count(Severity::Warning), w.warnings),
        (found.count(Severity::Note), w.remarks),
    ];
    let counts = counts.map(|(count, [one, several])| {
        format!("{count} {}", if count == 1 { one } else { several })
    });
    let _ = writeln!(text, "{}", counts.join(", "));
    text
}

fn finding_text(text: &mut String, finding: &Diagnostic, language: Language) {
    let w = language.wording();
    let severity = match finding.severity {
        Severity::Error => w.errors[0],
        Severity::Warning => w.warnings[0],
        Severity::Note => w.remarks[0],
    };
    let _ = write!(text, "{severity} {}: {}", finding.code, finding.span.file);
    if let Some(row) = finding.span.row {
        let _ = write!(text, ", {} {row}", w.row);
    }
    if let Some(column) = &finding.span.column {
        let _ = write!(text, ", {} {column}", w.column);
    }
    if let Some(value) = &finding.span.value {
        let _ = write!(text, ", {} `{value}`", w.value);
    }
    let _ = writeln!(text, "\n  {}", message(finding, language));
    let _ = writeln!(text, "  -> {}", help(finding, language));
}
