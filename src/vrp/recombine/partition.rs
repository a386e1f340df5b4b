//! Set partitioning: multipliers, then a depth-first search among what they leave.

/// Rounds of the subgradient method.
const ROUNDS: usize = 400;
/// Rounds without a better bound after which its steps are halved.
const PATIENCE: usize = 15;
/// Columns that the search looks at, those of the least reduced cost.
const COLUMNS_MAX: usize = 1_500;
/// Nodes of the search.
const NODES_MAX: usize = 4_000;

/// A set of rows at a cost.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) kind: usize,
    pub(super) cost: i64,
    pub(super) rows: Vec<u32>,
}

/// Every row in exactly one chosen column, no more columns of a kind than there is room for.
#[derive(Clone, Debug)]
pub(super) struct Partition {
    pub(super) rows: usize,
    pub(super) columns: Vec<Column>,
    pub(super) room: Vec<usize>,
}

impl Partition {
    /// A choice of columns that costs less than the first so many together, which are one.
    pub(super) fn better_than(&self, known: usize) -> Option<Vec<usize>> {
        if self.columns.len() == known {
            return None;
        }
        let upper: i64 = self.columns[..known].iter().map(|column| column.cost).sum();
        let (bound, worth) = self.multipliers(known, upper as f64);
        let gap = upper as f64 - bound - 1.0 + 1e-6;
        if gap <= 0.0 {
            return None;
        }
        let reduced = |column: usize| self.reduced(column, &worth);
        let mut left: Vec<(f64, usize)> =
            (0..self.columns.len()).map(|column| (reduced(column), column)).collect();
        left.retain(|(cost, _)| *cost <= gap);
        left.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        left.truncate(COLUMNS_MAX);
        let words = self.rows.div_ceil(64);
        let mut masks = vec![0; words * left.len()];
        for ((_, column), mask) in left.iter().zip(masks.chunks_exact_mut(words)) {
            for row in &self.columns[*column].rows {
                mask[*row as usize / 64] |= 1 << (row % 64);
            }
        }
        let mut dive = Dive {
            of: self,
            left: &left,
            masks: &masks,
            words,
            total: worth.iter().sum(),
            limit: upper as f64 - 1.0 + 1e-6,
            room: self.room.clone(),
            path: Vec::new(),
            found: None,
            nodes: 0,
        };
        let all: Vec<usize> = (0..left.len()).collect();
        dive.search(&vec![0; words], 0.0, &all);
        dive.found
    }

    fn reduced(&self, column: usize, worth: &[f64]) -> f64 {
        let of = &self.columns[column];
        of.cost as f64 - of.rows.iter().map(|&row| worth[row as usize]).sum::<f64>()
    }

    /// The best lower bound and its multipliers, what each row is worth.
    fn multipliers(&self, known: usize, upper: f64) -> (f64, Vec<f64>) {
        let mut worth = vec![0.0; self.rows];
        for column in &self.columns[..known] {
            let share = column.cost as f64 / column.rows.len() as f64;
            column.rows.iter().for_each(|&row| worth[row as usize] = share);
        }
        let (mut best, mut best_worth) = (f64::NEG_INFINITY, worth.clone());
        let (mut scale, mut since) = (1.0, 0);
        for _ in 0..ROUNDS {
            let (bound, missing) = self.relaxed(&worth);
            if bound > best {
                (best, since) = (bound, 0);
                best_worth.clone_from(&worth);
            } else {
                since += 1;
                if since == PATIENCE {
                    (scale, since) = (scale / 2.0, 0);
                    worth.clone_from(&best_worth);
                    continue;
                }
            }
            let norm: f64 = missing.iter().map(|&miss| f64::from(miss * miss)).sum();
            if norm == 0.0 || upper - best < 1.0 {
                break;
            }
            let step = scale * (upper - bound) / norm;
            worth
                .iter_mut()
                .zip(missing)
                .for_each(|(worth, miss)| *worth += step * f64::from(miss));
        }
        (best, best_worth)
    }

