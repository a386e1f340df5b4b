//! The place of a stop on the road.

use rstar::{AABB, PointDistance, RTree, RTreeObject};

use super::data::{PER_DEGREE, RoadPoint};
use super::graph::{Graph, NONE, index};
use super::hours::DrivingHours;
use super::profile::{Kerb, RoadClass};
use super::shape::{METRES_PER_DEGREE, centimetres, metres};

/// Parts of an edge in which a place on it is counted.
pub(super) const WHOLE: u64 = 1_000_000;

/// Hand of the road, seen in the direction of drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoadSide {
    /// Left.
    Left,
    /// Right.
    Right,
}

/// A stop on the road (aansluiting op de weg).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoadStop {
    /// Where it is on each of the edges that are equally near; at a junction these are several.
    pub(super) spots: Vec<Spot>,
    /// The point of the road.
    pub point: RoadPoint,
    /// Centimetres from the stop to the road, in a straight line.
    pub centimetres: u32,
    /// On which side of the road the stop lies.
    pub side: RoadSide,
    /// The class of the road.
    pub class: RoadClass,
    /// Whether the road is for those who have to be there.
    pub destination: bool,
    /// Windows that alone open the road there; empty where it is always open.
    pub windows: Vec<DrivingHours>,
}

/// A place on an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) edge: u32,
    /// How far along the edge, in millionths.
    pub(super) along: u64,
    /// Whether one stops driving along the edge, and against it.
    pub(super) served: [bool; 2],
}

/// A straight piece of an edge, on a plane.
#[derive(Clone, Copy, Debug)]
struct Segment {
    from: [f64; 2],
    to: [f64; 2],
    edge: u32,
    /// The first of its two points in the edge.
    point: u32,
}

impl Segment {
    /// How far along it the nearest point to another lies, from 0 to 1.
    fn nearest(&self, point: [f64; 2]) -> f64 {
        let [x, y] = [self.to[0] - self.from[0], self.to[1] - self.from[1]];
        let square = x * x + y * y;
        if square == 0.0 {
            return 0.0;
        }
        let along = (point[0] - self.from[0]) * x + (point[1] - self.from[1]) * y;
        (along / square).clamp(0.0, 1.0)
    }
}

impl RTreeObject for Segment {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.from, self.to)
    }
}

impl PointDistance for Segment {
    fn distance_2(&self, point: &[f64; 2]) -> f64 {
        let along = self.nearest(*point);
        let x = self.from[0] + along * (self.to[0] - self.from[0]) - point[0];
        let y = self.from[1] + along * (self.to[1] - self.from[1]) - point[1];
        x * x + y * y
    }
}

/// All pieces of road where one may stop, in an R*-tree.
#[derive(Clone, Debug)]
pub(super) struct Segments {
    tree: RTree<Segment>,
    shrink: f64,
}

impl Segments {
    /// The pieces of the edges that have an arc in the connected part. O(n log n).
    pub(super) fn new(graph: &Graph, connected: &[bool]) -> Self {
        let latitudes: f64 = graph.shapes.iter().map(|point| point.position().lat).sum();
        let shrink = (latitudes / graph.shapes.len().max(1) as f64).to_radians().cos();
        let mut segments = Vec::new();
        for (edge, of) in (0..).zip(&graph.edges) {
            let open = |arc: &u32| *arc != NONE && connected[*arc as usize];
            if !of.class.is_stoppable() || !of.arcs.iter().any(open) {
                continue;
            }
            for (point, pair) in (0..).zip(graph.points(edge).windows(2)) {
                let [from, to] = [pair[0], pair[1]].map(|point| plane(point, shrink));
                segments.push(Segment { from, to, edge, point });
            }
        }
        Self { tree: RTree::bulk_load(segments), shrink }
    }

