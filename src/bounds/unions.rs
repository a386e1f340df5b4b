//! On which days a group of clients is visited together, and what it asks for on some of them.
//!
//! Each client takes one of its sets of days. Together these make a union, and on each of its days
//! some route comes into the group. For each union the loads of the group are those of the sets of
//! days inside it; what counts is the union that asks for least.

use crate::vrp::{Client, DaySet, ProblemParts};

/// Deliveries and pickups in two dimensions.
const LOADS: usize = 4;
/// Unions up to which they are told apart.
const UNIONS_MAX: usize = 512;

/// Some days, and the most that a vehicle holds on any of them.
#[derive(Clone, Debug)]
struct Class {
    days: DaySet,
    most: [i64; LOADS],
}

/// The unions of all sets of days of a problem.
#[derive(Clone, Debug)]
pub(super) struct Unions {
    of: Vec<DaySet>,
    /// Whether a union has each of its days; else it is all days, of which some may be left out.
    are_exact: bool,
    classes: Vec<Class>,
    /// Visits of a client inside a union on the days of a class at least, by class, client, union;
    /// `None` where the client has no set of days inside.
    visits: Vec<Vec<Vec<Option<i64>>>>,
    loads: Vec<[i64; LOADS]>,
    /// The loads that some client has.
    dimensions: Vec<usize>,
}

/// What a group asks for on some classes of days.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    classes: Vec<usize>,
    /// By class and union.
    loads: Vec<Vec<[i64; LOADS]>>,
    /// How often routes come in at least; [`CLOSED`] where some client has no set of days inside.
    needed: Vec<Vec<i64>>,
}

/// More than any group asks for.
const CLOSED: i64 = 1 << 40;

impl Unions {
    pub(super) fn of(parts: &ProblemParts) -> Self {
        let all = (0..parts.days).fold(0, |set: DaySet, day| set | 1 << day);
        let mut of: Vec<DaySet> = vec![0];
        for pattern in parts.clients.iter().flat_map(|client| &client.patterns) {
            let more: Vec<DaySet> = of.iter().map(|union| union | pattern).collect();
            of.extend(more);
            of.sort_unstable();
            of.dedup();
            if of.len() > UNIONS_MAX {
                break;
            }
        }
        let are_exact = of.len() <= UNIONS_MAX;
        let of = if are_exact { of } else { vec![all] };
        let loads = parts.clients.iter().map(|client| {
            let [a, b] = client.delivery.map(i64::from);
            let [c, d] = client.pickup.map(i64::from);
            [a, b, c, d]
        });
        let loads: Vec<[i64; LOADS]> = loads.collect();
        let is_had = |dimension: &usize| loads.iter().any(|of| of[*dimension] > 0);
        let dimensions = (0..LOADS).filter(is_had).collect();
        Self { of, are_exact, classes: Vec::new(), visits: Vec::new(), loads, dimensions }
    }

    /// The number of a class of days, which is made where there is none.
    pub(super) fn class(&mut self, parts: &ProblemParts, days: DaySet) -> usize {
        if let Some(known) = self.classes.iter().position(|class| class.days == days) {
            return known;
        }
        let mut most = [1; LOADS];
        for vehicle in parts.vehicles.iter().filter(|of| of.days & days != 0 && of.count > 0) {
            for (dimension, capacity) in vehicle.capacity.iter().enumerate() {
                for load in [dimension, dimension + 2] {
                    most[load] = most[load].max(i64::from(*capacity));
                }
            }
        }
        self.classes.push(Class { days, most });
        let of_client = |client: &Client| {
            self.of.iter().map(|union| visits(client, *union, days)).collect::<Vec<_>>()
        };
        self.visits.push(parts.clients.iter().map(of_client).collect());
        self.classes.len() - 1
    }

    pub(super) fn days(&self, class: usize) -> DaySet {
        self.classes[class].days
    }

    /// What an empty group asks for on some classes.
    pub(super) fn sums(&self, classes: &[usize]) -> Sums {
        Sums {
            classes: classes.to_vec(),
            loads: vec![vec![[0; LOADS]; self.of.len()]; classes.len()],
            needed: vec![vec![0; self.of.len()]; classes.len()],
        }
    }

