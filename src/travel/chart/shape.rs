//! Lines and rings on a plane: fewer points, cut to a box, joined at their ends.

use std::collections::BTreeMap;

use crate::travel::road::{PER_DEGREE, RoadPoint};

/// A point of a plane, in its unit.
pub type PlanePoint = [f64; 2];

/// Metres of a degree of a great circle of the mean Earth.
const METRES_PER_DEGREE: f64 = 111_195.08;

/// A rectangle of the Earth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChartBox {
    /// The corner in the south and west.
    pub least: RoadPoint,
    /// The corner in the north and east.
    pub most: RoadPoint,
}

impl ChartBox {
    /// The least box around points; `None` around nothing. O(points).
    pub fn around(points: impl IntoIterator<Item = RoadPoint>) -> Option<Self> {
        let mut points = points.into_iter();
        let first = points.next()?;
        Some(points.fold(Self { least: first, most: first }, |of, point| Self {
            least: RoadPoint { lon: of.least.lon.min(point.lon), lat: of.least.lat.min(point.lat) },
            most: RoadPoint { lon: of.most.lon.max(point.lon), lat: of.most.lat.max(point.lat) },
        }))
    }

    /// The box with some metres more on each side.
    #[must_use]
    pub fn wider(self, metres: f64) -> Self {
        let parts = metres / METRES_PER_DEGREE * PER_DEGREE;
        let moved = |point: RoadPoint, sign: f64| RoadPoint {
            lon: whole(f64::from(point.lon) + sign * parts / self.shrink().max(0.01)),
            lat: whole(f64::from(point.lat) + sign * parts),
        };
        Self { least: moved(self.least, -1.0), most: moved(self.most, 1.0) }
    }

    /// The box, made wider to the east and west where it is narrower than high.
    #[must_use]
    pub fn no_narrower(self) -> Self {
        let [from, to] = self.corners();
        let lacking = ((to[1] - from[1]) - (to[0] - from[0])).max(0.0) / 2.0;
        let [from, to] = [[from[0] - lacking, from[1]], [to[0] + lacking, to[1]]];
        Self { least: self.point(from), most: self.point(to) }
    }

    /// The larger of its sides, in metres.
    pub fn side(self) -> f64 {
        let [from, to] = [self.plane(self.least), self.plane(self.most)];
        (to[0] - from[0]).max(to[1] - from[1])
    }

    /// A point as metres east and north on a plane that is true in the middle of the box.
    pub fn plane(self, point: RoadPoint) -> PlanePoint {
        let metres = METRES_PER_DEGREE / PER_DEGREE;
        [f64::from(point.lon) * metres * self.shrink(), f64::from(point.lat) * metres]
    }

    /// The point of the Earth at a point of the plane.
    fn point(self, [east, north]: PlanePoint) -> RoadPoint {
        let parts = PER_DEGREE / METRES_PER_DEGREE;
        RoadPoint { lon: whole(east * parts / self.shrink().max(0.01)), lat: whole(north * parts) }
    }

    fn shrink(self) -> f64 {
        let middle = f64::midpoint(f64::from(self.least.lat), f64::from(self.most.lat));
        (middle / PER_DEGREE).to_radians().cos()
    }

    /// A line without the points that are less than some metres aside.
    pub fn thinned(self, line: &[RoadPoint], metres: f64) -> Vec<RoadPoint> {
        let plane: Vec<PlanePoint> = line.iter().map(|point| self.plane(*point)).collect();
        line.iter().zip(kept(&plane, metres)).filter(|(_, kept)| *kept).map(|(at, _)| *at).collect()
    }

    /// A line, cut to the box and with points left out that are less than some metres aside.
    pub fn line(self, line: &[RoadPoint], metres: f64) -> Vec<Vec<RoadPoint>> {
        let plane: Vec<PlanePoint> = line.iter().map(|point| self.plane(*point)).collect();
        let back = |part: Vec<PlanePoint>| {
            simplified(&part, metres).into_iter().map(|point| self.point(point)).collect()
        };
        cut_line(&plane, self.corners()).into_iter().map(back).collect()
    }

