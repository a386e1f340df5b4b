//! Restrictions of turns as an automaton over the arcs that one drives.
//!
//! A restriction is a short row of arcs: from, via, to. All beginnings of such rows make a trie,
//! and what one has just driven is its longest node that is a suffix of it, as in the search for
//! many words at once. So restrictions along ways that overlap need no special case. Reference:
//! Aho and Corasick (1975), "Efficient string matching", CACM 18(6), doi 10.1145/360825.360855.

use std::collections::BTreeMap;

use super::access::restriction_of;
use super::data::{RestrictionVia, RoadData, RoadRestriction};
use super::graph::{Graph, NONE, index};
use super::profile::RoadProfile;

/// What has just been driven, as far as a restriction asks; the root is nothing.
pub(super) type Memory = u32;

/// The memory of nothing.
pub(super) const ROOT: Memory = 0;

/// A row of arcs that is forbidden, or what alone may follow its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Rule {
    No(u32),
    Only(Vec<u32>),
}

/// All restrictions of a graph.
#[derive(Clone, Debug, Default)]
pub(super) struct Restrictions {
    next: BTreeMap<(Memory, u32), Memory>,
    fall: Vec<Memory>,
    depth: Vec<u32>,
    rules: Vec<Vec<Rule>>,
    /// Restrictions that fit no road of the graph.
    pub(super) unplaced: usize,
}

impl Restrictions {
    /// The restrictions that hold for a vehicle. O(restrictions x arcs at each).
    pub(super) fn new(
        data: &RoadData,
        graph: &Graph,
        profile: &RoadProfile,
        unread: &mut usize,
    ) -> Self {
        let mut all =
            Self { fall: vec![ROOT], depth: vec![0], rules: vec![Vec::new()], ..Self::default() };
        let places = Places::new(data, graph);
        for restriction in &data.restrictions {
            let Some(kind) = restriction_of(restriction, profile, unread) else { continue };
            if !kind.starts_with("no_") && !kind.starts_with("only_") {
                continue;
            }
            all.add(&places, restriction, kind);
        }
        all.find_falls();
        all
    }

    /// The memory after one more arc.
    pub(super) fn after(&self, mut memory: Memory, arc: u32) -> Memory {
        loop {
            if let Some(next) = self.next.get(&(memory, arc)) {
                return *next;
            }
            if memory == ROOT {
                return ROOT;
            }
            memory = self.fall[memory as usize];
        }
    }

    /// Whether an arc may follow.
    pub(super) fn allows(&self, mut memory: Memory, arc: u32) -> bool {
        while memory != ROOT {
            let holds = self.rules[memory as usize].iter().all(|rule| match rule {
                Rule::No(to) => *to != arc,
                Rule::Only(to) => to.contains(&arc),
            });
            if !holds {
                return false;
            }
            memory = self.fall[memory as usize];
        }
        true
    }

    /// Whether the memory is of more than the last arc.
    pub(super) fn is_long(&self, memory: Memory) -> bool {
        self.depth[memory as usize] > 1
    }

    fn add(&mut self, places: &Places<'_>, of: &RoadRestriction, kind: &str) {
        let mut placed = false;
        for (row, to) in places.rows(of, kind) {
            placed = true;
            let mut memory = ROOT;
            for arc in row {
                memory = self.child(memory, arc);
            }
            let rules = &mut self.rules[memory as usize];
            if kind.starts_with("only_") {
                rules.push(Rule::Only(to));
            } else {
                rules.extend(to.into_iter().map(Rule::No));
            }
        }
        self.unplaced += usize::from(!placed);
    }

    fn child(&mut self, memory: Memory, arc: u32) -> Memory {
        let fresh = index(self.fall.len());
        let child = *self.next.entry((memory, arc)).or_insert(fresh);
        if child == fresh {
            self.fall.push(ROOT);
            self.depth.push(self.depth[memory as usize] + 1);
            self.rules.push(Vec::new());
        }
        child
    }

    /// For each memory the longest shorter one that is a suffix of it, from short to long.
    fn find_falls(&mut self) {
        let mut nodes: Vec<(u32, Memory, u32, Memory)> = self
            .next
            .iter()
            .map(|(&(of, arc), &to)| (self.depth[to as usize], of, arc, to))
            .collect();
        nodes.sort_unstable();
        for (depth, of, arc, to) in nodes {
            if depth > 1 {
                self.fall[to as usize] = self.after(self.fall[of as usize], arc);
            }
        }
    }
}

