//! Routes as lines: side by side where they share a stretch.

use std::collections::BTreeMap;

use super::area::{Point, Stretch};
use crate::index::PlaceIdx;

/// Between the lines of two routes on the same stretch.
const LANE: f64 = 4.0;

/// The ways of all routes of a drawing, from the hub and back.
#[derive(Debug)]
pub(super) struct Lanes {
    /// The routes on each stretch between two places, lower index first.
    routes: BTreeMap<(PlaceIdx, PlaceIdx), Vec<usize>>,
}

impl Lanes {
    /// The lanes of some ways, each a list of places. O(stops log stops).
    pub(super) fn of(ways: &[Vec<PlaceIdx>]) -> Self {
        let mut routes: BTreeMap<(PlaceIdx, PlaceIdx), Vec<usize>> = BTreeMap::new();
        for (route, way) in ways.iter().enumerate() {
            for pair in way.windows(2) {
                let on_it = routes.entry(stretch(pair[0], pair[1])).or_default();
                if on_it.last() != Some(&route) {
                    on_it.push(route);
                }
            }
        }
        Self { routes }
    }

    /// How far from the middle a route drives, to the right of the way from the lower index.
    fn offset(&self, route: usize, from: PlaceIdx, to: PlaceIdx) -> f64 {
        let on_it = &self.routes[&stretch(from, to)];
        let lane = on_it.iter().position(|other| *other == route).unwrap_or_default();
        (lane as f64 - (on_it.len() - 1) as f64 / 2.0) * LANE
    }

    /// The line of a route: both ends of each stretch, moved to its lane.
    pub(super) fn line(
        &self,
        route: usize,
        way: &[PlaceIdx],
        point: impl Fn(PlaceIdx) -> Point,
    ) -> Vec<Point> {
        let mut line = Vec::with_capacity(2 * way.len());
        for pair in way.windows(2) {
            let (from, to) = (point(pair[0]), point(pair[1]));
            let length = from.distance(to).max(1.0);
            let direction = if pair[0] <= pair[1] { 1.0 } else { -1.0 };
            let aside = self.offset(route, pair[0], pair[1]) * direction / length;
            let (dx, dy) = ((from.y - to.y) * aside, (to.x - from.x) * aside);
            line.extend([from, to].map(|end| Point { x: end.x + dx, y: end.y + dy }));
        }
        line
    }
}

/// The straight parts of a line.
pub(super) fn stretches(line: &[Point]) -> impl Iterator<Item = Stretch> {
    line.windows(2).map(|pair| Stretch(pair[0], pair[1]))
}

fn stretch(one: PlaceIdx, other: PlaceIdx) -> (PlaceIdx, PlaceIdx) {
    (one.min(other), one.max(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_routes_on_one_stretch_drive_side_by_side_in_either_direction() {
        let [hub, a, b] = [0, 1, 2].map(PlaceIdx);
        let ways = [vec![hub, a, hub], vec![hub, b, a, hub]];
        let lanes = Lanes::of(&ways);
        let point = |place: PlaceIdx| Point { x: 100.0 * f64::from(place.0), y: 0.0 };
        let there = lanes.line(0, &ways[0], point);
        let back = lanes.line(1, &ways[1], point);
        assert_eq!(there[0], Point { x: 0.0, y: -LANE / 2.0 });
        assert_eq!(there[1], Point { x: 100.0, y: -LANE / 2.0 });
        assert_eq!(back[5], Point { x: 0.0, y: LANE / 2.0 });
        assert_eq!(back[4], Point { x: 100.0, y: LANE / 2.0 });
        assert_eq!(back[0], Point { x: 0.0, y: 0.0 }, "a stretch of its own stays in the middle");
    }
}
