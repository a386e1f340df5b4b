//! The relaxation behind good squares, by a splitting method (alternating direction multipliers).
//!
//! An assignment, with a one before it, makes a matrix of products. It is positive semidefinite
//! even where it is seen from forms that are nought for all assignments only; its entries are not
//! below nought; two choices of one node never meet; and a choice times itself is the choice. One
//! half of a step keeps the first of that, the other half the rest, and a multiplier pulls them
//! together. The multiplier's share of the cone are the squares; what it leaves of the costs has
//! nothing below nought.

use super::spectrum::Spectrum;
use super::{PairProblem, ROOT};
use crate::vrp::Stop;

/// The norm to which costs are scaled, and what being apart costs, at first and later.
const NORM: f64 = 10.0;
const PULL: f64 = 1.0;
const PULL_LATER: f64 = 0.5;
const STEPS_EARLY: u64 = 50;
/// Multipliers go further than one step at a time.
const STRIDE: f64 = 1.6;

/// Squares, and what the costs leave for pairs and single choices beside them.
pub(super) struct Split {
    pub(super) squares: Vec<Vec<i64>>,
    /// A row-major matrix over the constant and all choices, in units of cost.
    pub(super) rest: Vec<f64>,
}

/// Where the choices of each node are among the rows, and the forms that tell assignments apart.
struct Frame {
    /// Rows: the constant, then all choices.
    rows: usize,
    first: Vec<usize>,
    count: Vec<usize>,
    /// Forms: one for the constant, then one less than there are choices for each node.
    forms: usize,
}

impl Frame {
    fn of(problem: &PairProblem) -> Self {
        let (offsets, choices) = problem.offsets();
        let count: Vec<usize> = problem.single.iter().map(Vec::len).collect();
        Self {
            rows: choices + 1,
            first: offsets.iter().map(|offset| offset + 1).collect(),
            forms: 1 + count.iter().map(|count| count - 1).sum::<usize>(),
            count,
        }
    }

    /// A vector over rows, seen from the forms, which are orthonormal.
    fn seen(&self, row: &[f64], forms: &mut [f64]) {
        forms[0] = row[0];
        let mut next = 1;
        let mut square = 1.0;
        for (first, count) in self.first.iter().zip(&self.count) {
            let parts = *count as f64;
            let mut sum = 0.0;
            for (rank, value) in row[*first..first + count].iter().enumerate() {
                if rank > 0 {
                    let before = rank as f64;
                    forms[next] = (sum - before * value) / (before * (before + 1.0)).sqrt();
                    next += 1;
                }
                sum += value;
            }
            forms[0] += sum / parts;
            square += 1.0 / parts;
        }
        forms[0] /= square.sqrt();
    }

    /// Back from the forms to rows.
    fn back(&self, forms: &[f64], row: &mut [f64]) {
        let square = 1.0 + self.count.iter().map(|count| 1.0 / *count as f64).sum::<f64>();
        let mean = forms[0] / square.sqrt();
        row[0] = mean;
        let mut next = 1;
        for (first, count) in self.first.iter().zip(&self.count) {
            row[*first..first + count].fill(mean / *count as f64);
            for rank in 1..*count {
                let before = rank as f64;
                let part = forms[next] / (before * (before + 1.0)).sqrt();
                next += 1;
                row[*first..first + rank].iter_mut().for_each(|of| *of += part);
                row[first + rank] -= before * part;
            }
        }
    }

    /// A matrix over rows, seen from the forms on both sides.
    fn seen_from_both(&self, matrix: &[f64]) -> Vec<f64> {
        let (rows, forms) = (self.rows, self.forms);
        let mut half = vec![0.0; forms];
        let mut turned = vec![0.0; forms * rows];
        for row in 0..rows {
            self.seen(&matrix[row * rows..(row + 1) * rows], &mut half);
            for (form, value) in half.iter().enumerate() {
                turned[form * rows + row] = *value;
            }
        }
        let mut seen = vec![0.0; forms * forms];
        for (of, into) in turned.chunks(rows).zip(seen.chunks_mut(forms)) {
            self.seen(of, into);
        }
        seen
    }
}

/// The positive part of a symmetric matrix over forms: vectors over rows, each as long as the root
/// of its value.
fn positive(frame: &Frame, matrix: Vec<f64>) -> Vec<Vec<f64>> {
    let forms = frame.forms;
    let Spectrum { values, vectors } = Spectrum::of(matrix, forms);
    let wanted = values.iter().zip(vectors.chunks(forms)).filter(|(value, _)| **value > 0.0);
    let vector = |(value, vector): (&f64, &[f64])| {
        let mut row = vec![0.0; frame.rows];
        frame.back(vector, &mut row);
        let length = value.sqrt();
        for of in &mut row {
            *of *= length;
        }
        row
    };
    wanted.map(vector).collect()
}

