//! How far people live from a library.

use std::collections::BTreeMap;

use crate::index::PlaceIdx;
use crate::model::{PopulationCentre, Province};
use crate::travel::{TravelLeg, nearest};
use crate::units::Metres;

/// Roads within which people are counted.
pub const SPREAD_WITHIN: [Metres; 3] = [Metres(2_000), Metres(5_000), Metres(10_000)];

/// A place where people live, and the library that is nearest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearestLibrary {
    /// Its rank in the data.
    pub centre: usize,
    /// The library.
    pub place: PlaceIdx,
    /// The road to it.
    pub leg: TravelLeg,
}

/// A municipality.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MunicipalitySpread {
    /// Libraries with readers.
    pub places: u64,
    /// Visits that they get in a week by the norm.
    pub visits: u64,
    /// People.
    pub inhabitants: u64,
    /// People by the roads of [`SPREAD_WITHIN`].
    pub within: [u64; SPREAD_WITHIN.len()],
    /// Metres to the nearest library, of all people together.
    pub person_metres: u128,
}

impl MunicipalitySpread {
    /// The mean road to the nearest library, in metres; `None` where nobody lives.
    pub fn mean_metres(&self) -> Option<i64> {
        let people = u128::from(self.inhabitants);
        let mean = (2 * self.person_metres + people).checked_div(2 * people)?;
        i64::try_from(mean).ok()
    }
}

/// How well libraries are spread (spreiding).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LibrarySpread {
    /// By name of the municipality.
    pub municipalities: BTreeMap<String, MunicipalitySpread>,
    /// By place where people live, in the order of the data.
    pub centres: Vec<NearestLibrary>,
    /// The ranks of places where people live that no road leads from; they are in no sum.
    pub unreached: Vec<usize>,
}

/// How the way to a library is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpreadWays {
    /// By straight line and the road estimate of the settings.
    Estimate,
    /// By road: from each place where people live to each of [`libraries`].
    Roads(Vec<Vec<Option<TravelLeg>>>),
}

/// The places with readers, in their order.
pub fn libraries(province: &Province) -> Vec<PlaceIdx> {
    let served = province.places().iter_indexed().filter(|(_, place)| place.kind.is_served());
    served.map(|(index, _)| index).collect()
}

/// How far people live from the nearest place with readers, whoever's municipality it is in.
/// O(centres x places).
pub fn library_spread(
    province: &Province,
    centres: &[PopulationCentre],
    ways: &SpreadWays,
) -> LibrarySpread {
    let mut found = LibrarySpread::default();
    let served = libraries(province);
    for place in served.iter().map(|place| &province.places()[*place]) {
        let of = found.municipalities.entry(place.municipality.clone()).or_default();
        of.places += 1;
        of.visits += u64::from(place.visits_per_week);
    }
    for (rank, centre) in centres.iter().enumerate() {
        let nearest = match ways {
            SpreadWays::Estimate => estimated(province, centre, &served),
            SpreadWays::Roads(rows) => rows.get(rank).and_then(|row| shortest(row)),
        };
        let Some((place, leg)) = nearest else {
            found.unreached.push(rank);
            continue;
        };
        let of = found.municipalities.entry(centre.municipality.clone()).or_default();
        of.inhabitants += centre.inhabitants;
        let metres = u128::try_from(leg.distance.0).unwrap_or(0);
        of.person_metres += u128::from(centre.inhabitants) * metres;
        for (within, people) in SPREAD_WITHIN.iter().zip(&mut of.within) {
            *people += if leg.distance <= *within { centre.inhabitants } else { 0 };
        }
        found.centres.push(NearestLibrary { centre: rank, place: served[place], leg });
    }
    found
}

/// The rank of the nearest library by straight line, and the road to it by the estimate.
fn estimated(
    province: &Province,
    centre: &PopulationCentre,
    served: &[PlaceIdx],
) -> Option<(usize, TravelLeg)> {
    let positions = served.iter().map(|place| province.places()[*place].position);
    nearest(centre.position, positions, &province.settings().travel)
}

/// The rank of the shortest way, the first of equal ones.
fn shortest(row: &[Option<TravelLeg>]) -> Option<(usize, TravelLeg)> {
    let known = row.iter().enumerate().filter_map(|(rank, leg)| Some((rank, (*leg)?)));
    known.min_by_key(|(rank, leg)| (leg.distance, *rank))
}
