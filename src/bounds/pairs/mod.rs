//! What choices that meet in pairs cost together at least, with a proof that anybody can check.
//!
//! # Model
//!
//! Each node takes one of its choices. A choice costs something by itself, and something together
//! with the choice of each other node: the lead time of a week, where nodes are places and choices
//! are their sets of days. What all nodes together cost at least is a question about all
//! assignments; looking at each pair alone answers it far too low, since no assignment suits all
//! pairs.
//!
//! # Method
//!
//! A square is never below nought. So the cost less any sum of squares of linear forms of the
//! choices bounds the cost from below, and what is left over is again a cost by choices and pairs,
//! whose least is added up pair by pair. Good squares leave next to nothing that pairs fight over.
//! They are the dual of a semidefinite relaxation with entries not below nought, which a splitting
//! method solves nearly ([`splitting`]): it turns between the cone, by an eigenvalue decomposition
//! ([`spectrum`]), and what is known of single entries. What a pair leaves is then shared out to
//! its two nodes ([`shares`]).
//!
//! All of that is approximate. The squares and shares are rounded to integers, whatever they are
//! is valid, and [`verify_pairs`] multiplies out and adds up.
//!
//! References: D. E. Oliveira, H. Wolkowicz and Y. Xu (2018), "ADMM for the SDP relaxation of the
//! QAP", Mathematical Programming Computation 10:631-658, doi 10.1007/s12532-018-0148-3;
//! A. Globerson and T. Jaakkola (2007), "Fixing max-product: convergent message passing algorithms
//! for MAP LP-relaxations", Advances in Neural Information Processing Systems 20.
//!
//! # What it leaves out
//!
//! Branching on a node, and squares for more than [`CHOICES_MAX`] choices, where pairs alone count.
//!
//! ```
//! use leenroute::bounds::{Pair, PairProblem, pair_bound, verify_pairs};
//! use leenroute::vrp::Iterations;
//!
//! // Three places of which no two should have the same of two sets of days.
//! let apart = |nodes| Pair { nodes, costs: vec![10, 0, 0, 10] };
//! let problem = PairProblem {
//!     single: vec![vec![0, 0]; 3],
//!     pairs: vec![apart([0, 1]), apart([0, 2]), apart([1, 2])],
//! };
//! let proof = pair_bound(&problem, &Iterations(200));
//! assert!((7..=10).contains(&proof.bound), "two of them must agree, which costs 10");
//! assert_eq!(verify_pairs(&problem, &proof), Ok(proof.bound));
//! ```

mod descent;
mod proof;
mod shares;
mod spectrum;
mod splitting;
#[cfg(test)]
mod tests;

pub(super) use descent::Descent;
pub(super) use proof::proven_pairs;
pub use proof::{PairCertificate, PairRefusal, verify_pairs};

use std::collections::BTreeMap;

use crate::vrp::Stop;

/// Choices of all nodes up to which squares are sought; beyond, a decomposition takes too long.
const CHOICES_MAX: usize = 600;
/// Parts of a unit of cost in which shares are; weights of squares are in its square root.
const PARTS: i64 = 4096;
const ROOT: f64 = 64.0;

/// Nodes that take one choice each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairProblem {
    /// What each choice of each node costs by itself; a node has at least one.
    pub single: Vec<Vec<i64>>,
    /// What choices cost together; each two nodes at most once, and not at all where that is
    /// nothing.
    pub pairs: Vec<Pair>,
}

/// Two nodes, and what their choices cost together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The nodes, the lower number first.
    pub nodes: [usize; 2],
    /// Row-major: rows are the choices of the first.
    pub costs: Vec<i64>,
}

impl PairProblem {
    /// What an assignment costs: a choice a node.
    pub fn cost(&self, chosen: &[usize]) -> i64 {
        let single: i64 = self.single.iter().zip(chosen).map(|(costs, of)| costs[*of]).sum();
        let of_pair = |pair: &Pair| {
            let [a, b] = pair.nodes;
            pair.costs[chosen[a] * self.single[b].len() + chosen[b]]
        };
        single + self.pairs.iter().map(of_pair).sum::<i64>()
    }

    /// With what other costs of the same choices add, so many times.
    pub(super) fn with(&self, other: &Self, times: i64) -> Self {
        if times == 0 {
            return self.clone();
        }
        let add = |into: &mut [i64], costs: &[i64]| {
            into.iter_mut().zip(costs).for_each(|(into, cost)| *into += cost * times);
        };
        let mut single = self.single.clone();
        single.iter_mut().zip(&other.single).for_each(|(into, costs)| add(into, costs));
        let mut pairs: BTreeMap<[usize; 2], Vec<i64>> =
            self.pairs.iter().map(|pair| (pair.nodes, pair.costs.clone())).collect();
        for pair in &other.pairs {
            let into = pairs.entry(pair.nodes).or_insert_with(|| vec![0; pair.costs.len()]);
            add(into, &pair.costs);
        }
        let pairs = pairs.into_iter().map(|(nodes, costs)| Pair { nodes, costs });
        Self { single, pairs: pairs.collect() }
    }

    /// With all pairs of nodes, in order; those that are not there cost nothing. A square has a
    /// part in each of them.
    fn whole(&self) -> Self {
        let costs_of = |nodes: [usize; 2]| {
            let found = self.pairs.iter().find(|pair| pair.nodes == nodes);
            let [rows, columns] = nodes.map(|node| self.single[node].len());
            found.map_or_else(|| vec![0; rows * columns], |pair| pair.costs.clone())
        };
        let nodes = self.single.len();
        let all = (0..nodes).flat_map(|a| (a + 1..nodes).map(move |b| [a, b]));
        let is_whole = all.clone().eq(self.pairs.iter().map(|pair| pair.nodes));
        let pairs = if is_whole {
            self.pairs.clone()
        } else {
            all.map(|nodes| Pair { nodes, costs: costs_of(nodes) }).collect()
        };
        Self { single: self.single.clone(), pairs }
    }

    /// With what every choice of a node costs taken off it, which each assignment pays once: what is
    /// left tells choices apart, and scales well.
    fn levelled(mut self) -> (Self, i64) {
        let mut sum = 0;
        for costs in &mut self.single {
            let least = costs.iter().copied().min().unwrap_or(0);
            for cost in costs.iter_mut() {
                *cost -= least;
            }
            sum += least;
        }
        (self, sum)
    }

    /// Where the choices of each node begin in a list of all, and their count.
    fn offsets(&self) -> (Vec<usize>, usize) {
        let mut sum = 0;
        let first = self.single.iter().map(|of| {
            sum += of.len();
            sum - of.len()
        });
        (first.collect(), sum)
    }
}

/// Searches for squares and shares that prove a high bound, until the budget, counted in steps of
/// the splitting method, is spent.
///
/// The same problem and the same count of steps give the same certificate. A step takes time in
/// the cube of the number of choices; without any step, pairs are looked at one by one.
pub fn pair_bound(problem: &PairProblem, stop: &dyn Stop) -> PairCertificate {
    let (problem, least) = &problem.whole().levelled();
    let (_, choices) = problem.offsets();
    let mut best = shares::shared_out(problem, Vec::new(), None);
    if choices <= CHOICES_MAX && !problem.pairs.is_empty() && stop.spent(0) < 1.0 {
        let split = splitting::split(problem, stop);
        let squared = shares::shared_out(problem, split.squares, Some(&split.rest));
        if squared.bound > best.bound {
            best = squared;
        }
    }
    best.bound += least;
    best
}
