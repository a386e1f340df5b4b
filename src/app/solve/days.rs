//! The days of a search: those of the instance, or a copy of them for each depot.
//!
//! Where all visits of a customer come from one depot, each depot drives on days of its own. A
//! set of days of a customer becomes one set for each depot, so that a search which knows sets of
//! days only keeps the depot with them.

use crate::model::instance::{Days, Instance, Origin};
use crate::vrp::{DAYS_MAX, DaySet};

/// How the days of a search stand for those of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SearchDays {
    days: usize,
    copies: usize,
}

impl SearchDays {
    /// The days of an instance; without copies where those would be more than a search has, so
    /// that the referee tells what it cannot keep.
    pub(super) fn of(instance: &Instance) -> Self {
        let days = instance.days;
        let wanted = match instance.origin {
            Origin::OneDepot => instance.depots.len(),
            Origin::AnyDepot => 1,
        };
        Self { days, copies: if days * wanted <= DAYS_MAX { wanted } else { 1 } }
    }

    /// How many days the search has.
    pub(super) const fn count(self) -> usize {
        self.days * self.copies
    }

    /// The day of the instance.
    pub(super) const fn day(self, searched: usize) -> usize {
        searched % self.days
    }

    /// The sets of days of a customer.
    pub(super) fn patterns(self, patterns: &[Days]) -> Vec<DaySet> {
        let copy = |copy: usize| patterns.iter().map(move |&days| self.shifted(days, copy));
        (0..self.copies).flat_map(copy).collect()
    }

    /// The days on which the vehicles of a depot drive.
    pub(super) fn of_depot(self, days: Days, depot: usize) -> DaySet {
        self.shifted(days, if self.copies > 1 { depot } else { 0 })
    }

    fn shifted(self, days: Days, copy: usize) -> DaySet {
        let set = (0..self.days).filter(|day| days >> day & 1 == 1);
        set.fold(0, |all, day| all | 1 << (copy * self.days + day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_depot_has_a_copy_of_the_days() {
        let days = SearchDays { days: 3, copies: 2 };
        assert_eq!(days.count(), 6);
        assert_eq!(days.patterns(&[0b101, 0b010]), [0b101, 0b010, 0b101_000, 0b010_000]);
        assert_eq!(days.of_depot(0b111, 1), 0b111_000);
        assert_eq!([days.day(0), days.day(4)], [0, 1]);
    }

    #[test]
    fn without_copies_nothing_changes() {
        let days = SearchDays { days: 3, copies: 1 };
        assert_eq!(days.patterns(&[0b101]), [0b101]);
        assert_eq!((days.of_depot(0b110, 4), days.day(2)), (0b110, 2));
    }
}
