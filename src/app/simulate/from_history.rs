//! Demand as the history of a data folder has it, and where that cannot be relied on.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::backtest::{BackTested, Tested, tested};
use crate::index::{IndexVec, PlaceIdx};
use crate::model::{Category, History, Province, ServiceDate};
use crate::simulation::Trust;

/// Months of a year.
const MONTHS: usize = 12;

/// What a history says of demand (vraag uit de historie).
#[derive(Clone, Debug)]
pub(super) struct FromHistory {
    /// Weeks that were counted.
    pub(super) weeks: usize,
    /// Requests of a mean week; `None` where too few weeks have any.
    pub(super) requests_a_week: Option<f64>,
    /// Where readers stand: what was asked for at each place.
    pub(super) shares: IndexVec<PlaceIdx, f64>,
    /// What was asked for of each category.
    pub(super) categories: [f64; Category::WORDS.len()],
    /// The index of each weekday, from Monday.
    weekdays: [f64; 7],
    /// The index of each month, where all are known.
    months: Option<[f64; MONTHS]>,
    /// The verdict of each cell that was asked for.
    trust: BTreeMap<(PlaceIdx, Category), (Trust, u64)>,
}

impl FromHistory {
    /// What a history says; `None` where it is too short. O(counts + cells x weeks).
    pub(super) fn of(province: &Province, history: &History) -> Option<Self> {
        let BackTested { loans, requests, .. } = tested(province, history, None);
        let of_season = loans.as_ref().or(requests.as_ref())?;
        let (weekdays, months) = (of_season.weekdays, months(of_season));
        let asked = requests.as_ref().or(loans.as_ref())?;
        let weeks = asked.test.fitted_periods + asked.test.predicted_periods;
        let mut found = Self {
            weeks,
            requests_a_week: None,
            shares: IndexVec::filled(0.0, province.places().len()),
            categories: [0.0; Category::WORDS.len()],
            weekdays,
            months,
            trust: BTreeMap::new(),
        };
        let codes: BTreeMap<&str, PlaceIdx> = province
            .places()
            .iter_indexed()
            .map(|(index, place)| (place.code.0.as_str(), index))
            .collect();
        let mut all = 0;
        for (key, cell) in asked.cells.iter().zip(&asked.test.cells) {
            let Some(place) = codes.get(key.place.as_str()) else { continue };
            let counts = cell.fitted + cell.counted;
            all += counts;
            found.shares[*place] += counts as f64;
            found.categories[key.category as usize] += counts as f64;
            found.trust.insert((*place, key.category), (cell.trust, counts));
        }
        if requests.is_some() {
            found.requests_a_week = Some(all as f64 / weeks.max(1) as f64);
        }
        (all > 0).then_some(found)
    }

    /// How busy a day is; `usual` is the index of its month where the history lacks one.
    pub(super) fn day_index(&self, date: ServiceDate, usual: f64) -> f64 {
        let (_, month, _) = date.year_month_day();
        let of_month = self.months.map_or(usual, |months| months[month as usize - 1]);
        of_month * self.weekdays[date.weekday().num_days_from_monday() as usize]
    }

    /// Weights of titles with the shares of categories that were asked for; a category of which
    /// nothing was keeps no weight.
    pub(super) fn reweighted(&self, province: &Province, weights: &[f64]) -> Vec<f64> {
        let mut modelled = [0.0; Category::WORDS.len()];
        for (title, weight) in province.titles().iter().zip(weights) {
            modelled[title.category as usize] += weight;
        }
        let titles = province.titles().iter().zip(weights);
        let reweighted = titles.map(|(title, weight)| {
            let category = title.category as usize;
            let of_category = modelled[category];
            if of_category > 0.0 { weight * self.categories[category] / of_category } else { 0.0 }
        });
        let reweighted: Vec<f64> = reweighted.collect();
        // What was asked for has no title in the data: then proportions stay as they are.
        if reweighted.iter().sum::<f64>() > 0.0 { reweighted } else { weights.to_vec() }
    }

    /// Cells whose demand could not be foretold, or was too small to say, with their verdict.
    pub(super) fn failing(&self) -> impl Iterator<Item = (PlaceIdx, Category, Trust)> {
        let cells = self.trust.iter().filter(|(_, (trust, _))| *trust != Trust::Holds);
        cells.map(|((place, category), (trust, _))| (*place, *category, *trust))
    }

