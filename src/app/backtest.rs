//! `backtest`: can demand be foretold from the history of a data folder, place by place?

use std::collections::BTreeMap;
use std::path::Path;

use super::error::Error;
use super::load::load_with_history;
use crate::index::PlaceIdx;
use crate::kpi::{REQUEST_LIMIT_DAYS, Ratio, facts};
use crate::model::{Category, History, IsoWeek, Lent, Period, Province, ServiceDate, Weekday};
use crate::simulation::{BackTest, Series, back_test};

/// Weeks that a history has at least: fewer tell nothing of a rest.
const WEEKS_MIN: usize = 12;

/// Weeks of a year, the rest that is predicted where the history has two of them.
const YEAR: usize = 52;

/// A cell of a back-test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestedCell {
    /// The code of the place.
    pub place: String,
    /// What was asked for there.
    pub category: Category,
}

/// The back-test of loans or of requests.
#[derive(Clone, Debug)]
pub struct Tested {
    /// The first week, which is fitted.
    pub first: IsoWeek,
    /// The last week, which is predicted.
    pub last: IsoWeek,
    /// The index of each weekday in the fitted weeks, from Monday; the mean is 1.
    pub weekdays: [f64; 7],
    /// The cells, in the order of those of the test.
    pub cells: Vec<TestedCell>,
    /// What came out; seasons are months, January being 0.
    pub test: BackTest,
}

impl Tested {
    /// Months that are predicted and were not fitted, January being 1: they count as mean months.
    pub fn months_not_fitted(&self) -> Vec<usize> {
        let weeks = std::iter::successors(Some(self.first), |week| Some(week.next()));
        let rest = weeks.skip(self.test.fitted_periods).take(self.test.predicted_periods);
        let mut months: Vec<usize> = rest.map(month).collect();
        months.sort_unstable();
        months.dedup();
        let is_unknown = |month: &usize| self.test.indices.get(*month).is_none_or(Option::is_none);
        months.into_iter().filter(is_unknown).map(|month| month + 1).collect()
    }
}

/// What a history foretells of itself.
#[derive(Clone, Debug)]
pub struct BackTested {
    /// Loans by place and category; `None` where too few weeks have any.
    pub loans: Option<Tested>,
    /// Requests by pick-up place and category.
    pub requests: Option<Tested>,
    /// The three readings of the norm over all whole weeks of the history.
    pub norms: Option<HistoryNorms>,
}

/// The readings of the norm from what happened (normen uit de historie).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HistoryNorms {
    /// The days that count.
    pub period: Period,
    /// Of the cohort, the requests filled inside the province in time.
    pub requests: Ratio,
    /// Loans from stock of the province, of all loans; `None` where none was counted.
    pub loans: Option<Ratio>,
    /// Of what was asked for outside the own organisation, that filled inside the province.
    pub inter_organisation: Ratio,
}

/// Something that was asked for: when, where, of what, how much.
struct Count {
    date: ServiceDate,
    place: PlaceIdx,
    category: Category,
    items: u64,
}

/// Fits demand to the earlier part of the history of a data folder, and holds it against the
/// rest: the second half of two years or more, else the last third, or as many weeks as asked.
pub fn backtest(data: &Path, predicted_weeks: Option<usize>) -> Result<BackTested, Error> {
    let (loaded, history, found) = load_with_history(data)?;
    let Some(loaded) = loaded else { return Err(Error::Data { found }) };
    let mut tested = tested(&loaded.province, &history, predicted_weeks);
    if tested.loans.is_none() && tested.requests.is_none() {
        return Err(Error::NoHistory { weeks: WEEKS_MIN });
    }
    tested.norms = norms(&loaded.province, &history, &tested);
    Ok(tested)
}

