//! Whole weeks: what the main job promises of the small week and of Drenthe.

use leenroute::app::{
    Budget, Cancel, Limit, Loaded, PlanRequest, PlannedWeek, drenthe, load, plan_week,
};
use leenroute::index::PlaceIdx;
use leenroute::kpi::{fulfilment, transport};
use leenroute::model::{
    Closure, ExcuseReason, IsoWeek, Plan, Province, ServiceDate, Source, Supply, Weekday,
    WeekdaySet,
};
use leenroute::random::Seed;
use leenroute::vrp::Silent;

use super::office::fixtures;

static NOBODY_INTERRUPTS: Cancel = Cancel::new();

pub(super) fn week(text: &str) -> IsoWeek {
    text.parse().expect("an ISO week")
}

pub(super) fn small_week() -> Loaded {
    let (loaded, found) = load(&fixtures("small/week")).expect("a folder");
    assert!(found.is_empty(), "{found:?}");
    loaded.expect("a province without errors")
}

pub(super) fn plan(loaded: &Loaded, week: IsoWeek, seed: u64, iterations: u64) -> PlannedWeek {
    let budget = Budget { limit: Limit::Iterations(iterations), cancel: &NOBODY_INTERRUPTS };
    let request = PlanRequest {
        province: &loaded.province,
        travel: &loaded.travel,
        week,
        seed: Seed(seed),
        target: None,
        budget: &budget,
    };
    plan_week(&request, &Silent).expect("all places have ways between them")
}

/// The service days on which a place is open and can be entered.
fn permitted_days(province: &Province, place: PlaceIdx, week: IsoWeek) -> WeekdaySet {
    let calendar = province.calendar(week);
    let access = &province.places()[place].access;
    let can_enter = |day: Weekday| access.key || !access.on(day).is_empty();
    let is_open = |day: &Weekday| calendar.closed(place, week.date(*day)).is_none();
    let days = province.settings().service_days.iter().filter(is_open);
    WeekdaySet::of(days.filter(|day| can_enter(*day)))
}

/// Every rule holds, and each place has the visits of the norm or as many as its days allow, with
/// an excuse for the rest and for nothing else.
#[track_caller]
pub(super) fn assert_visits(loaded: &Loaded, planned: &PlannedWeek) {
    let Loaded { province, .. } = loaded;
    let plan = &planned.plan;
    assert!(planned.verdict.is_valid(), "{:#?}", planned.verdict.violations);
    assert_eq!(planned.verdict.cost, plan.cost);
    for place in province.visited_places() {
        let code = &province.places()[place].code;
        let norm = usize::from(province.places()[place].visits_per_week);
        let permitted = permitted_days(province, place, plan.week);
        let made = plan.visits.iter().filter(|visit| visit.place == place).count();
        assert_eq!(made, norm.min(permitted.len()), "{code}: {permitted}");
        let excuses = plan.excuses.iter().filter(|excuse| excuse.place == place);
        let excuses: Vec<_> =
            excuses.map(|excuse| (usize::from(excuse.visits), excuse.reason.clone())).collect();
        let reason = ExcuseReason::ClosedDays { open: permitted };
        let expected = (made < norm).then_some((norm - made, reason));
        assert_eq!(excuses, Vec::from_iter(expected), "{code}");
    }
    assert!(transport(province, plan).met);
}

fn dates_with_visits(plan: &Plan) -> Vec<String> {
    let mut dates: Vec<ServiceDate> = plan.visits.iter().map(|visit| visit.date).collect();
    dates.dedup();
    dates.iter().map(ToString::to_string).collect()
}

#[test]
fn the_small_week_is_planned_without_violation_and_nothing_stays_behind() {
    let loaded = small_week();
    let planned = plan(&loaded, week("2026-W48"), 1, 400);
    assert_visits(&loaded, &planned);
    assert_eq!(planned.plan.visits.len(), 8);
    assert_eq!((planned.plan.excuses.len(), planned.plan.unserved.len()), (0, 0));
    let proof = planned.certificate.as_ref().expect("the suppliers are new");
    assert!(proof.dual_cost <= proof.cost);
}

/// A line a request: who supplies it.
fn suppliers(province: &Province, plan: &Plan) -> String {
    let source = |supply: &Supply| {
        let source = match supply.source {
            Source::Shelf(lender) => province.places()[lender].code.to_string(),
            other => format!("{other:?}").to_lowercase(),
        };
        let edition = supply.edition.map(|title| format!(" ({})", province.titles()[title].code));
        source + &edition.unwrap_or_default()
    };
    let lines: Vec<String> = plan
        .supplies
        .chunk_by(|one, next| one.request == next.request)
        .map(|parts| {
            let number = &province.requests()[parts[0].request].number;
            let sources: Vec<String> = parts.iter().map(source).collect();
            format!("{number} {}", sources.join(" "))
        })
        .collect();
    lines.join("\n")
}

