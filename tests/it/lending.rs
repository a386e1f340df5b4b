//! What an organisation lends at most, and requests for the copy of one place.

use leenroute::app::Loaded;
use leenroute::index::{OrganisationIdx, RequestIdx};
use leenroute::model::{Plan, Province, ProvinceParts, Source, Supply};
use leenroute::units::Items;

use super::week::{plan, small_week, week};

/// The small week with other parts, planned and accepted by the referee.
fn planned(change: impl FnOnce(&mut ProvinceParts)) -> (Province, Plan) {
    let loaded = small_week();
    let mut parts = loaded.province.into_parts();
    change(&mut parts);
    let province = Province::new(parts).expect("no invariant breaks");
    let loaded = Loaded { province, ..loaded };
    let planned = plan(&loaded, week("2026-W48"), 1, 300);
    assert!(planned.verdict.is_valid(), "{:#?}", planned.verdict.violations);
    (loaded.province, planned.plan)
}

/// How many copies the places of an organisation pull.
fn lent(province: &Province, plan: &Plan, organisation: OrganisationIdx) -> i64 {
    let by_it = |supply: &&Supply| match supply.source {
        Source::Shelf(lender) => province.places()[lender].organisation == organisation,
        _ => false,
    };
    plan.supplies.iter().filter(by_it).map(|supply| supply.quantity.0).sum()
}

#[test]
fn an_organisation_that_has_lent_enough_is_asked_no_more() {
    let (province, plan) = planned(|_| {});
    let organisations = province.organisations().indices();
    let busiest = organisations.max_by_key(|body| lent(&province, &plan, *body)).expect("some");
    let before = lent(&province, &plan, busiest);
    assert!(before > 2, "{before}");
    let (province, plan) = planned(|parts| {
        parts.organisations[busiest].lending_max = Some(Items(before - 2));
    });
    assert_eq!(lent(&province, &plan, busiest), before - 2);
}

#[test]
fn a_request_for_the_copy_of_one_place_gets_that_one() {
    let (province, plan) = planned(|_| {});
    let holds = |request: RequestIdx, supply: &Supply| {
        let title = province.requests()[request].title;
        let mut lots = province.holdings().of(title).iter();
        let other = lots.find(|lot| lot.on_shelf > 0 && Source::Shelf(lot.place) != supply.source);
        Some((request, other?.place))
            .filter(|_| supply.quantity == province.requests()[request].quantity)
    };
    let from_shelf =
        plan.supplies.iter().filter(|supply| matches!(supply.source, Source::Shelf(_)));
    let mut candidates = from_shelf.filter_map(|supply| holds(supply.request, supply));
    let (request, place) = candidates.next().expect("a request that two places could fill");
    let (_, plan) = planned(|parts| parts.requests[request].only_from = Some(place));
    let sources: Vec<Source> = (plan.supplies.iter())
        .filter(|supply| supply.request == request)
        .map(|supply| supply.source)
        .collect();
    assert_eq!(sources, [Source::Shelf(place)]);
}
