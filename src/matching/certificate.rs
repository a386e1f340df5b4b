//! The independent check of a flow: one pass over the arcs, no code in common with the solver.

use std::error::Error;
use std::fmt;

use super::network::{Arc, Network};

/// What a verified pair of flow and potentials proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    /// What the flow costs.
    pub cost: i128,
    /// What no flow can undercut; equal to `cost` where there are no bundles.
    pub dual_cost: i128,
}

/// What is wrong with a flow or its potentials, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Flaw {
    /// A flow needs one entry an arc.
    FlowLength {
        /// The number of arcs.
        arcs: usize,
        /// The number of entries.
        entries: usize,
    },
    /// Potentials need one entry a node.
    PotentialLength {
        /// The number of nodes.
        nodes: usize,
        /// The number of entries.
        entries: usize,
    },
    /// An arc carries less than nothing or more than its capacity.
    Capacity {
        /// Position of the arc.
        arc: usize,
        /// What it carries.
        flow: i64,
        /// What it may carry.
        capacity: i64,
    },
    /// A node sends on more or less than its supply.
    Conservation {
        /// The node.
        node: usize,
        /// What it should send beyond what it receives.
        supply: i64,
        /// What it does.
        sent: i128,
    },
    /// The potentials say that more, or less, on this arc would be cheaper.
    ReducedCost {
        /// Position of the arc.
        arc: usize,
        /// What it carries.
        flow: i64,
        /// Its cost by the potentials.
        reduced_cost: i128,
    },
    /// A bundle carries more than it may, or its arcs are not arcs of the network in order.
    Bundle {
        /// Position of the bundle.
        bundle: usize,
        /// What its arcs carry.
        flow: i128,
        /// What they may carry.
        capacity: i64,
    },
    /// Cost and bound differ.
    Gap {
        /// What the flow costs.
        cost: i128,
        /// What the potentials prove.
        dual_cost: i128,
    },
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FlowLength { arcs, entries } => {
                write!(f, "{entries} flow entries for {arcs} arcs")
            }
            Self::PotentialLength { nodes, entries } => {
                write!(f, "{entries} potentials for {nodes} nodes")
            }
            Self::Capacity { arc, flow, capacity } => {
                write!(f, "arc {arc} carries {flow}, capacity {capacity}")
            }
            Self::Conservation { node, supply, sent } => {
                write!(f, "node {node} sends {sent}, supply {supply}")
            }
            Self::ReducedCost { arc, flow, reduced_cost } => {
                write!(f, "arc {arc} carries {flow} at a reduced cost of {reduced_cost}")
            }
            Self::Bundle { bundle, flow, capacity } => {
                write!(f, "bundle {bundle} carries {flow}, capacity {capacity}")
            }
            Self::Gap { cost, dual_cost } => write!(f, "cost {cost}, bound {dual_cost}"),
        }
    }
}

impl Error for Flaw {}

/// Arcs that draw on one amount together, such as the copies of a lot that several departure
/// windows of its lender may take. What an arc of a bundle may carry by itself stays its capacity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// Positions of its arcs, ascending; no arc is in two bundles.
    pub arcs: Vec<usize>,
    /// The most that they carry together, at least nought.
    pub capacity: i64,
}

/// Checks that a flow obeys the network and that no flow is cheaper, in `O(nodes + arcs)`.
///
/// With `reduced = cost - potentials[from] + potentials[to]`, the flow is optimal if `reduced >= 0`
/// wherever an arc has room and `reduced <= 0` wherever it has flow. Then the dual value
/// `sum(supply * potential) + sum(capacity * min(0, reduced))` equals the cost; it is a lower
/// bound for every flow, whatever the potentials. All sums are in `i128`.
///
/// Reference: R. K. Ahuja, T. L. Magnanti and J. B. Orlin (1993), "Network Flows", section 9.3 and
/// 9.4, whose sign convention this is.
///
/// # Errors
///
/// The first [`Flaw`], in the order lengths, arcs, nodes, reduced costs, gap.
pub fn verify(network: &Network, flow: &[i64], potentials: &[i64]) -> Result<Proof, Flaw> {
    let proof = verify_bundled(network, &[], flow, potentials)?;
    for (position, (arc, &units)) in network.arcs().iter().zip(flow).enumerate() {
        let reduced_cost = reduced_cost(arc, potentials);
        let wants_more = reduced_cost < 0 && units < arc.capacity;
        let wants_less = reduced_cost > 0 && units > 0;
        if wants_more || wants_less {
            return Err(Flaw::ReducedCost { arc: position, flow: units, reduced_cost });
        }
    }
    let Proof { cost, dual_cost } = proof;
    if cost != dual_cost {
        return Err(Flaw::Gap { cost, dual_cost });
    }
    Ok(proof)
}

