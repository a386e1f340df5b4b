//! The JSON documents: the keys that scripts outside the program read.
//!
//! Distances are metres, times seconds, money euro cents, unless the key says otherwise.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::app::{
    Error, GenerateOrder, Generated, HistoryRows, Imported, Initialised, Inspection, Overview,
    Printed, Recorded, Verification, WEEK_COVERS, WEEK_GIVEN, WEEK_RELAXES, WeekReport, norms,
};
use crate::check::Violation;
use crate::diagnostic::Diagnostics;
use crate::kpi::Ratio;
use crate::model::{ExcuseReason, Plan, Province, Route};
use crate::report::{
    Judgement, Language, OverviewNumbers, RecordedNumbers, WeekScreen, breaches, help, message,
    unserved_texts, violation_text,
};
use crate::units::{Metres, Seconds};

/// The version of these documents; raised when a key changes its meaning.
pub(super) const SCHEMA_VERSION: u32 = 1;

/// The document of `init`.
pub(super) fn initialised(done: &Initialised) -> String {
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "places": done.places,
        "files": done.files,
    }))
}

/// The document of `generate`.
pub(super) fn generated(order: &GenerateOrder, done: &Generated) -> String {
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "instance": order.instance.name(),
        "week": order.week.to_string(),
        "seed": order.seed.0,
        "stops": done.stops,
        "places": done.places,
        "titles": done.titles,
        "holdings": done.holdings,
        "copies": done.copies,
        "requests": done.requests,
        "shipments": done.shipments,
        "vehicles": done.vehicles,
        "drivers": done.drivers,
        "files": done.files,
    }))
}

/// The document of `import`.
pub(super) fn imported(imported: &Imported) -> String {
    let mut document = match imported {
        Imported::Proposed { mapping, matched, missing, unused } => json!({
            "mapping": mapping,
            "proposed": true,
            "columns": matched.iter().cloned().collect::<BTreeMap<String, String>>(),
            "missing": missing,
            "unused": unused,
        }),
        Imported::Written { mapping, file, rows } => {
            json!({ "mapping": mapping, "proposed": false, "file": file, "rows": rows })
        }
    };
    document["schema_version"] = json!(SCHEMA_VERSION);
    line(&document)
}

/// The document of `print`.
pub(super) fn printed(printed: &Printed) -> String {
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "plan_folder": printed.folder,
        "files": printed.files,
        "replaced": printed.replaced,
        "kept": printed.kept,
    }))
}

/// The document of data that refuse planning.
pub(super) fn findings(found: &Diagnostics, language: Language) -> String {
    line(&with_findings(json!({ "schema_version": SCHEMA_VERSION }), found, language))
}

/// The document of a command that something stopped.
pub(super) fn failure(error: &Error, causes: &[String], help: Option<&str>) -> String {
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "error": format!("cannot {error}"),
        "causes": causes,
        "help": help,
    }))
}

/// The document of `inspect`.
pub(super) fn inspection(inspection: &Inspection, language: Language) -> String {
    let overview = inspection.overview.as_ref().map(|overview| {
        json!({
            "places": overview.places,
            "places_visited": overview.visited,
            "visits_required": overview.visits,
            "titles": overview.titles,
            "copies": overview.copies,
            "requests": overview.requests,
            "shipments": overview.shipments,
            "vehicles": overview.vehicles,
            "drivers": overview.drivers,
            "components": overview.reachability.components,
            "component_nodes_max": overview.reachability.largest,
            "titles_unheld": overview.reachability.unheld.len(),
            "titles_unheld_examples": overview.unheld_examples,
            "history": rows(&overview.history),
        })
    });
    let document = json!({ "schema_version": SCHEMA_VERSION, "overview": overview });
    line(&with_findings(document, &inspection.found, language))
}

/// The document of `record`.
pub(super) fn recorded(recorded: &Recorded, language: Language) -> String {
    let document = json!({
        "schema_version": SCHEMA_VERSION,
        "folder": recorded.folder,
        "recorded": recorded.recorded,
        "already_known": recorded.already_known,
        "added": rows(&HistoryRows::of(&recorded.added)),
        "completed": recorded.completed,
        "files": recorded.files,
    });
    line(&with_findings(document, &recorded.found, language))
}

/// What `record` did as the screen shows it.
pub(super) fn recorded_numbers(recorded: &Recorded) -> RecordedNumbers {
    let signed = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let added = HistoryRows::of(&recorded.added);
    RecordedNumbers {
        recorded: signed(recorded.recorded),
        known: signed(recorded.already_known),
        visits: signed(added.visits),
        moves: signed(added.moves),
        loan_counts: signed(added.loan_counts),
        requests: signed(added.requests),
        failed_pulls: signed(added.failed_pulls),
        completed: signed(recorded.completed),
    }
}

