//! The cheapest ng-route at given prices, by label setting in integers.
//!
//! A label is a way from the depot to a client. It remembers the visited clients among the
//! neighbours of all clients since, so that a cycle is possible only over a client that has
//! forgotten. Labels stand in steps by what they have taken of the first limit. A label is left
//! out where another one is nowhere worse, or where no way back, forbidden only to turn round at
//! once, makes the whole route cheaper than nought.

use super::completion::{Completion, Legs};
use super::relaxation::{LIMITS, Network, whole};
use super::triples::Triple;

/// Steps of the first limit at most, as far as its least use allows.
const STEPS: i64 = 400;
/// The depot, where no client is next.
const DEPOT: usize = 0;
/// "No way", halved so that sums fit.
const NEVER: i64 = i64::MAX / 4;

/// A route with its cost, and its visits, in order; a client may be there twice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Route {
    pub(super) reduced: i64,
    pub(super) cost: i64,
    pub(super) clients: Vec<u32>,
}

/// How carefully a network is priced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Care {
    /// One label for each step and client: proposes routes and proves nothing.
    Quick,
    /// All labels that matter.
    Exact,
}

/// What a pass over a network gave.
#[derive(Clone, Debug)]
pub(super) struct Priced {
    /// The least reduced cost if below nought, else nought.
    pub(super) least: i64,
    /// The same over all routes that do not turn round at once, which is never more.
    pub(super) least_loose: i64,
    /// Routes below nought, cheapest first, at most one a last client.
    pub(super) routes: Vec<Route>,
    /// Whether nothing was left out that matters.
    pub(super) complete: bool,
    /// Labels that were made.
    pub(super) work: u64,
}

impl Priced {
    /// The same where each route costs so much more.
    pub(super) fn dearer(&self, by: i64) -> Self {
        let dearer = |route: &Route| Route {
            reduced: route.reduced + by,
            cost: route.cost + by,
            clients: route.clients.clone(),
        };
        let below = self.routes.iter().map(dearer).filter(|route| route.reduced < 0);
        Self {
            least: (self.least + by).min(0),
            least_loose: (self.least_loose + by).min(0),
            routes: below.collect(),
            complete: self.complete,
            work: 0,
        }
    }
}

#[derive(Clone, Copy)]
struct Label {
    cost: i64,
    taken: [i64; LIMITS],
    seen: u32,
    /// Triples of which one client was visited that is still remembered.
    odd: u64,
    node: usize,
    before: usize,
}

/// Labels of one client in one step, with what tells most of them apart, and the least cost.
#[derive(Clone)]
struct Shelf {
    least: i64,
    labels: Vec<Standing>,
}

#[derive(Clone, Copy)]
struct Standing {
    cost: i64,
    seen: u32,
    odd: u64,
    at: usize,
}

/// The best way back from each node and step, and the best one with another next node.
struct WaysBack {
    best: Vec<(i64, usize)>,
    other: Vec<i64>,
}

/// What the rest of a route costs at least.
#[derive(Clone, Copy)]
struct Rest<'a> {
    back: &'a WaysBack,
    completion: Option<&'a Completion>,
    care: Care,
}

/// A network with prices.
pub(super) struct Pricing<'network> {
    network: &'network Network,
    open: Vec<usize>,
    /// Costs of legs less what they earn.
    reduced: Vec<i64>,
    sets: &'network NgSets,
    unit: i64,
    steps: usize,
    /// Whole steps that a leg takes.
    took: Vec<usize>,
    triples: Crowds,
}

/// What triples cost a route that visits two of their clients.
#[derive(Clone, Debug)]
pub(super) struct Crowds {
    prices: Vec<i64>,
    /// By node, the triples that it is in, and those for which it remembers.
    inside: Vec<u64>,
    keeps: Vec<u64>,
}

