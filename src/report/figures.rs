//! The figures of a week in lines: the same words and numbers on the screen and on paper.

use std::fmt::Write as _;

use super::{Language, Norms};
use crate::model::{CostBreakdown, NormDefinition, Settings};
use crate::units::Cents;

/// A norm or another measure of service in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NormLine {
    pub(super) label: String,
    pub(super) value: String,
    /// Met or missed, in words; empty where nothing is asked or nothing is known.
    pub(super) verdict: &'static str,
}

/// The transport norm, the three readings of the collection norm, and the lead time.
pub(super) fn norm_lines(norms: &Norms, settings: &Settings, language: Language) -> Vec<NormLine> {
    let w = language.wording();
    let verdict = |met: bool| if met { w.met } else { w.missed };
    let mut visits =
        format!("{} {} {}", language.number(norms.visits), w.of, language.number(norms.required));
    if norms.excused > 0 {
        let _ = write!(visits, ", {} {}", language.number(norms.excused), w.visits_excused);
    }
    let transport = NormLine {
        label: w.norm_visits.to_owned(),
        value: visits,
        verdict: verdict(norms.transport_met),
    };
    let readings = [
        (NormDefinition::Requests, w.norm_requests, norms.requests),
        (NormDefinition::Loans, w.norm_loans, norms.loans),
        (NormDefinition::InterOrganisation, w.norm_inter_organisation, norms.inter_organisation),
    ];
    let readings = readings.map(|(reading, label, ratio)| {
        let is_declared = reading == settings.norm;
        let norm = language.tenths(i64::from(settings.norm_permille));
        NormLine {
            label: if is_declared {
                format!("{label} ({} {norm}\u{a0}%)", w.norm_declared)
            } else {
                label.to_owned()
            },
            value: ratio.map_or_else(|| w.unknown.to_owned(), |ratio| language.share(ratio)),
            verdict: if is_declared && ratio.is_some() { verdict(norms.declared_met) } else { "" },
        }
    });
    let lead = norms.lead_time_tenths.map_or_else(
        || w.unknown.to_owned(),
        |tenths| format!("{} {}", language.tenths(tenths), w.days),
    );
    let lead = NormLine { label: w.lead_time_mean.to_owned(), value: lead, verdict: "" };
    std::iter::once(transport).chain(readings).chain([lead]).collect()
}

/// What a line of the cost is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CostLineKind {
    /// A term that planning can change.
    Variable,
    /// A term that is given.
    Constant,
    /// A sum of the terms above it.
    Sum,
    /// A remark without an amount of its own.
    Remark,
}

/// A line of the cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CostLine {
    pub(super) kind: CostLineKind,
    pub(super) label: &'static str,
    pub(super) amount: String,
}

impl CostLine {
    pub(super) fn is_sum(&self) -> bool {
        self.kind == CostLineKind::Sum
    }
}

/// The cost by term: what planning can change, what is given, their sums, and the lower bound. Late
/// arrival has a line where it costs something.
pub(super) fn cost_lines(
    cost: &CostBreakdown,
    lower_bound: Option<Cents>,
    language: Language,
) -> Vec<CostLine> {
    use CostLineKind::{Constant, Remark, Sum, Variable};
    let w = language.wording();
    let line = |kind, label, cents: Cents| CostLine { kind, label, amount: language.money(cents) };
    let mut lines = vec![
        line(Variable, w.cost_vehicle_days, cost.vehicle_days),
        line(Variable, w.cost_distance, cost.distance),
        line(Variable, w.cost_driving_time, cost.driving_time),
        line(Variable, w.cost_lead_time, cost.lead_time),
    ];
    if cost.late_arrival > Cents::ZERO {
        lines.push(line(Variable, w.cost_late_arrival, cost.late_arrival));
    }
    lines.extend([
        line(Sum, w.cost_variable, cost.variable()),
        line(Constant, w.cost_service_time, cost.service_time),
        line(Constant, w.cost_crate_handling, cost.crate_handling),
        line(Constant, w.cost_item_handling, cost.item_handling),
        line(Constant, w.cost_outside, cost.outside),
        line(Sum, w.cost_constant, cost.constant()),
        line(Sum, w.total, cost.total()),
        CostLine { kind: Remark, label: w.lower_bound, amount: w.not_computed.to_owned() },
    ]);
    if let (Some(lower), Some(last)) = (lower_bound, lines.last_mut()) {
        last.amount = language.money(lower);
        let amount = (cost.variable() - lower).max(Cents::ZERO);
        let gap = amount.0 as f64 / cost.variable().0.max(1) as f64 * 100.0;
        let amount = format!("{}\u{a0}% ({})", language.places(gap, 1), language.money(amount));
        lines.push(CostLine { kind: Remark, label: w.still_to_win, amount });
    }
    lines
}
