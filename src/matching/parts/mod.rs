//! Networks that fall apart where a few nodes are shared: each part alone first, in parallel, then
//! the whole from there.
//!
//! # Algorithm
//!
//! 1. One part of four is solved as a network of its own, with a quarter of the capacities that
//!    parts share. The potentials of the shared nodes are prices.
//! 2. Each part is solved alone as if any amount could be had at these prices. The parts' trees
//!    together are a tree of the whole.
//! 3. What they ask for is near what the shared nodes have, yet not equal. The costs of the arcs
//!    into the head are eased until no arc invites a pivot, and then go back to the truth, by
//!    steps that double where that is not enough; see [`Easing`]. After each step the network
//!    simplex goes on from where it stands.
//!
//! Exact: the end is an optimum of the whole network, proven by its potentials.

use std::ops::Range;

use rayon::prelude::*;

use super::easing::Easing;
use super::network::{Arc, Network};
use super::simplex::{
    Basis, EMPTY, FULL, FlowOutcome, IN_TREE, Simplex, arc_number, dearer_than_any_path,
};

/// Parts that one task solves.
const PARTS_A_TASK: usize = 256;
/// So many parts or more are solved after a look at a sample.
const SAMPLED_FROM: usize = 1_000;
/// One part of so many is in the sample.
const SAMPLE_EVERY: u8 = 4;

/// How the nodes and arcs of a [`Network`] fall into a head, which all share, and parts behind it.
///
/// The head comes first, and its node 0 is the source. An arc of the head ends in a node of the
/// head that comes after the one it leaves. An arc of a part joins two of its nodes, or one of them
/// and one of the head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    first_node: Vec<u32>,
    first_arc: Vec<usize>,
}

impl Parts {
    /// A head of so many nodes, at least one, and arcs, and no part yet.
    pub fn of_head(nodes: u32, arcs: usize) -> Self {
        Self { first_node: vec![nodes.max(1)], first_arc: vec![arcs] }
    }

    /// One part more: the nodes and arcs behind all others, up to these numbers of both.
    pub fn push(&mut self, nodes: u32, arcs: usize) {
        self.first_node.push(nodes);
        self.first_arc.push(arcs);
    }

    /// The number of parts.
    pub fn len(&self) -> usize {
        self.first_node.len() - 1
    }

    /// Whether there is no part.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of nodes in the head.
    pub(super) fn head(&self) -> u32 {
        self.first_node[0]
    }

    /// The number of arcs in the head.
    pub(super) fn head_arcs(&self) -> usize {
        self.first_arc[0]
    }

    /// The same parts where nodes and arcs were merged into earlier ones of their part: with the
    /// number of nodes and of arcs that are left of so many first ones.
    pub(super) fn merged(
        &self,
        nodes_left: impl Fn(u32) -> u32,
        arcs_left: impl Fn(usize) -> usize,
    ) -> Self {
        Self {
            first_node: self.first_node.iter().map(|&nodes| nodes_left(nodes)).collect(),
            first_arc: self.first_arc.iter().map(|&arcs| arcs_left(arcs)).collect(),
        }
    }

    fn nodes(&self, part: usize) -> Range<u32> {
        self.first_node[part]..self.first_node[part + 1]
    }

    fn arcs(&self, part: usize) -> Range<usize> {
        self.first_arc[part]..self.first_arc[part + 1]
    }

    /// The number of a node where the head stays as it is and a part begins right behind it or
    /// elsewhere: `shift` nodes earlier.
    fn shifted(&self, node: u32, shift: u32) -> u32 {
        if node < self.head() { node } else { node - shift }
    }

    fn fit(&self, network: &Network) -> bool {
        let ends = (self.first_node.last(), self.first_arc.last());
        let in_order = self.first_node.is_sorted() && self.first_arc.is_sorted();
        let nodes = u32::try_from(network.supplies().len()).ok();
        let head = &network.arcs()[..self.head_arcs().min(network.arcs().len())];
        let within = |part: usize| {
            let own = |node: u32| node < self.head() || self.nodes(part).contains(&node);
            network.arcs()[self.arcs(part)].iter().all(|arc| own(arc.from) && own(arc.to))
        };
        in_order
            && ends == (nodes.as_ref(), Some(&network.arcs().len()))
            && head.iter().all(|arc| arc.from < arc.to && arc.to < self.head())
            && (0..self.len()).all(within)
    }
}