    /// Takes a client into the group.
    pub(super) fn add(&self, sums: &mut Sums, client: usize) {
        let Sums { classes, loads, needed } = sums;
        for ((class, loads), needed) in classes.iter().zip(loads).zip(needed) {
            let visits = self.visits[*class][client].iter();
            for (union, ((visits, loads), needed)) in visits.zip(loads).zip(needed).enumerate() {
                *needed = match visits {
                    Some(visits) if *needed < CLOSED => {
                        let visited = (*visits).max(*needed);
                        self.needed_in((*class, union), (visited, loads), (client, *visits))
                    }
                    _ => CLOSED,
                };
            }
        }
    }

    /// How often routes come into a group with one client more on the days of a class, where its
    /// sets of days are inside a union.
    fn needed_in(
        &self,
        (class, union): (usize, usize),
        (visited, loads): (i64, &mut [i64; LOADS]),
        (client, visits): (usize, i64),
    ) -> i64 {
        let Class { days, most } = &self.classes[class];
        let all = i64::from((self.of[union] & days).count_ones());
        let mut needed = if self.are_exact { all } else { visited };
        for dimension in &self.dimensions {
            let load = &mut loads[*dimension];
            *load += visits * self.loads[client][*dimension];
            needed = needed.max((*load + most[*dimension] - 1) / most[*dimension]);
        }
        needed
    }

    /// How often routes come into the group on some of its classes together, by their places, at
    /// least.
    pub(super) fn needed(sums: &Sums, classes: &[usize]) -> i64 {
        let unions = 0..sums.needed.first().map_or(0, Vec::len);
        let side = |union| classes.iter().map(|class| sums.needed[*class][union]).sum::<i64>();
        unions.map(side).min().filter(|side| *side < CLOSED).unwrap_or(0)
    }
}

/// Visits on some days at least, with a set of days inside a union; a client that may be left out
/// has none.
fn visits(client: &Client, union: DaySet, days: DaySet) -> Option<i64> {
    let inside = client.patterns.iter().filter(|set| **set & !union == 0);
    let least = inside.map(|set| i64::from((set & days).count_ones())).min();
    if client.prize.is_some() { Some(0) } else { least }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vrp::{Profile, VehicleType};

    /// Clients of two crates each visit; vehicles hold four.
    fn parts(sets: &[&[DaySet]]) -> ProblemParts {
        let client =
            |sets: &&[DaySet]| Client { delivery: [2, 0], ..Client::new(1, sets.to_vec()) };
        ProblemParts {
            days: 4,
            nodes: 2,
            profiles: vec![Profile { distance: vec![1; 4], duration: None, hours: Vec::new() }],
            clients: sets.iter().map(client).collect(),
            vehicles: vec![VehicleType::new(3, 0, [4, 0])],
            flows: None,
        }
    }

    fn needed(parts: &ProblemParts, classes: &[DaySet]) -> i64 {
        let mut unions = Unions::of(parts);
        let classes: Vec<usize> = classes.iter().map(|days| unions.class(parts, *days)).collect();
        let mut sums = unions.sums(&classes);
        (0..parts.clients.len()).for_each(|client| unions.add(&mut sums, client));
        Unions::needed(&sums, &(0..classes.len()).collect::<Vec<usize>>())
    }

    #[test]
    fn half_weeks_are_rounded_by_themselves() {
        let free: &[DaySet] = &[0b0101, 0b1010];
        let parts = parts(&[free; 3]);
        assert_eq!(needed(&parts, &[0b1111]), 3, "twelve crates a week are three vehicles");
        assert_eq!(needed(&parts, &[0b0011, 0b1100]), 4, "six a half week are two");
    }

    #[test]
    fn each_day_of_the_least_union_has_a_visit() {
        let parts = parts(&[&[0b0011, 0b1100], &[0b0110, 0b1001]]);
        assert_eq!(needed(&parts, &[0b1111]), 3);
        assert_eq!(needed(&parts, &[0b0001]), 0, "nobody needs Monday");
    }

    #[test]
    fn who_may_be_left_out_asks_for_nothing() {
        let mut parts = parts(&[&[0b0011], &[0b0110]]);
        parts.clients[0].prize = Some(7);
        assert_eq!(needed(&parts, &[0b1111]), 2);
        parts.clients[1].prize = Some(7);
        assert_eq!(needed(&parts, &[0b1111]), 0);
    }
}
