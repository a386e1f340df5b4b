//! The roads of one vehicle, and ways between stops on them.

use rayon::prelude::*;

use super::components::largest_component;
use super::data::{RoadData, RoadPoint};
use super::graph::Graph;
use super::profile::{Kerb, ROAD_CLASSES, RoadProfile};
use super::restrictions::Restrictions;
use super::search::{Aim, Desk, FAR, Field, Found};
use super::shape::metres;
use super::snap::{RoadStop, Segments, WHOLE};
use super::turns::Turns;
use crate::travel::TravelLeg;
use crate::units::{Metres, Seconds};

/// Beyond this distance from a road a stop is doubtful: its position, the class of its road or
/// the extract may be wrong. In centimetres.
pub const SNAP_DOUBTFUL_CM: u32 = 15_000;

/// The roads of one vehicle (wegennet).
#[derive(Clone, Debug)]
pub struct RoadNetwork {
    pub(super) graph: Graph,
    pub(super) turns: Turns,
    connected: Vec<bool>,
    segments: Segments,
    kerb: Kerb,
    unplaced: usize,
}

/// A network in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoadFigures {
    /// Junctions, ends included.
    pub junctions: usize,
    /// Pieces of road in one direction.
    pub arcs: usize,
    /// Turns that may be made.
    pub turns: usize,
    /// Arcs that can reach all other arcs of the largest connected part.
    pub connected_arcs: usize,
    /// Straight pieces where one may stop.
    pub segments: u32,
    /// Conditions of tags that could not be read, and do not count.
    pub conditions_unread: usize,
    /// Restrictions of turns that fit no road of the vehicle.
    pub restrictions_unplaced: usize,
}

/// The way from one stop to another, as a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoadLeg {
    /// How far and how long.
    pub leg: TravelLeg,
    /// The line from the one place on the road to the other.
    pub line: Vec<RoadPoint>,
    /// Milliseconds on each class of road, in the order of [`ROAD_CLASSES`]; turns left out.
    pub milliseconds: [u64; ROAD_CLASSES.len()],
}

impl RoadNetwork {
    /// The roads that a vehicle may drive. O(n log n) in the points of the data.
    pub fn new(data: &RoadData, profile: &RoadProfile) -> Self {
        let mut graph = Graph::new(data, profile);
        let mut unread = graph.unread;
        let restrictions = Restrictions::new(data, &graph, profile, &mut unread);
        graph.unread = unread;
        let mut turns = Turns::new(&graph, &restrictions, profile);
        let count = graph.arcs.len();
        let connected = largest_component(count, &turns, |_| true);
        if enclose(&mut graph, &turns, &connected) {
            turns = Turns::new(&graph, &restrictions, profile);
        }
        let segments = Segments::new(&graph, &connected);
        let unplaced = restrictions.unplaced;
        Self { graph, turns, connected, segments, kerb: profile.kerb, unplaced }
    }

    /// The network in numbers.
    pub fn figures(&self) -> RoadFigures {
        RoadFigures {
            junctions: self.graph.junctions.len(),
            arcs: self.graph.arcs.len(),
            turns: self.turns.to.len(),
            connected_arcs: self.connected.iter().filter(|in_it| **in_it).count(),
            segments: self.segments.len(),
            conditions_unread: self.graph.unread,
            restrictions_unplaced: self.unplaced,
        }
    }

    /// The nearest place on a road of the largest connected part where one may stop; `None` where
    /// there is no road at all. O(log n).
    pub fn snap(&self, stop: RoadPoint) -> Option<RoadStop> {
        self.segments.snap(&self.graph, stop, self.kerb)
    }

    /// The best way between any two stops, row by row; `None` where there is none.
    ///
    /// Seconds are rounded up, metres to the nearest. One search a stop, in parallel; the answer
    /// does not depend on the number of threads. O(stops x (arcs + turns) log arcs).
    pub fn table(&self, stops: &[Option<RoadStop>], aim: Aim) -> Vec<Vec<Option<TravelLeg>>> {
        let field = Field::new(&self.graph, &self.turns, stops, aim);
        let row = |desk: &mut Desk, (from, start): (usize, &Option<RoadStop>)| {
            let Some(start) = start else { return vec![None; stops.len()] };
            let found = field.from(start, desk);
            row_of(&found, from, aim)
        };
        stops.par_iter().enumerate().map_init(Desk::default, |desk, of| row(desk, of)).collect()
    }

    /// The best way from each of some stops to each of others, row by row; `None` where there is
    /// none. Rounded as in [`table`](Self::table), one search a stop to begin at, in parallel.
    pub fn ways(
        &self,
        from: &[Option<RoadStop>],
        to: &[Option<RoadStop>],
        aim: Aim,
    ) -> Vec<Vec<Option<TravelLeg>>> {
        let field = Field::new(&self.graph, &self.turns, to, aim);
        let row = |desk: &mut Desk, start: &Option<RoadStop>| match start {
            Some(start) => field.from(start, desk).iter().map(|of| leg_of(of, aim)).collect(),
            None => vec![None; to.len()],
        };
        from.par_iter().map_init(Desk::default, row).collect()
    }