/// The sum of the squares of vectors, as a matrix.
fn gram(rows: usize, vectors: &[Vec<f64>]) -> Vec<f64> {
    let mut matrix = vec![0.0; rows * rows];
    for vector in vectors {
        for (row, value) in vector.iter().enumerate() {
            let into = &mut matrix[row * rows..=row * rows + row];
            for (into, other) in into.iter_mut().zip(vector) {
                *into += value * other;
            }
        }
    }
    mirror(&mut matrix, rows);
    matrix
}

fn mirror(matrix: &mut [f64], rows: usize) {
    for row in 0..rows {
        for column in 0..row {
            matrix[column * rows + row] = matrix[row * rows + column];
        }
    }
}

/// Steps until the budget is spent; then squares and what is left.
pub(super) fn split(problem: &PairProblem, stop: &dyn Stop) -> Split {
    let frame = Frame::of(problem);
    let rows = frame.rows;
    let mut costs = costs(problem, &frame);
    let norm = costs.iter().map(|cost| cost * cost).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
    for cost in &mut costs {
        *cost *= NORM / norm;
    }
    let mut products = mean_products(&frame);
    let mut pulls = vec![0.0; rows * rows];
    let mut steps = 0;
    while stop.spent(steps) < 1.0 {
        let pull = if steps < STEPS_EARLY { PULL } else { PULL_LATER };
        let aim: Vec<f64> =
            products.iter().zip(&pulls).map(|(product, of)| product + of / pull).collect();
        let cone = gram(rows, &positive(&frame, frame.seen_from_both(&aim)));
        for (((product, cone), cost), of) in products.iter_mut().zip(&cone).zip(&costs).zip(&pulls)
        {
            *product = cone - (cost + of) / pull;
        }
        keep_entries(&frame, &mut products);
        for ((of, product), cone) in pulls.iter_mut().zip(&products).zip(&cone) {
            *of += STRIDE * pull * (product - cone);
        }
        steps += 1;
    }
    let unit = norm / NORM;
    let turned: Vec<f64> = pulls.iter().map(|of| -of * unit).collect();
    let vectors = positive(&frame, frame.seen_from_both(&turned));
    let rest = costs.iter().zip(&pulls).map(|(cost, of)| (cost + of) * unit).collect();
    Split { squares: vectors.iter().filter_map(|vector| square(vector)).collect(), rest }
}

/// What a choice costs by itself is on the diagonal.
fn costs(problem: &PairProblem, frame: &Frame) -> Vec<f64> {
    let rows = frame.rows;
    let mut matrix = vec![0.0; rows * rows];
    for (of, first) in problem.single.iter().zip(&frame.first) {
        for (choice, cost) in of.iter().enumerate() {
            let half = *cost as f64 / 2.0;
            matrix[first + choice] = half;
            matrix[(first + choice) * rows] = half;
        }
    }
    for pair in &problem.pairs {
        let [a, b] = pair.nodes;
        let columns = frame.count[b];
        for (place, cost) in pair.costs.iter().enumerate() {
            let (row, column) =
                (frame.first[a] + place / columns, frame.first[b] + place % columns);
            matrix[row * rows + column] = *cost as f64 / 2.0;
            matrix[column * rows + row] = *cost as f64 / 2.0;
        }
    }
    matrix
}

/// All choices of a node alike.
fn mean_products(frame: &Frame) -> Vec<f64> {
    let mut mean = vec![1.0; frame.rows];
    for (first, count) in frame.first.iter().zip(&frame.count) {
        mean[*first..first + count].fill(1.0 / *count as f64);
    }
    let mut products = gram(frame.rows, std::slice::from_ref(&mean));
    keep_entries(frame, &mut products);
    products
}

/// The nearest matrix of which all is true that is known of single entries.
fn keep_entries(frame: &Frame, products: &mut [f64]) {
    let rows = frame.rows;
    for of in products.iter_mut() {
        *of = of.clamp(0.0, 1.0);
    }
    products[0] = 1.0;
    for (first, count) in frame.first.iter().zip(&frame.count) {
        for row in *first..first + count {
            let own = (products[row * rows + row] + 2.0 * products[row]) / 3.0;
            products[row * rows + first..row * rows + first + count].fill(0.0);
            products[row * rows + row] = own;
            products[row] = own;
            products[row * rows] = own;
        }
    }
}

/// A vector as weights in parts, or `None` where all are next to nought.
#[expect(clippy::cast_possible_truncation, reason = "clamped to what a certificate may hold")]
fn square(vector: &[f64]) -> Option<Vec<i64>> {
    const MOST: f64 = (1_i64 << 24) as f64;
    let weights: Vec<i64> =
        vector.iter().map(|of| (of * ROOT).round().clamp(-MOST, MOST) as i64).collect();
    weights.iter().any(|weight| *weight != 0).then_some(weights)
}
