//! How many copies readers of a place are expected to ask for: from loans that were made.

use std::collections::BTreeMap;

use crate::index::{IndexVec, PlaceIdx, TitleIdx};
use crate::model::{Category, History, Lent, Province};

/// Demand by place and category, shared out over titles, with what is known of the title itself.
///
/// A category of which a place lends so many a day lends each title by its share of the copies in
/// the province: that is where the mean of a title begins, with the weight of one loan. Loans of the
/// title itself at the place move it, as counts of a Poisson process move a gamma distribution.
pub(super) struct ExpectedDemand<'a> {
    province: &'a Province,
    /// Days that the loans span.
    days: f64,
    /// Loans by place and category.
    by_category: BTreeMap<(PlaceIdx, Category), u64>,
    /// Loans by place and title; none where loans are counted by category only.
    by_title: BTreeMap<(PlaceIdx, TitleIdx), u64>,
    /// Copies by category, at least one.
    copies: BTreeMap<Category, u64>,
    of_title: IndexVec<TitleIdx, u64>,
}

impl<'a> ExpectedDemand<'a> {
    /// O(loans log places + holdings); `None` where no loan is on record.
    pub(super) fn of(province: &'a Province, history: &History) -> Option<Self> {
        let loans = history.loans();
        let first = loans.iter().map(|count| count.date).min()?;
        let last = loans.iter().map(|count| count.date).max()?;
        let mut by_category: BTreeMap<(PlaceIdx, Category), u64> = BTreeMap::new();
        let mut by_title: BTreeMap<(PlaceIdx, TitleIdx), u64> = BTreeMap::new();
        for count in loans.iter() {
            let category = match count.lent {
                Lent::Category(category) => category,
                Lent::Title(title) => {
                    *by_title.entry((count.place, title)).or_default() += u64::from(count.loans);
                    province.titles()[title].category
                }
            };
            *by_category.entry((count.place, category)).or_default() += u64::from(count.loans);
        }
        let mut copies: BTreeMap<Category, u64> = BTreeMap::new();
        let mut of_title = IndexVec::filled(0, province.titles().len());
        for (title, lot) in province.holdings().iter() {
            of_title[title] += u64::from(lot.copies);
            *copies.entry(province.titles()[title].category).or_default() += u64::from(lot.copies);
        }
        let days = (first.days_until(last) + 1) as f64;
        Some(Self { province, days, by_category, by_title, copies, of_title })
    }

    /// Copies of a title that readers of a place ask for in so many days.
    pub(super) fn within(&self, days: u16, (title, place): (TitleIdx, PlaceIdx)) -> f64 {
        let category = self.province.titles()[title].category;
        let lent = self.by_category.get(&(place, category)).copied().unwrap_or(0);
        let all = self.copies.get(&category).copied().unwrap_or(0).max(1);
        let a_day = lent as f64 / self.days * self.of_title[title] as f64 / all as f64;
        if self.by_title.is_empty() || a_day <= 0.0 {
            return a_day * f64::from(days);
        }
        let own = self.by_title.get(&(place, title)).copied().unwrap_or(0);
        (1 + own) as f64 / (1.0 / a_day + self.days) * f64::from(days)
    }
}