/// Checks that a flow obeys a network and its bundles, and says what no such flow can undercut,
/// in `O(nodes + arcs)`.
///
/// Bundles make the question harder than a flow: cost and bound may differ, and their difference
/// is the most that the flow can be too dear. Any potentials give a bound, good ones a near one.
///
/// # Errors
///
/// The first [`Flaw`], in the order lengths, arcs, nodes, bundles.
pub fn verify_bundled(
    network: &Network,
    bundles: &[Bundle],
    flow: &[i64],
    potentials: &[i64],
) -> Result<Proof, Flaw> {
    let (nodes, arcs) = (network.supplies().len(), network.arcs().len());
    if flow.len() != arcs {
        return Err(Flaw::FlowLength { arcs, entries: flow.len() });
    }
    if potentials.len() != nodes {
        return Err(Flaw::PotentialLength { nodes, entries: potentials.len() });
    }
    let cost = carried(network, flow)?;
    for (bundle, Bundle { arcs, capacity }) in bundles.iter().enumerate() {
        let in_order = arcs.is_sorted_by(|a, b| a < b) && arcs.last() < Some(&flow.len());
        let units: i128 =
            arcs.iter().filter_map(|&arc| flow.get(arc)).map(|&f| i128::from(f)).sum();
        if !in_order || units > i128::from(*capacity) {
            return Err(Flaw::Bundle { bundle, flow: units, capacity: *capacity });
        }
    }
    Ok(Proof { cost, dual_cost: bound(network, bundles, potentials) })
}

/// What no flow within a network and its bundles can undercut, by any potentials, in
/// `O(nodes + arcs)`; potentials of an older network of the same shape, or nought, give a bound
/// that is valid and less near.
///
/// A bundle is worth what its most inviting arcs carry until it is full.
///
/// # Panics
///
/// When there are fewer potentials than nodes, or a bundle names an arc that does not exist.
pub fn bound(network: &Network, bundles: &[Bundle], potentials: &[i64]) -> i128 {
    let supplies = network.supplies().iter().zip(potentials);
    let mut dual: i128 =
        supplies.map(|(&supply, &potential)| i128::from(supply) * i128::from(potential)).sum();
    let worth = |arc: &Arc| i128::from(arc.capacity) * reduced_cost(arc, potentials).min(0);
    dual += network.arcs().iter().map(worth).sum::<i128>();
    for Bundle { arcs, capacity } in bundles {
        let arcs = || arcs.iter().map(|&arc| &network.arcs()[arc]);
        let apart: i128 = arcs().map(worth).sum();
        let mut inviting: Vec<(i128, i64)> =
            arcs().map(|arc| (reduced_cost(arc, potentials).min(0), arc.capacity)).collect();
        inviting.sort_unstable();
        let mut left = *capacity;
        for (reduced, room) in inviting {
            let units = room.min(left);
            left -= units;
            dual += reduced * i128::from(units);
        }
        dual -= apart;
    }
    dual
}

fn reduced_cost(arc: &Arc, potentials: &[i64]) -> i128 {
    let potential = |node: u32| i128::from(potentials[node as usize]);
    i128::from(arc.cost) - potential(arc.from) + potential(arc.to)
}