/// The back-test of a history. O(counts + cells x weeks).
pub(in crate::app) fn tested(
    province: &Province,
    history: &History,
    predicted: Option<usize>,
) -> BackTested {
    let loans = history.loans().iter().map(|count| Count {
        date: count.date,
        place: count.place,
        category: match count.lent {
            Lent::Title(title) => province.titles()[title].category,
            Lent::Category(category) => category,
        },
        items: u64::from(count.loans),
    });
    let dates = || history.loans().iter().map(|count| count.date);
    let days = dates().min().zip(dates().max());
    let whole = days.map(|(first, last)| (whole_from(first), whole_until(last)));
    BackTested {
        loans: whole.and_then(|weeks| tested_counts(province, loans, (weeks, predicted))),
        requests: requests(province, history, predicted),
        norms: None,
    }
}

/// The norms over the weeks that were counted of loans, or else of requests.
fn norms(province: &Province, history: &History, tested: &BackTested) -> Option<HistoryNorms> {
    let of = tested.loans.as_ref().or(tested.requests.as_ref())?;
    let period = Period::new(of.first.date(Weekday::Mon), of.last.date(Weekday::Sun))?;
    let facts = facts(province, history, period);
    Some(HistoryNorms {
        period,
        requests: facts.requests.whole,
        loans: facts.loans.map(|share| share.whole),
        inter_organisation: facts.inter_organisation.whole,
    })
}

/// Requests are known when they are over: those placed shortly before the last that is over may
/// still wait, and those placed before the first may have ended unseen.
fn requests(province: &Province, history: &History, predicted: Option<usize>) -> Option<Tested> {
    let (first, last) = (history.requests().first()?, history.requests().last()?);
    let weeks = (whole_from(first.closed), whole_until(last.closed.plus_days(-REQUEST_LIMIT_DAYS)));
    let counts = history.requests().iter().map(|request| Count {
        date: request.placed,
        place: request.pickup,
        category: request.category,
        items: u64::try_from(request.asked.0).unwrap_or(0),
    });
    tested_counts(province, counts, (weeks, predicted))
}

fn tested_counts(
    province: &Province,
    counts: impl Iterator<Item = Count>,
    ((first, last), predicted): ((IsoWeek, IsoWeek), Option<usize>),
) -> Option<Tested> {
    let start = first.date(Weekday::Mon);
    let days = start.days_until(last.date(Weekday::Sun)) + 1;
    let weeks = usize::try_from(days / 7).ok()?;
    let predicted = predicted.unwrap_or(if weeks >= 2 * YEAR { weeks / 2 } else { weeks / 3 });
    let fitted = weeks.checked_sub(predicted)?;
    if weeks < WEEKS_MIN || fitted < 2 || predicted == 0 {
        return None;
    }
    let mut cells: BTreeMap<(PlaceIdx, Category), Vec<u64>> = BTreeMap::new();
    let mut weekdays = [0_u64; 7];
    for count in counts {
        let Ok(day) = usize::try_from(start.days_until(count.date)) else { continue };
        if day / 7 >= weeks {
            continue;
        }
        let cell = cells.entry((count.place, count.category)).or_insert_with(|| vec![0; weeks]);
        cell[day / 7] += count.items;
        if day / 7 < fitted {
            weekdays[day % 7] += count.items;
        }
    }
    let all = weekdays.iter().sum::<u64>();
    if all == 0 {
        return None;
    }
    let weeks = std::iter::successors(Some(first), |week| Some(week.next())).take(weeks);
    let (keys, counts): (Vec<_>, Vec<_>) = cells.into_iter().unzip();
    let series = Series { seasons: weeks.map(month).collect(), counts };
    let cell = |(place, category): &(PlaceIdx, Category)| TestedCell {
        place: province.places()[*place].code.0.clone(),
        category: *category,
    };
    Some(Tested {
        first,
        last,
        weekdays: weekdays.map(|count| 7.0 * count as f64 / all as f64),
        cells: keys.iter().map(cell).collect(),
        test: back_test(&series, fitted),
    })
}

/// The month of a week, that of its Thursday; January is 0.
fn month(week: IsoWeek) -> usize {
    let (_, month, _) = week.date(Weekday::Thu).year_month_day();
    month as usize - 1
}

