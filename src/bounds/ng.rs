//! What routes remember: the visited clients among the nearest of each (ng-sets).
//!
//! A route may come back to a client that all clients visited since do not have among their nearest,
//! so that a cycle is possible only over a client that has forgotten.

use std::sync::OnceLock;

use super::relaxation::Network;

/// For each client the clients that it remembers, itself first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NgSets {
    pub(super) of: Vec<Vec<u32>>,
    /// The place of a node in the set of another one; 32 for none.
    place: Vec<u32>,
    memories: OnceLock<Option<Memories>>,
}

const ABSENT: u32 = 32;

impl NgSets {
    /// The `size` nearest of each node by the cost of legs in both directions.
    pub(super) fn nearest(network: &Network, size: usize) -> Self {
        let nodes = network.nodes;
        let near = |node: usize| {
            let way =
                |to: &usize| network.cost[node * nodes + to] + network.cost[to * nodes + node];
            let mut others: Vec<usize> = (1..nodes).filter(|to| *to != node).collect();
            others.sort_by_key(|to| (way(to), *to));
            others.truncate(size.saturating_sub(1).min(31));
            let set = [node].into_iter().chain(others);
            set.map(|node| u32::try_from(node - 1).expect("clients fit u32")).collect()
        };
        Self::new((1..nodes).map(near).collect())
    }

    pub(super) fn new(of: Vec<Vec<u32>>) -> Self {
        let nodes = of.len() + 1;
        let mut place = vec![ABSENT; nodes * nodes];
        for (client, set) in of.iter().enumerate() {
            for (rank, member) in (0..).zip(set) {
                place[(client + 1) * nodes + *member as usize + 1] = rank;
            }
        }
        Self { of, place, memories: OnceLock::new() }
    }

    /// All that each client can remember beside itself, as sets of few bits; `None` where they would
    /// be too many. Made when it is first asked for.
    pub(super) fn memories(&self) -> Option<&Memories> {
        self.memories.get_or_init(|| Memories::of(self)).as_ref()
    }

    /// Whether a route comes back to no client that it remembers.
    pub(super) fn allow(&self, clients: &[u32]) -> bool {
        let mut remembered: Vec<u32> = Vec::new();
        clients.iter().all(|client| {
            let is_new = !remembered.contains(client);
            let keeps = &self.of[*client as usize];
            remembered.retain(|of| keeps.contains(of));
            remembered.push(*client);
            is_new
        })
    }

    /// Whether a label at a node remembers another node.
    pub(super) fn knows(&self, nodes: usize, (at, seen): (usize, u32), node: usize) -> bool {
        let place = self.place[at * nodes + node];
        place < ABSENT && seen >> place & 1 == 1
    }

    /// What is remembered at the next node; from the depot on, that node alone.
    pub(super) fn seen(&self, nodes: usize, (at, before): (usize, u32), next: usize) -> u32 {
        let row = &self.place[at * nodes..];
        let mut seen = 1;
        for (rank, member) in (0..).zip(&self.of[next - 1]).skip(1) {
            let place = row[*member as usize + 1];
            if place < ABSENT {
                seen |= (before >> place & 1) << rank;
            }
        }
        seen
    }
}

/// Clients that a memory tells apart, the client itself left out.
const MEMBERS: usize = 7;

/// What becomes of each memory over each leg.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Memories {
    nodes: usize,
    /// How many there are of each client.
    pub(super) count: usize,
    /// By both nodes, the bit of the second in the memory of the first; nought for none.
    bits: Vec<u8>,
    /// By both nodes and memory, what is remembered at the second one.
    turned: Vec<u8>,
}

impl Memories {
    fn of(sets: &NgSets) -> Option<Self> {
        let nodes = sets.of.len() + 1;
        let members = sets.of.iter().map(Vec::len).max().unwrap_or(1).saturating_sub(1);
        if members > MEMBERS {
            return None;
        }
        let count = 1 << members;
        let mut bits = vec![0; nodes * nodes];
        for (client, set) in sets.of.iter().enumerate() {
            for (rank, member) in set.iter().skip(1).enumerate() {
                bits[(client + 1) * nodes + *member as usize + 1] = 1 << rank;
            }
        }
        let mut turned = vec![0; nodes * nodes * count];
        for (from, set) in (1..).zip(&sets.of) {
            for to in (1..nodes).filter(|to| *to != from) {
                let row = &mut turned[(from * nodes + to) * count..][..count];
                row[0] = bits[to * nodes + from];
                for memory in 1..count {
                    let lowest = memory.trailing_zeros() as usize;
                    let member = set.get(lowest + 1).map_or(0, |of| *of as usize + 1);
                    row[memory] = row[memory & (memory - 1)] | bits[to * nodes + member];
                }
            }
        }
        Some(Self { nodes, count, bits, turned })
    }

    /// What is remembered at the end of a leg; `None` where that is remembered at its start.
    pub(super) fn after(&self, from: usize, to: usize, memory: usize) -> Option<usize> {
        let leg = from * self.nodes + to;
        let is_known = memory & usize::from(self.bits[leg]) != 0;
        (!is_known).then(|| usize::from(self.turned[leg * self.count + memory]))
    }
}
