//! A directed network with supplies, capacities and costs: the plain data of the engine.

use std::error::Error;
use std::fmt;

/// A directed arc from one node to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// The node that the flow leaves.
    pub from: u32,
    /// The node that the flow enters.
    pub to: u32,
    /// The most that may flow, at least nought.
    pub capacity: i64,
    /// The cost of one unit of flow; may be negative.
    pub cost: i64,
}

/// A validated network: every arc joins two of its nodes, the supplies add up to nought, and all
/// sums that the solver forms fit an `i64`.
///
/// Node `v` sends `supplies()[v]` units more than it receives; a demand is a negative supply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    supplies: Vec<i64>,
    arcs: Vec<Arc>,
}

/// Why a list of supplies and arcs is no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NetworkError {
    /// An arc names a node that has no supply entry.
    NodeUnknown {
        /// Position of the arc.
        arc: usize,
        /// The node that it names.
        node: u32,
    },
    /// An arc has a capacity below nought.
    CapacityNegative {
        /// Position of the arc.
        arc: usize,
    },
    /// The supplies do not add up to nought.
    Unbalanced {
        /// Their sum.
        surplus: i128,
    },
    /// Numbers so large that exact sums would not fit 64 bits.
    TooLarge,
}

impl fmt::Display for NetworkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NodeUnknown { arc, node } => write!(f, "arc {arc} names the unknown node {node}"),
            Self::CapacityNegative { arc } => write!(f, "arc {arc} has a negative capacity"),
            Self::Unbalanced { surplus } => write!(f, "supply exceeds demand by {surplus}"),
            Self::TooLarge => f.write_str("costs or quantities too large for exact sums"),
        }
    }
}

impl Error for NetworkError {}

impl Network {
    /// The network of these supplies (a node each) and arcs, in `O(nodes + arcs)`.
    ///
    /// # Errors
    ///
    /// See [`NetworkError`]. The size limit is `8 (nodes + 1) (dearest arc + 1) < 2^63` for costs
    /// and `supplies + capacities < 2^61` for quantities.
    pub fn new(supplies: Vec<i64>, arcs: Vec<Arc>) -> Result<Self, NetworkError> {
        for (position, arc) in arcs.iter().enumerate() {
            for node in [arc.from, arc.to] {
                if node as usize >= supplies.len() {
                    return Err(NetworkError::NodeUnknown { arc: position, node });
                }
            }
            if arc.capacity < 0 {
                return Err(NetworkError::CapacityNegative { arc: position });
            }
        }
        let surplus: i128 = supplies.iter().map(|&supply| i128::from(supply)).sum();
        if surplus != 0 {
            return Err(NetworkError::Unbalanced { surplus });
        }
        let dearest = arcs.iter().map(|arc| i128::from(arc.cost).abs()).max().unwrap_or(0);
        let costs = 8 * (dearest + 1) * (supplies.len() as i128 + 1);
        let quantities = supplies.iter().map(|&supply| i128::from(supply).abs()).sum::<i128>()
            + arcs.iter().map(|arc| i128::from(arc.capacity)).sum::<i128>();
        if costs > i128::from(i64::MAX) || quantities > i128::from(i64::MAX / 4) {
            return Err(NetworkError::TooLarge);
        }
        Ok(Self { supplies, arcs })
    }

    /// Supply of every node; negative is demand.
    pub fn supplies(&self) -> &[i64] {
        &self.supplies
    }

    /// All arcs; a flow has one entry for each, in this order.
    pub fn arcs(&self) -> &[Arc] {
        &self.arcs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arc(from: u32, to: u32, capacity: i64, cost: i64) -> Arc {
        Arc { from, to, capacity, cost }
    }

    #[test]
    fn refuses_what_is_no_network_and_says_where() {
        let check = |supplies: &[i64], arcs: &[Arc], expected: NetworkError| {
            assert_eq!(Network::new(supplies.to_vec(), arcs.to_vec()), Err(expected));
        };
        check(
            &[1, -1],
            &[arc(0, 1, 1, 1), arc(0, 2, 1, 1)],
            NetworkError::NodeUnknown { arc: 1, node: 2 },
        );
        check(&[1, -1], &[arc(0, 1, -1, 1)], NetworkError::CapacityNegative { arc: 0 });
        check(&[2, -1], &[arc(0, 1, 1, 1)], NetworkError::Unbalanced { surplus: 1 });
        check(&[1, -1], &[arc(0, 1, 1, i64::MAX / 20)], NetworkError::TooLarge);
        check(&[1, -1], &[arc(0, 1, i64::MAX, 1)], NetworkError::TooLarge);
    }

    #[test]
    fn says_in_words_what_is_wrong() {
        let words = NetworkError::NodeUnknown { arc: 3, node: 9 }.to_string();
        assert_eq!(words, "arc 3 names the unknown node 9");
    }
}
