//! Copies that came back at a place, and how many may stand where they do not belong.

use super::words::{value_of, word_of};
use super::{Category, ServiceDate};
use crate::index::{PlaceIdx, TitleIdx};
use crate::units::{Cents, Items};

/// Where copies may stay that belong elsewhere (zwevende collectie).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Floats {
    /// Nowhere: every copy goes home.
    Home,
    /// At any place of the organisation that owns them.
    #[default]
    Organisation,
    /// At any place of the province, the background collection included.
    Province,
}

impl Floats {
    /// All values with the word that files use.
    pub const WORDS: [(Self, &'static str); 3] =
        [(Self::Home, "home"), (Self::Organisation, "organisation"), (Self::Province, "province")];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, &self)
    }

    /// The value of a word, as files write it.
    pub fn from_word(word: &str) -> Option<Self> {
        value_of(&Self::WORDS, word)
    }
}

/// How it is decided where returned copies go (retouren).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReturnsRule {
    /// Where copies may stay that belong elsewhere.
    pub floats: Floats,
    /// Days for which a copy is expected to serve before stock has changed.
    pub horizon_days: u16,
    /// What a reader saves who finds a copy on the own shelf; `None` follows from other prices: two
    /// touches, and four days of waiting.
    pub saved: Option<Cents>,
}

impl Default for ReturnsRule {
    /// Within the organisation, for four weeks.
    fn default() -> Self {
        Self { floats: Floats::default(), horizon_days: 28, saved: None }
    }
}

/// Copies of a title that came back at a place (innames).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReturnedItems {
    /// The title.
    pub title: TitleIdx,
    /// Where they came back.
    pub place: PlaceIdx,
    /// Where they belong.
    pub home: PlaceIdx,
    /// The day.
    pub date: ServiceDate,
    /// How many.
    pub items: Items,
}

/// How many copies of a category a place has room for, whoever owns them (zweeflimiet).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FloatLimit {
    /// The place.
    pub place: PlaceIdx,
    /// The category.
    pub category: Category,
    /// The most copies, those that are out included.
    pub copies: Items,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_as_it_is_written() {
        for (floats, word) in Floats::WORDS {
            assert_eq!(Floats::from_word(word), Some(floats));
            assert_eq!(floats.word(), word);
        }
    }
}
