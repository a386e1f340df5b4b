//! Editions of a work, places that open, close and move: from the data folder to the sheets.

use leenroute::app::{Loaded, verify};
use leenroute::check::{Rule, referee};
use leenroute::index::{IndexVec, PlaceIdx};
use leenroute::kpi::transport;
use leenroute::model::{
    EditionPolicy, LonLat, Place, Plan, Province, ProvinceParts, Request, ServiceDate, Source,
    Unserved, UnservedReason, UsePeriod,
};

use super::office::Office;
use super::week::{plan, small_week, week};

fn date(text: &str) -> ServiceDate {
    text.parse().expect("a date")
}

/// The small week with other parts.
fn changed(change: impl FnOnce(&mut ProvinceParts)) -> Loaded {
    let loaded = small_week();
    let mut parts = loaded.province.into_parts();
    change(&mut parts);
    let province = Province::new(parts).expect("no invariant breaks");
    Loaded { province, ..loaded }
}

fn place(places: &IndexVec<PlaceIdx, Place>, code: &str) -> PlaceIdx {
    let mut places = places.iter_indexed();
    places.find(|(_, place)| place.code.0 == code).expect("a place of the small week").0
}

/// Everything of a plan but who fills the request of this number.
fn without(province: &Province, plan: &Plan, number: &str) -> Vec<(String, Source)> {
    let supplies = plan.supplies.iter();
    let named = supplies.map(|it| (province.requests()[it.request].number.to_string(), it.source));
    named.filter(|(of, _)| of != number).collect()
}

#[test]
fn a_plan_with_another_edition_is_verified_and_refused_under_a_stricter_policy() {
    let office = Office::with_plan();
    let supply = "{\"request\":\"R11\",\"source\":{\"shelf\":\"EMM\"},\"quantity\":1,\
                  \"edition\":\"T22\"}";
    assert!(office.read("plan/plan.json").contains(supply));
    assert_eq!(office.run("verify plan").code, 0);

    let inputs = "plan/inputs/settings.toml";
    office.change(inputs, "editions = \"same-category\"", "editions = \"this\"");
    let judged = verify(&office.path("plan")).expect("a plan folder");
    let broken: Vec<Rule> = judged.verdict.violations.iter().map(|found| found.rule).collect();
    assert_eq!(broken, [Rule::Edition]);
    assert!(!judged.is_valid());
    let told = office.run("verify plan --lang en");
    assert_eq!(told.code, 1);
    assert!(format!("{}{}", told.stdout, told.stderr).contains("T22"), "{told:?}");
}

#[test]
fn certificates_and_pull_list_name_the_edition() {
    let office = Office::with_plan();
    let files = office.files("plan");
    let text = |name: &str| String::from_utf8(files[name].clone()).expect("UTF-8");
    let arcs = text("certificates/suppliers-arcs.csv");
    assert!(arcs.lines().any(|line| line.ends_with(",1,R11,EMM,T22,")), "{arcs}");
    let list = text("sheets/pluklijst-emm.html");
    assert!(list.contains("<b>T22</b>") && list.contains("in plaats van T21"), "{list}");
}

#[test]
fn without_other_editions_works_change_nothing() {
    let of = |change: &dyn Fn(&mut ProvinceParts)| plan(&changed(change), week("2026-W48"), 1, 300);
    let without_works = of(&|parts| {
        for title in &mut parts.titles {
            title.identity.work = None;
        }
    });
    let never = of(&|parts| parts.settings.editions = EditionPolicy::This);
    let asked_for = of(&|parts| {
        for request in &mut parts.requests {
            request.editions = leenroute::model::EditionWish::This;
        }
    });
    assert_eq!(never.plan, without_works.plan);
    assert_eq!(asked_for.plan, without_works.plan);
    assert_eq!(never.certificate, without_works.certificate);
    assert_eq!(asked_for.certificate, without_works.certificate);
    let some = plan(&small_week(), week("2026-W48"), 1, 300);
    assert_ne!(some.plan, never.plan);
}

#[test]
fn large_print_fills_a_novel_only_where_any_edition_will_do() {
    let of = |policy| {
        let loaded = changed(|parts| parts.settings.editions = policy);
        let planned = plan(&loaded, week("2026-W48"), 1, 300);
        assert!(planned.verdict.is_valid(), "{:#?}", planned.verdict.violations);
        let province = &loaded.province;
        let with_edition = planned
            .plan
            .supplies
            .iter()
            .find_map(|supply| Some(province.titles()[supply.edition?].code.to_string()));
        (with_edition, without(province, &planned.plan, "R11").len())
    };
    let (same, count) = of(EditionPolicy::SameCategory);
    assert_eq!(same.as_deref(), Some("T22"));
    // Assen has large print of the work, and stands nearer than Emmen.
    let (any, count_any) = of(EditionPolicy::Any);
    assert_eq!((any.as_deref(), count_any), (Some("T23"), count));
}

