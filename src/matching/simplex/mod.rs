//! The exact primal network simplex.

use std::ops::Range;

use rayon::prelude::*;

use super::network::{Arc, Network};
use super::tree::Tree;

/// Inviting arcs that are looked for at once, at least.
const INVITING_MIN: usize = 8;
/// Arcs that one task looks at when candidates are chosen.
const SCANNED_AT_ONCE: usize = 1 << 16;

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
/// Primal network simplex: the flow of a spanning tree is improved by one arc at a time. Arcs that
/// invite are collected, about a quarter of `sqrt(arcs)` at once, and taken the most inviting
/// first as long as they still do. Of the arcs that block a change, the last one along the cycle
/// from its apex leaves, which keeps the tree strongly feasible and so rules out cycling. The
/// start is a star of artificial arcs, dearer than any path; what still flows there at the end
/// cannot be sent. Every step is in integers. Deterministic: the order of nodes and arcs decides
/// among equally cheap flows.
///
/// Each pivot takes `O(sqrt(arcs) + nodes)` at worst; the number of pivots has no polynomial bound
/// under this rule and is a small multiple of the number of arcs in practice. A network that falls
/// into parts is better solved by
/// [`minimum_cost_flow_by_parts`](super::minimum_cost_flow_by_parts).
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
    let mut simplex = Simplex::default();
    let supplies = network.supplies().iter().copied();
    simplex.start(network.arcs().iter().copied(), supplies, dearer_than_any_path(network));
    simplex.improve(i64::MAX);
    simplex.outcome(network)
}

/// A cost above that of every path without a repeated node.
pub(super) fn dearer_than_any_path(network: &Network) -> i64 {
    let dearest = network.arcs().iter().map(|arc| arc.cost.abs()).max().unwrap_or(0);
    (dearest + 1) * (i64::from(arc_number(network.supplies().len())) + 1)
}

/// Where an arc stands; as a factor of its reduced cost, a negative product invites a pivot.
pub(super) type State = i8;
pub(super) const EMPTY: State = 1;
pub(super) const IN_TREE: State = 0;
pub(super) const FULL: State = -1;

/// Where a solver may begin: a flow, and a spanning tree below node 0 from each node of which
/// something can be sent up to it.
///
/// Every node has an artificial arc beside those of the network, to node 0 or, where its entry in
/// `artificial` is negative, from it. Artificial arcs are numbered behind the arcs of the network, by
/// node.
#[derive(Debug, Default)]
pub(super) struct Basis {
    /// Units on each arc of the network.
    pub(super) flow: Vec<i64>,
    pub(super) state: Vec<State>,
    /// Units on each artificial arc; a node's own entry tells its direction.
    pub(super) artificial: Vec<i64>,
    /// The arc between each node and its parent; any for node 0.
    pub(super) holder: Vec<u32>,
}

/// The working arrays; the arcs `searched..` are artificial, one a node, to or from node 0.
#[derive(Default)]
pub(super) struct Simplex {
    from: Vec<u32>,
    to: Vec<u32>,
    capacity: Vec<i64>,
    cost: Vec<i64>,
    flow: Vec<i64>,
    state: Vec<State>,
    tree: Tree,
    searched: usize,
    next: usize,
    inviting: Vec<(i64, u32)>,
    candidates: Vec<u32>,
    pivots: u64,
}

/// The arc that leaves the tree is the one above `cut`, on the side of the cycle that ends in
/// `inner`; `outer` is the other end of the entering arc.
struct Leaving {
    cut: u32,
    inner: u32,
    outer: u32,
}

impl Simplex {
    /// Begins with a star: everything flows by artificial arcs. Keeps the memory that it has.
    pub(super) fn start(
        &mut self,
        arcs: impl Iterator<Item = Arc>,
        supplies: impl Iterator<Item = i64>,
        artificial_cost: i64,
    ) {
        self.load(arcs);
        self.flow.resize(self.searched, 0);
        self.state.resize(self.searched, EMPTY);
        supplies.for_each(|supply| self.add_artificial(supply, artificial_cost));
        let first = arc_number(self.searched);
        let nodes = self.node_count();
        let Self { from, cost, tree, .. } = self;
        tree.grow((nodes, 1), |node| (0, first + node), |arc, node| rise(from, cost, arc, node));
    }

