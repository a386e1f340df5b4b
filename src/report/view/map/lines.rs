//! Routes as lines: side by side where they share a stretch.

use std::collections::{BTreeMap, BTreeSet};

use super::area::{Point, Stretch};
use crate::index::PlaceIdx;

/// Between the lines of two routes on the same stretch.
const LANE: f64 = 4.0;
/// The width that all lines of a stretch take at most; many lie closer together.
const LANES_MAX: f64 = 24.0;
/// A track shorter than this is passed over, since lanes that change on it would only make it jagged.
const SHORT: f64 = 8.0;
/// How much farther than usual a line may run out in a sharp bend.
const MITRE_MAX: f64 = 2.0;
/// A line that ends so far from its stop is drawn on to it.
const NEAR: f64 = 6.0;

/// What routes drive along, the same for all that do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Track {
    /// A piece of road, by its number.
    Piece(u32),
    /// The straight line between two places, the lower one first.
    Straight(PlaceIdx, PlaceIdx),
}

/// A track in a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) track: Track,
    pub(super) against: bool,
}

/// A way from a place to the next one of a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Leg {
    pub(super) from: PlaceIdx,
    pub(super) to: PlaceIdx,
    pub(super) steps: Vec<Step>,
}

impl Leg {
    /// The straight line between two places.
    pub(super) fn straight(from: PlaceIdx, to: PlaceIdx) -> Self {
        let track = Track::Straight(from.min(to), from.max(to));
        Self { from, to, steps: vec![Step { track, against: to < from }] }
    }
}

/// Who drives a track.
#[derive(Debug, Default)]
struct Traffic {
    routes: Vec<usize>,
    /// Along it and against it.
    directions: [bool; 2],
}

/// The tracks of all routes of a drawing.
#[derive(Debug)]
pub(super) struct Lanes {
    tracks: BTreeMap<Track, Traffic>,
}

impl Lanes {
    /// The lanes of some routes. O(steps log steps).
    pub(super) fn of(routes: &[Vec<Leg>]) -> Self {
        let mut tracks: BTreeMap<Track, Traffic> = BTreeMap::new();
        for (route, legs) in routes.iter().enumerate() {
            for step in legs.iter().flat_map(|leg| &leg.steps) {
                let on_it = tracks.entry(step.track).or_default();
                on_it.directions[usize::from(step.against)] = true;
                if on_it.routes.last() != Some(&route) {
                    on_it.routes.push(route);
                }
            }
        }
        Self { tracks }
    }

    /// All tracks, in order.
    pub(super) fn tracks(&self) -> impl Iterator<Item = Track> {
        self.tracks.keys().copied()
    }

    /// How far from the middle a route drives, to the right of the direction of the track.
    ///
    /// A road that is driven in one direction only is drawn right of its middle, so that the two
    /// carriageways of a motorway do not lie on each other.
    fn offset(&self, route: usize, track: Track) -> f64 {
        let on_it = &self.tracks[&track];
        let lane = on_it.routes.iter().position(|other| *other == route).unwrap_or_default();
        let gaps = (on_it.routes.len() - 1) as f64;
        let aside = match (track, on_it.directions) {
            (Track::Piece(_), [true, false]) => f64::midpoint(gaps, 1.0),
            (Track::Piece(_), [false, true]) => -f64::midpoint(gaps, 1.0),
            _ => 0.0,
        };
        (lane as f64 - gaps / 2.0 + aside) * LANE.min(LANES_MAX / gaps.max(1.0))
    }

