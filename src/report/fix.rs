//! A change that would let a visit fit, in words.

use super::Language;
use crate::model::{Bound, FixChange, PlanLimit, Province, VisitFix};
use crate::units::{Crates, Grams, Metres, Seconds};

/// A change that lets a visit fit, in words: what, by how much, where and when.
pub(super) fn fix_text(province: &Province, fix: &VisitFix, language: Language) -> String {
    let w = language.wording();
    let vehicle = |vehicle| province.vehicles()[vehicle].code.as_str();
    let date = language.date_short(fix.date);
    match fix.change {
        FixChange::Nothing => {
            let by = fix.vehicle.map_or_else(|| w.trolley, vehicle);
            format!("{}: {date}, {by}", w.fits_as_it_is)
        }
        FixChange::Vehicle(alike) => {
            format!("{} ({} {}), {date}", w.fix_one_vehicle, w.such_as, vehicle(alike))
        }
        FixChange::Raise(bound) => {
            let mut parts = vec![amount(&bound, language, Rounding::Up)];
            parts.extend(bound.place.map(|place| province.places()[place].name.clone()));
            parts.push(bound.date.map_or(date, |date| language.date_short(date)));
            parts.extend(bound.vehicle.map(|of| vehicle(of).to_owned()));
            format!("{}: {}", w.limit_fixes[bound.limit as usize], parts.join(", "))
        }
    }
}

/// Which way an amount is rounded for the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rounding {
    /// What is needed.
    Up,
    /// What is left.
    Down,
}

/// An amount in the unit of its limit.
pub(super) fn amount(bound: &Bound, language: Language, rounding: Rounding) -> String {
    let to = |step: i64| match rounding {
        Rounding::Up => bound.amount,
        Rounding::Down => bound.amount.div_euclid(step) * step,
    };
    match bound.limit {
        PlanLimit::VehicleCrates | PlanLimit::EmptyCrates => language.crates(Crates(bound.amount)),
        PlanLimit::VehicleMass => language.kg(Grams(to(100))),
        PlanLimit::RouteDistance => language.km(Metres(bound.amount)),
        PlanLimit::Closing | PlanLimit::Rest | PlanLimit::RouteTime | PlanLimit::ShiftEnd => {
            language.minutes(Seconds(to(60)))
        }
    }
}
