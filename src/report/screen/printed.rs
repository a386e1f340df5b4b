//! What was printed, for the terminal.

use std::fmt::Write as _;
use std::path::Path;

use crate::report::Language;

/// How many files stand as asked, how many of them replaced others, and how many were kept.
pub fn printed_text(
    folder: &Path,
    [files, replaced, kept]: [usize; 3],
    language: Language,
) -> String {
    let words = language.paper_words();
    let mut text = format!("  {}: {files} {}\n", folder.display(), words.files);
    if replaced > 0 {
        let _ = writeln!(text, "  {}: {replaced}", words.files_replaced);
    }
    if kept > 0 {
        let _ = writeln!(text, "  {}: {kept}", words.files_kept);
    }
    text
}