fn rows(rows: &HistoryRows) -> Value {
    json!({
        "visits_made": rows.visits,
        "moves": rows.moves,
        "loans": rows.loan_counts,
        "loans_total": rows.loans,
        "requests_closed": rows.requests,
        "pulls_failed": rows.failed_pulls,
    })
}

pub(super) fn with_findings(mut document: Value, found: &Diagnostics, language: Language) -> Value {
    let rows = found.iter().map(|finding| {
        json!({
            "code": finding.code.0,
            "severity": finding.severity.word(),
            "file": finding.span.file,
            "row": finding.span.row,
            "column": finding.span.column,
            "value": finding.span.value,
            "message": message(finding, language),
            "help": help(finding, language),
        })
    });
    document["diagnostics"] = rows.collect();
    document["errors"] = json!(found.errors());
    document["warnings"] = json!(found.count(crate::diagnostic::Severity::Warning));
    document
}

/// The overview of `inspect` as the screen shows it.
pub(super) fn overview_numbers(overview: &Overview) -> OverviewNumbers {
    let signed = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    OverviewNumbers {
        places: (signed(overview.places), signed(overview.visited)),
        visits: i64::from(overview.visits),
        titles: signed(overview.titles),
        copies: i64::try_from(overview.copies).unwrap_or(i64::MAX),
        requests: signed(overview.requests),
        shipments: signed(overview.shipments),
        fleet: (signed(overview.vehicles), signed(overview.drivers)),
        components: (
            signed(overview.reachability.components),
            signed(overview.reachability.largest),
        ),
        unheld: signed(overview.reachability.unheld.len()),
        visits_made: signed(overview.history.visits),
        moves: signed(overview.history.moves),
        loans: i64::try_from(overview.history.loans).unwrap_or(i64::MAX),
        requests_closed: signed(overview.history.requests),
        unheld_examples: overview.unheld_examples.clone(),
    }
}

/// The document of `plan` and `demo`.
pub(super) fn week(report: &WeekReport, language: Language) -> String {
    line(&week_value(report, language))
}

/// The keys of a planned week.
pub(super) fn week_value(report: &WeekReport, language: Language) -> Value {
    let plan = &report.planned.plan;
    let kpi = &report.fulfilment;
    let metres: Metres = plan.routes.iter().map(|route| route.distance).sum();
    let hub = &report.province.settings().hub;
    let worked: Seconds =
        plan.routes.iter().map(|route| worked(route, hub.loading + hub.unloading)).sum();
    json!({
        "schema_version": SCHEMA_VERSION,
        "week": plan.week.to_string(),
        "cost_cents": plan.cost.total().0,
        "cost_variable_cents": plan.cost.variable().0,
        "cost_late_arrival_cents": plan.cost.late_arrival.0,
        "lower_bound_cents": report.bound.as_ref().map(|bound| bound.lower.0),
        "gap_percent": report.gap_percent(),
        "covers": covers(report, &WEEK_COVERS),
        "relaxes": covers(report, &WEEK_RELAXES),
        "given": covers(report, &WEEK_GIVEN),
        "km": metres.0 as f64 / 1_000.0,
        "driver_minutes": worked.0 as f64 / 60.0,
        "vehicle_days": plan.routes.len(),
        "visits": report.transport.visits,
        "visits_required": report.transport.required,
        "visits_excused": norms(report).excused,
        "transport_norm_met": report.transport.met,
        "kpi": {
            "requests": ratio(&kpi.requests),
            "loans": kpi.loans.as_ref().map(ratio),
            "inter_organisation": ratio(&kpi.inter_organisation),
        },
        "lead_time_days_mean": report.lead_time.mean_days,
        "crates_on_board_max": report.planned.verdict.crates_on_board_max.0,
        "excuses": excuses(report),
        "unserved": unserved(report, language),
        "violations": violations(
            &report.province,
            plan,
            &report.planned.verdict.violations,
            language,
        ),
        "iterations": report.planned.iterations,
        "seconds": report.seconds,
        "seed": report.seed,
        "inputs_fingerprint": report.inputs_fingerprint,
        "travel_source": report.travel_source.label(),
        "plan_folder": report.folder,
        "sheets": report.sheets,
        "interrupted": report.interrupted,
    })
}