    /// A ring, cut and thinned likewise; `None` where less of it is left than a square of `least`
    /// metres.
    pub fn ring(self, ring: &[RoadPoint], metres: f64, least: f64) -> Option<Vec<RoadPoint>> {
        let plane: Vec<PlanePoint> = ring.iter().map(|point| self.plane(*point)).collect();
        let cut = cut_ring(&plane, self.corners());
        if area(&cut) < least * least {
            return None;
        }
        let ring = simplified_ring(&cut, metres);
        (ring.len() > 2).then(|| ring.into_iter().map(|point| self.point(point)).collect())
    }

    fn corners(self) -> [PlanePoint; 2] {
        [self.plane(self.least), self.plane(self.most)]
    }
}

fn whole(part: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "the cast holds at the largest")]
    let whole = part.round() as i32;
    whole
}

/// The points of a line without those that are no farther than `tolerance` from it without them.
///
/// O(points^2) at worst, O(points log points) usually. Reference: D. H. Douglas and T. K. Peucker
/// (1973), "Algorithms for the reduction of the number of points required to represent a digitized
/// line or its caricature", Cartographica 10(2):112-122, doi 10.3138/FM57-6770-U75U-7727.
pub fn simplified(line: &[PlanePoint], tolerance: f64) -> Vec<PlanePoint> {
    line.iter()
        .zip(kept(line, tolerance))
        .filter(|(_, kept)| *kept)
        .map(|(point, _)| *point)
        .collect()
}

/// Which points of a line stay.
fn kept(line: &[PlanePoint], tolerance: f64) -> Vec<bool> {
    if line.len() < 3 {
        return vec![true; line.len()];
    }
    let mut kept = vec![false; line.len()];
    kept[0] = true;
    kept[line.len() - 1] = true;
    let mut open = vec![(0, line.len() - 1)];
    while let Some((from, to)) = open.pop() {
        let aside = |at: usize| distance(line[at], line[from], line[to]);
        let farthest = (from + 1..to).max_by(|one, two| aside(*one).total_cmp(&aside(*two)));
        if let Some(at) = farthest.filter(|at| aside(*at) > tolerance) {
            kept[at] = true;
            open.extend([(from, at), (at, to)]);
        }
    }
    kept
}

/// As [`simplified`], of a ring that does not repeat its first point.
pub fn simplified_ring(ring: &[PlanePoint], tolerance: f64) -> Vec<PlanePoint> {
    let Some(first) = ring.first() else { return Vec::new() };
    // The two halves between a point and the one farthest from it.
    let from_first = |at: &usize| squared(ring[*at], *first);
    let far = (0..ring.len()).max_by(|one, two| from_first(one).total_cmp(&from_first(two)));
    let far = far.unwrap_or_default();
    let mut halves = simplified(&ring[..=far], tolerance);
    let back: Vec<PlanePoint> = ring[far..].iter().chain([first]).copied().collect();
    let back = simplified(&back, tolerance);
    halves.extend(&back[1..back.len() - 1]);
    halves
}

fn squared(one: PlanePoint, two: PlanePoint) -> f64 {
    (one[0] - two[0]).powi(2) + (one[1] - two[1]).powi(2)
}

/// From a point to the stretch between two others.
fn distance(point: PlanePoint, from: PlanePoint, to: PlanePoint) -> f64 {
    let square = squared(from, to);
    let dot = (point[0] - from[0]) * (to[0] - from[0]) + (point[1] - from[1]) * (to[1] - from[1]);
    let along = if square > 0.0 { (dot / square).clamp(0.0, 1.0) } else { 0.0 };
    let foot = [from[0] + along * (to[0] - from[0]), from[1] + along * (to[1] - from[1])];
    squared(point, foot).sqrt()
}

/// The parts of a line that lie within two corners. O(points).
///
/// Reference: Y.-D. Liang and B. A. Barsky (1984), "A new concept and method for line clipping",
/// ACM Transactions on Graphics 3(1):1-22, doi 10.1145/357332.357333.
pub fn cut_line(line: &[PlanePoint], corners: [PlanePoint; 2]) -> Vec<Vec<PlanePoint>> {
    let mut parts: Vec<Vec<PlanePoint>> = Vec::new();
    for pair in line.windows(2) {
        let Some([from, to]) = cut_stretch(pair[0], pair[1], corners) else { continue };
        match parts.last_mut().filter(|part| part.last() == Some(&from)) {
            Some(part) => part.push(to),
            None => parts.push(vec![from, to]),
        }
    }
    parts
}

