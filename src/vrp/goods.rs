//! What each visit brings, takes and lasts, and the lead time of all flows, kept right while
//! clients change their days.
//!
//! Without flows a visit is the same on each day and nothing here ever changes.

use super::flows::{End, Flow, Flows, VisitTable, Way};
use super::parts::{Client, DaySet, ProblemParts};
use super::segment::{LoadSegment, add};

/// What a visit carries and lasts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Visit {
    pub(super) load: LoadSegment,
    /// Service beside the fixed one of its client.
    pub(super) handling: i32,
}

impl Visit {
    fn fixed(client: &Client) -> Self {
        Self { load: LoadSegment::visit(client.delivery, client.pickup), handling: 0 }
    }

    /// The fixed part, and what flows bring and take.
    fn with(client: &Client, flows: &Flows, number: usize, sums: Sums) -> Self {
        let brought = flows.crates.load(sums.delivered);
        let taken = flows.crates.load(sums.collected);
        // What is full comes in or goes out, and as many empties the other way.
        let handled = brought[0].max(taken[0]) * 2;
        Self {
            load: LoadSegment::visit(add(client.delivery, brought), add(client.pickup, taken)),
            handling: handled * flows.handling[number].service_per_crate,
        }
    }
}

/// Goods that a visit delivers and collects: room and mass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sums {
    delivered: [i64; 2],
    collected: [i64; 2],
}

/// What a problem prepares for its flows.
#[derive(Clone, Debug)]
pub(super) struct FlowIndex {
    table: VisitTable,
    /// The patterns of each client, as positions in the table.
    patterns: Vec<Vec<u32>>,
    /// Where the row of each client begins in a list of all patterns of all clients.
    row: Vec<usize>,
    /// The flows that begin or end at each client.
    incident: Vec<Vec<u32>>,
    /// The flows between clients, by sender and receiver.
    between: Vec<(u32, u32, u32)>,
}