/// The cheapest flow of a network that falls into parts: what
/// [`minimum_cost_flow`](super::minimum_cost_flow) finds, sooner. Another flow of equal cost may
/// come out; which one depends on the order of nodes and arcs alone.
///
/// The more the parts have to themselves, the sooner: where no node of the head is asked for too
/// much, the parts alone are all the work, on all threads. Runs on the current rayon pool.
///
/// # Panics
///
/// When the parts do not fit the network as [`Parts`] says, or the total cost does not fit an
/// `i64`.
///
/// # Example
///
/// ```
/// use leenroute::matching::{Arc, FlowOutcome, Network, Parts, minimum_cost_flow_by_parts};
///
/// // One unit of node 1 is wanted by node 2 and by node 3, which can do without for 5 and 9.
/// let arc = |from, to, capacity, cost| Arc { from, to, capacity, cost };
/// let arcs = vec![arc(0, 1, 1, 0), arc(1, 2, 1, 1), arc(0, 2, 1, 5), arc(1, 3, 1, 1), arc(0, 3, 1, 9)];
/// let network = Network::new(vec![2, 0, -1, -1], arcs)?;
/// let mut parts = Parts::of_head(2, 1);
/// parts.push(3, 3);
/// parts.push(4, 5);
/// let FlowOutcome::Optimal(best) = minimum_cost_flow_by_parts(&network, &parts) else { unreachable!() };
/// assert_eq!((best.flow, best.cost), (vec![1, 0, 1, 1, 0], 6));
/// # Ok::<(), leenroute::matching::NetworkError>(())
/// ```
pub fn minimum_cost_flow_by_parts(network: &Network, parts: &Parts) -> FlowOutcome {
    assert!(parts.fit(network), "documented: the parts are those of the network");
    solve(network, parts)
}

fn solve(network: &Network, parts: &Parts) -> FlowOutcome {
    let prices = prices_of_sample(network, parts);
    let dear = dearer_than_any_path(network);
    let mut basis = solve_each_alone(network, parts, &prices, dear);
    feed_head(network, parts, &mut basis);
    let holders = basis.holder[..parts.head() as usize].to_vec();
    let mut simplex = Simplex::resume(network, parts.head(), basis, dear);
    let mut easing = Easing::new(network, (parts.head(), parts.head_arcs()), dear);
    simplex.price_heads(&holders, &prices);
    loop {
        simplex.improve_roughly(easing.margin());
        if easing.tighten(&mut simplex) {
            continue;
        }
        simplex.improve(easing.last_margin());
        if !easing.tighten(&mut simplex) {
            return simplex.outcome(network);
        }
    }
}

/// What the nodes of the head cost in a sample of the parts, with as large a share of all that the
/// head has.
fn prices_of_sample(network: &Network, parts: &Parts) -> Vec<i64> {
    let head = parts.head() as usize;
    if parts.len() < SAMPLED_FROM || is_plentiful(network, parts) {
        return vec![0; head];
    }
    let every = i64::from(SAMPLE_EVERY);
    let share = |amount: i64| (amount + every / 2).div_euclid(every);
    let mut supplies: Vec<i64> =
        network.supplies()[..head].iter().map(|&supply| share(supply)).collect();
    let mut arcs: Vec<Arc> = (network.arcs()[..parts.head_arcs()].iter())
        .map(|arc| Arc { capacity: share(arc.capacity), ..*arc })
        .collect();
    let mut sample = Parts::of_head(parts.head(), parts.head_arcs());
    for part in (0..parts.len()).step_by(usize::from(SAMPLE_EVERY)) {
        let nodes = parts.nodes(part);
        let shift = nodes.start - arc_number(supplies.len());
        supplies.extend_from_slice(&network.supplies()[nodes.start as usize..nodes.end as usize]);
        arcs.extend(network.arcs()[parts.arcs(part)].iter().map(|arc| Arc {
            from: parts.shifted(arc.from, shift),
            to: parts.shifted(arc.to, shift),
            ..*arc
        }));
        sample.push(arc_number(supplies.len()), arcs.len());
    }
    supplies[0] = -supplies[1..].iter().sum::<i64>();
    let sampled = Network::new(supplies, arcs).expect("no larger than the whole");
    match solve(&sampled, &sample) {
        FlowOutcome::Optimal(flow) => flow.potentials[..head].iter().map(|&of| -of).collect(),
        FlowOutcome::Infeasible => vec![0; head],
    }
}

/// Whether no arc of the head can be full and nothing is in short supply there: then its nodes cost
/// what their arcs do.
fn is_plentiful(network: &Network, parts: &Parts) -> bool {
    let all: i64 = network.supplies().iter().filter(|&&supply| supply > 0).sum();
    let head = &network.arcs()[..parts.head_arcs()];
    head.iter().all(|arc| arc.capacity >= all && arc.cost == 0)
        && network.supplies()[1..parts.head() as usize].iter().all(|&supply| supply == 0)
}

