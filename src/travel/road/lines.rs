//! Ways between stops as lines that share their pieces.
//!
//! Many ways follow the same roads, so that the lines of all of them together are a network with
//! few forks. It is cut at its forks and at the stops into pieces, each stored once; a way is a row
//! of pieces. So equal roads are equal lines, and who draws several ways sees where they meet.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::data::RoadPoint;
use super::graph::Graph;
use super::network::{RoadNetwork, row_of};
use super::search::{Aim, Desk, FAR, Field};
use super::shape::metres;
use super::snap::{RoadStop, WHOLE};
use crate::travel::TravelLeg;

/// A piece of road that is driven whole, in the direction of its points or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PieceRun {
    /// The number of the piece.
    pub piece: u32,
    /// Whether from its last point to its first.
    pub against: bool,
}

/// Ways between stops as rows of pieces (rijlijnen).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WayLines {
    /// The points of each piece, two at least.
    pub pieces: Vec<Vec<RoadPoint>>,
    /// The pieces of each way, by the numbers of its stops, from and to.
    pub legs: BTreeMap<(u32, u32), Vec<PieceRun>>,
}

/// A part of an edge between two places on it, in millionths.
type Section = (u32, u64, u64);

/// Where sections meet: a junction, or a stop on an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Junction(u32),
    Stop(u32, u64),
}

/// The arcs of a way, and where it begins and ends on the first and the last.
struct Trace {
    stops: (u32, u32),
    arcs: Vec<u32>,
    begin: u64,
    end: u64,
}

/// A section as a way drives it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Step {
    section: Section,
    against: bool,
}

impl RoadNetwork {
    /// The table of [`table`](Self::table), and of each row the ways that `wanted` names as lines; it
    /// is given the number of the stop and its row. Ways that there are not are left out.
    ///
    /// One search a stop, in parallel; the answer does not depend on the number of threads.
    /// O(stops x (arcs + turns) log arcs + arcs of all ways that are wanted).
    ///
    /// # Panics
    ///
    /// When a number that is wanted is that of no stop.
    pub fn table_and_lines(
        &self,
        stops: &[Option<RoadStop>],
        aim: Aim,
        wanted: impl Fn(usize, &[Option<TravelLeg>]) -> BTreeSet<u32> + Sync,
    ) -> (Vec<Vec<Option<TravelLeg>>>, WayLines) {
        let field = Field::new(&self.graph, &self.turns, stops, aim);
        let searched = |desk: &mut Desk, from: usize| {
            let Some(start) = &stops[from] else { return (vec![None; stops.len()], Vec::new()) };
            let found = field.from(start, desk);
            let row = row_of(&found, from, aim);
            let trace = |to: u32| {
                let (stop, of) = (stops[to as usize].as_ref()?, &found[to as usize]);
                if of.toll == FAR || to as usize == from {
                    return None;
                }
                let arcs = field.arcs(of, desk);
                let (begin, end) = (field.along(start, arcs[0]), field.along(stop, of.arc));
                let from = u32::try_from(from).expect("stops are numbered so");
                Some(Trace { stops: (from, to), arcs, begin, end })
            };
            let traces: Vec<Trace> = wanted(from, &row).into_iter().filter_map(trace).collect();
            (row, traces)
        };
        let rows: Vec<(Vec<Option<TravelLeg>>, Vec<Trace>)> = (0..stops.len())
            .into_par_iter()
            .map_init(Desk::default, |desk, from| searched(desk, from))
            .collect();
        let (table, traces): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let traces: Vec<Trace> = traces.into_iter().flatten().collect();
        (table, drawn(&self.graph, stops, &traces))
    }
}

/// All ways in pieces.
fn drawn(graph: &Graph, stops: &[Option<RoadStop>], traces: &[Trace]) -> WayLines {
    let cuts = cuts(graph, traces);
    // Made again where they are needed: all of them at once would take ten times the room of arcs.
    let ways = || traces.iter().map(|trace| steps(graph, trace, &cuts));
    let chains = Chains::of(graph, ways);
    let points = points_of_stops(stops);
    let pieces = chains.chains.iter().map(|chain| line(graph, chain, &points)).collect();
    let legs = traces.iter().zip(ways()).map(|(trace, way)| (trace.stops, chains.runs(&way)));
    WayLines { pieces, legs: legs.collect() }
}

