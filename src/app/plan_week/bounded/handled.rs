//! What visits surely handle: what a place puts out hangs on its own days alone, and so does what
//! comes to it from the hub. What comes from other places hangs on the days of both.

use std::collections::BTreeMap;
use std::iter::Sum;

use super::days::{Dock, PlaceDays, arrives};
use crate::app::plan_week::PlanRequest;
use crate::index::{IndexVec, ParcelIdx, PlaceIdx};
use crate::model::{Parcel, Plan, ServiceDate, Unserved};
use crate::units::{Items, Seconds};

/// Goods of a visit: room and mass of what lies in crates with others, and crates of their own.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Load {
    goods: [i64; 2],
    crates: i64,
}

impl Load {
    fn add(&mut self, parcel: &Parcel, items: Items) {
        if let Some(crates) = parcel.whole_crates {
            self.crates += if items == parcel.items { crates.0 } else { 0 };
        } else {
            self.goods[0] += items.0 * parcel.millilitres_each.0;
            self.goods[1] += items.0 * parcel.grams_each.0;
        }
    }

    /// Crates and bags that it takes at least.
    pub(super) fn containers(&self, holds: [i64; 2]) -> i64 {
        let up = |of: usize| (self.goods[of] + holds[of] - 1) / holds[of];
        self.crates + up(0).max(up(1))
    }

    /// The containers that one measure of its goods fills, in so many parts of one, rounded down.
    pub(super) fn filled(&self, (measure, holds): (usize, i64), parts: i64) -> i64 {
        self.crates * parts + self.goods[measure] * parts / holds
    }
}

impl Sum for Load {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::default(), |sum, of| Self {
            goods: [0, 1].map(|measure| sum.goods[measure] + of.goods[measure]),
            crates: sum.crates + of.crates,
        })
    }
}

/// Room and mass of the larger of a crate and a bag, as which each counts.
pub(super) fn holds(request: &PlanRequest<'_>) -> [i64; 2] {
    let settings = request.province.settings();
    let (crate_type, bag) = (&settings.crate_type, &settings.bag);
    let room = crate_type.net_volume().0.max(bag.volume.0);
    let mass = crate_type.net_mass().0.max(bag.mass.0);
    [room.max(1), mass.max(1)]
}

/// What a visit handles whatever the days of other places.
pub(super) struct Sure {
    pub(super) taken: Load,
    /// From the hub.
    pub(super) brought: Load,
}

impl Sure {
    pub(super) fn containers(&self, holds: [i64; 2]) -> i64 {
        self.taken.containers(holds) + self.brought.containers(holds)
    }
}

/// The parcels of a plan by both ends.
pub(super) struct Handled<'a> {
    /// The parcels that begin, and those that end, at each place.
    out: IndexVec<PlaceIdx, Vec<(&'a Parcel, Items)>>,
    into: IndexVec<PlaceIdx, Vec<(&'a Parcel, Items)>>,
}

impl<'a> Handled<'a> {
    /// Without what the plan leaves behind.
    pub(super) fn of(request: &PlanRequest<'_>, plan: &'a Plan) -> Self {
        let mut left: BTreeMap<ParcelIdx, Items> = BTreeMap::new();
        for unserved in &plan.unserved {
            if let Unserved::Parcel { parcel, items, .. } = unserved {
                *left.entry(*parcel).or_default() += *items;
            }
        }
        let none = IndexVec::filled(Vec::new(), request.province.places().len());
        let mut handled = Self { out: none.clone(), into: none };
        for (index, parcel) in plan.parcels.iter_indexed() {
            let left = left.get(&index).copied().unwrap_or(Items::ZERO);
            let kept = Items((parcel.items - left).0.max(0));
            if parcel.from != parcel.to {
                handled.out[parcel.from].push((parcel, kept));
                handled.into[parcel.to].push((parcel, kept));
            }
        }
        handled
    }

    /// How long a visit lasts at least on a date, with the pattern that makes it shortest.
    pub(super) fn service(
        &self,
        request: &PlanRequest<'_>,
        of: &PlaceDays,
        date: ServiceDate,
    ) -> Seconds {
        let service = &request.province.places()[of.place].service;
        service.fixed + service.per_crate * self.least(request, of, date)
    }

    /// The containers of a visit on a date with the pattern that has the fewest.
    pub(super) fn least(
        &self,
        request: &PlanRequest<'_>,
        of: &PlaceDays,
        date: ServiceDate,
    ) -> i64 {
        let on_date = of.visits.iter().filter(|visits| visits.contains(&date));
        let sure = on_date.map(|visits| self.sure(request, of.place, (visits, date)));
        sure.map(|sure| sure.containers(holds(request))).min().unwrap_or(0)
    }

    /// What is handled on a date that is among the visits of a place.
    pub(super) fn sure(
        &self,
        request: &PlanRequest<'_>,
        place: PlaceIdx,
        (visits, date): (&[ServiceDate], ServiceDate),
    ) -> Sure {
        let settings = request.province.settings();
        let here = Dock::Visited(visits);
        let mut sure = Sure { taken: Load::default(), brought: Load::default() };
        for (parcel, items) in &self.out[place] {
            if here.leaves(parcel.ready) == Some(date) {
                sure.taken.add(parcel, *items);
            }
        }
        for (parcel, items) in &self.into[place] {
            let from = Dock::of(request.province, parcel.from);
            let from_hub = !matches!(from, Dock::Visited(_));
            let arrives = || arrives((from, here), parcel.ready, settings.hub.sort_days);
            if from_hub && arrives() == Some(date) {
                sure.brought.add(parcel, *items);
            }
        }
        sure
    }

    /// What one place sends another, by the day from which on it can.
    pub(super) fn sent(&self, [from, to]: [PlaceIdx; 2]) -> BTreeMap<ServiceDate, Load> {
        let mut sent: BTreeMap<ServiceDate, Load> = BTreeMap::new();
        for (parcel, items) in self.into[to].iter().filter(|(parcel, _)| parcel.from == from) {
            sent.entry(parcel.ready).or_default().add(parcel, *items);
        }
        sent
    }
}
