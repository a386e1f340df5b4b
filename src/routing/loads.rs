//! What each visit delivers and collects, and the lead time of all flows, kept right under
//! pattern changes.

use super::pattern::{HORIZON, WEEK};
use super::problem::{Flow, FlowEnd, Problem};

/// The load of a visit in one direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Load {
    pub(super) volume: i64,
    pub(super) mass: i64,
}

impl Load {
    fn add(&mut self, flow: &Flow) {
        self.volume += flow.volume.0;
        self.mass += flow.mass.0;
    }

    fn remove(&mut self, flow: &Flow) {
        self.volume -= flow.volume.0;
        self.mass -= flow.mass.0;
    }
}

/// The days on which a flow leaves and arrives; [`HORIZON`] is past what is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) leaves: usize,
    pub(super) arrives: usize,
}

/// The way of a flow when its ends have some patterns. O(1).
#[inline]
pub(super) fn way(problem: &Problem, pattern: &[usize], flow: &Flow) -> Way {
    let ready = usize::from(flow.ready);
    let next = |stop: u32, day: usize| problem.table.next(pattern[stop as usize], day);
    let (leaves, out) = match flow.from {
        FlowEnd::Stop(stop) => {
            let leaves = next(stop, ready);
            (leaves, leaves + problem.sort_days)
        }
        FlowEnd::Unsorted => (ready, ready + problem.sort_days),
        FlowEnd::Hub => (HORIZON, ready),
    };
    let arrives = match flow.to {
        FlowEnd::Stop(stop) => next(stop, out.min(HORIZON)),
        FlowEnd::Hub | FlowEnd::Unsorted => leaves.min(HORIZON),
    };
    Way { leaves, arrives }
}

/// A stop that gives up one pattern for another.
struct Change {
    stop: usize,
    old: usize,
    new: usize,
}

/// Loads of all visits and the lead-time cost of all flows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Loads {
    pub(super) delivered: Vec<[Load; WEEK]>,
    pub(super) collected: Vec<[Load; WEEK]>,
    /// Lead time in 1/1000 cent, from each flow's ready day.
    pub(super) lead: i64,
    /// What the flows of a stop would cost under each of its allowed patterns, the patterns of
    /// all others as they are: the rows of all stops one after the other.
    lead_under: Vec<i64>,
}

impl Loads {
    /// Loads from scratch. O(flows).
    pub(super) fn new(problem: &Problem, pattern: &[usize]) -> Self {
        let none = vec![[Load::default(); WEEK]; problem.stop_count()];
        let rows = problem.allowed.iter().map(Vec::len).sum();
        let lead_under = vec![0; rows];
        let mut loads = Self { delivered: none.clone(), collected: none, lead: 0, lead_under };
        for flow in &problem.flows {
            loads.enter(flow, way(problem, pattern, flow));
        }
        let mut trial = pattern.to_vec();
        for stop in 0..problem.stop_count() {
            for (choice, candidate) in problem.allowed[stop].iter().enumerate() {
                trial[stop] = *candidate;
                let flows = problem.incident[stop].iter();
                let flows = flows.map(|position| &problem.flows[*position as usize]);
                loads.lead_under[problem.lead_row[stop] + choice] =
                    flows.map(|flow| lead(flow, way(problem, &trial, flow))).sum();
            }
            trial[stop] = pattern[stop];
        }
        loads
    }

    /// Takes over another's values without new memory.
    pub(super) fn copy_from(&mut self, other: &Self) {
        self.delivered.clone_from(&other.delivered);
        self.collected.clone_from(&other.collected);
        self.lead_under.clone_from(&other.lead_under);
        self.lead = other.lead;
    }

    /// What the lead time of a stop's flows would cost under each allowed pattern. O(1).
    pub(super) fn lead_under(&self, problem: &Problem, stop: usize) -> &[i64] {
        &self.lead_under[problem.lead_row[stop]..][..problem.allowed[stop].len()]
    }

    fn enter(&mut self, flow: &Flow, way: Way) {
        self.lead += lead(flow, way);
        if let Some(load) = self.collected_by(flow, way) {
            load.add(flow);
        }
        if let Some(load) = self.delivered_by(flow, way) {
            load.add(flow);
        }
    }

    fn leave(&mut self, flow: &Flow, way: Way) {
        self.lead -= lead(flow, way);
        if let Some(load) = self.collected_by(flow, way) {
            load.remove(flow);
        }
        if let Some(load) = self.delivered_by(flow, way) {
            load.remove(flow);
        }
    }

    fn collected_by(&mut self, flow: &Flow, way: Way) -> Option<&mut Load> {
        let FlowEnd::Stop(stop) = flow.from else { return None };
        self.collected[stop as usize].get_mut(way.leaves)
    }

    fn delivered_by(&mut self, flow: &Flow, way: Way) -> Option<&mut Load> {
        let FlowEnd::Stop(stop) = flow.to else { return None };
        self.delivered[stop as usize].get_mut(way.arrives)
    }

    /// Gives a stop another pattern: moves the loads at both ends of its flows, and reprices the
    /// patterns of the other ends. O(flows of the stop x patterns).
    pub(super) fn set_pattern(
        &mut self,
        problem: &Problem,
        pattern: &mut [usize],
        stop: usize,
        new: usize,
    ) {
        let old = std::mem::replace(&mut pattern[stop], new);
        if old == new {
            return;
        }
        for position in &problem.incident[stop] {
            let flow = &problem.flows[*position as usize];
            pattern[stop] = old;
            let before = way(problem, pattern, flow);
            pattern[stop] = new;
            let after = way(problem, pattern, flow);
            if before != after {
                self.leave(flow, before);
                self.enter(flow, after);
            }
            self.reprice(problem, pattern, flow, &Change { stop, old, new });
        }
        pattern[stop] = new;
    }

    /// Corrects what a flow adds to the prices of the patterns at its other end.
    fn reprice(&mut self, problem: &Problem, pattern: &mut [usize], flow: &Flow, change: &Change) {
        let Some(other) = other_stop(flow, change.stop) else { return };
        let Change { stop, old, new } = *change;
        let kept = pattern[other];
        for (choice, candidate) in problem.allowed[other].iter().enumerate() {
            pattern[other] = *candidate;
            pattern[stop] = old;
            let before = lead(flow, way(problem, pattern, flow));
            pattern[stop] = new;
            let after = lead(flow, way(problem, pattern, flow));
            self.lead_under[problem.lead_row[other] + choice] += after - before;
        }
        pattern[other] = kept;
    }
}

/// The stop at the other end of a flow.
fn other_stop(flow: &Flow, stop: usize) -> Option<usize> {
    let ends = [flow.from, flow.to];
    ends.into_iter().find_map(|end| match end {
        FlowEnd::Stop(other) if other as usize != stop => Some(other as usize),
        _ => None,
    })
}

#[inline]
fn lead(flow: &Flow, way: Way) -> i64 {
    #[expect(clippy::cast_possible_wrap, reason = "a day of the horizon")]
    let days = way.arrives as i64 - i64::from(flow.ready);
    flow.price_per_day * days
}
