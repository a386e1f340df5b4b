//! The cheapest ng-route at given prices, by labels from both ends that meet half way.
//!
//! A label is a way from the depot to a client, or backwards from the client to the depot. It
//! remembers visited clients as routes do ([ng-sets](super::ng)), and the triples of which it has
//! visited one client. Ways out take no more than half of the first limit, ways back less than the other half;
//! each route is a way out, a leg, and a way back. So labels grow long only half as far, and there
//! are about the square root as many.
//!
//! A label is left out where another one is nowhere worse, or where no rest, which meets nothing
//! that the label remembers, makes the whole route cheaper than nought.
//!
//! Reference: G. Righini and M. Salani (2006), "Symmetry helps: bounded bi-directional dynamic
//! programming for the elementary shortest path problem with resource constraints", Discrete
//! Optimization 3(3):255-273, doi 10.1016/j.disopt.2006.05.007.

use super::completion::Completion;
use super::pricing::{DEPOT, Priced, Pricing, Route, through};
use super::relaxation::{LIMITS, whole};
use super::road::Road;

#[derive(Clone, Copy)]
struct Label {
    cost: i64,
    taken: [i64; LIMITS],
    /// Triples of which one client was visited that is still remembered.
    odd: u128,
    seen: u32,
    before: u32,
    node: usize,
}

/// A label as others compare with it.
#[derive(Clone, Copy)]
struct Standing {
    cost: i64,
    odd: u128,
    seen: u32,
    at: u32,
}

/// Labels of one client in one step, and the least cost.
#[derive(Clone)]
struct Shelf {
    least: i64,
    labels: Vec<Standing>,
}

/// Labels of one direction: all of them, and by node those that count, cheapest first.
struct Half {
    labels: Vec<Label>,
    by_node: Vec<Vec<u32>>,
    is_whole: bool,
}

/// A way out, and the way back that it meets.
#[derive(Clone, Copy)]
struct Met {
    cost: i64,
    out: u32,
    back: Option<u32>,
}

impl Pricing<'_> {
    /// The cheapest routes, with at most so many labels in each direction.
    pub(super) fn exact(&self, labels_max: usize) -> Priced {
        let middle = self.middle();
        let rest = self.road.limits[0].most - middle - 1;
        let out = Growing::of(self, &self.road, middle).half(labels_max);
        let back = Growing::of(self, &self.road.turned(), rest).half(labels_max);
        let nodes = 1..self.road.nodes;
        let closed = nodes.filter_map(|node| self.closed(&out, node));
        let met = self.road.open.iter().filter_map(|to| self.met(&out, &back, *to));
        let mut routes: Vec<Route> =
            closed.chain(met).map(|met| self.joined(met, &out, &back)).collect();
        routes.sort();
        Priced {
            least: routes.first().map_or(0, |route| route.reduced),
            loose: None,
            routes,
            complete: out.is_whole && back.is_whole,
            work: (out.labels.len() + back.labels.len()) as u64,
        }
    }

    /// What ways out take at most: half of the limit, and half of what a leg takes.
    fn middle(&self) -> i64 {
        let (nodes, main) = (self.road.nodes, &self.road.limits[0]);
        let least = |to: &usize| {
            let others = (1..nodes).filter(|from| from != to);
            others.map(|from| main.takes[from * nodes + to]).min()
        };
        let sum: i64 = self.road.open.iter().filter_map(least).sum();
        main.most.midpoint(sum / whole(self.road.open.len().max(1)))
    }

    /// The cheapest way out to a node that goes home from there.
    fn closed(&self, out: &Half, node: usize) -> Option<Met> {
        let leg = node * self.road.nodes + DEPOT;
        let own = out.by_node[node].iter().map(|at| (*at, &out.labels[*at as usize]));
        let fits = |(_, label): &(u32, &Label)| self.road.taken(label.taken, leg).is_some();
        let (at, label) = own.into_iter().find(fits)?;
        let cost = label.cost + self.road.cost[leg];
        (cost < 0).then_some(Met { cost, out: at, back: None })
    }

    /// The cheapest route whose way back begins at a client.
    fn met(&self, out: &Half, back: &Half, to: usize) -> Option<Met> {
        let least = back.labels[*back.by_node[to].first()? as usize].cost;
        let mut best = None;
        for from in [DEPOT].into_iter().chain(self.road.open.iter().copied()) {
            let leg = from * self.road.nodes + to;
            for &at in out.by_node[from].iter().filter(|_| from != to) {
                let cost = out.labels[at as usize].cost + self.road.cost[leg];
                if cost + least >= best.map_or(0, |of: Met| of.cost) {
                    break;
                }
                best = self.met_over((out, at), (back, to), best);
            }
        }
        best
    }

    /// The same with one way out, if it is cheaper than the best one so far.
    fn met_over(
        &self,
        (out, at): (&Half, u32),
        (back, to): (&Half, usize),
        mut best: Option<Met>,
    ) -> Option<Met> {
        let label = &out.labels[at as usize];
        let own = (label.node, label.seen);
        let leg = label.node * self.road.nodes + to;
        if self.sets.knows(self.road.nodes, own, to) {
            return best;
        }
        let Some(taken) = self.road.taken(label.taken, leg) else { return best };
        let cost = label.cost + self.road.cost[leg];
        let seen = self.sets.seen(self.road.nodes, own, to);
        for &end in &back.by_node[to] {
            let other = &back.labels[end as usize];
            let most = best.map_or(0, |of| of.cost);
            if cost + other.cost >= most {
                break;
            }
            // Both remember the client itself.
            let mut sums = self.road.limits.iter().zip(taken.iter().zip(&other.taken));
            if seen & other.seen != 1 || !sums.all(|(limit, (a, b))| a + b <= limit.most) {
                continue;
            }
            let cost = cost + other.cost + self.triples.price(label.odd & other.odd);
            if cost < most {
                best = Some(Met { cost, out: at, back: Some(end) });
            }
        }
        best
    }

    fn joined(&self, met: Met, out: &Half, back: &Half) -> Route {
        let mut stops = out.nodes(met.out);
        stops.reverse();
        stops.extend(met.back.iter().flat_map(|end| back.nodes(*end)));
        through(self.network, met.cost, &stops)
    }
}

