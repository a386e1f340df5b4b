//! An answer as it stands: whose visits are on which routes, with what they carry, and what each
//! route comes to.

use super::tour::{Appraisal, Breach, Limit, Tour, TourStop};
use crate::vrp::goods::Goods;
use crate::vrp::lateness;
use crate::vrp::parts::{DaySet, Window};
use crate::vrp::problem::{Loading, Problem};
use crate::vrp::{Answer, RoutePlan};

/// By how much each limit is exceeded, by its position in [`Limit`].
pub(super) type Excess = [i64; Limit::COUNT];

/// The routes of an answer on the loads that the patterns of all clients make.
pub(super) struct Standing<'a> {
    pub(super) problem: &'a Problem,
    pub(super) goods: Goods,
    /// The days of each client, a pattern of its own or not.
    pub(super) days: Vec<DaySet>,
    /// The clients of each slot, in the order of driving.
    pub(super) routes: Vec<Vec<u32>>,
    /// What each route comes to.
    pub(super) appraisals: Vec<Appraisal>,
}

impl<'a> Standing<'a> {
    /// The answer as it stands. Who stands on days that are no pattern of its own is thought of
    /// with the first of its patterns that has them all, or with its first.
    ///
    /// `O(flows + visits * windows)`.
    pub(super) fn of(problem: &'a Problem, answer: &Answer) -> Self {
        assert!(problem.loading != Loading::Trips, "no reloads are explained");
        let mut routes = vec![Vec::new(); problem.slots.len()];
        let mut days = vec![0; problem.client_count()];
        for route in &answer.routes {
            let Some(slot) = slot_of(problem, route) else { continue };
            for &client in &route.clients {
                days[client as usize] |= 1 << route.day;
            }
            routes[slot as usize].clone_from(&route.clients);
        }
        let mut goods = problem.goods.clone();
        for (client, days) in (0..).zip(&days) {
            let patterns = &problem.client(client).patterns;
            let with_all = patterns.iter().find(|pattern| *pattern & days == *days);
            let thought = with_all.unwrap_or(&patterns[0]);
            set_days(problem, &mut goods, client, *thought);
        }
        goods.begin();
        let mut standing = Self { problem, goods, days, routes, appraisals: Vec::new() };
        let slots = 0..u32::try_from(problem.slots.len()).expect("slots are numbered by u32");
        standing.appraisals =
            slots.map(|slot| standing.appraise(slot, &standing.routes[slot as usize])).collect();
        standing
    }

    /// Routes, lead time and forgone prizes.
    pub(super) fn cost(&self) -> i64 {
        let out = (0..).zip(&self.days).filter(|(_, days)| **days == 0);
        let forgone = out.filter_map(|(client, _)| self.problem.client(client).prize);
        let routes = self.appraisals.iter().map(|appraisal| appraisal.cost);
        routes.sum::<i64>() + self.goods.lead() + forgone.sum::<i64>()
    }

    /// What some clients on a slot come to, in this order; bags from client to client make it
    /// cheaper.
    pub(super) fn appraise(&self, slot: u32, clients: &[u32]) -> Appraisal {
        let mut appraisal = self.tour(slot, clients).appraise();
        appraisal.cost -= self.saved(slot, clients);
        appraisal
    }

    /// What bags from client to client save on a route.
    pub(super) fn saved(&self, slot: u32, clients: &[u32]) -> i64 {
        let problem = self.problem;
        let day = problem.slots[slot as usize].day as usize;
        let index = problem.flow_index.as_ref();
        self.goods.saved_by_bags(&problem.parts, index, day, clients)
    }

