//! A small simplex method: rows are few, columns keep coming, and only the dual matters.
//!
//! Columns that come in are taken up by the primal method; rows that come in, and columns that are
//! no longer allowed, by the [`dual`] one, which goes on from the vertex that they break.
//! The inverse of the basis is held whole and updated pivot by pivot. Numbers are approximate: the
//! dual proposes prices, and what those prove is added up exactly elsewhere. Right-hand sides are
//! lifted a little, each by another amount, so that it does not turn in circles.
//!
//! References: G. B. Dantzig (1963), "Linear Programming and Extensions", Princeton.

mod dual;
mod rows;

/// What counts as nought.
const TINY: f64 = 1e-9;
/// What is bought in place of a column that went wrong costs so many times the largest cost.
const BOUGHT: f64 = 10.0;
/// A reduced cost of so much is worth a pivot, in parts of the largest cost.
const WORTH: f64 = 1e-9;
/// Columns that are looked at before all are again.
const LOOKED_AT: usize = 100;
/// A pivot that is smaller may be what rounding left of nought: it is looked at once more.
const DOUBTFUL: f64 = 1e-3;
/// The smallest pivot.
const SMALLEST: f64 = 1e-7;
/// A row of which less than one in so many is there is taken off entry by entry.
const SPARSE: usize = 6;
/// Pivots after which the inverse is made anew.
const REFRESH: usize = 400;
/// Steps to mend a basis at most.
const STEPS_MAX: usize = 1_000;
/// How much right-hand sides are lifted.
const LIFT: f64 = 1e-6;

#[derive(Clone)]
struct Column<Name> {
    cost: f64,
    entries: Vec<(usize, f64)>,
    /// How often it was looked at since it was last in the basis.
    idle: u32,
    stays: Stays,
    /// What its owner knows it by.
    name: Option<Name>,
}

/// Whether a column may be forgotten.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stays {
    Always,
    WhileUsed,
}

/// A linear programme: least cost, rows equal to their right-hand sides, nothing below nought.
#[derive(Clone)]
pub(super) struct Simplex<Name> {
    columns: Vec<Column<Name>>,
    basis: Vec<usize>,
    /// Row-major.
    inverse: Vec<f64>,
    values: Vec<f64>,
    duals: Vec<f64>,
    sides: Vec<f64>,
    largest: f64,
    since: usize,
    /// Where columns are looked at next; at first those that are new.
    from: usize,
    lifts: usize,
    /// Steps to mend it, at most.
    steps_max: usize,
}

/// What makes each right-hand side another one: the golden ratio's multiples have no pattern.
fn lifted(row: usize, side: f64) -> f64 {
    let part = (row as f64 * 0.618_033_988_749_895).fract();
    side + LIFT * (1.0 + part)
}

impl<Name> Simplex<Name> {
    /// Begins with a basis: a column for each row, in their order, that together are feasible.
    pub(super) fn new(sides: &[f64], basis: Vec<(f64, Vec<(usize, f64)>)>) -> Self {
        let rows = sides.len();
        let mut simplex = Self {
            columns: Vec::new(),
            basis: (0..rows).collect(),
            inverse: Vec::new(),
            values: Vec::new(),
            duals: vec![0.0; rows],
            sides: sides.iter().enumerate().map(|(row, side)| lifted(row, *side)).collect(),
            largest: 1.0,
            since: 0,
            from: 0,
            lifts: 0,
            steps_max: STEPS_MAX,
        };
        for (cost, entries) in basis {
            simplex.push((cost, entries), Stays::Always, None);
        }
        simplex.refresh();
        simplex
    }

    fn push(
        &mut self,
        (cost, entries): (f64, Vec<(usize, f64)>),
        stays: Stays,
        name: Option<Name>,
    ) {
        self.largest = self.largest.max(cost.abs());
        self.columns.push(Column { cost, entries, idle: 0, stays, name });
    }

