//! Days that are each other's twins, and days that do for one.
//!
//! Where clients are visited on Monday whenever they are on Thursday, the routes of the two days are
//! the same problem twice: one of them is solved, and its bound counts twice. Where then each client
//! takes one day, and any day does for any client, all days together are one with all vehicles.
//! With Monday and Thursday or Tuesday and Friday for all, one day with twice the vehicles is left.

use super::ascent::KnownRoute;
use super::certificate::Folding;
use super::relaxation::whole;
use crate::vrp::{Client, DaySet, ProblemParts, VehicleType};

/// The folding of a problem, where there is one.
pub(super) fn folding(parts: &ProblemParts) -> Option<Folding> {
    let sets = || {
        let of_clients = parts.clients.iter().flat_map(|client| client.patterns.iter().copied());
        of_clients.chain(parts.vehicles.iter().map(|of| of.days))
    };
    let used = parts.clients.iter().flat_map(|client| &client.patterns).fold(0, |all, of| all | of);
    let mut twins: Vec<Vec<usize>> = Vec::new();
    for day in (0..parts.days).filter(|day| used >> day & 1 == 1) {
        let is_twin = |other: usize| sets().all(|set| set >> day & 1 == set >> other & 1);
        match twins.iter_mut().find(|class| is_twin(class[0])) {
            Some(class) => class.push(day),
            None => twins.push(vec![day]),
        }
    }
    let times = twins.first()?.len();
    let has_prizes = parts.clients.iter().any(|client| client.prize.is_some());
    if twins.iter().any(|class| class.len() != times) || times > 1 && has_prizes {
        twins = (0..parts.days).filter(|day| used >> day & 1 == 1).map(|day| vec![day]).collect();
    }
    let first = twins.iter().fold(0, |set: DaySet, class| set | 1 << class[0]);
    let takes_any_one = |client: &Client| {
        let mut days: Vec<DaySet> = client.patterns.iter().map(|set| set & first).collect();
        days.sort_unstable();
        days.dedup();
        days.len() == twins.len() && days.iter().all(|set| set.is_power_of_two())
    };
    let drives_all = |of: &VehicleType| of.days & first == first || of.days & first == 0;
    let is_one = parts.clients.iter().all(takes_any_one) && parts.vehicles.iter().all(drives_all);
    let is_as_it_was = twins.len() == parts.days && (!is_one || parts.days == 1);
    (!is_as_it_was).then_some(Folding { twins, is_one })
}

impl Folding {
    /// How often the bound of what is left counts.
    pub(super) fn times(&self) -> i64 {
        self.twins.first().map_or(1, |class| whole(class.len()))
    }

    /// The day that a day became.
    fn day(&self, day: usize) -> Option<usize> {
        let class = self.twins.iter().position(|class| class.contains(&day))?;
        Some(if self.is_one { 0 } else { class })
    }

    /// The problem that is left.
    pub(super) fn of(&self, parts: &ProblemParts) -> ProblemParts {
        let mut parts = parts.clone();
        let fold = |set: DaySet| {
            let days = self.twins.iter().map(|class| class[0]).filter(|day| set >> day & 1 == 1);
            days.filter_map(|day| self.day(day)).fold(0, |set: DaySet, day| set | 1 << day)
        };
        for client in &mut parts.clients {
            client.patterns.iter_mut().for_each(|set| *set = fold(*set));
            client.patterns.sort_unstable();
            client.patterns.dedup();
        }
        let days = u32::try_from(self.twins.len()).expect("days are few");
        for vehicle in &mut parts.vehicles {
            vehicle.days = fold(vehicle.days);
            vehicle.count *= if self.is_one { days } else { 1 };
        }
        parts.days = if self.is_one { 1 } else { self.twins.len() };
        parts
    }

    /// Routes of what is left as they are in the whole problem.
    pub(super) fn unfolded(&self, parts: &ProblemParts, routes: &[KnownRoute]) -> Vec<KnownRoute> {
        let mut driven = vec![0; parts.vehicles.len()];
        let mut whole = Vec::new();
        for route in routes {
            // Of days that do for one the first ones fill up first.
            let count = parts.vehicles[route.vehicle].count.max(1) as usize;
            let class = if self.is_one { driven[route.vehicle] / count } else { route.day };
            driven[route.vehicle] += 1;
            let days = self.twins.get(class).into_iter().flatten();
            whole.extend(days.map(|day| KnownRoute { day: *day, ..route.clone() }));
        }
        whole
    }

    /// Known routes as they are in it.
    pub(super) fn routes(&self, routes: &[KnownRoute]) -> Vec<KnownRoute> {
        let folded = routes
            .iter()
            .filter_map(|route| Some(KnownRoute { day: self.day(route.day)?, ..route.clone() }));
        folded.collect()
    }
}