fn cut_stretch(
    from: PlanePoint,
    to: PlanePoint,
    [least, most]: [PlanePoint; 2],
) -> Option<[PlanePoint; 2]> {
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    for axis in 0..2 {
        let towards = to[axis] - from[axis];
        for (towards, room) in
            [(-towards, from[axis] - least[axis]), (towards, most[axis] - from[axis])]
        {
            if towards == 0.0 {
                if room < 0.0 {
                    return None;
                }
            } else if towards < 0.0 {
                enters = enters.max(room / towards);
            } else {
                leaves = leaves.min(room / towards);
            }
        }
    }
    let at = |part: f64| match part {
        0.0 => from,
        1.0 => to,
        part => [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])],
    };
    (enters < leaves).then(|| [at(enters), at(leaves)])
}

/// The part of a ring that lies within two corners; where it falls apart, seams along the edges
/// hold it together. O(points).
///
/// Reference: I. E. Sutherland and G. W. Hodgman (1974), "Reentrant polygon clipping",
/// Communications of the ACM 17(1):32-42, doi 10.1145/360767.360802.
pub fn cut_ring(ring: &[PlanePoint], [least, most]: [PlanePoint; 2]) -> Vec<PlanePoint> {
    let mut ring = ring.to_vec();
    for axis in 0..2 {
        for (limit, sign) in [(least[axis], 1.0), (most[axis], -1.0)] {
            let room = |point: PlanePoint| (point[axis] - limit) * sign;
            let mut cut = Vec::with_capacity(ring.len() + 4);
            for (at, point) in ring.iter().enumerate() {
                let before = ring[(at + ring.len() - 1) % ring.len()];
                let (enters, stands) = (room(before), room(*point));
                if (enters < 0.0) != (stands < 0.0) {
                    let part = enters / (enters - stands);
                    cut.push([
                        before[0] + part * (point[0] - before[0]),
                        before[1] + part * (point[1] - before[1]),
                    ]);
                }
                if stands >= 0.0 {
                    cut.push(*point);
                }
            }
            ring = cut;
        }
    }
    ring
}

/// What a ring encloses. Reference: the shoelace formula.
pub(super) fn area(ring: &[PlanePoint]) -> f64 {
    let Some(last) = ring.last() else { return 0.0 };
    let pairs = std::iter::once(last).chain(ring).zip(ring);
    pairs.map(|(one, two)| one[0] * two[1] - two[0] * one[1]).sum::<f64>().abs() / 2.0
}

/// Lines joined wherever just two ends meet, so that a ring in parts becomes a ring whose last
/// point is its first. O(lines log lines).
pub fn joined(lines: Vec<Vec<RoadPoint>>) -> Vec<Vec<RoadPoint>> {
    let mut ends: BTreeMap<RoadPoint, Vec<usize>> = BTreeMap::new();
    let mut lines: Vec<Option<Vec<RoadPoint>>> =
        lines.into_iter().map(|line| Some(line).filter(|line| line.len() > 1)).collect();
    for (at, line) in lines.iter().enumerate() {
        let Some(line) = line else { continue };
        ends.entry(line[0]).or_default().push(at);
        ends.entry(line[line.len() - 1]).or_default().push(at);
    }
    let mut whole = Vec::new();
    for at in 0..lines.len() {
        let Some(mut line) = lines[at].take() else { continue };
        // Onwards from its last point, then from its first.
        for _ in 0..2 {
            while line[0] != line[line.len() - 1] {
                let end = line[line.len() - 1];
                let meeting = &ends[&end];
                let next =
                    meeting.iter().find(|of| lines[**of].is_some()).filter(|_| meeting.len() == 2);
                let Some(mut next) = next.and_then(|of| lines[*of].take()) else { break };
                if next[0] != end {
                    next.reverse();
                }
                line.extend(&next[1..]);
            }
            line.reverse();
        }
        whole.push(line);
    }
    whole
}