#[test]
fn a_request_of_the_small_week_waits_or_leaves_the_province_only_without_a_copy() {
    let loaded = small_week();
    let planned = plan(&loaded, week("2026-W48"), 1, 400);
    insta::assert_snapshot!(suppliers(&loaded.province, &planned.plan), @"
    R01 HGV
    R02 EMM
    R03 returning
    R04 ASN
    R05 ACH
    R06 ROD HGV
    R07 ASN
    R08 ACH
    R09 HGV
    R10 outside
    R11 EMM (T22)
    R12 outside
    ");
    let filled = fulfilment(&loaded.province, &planned.plan).requests;
    assert_eq!((filled.numerator, filled.denominator), (11, 13));
}

#[test]
fn drenthe_gets_84_of_84_visits_and_95_per_cent_within_the_province() {
    let loaded = drenthe(week("2026-W48"), Seed(1));
    let planned = plan(&loaded, week("2026-W48"), 1, 1_000);
    assert_visits(&loaded, &planned);
    let norm = transport(&loaded.province, &planned.plan);
    assert_eq!((norm.visits, norm.required), (84, 84));
    let percent = fulfilment(&loaded.province, &planned.plan).requests.percent();
    let percent = percent.expect("requests");
    assert!((94.0..97.0).contains(&percent), "{percent}");
    assert!(planned.plan.unserved.is_empty(), "{:?}", planned.plan.unserved);
}

/// Plans Drenthe in a week and tells the dates with visits.
#[track_caller]
fn check_holidays(text: &str, expected: &[&str]) {
    let loaded = drenthe(week(text), Seed(1));
    let planned = plan(&loaded, week(text), 1, 400);
    assert_visits(&loaded, &planned);
    assert_eq!(dates_with_visits(&planned.plan), expected);
}

#[test]
fn nobody_drives_on_kings_day() {
    let dates = ["2026-04-28", "2026-04-29", "2026-04-30", "2026-05-01"];
    check_holidays("2026-W18", &dates);
}

#[test]
fn nobody_drives_on_ascension_day() {
    let dates = ["2026-05-11", "2026-05-12", "2026-05-13", "2026-05-15"];
    check_holidays("2026-W20", &dates);
}

#[test]
fn nobody_drives_on_christmas_day() {
    let dates = ["2026-12-21", "2026-12-22", "2026-12-23", "2026-12-24"];
    check_holidays("2026-W52", &dates);
}

#[test]
fn nobody_drives_on_new_years_day_in_the_last_week_of_the_year() {
    let dates = ["2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31"];
    check_holidays("2026-W53", &dates);
}

/// The small week with a closure of a place, or of all.
fn closed(place: Option<&str>, first: &str, last: &str) -> Loaded {
    let loaded = small_week();
    let mut parts = loaded.province.into_parts();
    let place = place.map(|code| {
        let mut places = parts.places.iter_indexed();
        places.find(|(_, place)| place.code.0 == code).expect("a place of the small week").0
    });
    let date = |text: &str| text.parse().expect("a date");
    let reason = "Verbouwing".to_owned();
    parts.closures.push(Closure { place, first: date(first), last: date(last), reason });
    let province = Province::new(parts).expect("a closure breaks no invariant");
    Loaded { province, ..loaded }
}

#[test]
fn a_place_that_opens_on_one_day_is_visited_then_and_excused_once() {
    let loaded = closed(Some("HGV"), "2026-11-23", "2026-11-26");
    let planned = plan(&loaded, week("2026-W48"), 1, 400);
    assert_visits(&loaded, &planned);
    assert_eq!(planned.plan.visits.len(), 7);
}

#[test]
fn a_place_that_is_closed_all_week_is_excused_twice_and_the_rest_goes_on() {
    let loaded = closed(Some("HGV"), "2026-11-23", "2026-11-27");
    let planned = plan(&loaded, week("2026-W48"), 1, 400);
    assert_visits(&loaded, &planned);
    assert_eq!(planned.plan.visits.len(), 6);
}

#[test]
fn a_network_that_is_closed_all_week_has_an_empty_plan_that_holds() {
    let loaded = closed(None, "2026-11-23", "2026-11-27");
    let planned = plan(&loaded, week("2026-W48"), 1, 400);
    assert_visits(&loaded, &planned);
    assert_eq!((planned.plan.visits.len(), planned.plan.routes.len()), (0, 0));
}
