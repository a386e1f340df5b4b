//! Visits as they went.

use crate::index::PlaceIdx;
use crate::model::words::{value_of, word_of};
use crate::model::{ClockTime, ServiceDate};
use crate::units::{Crates, Items};

/// What became of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VisitStatus {
    /// It was made on its day (gereden).
    Made,
    /// It was made on another day than planned (verplaatst).
    Moved,
    /// It was not made, for a reason that the norm accepts (vrijgesteld).
    Excused,
    /// It was not made (gemist).
    Missed,
}

impl VisitStatus {
    /// All values with the word that files use.
    pub const WORDS: [(Self, &'static str); 4] = [
        (Self::Made, "made"),
        (Self::Moved, "moved"),
        (Self::Excused, "excused"),
        (Self::Missed, "missed"),
    ];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, &self)
    }

    /// The value of a word, as files write it.
    pub fn from_word(word: &str) -> Option<Self> {
        value_of(&Self::WORDS, word)
    }

    /// Whether somebody was there.
    pub const fn is_made(self) -> bool {
        matches!(self, Self::Made | Self::Moved)
    }
}

/// A visit on record (bezoek): made, or not made and said so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VisitMade {
    /// The day on which it was made; of a visit that was not made, the day on which it should
    /// have been.
    pub date: ServiceDate,
    /// The place.
    pub place: PlaceIdx,
    /// What became of it.
    pub status: VisitStatus,
    /// The day on which it was planned, where that is known; another day than `date` exactly when
    /// it was moved.
    pub planned: Option<ServiceDate>,
    /// When the driver was there.
    pub time: Option<ClockTime>,
    /// Why it was moved or not made, in the words of the data.
    pub reason: Box<str>,
    /// Full crates carried in, where they were counted.
    pub crates_in: Option<Crates>,
    /// Full crates carried out, where they were counted.
    pub crates_out: Option<Crates>,
    /// Items carried in and out together, where they were counted.
    pub items: Option<Items>,
}

impl VisitMade {
    /// Whether a planned day goes with a status: a moved visit was planned on another day, any
    /// other on its own day if it was planned at all.
    pub fn is_planned_as(
        status: VisitStatus,
        date: ServiceDate,
        planned: Option<ServiceDate>,
    ) -> bool {
        match status {
            VisitStatus::Moved => planned.is_some_and(|planned| planned != date),
            VisitStatus::Made | VisitStatus::Excused | VisitStatus::Missed => {
                planned.is_none_or(|planned| planned == date)
            }
        }
    }

    /// The day of the timetable that it stands for.
    pub fn stands_for(&self) -> ServiceDate {
        self.planned.unwrap_or(self.date)
    }
}
