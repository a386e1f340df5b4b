//! The week on a map: straight lines (hemelsbreed), ready to draw.
//!
//! Projection: local equirectangular, `x = lon cos(lat of the middle)`, `y = lat`, scaled to fit.
//! Over a province of 60 km it is true to some tenths of a per cent.

use std::collections::BTreeMap;

use super::names::route_letter;
use crate::index::{Index as _, PlaceIdx, RouteIdx};
use crate::model::{LonLat, Plan, Province, ServiceDate};

/// Width of the drawing, in its own units.
const WIDTH: f64 = 1_000.0;
/// Room around the outermost places, for labels.
const MARGIN: f64 = 70.0;
/// The largest height; a long province is drawn narrower.
const HEIGHT_MAX: f64 = 1_300.0;
/// Size of a label's letters, and the mean width of one.
const LETTER_HEIGHT: f64 = 17.0;
const LETTER_WIDTH: f64 = 9.4;
/// Half the width of a route's letter with its ring.
const LETTER_RADIUS: f64 = 14.0;
/// Half the width of a stop.
const DOT_RADIUS: f64 = 6.0;
/// From a stop to its label.
const LABEL_GAP: f64 = 15.0;

/// Colours that colour-blind readers tell apart (Okabe and Ito, 2008), without the pale yellow.
const COLOURS: [&str; 7] =
    ["#0072b2", "#d55e00", "#009e73", "#000000", "#cc79a7", "#56b4e9", "#8a6d00"];
/// Dashes, so that black and white tells the routes apart too.
const DASHES: [&str; 5] = ["none", "14 6", "4 5", "18 5 4 5", "26 5 3 5 3 5 3 5"];

/// The map of the week.
#[derive(Debug)]
pub(crate) struct WeekMap<'a> {
    pub(crate) width: i64,
    pub(crate) height: i64,
    pub(crate) routes: Vec<MapRoute<'a>>,
    pub(crate) stops: Vec<MapStop<'a>>,
}

/// A route as a line.
#[derive(Debug)]
pub(crate) struct MapRoute<'a> {
    pub(crate) letter: String,
    pub(crate) date: ServiceDate,
    pub(crate) vehicle: &'a str,
    pub(crate) colour: &'static str,
    pub(crate) dash: &'static str,
    /// The corners, as SVG writes them.
    pub(crate) points: String,
    pub(crate) letter_x: String,
    pub(crate) letter_y: String,
}

/// A place as a point.
#[derive(Debug)]
pub(crate) struct MapStop<'a> {
    /// The name without a word that many names begin with.
    pub(crate) name: &'a str,
    pub(crate) is_hub: bool,
    pub(crate) x: String,
    pub(crate) y: String,
    /// `None` where a label would cover another.
    pub(crate) label: Option<MapLabel>,
}

/// Where a label stands.
#[derive(Debug)]
pub(crate) struct MapLabel {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) anchor: &'static str,
}

impl<'a> WeekMap<'a> {
    /// The map of all visited places and routes. O(places^2) for the labels.
    pub(crate) fn new(province: &'a Province, plan: &Plan) -> Self {
        let mut shown: Vec<PlaceIdx> = vec![province.hub()];
        shown.extend(province.visited_places());
        let positions = shown.iter().map(|place| province.places()[*place].position);
        let frame = Frame::around(positions);
        let mut letters = Vec::new();
        let lines = plan.routes.indices();
        let lines = lines.map(|index| map_route(province, plan, &frame, index, &mut letters));
        let routes = lines.collect();
        Self {
            width: whole(frame.width),
            height: whole(frame.height),
            routes,
            stops: map_stops(province, &shown, &frame, &letters),
        }
    }
}

/// The projection: what part of Earth the drawing shows.
#[derive(Debug)]
struct Frame {
    west: f64,
    north: f64,
    /// Shrinks longitudes to the length of latitudes.
    squeeze: f64,
    scale: f64,
    width: f64,
    height: f64,
}

impl Frame {
    fn around(positions: impl Iterator<Item = LonLat> + Clone) -> Self {
        let least = |numbers: &mut dyn Iterator<Item = f64>| numbers.fold(f64::INFINITY, f64::min);
        let west = least(&mut positions.clone().map(|position| position.lon));
        let east = -least(&mut positions.clone().map(|position| -position.lon));
        let south = least(&mut positions.clone().map(|position| position.lat));
        let north = -least(&mut positions.map(|position| -position.lat));
        let squeeze = f64::midpoint(south, north).to_radians().cos();
        // Places at one point would leave nothing to scale by.
        let wide = ((east - west) * squeeze).max(0.01);
        let high = (north - south).max(0.01);
        let scale = ((WIDTH - 2.0 * MARGIN) / wide).min((HEIGHT_MAX - 2.0 * MARGIN) / high);
        let height = high.mul_add(scale, 2.0 * MARGIN);
        Self { west, north, squeeze, scale, width: WIDTH, height }
    }

