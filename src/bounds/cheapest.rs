//! The verifier's own search for the cheapest ng-route of a day.

use super::certificate::UNLIMITED;
use super::coarse::cheapest_by;
use super::crowded::Crowd;
use super::meeting::met;

/// Deliveries and pickups in two dimensions, distance, time, visits.
pub(super) const TAKEN: usize = 7;
/// The visits of a route, of which each client takes one.
pub(super) const VISITS: usize = 6;
/// Steps of what orders the partial routes, at most.
const STEPS_MAX: i64 = 2_000;
/// The same where they may be coarser.
const STEPS: i64 = 300;
/// More than any route costs; sums of two fit.
pub(super) const NO_WAY: i64 = i64::MAX / 4;

/// Legs of a day with their costs, prices taken off, and what they take of which limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Case {
    /// Who may be visited; node `i + 1` is the client `clients[i]`.
    pub(super) clients: Vec<usize>,
    pub(super) legs: Vec<i64>,
    pub(super) takes: Vec<[i64; TAKEN]>,
    pub(super) most: [i64; TAKEN],
    /// What visiting two of three clients costs.
    pub(super) crowds: Vec<Crowd>,
}

impl Case {
    /// The same with no other limit than one.
    pub(super) fn only(&self, limit: usize) -> Self {
        let mut only = self.clone();
        let others =
            only.most.iter_mut().enumerate().filter(|(of, _)| *of != limit && *of != VISITS);
        others.for_each(|(_, most)| *most = UNLIMITED);
        only
    }

    /// The same where each leg is driven the other way.
    pub(super) fn turned(&self) -> Self {
        let size = self.clients.len() + 1;
        let turned = |leg: usize| leg % size * size + leg / size;
        let legs = (0..self.legs.len()).map(|leg| self.legs[turned(leg)]).collect();
        let takes = (0..self.takes.len()).map(|leg| self.takes[turned(leg)]).collect();
        Self { legs, takes, ..self.clone() }
    }

    /// How much more each route costs than the same route of another case; `None` where that is not
    /// the same for all.
    pub(super) fn dearer(&self, than: &Self) -> Option<i64> {
        let is_alike = self.clients == than.clients
            && self.takes == than.takes
            && self.most == than.most
            && self.crowds == than.crowds;
        let size = self.clients.len() + 1;
        if !is_alike || size == 1 {
            return is_alike.then_some(0);
        }
        let more = self.legs[1] - than.legs[1];
        let mut legs = self.legs.iter().zip(&than.legs).enumerate();
        let is_so = |(leg, (own, than)): (usize, (&i64, &i64))| match leg {
            0 => true,
            _ if leg < size => own - than == more,
            _ => own == than,
        };
        legs.all(is_so).then_some(more)
    }
}

/// The verifier gave up.
#[derive(Clone, Copy, Debug)]
pub(super) struct TooLong;

/// What orders the partial routes: a limit of which every visit takes at least a step.
pub(super) struct Order {
    pub(super) by: usize,
    pub(super) step: i64,
    pub(super) steps: usize,
}

/// The least cost of an ng-route, or nought if none is below.
pub(super) fn cheapest(case: &Case, neighbours: &[Vec<u32>]) -> Result<i64, TooLong> {
    let size = case.clients.len() + 1;
    let mut limits = (0..TAKEN).filter(|of| binds(case, size, *of));
    if case.crowds.is_empty()
        && let (Some(only), None) = (limits.next(), limits.next())
        && let Some(least) = cheapest_by(case, neighbours, only)
    {
        return Ok(least);
    }
    met(case, neighbours)
}

/// At most the least cost of an ng-route, or nought: what one limit proves by itself. A limit that
/// does not bind where others do proves too little.
pub(super) fn cheapest_within(
    case: &Case,
    neighbours: &[Vec<u32>],
    limit: usize,
) -> Result<i64, TooLong> {
    let size = case.clients.len() + 1;
    let do_bind: Vec<usize> = (0..TAKEN).filter(|of| binds(case, size, *of)).collect();
    if do_bind.is_empty() || do_bind.contains(&limit) {
        cheapest(&case.only(limit), neighbours)
    } else {
        Err(TooLong)
    }
}

