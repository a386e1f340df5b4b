//! The verifier's own search for the cheapest ng-route of a day.

use std::cmp::Reverse;

use super::coarse::cheapest_by;
use super::crowded::Crowd;
use super::rests::Rests;

/// Deliveries and pickups in two dimensions, distance, time.
const TAKEN: usize = 6;
/// The visits of a route, which are limited by the count of clients; beside what legs take.
const VISITS: usize = TAKEN;
/// Steps of what orders the partial routes, at most.
const STEPS_MAX: i64 = 2_000;
/// The same where they may be coarser.
const STEPS: i64 = 300;
/// Partial routes that are looked at before the verifier gives up.
const LOOKS_MAX: usize = 30_000_000;
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

/// A set of nodes, up to 512.
type Nodes = [u64; 8];

const fn has(set: &Nodes, node: usize) -> bool {
    set[node >> 6] >> (node & 63) & 1 == 1
}

const fn with(mut set: Nodes, node: usize) -> Nodes {
    set[node >> 6] |= 1 << (node & 63);
    set
}

#[derive(Clone, Copy)]
struct Partial {
    cost: i64,
    node: usize,
    taken: [i64; TAKEN],
    visits: i64,
    remembered: Nodes,
    /// Triples of which one client was visited that is remembered.
    halves: Nodes,
}

impl Partial {
    /// Whether no way on from another one is cheaper than the same from here, which may close
    /// triples that are still open there.
    fn replaces(&self, other: &Self, crowds: &[Crowd]) -> bool {
        self.cost <= other.cost
            && self.visits <= other.visits
            && self.taken.iter().zip(&other.taken).all(|(own, other)| own <= other)
            && self.remembered.iter().zip(&other.remembered).all(|(own, other)| own & !other == 0)
            && self.cost + self.closes(other, crowds) <= other.cost
    }

    fn closes(&self, other: &Self, crowds: &[Crowd]) -> i64 {
        if self.halves.iter().zip(&other.halves).all(|(own, other)| own & !other == 0) {
            return 0;
        }
        let mut closes = 0;
        for (word, (own, other)) in self.halves.iter().zip(&other.halves).enumerate() {
            let mut open = own & !other;
            while open > 0 {
                closes += crowds[64 * word + open.trailing_zeros() as usize].price;
                open &= open - 1;
            }
        }
        closes
    }
}

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
    Way::of(case, neighbours).least()
}

/// What partial routes go along.
struct Way<'a> {
    case: &'a Case,
    size: usize,
    order: Order,
    ends: Vec<End>,
    rests: Rests,
    remembers: Vec<Nodes>,
    /// Limits that no visits together reach need not be told apart.
    binding: Vec<bool>,
}

impl<'a> Way<'a> {
    fn of(case: &'a Case, neighbours: &[Vec<u32>]) -> Self {
        let size = case.clients.len() + 1;
        let order = order(case, size);
        Self {
            case,
            size,
            ends: ends(case, size, &order),
            rests: Rests::of(case, neighbours, &order),
            remembers: remembers(case, neighbours),
            binding: (0..TAKEN).map(|of| binds(case, size, of)).collect(),
            order,
        }
    }

    fn least(&self) -> Result<i64, TooLong> {
        let steps = self.order.steps;
        let mut waiting: Vec<Vec<Partial>> = vec![Vec::new(); steps];
        let mut kept: Vec<Vec<Partial>> = vec![Vec::new(); steps * self.size];
        let depot = Partial {
            cost: 0,
            node: 0,
            taken: [0; TAKEN],
            visits: 0,
            remembered: [0; 8],
            halves: [0; 8],
        };
        let (mut least, mut looks) = (0, 0);
        self.go_on(&depot, &mut waiting);
        for step in 0..steps {
            let mut now = std::mem::take(&mut waiting[step]);
            now.sort_by_key(|of| (of.cost, of.taken, Reverse(of.node)));
            for of in now {
                looks += 1;
                if looks > LOOKS_MAX {
                    return Err(TooLong);
                }
                // Each step's are in the order of their costs.
                let mut lower = (0..=step).flat_map(|step| {
                    let kept = kept[of.node * steps + step].iter();
                    kept.take_while(|other| other.cost <= of.cost)
                });
                if lower.any(|other| other.replaces(&of, &self.case.crowds)) {
                    continue;
                }
                if let Some(closed) = driven(self.case, self.size, &of, 0) {
                    least = least.min(closed.cost);
                }
                self.go_on(&of, &mut waiting);
                kept[of.node * steps + step].push(of);
            }
        }
        Ok(least)
    }

    fn go_on(&self, of: &Partial, waiting: &mut [Vec<Partial>]) {
        for to in (1..self.size).filter(|to| *to != of.node && !has(&of.remembered, *to)) {
            if let Some((step, next)) = self.next(of, to) {
                waiting[step].push(next);
            }
        }
    }

