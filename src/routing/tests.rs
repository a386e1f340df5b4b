//! Properties of the search: loads stay right, answers do not depend on threads, small cases are
//! solved to the optimum.

use proptest::prelude::*;

use super::loads::Loads;
use super::*;
use crate::model::{BreakRule, ClockTime, TimeWindow};
use crate::random::Seed;
use crate::units::{Cents, Crates, Grams, Metres, Millilitres, Seconds};
use crate::vrp::{Iterations, Silent};

const REST: RestRule = RestRule {
    work: BreakRule { after: Seconds(330 * 60), pause: Seconds(30 * 60) },
    driving: None,
};

fn shift() -> Shift {
    Shift {
        window: TimeWindow { open: ClockTime::at(7, 0), close: ClockTime::at(17, 30) },
        route_max: Seconds(9 * 3_600),
        loading: Seconds(1_200),
        unloading: Seconds(900),
    }
}

fn slots(vehicles: u32, crates: i64) -> Vec<Slot> {
    let slot = |day, vehicle| Slot {
        day,
        vehicle,
        crates: Crates(crates),
        payload: Grams(crates * 16_000),
        shift: shift(),
        rest: REST,
        cents_per_km: 45 + 40 * i64::from(vehicle),
        day_price: Cents(4_500),
    };
    (0..5).flat_map(|day| (0..vehicles).map(move |vehicle| slot(day, vehicle))).collect()
}

/// Stops on a plane of 60 x 60 km around the hub, flows between all pairs.
fn province(stops: usize, seed: u64) -> ProblemParts {
    let mut random = Seed(seed).stream("routing test", 0);
    let mut points = vec![(30_000_i64, 30_000_i64)];
    points.extend(
        (0..stops).map(|_| (random.random_range(0..60_000), random.random_range(0..60_000))),
    );
    let leg = |from: &(i64, i64), to: &(i64, i64)| {
        let metres = ((from.0 - to.0).pow(2) + (from.1 - to.1).pow(2)).isqrt();
        Some(Leg { distance: Metres(metres), duration: Seconds(metres * 60 / 900) })
    };
    let legs = points.iter().flat_map(|from| points.iter().map(move |to| leg(from, to))).collect();
    let rule = PatternRule { permitted: 0b1_1111, visits: 2, spacing_min: 2 };
    let stop = StopSpec {
        rule,
        windows: std::array::from_fn(|_| None),
        service_fixed: Seconds(360),
        service_per_crate: Seconds(36),
        by_trolley: false,
        empties: Crates(100),
    };
    let count = u32::try_from(stops).unwrap();
    let mut flows = Vec::new();
    for from in 0..count {
        for to in (0..count).filter(|to| *to != from) {
            flows.push(Flow {
                from: FlowEnd::Stop(from),
                to: FlowEnd::Stop(to),
                ready: random.random_range(0..5),
                mass: Grams(430 * random.random_range(1..4)),
                volume: Millilitres(1_050 * random.random_range(1..4)),
                price_per_day: 6_000,
            });
        }
        for (from, to) in [(FlowEnd::Hub, FlowEnd::Stop(from)), (FlowEnd::Stop(from), FlowEnd::Hub)]
        {
            let (mass, volume) = (Grams(9_000), Millilitres(21_000));
            flows.push(Flow { from, to, ready: 0, mass, volume, price_per_day: 3_000 });
        }
    }
    ProblemParts {
        stops: vec![stop; stops],
        slots: slots(2, 60),
        legs,
        flows,
        crates: CrateMeasure {
            volume: Millilitres(39_000),
            mass: Grams(12_700),
            tare: Grams(1_900),
        },
        sort_days: 1,
        driver_cents_per_hour: 3_800,
    }
}