    fn point(&self, position: LonLat) -> (f64, f64) {
        let x = (position.lon - self.west) * self.squeeze * self.scale + MARGIN;
        let y = (self.north - position.lat) * self.scale + MARGIN;
        (x, y)
    }
}

fn map_route<'a>(
    province: &'a Province,
    plan: &Plan,
    frame: &Frame,
    index: RouteIdx,
    taken: &mut Vec<(f64, f64)>,
) -> MapRoute<'a> {
    let route = &plan.routes[index];
    let position = index.position();
    let hub = frame.point(province.places()[province.hub()].position);
    let stops = route.visits.iter().map(|visit| plan.visits[*visit].place);
    let stops: Vec<(f64, f64)> =
        stops.map(|place| frame.point(province.places()[place].position)).collect();
    let corners = std::iter::once(hub).chain(stops.iter().copied()).chain([hub]);
    let aside = offset(position);
    let points: Vec<String> =
        corners.map(|(x, y)| format!("{},{}", short(x + aside), short(y + aside))).collect();
    let letter = letter_point(hub, stops, taken);
    taken.push(letter);
    MapRoute {
        letter: route_letter(index),
        date: route.date,
        vehicle: &province.vehicles()[route.vehicle].name,
        colour: COLOURS[position % COLOURS.len()],
        dash: DASHES[position % DASHES.len()],
        points: points.join(" "),
        letter_x: short(letter.0),
        letter_y: short(letter.1),
    }
}

/// Shifts the lines of routes a little apart, so that none hides another on the same stops.
fn offset(position: usize) -> f64 {
    const STEP: f64 = 3.0;
    (position % 4) as f64 * STEP - 1.5 * STEP
}

/// The stop farthest from the hub that no other letter takes; the hub where none is left.
fn letter_point(hub: (f64, f64), mut stops: Vec<(f64, f64)>, taken: &[(f64, f64)]) -> (f64, f64) {
    let apart = |from: (f64, f64), to: (f64, f64)| (from.0 - to.0).hypot(from.1 - to.1);
    stops.sort_by(|left, right| apart(hub, *right).total_cmp(&apart(hub, *left)));
    let is_free =
        |stop: &(f64, f64)| taken.iter().all(|other| apart(*stop, *other) > 2.0 * LETTER_RADIUS);
    stops.into_iter().find(is_free).unwrap_or(hub)
}

fn map_stops<'a>(
    province: &'a Province,
    shown: &[PlaceIdx],
    frame: &Frame,
    letters: &[(f64, f64)],
) -> Vec<MapStop<'a>> {
    let points = shown.iter().map(|place| frame.point(province.places()[*place].position));
    let points: Vec<(f64, f64)> = points.collect();
    let dots: Vec<Area> = points.iter().map(|point| Area::around(*point, DOT_RADIUS)).collect();
    let mut labels: Vec<Area> =
        letters.iter().map(|letter| Area::around(*letter, LETTER_RADIUS)).collect();
    let names: Vec<&str> =
        shown.iter().map(|place| province.places()[*place].name.as_str()).collect();
    let mut stops = Vec::with_capacity(shown.len());
    for (position, name) in short_names(&names).into_iter().enumerate() {
        let candidates = label_candidates(name, points[position]);
        let free = candidates.into_iter().find(|(area, _)| {
            let clear_of_dots =
                dots.iter().enumerate().all(|(other, dot)| other == position || !dot.meets(area));
            area.is_inside(frame) && clear_of_dots && labels.iter().all(|label| !label.meets(area))
        });
        labels.extend(free.as_ref().map(|(area, _)| *area));
        let (x, y) = points[position];
        stops.push(MapStop {
            name,
            is_hub: position == 0,
            x: short(x),
            y: short(y),
            label: free.map(|(_, label)| label),
        });
    }
    stops
}

