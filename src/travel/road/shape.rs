//! Lengths and directions on the Earth.

use geo::{Distance as _, Haversine, Point};

use super::data::RoadPoint;

/// Metres of a degree of a great circle of the mean Earth.
pub(super) const METRES_PER_DEGREE: f64 = 111_195.08;

/// The great circle between two points, in metres.
pub(super) fn metres(from: RoadPoint, to: RoadPoint) -> f64 {
    let point = |of: RoadPoint| Point::new(of.position().lon, of.position().lat);
    Haversine.distance(point(from), point(to))
}

/// The length of a line, in whole centimetres.
pub(super) fn centimetres(line: &[RoadPoint]) -> u32 {
    let metres: f64 = line.windows(2).map(|pair| metres(pair[0], pair[1])).sum();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a positive length; the cast holds at the largest"
    )]
    let centimetres = (metres * 100.0).round() as u32;
    centimetres
}

/// The direction from one point to another in degrees from north, clockwise, 0 to 359.
pub(super) fn bearing(from: RoadPoint, to: RoadPoint) -> i16 {
    let shrink = from.position().lat.to_radians().cos();
    let east = (to.position().lon - from.position().lon) * shrink;
    let north = to.position().lat - from.position().lat;
    #[expect(clippy::cast_possible_truncation, reason = "an angle")]
    let degrees = east.atan2(north).to_degrees().round() as i16;
    degrees.rem_euclid(360)
}

/// The angle by which one turns between two directions, 0 to 180.
pub(super) fn turned(before: i16, after: i16) -> u16 {
    let right = (after - before).rem_euclid(360);
    right.min(360 - right).unsigned_abs()
}
