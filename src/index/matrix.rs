//! A square, row-major matrix over one index type.

use std::marker::PhantomData;

use super::Index;

/// A directed square matrix: `matrix.at(from, to)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SquareMatrix<I, T> {
    side: usize,
    cells: Vec<T>,
    index: PhantomData<fn(I)>,
}

impl<I: Index, T: Copy> SquareMatrix<I, T> {
    /// A matrix whose cells come from a function of row and column.
    pub fn from_fn(side: usize, mut cell: impl FnMut(I, I) -> T) -> Self {
        let mut cells = Vec::with_capacity(side * side);
        for row in 0..side {
            cells.extend((0..side).map(|column| cell(I::at(row), I::at(column))));
        }
        Self { side, cells, index: PhantomData }
    }

    /// The number of rows, which is the number of columns.
    pub const fn side(&self) -> usize {
        self.side
    }

    /// The cell of a row and a column.
    pub fn at(&self, row: I, column: I) -> T {
        self.cells[row.position() * self.side + column.position()]
    }

    /// Replaces the cell of a row and a column.
    pub fn set(&mut self, row: I, column: I, value: T) {
        self.cells[row.position() * self.side + column.position()] = value;
    }

    /// A row as a slice, in column order.
    pub fn row(&self, row: I) -> &[T] {
        &self.cells[row.position() * self.side..][..self.side]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::PlaceIdx;

    #[test]
    fn keeps_rows_and_columns_apart() {
        let mut matrix: SquareMatrix<PlaceIdx, u32> =
            SquareMatrix::from_fn(3, |from: PlaceIdx, to: PlaceIdx| from.0 * 10 + to.0);
        assert_eq!(matrix.at(PlaceIdx(1), PlaceIdx(2)), 12);
        assert_eq!(matrix.row(PlaceIdx(2)), [20, 21, 22]);
        matrix.set(PlaceIdx(0), PlaceIdx(1), 7);
        assert_eq!(matrix.at(PlaceIdx(0), PlaceIdx(1)), 7);
        assert_eq!(matrix.at(PlaceIdx(1), PlaceIdx(0)), 10);
    }
}