    /// Adds a column that stays.
    pub(super) fn add_fixed(&mut self, cost: f64, entries: Vec<(usize, f64)>) {
        self.push((cost, entries), Stays::Always, None);
    }

    /// Adds a column with a name, by which it is told among those that are used.
    pub(super) fn add_named(&mut self, column: (f64, Vec<(usize, f64)>), stays: Stays, name: Name) {
        self.push(column, stays, Some(name));
    }

    /// Names a column of the first basis.
    pub(super) fn name(&mut self, column: usize, name: Name) {
        self.columns[column].name = Some(name);
    }

    /// Takes so many steps at most to make rows hold, and other columns come in for dear ones.
    pub(super) fn hurry(&mut self, steps_max: usize) {
        self.steps_max = steps_max;
    }

    /// Makes some columns with names dearer, so that others are used in their place; what the vertex
    /// costs then, or less.
    pub(super) fn make_dearer(&mut self, cost: &dyn Fn(&Name) -> Option<f64>) -> f64 {
        let banned: Vec<Option<f64>> =
            self.columns.iter().map(|column| column.name.as_ref().and_then(cost)).collect();
        self.largest = banned.iter().flatten().fold(self.largest, |most, cost| most.max(*cost));
        let mut is_basic = vec![false; self.columns.len()];
        self.basis.iter().for_each(|column| is_basic[*column] = true);
        for ((column, cost), is_basic) in self.columns.iter_mut().zip(&banned).zip(is_basic) {
            // Those of the basis become dearer when they leave it.
            column.cost = cost.filter(|_| !is_basic).unwrap_or(column.cost);
        }
        let cost = self.mend(banned.clone());
        for (column, cost) in self.columns.iter_mut().zip(banned) {
            column.cost = cost.unwrap_or(column.cost);
        }
        self.refresh_duals();
        cost
    }

    /// Gives back the room of the inverse, until it is [made anew](Self::refresh).
    pub(super) fn rest(&mut self) {
        self.inverse = Vec::new();
    }

    /// The columns with names that are used, and how much of each.
    pub(super) fn used(&self) -> impl Iterator<Item = (&Name, f64)> {
        let basic = self.basis.iter().zip(&self.values);
        let named = basic.map(|(column, value)| (self.columns[*column].name.as_ref(), *value));
        named.filter(|(_, value)| *value > TINY).filter_map(|(name, value)| Some((name?, value)))
    }

    /// The dual value of each row.
    pub(super) fn duals(&self) -> &[f64] {
        &self.duals
    }

    /// The least cost with the columns that are there.
    pub(super) fn value(&self) -> f64 {
        let basic = self.basis.iter().zip(&self.values);
        basic.map(|(column, value)| self.columns[*column].cost * value).sum()
    }

    /// Pivots until no column is worth it, or so many times; how many it took.
    pub(super) fn solve(&mut self, pivots_max: usize) -> usize {
        if self.inverse.len() != self.basis.len() * self.basis.len() {
            // The basis came out singular, which rounding alone does: the duals stay as they were.
            return 0;
        }
        let mut worth = Vec::new();
        for pivot in 0..pivots_max {
            let Some(enters) = self.cheapest(&mut worth) else { return pivot };
            let direction = self.direction(enters);
            let Some(leaves) = self.leaves(&direction) else { return pivot };
            if direction[leaves] < DOUBTFUL && self.since > 0 {
                self.refresh();
                continue;
            }
            self.pivot(enters, leaves, &direction);
            self.lift_low();
            if self.since >= REFRESH {
                self.refresh();
            }
        }
        pivots_max
    }

    /// Forgets columns that have been out of the basis for so many solves.
    pub(super) fn forget(&mut self, idle_max: u32) {
        let mut is_kept = vec![false; self.columns.len()];
        for column in &self.basis {
            is_kept[*column] = true;
        }
        for (column, is_kept) in self.columns.iter_mut().zip(&mut is_kept) {
            column.idle = if *is_kept { 0 } else { column.idle + 1 };
            *is_kept |= column.stays == Stays::Always || column.idle <= idle_max;
        }
        self.keep_columns(&is_kept);
    }

