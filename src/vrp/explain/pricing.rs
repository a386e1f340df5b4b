//! The price of a client's pattern: every gap of each of its days, driven out.

use super::tour::{Appraisal, Breach, Limit};
use super::week::{Standing, beyond};
use super::{Alternative, Broken, broken, position};
use crate::vrp::parts::DaySet;

/// A visit in a gap of a route.
#[derive(Clone, Debug)]
pub(super) struct Gap {
    pub(super) slot: u32,
    pub(super) rank: usize,
    /// The route with the visit.
    pub(super) clients: Vec<u32>,
    /// What the route exceeds by more than it did, in the order in which it shows.
    pub(super) broken: Vec<Breach>,
    /// The rise in the cost of the route.
    pub(super) rise: i64,
    /// How much is broken, as shares of the limits.
    pub(super) share: u64,
}

/// What becomes of the visits that a client has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OwnVisits {
    /// They stay where they are.
    Stay,
    /// They are taken out.
    Leave,
}

/// All routes on the loads of other days of a client.
pub(super) struct Moved {
    /// The slots whose clients or loads are not those of the answer, with their clients and what
    /// they come to.
    changed: Vec<(u32, Vec<u32>, Appraisal)>,
    /// The rise in cost of those routes, and of the lead time.
    pub(super) rise: i64,
    /// What those routes exceed by more than they did, and the slot.
    pub(super) broken: Vec<(u32, Breach)>,
    /// Empty crates that the client's first pickup lacks, beside those that it lacks already.
    pub(super) empties: i32,
}

impl Moved {
    /// Gives a client some days; [`Standing::undo`] takes them back.
    pub(super) fn of(
        standing: &mut Standing<'_>,
        client: u32,
        days: DaySet,
        visits: OwnVisits,
    ) -> Self {
        let lead = standing.goods.lead();
        let lacked = standing.empties_lacked(client);
        let mut slots = standing.set_days(client, days);
        slots.extend(standing.visits_of(client).into_iter().map(|(slot, _)| slot));
        slots.sort_unstable();
        slots.dedup();
        let mut moved = Self {
            changed: Vec::with_capacity(slots.len()),
            rise: standing.goods.lead() - lead,
            broken: Vec::new(),
            empties: (standing.empties_lacking(client, days) - lacked).max(0),
        };
        for slot in slots {
            let mut clients = standing.routes[slot as usize].clone();
            if visits == OwnVisits::Leave {
                clients.retain(|other| *other != client);
            }
            let now = standing.appraise(slot, &clients);
            let before = &standing.appraisals[slot as usize];
            moved.rise += now.cost - before.cost;
            let more = beyond(&now.breaches, &before.breaches);
            moved.broken.extend(more.into_iter().map(|breach| (slot, breach)));
            moved.changed.push((slot, clients, now));
        }
        moved
    }

    /// The clients of a slot, and what its route costs.
    pub(super) fn route<'a>(&'a self, standing: &'a Standing<'_>, slot: u32) -> (&'a [u32], i64) {
        if let Ok(at) = self.changed.binary_search_by_key(&slot, |(slot, ..)| *slot) {
            let (_, clients, appraisal) = &self.changed[at];
            return (clients, appraisal.cost);
        }
        (&standing.routes[slot as usize], standing.appraisals[slot as usize].cost)
    }

    /// Every gap of a day that the client may take, one empty vehicle of each type included, in
    /// the order of slots and ranks.
    pub(super) fn gaps(&self, standing: &Standing<'_>, client: u32, day: usize) -> Vec<Gap> {
        let problem = standing.problem;
        let mut gaps = Vec::new();
        let mut empty_of = None;
        for slot in problem.slots_of(day) {
            let vehicle = problem.slots[slot as usize].vehicle;
            let (clients, cost) = self.route(standing, slot);
            let spare = clients.is_empty() && empty_of == Some(vehicle);
            if spare || problem.client(client).vehicles >> vehicle & 1 == 0 {
                continue;
            }
            if clients.is_empty() {
                empty_of = Some(vehicle);
            }
            for rank in 0..=clients.len() {
                let mut with = clients.to_vec();
                with.insert(rank, client);
                gaps.push(gap(standing, (slot, rank), with, cost));
            }
        }
        gaps
    }

    /// What is broken beside a slot.
    pub(super) fn broken_elsewhere(&self, standing: &Standing<'_>, slot: u32) -> Vec<Broken> {
        let elsewhere = self.broken.iter().filter(|(other, _)| *other != slot);
        elsewhere
            .map(|(other, breach)| {
                broken(standing, *other, self.route(standing, *other).0, *breach)
            })
            .collect()
    }

    /// What its pickups lack.
    pub(super) fn broken_empties(&self, client: u32) -> Option<Broken> {
        let over = self.empties;
        let lacking = Broken { limit: Limit::Empties, over, route: None, client: Some(client) };
        (over > 0).then_some(lacking)
    }
}

fn gap(standing: &Standing<'_>, (slot, rank): (u32, usize), clients: Vec<u32>, cost: i64) -> Gap {
    let tour = standing.tour(slot, &clients);
    let now = tour.appraise();
    let broken = beyond(&now.breaches, &standing.appraisals[slot as usize].breaches);
    let share = broken.iter().map(|breach| tour.share(breach.limit, breach.over)).sum();
    let rise = now.cost - standing.saved(slot, &clients) - cost;
    Gap { slot, rank, clients, broken, rise, share }
}

/// What it would cost to visit a client on some days, all others as they are.
pub(super) fn alternative(standing: &mut Standing<'_>, client: u32, days: DaySet) -> Alternative {
    let moved = Moved::of(standing, client, days, OwnVisits::Leave);
    let mut rise = moved.rise - forgone(standing, client);
    let mut visits = Vec::new();
    let mut first_broken = moved.broken_empties(client);
    let mut taken = Vec::new();
    for day in (0..standing.problem.parts.days).filter(|day| days >> day & 1 == 1) {
        let gaps = moved.gaps(standing, client, day).into_iter();
        let Some(best) = gaps.min_by_key(|gap| (!gap.broken.is_empty(), gap.share, gap.rise))
        else {
            return nowhere(standing, days);
        };
        if let Some(breach) = best.broken.first() {
            let found = broken(standing, best.slot, &best.clients, *breach);
            first_broken = first_broken.or(Some(found));
        }
        rise += best.rise;
        visits.push(position(standing, best.slot, best.rank));
        taken.push(best.slot);
    }
    // A route that takes one of the visits was judged with it.
    let others = moved.broken.iter().find(|(slot, _)| !taken.contains(slot));
    if let Some((slot, breach)) = others {
        let clients = moved.route(standing, *slot).0;
        first_broken = first_broken.or(Some(broken(standing, *slot, clients, *breach)));
    }
    standing.undo();
    match first_broken {
        None => Alternative { days, rise: Some(rise), visits, broken: None },
        found => Alternative { days, rise: None, visits: Vec::new(), broken: found },
    }
}

/// No vehicle may come on one of the days.
fn nowhere(standing: &mut Standing<'_>, days: DaySet) -> Alternative {
    standing.undo();
    Alternative { days, rise: None, visits: Vec::new(), broken: None }
}

/// The prize that is forgone while a client is out.
fn forgone(standing: &Standing<'_>, client: u32) -> i64 {
    let out = standing.days[client as usize] == 0;
    if out { standing.problem.client(client).prize.unwrap_or(0) } else { 0 }
}
