//! Visits of the file against the plan and the record.

use super::ledger::Ledger;
use crate::diagnostic::Span;
use crate::ingest::visit_not_planned;
use crate::model::{VisitMade, VisitStatus};
use crate::store::{Completion, HistoryFile};

impl Ledger<'_> {
    /// Adds a visit, completes the one on record, or finds that they contradict each other.
    pub(super) fn visit(&mut self, span: &Span, mut visit: VisitMade) {
        let week = self.promise.week;
        if !week.contains(visit.date) && !week.contains(visit.stands_for()) {
            self.other_week(span, visit.date);
            return;
        }
        let is_promised = self.promise.visits.contains(&(visit.place, visit.stands_for()));
        if visit.status != VisitStatus::Moved && is_promised {
            visit.planned = Some(visit.date);
        }
        let key = (visit.place, visit.date);
        if let Some(known) = self.visits.get(&key).cloned() {
            self.complete_visit(span, &known, &visit);
            return;
        }
        // One planned visit has one end: made, moved, excused or missed.
        let other = self
            .visits
            .values()
            .find(|known| known.place == visit.place && known.stands_for() == visit.stands_for());
        if let Some(known) = other.cloned() {
            self.visit_contradicted(span, &known);
            return;
        }
        if !is_promised && visit.status != VisitStatus::Excused {
            let code = self.code(visit.place);
            self.found.push(visit_not_planned(span.clone(), code, visit.stands_for()));
        }
        self.visits.insert(key, visit);
        self.new_visits.insert(key);
        self.recorded += 1;
    }

    fn complete_visit(&mut self, span: &Span, known: &VisitMade, given: &VisitMade) {
        let Some(merged) = merged(known, given) else {
            self.visit_contradicted(span, known);
            return;
        };
        if merged == *known {
            self.known += 1;
            return;
        }
        let key = (known.place, known.date);
        if !self.new_visits.contains(&key) {
            self.completed.push(self.visit_completion(known, &merged));
        }
        self.visits.insert(key, merged);
        self.recorded += 1;
    }

    fn visit_completion(&self, known: &VisitMade, merged: &VisitMade) -> Completion {
        let mut values: Vec<(&'static str, String)> = Vec::new();
        let mut gains = |column, before: Option<String>, after: Option<String>| {
            if before != after {
                values.extend(after.map(|after| (column, after)));
            }
        };
        let text = |reason: &str| (!reason.is_empty()).then(|| reason.to_owned());
        gains("planned", shown(known.planned), shown(merged.planned));
        gains("time", shown(known.time), shown(merged.time));
        gains("reason", text(&known.reason), text(&merged.reason));
        gains("crates_in", shown(known.crates_in), shown(merged.crates_in));
        gains("crates_out", shown(known.crates_out), shown(merged.crates_out));
        gains("items", shown(known.items), shown(merged.items));
        let key =
            vec![("place", self.code(known.place).to_owned()), ("date", known.date.to_string())];
        Completion { file: HistoryFile::Visits, key, values }
    }

    fn visit_contradicted(&mut self, span: &Span, known: &VisitMade) {
        let is_new = self.new_visits.contains(&(known.place, known.date));
        let file = if is_new { span.file.clone() } else { HistoryFile::Visits.name().to_owned() };
        let time = known.time.map_or_else(String::new, |time| format!(" {time}"));
        let (place, status) = (self.code(known.place), known.status.word());
        let what = format!("{place} {} {status}{time}", known.date);
        self.contradicted(span, &what, &file);
    }
}

/// Two reports of one visit as one, unless they differ.
fn merged(known: &VisitMade, given: &VisitMade) -> Option<VisitMade> {
    if known.status != given.status {
        return None;
    }
    let reason = match (&*known.reason, &*given.reason) {
        (one, "") => one,
        ("", other) => other,
        (one, other) if one == other => one,
        _ => return None,
    };
    Some(VisitMade {
        planned: either(known.planned, given.planned)?,
        time: either(known.time, given.time)?,
        reason: reason.into(),
        crates_in: either(known.crates_in, given.crates_in)?,
        crates_out: either(known.crates_out, given.crates_out)?,
        items: either(known.items, given.items)?,
        ..known.clone()
    })
}

/// The value that is known of two; `None` when they differ.
#[expect(clippy::option_option, reason = "nothing known, and nothing that both can mean")]
fn either<T: PartialEq + Copy>(one: Option<T>, other: Option<T>) -> Option<Option<T>> {
    match (one, other) {
        (Some(one), Some(other)) if one != other => None,
        (Some(one), _) => Some(Some(one)),
        (None, other) => Some(other),
    }
}

fn shown<T: ToString>(value: Option<T>) -> Option<String> {
    value.map(|value| value.to_string())
}