    /// Where no advice is given: every cell but those that hold; and of a category whose cells
    /// that hold have less than half of what was asked for, the background collection.
    pub(super) fn barred(
        &self,
        province: &Province,
        background: Option<PlaceIdx>,
    ) -> BTreeSet<(PlaceIdx, Category)> {
        let mut barred = BTreeSet::new();
        for (category, _) in Category::WORDS {
            let of = || self.trust.iter().filter(|((_, of), _)| *of == category);
            let all: u64 = of().map(|(_, (_, counts))| counts).sum();
            let holds = of().filter(|(_, (trust, _))| *trust == Trust::Holds);
            let held: u64 = holds.map(|(_, (_, counts))| counts).sum();
            for place in province.places().indices() {
                let cell = self.trust.get(&(place, category));
                let is_known = if Some(place) == background {
                    2 * held >= all && all > 0
                } else {
                    cell.is_some_and(|(trust, _)| *trust == Trust::Holds)
                };
                if !is_known {
                    barred.insert((place, category));
                }
            }
        }
        barred
    }
}

fn months(tested: &Tested) -> Option<[f64; MONTHS]> {
    let known: Option<Vec<f64>> =
        (0..MONTHS).map(|month| tested.test.indices.get(month).copied().flatten()).collect();
    known?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{GenerateOrder, generated};
    use crate::model::{ClosedRequest, LoanCounts, RequestOutcome, Weekday};
    use crate::random::Seed;
    use crate::synthesis::{INSTANCES, Size};
    use crate::units::Items;

    /// Two places where as many novels are asked for a week as said, for a year; at the second
    /// nobody asks any more in the last quarter.
    fn history(province: &Province, places: [PlaceIdx; 2]) -> History {
        let week = INSTANCES[0].week();
        let mut rows = Vec::new();
        for back in 0..60_i64 {
            for (number, place) in (0_i64..).zip(places) {
                let stops = number == 1 && back < 20;
                let many = if stops { 0 } else { 30 - 20 * number };
                for nth in 0..many {
                    let placed = week.date(Weekday::Mon).plus_days(-7 * back + nth % 5);
                    rows.push(ClosedRequest {
                        number: format!("{back}-{number}-{nth}").into(),
                        title: None,
                        category: Category::Novel,
                        pickup: place,
                        placed,
                        limit: None,
                        closed: placed.plus_days(4),
                        outcome: RequestOutcome::Province,
                        lender: None,
                        pulls_failed: 0,
                        collected: None,
                        items: Items(1),
                        asked: Items(1),
                    });
                }
            }
        }
        assert!(province.places().len() > 2);
        History::new(Vec::new(), Vec::new(), LoanCounts::default(), rows, Vec::new())
    }

    #[test]
    fn readers_stand_where_they_asked_and_a_cell_that_stopped_is_barred() {
        let instance = &INSTANCES[0];
        let size = Size { stops: 6, titles: 300, copies: 900, requests: 20 };
        let week = instance.week();
        let order = GenerateOrder { instance, size, week, pull_slack: None, seed: Seed(1) };
        let province = generated(&order).0;
        let mut served = province.places().iter_indexed().filter(|(_, one)| one.kind.is_served());
        let places = [(); 2].map(|()| served.next().expect("two places").0);
        let found = FromHistory::of(&province, &history(&province, places)).expect("a year");
        assert!(found.shares[places[0]] > 3.0 * found.shares[places[1]]);
        let a_week = found.requests_a_week.expect("requests");
        assert!((30.0..40.0).contains(&a_week), "{a_week}");
        let failing: Vec<PlaceIdx> = found.failing().map(|(place, _, _)| place).collect();
        assert_eq!(failing, [places[1]]);
        let background = province.places().iter_indexed();
        let background = background.map(|(place, _)| place).max();
        let barred = found.barred(&province, background);
        assert!(!barred.contains(&(places[0], Category::Novel)));
        assert!(barred.contains(&(places[1], Category::Novel)));
        assert!(!barred.contains(&(background.expect("a place"), Category::Novel)));
        assert!(barred.contains(&(places[0], Category::Thriller)), "nobody ever asked for it");
        let weights = vec![1.0; province.titles().len()];
        let novels = found.reweighted(&province, &weights);
        let is_novel = |(title, weight): (&crate::model::Title, &f64)| {
            (title.category == Category::Novel) == (*weight > 0.0)
        };
        assert!(province.titles().iter().zip(&novels).all(is_novel));
    }
}
