//! When things happen: a density of days, and moments drawn by it.

/// Minutes since midnight before the Monday on which a run begins.
pub type Minute = u32;

/// Minutes of a day.
pub const DAY: Minute = 24 * 60;

/// How busy each day of a run is (seizoen), as a clock that runs faster on busy days.
///
/// What readers do is spread evenly over the *amount* of this clock: a Poisson process of a
/// constant rate on it has the weekdays and months of the season.
#[derive(Clone, Debug)]
pub struct Season {
    /// The amount before each day, and after the last.
    before: Vec<f64>,
    /// A day not after the one that has an amount, by equal parts of the whole.
    guide: Vec<u32>,
}

impl Season {
    /// A season from the index of each day, 1 for the mean day. O(days).
    ///
    /// # Panics
    ///
    /// When there is no day, or an index is negative or not finite, or all are 0.
    pub fn new(indices: &[f64]) -> Self {
        let mut before = vec![0.0];
        let mut amount = 0.0;
        for index in indices {
            assert!(index.is_finite() && *index >= 0.0, "the index of a day is {index}");
            amount += index;
            before.push(amount);
        }
        assert!(amount > 0.0, "a season has a day on which something happens");
        let mut guide = Vec::with_capacity(indices.len());
        let mut day = 0;
        for part in 0..indices.len() {
            let least = amount * part as f64 / indices.len() as f64;
            while before[day + 1] < least {
                day += 1;
            }
            guide.push(u32::try_from(day).expect("a run has fewer than 2^32 days"));
        }
        Self { before, guide }
    }

    /// A season in which all days are alike.
    pub fn even(days: usize) -> Self {
        Self::new(&vec![1.0; days])
    }

    /// Days of the run.
    pub const fn days(&self) -> usize {
        self.guide.len()
    }

    /// The whole amount, in mean days.
    pub fn total(&self) -> f64 {
        self.before[self.days()]
    }

    /// The amount before a moment; moments past the end have all of it.
    pub fn amount_before(&self, minute: Minute) -> f64 {
        let day = (minute / DAY) as usize;
        let part = f64::from(minute % DAY) / f64::from(DAY);
        match (self.before.get(day), self.before.get(day + 1)) {
            (Some(start), Some(end)) => start + part * (end - start),
            _ => self.total(),
        }
    }

    /// The moment that has an amount before it; `None` past the end of the run. O(1) for seasons
    /// whose days do not differ by orders of magnitude.
    pub fn moment(&self, amount: f64) -> Option<Minute> {
        if amount >= self.total() {
            return None;
        }
        let part = whole(amount / self.total() * self.days() as f64).min(self.days() - 1);
        let mut day = self.guide[part] as usize;
        // Rounding may have led one day too far.
        while day > 0 && self.before[day] > amount {
            day -= 1;
        }
        while self.before[day + 1] <= amount {
            day += 1;
        }
        let width = self.before[day + 1] - self.before[day];
        let minute = whole((amount - self.before[day]) / width * f64::from(DAY));
        let minute = u32::try_from(minute).unwrap_or(DAY).min(DAY - 1);
        Some(u32::try_from(day).ok()? * DAY + minute)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "amounts of a run stay below 2^53")]
#[expect(clippy::cast_sign_loss, reason = "amounts are at least 0")]
fn whole(value: f64) -> usize {
    value as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_its_amount_before_it() {
        let season = Season::new(&[1.0, 0.0, 2.0, 0.5]);
        assert!((season.total() - 3.5).abs() < 1e-12);
        for (amount, minute) in [(0.0, 0), (0.5, 720), (1.0, 2 * DAY), (2.0, 2 * DAY + 720)] {
            assert_eq!(season.moment(amount), Some(minute), "{amount}");
            assert!((season.amount_before(minute) - amount).abs() < 1e-9, "{amount}");
        }
        assert_eq!(season.moment(3.5), None);
        assert!((season.amount_before(400 * DAY) - 3.5).abs() < 1e-12);
    }

    #[test]
    fn nothing_happens_on_a_day_without_an_index() {
        let season = Season::new(&[0.9, 1.15, 0.0, 1.0, 0.0, 0.0, 0.8]);
        for part in 0..1_000 {
            let minute = season.moment(season.total() * f64::from(part) / 1_000.0);
            let day = minute.expect("within the run") / DAY;
            assert!([0, 1, 3, 6].contains(&day), "{day}");
        }
    }
}
