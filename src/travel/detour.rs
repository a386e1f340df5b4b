//! Roads that are closed between dates, as what they add to the ways that lead through them.

use crate::index::PlaceIdx;
use crate::model::ServiceDate;
use crate::travel::TravelLeg;
use crate::units::{Metres, Seconds};

/// What a closed road adds to ways on some days (omleiding).
///
/// Where several apply to one way on one day, all of them count, one on top of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detour {
    /// Where the way begins; `None` is anywhere.
    pub from: Option<PlaceIdx>,
    /// Where the way ends; `None` is anywhere.
    pub to: Option<PlaceIdx>,
    /// The first day on which the road is closed.
    pub first: ServiceDate,
    /// The last such day.
    pub last: ServiceDate,
    /// How much farther it is; below zero where the slower way round is shorter.
    pub distance: Metres,
    /// How much longer it takes.
    pub duration: Seconds,
    /// What is closed, for people.
    pub reason: String,
}

impl Detour {
    /// Whether it applies on a date.
    pub fn is_on(&self, date: ServiceDate) -> bool {
        self.first <= date && date <= self.last
    }

    /// Whether it lengthens the way from one place to another, on the days on which it applies.
    pub fn is_between(&self, from: PlaceIdx, to: PlaceIdx) -> bool {
        self.from.is_none_or(|place| place == from) && self.to.is_none_or(|place| place == to)
    }

    /// A way with the detour on it; no way is shorter than nothing.
    pub(super) fn lengthen(&self, leg: TravelLeg) -> TravelLeg {
        TravelLeg {
            distance: (leg.distance + self.distance).max(Metres::ZERO),
            duration: leg.duration + self.duration,
        }
    }
}