impl Half {
    /// The nodes of a label, the last one first.
    fn nodes(&self, at: u32) -> Vec<usize> {
        let mut nodes = Vec::new();
        let mut at = at as usize;
        while at != 0 {
            nodes.push(self.labels[at].node);
            at = self.labels[at].before as usize;
        }
        nodes
    }
}

/// Labels of one direction, as they come.
struct Growing<'a> {
    of: &'a Pricing<'a>,
    road: &'a Road,
    completion: Completion,
    /// What a label takes at most of the first limit, and the steps of that.
    most: i64,
    steps: usize,
    /// By node and step.
    shelves: Vec<Shelf>,
    labels: Vec<Label>,
}

impl<'a> Growing<'a> {
    fn of(of: &'a Pricing<'a>, road: &'a Road, most: i64) -> Self {
        let steps = road.step(most.max(0)) + 1;
        let empty = Shelf { least: i64::MAX, labels: Vec::new() };
        let start = Label { cost: 0, taken: [0; LIMITS], odd: 0, seen: 0, before: 0, node: DEPOT };
        Self {
            of,
            road,
            completion: Completion::of(road.legs(), of.sets),
            most,
            steps,
            shelves: vec![empty; road.nodes * steps],
            labels: vec![start],
        }
    }

    /// All labels, at most about so many.
    fn half(mut self, labels_max: usize) -> Half {
        self.extend(0);
        for step in 0..self.steps {
            for &node in &self.road.open {
                // Legs between clients take at least a step, so what stands here is final.
                let shelf = node * self.steps + step;
                for rank in 0..self.shelves[shelf].labels.len() {
                    if self.labels.len() > labels_max {
                        break;
                    }
                    self.extend(self.shelves[shelf].labels[rank].at);
                }
            }
        }
        let mut by_node = vec![Vec::new(); self.road.nodes];
        by_node[DEPOT].push(0);
        for (place, shelf) in self.shelves.iter().enumerate() {
            by_node[place / self.steps].extend(shelf.labels.iter().map(|of| of.at));
        }
        for own in &mut by_node {
            own.sort_by_key(|at| (self.labels[*at as usize].cost, *at));
        }
        let is_whole = self.labels.len() <= labels_max;
        Half { labels: self.labels, by_node, is_whole }
    }

    fn extend(&mut self, at: u32) {
        let (road, sets) = (self.road, self.of.sets);
        let label = self.labels[at as usize];
        let own = (label.node, label.seen);
        for &to in road.open.iter().filter(|to| **to != label.node) {
            let leg = label.node * road.nodes + to;
            let taken = road.taken(label.taken, leg).filter(|taken| taken[0] <= self.most);
            let Some(taken) = taken.filter(|_| !sets.knows(road.nodes, own, to)) else { continue };
            let (odd, paid) = self.of.triples.after(label.odd, to);
            let cost = label.cost + road.cost[leg] + paid;
            let seen = sets.seen(road.nodes, own, to);
            if cost + self.completion.at_least(road.left(taken[0]), to, seen) < 0 {
                self.put(Label { cost, taken, odd, seen, before: at, node: to });
            }
        }
    }

