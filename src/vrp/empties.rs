//! Which slots are still empty, a bit each, so that the first of a kind is found at once.

use super::problem::Problem;

/// The empty slots.
#[derive(Clone, Debug)]
pub(super) struct Empties {
    words: Vec<u64>,
    /// Slots that belong to another part of the solution and stay closed here.
    closed: Vec<u64>,
}

impl Empties {
    /// All slots are empty.
    pub(super) fn all(problem: &Problem) -> Self {
        let words = problem.slots.len().div_ceil(64);
        Self { words: vec![u64::MAX; words], closed: vec![0; words] }
    }

    /// A slot has so many calls now.
    #[inline]
    pub(super) fn set(&mut self, slot: u32, calls: usize) {
        let (word, bit) = (slot as usize / 64, slot % 64);
        self.words[word] = self.words[word] & !(1 << bit) | u64::from(calls == 0) << bit;
    }

    /// Keeps a slot shut.
    pub(super) fn close(&mut self, slot: u32) {
        self.closed[slot as usize / 64] |= 1 << (slot % 64);
    }

    /// The first empty slot in a range.
    #[inline]
    pub(super) fn first(&self, range: std::ops::Range<u32>) -> Option<u32> {
        let mut slot = range.start;
        while slot < range.end {
            let word = slot as usize / 64;
            let open = (self.words[word] & !self.closed[word]) >> (slot % 64);
            if open != 0 {
                let found = slot + open.trailing_zeros();
                return (found < range.end).then_some(found);
            }
            slot = (slot / 64 + 1) * 64;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_open_slot_of_a_range_is_found() {
        let mut empties = Empties { words: vec![u64::MAX; 3], closed: vec![0; 3] };
        for slot in 0..130 {
            empties.set(slot, usize::from(slot != 129 && slot != 5));
        }
        assert_eq!(empties.first(0..130), Some(5));
        assert_eq!(empties.first(6..130), Some(129));
        assert_eq!(empties.first(6..129), None);
        empties.close(129);
        assert_eq!(empties.first(6..130), None);
    }
}
