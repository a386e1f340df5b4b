//! Titles and their categories.

use super::words::{value_of, word_of};
use super::{Isbn, Ppn};
use crate::units::{Grams, Millilitres};

/// The class of a title in a collection profile (categorie).
///
/// The fourteen classes are a suggestion for Dutch public libraries; a library's own classes map
/// onto them at import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Baby- en peuterboeken (AB, AP).
    Baby,
    /// Prentenboeken (AK).
    Picture,
    /// Informatief tot 9 jaar (AJ).
    InformativeYoung,
    /// Eerste leesboeken (E).
    FirstReader,
    /// Fictie tot 9 jaar (A).
    FictionToNine,
    /// Fictie 9 tot 12 jaar (B).
    FictionToTwelve,
    /// Fictie 12 tot 15 jaar (C).
    FictionToFifteen,
    /// Fictie 16 jaar en ouder (D).
    FictionYoungAdult,
    /// Informatief jeugd.
    InformativeYouth,
    /// Romans.
    Novel,
    /// Spannende boeken.
    Thriller,
    /// Non-fictie volwassenen.
    NonFiction,
    /// Grote letter (GLB).
    LargePrint,
    /// Audiovisueel.
    AudioVisual,
}

impl Category {
    /// All categories with the word that files use.
    pub const WORDS: [(Self, &'static str); 14] = [
        (Self::Baby, "baby"),
        (Self::Picture, "picture"),
        (Self::InformativeYoung, "informative-young"),
        (Self::FirstReader, "first-reader"),
        (Self::FictionToNine, "fiction-to-9"),
        (Self::FictionToTwelve, "fiction-to-12"),
        (Self::FictionToFifteen, "fiction-to-15"),
        (Self::FictionYoungAdult, "fiction-young-adult"),
        (Self::InformativeYouth, "informative-youth"),
        (Self::Novel, "novel"),
        (Self::Thriller, "thriller"),
        (Self::NonFiction, "non-fiction"),
        (Self::LargePrint, "large-print"),
        (Self::AudioVisual, "audio-visual"),
    ];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, &self)
    }

    /// The category of a word, as files write it.
    pub fn from_word(word: &str) -> Option<Self> {
        value_of(&Self::WORDS, word)
    }
}

/// A title that people ask for, whether or not the province holds it (titel).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The stable code of the title in the data; a PPN in many of them.
    pub code: Box<str>,
    /// Its class.
    pub category: Category,
    /// What one copy weighs.
    pub grams: Grams,
    /// What room one copy takes.
    pub millilitres: Millilitres,
    /// Its numbers in the world, and its work.
    pub identity: TitleIdentity,
}

/// What tells a title from all others, and which others are the same work (identiteit).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TitleIdentity {
    /// Its number in the national catalogue.
    pub ppn: Option<Ppn>,
    /// The numbers of the edition: bindings and parts may each have one.
    pub isbns: Vec<Isbn>,
    /// The opaque code that all editions of one work share (werk).
    pub work: Option<Box<str>>,
}

impl Title {
    /// The code of its work, if it is known.
    pub fn work(&self) -> Option<&str> {
        self.identity.work.as_deref()
    }

    /// The same title as an edition of a work.
    #[must_use]
    pub fn in_work(mut self, code: &str) -> Self {
        self.identity.work = Some(code.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_is_read_as_it_is_written() {
        for (category, word) in Category::WORDS {
            assert_eq!(Category::from_word(word), Some(category));
            assert_eq!(category.word(), word);
        }
    }
}