impl Crowds {
    /// Of some triples with prices the dearest, as many as can be told apart; the others cost
    /// nothing, which is no more than they do.
    pub(super) fn of(nodes: usize, triples: &[(&Triple, i64)]) -> Self {
        let mut dearest: Vec<&(&Triple, i64)> =
            triples.iter().filter(|(_, price)| *price > 0).collect();
        dearest.sort_by_key(|(_, price)| -price);
        dearest.truncate(u64::BITS as usize);
        let mut crowds = Self { prices: Vec::new(), inside: vec![0; nodes], keeps: vec![0; nodes] };
        for (bit, (triple, price)) in dearest.into_iter().enumerate() {
            crowds.prices.push(*price);
            for client in triple.clients {
                crowds.inside[client as usize + 1] |= 1 << bit;
            }
            for (client, _) in triple.remembers.iter().enumerate().filter(|(_, keeps)| **keeps) {
                crowds.keeps[client + 1] |= 1 << bit;
            }
        }
        crowds
    }

    pub(super) const fn are_none(&self) -> bool {
        self.prices.is_empty()
    }

    fn price(&self, mut set: u64) -> i64 {
        let mut price = 0;
        while set > 0 {
            price += self.prices[set.trailing_zeros() as usize];
            set &= set - 1;
        }
        price
    }
}

/// What legs earn, row-major over all nodes, where each visit earns the price of its client.
pub(super) fn by_visit(prices: &[i64]) -> Vec<i64> {
    let nodes = prices.len() + 1;
    (0..nodes * nodes)
        .map(|leg| if leg % nodes == DEPOT { 0 } else { prices[leg % nodes - 1] })
        .collect()
}

/// For each client the clients that it remembers, itself first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NgSets {
    pub(super) of: Vec<Vec<u32>>,
    /// The place of a node in the set of another one; 32 for none.
    place: Vec<u32>,
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
        Self { of, place }
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

    fn knows(&self, nodes: usize, label: &Label, node: usize) -> bool {
        let place = self.place[label.node * nodes + node];
        place < ABSENT && label.seen >> place & 1 == 1
    }

    /// What is remembered after the next leg.
    fn seen(&self, nodes: usize, label: &Label, next: usize) -> u32 {
        let row = &self.place[label.node * nodes..];
        let mut seen = 1;
        for (rank, member) in (0..).zip(&self.of[next - 1]).skip(1) {
            let place = row[*member as usize + 1];
            if place < ABSENT {
                seen |= (label.seen >> place & 1) << rank;
            }
        }
        seen
    }
}

impl<'network> Pricing<'network> {
    /// With what each leg earns; clients that are not open are not visited.
    pub(super) fn new(
        network: &'network Network,
        open: &[bool],
        (earned, triples): (&[i64], Crowds),
        sets: &'network NgSets,
    ) -> Self {
        let nodes = network.nodes;
        let reduced = network.cost.iter().zip(earned).map(|(cost, earned)| cost - earned).collect();
        let open: Vec<usize> = (1..nodes).filter(|node| open[*node]).collect();
        let main = &network.limits[0];
        let into = open.iter().flat_map(|to| {
            let from = (0..nodes).filter(move |from| from != to);
            from.map(move |from| main.takes[from * nodes + to])
        });
        let unit = into.min().unwrap_or(1).min(main.most / STEPS).max(1);
        let steps = usize::try_from(main.most.max(0) / unit + 1).expect("steps are few");
        let took = |takes: &i64| usize::try_from(takes / unit).unwrap_or(usize::MAX);
        let took = main.takes.iter().map(took).collect();
        Self { network, open, reduced, sets, unit, steps, took, triples }
    }

