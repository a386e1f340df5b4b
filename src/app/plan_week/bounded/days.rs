//! The sets of days that places may have, and the dates that they mean in two weeks.

use super::NoWeekBound;
use crate::app::plan_week::PlanRequest;
use crate::app::plan_week::fleet::Fleet;
use crate::app::plan_week::reasons::day_of;
use crate::app::plan_week::routes::patterns;
use crate::app::plan_week::visit_days::VisitDays;
use crate::index::{IndexVec, PlaceIdx};
use crate::model::{IsoWeek, PlaceKind, Plan, Province, ServiceDate, Weekday};
use crate::transit::{collected_on, delivered_on};
use crate::vrp::DaySet;

/// A place with the sets of days that it may have, and the visits of both weeks with each.
pub(in crate::app::plan_week) struct PlaceDays {
    pub(in crate::app::plan_week) place: PlaceIdx,
    pub(in crate::app::plan_week) patterns: Vec<DaySet>,
    /// By pattern, in date order.
    pub(in crate::app::plan_week) visits: Vec<Vec<ServiceDate>>,
}

/// All places that are visited, in their order.
pub(super) fn place_days(request: &PlanRequest<'_>) -> Result<Vec<PlaceDays>, NoWeekBound> {
    let province = request.province;
    let fleet = Fleet::of(request);
    let mut all = Vec::new();
    for place in province.visited_places() {
        let (patterns, lost) = patterns(request, &fleet, place);
        if lost > 0 || patterns.is_empty() {
            return Err(NoWeekBound::VisitsLost);
        }
        all.push(PlaceDays { place, patterns, visits: Vec::new() });
    }
    set_visits(&mut all, province, |days| VisitDays::of_days(province, request.week, days));
    Ok(all)
}

/// The visits of both weeks with each pattern of places; the following week follows from the days
/// of this one, place by place.
pub(in crate::app::plan_week) fn set_visits(
    all: &mut [PlaceDays],
    province: &Province,
    weeks: impl Fn(IndexVec<PlaceIdx, u8>) -> VisitDays,
) {
    let most = all.iter().map(|of| of.patterns.len()).max().unwrap_or(0);
    for rank in 0..most {
        let mut days = IndexVec::filled(0_u8, province.places().len());
        for of in &*all {
            let pattern = of.patterns[rank.min(of.patterns.len() - 1)];
            days[of.place] = u8::try_from(pattern).expect("seven days");
        }
        let timetable = weeks(days).timetable(province);
        for of in all.iter_mut().filter(|of| rank < of.patterns.len()) {
            of.visits.push(timetable.visits(of.place).to_vec());
        }
    }
}

/// The days on which a plan visits a place.
pub(super) fn set_in(plan: &Plan, place: PlaceIdx) -> DaySet {
    let visits = plan.visits.iter().filter(|visit| visit.place == place);
    visits.fold(0, |days, visit| days | 1 << day_of(visit.date))
}

/// What a place is to goods that begin or end there.
#[derive(Clone, Copy)]
pub(super) enum Dock<'a> {
    /// Sorted stock begins here, and what ends here arrives with the vehicle.
    Hub,
    /// At the hub, still to be sorted.
    Background,
    /// A place with these visits.
    Visited(&'a [ServiceDate]),
}

impl Dock<'_> {
    pub(super) fn of(province: &Province, place: PlaceIdx) -> Self {
        match province.places()[place].kind {
            PlaceKind::Hub => Self::Hub,
            PlaceKind::Background => Self::Background,
            _ => Self::Visited(&[]),
        }
    }

    /// The day on which goods that are ready here leave.
    pub(super) fn leaves(self, ready: ServiceDate) -> Option<ServiceDate> {
        match self {
            Self::Visited(visits) => collected_on(visits, ready),
            Self::Hub | Self::Background => Some(ready),
        }
    }
}

/// The day on which goods arrive that are ready on a day.
pub(super) fn arrives(
    (from, to): (Dock<'_>, Dock<'_>),
    ready: ServiceDate,
    sort_days: u8,
) -> Option<ServiceDate> {
    let leaves = from.leaves(ready)?;
    match (from, to) {
        (Dock::Hub, Dock::Visited(visits)) => collected_on(visits, leaves),
        (_, Dock::Visited(visits)) => delivered_on(visits, leaves, sort_days),
        (_, Dock::Hub | Dock::Background) => Some(leaves),
    }
}

/// To when what does not arrive counts.
pub(super) fn horizon(week: IsoWeek) -> ServiceDate {
    week.next().next().date(Weekday::Mon)
}
