//! Why the province does not fill a request itself.

use super::words::word_of;

/// Why a copy asked for is not filled inside the province within its limit
/// (tekort); the first that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shortage {
    /// No place of the province has the title, or another edition that would do; of a request for
    /// the copy of one place, that place has none.
    NobodyHolds,
    /// All copies are out, and none comes back in time.
    AllOut,
    /// Others get the copies that there are.
    TooFew,
    /// A copy is there, and arrives too late.
    TooLate,
    /// A copy could arrive in time, and its lender can pull no more, its organisation lends no more,
    /// or the hold shelf is full.
    NoRoom,
}

impl Shortage {
    /// All of them with the word that machines read.
    pub const WORDS: [(Self, &'static str); 5] = [
        (Self::NobodyHolds, "nobody-holds"),
        (Self::AllOut, "all-out"),
        (Self::TooFew, "too-few"),
        (Self::TooLate, "too-late"),
        (Self::NoRoom, "no-room"),
    ];

    /// The word that machines read.
    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, &self)
    }
}
