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

/// Loads of all visits and the lead-time cost of all flows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Loads {
    pub(super) delivered: Vec<[Load; WEEK]>,
    pub(super) collected: Vec<[Load; WEEK]>,
    /// Lead time in 1/1000 cent, from each flow's ready day.
    pub(super) lead: i64,
}

impl Loads {
    /// Loads from scratch. O(flows).
    pub(super) fn new(problem: &Problem, pattern: &[usize]) -> Self {
        let none = vec![[Load::default(); WEEK]; problem.stop_count()];
        let mut loads = Self { delivered: none.clone(), collected: none, lead: 0 };
        for flow in &problem.flows {
            loads.enter(flow, way(problem, pattern, flow));
        }
        loads
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

    /// Gives a stop another pattern and moves the loads at both ends. O(flows of the stop).
    pub(super) fn set_pattern(
        &mut self,
        problem: &Problem,
        pattern: &mut [usize],
        stop: usize,
        new: usize,
    ) {
        if pattern[stop] == new {
            return;
        }
        let old = pattern[stop];
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
        }
        pattern[stop] = new;
    }
}

/// What the lead time of a stop's flows would cost under a pattern. O(flows of the stop).
pub(super) fn lead_under(
    problem: &Problem,
    pattern: &mut [usize],
    stop: usize,
    candidate: usize,
) -> i64 {
    let old = std::mem::replace(&mut pattern[stop], candidate);
    let mut sum = 0;
    for position in &problem.incident[stop] {
        let flow = &problem.flows[*position as usize];
        sum += lead(flow, way(problem, pattern, flow));
    }
    pattern[stop] = old;
    sum
}

#[inline]
fn lead(flow: &Flow, way: Way) -> i64 {
    #[expect(clippy::cast_possible_wrap, reason = "a day of the horizon")]
    let days = way.arrives as i64 - i64::from(flow.ready);
    flow.price_per_day * days
}
