//! The transport norm, as it was met.

use std::collections::BTreeMap;

use crate::index::{IndexVec, PlaceIdx};
use crate::model::{Calendar, History, IsoWeek, Period, Province, VisitStatus, Weekday};

/// A place in a week, with a number of its visits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlaceWeek {
    /// The week.
    pub week: IsoWeek,
    /// The place.
    pub place: PlaceIdx,
    /// How many visits.
    pub visits: u64,
}

/// The visits of a place in a period (bezoeken per vestiging).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlaceVisits {
    /// Visits that the norm asks for.
    pub required: u64,
    /// Visits on the day that was planned.
    pub made: u64,
    /// Visits on another day than planned.
    pub moved: u64,
    /// Visits of the norm that fell away with a proven excuse.
    pub excused: u64,
    /// Visits of the norm that are neither made nor excused.
    pub missing: u64,
}

/// The visits of a period against the norm (transportnorm).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransportFacts {
    /// Visits of served places that were made, moved ones too.
    pub visits: u64,
    /// Visits that the norm asks for.
    pub required: u64,
    /// Visits of the norm that fell away with an excuse on record that the calendar proves.
    pub excused: u64,
    /// Visits of the norm that are neither made nor excused, by week and place.
    pub missing: Vec<PlaceWeek>,
    /// Excuses on record for which the place was open on enough days, by week and place.
    pub unproven: Vec<PlaceWeek>,
    /// Weeks of the period without a single visit on record.
    pub blank_weeks: Vec<IsoWeek>,
    /// Each place by itself; nought where the norm asks for no visit.
    pub by_place: IndexVec<PlaceIdx, PlaceVisits>,
    /// Whether no visit is missing.
    pub met: bool,
}

/// Visits on record of a place in a week.
#[derive(Clone, Copy, Debug, Default)]
struct OnRecord {
    made: u64,
    moved: u64,
    excused: u64,
}

/// Measures the ISO weeks of a period. O(visits log visits + weeks x places).
///
/// A third visit at one place never makes up for a missing one at another, nor for one in another
/// week. What is not on record was not made.
pub(super) fn transport(province: &Province, history: &History, period: Period) -> TransportFacts {
    let mut on_record: BTreeMap<(IsoWeek, PlaceIdx), OnRecord> = BTreeMap::new();
    for visit in history.visits() {
        let record = on_record.entry((visit.date.iso_week(), visit.place)).or_default();
        match visit.status {
            VisitStatus::Made => record.made += 1,
            VisitStatus::Moved => record.moved += 1,
            VisitStatus::Excused => record.excused += 1,
            VisitStatus::Missed => {}
        }
    }
    let mut norm = TransportFacts {
        visits: 0,
        required: 0,
        excused: 0,
        missing: Vec::new(),
        unproven: Vec::new(),
        blank_weeks: Vec::new(),
        by_place: IndexVec::filled(PlaceVisits::default(), province.places().len()),
        met: true,
    };
    for week in period.weeks() {
        let first = (week, PlaceIdx(0));
        let mut of_week = on_record.range(first..).take_while(|((other, _), _)| *other == week);
        if of_week.next().is_none() {
            norm.blank_weeks.push(week);
        }
        let calendar = province.calendar(week);
        for place in province.places().indices() {
            let record = on_record.get(&(week, place)).copied().unwrap_or_default();
            norm.add(province, &calendar, (week, place), record);
        }
    }
    norm.met = norm.missing.is_empty();
    norm
}

impl TransportFacts {
    fn add(
        &mut self,
        province: &Province,
        calendar: &Calendar,
        (week, place): (IsoWeek, PlaceIdx),
        record: OnRecord,
    ) {
        let row = &province.places()[place];
        if !row.kind.is_served() || !row.is_visited() {
            return;
        }
        let required = u64::from(row.visits_per_week);
        let proven = required.saturating_sub(open_days(province, calendar, week, place));
        let excused = record.excused.min(proven);
        let driven = record.made + record.moved;
        self.visits += driven;
        self.required += required;
        self.excused += excused;
        let note = |visits| PlaceWeek { week, place, visits };
        if record.excused > excused {
            self.unproven.push(note(record.excused - excused));
        }
        let missing = required.saturating_sub(driven + excused);
        let of_place = &mut self.by_place[place];
        of_place.required += required;
        of_place.made += record.made;
        of_place.moved += record.moved;
        of_place.excused += excused;
        of_place.missing += missing;
        if missing > 0 {
            self.missing.push(note(missing));
        }
    }
}

/// The service days of a week on which a place is open and can be entered.
fn open_days(province: &Province, calendar: &Calendar, week: IsoWeek, place: PlaceIdx) -> u64 {
    let access = &province.places()[place].access;
    let is_open = |day: &Weekday| {
        let can_enter = access.key || !access.on(*day).is_empty();
        can_enter && calendar.closed(place, week.date(*day)).is_none()
    };
    province.settings().service_days.iter().filter(is_open).count() as u64
}
