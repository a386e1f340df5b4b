//! Parcels: whatever must move from one place to another.

use super::ServiceDate;
use super::words::{value_of, word_of};
use crate::index::{PlaceIdx, RequestIdx, ShipmentIdx, VisitIdx};
use crate::units::{Crates, Grams, Items, Millilitres};

/// What a parcel is; the order is the order in which a full vehicle takes them (soort).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParcelKind {
    /// An item that a reader waits for (ibl).
    Request,
    /// An item from outside the province that a reader waits for (landelijk inkomend).
    NationalInbound,
    /// An item for a reader elsewhere, to the national exchange (landelijk uitgaand).
    NationalOutbound,
    /// An order of a branch, shelf-ready (lokale bestelling, planklaar).
    LocalOrder,
    /// Whole crates booked for dates (themacollectie).
    ThemeCollection,
    /// An item on its way home (retour).
    Return,
    /// Stock that changes its branch (zwevende collectie).
    Floating,
    /// New stock from the hub (nieuwe aanwinst).
    NewAcquisition,
}

impl ParcelKind {
    /// All kinds with the word that files use, in order of urgency.
    pub const WORDS: [(Self, &'static str); 8] = [
        (Self::Request, "request"),
        (Self::NationalInbound, "national-in"),
        (Self::NationalOutbound, "national-out"),
        (Self::LocalOrder, "local-order"),
        (Self::ThemeCollection, "theme-collection"),
        (Self::Return, "return"),
        (Self::Floating, "floating"),
        (Self::NewAcquisition, "new-acquisition"),
    ];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, &self)
    }

    /// The kind of a word, as files write it.
    pub fn from_word(word: &str) -> Option<Self> {
        value_of(&Self::WORDS, word)
    }

    /// Whether a reader waits for it, so that its days weigh more.
    pub const fn is_awaited(self) -> bool {
        matches!(self, Self::Request | Self::NationalInbound | Self::NationalOutbound)
    }
}

/// Items that the input says must move (zending): returns, acquisitions, items sorted earlier.
///
/// Items of one shipment are alike: total mass and volume are exact multiples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shipment {
    /// The opaque code of the row.
    pub code: Box<str>,
    /// What it is.
    pub kind: ParcelKind,
    /// Where it is; the hub for what was sorted before the week begins.
    pub from: PlaceIdx,
    /// Where it goes; the hub for what leaves the province.
    pub to: PlaceIdx,
    /// When it was accepted; lead time counts from here.
    pub accepted: ServiceDate,
    /// The first day on which it can leave `from`.
    pub ready: ServiceDate,
    /// How many items.
    pub items: Items,
    /// What one item weighs.
    pub grams_each: Grams,
    /// What room one item takes.
    pub millilitres_each: Millilitres,
    /// Crates that stay whole and take nothing else, for theme collections.
    pub whole_crates: Option<Crates>,
}

/// Where a parcel of a plan comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParcelOrigin {
    /// A request that a copy elsewhere fills.
    Request(RequestIdx),
    /// A row of the input.
    Shipment(ShipmentIdx),
}

/// A parcel of a plan, with its way through the dated visits (zending).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// What it is.
    pub kind: ParcelKind,
    /// The request or the input row behind it.
    pub origin: ParcelOrigin,
    /// Where it is.
    pub from: PlaceIdx,
    /// Where it goes.
    pub to: PlaceIdx,
    /// How many items.
    pub items: Items,
    /// What one item weighs.
    pub grams_each: Grams,
    /// What room one item takes.
    pub millilitres_each: Millilitres,
    /// Crates that stay whole.
    pub whole_crates: Option<Crates>,
    /// When it was accepted.
    pub accepted: ServiceDate,
    /// The first day on which it can leave.
    pub ready: ServiceDate,
    /// The visit of this week that collects it; `None` when it starts at the hub, or later.
    pub collected_by: Option<VisitIdx>,
    /// The visit of this week that delivers it; `None` when it ends at the hub, or later.
    pub delivered_by: Option<VisitIdx>,
    /// The day on which it leaves `from`, in this week or the following; `None` beyond.
    pub leaves: Option<ServiceDate>,
    /// The day on which it reaches `to`, in this week or the following; `None` beyond.
    pub arrives: Option<ServiceDate>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_as_it_is_written_and_requests_come_first() {
        for (kind, word) in ParcelKind::WORDS {
            assert_eq!(ParcelKind::from_word(word), Some(kind));
            assert_eq!(kind.word(), word);
        }
        assert!(ParcelKind::WORDS.is_sorted());
        assert!(ParcelKind::Request < ParcelKind::Return);
        assert!(ParcelKind::Return < ParcelKind::NewAcquisition);
    }
}