impl FlowIndex {
    /// `O(flows + clients * patterns * days)`.
    pub(super) fn new(parts: &ProblemParts, flows: &Flows) -> Self {
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

    fn rows(&self) -> usize {
        self.patterns.iter().map(Vec::len).sum()
    }

    /// The flows from one client to another. `O(log flows)`.
    fn between(&self, from: u32, to: u32) -> impl Iterator<Item = u32> + '_ {
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

/// The visits of a solution.
#[derive(Clone, Debug)]
pub(super) struct Goods {
    /// By `day * stride + client`.
    visits: Vec<Visit>,
    /// The number of clients, or 0 where a visit is the same on each day.
    stride: usize,
    moving: Moving,
}

/// What the flows make of the patterns. Empty without flows.
#[derive(Clone, Debug, Default)]
struct Moving {
    /// By `day * clients + client`.
    sums: Vec<Sums>,
    /// The pattern of each client as its flows see it: the last one that it had.
    choice: Vec<u32>,
    lead: i64,
    /// What the flows of a client would cost under each of its patterns, the patterns of all
    /// others as they are: the rows of all clients one after the other.
    lead_under: Vec<i64>,
    /// Crates that first pickups lack.
    short: i64,
    short_of: Vec<i32>,
    journal: Journal,
}

/// What is needed to go back.
#[derive(Clone, Debug, Default)]
struct Journal {
    lead: i64,
    short: i64,
    choices: Vec<(u32, u32)>,
    rows: Vec<(u32, i64)>,
    shorts: Vec<(u32, i32)>,
    /// Visits as they were, each once.
    visits: Vec<(u32, Sums, Visit)>,
    is_written: Vec<bool>,
}

impl Goods {
    /// As clients with their first pattern each have it. `O(flows * patterns)`.
    pub(super) fn new(parts: &ProblemParts, index: Option<&FlowIndex>) -> Self {
        let fixed = parts.clients.iter().map(Visit::fixed);
        let Some((flows, index)) = parts.flows.as_ref().zip(index) else {
            return Self { visits: fixed.collect(), stride: 0, moving: Moving::default() };
        };
        let clients = parts.clients.len();
        let visits = clients * parts.days;
        let moving = Moving {
            sums: vec![Sums::default(); visits],
            choice: vec![0; clients],
            lead_under: vec![0; index.rows()],
            short_of: vec![0; clients],
            journal: Journal { is_written: vec![false; visits], ..Journal::default() },
            ..Moving::default()
        };
        let mut goods = Self { visits: vec![Visit::default(); visits], stride: clients, moving };
        let of = Scope { parts, flows, index };
        goods.moving.start(of);
        for visit in 0..visits {
            goods.reckon(of, visit);
        }
        for client in 0..clients {
            goods.moving.set_short(of, client);
        }
        goods.begin();
        goods
    }

    /// What a visit on a day carries and lasts.
    #[inline]
    pub(super) fn visit(&self, day: usize, client: u32) -> &Visit {
        &self.visits[day * self.stride + client as usize]
    }

    /// A visit whose day is not chosen yet: the mean of those that the client has.
    pub(super) fn typical(&self, parts: &ProblemParts, client: u32) -> Visit {
        let Some(flows) = &parts.flows else { return self.visits[client as usize] };
        let of = &parts.clients[client as usize];
        let number = client as usize;
        let visits = i64::from(of.patterns[0].count_ones());
        let mut sums = Sums::default();
        for day in 0..parts.days {
            let on = &self.moving.sums[day * self.stride + number];
            for dimension in 0..2 {
                sums.delivered[dimension] += on.delivered[dimension];
                sums.collected[dimension] += on.collected[dimension];
            }
        }
        let share = |sum: [i64; 2]| sum.map(|sum| sum / visits);
        let mean = Sums { delivered: share(sums.delivered), collected: share(sums.collected) };
        Visit::with(of, flows, number, mean)
    }

    /// The lead time of all flows, at their prices.
    pub(super) const fn lead(&self) -> i64 {
        self.moving.lead
    }

    /// Crates that first pickups lack, over all clients.
    pub(super) const fn short(&self) -> i64 {
        self.moving.short
    }

    /// What the lead time of a client's flows would cost under one of its patterns, by its
    /// position. `O(1)`.
    #[inline]
    pub(super) fn lead_under(&self, index: Option<&FlowIndex>, client: u32, pattern: usize) -> i64 {
        index.map_or(0, |index| self.moving.lead_under[index.row[client as usize] + pattern])
    }

    /// What the best bags from client to client on a route of a day save, visited in this order.
    /// `O(calls^2 log flows)`; 0 without bags.
    pub(super) fn saved_by_bags(
        &self,
        parts: &ProblemParts,
        index: Option<&FlowIndex>,
        day: usize,
        clients: &[u32],
    ) -> i64 {
        let Some((flows, index)) = parts.flows.as_ref().zip(index) else { return 0 };
        let Some(rule) = flows.transfers else { return 0 };
        let of = Scope { parts, flows, index };
        let mut saved = Vec::new();
        for (rank, from) in clients.iter().enumerate() {
            for to in &clients[rank + 1..] {
                let saves = self.moving.bag(of, day, (*from, *to), rule.holds);
                if saves > rule.carrying_price {
                    saved.push(saves - rule.carrying_price);
                }
            }
        }
        saved.sort_unstable_by_key(|saves| std::cmp::Reverse(*saves));
        saved.iter().take(rule.per_route).sum()
    }

    /// Begins a change that [`undo`](Self::undo) takes back.
    pub(super) fn begin(&mut self) {
        self.moving.begin();
    }

    /// Goes back to the last begin.
    pub(super) fn undo(&mut self) {
        let moving = &mut self.moving;
        let journal = &mut moving.journal;
        for &(client, choice) in journal.choices.iter().rev() {
            moving.choice[client as usize] = choice;
        }
        for &(row, lead) in journal.rows.iter().rev() {
            moving.lead_under[row as usize] = lead;
        }
        for &(client, short) in journal.shorts.iter().rev() {
            moving.short_of[client as usize] = short;
        }
        for &(visit, sums, before) in &journal.visits {
            moving.sums[visit as usize] = sums;
            self.visits[visit as usize] = before;
        }
        (moving.lead, moving.short) = (journal.lead, journal.short);
        moving.begin();
    }

    /// Gives a client a pattern: moves the loads at both ends of its flows, and reprices the
    /// patterns of the other ends. `O(flows of the client * patterns)`. Its own visits follow at
    /// once, all others with [`settle`](Self::settle). Who is out, or on days that are no pattern
    /// of its own, is thought of with the pattern that it had.
    pub(super) fn set_pattern(
        &mut self,
        parts: &ProblemParts,
        index: Option<&FlowIndex>,
        client: u32,
        days: DaySet,
    ) {
        let Some((flows, index)) = parts.flows.as_ref().zip(index) else { return };
        let of = Scope { parts, flows, index };
        let patterns = &parts.clients[client as usize].patterns;
        let choice = patterns.iter().position(|pattern| *pattern == days);
        let Some(choice) = choice else { return };
        let choice = u32::try_from(choice).expect("patterns fit u32");
        if self.moving.choice[client as usize] == choice {
            return;
        }
        self.moving.set_choice(of, &self.visits, client, choice);
        for day in (0..parts.days).filter(|day| days >> day & 1 == 1) {
            self.reckon(of, day * self.stride + client as usize);
        }
    }

    /// Reckons afresh the visits whose goods have changed, and tells those that differ, as
    /// `day * clients + client`.
    pub(super) fn settle(
        &mut self,
        parts: &ProblemParts,
        index: Option<&FlowIndex>,
        mut tell: impl FnMut(u32),
    ) {
        let Some((flows, index)) = parts.flows.as_ref().zip(index) else { return };
        let of = Scope { parts, flows, index };
        for at in 0..self.moving.journal.visits.len() {
            let (visit, _, _) = self.moving.journal.visits[at];
            let before = self.visits[visit as usize];
            self.reckon(of, visit as usize);
            if self.visits[visit as usize] != before {
                tell(visit);
            }
            self.moving.set_short(of, visit as usize % self.stride);
        }
        for at in 0..self.moving.journal.choices.len() {
            let (client, _) = self.moving.journal.choices[at];
            self.moving.set_short(of, client as usize);
        }
    }

    fn reckon(&mut self, of: Scope<'_>, visit: usize) {
        let client = visit % self.stride;
        let sums = self.moving.sums[visit];
        self.visits[visit] = Visit::with(&of.parts.clients[client], of.flows, client, sums);
    }
}

/// What flows are read with.
#[derive(Clone, Copy)]
struct Scope<'a> {
    parts: &'a ProblemParts,
    flows: &'a Flows,
    index: &'a FlowIndex,
}

impl Scope<'_> {
    #[inline]
    fn way(&self, flow: &Flow, patterns: [u32; 2]) -> Way {
        self.index.table.way(flow, self.flows.sort_days as usize, patterns)
    }
}

