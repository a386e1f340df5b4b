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
    /// What the suppliers cost with all preferences, and what no choice can undercut; `None` where
    /// no certificate proves what it claims.
    pub suppliers_proven: Option<(Cents, Cents)>,
    /// Whether the certificate chooses exactly the suppliers of the plan.
    pub certificate_fits: bool,
    /// Whether the plan is the one that was published; `None` for a draft.
    pub as_published: Option<bool>,
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
    if judgement.suppliers_proven.is_none() {
        rows.push(("certificate", w.certificate_broken.to_owned()));
    }
    if !judgement.certificate_fits {
        rows.push(("certificate_fit", w.certificate_unfit.to_owned()));
    }
    if judgement.as_published == Some(false) {
        rows.push(("publication", language.change_words().not_as_published.to_owned()));
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
    if let Some((cost, bound)) = judgement.suppliers_proven {
        let [cost, gap] = [cost, cost - bound].map(|cents| language.money(cents));
        let _ = writeln!(text, "{}: {cost}; {} {gap}", w.suppliers_cost, w.suppliers_gap);
    }
    let _ = writeln!(text, "{}: {}", w.costs, language.money(judgement.cost));
    let valid = violated == 0 && breaches.is_empty();
    let _ = writeln!(text, "{}", if valid { w.plan_valid } else { w.plan_invalid });
    text
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
