//! What is not served, in words: what, why, and the smallest change that would serve it.

use crate::model::{Plan, Province, Unserved, UnservedReason};
use crate::report::Language;

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

/// Everything that a plan does not serve.
pub fn unserved_texts(province: &Province, plan: &Plan, language: Language) -> Vec<UnservedText> {
    plan.unserved.iter().map(|unserved| text_of(province, plan, unserved, language)).collect()
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
            (format!("{} {}", w.missing_visit, name(place)), reason)
        }
        Unserved::Parcel { parcel, items, reason } => {
            let moved = &plan.parcels[parcel];
            let kind = w.kinds[moved.kind as usize];
            (format!("{} {kind}, {} - {}", items.0, name(moved.from), name(moved.to)), reason)
        }
    };
    let (reason, nearest_fix) = reason_of(reason, language);
    UnservedText { what, reason, nearest_fix }
}

fn reason_of(reason: UnservedReason, language: Language) -> (String, String) {
    let w = language.wording();
    let crates = |label: &str, fix: &str, crates: i64| {
        (format!("{label} ({crates} {})", w.crates), format!("{fix}: {crates}"))
    };
    match reason {
        UnservedReason::NoRouteFits { short } => {
            let minutes = language.minutes(short);
            (
                format!("{} ({} {minutes})", w.no_route_fits, w.short_by),
                format!("{}: {minutes}", w.fix_no_route_fits),
            )
        }
        UnservedReason::VehicleFull { crates: missing } => {
            crates(w.vehicle_full, w.fix_vehicle_full, missing.0)
        }
        UnservedReason::NoEmptyCrates { crates: missing } => {
            crates(w.no_empty_crates, w.fix_no_empty_crates, missing.0)
        }
        UnservedReason::Oversize => (w.oversize.to_owned(), w.fix_oversize.to_owned()),
        UnservedReason::NoVisit => (w.no_visit.to_owned(), w.fix_no_visit.to_owned()),
    }
}
