//! When to stop, and what to say meanwhile.

/// How much of a search's budget is spent.
///
/// Implementations may read a clock or a signal; the engines only ask. Asked between epochs, from
/// one thread.
pub trait Stop: Sync {
    /// The spent share of the budget after a number of iterations; at 1 or more the search ends.
    fn spent(&self, iterations: u64) -> f64;
}

/// A budget in iterations: the same budget gives the same answer on any machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Iterations(pub u64);

impl Stop for Iterations {
    fn spent(&self, iterations: u64) -> f64 {
        if self.0 == 0 { 1.0 } else { iterations as f64 / self.0 as f64 }
    }
}

/// Told of each epoch; never influences the result.
pub trait Progress {
    /// An epoch ended.
    fn epoch(&self, iterations: u64, spent: f64, best: i64);
}

/// Says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn epoch(&self, _iterations: u64, _spent: f64, _best: i64) {}
}