/// Whether goods come to a visit or leave it.
#[derive(Clone, Copy)]
enum Sign {
    Plus,
    Minus,
}

impl Moving {
    fn start(&mut self, of: Scope<'_>) {
        for flow in &of.flows.flows {
            let way = of.way(flow, self.patterns_at(of, flow));
            self.book(of, flow, way, Sign::Plus, &[]);
        }
        for (client, patterns) in (0_u32..).zip(&of.index.patterns) {
            for (row, &pattern) in (of.index.row[client as usize]..).zip(patterns) {
                let flows = of.index.incident[client as usize].iter();
                let lead = flows.map(|flow| {
                    let flow = &of.flows.flows[*flow as usize];
                    let ends = with(flow, self.patterns_at(of, flow), client, pattern);
                    lead(flow, of.way(flow, ends))
                });
                self.lead_under[row] = lead.sum();
            }
        }
    }

    fn begin(&mut self) {
        let journal = &mut self.journal;
        journal.choices.clear();
        journal.rows.clear();
        journal.shorts.clear();
        for (visit, _, _) in journal.visits.drain(..) {
            journal.is_written[visit as usize] = false;
        }
        (journal.lead, journal.short) = (self.lead, self.short);
    }

    /// The patterns at both ends of a flow, as they are.
    #[inline]
    fn patterns_at(&self, of: Scope<'_>, flow: &Flow) -> [u32; 2] {
        [flow.from, flow.to].map(|end| match end {
            End::Client(client) => {
                of.index.patterns[client as usize][self.choice[client as usize] as usize]
            }
            End::Depot | End::Unsorted => 0,
        })
    }