/// Words of what a bound covers; none where there is no bound.
fn covers(report: &WeekReport, words: &[&'static str]) -> Vec<&'static str> {
    report.bound.as_ref().map(|_| words.to_vec()).unwrap_or_default()
}

/// Working time of a route: from loading to unloading, breaks left out.
fn worked(route: &Route, at_hub: Seconds) -> Seconds {
    let rest: Seconds = route.breaks.iter().map(|pause| pause.duration).sum();
    route.departure.until(route.back) + at_hub - rest
}

pub(super) fn ratio(ratio: &Ratio) -> Value {
    json!({
        "numerator": ratio.numerator,
        "denominator": ratio.denominator,
        "percent": ratio.percent(),
    })
}

/// A missing visit each: the place, a service day on which it cannot be visited, and why.
fn excuses(report: &WeekReport) -> Vec<Value> {
    let plan = &report.planned.plan;
    let service = report.province.settings().service_days;
    let mut rows = Vec::new();
    for excuse in &plan.excuses {
        let ExcuseReason::ClosedDays { open } = &excuse.reason;
        let shut = plan
            .week
            .dates()
            .filter(|date| service.contains(date.weekday()) && !open.contains(date.weekday()));
        let reason = format!("closed_days: open only on `{open}`");
        for date in shut.take(usize::from(excuse.visits)) {
            rows.push(json!({
                "place": report.province.places()[excuse.place].code.0,
                "date": date.to_string(),
                "reason": reason,
            }));
        }
    }
    rows
}

fn unserved(report: &WeekReport, language: Language) -> Vec<Value> {
    let texts = unserved_texts(&report.province, &report.planned.plan, &report.reasons, language);
    let row = |text: crate::report::UnservedText| json!({ "what": text.what, "reason": text.reason, "nearest_fix": text.nearest_fix });
    texts.into_iter().map(row).collect()
}

fn violations(
    province: &Province,
    plan: &Plan,
    violations: &[Violation],
    language: Language,
) -> Vec<Value> {
    let row = |violation: &Violation| {
        let message = violation_text(province, plan, violation, language);
        json!({ "rule": violation.rule.word(), "message": message })
    };
    violations.iter().map(row).collect()
}

/// The document of `verify`.
///
/// What is wrong with inputs or certificates stands among the violations too, with the words
/// `inputs_fingerprint`, `certificate`, `certificate_fit` and `publication`, so that an invalid plan
/// always says why.
pub(super) fn verification(verification: &Verification, language: Language) -> String {
    let Verification { province, plan, verdict, .. } = verification;
    let mut violations = violations(province, plan, &verdict.violations, language);
    let judged = judgement(verification, language);
    let rows = breaches(&judged, language).into_iter();
    violations.extend(rows.map(|(rule, message)| json!({ "rule": rule, "message": message })));
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "valid": verification.is_valid(),
        "violations": violations,
        "cost_cents": verification.verdict.cost.total().0,
        "inputs_unchanged": verification.inputs_unchanged,
        "certificate_valid": verification.suppliers_proven.is_some(),
        "certificate_fits": verification.certificate_fits,
        "as_published": verification.as_published,
        "suppliers_cost": verification.suppliers_proven.map(|(cost, _)| cost.0),
        "suppliers_dual_cost": verification.suppliers_proven.map(|(_, bound)| bound.0),
        "seed": verification.run.seed,
        "iterations": verification.run.iterations,
        "program_version": verification.run.program_version,
        "inputs_fingerprint": verification.run.inputs_fingerprint,
    }))
}

/// A judged plan as the screen shows it.
pub(super) fn judgement(verification: &Verification, language: Language) -> Judgement {
    let Verification { province, plan, verdict, .. } = verification;
    let text = |violation: &Violation| violation_text(province, plan, violation, language);
    Judgement {
        violations: verdict.violations.iter().map(text).collect(),
        inputs_unchanged: verification.inputs_unchanged,
        suppliers_proven: verification.suppliers_proven,
        certificate_fits: verification.certificate_fits,
        as_published: verification.as_published,
        cost: verification.verdict.cost.total(),
    }
}

/// A planned week as the screen shows it.
pub(super) fn week_screen(report: &WeekReport, language: Language) -> WeekScreen<'_> {
    #[expect(clippy::cast_possible_truncation, reason = "seconds of one run")]
    let tenths = |value: f64| (value * 10.0).round() as i64;
    let (province, plan) = (&report.province, &report.planned.plan);
    let text = |violation: &Violation| violation_text(province, plan, violation, language);
    WeekScreen {
        province,
        plan,
        reasons: &report.reasons,
        norms: norms(report),
        violations: report.planned.verdict.violations.iter().map(text).collect(),
        travel_source: &report.travel_source,
        folder: report.folder.as_deref(),
        sheets: report.sheets.len(),
        seconds_tenths: tenths(report.seconds),
        iterations: i64::try_from(report.planned.iterations).unwrap_or(i64::MAX),
    }
}

pub(super) fn line(document: &Value) -> String {
    format!("{document:#}\n")
}
