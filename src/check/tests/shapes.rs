//! The valid week, and plans without shape.

use proptest::prelude::*;

use super::week::{EMMEN, breaks, date, week};
use crate::check::{Fact, Rule, Subject};
use crate::index::{
    DriverIdx, IndexVec, ParcelIdx, PlaceIdx, RequestIdx, RouteIdx, VehicleIdx, VisitIdx,
};
use crate::model::{
    ClockTime, Excuse, ExcuseReason, Plan, Source, Unserved, UnservedReason, WeekdaySet,
};
use crate::travel::TravelMatrix;
use crate::units::{Crates, Grams, Items, Seconds};

#[test]
fn the_small_week_holds() {
    let week = week();
    let verdict = week.verdict();
    let said: Vec<String> = verdict.violations.iter().map(ToString::to_string).collect();
    assert_eq!(said, Vec::<String>::new());
    assert!(verdict.is_valid());
    assert_eq!(verdict.cost, week.plan.cost);
    assert!(verdict.crates_on_board_max >= Crates(4), "{verdict:?}");
    assert!(verdict.load_max > Grams(20_000), "{verdict:?}");
}

#[test]
fn an_index_without_a_row_stops_the_referee_and_nothing_panics() {
    let far = u32::MAX;
    breaks(["index"], |week| week.plan.visits[VisitIdx(0)].place = PlaceIdx(far));
    breaks(["index"], |week| week.plan.visits[VisitIdx(1)].route = Some(RouteIdx(far)));
    breaks(["index"], |week| week.plan.routes[RouteIdx(0)].driver = DriverIdx(far));
    breaks(["index"], |week| week.plan.routes[RouteIdx(0)].vehicle = VehicleIdx(2));
    breaks(["index"], |week| week.plan.routes[RouteIdx(0)].visits.push(VisitIdx(far)));
    breaks(["index"], |week| week.plan.routes[RouteIdx(0)].breaks[0].after_rank = 2);
    breaks(["index"], |week| {
        week.plan.routes[RouteIdx(3)].mixed_crates[0].visits.push(VisitIdx(8));
    });
    breaks(["index"], |week| week.plan.supplies[0].request = RequestIdx(8));
    breaks(["index"], |week| week.plan.supplies[0].source = Source::Shelf(PlaceIdx(6)));
    breaks(["index"], |week| week.plan.following[0].place = PlaceIdx(6));
    breaks(["index"], |week| week.plan.parcels[ParcelIdx(0)].to = PlaceIdx(far));
    breaks(["index"], |week| week.plan.parcels[ParcelIdx(0)].delivered_by = Some(VisitIdx(8)));
    breaks(["index"], |week| {
        week.plan.visits[VisitIdx(2)].pickup.crates[0].contents[0].0 = ParcelIdx(far);
    });
    breaks(["index"], |week| week.travel = TravelMatrix::from_table(2, &[]));
}

#[test]
fn numbers_beyond_reason_stop_the_referee_before_they_overflow() {
    breaks(["count"], |week| week.plan.supplies[0].quantity = Items(i64::MAX));
    breaks(["count"], |week| week.plan.parcels[ParcelIdx(4)].grams_each = Grams(i64::MAX));
    breaks(["count"], |week| week.plan.visits[VisitIdx(2)].delivery.empties = Crates(-1));
    breaks(["count"], |week| {
        week.plan.visits[VisitIdx(2)].end = ClockTime::from_seconds(Seconds(i64::MAX));
    });
    breaks(["count"], |week| week.plan.routes[RouteIdx(0)].breaks[0].duration = Seconds(-1));
    breaks(["count"], |week| {
        let reason = UnservedReason::VehicleFull { crates: Crates(i64::MAX) };
        let parcel = ParcelIdx(0);
        week.plan.unserved.push(Unserved::Parcel { parcel, items: Items(1), reason });
    });
    breaks(["dates"], |week| week.plan.parcels[ParcelIdx(0)].ready = date("0001-01-01"));
}

#[test]
fn a_date_outside_its_week_has_no_shape() {
    breaks(["dates", "order"], |week| week.plan.following[0].date = date("2026-12-07"));
    breaks(["dates", "route_visits"], |week| {
        week.plan.routes[RouteIdx(3)].date = date("2026-11-30");
    });
}

#[test]
fn routes_and_visits_name_each_other() {
    breaks(["route_visits"], |week| {
        week.plan.routes[RouteIdx(0)].visits.pop();
    });
    breaks(["route_visits", "order"], |week| {
        week.plan.routes[RouteIdx(0)].visits[1] = VisitIdx(1);
    });
    breaks(["route_visits"], |week| {
        week.plan.routes[RouteIdx(1)].visits.clear();
    });
}

#[test]
fn supplies_and_visits_stand_in_order() {
    breaks(["order"], |week| week.plan.supplies.swap(0, 1));
    breaks(["order"], |week| week.plan.following.swap(0, 3));
}

#[test]
fn a_violation_names_rule_subject_and_both_facts() {
    let mut week = week();
    week.plan.visits[VisitIdx(0)].place = PlaceIdx(9);
    let verdict = week.verdict();
    let [violation] = verdict.violations[..] else { panic!("one violation: {verdict:?}") };
    assert_eq!((violation.rule, violation.subject), (Rule::Index, Subject::Visit(VisitIdx(0))));
    assert_eq!(violation.found, Fact::Count(9));
    assert_eq!(violation.to_string(), "index: visit 0: expected at most 5, found 9");
}

/// One small change anywhere in the plan; `site` chooses where, `value` what.
fn disturb(plan: &mut Plan, site: usize, value: u32) {
    let small = i64::from(value % 7) - 1;
    let visit = VisitIdx(value % 8);
    let parcel = ParcelIdx(value % 9);
    let route = RouteIdx(value % 4);
    match site {
        0 => plan.visits[visit].place = PlaceIdx(value % 7),
        1 => plan.visits[visit].route = value.is_multiple_of(2).then_some(route),
        2 => plan.visits[visit].date = plan.visits[visit].date.plus_days(small),
        3 => plan.routes[route].visits.reverse(),
        4 => plan.routes[route].visits.push(visit),
        5 => plan.routes[route].vehicle = VehicleIdx(value % 3),
        6 => plan.parcels[parcel].from = PlaceIdx(value % 7),
        7 => plan.parcels[parcel].whole_crates = Some(Crates(small)),
        8 => plan.parcels = IndexVec::new(),
        9 => plan.supplies.truncate(value as usize % 8),
        10 => plan.following.clear(),
        11 => plan.visits[visit].delivery.bag = None,
        12 => plan.routes[route].breaks.clear(),
        13 => plan.visits[visit].end = ClockTime::at(i64::from(value % 60), 0),
        14 => plan.excuses.push(Excuse {
            place: EMMEN,
            visits: 1,
            reason: ExcuseReason::ClosedDays { open: WeekdaySet::default() },
        }),
        _ => plan.supplies.push(plan.supplies[value as usize % plan.supplies.len().max(1)]),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_disturbed_plan_makes_the_referee_panic(
        changes in prop::collection::vec((0..16_usize, any::<u32>()), 1..5)
    ) {
        let mut week = week();
        for (site, value) in changes {
            if !week.plan.supplies.is_empty() && !week.plan.parcels.is_empty() {
                disturb(&mut week.plan, site, value);
            }
        }
        let once = week.verdict();
        prop_assert_eq!(once, week.verdict());
    }
}
