//! Every code that the program may give, with its weight.

use super::{Code, Diagnostic, Severity, Span};

/// All codes in order, each with the weight of its findings.
///
/// A code is never renumbered and never used again. Its words stand in `report`, its meaning in
/// `docs/reference/diagnostics.md`.
pub const CODES: [(&str, Severity); 126] = [
    ("C0001", Severity::Error),
    ("C0002", Severity::Error),
    ("C0003", Severity::Error),
    ("C0004", Severity::Error),
    ("C0005", Severity::Error),
    ("C0006", Severity::Error),
    ("C0007", Severity::Error),
    ("C0008", Severity::Error),
    ("C0009", Severity::Warning),
    ("C0010", Severity::Error),
    ("C0011", Severity::Error),
    ("C0012", Severity::Warning),
    ("F0001", Severity::Error),
    ("F0002", Severity::Error),
    ("F0003", Severity::Error),
    ("F0004", Severity::Warning),
    ("F0005", Severity::Error),
    ("F0006", Severity::Error),
    ("F0007", Severity::Error),
    ("F0008", Severity::Warning),
    ("F0009", Severity::Error),
    ("F0010", Severity::Warning),
    ("F0011", Severity::Error),
    ("F0012", Severity::Error),
    ("F0013", Severity::Error),
    ("F0014", Severity::Warning),
    ("F0015", Severity::Error),
    ("F0016", Severity::Error),
    ("G0001", Severity::Error),
    ("G0002", Severity::Error),
    ("G0003", Severity::Error),
    ("G0004", Severity::Error),
    ("G0005", Severity::Error),
    ("G0006", Severity::Error),
    ("G0007", Severity::Warning),
    ("G0010", Severity::Error),
    ("G0011", Severity::Warning),
    ("G0012", Severity::Error),
    ("G0013", Severity::Error),
    ("G0014", Severity::Error),
    ("H0001", Severity::Error),
    ("H0002", Severity::Error),
    ("H0003", Severity::Error),
    ("H0004", Severity::Error),
    ("H0005", Severity::Error),
    ("H0006", Severity::Error),
    ("H0010", Severity::Warning),
    ("H0011", Severity::Warning),
    ("H0013", Severity::Warning),
    ("H0014", Severity::Error),
    ("H0015", Severity::Warning),
    ("H0016", Severity::Error),
    ("H0017", Severity::Warning),
    ("I0001", Severity::Error),
    ("I0002", Severity::Error),
    ("I0003", Severity::Error),
    ("I0005", Severity::Error),
    ("I0006", Severity::Error),
    ("I0007", Severity::Warning),
    ("I0008", Severity::Error),
    ("I0009", Severity::Warning),
    ("I0010", Severity::Error),
    ("I0011", Severity::Error),
    ("I0012", Severity::Warning),
    ("I0013", Severity::Error),
    ("I0014", Severity::Error),
    ("I0015", Severity::Error),
    ("I0016", Severity::Error),
    ("I0017", Severity::Error),
    ("I0018", Severity::Error),
    ("I0019", Severity::Error),
    ("I0020", Severity::Error),
    ("I0021", Severity::Error),
    ("I0022", Severity::Error),
    ("I0023", Severity::Error),
    ("I0024", Severity::Error),
    ("I0025", Severity::Error),
    ("I0026", Severity::Note),
    ("I0028", Severity::Warning),
    ("I0029", Severity::Error),
    ("I0030", Severity::Error),
    ("I0031", Severity::Error),
    ("I0032", Severity::Error),
    ("I0033", Severity::Error),
    ("I0034", Severity::Error),
    ("I0035", Severity::Error),
    ("K0001", Severity::Error),
    ("P0001", Severity::Warning),
    ("P0002", Severity::Error),
    ("P0003", Severity::Error),
    ("R0001", Severity::Error),
    ("R0002", Severity::Error),
    ("R0003", Severity::Error),
    ("R0004", Severity::Error),
    ("R0005", Severity::Error),
    ("R0006", Severity::Error),
    ("R0007", Severity::Error),
    ("R0008", Severity::Error),
    ("R0009", Severity::Error),
    ("R0010", Severity::Error),
    ("R0011", Severity::Error),
    ("R0012", Severity::Warning),
    ("R0020", Severity::Warning),
    ("R0021", Severity::Error),
    ("R0022", Severity::Error),
    ("R0023", Severity::Warning),
    ("R0024", Severity::Warning),
    ("R0025", Severity::Error),
    ("R0026", Severity::Error),
    ("R0027", Severity::Error),
    ("V0001", Severity::Error),
    ("V0002", Severity::Error),
    ("V0003", Severity::Error),
    ("V0004", Severity::Error),
    ("V0005", Severity::Error),
    ("V0006", Severity::Error),
    ("V0007", Severity::Error),
    ("V0008", Severity::Error),
    ("V0009", Severity::Error),
    ("V0010", Severity::Error),
    ("V0011", Severity::Warning),
    ("V0012", Severity::Warning),
    ("V0013", Severity::Note),
    ("V0014", Severity::Warning),
    ("V0015", Severity::Error),
    ("V0016", Severity::Error),
];

impl Diagnostic {
    /// A finding of a known code, with the weight of that code. O(log codes).
    ///
    /// # Panics
    ///
    /// When [`CODES`] lacks the code: constructors name codes literally, and each is tested.
    pub fn of(code: &'static str, span: Span, facts: Vec<String>) -> Self {
        let known = CODES.binary_search_by_key(&code, |(known, _)| known);
        let (_, severity) = CODES[known.expect("every constructor names a code of the catalogue")];
        Self::new(Code(code), severity, span, facts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_each_occurs_once() {
        assert!(CODES.is_sorted_by(|(one, _), (next, _)| one < next));
    }

    #[test]
    fn a_code_is_an_area_letter_and_four_digits() {
        for (code, _) in CODES {
            let (area, number) = code.split_at(1);
            assert!("ICFGHRPKV".contains(area), "{code}");
            assert!(number.len() == 4 && number.bytes().all(|b| b.is_ascii_digit()), "{code}");
        }
    }
}