    /// Begins where something else came to an end; the first nodes are heads of the tree.
    pub(super) fn resume(
        network: &Network,
        heads: u32,
        basis: Basis,
        artificial_cost: i64,
    ) -> Self {
        let mut simplex = Self::default();
        simplex.load(network.arcs().iter().copied());
        (simplex.flow, simplex.state) = (basis.flow, basis.state);
        for units in basis.artificial {
            simplex.add_artificial(units, artificial_cost);
        }
        let nodes = simplex.node_count();
        let Self { from, to, cost, tree, .. } = &mut simplex;
        let parent = |node: u32| {
            let arc = basis.holder[node as usize];
            let (from, to) = (from[arc as usize], to[arc as usize]);
            (if from == node { to } else { from }, arc)
        };
        tree.grow((nodes, heads), parent, |arc, node| rise(from, cost, arc, node));
        simplex
    }

    fn load(&mut self, arcs: impl Iterator<Item = Arc>) {
        self.from.clear();
        self.to.clear();
        self.capacity.clear();
        self.cost.clear();
        self.flow.clear();
        self.state.clear();
        for arc in arcs {
            self.from.push(arc.from);
            self.to.push(arc.to);
            self.capacity.push(arc.capacity);
            self.cost.push(arc.cost);
        }
        self.searched = self.from.len();
        self.candidates.clear();
        self.next = 0;
        self.pivots = 0;
    }

    /// A node without supply points to node 0: an empty tree arc must lead upwards.
    fn add_artificial(&mut self, units: i64, cost: i64) {
        let node = arc_number(self.from.len() - self.searched);
        let (from, to) = if units >= 0 { (node, 0) } else { (0, node) };
        self.from.push(from);
        self.to.push(to);
        self.capacity.push(i64::MAX);
        self.cost.push(if node == 0 { 0 } else { cost });
        self.flow.push(units.abs());
        self.state.push(IN_TREE);
    }

    fn node_count(&self) -> u32 {
        arc_number(self.from.len() - self.searched)
    }

    /// Pivots until no arc invites one. Only arcs within a margin of inviting one are looked at
    /// between two looks at all arcs.
    pub(super) fn improve(&mut self, margin: i64) {
        loop {
            self.find_inviting();
            if self.inviting.is_empty() && !self.choose_candidates(margin) {
                return;
            }
            self.pivot_inviting();
        }
    }

    /// Pivots until few of the arcs within a margin invite one.
    pub(super) fn improve_roughly(&mut self, margin: i64) {
        self.choose_candidates(margin);
        while self.find_inviting() {
            self.pivot_inviting();
        }
        self.pivot_inviting();
    }

    /// On the arcs that were found, as far as they still invite, the most inviting first. Artificial
    /// arcs never come back.
    fn pivot_inviting(&mut self) {
        while let Some((_, arc)) = self.inviting.pop() {
            if self.gain(arc as usize) < 0 {
                self.pivot(arc as usize);
                self.pivots += 1;
            }
        }
    }

    /// Looks through the candidates, from where it ended last time, until enough invite; whether
    /// they do.
    fn find_inviting(&mut self) -> bool {
        let count = self.candidates.len();
        let enough = (count.isqrt() / 4).max(INVITING_MIN);
        for _ in 0..count {
            let arc = self.candidates[self.next];
            self.next = if self.next + 1 < count { self.next + 1 } else { 0 };
            let gain = self.gain(arc as usize);
            if gain < 0 {
                self.inviting.push((gain, arc));
                if self.inviting.len() == enough {
                    break;
                }
            }
        }
        self.inviting.sort_unstable_by(|a, b| b.cmp(a));
        self.inviting.len() == enough
    }

    /// What it came to, for the network that it was begun with.
    pub(super) fn outcome(mut self, network: &Network) -> FlowOutcome {
        let real = self.searched;
        // That of node 0 is a loop.
        if self.flow[real..].iter().skip(1).any(|&units| units > 0) {
            return FlowOutcome::Infeasible;
        }
        self.flow.truncate(real);
        let potentials = self.potentials().collect();
        let cost: i128 = (network.arcs().iter().zip(&self.flow))
            .map(|(arc, &units)| i128::from(arc.cost) * i128::from(units))
            .sum();
        FlowOutcome::Optimal(Flow {
            flow: self.flow,
            potentials,
            cost: i64::try_from(cost).expect("documented: the total cost fits 64 bits"),
            pivots: self.pivots,
        })
    }

    /// The potential of each node.
    pub(super) fn potentials(&self) -> impl Iterator<Item = i64> {
        (0..self.node_count()).map(|node| self.tree.potential(node))
    }

