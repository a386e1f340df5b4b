//! `why`: what decides a stored plan, per place.

use std::path::Path;

use super::budget::{Budget, Cancel, Limit};
use super::error::Error;
use super::load::load_or_refuse;
use super::plan_week::{Asked, PlanRequest, reasons_of, travel_between};
use crate::index::PlaceIdx;
use crate::model::{PlaceReasons, Plan, Province};
use crate::random::Seed;
use crate::store::{INPUTS_FOLDER, read_plan};

/// Why a stored plan is as it is.
#[derive(Clone, Debug)]
pub struct Why {
    /// The province as it is in the week of the plan.
    pub province: Province,
    /// The plan.
    pub plan: Plan,
    /// The places asked about, in the order of the province.
    pub places: Vec<PlaceReasons>,
}

/// Explains a stored plan, for all places that are to be visited or for the one of a code.
///
/// The inputs are those of the plan folder; nothing is written and nothing searched.
pub fn why(folder: &Path, code: Option<&str>) -> Result<Why, Error> {
    let (loaded, _) = load_or_refuse(&folder.join(INPUTS_FOLDER))?;
    let (_, plan) = read_plan(folder, &loaded.province)?;
    let in_week = loaded.province.in_week(plan.week);
    let travel = travel_between(&in_week, &loaded.province, &loaded.travel);
    let asked = code.map_or(Ok(Asked::All), |code| visited(&in_week, code).map(Asked::One))?;
    let places = reasons(&in_week, &travel, &plan, asked)?;
    let province = in_week.into_owned();
    Ok(Why { province, plan, places })
}

/// Why a plan of a province [in its week](Province::in_week) is as it is.
pub(super) fn reasons(
    province: &Province,
    travel: &crate::travel::TravelMatrix,
    plan: &Plan,
    asked: Asked,
) -> Result<Vec<PlaceReasons>, Error> {
    // Nothing is searched, so neither seed nor budget matters.
    static NOBODY: Cancel = Cancel::new();
    let budget = Budget { limit: Limit::Iterations(0), cancel: &NOBODY };
    let request = PlanRequest {
        province,
        travel,
        week: plan.week,
        seed: Seed(0),
        target: None,
        budget: &budget,
    };
    reasons_of(&request, plan, asked)
}

fn visited(province: &Province, code: &str) -> Result<PlaceIdx, Error> {
    let is_it = |place: &PlaceIdx| province.places()[*place].code.0.eq_ignore_ascii_case(code);
    let found = province.visited_places().find(is_it);
    found.ok_or_else(|| Error::NoSuchPlace { code: code.to_owned() })
}