/// The small week in which Hoogeveen is in use in this period only.
fn with_use(opens: Option<&str>, closes: Option<&str>) -> (Loaded, PlaceIdx) {
    let loaded = changed(|parts| {
        let hoogeveen = place(&parts.places, "HGV");
        let in_use = UsePeriod { opens: opens.map(date), closes: closes.map(date) };
        parts.places[hoogeveen].registration.in_use = in_use;
    });
    let hoogeveen = place(loaded.province.places(), "HGV");
    (loaded, hoogeveen)
}

#[test]
fn a_place_that_is_not_in_use_needs_no_visit_and_its_requests_wait_with_a_reason() {
    for (opens, closes) in [(None, Some("2026-11-22")), (Some("2026-11-30"), None)] {
        let (loaded, hoogeveen) = with_use(opens, closes);
        let planned = plan(&loaded, week("2026-W48"), 1, 300);
        let Plan { visits, excuses, unserved, supplies, .. } = &planned.plan;
        assert!(planned.verdict.is_valid(), "{:#?}", planned.verdict.violations);
        assert!(visits.iter().all(|visit| visit.place != hoogeveen) && excuses.is_empty());
        let in_week = loaded.province.in_week(week("2026-W48"));
        assert!(transport(&in_week, &planned.plan).met);
        let waits = |index| {
            let reason = UnservedReason::NotInUse;
            unserved.contains(&Unserved::Request { request: index, reason })
        };
        for (index, Request { pickup, number, .. }) in loaded.province.requests().iter_indexed() {
            assert_eq!(waits(index), *pickup == hoogeveen, "{number}");
        }
        for supply in supplies {
            assert_ne!(supply.source, Source::Shelf(hoogeveen));
            assert!(!waits(supply.request) || supply.source == Source::Unfilled);
        }
    }
}

#[test]
fn a_place_that_opens_on_thursday_is_visited_from_then_on_with_an_excuse() {
    let (loaded, hoogeveen) = with_use(Some("2026-11-26"), None);
    let planned = plan(&loaded, week("2026-W48"), 1, 300);
    assert!(planned.verdict.is_valid(), "{:#?}", planned.verdict.violations);
    let visits = planned.plan.visits.iter().filter(|visit| visit.place == hoogeveen);
    let dates: Vec<ServiceDate> = visits.map(|visit| visit.date).collect();
    assert_eq!(dates, [date("2026-11-26"), date("2026-11-27")]);
    assert!(planned.plan.excuses.is_empty());
    let (loaded, _) = with_use(Some("2026-11-27"), None);
    let planned = plan(&loaded, week("2026-W48"), 1, 300);
    assert!(planned.verdict.is_valid(), "{:#?}", planned.verdict.violations);
    assert_eq!(planned.plan.excuses.len(), 1);
}

#[test]
fn a_move_in_the_middle_of_a_week_counts_from_the_next_one() {
    let Loaded { province, travel, .. } = small_week();
    let hoogeveen = place(province.places(), "HGV");
    let position = |text| province.in_week(week(text)).places()[hoogeveen].position;
    assert_eq!(position("2026-W48"), province.places()[hoogeveen].position);
    assert_eq!(position("2026-W49"), LonLat { lon: 6.4771, lat: 52.7259 });
    let moved = province.in_week(week("2026-W49"));
    assert_eq!(moved.places()[hoogeveen].address, "Nieuwe Markt 1");
    let again = moved.in_week(week("2026-W49"));
    assert_eq!(again.places(), moved.places());

    let there = travel.for_places(moved.places());
    let leg = |travel: &leenroute::travel::TravelMatrix| travel.leg(province.hub(), hoogeveen);
    assert_ne!(leg(&travel), leg(&there));
    let loaded = small_week();
    let planned = plan(&loaded, week("2026-W49"), 1, 300);
    assert!(planned.verdict.is_valid(), "{:#?}", planned.verdict.violations);
    assert!(referee(&province, &there, &planned.plan).is_valid());
    assert!(!referee(&province, &travel, &planned.plan).is_valid(), "from the old position");
}

#[test]
fn a_stored_plan_of_a_week_after_a_move_is_verified() {
    let office = Office::with_small_week();
    let planned = office.run("plan data --week 2026-W49 --out plan --iterations 200");
    assert_eq!(planned.code, 0, "{planned:?}");
    assert_eq!(office.run("verify plan").code, 0);
    assert_eq!(office.read("plan/inputs/relocations.csv"), office.read("data/relocations.csv"));
    assert!(office.read("plan/inputs/places.csv").contains("Hoogeveen,6.4737,52.7236"));
}