/// Every part as if the head had any amount at these prices.
fn solve_each_alone(network: &Network, parts: &Parts, prices: &[i64], dear: i64) -> Basis {
    let task = |number: usize| {
        let first = number * PARTS_A_TASK;
        let mut basis = Basis::default();
        let mut simplex = Simplex::default();
        for part in first..(first + PARTS_A_TASK).min(parts.len()) {
            start_alone(&mut simplex, (network, parts, part), prices, dear);
            simplex.improve(i64::MAX);
            let first = (parts.arcs(part).start, parts.nodes(part).start as usize);
            simplex.append_to(&mut basis, first, network.arcs().len());
        }
        basis
    };
    let tasks = 0..parts.len().div_ceil(PARTS_A_TASK);
    let tasks: Vec<Basis> = tasks.into_par_iter().map(task).collect();
    let head = parts.head() as usize;
    let mut basis = Basis {
        flow: vec![0; parts.head_arcs()],
        state: vec![EMPTY; parts.head_arcs()],
        artificial: vec![0; head],
        holder: vec![0; head],
    };
    for task in tasks {
        basis.flow.extend(task.flow);
        basis.state.extend(task.state);
        basis.artificial.extend(task.artificial);
        basis.holder.extend(task.holder);
    }
    basis
}

/// The potentials of all nodes behind the head that prove what their parts cost at least where the
/// head has any amount at these prices.
pub(super) fn potentials_at_prices(network: &Network, parts: &Parts, prices: &[i64]) -> Vec<i64> {
    let dear = dearer_than_any_path(network);
    let task = |number: usize| {
        let first = number * PARTS_A_TASK;
        let mut simplex = Simplex::default();
        let mut potentials = Vec::new();
        for part in first..(first + PARTS_A_TASK).min(parts.len()) {
            start_alone(&mut simplex, (network, parts, part), prices, dear);
            simplex.improve(i64::MAX);
            potentials.extend(simplex.potentials().skip(1));
        }
        potentials
    };
    let tasks: Vec<Vec<i64>> =
        (0..parts.len().div_ceil(PARTS_A_TASK)).into_par_iter().map(task).collect();
    tasks.concat()
}

/// A part with one node 0 for all of the head.
fn start_alone(
    simplex: &mut Simplex,
    (network, parts, part): (&Network, &Parts, usize),
    prices: &[i64],
    dear: i64,
) {
    let nodes = parts.nodes(part);
    let local = |node: u32| if node < parts.head() { 0 } else { node - nodes.start + 1 };
    let price = |node: u32| prices.get(node as usize).copied().unwrap_or(0);
    let arcs = network.arcs()[parts.arcs(part)].iter().map(|arc| Arc {
        from: local(arc.from),
        to: local(arc.to),
        capacity: arc.capacity,
        cost: arc.cost + price(arc.from) - price(arc.to),
    });
    let own = &network.supplies()[nodes.start as usize..nodes.end as usize];
    let all = -own.iter().sum::<i64>();
    simplex.start(arcs, std::iter::once(all).chain(own.iter().copied()), dear);
}

/// Sends to each node of the head what its parts ask for, by the cheapest arcs first; what they do
/// not let through flows on an artificial arc.
fn feed_head(network: &Network, parts: &Parts, basis: &mut Basis) {
    let arcs = network.arcs();
    let mut wanted = wanted_of_head(network, parts, &basis.flow);
    let mut feeders: Vec<usize> = (0..parts.head_arcs()).collect();
    feeders.sort_unstable_by_key(|&arc| (arcs[arc].to, arcs[arc].cost, arc));
    let mut groups = feeders.chunk_by(|&a, &b| arcs[a].to == arcs[b].to).rev().peekable();
    for node in (1..parts.head()).rev() {
        let own = groups.next_if(|group| arcs[group[0]].to == node).unwrap_or_default();
        let mut left = wanted[node as usize];
        let mut last = None;
        for &arc in own {
            let units = left.clamp(0, arcs[arc].capacity);
            if units > 0 {
                (basis.flow[arc], basis.state[arc]) = (units, FULL);
                wanted[arcs[arc].from as usize] += units;
                left -= units;
                last = Some(arc);
            }
        }
        basis.artificial[node as usize] = -left;
        let holder = match last {
            Some(arc) if left == 0 => {
                basis.state[arc] = IN_TREE;
                arc
            }
            _ => arcs.len() + node as usize,
        };
        basis.holder[node as usize] = arc_number(holder);
    }
}

/// What each node of the head must get from the others for its parts.
fn wanted_of_head(network: &Network, parts: &Parts, flow: &[i64]) -> Vec<i64> {
    let head = parts.head();
    let own = &network.supplies()[..head as usize];
    let mut wanted: Vec<i64> = own.iter().map(|supply| -supply).collect();
    for (arc, &units) in network.arcs().iter().zip(flow).skip(parts.head_arcs()) {
        if arc.from < head {
            wanted[arc.from as usize] += units;
        }
        if arc.to < head {
            wanted[arc.to as usize] -= units;
        }
    }
    wanted
}

#[cfg(test)]
mod tests;
