//! Flows by hand, against brute force, and with spoilt proofs.

use proptest::prelude::*;

use super::*;
use crate::matching::{Arc, Flaw, verify};

fn arc(from: u32, to: u32, capacity: i64, cost: i64) -> Arc {
    Arc { from, to, capacity, cost }
}

fn network(supplies: &[i64], arcs: &[Arc]) -> Network {
    Network::new(supplies.to_vec(), arcs.to_vec()).expect("a network")
}

fn optimum(network: &Network) -> Flow {
    match minimum_cost_flow(network) {
        FlowOutcome::Optimal(best) => best,
        FlowOutcome::Infeasible => panic!("expected a flow"),
    }
}

#[test]
fn solves_networks_without_arcs_or_nodes() {
    assert_eq!(optimum(&network(&[], &[])).cost, 0);
    assert_eq!(optimum(&network(&[0, 0], &[])).cost, 0);
    assert_eq!(minimum_cost_flow(&network(&[1, -1], &[])), FlowOutcome::Infeasible);
}

#[test]
fn fills_a_cycle_that_earns_money_and_ignores_loops_that_cost() {
    let arcs = [arc(0, 1, 3, -5), arc(1, 0, 2, 1), arc(0, 0, 4, 1), arc(1, 1, 4, -1)];
    let best = optimum(&network(&[0, 0], &arcs));
    assert_eq!((best.flow, best.cost), (vec![2, 2, 0, 4], -12));
}

#[test]
fn reports_a_demand_behind_too_little_capacity() {
    let arcs = [arc(0, 1, 5, 1), arc(1, 2, 2, 1)];
    assert_eq!(minimum_cost_flow(&network(&[3, 0, -3], &arcs)), FlowOutcome::Infeasible);
    assert_eq!(optimum(&network(&[2, 0, -2], &arcs)).cost, 4);
}

#[test]
fn stays_exact_at_the_largest_costs_it_accepts() {
    let dear = i64::MAX / 8 / 5;
    let arcs = [arc(0, 1, 1, dear), arc(1, 2, 1, dear), arc(0, 2, 1, dear), arc(2, 0, 1, -1)];
    let network = network(&[1, 0, -1], &arcs);
    let best = optimum(&network);
    assert_eq!(best.cost, dear);
    assert!(verify(&network, &best.flow, &best.potentials).is_ok());
}

/// The cheapest of all flows, by trying every one.
fn brute_force(network: &Network) -> Option<i64> {
    let arcs = network.arcs();
    let mut flow = vec![0; arcs.len()];
    let mut best: Option<i64> = None;
    loop {
        let mut left = network.supplies().to_vec();
        for (arc, units) in arcs.iter().zip(&flow) {
            left[arc.from as usize] -= units;
            left[arc.to as usize] += units;
        }
        if left.iter().all(|&units| units == 0) {
            let cost = arcs.iter().zip(&flow).map(|(arc, units)| arc.cost * units).sum();
            best = Some(best.map_or(cost, |other: i64| other.min(cost)));
        }
        let Some(next) = (0..arcs.len()).find(|&arc| flow[arc] < arcs[arc].capacity) else {
            return best;
        };
        flow[..next].fill(0);
        flow[next] += 1;
    }
}

fn small_network() -> impl Strategy<Value = Network> {
    let arcs = prop::collection::vec((0..4_u32, 0..4_u32, 0..3_i64, -4..10_i64), 0..7);
    (prop::collection::vec(-2..3_i64, 3), arcs).prop_map(|(mut supplies, arcs)| {
        supplies.push(-supplies.iter().sum::<i64>());
        let arcs: Vec<Arc> = arcs.into_iter().map(|(a, b, c, d)| arc(a, b, c, d)).collect();
        network(&supplies, &arcs)
    })
}

proptest! {
    #[test]
    fn equals_brute_force_and_proves_it(network in small_network()) {
        match minimum_cost_flow(&network) {
            FlowOutcome::Infeasible => prop_assert_eq!(brute_force(&network), None),
            FlowOutcome::Optimal(best) => {
                prop_assert_eq!(brute_force(&network), Some(best.cost));
                let proof = verify(&network, &best.flow, &best.potentials);
                prop_assert_eq!(proof.map(|proof| proof.dual_cost), Ok(best.cost.into()));
            }
        }
    }

    #[test]
    fn no_change_of_a_proven_flow_passes_as_cheaper(
        network in small_network(),
        at in any::<prop::sample::Index>(),
        change in prop::sample::select(vec![-3_i64, -1, 1, 3]),
    ) {
        let FlowOutcome::Optimal(best) = minimum_cost_flow(&network) else { return Ok(()) };
        let mut potentials = best.potentials.clone();
        let node = at.index(potentials.len());
        potentials[node] += change;
        match verify(&network, &best.flow, &potentials) {
            Ok(proof) => prop_assert_eq!(proof.cost, i128::from(best.cost)),
            Err(flaw) => prop_assert!(matches!(flaw, Flaw::ReducedCost { .. }), "{flaw}"),
        }
        if !network.arcs().is_empty() {
            let mut flow = best.flow.clone();
            let position = at.index(flow.len());
            flow[position] += change;
            let is_loop = network.arcs()[position].from == network.arcs()[position].to;
            let proof = verify(&network, &flow, &best.potentials);
            prop_assert!(proof.is_err() || is_loop && proof.map(|it| it.cost) == Ok(best.cost.into()));
        }
    }
}
