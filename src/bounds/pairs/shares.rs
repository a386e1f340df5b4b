//! What is left of pairs beside the squares, shared out to single choices.

use super::proof::{PairCertificate, proven_by};
use super::{PARTS, Pair, PairProblem};

/// How often shares are evened out.
const SWEEPS: usize = 5;

/// The certificate of some squares: shares as good as a few sweeps make them.
///
/// `hint`, a matrix over the constant and all choices, is what the search left for pairs, of which
/// little is below nought.
pub(super) fn shared_out(
    problem: &PairProblem,
    squares: Vec<Vec<i64>>,
    hint: Option<&[f64]>,
) -> PairCertificate {
    let mut left = Left::beside(problem, &squares);
    if let Some(hint) = hint {
        left.follow(problem, hint);
    }
    for sweep in 0..SWEEPS {
        if sweep > 0 {
            left.even_out(problem);
        }
        left.push(problem);
    }
    let shares = left.shares.iter().map(|shares| shares.iter().map(|of| whole(*of)).collect());
    let mut certificate = PairCertificate { squares, shares: shares.collect(), bound: 0 };
    certificate.bound = proven_by(problem, &certificate).unwrap_or(i64::MIN);
    certificate
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to what a certificate may hold")]
fn whole(share: f64) -> i64 {
    const MOST: f64 = (1_i64 << 59) as f64;
    share.floor().clamp(-MOST, MOST) as i64
}

/// What squares leave, in parts of a unit.
struct Left {
    /// Where the choices of each node begin.
    first: Vec<usize>,
    /// What each choice costs by itself, with all shares.
    single: Vec<f64>,
    /// What pairs cost, shares taken off.
    pairs: Vec<Vec<f64>>,
    /// By pair: rows, then columns.
    shares: Vec<Vec<f64>>,
    /// The count of pairs of each node.
    degree: Vec<usize>,
}

impl Left {
    fn beside(problem: &PairProblem, squares: &[Vec<i64>]) -> Self {
        let (first, choices) = problem.offsets();
        let parts = PARTS as f64;
        let mut single: Vec<f64> =
            problem.single.iter().flatten().map(|cost| *cost as f64 * parts).collect();
        for (choice, cost) in single.iter_mut().enumerate() {
            let taken = |of: &Vec<i64>| (of[choice + 1] * (of[choice + 1] + 2 * of[0])) as f64;
            *cost -= squares.iter().map(taken).sum::<f64>();
        }
        // By choice, so that products run along memory.
        let weights: Vec<Vec<i64>> =
            (0..choices).map(|choice| squares.iter().map(|of| of[choice + 1]).collect()).collect();
        let mut degree = vec![0; first.len()];
        let of_pair = |pair: &Pair| {
            let [a, b] = pair.nodes;
            degree[a] += 1;
            degree[b] += 1;
            let columns = problem.single[b].len();
            let cost = |(place, cost): (usize, &i64)| {
                let of_row = &weights[first[a] + place / columns];
                let of_column = &weights[first[b] + place % columns];
                let taken: i64 = of_row.iter().zip(of_column).map(|(row, of)| row * of).sum();
                *cost as f64 * parts - 2.0 * taken as f64
            };
            pair.costs.iter().enumerate().map(cost).collect()
        };
        let pairs: Vec<Vec<f64>> = problem.pairs.iter().map(of_pair).collect();
        let ends = |pair: &Pair| pair.nodes.map(|node| problem.single[node].len());
        let shares = problem.pairs.iter().map(|pair| vec![0.0; ends(pair).iter().sum()]).collect();
        Self { first, single, pairs, shares, degree }
    }

    /// Moves some of a pair to a choice of one of its nodes.
    fn share(&mut self, problem: &PairProblem, number: usize, at: usize, amount: f64) {
        let [a, b] = problem.pairs[number].nodes;
        let (rows, columns) = (problem.single[a].len(), problem.single[b].len());
        self.shares[number][at] += amount;
        let left = &mut self.pairs[number];
        if at < rows {
            self.single[self.first[a] + at] += amount;
            left[at * columns..(at + 1) * columns].iter_mut().for_each(|of| *of -= amount);
        } else {
            let column = at - rows;
            self.single[self.first[b] + column] += amount;
            left.iter_mut().skip(column).step_by(columns).for_each(|of| *of -= amount);
        }
    }

    /// Shares such that pairs are left with what the search left them, as far as shares can.
    fn follow(&mut self, problem: &PairProblem, hint: &[f64]) {
        let rows_all = self.single.len() + 1;
        for (number, pair) in problem.pairs.iter().enumerate() {
            let [a, b] = pair.nodes;
            let (rows, columns) = (problem.single[a].len(), problem.single[b].len());
            let over = |row: usize, column: usize| {
                let place = (self.first[a] + 1 + row) * rows_all + self.first[b] + 1 + column;
                self.pairs[number][row * columns + column] - 2.0 * hint[place] * PARTS as f64
            };
            let of_row = |row| (0..columns).map(|of| over(row, of)).sum::<f64>() / columns as f64;
            let of_column = |of| (0..rows).map(|row| over(row, of)).sum::<f64>() / rows as f64;
            let by_row: Vec<f64> = (0..rows).map(of_row).collect();
            let mean = by_row.iter().sum::<f64>() / rows as f64;
            let by_column: Vec<f64> = (0..columns).map(|of| of_column(of) - mean).collect();
            for (at, amount) in by_row.into_iter().chain(by_column).enumerate() {
                self.share(problem, number, at, amount);
            }
        }
    }

    /// Moves all that every choice of the other node leaves.
    fn push(&mut self, problem: &PairProblem) {
        for (number, pair) in problem.pairs.iter().enumerate() {
            let [rows, columns] = pair.nodes.map(|node| problem.single[node].len());
            for row in 0..rows {
                let of_row = &self.pairs[number][row * columns..(row + 1) * columns];
                let least = of_row.iter().copied().fold(f64::INFINITY, f64::min);
                self.share(problem, number, row, least);
            }
            for column in 0..columns {
                let of_column = self.pairs[number].iter().skip(column).step_by(columns);
                let least = of_column.copied().fold(f64::INFINITY, f64::min);
                self.share(problem, number, rows + column, least);
            }
        }
    }

    /// Gives back what the choices of a node cost by themselves, to all its pairs alike.
    fn even_out(&mut self, problem: &PairProblem) {
        let before = self.single.clone();
        for (number, pair) in problem.pairs.iter().enumerate() {
            let mut at = 0;
            for node in pair.nodes {
                for choice in 0..problem.single[node].len() {
                    let part = before[self.first[node] + choice] / self.degree[node] as f64;
                    self.share(problem, number, at, -part);
                    at += 1;
                }
            }
        }
    }
}
