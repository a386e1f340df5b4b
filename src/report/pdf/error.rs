//! What is wrong with templates, in words of their own file and line.

use std::fmt;

/// Why no PDF was made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PdfError {
    /// Templates do not make a document of the data.
    #[error("{}", lines(faults))]
    Templates {
        /// All that typst says.
        faults: Vec<TemplateFault>,
    },
    /// A template is not UTF-8.
    #[error("`{file}` is not UTF-8")]
    NotText {
        /// The file.
        file: String,
    },
    /// A font has no face that can be read.
    #[error("`{file}` is no font")]
    NotLetters {
        /// The file.
        file: String,
    },
}

/// One thing that typst says of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault {
    /// The template, where the fault has a place.
    pub file: Option<String>,
    /// Its line, from 1.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What may help.
    pub hints: Vec<String>,
}

impl fmt::Display for TemplateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Some(file), Some(line)) = (&self.file, self.line) {
            write!(f, "`{file}` line {line}: ")?;
        }
        f.write_str(&self.message)?;
        if self.hints.is_empty() {
            return Ok(());
        }
        write!(f, " ({})", self.hints.join("; "))
    }
}

fn lines(faults: &[TemplateFault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    lines.join("\n  ")
}
