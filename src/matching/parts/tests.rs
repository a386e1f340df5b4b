//! Networks by parts against the same networks as a whole.

use proptest::prelude::*;

use super::*;
use crate::matching::{Flow, minimum_cost_flow, verify};
use crate::random::{Seed, Stream};

/// Branches with little to give, and titles that want it: some requests each, copies at some
/// branches, contended or not, and a dear way out.
fn titles(seed: u64, branches: u32, titles: u32, scale: i64) -> (Network, Parts) {
    let stream = &mut Seed(seed).stream("titles", 0);
    let mut supplies = vec![0; branches as usize + 1];
    let capacity = |stream: &mut Stream| stream.random_range(0..=i64::from(2 * titles / branches));
    let mut arcs: Vec<Arc> = (1..=branches)
        .map(|branch| Arc { from: 0, to: branch, capacity: capacity(stream), cost: 0 })
        .collect();
    // A second way to the first branch, at a price: a load that becomes dearer.
    arcs.push(Arc { from: 0, to: 1, capacity: 5, cost: 3 * scale });
    let mut parts = Parts::of_head(branches + 1, arcs.len());
    for _ in 0..titles {
        let first = arc_number(supplies.len());
        let requests = stream.random_range(1..4);
        supplies.extend(vec![-1; requests as usize]);
        for _ in 0..stream.random_range(0..3) {
            let branch = stream.random_range(1..=branches);
            let lot = arc_number(supplies.len());
            supplies.push(0);
            let copies = stream.random_range(1..3);
            arcs.push(Arc { from: branch, to: lot, capacity: copies, cost: 0 });
            for request in first..first + requests {
                let cost = stream.random_range(0..12) * scale;
                arcs.push(Arc { from: lot, to: request, capacity: 9, cost });
            }
        }
        for request in first..first + requests {
            arcs.push(Arc { from: 0, to: request, capacity: 9, cost: 20 * scale });
        }
        parts.push(arc_number(supplies.len()), arcs.len());
    }
    supplies[0] = -supplies.iter().sum::<i64>();
    (Network::new(supplies, arcs).expect("a network"), parts)
}

fn best(network: &Network, parts: &Parts) -> Flow {
    match minimum_cost_flow_by_parts(network, parts) {
        FlowOutcome::Optimal(best) => best,
        FlowOutcome::Infeasible => panic!("every request has a way out"),
    }
}

fn check(network: &Network, parts: &Parts) {
    let FlowOutcome::Optimal(whole) = minimum_cost_flow(network) else { panic!("expected a flow") };
    let by_parts = best(network, parts);
    assert_eq!(by_parts.cost, whole.cost);
    let proof = verify(network, &by_parts.flow, &by_parts.potentials);
    assert_eq!(proof.map(|proof| proof.dual_cost), Ok(whole.cost.into()));
}

#[test]
fn large_networks_with_a_sample_cost_what_they_do_as_a_whole() {
    for seed in 0..6 {
        let (network, parts) = titles(seed, 8, 1_200, if seed < 3 { 1 } else { 1_000_000 });
        check(&network, &parts);
    }
}

#[test]
fn the_answer_is_the_same_for_any_number_of_threads() {
    let (network, parts) = titles(7, 5, 2_000, 100);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| best(&network, &parts))
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn parts_that_need_nothing_shared_take_no_step_together() {
    let (network, _) = titles(3, 2, 0, 1);
    check(&network, &Parts::of_head(3, 3));
    let arcs = vec![Arc { from: 0, to: 1, capacity: 4, cost: 1 }];
    let network = Network::new(vec![1, -1], arcs).expect("a network");
    let mut parts = Parts::of_head(1, 0);
    parts.push(2, 1);
    assert_eq!(best(&network, &parts).pivots, 0);
}

#[test]
fn what_cannot_be_sent_is_infeasible_by_parts_too() {
    let arcs = vec![
        Arc { from: 0, to: 1, capacity: 1, cost: 0 },
        Arc { from: 1, to: 2, capacity: 9, cost: 1 },
        Arc { from: 1, to: 3, capacity: 9, cost: 1 },
    ];
    let network = Network::new(vec![2, 0, -1, -1], arcs).expect("a network");
    let mut parts = Parts::of_head(2, 1);
    parts.push(3, 2);
    parts.push(4, 3);
    assert_eq!(minimum_cost_flow_by_parts(&network, &parts), FlowOutcome::Infeasible);
}

#[test]
#[should_panic(expected = "the parts are those of the network")]
fn refuses_an_arc_between_two_parts() {
    let arcs = vec![Arc { from: 1, to: 2, capacity: 1, cost: 0 }];
    let network = Network::new(vec![0, 1, -1], arcs).expect("a network");
    let mut parts = Parts::of_head(1, 0);
    parts.push(2, 0);
    parts.push(3, 1);
    drop(minimum_cost_flow_by_parts(&network, &parts));
}

/// A head of 3 nodes in which flow may pass on, and parts of 2 nodes with arcs to and from it, of
/// which some may cost less than nothing.
fn any_parted() -> impl Strategy<Value = (Network, Parts)> {
    let head = prop::collection::vec((0..3_u32, 0..3_u32, 0..4_i64, -2..9_i64), 0..5);
    let arc = (0..5_u32, 0..5_u32, 0..4_i64, -3..9_i64);
    let part = (prop::collection::vec(-2..3_i64, 2), prop::collection::vec(arc, 0..8));
    (head, prop::collection::vec(part, 0..5)).prop_map(|(head, drawn)| {
        let arc = |(from, to, capacity, cost)| Arc { from, to, capacity, cost };
        let mut arcs: Vec<Arc> =
            head.into_iter().map(arc).filter(|arc| arc.from < arc.to).collect();
        let mut supplies = vec![0; 3];
        let mut parts = Parts::of_head(3, arcs.len());
        for (own, drawn) in drawn {
            let base = arc_number(supplies.len());
            supplies.extend(own);
            let place = |node: u32| if node < 3 { node } else { base + node - 3 };
            for (from, to, capacity, cost) in drawn {
                if from >= 3 || to >= 3 {
                    arcs.push(Arc { from: place(from), to: place(to), capacity, cost });
                }
            }
            parts.push(arc_number(supplies.len()), arcs.len());
        }
        supplies[0] = -supplies.iter().sum::<i64>();
        (Network::new(supplies, arcs).expect("a network"), parts)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn equals_the_whole_and_proves_it((network, parts) in any_parted()) {
        match (minimum_cost_flow(&network), minimum_cost_flow_by_parts(&network, &parts)) {
            (FlowOutcome::Optimal(whole), FlowOutcome::Optimal(by_parts)) => {
                prop_assert_eq!(whole.cost, by_parts.cost);
                let proof = verify(&network, &by_parts.flow, &by_parts.potentials);
                prop_assert_eq!(proof.map(|proof| proof.cost), Ok(whole.cost.into()));
            }
            (whole, by_parts) => prop_assert_eq!(whole, by_parts),
        }
    }

    #[test]
    fn titles_by_parts_cost_what_they_do_as_a_whole(seed in any::<u64>(), branches in 1..6_u32) {
        let (network, parts) = titles(seed, branches, 12, 1);
        check(&network, &parts);
    }
}
