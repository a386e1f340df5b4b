//! One finding.

use std::fmt;

/// The stable code of a kind of finding, such as `I0003`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The row is left out and planning is refused.
    Error,
    /// An assumption was made, and is named.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// The word that machines read.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Where in the data a finding lies; the order of findings is the order of spans.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file, relative to the data folder.
    pub file: String,
    /// The line of the file on which the row begins; the head is line 1.
    pub row: Option<u64>,
    /// The column's name.
    pub column: Option<String>,
    /// The value as it stands there.
    pub value: Option<String>,
}

impl Span {
    /// A whole file.
    pub fn file(file: &str) -> Self {
        Self { file: file.to_owned(), ..Self::default() }
    }

    /// A row of a file.
    pub fn row(file: &str, row: u64) -> Self {
        Self { row: Some(row), ..Self::file(file) }
    }

    /// A cell of a file.
    pub fn cell(file: &str, row: u64, column: &str, value: &str) -> Self {
        Self {
            column: Some(column.to_owned()),
            value: Some(value.to_owned()),
            ..Self::row(file, row)
        }
    }
}

/// One finding about the data, without words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// Where it lies.
    pub span: Span,
    /// What the message names, in the order of the code's wording.
    pub facts: Vec<String>,
}

impl Diagnostic {
    /// A finding.
    pub const fn new(code: Code, severity: Severity, span: Span, facts: Vec<String>) -> Self {
        Self { code, severity, span, facts }
    }
}
