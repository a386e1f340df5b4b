//! The quickest ways from one stop to many.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::graph::{Graph, NONE};
use super::snap::{RoadStop, WHOLE};
use super::turns::Turns;

/// What a way is the least of; the other decides between equals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Time.
    Fastest,
    /// Length.
    Shortest,
}

/// Milliseconds and centimetres in one number that sorts by the aim: sums of it are sums of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Toll(u64);

const HALF: u32 = 32;

/// Nothing is as far as this; ways beyond 2^32 milliseconds or centimetres are not looked for.
pub(super) const FAR: Toll = Toll(u64::MAX);

impl Toll {
    pub(super) fn new(aim: Aim, milliseconds: u32, centimetres: u32) -> Self {
        let (high, low) = match aim {
            Aim::Fastest => (milliseconds, centimetres),
            Aim::Shortest => (centimetres, milliseconds),
        };
        Self(u64::from(high) << HALF | u64::from(low))
    }

    /// Milliseconds and centimetres.
    pub(super) fn parts(self, aim: Aim) -> (u32, u32) {
        #[expect(clippy::cast_possible_truncation, reason = "the two halves")]
        let (high, low) = ((self.0 >> HALF) as u32, self.0 as u32);
        match aim {
            Aim::Fastest => (high, low),
            Aim::Shortest => (low, high),
        }
    }

    fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

/// Arcs and turns as tolls, and which arcs have a stop.
#[derive(Clone, Debug)]
pub(super) struct Field<'a> {
    graph: &'a Graph,
    turns: &'a Turns,
    aim: Aim,
    arcs: Vec<Toll>,
    /// Where a stop on arc `a` is: `ends[first_end[a]..first_end[a + 1]]`.
    first_end: Vec<u32>,
    ends: Vec<End>,
    stops: &'a [Option<RoadStop>],
}

/// A stop on an arc, and how far along it lies, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct End {
    stop: u32,
    along: u64,
}

/// What one search works in; kept from one to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Desk {
    tolls: Vec<u64>,
    /// The state before, or [`NONE`] at the beginning.
    before: Vec<u32>,
    touched: Vec<u32>,
    heap: BinaryHeap<Reverse<(u64, u32)>>,
}

/// The way to one stop: its toll, the last arc and the state before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) toll: Toll,
    pub(super) arc: u32,
    pub(super) before: u32,
}

const UNFOUND: Found = Found { toll: FAR, arc: NONE, before: NONE };

/// How many states are settled between two looks at whether all stops are reached.
const LOOK_EVERY: u32 = 128;

impl<'a> Field<'a> {
    pub(super) fn new(
        graph: &'a Graph,
        turns: &'a Turns,
        stops: &'a [Option<RoadStop>],
        aim: Aim,
    ) -> Self {
        let toll = |arc: &super::graph::Arc| {
            Toll::new(aim, arc.milliseconds, graph.edges[arc.edge as usize].centimetres)
        };
        let mut served: Vec<(u32, End)> = Vec::new();
        for (number, stop) in (0_u32..).zip(stops) {
            let Some(stop) = stop else { continue };
            let on_arcs = arcs_of(graph, stop);
            served.extend(on_arcs.map(|(arc, along)| (arc, End { stop: number, along })));
        }
        served.sort_unstable();
        let mut first_end = vec![0_u32; graph.arcs.len() + 1];
        for (arc, _) in &served {
            first_end[*arc as usize + 1] += 1;
        }
        for arc in 1..first_end.len() {
            first_end[arc] += first_end[arc - 1];
        }
        Self {
            graph,
            turns,
            aim,
            arcs: graph.arcs.iter().map(toll).collect(),
            first_end,
            ends: served.into_iter().map(|(_, end)| end).collect(),
            stops,
        }
    }

    /// The way from a stop to every stop; those that it cannot reach stay at [`FAR`].
    ///
    /// Ends when all stops are settled. O((states + turns) log states).
    /// Reference: Dijkstra (1959), "A note on two problems in connexion with graphs", Numerische
    /// Mathematik 1:269-271, doi 10.1007/BF01386390.
    pub(super) fn from(&self, start: &RoadStop, desk: &mut Desk) -> Vec<Found> {
        desk.clear(self.turns.arcs.len());
        let mut found = vec![UNFOUND; self.stops.len()];
        for (arc, along) in arcs_of(self.graph, start) {
            self.same_arc(arc, along, &mut found);
            let rest = self.part(arc, WHOLE - along);
            self.relax((arc, NONE, rest), desk, &mut found);
        }
        let mut settled = 0_u32;
        while let Some(Reverse((toll, state))) = desk.heap.pop() {
            if toll > desk.tolls[state as usize] {
                continue;
            }
            settled = settled.wrapping_add(1);
            if settled.is_multiple_of(LOOK_EVERY) && found.iter().all(|of| of.toll.0 <= toll) {
                break;
            }
            self.relax((state, state, Toll(toll)), desk, &mut found);
        }
        found
    }