/// The first week that is whole from a date on.
fn whole_from(date: ServiceDate) -> IsoWeek {
    let week = date.iso_week();
    if date.weekday() == Weekday::Mon { week } else { week.next() }
}

/// The last week that is whole by a date; nothing is asked for on a Sunday that would be missed.
fn whole_until(date: ServiceDate) -> IsoWeek {
    date.plus_days(-5).iso_week()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{GenerateOrder, generated};
    use crate::model::LoanCounts;
    use crate::random::Seed;
    use crate::simulation::Trust;
    use crate::synthesis::{Demand, INSTANCES, Size, past_weeks};

    /// A generated history as one, and its province.
    fn history(weeks: u16) -> (Province, History) {
        let instance = &INSTANCES[0];
        let size = Size { stops: 12, titles: 3_000, copies: 60_000, requests: 400 };
        let week = instance.week();
        let order = GenerateOrder { instance, size, week, pull_slack: None, seed: Seed(1) };
        let province = generated(&order).0;
        let demand = Demand::of_size(size);
        let (mut loans, mut requests) = (Vec::new(), Vec::new());
        for part in past_weeks(&province, &demand, (week, weeks), Seed(3)) {
            loans.extend(part.loans().iter());
            requests.extend(part.requests().iter().cloned());
        }
        let loans = LoanCounts::from_rows(loans);
        (province, History::new(Vec::new(), Vec::new(), loans, requests, Vec::new()))
    }

    #[test]
    fn intervals_of_a_generated_second_year_cover_about_95_per_cent() {
        let (province, history) = history(112);
        let tested = tested(&province, &history, None);
        for (tested, what) in [(tested.loans, "loans"), (tested.requests, "requests")] {
            let tested = tested.expect("two years");
            let test = &tested.test;
            let coverage = test.coverage().expect("cells");
            println!(
                "{what}: coverage {coverage:.3} promised {:.3} error {:.3} bias {:.3} dispersion {:.2} drift {:.4}, \
                 {} cells hold, {} fail, {} not fitted",
                test.promised().expect("cells"),
                test.error().expect("counts"),
                test.bias().expect("counts"),
                test.dispersion,
                test.drift,
                test.cells_that(Trust::Holds),
                test.cells_that(Trust::Fails),
                test.cells_that(Trust::NotFitted),
            );
            let promised = test.promised().expect("cells");
            assert!((coverage - promised).abs() < 0.02, "{what}: {coverage} {promised}");
            assert!((0.94..0.985).contains(&coverage), "{what}: {coverage}");
            assert!(test.bias().expect("counts").abs() < 0.04, "{what}: {:?}", test.bias());
            assert!(test.predicted_periods >= 50, "{what}: {}", test.predicted_periods);
            assert!(test.cells_that(Trust::Fails) * 12 < tested.cells.len(), "{what}");
            let mean = tested.weekdays.iter().sum::<f64>() / 7.0;
            assert!((mean - 1.0).abs() < 1e-9 && tested.weekdays[6] < tested.weekdays[5]);
        }
    }

    #[test]
    fn months_that_were_never_seen_are_told_and_a_short_history_is_none() {
        let (province, history) = history(30);
        let loans = tested(&province, &history, Some(8)).loans.expect("thirty weeks");
        assert_eq!((loans.test.predicted_periods, loans.test.fitted_periods), (8, 21));
        assert!(!loans.months_not_fitted().is_empty());
        let all_seen = tested(&province, &history, Some(1)).loans.expect("thirty weeks");
        assert!(all_seen.months_not_fitted().is_empty(), "{:?}", all_seen.months_not_fitted());
        let days = history.loans().iter().map(|count| count.date);
        let first = days.min().expect("loans");
        let short = LoanCounts::from_rows(history.loans().between(first, first.plus_days(60)));
        let short = History::new(Vec::new(), Vec::new(), short, Vec::new(), Vec::new());
        assert!(tested(&province, &short, None).loans.is_none());
    }
}