    /// Forgets all other columns, none of which is in the basis.
    fn keep_columns(&mut self, is_kept: &[bool]) {
        let mut kept = 0;
        let moved: Vec<usize> = is_kept
            .iter()
            .map(|is_kept| {
                kept += usize::from(*is_kept);
                kept - usize::from(*is_kept)
            })
            .collect();
        self.from = kept;
        let mut flags = is_kept.iter();
        self.columns.retain(|_| flags.next().copied().unwrap_or(true));
        self.basis.iter_mut().for_each(|column| *column = moved[*column]);
    }

    fn reduced(&self, column: &Column<Name>) -> f64 {
        let paid = column.entries.iter().map(|(row, entry)| self.duals[*row] * entry);
        column.cost - paid.sum::<f64>()
    }

    /// The cheapest of the columns that were worth it before; where none is any more, others are
    /// looked at until so many are, or all have been (partial and multiple pricing).
    fn cheapest(&mut self, worth: &mut Vec<usize>) -> Option<usize> {
        let best = self.cheapest_of(worth);
        if best.is_some() {
            return best;
        }
        let least = WORTH * self.largest;
        let count = self.columns.len();
        for number in (self.from..count).chain(0..self.from) {
            if self.reduced(&self.columns[number]) < -least {
                worth.push(number);
                if worth.len() == LOOKED_AT {
                    self.from = number + 1;
                    break;
                }
            }
        }
        self.cheapest_of(worth)
    }

    fn cheapest_of(&self, worth: &mut Vec<usize>) -> Option<usize> {
        let least = WORTH * self.largest;
        let mut best: Option<(f64, usize)> = None;
        worth.retain(|number| {
            let reduced = self.reduced(&self.columns[*number]);
            let is_worth = reduced < -least;
            if is_worth && best.is_none_or(|(of, _)| reduced < of) {
                best = Some((reduced, *number));
            }
            is_worth
        });
        best.map(|(_, number)| number)
    }

    /// A column, seen from the basis.
    fn direction(&self, column: usize) -> Vec<f64> {
        let entries = &self.columns[column].entries;
        let rows = self.basis.len();
        let seen = |row: &[f64]| entries.iter().map(|(at, entry)| row[*at] * entry).sum();
        self.inverse.chunks(rows.max(1)).map(seen).collect()
    }

    fn leaves(&self, direction: &[f64]) -> Option<usize> {
        let mut best: Option<(f64, f64, usize)> = None;
        for (row, (along, value)) in direction.iter().zip(&self.values).enumerate() {
            if *along > SMALLEST {
                let far = value.max(0.0) / along;
                let is_better = best.is_none_or(|(least, of, _)| {
                    far < least - TINY || far < least + TINY && *along > of
                });
                if is_better {
                    best = Some((far, *along, row));
                }
            }
        }
        best.map(|(_, _, row)| row)
    }

    fn pivot(&mut self, enters: usize, leaves: usize, direction: &[f64]) {
        let rows = self.basis.len();
        let far = self.values[leaves] / direction[leaves];
        let price = self.reduced(&self.columns[enters]);
        let pivot: Vec<f64> = self.inverse[leaves * rows..(leaves + 1) * rows]
            .iter()
            .map(|of| of / direction[leaves])
            .collect();
        let there: Vec<usize> = (0..rows).filter(|at| pivot[*at] != 0.0).collect();
        for (row, along) in direction.iter().enumerate() {
            if row != leaves && along.abs() > 1e-14 {
                self.values[row] -= along * far;
                let of_row = &mut self.inverse[row * rows..(row + 1) * rows];
                if SPARSE * there.len() < rows {
                    for at in &there {
                        of_row[*at] -= along * pivot[*at];
                    }
                } else {
                    of_row.iter_mut().zip(&pivot).for_each(|(of, pivot)| *of -= along * pivot);
                }
            }
        }
        self.duals.iter_mut().zip(&pivot).for_each(|(dual, pivot)| *dual += price * pivot);
        self.inverse[leaves * rows..(leaves + 1) * rows].copy_from_slice(&pivot);
        self.values[leaves] = far;
        self.basis[leaves] = enters;
        self.since += 1;
    }

