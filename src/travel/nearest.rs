//! The place that is nearest to a position.

use super::TravelLeg;
use super::matrix::{estimated_leg, straight_line};
use crate::model::{LonLat, TravelEstimate};

/// The position that is nearest to another by straight line, and the road to it by the estimate;
/// the first of equally near ones, `None` where there is none. O(positions).
pub fn nearest(
    from: LonLat,
    positions: impl IntoIterator<Item = LonLat>,
    estimate: &TravelEstimate,
) -> Option<(usize, TravelLeg)> {
    let lines = positions.into_iter().map(|to| straight_line(from, to));
    let (rank, metres) = lines.enumerate().min_by_key(|(rank, metres)| (*metres, *rank))?;
    Some((rank, estimated_leg(metres, estimate)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{Metres, Seconds};

    #[test]
    fn the_nearest_is_found_with_the_road_to_it() {
        let estimate = TravelEstimate {
            metres_per_km: 2_000,
            centiseconds_per_km: 6_000,
            seconds_fixed: Seconds(60),
        };
        let at = |lon, lat| LonLat { lon, lat };
        let places = [at(6.0, 53.0), at(6.5, 53.0), at(6.5, 53.0)];
        let (rank, leg) = nearest(at(6.49, 53.0), places, &estimate).expect("a place");
        assert_eq!(rank, 1);
        assert!((Metres(1_300)..Metres(1_400)).contains(&leg.distance), "{leg:?}");
        assert_eq!(nearest(at(6.0, 53.0), [], &estimate), None);
    }
}