/// What a flow costs that keeps to the capacities and balances of a network.
fn carried(network: &Network, flow: &[i64]) -> Result<i128, Flaw> {
    let mut sent = vec![0_i128; network.supplies().len()];
    let mut cost = 0_i128;
    for (position, (arc, &units)) in network.arcs().iter().zip(flow).enumerate() {
        if units < 0 || units > arc.capacity {
            return Err(Flaw::Capacity { arc: position, flow: units, capacity: arc.capacity });
        }
        sent[arc.from as usize] += i128::from(units);
        sent[arc.to as usize] -= i128::from(units);
        cost += i128::from(arc.cost) * i128::from(units);
    }
    for (node, (&supply, &sent)) in network.supplies().iter().zip(&sent).enumerate() {
        if sent != i128::from(supply) {
            return Err(Flaw::Conservation { node, supply, sent });
        }
    }
    Ok(cost)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two units from node 0 to node 2, one by way of node 1.
    fn detour() -> Network {
        let arc = |from, to, capacity, cost| Arc { from, to, capacity, cost };
        let arcs = vec![arc(0, 1, 1, 1), arc(1, 2, 1, 1), arc(0, 2, 2, 5)];
        Network::new(vec![2, 0, -2], arcs).expect("a network")
    }

    fn check(flow: &[i64], potentials: &[i64], expected: Result<i128, Flaw>) {
        let proof = verify(&detour(), flow, potentials);
        assert_eq!(proof.map(|proof| proof.dual_cost), expected);
    }

    #[test]
    fn accepts_an_optimal_flow_whatever_the_level_of_the_potentials() {
        check(&[1, 1, 1], &[5, 4, 0], Ok(7));
        check(&[1, 1, 1], &[1_005, 1_001, 1_000], Ok(7));
    }

    #[test]
    fn names_the_arc_or_node_that_is_wrong() {
        check(&[1, 1], &[5, 4, 0], Err(Flaw::FlowLength { arcs: 3, entries: 2 }));
        check(&[1, 1, 1], &[5], Err(Flaw::PotentialLength { nodes: 3, entries: 1 }));
        check(&[2, 2, 0], &[5, 4, 0], Err(Flaw::Capacity { arc: 0, flow: 2, capacity: 1 }));
        check(&[1, 1, 0], &[5, 4, 0], Err(Flaw::Conservation { node: 0, supply: 2, sent: 1 }));
        let wants_more = Flaw::ReducedCost { arc: 0, flow: 0, reduced_cost: -1 };
        check(&[0, 0, 2], &[5, 3, 0], Err(wants_more));
        let wants_less = Flaw::ReducedCost { arc: 2, flow: 1, reduced_cost: 1 };
        check(&[1, 1, 1], &[4, 3, 0], Err(wants_less));
        assert_eq!(wants_less.to_string(), "arc 2 carries 1 at a reduced cost of 1");
    }

    /// Two units on one of two ways for 1 and for 3, or round both for 9; one unit on both together.
    fn two_ways() -> (Network, Bundle) {
        let arc = |from, to, capacity, cost| Arc { from, to, capacity, cost };
        let arcs = vec![
            arc(0, 1, 2, 0),
            arc(0, 2, 2, 0),
            arc(1, 3, 2, 1),
            arc(2, 3, 2, 3),
            arc(0, 3, 2, 9),
        ];
        let network = Network::new(vec![2, 0, 0, -2], arcs).expect("a network");
        (network, Bundle { arcs: vec![0, 1], capacity: 1 })
    }

    #[test]
    fn a_bundle_is_worth_what_its_most_inviting_arcs_carry() {
        let (network, bundle) = two_ways();
        let check = |flow: &[i64], potentials: &[i64]| {
            verify_bundled(&network, std::slice::from_ref(&bundle), flow, potentials)
        };
        let proof = check(&[1, 0, 1, 0, 1], &[9, 1, 3, 0]);
        assert_eq!(proof, Ok(Proof { cost: 10, dual_cost: 10 }));
        let proof = check(&[0, 1, 0, 1, 1], &[9, 1, 3, 0]);
        assert_eq!(proof, Ok(Proof { cost: 12, dual_cost: 10 }));
        let flaw = Flaw::Bundle { bundle: 0, flow: 2, capacity: 1 };
        assert_eq!(check(&[1, 1, 1, 1, 0], &[9, 1, 3, 0]), Err(flaw));
        let foreign = Bundle { arcs: vec![0, 5], capacity: 9 };
        let flaw = Flaw::Bundle { bundle: 0, flow: 1, capacity: 9 };
        assert_eq!(verify_bundled(&network, &[foreign], &[1, 0, 1, 0, 1], &[0; 4]), Err(flaw));
    }

    #[test]
    fn potentials_that_are_stale_or_missing_give_a_bound_that_is_lower_and_holds() {
        let (network, bundle) = two_ways();
        let bound = |potentials: &[i64]| bound(&network, std::slice::from_ref(&bundle), potentials);
        let least = 10;
        assert_eq!(bound(&[9, 1, 3, 0]), least);
        let missing = bound(&[0; 4]);
        assert!((0..least).contains(&missing), "{missing}");
        for stale in [[7, 1, 3, 0], [9, 5, 3, 0], [30, -4, 12, 5]] {
            assert!(bound(&stale) < least, "{stale:?}");
        }
    }
}
