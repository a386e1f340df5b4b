//! Roads that are closed on some days, and regions that routes rather do not mix.

use super::{date, place, province, with_request};
use crate::app::plan_week::fleet::Fleet;
use crate::app::plan_week::road_days::RoadDays;
use crate::app::plan_week::{PlanRequest, PlannedWeek, crossing_cost, plan_week};
use crate::model::{Province, ServiceDate};
use crate::travel::Detour;
use crate::units::{Cents, Metres, Seconds};
use crate::vrp::Silent;

/// A way round to and from a place, on two days.
fn round(
    province: &Province,
    code: &str,
    (first, last): (&str, &str),
    minutes: i64,
) -> Vec<Detour> {
    let there = place(province, code);
    let ends = [(Some(there), None), (None, Some(there))];
    let detour = |(from, to)| Detour {
        from,
        to,
        first: date(first),
        last: date(last),
        distance: Metres(minutes * 1_000),
        duration: Seconds(minutes * 60),
        reason: "N381".to_owned(),
    };
    ends.map(detour).into()
}

fn planned_on(province: &Province, detours: Vec<Detour>) -> PlannedWeek {
    with_request(province, |request| {
        let travel = request.travel.clone().with_detours(detours);
        let request = PlanRequest { travel: &travel, ..*request };
        plan_week(&request, &Silent).expect("every pair has a way")
    })
}

fn days_of(planned: &PlannedWeek, province: &Province, code: &str) -> Vec<ServiceDate> {
    let there = place(province, code);
    let visits = planned.plan.visits.iter().filter(|visit| visit.place == there);
    visits.map(|visit| visit.date).collect()
}

#[test]
fn days_with_the_same_roads_share_a_matrix_and_others_do_not() {
    let small = province(|_| ());
    with_request(&small, |request| {
        let open = Fleet::of(request).types().len();
        assert_eq!(RoadDays::of(request).dates.len(), 1);
        let detours = round(&small, "EMM", ("2026-11-24", "2026-11-25"), 10);
        let travel = request.travel.clone().with_detours(detours);
        let request = &PlanRequest { travel: &travel, ..*request };
        let RoadDays { dates, of_day } = RoadDays::of(request);
        assert_eq!(dates, [date("2026-11-23"), date("2026-11-24")]);
        assert_eq!(of_day, [0, 1, 1, 0, 0, 0, 0]);
        let types = Fleet::of(request).types();
        assert!(types.len() > open, "a type drives on roads of one kind");
        for kind in &types[..types.len() - 1] {
            let days = (0..7).filter(|day| kind.days >> day & 1 == 1);
            assert!(days.into_iter().all(|day| of_day[day] == kind.profile), "{kind:?}");
        }
    });
}

#[test]
fn a_place_behind_a_closed_road_is_visited_on_other_days() {
    let small = province(|_| ());
    let open = planned_on(&small, Vec::new());
    assert_eq!(days_of(&open, &small, "EMM").len(), 2);
    let closed = ("2026-11-23", "2026-11-24");
    let round = planned_on(&small, round(&small, "EMM", closed, 120));
    assert!(round.verdict.is_valid(), "{:?}", round.verdict.violations);
    let days = days_of(&round, &small, "EMM");
    assert!(days.len() == 2 && days.iter().all(|day| *day > date(closed.1)), "{days:?}");
}

#[test]
fn a_dear_border_keeps_routes_within_their_region() {
    let divided = |price| {
        province(|parts| {
            parts.settings.changes.region = Cents(price);
            let mut places: Vec<_> = parts.places.iter().cloned().collect();
            for place in &mut places {
                let south = ["EMM", "HGV"].contains(&place.code.0.as_str());
                place.region = Some(if south { "Zuid" } else { "Noord" }.into());
            }
            parts.places = places.into_iter().collect();
        })
    };
    let crossings = |price| {
        let province = divided(price);
        let planned = planned_on(&province, Vec::new());
        assert!(planned.verdict.is_valid(), "{:?}", planned.verdict.violations);
        crossing_cost(&divided(1), &planned.plan).0
    };
    assert!(crossings(0) > 0, "else the example shows nothing");
    assert_eq!(crossings(1_000_000), 0);
}

#[test]
fn a_region_costs_nothing_in_a_plan() {
    let plain = province(|_| ());
    let divided = province(|parts| {
        let mut places: Vec<_> = parts.places.iter().cloned().collect();
        for place in &mut places {
            place.region = Some("Drenthe".into());
        }
        parts.places = places.into_iter().collect();
    });
    let [plain, divided] =
        [&plain, &divided].map(|province| planned_on(province, Vec::new()).plan.cost);
    assert_eq!(plain, divided);
}
