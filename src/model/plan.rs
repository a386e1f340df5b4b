//! A plan: supplies, visits, routes, crates, excuses; all that the referee needs.

use std::collections::BTreeSet;

use super::{
    ClockTime, CostBreakdown, IsoWeek, Parcel, ParcelOrigin, Province, Request, ServiceDate,
    WeekdaySet,
};
use crate::index::{
    DriverIdx, IndexVec, ParcelIdx, PlaceIdx, RequestIdx, RouteIdx, TitleIdx, VehicleIdx, VisitIdx,
};
use crate::units::{Crates, Items, Metres, Seconds};

/// Who fills a request (herkomst).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A copy on the shelf of a place.
    Shelf(PlaceIdx),
    /// A copy of the province that is out and comes back within the request's limit.
    Returning,
    /// A library outside the province (bovenprovinciaal).
    Outside,
    /// Nobody, within the request's limit.
    Unfilled,
}

/// The choice for a request, or for a part of a group request (levering).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Supply {
    /// The request.
    pub request: RequestIdx,
    /// Who fills it.
    pub source: Source,
    /// Another edition of the work that fills it; `None` for the title asked for.
    pub edition: Option<TitleIdx>,
    /// How many copies of it.
    pub quantity: Items,
}

impl Supply {
    /// The title of which it is a copy.
    pub fn title(&self, request: &Request) -> TitleIdx {
        self.edition.unwrap_or(request.title)
    }
}

/// What is in one crate or bag: parcels and how many of their items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CrateFill {
    /// The contents, in parcel order.
    pub contents: Vec<(ParcelIdx, Items)>,
}

/// What a visit brings (afleveren).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// Destination crates, filled at the hub.
    pub crates: Vec<CrateFill>,
    /// A bag out of a mixed crate of the route.
    pub bag: Option<CrateFill>,
    /// Empty crates, for the next pickup.
    pub empties: Crates,
    /// No packing needs fewer crates for the whole delivery.
    pub crates_at_least: Crates,
}

/// What a visit takes along (ophalen).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pickup {
    /// Unsorted crates for the hub.
    pub crates: Vec<CrateFill>,
    /// Empty crates that are too many there.
    pub empties: Crates,
    /// No packing needs fewer crates.
    pub crates_at_least: Crates,
}

/// A visit of a place on a date (bezoek).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The place.
    pub place: PlaceIdx,
    /// The date.
    pub date: ServiceDate,
    /// The route, or `None` for a visit by trolley within the hub's building.
    pub route: Option<RouteIdx>,
    /// When the vehicle arrives.
    pub arrival: ClockTime,
    /// When service starts, after waiting for access.
    pub start: ClockTime,
    /// When service ends.
    pub end: ClockTime,
    /// What it brings.
    pub delivery: Delivery,
    /// What it takes along.
    pub pickup: Pickup,
}

/// A break on a route (pauze).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// Taken after the visit of this rank, from 0.
    pub after_rank: usize,
    /// When it starts.
    pub start: ClockTime,
    /// How long it lasts.
    pub duration: Seconds,
}

/// A crate with the bags of several destinations, on board for the whole route (mengkrat).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MixedCrate {
    /// The visits whose bags it holds.
    pub visits: Vec<VisitIdx>,
}

/// A sealed bag that goes from one stop of a route to a later one, past the hub (rechtstreekse
/// zak). On its legs it takes the room of a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferBag {
    /// The visit that takes it along.
    pub from: VisitIdx,
    /// The visit that brings it.
    pub to: VisitIdx,
    /// What is in it: whole parcels from the one place to the other.
    pub fill: CrateFill,
}

/// One vehicle on one day, from the hub and back (rit).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The vehicle.
    pub vehicle: VehicleIdx,
    /// The driver.
    pub driver: DriverIdx,
    /// The date.
    pub date: ServiceDate,
    /// When it leaves the hub, loaded.
    pub departure: ClockTime,
    /// When it is back at the hub.
    pub back: ClockTime,
    /// The visits, in driving order.
    pub visits: Vec<VisitIdx>,
    /// The breaks, in time order.
    pub breaks: Vec<Break>,
    /// Crates with bags.
    pub mixed_crates: Vec<MixedCrate>,
    /// Bags from stop to stop, by the ranks of their stops.
    pub transfers: Vec<TransferBag>,
    /// The road from the hub, along the visits and back.
    pub distance: Metres,
}