    /// Appends what it came to, but for node 0, to a basis of a larger network of `arcs` arcs, in
    /// which its own arcs and nodes are numbered from `first`.
    pub(super) fn append_to(&self, basis: &mut Basis, first: (usize, usize), arcs: usize) {
        let real = self.searched;
        basis.flow.extend_from_slice(&self.flow[..real]);
        basis.state.extend_from_slice(&self.state[..real]);
        for node in 1..self.node_count() as usize {
            let arc = real + node;
            let up = self.from[arc] as usize == node;
            basis.artificial.push(if up { self.flow[arc] } else { -self.flow[arc] });
        }
        let number = |node: u32| {
            let arc = self.tree.parent_arc(node) as usize;
            let number =
                if arc < real { first.0 + arc } else { arcs + first.1 + node as usize - 1 };
            arc_number(number)
        };
        basis.holder.extend((1..self.node_count()).map(number));
    }

    /// What an arc adds to the cost at least, per unit, if it changes; negative where it invites.
    #[inline]
    fn gain(&self, arc: usize) -> i64 {
        i64::from(self.state[arc]) * self.reduced_cost(arc)
    }

    /// The two ends of an arc.
    fn ends(&self, arc: usize) -> (u32, u32) {
        (self.from[arc], self.to[arc])
    }

    pub(super) fn cost(&self, arc: usize) -> i64 {
        self.cost[arc]
    }

    pub(super) fn flow(&self, arc: usize) -> i64 {
        self.flow[arc]
    }

    /// Whether an arc would invite a pivot at another cost.
    pub(super) fn invites_at(&self, arc: usize, cost: i64) -> bool {
        let reduced = self.reduced_cost(arc) + cost - self.cost[arc];
        reduced < 0 && self.flow[arc] < self.capacity[arc] || reduced > 0 && self.flow[arc] > 0
    }

    /// Changes the cost of an arc between heads. Where it holds one of them in the tree, the
    /// potentials below change with it.
    pub(super) fn set_cost(&mut self, arc: usize, cost: i64) {
        let more = cost - std::mem::replace(&mut self.cost[arc], cost);
        if self.state[arc] != IN_TREE {
            return;
        }
        let (from, to) = self.ends(arc);
        if from != 0 && self.tree.parent_arc(from) as usize == arc {
            self.tree.shift_levels(from, more);
        } else if to != 0 && self.tree.parent_arc(to) as usize == arc {
            self.tree.shift_levels(to, -more);
        }
    }

    /// Makes the potential of each head its price, below nought, by the cost of the arc that holds
    /// it.
    pub(super) fn price_heads(&mut self, holders: &[u32], prices: &[i64]) {
        for &arc in holders.iter().skip(1) {
            let arc = arc as usize;
            let (from, to) = self.ends(arc);
            self.set_cost(arc, prices[to as usize] - prices[from as usize]);
        }
    }

    #[inline]
    fn reduced_cost(&self, arc: usize) -> i64 {
        self.cost[arc] - self.tree.potential(self.from[arc]) + self.tree.potential(self.to[arc])
    }

    /// The arcs that invite or would if their reduced cost were less by a margin; whether any does.
    fn choose_candidates(&mut self, margin: i64) -> bool {
        let scan = |arcs: Range<usize>| {
            let mut any = false;
            let near = arcs.filter(|&arc| {
                let gain = self.gain(arc);
                any |= gain < 0;
                self.state[arc] != IN_TREE && gain < margin.max(1)
            });
            let near: Vec<u32> = near.map(arc_number).collect();
            (any, near)
        };
        let chunks: Vec<(bool, Vec<u32>)> = if self.searched < 2 * SCANNED_AT_ONCE {
            vec![scan(0..self.searched)]
        } else {
            let chunks = (0..self.searched.div_ceil(SCANNED_AT_ONCE)).into_par_iter();
            let chunk = |number: usize| {
                let first = number * SCANNED_AT_ONCE;
                scan(first..(first + SCANNED_AT_ONCE).min(self.searched))
            };
            chunks.map(chunk).collect()
        };
        self.candidates.clear();
        let mut any = false;
        for (some, near) in chunks {
            any |= some;
            self.candidates.extend(near);
        }
        self.next = 0;
        any
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
        let arc = arc_number(entering);
        let Self { from, cost, tree, .. } = self;
        tree.rehang(cut, inner, (outer, arc), |arc, node| rise(from, cost, arc, node));
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

/// A position among the arcs, as the tree keeps it.
pub(super) fn arc_number(arc: usize) -> u32 {
    u32::try_from(arc).expect("arcs are numbered in 32 bits")
}

/// By how much the potential of a node is above that of its parent: the arc between them has no
/// reduced cost.
#[inline]
fn rise(from: &[u32], cost: &[i64], arc: u32, node: u32) -> i64 {
    let arc = arc as usize;
    if from[arc] == node { cost[arc] } else { -cost[arc] }
}

#[cfg(test)]
mod tests;
