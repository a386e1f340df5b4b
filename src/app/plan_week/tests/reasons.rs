//! Reasons of the small week, confirmed by the referee: a plan changed by as much as they say keeps
//! every rule, and by one unit more, or with one unit less, it does not.

use super::{change_places, opens, place, planned, province, with_request};
use crate::app::plan_week::packed::{Insertion, with_visit};
use crate::app::plan_week::reasons::{Scene, day_of, standing};
use crate::app::plan_week::{Asked, PlanRequest, cost, reasons_of, timing};
use crate::check::{Rule, Verdict, referee};
use crate::index::{IndexVec, PlaceIdx, RouteIdx};
use crate::model::{
    ClockTime, FixChange, PlaceReasons, Plan, PlanLimit, Province, TimeWindow, Unserved, VisitFix,
    Weekday,
};
use crate::units::{Crates, Seconds};
use crate::vrp::VehicleType;

fn reasons(province: &Province, plan: &Plan, asked: Asked) -> Vec<PlaceReasons> {
    with_request(province, |request| {
        reasons_of(request, plan, asked).expect("every pair has a way")
    })
}

fn at_place(
    parts: &mut crate::model::ProvinceParts,
    code: &str,
    change: impl Fn(&mut crate::model::Place),
) {
    change_places(parts, |at| {
        if at.code.0 == code {
            change(at);
        }
    });
}

/// The types of the vehicles of a plan's routes.
fn vehicles(request: &PlanRequest<'_>, plan: &Plan) -> IndexVec<RouteIdx, VehicleType> {
    let (week, _) = standing(request, plan).expect("every pair has a way");
    let of = |route: &crate::model::Route| {
        let slot = week.fleet.slot_of(route.vehicle, day_of(route.date));
        week.fleet.kind(slot.expect("a vehicle of the plan").0).clone()
    };
    plan.routes.iter().map(of).collect()
}

/// A plan timed, staffed and priced anew, and what the referee says of it.
fn judged(province: &Province, mut plan: Plan) -> Verdict {
    with_request(province, |request| {
        let vehicles = vehicles(request, &plan);
        for route in plan.routes.indices() {
            plan.routes[route].breaks.clear();
        }
        timing::set_times(request, &mut plan, &vehicles, &timing::Pins::new());
        timing::set_drivers(province, &mut plan);
        plan.cost = cost::of(province, &plan);
        referee(province, request.travel, &plan)
    })
}

#[test]
fn each_place_has_a_price_for_its_patterns_and_room_for_its_visits() {
    let province = province(|_| ());
    let plan = planned(&province).plan;
    let reasons = reasons(&province, &plan, Asked::All);
    assert_eq!(reasons.len(), 4);
    for of in &reasons {
        let own = of.alternatives.iter().find(|other| other.days == of.days);
        let own = own.expect("the days of a plan are a pattern");
        assert!(own.rise.is_some_and(|rise| rise.0 <= 0), "{own:?}");
        assert!(of.alternatives.len() > 1);
        assert_eq!((of.visits.len(), of.missing, of.trials.len()), (2, 0, 0));
    }
}

#[test]
fn the_referee_confirms_how_much_longer_each_visit_could_last() {
    let whole = province(|_| ());
    let plan = planned(&whole).plan;
    for of in reasons(&whole, &plan, Asked::All) {
        let code = whole.places()[of.place].code.0.clone();
        if whole.places()[of.place].in_hub_building {
            continue;
        }
        let least = of.visits.iter().filter_map(|slack| slack.service).min();
        let least = least.expect("a route has an end");
        let lasting = |more: i64| {
            let longer = province(|parts| {
                at_place(parts, &code, |at| at.service.fixed += Seconds(more));
            });
            judged(&longer, plan.clone()).violations.len()
        };
        assert_eq!(lasting(least.0), 0, "{code}: {least:?} more");
        assert!(lasting(least.0 + 1) > 0, "{code}: one second more than {least:?}");
    }
}

