//! How a province divides: copies over places, loans over places.

use rand_distr::Distribution as _;
use rand_distr::weighted::WeightedAliasIndex;

use super::Demand;
use crate::index::{Index as _, IndexVec, OrganisationIdx, PlaceIdx};
use crate::model::{Organisation, Place, PlaceKind};
use crate::random::Stream;

/// What stands in the code of a copy of a place between that place's code and a number.
pub(super) const COPY_MARK: char = '-';

/// A draw of places in proportion to weights.
#[derive(Debug)]
pub(super) struct PlaceDraw(WeightedAliasIndex<f64>);

impl PlaceDraw {
    /// A draw by weight, or `None` when no place has any.
    pub(super) fn new(weights: &IndexVec<PlaceIdx, f64>) -> Option<Self> {
        WeightedAliasIndex::new(weights.as_slice().to_vec()).ok().map(Self)
    }

    /// A place. O(1).
    pub(super) fn draw(&self, stream: &mut Stream) -> PlaceIdx {
        PlaceIdx::at(self.0.sample(stream))
    }
}

/// Copies of each place, which add up to the copies of the demand; 0 for places that do not
/// lend or that nobody visits. O(places log places).
pub(super) fn collection_sizes(
    places: &IndexVec<PlaceIdx, Place>,
    demand: &Demand,
) -> IndexVec<PlaceIdx, usize> {
    let natural: Vec<f64> = places.iter().map(|place| natural_size(place, demand)).collect();
    let total: f64 = natural.iter().sum();
    if total <= 0.0 {
        return IndexVec::filled(0, places.len());
    }
    let exact = |size: &f64| size * demand.copies as f64 / total;
    let mut sizes: Vec<usize> = natural.iter().map(|size| floor(exact(size))).collect();
    let mut by_remainder: Vec<usize> = (0..natural.len()).collect();
    let remainder = |place: usize| exact(&natural[place]).fract();
    by_remainder.sort_by(|&one, &other| remainder(other).total_cmp(&remainder(one)));
    let missing = demand.copies - sizes.iter().sum::<usize>().min(demand.copies);
    for &place in by_remainder.iter().take(missing) {
        sizes[place] += 1;
    }
    sizes.into()
}

/// The loan share of each place: organisations by their known share or by size, the places of
/// an organisation by size.
pub(super) fn loan_weights(
    places: &IndexVec<PlaceIdx, Place>,
    organisations: &IndexVec<OrganisationIdx, Organisation>,
    demand: &Demand,
    sizes: &IndexVec<PlaceIdx, usize>,
) -> IndexVec<PlaceIdx, f64> {
    let mut copies: IndexVec<OrganisationIdx, f64> = IndexVec::filled(0.0, organisations.len());
    for (place, size) in sizes.iter_indexed() {
        copies[places[place].organisation] += *size as f64;
    }
    let known = |organisation: &Organisation| {
        let row = demand.loan_shares.iter().find(|(code, _)| *code == organisation.code);
        row.map(|(_, share)| *share)
    };
    let known_share: f64 = organisations.iter().filter_map(known).sum();
    let unknown = organisations.iter_indexed().filter(|(_, one)| known(one).is_none());
    let unknown_copies: f64 = unknown.map(|(organisation, _)| copies[organisation]).sum();
    let rest = if known_share > 0.0 { (1.0 - known_share).max(0.0) } else { 1.0 };
    let weight = |(place, size): (PlaceIdx, &usize)| {
        let organisation = places[place].organisation;
        if *size == 0 {
            return 0.0;
        }
        match known(&organisations[organisation]) {
            Some(share) => share * *size as f64 / copies[organisation],
            None => rest * *size as f64 / unknown_copies,
        }
    };
    sizes.iter_indexed().map(weight).collect()
}

impl Demand {
    /// The share of each place in the loans of a province of these places: known shares of
    /// organisations, divided by the size of collections (uitleenaandeel). Adds up to 1 where
    /// any place lends.
    pub fn loan_shares_of(
        &self,
        places: &IndexVec<PlaceIdx, Place>,
        organisations: &IndexVec<OrganisationIdx, Organisation>,
    ) -> IndexVec<PlaceIdx, f64> {
        let sizes = collection_sizes(places, self);
        let weights = loan_weights(places, organisations, self, &sizes);
        let total: f64 = weights.iter().sum();
        weights.iter().map(|weight| weight / total.max(f64::MIN_POSITIVE)).collect()
    }
}

/// The size of a collection before scaling, in copies.
fn natural_size(place: &Place, demand: &Demand) -> f64 {
    if !place.is_visited() {
        return 0.0;
    }
    let is_it = |code: &str| {
        let rest = place.code.0.strip_prefix(code);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(COPY_MARK))
    };
    let known = demand.known_sizes.iter().find(|(code, _)| is_it(code));
    match (known, place.kind) {
        (Some((_, size)), _) => *size,
        (None, PlaceKind::Main) => 80_000.0,
        (None, PlaceKind::Branch) => 10_000.0,
        (None, PlaceKind::SmallBranch) => 3_000.0,
        (None, PlaceKind::ServicePoint) => 1_250.0,
        (None, PlaceKind::BookBusStop) => 300.0,
        (
            None,
            PlaceKind::Hub
            | PlaceKind::Background
            | PlaceKind::ExternalSupport
            | PlaceKind::ExternalNational,
        ) => 0.0,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "counts of a province stay below 2^53")]
#[expect(clippy::cast_sign_loss, reason = "sizes are at least 0")]
fn floor(value: f64) -> usize {
    value.max(0.0).floor() as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthesis::tests::skeleton;

    #[test]
    fn sizes_add_up_to_the_copies_and_keep_their_order() {
        let parts = skeleton();
        let demand = Demand { copies: 12_347, ..Demand::default() };
        let sizes = collection_sizes(&parts.places, &demand);
        assert_eq!(sizes.iter().sum::<usize>(), 12_347);
        for (place, size) in sizes.iter_indexed() {
            let lends = parts.places[place].is_visited();
            assert_eq!(*size > 0, lends, "{}", parts.places[place].code);
        }
    }

    #[test]
    fn known_loan_shares_hold_and_unknown_organisations_share_the_rest() {
        let parts = skeleton();
        let demand = Demand { loan_shares: vec![("A".to_owned(), 0.6)], ..Demand::default() };
        let sizes = collection_sizes(&parts.places, &demand);
        let weights = loan_weights(&parts.places, &parts.organisations, &demand, &sizes);
        let of = |code: &str| {
            let places = weights.iter_indexed();
            let own = |place: PlaceIdx| &parts.organisations[parts.places[place].organisation];
            places.filter(|(place, _)| own(*place).code == code).map(|(_, w)| w).sum::<f64>()
        };
        assert!((of("A") - 0.6).abs() < 1e-9);
        assert!((of("B") - 0.4).abs() < 1e-9);
    }
}
