//! The cheapest ng-route where one limit alone counts, on a grid of that limit.
//!
//! What legs take is rounded down to whole steps, so that no route is lost. Then a partial route is
//! no more than its last client, its step and what it remembers; the least cost of each such state
//! is known in one pass, in the order of steps. A state is left out where one that has taken no
//! more remembers nothing else and costs no more, or where no way back makes the whole route
//! cheaper than nought. A pass always ends, and takes time in proportion to the states.

use super::ng::{Memories, NgSets};
use super::pricing::{Priced, Route};
use super::relaxation::{Network, whole};

/// Steps into which the limit is cut, where each visit takes at least one.
const STEPS: i64 = 480;
/// Steps at most where visits take less.
const STEPS_MAX: i64 = 1_500;
const DEPOT: usize = 0;
/// "No way", halved so that sums fit.
const NEVER: i64 = i64::MAX / 4;

/// The state before the first client.
const FIRST: u32 = 0;

/// A network with one limit, with prices.
pub(super) struct Grid<'network> {
    network: &'network Network,
    open: Vec<usize>,
    /// Costs less the price of where a leg ends.
    reduced: Vec<i64>,
    sets: &'network Memories,
    steps: usize,
    took: Vec<usize>,
}

/// Steps that legs of a network take, and how many there are; `None` where visits take too little.
pub(super) fn steps_of(network: &Network) -> Option<(Vec<usize>, usize)> {
    let [limit] = network.limits.as_slice() else { return None };
    let nodes = network.nodes;
    let into = |to: usize| (0..nodes).filter(move |from| *from != to).map(move |from| (from, to));
    let legs = (1..nodes).flat_map(into);
    let least = legs.map(|(from, to)| limit.takes[from * nodes + to]).min()?;
    let unit = least.min((limit.most + STEPS - 1) / STEPS);
    if unit < 1 || limit.most / unit > STEPS_MAX {
        return None;
    }
    let took = limit.takes.iter().map(|takes| usize::try_from(takes / unit).unwrap_or(usize::MAX));
    Some((took.collect(), usize::try_from(limit.most / unit).ok()?))
}

impl<'network> Grid<'network> {
    /// With what each leg earns; clients that are not open are not visited. `None` where the network has
    /// other limits than one, or sets remember too much.
    pub(super) fn new(
        network: &'network Network,
        open: &[bool],
        earned: &[i64],
        sets: &'network NgSets,
    ) -> Option<Self> {
        let sets = sets.memories()?;
        let (took, steps) = steps_of(network)?;
        let nodes = network.nodes;
        let reduced = network.cost.iter().zip(earned).map(|(cost, earned)| cost - earned).collect();
        let open = (1..nodes).filter(|node| open[*node]).collect();
        Some(Self { network, open, reduced, sets, steps, took })
    }

    /// The cheapest route, and one for each last client.
    pub(super) fn run(&self) -> Priced {
        let nodes = self.network.nodes;
        let back = self.ways_back();
        let mut pass = Pass::new(self);
        for &to in &self.open {
            let leg = to;
            if let Some(step) = (self.took[leg] <= self.steps).then_some(self.took[leg]) {
                let rest = after(&back[(self.steps - step) * nodes + to], DEPOT);
                if self.reduced[leg] + rest < 0 {
                    pass.put(self, (to, step, 0), (self.reduced[leg], FIRST));
                }
            }
        }
        for step in 1..=self.steps {
            for &node in &self.open {
                pass.settle(self, &back, (node, step));
            }
        }
        let ends = std::mem::take(&mut pass.ends).into_iter().flatten();
        let mut routes: Vec<Route> = ends.map(|(cost, at)| self.route(cost, at, &pass)).collect();
        routes.sort();
        let least = routes.first().map_or(0, |route| route.reduced);
        Priced { least, loose: Some(least), routes, complete: true, work: pass.work }
    }

    /// The best way back from each node and count of steps left, and with another next node.
    fn ways_back(&self) -> Vec<[(i64, usize); 2]> {
        let nodes = self.network.nodes;
        let mut back = vec![[(NEVER, DEPOT); 2]; nodes * (self.steps + 1)];
        for left in 0..=self.steps {
            for &from in &self.open {
                let mut best = [(NEVER, DEPOT); 2];
                for to in [DEPOT].into_iter().chain(self.open.iter().copied()) {
                    let leg = from * nodes + to;
                    if to == from || self.took[leg] > left {
                        continue;
                    }
                    let onward = match to {
                        DEPOT => 0,
                        _ => after(&back[(left - self.took[leg]) * nodes + to], from),
                    };
                    let cost = self.reduced[leg] + onward;
                    if cost < best[0].0 {
                        best = [(cost, to), best[0]];
                    } else if cost < best[1].0 {
                        best[1] = (cost, to);
                    }
                }
                back[left * nodes + from] = best;
            }
        }
        back
    }

    /// The legs out of a client at a step by which a route that costs so much there may become cheaper
    /// than nought.
    fn onward(
        &self,
        back: &[[(i64, usize); 2]],
        (node, step, cost): (usize, usize, i64),
    ) -> Vec<Onward> {
        let nodes = self.network.nodes;
        let others = self.open.iter().filter(|to| **to != node);
        let way = |to: &usize| {
            let leg = node * nodes + to;
            let left = (self.steps - step).checked_sub(self.took[leg])?;
            let through = self.reduced[leg] + after(&back[left * nodes + to], node);
            (cost + through < 0).then_some(Onward { through, to: *to })
        };
        others.filter_map(way).collect()
    }

