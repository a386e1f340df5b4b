//! Sets of days of a week: which are allowed by a norm (bezoekpatronen).

/// The days of the planned week.
const WEEK: usize = 7;

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
/// use leenroute::vrp::{PatternRule, allowed_patterns};
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
}
