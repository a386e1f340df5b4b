//! The verifier's own search from both ends: partial routes out of the depot and back to it, which
//! meet in the middle of a limit.
//!
//! Cut where it has taken more than a half, each route is a partial route out, a leg, and a partial
//! route back. Partial routes back are those out of the depot in the case turned round, where each
//! leg is driven the other way: coming back to what is remembered is the same from both sides.

use super::cheapest::{Case, Order, TAKEN, TooLong, binds, order};
use super::coarse::{Turn, members, turns};
use super::crowded::Crowd;
use super::rests::Rests;

/// Partial routes that are looked at on each side before the verifier gives up.
const LOOKS_MAX: usize = 3_000_000;
/// Triples of a day that cost something; the others cost nothing, which is no more than they do.
const CROWDS_MAX: usize = 128;

#[derive(Clone, Copy)]
struct Partial {
    cost: i64,
    node: usize,
    taken: [i64; TAKEN],
    /// The nearest of its node that are remembered.
    memory: usize,
    /// Triples of which one client was visited that is remembered.
    halves: u128,
}

/// A partial route as others are compared with it.
#[derive(Clone, Copy)]
struct Kept {
    cost: i64,
    halves: u128,
    memory: usize,
    at: usize,
}

/// What triples do.
struct Crowds {
    prices: Vec<i64>,
    /// By node, the triples that it is in, and those for which it remembers.
    members: Vec<u128>,
    remembers: Vec<u128>,
}

impl Crowds {
    fn of(crowds: &[Crowd], size: usize) -> Self {
        let counted = &crowds[..crowds.len().min(CROWDS_MAX)];
        let by_node = |is_in: &dyn Fn(&Crowd, usize) -> bool| {
            let of = |node: usize| {
                let own = counted.iter().enumerate().filter(|(_, crowd)| is_in(crowd, node));
                own.fold(0, |set: u128, (at, _)| set | 1 << at)
            };
            (0..size).map(of).collect::<Vec<u128>>()
        };
        Self {
            prices: counted.iter().map(|crowd| crowd.price).collect(),
            members: by_node(&|crowd, node| crowd.members[node]),
            remembers: by_node(&|crowd, node| crowd.remembers[node]),
        }
    }

    /// What some triples cost.
    fn price(&self, mut set: u128) -> i64 {
        let mut price = 0;
        while set > 0 {
            price += self.prices[set.trailing_zeros() as usize];
            set &= set - 1;
        }
        price
    }
}

/// The least cost of an ng-route, or nought if none is below.
pub(super) fn met(case: &Case, neighbours: &[Vec<u32>]) -> Result<i64, TooLong> {
    let size = case.clients.len() + 1;
    let order = order(case, size);
    let turns = turns(&members(case, neighbours));
    let crowds = Crowds::of(&case.crowds, size);
    let binding: Vec<bool> = (0..TAKEN).map(|of| of == order.by || binds(case, size, of)).collect();
    let middle = middle(case, size, &order);
    let turned = case.turned();
    let half = |case: &Case, most: i64| {
        let rests = Rests::of(case, neighbours, &order);
        let (turns, binding) = (turns.as_slice(), binding.as_slice());
        Way { case, size, order: &order, rests, turns, crowds: &crowds, binding, most }.partials()
    };
    let out = half(case, middle)?;
    let back = half(&turned, case.most[order.by] - middle - 1)?;
    Ok(Meeting { case, size, turns: &turns, crowds: &crowds, out, back }.least())
}

/// What a partial route out takes at most: half of the limit, and half of what a leg takes.
fn middle(case: &Case, size: usize, order: &Order) -> i64 {
    let least = |to: usize| {
        let others = (1..size).filter(|from| *from != to);
        others.map(|from| case.takes[from * size + to][order.by]).min().unwrap_or(0)
    };
    let count = i64::try_from(size.max(2) - 1).unwrap_or(1);
    let mean = (1..size).map(least).sum::<i64>() / count;
    let most = case.most[order.by];
    most.midpoint(mean).min(most)
}

/// What partial routes go along in one direction.
struct Way<'a> {
    case: &'a Case,
    size: usize,
    order: &'a Order,
    rests: Rests,
    turns: &'a [Turn],
    crowds: &'a Crowds,
    /// Limits that no visits together reach need not be told apart.
    binding: &'a [bool],
    /// What a partial route takes at most of the limit that orders them.
    most: i64,
}

