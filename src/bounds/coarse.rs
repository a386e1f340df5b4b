//! The verifier's own search where a single limit binds: every partial route by its last node, the
//! steps of the limit that it has taken, and what it remembers.
//!
//! Steps are rounded down, which allows more routes and never fewer. The work is bounded by the
//! number of such states, whatever the prices.

use super::cheapest::{Case, End, NO_WAY, Order, ends};

/// Steps of the limit.
const STEPS: i64 = 480;
/// Steps at most, where some visit takes less than one of those.
const STEPS_MAX: i64 = 1_500;
/// Neighbours that a node remembers, itself left out; further ones are forgotten.
const MEMBERS: usize = 7;
const MEMORIES: usize = 1 << MEMBERS;
/// States at most.
const STATES_MAX: usize = 20_000_000;

/// The least cost of an ng-route, or nought if none is below, with the limit `by` alone; `None`
/// where visits take too little of it, or there are too many states.
pub(super) fn cheapest_by(case: &Case, neighbours: &[Vec<u32>], by: usize) -> Option<i64> {
    let size = case.clients.len() + 1;
    let most = case.most[by];
    let pairs = (1..size).flat_map(|to| (0..size).map(move |from| (from, to)));
    let taken =
        pairs.filter(|(from, to)| from != to).map(|(from, to)| case.takes[from * size + to][by]);
    let step = taken.min()?.min((most + STEPS - 1) / STEPS);
    if step < 1 || most < 0 || most / step > STEPS_MAX {
        return None;
    }
    let steps = usize::try_from(most / step).ok()?;
    if (steps + 1) * size * MEMORIES > STATES_MAX {
        return None;
    }
    let legs: Vec<usize> =
        case.takes.iter().map(|of| usize::try_from(of[by] / step).unwrap_or(usize::MAX)).collect();
    let order = Order { by, step, steps: steps + 1 };
    let turns = turns(&members(case, neighbours));
    let way = Way { case, size, steps, legs, ends: ends(case, size, &order), turns };
    Some(way.least())
}

/// What partial routes go along.
struct Way<'a> {
    case: &'a Case,
    size: usize,
    steps: usize,
    legs: Vec<usize>,
    ends: Vec<End>,
    turns: Vec<Turn>,
}

/// What a leg does to what is remembered.
#[derive(Clone, Copy)]
pub(super) struct Turn {
    /// The memories with which it may not be driven.
    pub(super) barred: usize,
    /// What is remembered of where it comes from.
    begins: usize,
    /// What is remembered of each that was.
    keeps: [usize; MEMBERS],
}

impl Turn {
    pub(super) fn after(&self, memory: usize) -> usize {
        let mut next = self.begins;
        let mut left = memory;
        while left > 0 {
            next |= self.keeps[left.trailing_zeros() as usize];
            left &= left - 1;
        }
        next
    }
}

impl Way<'_> {
    fn least(&self) -> i64 {
        let (size, steps) = (self.size, self.steps);
        let mut least = 0;
        // Costs count only where a memory is marked.
        let mut costs = vec![0; (steps + 1) * size * MEMORIES];
        let mut marked = vec![0_u128; (steps + 1) * size];
        // The least of a node so far that remembers no more; whoever does can do what it can.
        let mut freer = vec![NO_WAY; size * MEMORIES];
        for to in 1..size {
            if let Some(place) = self.onward((0, 0), to, (0, least)) {
                costs[place * MEMORIES] = self.case.legs[to];
                marked[place] = 1;
            }
        }
        for here in size..(steps + 1) * size {
            let (taken, node) = (here / size, here % size);
            let mut left = marked[here];
            while left != 0 {
                let memory = left.trailing_zeros() as usize;
                left &= left - 1;
                let sum = costs[here * MEMORIES + memory];
                let freer = &mut freer[node * MEMORIES..][..MEMORIES];
                if sum >= freer[memory] {
                    continue;
                }
                spread(freer, memory, sum);
                if taken.saturating_add(self.legs[node * size]) <= steps {
                    least = least.min(sum + self.case.legs[node * size]);
                }
                for to in (1..size).filter(|to| *to != node) {
                    let leg = node * size + to;
                    let turn = &self.turns[leg];
                    let Some(place) = self.onward((node, taken), to, (sum, least)) else {
                        continue;
                    };
                    if memory & turn.barred == 0 {
                        let after = turn.after(memory);
                        let into = &mut costs[place * MEMORIES + after];
                        let cost = sum + self.case.legs[leg];
                        let is_new = marked[place] >> after & 1 == 0;
                        *into = if is_new { cost } else { cost.min(*into) };
                        marked[place] |= 1 << after;
                    }
                }
            }
        }
        least
    }

    /// The step and node after one more leg, unless no rest brings the route below what is
    /// known.
    fn onward(
        &self,
        (node, taken): (usize, usize),
        to: usize,
        (sum, least): (i64, i64),
    ) -> Option<usize> {
        let leg = node * self.size + to;
        let then = taken.saturating_add(self.legs[leg]);
        if then > self.steps {
            return None;
        }
        let end = self.ends[(self.steps - then) * self.size + to];
        let rest = if end.next == node && node > 0 { end.otherwise } else { end.cost };
        let can = sum + self.case.legs[leg] + rest < least;
        can.then_some(then * self.size + to)
    }
}

/// Tells all that remember as much or more what it costs at least.
fn spread(freer: &mut [i64], memory: usize, sum: i64) {
    let others = MEMORIES - 1 - memory;
    let mut more = others;
    loop {
        let freer = &mut freer[memory | more];
        *freer = sum.min(*freer);
        if more == 0 {
            break;
        }
        more = (more - 1) & others;
    }
}

/// The nodes that each node remembers, itself left out.
pub(super) fn members(case: &Case, neighbours: &[Vec<u32>]) -> Vec<Vec<usize>> {
    let node = |client: usize| case.clients.binary_search(&client).ok().map(|at| at + 1);
    let of_client = |client: &usize| {
        let others = neighbours[*client].iter().filter(|of| **of as usize != *client);
        others.filter_map(|of| node(*of as usize)).take(MEMBERS).collect()
    };
    std::iter::once(Vec::new()).chain(case.clients.iter().map(of_client)).collect()
}

/// For each leg what it does to what is remembered, row-major over all nodes.
pub(super) fn turns(members: &[Vec<usize>]) -> Vec<Turn> {
    let size = members.len();
    let bit = |of: usize, node: usize| {
        members[of].iter().position(|member| *member == node).map_or(0, |rank| 1 << rank)
    };
    let turn = |leg: usize| {
        let (from, to) = (leg / size, leg % size);
        let mut keeps = [0; MEMBERS];
        for (keeps, member) in keeps.iter_mut().zip(&members[from]) {
            *keeps = bit(to, *member);
        }
        Turn { barred: bit(from, to), begins: bit(to, from), keeps }
    };
    (0..size * size).map(turn).collect()
}