/// Ways by number on a graph.
struct Places<'a> {
    data: &'a RoadData,
    graph: &'a Graph,
    ways: Vec<(i64, usize)>,
}

impl<'a> Places<'a> {
    fn new(data: &'a RoadData, graph: &'a Graph) -> Self {
        let mut ways: Vec<(i64, usize)> =
            data.ways.iter().enumerate().map(|(at, way)| (way.id, at)).collect();
        ways.sort_unstable();
        Self { data, graph, ways }
    }

    /// The arcs of ways, both directions.
    fn arcs(&self, ways: &[i64]) -> Vec<u32> {
        let positions = ways.iter().filter_map(|way| {
            self.ways.binary_search_by_key(way, |(id, _)| *id).ok().map(|at| self.ways[at].1)
        });
        let edges = positions.flat_map(|way| self.graph.edges_of(way));
        let arcs = edges.flat_map(|edge| self.graph.edges[edge].arcs);
        arcs.filter(|arc| *arc != NONE).collect()
    }

    fn head(&self, arc: u32) -> u32 {
        self.graph.arcs[arc as usize].head
    }

    /// Rows of arcs up to where the rule decides, each with the arcs that it speaks of.
    fn rows(&self, of: &RoadRestriction, kind: &str) -> Vec<(Vec<u32>, Vec<u32>)> {
        let (from, to) = (self.arcs(&of.from), self.arcs(&of.to));
        let (starts, until): (Vec<Vec<u32>>, _) = match &of.via {
            RestrictionVia::Node(node) => {
                let row = self.data.node_row(*node).map(index);
                let Some(via) = row.and_then(|row| self.graph.junction_of_row(row)) else {
                    return Vec::new();
                };
                let at = from.into_iter().filter(|arc| self.head(*arc) == via);
                (at.map(|arc| vec![arc]).collect(), kind)
            }
            RestrictionVia::Ways(ways) => (self.along(&from, ways, &to), kind),
        };
        let turns_round = until == "no_u_turn";
        let mut rows = Vec::new();
        for row in starts {
            let last = *row.last().expect("a row begins with the arc that one comes from");
            let leaves = |arc: &u32| {
                let back = *arc == self.graph.reverse(last);
                self.graph.tail(*arc) == self.head(last) && (!back || turns_round)
            };
            let mut ends: Vec<u32> = to.iter().copied().filter(leaves).collect();
            if turns_round && row.len() == 1 && of.from == of.to {
                ends.retain(|arc| *arc == self.graph.reverse(last));
            }
            if !ends.is_empty() {
                rows.push((row, ends));
            }
        }
        rows
    }

    /// Ways from the first arcs along the ways between, to where the last of them meets the end.
    fn along(&self, from: &[u32], ways: &[i64], to: &[u32]) -> Vec<Vec<u32>> {
        let mut rows: Vec<Vec<u32>> = from.iter().map(|arc| vec![*arc]).collect();
        for (at, way) in ways.iter().enumerate() {
            let of_way = self.arcs(&[*way]);
            let next = ways.get(at + 1).map(|way| self.arcs(&[*way]));
            let next: Vec<u32> = next.as_deref().unwrap_or(to).to_vec();
            let meets = |junction: u32| next.iter().any(|arc| self.graph.tail(*arc) == junction);
            let mut longer = Vec::new();
            for row in rows {
                let last = *row.last().expect("rows are never empty");
                let starts = of_way.iter().filter(|arc| {
                    self.graph.tail(**arc) == self.head(last) && **arc != self.graph.reverse(last)
                });
                for start in starts {
                    let mut row = row.clone();
                    row.push(*start);
                    if self.extend(&mut row, &of_way, &meets) {
                        longer.push(row);
                    }
                }
            }
            rows = longer;
        }
        rows
    }

    /// Goes on along a way until it meets what comes next.
    fn extend(&self, row: &mut Vec<u32>, of_way: &[u32], meets: &dyn Fn(u32) -> bool) -> bool {
        for _ in 0..=of_way.len() {
            let last = *row.last().expect("rows are never empty");
            if meets(self.head(last)) {
                return true;
            }
            let on = of_way.iter().find(|arc| {
                self.graph.tail(**arc) == self.head(last) && **arc != self.graph.reverse(last)
            });
            let Some(on) = on else { return false };
            row.push(*on);
        }
        false
    }
}
