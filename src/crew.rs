//! Who drives what: vehicles that can leave on a day, and drivers for the routes of a week.
//!
//! Vehicles and drivers, as the caller numbers them, are matched by licences, days and hours. What
//! this deliberately does not do: it knows no roads and moves no route.
//!
//! Entry points: [`drivable`], [`assign_drivers`], [`steady_drivers`].

use crate::units::Seconds;

/// A route that needs a driver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrewDuty {
    /// The day.
    pub day: usize,
    /// The drivers that may take it, as the caller numbers them.
    pub candidates: Vec<usize>,
    /// Working time, breaks left out.
    pub work: Seconds,
}

/// The vehicles of a day that can leave together, each with a driver of its own.
///
/// `able[v]` are the drivers that may take vehicle `v`, in order of preference of the vehicles:
/// the sets that can be served form a matroid, so taking vehicles in order, each if an augmenting
/// path exists, gives the best set. O(vehicles x drivers x edges).
///
/// Reference: J. Edmonds (1971), "Matroids and the greedy algorithm", Mathematical Programming 1.
pub fn drivable(able: &[Vec<usize>], drivers: usize) -> Vec<usize> {
    let mut vehicle_of: Vec<Option<usize>> = vec![None; drivers];
    let mut chosen = Vec::new();
    for vehicle in 0..able.len() {
        let mut asked = vec![false; drivers];
        if augment(vehicle, able, &mut vehicle_of, &mut asked) {
            chosen.push(vehicle);
        }
    }
    chosen
}

fn augment(
    vehicle: usize,
    able: &[Vec<usize>],
    vehicle_of: &mut [Option<usize>],
    asked: &mut [bool],
) -> bool {
    for &driver in &able[vehicle] {
        if std::mem::replace(&mut asked[driver], true) {
            continue;
        }
        let free = match vehicle_of[driver] {
            None => true,
            Some(other) => augment(other, able, vehicle_of, asked),
        };
        if free {
            vehicle_of[driver] = Some(vehicle);
            return true;
        }
    }
    false
}

/// Nodes of the driver search; enough for some tens of routes, beyond it the best so far counts.
const NODES_MAX: u32 = 200_000;

/// A driver for every duty: at most one a day each, within the hours of the week.
///
/// Depth-first over the duties, the driver with most hours left first; exact up to a limit of
/// nodes. Where hours do not suffice, the assignment with the least overtime found; `None` where
/// a duty has no candidate who is free on its day.
pub fn assign_drivers(duties: &[CrewDuty], week_max: &[Seconds]) -> Option<Vec<usize>> {
    let mut search = CrewSearch {
        duties,
        left: week_max.to_vec(),
        chosen: Vec::with_capacity(duties.len()),
        best: None,
        nodes: 0,
    };
    search.go(Seconds::ZERO);
    search.best.map(|(_, drivers)| drivers)
}

struct CrewSearch<'a> {
    duties: &'a [CrewDuty],
    left: Vec<Seconds>,
    chosen: Vec<usize>,
    best: Option<(Seconds, Vec<usize>)>,
    nodes: u32,
}

impl CrewSearch<'_> {
    fn go(&mut self, overtime: Seconds) {
        self.nodes += 1;
        let hopeless = self.best.as_ref().is_some_and(|(best, _)| overtime >= *best);
        if hopeless || self.nodes > NODES_MAX {
            return;
        }
        let Some(duty) = self.duties.get(self.chosen.len()) else {
            self.best = Some((overtime, self.chosen.clone()));
            return;
        };
        let busy = |driver: usize| {
            self.chosen.iter().zip(self.duties).any(|(of, at)| *of == driver && at.day == duty.day)
        };
        let mut free: Vec<usize> =
            duty.candidates.iter().copied().filter(|driver| !busy(*driver)).collect();
        free.sort_by_key(|driver| (std::cmp::Reverse(self.left[*driver]), *driver));
        for driver in free {
            let before = self.left[driver];
            let after = before - duty.work;
            let over = |left: Seconds| Seconds::ZERO.max(-left);
            self.left[driver] = after;
            self.chosen.push(driver);
            self.go(overtime + over(after) - over(before));
            self.chosen.pop();
            self.left[driver] = before;
        }
    }
}

/// Drivers exchanged for as long as more duties that have places in common get one driver
/// (vaste chauffeur), with nobody twice a day and no more overtime than before.
///
/// `shared[a][b]` is what duties `a` and `b` have in common, the same both ways. An exchange gives a
/// duty to another candidate, who hands over the own duty of the day if there is one; the best one
/// counts, until none helps. `O(duties^2 x drivers)` an exchange; a local optimum.
///
/// ```
/// use leenroute::crew::{CrewDuty, steady_drivers};
/// use leenroute::units::Seconds;
///
/// let duty = |day| CrewDuty { day, candidates: vec![0, 1], work: Seconds(8 * 3_600) };
/// let shared = [vec![0, 5], vec![5, 0]];
/// let week = [Seconds(40 * 3_600); 2];
/// assert_eq!(steady_drivers(&[duty(0), duty(3)], &week, &shared, vec![0, 1]), [1, 1]);
/// ```
pub fn steady_drivers(
    duties: &[CrewDuty],
    week_max: &[Seconds],
    shared: &[Vec<u32>],
    mut drivers: Vec<usize>,
) -> Vec<usize> {
    let most = overtime(duties, week_max, &drivers);
    loop {
        let mut best: Option<(i64, Vec<usize>)> = None;
        for (duty, of) in duties.iter().enumerate() {
            for candidate in &of.candidates {
                let Some(next) = exchanged(duties, &drivers, (duty, *candidate)) else { continue };
                let gain = together(shared, &next) - together(shared, &drivers);
                let better = gain > best.as_ref().map_or(0, |(gain, _)| *gain);
                if better && overtime(duties, week_max, &next) <= most {
                    best = Some((gain, next));
                }
            }
        }
        match best {
            Some((_, next)) => drivers = next,
            None => return drivers,
        }
    }
}