    /// All labels, at most so many of them.
    pub(super) fn run(&self, care: Care, labels_max: usize) -> Priced {
        let nodes = self.network.nodes;
        let back = self.ways_back();
        let completion = (care == Care::Exact).then(|| Completion::of(self.legs(), self.sets));
        let rest = Rest { back: &back, completion: completion.as_ref(), care };
        let least_loose = self.least_loose(&back);
        let start = Label { cost: 0, taken: [0; LIMITS], seen: 0, odd: 0, node: DEPOT, before: 0 };
        let mut labels = vec![start];
        let empty = Shelf { least: i64::MAX, labels: Vec::new() };
        let mut shelves = vec![empty; nodes * self.steps];
        let mut ends: Vec<Option<(i64, usize)>> = vec![None; nodes];
        let mut complete = care == Care::Exact;
        self.extend(0, &mut labels, &mut shelves, rest);
        'steps: for step in 0..self.steps {
            for &node in &self.open {
                // Legs take at least a step, so what stands here is final, and stays to compare.
                for rank in 0..shelves[node * self.steps + step].labels.len() {
                    let at = shelves[node * self.steps + step].labels[rank].at;
                    self.close(at, &labels, &mut ends);
                    self.extend(at, &mut labels, &mut shelves, rest);
                    if labels.len() > labels_max {
                        complete = false;
                        break 'steps;
                    }
                }
            }
        }
        let found = ends.into_iter().flatten();
        let mut routes: Vec<Route> =
            found.map(|(cost, at)| self.route(cost, at, &labels)).collect();
        routes.sort();
        let least = routes.first().map_or(0, |route| route.reduced);
        Priced { least, least_loose, routes, complete, work: labels.len() as u64 }
    }

    fn legs(&self) -> Legs<'_> {
        let nodes = self.network.nodes;
        let (cost, took) = (&self.reduced, &self.took);
        Legs { nodes, open: &self.open, cost, took, steps: self.steps }
    }

    /// The way back from the depot itself, after the first leg.
    fn least_loose(&self, back: &WaysBack) -> i64 {
        let costs = self.open.iter().filter_map(|&to| {
            let left = (self.steps - 1).checked_sub(self.took[to])?;
            Some(self.reduced[to] + back.best[to * self.steps + left].0)
        });
        costs.min().unwrap_or(0).min(0)
    }

    fn ways_back(&self) -> WaysBack {
        let (nodes, steps) = (self.network.nodes, self.steps);
        let mut back = WaysBack {
            best: vec![(NEVER, DEPOT); nodes * steps],
            other: vec![NEVER; nodes * steps],
        };
        for left in 0..steps {
            for &from in &self.open {
                let (mut best, mut other) = ((NEVER, DEPOT), NEVER);
                for to in [DEPOT].into_iter().chain(self.open.iter().copied()) {
                    let leg = from * nodes + to;
                    let took = self.took[leg];
                    if to == from || took > left {
                        continue;
                    }
                    let onward =
                        if to == DEPOT { 0 } else { back.after(to * steps + left - took, from) };
                    let cost = self.reduced[leg] + onward;
                    if cost < best.0 {
                        (best, other) = ((cost, to), best.0);
                    } else {
                        other = other.min(cost);
                    }
                }
                back.best[from * steps + left] = best;
                back.other[from * steps + left] = other;
            }
        }
        back
    }

    fn extend(
        &self,
        at: usize,
        labels: &mut Vec<Label>,
        shelves: &mut [Shelf],
        Rest { back, completion, care }: Rest<'_>,
    ) {
        let nodes = self.network.nodes;
        let label = labels[at];
        for &to in &self.open {
            let leg = label.node * nodes + to;
            if to == label.node || self.sets.knows(nodes, &label, to) {
                continue;
            }
            let Some(taken) = self.taken(&label, leg) else { continue };
            let left = (self.network.limits[0].most - taken[0]) / self.unit;
            let left = usize::try_from(left).expect("limits are kept");
            let odd = label.odd & self.triples.keeps[to];
            let inside = self.triples.inside[to];
            let cost = label.cost + self.reduced[leg] + self.triples.price(odd & inside);
            if cost + back.after(to * self.steps + left, label.node) >= 0 {
                continue;
            }
            let seen = self.sets.seen(nodes, &label, to);
            if completion.is_some_and(|of| cost + of.at_least(left, to, seen) >= 0) {
                continue;
            }
            let next = Label { cost, taken, seen, odd: odd ^ inside, node: to, before: at };
            self.put(next, labels, shelves, care);
        }
    }

    fn taken(&self, label: &Label, leg: usize) -> Option<[i64; LIMITS]> {
        let mut taken = label.taken;
        for (taken, limit) in taken.iter_mut().zip(&self.network.limits) {
            *taken += limit.takes[leg];
            if *taken > limit.most {
                return None;
            }
        }
        Some(taken)
    }

    /// Puts a label on its shelf, unless one that stands there or lower is nowhere worse.
    fn put(&self, next: Label, labels: &mut Vec<Label>, shelves: &mut [Shelf], care: Care) {
        let step = usize::try_from(next.taken[0] / self.unit).expect("limits are kept");
        let own = next.node * self.steps;
        let plain = care == Care::Quick || self.network.limits.len() == 1;
        let nowhere_more = |a: usize, b: &[i64; LIMITS]| {
            plain || labels[a].taken.iter().zip(b).all(|(a, b)| a <= b)
        };
        let lowest = if care == Care::Quick { step } else { 0 };
        // Most are beaten by one that has taken about as much.
        for shelf in shelves[own + lowest..=own + step].iter().rev() {
            if shelf.least > next.cost {
                continue;
            }
            let beats = |other: &Standing| {
                other.cost <= next.cost
                    && (care == Care::Quick
                        || other.seen & !next.seen == 0
                            && other.cost + self.triples.price(other.odd & !next.odd) <= next.cost)
                    && nowhere_more(other.at, &next.taken)
                    && (care == Care::Quick || labels[other.at].taken[0] <= next.taken[0])
            };
            if shelf.labels.iter().any(beats) {
                return;
            }
        }
        let highest = if care == Care::Quick { step + 1 } else { self.steps };
        for shelf in &mut shelves[own + step..own + highest] {
            shelf.labels.retain(|other| {
                let seen = care == Care::Exact && next.seen & !other.seen != 0;
                let less = |(own, other): (&i64, &i64)| own <= other;
                let taken =
                    care == Care::Quick || next.taken.iter().zip(&labels[other.at].taken).all(less);
                let odd = if care == Care::Quick { 0 } else { next.odd & !other.odd };
                next.cost + self.triples.price(odd) > other.cost || seen || !taken
            });
        }
        let shelf = &mut shelves[own + step];
        shelf.least = shelf.least.min(next.cost);
        let (cost, seen, odd) = (next.cost, next.seen, next.odd);
        shelf.labels.push(Standing { cost, seen, odd, at: labels.len() });
        labels.push(next);
    }

    fn close(&self, at: usize, labels: &[Label], ends: &mut [Option<(i64, usize)>]) {
        let label = &labels[at];
        let leg = label.node * self.network.nodes + DEPOT;
        let cost = label.cost + self.reduced[leg];
        let end = &mut ends[label.node];
        if cost < end.map_or(0, |(cost, _)| cost) && self.taken(label, leg).is_some() {
            *end = Some((cost, at));
        }
    }

    fn route(&self, reduced: i64, last: usize, labels: &[Label]) -> Route {
        let mut nodes = vec![DEPOT];
        let mut at = last;
        while at != 0 {
            nodes.push(labels[at].node);
            at = labels[at].before;
        }
        nodes.push(DEPOT);
        nodes.reverse();
        let legs = nodes.windows(2);
        let cost = legs.map(|leg| self.network.cost[leg[0] * self.network.nodes + leg[1]]).sum();
        let stops = nodes[1..nodes.len() - 1].iter();
        let client = |node: &usize| u32::try_from(whole(*node) - 1).expect("clients fit u32");
        Route { reduced, cost, clients: stops.map(client).collect() }
    }
}

impl WaysBack {
    /// The best way back from a place, whose next node is not where the label came from.
    fn after(&self, place: usize, from: usize) -> i64 {
        let (cost, next) = self.best[place];
        if next == from && from != DEPOT { self.other[place] } else { cost }
    }
}