    fn route(&self, reduced: i64, (mut node, mut step, mut memory): State, pass: &Pass) -> Route {
        let nodes = self.network.nodes;
        let mut cost = self.network.cost[node * nodes];
        let mut clients = Vec::new();
        loop {
            clients.push(u32::try_from(whole(node) - 1).expect("clients fit u32"));
            let before = pass.before[self.place(node, step, memory)];
            let from = before as usize / self.sets.count;
            let leg = from * nodes + node;
            cost += self.network.cost[leg];
            if from == DEPOT {
                break;
            }
            step -= self.took[leg];
            memory = before as usize % self.sets.count;
            node = from;
        }
        clients.reverse();
        Route { reduced, cost, clients }
    }

    fn place(&self, node: usize, step: usize, memory: usize) -> usize {
        (step * self.network.nodes + node) * self.sets.count + memory
    }
}

/// The best way back whose next node is not where one came from.
fn after(ways: &[(i64, usize); 2], from: usize) -> i64 {
    if ways[0].1 == from && from != DEPOT { ways[1].0 } else { ways[0].0 }
}

/// A leg, and the least that it and the way home from its end cost.
#[derive(Clone, Copy)]
struct Onward {
    through: i64,
    to: usize,
}

/// Last client, step, memory.
type State = (usize, usize, usize);

struct Pass {
    /// Costs of states of the next steps, in a ring.
    ring: Vec<i64>,
    /// The memories of a client and step of the ring that are there, bit by bit, and the least cost.
    there: Vec<(u128, i64)>,
    window: usize,
    /// The state before each: its client and memory.
    before: Vec<u32>,
    /// The least cost of each client of all that remember nothing else, at no later step.
    least: Vec<i64>,
    ends: Vec<Option<(i64, State)>>,
    work: u64,
}

impl Pass {
    fn new(grid: &Grid<'_>) -> Self {
        let (nodes, memories) = (grid.network.nodes, grid.sets.count);
        let legs = grid.took.iter().enumerate();
        let longest = legs.filter(|(leg, took)| leg % nodes != DEPOT && **took <= grid.steps);
        let window = longest.map(|(_, took)| *took).max().unwrap_or(0) + 1;
        // Noughts take no room until they are written over.
        Self {
            ring: vec![0; window * nodes * memories],
            there: vec![(0, NEVER); window * nodes],
            window,
            before: vec![0; (grid.steps + 1) * nodes * memories],
            least: vec![NEVER; nodes * memories],
            ends: vec![None; nodes],
            work: 0,
        }
    }

    /// Puts a state with its cost and the state before, unless one that remembers nothing else costs
    /// no more.
    fn put(&mut self, grid: &Grid<'_>, (node, step, memory): State, (cost, before): (i64, u32)) {
        let at = (step % self.window) * grid.network.nodes + node;
        let slot = at * grid.sets.count + memory;
        let (memories, lowest) = &mut self.there[at];
        let is_there = *memories >> memory & 1 == 1;
        if cost < self.least[node * grid.sets.count + memory]
            && (!is_there || cost < self.ring[slot])
        {
            *memories |= 1 << memory;
            *lowest = cost.min(*lowest);
            self.ring[slot] = cost;
            self.before[grid.place(node, step, memory)] = before;
        }
    }

    /// Goes on from all states of a client at a step, and forgets them.
    fn settle(
        &mut self,
        grid: &Grid<'_>,
        back: &[[(i64, usize); 2]],
        (node, step): (usize, usize),
    ) {
        let (nodes, memories) = (grid.network.nodes, grid.sets.count);
        let at = (step % self.window) * nodes + node;
        let (mut there, lowest) = std::mem::replace(&mut self.there[at], (0, NEVER));
        let mut onward: Option<Vec<Onward>> = None;
        while there != 0 {
            let memory = there.trailing_zeros() as usize;
            there &= there - 1;
            let cost = self.ring[at * memories + memory];
            if cost >= self.least[node * memories + memory] {
                continue;
            }
            self.work += 1;
            self.spread((node, memory), memories, cost);
            self.close(grid, (node, step, memory), cost);
            let before = u32::try_from(node * memories + memory).expect("states fit u32");
            let onward = onward.get_or_insert_with(|| grid.onward(back, (node, step, lowest)));
            for way in onward.iter().filter(|way| cost + way.through < 0) {
                if let Some(turned) = grid.sets.after(node, way.to, memory) {
                    let leg = node * nodes + way.to;
                    let next = (way.to, step + grid.took[leg], turned);
                    self.put(grid, next, (cost + grid.reduced[leg], before));
                }
            }
        }
    }

    /// Tells all states of a client that remember as much or more what it costs at no later step.
    fn spread(&mut self, (node, memory): (usize, usize), memories: usize, cost: i64) {
        let others = memories - 1 - memory;
        let mut more = others;
        loop {
            let least = &mut self.least[node * memories + (memory | more)];
            *least = (*least).min(cost);
            if more == 0 {
                break;
            }
            more = (more - 1) & others;
        }
    }

    fn close(&mut self, grid: &Grid<'_>, state: State, cost: i64) {
        let (node, step, _) = state;
        let leg = node * grid.network.nodes + DEPOT;
        let cost = cost + grid.reduced[leg];
        let end = &mut self.ends[node];
        let best = end.map_or(0, |(best, _)| best);
        if cost < best && step + grid.took[leg] <= grid.steps {
            *end = Some((cost, state));
        }
    }
}