    /// Lifts values that rounding left below nought, and right-hand sides with them: over a small
    /// pivot what they lack would grow.
    fn lift_low(&mut self) {
        for (value, column) in self.values.iter_mut().zip(&self.basis) {
            if *value < 0.0 {
                self.lifts += 1;
                let lifted = lifted(self.lifts, 0.0);
                for (row, entry) in &self.columns[*column].entries {
                    self.sides[*row] += entry * (lifted - *value);
                }
                *value = lifted;
            }
        }
    }

    /// Makes the inverse anew, and lifts what rounding left below nought.
    pub(super) fn refresh(&mut self) {
        self.invert();
        self.lift_low();
    }

    /// Makes the inverse anew, by elimination with the largest pivots, and the values and duals.
    fn invert(&mut self) {
        let rows = self.basis.len();
        self.since = 0;
        // Columns of few entries first: they fill in nothing.
        let columns = &self.columns;
        self.basis.sort_by_key(|column| (columns[*column].entries.len(), *column));
        let width = 2 * rows;
        let mut work = vec![0.0; rows * width];
        for (place, column) in self.basis.iter().enumerate() {
            for (row, entry) in &self.columns[*column].entries {
                work[row * width + place] += entry;
            }
        }
        for row in 0..rows {
            work[row * width + rows + row] = 1.0;
        }
        let mut order: Vec<usize> = (0..rows).collect();
        for place in 0..rows {
            if (place..rows).all(|row| work[row * width + place].abs() < TINY) {
                // Rounding has let a column in that the others make up: its row buys what it lacks.
                self.basis[place] = self.columns.len();
                self.add_fixed(BOUGHT * self.largest, vec![(order[place], 1.0)]);
                let seen = rows + order[place];
                (0..rows).for_each(|row| work[row * width + place] = work[row * width + seen]);
            }
            let size = |row: &usize| work[row * width + place].abs();
            let best = (place..rows).max_by(|a, b| size(a).total_cmp(&size(b))).unwrap_or(place);
            order.swap(place, best);
            if best != place {
                let (upper, lower) = work.split_at_mut(best * width);
                upper[place * width..(place + 1) * width].swap_with_slice(&mut lower[..width]);
            }
            let scale = 1.0 / work[place * width + place];
            let pivot: Vec<f64> = work[place * width + place..(place + 1) * width]
                .iter()
                .map(|of| of * scale)
                .collect();
            for row in 0..rows {
                let times = work[row * width + place];
                if row != place && times != 0.0 {
                    let of_row = &mut work[row * width + place..(row + 1) * width];
                    of_row.iter_mut().zip(&pivot).for_each(|(of, pivot)| *of -= times * pivot);
                }
            }
            work[place * width + place..(place + 1) * width].copy_from_slice(&pivot);
        }
        self.inverse = work.chunks(width.max(1)).flat_map(|row| row[rows..].to_vec()).collect();
        let dot = |row: &[f64]| row.iter().zip(&self.sides).map(|(of, side)| of * side).sum();
        self.values = self.inverse.chunks(rows.max(1)).map(dot).collect();
        self.refresh_duals();
    }

    /// The duals of the basis, from its inverse.
    fn refresh_duals(&mut self) {
        let rows = self.basis.len();
        self.duals = vec![0.0; rows];
        for (column, row) in self.basis.iter().zip(self.inverse.chunks(rows.max(1))) {
            let cost = self.columns[*column].cost;
            self.duals.iter_mut().zip(row).for_each(|(dual, of)| *dual += cost * of);
        }
    }
}

#[cfg(test)]
mod tests;