    /// After one more visit, with its step, unless no rest makes it cheaper than nought.
    fn next(&self, of: &Partial, to: usize) -> Option<(usize, Partial)> {
        let driven = driven(self.case, self.size, of, to)?;
        let (halves, paid) = crowded(self.case, &of.halves, to);
        let cost = driven.cost + paid;
        let (step, left) = (self.order.of(&driven), step_left(&self.order, self.case, &driven));
        let end = self.ends[left * self.size + to];
        let end = if end.next == of.node && of.node > 0 { end.otherwise } else { end.cost };
        let mut remembered = of.remembered;
        let keeps = &self.remembers[to - 1];
        remembered.iter_mut().zip(keeps).for_each(|(own, keeps)| *own &= keeps);
        let rest = || self.rests.at_least(left, to, |node| has(&remembered, node));
        if cost + end >= 0 || cost + rest() >= 0 {
            return None;
        }
        let mut next = Partial { cost, halves, remembered: with(remembered, to), ..driven };
        next.visits *= i64::from(self.order.by == VISITS);
        for (taken, _) in next.taken.iter_mut().zip(&self.binding).filter(|(_, binds)| !**binds) {
            *taken = 0;
        }
        Some((step, next))
    }
}

/// At most the least cost of an ng-route, or nought: the most of what each limit proves by itself.
pub(super) fn cheapest_loosely(case: &Case, neighbours: &[Vec<u32>]) -> Result<i64, TooLong> {
    let size = case.clients.len() + 1;
    let limits = (0..TAKEN).filter(|of| binds(case, size, *of));
    let least = limits.filter_map(|only| cheapest_by(case, neighbours, only)).max();
    least.map_or_else(|| cheapest(case, neighbours), Ok)
}

/// What each client of a day remembers, as nodes of that day.
fn remembers(case: &Case, neighbours: &[Vec<u32>]) -> Vec<Nodes> {
    let place = |client: usize| case.clients.binary_search(&client).ok().map(|at| at + 1);
    let of = |client: &usize| {
        let members = neighbours[*client].iter().filter_map(|of| place(*of as usize));
        members.fold([0; 8], with)
    };
    case.clients.iter().map(of).collect()
}

/// The triples that are half visited after one more node, and what those cost that became whole.
fn crowded(case: &Case, before: &Nodes, to: usize) -> (Nodes, i64) {
    let (mut halves, mut paid) = ([0; 8], 0);
    for (at, crowd) in case.crowds.iter().enumerate() {
        let is_half = has(before, at) && crowd.remembers[to];
        if is_half && crowd.members[to] {
            paid += crowd.price;
        } else if is_half != crowd.members[to] {
            halves = with(halves, at);
        }
    }
    (halves, paid)
}

/// After one more leg, if the limits allow it; what is remembered is left as it was.
fn driven(case: &Case, size: usize, of: &Partial, to: usize) -> Option<Partial> {
    let leg = of.node * size + to;
    let mut next = Partial { cost: of.cost + case.legs[leg], node: to, ..*of };
    for ((taken, takes), most) in next.taken.iter_mut().zip(&case.takes[leg]).zip(&case.most) {
        *taken += takes;
        if *taken > *most {
            return None;
        }
    }
    next.visits += i64::from(to > 0);
    (next.visits < whole(size) || to == 0).then_some(next)
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).expect("counts fit i64")
}

fn binds(case: &Case, size: usize, of: usize) -> bool {
    let largest = |to: usize| {
        let legs =
            (0..size).filter(|from| *from != to).map(|from| case.takes[from * size + to][of]);
        legs.max().unwrap_or(0)
    };
    (0..size).map(largest).sum::<i64>() > case.most[of]
}

/// The limit of which routes take most, among those of which every visit takes something.
fn order(case: &Case, size: usize) -> Order {
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
    /// Steps that a leg to a node takes; `None` where they are too many.
    pub(super) fn takes(&self, case: &Case, leg: usize, to: usize) -> Option<usize> {
        let takes = match self.by {
            VISITS => i64::from(to > 0),
            by => case.takes[leg][by] / self.step,
        };
        usize::try_from(takes).ok()
    }

    fn amount(&self, of: &Partial) -> i64 {
        if self.by == VISITS { of.visits } else { of.taken[self.by] }
    }

    fn of(&self, of: &Partial) -> usize {
        usize::try_from(self.amount(of) / self.step).unwrap_or(0)
    }
}

/// Steps that are left for the rest of a route.
fn step_left(order: &Order, case: &Case, of: &Partial) -> usize {
    let most = if order.by == VISITS { whole(case.clients.len()) } else { case.most[order.by] };
    usize::try_from((most - order.amount(of)) / order.step).unwrap_or(0)
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
                let then = order.takes(case, leg, to).and_then(|takes| left.checked_sub(takes));
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
