//! Travel by the hour of the day, as the search and its timeline take it.

use super::fleet::whole;
use crate::index::PlaceIdx;
use crate::model::ServiceDate;
use crate::travel::{HourStep, TravelMatrix};
use crate::vrp::Step;

/// The steps of a way on a date; none where it takes equally long at any hour.
pub(super) fn steps(
    travel: &TravelMatrix,
    date: ServiceDate,
    (from, to): (PlaceIdx, PlaceIdx),
) -> Vec<Step> {
    let step = |of: HourStep| Step {
        begin: whole(of.begin.since_midnight().0),
        duration: whole(of.duration.0),
    };
    travel.steps_on(date, from, to).into_iter().map(step).collect()
}
