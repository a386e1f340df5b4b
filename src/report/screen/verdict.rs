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
    /// Whether the certificates choose exactly the suppliers of the plan.
    pub certificates_fit: bool,
    /// What the plan costs by the referee's own count.
    pub cost: Cents,
}

/// What makes a plan invalid beside the referee's rules, each with the word that machines read.
pub fn breaches(judgement: &Judgement, language: Language) -> Vec<(&'static str, String)> {
    let w = language.wording();
    let mut rows = Vec::new();
    if !judgement.inputs_unchanged {
        rows.push(("inputs_fingerprint", w.inputs_changed.to_owned()));
    }
    for round in &judgement.certificates_broken {
        rows.push(("certificate", format!("{} {round}", w.certificate_broken)));
    }
    if !judgement.certificates_fit {
        rows.push(("certificate_fit", w.certificates_unfit.to_owned()));
    }
    rows
}

/// The judgement in words.
pub fn verdict_text(judgement: &Judgement, language: Language) -> String {
    let w = language.wording();
    let mut text = String::new();
    for violation in &judgement.violations {
        let _ = writeln!(text, "  {violation}");
    }
    let breaches = breaches(judgement, language);
    for (_, breach) in &breaches {
        let _ = writeln!(text, "  {breach}");
    }
    let violated = judgement.violations.len();
    let _ = writeln!(text, "{}: {}", w.violations, language.number(signed(violated)));
    let _ = writeln!(text, "{}: {}", w.certificates, judgement.certificates);
    let _ = writeln!(text, "{}: {}", w.costs, language.money(judgement.cost));
    let valid = violated == 0 && breaches.is_empty();
    let _ = writeln!(text, "{}", if valid { w.plan_valid } else { w.plan_invalid });
    text
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