    /// The ways from one stop to several, as lines; `None` where there is none.
    pub fn legs(
        &self,
        start: &RoadStop,
        to: &[Option<RoadStop>],
        aim: Aim,
    ) -> Vec<Option<RoadLeg>> {
        let field = Field::new(&self.graph, &self.turns, to, aim);
        let mut desk = Desk::default();
        let found = field.from(start, &mut desk);
        let line = |(of, stop): (&Found, &Option<RoadStop>)| {
            let stop = stop.as_ref()?;
            let leg = leg_of(of, aim)?;
            let arcs = field.arcs(of, &desk);
            let along = (field.along(start, arcs[0]), field.along(stop, of.arc));
            let milliseconds = self.milliseconds(&arcs, along);
            let line = self.line(&arcs, along, (start.point, stop.point));
            Some(RoadLeg { leg, line, milliseconds })
        };
        found.iter().zip(to).map(line).collect()
    }

    /// What arcs take by class of road, the first and the last in part.
    pub(super) fn milliseconds(
        &self,
        arcs: &[u32],
        (begin, end): (u64, u64),
    ) -> [u64; ROAD_CLASSES.len()] {
        let mut sums = [0; ROAD_CLASSES.len()];
        for (at, arc) in arcs.iter().enumerate() {
            let of = &self.graph.arcs[*arc as usize];
            let first = if at == 0 { begin } else { 0 };
            let last = if at + 1 == arcs.len() { end } else { WHOLE };
            let part = u64::from(of.milliseconds) * last.saturating_sub(first) / WHOLE;
            sums[self.graph.edges[of.edge as usize].class as usize] += part;
        }
        sums
    }

    /// The points of arcs one after the other, the first and the last cut at the stops.
    fn line(
        &self,
        arcs: &[u32],
        (begin, end): (u64, u64),
        (from, to): (RoadPoint, RoadPoint),
    ) -> Vec<RoadPoint> {
        let mut line = vec![from];
        for (at, arc) in arcs.iter().enumerate() {
            let first = if at == 0 { begin } else { 0 };
            let last = if at + 1 == arcs.len() { end } else { WHOLE };
            line.extend(self.between(*arc, first, last));
        }
        line.push(to);
        line.dedup();
        line
    }

    /// The points of an arc that lie between two places on it.
    fn between(&self, arc: u32, first: u64, last: u64) -> Vec<RoadPoint> {
        let of = &self.graph.arcs[arc as usize];
        let mut points = self.graph.points(of.edge).to_vec();
        if of.against {
            points.reverse();
        }
        let lengths = points.windows(2).map(|pair| metres(pair[0], pair[1]));
        let whole: f64 = lengths.clone().sum();
        let mut along = 0.0;
        let mut kept = Vec::new();
        for (at, point) in points.iter().enumerate() {
            if at > 0 {
                along += metres(points[at - 1], *point);
            }
            let share = if whole > 0.0 { along / whole * (WHOLE as f64) } else { 0.0 };
            if (first == 0 || share > first as f64) && (last == WHOLE || share < last as f64) {
                kept.push(*point);
            }
        }
        kept
    }
}

/// Makes open roads that lie behind a zone for destination traffic a part of it, since nobody gets
/// there but through the zone; whether there were any.
fn enclose(graph: &mut Graph, turns: &Turns, connected: &[bool]) -> bool {
    let open: Vec<bool> = graph.arcs.iter().map(|arc| !arc.destination).collect();
    let core = largest_component(open.len(), turns, |arc| open[arc as usize]);
    let mut any = false;
    for (at, arc) in graph.arcs.iter_mut().enumerate() {
        if open[at] && connected[at] && !core[at] {
            arc.destination = true;
            any = true;
        }
    }
    any
}

/// The legs of a row; to itself a stop has nothing to drive.
pub(super) fn row_of(found: &[Found], from: usize, aim: Aim) -> Vec<Option<TravelLeg>> {
    let mut row: Vec<Option<TravelLeg>> = found.iter().map(|of| leg_of(of, aim)).collect();
    row[from] = Some(TravelLeg::default());
    row
}

fn leg_of(found: &Found, aim: Aim) -> Option<TravelLeg> {
    const MILLI: u32 = 1_000;
    const CENTI: u32 = 100;
    if found.toll == FAR {
        return None;
    }
    let (milliseconds, centimetres) = found.toll.parts(aim);
    Some(TravelLeg {
        distance: Metres(i64::from((centimetres + CENTI / 2) / CENTI)),
        duration: Seconds(i64::from(milliseconds.div_ceil(MILLI))),
    })
}
