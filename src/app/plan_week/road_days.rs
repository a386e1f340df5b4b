//! The days of a week by the roads that are open on them.

use super::PlanRequest;
use super::fleet::WEEK;
use crate::model::ServiceDate;
use crate::travel::Detour;

/// Days on which the same roads are open are alike: the search has one matrix for all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RoadDays {
    /// A date of each class.
    pub(super) dates: Vec<ServiceDate>,
    /// The class of each day, Monday first.
    pub(super) of_day: [usize; WEEK],
}

impl RoadDays {
    /// The classes of a week; one where no road is closed. `O(detours)` a day.
    pub(super) fn of(request: &PlanRequest<'_>) -> Self {
        let mut classes: Vec<(ServiceDate, Vec<&Detour>)> = Vec::new();
        let mut of_day = [0; WEEK];
        for (class, date) in of_day.iter_mut().zip(request.week.dates()) {
            let closed: Vec<&Detour> = request.travel.detours_on(date).collect();
            *class = classes.iter().position(|(_, other)| *other == closed).unwrap_or_else(|| {
                classes.push((date, closed));
                classes.len() - 1
            });
        }
        Self { dates: classes.into_iter().map(|(date, _)| date).collect(), of_day }
    }
}
