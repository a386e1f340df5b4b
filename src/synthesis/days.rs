//! Dates by the weight of their weekday.

use rand_distr::Distribution as _;
use rand_distr::weighted::WeightedAliasIndex;

use crate::model::ServiceDate;
use crate::random::Stream;

/// A draw of one of seven dates in a row.
#[derive(Debug)]
pub(super) struct DayDraw {
    first: ServiceDate,
    alias: WeightedAliasIndex<f64>,
}

impl DayDraw {
    /// A draw from seven dates, each by the weight of its weekday, given from Monday.
    ///
    /// # Panics
    ///
    /// When the weights are negative, not finite or all zero.
    pub(super) fn seven_from(first: ServiceDate, weights: &[f64; 7]) -> Self {
        let weight = |offset: i64| {
            let weekday = first.plus_days(offset).weekday();
            weights[weekday.num_days_from_monday() as usize]
        };
        let alias = WeightedAliasIndex::new((0..7).map(weight).collect());
        Self { first, alias: alias.expect("weekdays have finite weights, one of them positive") }
    }

    /// A date. O(1).
    pub(super) fn draw(&self, stream: &mut Stream) -> ServiceDate {
        let offset = self.alias.sample(stream);
        self.first.plus_days(i64::try_from(offset).expect("an offset below seven"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Weekday;
    use crate::random::Seed;

    #[test]
    fn draws_only_weekdays_that_have_a_weight() {
        let thursday: ServiceDate = "2026-11-19".parse().expect("a date");
        let days = DayDraw::seven_from(thursday, &[1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
        let mut stream = Seed(1).stream("test", 0);
        let drawn: Vec<ServiceDate> = (0..200).map(|_| days.draw(&mut stream)).collect();
        let on = |weekday| drawn.iter().filter(|date| date.weekday() == weekday).count();
        assert_eq!(on(Weekday::Mon) + on(Weekday::Thu), 200);
        assert!(on(Weekday::Mon) > 60 && on(Weekday::Thu) > 60);
        assert!(drawn.iter().all(|date| (0..7).contains(&thursday.days_until(*date))));
    }
}
