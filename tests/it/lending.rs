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
        parts.organisations[busiest].lending.most = Some(Items(before - 2));
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

/// What an organisation lends to others beyond what it borrows from them.
fn net(province: &Province, plan: &Plan, organisation: OrganisationIdx) -> i64 {
    let of = |supply: &Supply| match supply.source {
        Source::Shelf(lender) => {
            let pickup = province.requests()[supply.request].pickup;
            let is_it = |place| i64::from(province.places()[place].organisation == organisation);
            (is_it(lender) - is_it(pickup)) * supply.quantity.0
        }
        _ => 0,
    };
    plan.supplies.iter().map(of).sum()
}

#[test]
fn an_organisation_lends_as_much_beyond_what_it_borrows_as_it_allows() {
    let (province, plan) = planned(|_| {});
    let organisations = || province.organisations().indices();
    let lends = organisations().max_by_key(|body| net(&province, &plan, *body)).expect("some");
    let before = net(&province, &plan, lends);
    assert!(before > 1, "{before}");
    let (province, plan) = planned(|parts| {
        parts.organisations[lends].lending.net_most = Some(Items(before - 1));
    });
    assert!(net(&province, &plan, lends) < before);
}

#[test]
fn a_group_that_is_asked_for_whole_gets_all_of_its_copies_or_none() {
    let (province, plan) = planned(|_| {});
    let filled = |plan: &Plan, request: RequestIdx| -> i64 {
        let of = plan.supplies.iter().filter(|supply| supply.request == request);
        let of = of.filter(|supply| supply.source != Source::Unfilled);
        of.map(|supply| supply.quantity.0).sum()
    };
    let (request, _) = province.requests().iter_indexed().next().expect("a request");
    assert!(filled(&plan, request) > 0);
    // Nothing comes from outside, so that of a hundred copies most are not there.
    let hundred = |whole: bool| {
        planned(move |parts| {
            parts.settings.prices.outside_tariff = parts.settings.prices.unfilled * 2;
            parts.requests[request].quantity = Items(100);
            parts.requests[request].whole = whole;
        })
    };
    let in_part = filled(&hundred(false).1, request);
    assert!(0 < in_part && in_part < 100, "{in_part}");
    assert_eq!(filled(&hundred(true).1, request), 0);
}
