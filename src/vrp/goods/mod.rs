//! What each visit brings, takes and lasts, and the lead time of all flows, kept right while
//! clients change their days.
//!
//! Without flows a visit is the same on each day and nothing here ever changes.

mod index;
mod moving;

#[cfg(test)]
mod tests;

pub(super) use index::FlowIndex;

use self::index::Scope;
use self::moving::{Moving, Sums};
use super::flows::Flows;
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

/// The visits of a solution.
#[derive(Clone, Debug)]
pub(super) struct Goods {
    /// By `day * stride + client`.
    visits: Vec<Visit>,
    /// The number of clients, or 0 where a visit is the same on each day.
    stride: usize,
    moving: Moving,
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
        let moving = Moving::new(clients, visits, index.rows());
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
