//! Corrupted times, breaks, vehicles, drivers and costs.

use super::week::{EMMEN, ROLDE, Week, breaks, date};
use crate::index::{DriverIdx, PlaceIdx, RouteIdx, VehicleIdx, VisitIdx};
use crate::model::{
    Access, ClockTime, CostBreakdown, Driver, LateCharge, Licence, TimeWindow, Vehicle, Weekday,
    WeekdaySet,
};
use crate::travel::{TravelLeg, TravelMatrix};
use crate::units::{Cents, Crates, Metres, Seconds};

const MONDAY: RouteIdx = RouteIdx(0);
const ROLDE_MONDAY: VisitIdx = VisitIdx(1);
const EMMEN_MONDAY: VisitIdx = VisitIdx(2);

fn van(week: &mut Week) -> &mut Vehicle {
    &mut week.parts.vehicles[VehicleIdx(0)]
}

fn bea(week: &mut Week) -> &mut Driver {
    &mut week.parts.drivers[DriverIdx(0)]
}

#[test]
fn swapped_stops_are_named_by_their_legs() {
    let mut week = super::week::week();
    let visits = &mut week.plan.routes[MONDAY].visits;
    visits.swap(0, 1);
    assert_eq!(week.broken(), ["order"]);
    breaks(["leg_time", "distance", "cost"], |week| {
        // The matrix forgets which way round: Rolde and Emmen trade places.
        let old = week.travel.clone();
        let swap = |place: PlaceIdx| match place {
            ROLDE => EMMEN,
            EMMEN => ROLDE,
            other => other,
        };
        let all: Vec<PlaceIdx> = (0..6).map(PlaceIdx).collect();
        let pairs = all.iter().flat_map(|from| all.iter().map(move |to| (*from, *to)));
        let leg = |(from, to)| (from, to, old.leg(swap(from), swap(to)).unwrap());
        let rows: Vec<_> = pairs.map(leg).collect();
        week.travel = TravelMatrix::from_table(6, &rows);
    });
}

#[test]
fn one_second_early_or_late_is_named() {
    for second in [-1, 1] {
        breaks(["leg_time"], |week| {
            let arrival = week.plan.visits[ROLDE_MONDAY].arrival;
            week.plan.visits[ROLDE_MONDAY].arrival = arrival.plus(Seconds(second));
        });
        let mut week = super::week::week();
        let back = week.plan.routes[MONDAY].back;
        week.plan.routes[MONDAY].back = back.plus(Seconds(second));
        assert_eq!(week.broken().first(), Some(&"leg_time"));
    }
}

#[test]
fn a_pair_without_a_way_is_named() {
    breaks(["leg_way", "cost"], |week| {
        let old = week.travel.clone();
        let all: Vec<PlaceIdx> = (0..6).map(PlaceIdx).collect();
        let pairs = all.iter().flat_map(|from| all.iter().map(move |to| (*from, *to)));
        let known = pairs.filter(|pair| *pair != (ROLDE, EMMEN));
        let leg = |(from, to)| (from, to, old.leg(from, to).unwrap());
        let rows: Vec<(PlaceIdx, PlaceIdx, TravelLeg)> = known.map(leg).collect();
        week.travel = TravelMatrix::from_table(6, &rows);
    });
}

#[test]
fn one_metre_is_named() {
    breaks(["distance"], |week| week.plan.routes[MONDAY].distance += Metres(1));
}

#[test]
fn service_waits_for_the_vehicle_and_lasts_as_long_as_its_crates() {
    breaks(["start", "window"], |week| {
        let visit = &mut week.plan.visits[ROLDE_MONDAY];
        let lasts = visit.start.until(visit.end);
        let early = visit.arrival.plus(Seconds(-1));
        week.plan.routes[MONDAY].breaks[0].start = early.plus(lasts);
        let next = week.plan.visits[EMMEN_MONDAY].arrival;
        let visit = &mut week.plan.visits[ROLDE_MONDAY];
        (visit.start, visit.end) = (early, early.plus(lasts));
        let leg = week.travel.leg(ROLDE, EMMEN).unwrap().duration;
        let rest = early.plus(lasts).until(next) - leg;
        week.plan.routes[MONDAY].breaks[0].duration = rest;
        week.plan.cost = week.verdict().cost;
    });
    breaks(["service_time"], |week| {
        week.plan.visits[VisitIdx(0)].end = week.plan.visits[VisitIdx(0)].end.plus(Seconds(60));
        week.plan.cost = week.verdict().cost;
    });
    breaks(["service_time", "cost"], |week| {
        week.plan.visits[EMMEN_MONDAY].delivery.empties = Crates(1);
    });
}

#[test]
fn service_lies_within_one_window_unless_there_is_a_key() {
    let mornings = |open, close| vec![TimeWindow { open, close }.into()];
    breaks(["window"], |week| {
        week.place(ROLDE).access.windows[0] = mornings(ClockTime::at(9, 1), ClockTime::at(12, 0));
    });
    breaks(["window"], |week| {
        // Both ends inside, but not in one window.
        let mut two = mornings(ClockTime::at(9, 0), ClockTime::at(9, 1));
        two.extend(mornings(ClockTime::at(9, 2), ClockTime::at(12, 0)));
        week.place(ROLDE).access.windows[0] = two;
    });
    breaks([], |week| {
        week.place(EMMEN).access.windows[0] = mornings(ClockTime::at(6, 0), ClockTime::at(6, 1));
    });
}

#[test]
fn the_shift_holds_loading_and_unloading() {
    breaks(["shift_open"], |week| van(week).shift.open = ClockTime::at(8, 26));
    breaks([], |week| van(week).shift.open = ClockTime::at(8, 25));
    breaks(["shift_close"], |week| van(week).shift.close = ClockTime::at(11, 0));
}

