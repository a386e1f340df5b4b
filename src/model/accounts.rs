//! What libraries pay each other and outsiders, and what they bought and weeded.

use super::words::{value_of, word_of};
use super::{Category, LonLat, ServiceDate};
use crate::index::{OrganisationIdx, PlaceIdx};
use crate::units::{Cents, Items};

/// What a tariff is the price of, an item each (tarief).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TariffKind {
    /// An item delivered from one organisation to another (onderling leenverkeer, OBL).
    Mutual,
    /// An item borrowed from outside the province: what the lender asks.
    OutsideIn,
    /// An item lent outside the province: what the borrower pays.
    OutsideOut,
    /// What a reader pays for an item from outside (eigen bijdrage).
    PatronFee,
    /// Postage of an item that crosses the border of the province, either way (porto).
    Postage,
}

impl TariffKind {
    /// All values with the word that files use.
    pub const WORDS: [(Self, &'static str); 5] = [
        (Self::Mutual, "mutual"),
        (Self::OutsideIn, "outside-in"),
        (Self::OutsideOut, "outside-out"),
        (Self::PatronFee, "patron-fee"),
        (Self::Postage, "postage"),
    ];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, &self)
    }

    /// The value of a word, as files write it.
    pub fn from_word(word: &str) -> Option<Self> {
        value_of(&Self::WORDS, word)
    }
}

/// A price from a day on, until a later row of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tariff {
    /// What it is the price of.
    pub kind: TariffKind,
    /// The first day.
    pub from: ServiceDate,
    /// The price of an item.
    pub price: Cents,
}

/// All tariffs (tarieventabel).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tariffs(Vec<Tariff>);

impl Tariffs {
    /// Tariffs in any order; of two for one kind and day the last holds. O(rows log rows).
    pub fn new(mut rows: Vec<Tariff>) -> Self {
        rows.sort_by_key(|row| (row.kind, row.from));
        Self(rows)
    }

    /// The tariff of a kind on a day; `None` before the first. O(log rows).
    pub fn at(&self, kind: TariffKind, date: ServiceDate) -> Option<Tariff> {
        let after = self.0.partition_point(|row| (row.kind, row.from) <= (kind, date));
        let row = self.0.get(after.checked_sub(1)?)?;
        (row.kind == kind).then_some(*row)
    }
}

/// Items that were charged too much or too little; rows are added, none is ever changed (correctie).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Correction {
    /// The day whose tariff holds, and to whose year it belongs.
    pub date: ServiceDate,
    /// Who lent.
    pub lender: OrganisationIdx,
    /// Who borrowed.
    pub borrower: OrganisationIdx,
    /// Items more, or less where negative: a reversal (storno).
    pub items: Items,
    /// Why, for people.
    pub reason: Box<str>,
}

/// Which way an item crossed the border of the province.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Crossing {
    /// Borrowed from outside.
    In,
    /// Lent outside.
    Out,
}

impl Crossing {
    /// All values with the word that files use.
    pub const WORDS: [(Self, &'static str); 2] = [(Self::In, "in"), (Self::Out, "out")];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, &self)
    }

    /// The value of a word, as files write it.
    pub fn from_word(word: &str) -> Option<Self> {
        value_of(&Self::WORDS, word)
    }
}

/// An item borrowed from or lent outside the province (bovenprovinciaal leenverkeer).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutsideLoan {
    /// The day on which it was delivered.
    pub date: ServiceDate,
    /// Which way.
    pub crossing: Crossing,
    /// Who borrowed it in the province, or lent it; its organisation bears the cost.
    pub place: PlaceIdx,
    /// The library outside.
    pub library: Box<str>,
    /// The number of the request, where it has one.
    pub request: Option<Box<str>>,
    /// How many.
    pub items: Items,
    /// What was asked or paid for all of them; blank is by tariff.
    pub fee: Option<Cents>,
    /// Postage; blank is by tariff.
    pub postage: Option<Cents>,
    /// What the reader paid; blank is by tariff.
    pub patron_fee: Option<Cents>,
}

/// What happened to a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StockAction {
    /// Copies were bought (aanschaf).
    Bought,
    /// Copies were weeded (afschrijving).
    Weeded,
}

impl StockAction {
    /// All values with the word that files use.
    pub const WORDS: [(Self, &'static str); 2] =
        [(Self::Bought, "bought"), (Self::Weeded, "weeded")];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, &self)
    }

    /// The value of a word, as files write it.
    pub fn from_word(word: &str) -> Option<Self> {
        value_of(&Self::WORDS, word)
    }
}

/// Copies of a category bought or weeded at a place (collectiemutatie).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StockChange {
    /// The day.
    pub date: ServiceDate,
    /// Where.
    pub place: PlaceIdx,
    /// Of what.
    pub category: Category,
    /// What happened.
    pub action: StockAction,
    /// How many copies.
    pub copies: Items,
    /// What was spent on them.
    pub spent: Cents,
}

/// What an organisation may spend on a category in a year (collectiebudget).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Budget {
    /// Who.
    pub organisation: OrganisationIdx,
    /// The calendar year.
    pub year: i32,
    /// On what.
    pub category: Category,
    /// How much.
    pub amount: Cents,
}

/// Where people live together (kern, wijk).
#[derive(Clone, Debug, PartialEq)]
pub struct PopulationCentre {
    /// The name.
    pub name: String,
    /// The municipality (gemeente).
    pub municipality: String,
    /// Where it is.
    pub position: LonLat,
    /// How many live there.
    pub inhabitants: u64,
}

/// All that the accounts need beside the history (administratie).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Accounts {
    /// Prices.
    pub tariffs: Tariffs,
    /// Corrections of mutual lending, in the order of the file.
    pub corrections: Vec<Correction>,
    /// Loans across the border of the province.
    pub outside: Vec<OutsideLoan>,
    /// Copies bought and weeded.
    pub changes: Vec<StockChange>,
    /// Budgets.
    pub budgets: Vec<Budget>,
    /// Where people live.
    pub centres: Vec<PopulationCentre>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> ServiceDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_tariff_holds_until_the_next_of_its_kind() {
        let row = |kind, from: &str, price| Tariff { kind, from: date(from), price: Cents(price) };
        let tariffs = Tariffs::new(vec![
            row(TariffKind::Mutual, "2027-01-01", 90),
            row(TariffKind::Postage, "2026-06-01", 450),
            row(TariffKind::Mutual, "2026-01-01", 80),
        ]);
        let at = |kind, day: &str| tariffs.at(kind, date(day)).map(|row| row.price.0);
        assert_eq!(at(TariffKind::Mutual, "2025-12-31"), None);
        assert_eq!(at(TariffKind::Mutual, "2026-12-31"), Some(80));
        assert_eq!(at(TariffKind::Mutual, "2027-01-01"), Some(90));
        assert_eq!(at(TariffKind::Postage, "2026-05-31"), None);
        assert_eq!(at(TariffKind::PatronFee, "2027-05-31"), None);
    }

    #[test]
    fn every_word_is_read_as_it_is_written() {
        for (kind, word) in TariffKind::WORDS {
            assert_eq!((TariffKind::from_word(word), kind.word()), (Some(kind), word));
        }
        for (crossing, word) in Crossing::WORDS {
            assert_eq!((Crossing::from_word(word), crossing.word()), (Some(crossing), word));
        }
        for (action, word) in StockAction::WORDS {
            assert_eq!((StockAction::from_word(word), action.word()), (Some(action), word));
        }
    }
}