fn solved(parts: ProblemParts, seed: u64, iterations: u64) -> RoutingAnswer {
    let problem = Problem::new(parts).unwrap();
    search(&problem, None, Seed(seed), &Iterations(iterations), &Silent)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn loads_and_lead_time_stay_right_under_pattern_changes(
        seed in 0_u64..1_000,
        changes in prop::collection::vec((0_usize..9, 0_usize..6), 1..20),
    ) {
        let problem = Problem::new(province(9, seed)).unwrap();
        let mut pattern = vec![0; 9];
        let mut loads = Loads::new(&problem, &pattern);
        for (stop, choice) in changes {
            let new = problem.allowed[stop][choice];
            loads.set_pattern(&problem, &mut pattern, stop, new);
        }
        prop_assert_eq!(loads, Loads::new(&problem, &pattern));
    }

    #[test]
    fn every_visit_is_on_exactly_one_route_of_its_day(seed in 0_u64..1_000) {
        let parts = province(8, seed);
        let slots = parts.slots.clone();
        let answer = solved(parts, seed, 1_000);
        prop_assert!(answer.unrouted.is_empty());
        for (stop, days) in (0_u32..).zip(&answer.days) {
            prop_assert_eq!(days.count_ones(), 2);
            for day in 0..7 {
                let on_day = answer.routes.iter().filter(|route| slots[route.slot].day == day);
                let visits = on_day.flat_map(|route| &route.stops).filter(|at| **at == stop).count();
                prop_assert_eq!(visits, usize::from(days >> day & 1 == 1));
            }
        }
    }
}

#[test]
fn the_answer_does_not_depend_on_the_number_of_threads() {
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| solved(province(14, 3), 7, 8_000))
    };
    let (one, two) = (run(1), run(2));
    assert_eq!((&one.days, &one.routes, one.cost), (&two.days, &two.routes, two.cost));
    assert_eq!(one.iterations, 8_000);
}

#[test]
fn more_iterations_never_make_the_best_worse() {
    let short = solved(province(14, 5), 1, 1_000);
    let long = solved(province(14, 5), 1, 20_000);
    assert!(long.cost <= short.cost, "{} {}", long.cost, short.cost);
}

#[test]
fn a_lone_stop_gets_the_days_that_its_reader_waits_least_for() {
    let mut parts = province(1, 1);
    parts.flows = vec![Flow {
        from: FlowEnd::Hub,
        to: FlowEnd::Stop(0),
        ready: 1,
        mass: Grams(430),
        volume: Millilitres(1_000),
        price_per_day: 100_000,
    }];
    let answer = solved(parts, 1, 1_000);
    assert_eq!(answer.days[0] >> 1 & 1, 1, "Tuesday, when the item is sorted");
}

#[test]
fn two_stops_on_one_road_share_a_van() {
    let mut parts = province(2, 1);
    parts.flows.clear();
    let far = |metres: i64| Some(Leg { distance: Metres(metres), duration: Seconds(metres / 15) });
    let none = far(0);
    parts.legs = vec![
        none,
        far(30_000),
        far(31_000), //
        far(30_000),
        none,
        far(1_000), //
        far(31_000),
        far(1_000),
        none,
    ];
    let answer = solved(parts, 1, 2_000);
    assert_eq!(answer.days[0], answer.days[1]);
    assert_eq!(answer.routes.len(), 2);
}

#[test]
fn says_which_visit_fits_on_no_route_and_by_how_much() {
    let mut parts = province(2, 1);
    for into_the_far_stop in [1, 7] {
        parts.legs[into_the_far_stop] =
            Some(Leg { distance: Metres(900_000), duration: Seconds(12 * 3_600) });
    }
    let answer = solved(parts, 1, 2_000);
    assert_eq!(answer.unrouted.len(), 2);
    assert!(answer.unrouted.iter().all(|visit| visit.stop == 0 && visit.short > Seconds::ZERO));
}

#[test]
fn refuses_a_matrix_with_a_hole_between_stops_by_road() {
    let mut parts = province(2, 1);
    parts.legs[5] = None;
    assert_eq!(Problem::new(parts).unwrap_err(), [ProblemFault::NoWay(1, 2)]);
}

#[test]
fn the_load_counts_on_the_fullest_leg() {
    let mut parts = province(1, 1);
    let full = |from, to| Flow {
        from,
        to,
        ready: 0,
        mass: Grams(12_700 * 30),
        volume: Millilitres(1_000),
        price_per_day: 0,
    };
    parts.slots = slots(1, 30);
    parts.flows = vec![full(FlowEnd::Hub, FlowEnd::Stop(0)), full(FlowEnd::Stop(0), FlowEnd::Hub)];
    let fits = |parts| solved(parts, 1, 1_000).solution.is_feasible();
    assert!(fits(parts.clone()), "30 out and then 30 back fit");
    parts.flows.push(full(FlowEnd::Hub, FlowEnd::Stop(0)));
    assert!(!fits(parts), "60 out do not");
}
