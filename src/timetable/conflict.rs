//! Which locks cannot be kept together.

use super::lock::Lock;

/// Sets of locks that are tried; beyond that a set is told from which no lock can be left out.
const TRIALS_MAX: usize = 2_000;

/// A smallest set of locks that fails, by position in the list, which fails as a whole.
///
/// Sets are tried by size. Where that takes too many trials, locks are left out one after the other
/// as long as the rest fails: then no lock of the answer can be left out, but another set may be
/// smaller. `O(trials)` times the test.
pub(super) fn smallest_conflict(
    locks: &[Lock],
    mut fails: impl FnMut(&[Lock]) -> bool,
) -> Vec<usize> {
    let mut trials = 0;
    for size in 1..locks.len() {
        let mut set: Vec<usize> = (0..size).collect();
        loop {
            if trials == TRIALS_MAX {
                return irreducible(locks, fails);
            }
            trials += 1;
            let some: Vec<Lock> = set.iter().map(|at| locks[*at]).collect();
            if fails(&some) {
                return set;
            }
            if !advance(&mut set, locks.len()) {
                break;
            }
        }
    }
    (0..locks.len()).collect()
}

/// The next set of its size in lexicographic order.
fn advance(set: &mut [usize], of: usize) -> bool {
    let size = set.len();
    let Some(at) = (0..size).rev().find(|at| set[*at] + size - at < of) else { return false };
    let first = set[at] + 1;
    for (step, entry) in set[at..].iter_mut().enumerate() {
        *entry = first + step;
    }
    true
}

fn irreducible(locks: &[Lock], mut fails: impl FnMut(&[Lock]) -> bool) -> Vec<usize> {
    let mut kept: Vec<usize> = (0..locks.len()).collect();
    let mut at = 0;
    while at < kept.len() {
        let without: Vec<usize> = kept.iter().copied().filter(|lock| *lock != kept[at]).collect();
        let some: Vec<Lock> = without.iter().map(|lock| locks[*lock]).collect();
        if fails(&some) {
            kept = without;
        } else {
            at += 1;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: usize) -> Lock {
        Lock::WholeDay { day }
    }

    #[test]
    fn a_single_lock_that_fails_is_told_alone() {
        let locks = [day(0), day(1), day(2)];
        assert_eq!(smallest_conflict(&locks, |some| some.contains(&day(2))), [2]);
    }

    #[test]
    fn two_that_fail_only_together_are_told_together() {
        let locks = [day(0), day(1), day(2), day(3)];
        let fails = |some: &[Lock]| some.contains(&day(1)) && some.contains(&day(3));
        assert_eq!(smallest_conflict(&locks, fails), [1, 3]);
        assert_eq!(irreducible(&locks, fails), [1, 3]);
    }

    #[test]
    fn where_all_are_needed_all_are_told() {
        let locks = [day(0), day(1), day(2)];
        assert_eq!(smallest_conflict(&locks, |some| some.len() == 3), [0, 1, 2]);
    }
}
