//! What a problem prepares for its flows, once.

use crate::vrp::flows::{End, Flow, Flows, VisitTable, Way};
use crate::vrp::parts::{DaySet, ProblemParts};

/// What a problem prepares for its flows.
#[derive(Clone, Debug)]
pub(in crate::vrp) struct FlowIndex {
    pub(super) table: VisitTable,
    /// The patterns of each client, as positions in the table.
    pub(super) patterns: Vec<Vec<u32>>,
    /// Where the row of each client begins in a list of all patterns of all clients.
    pub(super) row: Vec<usize>,
    /// The flows that begin or end at each client.
    pub(super) incident: Vec<Vec<u32>>,
    /// The flows between clients, by sender and receiver.
    between: Vec<(u32, u32, u32)>,
}

impl FlowIndex {
    /// `O(flows + clients * patterns * days)`.
    pub(in crate::vrp) fn new(parts: &ProblemParts, flows: &Flows) -> Self {
        let mut all: Vec<DaySet> =
            parts.clients.iter().flat_map(|client| client.patterns.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        let position = |days: &DaySet| {
            let found = all.binary_search(days).expect("just collected");
            u32::try_from(found).expect("patterns fit u32")
        };
        let patterns: Vec<Vec<u32>> = parts
            .clients
            .iter()
            .map(|client| client.patterns.iter().map(position).collect())
            .collect();
        let mut rows = 0;
        let row = patterns.iter().map(|of| {
            rows += of.len();
            rows - of.len()
        });
        Self {
            row: row.collect(),
            table: VisitTable::new(&all, parts.days),
            incident: incident(&flows.flows, parts.clients.len()),
            between: between(&flows.flows),
            patterns,
        }
    }

    pub(super) fn rows(&self) -> usize {
        self.patterns.iter().map(Vec::len).sum()
    }

    /// The flows from one client to another. `O(log flows)`.
    pub(super) fn between(&self, from: u32, to: u32) -> impl Iterator<Item = u32> + '_ {
        let first = self.between.partition_point(|&(a, b, _)| (a, b) < (from, to));
        let flows = self.between[first..].iter();
        flows.take_while(move |&&(a, b, _)| (a, b) == (from, to)).map(|&(_, _, flow)| flow)
    }
}

fn between(flows: &[Flow]) -> Vec<(u32, u32, u32)> {
    let pair = |(position, flow): (u32, &Flow)| match (flow.from, flow.to) {
        (End::Client(from), End::Client(to)) => Some((from, to, position)),
        _ => None,
    };
    let mut pairs: Vec<_> = (0..).zip(flows).filter_map(pair).collect();
    pairs.sort_unstable();
    pairs
}

fn incident(flows: &[Flow], clients: usize) -> Vec<Vec<u32>> {
    let mut incident = vec![Vec::new(); clients];
    for (position, flow) in (0_u32..).zip(flows) {
        for end in [flow.from, flow.to] {
            if let End::Client(client) = end {
                incident[client as usize].push(position);
            }
        }
        if flow.from == flow.to
            && let End::Client(client) = flow.from
        {
            incident[client as usize].pop();
        }
    }
    incident
}

/// What flows are read with.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) parts: &'a ProblemParts,
    pub(super) flows: &'a Flows,
    pub(super) index: &'a FlowIndex,
}

impl Scope<'_> {
    #[inline]
    pub(super) fn way(&self, flow: &Flow, patterns: [u32; 2]) -> Way {
        self.index.table.way(flow, self.flows.sort_days as usize, patterns)
    }
}
