//! The circulation of one title: an event after the other.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::demands::{Demand, draw_demands};
use super::readers::{Appetite, Readers, SHELF_COPIES_MAX};
use super::season::{DAY, Minute};
use super::stock::{Copy, Start};
use super::system::{ReturnRule, Sharing, ShelfKind, System, TitleFacts};
use super::tally::Tally;
use crate::index::{PlaceIdx, TitleIdx};
use crate::random::Seed;

/// What is drawn of one event, each by a number of its own.
pub(super) mod draw {
    pub(in crate::simulation) const MOMENT: u64 = 1;
    pub(in crate::simulation) const PICKUP: u64 = 2;
    pub(in crate::simulation) const LOAN: u64 = 3;
    pub(in crate::simulation) const COLLECTED: u64 = 4;
    pub(in crate::simulation) const COLLECT_DAYS: u64 = 5;
    /// Attempts to pull a copy for a request count on from here.
    pub(in crate::simulation) const PULL: u64 = 16;
}

/// The hour at which a copy that travelled is on its hold shelf or its own.
const NOON: Minute = DAY / 2;

/// Where a copy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whereabouts {
    Shelf,
    /// With a reader, on a hold shelf or under way, with the minute since when.
    Away(Minute),
    /// Ordered, not yet delivered.
    Ordered,
    /// Weeded.
    Gone,
}

/// A copy in circulation.
#[derive(Clone, Copy, Debug)]
struct Item {
    home: PlaceIdx,
    at: PlaceIdx,
    is: Whereabouts,
    /// How often it was put on a shelf: an older plan of a reader who browses is void.
    shelved: u32,
    weeded_from: Option<u16>,
    key: Seed,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// A copy is back from a reader, from its hold shelf, from its way home, or from nowhere.
    Free(u32),
    /// A reader takes a copy that was put on its shelf for the so-manieth time.
    Browsed(u32, u32),
    /// A copy is there for a request.
    Arrives(u32, u32),
    /// A request whose copy was not on the shelf looks for another.
    LooksAgain(u32),
    /// A copy is to be weeded.
    Weeded(u32),
}

/// An event with its moment and its rank among all, which breaks ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    minute: Minute,
    rank: u32,
    what: What,
}

/// Room to work in, kept from title to title.
#[derive(Debug, Default)]
pub(super) struct Bench {
    items: Vec<Item>,
    demands: Vec<Demand>,
    /// Requests that wait, first come first.
    queue: VecDeque<u32>,
    events: BinaryHeap<Reverse<Event>>,
}

/// What a title circulates in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings<'a> {
    pub(super) system: &'a System,
    pub(super) readers: &'a Readers,
    /// The seed of the replication.
    pub(super) seed: Seed,
}

/// One title, from the first event to the last.
struct Circulation<'a> {
    system: &'a System,
    facts: TitleFacts,
    appetite: Appetite,
    bench: &'a mut Bench,
    tally: &'a mut Tally,
    now: Minute,
    rank: u32,
    /// Requests of the period that were not filled.
    missed: u64,
}

impl Surroundings<'_> {
    /// Runs a title with its copies and adds what happened to a tally.
    /// O(events x copies of the title).
    pub(super) fn run(
        self,
        title: TitleIdx,
        copies: &[Copy],
        bench: &mut Bench,
        tally: &mut Tally,
    ) {
        let Self { system, readers, seed } = self;
        let seed = seed.child(title.0.into());
        let appetite = readers.appetite(title, seed.child(0));
        let facts = system.titles[crate::index::Index::position(title)];
        draw_demands(self, appetite.directed, seed.child(1), &mut bench.demands);
        if bench.demands.is_empty() && copies.is_empty() {
            return;
        }
        bench.items.clear();
        bench.queue.clear();
        bench.events.clear();
        let mut circulation =
            Circulation { system, facts, appetite, bench, tally, now: 0, rank: 0, missed: 0 };
        circulation.begin(copies, seed.child(2));
        circulation.go_on();
        circulation.finish();
        let missed = circulation.missed;
        tally.misses.push(title, missed);
    }
}

