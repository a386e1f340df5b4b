//! A share with both its counts.

/// A share as two counts (aandeel): never shown without them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ratio {
    /// What counts as met.
    pub numerator: u64,
    /// What was asked.
    pub denominator: u64,
}

impl Ratio {
    /// The share in per cent, or `None` where nothing was asked.
    pub fn percent(self) -> Option<f64> {
        let share = || 100.0 * self.numerator as f64 / self.denominator as f64;
        (self.denominator > 0).then(share)
    }

    /// Whether the share is at least so many tenths of a per cent, exactly; true of nothing asked.
    pub const fn reaches(self, permille: u16) -> bool {
        self.numerator as u128 * 1_000 >= self.denominator as u128 * permille as u128
    }

    pub(super) const fn add(&mut self, met: u64, asked: u64) {
        self.numerator += met;
        self.denominator += asked;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nothing_has_no_percentage() {
        assert_eq!(Ratio { numerator: 0, denominator: 0 }.percent(), None);
        assert_eq!(Ratio { numerator: 0, denominator: 4 }.percent(), Some(0.0));
        assert_eq!(Ratio { numerator: 3, denominator: 4 }.percent(), Some(75.0));
    }

    #[test]
    fn the_norm_is_reached_exactly_and_not_by_rounding() {
        assert!(Ratio { numerator: 950, denominator: 1_000 }.reaches(950));
        assert!(!Ratio { numerator: 94_999, denominator: 100_000 }.reaches(950));
        assert!(Ratio::default().reaches(950));
    }
}
