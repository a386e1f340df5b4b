//! What the referee says, for the terminal.

use std::fmt::Write as _;

use crate::report::Language;
use crate::units::Cents;

/// A judged plan in plain values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Violations, a line each.
    pub violations: Vec<String>,
    /// Whether the inputs are those that the plan was made from.
    pub inputs_unchanged: bool,
    /// Certificates of the suppliers, and the numbers of those that prove nothing.
    pub certificates: usize,
    /// See above.
    pub certificates_broken: Vec<usize>,
    /// What the plan costs by the referee's own count.
    pub cost: Cents,
}

/// The judgement in words.
pub fn verdict_text(judgement: &Judgement, language: Language) -> String {
    let w = language.wording();
    let mut text = String::new();
    for violation in &judgement.violations {
        let _ = writeln!(text, "  {violation}");
    }
    let violated = judgement.violations.len();
    let _ = writeln!(text, "{}: {}", w.violations, language.number(signed(violated)));
    let inputs = if judgement.inputs_unchanged { w.inputs_same } else { w.inputs_changed };
    let _ = writeln!(text, "{inputs}");
    let _ = writeln!(
        text,
        "{}: {} ({}: {})",
        w.certificates,
        judgement.certificates,
        w.certificates_broken,
        judgement.certificates_broken.len()
    );
    let _ = writeln!(text, "{}: {}", w.costs, language.money(judgement.cost));
    let valid =
        violated == 0 && judgement.inputs_unchanged && judgement.certificates_broken.is_empty();
    let _ = writeln!(text, "{}", if valid { w.plan_valid } else { w.plan_invalid });
    text
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
