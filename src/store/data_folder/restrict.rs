//! The part of a province that a plan of its week needs.

use crate::index::{IndexVec, TitleIdx};
use crate::model::{Holdings, Province, ProvinceParts};

/// The same province with only the titles that may fill a request, and their holdings.
///
/// Titles keep their order and get new indices; places, requests, shipments, vehicles and drivers
/// keep theirs, so that a plan of the one is a plan of the other. O(titles + holdings).
///
/// # Panics
///
/// Never: the title of each request is kept.
pub fn restrict_to_requested(province: &Province) -> ProvinceParts {
    let mut requested = IndexVec::<TitleIdx, bool>::filled(false, province.titles().len());
    for request in province.requests() {
        for title in province.editions_of(request) {
            requested[*title] = true;
        }
    }
    let mut titles = IndexVec::new();
    let mut renumbered = IndexVec::<TitleIdx, Option<TitleIdx>>::new();
    for (title, row) in province.titles().iter_indexed() {
        renumbered.push(requested[title].then(|| titles.push(row.clone())));
    }
    let lots = province.holdings().iter();
    let lots = lots.filter_map(|(title, lot)| Some((renumbered[title]?, *lot))).collect();
    let mut requests = province.requests().clone();
    for request in &mut requests {
        request.title = renumbered[request.title].expect("the title of a request is requested");
    }
    ProvinceParts {
        settings: province.settings().clone(),
        organisations: province.organisations().clone(),
        places: province.places().clone(),
        holdings: Holdings::from_rows(titles.len(), lots),
        titles,
        requests,
        shipments: province.shipments().clone(),
        vehicles: province.vehicles().clone(),
        drivers: province.drivers().clone(),
        closures: province.closures().to_vec(),
    }
}
