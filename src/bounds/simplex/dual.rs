//! Going on from a basis whose prices are right and whose values are not (dual simplex method).
//!
//! A new row is broken by the vertex, or a column that is used is no longer allowed: what is below
//! nought, or not allowed, leaves the basis, and in comes the column that is dearest by least, so
//! that no column becomes worth it. Each step makes the vertex dearer, and a few are enough where
//! the primal method would buy the row at a high price and sell it again in many.
//!
//! The row that leaves is the one whose step is steepest. A step that finds no column, or too many
//! steps, leave the basis as it was before them.
//!
//! Reference: J. J. H. Forrest and D. Goldfarb (1992), "Steepest-edge simplex algorithms for linear
//! programming", Mathematical Programming 57:341-374, doi 10.1007/BF01581089.

use super::{Column, REFRESH, Simplex};

/// A value that is so far below nought is broken.
const BROKEN: f64 = 1e-8;
/// The smallest pivot.
const SMALLEST: f64 = 1e-6;
/// Steps that are equally dear.
const EQUAL: f64 = 1e-9;

/// What a basis is made of.
struct Snapshot {
    basis: Vec<usize>,
    inverse: Vec<f64>,
    values: Vec<f64>,
    duals: Vec<f64>,
    since: usize,
}

/// What steps go on from.
struct Steps {
    /// What each column is dearer by than its entries are worth.
    dearer: Vec<f64>,
    is_basic: Vec<bool>,
    /// What each column costs from now on that is not allowed.
    banned: Vec<Option<f64>>,
}

impl<Name> Simplex<Name> {
    /// Makes what is broken hold again; what the vertex costs then, or did at the last step. Where
    /// steps do not come to their end, all is as it was before them.
    pub(super) fn mend(&mut self, banned: Vec<Option<f64>>) -> f64 {
        if self.inverse.len() != self.basis.len() * self.basis.len() {
            return self.value();
        }
        let before = self.snapshot();
        let mut steps = self.steps(banned);
        for _ in 0..self.steps_max {
            let Some(leaves) = self.steepest(&steps) else { break };
            if !self.step(&mut steps, leaves) {
                if self.values[leaves] < -BROKEN {
                    break;
                }
                // Nothing is there in its place.
                steps.banned[self.basis[leaves]] = None;
            }
            if self.since >= REFRESH {
                self.invert();
                steps = self.steps(steps.banned);
            }
        }
        let cost = self.value();
        if self.values.iter().any(|value| *value < -BROKEN) {
            self.go_back(before);
        } else {
            self.lift_low();
        }
        cost
    }

    fn snapshot(&self) -> Snapshot {
        Snapshot {
            basis: self.basis.clone(),
            inverse: self.inverse.clone(),
            values: self.values.clone(),
            duals: self.duals.clone(),
            since: self.since,
        }
    }

    fn go_back(&mut self, to: Snapshot) {
        let Snapshot { basis, inverse, values, duals, since } = to;
        (self.basis, self.inverse, self.values) = (basis, inverse, values);
        (self.duals, self.since) = (duals, since);
    }

    fn steps(&self, mut banned: Vec<Option<f64>>) -> Steps {
        banned.resize(self.columns.len(), None);
        let mut is_basic = vec![false; self.columns.len()];
        self.basis.iter().for_each(|column| is_basic[*column] = true);
        let dearer = self.columns.iter().map(|column| self.reduced(column).max(0.0)).collect();
        Steps { dearer, is_basic, banned }
    }

    /// The row of the basis that is to leave: what it lacks, or has too much of, is most beside how
    /// far its step goes.
    fn steepest(&self, steps: &Steps) -> Option<usize> {
        let rows = self.basis.len();
        let mut best: Option<(f64, usize)> = None;
        for (row, (column, value)) in self.basis.iter().zip(&self.values).enumerate() {
            let is_banned = steps.banned[*column].is_some();
            if *value >= -BROKEN && !is_banned {
                continue;
            }
            let far: f64 =
                self.inverse[row * rows..(row + 1) * rows].iter().map(|of| of * of).sum();
            let steep = (value * value + BROKEN * BROKEN) / far;
            if best.is_none_or(|(most, _)| steep > most) {
                best = Some((steep, row));
            }
        }
        best.map(|(_, row)| row)
    }

    /// Lets a row of the basis leave; whether a column comes in for it.
    fn step(&mut self, steps: &mut Steps, leaves: usize) -> bool {
        let sign = if self.values[leaves] < 0.0 { -1.0 } else { 1.0 };
        let along = self.along(steps, leaves);
        let Some(enters) = self.enters(steps, (&along, sign)) else { return false };
        let direction = self.direction(enters);
        if sign * direction[leaves] <= SMALLEST {
            return false;
        }
        let left = self.basis[leaves];
        let far = steps.dearer[enters] / along[enters];
        for (dearer, along) in steps.dearer.iter_mut().zip(&along) {
            *dearer = (*dearer - far * along).max(0.0);
        }
        self.pivot(enters, leaves, &direction);
        (steps.is_basic[left], steps.is_basic[enters]) = (false, true);
        let mut dearer = -far;
        if let Some(cost) = steps.banned[left].take() {
            dearer += cost - self.columns[left].cost;
            self.columns[left].cost = cost;
        }
        steps.dearer[left] = dearer.max(0.0);
        true
    }

    /// What each column outside the basis has in a row of it.
    fn along(&self, steps: &Steps, row: usize) -> Vec<f64> {
        let rows = self.basis.len();
        let own = &self.inverse[row * rows..(row + 1) * rows];
        let along = |column: &Column<Name>| {
            column.entries.iter().map(|(row, entry)| own[*row] * entry).sum::<f64>()
        };
        let columns = self.columns.iter().zip(&steps.is_basic);
        columns.map(|(column, is_basic)| if *is_basic { 0.0 } else { along(column) }).collect()
    }

    /// The column that becomes worth it first as a row leaves; of equal ones that with the largest
    /// pivot.
    fn enters(&self, steps: &Steps, (along, sign): (&[f64], f64)) -> Option<usize> {
        let equal = EQUAL * self.largest;
        let mut best: Option<(f64, f64, usize)> = None;
        for (number, (along, dearer)) in along.iter().zip(&steps.dearer).enumerate() {
            let along = sign * along;
            if along <= SMALLEST {
                continue;
            }
            let far = dearer / along;
            let is_better = best.is_none_or(|(least, of, _)| {
                far < least - equal || far < least + equal && along > of
            });
            if is_better {
                best = Some((far, along, number));
            }
        }
        best.map(|(.., number)| number)
    }
}
