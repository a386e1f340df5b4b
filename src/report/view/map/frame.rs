//! The projection: what part of Earth a drawing shows, and how large.

use super::area::{Area, Point};
use crate::model::LonLat;

/// Width of a drawing of few places, in its own units; names have 17 of them.
const WIDTH: f64 = 1_000.0;
/// Beyond so many places a drawing grows with them, so that names keep their room.
const PLACES: f64 = 60.0;
/// The largest height of a drawing, as a multiple of its width; a long province is drawn smaller.
const HEIGHT_MAX: f64 = 1.3;
/// Room around the outermost places, for names.
const MARGIN: f64 = 70.0;
/// Kilometres of a degree of latitude, on a sphere of 6,371 km.
const KM_PER_DEGREE: f64 = 111.195;
/// Lengths that a scale bar may stand for, in kilometres.
const BARS: [u32; 8] = [1, 2, 5, 10, 20, 50, 100, 200];
/// The longest scale bar.
const BAR_MAX: f64 = 260.0;

/// A projection of positions to points.
#[derive(Debug)]
pub(super) struct Frame {
    west: f64,
    north: f64,
    /// Shrinks longitudes to the length of latitudes.
    squeeze: f64,
    scale: f64,
    /// From the left edge to the westernmost place: a long province stands in the middle.
    left: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A bar that shows how long a stretch of the drawing is (schaalbalk).
#[derive(Clone, Copy, Debug)]
pub(super) struct ScaleBar {
    pub(super) km: u32,
    pub(super) length: f64,
}

impl Frame {
    /// The frame of some places, and of the ways between them that lead beyond. O(positions).
    pub(super) fn around(places: &[LonLat], ways: &[LonLat]) -> Self {
        let positions = || places.iter().chain(ways);
        let lons = || positions().map(|position| position.lon);
        let lats = || positions().map(|position| position.lat);
        let (west, east) = (lons().fold(180.0, f64::min), lons().fold(-180.0, f64::max));
        let (south, north) = (lats().fold(90.0, f64::min), lats().fold(-90.0, f64::max));
        let squeeze = f64::midpoint(south, north).to_radians().cos();
        // Places at one point would leave nothing to scale by.
        let wide = ((east - west) * squeeze).max(0.01);
        let high = (north - south).max(0.01);
        let width = WIDTH * (places.len() as f64 / PLACES).max(1.0).sqrt();
        let scale = ((width - 2.0 * MARGIN) / wide).min((HEIGHT_MAX * width - 2.0 * MARGIN) / high);
        let height = high.mul_add(scale, 2.0 * MARGIN);
        let left = (width - wide * scale) / 2.0;
        Self { west, north, squeeze, scale, left, width, height }
    }

    pub(super) fn point(&self, position: LonLat) -> Point {
        let [x, y] = self.plane(position);
        Point { x, y }
    }

    /// A point of the drawing as its two coordinates.
    pub(super) fn plane(&self, position: LonLat) -> [f64; 2] {
        [
            (position.lon - self.west) * self.squeeze * self.scale + self.left,
            (self.north - position.lat) * self.scale + MARGIN,
        ]
    }

    /// The whole drawing.
    pub(super) const fn area(&self) -> Area {
        Area { left: 0.0, top: 0.0, right: self.width, bottom: self.height }
    }

    /// The longest bar that is not too long; the shortest where all are.
    pub(super) fn scale_bar(&self) -> ScaleBar {
        let bar =
            |km: &u32| ScaleBar { km: *km, length: f64::from(*km) / KM_PER_DEGREE * self.scale };
        let fitting = BARS.iter().rev().map(bar).find(|bar| bar.length <= BAR_MAX);
        fitting.unwrap_or_else(|| bar(&BARS[0]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASSEN: LonLat = LonLat { lon: 6.562, lat: 52.997 };
    const EMMEN: LonLat = LonLat { lon: 6.9, lat: 52.786 };

    #[test]
    fn north_is_up_east_is_right_and_a_kilometre_is_as_long_both_ways() {
        let frame = Frame::around(&[ASSEN, EMMEN], &[]);
        let (assen, emmen) = (frame.point(ASSEN), frame.point(EMMEN));
        assert!(emmen.x > assen.x && emmen.y > assen.y);
        let degrees = (EMMEN.lon - ASSEN.lon) * frame.squeeze / (ASSEN.lat - EMMEN.lat);
        let drawn = (emmen.x - assen.x) / (emmen.y - assen.y);
        assert!((degrees - drawn).abs() < 1e-9, "{degrees} {drawn}");
    }

    #[test]
    fn one_place_alone_can_be_drawn() {
        let frame = Frame::around(&[ASSEN], &[]);
        assert!(frame.point(ASSEN).x.is_finite() && frame.height >= 2.0 * MARGIN);
    }

    #[test]
    fn a_way_that_leads_beyond_the_places_is_within_the_drawing() {
        let north = LonLat { lon: 6.7, lat: 53.2 };
        let frame = Frame::around(&[ASSEN, EMMEN], &[north]);
        assert!(frame.point(north).y >= MARGIN - 1e-9);
    }

    #[test]
    fn ten_times_the_places_get_ten_times_the_room() {
        let few = Frame::around(&[ASSEN, EMMEN], &[]);
        let many: Vec<LonLat> = [ASSEN, EMMEN].into_iter().cycle().take(600).collect();
        let many = Frame::around(&many, &[]);
        let room = |frame: &Frame| frame.width * frame.width;
        assert!((room(&many) / room(&few) - 10.0).abs() < 1e-9);
    }

    #[test]
    fn the_scale_bar_is_as_long_as_the_kilometres_that_it_names() {
        let frame = Frame::around(&[ASSEN, EMMEN], &[]);
        let bar = frame.scale_bar();
        // From Assen to Emmen it is 32.6 km (great circle).
        let drawn = frame.point(ASSEN).distance(frame.point(EMMEN)) / 32.6;
        assert!((bar.length / f64::from(bar.km) / drawn - 1.0).abs() < 0.01, "{bar:?}");
        assert!(bar.length <= BAR_MAX);
    }
}