    /// The bound of the multipliers, and by how much each row is covered too little.
    fn relaxed(&self, worth: &[f64]) -> (f64, Vec<i32>) {
        let mut gains: Vec<Vec<(f64, usize)>> = vec![Vec::new(); self.room.len()];
        for (number, column) in self.columns.iter().enumerate() {
            let reduced = self.reduced(number, worth);
            if reduced < 0.0 {
                gains[column.kind].push((reduced, number));
            }
        }
        let mut bound = worth.iter().sum();
        let mut missing = vec![1; self.rows];
        for (gains, &room) in gains.iter_mut().zip(&self.room) {
            if gains.len() > room {
                gains.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                gains.truncate(room);
            }
            for &(gain, number) in gains.iter() {
                bound += gain;
                let rows = &self.columns[number].rows;
                for &row in rows {
                    missing[row as usize] -= 1;
                }
            }
        }
        (bound, missing)
    }
}

/// The depth-first search; columns are numbered by their place among those left.
struct Dive<'a> {
    of: &'a Partition,
    /// Reduced cost and column, cheapest first.
    left: &'a [(f64, usize)],
    masks: &'a [u64],
    words: usize,
    /// What all rows are worth together.
    total: f64,
    /// A choice may cost at most so much.
    limit: f64,
    room: Vec<usize>,
    path: Vec<usize>,
    found: Option<Vec<usize>>,
    nodes: usize,
}

impl Dive<'_> {
    fn mask(&self, at: usize) -> &[u64] {
        &self.masks[at * self.words..][..self.words]
    }

    /// Goes on from covered rows at a sum of reduced costs with the columns that still fit.
    fn search(&mut self, covered: &[u64], sum: f64, open: &[usize]) {
        self.nodes += 1;
        if self.nodes > NODES_MAX {
            return;
        }
        let fits = |at: usize| {
            let mask = self.mask(at);
            self.room[self.of.columns[self.left[at].1].kind] > 0
                && mask.iter().zip(covered).all(|(a, b)| a & b == 0)
        };
        let open: Vec<usize> = open.iter().copied().filter(|&at| fits(at)).collect();
        let gains: f64 = open.iter().map(|&at| self.left[at].0.min(0.0)).sum();
        if self.total + sum + gains > self.limit {
            return;
        }
        let Some(row) = self.scarcest(covered, &open) else {
            let chosen = self.path.iter().map(|&at| self.left[at].1);
            let cost: i64 = chosen.clone().map(|column| self.of.columns[column].cost).sum();
            if cost as f64 <= self.limit {
                self.limit = cost as f64 - 1.0 + 1e-6;
                self.found = Some(chosen.collect());
            }
            return;
        };
        let (word, bit) = (row / 64, row % 64);
        let (masks, words) = (self.masks, self.words);
        let covers = |at: &usize| masks[at * words + word] >> bit & 1 == 1;
        for at in open.iter().copied().filter(covers) {
            let (reduced, column) = self.left[at];
            let kind = self.of.columns[column].kind;
            let with: Vec<u64> = self.mask(at).iter().zip(covered).map(|(a, b)| a | b).collect();
            self.room[kind] -= 1;
            self.path.push(at);
            self.search(&with, sum + reduced, &open);
            self.path.pop();
            self.room[kind] += 1;
        }
    }

    /// The uncovered row in the fewest open columns; `None` where all are covered.
    fn scarcest(&self, covered: &[u64], open: &[usize]) -> Option<usize> {
        let mut counts = vec![0_u32; self.of.rows];
        for &at in open {
            let rows = &self.of.columns[self.left[at].1].rows;
            for &row in rows {
                counts[row as usize] += 1;
            }
        }
        let uncovered = |row: &usize| covered[row / 64] >> (row % 64) & 1 == 0;
        (0..self.of.rows).filter(uncovered).min_by_key(|&row| (counts[row], row))
    }
}