    /// Some clients on a slot, in this order, with what their visits carry now.
    pub(super) fn tour(&self, slot: u32, clients: &[u32]) -> Tour<'a> {
        let problem = self.problem;
        let vehicle = problem.vehicle_of(slot);
        let roads = &problem.roads[vehicle.profile];
        let day = problem.slots[slot as usize].day as usize;
        let mut from = vehicle.start;
        let mut hours = Vec::new();
        let stop = |client: &u32| {
            let guest = &problem.guests[*client as usize];
            let visit = self.goods.visit(day, *client);
            let stop = TourStop {
                travel: roads.duration.leg(from, guest.node),
                distance: roads.distance.leg(from, guest.node),
                windows: windows(problem, day, *client, visit.handling),
                late: lateness::of_visit(problem, day, *client).to_vec(),
                service: guest.service + visit.handling,
                delivery: visit.load.delivery,
                pickup: visit.load.pickup,
            };
            hours.push(roads.steps(from, guest.node).to_vec());
            from = guest.node;
            stop
        };
        let stops = clients.iter().map(stop).collect();
        let last = clients.last().map_or(vehicle.start, |last| problem.guests[*last as usize].node);
        let home = [roads.duration.leg(last, vehicle.end), roads.distance.leg(last, vehicle.end)];
        hours.push(roads.steps(last, vehicle.end).to_vec());
        Tour { vehicle, stops, home, hours, along: [0; 2] }
    }

    /// The slots on which a client stands, with its rank.
    pub(super) fn visits_of(&self, client: u32) -> Vec<(u32, usize)> {
        let on = |(slot, clients): (u32, &Vec<u32>)| {
            clients.iter().position(|other| *other == client).map(|rank| (slot, rank))
        };
        (0..).zip(&self.routes).filter_map(on).collect()
    }

    /// Gives a client other days: the loads of all visits follow. Returns the slots whose loads
    /// changed, in order, each once.
    pub(super) fn set_days(&mut self, client: u32, days: DaySet) -> Vec<u32> {
        let changed = set_days(self.problem, &mut self.goods, client, days);
        let clients = u32::try_from(self.problem.client_count()).expect("numbered by u32");
        let mut slots = Vec::new();
        for visit in changed {
            let (day, client) = (visit / clients, visit % clients);
            let on_day = self.problem.slots_of(day as usize);
            slots.extend(on_day.filter(|slot| self.routes[*slot as usize].contains(&client)));
        }
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// The empty crates that the first pickup of a client lacks as it is visited now.
    pub(super) fn empties_lacked(&self, client: u32) -> i32 {
        let days = self.days[client as usize];
        let is_own = self.problem.client(client).patterns.contains(&days);
        if is_own { self.empties_lacking(client, days) } else { 0 }
    }

    /// The empty crates that the first pickup of a client would lack on the days that it was given
    /// last; what others are given does not change them.
    pub(super) fn empties_lacking(&self, client: u32, days: DaySet) -> i32 {
        let Some(flows) = &self.problem.parts.flows else { return 0 };
        let first = days.trailing_zeros() as usize;
        let taken = self.goods.visit(first, client).load.pickup[0];
        let by_flows = taken - self.problem.client(client).pickup[0];
        (by_flows - flows.handling[client as usize].empties).max(0)
    }

    /// Takes back the last [`set_days`](Self::set_days).
    pub(super) fn undo(&mut self) {
        self.goods.undo();
    }
}

fn set_days(problem: &Problem, goods: &mut Goods, client: u32, days: DaySet) -> Vec<u32> {
    let mut changed = Vec::new();
    let index = problem.flow_index.as_ref();
    goods.set_pattern(&problem.parts, index, client, days);
    goods.settle(&problem.parts, index, |visit| changed.push(visit));
    changed
}

fn slot_of(problem: &Problem, route: &RoutePlan) -> Option<u32> {
    let there = route.day < problem.parts.days && route.vehicle < problem.parts.vehicles.len();
    let mut slots = there.then(|| problem.slots_of_kind(route.day, route.vehicle))?;
    slots.nth(route.number as usize)
}

/// When a visit may begin so that what is handled ends in time, too.
fn windows(problem: &Problem, day: usize, client: u32, handling: i32) -> Vec<Window> {
    let openings = &problem.client(client).openings;
    let on_day = openings.iter().filter(|opening| opening.days >> day & 1 == 1);
    let window = |opening: &crate::vrp::Opening| Window {
        open: opening.window.open,
        close: opening.window.close - handling,
    };
    on_day.map(window).collect()
}

/// How much each limit is exceeded together.
pub(super) fn excess(breaches: &[Breach]) -> Excess {
    let mut sums = [0; Limit::COUNT];
    for breach in breaches {
        sums[breach.limit as usize] += i64::from(breach.over);
    }
    sums
}

/// The breaches of limits that are exceeded by more than they were, less what they were.
pub(super) fn beyond(now: &[Breach], before: &[Breach]) -> Vec<Breach> {
    let mut known = excess(before);
    let more = |breach: &Breach| {
        let known = &mut known[breach.limit as usize];
        let over = (i64::from(breach.over) - *known).max(0);
        *known = (*known - i64::from(breach.over)).max(0);
        let over = i32::try_from(over).expect("at most what it was");
        (over > 0).then_some(Breach { over, ..*breach })
    };
    now.iter().filter_map(more).collect()
}
