//! Networks too large to hold: shards of titles one after the other, with a bound for the whole.
//!
//! # Model
//!
//! All shards share a [`Head`]: the windows of lenders, and what organisations lend in all. Behind it
//! each shard has titles of its own ([`Shard`]), and no title is in two of them. A shard is made
//! when it is its turn and forgotten after it; only amounts and prices of the head stay, so that
//! memory is that of the shards at work.
//!
//! # Algorithm
//!
//! 1. *Choice.* What the head has left is divided evenly over the shards to come; a shard gets its
//!    share and is solved exactly ([`minimum_cost_flow_by_parts`]).
//!    What it does not use is left for those after it. Shards are solved a few at a time, in
//!    parallel, with numbers that hang on no thread.
//! 2. *Prices.* The prices of the head are the mean of what the shards paid.
//! 3. *Bound.* At these prices the network falls apart into titles (Lagrange): what they cost at
//!    least, less what the prices would earn on all that the head has, is what no choice undercuts.
//!    It is added up shard by shard from integer potentials by [`bound`], which shares no code with
//!    the solver.
//!
//! Any prices and any potentials bound: those of yesterday less well, and a shard that did not
//! report counts with potentials of nought. [`bound_of_shard`] is what one shard adds, so that each
//! can be recomputed and checked alone.
//!
//! The evener the shards, the nearer: divide titles by a hash of their code.
//!
//! # What it deliberately does not do
//!
//! - Nodes of the head but the source have no supply of their own, so hold shelves are not
//!   stated by their complement here; where they bind, solve the week whole.
//!
//! Reference: A. M. Geoffrion (1974), "Lagrangean relaxation for integer programming", Mathematical
//! Programming Study 2, 82-114.

use rayon::prelude::*;

use super::certificate::bound;
use super::network::{Arc, Network};
use super::parts::{Parts, minimum_cost_flow_by_parts, potentials_at_prices};
use super::simplex::FlowOutcome;

/// The most shards that are solved with the same view of what is left.
const AT_ONCE: usize = 8;

/// What all shards share: nodes `0..nodes`, of which 0 is the source, and the arcs between them,
/// each to a later node than the one it leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of nodes.
    pub nodes: u32,
    /// What may flow between them for all shards together.
    pub arcs: Vec<Arc>,
}

/// Titles that are solved together, behind a [`Head`] of `n` nodes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shard {
    /// The supply of each of its nodes, which are numbered from `n` on; a demand is negative.
    pub supplies: Vec<i64>,
    /// Its arcs, each between two nodes of a part, or one of them and one of the head.
    pub arcs: Vec<Arc>,
    /// Where each part ends: the number of nodes and of arcs up to there, of this shard alone.
    pub parts: Vec<(u32, usize)>,
}

/// A week in shards.
pub trait Shards: Sync {
    /// What all shards share.
    fn head(&self) -> &Head;

    /// The number of shards.
    fn count(&self) -> usize;

    /// The shard of a number below [`count`](Self::count): the same each time it is asked for.
    fn shard(&self, number: usize) -> Shard;
}

/// What the shards came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardedAnswer {
    /// What all choices cost together.
    pub cost: i128,
    /// What no choice undercuts.
    pub bound: i128,
    /// A price for each node of the head, at which the bound is what it is.
    pub prices: Vec<i64>,
    /// What flows on each arc of the head.
    pub used: Vec<i64>,
}

/// A shard that has no answer: something it asks for can come from nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoAnswer {
    /// The number of the shard.
    pub shard: usize,
}

/// One shard's choice: its cost, what flows in the head, and the prices that it paid there.
struct Chosen {
    cost: i128,
    used: Vec<i64>,
    prices: Vec<i64>,
}

/// Chooses shard by shard, and says what no choice of all together undercuts.
///
/// `report` sees each shard's number and the units on its arcs, in order; the arcs of the head come
/// first. Time grows with the sum of the shards, which are each made twice; memory is that of
/// eight shards at most. Runs on the current rayon pool; the answer is the same for any number
/// of threads.
///
/// # Errors
///
/// The first shard without an answer.
///
/// # Panics
///
/// When a shard is no network behind the head, as [`Shard`] says.
///
/// # Example
///
/// ```
/// use leenroute::matching::{Arc, Head, Shard, Shards, solve_in_shards};
///
/// /// A branch that pulls two, and shards that want one of it for 1, or another for 5.
/// struct Week(Head);
/// impl Shards for Week {
///     fn head(&self) -> &Head { &self.0 }
///     fn count(&self) -> usize { 3 }
///     fn shard(&self, _: usize) -> Shard {
///         let arc = |from, cost| Arc { from, to: 2, capacity: 1, cost };
///         Shard { supplies: vec![-1], arcs: vec![arc(1, 1), arc(0, 5)], parts: vec![(1, 2)] }
///     }
/// }
/// let pulls = Arc { from: 0, to: 1, capacity: 2, cost: 0 };
/// let answer = solve_in_shards(&Week(Head { nodes: 2, arcs: vec![pulls] }), |_, _| ()).unwrap();
/// assert_eq!((answer.cost, answer.used), (1 + 1 + 5, vec![2]));
/// assert!(answer.bound <= answer.cost);
/// ```
pub fn solve_in_shards(
    week: &impl Shards,
    mut report: impl FnMut(usize, &[i64]),
) -> Result<ShardedAnswer, NoAnswer> {
    let head = week.head();
    let mut left: Vec<i64> = head.arcs.iter().map(|arc| arc.capacity).collect();
    let mut sums = vec![0_i128; head.nodes as usize];
    let mut cost = 0;
    let mut done = 0;
    while done < week.count() {
        let to_come = week.count() - done;
        let now = done..done + (to_come / 2).clamp(1, AT_ONCE);
        let share = |&left: &i64| left / i64::try_from(to_come).expect("a count");
        let shares: Vec<i64> = left.iter().map(share).collect();
        let choose = |number: usize| choose(head, &week.shard(number), &shares).ok_or(number);
        let chosen: Vec<Result<(Chosen, Vec<i64>), usize>> =
            now.clone().into_par_iter().map(choose).collect();
        for (number, chosen) in now.clone().zip(chosen) {
            let (chosen, flow) = chosen.map_err(|shard| NoAnswer { shard })?;
            report(number, &flow);
            cost += chosen.cost;
            left.iter_mut().zip(&chosen.used).for_each(|(left, used)| *left -= used);
            sums.iter_mut().zip(&chosen.prices).for_each(|(sum, &price)| *sum += i128::from(price));
        }
        done = now.end;
    }
    let prices = mean(&sums, week.count());
    let used = head.arcs.iter().zip(&left).map(|(arc, left)| arc.capacity - left).collect();
    Ok(ShardedAnswer { cost, bound: bound_at(week, &prices), prices, used })
}

