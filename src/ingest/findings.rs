//! The sink of a pass: findings, so many of a kind and no more.

use std::collections::BTreeMap;

use super::codes;
use super::limits::FINDINGS_MAX;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Keeps the first findings of each code and file, and counts the rest.
#[derive(Debug, Default)]
pub(super) struct Findings {
    kept: Diagnostics,
    counts: BTreeMap<(Code, String), u64>,
}

impl Findings {
    /// Adds a finding.
    pub(super) fn push(&mut self, finding: Diagnostic) {
        let count = self.counts.entry((finding.code, finding.span.file.clone())).or_default();
        *count += 1;
        if *count <= FINDINGS_MAX {
            self.kept.push(finding);
        }
    }

    /// All that was kept, sorted by place, with a note for each kind of which there were more.
    pub(super) fn finish(mut self) -> Diagnostics {
        for ((code, file), count) in self.counts {
            if count > FINDINGS_MAX {
                self.kept.push(codes::more_findings(&file, code, count - FINDINGS_MAX));
            }
        }
        self.kept.sort();
        self.kept
    }
}