    /// Puts a label on its shelf, unless one that stands there or lower is nowhere worse.
    fn put(&mut self, next: Label) {
        let (labels, triples) = (&self.labels, &self.of.triples);
        let step = self.road.step(next.taken[0]);
        let own = next.node * self.steps;
        let is_less = |a: &[i64; LIMITS], b: &[i64; LIMITS]| a.iter().zip(b).all(|(a, b)| a <= b);
        let beats = |other: &Standing| {
            other.cost <= next.cost
                && other.seen & !next.seen == 0
                && other.cost + triples.price(other.odd & !next.odd) <= next.cost
                && is_less(&labels[other.at as usize].taken, &next.taken)
        };
        // Most are beaten by one that has taken about as much.
        let lower = self.shelves[own..=own + step].iter().rev();
        if lower.filter(|shelf| shelf.least <= next.cost).any(|of| of.labels.iter().any(beats)) {
            return;
        }
        for shelf in &mut self.shelves[own + step..own + self.steps] {
            shelf.labels.retain(|other| {
                !(next.cost <= other.cost
                    && next.seen & !other.seen == 0
                    && next.cost + triples.price(next.odd & !other.odd) <= other.cost
                    && is_less(&next.taken, &labels[other.at as usize].taken))
            });
        }
        let shelf = &mut self.shelves[own + step];
        shelf.least = shelf.least.min(next.cost);
        let at = u32::try_from(labels.len()).expect("labels fit u32");
        let Label { cost, seen, odd, .. } = next;
        shelf.labels.push(Standing { cost, odd, seen, at });
        self.labels.push(next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bounds::ng::NgSets;
    use crate::bounds::pricing::{Crowds, by_visit};
    use crate::bounds::relaxation::{Limited, Network};
    use crate::bounds::triples::Triple;
    use crate::random::{RngExt as _, Seed, Stream};

    const NODES: usize = 7;

    fn drawn(stream: &mut Stream) -> Network {
        let legs = NODES * NODES;
        let cost = (0..legs).map(|_| stream.random_range(10..60)).collect();
        let loads: Vec<i64> = (0..NODES).map(|_| stream.random_range(1..4)).collect();
        let load = (0..legs).map(|leg| if leg % NODES == DEPOT { 0 } else { loads[leg % NODES] });
        let time = (0..legs).map(|_| stream.random_range(1..9)).collect();
        let limits = vec![
            Limited { most: 10, takes: load.collect() },
            Limited { most: stream.random_range(14..40), takes: time },
        ];
        Network { nodes: NODES, cost, limits, open: vec![true; NODES] }
    }

    /// The least cost of all ways on from a label, each tried.
    fn tried(pricing: &Pricing<'_>, label: &Label) -> i64 {
        let road = &pricing.road;
        let home = label.node * road.nodes + DEPOT;
        let can_close = label.node != DEPOT && road.taken(label.taken, home).is_some();
        let mut least = if can_close { label.cost + road.cost[home] } else { 0 };
        for &to in road.open.iter().filter(|to| **to != label.node) {
            let own = (label.node, label.seen);
            let leg = label.node * road.nodes + to;
            let Some(taken) = road.taken(label.taken, leg) else { continue };
            if pricing.sets.knows(road.nodes, own, to) {
                continue;
            }
            let (odd, paid) = pricing.triples.after(label.odd, to);
            let seen = pricing.sets.seen(road.nodes, own, to);
            let cost = label.cost + road.cost[leg] + paid;
            least =
                least.min(tried(pricing, &Label { cost, taken, odd, seen, before: 0, node: to }));
        }
        least
    }

    #[test]
    fn the_cheapest_route_is_the_least_of_all_that_can_be_driven() {
        let mut below = 0;
        for number in 0..60 {
            let stream = &mut Seed(9).stream("halves", number);
            let network = drawn(stream);
            let prices: Vec<i64> = (1..NODES).map(|_| stream.random_range(10..50)).collect();
            let earned = by_visit(&prices);
            let sets = NgSets::nearest(&network, 3);
            let triples = [[0, 1, 2], [1, 3, 5], [2, 3, 4]].map(|of| Triple::on_all(of, NODES - 1));
            let priced: Vec<(&Triple, i64)> =
                triples.iter().map(|of| (of, stream.random_range(0..15))).collect();
            let crowds = Crowds::of(NODES, &priced);
            let pricing = Pricing::new(&network, &network.open, (&earned, crowds), &sets);
            let start =
                Label { cost: 0, taken: [0; LIMITS], odd: 0, seen: 0, before: 0, node: DEPOT };
            let passed = pricing.exact(100_000);
            assert!(passed.complete, "network {number}");
            assert_eq!(passed.least, tried(&pricing, &start), "network {number}");
            below += u32::from(passed.least < 0);
        }
        assert!(below > 30, "{below} networks have a route that is worth it");
    }

    #[test]
    fn a_pass_with_too_many_labels_is_not_complete() {
        let network = drawn(&mut Seed(9).stream("halves", 0));
        let earned = by_visit(&[60; NODES - 1]);
        let sets = NgSets::nearest(&network, 3);
        let crowds = Crowds::of(NODES, &[]);
        let pricing = Pricing::new(&network, &network.open, (&earned, crowds), &sets);
        assert!(!pricing.exact(5).complete && pricing.exact(100_000).complete);
    }
}
