//! Rows that come and go: a new one borders the inverse, and one that is loose leaves it.

use super::{Simplex, lifted};

impl<Name> Simplex<Name> {
    /// Adds a row of at least `side`, with what columns with names have in it; what is lacking can
    /// be had at a cost. It is [kept](Self::keep_rows) from then on.
    pub(in crate::bounds) fn add_row(
        &mut self,
        side: f64,
        cost: f64,
        entry: &dyn Fn(&Name) -> f64,
    ) {
        let row = self.sides.len();
        let side = lifted(row, side);
        let own = |column: &usize| self.columns[*column].name.as_ref().map_or(0.0, entry);
        let owns: Vec<f64> = self.basis.iter().map(own).collect();
        let lacking =
            side - owns.iter().zip(&self.values).map(|(own, value)| own * value).sum::<f64>();
        self.border(&owns);
        for column in &mut self.columns {
            let own = column.name.as_ref().map_or(0.0, entry);
            if own != 0.0 {
                column.entries.push((row, own));
            }
        }
        let first = self.columns.len();
        self.add_fixed(cost, vec![(row, 1.0)]);
        self.add_fixed(0.0, vec![(row, -1.0)]);
        self.basis.push(first + 1);
        self.values.push(-lacking);
        self.sides.push(side);
        self.duals.push(0.0);
    }

    /// The inverse with one row and one column more, of what the columns of the basis have in a new
    /// row, and of one that has too much of it and nothing else.
    fn border(&mut self, owns: &[f64]) {
        let rows = self.basis.len();
        if self.inverse.len() != rows * rows {
            return;
        }
        let mut last = vec![0.0; rows + 1];
        last[rows] = -1.0;
        let mut inverse = Vec::with_capacity((rows + 1) * (rows + 1));
        for (own, of_row) in owns.iter().zip(self.inverse.chunks(rows.max(1))) {
            inverse.extend_from_slice(of_row);
            inverse.push(0.0);
            if *own != 0.0 {
                last.iter_mut().zip(of_row).for_each(|(last, of)| *last += own * of);
            }
        }
        inverse.extend(last);
        self.inverse = inverse;
    }

    /// Makes the last rows hold, which were added; what they lack is bought where that takes too
    /// many steps. What the vertex costs with them, or less.
    pub(in crate::bounds) fn keep_rows(&mut self, added: usize) -> f64 {
        let cost = self.mend(vec![None; self.columns.len()]);
        self.buy_low(self.basis.len() - added);
        cost
    }

    /// Buys what is lacking in rows from one on.
    fn buy_low(&mut self, from: usize) {
        let rows = self.basis.len();
        if self.inverse.len() != rows * rows {
            return;
        }
        for row in from..rows {
            if self.values[row] >= 0.0 {
                continue;
            }
            // What is bought of a row stands before what is too much of it.
            self.basis[row] -= 1;
            self.values[row] = -self.values[row];
            self.inverse[row * rows..(row + 1) * rows].iter_mut().for_each(|of| *of = -*of);
        }
        self.refresh_duals();
    }

    /// Drops those of some rows that the vertex keeps by more than they ask for, so that they cost
    /// nothing; which ones, in their order.
    pub(in crate::bounds) fn drop_loose(&mut self, may: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let rows = self.basis.len();
        if self.inverse.len() != rows * rows {
            return Vec::new();
        }
        // What is too much of a row is in the basis, and has nothing in other rows: without both,
        // the inverse of all others stays as it is.
        let (mut is_row, mut is_place) = (vec![true; rows], vec![true; rows]);
        for (place, column) in self.basis.iter().enumerate() {
            if let [(row, entry)] = self.columns[*column].entries[..]
                && entry < 0.0
                && may(row)
            {
                (is_row[row], is_place[place]) = (false, false);
            }
        }
        let dropped: Vec<usize> = (0..rows).filter(|row| !is_row[*row]).collect();
        if !dropped.is_empty() {
            self.leave_out(&is_row, &is_place);
        }
        dropped
    }

    /// Leaves out rows, and as many places of the basis.
    fn leave_out(&mut self, is_row: &[bool], is_place: &[bool]) {
        let rows = self.basis.len();
        self.inverse = self
            .inverse
            .chunks(rows)
            .zip(is_place)
            .filter(|(_, is_place)| **is_place)
            .flat_map(|(row, _)| kept(row, is_row))
            .collect();
        self.values = kept(&self.values, is_place).collect();
        self.basis = kept(&self.basis, is_place).collect();
        self.duals = kept(&self.duals, is_row).collect();
        self.sides = kept(&self.sides, is_row).collect();
        let before: Vec<usize> = is_row
            .iter()
            .scan(0, |before, is_row| {
                *before += usize::from(*is_row);
                Some(*before - usize::from(*is_row))
            })
            .collect();
        for column in &mut self.columns {
            column.entries.retain(|(row, _)| is_row[*row]);
            column.entries.iter_mut().for_each(|(row, _)| *row = before[*row]);
        }
        let is_kept: Vec<bool> =
            self.columns.iter().map(|column| !column.entries.is_empty()).collect();
        self.keep_columns(&is_kept);
    }
}

/// Those that are kept.
fn kept<'of, T: Copy>(of: &'of [T], is_kept: &'of [bool]) -> impl Iterator<Item = T> + 'of {
    of.iter().zip(is_kept).filter(|(_, is_kept)| **is_kept).map(|(of, _)| *of)
}
