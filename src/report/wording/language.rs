//! The languages of sheets and messages.

use super::Wording;
use super::en::ENGLISH;
use super::nl::DUTCH;

/// A language that sheets and messages speak (taal).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Nederlands, what planners, drivers and branches read.
    #[default]
    Dutch,
    /// English.
    English,
}

impl Language {
    /// The language of a word on the command line: `nl` or `en`.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "nl" => Some(Self::Dutch),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The word on the command line, which is also the HTML `lang` attribute.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }

    /// The table of words.
    pub(in crate::report) const fn wording(self) -> &'static Wording {
        match self {
            Self::Dutch => &DUTCH,
            Self::English => &ENGLISH,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_read_as_it_is_written_and_dutch_is_the_default() {
        for language in [Language::Dutch, Language::English] {
            assert_eq!(Language::from_word(language.word()), Some(language));
        }
        assert_eq!(Language::from_word("de"), None);
        assert_eq!(Language::default(), Language::Dutch);
    }
}