#[test]
fn route_and_driver_have_their_longest_day() {
    breaks(["route_max"], |week| van(week).route_max = Seconds(2 * 3_600));
    breaks(["driver_day"], |week| bea(week).day_max = Seconds(2 * 3_600));
}

#[test]
fn a_missing_a_short_and_a_late_break_are_named() {
    breaks(["work_break"], |week| {
        week.plan.routes[MONDAY].breaks.clear();
        week.settle();
    });
    breaks(["work_break"], |week| {
        week.plan.routes[MONDAY].breaks[0].duration = Seconds(1_799);
        week.settle();
    });
    // Tuesday has no break, and 123 minutes of work.
    breaks([], |week| week.parts.settings.work.work_break.after = Seconds(123 * 60));
    breaks(["work_break"], |week| {
        week.parts.settings.work.work_break.after = Seconds(123 * 60 - 1);
    });
    breaks(["break_start"], |week| {
        let start = week.plan.routes[MONDAY].breaks[0].start;
        week.plan.routes[MONDAY].breaks[0].start = start.plus(Seconds(1));
    });
}

#[test]
fn a_truck_rests_after_driving_and_a_van_need_not() {
    let to_truck = |week: &mut Week| {
        week.plan.routes[MONDAY].vehicle = VehicleIdx(1);
        week.plan.routes[MONDAY].driver = DriverIdx(1);
    };
    breaks([], to_truck);
    breaks(["driving_break"], |week| {
        to_truck(week);
        week.parts.settings.work.driving_break.after = Seconds(70 * 60);
    });
    breaks([], |week| week.parts.settings.work.driving_break.after = Seconds(70 * 60));
}

#[test]
fn a_vehicle_and_a_driver_have_one_route_a_date() {
    let mut week = super::week::week();
    let mut second = week.plan.routes[MONDAY].clone();
    second.visits = vec![EMMEN_MONDAY];
    second.breaks.clear();
    week.plan.routes[MONDAY].visits.pop();
    let mut routes: Vec<_> = week.plan.routes.iter().cloned().collect();
    routes.insert(1, second);
    week.plan.routes = routes.into();
    for (index, route) in week.plan.routes.iter_indexed() {
        for visit in &route.visits {
            week.plan.visits[*visit].route = Some(index);
        }
    }
    week.settle();
    assert_eq!(week.broken(), ["vehicle_once", "driver_once"]);
}

#[test]
fn vehicles_and_drivers_go_out_on_their_days_only() {
    let no_monday = WeekdaySet::of([Weekday::Tue, Weekday::Thu, Weekday::Fri]);
    breaks(["vehicle_available"], |week| van(week).days = no_monday);
    breaks(["vehicle_available"], |week| {
        van(week).out_of_use = Some((date("2026-11-26"), date("2026-11-26")));
    });
    breaks(["driver_available"], |week| bea(week).days = no_monday);
}

#[test]
fn the_wrong_vehicle_asks_for_a_licence() {
    breaks(["licence"], |week| week.plan.routes[MONDAY].vehicle = VehicleIdx(1));
    breaks(["licence"], |week| van(week).licence = Licence::C1);
}

#[test]
fn the_week_of_a_driver_counts_without_breaks() {
    let mut week = super::week::week();
    let routes = week.plan.routes.iter();
    let spans = routes.map(|route| {
        let rest: Seconds = route.breaks.iter().map(|pause| pause.duration).sum();
        route.departure.until(route.back) + Seconds(1_500) - rest
    });
    let worked: Seconds = spans.sum();
    bea(&mut week).week_max = worked;
    assert_eq!(week.broken(), [""; 0]);
    bea(&mut week).week_max = worked - Seconds(1);
    assert_eq!(week.broken(), ["driver_week"]);
}

#[test]
fn one_cent_in_any_term_is_named() {
    let terms: [fn(&mut CostBreakdown) -> &mut Cents; 9] = [
        |cost| &mut cost.vehicle_days,
        |cost| &mut cost.distance,
        |cost| &mut cost.driving_time,
        |cost| &mut cost.service_time,
        |cost| &mut cost.lead_time,
        |cost| &mut cost.late_arrival,
        |cost| &mut cost.crate_handling,
        |cost| &mut cost.item_handling,
        |cost| &mut cost.outside,
    ];
    for (position, term) in terms.into_iter().enumerate() {
        let mut week = super::week::week();
        *term(&mut week.plan.cost) += Cents(1);
        let verdict = week.verdict();
        assert_eq!(week.broken(), ["cost"]);
        assert_eq!(verdict.violations.len(), 1, "term {position}");
        assert_eq!(verdict.cost, super::week::week().plan.cost);
    }
}

/// What late arrival costs in a week whose first visit of Rolde is due some minutes before it.
fn due_before_arrival(minutes: i64, change: impl FnOnce(&mut Access)) -> Cents {
    let mut week = super::week::week();
    let visit = week.plan.visits.iter().find(|of| of.place == ROLDE).expect("a visit").clone();
    let due = visit.arrival.plus(Seconds(-60 * minutes));
    let access = &mut week.place(ROLDE).access;
    let day = visit.date.weekday().num_days_from_monday() as usize;
    access.windows[day][0].late = Some(LateCharge { due, per_minute: Cents(7) });
    change(access);
    week.verdict().cost.late_arrival
}

#[test]
fn late_arrival_costs_its_price_a_minute_unless_there_is_a_key() {
    assert_eq!(due_before_arrival(0, |_| ()), Cents::ZERO);
    assert_eq!(due_before_arrival(10, |_| ()), Cents(70));
    assert_eq!(due_before_arrival(10, |access| access.key = true), Cents::ZERO);
}
