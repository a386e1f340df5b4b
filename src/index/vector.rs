//! A vector that only its own index type may index.

use std::marker::PhantomData;
use std::ops;

use super::Index;

/// A `Vec<T>` indexed by `I`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexVec<I, T> {
    values: Vec<T>,
    index: PhantomData<fn(I)>,
}

impl<I: Index, T> IndexVec<I, T> {
    /// An empty vector.
    pub const fn new() -> Self {
        Self { values: Vec::new(), index: PhantomData }
    }

    /// As many copies of a value as another vector of this index has entries.
    pub fn filled(value: T, len: usize) -> Self
    where
        T: Clone,
    {
        Self { values: vec![value; len], index: PhantomData }
    }

    /// Appends a value and returns its index.
    pub fn push(&mut self, value: T) -> I {
        self.values.push(value);
        I::at(self.values.len() - 1)
    }

    /// The number of entries.
    pub const fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is no entry.
    pub const fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// All indices, in order.
    pub fn indices(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + use<I, T> {
        (0..self.values.len()).map(I::at)
    }

    /// All values, in index order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.values.iter()
    }

    /// All values, mutable, in index order.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.values.iter_mut()
    }

    /// All pairs of index and value, in order.
    pub fn iter_indexed(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.values.iter().enumerate().map(|(position, value)| (I::at(position), value))
    }

    /// The value at an index, or `None` past the end.
    pub fn get(&self, index: I) -> Option<&T> {
        self.values.get(index.position())
    }

    /// The values as a plain slice.
    pub fn as_slice(&self) -> &[T] {
        &self.values
    }
}

impl<I: Index, T> Default for IndexVec<I, T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<I: Index, T> From<Vec<T>> for IndexVec<I, T> {
    fn from(values: Vec<T>) -> Self {
        Self { values, index: PhantomData }
    }
}

impl<I: Index, T> FromIterator<T> for IndexVec<I, T> {
    fn from_iter<S: IntoIterator<Item = T>>(iter: S) -> Self {
        Self { values: iter.into_iter().collect(), index: PhantomData }
    }
}

impl<I: Index, T> ops::Index<I> for IndexVec<I, T> {
    type Output = T;
    fn index(&self, index: I) -> &T {
        &self.values[index.position()]
    }
}

impl<I: Index, T> ops::IndexMut<I> for IndexVec<I, T> {
    fn index_mut(&mut self, index: I) -> &mut T {
        &mut self.values[index.position()]
    }
}

impl<'a, I: Index, T> IntoIterator for &'a IndexVec<I, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.values.iter()
    }
}

impl<'a, I: Index, T> IntoIterator for &'a mut IndexVec<I, T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.values.iter_mut()
    }
}

impl<I: Index, T> IntoIterator for IndexVec<I, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;
    fn into_iter(self) -> Self::IntoIter {
        self.values.into_iter()
    }
}
