//! Good assignments: one node after the other takes its best choice, from many beginnings.

use super::PairProblem;
use crate::random::{RngExt as _, Stream};

/// Nodes that change their choice at once before a new descent.
const KICK: usize = 6;

/// A problem of pairs, ready for changes of single nodes.
pub(in crate::bounds) struct Descent<'problem> {
    problem: &'problem PairProblem,
    /// By node: the other node, the pair, and whether the node is the first of it.
    meets: Vec<Vec<(usize, usize, bool)>>,
}

impl<'problem> Descent<'problem> {
    pub(in crate::bounds) fn new(problem: &'problem PairProblem) -> Self {
        let mut meets = vec![Vec::new(); problem.single.len()];
        for (number, pair) in problem.pairs.iter().enumerate() {
            let [a, b] = pair.nodes;
            meets[a].push((b, number, true));
            meets[b].push((a, number, false));
        }
        Self { problem, meets }
    }

    /// Improves a choice of each node, singles costing more or less, until no node gains alone.
    pub(in crate::bounds) fn improve(&self, more: &[Vec<i64>], chosen: &mut [usize]) {
        let mut pressures: Vec<Vec<i64>> = self.problem.single.clone();
        for (pressures, more) in pressures.iter_mut().zip(more) {
            pressures.iter_mut().zip(more).for_each(|(of, more)| *of += more);
        }
        for (node, choice) in chosen.iter().enumerate() {
            self.press(&mut pressures, node, *choice, 1);
        }
        let mut quiet = 0;
        let mut node = 0;
        while quiet < chosen.len() {
            let of = &pressures[node];
            let best = (0..of.len()).min_by_key(|choice| of[*choice]).unwrap_or(0);
            if of[best] < of[chosen[node]] {
                self.press(&mut pressures, node, chosen[node], -1);
                self.press(&mut pressures, node, best, 1);
                chosen[node] = best;
                quiet = 0;
            } else {
                quiet += 1;
            }
            node = (node + 1) % chosen.len().max(1);
        }
    }

    /// Adds what a choice of a node means to the choices of all others.
    fn press(&self, pressures: &mut [Vec<i64>], node: usize, choice: usize, sign: i64) {
        for (other, number, is_first) in &self.meets[node] {
            let costs = &self.problem.pairs[*number].costs;
            let into = &mut pressures[*other];
            let columns = if *is_first { into.len() } else { self.problem.single[node].len() };
            for (at, of) in into.iter_mut().enumerate() {
                let place = if *is_first { choice * columns + at } else { at * columns + choice };
                *of += sign * costs[place];
            }
        }
    }

    /// The best assignments of some descents, cheapest first, each once, with their costs.
    pub(in crate::bounds) fn search(
        &self,
        more: &[Vec<i64>],
        begins: &[Vec<usize>],
        kicks: usize,
        draw: &mut Stream,
    ) -> Vec<(i64, Vec<usize>)> {
        let mut found: Vec<(i64, Vec<usize>)> = Vec::new();
        for begin in begins {
            let mut best = begin.clone();
            self.improve(more, &mut best);
            let mut least = self.cost(more, &best);
            found.push((least, best.clone()));
            for _ in 0..kicks {
                let mut next = best.clone();
                for _ in 0..KICK.min(next.len()) {
                    let node = draw.random_range(0..next.len());
                    next[node] = draw.random_range(0..self.problem.single[node].len());
                }
                self.improve(more, &mut next);
                let cost = self.cost(more, &next);
                found.push((cost, next.clone()));
                if cost < least {
                    (least, best) = (cost, next);
                }
            }
        }
        found.sort();
        found.dedup();
        found
    }

    fn cost(&self, more: &[Vec<i64>], chosen: &[usize]) -> i64 {
        let of_more: i64 = more.iter().zip(chosen).map(|(more, of)| more[*of]).sum();
        self.problem.cost(chosen) + of_more
    }
}
