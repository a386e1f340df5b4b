//! What several rule families look at: derived once, from the raw input and the plan's visits.

use super::hours::takes;
use super::movement::{Calls, Way};
use super::transfers;
use crate::index::{IndexVec, ParcelIdx, PlaceIdx, VisitIdx};
use crate::model::{
    Calendar, ClockTime, CrateFill, IsoWeek, Parcel, Plan, Province, Request, Route, ServiceDate,
    Unserved, Visit, Weekday, WeekdaySet,
};
use crate::travel::{TravelLeg, TravelMatrix};
use crate::units::{Crates, Grams, Items, Millilitres, Seconds};

/// A plan whose shape holds, with what follows from its visits.
pub(super) struct Case<'a> {
    pub(super) province: &'a Province,
    pub(super) travel: &'a TravelMatrix,
    pub(super) plan: &'a Plan,
    /// The permitted days of each place in the plan's week.
    pub(super) permitted: IndexVec<PlaceIdx, WeekdaySet>,
    /// The same for the week after it.
    pub(super) permitted_next: IndexVec<PlaceIdx, WeekdaySet>,
    /// The visits of each place, this week and the following.
    pub(super) calls: Calls,
    /// The way of each parcel.
    pub(super) ways: IndexVec<ParcelIdx, Way>,
    /// The items of each parcel that stay behind.
    pub(super) left_behind: IndexVec<ParcelIdx, Items>,
}

impl<'a> Case<'a> {
    pub(super) fn new(province: &'a Province, travel: &'a TravelMatrix, plan: &'a Plan) -> Self {
        let calendar = province.calendar(plan.week);
        let calls = Calls::new(province, plan);
        let way = |parcel: &Parcel| calls.way(province, (parcel.from, parcel.to), parcel.ready);
        let mut left_behind = IndexVec::filled(Items::ZERO, plan.parcels.len());
        for unserved in &plan.unserved {
            if let Unserved::Parcel { parcel, items, .. } = unserved {
                left_behind[*parcel] += *items;
            }
        }
        let mut ways = plan.parcels.iter().map(way).collect();
        transfers::shorten(plan, &mut ways);
        Self {
            province,
            travel,
            plan,
            permitted: permitted_days(province, &calendar, plan.week),
            permitted_next: permitted_days(province, &calendar, plan.week.next()),
            ways,
            calls,
            left_behind,
        }
    }

    /// The last service day of the week: what is placed or ready later is not considered.
    pub(super) fn last_day(&self) -> ServiceDate {
        let last = self.province.settings().service_days.iter().last();
        self.plan.week.date(last.unwrap_or(Weekday::Sun))
    }

    /// The first day on which a copy for a request can leave a shelf.
    pub(super) fn ready(&self, request: &Request) -> ServiceDate {
        request.placed.plus_days(1).max(self.plan.week.date(Weekday::Mon))
    }

    /// The visits that the norm asks for in the plan's week: none where no day of it is one of use.
    pub(super) fn asked(&self, place: PlaceIdx) -> u8 {
        let row = &self.province.places()[place];
        if self.is_in_use(place) { row.visits_per_week } else { 0 }
    }

    /// Whether some day of the plan's week lies between the opening and the closing of a place.
    pub(super) fn is_in_use(&self, place: PlaceIdx) -> bool {
        let period = self.province.places()[place].registration.in_use;
        let opened = period.opens.is_none_or(|day| day <= self.plan.week.date(Weekday::Sun));
        let closed = period.closes.is_some_and(|day| day < self.plan.week.date(Weekday::Mon));
        opened && !closed
    }

    /// Mass and volume of what a crate or bag holds, without the crate itself.
    pub(super) fn weigh(&self, fill: &CrateFill) -> (Grams, Millilitres) {
        let mut mass = Grams::ZERO;
        let mut volume = Millilitres::ZERO;
        for (parcel, items) in &fill.contents {
            let parcel = &self.plan.parcels[*parcel];
            mass += parcel.grams_each * items.0;
            volume += parcel.millilitres_each * items.0;
        }
        (mass, volume)
    }

