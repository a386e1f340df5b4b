//! Sets of visit days: which are allowed, and when they collect.

/// The days of two weeks, the horizon over which arrivals are known.
pub(super) const HORIZON: usize = 14;
/// The days of the planned week.
pub(super) const WEEK: usize = 7;

/// What decides which patterns a stop may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatternRule {
    /// The days on which it can be visited, Monday in the lowest bit.
    pub permitted: u8,
    /// Visits that the norm asks for.
    pub visits: u8,
    /// The fewest days between two visits, also across the weekend.
    pub spacing_min: u8,
}

/// The allowed patterns of a stop, in ascending order of their bits.
///
/// Sets of the permitted days with the number of visits asked for, or all permitted days where
/// those are too few. Sets that respect the spacing are preferred; where none does, all count.
/// O(2^7).
///
/// ```
/// use leenroute::routing::{PatternRule, allowed_patterns};
///
/// let rule = PatternRule { permitted: 0b1_1111, visits: 2, spacing_min: 2 };
/// // Mon+Wed, Mon+Thu, Tue+Thu, Mon+Fri, Tue+Fri, Wed+Fri
/// assert_eq!(allowed_patterns(rule).len(), 6);
/// ```
pub fn allowed_patterns(rule: PatternRule) -> Vec<u8> {
    let wanted = u32::from(rule.visits).min(rule.permitted.count_ones());
    let fits = |set: &u8| set & !rule.permitted == 0 && set.count_ones() == wanted;
    let all: Vec<u8> = (0..1 << WEEK).filter(fits).collect();
    let spaced: Vec<u8> =
        all.iter().copied().filter(|set| spacing(*set) >= usize::from(rule.spacing_min)).collect();
    if spaced.is_empty() { all } else { spaced }
}

/// The smallest distance between neighbouring days of a set, the week taken as a circle.
fn spacing(set: u8) -> usize {
    let days: Vec<usize> = (0..WEEK).filter(|day| set >> day & 1 == 1).collect();
    let across = days.first().zip(days.last()).map(|(first, last)| first + WEEK - last);
    let within = days.windows(2).map(|pair| pair[1] - pair[0]);
    within.chain(across).min().unwrap_or(WEEK)
}

/// For each pattern and day of the horizon, the first visit on or after that day.
///
/// The following week repeats the pattern. Index [`HORIZON`] means past the horizon.
#[derive(Clone, Debug)]
pub(super) struct VisitTable {
    next: Vec<[u8; HORIZON + WEEK]>,
}

impl VisitTable {
    pub(super) fn new(patterns: &[u8]) -> Self {
        let next = patterns.iter().map(|pattern| next_visits(*pattern)).collect();
        Self { next }
    }

    /// The day of the first visit on or after a day; [`HORIZON`] when there is none.
    #[inline]
    pub(super) fn next(&self, pattern: usize, day: usize) -> usize {
        usize::from(self.next[pattern][day])
    }
}

fn next_visits(pattern: u8) -> [u8; HORIZON + WEEK] {
    const PAST: u8 = 14;
    let mut next = [PAST; HORIZON + WEEK];
    let mut coming = PAST;
    for (day, cell) in (0_u8..PAST).zip(next.iter_mut()).rev() {
        if pattern >> (day % 7) & 1 == 1 {
            coming = day;
        }
        *cell = coming;
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(permitted: u8, visits: u8) -> Vec<u8> {
        allowed_patterns(PatternRule { permitted, visits, spacing_min: 2 })
    }

    #[test]
    fn keeps_the_spacing_across_the_weekend_too() {
        assert_eq!(patterns(0b1_1111, 2), [0b00101, 0b01001, 0b01010, 0b10001, 0b10010, 0b10100]);
        assert_eq!(patterns(0b1_1111, 1).len(), 5);
        assert_eq!(patterns(0b1_1111, 3), [0b10101]);
    }

    #[test]
    fn gives_up_the_spacing_where_closures_leave_no_choice() {
        assert_eq!(patterns(0b00110, 2), [0b00110]);
        assert_eq!(patterns(0b1_1111, 5), [0b1_1111]);
    }

    #[test]
    fn visits_every_permitted_day_where_they_are_too_few() {
        assert_eq!(patterns(0b00100, 2), [0b00100]);
        assert_eq!(patterns(0, 2), [0]);
    }

    #[test]
    fn the_following_week_repeats_the_pattern() {
        let table = VisitTable::new(&[0b01001]);
        assert_eq!(table.next(0, 0), 0);
        assert_eq!(table.next(0, 1), 3);
        assert_eq!(table.next(0, 4), 7);
        assert_eq!(table.next(0, 10), 10);
        assert_eq!(table.next(0, 11), HORIZON);
        assert_eq!(table.next(0, HORIZON + 1), HORIZON);
    }
}
