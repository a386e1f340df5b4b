//! The independent check of a flow: one pass over the arcs, no code in common with the solver.

use std::error::Error;
use std::fmt;

use super::network::Network;

/// What a verified pair of flow and potentials proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    /// What the flow costs.
    pub cost: i128,
    /// What no flow of this network can undercut; equal to `cost`.
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
            Self::Gap { cost, dual_cost } => write!(f, "cost {cost}, bound {dual_cost}"),
        }
    }
}

impl Error for Flaw {}

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
/// The first [`Flaw`], in the order lengths, arcs, nodes, gap.
pub fn verify(network: &Network, flow: &[i64], potentials: &[i64]) -> Result<Proof, Flaw> {
    let (arcs, supplies) = (network.arcs(), network.supplies());
    if flow.len() != arcs.len() {
        return Err(Flaw::FlowLength { arcs: arcs.len(), entries: flow.len() });
    }
    if potentials.len() != supplies.len() {
        return Err(Flaw::PotentialLength { nodes: supplies.len(), entries: potentials.len() });
    }
    let mut sent = vec![0_i128; supplies.len()];
    let (mut cost, mut dual_cost) = (0_i128, 0_i128);
    for (position, (arc, &units)) in arcs.iter().zip(flow).enumerate() {
        if units < 0 || units > arc.capacity {
            return Err(Flaw::Capacity { arc: position, flow: units, capacity: arc.capacity });
        }
        let (from, to) = (arc.from as usize, arc.to as usize);
        let reduced_cost =
            i128::from(arc.cost) - i128::from(potentials[from]) + i128::from(potentials[to]);
        let wants_more = reduced_cost < 0 && units < arc.capacity;
        let wants_less = reduced_cost > 0 && units > 0;
        if wants_more || wants_less {
            return Err(Flaw::ReducedCost { arc: position, flow: units, reduced_cost });
        }
        sent[from] += i128::from(units);
        sent[to] -= i128::from(units);
        cost += i128::from(arc.cost) * i128::from(units);
        dual_cost += i128::from(arc.capacity) * reduced_cost.min(0);
    }
    for (node, (&supply, &sent)) in supplies.iter().zip(&sent).enumerate() {
        if sent != i128::from(supply) {
            return Err(Flaw::Conservation { node, supply, sent });
        }
        dual_cost += i128::from(supply) * i128::from(potentials[node]);
    }
    if cost != dual_cost {
        return Err(Flaw::Gap { cost, dual_cost });
    }
    Ok(Proof { cost, dual_cost })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::Arc;

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
}
