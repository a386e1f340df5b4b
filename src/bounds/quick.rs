//! Quick labels, which propose routes: of all ways from the depot to a client that have taken as many
//! steps of the first limit, the cheapest one goes on.
//!
//! A label is left out where no way back, forbidden only to turn round at once, makes the whole route
//! cheaper than nought. These ways back bound all routes, too, for nothing.

use super::pricing::{DEPOT, Priced, Pricing, Route, through};
use super::relaxation::LIMITS;
use super::road::Road;

/// "No way", halved so that sums fit.
const NEVER: i64 = i64::MAX / 4;

#[derive(Clone, Copy)]
struct Label {
    cost: i64,
    taken: [i64; LIMITS],
    seen: u32,
    /// Triples of which one client was visited that is still remembered.
    odd: u128,
    node: usize,
    before: usize,
}

/// The best way back from each node and count of steps left, and the best one with another next
/// node.
struct WaysBack {
    best: Vec<(i64, usize)>,
    other: Vec<i64>,
}

impl WaysBack {
    fn of(road: &Road) -> Self {
        let (nodes, steps) = (road.nodes, road.steps);
        let mut back =
            Self { best: vec![(NEVER, DEPOT); nodes * steps], other: vec![NEVER; nodes * steps] };
        for left in 0..steps {
            for &from in &road.open {
                let (mut best, mut other) = ((NEVER, DEPOT), NEVER);
                for to in [DEPOT].into_iter().chain(road.open.iter().copied()) {
                    let leg = from * nodes + to;
                    let took = road.took[leg];
                    if to == from || took > left {
                        continue;
                    }
                    let onward =
                        if to == DEPOT { 0 } else { back.after(to * steps + left - took, from) };
                    let cost = road.cost[leg] + onward;
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

    /// The best way back from a place, whose next node is not where the label came from.
    fn after(&self, place: usize, from: usize) -> i64 {
        let (cost, next) = self.best[place];
        if next == from && from != DEPOT { self.other[place] } else { cost }
    }
}

/// Labels, and the cheapest of each client and step.
struct Labels {
    all: Vec<Label>,
    cheapest: Vec<Option<(i64, usize)>>,
}

impl Pricing<'_> {
    /// The cheapest route that is found to each last client.
    pub(super) fn quick(&self) -> Priced {
        let Road { nodes, steps, ref open, .. } = self.road;
        let back = WaysBack::of(&self.road);
        let start = Label { cost: 0, taken: [0; LIMITS], seen: 0, odd: 0, node: DEPOT, before: 0 };
        let mut labels = Labels { all: vec![start], cheapest: vec![None; nodes * steps] };
        let mut ends: Vec<Option<(i64, usize)>> = vec![None; nodes];
        self.extend(0, &mut labels, &back);
        for step in 0..steps {
            for &node in open {
                // Legs take at least a step, so what stands here is final.
                if let Some((_, at)) = labels.cheapest[node * steps + step] {
                    self.close(at, &labels.all, &mut ends);
                    self.extend(at, &mut labels, &back);
                }
            }
        }
        let found = ends.into_iter().flatten();
        let mut routes: Vec<Route> =
            found.map(|(cost, at)| self.route(cost, at, &labels.all)).collect();
        routes.sort();
        Priced {
            least: routes.first().map_or(0, |route| route.reduced),
            loose: Some(self.loose(&back)),
            routes,
            complete: false,
            work: labels.all.len() as u64,
        }
    }

    /// The way back from the depot itself, after the first leg.
    fn loose(&self, back: &WaysBack) -> i64 {
        let Road { steps, ref open, ref took, ref cost, .. } = self.road;
        let costs = open.iter().filter_map(|&to| {
            let left = (steps - 1).checked_sub(took[to])?;
            Some(cost[to] + back.best[to * steps + left].0)
        });
        costs.min().unwrap_or(0).min(0)
    }

    fn extend(&self, at: usize, labels: &mut Labels, back: &WaysBack) {
        let Road { nodes, steps, ref open, ref cost, .. } = self.road;
        let label = labels.all[at];
        let own = (label.node, label.seen);
        for &to in open {
            let leg = label.node * nodes + to;
            if to == label.node || self.sets.knows(nodes, own, to) {
                continue;
            }
            let Some(taken) = self.road.taken(label.taken, leg) else { continue };
            let left = self.road.left(taken[0]);
            let (odd, paid) = self.triples.after(label.odd, to);
            let cost = label.cost + cost[leg] + paid;
            let place = to * steps + self.road.step(taken[0]);
            if cost + back.after(to * steps + left, label.node) >= 0
                || labels.cheapest[place].is_some_and(|(least, _)| least <= cost)
            {
                continue;
            }
            let seen = self.sets.seen(nodes, own, to);
            labels.cheapest[place] = Some((cost, labels.all.len()));
            labels.all.push(Label { cost, taken, seen, odd, node: to, before: at });
        }
    }

    fn close(&self, at: usize, labels: &[Label], ends: &mut [Option<(i64, usize)>]) {
        let label = &labels[at];
        let leg = label.node * self.road.nodes + DEPOT;
        let cost = label.cost + self.road.cost[leg];
        let end = &mut ends[label.node];
        if cost < end.map_or(0, |(cost, _)| cost) && self.road.taken(label.taken, leg).is_some() {
            *end = Some((cost, at));
        }
    }

    fn route(&self, reduced: i64, last: usize, labels: &[Label]) -> Route {
        let mut nodes = Vec::new();
        let mut at = last;
        while at != 0 {
            nodes.push(labels[at].node);
            at = labels[at].before;
        }
        nodes.reverse();
        through(self.network, reduced, &nodes)
    }
}