impl Circulation<'_> {
    /// Puts the copies where they are at the start.
    fn begin(&mut self, copies: &[Copy], seed: Seed) {
        let mut nth = 0;
        for (position, copy) in copies.iter().enumerate() {
            let is_next = position > 0 && copies[position - 1].place == copy.place;
            nth = if is_next { nth + 1 } else { 0 };
            let key = seed.child(copy.place.0.into()).child(nth);
            let number = self.add(copy.place, copy.weeded_from, key);
            if let Some(day) = copy.weeded_from {
                self.at(u32::from(day) * DAY, What::Weeded(number));
            }
            match (copy.first_day, copy.start) {
                (0, Start::Shelf) => self.shelve(number),
                (0, Start::Out) => {
                    self.bench.items[number as usize].is = Whereabouts::Away(0);
                    let rest = self.system.loans.rest(key.child(0).unit());
                    self.at(rest, What::Free(number));
                }
                (day, _) => self.at(u32::from(day) * DAY + NOON, What::Free(number)),
            }
        }
    }

    fn add(&mut self, home: PlaceIdx, weeded_from: Option<u16>, key: Seed) -> u32 {
        let is = Whereabouts::Ordered;
        self.bench.items.push(Item { home, at: home, is, shelved: 0, weeded_from, key });
        u32::try_from(self.bench.items.len() - 1).expect("a title has fewer than 2^32 copies")
    }

    fn at(&mut self, minute: Minute, what: What) {
        self.rank += 1;
        self.bench.events.push(Reverse(Event { minute, rank: self.rank, what }));
    }

    /// All demands and events, in order of time; a demand before an event of the same minute.
    fn go_on(&mut self) {
        let end = u32::try_from(self.system.season.days()).unwrap_or(u32::MAX) * DAY;
        let mut next = 0;
        loop {
            let demand = self.bench.demands.get(next).map(|demand| demand.minute);
            let event = self.bench.events.peek().map(|Reverse(event)| event.minute);
            let is_demand = match (demand, event) {
                (None, None) => return,
                (Some(demand), Some(event)) => demand <= event,
                (demand, _) => demand.is_some(),
            };
            self.tally.traffic.events += 1;
            if is_demand {
                self.now = self.bench.demands[next].minute;
                self.asked(next);
                next += 1;
            } else if let Some(Reverse(event)) = self.bench.events.pop() {
                if event.minute >= end {
                    return;
                }
                self.now = event.minute;
                self.happens(event.what);
            }
        }
    }

    fn happens(&mut self, what: What) {
        match what {
            What::Free(item) => self.free(item),
            What::Browsed(item, shelved) => {
                let Item { is, shelved: times, key, at, .. } = self.bench.items[item as usize];
                if is == Whereabouts::Shelf && times == shelved {
                    let length =
                        self.system.loans.length(key.child(shelved.into()).child(1).unit());
                    self.lend(item, at, self.now, length);
                }
            }
            What::Arrives(item, request) => self.arrives(item, request),
            What::LooksAgain(request) => self.look_for_a_copy(request),
            What::Weeded(item) => {
                if self.bench.items[item as usize].is == Whereabouts::Shelf {
                    self.weed(item);
                }
            }
        }
    }

    /// A reader wants the title: a copy on the shelf at once, or it becomes a request.
    fn asked(&mut self, position: usize) {
        let demand = self.bench.demands[position];
        let counts = self.system.period.counts(self.now);
        let cell = self.tally.cell_mut(demand.pickup, self.facts.category);
        cell.demands += u64::from(counts);
        let here = |item: &Item| item.is == Whereabouts::Shelf && item.at == demand.pickup;
        if let Some(item) = self.bench.items.iter().position(here) {
            cell.at_once += u64::from(counts);
            let length = self.system.loans.length(demand.key.child(draw::LOAN).unit());
            let item = u32::try_from(item).expect("a number of a copy");
            self.lend(item, demand.pickup, self.now, length);
            return;
        }
        let number = u32::try_from(position).expect("fewer than 2^32 demands");
        match self.system.rules.sharing {
            Sharing::Province => self.look_for_a_copy(number),
            Sharing::Nobody => self.count_lapsed(demand),
        }
    }

    /// A copy leaves with a reader at a moment, not before now, and comes back after the loan.
    fn lend(&mut self, item: u32, place: PlaceIdx, moment: Minute, length: Minute) {
        if self.system.period.counts(moment) {
            self.tally.cell_mut(place, self.facts.category).loans += 1;
        }
        self.leave_shelf(item);
        self.at(moment + length, What::Free(item));
    }

    fn leave_shelf(&mut self, item: u32) {
        let item = &mut self.bench.items[item as usize];
        if item.is == Whereabouts::Shelf {
            item.is = Whereabouts::Away(self.now);
        }
    }

    /// A request looks for the cheapest copy on a shelf, and waits where there is none.
    fn look_for_a_copy(&mut self, request: u32) {
        let demand = self.bench.demands[request as usize];
        if self.now > self.limit_of(demand) {
            self.count_lapsed(demand);
            return;
        }
        if let Some(item) = self.cheapest(demand.pickup) {
            self.pull(item, request);
        } else if self.bench.items.iter().all(|item| item.is == Whereabouts::Gone) {
            self.comes_from_outside(demand);
        } else {
            let place = self.bench.queue.partition_point(|waiting| *waiting < request);
            self.bench.queue.insert(place, request);
            self.buy_for_the_queue(demand);
        }
    }

    fn cheapest(&self, pickup: PlaceIdx) -> Option<u32> {
        let prices = &self.system.prices;
        let morning = self.now / DAY + 1;
        let mut best: Option<(i64, u32)> = None;
        for (number, item) in (0_u32..).zip(&self.bench.items) {
            if item.is != Whereabouts::Shelf {
                continue;
            }
            let Some(days) = self.system.ways.days(morning, item.at, pickup) else { continue };
            let cost = prices.fixed.at(item.at, pickup) + prices.per_day * i64::from(days);
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, number));
            }
        }
        best.map(|(_, number)| number)
    }

    /// Staff look for a copy on a shelf: they send it, or it is not there.
    fn pull(&mut self, item: u32, request: u32) {
        let rules = &self.system.rules;
        let demand = &mut self.bench.demands[request as usize];
        let attempt = draw::PULL + u64::from(demand.pulls);
        demand.pulls += 1;
        let is_missing = demand.key.child(attempt).unit() < rules.pull_failure;
        if !is_missing {
            self.send(item, request);
            return;
        }
        self.tally.traffic.pulls_failed += u64::from(self.system.period.counts(self.now));
        self.leave_shelf(item);
        let found = self.now + u32::from(rules.found_after_days) * DAY;
        self.at(found, What::Free(item));
        self.at(self.tomorrow(), What::LooksAgain(request));
    }

    fn tomorrow(&self) -> Minute {
        (self.now / DAY + 1) * DAY
    }

    /// A free copy goes to the hold shelf of a request.
    fn send(&mut self, item: u32, request: u32) {
        self.leave_shelf(item);
        let pickup = self.bench.demands[request as usize].pickup;
        let from = self.bench.items[item as usize].at;
        if from == pickup {
            self.at(self.now, What::Arrives(item, request));
            return;
        }
        // A copy that found a request is one whose way was known.
        let morning = self.now / DAY + 1;
        let days = self.system.ways.days(morning, from, pickup).unwrap_or(0);
        if self.system.period.counts(self.now) {
            let prices = &self.system.prices;
            let traffic = &mut self.tally.traffic;
            traffic.sent += 1;
            traffic.grams += u64::from(self.facts.grams);
            traffic.lead_days += 1 + u64::from(days);
            traffic.supply_cents +=
                prices.fixed.at(from, pickup) + prices.per_day * i64::from(days);
        }
        let arrival = (morning + u32::from(days)) * DAY + NOON;
        self.at(arrival, What::Arrives(item, request));
    }

    /// A copy is on the hold shelf: the request is filled, and the reader comes, or does not.
    fn arrives(&mut self, item: u32, request: u32) {
        let demand = self.bench.demands[request as usize];
        self.count_filled(demand, self.bench.items[item as usize].home);
        self.bench.items[item as usize].at = demand.pickup;
        let rules = &self.system.rules;
        if demand.key.child(draw::COLLECTED).unit() < rules.not_collected {
            self.tally.traffic.not_collected += u64::from(self.system.period.counts(self.now));
            self.at(self.now + (u32::from(rules.hold_days) + 1) * DAY, What::Free(item));
            return;
        }
        let days = f64::from(rules.collect_days) + 1.0;
        let after = demand.key.child(draw::COLLECT_DAYS).unit() * days;
        let length = self.system.loans.length(demand.key.child(draw::LOAN).unit());
        self.lend(item, demand.pickup, self.now + whole(after) * DAY, length);
    }

    /// A copy has nothing to do: to the first who waits, home, or onto the shelf.
    fn free(&mut self, item: u32) {
        let Item { home, at, is, weeded_from, .. } = self.bench.items[item as usize];
        if weeded_from.is_some_and(|day| self.now >= u32::from(day) * DAY) {
            self.weed(item);
            return;
        }
        if is == Whereabouts::Ordered {
            self.bench.items[item as usize].is = Whereabouts::Away(self.now);
        }
        if let Some(request) = self.first_waiting(at) {
            self.send(item, request);
            return;
        }
        let rule = self.system.rules.returns[self.facts.category as usize];
        let morning = self.now / DAY + 1;
        let way = self.system.ways.days(morning, at, home);
        match (rule, way) {
            (ReturnRule::Home, Some(days)) if at != home => {
                if self.system.period.counts(self.now) {
                    self.tally.traffic.returned += 1;
                    self.tally.traffic.grams += u64::from(self.facts.grams);
                }
                self.bench.items[item as usize].at = home;
                self.at((morning + u32::from(days)) * DAY + NOON, What::Free(item));
            }
            _ => {
                self.bench.items[item as usize].home = at;
                self.shelve(item);
            }
        }
    }

    /// The first request whose limit has not passed and to which there is a way.
    fn first_waiting(&mut self, from: PlaceIdx) -> Option<u32> {
        while let Some(request) = self.bench.queue.pop_front() {
            let demand = self.bench.demands[request as usize];
            if self.now > self.limit_of(demand) {
                self.count_lapsed(demand);
                continue;
            }
            if self.system.ways.days(self.now / DAY + 1, from, demand.pickup).is_some() {
                return Some(request);
            }
            self.bench.queue.push_front(request);
            return None;
        }
        None
    }

    /// A copy stands on its shelf, and the next reader who would browse is drawn.
    fn shelve(&mut self, number: u32) {
        let season = &self.system.season;
        self.count_away(number);
        let item = &mut self.bench.items[number as usize];
        item.is = Whereabouts::Shelf;
        item.shelved += 1;
        let Item { shelved, key, at, .. } = *item;
        let is_public = self.system.places[at].shelf == ShelfKind::Public;
        if !is_public || self.appetite.browsing <= 0.0 {
            return;
        }
        let wait = -(1.0 - key.child(shelved.into()).unit()).ln() / self.appetite.browsing;
        let moment = season.moment(season.amount_before(self.now) + wait);
        if let Some(moment) = moment {
            self.at(moment.max(self.now), What::Browsed(number, shelved));
        }
    }

    fn weed(&mut self, item: u32) {
        self.count_away(item);
        self.bench.items[item as usize].is = Whereabouts::Gone;
        self.tally.traffic.weeded += u64::from(self.system.period.counts(self.now));
        // What waits for the last copy waits for nothing.
        if self.bench.items.iter().all(|item| item.is == Whereabouts::Gone) {
            while let Some(request) = self.bench.queue.pop_front() {
                self.comes_from_outside(self.bench.demands[request as usize]);
            }
        }
    }

    /// Orders a copy for the place of a request, where too many wait for each there is.
    fn buy_for_the_queue(&mut self, demand: Demand) {
        let Some(rule) = self.system.rules.queue_purchase else { return };
        while let Some(first) = self.bench.queue.front() {
            let demand = self.bench.demands[*first as usize];
            if self.now <= self.limit_of(demand) {
                break;
            }
            self.bench.queue.pop_front();
            self.count_lapsed(demand);
        }
        let copies = self.bench.items.iter().filter(|item| item.is != Whereabouts::Gone).count();
        let most = rule.waiting_per_copy * copies as f64;
        if copies >= SHELF_COPIES_MAX || self.bench.queue.len() as f64 <= most {
            return;
        }
        let key = demand.key.child(draw::PULL - 1);
        let item = self.add(demand.pickup, None, key);
        self.tally.traffic.bought += u64::from(self.system.period.counts(self.now));
        self.at(self.now + u32::from(rule.delivery_days) * DAY, What::Free(item));
    }

    /// What waits at the end has waited past its limit, since the run goes on so long.
    fn finish(&mut self) {
        while let Some(request) = self.bench.queue.pop_front() {
            self.count_lapsed(self.bench.demands[request as usize]);
        }
        for item in 0..u32::try_from(self.bench.items.len()).expect("a number of copies") {
            self.count_away(item);
        }
    }
}