#[test]
fn the_referee_confirms_the_room_for_crates() {
    let whole = province(|_| ());
    let plan = planned(&whole).plan;
    let overfull = |plan: &Plan| {
        with_request(&whole, |request| {
            let verdict = referee(&whole, request.travel, plan);
            let loads = [Rule::LoadCrates, Rule::LoadMass];
            verdict.violations.iter().any(|found| loads.contains(&found.rule))
        })
    };
    let tare = whole.settings().crate_type.tare.0;
    for slack in reasons(&whole, &plan, Asked::All).iter().flat_map(|of| &of.visits) {
        let Some((brings, mass)) = slack.brings.zip(slack.brings_mass) else { continue };
        let most = brings.0.min(mass.0 / tare);
        for (crates, is_over) in [(most, false), (most + 1, true)] {
            let mut fuller = plan.clone();
            fuller.visits[slack.visit].delivery.empties += Crates(crates);
            assert_eq!(overfull(&fuller), is_over, "{slack:?}");
        }
        let takes = slack.takes.expect("a vehicle").0;
        let most = takes.min(slack.takes_mass.expect("a vehicle").0 / tare);
        for (crates, is_over) in [(most, false), (most + 1, true)] {
            let mut fuller = plan.clone();
            fuller.visits[slack.visit].pickup.empties += Crates(crates);
            assert_eq!(overfull(&fuller), is_over, "{slack:?}");
        }
    }
}

/// Hoogeveen opens on two days, and on Thursday nobody is there in time.
fn early_closing(more: i64) -> Province {
    province(|parts| {
        at_place(parts, "HGV", |at| {
            opens(at, ClockTime::at(9, 0), ClockTime::at(17, 0));
            for day in [Weekday::Tue, Weekday::Wed, Weekday::Fri] {
                at.access.windows[day.num_days_from_monday() as usize].clear();
            }
            let close = ClockTime::at(7, 45).plus(Seconds(more));
            at.access.windows[Weekday::Thu.num_days_from_monday() as usize] =
                vec![TimeWindow { open: ClockTime::at(7, 0), close }.into()];
        });
    })
}

/// The plan with the visit of a fix, as the planner packs it.
fn applied(province: &Province, plan: &Plan, place: PlaceIdx, fix: &VisitFix) -> Plan {
    with_request(province, |request| {
        let (week, _) = standing(request, plan).expect("every pair has a way");
        let scene = Scene { request, plan, week: &week };
        let vehicle = fix.vehicle.expect("a vehicle comes");
        let insertion = Insertion { place, date: fix.date, vehicle, rank: fix.rank };
        with_visit(&scene, insertion).0
    })
}

#[test]
fn the_referee_confirms_the_smallest_change_for_a_missing_visit() {
    let shut = early_closing(0);
    let plan = planned(&shut).plan;
    let hoogeveen = place(&shut, "HGV");
    let missing = plan.unserved.iter().filter(
        |unserved| matches!(unserved, Unserved::Visit { place, .. } if *place == hoogeveen),
    );
    assert_eq!(missing.count(), 1);
    let [of] = &reasons(&shut, &plan, Asked::Missing)[..] else {
        panic!("one place lacks a visit")
    };
    assert!(of.trials.iter().all(|trial| trial.exceeded.is_some()), "{:?}", of.trials);
    let fix = of.fixes[0];
    let FixChange::Raise(bound) = fix.change else { panic!("{fix:?}") };
    assert_eq!((bound.limit, bound.place), (PlanLimit::Closing, Some(hoogeveen)));
    let with = applied(&shut, &plan, hoogeveen, &fix);
    let violations = |more: i64| judged(&early_closing(more), with.clone()).violations;
    assert_eq!(violations(bound.amount), []);
    assert!(!violations(bound.amount - 1).is_empty());
}
