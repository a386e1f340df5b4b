//! What a scenario can change.

use crate::index::{PlaceIdx, TitleIdx};
use crate::model::Category;
use crate::simulation::loan_length::LoanLengths;
use crate::simulation::ways::Ways;

/// Which copies a change takes: so many of a category, or of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copies {
    /// How many.
    pub count: usize,
    /// Of which category; `None` is of all.
    pub category: Option<Category>,
}

/// What the background collection has (achtergrondcollectie), a copy of each title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    /// The most wanted titles that no branch holds.
    MostWanted(usize),
    /// Titles at random out of all that anybody asks for; a larger number has all of a smaller.
    Random(usize),
}

/// What becomes of the last copy of a title in the province.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LastCopy {
    /// It stays.
    #[default]
    Stays,
    /// It goes like any other.
    Goes,
}

/// Which titles are bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The most wanted that the place does not hold.
    MissingHere(Copies),
    /// The most wanted that nobody in the province holds.
    MissingEverywhere(Copies),
    /// So many copies of one title.
    Title(TitleIdx, usize),
}

/// One change (wijziging). Wanted is by demand: titles are taken from the most or from the least
/// wanted, ties by index.
#[derive(Clone, Debug)]
pub enum Change {
    /// Copies are bought (aanschaf), there from a day of the run.
    Buy {
        /// For which place.
        place: PlaceIdx,
        /// Which titles.
        choice: Choice,
        /// From when.
        day: u16,
    },
    /// The least wanted copies are weeded (afschrijven), from a day of the run.
    Weed {
        /// At which place; `None` is at all with public shelves.
        place: Option<PlaceIdx>,
        /// Which copies.
        copies: Copies,
        /// What becomes of the last copy of the province.
        last_copy: LastCopy,
        /// From when.
        day: u16,
    },
    /// The most wanted copies that the other place lacks go there (herplaatsen).
    Relocate {
        /// From where.
        from: PlaceIdx,
        /// To where.
        to: PlaceIdx,
        /// Which copies.
        copies: Copies,
    },
    /// Copies of one title go to another place.
    Carry {
        /// The title.
        title: TitleIdx,
        /// From where.
        from: PlaceIdx,
        /// To where.
        to: PlaceIdx,
        /// How many copies.
        copies: usize,
    },
    /// The least wanted copies go to the background collection (poolen).
    Pool {
        /// From where; `None` is from all public shelves.
        from: Option<PlaceIdx>,
        /// Which copies.
        copies: Copies,
    },
    /// What comes back elsewhere stays there (drijvend); `None` is all categories.
    Float(Option<Category>),
    /// The background collection is replaced.
    Background(Background),
    /// A place gets so many copies of a category: the most wanted that it lacks are bought, or
    /// the least wanted weeded; the last copy of the province stays.
    Target {
        /// The place.
        place: PlaceIdx,
        /// The category.
        category: Category,
        /// How many copies.
        copies: usize,
    },
    /// A place closes: its readers go to another, its copies too, or to the background collection
    /// where the other holds the title.
    Close {
        /// Which.
        place: PlaceIdx,
        /// Where its readers go.
        to: PlaceIdx,
    },
    /// A place opens: a part of the readers of another goes there, with the same visits, and gets
    /// the most wanted titles.
    Open {
        /// Whose readers it takes.
        near: PlaceIdx,
        /// Which part of them, 0 to 1.
        part: f64,
        /// Copies that are bought for it.
        copies: usize,
    },
    /// Another timetable, of all places.
    Timetable(Ways),
    /// Loans last longer or shorter.
    Loans(LoanLengths),
    /// Readers who want one title and no other come so many times as often.
    Demand(f64),
    /// Another share of pulls finds nothing.
    PullFailure(f64),
}