impl Way<'_> {
    /// All partial routes that nothing replaces, by node, the cheapest first.
    fn partials(&self) -> Result<Vec<Vec<Partial>>, TooLong> {
        let steps = self.order.steps;
        let mut waiting: Vec<Vec<Partial>> = vec![Vec::new(); steps];
        let mut kept: Vec<Vec<Kept>> = vec![Vec::new(); steps * self.size];
        let depot = Partial { cost: 0, node: 0, taken: [0; TAKEN], memory: 0, halves: 0 };
        let mut partials = Vec::new();
        let mut looks = 0;
        self.go_on(&depot, &mut waiting);
        for step in 0..steps {
            let mut now = std::mem::take(&mut waiting[step]);
            now.sort_unstable_by_key(|of| (of.cost, of.taken, of.node, of.memory, of.halves));
            for of in now {
                looks += 1;
                if looks > LOOKS_MAX {
                    return Err(TooLong);
                }
                // Those that took about as much replace most.
                let own = &kept[of.node * steps..=of.node * steps + step];
                if own.iter().rev().any(|lower| self.replace(lower, &of, &partials)) {
                    continue;
                }
                self.go_on(&of, &mut waiting);
                let Partial { cost, halves, memory, .. } = of;
                let at = partials.len();
                kept[of.node * steps + step].push(Kept { cost, halves, memory, at });
                partials.push(of);
            }
        }
        let mut by_node = vec![Vec::new(); self.size];
        by_node[0].push(depot);
        partials.sort_by_key(|of| of.cost);
        for of in partials {
            by_node[of.node].push(of);
        }
        Ok(by_node)
    }

    /// Whether one of some partial routes, in the order of their costs, can do all that another one
    /// can for no more: no way on is cheaper than the same from here, which may close triples that
    /// are still open there.
    fn replace(&self, some: &[Kept], other: &Partial, partials: &[Partial]) -> bool {
        some.iter().take_while(|own| own.cost <= other.cost).any(|own| {
            own.memory & !other.memory == 0
                && own.cost + self.crowds.price(own.halves & !other.halves) <= other.cost
                && partials[own.at].taken.iter().zip(&other.taken).all(|(own, other)| own <= other)
        })
    }

    fn go_on(&self, of: &Partial, waiting: &mut [Vec<Partial>]) {
        for to in (1..self.size).filter(|to| *to != of.node) {
            if let Some((step, next)) = self.next(of, to) {
                waiting[step].push(next);
            }
        }
    }

    /// After one more visit, with its step, unless it is remembered, takes more than may be, or no
    /// rest makes it cheaper than nought.
    fn next(&self, of: &Partial, to: usize) -> Option<(usize, Partial)> {
        let leg = of.node * self.size + to;
        let turn = &self.turns[leg];
        let mut taken = driven(self.case, &of.taken, leg)?;
        let own = taken[self.order.by];
        if of.memory & turn.barred != 0 || own > self.most {
            return None;
        }
        let half = of.halves & self.crowds.remembers[to];
        let members = self.crowds.members[to];
        let cost = of.cost + self.case.legs[leg] + self.crowds.price(half & members);
        let memory = turn.after(of.memory);
        let step = |amount: i64| usize::try_from(amount / self.order.step).unwrap_or(0);
        let left = step(self.case.most[self.order.by] - own);
        if cost + self.rests.at_least(left, to, memory) >= 0 {
            return None;
        }
        for (taken, _) in taken.iter_mut().zip(self.binding).filter(|(_, binds)| !**binds) {
            *taken = 0;
        }
        Some((step(own), Partial { cost, node: to, taken, memory, halves: half ^ members }))
    }
}

/// What is taken after one more leg, if the limits allow it.
fn driven(case: &Case, taken: &[i64; TAKEN], leg: usize) -> Option<[i64; TAKEN]> {
    let mut taken = *taken;
    for ((taken, takes), most) in taken.iter_mut().zip(&case.takes[leg]).zip(&case.most) {
        *taken += takes;
        if *taken > *most {
            return None;
        }
    }
    Some(taken)
}

/// Partial routes out and back.
struct Meeting<'a> {
    case: &'a Case,
    size: usize,
    turns: &'a [Turn],
    crowds: &'a Crowds,
    out: Vec<Vec<Partial>>,
    back: Vec<Vec<Partial>>,
}

impl Meeting<'_> {
    /// The least cost of a whole route, or nought.
    fn least(&self) -> i64 {
        let mut least = 0;
        for of in self.out.iter().skip(1).flatten() {
            let leg = of.node * self.size;
            let cost = of.cost + self.case.legs[leg];
            if cost < least && driven(self.case, &of.taken, leg).is_some() {
                least = cost;
            }
        }
        for to in 1..self.size {
            for of in self.out.iter().flatten().filter(|of| of.node != to) {
                least = least.min(self.least_over(of, to, least));
            }
        }
        least
    }

    /// The least that a partial route out costs with any of those back from a node.
    fn least_over(&self, of: &Partial, to: usize, mut least: i64) -> i64 {
        let leg = of.node * self.size + to;
        let cost = of.cost + self.case.legs[leg];
        let backs = &self.back[to];
        let is_far = backs.first().is_none_or(|first| cost + first.cost >= least);
        let turn = &self.turns[leg];
        if is_far || of.memory & turn.barred != 0 {
            return least;
        }
        let Some(taken) = driven(self.case, &of.taken, leg) else { return least };
        let memory = turn.after(of.memory);
        for back in backs {
            let sum = cost + back.cost;
            if sum >= least {
                break;
            }
            let mut fits = taken.iter().zip(&back.taken).zip(&self.case.most);
            if memory & back.memory == 0 && fits.all(|((out, back), most)| out + back <= *most) {
                least = least.min(sum + self.crowds.price(of.halves & back.halves));
            }
        }
        least
    }
}