/// What no choice of all shards together undercuts, by a price for each node of the head.
///
/// Any prices bound. Time grows with the sum of the shards, each of which is made once.
///
/// # Panics
///
/// When there are fewer prices than nodes of the head, or a shard is no network behind it.
pub fn bound_at(week: &impl Shards, prices: &[i64]) -> i128 {
    let head = week.head();
    let of_shards: i128 = (0..week.count())
        .into_par_iter()
        .map(|number| {
            let shard = week.shard(number);
            bound_of_shard(head, &shard, prices, &potentials_of_shard(head, &shard, prices))
        })
        .sum();
    of_shards + bound_of_head(head, prices)
}

/// What the head adds to the bound of the shards: nothing, less what the prices earn on what it
/// has.
///
/// # Panics
///
/// When there are fewer prices than nodes, or the arcs are none between them.
pub fn bound_of_head(head: &Head, prices: &[i64]) -> i128 {
    let network = Network::new(vec![0; head.nodes as usize], head.arcs.clone());
    bound(&network.expect("documented: a head"), &[], &potentials_of_head(prices))
}

/// What a shard adds to the bound by the prices of the head and potentials of its own nodes,
/// whatever they are, in one pass over its arcs.
///
/// # Panics
///
/// When there are fewer prices or potentials than nodes, or the shard is no network behind the
/// head.
pub fn bound_of_shard(head: &Head, shard: &Shard, prices: &[i64], potentials: &[i64]) -> i128 {
    let (network, _) = behind(head, shard, Vec::new());
    let mut all = potentials_of_head(prices);
    all.extend_from_slice(potentials);
    bound(&network, &[], &all)
}

/// The potentials of a shard's own nodes that bound it best at these prices.
///
/// # Panics
///
/// As [`bound_of_shard`].
pub fn potentials_of_shard(head: &Head, shard: &Shard, prices: &[i64]) -> Vec<i64> {
    let (network, parts) = behind(head, shard, Vec::new());
    potentials_at_prices(&network, &parts, prices)
}

/// Prices are what flow costs that has come as far as a node: the source gives it for nothing.
fn potentials_of_head(prices: &[i64]) -> Vec<i64> {
    prices.iter().map(|&price| -price).collect()
}

/// The cheapest flow of a shard with a share of each arc of the head.
fn choose(head: &Head, shard: &Shard, shares: &[i64]) -> Option<(Chosen, Vec<i64>)> {
    let share = |(arc, &capacity): (&Arc, &i64)| Arc { capacity, ..*arc };
    let (network, parts) = behind(head, shard, head.arcs.iter().zip(shares).map(share).collect());
    let FlowOutcome::Optimal(best) = minimum_cost_flow_by_parts(&network, &parts) else {
        return None;
    };
    let of_source = best.potentials[0];
    let prices = best.potentials[..head.nodes as usize].iter().map(|&of| of_source - of).collect();
    let used = best.flow[..head.arcs.len()].to_vec();
    Some((Chosen { cost: best.cost.into(), used, prices }, best.flow))
}

/// A shard as a network, behind these arcs of the head.
fn behind(head: &Head, shard: &Shard, mut arcs: Vec<Arc>) -> (Network, Parts) {
    let mut supplies = vec![0; head.nodes as usize];
    supplies[0] = -shard.supplies.iter().sum::<i64>();
    supplies.extend_from_slice(&shard.supplies);
    let before = arcs.len();
    let mut parts = Parts::of_head(head.nodes, before);
    for &(nodes, arcs) in &shard.parts {
        parts.push(head.nodes + nodes, before + arcs);
    }
    arcs.extend_from_slice(&shard.arcs);
    (Network::new(supplies, arcs).expect("documented: a network behind the head"), parts)
}

/// The mean over so many, rounded to the nearest.
fn mean(sums: &[i128], count: usize) -> Vec<i64> {
    let count = i128::try_from(count.max(1)).expect("a count");
    let nearest = |&sum: &i128| (2 * sum + count).div_euclid(2 * count);
    sums.iter().map(|sum| i64::try_from(nearest(sum)).expect("between two prices")).collect()
}

#[cfg(test)]
mod tests;
