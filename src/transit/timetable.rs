//! Dated visits, and the way of a parcel through them.

use crate::index::{IndexVec, PlaceIdx};
use crate::model::{PlaceKind, Province, ServiceDate};

/// The visit that collects what is ready on a day, or `None` past the last visit. O(log visits).
///
/// `visits` must be sorted.
pub fn collected_on(visits: &[ServiceDate], ready: ServiceDate) -> Option<ServiceDate> {
    visits.get(visits.partition_point(|visit| *visit < ready)).copied()
}

/// The visit that delivers what reached the hub on a day. O(log visits).
///
/// `sort_days` lie between arrival at the hub and leaving it; `visits` must be sorted.
pub fn delivered_on(
    visits: &[ServiceDate],
    at_hub: ServiceDate,
    sort_days: u8,
) -> Option<ServiceDate> {
    collected_on(visits, at_hub.plus_days(i64::from(sort_days)))
}

/// The dates on which a parcel leaves and arrives (vertrek en aankomst).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// When it leaves its place; for a parcel at the hub, the day of its delivery.
    pub leaves: ServiceDate,
    /// When it is at its destination.
    pub arrives: ServiceDate,
}

/// What a place is to a parcel that starts or ends there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Sorted stock starts here without another sort, and arrives with the van.
    Hub,
    /// In the hub's building, but not sorted yet.
    Background,
    Visited,
}

/// The dated visits of all places, over one horizon (dienstregeling).
#[derive(Clone, Debug)]
pub struct Timetable {
    visits: IndexVec<PlaceIdx, Vec<ServiceDate>>,
    roles: IndexVec<PlaceIdx, Role>,
    sort_days: u8,
}

impl Timetable {
    /// A timetable from visits in any order, over as many weeks as they span. O(n log n).
    pub fn new(
        province: &Province,
        visits: impl IntoIterator<Item = (PlaceIdx, ServiceDate)>,
    ) -> Self {
        let role = |kind| match kind {
            PlaceKind::Hub => Role::Hub,
            PlaceKind::Background => Role::Background,
            _ => Role::Visited,
        };
        let mut dates = IndexVec::filled(Vec::new(), province.places().len());
        for (place, date) in visits {
            dates[place].push(date);
        }
        for of_place in &mut dates {
            of_place.sort_unstable();
            of_place.dedup();
        }
        Self {
            visits: dates,
            roles: province.places().iter().map(|place| role(place.kind)).collect(),
            sort_days: province.settings().hub.sort_days,
        }
    }

    /// The visits of a place, in date order.
    pub fn visits(&self, place: PlaceIdx) -> &[ServiceDate] {
        &self.visits[place]
    }

    /// The way of a parcel that is ready on a day, or `None` where the horizon ends first.
    ///
    /// A parcel within one place does not move: it arrives when it is ready.
    pub fn movement(&self, from: PlaceIdx, to: PlaceIdx, ready: ServiceDate) -> Option<Movement> {
        if from == to {
            return Some(Movement { leaves: ready, arrives: ready });
        }
        let sorted_again = match self.roles[from] {
            Role::Hub => return self.out_of_hub(to, ready),
            Role::Background => ready,
            Role::Visited => collected_on(&self.visits[from], ready)?,
        };
        let arrives = match self.roles[to] {
            Role::Hub | Role::Background => sorted_again,
            Role::Visited => delivered_on(&self.visits[to], sorted_again, self.sort_days)?,
        };
        Some(Movement { leaves: sorted_again, arrives })
    }

    fn out_of_hub(&self, to: PlaceIdx, ready: ServiceDate) -> Option<Movement> {
        let out = match self.roles[to] {
            Role::Hub | Role::Background => ready,
            Role::Visited => collected_on(&self.visits[to], ready)?,
        };
        Some(Movement { leaves: out, arrives: out })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{IsoWeek, WeekdaySet};

    /// Sum over the seven days of a week of the days from request to delivery; a request is
    /// pulled on the morning after.
    fn week_sum(supplier: &str, receiver: &str) -> i64 {
        let week: IsoWeek = "2026-W48".parse().expect("a week");
        let dates = |days: &str| -> Vec<ServiceDate> {
            let days: WeekdaySet = days.parse().expect("weekdays");
            let weeks = [week, week.next(), week.next().next()];
            weeks.iter().flat_map(|week| days.iter().map(|day| week.date(day))).collect()
        };
        let (supplier, receiver) = (dates(supplier), dates(receiver));
        let lead = |placed: ServiceDate| {
            let leaves = collected_on(&supplier, placed.plus_days(1)).expect("a visit");
            let arrives = delivered_on(&receiver, leaves, 1).expect("a visit");
            placed.days_until(arrives)
        };
        week.dates().map(lead).sum()
    }

    #[test]
    fn the_pair_of_patterns_decides_the_mean_lead_time() {
        for (supplier, receiver, sum) in [
            ("Mon+Thu", "Tue+Fri", 23),
            ("Mon+Thu", "Mon+Thu", 40),
            ("Wed+Fri", "Mon+Wed", 49),
            ("Tue+Fri", "Mon+Wed", 29),
            ("Mon+Wed", "Tue+Thu", 25),
        ] {
            assert_eq!(week_sum(supplier, receiver), sum, "{supplier} to {receiver}");
        }
    }

    #[test]
    fn nothing_leaves_or_arrives_past_the_horizon() {
        let date = |text: &str| text.parse::<ServiceDate>().expect("a date");
        let visits = [date("2026-11-23"), date("2026-11-26")];
        assert_eq!(collected_on(&visits, date("2026-11-27")), None);
        assert_eq!(delivered_on(&visits, date("2026-11-26"), 1), None);
        assert_eq!(delivered_on(&visits, date("2026-11-25"), 1), Some(date("2026-11-26")));
    }
}
