//! The exact primal network simplex.

use super::network::Network;
use super::tree::Tree;

/// The least number of arcs that one search for an entering arc looks at.
const BLOCK_MIN: usize = 32;

/// An optimal flow and the potentials that prove it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Units on each arc, in the order of [`Network::arcs`].
    pub flow: Vec<i64>,
    /// A price for each node, such that `cost - potentials[from] + potentials[to]` is at least
    /// nought on every arc with room and at most nought on every arc with flow.
    pub potentials: Vec<i64>,
    /// What the flow costs.
    pub cost: i64,
    /// Changes of the spanning tree, and of arcs from empty to full or back.
    pub pivots: u64,
}

/// The answer of [`minimum_cost_flow`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlowOutcome {
    /// The cheapest flow that meets all supplies and demands.
    Optimal(Flow),
    /// The capacities do not let all supply reach the demand.
    Infeasible,
}

/// The cheapest flow of a network, with node potentials as its proof.
///
/// Primal network simplex: the flow of a spanning tree is improved by one arc at a time, found by
/// block search over `sqrt(arcs)` arcs. Of the arcs that block a change, the last one along the
/// cycle from its apex leaves, which keeps the tree strongly feasible and so rules out cycling.
/// The start is a star of artificial arcs, dearer than any path; what still flows there at the end
/// cannot be sent. Every step is in integers. Deterministic: the order of nodes and arcs decides
/// among equally cheap flows.
///
/// Each pivot takes `O(sqrt(arcs) + nodes)` at worst; the number of pivots has no polynomial bound
/// under this rule and is a small multiple of the number of arcs in practice.
///
/// Reference: W. H. Cunningham (1976), "A network simplex method", Mathematical Programming 11,
/// 105-116, <https://doi.org/10.1007/BF01580379>; Z. Kiraly and P. Kovacs (2012), "Efficient
/// implementations of minimum-cost flow algorithms", Acta Universitatis Sapientiae Informatica 4,
/// 67-118. The tree here keeps sibling lists instead of their thread index: shorter to prove.
///
/// # Panics
///
/// When the total cost does not fit an `i64`.
///
/// # Example
///
/// ```
/// use leenroute::matching::{Arc, FlowOutcome, Network, minimum_cost_flow};
///
/// let arc = |from, to, capacity, cost| Arc { from, to, capacity, cost };
/// let network = Network::new(vec![2, 0, -2], vec![arc(0, 1, 1, 1), arc(1, 2, 1, 1), arc(0, 2, 2, 5)])?;
/// let FlowOutcome::Optimal(best) = minimum_cost_flow(&network) else { unreachable!() };
/// assert_eq!((best.flow, best.cost), (vec![1, 1, 1], 7));
/// # Ok::<(), leenroute::matching::NetworkError>(())
/// ```
pub fn minimum_cost_flow(network: &Network) -> FlowOutcome {
    let mut simplex = Simplex::new(network);
    let mut pivots = 0;
    while let Some(entering) = simplex.entering() {
        simplex.pivot(entering);
        pivots += 1;
    }
    let real = network.arcs().len();
    if simplex.flow[real..].iter().any(|&units| units > 0) {
        return FlowOutcome::Infeasible;
    }
    simplex.flow.truncate(real);
    simplex.potential.truncate(network.supplies().len());
    let cost: i128 = (network.arcs().iter().zip(&simplex.flow))
        .map(|(arc, &units)| i128::from(arc.cost) * i128::from(units))
        .sum();
    FlowOutcome::Optimal(Flow {
        flow: simplex.flow,
        potentials: simplex.potential,
        cost: i64::try_from(cost).expect("documented: the total cost fits 64 bits"),
        pivots,
    })
}

/// Where an arc stands; as a factor of its reduced cost, a negative product invites a pivot.
type State = i8;
const EMPTY: State = 1;
const IN_TREE: State = 0;
const FULL: State = -1;

/// The working arrays; the arcs `searched..` are artificial, one a node, to or from the root.
struct Simplex {
    from: Vec<u32>,
    to: Vec<u32>,
    capacity: Vec<i64>,
    cost: Vec<i64>,
    flow: Vec<i64>,
    state: Vec<State>,
    potential: Vec<i64>,
    tree: Tree,
    searched: usize,
    block: usize,
    next: usize,
}

/// The arc that leaves the tree is the one above `cut`, on the side of the cycle that ends in
/// `inner`; `outer` is the other end of the entering arc.
struct Leaving {
    cut: u32,
    inner: u32,
    outer: u32,
}