/// At most the least cost of an ng-route, or nought: the most of what each limit proves by itself.
pub(super) fn cheapest_loosely(case: &Case, neighbours: &[Vec<u32>]) -> Result<i64, TooLong> {
    let size = case.clients.len() + 1;
    let limits = (0..TAKEN).filter(|of| binds(case, size, *of));
    let least = limits.filter_map(|only| cheapest_by(case, neighbours, only)).max();
    least.map_or_else(|| cheapest(case, neighbours), Ok)
}

pub(super) fn binds(case: &Case, size: usize, of: usize) -> bool {
    let largest = |to: usize| {
        let legs =
            (0..size).filter(|from| *from != to).map(|from| case.takes[from * size + to][of]);
        legs.max().unwrap_or(0)
    };
    (0..size).map(largest).sum::<i64>() > case.most[of]
}

/// The limit of which routes take most, among those of which every visit takes something.
pub(super) fn order(case: &Case, size: usize) -> Order {
    let least = |of: usize| {
        let legs = (1..size).flat_map(|to| (0..size).map(move |from| (from, to)));
        let legs = legs.filter(|(from, to)| from != to);
        legs.map(|(from, to)| case.takes[from * size + to][of]).min().unwrap_or(0)
    };
    let mut best: Option<(f64, Order)> = None;
    for by in (0..TAKEN).filter(|by| binds(case, size, *by)) {
        let (least, most) = (least(by), case.most[by]);
        if least <= 0 || most / least > STEPS_MAX {
            continue;
        }
        let sum: i64 = (1..size).map(|to| case.takes[to][by]).sum();
        let share = sum as f64 / most.max(1) as f64;
        let step = least.min(most / STEPS).max(1);
        let steps = usize::try_from(most.max(0) / step + 1).unwrap_or(1);
        if best.as_ref().is_none_or(|(other, _)| share > *other) {
            best = Some((share, Order { by, step, steps }));
        }
    }
    best.map_or(Order { by: VISITS, step: 1, steps: size }, |(_, order)| order)
}

impl Order {
    /// Steps that a leg takes; `None` where they are too many.
    pub(super) fn takes(&self, case: &Case, leg: usize) -> Option<usize> {
        usize::try_from(case.takes[leg][self.by] / self.step).ok()
    }
}

/// The cheapest rest of a route, its first node, and the cheapest with another first node.
#[derive(Clone, Copy)]
pub(super) struct End {
    pub(super) cost: i64,
    pub(super) next: usize,
    pub(super) otherwise: i64,
}

/// For each count of steps left and each node the cheapest rest that may visit nodes again, only
/// not turn round at once.
pub(super) fn ends(case: &Case, size: usize, order: &Order) -> Vec<End> {
    let none = End { cost: NO_WAY, next: 0, otherwise: NO_WAY };
    let mut ends = vec![none; order.steps * size];
    for left in 0..order.steps {
        for from in 1..size {
            let mut rests: [(i64, usize); 2] = [(NO_WAY, 0); 2];
            for to in (0..size).filter(|to| *to != from) {
                let leg = from * size + to;
                let then = order.takes(case, leg).and_then(|takes| left.checked_sub(takes));
                let Some(then) = then else { continue };
                let rest = ends[then * size + to];
                let rest = match to {
                    0 => 0,
                    _ if rest.next == from => rest.otherwise,
                    _ => rest.cost,
                };
                let cost = case.legs[leg] + rest;
                if cost < rests[0].0 {
                    rests = [(cost, to), rests[0]];
                } else if cost < rests[1].0 {
                    rests[1] = (cost, to);
                }
            }
            let [(cost, next), (otherwise, _)] = rests;
            ends[left * size + from] = End { cost, next, otherwise };
        }
    }
    ends
}
