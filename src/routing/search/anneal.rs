//! One island: simulated annealing over ruin and recreate.

use super::recreate::recreate;
use super::ruin::ruin;
use crate::random::{RngExt as _, Stream};
use crate::routing::problem::Problem;
use crate::routing::solution::Solution;

/// The first and last temperature as shares of the cost of the start. Set by experiment on the
/// Drenthe week: hotter wanders, colder sticks.
const HOT: f64 = 0.003;
const COLD: f64 = 0.000_02;

/// A search with a stream of its own.
#[derive(Clone, Debug)]
pub(in crate::routing) struct Island {
    current: Solution,
    best: Solution,
    candidate: Solution,
    random: Stream,
    scale: f64,
}

impl Island {
    pub(in crate::routing) fn new(start: Solution, random: Stream) -> Self {
        let scale = start.cost().0.max(1) as f64;
        Self { best: start.clone(), candidate: start.clone(), current: start, random, scale }
    }

    pub(in crate::routing) const fn best(&self) -> &Solution {
        &self.best
    }

    /// Goes on from a better solution of another island.
    pub(in crate::routing) fn restart_from(&mut self, better: &Solution) {
        self.current.copy_from(better);
        self.best.copy_from(better);
    }

    /// Runs a number of iterations at the temperature of the spent share of the budget.
    pub(in crate::routing) fn run(&mut self, problem: &Problem, iterations: u64, spent: f64) {
        if problem.stop_count() == 0 {
            return;
        }
        let temperature = self.scale * HOT * (COLD / HOT).powf(spent.clamp(0.0, 1.0));
        for _ in 0..iterations {
            self.step(problem, temperature);
        }
    }

    fn step(&mut self, problem: &Problem, temperature: f64) {
        self.candidate.copy_from(&self.current);
        let mut removed = ruin(problem, &mut self.candidate, &mut self.random);
        recreate(problem, &mut self.candidate, &mut removed, &mut self.random);
        self.candidate.refresh(problem);
        let chance: f64 = self.random.random_range(f64::MIN_POSITIVE..1.0);
        let limit = self.current.weight() as f64 - temperature * chance.ln();
        let weight = self.candidate.weight();
        if weight as f64 >= limit {
            return;
        }
        std::mem::swap(&mut self.current, &mut self.candidate);
        if rank(&self.current) < rank(&self.best) {
            self.best.copy_from(&self.current);
        }
    }
}

/// Feasible before infeasible, then by weight.
pub(in crate::routing) fn rank(solution: &Solution) -> (bool, i64) {
    (!solution.is_feasible(), solution.weight())
}
