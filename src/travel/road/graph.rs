//! The road as a graph of arcs in flat arrays.

use super::access::{Lane, WayUse, stops, way_use};
use super::data::{RestrictionVia, RoadData, RoadPoint};
use super::hours::DrivingHours;
use super::profile::{RoadClass, RoadProfile};
use super::shape::{bearing, centimetres};

/// No such thing.
pub(super) const NONE: u32 = u32::MAX;

/// A piece of road between two junctions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) tail: u32,
    pub(super) head: u32,
    /// Its points are `shapes[shape..shape + points]`.
    pub(super) shape: u32,
    pub(super) points: u32,
    pub(super) centimetres: u32,
    pub(super) class: RoadClass,
    /// Arcs along it and against it.
    pub(super) arcs: [u32; 2],
}

/// A piece of road in one direction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arc {
    pub(super) edge: u32,
    pub(super) head: u32,
    pub(super) milliseconds: u32,
    /// Degrees from north at its beginning and at its end.
    pub(super) bearings: [i16; 2],
    /// For the beginning or the end of a trip only.
    pub(super) destination: bool,
    pub(super) against: bool,
}

/// The roads of a vehicle.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    pub(super) edges: Vec<Edge>,
    pub(super) arcs: Vec<Arc>,
    /// Arcs that leave a junction: `leaving[first_leaving[v]..first_leaving[v + 1]]`.
    pub(super) first_leaving: Vec<u32>,
    pub(super) leaving: Vec<u32>,
    pub(super) shapes: Vec<RoadPoint>,
    /// Junctions that stop the vehicle.
    pub(super) stopped: Vec<bool>,
    /// Edges at a junction, a loop twice.
    pub(super) degrees: Vec<u32>,
    /// The node row of each junction, ascending.
    pub(super) junctions: Vec<u32>,
    /// Edges of way `w`: `first_edge[w]..first_edge[w + 1]`.
    pub(super) first_edge: Vec<u32>,
    /// Windows that alone open an edge, by edge.
    pub(super) windows: Vec<(u32, Vec<DrivingHours>)>,
    /// Conditions of tags that could not be read.
    pub(super) unread: usize,
}

impl Graph {
    /// The graph of a vehicle. O(points log points).
    pub(super) fn new(data: &RoadData, profile: &RoadProfile) -> Self {
        let mut graph = Self::default();
        let uses: Vec<Option<WayUse>> =
            data.ways.iter().map(|way| way_use(&way.tags, profile, &mut graph.unread)).collect();
        let rows = rows_of_ways(data, &uses);
        let stopping = stopping_rows(data, profile);
        graph.junctions = junction_rows(data, &rows, &stopping);
        graph.stopped = vec![false; graph.junctions.len()];
        for row in stopping {
            if let Some(junction) = graph.junction_of_row(row) {
                graph.stopped[junction as usize] = true;
            }
        }
        for (rows, of) in rows.iter().zip(&uses) {
            graph.first_edge.push(index(graph.edges.len()));
            if let Some(of) = of {
                graph.add_way(data, rows, of);
            }
        }
        graph.first_edge.push(index(graph.edges.len()));
        graph.link();
        graph
    }

    pub(super) fn junction_of_row(&self, row: u32) -> Option<u32> {
        self.junctions.binary_search(&row).ok().map(index)
    }

    /// The edges of a way.
    pub(super) fn edges_of(&self, way: usize) -> std::ops::Range<usize> {
        self.first_edge[way] as usize..self.first_edge[way + 1] as usize
    }

    /// The arcs that leave a junction.
    pub(super) fn leaving(&self, junction: u32) -> &[u32] {
        let junction = junction as usize;
        &self.leaving
            [self.first_leaving[junction] as usize..self.first_leaving[junction + 1] as usize]
    }

    /// The points of an edge in the direction of drawing.
    pub(super) fn points(&self, edge: u32) -> &[RoadPoint] {
        let edge = &self.edges[edge as usize];
        &self.shapes[edge.shape as usize..(edge.shape + edge.points) as usize]
    }

    /// Where an arc begins.
    pub(super) fn tail(&self, arc: u32) -> u32 {
        let arc = &self.arcs[arc as usize];
        let edge = &self.edges[arc.edge as usize];
        if arc.against { edge.head } else { edge.tail }
    }

    /// The arc of the same edge in the other direction, or [`NONE`].
    pub(super) fn reverse(&self, arc: u32) -> u32 {
        let of = &self.arcs[arc as usize];
        self.edges[of.edge as usize].arcs[usize::from(!of.against)]
    }

    /// The windows that alone open an edge.
    pub(super) fn windows(&self, edge: u32) -> &[DrivingHours] {
        match self.windows.binary_search_by_key(&edge, |(of, _)| *of) {
            Ok(at) => &self.windows[at].1,
            Err(_) => &[],
        }
    }

    fn add_way(&mut self, data: &RoadData, rows: &[Option<u32>], of: &WayUse) {
        let first = self.edges.len();
        for piece in rows.split(Option::is_none) {
            let mut from = 0;
            for to in 1..piece.len() {
                let end = piece[to].and_then(|row| self.junction_of_row(row));
                if let Some(end) = end {
                    self.add_edge(data, &piece[from..=to], end, of);
                    from = to;
                }
            }
        }
        if let Some(seconds) = of.seconds {
            self.take_seconds(first, seconds);
        }
    }

