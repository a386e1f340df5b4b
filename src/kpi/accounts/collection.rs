//! The themes of the collection meeting, by category.

use std::collections::BTreeMap;

use crate::index::OrganisationIdx;
use crate::kpi::fulfilment::copies;
use crate::model::{Accounts, Category, History, Lent, Period, Province, StockAction, StockChange};
use crate::units::Cents;

/// A category in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CategoryFigures {
    /// Copies now.
    pub copies: u64,
    /// Loans (uitleningen).
    pub loans: u64,
    /// Copies of requests that were delivered, and the days that they took, all together
    /// (reserveringstermijn).
    pub reserved: (u64, u64),
    /// Copies bought (aanschaf).
    pub bought: u64,
    /// Copies weeded (afschrijving).
    pub weeded: u64,
    /// What was spent.
    pub spent: Cents,
    /// What may be spent in the year of the last day.
    pub budget: Cents,
}

impl CategoryFigures {
    /// Loans a copy in a year (uitleenfrequentie), in hundredths; `None` without copies.
    pub fn turnover_hundredths(&self, days: i64) -> Option<i64> {
        let copies = i64::try_from(self.copies).ok().filter(|copies| *copies > 0)?;
        let loans = i64::try_from(self.loans).ok()?;
        Some((loans * 36_500 + copies * days / 2) / (copies * days))
    }

    /// Days from asking to the hold shelf, in hundredths; `None` where nothing was delivered.
    pub fn reservation_hundredths(&self) -> Option<i64> {
        let (items, days) = self.reserved;
        let (items, days) = (i64::try_from(items).ok()?, i64::try_from(days).ok()?);
        (items > 0).then(|| (days * 100 + items / 2) / items)
    }

    fn plus(mut self, other: &Self) -> Self {
        self.copies += other.copies;
        self.loans += other.loans;
        self.reserved.0 += other.reserved.0;
        self.reserved.1 += other.reserved.1;
        self.bought += other.bought;
        self.weeded += other.weeded;
        self.spent += other.spent;
        self.budget += other.budget;
        self
    }
}

/// A collection in a period, of all organisations or of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionFigures {
    /// The period.
    pub period: Period,
    /// By category; categories without anything are left out.
    pub categories: BTreeMap<Category, CategoryFigures>,
}

impl CollectionFigures {
    /// All categories together.
    pub fn whole(&self) -> CategoryFigures {
        let nothing = CategoryFigures::default();
        self.categories.values().fold(nothing, CategoryFigures::plus)
    }
}

/// The figures of a period, of the places of one organisation or of all. O(facts).
pub fn collection_figures(
    province: &Province,
    history: &History,
    accounts: &Accounts,
    (period, only): (Period, Option<OrganisationIdx>),
) -> CollectionFigures {
    let mut categories: BTreeMap<Category, CategoryFigures> = BTreeMap::new();
    let is_own = |place| only.is_none_or(|only| province.places()[place].organisation == only);
    for title in province.titles().indices() {
        let category = province.titles()[title].category;
        let own = province.holdings().of(title).iter().filter(|lot| is_own(lot.place));
        let copies: u64 = own.map(|lot| u64::from(lot.copies)).sum();
        categories.entry(category).or_default().copies += copies;
    }
    for count in history.loans().between(period.first, period.last) {
        let category = match count.lent {
            Lent::Title(title) => province.titles()[title].category,
            Lent::Category(category) => category,
        };
        if is_own(count.place) {
            categories.entry(category).or_default().loans += u64::from(count.loans);
        }
    }
    for request in history.requests() {
        let delivered = request.outcome.is_delivered() && period.contains(request.closed);
        if delivered && is_own(request.pickup) {
            let days = u64::try_from(request.placed.days_until(request.closed)).unwrap_or(0);
            let reserved = &mut categories.entry(request.category).or_default().reserved;
            let items = copies(request.items);
            *reserved = (reserved.0 + items, reserved.1 + items * days);
        }
    }
    let in_period = |change: &&StockChange| period.contains(change.date) && is_own(change.place);
    for change in accounts.changes.iter().filter(in_period) {
        let of = categories.entry(change.category).or_default();
        match change.action {
            StockAction::Bought => of.bought += copies(change.copies),
            StockAction::Weeded => of.weeded += copies(change.copies),
        }
        of.spent += change.spent;
    }
    let year = period.last.year_month_day().0;
    for budget in accounts.budgets.iter().filter(|budget| budget.year == year) {
        if only.is_none_or(|only| budget.organisation == only) {
            let of = categories.entry(budget.category).or_default();
            of.budget += budget.amount;
        }
    }
    categories.retain(|_, of| *of != CategoryFigures::default());
    CollectionFigures { period, categories }
}
