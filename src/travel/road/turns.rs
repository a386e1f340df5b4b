//! The arcs as states, and every turn between them with its cost.
//!
//! A state is an arc together with what a rule must remember of the way to it: the arcs before,
//! where a restriction runs along ways, and whether a zone for destination traffic was entered.
//! Nearly every arc is one state, with the same number. So a shortest path over states needs no
//! special case of any rule.

use std::collections::BTreeMap;

use super::graph::{Graph, NONE, index};
use super::profile::RoadProfile;
use super::restrictions::{Memory, ROOT, Restrictions};
use super::shape::turned;

const FREE_DEGREES: u16 = 30;
const HALF_TURN: u32 = 180;

/// The states of a graph and the turns between them, in flat arrays.
#[derive(Clone, Debug, Default)]
pub(super) struct Turns {
    /// The arc of each state; those below the number of arcs are the arcs themselves.
    pub(super) arcs: Vec<u32>,
    /// Turns out of state `s`: `first[s]..first[s + 1]`.
    pub(super) first: Vec<u32>,
    pub(super) to: Vec<u32>,
    pub(super) milliseconds: Vec<u32>,
    /// Further states by arc, ascending.
    pub(super) copies: Vec<(u32, u32)>,
}

/// What a state is beside its arc.
type Key = (u32, bool, Memory);

struct Builder<'a> {
    graph: &'a Graph,
    restrictions: &'a Restrictions,
    profile: &'a RoadProfile,
    states: Vec<Key>,
    numbers: BTreeMap<Key, u32>,
}

impl Turns {
    /// All turns that a vehicle may make. O(turns).
    pub(super) fn new(graph: &Graph, restrictions: &Restrictions, profile: &RoadProfile) -> Self {
        let base = |arc: u32| (arc, false, restrictions.after(ROOT, arc));
        let mut builder = Builder {
            graph,
            restrictions,
            profile,
            states: (0..index(graph.arcs.len())).map(base).collect(),
            numbers: BTreeMap::new(),
        };
        let mut turns = Self { first: vec![0], ..Self::default() };
        let mut state = 0;
        while let Some(key) = builder.states.get(state).copied() {
            builder.turns_of(key, &mut turns);
            turns.first.push(index(turns.to.len()));
            state += 1;
        }
        turns.arcs = builder.states.iter().map(|(arc, ..)| *arc).collect();
        turns.copies = builder.numbers.iter().map(|(key, state)| (key.0, *state)).collect();
        turns.copies.sort_unstable();
        turns
    }

    /// The states of an arc.
    pub(super) fn states(&self, arc: u32) -> impl Iterator<Item = u32> {
        let first = self.copies.partition_point(|(of, _)| *of < arc);
        let copies = self.copies[first..].iter().take_while(move |(of, _)| *of == arc);
        std::iter::once(arc).chain(copies.map(|(_, state)| *state))
    }

    /// The turns out of a state: to which state, and their milliseconds.
    pub(super) fn out(&self, state: u32) -> impl Iterator<Item = (u32, u32)> {
        let span = self.first[state as usize] as usize..self.first[state as usize + 1] as usize;
        self.to[span.clone()].iter().copied().zip(self.milliseconds[span].iter().copied())
    }
}

impl Builder<'_> {
    fn turns_of(&mut self, (arc, inside, memory): Key, turns: &mut Turns) {
        let graph = self.graph;
        let of = &graph.arcs[arc as usize];
        for &next in graph.leaving(of.head) {
            let Some(cost) = self.cost(arc, next) else { continue };
            if !self.restrictions.allows(memory, next) {
                continue;
            }
            let closed = graph.arcs[next as usize].destination;
            // Who has entered a zone for its own sake does not leave it on the same trip.
            if inside && !closed {
                continue;
            }
            let inside = closed && (inside || !of.destination);
            let key = (next, inside, self.restrictions.after(memory, next));
            turns.to.push(self.number(key));
            turns.milliseconds.push(cost);
        }
    }

    fn number(&mut self, key: Key) -> u32 {
        let (arc, inside, memory) = key;
        if !inside && !self.restrictions.is_long(memory) {
            return arc;
        }
        let states = &mut self.states;
        *self.numbers.entry(key).or_insert_with(|| {
            states.push(key);
            index(states.len() - 1)
        })
    }

    /// What a turn takes, or `None` where nobody may turn so.
    fn cost(&self, arc: u32, next: u32) -> Option<u32> {
        let graph = self.graph;
        let of = &graph.arcs[arc as usize];
        let junction = of.head as usize;
        let reverse = graph.reverse(arc);
        if next == reverse && next != NONE {
            let class = graph.edges[of.edge as usize].class;
            let others = graph.leaving(of.head).iter().any(|other| *other != reverse);
            let open = graph.stopped[junction] || graph.degrees[junction] != 2 || !others;
            return (class.is_stoppable() && open).then_some(self.profile.u_turn_ms);
        }
        if graph.stopped[junction] {
            return None;
        }
        let angle = turned(of.bearings[1], graph.arcs[next as usize].bearings[0]);
        if angle < FREE_DEGREES || graph.degrees[junction] <= 2 {
            return Some(0);
        }
        Some(self.profile.turn_ms * u32::from(angle) / HALF_TURN)
    }
}
