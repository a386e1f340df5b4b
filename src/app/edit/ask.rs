//! A manual edit, as people type it and as the log keeps it.

use std::fmt;
use std::str::FromStr;

use crate::app::replan::ParseAskError;
use crate::model::ServiceDate;

/// A visit, by place and date: `EMM-01@2026-11-24`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitAt {
    /// The code of the place.
    pub place: String,
    /// The day.
    pub date: ServiceDate,
}

/// Where a visit goes on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// The code of the vehicle; without it the one that comes now, or a trolley.
    pub vehicle: Option<String>,
    /// The turn that the visit then has, from 1; without it the last.
    pub position: Option<usize>,
}

/// A change by hand, done exactly as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A visit gets another turn or another vehicle on its day.
    Move {
        /// The visit.
        visit: VisitAt,
        /// Where to.
        to: Turn,
    },
    /// Two visits change places.
    Swap {
        /// The one.
        a: VisitAt,
        /// The other.
        b: VisitAt,
    },
    /// A visit more.
    Insert {
        /// The visit.
        visit: VisitAt,
        /// Where.
        to: Turn,
    },
    /// A visit less.
    Remove {
        /// The visit.
        visit: VisitAt,
    },
    /// A visit goes to another day.
    Day {
        /// The visit.
        visit: VisitAt,
        /// The day.
        date: ServiceDate,
        /// Where on that day.
        to: Turn,
    },
}

impl FromStr for VisitAt {
    type Err = ParseAskError;

    fn from_str(text: &str) -> Result<Self, ParseAskError> {
        let form = ParseAskError::of("PLACE@2026-11-24");
        let (place, date) = text.rsplit_once('@').ok_or(form)?;
        let place = Some(place).filter(|place| !place.is_empty()).ok_or(form)?.to_owned();
        Ok(Self { place, date: date.parse()? })
    }
}

impl fmt::Display for VisitAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.place, self.date)
    }
}

impl fmt::Display for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(vehicle) = &self.vehicle {
            write!(f, " --vehicle {vehicle}")?;
        }
        self.position.map_or(Ok(()), |position| write!(f, " --position {position}"))
    }
}

impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Move { visit, to } => write!(f, "move {visit}{to}"),
            Self::Swap { a, b } => write!(f, "swap {a} {b}"),
            Self::Insert { visit, to } => write!(f, "insert {visit}{to}"),
            Self::Remove { visit } => write!(f, "remove {visit}"),
            Self::Day { visit, date, to } => write!(f, "day {visit} {date}{to}"),
        }
    }
}