/// Counting.
impl Circulation<'_> {
    fn limit_of(&self, demand: Demand) -> Minute {
        let days = u32::from(self.system.rules.limit_days);
        (demand.minute / DAY + days + 1) * DAY - 1
    }

    fn count_filled(&mut self, demand: Demand, home: PlaceIdx) {
        if !self.system.period.counts(demand.minute) {
            return;
        }
        if self.now > self.limit_of(demand) {
            self.count_lapsed(demand);
            return;
        }
        let places = &self.system.places;
        let cell = self.tally.cell_mut(demand.pickup, self.facts.category);
        if places[home].shelf == ShelfKind::Background {
            cell.background += 1;
        } else if places[home].organisation == places[demand.pickup].organisation {
            cell.own += 1;
        } else {
            cell.other += 1;
        }
        self.tally.traffic.waiting_days += u64::from(self.now / DAY - demand.minute / DAY);
    }

    fn count_lapsed(&mut self, demand: Demand) {
        if self.system.period.counts(demand.minute) {
            self.tally.cell_mut(demand.pickup, self.facts.category).lapsed += 1;
            self.missed += 1;
        }
    }

    /// A copy from another province comes, and is lent unless nobody collects it.
    fn comes_from_outside(&mut self, demand: Demand) {
        if self.system.period.counts(demand.minute) {
            let is_lent =
                demand.key.child(draw::COLLECTED).unit() >= self.system.rules.not_collected;
            let cell = self.tally.cell_mut(demand.pickup, self.facts.category);
            cell.outside += 1;
            self.missed += 1;
            cell.loans_outside += u64::from(is_lent);
        }
    }

    /// Adds the part of the period that a copy was away, where it comes back now.
    fn count_away(&mut self, item: u32) {
        let Item { is: Whereabouts::Away(since), home, .. } = self.bench.items[item as usize]
        else {
            return;
        };
        if self.system.places[home].shelf == ShelfKind::Public {
            let period = self.system.period;
            let first = u32::from(period.warm_up_days) * DAY;
            let last = first + u32::from(period.days) * DAY;
            let away = self.now.min(last).saturating_sub(since.max(first));
            self.tally.traffic.away_minutes += u64::from(away);
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "some days")]
#[expect(clippy::cast_sign_loss, reason = "days are at least 0")]
fn whole(value: f64) -> u32 {
    value as u32
}
