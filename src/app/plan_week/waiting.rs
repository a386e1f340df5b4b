//! What a plan's parcels wait under other days, for a timetable that changes.

use super::PlanRequest;
use super::bounded::{Lead, PlaceDays, lead_of_days};
use super::visit_days::VisitDays;
use crate::index::{IndexVec, PlaceIdx};
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
    let most = all.iter().map(|of| of.patterns.len()).max().unwrap_or(0);
    for rank in 0..most {
        let mut days: IndexVec<PlaceIdx, u8> = IndexVec::filled(0, board.sites.len());
        for of in &all {
            let patterns = &board.sites[of.place].patterns;
            days[of.place] = patterns[rank.min(patterns.len() - 1)];
        }
        let days = VisitDays::before(request.province, request.week, days, &plan.following);
        let timetable = days.timetable(request.province);
        for of in all.iter_mut().filter(|of| rank < of.patterns.len()) {
            of.visits.push(timetable.visits(of.place).to_vec());
        }
    }
    all
}
