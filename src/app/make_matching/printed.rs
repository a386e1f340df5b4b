//! Pull lists that are printed: who was told to pull for which request.

use std::collections::BTreeMap;
use std::path::Path;

use crate::app::error::Error;
use crate::app::load::load_or_refuse;
use crate::index::{PlaceIdx, RequestIdx};
use crate::matching::{Choice, Source};
use crate::model::{Province, Source as Supplier};
use crate::store::{INPUTS_FOLDER, read_plan};

/// The lenders of a stored plan by request, as far as both are known in a province.
pub(super) fn lists(
    plan_folder: &Path,
    province: &Province,
) -> Result<BTreeMap<RequestIdx, Vec<PlaceIdx>>, Error> {
    let (planned, _) = load_or_refuse(&plan_folder.join(INPUTS_FOLDER))?;
    let (_, plan) = read_plan(plan_folder, &planned.province)?;
    let requests = province.requests().iter_indexed();
    let requests: BTreeMap<&str, RequestIdx> =
        requests.map(|(index, request)| (&*request.number, index)).collect();
    let places = province.places().iter_indexed();
    let places: BTreeMap<&str, PlaceIdx> =
        places.map(|(index, place)| (place.code.0.as_str(), index)).collect();
    let mut printed: BTreeMap<RequestIdx, Vec<PlaceIdx>> = BTreeMap::new();
    for supply in &plan.supplies {
        let Supplier::Shelf(lender) = supply.source else { continue };
        let number = &*planned.province.requests()[supply.request].number;
        let code = planned.province.places()[lender].code.0.as_str();
        if let (Some(request), Some(lender)) = (requests.get(number), places.get(code)) {
            printed.entry(*request).or_default().push(*lender);
        }
    }
    Ok(printed)
}

/// The requests that are served by somebody who was not told to pull, or by nobody any more.
pub(super) fn leaving(
    printed: &BTreeMap<RequestIdx, Vec<PlaceIdx>>,
    choices: &[Choice],
) -> Vec<RequestIdx> {
    let stays = |choice: &Choice, lenders: &[PlaceIdx]| match choice.source {
        Source::Copy(lender) => lenders.contains(&lender),
        _ => false,
    };
    let leaves = |choice: &&Choice| {
        printed.get(&choice.request).is_some_and(|lenders| !stays(choice, lenders))
    };
    let mut leaving: Vec<RequestIdx> =
        choices.iter().filter(leaves).map(|choice| choice.request).collect();
    leaving.sort_unstable();
    leaving.dedup();
    leaving
}