    /// The line of a route, in its lanes; `shape` has the points of a track, `point` those of places.
    ///
    /// A track is drawn the first time only, so that dashes stay dashes where a route comes back the
    /// same way; the line is in parts there.
    pub(super) fn line(
        &self,
        route: usize,
        legs: &[Leg],
        shape: impl Fn(Track) -> Vec<Point>,
        point: impl Fn(PlaceIdx) -> Point,
    ) -> Vec<Vec<Point>> {
        let mut seen: BTreeSet<Track> = BTreeSet::new();
        let mut pen = Pen::default();
        for leg in legs {
            let [from, to] = [leg.from, leg.to].map(&point);
            let mut before = Some(from);
            let mut end = None;
            for step in &leg.steps {
                let track = shape(step.track);
                if leg.steps.len() > 1 && length(&track) < SHORT {
                    continue;
                }
                let is_new = seen.insert(step.track);
                let mut points = aside(&track, self.offset(route, step.track));
                if step.against {
                    points.reverse();
                }
                let far = |at: &Point| points.first().is_some_and(|next| next.distance(*at) > NEAR);
                let joint = before.take().filter(far);
                end = points.last().copied().filter(|_| is_new);
                if is_new {
                    pen.draw(joint.into_iter().chain(points));
                } else {
                    pen.lift();
                }
            }
            if end.is_some_and(|end| end.distance(to) > NEAR) {
                pen.draw([to]);
            }
        }
        pen.parts
    }
}

/// Draws a line in parts.
#[derive(Debug, Default)]
struct Pen {
    parts: Vec<Vec<Point>>,
    is_down: bool,
}

impl Pen {
    fn draw(&mut self, points: impl IntoIterator<Item = Point>) {
        if !self.is_down {
            self.parts.push(Vec::new());
            self.is_down = true;
        }
        if let Some(part) = self.parts.last_mut() {
            part.extend(points);
        }
    }

    const fn lift(&mut self) {
        self.is_down = false;
    }
}

/// A line moved to its right; in a sharp bend it stays within [`MITRE_MAX`] times the offset.
fn aside(line: &[Point], offset: f64) -> Vec<Point> {
    let right = |pair: &[Point]| {
        let length = pair[0].distance(pair[1]).max(f64::MIN_POSITIVE);
        Point { x: (pair[0].y - pair[1].y) / length, y: (pair[1].x - pair[0].x) / length }
    };
    let normals: Vec<Point> = line.windows(2).map(right).collect();
    let moved = |(at, point): (usize, &Point)| {
        let after = normals.get(at).or(normals.last());
        let before = at.checked_sub(1).and_then(|at| normals.get(at)).or(after);
        let (Some(before), Some(after)) = (before, after) else { return *point };
        let sum = Point { x: before.x + after.x, y: before.y + after.y };
        // Twice the square of the cosine of half the bend.
        let square = f64::midpoint(sum.x * sum.x, sum.y * sum.y);
        let stretch = offset / square.max(2.0 / (MITRE_MAX * MITRE_MAX));
        Point { x: point.x + sum.x * stretch, y: point.y + sum.y * stretch }
    };
    line.iter().enumerate().map(moved).collect()
}

fn length(line: &[Point]) -> f64 {
    line.windows(2).map(|pair| pair[0].distance(pair[1])).sum()
}