    /// The legs of a route, from the hub and back to it, by the hours at which they are driven;
    /// `None` where there is no way.
    pub(super) fn legs(&self, route: &Route) -> Vec<Option<TravelLeg>> {
        let hub = self.province.hub();
        let mut at = hub;
        let mut leaves = route.departure;
        let mut legs = Vec::with_capacity(route.visits.len() + 1);
        for (rank, visit) in route.visits.iter().enumerate() {
            let visit = &self.plan.visits[*visit];
            legs.push(self.leg((at, visit.place), route.date, leaves));
            at = visit.place;
            leaves = visit.end.plus(rest_after(route, rank));
        }
        legs.push(self.leg((at, hub), route.date, leaves));
        legs
    }

    /// A way as it is driven from a moment on.
    fn leg(
        &self,
        (from, to): (PlaceIdx, PlaceIdx),
        date: ServiceDate,
        leaves: ClockTime,
    ) -> Option<TravelLeg> {
        let leg = self.travel.leg_on(date, from, to)?;
        let steps = self.travel.steps_on(date, from, to);
        let by_hour = (!steps.is_empty()).then(|| takes(&steps, leaves));
        Some(TravelLeg { duration: by_hour.unwrap_or(leg.duration), ..leg })
    }

    /// From the start of loading to the end of unloading, breaks included.
    pub(super) fn span(&self, route: &Route) -> Seconds {
        let hub = &self.province.settings().hub;
        route.departure.until(route.back) + hub.loading + hub.unloading
    }
}

/// The breaks of a route after the visit of a rank.
pub(super) fn rest_after(route: &Route, rank: usize) -> Seconds {
    let breaks = route.breaks.iter().filter(|pause| pause.after_rank == rank);
    breaks.map(|pause| pause.duration).sum()
}

/// All breaks of a route together.
pub(super) fn rest_of(route: &Route) -> Seconds {
    route.breaks.iter().map(|pause| pause.duration).sum()
}

/// Crates carried in and out of a place at a visit, full and empty; bags are carried too.
pub(super) fn handled(case: &Case<'_>, index: VisitIdx) -> i64 {
    let visit = &case.plan.visits[index];
    let transfers = visit.route.map_or(0, |route| {
        let bags = &case.plan.routes[route].transfers;
        bags.iter().filter(|bag| bag.from == index || bag.to == index).count()
    });
    crates_in(visit).0
        + crates_out(visit).0
        + i64::from(visit.delivery.bag.is_some())
        + i64::try_from(transfers).expect("a vector is shorter than 2^63")
}

/// Crates that a visit leaves at the place; a bag carries none.
pub(super) fn crates_in(visit: &Visit) -> Crates {
    full(&visit.delivery.crates) + visit.delivery.empties
}

/// Crates that a visit takes along.
pub(super) fn crates_out(visit: &Visit) -> Crates {
    full(&visit.pickup.crates) + visit.pickup.empties
}

/// The number of filled crates.
pub(super) fn full(crates: &[CrateFill]) -> Crates {
    Crates(i64::try_from(crates.len()).expect("a vector is shorter than 2^63"))
}

fn permitted_days(
    province: &Province,
    calendar: &Calendar,
    week: IsoWeek,
) -> IndexVec<PlaceIdx, WeekdaySet> {
    let places = province.places();
    let days_of = |place: PlaceIdx| {
        let access = &places[place].access;
        let reached = |day: &Weekday| access.key || !access.on(*day).is_empty();
        let open = |day: &Weekday| calendar.closed(place, week.date(*day)).is_none();
        WeekdaySet::of(province.settings().service_days.iter().filter(reached).filter(open))
    };
    places.indices().map(days_of).collect()
}
