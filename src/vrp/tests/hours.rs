//! Travel by the hour: the search judges by it, and the timeline leaves when it is best.

use proptest::prelude::*;

use super::*;

/// A leg that takes so long from its begin until the end of the band, and else as usual.
fn slow(from: u32, to: u32, usual: i32, (begin, end, duration): (i32, i32, i32)) -> LegHours {
    let step = |(begin, duration)| Step { begin, duration };
    LegHours { from, to, steps: [(0, usual), (begin, duration), (end, usual)].map(step).to_vec() }
}

#[test]
fn drives_the_slow_way_when_it_is_quick() {
    // Two clients 10 from all: which comes first is equal, but from the second to the first it
    // takes 300 at that hour, and the first closes.
    let legs = |from: i32| (0..3).map(move |to| if from == to { 0 } else { 10 });
    let client = |node, close| Client {
        openings: vec![Opening::daily(Window { open: 0, close })],
        ..Client::new(node, vec![1])
    };
    let parts = |hours| ProblemParts {
        days: 1,
        nodes: 3,
        profiles: vec![Profile {
            distance: (0..3).flat_map(legs).collect(),
            duration: None,
            hours,
        }],
        clients: vec![client(1, 200), client(2, 200)],
        vehicles: vec![VehicleType::new(1, 0, [9, 9])],
        flows: None,
    };
    for (hours, order) in [
        (vec![slow(2, 1, 10, (5, 1_000, 600))], [0, 1]),
        (vec![slow(1, 2, 10, (5, 1_000, 600))], [1, 0]),
    ] {
        let problem = Problem::new(parts(hours)).expect("the parts fit");
        let answer = search(&problem, Seed(1), &Iterations(500), &Silent);
        assert!(answer.feasible, "{answer:?}");
        assert_eq!(answer.routes[0].clients, order);
    }
    let both = vec![slow(2, 1, 10, (5, 1_000, 600)), slow(1, 2, 10, (5, 1_000, 600))];
    let problem = Problem::new(parts(both)).expect("the parts fit");
    let answer = search(&problem, Seed(1), &Iterations(500), &Silent);
    assert!(!answer.feasible, "one vehicle, two closings, and a slow way between");
}

#[test]
fn leaves_when_the_first_way_is_quick_again_where_time_is_paid() {
    let leg = slow(0, 1, 50, (0, 300, 400)).steps;
    let leg = [leg[1], leg[2]];
    let van = VehicleType {
        shift: Window { open: 0, close: 1_000 },
        idle_price: 1,
        ..VehicleType::new(1, 0, [9, 9])
    };
    let windows = [Window { open: 0, close: 900 }];
    let task = Task { travel: Travel::by_hour(50, &leg), windows: &windows, late: &[], service: 5 };
    let line = timeline(&van, &[task], 50.into());
    assert_eq!((line.departure, line.paid, line.excess), (300, 105, 0));
    let early = [Window { open: 0, close: 320 }];
    let line = timeline(&van, &[Task { windows: &early, ..task }], 50.into());
    assert_eq!((line.departure, line.stops[0].arrival), (0, 313), "300 are three quarters");
}

#[test]
fn hours_that_cannot_be_are_faults() {
    let random = &mut Seed(1).stream("hours", 0);
    let good = slow(0, 1, 10, (5, 9, 20));
    for bad in [
        vec![LegHours { from: 9, ..good.clone() }],
        vec![LegHours { steps: Vec::new(), ..good.clone() }],
        vec![good.clone(), good.clone()],
        vec![slow(0, 1, 10, (5, 5, 20))],
        vec![slow(0, 1, -1, (5, 9, 20))],
    ] {
        let mut parts = parts(random, 3, 1);
        parts.profiles[0].hours = bad;
        let faults = Problem::new(parts).expect_err("not in order");
        assert_eq!(faults, [ProblemFault::Hours { profile: 0 }]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_the_search_pays_by_the_hour_is_what_an_explanation_adds_up(seed in 0_u64..100_000) {
        let random = &mut Seed(seed).stream("by the hour", 0);
        let mut parts = with_variants(parts(random, 5, 1), random);
        parts.vehicles.iter_mut().for_each(|vehicle| vehicle.idle_price = 1);
        let nodes = parts.nodes;
        for (leg, usual) in parts.profiles[0].distance.clone().into_iter().enumerate() {
            if random.random_bool(0.6) {
                let band = (random.random_range(1..60), random.random_range(60..200));
                let band = (band.0, band.1, usual * random.random_range(1..4));
                let end = |node: usize| u32::try_from(node).expect("few");
                let of = slow(end(leg / nodes), end(leg % nodes), usual, band);
                parts.profiles[0].hours.push(of);
            }
        }
        let problem = Problem::new(parts).expect("the parts fit");
        let answer = search(&problem, Seed(seed), &Iterations(300), &Silent);
        let standing = explain(&problem, &answer);
        prop_assert!(!answer.feasible || standing.cost == answer.cost, "{standing:?} {answer:?}");
    }
}