    /// What a bag between two clients saves on a day, carrying left out: as many flows as it holds.
    fn bag(&self, of: Scope<'_>, day: usize, (from, to): (u32, u32), holds: [i64; 2]) -> i64 {
        let mut saves = 0;
        let mut left = holds;
        for position in of.index.between(from, to) {
            let flow = &of.flows.flows[position as usize];
            let way = of.way(flow, self.patterns_at(of, flow));
            let rest = [left[0] - flow.goods[0], left[1] - flow.goods[1]];
            if way.leaves == day && rest[0] >= 0 && rest[1] >= 0 {
                left = rest;
                #[expect(clippy::cast_possible_wrap, reason = "days of the horizon")]
                let sooner = way.arrives as i64 - day as i64;
                saves += sooner * flow.price_per_day + flow.depot_price;
            }
        }
        saves
    }

    /// Adds a flow to the visits at its ends, or takes it off.
    fn book(&mut self, of: Scope<'_>, flow: &Flow, way: Way, sign: Sign, visits: &[Visit]) {
        let factor = match sign {
            Sign::Plus => 1,
            Sign::Minus => -1,
        };
        self.lead += factor * lead(flow, way);
        let mut add = |end: End, day: usize, of_visit: fn(&mut Sums) -> &mut [i64; 2]| {
            let End::Client(client) = end else { return };
            if day < of.parts.days {
                let visit = day * of.parts.clients.len() + client as usize;
                self.write_down(visit, visits);
                let sum = of_visit(&mut self.sums[visit]);
                sum[0] += factor * flow.goods[0];
                sum[1] += factor * flow.goods[1];
            }
        };
        add(flow.from, way.leaves, |sums| &mut sums.collected);
        add(flow.to, way.arrives, |sums| &mut sums.delivered);
    }

    /// Keeps a visit as it was, once a change.
    fn write_down(&mut self, visit: usize, visits: &[Visit]) {
        if !std::mem::replace(&mut self.journal.is_written[visit], true) {
            let before = visits.get(visit).copied().unwrap_or_default();
            let number = u32::try_from(visit).expect("visits fit u32");
            self.journal.visits.push((number, self.sums[visit], before));
        }
    }

    fn set_choice(&mut self, of: Scope<'_>, visits: &[Visit], client: u32, choice: u32) {
        let number = client as usize;
        let old = self.choice[number];
        self.journal.choices.push((client, old));
        let patterns = &of.index.patterns[number];
        let (from, to) = (patterns[old as usize], patterns[choice as usize]);
        for position in &of.index.incident[number] {
            let flow = &of.flows.flows[*position as usize];
            let now = self.patterns_at(of, flow);
            let before = with(flow, now, client, from);
            let after = with(flow, now, client, to);
            let (was, is) = (of.way(flow, before), of.way(flow, after));
            if was != is {
                self.book(of, flow, was, Sign::Minus, visits);
                self.book(of, flow, is, Sign::Plus, visits);
            }
            if let Some(other) = other_client(flow, client) {
                self.reprice(of, flow, other, [before, after]);
            }
        }
        self.choice[number] = choice;
    }

    /// Corrects what a flow adds to the prices of the patterns at its other end, when the patterns
    /// at both ends were the first and become the second.
    fn reprice(&mut self, of: Scope<'_>, flow: &Flow, other: u32, [was, is]: [[u32; 2]; 2]) {
        let first = of.index.row[other as usize];
        for (row, &pattern) in (first..).zip(&of.index.patterns[other as usize]) {
            let before = of.way(flow, with(flow, was, other, pattern)).arrives;
            let after = of.way(flow, with(flow, is, other, pattern)).arrives;
            if before != after {
                let number = u32::try_from(row).expect("rows fit u32");
                self.journal.rows.push((number, self.lead_under[row]));
                #[expect(clippy::cast_possible_wrap, reason = "days of the horizon")]
                let later = after as i64 - before as i64;
                self.lead_under[row] += later * flow.price_per_day;
            }
        }
    }

