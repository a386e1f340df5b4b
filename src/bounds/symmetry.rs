//! Days that may be exchanged for one another, so that one price does for all of them.
//!
//! The bound is concave in the prices. If exchanging days leaves the problem as it is, the mean
//! over all exchanges of the best prices is best, too, and is equal on exchangeable days. Tied
//! prices are valid in any case; where the days differ they would only be worse.

use crate::vrp::{DaySet, ProblemParts};

/// Up to so many days all orders are tried; with more, shifts only.
const ALL_ORDERS: usize = 6;

/// The orbit of each day, and how many orbits there are.
pub(super) fn orbits(parts: &ProblemParts) -> (Vec<usize>, usize) {
    let days = parts.days;
    let mut sets: Vec<Vec<DaySet>> = parts.clients.iter().map(|of| of.patterns.clone()).collect();
    sets.extend(parts.vehicles.iter().map(|of| vec![of.days & among(days)]));
    for set in &mut sets {
        set.sort_unstable();
        set.dedup();
    }
    sets.sort_unstable();
    sets.dedup();
    let mut leader: Vec<usize> = (0..days).collect();
    for order in orders(days) {
        if sets.iter().all(|set| keeps(set, &order)) {
            for (day, &image) in order.iter().enumerate() {
                let (a, b) = (leader[day], leader[image]);
                for of in &mut leader {
                    if *of == a.max(b) {
                        *of = a.min(b);
                    }
                }
            }
        }
    }
    let mut leaders = leader.clone();
    leaders.sort_unstable();
    leaders.dedup();
    let rank = |of: &usize| leaders.binary_search(of).expect("a leader is among the leaders");
    (leader.iter().map(rank).collect(), leaders.len())
}

fn among(days: usize) -> DaySet {
    (0..days).fold(0, |set, day| set | 1 << day)
}

fn keeps(set: &[DaySet], order: &[usize]) -> bool {
    let image = |days: &DaySet| {
        let moved = order.iter().enumerate().filter(|(day, _)| days >> day & 1 == 1);
        moved.fold(0, |set, (_, image)| set | 1 << image)
    };
    set.iter().all(|days| set.binary_search(&image(days)).is_ok())
}

fn orders(days: usize) -> Vec<Vec<usize>> {
    if days > ALL_ORDERS {
        return (1..days).map(|by| (0..days).map(|day| (day + by) % days).collect()).collect();
    }
    let mut orders = vec![Vec::new()];
    for _ in 0..days {
        let longer = orders.iter().flat_map(|order: &Vec<usize>| {
            let free = (0..days).filter(|day| !order.contains(day));
            free.map(|day| [order.as_slice(), &[day]].concat()).collect::<Vec<_>>()
        });
        orders = longer.collect();
    }
    orders
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vrp::{Client, Profile, VehicleType};

    fn parts(days: usize, patterns: &[&[DaySet]], fleet: &[DaySet]) -> ProblemParts {
        let vehicle = |days: &DaySet| VehicleType { days: *days, ..VehicleType::new(1, 0, [1, 1]) };
        ProblemParts {
            days,
            nodes: 1,
            profiles: vec![Profile { distance: vec![0], duration: None, hours: Vec::new() }],
            clients: patterns.iter().map(|of| Client::new(0, of.to_vec())).collect(),
            vehicles: fleet.iter().map(vehicle).collect(),
            flows: None,
        }
    }

    #[test]
    fn monday_and_thursday_or_tuesday_and_friday_are_all_alike() {
        let free: &[DaySet] = &[0b0101, 0b1010];
        assert_eq!(orbits(&parts(4, &[free], &[DaySet::MAX])), (vec![0; 4], 1));
        let bound: &[DaySet] = &[0b0101];
        assert_eq!(orbits(&parts(4, &[free, bound], &[DaySet::MAX])), (vec![0, 1, 0, 1], 2));
    }

    #[test]
    fn another_fleet_makes_another_day() {
        let any: &[DaySet] = &[0b001, 0b010, 0b100];
        assert_eq!(orbits(&parts(3, &[any], &[0b111, 0b100])), (vec![0, 0, 1], 2));
    }

    #[test]
    fn many_days_are_shifted() {
        let each: Vec<DaySet> = (0..8).map(|day| 1 << day).collect();
        assert_eq!(orbits(&parts(8, &[&each], &[DaySet::MAX])).1, 1);
        assert_eq!(orbits(&parts(8, &[&each[1..]], &[DaySet::MAX])).1, 8);
    }
}
