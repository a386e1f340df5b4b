//! What is on board, leg by leg: full crates out, full crates back, empties both ways.

use super::case::{Case, crates_in, crates_out};
use super::transfers;
use super::verdict::Findings;
use super::{Rule, Subject};
use crate::model::{Route, Visit};
use crate::units::{Crates, Grams};

/// Holds every leg of every route, and returns the most crates and the heaviest load.
pub(super) fn hold(case: &Case<'_>, found: &mut Findings) -> (Crates, Grams) {
    let mut most = (Crates::ZERO, Grams::ZERO);
    for (index, route) in case.plan.routes.iter_indexed() {
        let vehicle = &case.province.vehicles()[route.vehicle];
        for (leg, (crates, mass)) in loads(case, route).into_iter().enumerate() {
            let subject = Subject::Leg { route: index, leg };
            found.at_most(Rule::LoadCrates, subject, vehicle.crates, crates);
            found.at_most(Rule::LoadMass, subject, vehicle.payload, mass);
            most = (most.0.max(crates), most.1.max(mass));
        }
    }
    most
}

/// Crates and mass on board on each leg; mixed crates ride along the whole route, and a bag from
/// stop to stop takes the room of a crate between them.
pub(super) fn loads(case: &Case<'_>, route: &Route) -> Vec<(Crates, Grams)> {
    let tare = case.province.settings().crate_type.tare;
    let visits: Vec<&Visit> = route.visits.iter().map(|visit| &case.plan.visits[*visit]).collect();
    let bags = transfers::on_board(case, route);
    let mixed = i64::try_from(route.mixed_crates.len()).unwrap_or(i64::MAX);
    let mut crates = Crates(mixed) + visits.iter().map(|visit| crates_in(visit)).sum();
    let mut contents: Grams = visits.iter().map(|visit| delivered_mass(case, visit)).sum();
    let mut loads = Vec::with_capacity(visits.len() + 1);
    loads.push((crates, contents + tare * crates.0));
    for (visit, (bags, in_bags)) in visits.into_iter().zip(bags) {
        crates = crates - crates_in(visit) + crates_out(visit);
        contents = contents - delivered_mass(case, visit) + collected_mass(case, visit);
        loads.push((crates + bags, contents + in_bags + tare * crates.0));
    }
    loads
}

fn delivered_mass(case: &Case<'_>, visit: &Visit) -> Grams {
    let fills = visit.delivery.crates.iter().chain(&visit.delivery.bag);
    fills.map(|fill| case.weigh(fill).0).sum()
}

fn collected_mass(case: &Case<'_>, visit: &Visit) -> Grams {
    visit.pickup.crates.iter().map(|fill| case.weigh(fill).0).sum()
}
