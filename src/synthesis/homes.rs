//! Where an item belongs that a reader has returned.

use super::Demand;
use super::shares::PlaceDraw;
use crate::index::{IndexVec, OrganisationIdx, PlaceIdx};
use crate::model::{Place, PlaceKind};
use crate::random::{RngExt as _, Stream};

/// A draw of the home of an item, in proportion to the size of collections, places of the own
/// organisation being likelier.
///
/// Copies times preference is copies plus copies of the own organisation times what the
/// preference is more than 1: two draws in place of a table for every pair of places.
#[derive(Debug)]
pub(super) struct Homes<'a> {
    places: &'a IndexVec<PlaceIdx, Place>,
    sizes: &'a IndexVec<PlaceIdx, f64>,
    all: Option<PlaceDraw>,
    all_copies: f64,
    own: IndexVec<OrganisationIdx, Option<PlaceDraw>>,
    own_copies: IndexVec<OrganisationIdx, f64>,
    preference_more: f64,
    background: Option<PlaceIdx>,
    background_share: f64,
}

impl<'a> Homes<'a> {
    /// The homes of a province with so many copies at its open places. O(places x organisations).
    pub(super) fn new(
        places: &'a IndexVec<PlaceIdx, Place>,
        sizes: &'a IndexVec<PlaceIdx, f64>,
        demand: &Demand,
    ) -> Self {
        let bodies = places.iter().map(|place| place.organisation.0 + 1).max().unwrap_or(0);
        let own_sizes = |body: u32| -> IndexVec<PlaceIdx, f64> {
            let own = |place: PlaceIdx| places[place].organisation == OrganisationIdx(body);
            let size = |(place, size): (PlaceIdx, &f64)| if own(place) { *size } else { 0.0 };
            sizes.iter_indexed().map(size).collect()
        };
        let of_bodies = (0..bodies).map(own_sizes);
        let background =
            places.iter_indexed().find(|(_, place)| place.kind == PlaceKind::Background);
        Self {
            places,
            sizes,
            all: PlaceDraw::new(sizes),
            all_copies: sizes.iter().sum(),
            own: of_bodies.clone().map(|sizes| PlaceDraw::new(&sizes)).collect(),
            own_copies: of_bodies.map(|sizes| sizes.iter().sum()).collect(),
            preference_more: (demand.own_organisation_preference - 1.0).max(0.0),
            background: background.map(|(place, _)| place),
            background_share: demand.returns_to_background.clamp(0.0, 0.99),
        }
    }

    /// The home of an item that is returned at a place; `None` where there is no other place.
    ///
    /// O(1) on average, unless one place has nearly all copies.
    pub(super) fn draw(&self, from: PlaceIdx, stream: &mut Stream) -> Option<PlaceIdx> {
        let body = self.places[from].organisation;
        let elsewhere = self.all_copies - self.sizes[from];
        let near = (self.own_copies[body] - self.sizes[from]) * self.preference_more;
        let to_background: bool = stream.random::<f64>() < self.background_share;
        if self.background.is_some() && (to_background || elsewhere <= 0.0) {
            return self.background;
        }
        let is_near = stream.random::<f64>() * (near + elsewhere) < near;
        let draw = if is_near { &self.own[body] } else { &self.all };
        let draw = draw.as_ref().filter(|_| elsewhere > 0.0)?;
        loop {
            let home = draw.draw(stream);
            if home != from {
                return Some(home);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Seed;
    use crate::synthesis::tests::skeleton;

    fn counts(sizes: &[f64], from: PlaceIdx, demand: &Demand) -> Vec<usize> {
        let parts = skeleton();
        let sizes = sizes.to_vec().into();
        let homes = Homes::new(&parts.places, &sizes, demand);
        let mut stream = Seed(1).stream("test", 0);
        let mut counts = vec![0; sizes.len()];
        for home in (0..20_000).filter_map(|_| homes.draw(from, &mut stream)) {
            counts[home.0 as usize] += 1;
        }
        counts
    }

    /// HUB, ACH, A-1, A-2, A-3, B-1, B-2, B-3, EXT of the skeleton.
    const SIZES: [f64; 9] = [0.0, 0.0, 60.0, 30.0, 10.0, 50.0, 40.0, 0.0, 0.0];

    #[test]
    fn homes_come_by_size_with_preference_for_the_own_organisation() {
        let demand = Demand { returns_to_background: 0.1, ..Demand::default() };
        let counts = counts(&SIZES, PlaceIdx(2), &demand);
        // From A-1: weigh 8 x 40, the places of B 90.
        let expected = [0.0, 0.1, 0.0, 0.9 * 240.0, 0.9 * 80.0, 0.9 * 50.0, 0.9 * 40.0, 0.0, 0.0];
        for (place, count) in counts.iter().enumerate() {
            let share = if place == 1 { 0.1 } else { expected[place] / 410.0 };
            let share_found = *count as f64 / 20_000.0;
            assert!((share_found - share).abs() < 0.015, "{place}: {share_found}, {share}");
        }
    }

    #[test]
    fn the_only_place_returns_to_the_background_collection_alone() {
        let mut sizes = [0.0; 9];
        sizes[2] = 5.0;
        let found = counts(&sizes, PlaceIdx(2), &Demand::default());
        assert_eq!(found[1], 20_000);
    }
}
