//! Weeks of the small province, each changed in one way that once broke a plan.

mod reasons;
mod waiting;
mod ways;

use super::board::{mass_of, rooms};
use super::demand::Demand;
use super::empties::hub_is_short;
use super::fleet::Fleet;
use super::routes::WeekRoutes;
use super::visit_days::VisitDays;
use super::{PlanRequest, PlannedWeek, cost, crates, plan_week, routes, suppliers, timing};
use crate::app::budget::{Budget, Cancel, Limit};
use crate::app::settings::read_settings;
use crate::check::{Rule, referee};
use crate::index::{IndexVec, PlaceIdx, VehicleIdx};
use crate::ingest::read_texts;
use crate::model::{
    Access, ClockTime, Closure, EmissionZone, IsoWeek, LateCharge, ParcelKind, Plan, Province,
    ProvinceParts, ServiceDate, Source, TimeWindow, Unserved, UnservedReason, Weekday,
};
use crate::random::Seed;
use crate::travel::TravelMatrix;
use crate::units::{Cents, Crates, Grams, Items, Metres, Seconds};
use crate::vrp::allowed_patterns;
use crate::vrp::{Iterations, Silent, search};

macro_rules! table {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../../fixtures/small/week/", $name)))
    };
}

fn parts() -> ProvinceParts {
    let (settings, _) =
        read_settings(include_str!("../../../../fixtures/small/week/settings.toml"));
    let (tables, _) = read_texts(&[
        table!("organisations.csv"),
        table!("places.csv"),
        table!("access.csv"),
        table!("closures.csv"),
        table!("titles.csv"),
        table!("holdings.csv"),
        table!("requests.csv"),
        table!("shipments.csv"),
        table!("vehicles.csv"),
        table!("drivers.csv"),
    ]);
    let (parts, found) = tables.into_parts(settings.expect("sound settings"));
    parts.unwrap_or_else(|| panic!("the fixture is sound: {found:?}"))
}

pub(super) fn province(change: impl FnOnce(&mut ProvinceParts)) -> Province {
    let mut parts = parts();
    change(&mut parts);
    Province::new(parts).expect("the changed parts keep every invariant")
}

fn week() -> IsoWeek {
    "2026-W48".parse().expect("a week")
}

fn date(text: &str) -> ServiceDate {
    text.parse().expect("a date")
}

fn place(province: &Province, code: &str) -> PlaceIdx {
    let found = province.places().iter_indexed().find(|(_, place)| place.code.to_string() == code);
    found.expect("a place of the fixture").0
}

fn change_places(parts: &mut ProvinceParts, change: impl Fn(&mut crate::model::Place)) {
    let mut places: Vec<_> = parts.places.iter().cloned().collect();
    places.iter_mut().filter(|place| place.visits_per_week > 0).for_each(change);
    parts.places = places.into_iter().collect();
}

