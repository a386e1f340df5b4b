//! Places that lie far from all others, which is what a wrong coordinate looks like.

use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::index::{IndexVec, PlaceIdx};
use crate::model::Place;

/// Degrees of latitude and of longitude, the latter shrunk to the length of the former.
type Plane = [f64; 2];

const METRES_PER_DEGREE: f64 = 111_195.0;

/// Places whose nearest other place is farther than a radius, with that distance in metres.
///
/// Distances are measured on a plane around each place, good to a few per cent below 100 km.
/// O(n log n) by an R*-tree. Reference: Beckmann, Kriegel, Schneider and Seeger (1990), "The
/// R*-tree", SIGMOD, doi 10.1145/93597.98741.
pub fn isolated(places: &IndexVec<PlaceIdx, Place>, radius_metres: f64) -> Vec<(PlaceIdx, f64)> {
    let shrink = places.iter().map(|place| place.position.lat.to_radians().cos());
    let shrink = shrink.sum::<f64>() / (places.len().max(1) as f64);
    let on_plane = |place: &Place| -> Plane { [place.position.lon * shrink, place.position.lat] };
    let entry = |(index, place)| GeomWithData::new(on_plane(place), index);
    let tree: RTree<GeomWithData<Plane, PlaceIdx>> =
        RTree::bulk_load(places.iter_indexed().map(entry).collect());
    let mut far = Vec::new();
    for (index, place) in places.iter_indexed() {
        let mut near = tree.nearest_neighbor_iter_with_distance_2(&on_plane(place));
        let other = near.find(|(entry, _)| entry.data != index);
        if let Some((_, squared)) = other {
            let metres = squared.sqrt() * METRES_PER_DEGREE;
            if metres > radius_metres {
                far.push((index, metres));
            }
        }
    }
    far
}