/// Names without their first word where several begin with it, so that labels find room.
fn short_names<'a>(names: &[&'a str]) -> Vec<&'a str> {
    const SEVERAL: usize = 3;
    let mut beginnings: BTreeMap<&str, usize> = BTreeMap::new();
    for (first, _) in names.iter().filter_map(|name| name.split_once(' ')) {
        *beginnings.entry(first).or_default() += 1;
    }
    let short = |name: &&'a str| match name.split_once(' ') {
        Some((first, rest)) if beginnings[first] >= SEVERAL => rest,
        _ => *name,
    };
    names.iter().map(short).collect()
}

/// A rectangle of the drawing.
#[derive(Clone, Copy, Debug)]
struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    fn around((x, y): (f64, f64), radius: f64) -> Self {
        Self { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
    }

    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn is_inside(&self, frame: &Frame) -> bool {
        0.0 <= self.left
            && self.right <= frame.width
            && 0.0 <= self.top
            && self.bottom <= frame.height
    }
}

/// The places of a label, best first: right, left, above, below, then the four corners.
fn label_candidates(name: &str, (x, y): (f64, f64)) -> [(Area, MapLabel); 8] {
    let width = name.chars().count() as f64 * LETTER_WIDTH;
    let half = width / 2.0;
    let level = y + LETTER_HEIGHT / 3.0;
    let above = y - LABEL_GAP;
    let below = y + LABEL_GAP + LETTER_HEIGHT * 0.75;
    let corner = LABEL_GAP / 2.0;
    let at = |left: f64, x: f64, baseline: f64, anchor| {
        let top = baseline - LETTER_HEIGHT * 0.8;
        let area = Area { left, top, right: left + width, bottom: top + LETTER_HEIGHT };
        (area, MapLabel { x: short(x), y: short(baseline), anchor })
    };
    [
        at(x + LABEL_GAP, x + LABEL_GAP, level, "start"),
        at(x - LABEL_GAP - width, x - LABEL_GAP, level, "end"),
        at(x - half, x, above, "middle"),
        at(x - half, x, below, "middle"),
        at(x + corner, x + corner, above, "start"),
        at(x + corner, x + corner, below, "start"),
        at(x - corner - width, x - corner, above, "end"),
        at(x - corner - width, x - corner, below, "end"),
    ]
}

/// A coordinate of the drawing with one decimal.
fn short(coordinate: f64) -> String {
    format!("{coordinate:.1}")
}

fn whole(length: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "a drawing is some thousand units wide")]
    let length = length.ceil() as i64;
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASSEN: LonLat = LonLat { lon: 6.562, lat: 52.997 };
    const EMMEN: LonLat = LonLat { lon: 6.9, lat: 52.786 };

    #[test]
    fn north_is_up_east_is_right_and_a_kilometre_is_as_long_both_ways() {
        let frame = Frame::around([ASSEN, EMMEN].into_iter());
        let (assen, emmen) = (frame.point(ASSEN), frame.point(EMMEN));
        assert!(emmen.0 > assen.0 && emmen.1 > assen.1);
        let degrees = (EMMEN.lon - ASSEN.lon) * frame.squeeze / (ASSEN.lat - EMMEN.lat);
        let drawn = (emmen.0 - assen.0) / (emmen.1 - assen.1);
        assert!((degrees - drawn).abs() < 1e-9, "{degrees} {drawn}");
    }

    #[test]
    fn one_place_alone_can_be_drawn() {
        let frame = Frame::around([ASSEN].into_iter());
        assert!(frame.point(ASSEN).0.is_finite() && frame.height >= 2.0 * MARGIN);
    }

    #[test]
    fn a_letter_keeps_clear_of_letters_that_stand_already() {
        let (near, far) = ((100.0, 0.0), (200.0, 0.0));
        assert_eq!(letter_point((0.0, 0.0), vec![near, far], &[]), far);
        assert_eq!(letter_point((0.0, 0.0), vec![near, far], &[far]), near);
        assert_eq!(letter_point((0.0, 0.0), vec![far], &[far]), (0.0, 0.0));
    }

    #[test]
    fn no_place_of_a_label_touches_its_own_point() {
        let dot = Area::around((500.0, 500.0), DOT_RADIUS);
        for (area, label) in label_candidates("Zuidlaren", (500.0, 500.0)) {
            assert!(!area.meets(&dot), "{label:?}");
        }
    }

    #[test]
    fn a_word_that_many_names_begin_with_is_left_out_on_the_map() {
        let names = ["Bibliotheek Norg", "Bibliotheek De Wijk", "Bibliotheek Roden", "DNK Assen"];
        assert_eq!(short_names(&names), ["Norg", "De Wijk", "Roden", "DNK Assen"]);
    }
}
