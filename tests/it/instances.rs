//! The named instances, planned: every rule holds, and nobody is excused who could be visited.
//!
//! In small in every run; in their own size with `SLOW_TESTS` set.

use leenroute::app::{GenerateOrder, Loaded, drenthe, generated};
use leenroute::model::{ParcelKind, PlaceKind, VehicleClass};
use leenroute::random::Seed;
use leenroute::synthesis::{INSTANCES, Instance, Size};
use leenroute::travel::TravelMatrix;
use leenroute::travel::chart::Chart;

use super::week::{assert_visits, plan, week};

/// Fourteen stops: four mains, and every kind of place with its windows.
const SMALL: Size = Size { stops: 14, titles: 20_000, copies: 20_000, requests: 400 };

fn instance(name: &str) -> &'static Instance {
    Instance::named(name).expect("a named instance")
}

fn loaded(instance: &'static Instance, size: Size) -> Loaded {
    let week = instance.week();
    let order = GenerateOrder { instance, size, week, pull_slack: None, seed: Seed(1) };
    let (province, settings_toml) = generated(&order);
    let travel = TravelMatrix::estimate(province.places(), province.settings().travel);
    Loaded { province, travel, settings_toml, chart: Chart::default() }
}

/// A size in proportion to that of an instance.
fn small(instance: &Instance) -> Size {
    let busy = instance.size().requests * 42 / instance.size().stops;
    Size { requests: SMALL.requests * busy / Size::DRENTHE.requests, ..SMALL }
}

#[test]
fn every_instance_in_small_is_planned_without_violation() {
    for instance in &INSTANCES {
        let loaded = loaded(instance, small(instance));
        let planned = plan(&loaded, instance.week(), 1, 100);
        println!("{}: {} unserved", instance.name(), planned.plan.unserved.len());
        assert_visits(&loaded, &planned);
    }
}

#[test]
fn every_instance_in_its_own_size_is_planned_without_violation() {
    if std::env::var_os("SLOW_TESTS").is_none() {
        return;
    }
    for instance in &INSTANCES {
        let loaded = loaded(instance, instance.size());
        // The search needs iterations in proportion: 4,000 leave six visits of x10 unplanned.
        let iterations = 4_000 * instance.size().stops / Size::DRENTHE.stops;
        let iterations = u64::try_from(iterations).expect("a small number");
        let planned = plan(&loaded, instance.week(), 1, iterations);
        println!("{}: {} unserved", instance.name(), planned.plan.unserved.len());
        assert_visits(&loaded, &planned);
    }
}

#[test]
fn the_demo_week_is_planned_whole_with_the_default_budget() {
    if std::env::var_os("SLOW_TESTS").is_none() {
        return;
    }
    let loaded = drenthe(week("2026-W48"), Seed(1));
    // A long search fills vehicles and shifts to their limits, where a short one leaves room.
    let planned = plan(&loaded, week("2026-W48"), 1, 1_000_000);
    assert_visits(&loaded, &planned);
    assert!(planned.plan.unserved.is_empty(), "{:?}", planned.plan.unserved);
}

#[test]
fn a_public_holiday_excuses_only_who_has_too_few_other_days() {
    let koningsdag = loaded(instance("koningsdag-2026"), Size { requests: 1_000, ..Size::DRENTHE });
    let planned = plan(&koningsdag, week("2026-W18"), 1, 200);
    assert_visits(&koningsdag, &planned);
    // Erica and the small places with windows keep two of their days.
    assert_eq!(planned.plan.excuses, []);
    let next = planned.plan.following.iter();
    assert!(next.clone().count() > 0);
    let liberation_day = "2026-05-05".parse().expect("a date");
    assert!(next.into_iter().all(|visit| visit.date != liberation_day));
}

#[test]
fn a_closed_network_drives_on_the_days_that_are_left() {
    let closure = loaded(instance("network-closure"), small(instance("network-closure")));
    let planned = plan(&closure, week("2024-W13"), 1, 200);
    assert_visits(&closure, &planned);
    let monday = "2024-03-25".parse().expect("a date");
    assert!(planned.plan.visits.iter().all(|visit| visit.date > monday));
}

#[test]
fn in_summer_small_points_are_excused_and_large_ones_are_not() {
    let summer = loaded(instance("summer"), Size { titles: 60_000, ..small(instance("summer")) });
    let planned = plan(&summer, week("2026-W32"), 1, 200);
    assert_visits(&summer, &planned);
    let kind = |place| summer.province.places()[place].kind;
    let is_small = |kind| matches!(kind, PlaceKind::SmallBranch | PlaceKind::ServicePoint);
    assert!(!planned.plan.excuses.is_empty());
    assert!(planned.plan.excuses.iter().all(|excuse| is_small(kind(excuse.place))));
    assert!(planned.plan.visits.iter().all(|visit| !is_small(kind(visit.place))));
}

#[test]
fn special_instances_have_what_their_name_says() {
    let sleen = loaded(instance("assen-subhub-sleen"), Size { stops: 42, ..SMALL }).province;
    let at =
        |code: &str| sleen.places().iter().find(|place| place.code.0 == code).expect("a place");
    assert_eq!(sleen.places()[sleen.hub()].position, at("COE-02").position);
    assert!(!at("ASN-01").in_hub_building);

    let electric = loaded(instance("ze-2028"), SMALL).province;
    let vans = electric.vehicles().iter().filter(|one| one.class == VehicleClass::Van);
    assert_eq!(vans.clone().count(), 2);
    assert!(vans.into_iter().all(|van| van.code.starts_with('E')));

    // Triple demand is what readers move; new stock stays.
    let triple = instance("triple-demand");
    let demand = triple.demand(triple.size(), triple.week());
    assert_eq!((demand.requests, demand.returns, demand.acquisitions), (12_000, 12_420, 1_400));

    let holiday = loaded(instance("koningsdag-2026"), SMALL).province;
    let theme = |kind| kind == ParcelKind::ThemeCollection;
    assert!(!holiday.shipments().iter().any(|shipment| theme(shipment.kind)));
}
