//! What an import did, for the terminal.

use std::fmt::Write as _;
use std::path::Path;

use crate::report::Language;

/// A mapping that was proposed: what was recognised, what lacks, what is not used.
pub fn mapping_text(
    path: &Path,
    matched: &[(String, String)],
    (missing, unused): (&[&str], &[String]),
    language: Language,
) -> String {
    let words = language.paper_words();
    let mut text = format!("  {}: {}\n", words.mapping_proposed, path.display());
    for (ours, theirs) in matched {
        let _ = writeln!(text, "    {ours} = {theirs}");
    }
    if !missing.is_empty() {
        let _ = writeln!(text, "  {}: {}", words.mapping_missing, missing.join(", "));
    }
    if !unused.is_empty() {
        let _ = writeln!(text, "  {}: {}", words.mapping_unused, unused.join(", "));
    }
    let _ = writeln!(text, "  {}", words.mapping_next);
    text
}

/// A table that was written.
pub fn imported_text(path: &Path, rows: usize, language: Language) -> String {
    format!("  {}: {rows} {}\n", path.display(), language.paper_words().rows)
}
