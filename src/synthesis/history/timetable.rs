//! The base timetable of the past, and what became of its visits.

use super::calendar::OpenDays;
use crate::index::{IndexVec, PlaceIdx};
use crate::model::{ClockTime, IsoWeek, Province, ServiceDate, VisitMade, VisitStatus, Weekday};
use crate::random::{RngExt as _, Seed, Stream};
use crate::units::{Crates, Items, Seconds};

/// Of 1,000 visits, those that are missed, and those that are moved for no holiday (estimate).
const MISSED: u32 = 4;
const MOVED: u32 = 12;

/// When the first and the last place of a day are visited, and how far off a driver is.
const FIRST_CALL: ClockTime = ClockTime::at(8, 30);
const CALLS_MINUTES: i64 = 420;
const MINUTES_OFF: i64 = 12;

/// Reasons as planners write them.
const REASONS: [&str; 3] = ["Bus stuk", "Gladheid", "Chauffeur ziek"];

/// All visits of some weeks.
#[derive(Debug)]
pub(super) struct PastVisits {
    weeks: Vec<Vec<VisitMade>>,
    /// The days on which each place was visited, in order.
    made: IndexVec<PlaceIdx, Vec<ServiceDate>>,
}

impl PastVisits {
    /// Draws the visits of weeks in a row. O(weeks x places).
    pub(super) fn draw(
        province: &Province,
        open: &OpenDays<'_>,
        weeks: impl Iterator<Item = IsoWeek>,
        seed: Seed,
    ) -> Self {
        let mut made: IndexVec<PlaceIdx, Vec<ServiceDate>> =
            IndexVec::filled(Vec::new(), province.places().len());
        let mut drawn = Vec::new();
        for (number, week) in weeks.enumerate() {
            let mut stream = seed.stream("visits", number as u64);
            let mut visits = Vec::new();
            for (rank, place) in province.visited_places().enumerate() {
                let days = base_days(province, open, (rank, place));
                visits.extend(visits_of(open, (week, place), &days, &mut stream));
            }
            visits.sort_unstable();
            for visit in visits.iter().filter(|visit| visit.status.is_made()) {
                made[visit.place].push(visit.date);
            }
            drawn.push(visits);
        }
        Self { weeks: drawn, made }
    }

    /// The visits of a week, by its number from the first that was drawn.
    pub(super) fn week(&self, number: usize) -> &[VisitMade] {
        &self.weeks[number]
    }

    /// The first visit of a place on or after a date. O(log visits).
    pub(super) fn next(&self, place: PlaceIdx, from: ServiceDate) -> Option<ServiceDate> {
        let dates = &self.made[place];
        dates.get(dates.partition_point(|date| *date < from)).copied()
    }
}

/// The weekdays of the timetable: spread over the days on which the place can be entered, half of
/// the places a day later than the others.
fn base_days(
    province: &Province,
    open: &OpenDays<'_>,
    (rank, place): (usize, PlaceIdx),
) -> Vec<Weekday> {
    let days: Vec<Weekday> = open.permitted(place).iter().collect();
    let visits = usize::from(province.places()[place].visits_per_week).min(days.len());
    let nth = |visit: usize| days[(rank % 2 + (visit * days.len()).div_ceil(visits)) % days.len()];
    (0..visits).map(nth).collect()
}

fn visits_of(
    open: &OpenDays<'_>,
    (week, place): (IsoWeek, PlaceIdx),
    days: &[Weekday],
    stream: &mut Stream,
) -> Vec<VisitMade> {
    let mut visits: Vec<VisitMade> = Vec::new();
    let planned: Vec<ServiceDate> = days.iter().map(|day| week.date(*day)).collect();
    for date in &planned {
        let ticket = stream.random_range(0..1_000);
        let reason = REASONS[stream.random_range(0..REASONS.len())];
        let is_closed = open.is_closed(place, *date);
        let other = if is_closed || (MISSED..MISSED + MOVED).contains(&ticket) {
            let taken = |day: &ServiceDate| {
                planned.contains(day) || visits.iter().any(|visit| visit.date == *day)
            };
            let free = week.dates().filter(|day| {
                open.permitted(place).contains(day.weekday())
                    && !open.is_closed(place, *day)
                    && !taken(day)
            });
            free.min_by_key(|day| (date.days_until(*day).abs(), *day))
        } else {
            None
        };
        let (status, on, reason) = match other {
            Some(other) => (VisitStatus::Moved, other, if is_closed { "Feestdag" } else { reason }),
            None if is_closed => (VisitStatus::Excused, *date, "Feestdag"),
            None if ticket < MISSED => (VisitStatus::Missed, *date, reason),
            None => (VisitStatus::Made, *date, ""),
        };
        visits.push(visit((place, on), status, (*date, reason), stream));
    }
    visits
}

fn visit(
    (place, date): (PlaceIdx, ServiceDate),
    status: VisitStatus,
    (planned, reason): (ServiceDate, &str),
    stream: &mut Stream,
) -> VisitMade {
    const SECONDS_PER_MINUTE: i64 = 60;
    const PLACES_A_DAY: i64 = 20;
    let usual = i64::from(place.0) % PLACES_A_DAY * CALLS_MINUTES / PLACES_A_DAY;
    let minutes = usual + stream.random_range(-MINUTES_OFF..=MINUTES_OFF);
    let crates = stream.random_range(2..=6);
    let is_made = status.is_made();
    VisitMade {
        date,
        place,
        status,
        planned: Some(planned),
        time: is_made.then(|| FIRST_CALL.plus(Seconds(minutes * SECONDS_PER_MINUTE))),
        reason: reason.into(),
        crates_in: is_made.then_some(Crates(crates)),
        crates_out: is_made.then_some(Crates(crates)),
        items: None::<Items>,
    }
}
