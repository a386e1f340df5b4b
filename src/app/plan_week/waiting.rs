//! What a plan's parcels wait under other days, for a timetable that changes.

use super::PlanRequest;
use super::bounded::{Lead, PlaceDays, lead_of_days, set_visits};
use super::visit_days::VisitDays;
use crate::model::Plan;
use crate::timetable::{Board, DayCosts};

/// Lead time by the days of the places of a board, with the suppliers of a plan and the following
/// week that it assumed; bags past the hub left out. `O(parcels x patterns^2)`.
pub(super) fn day_costs(request: &PlanRequest<'_>, plan: &Plan, board: &Board) -> DayCosts {
    let places = place_days(request, plan, board);
    let Lead { problem, .. } = lead_of_days(request, plan, &places);
    let mut costs = DayCosts::new(&board.sites);
    for (of, single) in places.iter().zip(problem.single) {
        costs.set_single(of.place, single);
    }
    for pair in problem.pairs {
        let [one, other] = pair.nodes.map(|node| &places[node]);
        costs.add_pair([one.place, other.place], pair.costs, other.patterns.len());
    }
    costs
}

/// The places that have days to choose from, with the visits of both weeks under each.
pub(super) fn place_days(request: &PlanRequest<'_>, plan: &Plan, board: &Board) -> Vec<PlaceDays> {
    let sites = board.sites.iter_indexed().filter(|(_, site)| !site.patterns.is_empty());
    let mut all: Vec<PlaceDays> = sites
        .map(|(place, site)| PlaceDays {
            place,
            patterns: site.patterns.iter().copied().map(Into::into).collect(),
            visits: Vec::new(),
        })
        .collect();
    let (province, week) = (request.province, request.week);
    set_visits(&mut all, province, |days| VisitDays::before(province, week, days, &plan.following));
    all
}