/// Runs a job with the request that asks for the week of a province.
pub(super) fn with_request<T>(province: &Province, job: impl FnOnce(&PlanRequest<'_>) -> T) -> T {
    static CANCEL: Cancel = Cancel::new();
    let budget = Budget { limit: Limit::Iterations(2_000), cancel: &CANCEL };
    let travel = TravelMatrix::estimate(province.places(), province.settings().travel);
    job(&PlanRequest {
        province,
        travel: &travel,
        week: week(),
        seed: Seed(1),
        target: None,
        budget: &budget,
    })
}

pub(super) fn planned(province: &Province) -> PlannedWeek {
    with_request(province, |request| plan_week(request, &Silent).expect("every pair has a way"))
}

fn no_reserves(province: &Province) -> routes::Reserves {
    IndexVec::filled(Seconds::ZERO, province.places().len())
}

fn broken(planned: &PlannedWeek) -> Vec<Rule> {
    planned.verdict.violations.iter().map(|violation| violation.rule).collect()
}

/// The plan of the unchanged week, filled again for a changed province.
fn refilled(changed: &Province) -> Plan {
    let mut plan = planned(&province(|_| ())).plan;
    plan.unserved.clear();
    crates::fill(changed, &mut plan);
    plan
}

/// The rules about loads and contents that a plan breaks.
fn broken_loads(province: &Province, plan: &Plan) -> Vec<Rule> {
    const LOADS: [Rule; 7] = [
        Rule::LoadCrates,
        Rule::LoadMass,
        Rule::UnservedItems,
        Rule::UnservedReason,
        Rule::DeliveryContents,
        Rule::PickupContents,
        Rule::WholeCrates,
    ];
    let travel = TravelMatrix::estimate(province.places(), province.settings().travel);
    let verdict = referee(province, &travel, plan);
    verdict.violations.iter().map(|found| found.rule).filter(|rule| LOADS.contains(rule)).collect()
}

fn with_vehicles(change: impl Fn(&mut crate::model::Vehicle)) -> Province {
    province(|parts| {
        let mut vehicles: Vec<_> = parts.vehicles.iter().cloned().collect();
        vehicles.iter_mut().for_each(change);
        parts.vehicles = vehicles.into_iter().collect();
    })
}

#[test]
fn the_small_week_holds_every_rule_and_serves_all() {
    let planned = planned(&province(|_| ()));
    assert_eq!(broken(&planned), []);
    assert_eq!(planned.plan.unserved, []);
    assert_eq!(planned.plan.visits.len(), 8);
}

#[test]
fn a_copy_on_a_shelf_is_sent_even_where_waiting_and_buying_cost_nothing() {
    let free = province(|parts| {
        let prices = &mut parts.settings.prices;
        (prices.wait, prices.outside_penalty, prices.unfilled) =
            (Cents::ZERO, Cents::ZERO, Cents::ZERO);
    });
    assert_eq!(broken(&planned(&free)), []);
}

#[test]
fn the_own_copy_goes_first_where_nothing_has_a_price() {
    let free = province(|parts| {
        let prices = &mut parts.settings.prices;
        (prices.touch, prices.awaited_item_day) = (Cents::ZERO, Cents::ZERO);
        (prices.other_organisation, prices.background) = (Cents::ZERO, Cents::ZERO);
        prices.item_km_millicents = 0;
        // A copy of T3 for the request of Roden, which has none of its own in the fixture.
        let (title, lot) = parts.holdings.iter().nth(4).expect("a lot of T3");
        let roden = crate::model::HoldingLot { place: PlaceIdx(3), ..*lot };
        let mut rows: Vec<_> = parts.holdings.iter().map(|(title, lot)| (title, *lot)).collect();
        rows.push((title, roden));
        parts.holdings = crate::model::Holdings::from_rows(parts.titles.len(), rows);
    });
    let planned = planned(&free);
    assert_eq!(broken(&planned), []);
    let own = |supply: &&crate::model::Supply| {
        supply.source == Source::Shelf(free.requests()[supply.request].pickup)
    };
    assert!(planned.plan.supplies.iter().any(|supply| own(&supply)));
}

#[test]
fn a_van_with_too_few_crates_leaves_the_least_urgent_behind() {
    let small = with_vehicles(|vehicle| vehicle.crates = Crates(3));
    let plan = refilled(&small);
    assert_eq!(broken_loads(&small, &plan), []);
    let left: Vec<ParcelKind> = plan
        .unserved
        .iter()
        .map(|unserved| match unserved {
            Unserved::Parcel { parcel, reason: UnservedReason::VehicleFull { .. }, .. } => {
                plan.parcels[*parcel].kind
            }
            other => panic!("only full vans: {other:?}"),
        })
        .collect();
    assert!(left.iter().any(|kind| !kind.is_awaited()), "{left:?}");
    let asked = plan.parcels.iter().filter(|parcel| parcel.kind == ParcelKind::Request).count();
    let awaited = left.iter().filter(|kind| **kind == ParcelKind::Request).count();
    assert!(2 * awaited < asked, "most requests go: {left:?}");
}

#[test]
fn a_van_that_may_carry_little_leaves_items_and_counts_the_tare_of_empties() {
    let light = with_vehicles(|vehicle| vehicle.payload = Grams(25_000));
    let plan = refilled(&light);
    assert_eq!(broken_loads(&light, &plan), []);
    assert!(!plan.unserved.is_empty());
}

#[test]
fn what_fits_after_all_is_taken_back() {
    // The theme collection of two crates goes first; then there is room that no one else needs.
    for crates in 1..8 {
        let van = with_vehicles(|vehicle| vehicle.crates = Crates(crates));
        let plan = refilled(&van);
        assert_eq!(broken_loads(&van, &plan), [], "{crates} crates");
    }
}

#[test]
fn a_branch_without_crates_leaves_its_first_pickup_on_record() {
    let bare = province(|parts| change_places(parts, |at| at.service.empties = Crates::ZERO));
    let planned = planned(&bare);
    assert_eq!(broken(&planned), []);
    let lacks_crates = |unserved: &Unserved| {
        matches!(unserved, Unserved::Parcel { reason: UnservedReason::NoEmptyCrates { .. }, .. })
    };
    assert!(planned.plan.unserved.iter().any(lacks_crates));
}

#[test]
fn a_hub_with_few_crates_does_not_stock_the_branches_for_the_week_after() {
    let elsewhere: i64 = parts().places.iter().map(|place| place.service.empties.0).sum();
    let with =
        |at_hub: i64| province(|parts| parts.settings.crates_in_circulation = elsewhere + at_hub);
    let moved = |plan: &Plan| -> i64 {
        plan.visits.iter().map(|visit| visit.delivery.empties.0 + visit.pickup.empties.0).sum()
    };
    let (rich, poor) = (with(100), with(1));
    let (free, short) = (refilled(&rich), refilled(&poor));
    assert!(!hub_is_short(&rich, &free) && hub_is_short(&poor, &free));
    assert!(moved(&short) <= moved(&free));
}

#[test]
fn parcels_for_a_place_that_nobody_visits_are_named() {
    let emmen = PlaceIdx(4);
    let closed = province(|parts| {
        parts.closures.push(Closure {
            place: Some(emmen),
            first: date("2026-11-01"),
            last: date("2026-12-31"),
            reason: "brand".to_owned(),
        });
    });
    let planned = planned(&closed);
    assert_eq!(broken(&planned), []);
    let plan = &planned.plan;
    assert_eq!(plan.excuses.len(), 1);
    for (index, parcel) in plan.parcels.iter_indexed() {
        let stays = parcel.arrives.is_none() && parcel.collected_by.is_none();
        let named = plan.unserved.contains(&Unserved::Parcel {
            parcel: index,
            items: parcel.items,
            reason: UnservedReason::NoVisit,
        });
        assert_eq!(stays, named, "{parcel:?}");
    }
    assert!(plan.parcels.iter().any(|parcel| parcel.to == emmen));
}

#[test]
fn a_place_without_visits_serves_its_own_readers_from_its_own_shelf() {
    let emmen = PlaceIdx(4);
    let closed = province(|parts| {
        let mut requests: Vec<_> = parts.requests.iter().cloned().collect();
        let (title, _) = parts.holdings.iter().find(|(_, lot)| lot.place == emmen).expect("a lot");
        (requests[0].title, requests[0].pickup) = (title, emmen);
        parts.requests = requests.into_iter().collect();
        parts.closures.push(Closure {
            place: Some(emmen),
            first: date("2026-11-01"),
            last: date("2026-12-31"),
            reason: "brand".to_owned(),
        });
    });
    let planned = planned(&closed);
    assert_eq!(broken(&planned), []);
    assert_eq!(planned.plan.supplies[0].source, Source::Shelf(emmen));
}

/// The only window of all days.
fn opens(at: &mut crate::model::Place, open: ClockTime, close: ClockTime) {
    at.access = Access {
        key: false,
        windows: std::array::from_fn(|_| vec![TimeWindow { open, close }.into()]),
        zone: EmissionZone::default(),
    };
}

#[test]
fn lateness_is_paid_where_it_is_cheap_and_rare_where_it_is_dear() {
    let minutes = |cents| {
        let due = ClockTime::at(9, 0);
        let early = province(|parts| {
            change_places(parts, |at| {
                opens(at, due, ClockTime::at(17, 0));
                let late = Some(LateCharge { due, per_minute: Cents(cents) });
                at.access.windows.iter_mut().flatten().for_each(|window| window.late = late);
            });
        });
        let planned = planned(&early);
        assert_eq!(broken(&planned), []);
        let cost = planned.plan.cost;
        assert_eq!(planned.verdict.cost, cost);
        assert_eq!(cost.variable() + cost.constant(), cost.total());
        cost.late_arrival.0 / cents
    };
    let (cheap, dear) = (minutes(1), minutes(2_000));
    assert!(dear < cheap, "{dear} and {cheap} minutes");
}

#[test]
fn a_trolley_visit_that_no_window_takes_is_missing_on_record() {
    let shut = province(|parts| {
        change_places(parts, |at| {
            if at.in_hub_building {
                opens(at, ClockTime::at(10, 0), ClockTime::at(10, 1));
            }
        });
    });
    let planned = planned(&shut);
    assert_eq!(broken(&planned), [Rule::VisitCount]);
    let assen = place(&shut, "ASN");
    let missing = planned.plan.unserved.iter().filter(|unserved| {
        matches!(unserved, Unserved::Visit { place, reason: UnservedReason::NoRouteFits { short } }
            if *place == assen && *short > Seconds::ZERO)
    });
    assert_eq!(missing.count(), 2);
}

#[test]
fn a_visit_that_its_crates_make_too_long_is_missing_on_record() {
    let slow = province(|parts| {
        change_places(parts, |at| {
            if !at.in_hub_building {
                at.service.per_crate = Seconds(1_500);
                opens(at, ClockTime::at(9, 0), ClockTime::at(10, 0));
            }
        });
    });
    let planned = planned(&slow);
    assert!(
        broken(&planned).iter().all(|rule| *rule == Rule::VisitCount),
        "{:?}",
        broken(&planned)
    );
    assert!(planned.plan.visits.len() < 8);
}

#[test]
fn an_excuse_needs_all_days_that_are_left() {
    let daily = province(|parts| change_places(parts, |at| at.visits_per_week = 5));
    with_request(&daily, |request| {
        let days = VisitDays::alternating(&daily, week());
        let demand = Demand::of(&daily, week());
        let parcels = demand.parcels(&daily, &[]);
        let problem = routes::problem(request, &parcels, &no_reserves(&daily)).expect("ways");
        let answer = search(&problem.problem, Seed(1), &Iterations(1), &Silent);
        let mut routes = WeekRoutes::of(&daily, &problem, &answer);
        let excused = timing::skeleton(request, &days, &routes).excuses;
        routes.days.iter_mut().for_each(|days| *days &= 0b1);
        let fewer = VisitDays::of_days(&daily, week(), routes.days.clone());
        let unexcused = timing::skeleton(request, &fewer, &routes).excuses;
        assert!(unexcused.len() < excused.len() || excused.is_empty());
    });
}

#[test]
fn every_vehicle_of_a_day_counts_on_the_day_of_a_driver_of_its_own() {
    let uneven = province(|parts| {
        let mut drivers: Vec<_> = parts.drivers.iter().cloned().collect();
        for (driver, minutes) in drivers.iter_mut().zip([300, 500]) {
            driver.licence = crate::model::Licence::C;
            driver.day_max = Seconds(minutes * 60);
        }
        parts.drivers = drivers.into_iter().collect();
    });
    with_request(&uneven, |request| {
        let fleet = Fleet::of(request);
        let longest = |vehicle: u32| {
            let drives = |kind: &usize| fleet.vehicle(*kind, 0, 0) == Some(VehicleIdx(vehicle));
            let kind = (0..fleet.types().len()).find(drives).expect("it leaves on Monday");
            fleet.kind(kind).duration_max
        };
        assert_eq!([0, 1].map(longest), [500 * 60, 300 * 60], "the van before the truck");
    });
}

#[test]
fn vehicles_that_are_alike_are_one_type_of_the_search() {
    let alike = province(|parts| {
        let first = parts.vehicles.iter().next().expect("a van").clone();
        let vehicles = ["VAN", "VAN2", "VAN3"].map(|code| {
            let code = code.to_owned();
            crate::model::Vehicle { code, ..first.clone() }
        });
        parts.vehicles = vehicles.into_iter().collect();
        let driver = parts.drivers.iter().next().expect("a driver").clone();
        let drivers = ["A", "B", "C"].map(|code| {
            let code = code.to_owned();
            crate::model::Driver { code, ..driver.clone() }
        });
        parts.drivers = drivers.into_iter().collect();
    });
    with_request(&alike, |request| {
        let fleet = Fleet::of(request);
        assert_eq!(fleet.types().len(), 2, "the vans and the trolley");
        assert_eq!(fleet.kind(0).count, 3);
        let vans = [0, 1, 2, 3].map(|number| fleet.vehicle(0, 0, number));
        assert_eq!(vans, [Some(VehicleIdx(0)), Some(VehicleIdx(1)), Some(VehicleIdx(2)), None]);
    });
}

#[test]
fn requests_count_by_the_last_service_day_and_their_limit() {
    let late = province(|parts| {
        let mut requests: Vec<_> = parts.requests.iter().cloned().collect();
        requests[0].placed = date("2026-11-28"); // Saturday
        requests[1].placed = date("2026-11-27"); // Friday
        requests[2].limit = date("2026-11-22"); // the Sunday before
        parts.requests = requests.into_iter().collect();
    });
    let demand = Demand::of(&late, week());
    let considered: Vec<u32> = demand.requests.iter().map(|request| request.0).collect();
    assert_eq!(considered, [1, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    assert_eq!(demand.ready(&late, demand.requests[0]), date("2026-11-28"));
    assert_eq!(demand.ready(&late, demand.requests[2]), date("2026-11-23"), "not before Monday");
}

#[test]
fn a_copy_at_the_pickup_place_makes_no_parcel() {
    let same = province(|_| ());
    let demand = Demand::of(&same, week());
    let request = demand.requests[0];
    let supply =
        |source| crate::model::Supply { request, source, edition: None, quantity: Items(1) };
    let shipments = same.shipments().len();
    let own = Source::Shelf(same.requests()[request].pickup);
    assert_eq!(demand.parcels(&same, &[supply(own)]).len(), shipments);
    assert_eq!(demand.parcels(&same, &[supply(Source::Outside)]).len(), shipments);
    let away = demand.parcels(&same, &[supply(Source::Shelf(PlaceIdx(1)))]);
    assert_eq!((away.len(), away[0].kind), (shipments + 1, ParcelKind::Request));
}

#[test]
fn the_following_week_keeps_the_days_that_it_can() {
    let emmen = PlaceIdx(4);
    let closed = province(|parts| {
        parts.closures.push(Closure {
            place: Some(emmen),
            first: date("2026-11-30"),
            last: date("2026-11-30"),
            reason: "studiedag".to_owned(),
        });
    });
    let mut days = IndexVec::filled(0_u8, closed.places().len());
    for place in closed.visited_places() {
        days[place] = 0b01001; // Mon+Thu
    }
    let kept = VisitDays::of_days(&closed, week(), days).following_visits();
    let of = |place: PlaceIdx| -> Vec<Weekday> {
        kept.iter().filter(|at| at.place == place).map(|at| at.date.weekday()).collect()
    };
    assert_eq!(of(place(&closed, "HGV")), [Weekday::Mon, Weekday::Thu]);
    assert_eq!(of(emmen).len(), 2);
    assert!(of(emmen).contains(&Weekday::Thu) && !of(emmen).contains(&Weekday::Mon));
}

#[test]
fn the_suppliers_carry_a_proof_of_what_the_plan_says() {
    let small = province(|_| ());
    let days = VisitDays::alternating(&small, week());
    let chosen = with_request(&small, |request| {
        suppliers::choose(request, &Demand::of(&small, week()), &days.timetable(&small))
    });
    assert_eq!(chosen.proof.cost, chosen.proof.dual_cost);
    let asked: i64 = small.requests().iter().map(|request| request.quantity.0).sum();
    let chosen: i64 = chosen.supplies.iter().map(|supply| supply.quantity.0).sum();
    assert_eq!(chosen, asked);
}

#[test]
fn a_bag_is_handled_like_a_crate_and_weighs_what_it_holds() {
    let small = province(|_| ());
    let plan = planned(&small).plan;
    let visit = plan.visits.iter().find(|visit| visit.delivery.bag.is_some()).expect("a bag");
    let bag = visit.delivery.bag.as_ref().expect("found by it");
    assert!(mass_of(&plan, bag) > Grams::ZERO);
    let mut without = plan.clone();
    let index = plan.visits.indices().find(|at| plan.visits[*at] == *visit).expect("found");
    without.visits[index].delivery.bag = None;
    let handled = |plan: &Plan| cost::handled_crates(plan, index);
    assert_eq!(handled(&plan), handled(&without) + 1);
    let route = visit.route.expect("bags ride on routes");
    let van = &small.vehicles()[plan.routes[route].vehicle];
    let leaving = rooms(&small, &plan, route)[0];
    assert!(leaving.crates < van.crates, "the mixed crate takes room");
}

#[test]
fn the_first_days_are_allowed_ones() {
    let small = province(|_| ());
    let days = VisitDays::alternating(&small, week());
    let rule = crate::vrp::PatternRule { permitted: 0b1_1111, visits: 2, spacing_min: 2 };
    assert!(allowed_patterns(rule).contains(&days.days[place(&small, "EMM")]));
    assert_eq!(days.days[small.hub()], 0);
    assert_eq!(small.vehicles()[VehicleIdx(0)].code, "VAN");
}

#[test]
fn dear_days_send_sealed_bags_from_stop_to_stop_and_cheap_ones_do_not() {
    let at_price = |cents: i64, bags: i64| {
        province(|parts| {
            parts.settings.bag.transfers_max = bags;
            parts.settings.prices.awaited_item_day = Cents(cents);
        })
    };
    let bags = |plan: &Plan| plan.routes.iter().map(|route| route.transfers.len()).max();
    let dear = planned(&at_price(10_000, 2));
    assert!(broken(&dear).is_empty(), "{:?}", dear.verdict.violations);
    assert!((1..=2).contains(&bags(&dear.plan).expect("routes")), "at most two a route");
    for route in &dear.plan.routes {
        for (parcel, items) in route.transfers.iter().flat_map(|bag| &bag.fill.contents) {
            let parcel = &dear.plan.parcels[*parcel];
            assert_eq!((parcel.arrives, parcel.items), (Some(route.date), *items));
        }
    }
    assert_eq!(bags(&planned(&at_price(10_000, 0)).plan), Some(0));
    assert_eq!(bags(&planned(&at_price(0, 2)).plan), Some(0), "a bag is carried for money");
}

#[test]
fn a_zone_admits_emission_free_vehicles_only_and_a_battery_goes_so_far() {
    let zoned = |trucks_from: &str| {
        province(|parts| {
            let mut vehicles: Vec<_> = parts.vehicles.iter().cloned().collect();
            vehicles[0].range = Some(Metres(150_000));
            vehicles[1].cents_per_km = 20;
            vehicles[1].day_price = Cents(100);
            parts.vehicles = vehicles.into_iter().collect();
            change_places(parts, |at| {
                at.access.zone.trucks_from = Some(date(trucks_from));
            });
        })
    };
    let (before, after) = (planned(&zoned("2027-01-01")), planned(&zoned("2026-11-23")));
    assert_eq!((broken(&before), broken(&after)), (Vec::new(), Vec::new()));
    let by_truck = |of: &PlannedWeek| of.plan.routes.iter().any(|on| on.vehicle == VehicleIdx(1));
    assert!(by_truck(&before) && !by_truck(&after));
    let longest = after.plan.routes.iter().map(|route| route.distance).max();
    assert!(longest.is_some_and(|metres| metres <= Metres(150_000)), "{longest:?}");
}