    /// What is filled before the first visit of a period must stand there already; later pickups
    /// can be provided for by the visits before them.
    fn set_short(&mut self, of: Scope<'_>, client: usize) {
        let days = of.parts.clients[client].patterns[self.choice[client] as usize];
        let first = days.trailing_zeros() as usize * of.parts.clients.len() + client;
        let taken = of.flows.crates.load(self.sums[first].collected)[0];
        let short = (taken - of.flows.handling[client].empties).max(0);
        let before = std::mem::replace(&mut self.short_of[client], short);
        if before != short {
            self.journal.shorts.push((u32::try_from(client).expect("clients fit u32"), before));
            self.short += i64::from(short - before);
        }
    }
}

/// The patterns at both ends of a flow if a client had another one.
#[inline]
fn with(flow: &Flow, mut patterns: [u32; 2], client: u32, pattern: u32) -> [u32; 2] {
    for (end, of_end) in [flow.from, flow.to].into_iter().zip(&mut patterns) {
        if end == End::Client(client) {
            *of_end = pattern;
        }
    }
    patterns
}

/// The client at the other end of a flow.
fn other_client(flow: &Flow, client: u32) -> Option<u32> {
    [flow.from, flow.to].into_iter().find_map(|end| match end {
        End::Client(other) if other != client => Some(other),
        _ => None,
    })
}

