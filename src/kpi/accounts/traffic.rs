//! Items sent and received.

use crate::index::{IndexVec, OrganisationIdx, PlaceIdx, SquareMatrix};
use crate::kpi::LeadTime;
use crate::kpi::fulfilment::copies;
use crate::model::{ItemMove, ParcelKind, Period, Province};

/// Who owns each place: all that accounts need of a province before it is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owners {
    of_place: IndexVec<PlaceIdx, OrganisationIdx>,
    organisations: usize,
}

impl Owners {
    /// The organisation of each place, of so many organisations.
    pub const fn new(of_place: IndexVec<PlaceIdx, OrganisationIdx>, organisations: usize) -> Self {
        Self { of_place, organisations }
    }

    /// The owners in a province.
    pub fn of(province: &Province) -> Self {
        let of_place = province.places().iter().map(|place| place.organisation).collect();
        Self::new(of_place, province.organisations().len())
    }

    /// The organisation of a place.
    pub fn at(&self, place: PlaceIdx) -> OrganisationIdx {
        self.of_place[place]
    }

    /// The number of organisations.
    pub const fn organisations(&self) -> usize {
        self.organisations
    }

    /// The number of places.
    pub const fn places(&self) -> usize {
        self.of_place.len()
    }
}

/// How many kinds of items there are.
pub const KINDS: usize = ParcelKind::WORDS.len();

/// Items of a place, by kind in the order of [`ParcelKind::WORDS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlaceTraffic {
    /// Items that left in the period.
    pub sent: [u64; KINDS],
    /// Items that arrived in the period.
    pub received: [u64; KINDS],
}

impl PlaceTraffic {
    /// Requested items sent and received (aanvragen uit en in).
    pub const fn requests(&self) -> (u64, u64) {
        (self.sent[ParcelKind::Request as usize], self.received[ParcelKind::Request as usize])
    }

    /// All items sent and received.
    pub fn all(&self) -> (u64, u64) {
        (self.sent.iter().sum(), self.received.iter().sum())
    }

    fn plus(mut self, other: &Self) -> Self {
        for kind in 0..KINDS {
            self.sent[kind] += other.sent[kind];
            self.received[kind] += other.received[kind];
        }
        self
    }
}

/// What moved in a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Traffic {
    /// Who owns each place.
    pub owners: Owners,
    /// The period.
    pub period: Period,
    /// Items by place.
    pub places: IndexVec<PlaceIdx, PlaceTraffic>,
    /// Requested items that arrived, from an organisation (row) to another (column) or itself.
    pub delivered: SquareMatrix<OrganisationIdx, u64>,
    /// Days from acceptance to arrival of awaited items, all and by organisation of the receiver.
    pub lead_time: LeadTime,
    /// The same by organisation of the receiver.
    pub lead_times: IndexVec<OrganisationIdx, LeadTime>,
}

impl Traffic {
    /// Nothing yet, of a period.
    pub fn new(owners: &Owners, period: Period) -> Self {
        let organisations = owners.organisations();
        Self {
            owners: owners.clone(),
            period,
            places: IndexVec::filled(PlaceTraffic::default(), owners.places()),
            delivered: SquareMatrix::from_fn(organisations, |_, _| 0),
            lead_time: LeadTime::default(),
            lead_times: IndexVec::filled(LeadTime::default(), organisations),
        }
    }

    /// Adds a move, as far as it left or arrived in the period.
    pub fn add(&mut self, moved: &ItemMove) {
        let (items, kind) = (copies(moved.items), moved.kind as usize);
        if self.period.contains(moved.sent) {
            self.places[moved.from].sent[kind] += items;
        }
        let to = self.owners.at(moved.to);
        if moved.received.is_some_and(|day| self.period.contains(day)) {
            self.places[moved.to].received[kind] += items;
            if moved.kind == ParcelKind::Request {
                let from = self.owners.at(moved.from);
                self.delivered.set(from, to, self.delivered.at(from, to) + items);
            }
        }
        self.lead_time.add_move(moved, self.period);
        self.lead_times[to].add_move(moved, self.period);
    }

    /// The same with the means of its lead times.
    #[must_use]
    pub fn closed(mut self) -> Self {
        self.lead_time = self.lead_time.with_mean();
        self.lead_times = self.lead_times.into_iter().map(LeadTime::with_mean).collect();
        self
    }

    /// What the places of an organisation sent and received together.
    pub fn of_organisation(&self, organisation: OrganisationIdx) -> PlaceTraffic {
        let places = self.places.iter_indexed();
        let own = places.filter(|(place, _)| self.owners.at(*place) == organisation);
        own.fold(PlaceTraffic::default(), |sum, (_, of)| sum.plus(of))
    }
}