/// Where a place on an arc lies on its edge, in the direction of drawing.
fn on_edge(graph: &Graph, arc: u32, along: u64) -> (u32, u64) {
    let of = &graph.arcs[arc as usize];
    (of.edge, if of.against { WHOLE - along } else { along })
}

/// The places on edges where ways begin and end, ends of edges left out.
fn cuts(graph: &Graph, traces: &[Trace]) -> BTreeMap<u32, BTreeSet<u64>> {
    let mut cuts: BTreeMap<u32, BTreeSet<u64>> = BTreeMap::new();
    for trace in traces {
        let last = trace.arcs[trace.arcs.len() - 1];
        for (edge, at) in
            [on_edge(graph, trace.arcs[0], trace.begin), on_edge(graph, last, trace.end)]
        {
            if at > 0 && at < WHOLE {
                cuts.entry(edge).or_default().insert(at);
            }
        }
    }
    cuts
}

/// A way as sections.
fn steps(graph: &Graph, trace: &Trace, cuts: &BTreeMap<u32, BTreeSet<u64>>) -> Vec<Step> {
    let mut steps = Vec::with_capacity(trace.arcs.len());
    for (at, arc) in trace.arcs.iter().enumerate() {
        let first = if at == 0 { trace.begin } else { 0 };
        let last = if at + 1 == trace.arcs.len() { trace.end } else { WHOLE };
        let against = graph.arcs[*arc as usize].against;
        let (edge, one) = on_edge(graph, *arc, first);
        let (_, other) = on_edge(graph, *arc, last);
        let (low, high) = (one.min(other), one.max(other));
        let mut ends = vec![low];
        if let Some(cuts) = cuts.get(&edge) {
            ends.extend(cuts.range(low..high).filter(|cut| **cut > low));
        }
        ends.push(high);
        let of_arc = ends.windows(2).filter(|pair| pair[0] < pair[1]);
        let mut of_arc: Vec<Step> =
            of_arc.map(|pair| Step { section: (edge, pair[0], pair[1]), against }).collect();
        if against {
            of_arc.reverse();
        }
        steps.append(&mut of_arc);
    }
    steps
}

/// The first and the last node of a section, in the direction of drawing.
fn ends(graph: &Graph, (edge, from, to): Section) -> [Node; 2] {
    let of = &graph.edges[edge as usize];
    let node = |at: u64| match at {
        0 => Node::Junction(of.tail),
        WHOLE => Node::Junction(of.head),
        at => Node::Stop(edge, at),
    };
    [node(from), node(to)]
}

/// Sections in a row between two forks.
struct Chains {
    chains: Vec<Vec<Step>>,
    /// The chain of each section, and whether it is drawn against it.
    of_section: BTreeMap<Section, PieceRun>,
}

impl Chains {
    /// The chains that all ways together are made of. O(sections log sections).
    fn of<I: Iterator<Item = Vec<Step>>>(graph: &Graph, ways: impl Fn() -> I) -> Self {
        let mut used: BTreeSet<Section> = BTreeSet::new();
        for way in ways() {
            used.extend(way.iter().map(|step| step.section));
        }
        let mut at_node: BTreeMap<Node, Vec<Section>> = BTreeMap::new();
        for section in &used {
            for node in ends(graph, *section) {
                at_node.entry(node).or_default().push(*section);
            }
        }
        let forks = forks(graph, ways(), &at_node);
        let mut chains = Self { chains: Vec::new(), of_section: BTreeMap::new() };
        // From forks first, so that a chain is walked from one of its ends.
        for node in &forks {
            for section in &at_node[node] {
                let against = ends(graph, *section)[0] != *node;
                chains.walk(graph, Step { section: *section, against }, (&at_node, &forks));
            }
        }
        chains
    }

