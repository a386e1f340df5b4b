//! The JSON documents of `replan`, `edit`, `publish`, `timetable` and a year.

use std::path::Path;

use serde_json::{Value, json};

use super::documents::{SCHEMA_VERSION, line, week_value};
use crate::app::{Edited, MadeTimetable, Published, Replan, Year, YearPlace, YearWeek};
use crate::model::{ClockTime, IsoWeek, Province};
use crate::report::Language;
use crate::timetable::{Change, ChangeKind, Standing};
use crate::units::Seconds;

/// The document of `replan`: as that of `plan`, with what changed.
pub(super) fn document(replan: &Replan, language: Language) -> String {
    let report = &replan.report;
    let week = report.planned.plan.week;
    let rows = replan.changes.iter().map(|(change, cause)| {
        let mut row = change_row(&report.province, week, change);
        row["why"] = json!(language.change_cause(*cause));
        row["cause"] = json!(cause.word());
        row
    });
    let mut document = week_value(report, language);
    document["changes"] = rows.collect();
    document["changes_cost_cents"] = json!(replan.changes_cost() / 1_000);
    line(&document)
}

/// A change without its reason.
pub(super) fn change_row(province: &Province, week: IsoWeek, change: &Change) -> Value {
    let date =
        |visit: Standing| week.dates().nth(visit.day).expect("a day of the week").to_string();
    let side = |visit: Standing| match change.kind {
        ChangeKind::Day => json!(date(visit)),
        ChangeKind::Vehicle => {
            json!(visit.vehicle.map(|vehicle| province.vehicles()[vehicle].code.as_str()))
        }
        ChangeKind::Order => json!(visit.rank + 1),
        ChangeKind::Time => {
            json!(ClockTime::from_seconds(Seconds(i64::from(visit.start))).to_string())
        }
        ChangeKind::Crates => json!(visit.crates),
    };
    json!({
        "what": change.kind.word(),
        "place": province.places()[change.place].code.0,
        "date": change.from.or(change.to).map(date),
        "from": change.from.map(side),
        "to": change.to.map(side),
        "cost_cents": change.price / 1_000,
    })
}

/// The document of `edit`: as that of `plan`, with what differs.
pub(super) fn edited(edited: &Edited, language: Language) -> String {
    let report = &edited.report;
    let week = report.planned.plan.week;
    let rows = edited.changes.iter().map(|change| change_row(&report.province, week, change));
    let broken = edited.new_violations.iter();
    let broken = broken.map(|(rule, text)| json!({ "rule": rule.word(), "message": text }));
    let difference = &edited.difference;
    let mut document = week_value(report, language);
    document["changes"] = rows.collect();
    document["violations_new"] = broken.collect();
    document["difference"] = json!({
        "metres": difference.distance.0,
        "seconds": difference.time.0,
        "cost_cents": difference.cost.0,
        "crates": difference.crates.0,
        "lead_time_days": difference.lead_time_days,
    });
    document["edits"] = json!(edited.log.edits);
    document["edits_standing"] = json!(edited.log.standing);
    document["plan_sha256"] = json!(edited.plan_sha256);
    line(&document)
}

/// The document of `edit` where there is nothing to undo or to redo.
pub(super) fn no_edit() -> String {
    line(&json!({ "schema_version": SCHEMA_VERSION, "changes": [], "edits_standing": null }))
}

/// The document of `publish`.
pub(super) fn published(published: &Published) -> String {
    let of = &published.publication;
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "version": of.version,
        "valid_from": of.valid_from,
        "valid_until": of.valid_until,
        "plan_sha256": of.plan_sha256,
        "plan_folder": published.folder,
        "sheets": published.sheets,
        "seconds": published.seconds,
    }))
}

/// The document of `timetable`.
pub(super) fn timetable(made: &MadeTimetable, file: &Path) -> String {
    let scenarios = made
        .scenarios
        .iter()
        .map(|(cost, own)| json!({ "cost_cents": cost.0, "own_timetable_cost_cents": own.0 }));
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "file": file,
        "version": made.base.version,
        "valid_from": made.base.valid_from.to_string(),
        "valid_until": made.base.valid_until.to_string(),
        "visits": made.base.visits.len(),
        "scenarios": scenarios.collect::<Vec<Value>>(),
        "violations": made.violations,
        "seconds": made.seconds,
    }))
}

/// The document of `plan --year`.
pub(super) fn year(year: &Year) -> String {
    let week = |of: &YearWeek| {
        json!({
            "week": of.week.to_string(),
            "visits": of.visits,
            "visits_required": of.required,
            "visits_moved": of.moved,
            "visits_excused": of.excused,
            "visits_missing": of.missing,
            "violations": of.violations,
            "changes_cost_cents": of.changes_price / 1_000,
        })
    };
    let place = |of: &YearPlace| {
        json!({
            "place": year.province.places()[of.place].code.0,
            "visits": of.visits,
            "visits_moved": of.moved,
            "visits_excused": of.excused,
            "visits_missing": of.missing,
        })
    };
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "transport_norm_met": year.norm_is_met(),
        "weeks": year.weeks.iter().map(week).collect::<Vec<Value>>(),
        "places": year.places.iter().map(place).collect::<Vec<Value>>(),
        "seconds": year.seconds,
    }))
}
