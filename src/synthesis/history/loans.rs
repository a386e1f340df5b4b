//! Loans of a place's own stock.

use super::calendar::OpenDays;
use crate::index::{IndexVec, PlaceIdx};
use crate::model::{Category, IsoWeek, Lent, LoanCount, LoanOrigin, ServiceDate, Weekday};
use crate::random::Stream;
use crate::synthesis::Demand;
use crate::synthesis::season::day_index;
use crate::synthesis::titles::lent_mix;

/// Loans a year for each copy in the branches: 2.63 million of 730,000.
const LOANS_PER_COPY: f64 = 3.603;

/// Of all loans, those of the place's own stock; the others are requested copies (estimate).
const OWN_STOCK: f64 = 0.926;

/// Days from loan to return, on average.
const LOAN_DAYS: i64 = 26;

const DAYS_PER_YEAR: f64 = 365.25;
const DAYS_PER_WEEK: f64 = 7.0;

/// Loans of own stock are drawn against these.
#[derive(Debug)]
pub(super) struct OwnLoans<'a> {
    open: &'a OpenDays<'a>,
    demand: &'a Demand,
    weekdays: [f64; 7],
    /// Loans of an average day of each place.
    a_day: IndexVec<PlaceIdx, f64>,
}

impl<'a> OwnLoans<'a> {
    /// Loans in proportion to the copies of a demand, divided over places by weight.
    pub(super) fn new(
        open: &'a OpenDays<'a>,
        demand: &'a Demand,
        weights: &IndexVec<PlaceIdx, f64>,
    ) -> Self {
        let a_year = LOANS_PER_COPY * demand.copies as f64 * OWN_STOCK;
        let total: f64 = weights.iter().sum();
        let a_day = weights.iter().map(|weight| a_year / DAYS_PER_YEAR * weight / total);
        let mut weekdays = demand.weekday_weights;
        weekdays[Weekday::Sun.num_days_from_monday() as usize] = 0.0;
        Self { open, demand, weekdays, a_day: a_day.collect() }
    }

    /// The counts of a week by day, place and category. O(places).
    pub(super) fn draw(&self, week: IsoWeek, stream: &mut Stream) -> Vec<LoanCount> {
        let mut counts = Vec::new();
        for (place, a_day) in self.a_day.iter_indexed().filter(|(_, a_day)| **a_day > 0.0) {
            let shares = self.shares(week, place);
            for (date, share) in week.dates().zip(shares).filter(|(_, share)| *share > 0.0) {
                let lent = a_day * share * day_index(date);
                let back = a_day * share * day_index(date.plus_days(-LOAN_DAYS));
                for (category, mix) in lent_mix() {
                    let of_class = |mean: f64, stream: &mut Stream| {
                        u16::try_from(self.demand.count(mean * mix, stream)).unwrap_or(u16::MAX)
                    };
                    let (loans, returns) = (of_class(lent, stream), of_class(back, stream));
                    if loans > 0 || returns > 0 {
                        counts.push(own((date, place, category), loans, returns));
                    }
                }
            }
        }
        counts
    }

    /// How much busier than an average day of the year each day is, from Monday; what a closed day
    /// would have lent is lent on the others.
    fn shares(&self, week: IsoWeek, place: PlaceIdx) -> Vec<f64> {
        let weight = |(date, weight): (ServiceDate, &f64)| {
            if self.open.is_closed(place, date) { 0.0 } else { *weight }
        };
        let weights: Vec<f64> = week.dates().zip(&self.weekdays).map(weight).collect();
        let total: f64 = weights.iter().sum();
        let share = |weight: &f64| if total > 0.0 { weight / total * DAYS_PER_WEEK } else { 0.0 };
        weights.iter().map(share).collect()
    }
}

const fn own(
    (date, place, category): (ServiceDate, PlaceIdx, Category),
    loans: u16,
    returns: u16,
) -> LoanCount {
    let (lent, origin) = (Lent::Category(category), LoanOrigin::Own);
    LoanCount { date, place, lent, origin, loans, returns }
}