    /// Walks from a fork to the next one.
    fn walk(
        &mut self,
        graph: &Graph,
        first: Step,
        (at_node, forks): (&BTreeMap<Node, Vec<Section>>, &BTreeSet<Node>),
    ) {
        if self.of_section.contains_key(&first.section) {
            return;
        }
        let piece = u32::try_from(self.chains.len()).expect("fewer pieces than edges");
        let mut chain = vec![first];
        let mut step = first;
        loop {
            self.of_section.insert(step.section, PieceRun { piece, against: step.against });
            let end = ends(graph, step.section)[usize::from(!step.against)];
            let next = at_node[&end].iter().find(|section| **section != step.section);
            let Some(next) = next.filter(|_| !forks.contains(&end)) else { break };
            step = Step { section: *next, against: ends(graph, *next)[0] != end };
            chain.push(step);
        }
        self.chains.push(chain);
    }

    /// A way as chains.
    fn runs(&self, way: &[Step]) -> Vec<PieceRun> {
        let run = |step: &Step| {
            let of = self.of_section[&step.section];
            PieceRun { piece: of.piece, against: of.against != step.against }
        };
        let mut runs: Vec<PieceRun> = way.iter().map(run).collect();
        runs.dedup();
        runs
    }
}

/// Nodes at which a chain ends: where not just two sections meet, and where a way begins, ends or
/// turns round.
fn forks(
    graph: &Graph,
    ways: impl Iterator<Item = Vec<Step>>,
    at_node: &BTreeMap<Node, Vec<Section>>,
) -> BTreeSet<Node> {
    const THROUGH: usize = 2;
    let mut forks: BTreeSet<Node> = at_node
        .iter()
        .filter(|(_, sections)| sections.len() != THROUGH || sections[0] == sections[1])
        .map(|(node, _)| *node)
        .collect();
    let leaves = |step: &Step| ends(graph, step.section)[usize::from(!step.against)];
    let enters = |step: &Step| ends(graph, step.section)[usize::from(step.against)];
    for way in ways {
        forks.extend(way.first().map(enters));
        forks.extend(way.last().map(leaves));
        let turns = way.windows(2).filter(|pair| pair[0].section == pair[1].section);
        forks.extend(turns.map(|pair| leaves(&pair[0])));
    }
    forks
}

/// The points of the stops that stand on an edge.
fn points_of_stops(stops: &[Option<RoadStop>]) -> BTreeMap<(u32, u64), RoadPoint> {
    let spots = stops
        .iter()
        .flatten()
        .flat_map(|stop| stop.spots.iter().map(|spot| ((spot.edge, spot.along), stop.point)));
    spots.collect()
}

/// The points of a chain.
fn line(graph: &Graph, chain: &[Step], stops: &BTreeMap<(u32, u64), RoadPoint>) -> Vec<RoadPoint> {
    let mut line = Vec::new();
    for step in chain {
        let mut points = section_points(graph, step.section, stops);
        if step.against {
            points.reverse();
        }
        line.extend(points);
    }
    line.dedup();
    if line.len() == 1 {
        line.push(line[0]);
    }
    line
}

/// The points of a section in the direction of drawing.
fn section_points(
    graph: &Graph,
    (edge, from, to): Section,
    stops: &BTreeMap<(u32, u64), RoadPoint>,
) -> Vec<RoadPoint> {
    let points = graph.points(edge);
    if (from, to) == (0, WHOLE) {
        return points.to_vec();
    }
    let lengths: Vec<f64> = points.windows(2).map(|pair| metres(pair[0], pair[1])).collect();
    let whole = lengths.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    let mut kept: Vec<RoadPoint> = stops.get(&(edge, from)).copied().into_iter().collect();
    let mut along = 0.0;
    for (at, point) in points.iter().enumerate() {
        let share = along / whole * WHOLE as f64;
        let begins = if from == 0 { at == 0 } else { false };
        let ends = if to == WHOLE { at + 1 == points.len() } else { false };
        if begins || ends || (share > from as f64 && share < to as f64) {
            kept.push(*point);
        }
        along += lengths.get(at).unwrap_or(&0.0);
    }
    kept.extend(stops.get(&(edge, to)));
    kept
}
