//! The cheapest way back from each client, by what is left of the first limit and what may not be
//! visited.
//!
//! Ways are driven backwards from the depot, each remembering as routes do; where a label remembers
//! some clients, no way back counts that still remembers one of these from the other side. Other
//! limits and triples are left out, so that no way back is dearer than its bound.

use super::ng::NgSets;

/// Clients that a way back remembers, beside its own, and states of all of them at most.
const MEMBERS: usize = 7;
const STATES: usize = 6_000_000;
const DEPOT: usize = 0;
/// "No way", so that sums fit.
const NEVER: i64 = i64::MAX / 4;

/// What legs cost and take, row-major, and which nodes may be visited.
#[derive(Clone, Copy)]
pub(super) struct Legs<'a> {
    pub(super) nodes: usize,
    pub(super) open: &'a [usize],
    pub(super) cost: &'a [i64],
    pub(super) took: &'a [usize],
    /// Steps of the first limit, and one.
    pub(super) steps: usize,
}

/// The least costs.
pub(super) struct Completion {
    nodes: usize,
    memories: usize,
    /// By steps left, node and memory that it may not meet.
    least: Vec<i64>,
}

impl Completion {
    pub(super) fn of(legs: Legs<'_>, sets: &NgSets) -> Self {
        let Legs { nodes, steps, .. } = legs;
        let longest = sets.of.iter().map(Vec::len).max().unwrap_or(1) - 1;
        let fits = |members: &usize| (steps * nodes) << members <= STATES;
        let members = (0..=longest.min(MEMBERS)).rev().find(fits).unwrap_or(0);
        let memories = 1 << members;
        let mut completion = Self { nodes, memories, least: vec![NEVER; steps * nodes * memories] };
        completion.drive(legs, &Turns::of(nodes, members, sets));
        completion.settle(legs);
        completion
    }

    /// At least what the rest of a route costs from a node on, with so many steps left, that meets
    /// none of the first clients that are remembered there.
    pub(super) fn at_least(&self, left: usize, node: usize, remembered: u32) -> i64 {
        let memory = remembered as usize >> 1 & (self.memories - 1);
        self.least[self.place(left, node, memory)]
    }

    const fn place(&self, steps: usize, node: usize, memory: usize) -> usize {
        (steps * self.nodes + node) * self.memories + memory
    }

    /// All ways by the steps that they take, backwards from the depot.
    fn drive(&mut self, legs: Legs<'_>, turns: &Turns) {
        let Legs { nodes, open, cost, took, steps } = legs;
        for &node in open {
            let leg = node * nodes + DEPOT;
            if took[leg] < steps {
                let place = self.place(took[leg], node, 0);
                self.least[place] = cost[leg];
            }
        }
        // What is dearer than a way that takes no more and remembers less leads nowhere.
        let mut lowest = vec![NEVER; nodes * self.memories];
        for step in 0..steps {
            for &node in open {
                for memory in 0..self.memories {
                    let here = self.least[self.place(step, node, memory)];
                    if here >= lowest[node * self.memories + memory] {
                        continue;
                    }
                    let others = self.memories - 1 - memory;
                    let mut more = others;
                    loop {
                        let lowest = &mut lowest[node * self.memories + (memory | more)];
                        *lowest = (*lowest).min(here);
                        if more == 0 {
                            break;
                        }
                        more = (more - 1) & others;
                    }
                    for &before in open {
                        let leg = before * nodes + node;
                        let next = step + took[leg];
                        if before == node || next >= steps || turns.bars(node, memory, before) {
                            continue;
                        }
                        let turned = turns.after(node, memory, before);
                        let place = self.place(next, before, turned);
                        self.least[place] = self.least[place].min(here + cost[leg]);
                    }
                }
            }
        }
    }

    /// Ways that take fewer steps do, too; and of all that meet nothing the cheapest counts.
    fn settle(&mut self, Legs { nodes, steps, .. }: Legs<'_>) {
        let row = nodes * self.memories;
        for place in row..steps * row {
            self.least[place] = self.least[place].min(self.least[place - row]);
        }
        for own in self.least.chunks_mut(self.memories) {
            // The least over all subsets, then of what a memory leaves out.
            let mut bit = 1;
            while bit < own.len() {
                for memory in 0..own.len() {
                    if memory & bit != 0 {
                        own[memory] = own[memory].min(own[memory ^ bit]);
                    }
                }
                bit <<= 1;
            }
            own.reverse();
        }
    }
}

/// What is remembered on the way from one client to the one before.
struct Turns {
    nodes: usize,
    members: usize,
    /// The place of a node among the first that another one remembers; `members` for none.
    place: Vec<u8>,
    /// By both nodes, where each remembered client goes; the first is the node itself.
    moves: Vec<u8>,
}

impl Turns {
    fn of(nodes: usize, members: usize, sets: &NgSets) -> Self {
        let absent = u8::try_from(members).expect("members are few");
        let mut place = vec![absent; nodes * nodes];
        for (client, set) in sets.of.iter().enumerate() {
            for (rank, member) in (0_u8..).zip(set.iter().skip(1).take(members)) {
                place[(client + 1) * nodes + *member as usize + 1] = rank;
            }
        }
        let width = members + 1;
        let mut moves = vec![absent; nodes * nodes * width];
        for node in 1..nodes {
            for before in 1..nodes {
                let row = &mut moves[(node * nodes + before) * width..][..width];
                let known = sets.of[node - 1].iter().take(width);
                for (slot, member) in row.iter_mut().zip(known) {
                    *slot = place[before * nodes + *member as usize + 1];
                }
            }
        }
        Self { nodes, members, place, moves }
    }

    fn bars(&self, node: usize, memory: usize, before: usize) -> bool {
        let place = usize::from(self.place[node * self.nodes + before]);
        place < self.members && memory >> place & 1 == 1
    }

    fn after(&self, node: usize, memory: usize, before: usize) -> usize {
        let row = &self.moves[(node * self.nodes + before) * (self.members + 1)..];
        let moved = |slot: u8| if usize::from(slot) < self.members { 1 << slot } else { 0 };
        let mut turned = moved(row[0]);
        let mut left = memory;
        while left > 0 {
            turned |= moved(row[left.trailing_zeros() as usize + 1]);
            left &= left - 1;
        }
        turned
    }
}