/// A visit that the following week is assumed to make, so that arrivals after this week are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FollowingVisit {
    /// The place.
    pub place: PlaceIdx,
    /// The date, in the week after the plan's.
    pub date: ServiceDate,
}

/// Why a place gets fewer visits than the norm asks for (geldige reden).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExcuseReason {
    /// It is open on too few days of the week.
    ClosedDays {
        /// The service days of the week on which it can be visited.
        open: WeekdaySet,
    },
}

/// A missing visit with its reason on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excuse {
    /// The place.
    pub place: PlaceIdx,
    /// How many visits are missing.
    pub visits: u8,
    /// Why.
    pub reason: ExcuseReason,
}

/// What stopped something from being served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnservedReason {
    /// No vehicle can make the visit within its shift, capacity and the place's windows.
    NoRouteFits {
        /// How many seconds longer the best route would have to be allowed to last.
        short: Seconds,
    },
    /// The vehicle is full, and less urgent parcels stay behind.
    VehicleFull {
        /// The crates that did not fit.
        crates: Crates,
    },
    /// The branch has too few empty crates to fill for this visit.
    NoEmptyCrates {
        /// The crates that are missing.
        crates: Crates,
    },
    /// The parcel fits into no crate.
    Oversize,
    /// The place sends or receives nothing from the day it is ready to the end of the following week.
    NoVisit,
    /// The pick-up place is not in use on any day of the week.
    NotInUse,
}

/// Something that the plan does not serve, and why (niet bediend).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unserved {
    /// A visit that is missing without an excuse.
    Visit {
        /// The place.
        place: PlaceIdx,
        /// Why.
        reason: UnservedReason,
    },
    /// Items of a parcel that stay behind.
    Parcel {
        /// The parcel.
        parcel: ParcelIdx,
        /// How many items of it.
        items: Items,
        /// Why.
        reason: UnservedReason,
    },
    /// A request that waits for another week.
    Request {
        /// The request.
        request: RequestIdx,
        /// Why.
        reason: UnservedReason,
    },
}

/// A plan of a week (weekplanning).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The week.
    pub week: IsoWeek,
    /// Who fills which request, in request order; quantities of a request add up to its own.
    pub supplies: Vec<Supply>,
    /// Everything that moves.
    pub parcels: IndexVec<ParcelIdx, Parcel>,
    /// The visits, by date and then by route and rank.
    pub visits: IndexVec<VisitIdx, Visit>,
    /// The routes, by date and then by vehicle.
    pub routes: IndexVec<RouteIdx, Route>,
    /// The visits that the following week is assumed to make, by date and place.
    pub following: Vec<FollowingVisit>,
    /// Missing visits with a reason.
    pub excuses: Vec<Excuse>,
    /// What is not served.
    pub unserved: Vec<Unserved>,
    /// What it costs.
    pub cost: CostBreakdown,
}

impl Route {
    /// The bags from stop to stop that a visit takes along or brings.
    pub fn transfers_at(&self, visit: VisitIdx) -> impl Iterator<Item = &TransferBag> {
        self.transfers.iter().filter(move |bag| bag.from == visit || bag.to == visit)
    }
}

impl Plan {
    /// The parcels that ride in bags from stop to stop, past the hub.
    pub fn transferred(&self) -> BTreeSet<ParcelIdx> {
        let bags = self.routes.iter().flat_map(|route| &route.transfers);
        bags.flat_map(|bag| &bag.fill.contents).map(|(parcel, _)| *parcel).collect()
    }

    /// The parcels of requests with the supplies behind them, which stand in one order.
    /// O(parcels + supplies).
    pub fn supplied_parcels(
        &self,
        province: &Province,
    ) -> impl Iterator<Item = (ParcelIdx, &Supply)> {
        let of_requests = self.parcels.iter_indexed();
        let of_requests =
            of_requests.filter(|(_, parcel)| matches!(parcel.origin, ParcelOrigin::Request(_)));
        let moved = self.supplies.iter().filter(|supply| match supply.source {
            Source::Shelf(lender) => lender != province.requests()[supply.request].pickup,
            Source::Returning | Source::Outside | Source::Unfilled => false,
        });
        of_requests.map(|(index, _)| index).zip(moved)
    }
}