#[inline]
fn lead(flow: &Flow, way: Way) -> i64 {
    #[expect(clippy::cast_possible_wrap, reason = "a day of the horizon")]
    let days = way.arrives as i64 - i64::from(flow.ready);
    flow.price_per_day * days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{RngExt as _, Seed};
    use crate::vrp::flows::{CrateMeasure, Handling, TransferRule};
    use proptest::prelude::*;

    /// Clients with all pairs of three days, flows between all of them and the depot.
    fn parts(clients: u32, seed: u64) -> ProblemParts {
        let random = &mut Seed(seed).stream("goods", 0);
        let mut flows = Vec::new();
        for from in 0..clients {
            let ends = (0..clients).filter(|to| *to != from).map(End::Client);
            for to in ends.chain([End::Depot]) {
                let goods = [random.random_range(0..900), random.random_range(0..900)];
                let (ready, price_per_day) = (random.random_range(0..7), random.random_range(0..9));
                let from = End::Client(from);
                let depot_price = random.random_range(0..5);
                flows.push(Flow { from, to, ready, goods, price_per_day, depot_price });
                let from = if random.random_bool(0.5) { End::Depot } else { End::Unsorted };
                flows.push(Flow { from, to, ready, goods, price_per_day, depot_price });
            }
        }
        let client = |node| Client::new(node, vec![0b00101, 0b01010, 0b10001]);
        ProblemParts {
            days: 7,
            nodes: 1,
            profiles: Vec::new(),
            clients: (0..clients).map(client).collect(),
            vehicles: Vec::new(),
            flows: Some(Flows {
                flows,
                sort_days: 1,
                crates: CrateMeasure { holds: [1_000, 700], tare: 20 },
                handling: vec![Handling { service_per_crate: 3, empties: 2 }; clients as usize],
                transfers: None,
            }),
        }
    }

    type Values = (Vec<Visit>, Vec<Sums>, i64, Vec<i64>, i64);

    fn values(goods: &Goods) -> Values {
        let of = &goods.moving;
        let (visits, sums) = (goods.visits.clone(), of.sums.clone());
        (visits, sums, of.lead, of.lead_under.clone(), of.short)
    }

    fn fresh(parts: &ProblemParts, index: &FlowIndex, choices: &[usize]) -> Goods {
        let mut goods = Goods::new(parts, Some(index));
        for (client, choice) in (0..).zip(choices) {
            let days = parts.clients[client as usize].patterns[*choice];
            goods.set_pattern(parts, Some(index), client, days);
        }
        goods.settle(parts, Some(index), |_| ());
        goods
    }

    proptest! {
        #[test]
        fn lead_time_under_a_pattern_is_what_the_pattern_then_costs(
            seed in 0_u64..500, client in 0_u32..5, pattern in 0_usize..3,
        ) {
            let parts = parts(5, seed);
            let index = FlowIndex::new(&parts, parts.flows.as_ref().expect("flows"));
            let mut goods = Goods::new(&parts, Some(&index));
            let under = |goods: &Goods, pattern| goods.lead_under(Some(&index), client, pattern);
            let promised = under(&goods, pattern) - under(&goods, 0);
            let before = goods.lead();
            let days = parts.clients[client as usize].patterns[pattern];
            goods.set_pattern(&parts, Some(&index), client, days);
            prop_assert_eq!(goods.lead() - before, promised);
        }

        #[test]
        fn changes_one_by_one_are_as_right_as_a_fresh_start_and_can_be_undone(
            seed in 0_u64..500,
            first in prop::collection::vec(0_usize..3, 5),
            changes in prop::collection::vec((0_u32..5, 0_usize..3), 1..20),
        ) {
            let parts = parts(5, seed);
            let index = FlowIndex::new(&parts, parts.flows.as_ref().expect("flows"));
            let mut choices = first.clone();
            let mut goods = fresh(&parts, &index, &first);
            goods.begin();
            let before = values(&goods);
            for (at, (client, choice)) in changes.into_iter().enumerate() {
                choices[client as usize] = choice;
                let days = parts.clients[client as usize].patterns[choice];
                goods.set_pattern(&parts, Some(&index), client, days);
                if at % 3 == 0 {
                    goods.settle(&parts, Some(&index), |_| ());
                }
            }
            goods.settle(&parts, Some(&index), |_| ());
            prop_assert_eq!(values(&goods), values(&fresh(&parts, &index, &choices)));
            goods.undo();
            prop_assert_eq!(values(&goods), before);
        }
    }

    #[test]
    fn the_best_bags_of_a_route_count_as_far_as_they_may_go() {
        let mut parts = parts(3, 1);
        let flows = parts.flows.as_mut().expect("flows");
        let flow = |from, to, room| Flow {
            from: End::Client(from),
            to: End::Client(to),
            ready: 0,
            goods: [room, room],
            price_per_day: 10,
            depot_price: 1,
        };
        // All on Monday and Wednesday; the second flow from 0 to 1 does not fit beside the first.
        flows.flows = vec![flow(0, 1, 6), flow(0, 1, 6), flow(1, 2, 1), flow(2, 0, 1)];
        let rule = TransferRule { per_route: 1, carrying_price: 4, holds: [10, 10] };
        let saved = |per_route, clients: &[u32]| {
            let mut parts = parts.clone();
            let flows = parts.flows.as_mut().expect("flows");
            flows.transfers = Some(TransferRule { per_route, ..rule });
            let index = FlowIndex::new(&parts, parts.flows.as_ref().expect("flows"));
            let goods = Goods::new(&parts, Some(&index));
            goods.saved_by_bags(&parts, Some(&index), 0, clients)
        };
        // Sorted on Tuesday, delivered on Wednesday: two days and the depot, less the carrying.
        assert_eq!(saved(2, &[0, 1, 2]), 2 * (2 * 10 + 1 - 4));
        assert_eq!(saved(1, &[0, 1, 2]), 2 * 10 + 1 - 4);
        assert_eq!(saved(2, &[2, 1]), 0, "nothing goes back");
    }

    #[test]
    fn sums_of_a_fresh_start_are_those_of_the_flows_one_by_one() {
        let parts = parts(4, 7);
        let flows = parts.flows.as_ref().expect("flows");
        let index = FlowIndex::new(&parts, flows);
        let goods = Goods::new(&parts, Some(&index));
        let pattern = [0_usize, 2];
        for client in 0..4 {
            for day in 0..7 {
                let mut sum = [0; 2];
                for flow in flows.flows.iter().filter(|flow| flow.from == End::Client(client)) {
                    let visits = pattern.into_iter().chain(pattern.map(|day| day + 7));
                    let ready = flow.ready as usize;
                    if visits.into_iter().find(|visit| *visit >= ready) == Some(day) {
                        sum = [sum[0] + flow.goods[0], sum[1] + flow.goods[1]];
                    }
                }
                let visit = goods.visit(day, client);
                assert_eq!(visit.load.pickup, flows.crates.load(sum), "{client} on {day}");
            }
        }
    }
}
