//! Requests that came to an end, and pulls that found nothing.

use crate::index::{PlaceIdx, TitleIdx};
use crate::model::words::{value_of, word_of};
use crate::model::{Category, ServiceDate};
use crate::units::Items;

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RequestOutcome {
    /// A copy of the reader's own organisation was delivered.
    OwnOrganisation,
    /// A copy of another organisation of the province was delivered.
    Province,
    /// A copy of the background collection was delivered (achtergrondcollectie).
    Background,
    /// A copy from outside the province was delivered (bovenprovinciaal).
    Outside,
    /// Nobody could fill it in time (vervallen).
    Lapsed,
    /// The reader took it back (ingetrokken).
    Withdrawn,
}

impl RequestOutcome {
    /// All values with the word that files use.
    pub const WORDS: [(Self, &'static str); 6] = [
        (Self::OwnOrganisation, "own-organisation"),
        (Self::Province, "province"),
        (Self::Background, "background"),
        (Self::Outside, "outside"),
        (Self::Lapsed, "lapsed"),
        (Self::Withdrawn, "withdrawn"),
    ];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, &self)
    }

    /// The value of a word, as files write it.
    pub fn from_word(word: &str) -> Option<Self> {
        value_of(&Self::WORDS, word)
    }

    /// Whether a copy of the province was delivered.
    pub const fn is_in_province(self) -> bool {
        matches!(self, Self::OwnOrganisation | Self::Province | Self::Background)
    }

    /// Whether a copy reached the hold shelf.
    pub const fn is_delivered(self) -> bool {
        self.is_in_province() || matches!(self, Self::Outside)
    }
}

/// A request that is over (afgesloten aanvraag); it carries an opaque number and never a member.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClosedRequest {
    /// The day on which a copy was on the hold shelf, or on which it was given up.
    pub closed: ServiceDate,
    /// The opaque number.
    pub number: Box<str>,
    /// The title, where the province still knows it.
    pub title: Option<TitleIdx>,
    /// The class of the title.
    pub category: Category,
    /// Where the reader collects it.
    pub pickup: PlaceIdx,
    /// When it was accepted; not after `closed`.
    pub placed: ServiceDate,
    /// The last day on which a copy counts as delivered in time, where the data say so.
    pub limit: Option<ServiceDate>,
    /// How it ended.
    pub outcome: RequestOutcome,
    /// Who sent the copy, where it is known.
    pub lender: Option<PlaceIdx>,
    /// Pull-list lines on which no copy was found.
    pub pulls_failed: u16,
    /// Whether the reader collected it; `None` where it is not known or nothing was delivered.
    pub collected: Option<bool>,
    /// Copies that ended so.
    pub items: Items,
    /// Copies asked for; more than `items` where a group got a part.
    pub asked: Items,
}

/// A pull-list line on which no copy was found (niet op de plank).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FailedPull {
    /// The day.
    pub date: ServiceDate,
    /// Where it should have been.
    pub place: PlaceIdx,
    /// The number of the request.
    pub request: Box<str>,
    /// How many copies were not there.
    pub items: Items,
    /// Why, in the words of the data.
    pub reason: Box<str>,
}
