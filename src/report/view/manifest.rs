//! The manifest of each stop (paklijst): what the branch receives and gives.

use super::load::{
    KindCount, StopLoad, TransferRow, count, delivered, items, kinds, mass, transfers_in,
    transfers_out,
};
use super::names::route_letter;
use crate::index::{RouteIdx, VisitIdx};
use crate::model::{ClockTime, CrateFill, Place, Plan, Province, ServiceDate};
use crate::units::{Crates, Grams, Items};

/// The manifests of a route, or of the trolley on a date.
#[derive(Debug)]
pub(crate) struct Manifest<'a> {
    pub(crate) date: ServiceDate,
    pub(crate) carrier: Option<Carrier<'a>>,
    pub(crate) stops: Vec<ManifestStop<'a>>,
}

/// The route that carries; a visit by trolley has none.
#[derive(Debug)]
pub(crate) struct Carrier<'a> {
    pub(crate) letter: String,
    pub(crate) vehicle: &'a str,
    pub(crate) driver: &'a str,
}

/// The page of one stop.
#[derive(Debug)]
pub(crate) struct ManifestStop<'a> {
    pub(crate) number: usize,
    pub(crate) place: &'a Place,
    pub(crate) arrival: ClockTime,
    pub(crate) crates: Vec<CrateRow>,
    pub(crate) bag: Option<BagRow>,
    pub(crate) transfers_in: Vec<TransferLine<'a>>,
    pub(crate) transfers_out: Vec<TransferLine<'a>>,
    pub(crate) empties: Crates,
    pub(crate) crates_total: Crates,
    pub(crate) items: Items,
    pub(crate) pickup: Vec<CrateRow>,
    pub(crate) pickup_empties: Crates,
    pub(crate) pickup_total: Crates,
    pub(crate) pickup_items: Items,
}

/// A crate with its contents by kind.
#[derive(Debug)]
pub(crate) struct CrateRow {
    pub(crate) number: usize,
    pub(crate) kinds: Vec<KindCount>,
    pub(crate) items: Items,
    /// What it weighs, the crate included.
    pub(crate) gross: Grams,
}

/// A bag with its contents by kind.
#[derive(Debug)]
pub(crate) struct BagRow {
    /// The mixed crate that holds it, from 1; a bag on the trolley is in none.
    pub(crate) mixed: Option<usize>,
    pub(crate) kinds: Vec<KindCount>,
    pub(crate) items: Items,
}

/// A sealed bag from or for another stop of the route, with its contents by kind.
#[derive(Debug)]
pub(crate) struct TransferLine<'a> {
    pub(crate) number: usize,
    pub(crate) place: &'a Place,
    pub(crate) kinds: Vec<KindCount>,
    pub(crate) items: Items,
}

impl<'a> Manifest<'a> {
    /// The manifests of a route, a page a stop, in driving order.
    pub(crate) fn of_route(province: &'a Province, plan: &'a Plan, index: RouteIdx) -> Self {
        let route = &plan.routes[index];
        let carrier = Carrier {
            letter: route_letter(index),
            vehicle: &province.vehicles()[route.vehicle].name,
            driver: &province.drivers()[route.driver].name,
        };
        Self {
            date: route.date,
            carrier: Some(carrier),
            stops: stops(province, plan, route.visits.iter().copied()),
        }
    }

    /// The manifests of the trolley's visits on a date, or `None` where it makes none.
    pub(crate) fn of_trolley(
        province: &'a Province,
        plan: &'a Plan,
        date: ServiceDate,
    ) -> Option<Self> {
        let on_date = plan.visits.iter_indexed();
        let on_date = on_date.filter(|(_, visit)| visit.route.is_none() && visit.date == date);
        let stops = stops(province, plan, on_date.map(|(index, _)| index));
        (!stops.is_empty()).then_some(Self { date, carrier: None, stops })
    }
}

fn transfer_lines<'a>(plan: &Plan, bags: Vec<TransferRow<'a>>) -> Vec<TransferLine<'a>> {
    let line = |bag: TransferRow<'a>| TransferLine {
        number: bag.number,
        place: bag.place,
        kinds: kinds(plan, [bag.fill]),
        items: items([bag.fill]),
    };
    bags.into_iter().map(line).collect()
}

fn stops<'a>(
    province: &'a Province,
    plan: &'a Plan,
    visits: impl Iterator<Item = VisitIdx>,
) -> Vec<ManifestStop<'a>> {
    let stop = |(rank, index): (usize, VisitIdx)| {
        let visit = &plan.visits[index];
        let tare = province.settings().crate_type.tare;
        let mixed = StopLoad::of(plan, index).mixed;
        let transfers_in = transfer_lines(plan, transfers_in(province, plan, index));
        let transfers_out = transfer_lines(plan, transfers_out(province, plan, index));
        let in_bags =
            |lines: &[TransferLine<'_>]| -> Items { lines.iter().map(|line| line.items).sum() };
        ManifestStop {
            number: rank + 1,
            place: &province.places()[visit.place],
            arrival: visit.arrival,
            crates: crate_rows(plan, &visit.delivery.crates, tare),
            bag: visit.delivery.bag.as_ref().map(|bag| BagRow {
                mixed,
                kinds: kinds(plan, [bag]),
                items: items([bag]),
            }),
            empties: visit.delivery.empties,
            crates_total: count(&visit.delivery.crates) + visit.delivery.empties,
            items: items(delivered(visit)) + in_bags(&transfers_in),
            pickup: crate_rows(plan, &visit.pickup.crates, tare),
            pickup_empties: visit.pickup.empties,
            pickup_total: count(&visit.pickup.crates) + visit.pickup.empties,
            pickup_items: items(&visit.pickup.crates) + in_bags(&transfers_out),
            transfers_in,
            transfers_out,
        }
    };
    visits.enumerate().map(stop).collect()
}

fn crate_rows(plan: &Plan, crates: &[CrateFill], tare: Grams) -> Vec<CrateRow> {
    let row = |(position, fill): (usize, &CrateFill)| CrateRow {
        number: position + 1,
        kinds: kinds(plan, [fill]),
        items: items([fill]),
        gross: tare + mass(plan, fill),
    };
    crates.iter().enumerate().map(row).collect()
}
