//! What a run needs beside readers and copies: places, ways, prices and rules, as plain values.

use super::loan_length::LoanLengths;
use super::season::{DAY, Minute, Season};
use super::ways::Ways;
use crate::index::{IndexVec, OrganisationIdx, PlaceIdx, SquareMatrix};
use crate::model::Category;

/// A place that lends (uitlener).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lender {
    /// Who owns it.
    pub organisation: OrganisationIdx,
    /// Whether readers stand before its shelves.
    pub shelf: ShelfKind,
}

/// Who takes copies off a shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShelfKind {
    /// Readers and pull lists.
    Public,
    /// Pull lists alone, as in the background collection.
    Background,
}

/// Where a copy goes that comes back elsewhere than it belongs (retourbeleid).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReturnRule {
    /// Home.
    #[default]
    Home,
    /// It stays, and belongs there from now on (drijvende collectie).
    Float,
}

/// Whether places lend to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sharing {
    /// They do, and readers wait for what is out.
    #[default]
    Province,
    /// They do not, and nobody waits: what is not on the shelf is lost. Each title at each place
    /// then is an Erlang loss system, which tests hold the engine to.
    Nobody,
}

/// When a copy is bought for a queue (aanschaf op reserveringen).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QueuePurchase {
    /// Readers that wait for each copy of the title, above which one more is ordered.
    pub waiting_per_copy: f64,
    /// Days from the order to the shelf.
    pub delivery_days: u16,
}

/// The rules of lending.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// Days from a request to the last day on which a copy counts.
    pub limit_days: u16,
    /// Days that an item waits on the hold shelf (afhaalplank).
    pub hold_days: u16,
    /// Days until a reader collects an item, at most; every number up to it is as likely.
    pub collect_days: u16,
    /// Probability that a copy which a pull list names is not there.
    pub pull_failure: f64,
    /// Days until such a copy is found again.
    pub found_after_days: u16,
    /// Probability that an item on the hold shelf is never collected.
    pub not_collected: f64,
    /// Purchases for queues, if any.
    pub queue_purchase: Option<QueuePurchase>,
    /// Where copies go that come back elsewhere, by category.
    pub returns: [ReturnRule; Category::WORDS.len()],
    /// Whether places lend to each other.
    pub sharing: Sharing,
}

/// What it costs to send a copy, by which the supplier is chosen (leverkosten).
#[derive(Clone, Debug)]
pub struct SupplyPrices {
    /// Cents of a pair whatever the day: preferences, handling, distance.
    pub fixed: SquareMatrix<PlaceIdx, i64>,
    /// Cents of each day under way.
    pub per_day: i64,
}

/// What is counted of a run (meetperiode).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Days before the first that counts (aanloop).
    pub warm_up_days: u16,
    /// Days that count.
    pub days: u16,
}

impl Period {
    /// Whether a moment counts.
    pub(super) const fn counts(self, minute: Minute) -> bool {
        let day = minute / DAY;
        let first = self.warm_up_days as u32;
        day >= first && day < first + self.days as u32
    }

    /// Days of a run in which whatever was asked for in the period comes to its end.
    pub const fn run_days(self, rules: &Rules) -> usize {
        self.warm_up_days as usize + self.days as usize + rules.limit_days as usize + 1
    }
}

/// A title, as far as a run tells titles apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TitleFacts {
    /// Its class.
    pub category: Category,
    /// What a copy weighs.
    pub grams: u32,
}

/// Places, ways, prices and rules of a run (stelsel).
#[derive(Clone, Debug)]
pub struct System {
    /// The places; those that neither lend nor hand over have no part in anything.
    pub places: IndexVec<PlaceIdx, Lender>,
    /// The background collection, if there is one.
    pub background: Option<PlaceIdx>,
    /// The timetable.
    pub ways: Ways,
    /// What supplying costs.
    pub prices: SupplyPrices,
    /// The rules.
    pub rules: Rules,
    /// How long loans last.
    pub loans: LoanLengths,
    /// How busy the days are.
    pub season: Season,
    /// What counts.
    pub period: Period,
    /// The titles, in title order.
    pub titles: Vec<TitleFacts>,
}
