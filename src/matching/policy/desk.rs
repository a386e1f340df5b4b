//! A desk that serves one request after the other from what is left.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{PolicyAnswer, Wish};
use crate::index::{PlaceIdx, RequestIdx, TitleIdx};
use crate::matching::problem::{ArcRole, Choice, CopyLot, OpenRequest, Round, Source, WeekProblem};
use crate::matching::stock::{Stock, Taken};
use crate::matching::week::prove_round;
use crate::units::{Cents, Items};

/// The requests of a round, the dearest to leave unserved first.
pub(super) fn by_urgency(round: &Round) -> Vec<&OpenRequest> {
    let mut requests: Vec<&OpenRequest> = round.requests.iter().collect();
    requests.sort_by_key(|open| (Reverse(open.unfilled), Reverse(open.waited_days), open.request));
    requests
}

/// What is left, and what was given.
pub(super) struct Desk<'a> {
    problem: &'a WeekProblem,
    stock: Stock,
    served: BTreeMap<(RequestIdx, Source, TitleIdx), i64>,
    cost: Cents,
}

impl<'a> Desk<'a> {
    pub(super) fn of(problem: &'a WeekProblem) -> Self {
        let stock = Stock::of(problem);
        Self { problem, stock, served: BTreeMap::new(), cost: Cents::ZERO }
    }

    /// All requests of the week, each from the lender of the least rank.
    pub(super) fn serve_all<K: Ord>(&mut self, rank: impl Fn(&Round, PlaceIdx, PlaceIdx) -> K) {
        for round in &self.problem.rounds {
            for open in by_urgency(round) {
                self.serve(round, open, |lender| rank(round, lender, open.pickup));
            }
        }
    }

    /// All requests of a round by the cheapest flow.
    pub(super) fn serve_cheapest(&mut self, round: &Round) {
        let proof = prove_round(self.problem, round, &self.stock);
        let pickups: BTreeMap<RequestIdx, PlaceIdx> =
            round.requests.iter().map(|open| (open.request, open.pickup)).collect();
        for (position, role) in proof.roles.iter().enumerate() {
            let units = proof.flow[position];
            match *role {
                ArcRole::Serve { request, source, title } if units > 0 => {
                    let pickup = pickups[&request];
                    self.stock.take(round, &Taken { title, pickup, source, units });
                    *self.served.entry((request, source, title)).or_insert(0) += units;
                    self.cost += proof.cents(position) * units;
                }
                ArcRole::Window { .. } => self.cost += proof.cents(position) * units,
                _ => {}
            }
        }
    }

    /// A request, each copy from the lender of the least rank that has one, else otherwise; who
    /// lent.
    pub(super) fn serve<K: Ord>(
        &mut self,
        round: &Round,
        open: &OpenRequest,
        rank: impl Fn(PlaceIdx) -> K,
    ) -> Vec<PlaceIdx> {
        let mut lenders = Vec::new();
        for _ in 0..open.quantity.0 {
            let titles = std::iter::once(open.title).chain(open.others.iter().map(|of| of.title));
            let lots = titles.flat_map(|title| {
                self.stock.lenders(title).map(move |(lender, _)| (title, lender))
            });
            let lots = lots.filter(|(_, lender)| self.can_lend(round, open, *lender));
            match lots.min_by_key(|(title, lender)| (rank(*lender), *title != open.title, *title)) {
                Some((title, lender)) => {
                    self.give(round, open, (title, Source::Copy(lender)));
                    lenders.push(lender);
                }
                None => self.do_without(round, open),
            }
        }
        lenders
    }

    /// Wishes in the order of urgency; a copy that cannot be pulled waits, unserved, and what
    /// nobody wished for is served otherwise.
    pub(super) fn serve_wishes(&mut self, round: &Round, wishes: &[Wish]) {
        for open in by_urgency(round) {
            let mut left = open.quantity.0;
            let own = wishes.iter().filter(|wish| wish.0 == open.request);
            for &(_, lender, title, quantity) in own {
                for _ in 0..quantity.0 {
                    let can = self.can_lend(round, open, lender);
                    let source = if can { Source::Copy(lender) } else { Source::Unfilled };
                    self.give(round, open, (if can { title } else { open.title }, source));
                    left -= 1;
                }
            }
            for _ in 0..left {
                self.do_without(round, open);
            }
        }
    }

    /// Copies that nobody has got yet.
    pub(super) fn copies_left(&self) -> Vec<CopyLot> {
        let mut titles: Vec<TitleIdx> = self.problem.copies.iter().map(|lot| lot.title).collect();
        titles.sort_unstable();
        titles.dedup();
        let lots = titles.into_iter().flat_map(|title| {
            let lot = move |(lender, left)| CopyLot { title, lender, available: Items(left) };
            self.stock.lenders(title).map(lot)
        });
        lots.collect()
    }

    pub(super) fn answer(self) -> PolicyAnswer {
        let choice = |((request, source, title), units)| {
            let quantity = Items(units);
            Choice { request, source, title, quantity }
        };
        PolicyAnswer { choices: self.served.into_iter().map(choice).collect(), cost: self.cost }
    }

    /// Whether a lender has pulls left, a way, and a place on the shelf at its end.
    fn can_lend(&self, round: &Round, open: &OpenRequest, lender: PlaceIdx) -> bool {
        let organisation = self.problem.organisation[lender];
        open.takes_from(lender)
            && self.stock.lending(organisation).is_none_or(|left| left > 0)
            && round.window[lender].is_some_and(|window| self.stock.pulls(lender, window) > 0)
            && round.lead_days.at(lender, open.pickup).is_some()
            && self.stock.shelf(open.pickup) > 0
    }

    /// The cheapest of a copy that comes back, one from outside, and nothing.
    fn do_without(&mut self, round: &Round, open: &OpenRequest) {
        let titles = std::iter::once(open.title).chain(open.others.iter().map(|of| of.title));
        let returning =
            titles.into_iter().find(|&of| open.awaits(of) && self.stock.returning(of) > 0);
        let mut ways = vec![(open.unfilled, Source::Unfilled, open.title)];
        if self.stock.shelf(open.pickup) > 0 {
            ways.push((open.outside, Source::Outside, open.title));
        }
        ways.extend(returning.map(|title| (open.wait, Source::Returning, title)));
        let (_, source, title) = ways.into_iter().min().expect("nothing is always there");
        self.give(round, open, (title, source));
    }

    /// What the next pull of a lender costs more because it is busy.
    fn load_price(&self, round: &Round, source: Source) -> Cents {
        let Source::Copy(lender) = source else { return Cents::ZERO };
        let Some(window) = round.window[lender] else { return Cents::ZERO };
        let most = self.problem.pull_capacity[lender].0;
        let used = most - self.stock.pulls(lender, window);
        let step = self.problem.load_steps.iter().rfind(|step| step.first_pull(most) <= used);
        step.map_or(Cents::ZERO, |step| step.price)
    }

    fn give(&mut self, round: &Round, open: &OpenRequest, (title, source): (TitleIdx, Source)) {
        let load = self.load_price(round, source);
        self.stock.take(round, &Taken { title, pickup: open.pickup, source, units: 1 });
        *self.served.entry((open.request, source, title)).or_insert(0) += 1;
        self.cost += load;
        self.cost += match source {
            Source::Copy(lender) => {
                let days = round.lead_days.at(lender, open.pickup).expect("a lender with a way");
                self.problem.fixed_cost.at(lender, open.pickup)
                    + open.price_per_day * i64::from(days)
            }
            Source::Returning => open.wait,
            Source::Outside => open.outside,
            Source::Unfilled => open.unfilled,
        };
    }
}