impl Simplex {
    fn new(network: &Network) -> Self {
        let arcs = network.arcs();
        let root = u32::try_from(network.supplies().len()).expect("nodes are numbered in 32 bits");
        let first_artificial = u32::try_from(arcs.len()).expect("arcs are numbered in 32 bits");
        let dearest = arcs.iter().map(|arc| arc.cost.abs()).max().unwrap_or(0);
        let artificial_cost = (dearest + 1) * (i64::from(root) + 1);
        let mut simplex = Self {
            from: arcs.iter().map(|arc| arc.from).collect(),
            to: arcs.iter().map(|arc| arc.to).collect(),
            capacity: arcs.iter().map(|arc| arc.capacity).collect(),
            cost: arcs.iter().map(|arc| arc.cost).collect(),
            flow: vec![0; arcs.len()],
            state: vec![EMPTY; arcs.len()],
            potential: Vec::with_capacity(root as usize + 1),
            tree: Tree::star(root, first_artificial),
            searched: arcs.len(),
            block: arcs.len().isqrt().max(BLOCK_MIN),
            next: 0,
        };
        for (node, &supply) in (0..root).zip(network.supplies()) {
            // A node without supply points to the root: an empty tree arc must lead upwards.
            let (from, to, potential) = if supply >= 0 {
                (node, root, artificial_cost)
            } else {
                (root, node, -artificial_cost)
            };
            simplex.from.push(from);
            simplex.to.push(to);
            simplex.capacity.push(i64::MAX);
            simplex.cost.push(artificial_cost);
            simplex.flow.push(supply.abs());
            simplex.state.push(IN_TREE);
            simplex.potential.push(potential);
        }
        simplex.potential.push(0);
        simplex
    }

    fn reduced_cost(&self, arc: usize) -> i64 {
        self.cost[arc] - self.potential[self.from[arc] as usize]
            + self.potential[self.to[arc] as usize]
    }

    /// The most inviting arc of the next block that has one; artificial arcs never come back.
    fn entering(&mut self) -> Option<usize> {
        let (mut best, mut best_gain) = (None, 0);
        let mut left_in_block = self.block;
        for step in 0..self.searched {
            let wrapped = self.next + step;
            let arc = if wrapped < self.searched { wrapped } else { wrapped - self.searched };
            let state = self.state[arc];
            if state != IN_TREE {
                let gain = i64::from(state) * self.reduced_cost(arc);
                if gain < best_gain {
                    (best, best_gain) = (Some(arc), gain);
                }
            }
            left_in_block -= 1;
            if left_in_block == 0 {
                if best.is_some() {
                    self.next = (arc + 1) % self.searched;
                    return best;
                }
                left_in_block = self.block;
            }
        }
        best
    }

    fn pivot(&mut self, entering: usize) {
        let (first, second) = if self.state[entering] == EMPTY {
            (self.from[entering], self.to[entering])
        } else {
            (self.to[entering], self.from[entering])
        };
        let join = self.tree.join(first, second);
        let (units, leaving) = self.blocking(self.capacity[entering], (first, second), join);
        if units > 0 {
            self.flow[entering] += i64::from(self.state[entering]) * units;
            self.push(first, join, -units);
            self.push(second, join, units);
        }
        let Some(Leaving { cut, inner, outer }) = leaving else {
            self.state[entering] = -self.state[entering];
            return;
        };
        let left = self.tree.parent_arc(cut) as usize;
        self.state[left] = if self.flow[left] == 0 { EMPTY } else { FULL };
        self.state[entering] = IN_TREE;
        let reduced = self.reduced_cost(entering);
        let shift = if self.from[entering] == inner { reduced } else { -reduced };
        let arc = u32::try_from(entering).expect("arcs are numbered in 32 bits");
        let potential = &mut self.potential;
        self.tree.rehang(cut, inner, (outer, arc), |node| potential[node as usize] += shift);
    }

    /// How much can go round the cycle, and which tree arc stops it; none when the entering arc
    /// itself does. Ties go to the last arc on the way from the join through `first` and `second`
    /// back to the join, so that every empty tree arc keeps pointing to the root.
    fn blocking(
        &self,
        entering_room: i64,
        (first, second): (u32, u32),
        join: u32,
    ) -> (i64, Option<Leaving>) {
        let (mut units, mut leaving) = (entering_room, None);
        let mut node = first;
        while node != join {
            let room = self.room_down(node);
            if room < units {
                (units, leaving) = (room, Some(Leaving { cut: node, inner: first, outer: second }));
            }
            node = self.tree.parent(node);
        }
        node = second;
        while node != join {
            let room = self.room_up(node);
            if room <= units {
                (units, leaving) = (room, Some(Leaving { cut: node, inner: second, outer: first }));
            }
            node = self.tree.parent(node);
        }
        (units, leaving)
    }

    fn points_up(&self, node: u32) -> bool {
        self.from[self.tree.parent_arc(node) as usize] == node
    }

    fn room_up(&self, node: u32) -> i64 {
        let arc = self.tree.parent_arc(node) as usize;
        if self.points_up(node) { self.capacity[arc] - self.flow[arc] } else { self.flow[arc] }
    }

    fn room_down(&self, node: u32) -> i64 {
        let arc = self.tree.parent_arc(node) as usize;
        if self.points_up(node) { self.flow[arc] } else { self.capacity[arc] - self.flow[arc] }
    }

    /// Sends units upwards from a node to an ancestor; a negative number sends them down.
    fn push(&mut self, mut node: u32, ancestor: u32, units: i64) {
        while node != ancestor {
            let arc = self.tree.parent_arc(node) as usize;
            self.flow[arc] += if self.points_up(node) { units } else { -units };
            node = self.tree.parent(node);
        }
    }
}

#[cfg(test)]
mod tests {
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
}
