//! What is not served, in words: what, why, and the smallest change that would serve it.

use super::Language;
use super::fix::fix_text;
use crate::index::PlaceIdx;
use crate::model::{ExcuseReason, PlaceReasons, Plan, Province, Unserved, UnservedReason};
use crate::units::Crates;

/// One thing that is not served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnservedText {
    /// What.
    pub what: String,
    /// Why not.
    pub reason: String,
    /// The smallest change that would serve it.
    pub nearest_fix: String,
}

/// Everything that a plan does not serve. A missing visit whose place is among the reasons names
/// the change that they found smallest.
pub fn unserved_texts(
    province: &Province,
    plan: &Plan,
    reasons: &[PlaceReasons],
    language: Language,
) -> Vec<UnservedText> {
    let text = |unserved: &Unserved| {
        let mut text = text_of(province, plan, unserved, language);
        if let Unserved::Visit { place, .. } = unserved
            && let Some(of) = reasons.iter().find(|of| of.place == *place)
            && let Some(smallest) = of.fixes.first()
        {
            text.nearest_fix = fix_text(province, smallest, language);
        }
        text
    };
    plan.unserved.iter().map(text).collect()
}

/// Why the plan makes no visit of a place, a line for each that is missing.
pub(super) fn visit_reasons(plan: &Plan, place: PlaceIdx, language: Language) -> Vec<String> {
    let reason = |unserved: &Unserved| match *unserved {
        Unserved::Visit { place: of, reason } if of == place => Some(reason_of(reason, language).0),
        _ => None,
    };
    plan.unserved.iter().filter_map(reason).collect()
}

/// The places that get fewer visits for a valid reason, a line each.
pub(super) fn excuse_texts(province: &Province, plan: &Plan, language: Language) -> Vec<String> {
    let w = language.wording();
    let text = |excuse: &crate::model::Excuse| {
        let ExcuseReason::ClosedDays { open } = excuse.reason;
        let days = open.iter().map(|day| w.weekdays_short[day.num_days_from_monday() as usize]);
        let days: Vec<&str> = days.collect();
        let open = if days.is_empty() { w.none.to_owned() } else { days.join(", ") };
        let place = &province.places()[excuse.place].name;
        let fewer = if excuse.visits == 1 { w.visit_fewer } else { w.visits_fewer };
        format!("{place}: {} {fewer}, {} {open}", excuse.visits, w.open_only_on)
    };
    plan.excuses.iter().map(text).collect()
}

fn text_of(
    province: &Province,
    plan: &Plan,
    unserved: &Unserved,
    language: Language,
) -> UnservedText {
    let w = language.wording();
    let name = |place| province.places()[place].name.as_str();
    let (what, reason) = match *unserved {
        Unserved::Visit { place, reason } => {
            (format!("{}: {}", name(place), w.missing_visit), reason)
        }
        Unserved::Parcel { parcel, items, reason } => {
            let moved = &plan.parcels[parcel];
            let what = language.kind_count(moved.kind, items);
            (format!("{what}, {} → {}", name(moved.from), name(moved.to)), reason)
        }
        Unserved::Request { request, reason } => {
            let asked = &province.requests()[request];
            (format!("{} {}, {}", w.request, asked.number, name(asked.pickup)), reason)
        }
    };
    let (reason, nearest_fix) = reason_of(reason, language);
    UnservedText { what, reason, nearest_fix }
}

fn reason_of(reason: UnservedReason, language: Language) -> (String, String) {
    let w = language.wording();
    let crates = |label: &str, fix: &str, crates: Crates| {
        let crates = language.crates(crates);
        (format!("{label} ({} {crates})", w.short_by), format!("{crates} {fix}"))
    };
    match reason {
        UnservedReason::NoRouteFits { short } => {
            let minutes = language.minutes(short);
            (
                format!("{} ({} {minutes})", w.no_route_fits, w.short_by),
                format!("{} {minutes}", w.fix_no_route_fits),
            )
        }
        UnservedReason::VehicleFull { crates: missing } => {
            crates(w.vehicle_full, w.fix_vehicle_full, missing)
        }
        UnservedReason::NoEmptyCrates { crates: missing } => {
            crates(w.no_empty_crates, w.fix_no_empty_crates, missing)
        }
        UnservedReason::Oversize => (w.oversize.to_owned(), w.fix_oversize.to_owned()),
        UnservedReason::NoVisit => (w.no_visit.to_owned(), w.fix_no_visit.to_owned()),
        UnservedReason::NotInUse => (w.not_in_use.to_owned(), w.fix_not_in_use.to_owned()),
    }
}