/// The straight parts of a line.
pub(super) fn stretches(line: &[Point]) -> impl Iterator<Item = Stretch> {
    line.windows(2).map(|pair| Stretch(pair[0], pair[1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    #[test]
    fn two_routes_on_one_stretch_drive_side_by_side_in_either_direction() {
        let [hub, a, b] = [0, 1, 2].map(PlaceIdx);
        let way = |places: &[PlaceIdx]| -> Vec<Leg> {
            places.windows(2).map(|pair| Leg::straight(pair[0], pair[1])).collect()
        };
        let ways = [way(&[hub, a, hub]), way(&[hub, b, a, hub])];
        let lanes = Lanes::of(&ways);
        let point = |place: PlaceIdx| at(100.0 * f64::from(place.0), 0.0);
        let shape = |track| match track {
            Track::Straight(from, to) => vec![point(from), point(to)],
            Track::Piece(_) => Vec::new(),
        };
        let there = lanes.line(0, &ways[0], shape, point);
        let back = lanes.line(1, &ways[1], shape, point);
        assert_eq!((there.len(), there[0].len()), (1, 2), "back on the same line");
        let [there, back] = [&there[0], &back[0]];
        assert_eq!(there[0], at(0.0, -LANE / 2.0));
        assert_eq!(there[1], at(100.0, -LANE / 2.0));
        assert_eq!(back[5], at(0.0, LANE / 2.0));
        assert_eq!(back[4], at(100.0, LANE / 2.0));
        assert_eq!(back[0], at(0.0, 0.0), "a stretch of its own stays in the middle");
    }

    #[test]
    fn a_line_keeps_its_distance_round_a_bend() {
        let bend = [at(0.0, 0.0), at(100.0, 0.0), at(100.0, 100.0)];
        assert_eq!(aside(&bend, 3.0), [at(0.0, 3.0), at(97.0, 3.0), at(97.0, 100.0)]);
        let sharp = [at(0.0, 0.0), at(100.0, 0.0), at(0.0, 1.0)];
        for (one, other) in sharp.iter().zip(aside(&sharp, 3.0)) {
            assert!(one.distance(other) <= 3.0 * MITRE_MAX + 1e-9, "{one:?} {other:?}");
        }
        assert_eq!(aside(&[at(1.0, 1.0), at(1.0, 1.0)], 3.0).len(), 2);
        assert_eq!(aside(&[at(1.0, 1.0)], 3.0), [at(1.0, 1.0)]);
    }

    #[test]
    fn many_routes_on_one_road_lie_closer_together() {
        let leg = || {
            let step = Step { track: Track::Piece(7), against: false };
            vec![Leg { from: PlaceIdx(0), to: PlaceIdx(1), steps: vec![step] }]
        };
        let ways: Vec<Vec<Leg>> = (0..13).map(|_| leg()).collect();
        let lanes = Lanes::of(&ways);
        let width = lanes.offset(12, Track::Piece(7)) - lanes.offset(0, Track::Piece(7));
        assert!((width - LANES_MAX).abs() < 1e-9);
        assert!(lanes.offset(0, Track::Piece(7)) > 0.0, "all drive to the right of the middle");
    }

    #[test]
    fn a_stop_off_the_road_is_joined_to_it() {
        let step = Step { track: Track::Piece(0), against: false };
        let legs = [vec![Leg { from: PlaceIdx(0), to: PlaceIdx(1), steps: vec![step] }]];
        let shape = |_| vec![at(0.0, 20.0), at(100.0, 5.0)];
        let point = |place: PlaceIdx| at(100.0 * f64::from(place.0), 0.0);
        let line = Lanes::of(&legs).line(0, &legs[0], shape, point);
        let [line] = &line[..] else { panic!("one part") };
        assert_eq!(line[0], at(0.0, 0.0));
        assert!(line[1].distance(at(0.0, 20.0)) < LANE && line[2].distance(at(100.0, 5.0)) < LANE);
        assert!(line[1].y > 20.0, "right of the middle, since nobody drives there the other way");
    }

    #[test]
    fn a_road_that_is_driven_there_and_back_is_drawn_once() {
        let leg = |from: u32, to: u32, pieces: &[(u32, bool)]| {
            let step = |(piece, against): &(u32, bool)| Step {
                track: Track::Piece(*piece),
                against: *against,
            };
            Leg { from: PlaceIdx(from), to: PlaceIdx(to), steps: pieces.iter().map(step).collect() }
        };
        let legs = [vec![
            leg(0, 1, &[(0, false), (1, false)]),
            leg(1, 2, &[(1, true), (2, false)]),
            leg(2, 0, &[(2, true), (0, true)]),
        ]];
        let shape = |track| match track {
            Track::Piece(0) => vec![at(0.0, 0.0), at(50.0, 0.0)],
            Track::Piece(1) => vec![at(50.0, 0.0), at(100.0, 0.0)],
            _ => vec![at(50.0, 0.0), at(50.0, 90.0)],
        };
        let points = [at(0.0, 0.0), at(100.0, 0.0), at(50.0, 90.0)];
        let point = |place: PlaceIdx| points[place.0 as usize];
        let line = Lanes::of(&legs).line(0, &legs[0], shape, point);
        // Both ways, so in the middle.
        let there = vec![at(0.0, 0.0), at(50.0, 0.0), at(50.0, 0.0), at(100.0, 0.0)];
        assert_eq!(line, [there, vec![at(50.0, 0.0), at(50.0, 90.0)]]);
    }
}
