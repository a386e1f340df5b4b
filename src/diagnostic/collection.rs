//! All findings of a pass.

use super::{Diagnostic, Severity};

/// Findings in the order in which they were made, or sorted by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Adds all findings of another pass.
    pub fn append(&mut self, other: Self) {
        self.found.extend(other.found);
    }

    /// Sorts by file, row, column and code, so that two passes print alike.
    pub fn sort(&mut self) {
        self.found.sort_by(|a, b| (&a.span, a.code).cmp(&(&b.span, b.code)));
    }

    /// All findings.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.found.iter()
    }

    /// The number of findings that refuse planning.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// The number of findings of a weight.
    pub fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Whether nothing was found.
    pub const fn is_empty(&self) -> bool {
        self.found.is_empty()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.iter()
    }
}
