//! What the flows make of the patterns, change by change, and back.

use super::Visit;
use super::index::Scope;
use crate::vrp::flows::{End, Flow, Way};

/// Goods that a visit delivers and collects: room and mass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) delivered: [i64; 2],
    pub(super) collected: [i64; 2],
}

/// What the flows make of the patterns. Empty without flows.
#[derive(Clone, Debug, Default)]
pub(super) struct Moving {
    /// By `day * clients + client`.
    pub(super) sums: Vec<Sums>,
    /// The pattern of each client as its flows see it: the last one that it had.
    pub(super) choice: Vec<u32>,
    pub(super) lead: i64,
    /// What the flows of a client would cost under each of its patterns, the patterns of all
    /// others as they are: the rows of all clients one after the other.
    pub(super) lead_under: Vec<i64>,
    /// Crates that first pickups lack.
    pub(super) short: i64,
    pub(super) short_of: Vec<i32>,
    pub(super) journal: Journal,
}

/// What is needed to go back.
#[derive(Clone, Debug, Default)]
pub(super) struct Journal {
    pub(super) lead: i64,
    pub(super) short: i64,
    pub(super) choices: Vec<(u32, u32)>,
    pub(super) rows: Vec<(u32, i64)>,
    pub(super) shorts: Vec<(u32, i32)>,
    /// Visits as they were, each once.
    pub(super) visits: Vec<(u32, Sums, Visit)>,
    pub(super) is_written: Vec<bool>,
}

/// Whether goods come to a visit or leave it.
#[derive(Clone, Copy)]
enum Sign {
    Plus,
    Minus,
}

impl Moving {
    /// Nothing moves yet; every client has its first pattern.
    pub(super) fn new(clients: usize, visits: usize, rows: usize) -> Self {
        Self {
            sums: vec![Sums::default(); visits],
            choice: vec![0; clients],
            lead_under: vec![0; rows],
            short_of: vec![0; clients],
            journal: Journal { is_written: vec![false; visits], ..Journal::default() },
            ..Self::default()
        }
    }

    pub(super) fn start(&mut self, of: Scope<'_>) {
        for flow in &of.flows.flows {
            let way = of.way(flow, self.patterns_at(of, flow));
            self.book(of, (flow, way), Sign::Plus, &[]);
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

    pub(super) fn begin(&mut self) {
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
    pub(super) fn bag(
        &self,
        of: Scope<'_>,
        day: usize,
        (from, to): (u32, u32),
        holds: [i64; 2],
    ) -> i64 {
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
    fn book(&mut self, of: Scope<'_>, (flow, way): (&Flow, Way), sign: Sign, visits: &[Visit]) {
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

    pub(super) fn set_choice(&mut self, of: Scope<'_>, visits: &[Visit], client: u32, choice: u32) {
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
                self.book(of, (flow, was), Sign::Minus, visits);
                self.book(of, (flow, is), Sign::Plus, visits);
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
    pub(super) fn set_short(&mut self, of: Scope<'_>, client: usize) {
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