    /// Looks at what follows a state that is `toll` away at its end.
    fn relax(&self, (state, before, toll): (u32, u32, Toll), desk: &mut Desk, found: &mut [Found]) {
        for (next, wait) in self.turns.out(state) {
            let arc = self.turns.arcs[next as usize];
            let at = toll.plus(Toll::new(self.aim, wait, 0));
            let span =
                self.first_end[arc as usize] as usize..self.first_end[arc as usize + 1] as usize;
            for &End { stop, along } in &self.ends[span] {
                let toll = at.plus(self.part(arc, along));
                // The beginning is told apart by the arc that one sets out on.
                let before = if before == NONE { state | BEGINNING } else { before };
                let found = &mut found[stop as usize];
                if toll < found.toll {
                    *found = Found { toll, arc, before };
                }
            }
            let whole = at.plus(self.arcs[arc as usize]).0;
            if whole < desk.tolls[next as usize] {
                if desk.tolls[next as usize] == u64::MAX {
                    desk.touched.push(next);
                }
                desk.tolls[next as usize] = whole;
                desk.before[next as usize] =
                    if before == NONE { state | BEGINNING } else { before };
                desk.heap.push(Reverse((whole, next)));
            }
        }
    }

    /// Stops farther on along the arc that one sets out on.
    fn same_arc(&self, arc: u32, from: u64, found: &mut [Found]) {
        let span = self.first_end[arc as usize] as usize..self.first_end[arc as usize + 1] as usize;
        for &End { stop, along: to } in &self.ends[span] {
            let found = &mut found[stop as usize];
            let toll = self.part(arc, to.saturating_sub(from));
            if to >= from && toll < found.toll {
                *found = Found { toll, arc, before: NONE };
            }
        }
    }

    /// How far along an arc a stop lies that is served on it, in millionths.
    pub(super) fn along(&self, stop: &RoadStop, arc: u32) -> u64 {
        let known = arcs_of(self.graph, stop).find(|(of, _)| *of == arc);
        known.expect("ways begin and end on arcs of their stops").1
    }

    /// The toll of a part of an arc.
    fn part(&self, arc: u32, millionths: u64) -> Toll {
        let of = &self.graph.arcs[arc as usize];
        let share = |whole: u32| {
            let share = (u64::from(whole) * millionths + WHOLE / 2) / WHOLE;
            u32::try_from(share).expect("a part is no more than the whole")
        };
        let centimetres = self.graph.edges[of.edge as usize].centimetres;
        Toll::new(self.aim, share(of.milliseconds), share(centimetres))
    }

    /// The arcs of a way that was found, from the first to the last.
    pub(super) fn arcs(&self, found: &Found, desk: &Desk) -> Vec<u32> {
        let mut arcs = vec![found.arc];
        let mut before = found.before;
        while before != NONE {
            let state = before & !BEGINNING;
            arcs.push(self.turns.arcs[state as usize]);
            before = if before & BEGINNING == 0 { desk.before[state as usize] } else { NONE };
        }
        arcs.reverse();
        arcs
    }
}

/// Marks the state that one sets out on; states are fewer than 2^31.
const BEGINNING: u32 = 1 << 31;

/// The arcs on which a stop is served, and how far along each it lies, in millionths.
fn arcs_of(graph: &Graph, stop: &RoadStop) -> impl Iterator<Item = (u32, u64)> {
    stop.spots.iter().flat_map(|spot| {
        let [along, against] = graph.edges[spot.edge as usize].arcs;
        let both = [(along, spot.along), (against, WHOLE - spot.along)];
        let served = both.into_iter().zip(spot.served).filter(|(_, served)| *served);
        served.map(|(arc, _)| arc)
    })
}

impl Desk {
    fn clear(&mut self, states: usize) {
        if self.tolls.len() == states {
            for state in self.touched.drain(..) {
                self.tolls[state as usize] = u64::MAX;
            }
        } else {
            self.tolls = vec![u64::MAX; states];
            self.before = vec![NONE; states];
            self.touched.clear();
        }
        self.heap.clear();
    }
}