    /// The nearest place on the road, or `None` where there is no road at all. O(log n).
    pub(super) fn snap(&self, graph: &Graph, stop: RoadPoint, kerb: Kerb) -> Option<RoadStop> {
        let on_plane = plane(stop, self.shrink);
        let mut near = self.tree.nearest_neighbor_iter_with_distance_2(&on_plane);
        let (first, least) = near.next()?;
        // Of an edge the first of the pieces that are equally near counts, and of edges the first
        // of the file, whatever the shape of the tree.
        let equal = near.take_while(|(_, distance)| *distance <= least).map(|(piece, _)| *piece);
        let mut pieces: Vec<Segment> = std::iter::once(*first).chain(equal).collect();
        pieces.sort_unstable_by_key(|piece| (piece.edge, piece.point));
        pieces.dedup_by_key(|piece| piece.edge);
        let best = pieces[0];
        let point = on_road(graph, &best, on_plane).0;
        let edge = &graph.edges[best.edge as usize];
        let arcs = edge.arcs.iter().filter(|arc| **arc != NONE);
        Some(RoadStop {
            spots: pieces.iter().map(|piece| spot(graph, piece, on_plane, kerb)).collect(),
            point,
            centimetres: centimetres(&[stop, point]),
            side: side_of(&best, on_plane),
            class: edge.class,
            destination: arcs.clone().all(|arc| graph.arcs[*arc as usize].destination),
            windows: graph.windows(best.edge).to_vec(),
        })
    }

    /// How many pieces there are.
    pub(super) fn len(&self) -> u32 {
        index(self.tree.size())
    }
}

/// The point of a piece that is nearest to another, and how far along its edge it lies.
fn on_road(graph: &Graph, piece: &Segment, stop: [f64; 2]) -> (RoadPoint, f64) {
    let points = graph.points(piece.edge);
    let (from, to) = (points[piece.point as usize], points[piece.point as usize + 1]);
    let part = piece.nearest(stop);
    let between = |from: i32, to: i32| {
        #[expect(clippy::cast_possible_truncation, reason = "between two coordinates")]
        let at = (f64::from(from) + part * (f64::from(to) - f64::from(from))).round() as i32;
        at
    };
    let point = RoadPoint { lon: between(from.lon, to.lon), lat: between(from.lat, to.lat) };
    let length = |points: &[RoadPoint]| -> f64 {
        points.windows(2).map(|pair| metres(pair[0], pair[1])).sum()
    };
    let before = length(&points[..=piece.point as usize]) + metres(from, point);
    let whole = length(points);
    (point, if whole > 0.0 { before / whole } else { 0.0 })
}

fn spot(graph: &Graph, piece: &Segment, stop: [f64; 2], kerb: Kerb) -> Spot {
    let (_, share) = on_road(graph, piece, stop);
    // One may set out in a direction in which nobody arrives, and the other way round.
    let open = graph.edges[piece.edge as usize].arcs.map(|arc| arc != NONE);
    let side = side_of(piece, stop);
    let own = [side == RoadSide::Right, side == RoadSide::Left];
    let served = match kerb {
        Kerb::Own if open == [true, true] => own,
        Kerb::Own | Kerb::Either => open,
    };
    Spot { edge: piece.edge, along: millionths(share), served }
}

/// Metres east and north on a plane that is true at the middle of the roads.
fn plane(point: RoadPoint, shrink: f64) -> [f64; 2] {
    let metres = METRES_PER_DEGREE / PER_DEGREE;
    [f64::from(point.lon) * metres * shrink, f64::from(point.lat) * metres]
}

fn side_of(segment: &Segment, point: [f64; 2]) -> RoadSide {
    let [x, y] = [segment.to[0] - segment.from[0], segment.to[1] - segment.from[1]];
    let turn = x * (point[1] - segment.from[1]) - y * (point[0] - segment.from[0]);
    if turn > 0.0 { RoadSide::Left } else { RoadSide::Right }
}

fn millionths(share: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share between nothing and the whole"
    )]
    let millionths = (share.clamp(0.0, 1.0) * WHOLE as f64).round() as u64;
    millionths
}