    fn add_edge(&mut self, data: &RoadData, rows: &[Option<u32>], head: u32, of: &WayUse) {
        let point = |row: &Option<u32>| row.map(|row| data.nodes[row as usize].1);
        let points: Vec<RoadPoint> = rows.iter().filter_map(point).collect();
        let tail = rows[0].and_then(|row| self.junction_of_row(row));
        let tail = tail.expect("a piece begins at a junction");
        let length = centimetres(&points);
        let edge = index(self.edges.len());
        let shape = index(self.shapes.len());
        let last = points.len() - 1;
        let bearings = [bearing(points[0], points[1]), bearing(points[last - 1], points[last])];
        let mut arc = |lane: Option<Lane>, against: bool| {
            let Some(lane) = lane else { return NONE };
            let back = |degrees: i16| (degrees + 180).rem_euclid(360);
            self.arcs.push(Arc {
                edge,
                head: if against { tail } else { head },
                milliseconds: milliseconds(length, lane.speed),
                bearings: if against { [back(bearings[1]), back(bearings[0])] } else { bearings },
                destination: lane.destination,
                against,
            });
            index(self.arcs.len() - 1)
        };
        let arcs = [arc(of.forward, false), arc(of.backward, true)];
        if !of.windows.is_empty() {
            self.windows.push((edge, of.windows.clone()));
        }
        let points = index(points.len());
        self.shapes.extend(rows.iter().filter_map(point));
        let (centimetres, class) = (length, of.class);
        self.edges.push(Edge { tail, head, shape, points, centimetres, class, arcs });
    }

    /// Spreads what a whole way takes over its edges, by length.
    fn take_seconds(&mut self, first: usize, seconds: u32) {
        let whole: u64 = self.edges[first..].iter().map(|edge| u64::from(edge.centimetres)).sum();
        for edge in &self.edges[first..] {
            let share = u64::from(seconds) * 1_000 * u64::from(edge.centimetres) / whole.max(1);
            for arc in edge.arcs.into_iter().filter(|arc| *arc != NONE) {
                self.arcs[arc as usize].milliseconds = u32::try_from(share).unwrap_or(u32::MAX);
            }
        }
    }

    /// Orders the arcs by the junction that they leave.
    fn link(&mut self) {
        let mut first = vec![0_u32; self.junctions.len() + 1];
        self.degrees = vec![0; self.junctions.len()];
        for edge in &self.edges {
            self.degrees[edge.tail as usize] += 1;
            self.degrees[edge.head as usize] += 1;
        }
        for arc in 0..index(self.arcs.len()) {
            first[self.tail(arc) as usize + 1] += 1;
        }
        for junction in 1..first.len() {
            first[junction] += first[junction - 1];
        }
        let mut next = first.clone();
        self.leaving = vec![0; self.arcs.len()];
        for arc in 0..index(self.arcs.len()) {
            let slot = &mut next[self.tail(arc) as usize];
            self.leaving[*slot as usize] = arc;
            *slot += 1;
        }
        self.first_leaving = first;
    }
}

/// The time of a length at a speed, to the nearest millisecond.
pub(super) fn milliseconds(centimetres: u32, metres_per_hour: u32) -> u32 {
    const PER: u64 = 36_000;
    let speed = u64::from(metres_per_hour.max(1));
    let milliseconds = (u64::from(centimetres) * PER + speed / 2) / speed;
    u32::try_from(milliseconds).unwrap_or(u32::MAX)
}

/// Positions in arrays are `u32`.
///
/// # Panics
///
/// When there are 2^32 of them, which reading has refused.
pub(super) fn index(position: usize) -> u32 {
    u32::try_from(position).expect("readers refuse more than 2^32 of anything")
}

/// The node rows of each way that is used; `None` where a node is not in the data.
fn rows_of_ways(data: &RoadData, uses: &[Option<WayUse>]) -> Vec<Vec<Option<u32>>> {
    let rows = data.ways.iter().zip(uses).map(|(way, of)| {
        if of.is_none() {
            return Vec::new();
        }
        let mut nodes = way.nodes.clone();
        nodes.dedup();
        nodes.iter().map(|node| data.node_row(*node).map(index)).collect()
    });
    rows.collect()
}

/// The rows of nodes that stop the vehicle.
fn stopping_rows(data: &RoadData, profile: &RoadProfile) -> Vec<u32> {
    let stopping = data.node_tags.iter().filter(|(_, tags)| stops(tags, profile));
    stopping.filter_map(|(node, _)| data.node_row(*node).map(index)).collect()
}

/// The rows where roads begin, end or meet, where one is stopped and where a restriction holds.
fn junction_rows(data: &RoadData, rows: &[Vec<Option<u32>>], stopping: &[u32]) -> Vec<u32> {
    let mut seen = vec![0_u8; data.nodes.len()];
    let mut see = |row: u32, times: u8| {
        let seen = &mut seen[row as usize];
        *seen = seen.saturating_add(times);
    };
    for piece in rows.iter().flat_map(|rows| rows.split(Option::is_none)) {
        if piece.len() < 2 {
            continue;
        }
        for (at, row) in piece.iter().enumerate() {
            let at_end = at == 0 || at + 1 == piece.len();
            if let Some(row) = row {
                see(*row, if at_end { 2 } else { 1 });
            }
        }
    }
    let used = |row: &u32, seen: &[u8]| seen[*row as usize] > 0;
    let via = data.restrictions.iter().filter_map(|of| match of.via {
        RestrictionVia::Node(node) => data.node_row(node).map(index),
        RestrictionVia::Ways(_) => None,
    });
    let forced: Vec<u32> =
        stopping.iter().copied().chain(via).filter(|row| used(row, &seen)).collect();
    let mut junctions: Vec<u32> =
        (0..index(seen.len())).filter(|row| seen[*row as usize] > 1).collect();
    junctions.extend(forced);
    junctions.sort_unstable();
    junctions.dedup();
    junctions
}