/// The drivers after one takes over a duty; `None` where nothing changes, or the driver who had it
/// may not take what is handed over.
fn exchanged(
    duties: &[CrewDuty],
    drivers: &[usize],
    (duty, taker): (usize, usize),
) -> Option<Vec<usize>> {
    let giver = drivers[duty];
    let day = duties[duty].day;
    let own = (0..duties.len()).find(|at| duties[*at].day == day && drivers[*at] == taker);
    let mut next = drivers.to_vec();
    next[duty] = taker;
    if let Some(own) = own {
        if own == duty || !duties[own].candidates.contains(&giver) {
            return None;
        }
        next[own] = giver;
    }
    Some(next)
}

/// What duties of one driver have in common.
fn together(shared: &[Vec<u32>], drivers: &[usize]) -> i64 {
    let mut sum = 0;
    for (one, row) in shared.iter().enumerate() {
        let later = row.iter().enumerate().skip(one + 1);
        sum += later
            .filter(|(other, _)| drivers[one] == drivers[*other])
            .map(|(_, common)| i64::from(*common))
            .sum::<i64>();
    }
    sum
}

fn overtime(duties: &[CrewDuty], week_max: &[Seconds], drivers: &[usize]) -> Seconds {
    let mut left = week_max.to_vec();
    for (duty, driver) in duties.iter().zip(drivers) {
        left[*driver] -= duty.work;
    }
    left.into_iter().map(|left| Seconds::ZERO.max(-left)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duty(day: usize, candidates: &[usize], hours: i64) -> CrewDuty {
        CrewDuty { day, candidates: candidates.to_vec(), work: Seconds(hours * 3_600) }
    }

    #[test]
    fn the_only_licensed_driver_gets_the_truck() {
        assert_eq!(drivable(&[vec![0, 1], vec![0]], 2), [0, 1]);
        assert_eq!(drivable(&[vec![0], vec![0]], 1), [0]);
    }

    #[test]
    fn keeps_the_hours_of_the_week_where_that_is_possible() {
        let duties = [duty(0, &[0, 1], 8), duty(1, &[0, 1], 8), duty(2, &[0], 8)];
        let hours = [Seconds(8 * 3_600), Seconds(16 * 3_600)];
        assert_eq!(assign_drivers(&duties, &hours), Some(vec![1, 1, 0]));
    }

    #[test]
    fn nobody_drives_twice_a_day() {
        let duties = [duty(0, &[0], 4), duty(0, &[0], 4)];
        assert_eq!(assign_drivers(&duties, &[Seconds(100 * 3_600)]), None);
    }

    #[test]
    fn places_keep_their_driver_unless_hours_or_licences_forbid_it() {
        let shared = [vec![0, 0, 4, 0], vec![0, 0, 0, 3], vec![4, 0, 0, 0], vec![0, 3, 0, 0]];
        let duties = [(0, 0), (0, 1), (3, 0), (3, 1)].map(|(day, _)| duty(day, &[0, 1], 8));
        let steady = |hours: i64, duties: &[CrewDuty]| {
            steady_drivers(duties, &[Seconds(hours * 3_600); 2], &shared, vec![0, 1, 1, 0])
        };
        assert_eq!(steady(40, &duties), [1, 0, 1, 0]);
        assert_eq!(steady(16, &duties), [1, 0, 1, 0], "an exchange keeps everybody's hours");
        let mut licensed = duties.clone();
        licensed[0].candidates = vec![0];
        licensed[2].candidates = vec![1];
        assert_eq!(steady(40, &licensed), [0, 1, 1, 0]);
        let alone = [duty(0, &[0, 1], 8), duty(3, &[0, 1], 8)];
        let pair = [vec![0, 2], vec![2, 0]];
        let hours = [Seconds(8 * 3_600); 2];
        assert_eq!(steady_drivers(&alone, &hours, &pair, vec![0, 1]), [0, 1], "no overtime for it");
    }

    #[test]
    fn overtime_is_as_small_as_it_can_be() {
        let duties = [duty(0, &[0, 1], 9), duty(1, &[0, 1], 5)];
        let hours = [Seconds(6 * 3_600), Seconds(8 * 3_600)];
        assert_eq!(assign_drivers(&duties, &hours), Some(vec![1, 0]));
    }
}
