//! Who is near whom: for the ruin by cost alone, for the recreate by cost and time.

use super::parts::{Client, ProblemParts, Window};
use super::problem::Timing;
use super::roads::{Roads, Tariff};

/// Clients that a ruin may reach from its seed.
const REACH: usize = 300;
/// Clients beside which an insertion is tried.
const BESIDE: usize = 24;
/// With several days a client is tried on many of them, beside fewer neighbours each.
const BESIDE_ON_A_DAY: usize = 14;
/// Many neighbours have no visit on a given day, so that a list has to be longer.
const LONGER_WITH_DAYS: usize = 5;
/// With windows, lateness makes neighbours far, and those in time may lie further away.
const BESIDE_IN_TIME: usize = 80;

/// The nearest clients of every client, nearest first, the client itself left out.
#[derive(Clone, Debug)]
pub(super) struct Neighbours {
    around: Lists,
    beside: Lists,
    enough: usize,
}

/// Lists of equal length, one a client.
#[derive(Clone, Debug)]
struct Lists {
    length: usize,
    all: Vec<Near>,
}

/// A neighbour and its node, side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Near {
    pub(super) client: u32,
    pub(super) node: u32,
}

impl Lists {
    #[inline]
    fn of(&self, client: u32) -> &[Near] {
        &self.all[client as usize * self.length..][..self.length]
    }
}

impl Neighbours {
    /// `O(clients^2)` for the selection and `O(clients * REACH log REACH)` for the order.
    pub(super) fn new(
        parts: &ProblemParts,
        tariff: &Tariff,
        roads: &Roads,
        timing: Timing,
    ) -> Self {
        let clients = &parts.clients;
        let near = |from: &Client, to: &Client| {
            let there = i64::from(tariff.cost.leg(from.node, to.node));
            there.min(i64::from(tariff.cost.leg(to.node, from.node)))
        };
        let around = lists(clients, REACH, near);
        let (enough, length) = if parts.days > 1 {
            (BESIDE_ON_A_DAY, BESIDE_ON_A_DAY * LONGER_WITH_DAYS)
        } else if timing == Timing::Windows {
            (BESIDE_IN_TIME, BESIDE_IN_TIME)
        } else {
            (BESIDE, BESIDE)
        };
        if timing != Timing::Windows {
            return Self { beside: lists(clients, length, near), around, enough };
        }
        let one_way = |from: &Client, to: &Client| {
            let travel = roads.duration.leg(from.node, to.node);
            i64::from(tariff.cost.leg(from.node, to.node)) + lateness(from, to, travel)
        };
        let in_time = |a: &Client, b: &Client| one_way(a, b).min(one_way(b, a));
        Self { beside: lists(clients, length, in_time), around, enough }
    }

    /// How many neighbours that are there are enough to look beside.
    #[inline]
    pub(super) const fn enough(&self) -> usize {
        self.enough
    }

    /// Nearest by cost.
    #[inline]
    pub(super) fn around(&self, client: u32) -> impl Iterator<Item = u32> + '_ {
        self.around.of(client).iter().map(|near| near.client)
    }

    /// Nearest by cost and time.
    #[inline]
    pub(super) fn beside(&self, client: u32) -> &[Near] {
        self.beside.of(client)
    }

    /// The mean distance and duration of a leg to one of the eight nearest.
    pub(super) fn mean_way(&self, parts: &ProblemParts, roads: &Roads) -> [i64; 2] {
        let (mut sums, mut count) = ([0_i64; 2], 0);
        for (number, client) in (0..).zip(&parts.clients) {
            for near in self.around.of(number).iter().take(8) {
                sums[0] += i64::from(roads.distance.leg(client.node, near.node));
                sums[1] += i64::from(roads.duration.leg(client.node, near.node));
                count += 1;
            }
        }
        sums.map(|sum| sum / count.max(1))
    }

    /// The mean cost of a leg to one of the eight nearest, at least 1.
    pub(super) fn mean_leg(&self, parts: &ProblemParts, tariff: &Tariff) -> f64 {
        let legs = (0..).zip(&parts.clients).flat_map(|(number, client)| {
            let near = self.around.of(number).iter().take(8);
            near.map(|near| tariff.cost.leg(client.node, near.node))
        });
        let (sum, count) = legs.fold((0_i64, 0_i64), |(s, c), leg| (s + i64::from(leg), c + 1));
        (sum as f64 / count.max(1) as f64).max(1.0)
    }
}

/// The least lateness when one is visited straight after the other. Waiting is left out: with
/// wide windows others come in between.
fn lateness(from: &Client, to: &Client, travel: i32) -> i64 {
    let (Some(first), Some(then)) = (hours(from), hours(to)) else { return 0 };
    let arrival = i64::from(first.open) + i64::from(from.service) + i64::from(travel);
    (arrival - i64::from(then.close)).max(0)
}

/// From the earliest opening of any day to the latest; `None` where it is always open.
fn hours(client: &Client) -> Option<Window> {
    let windows = client.openings.iter().map(|opening| opening.window);
    windows.reduce(|all, window| Window {
        open: all.open.min(window.open),
        close: all.close.max(window.close),
    })
}

fn lists(clients: &[Client], length: usize, far: impl Fn(&Client, &Client) -> i64) -> Lists {
    let length = length.min(clients.len().saturating_sub(1));
    let mut all = Vec::with_capacity(length * clients.len());
    for (number, client) in (0_u32..).zip(clients) {
        let mut others: Vec<(i64, u32)> = (0_u32..)
            .zip(clients)
            .filter(|&(other, _)| other != number)
            .map(|(other, of)| (far(client, of), other))
            .collect();
        if length > 0 && length < others.len() {
            others.select_nth_unstable(length - 1);
        }
        others.truncate(length);
        others.sort_unstable();
        let near = |(_, client): (i64, u32)| Near { client, node: clients[client as usize].node };
        all.extend(others.into_iter().map(near));
    }
    Lists { length, all }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vrp::parts::{Opening, Profile, VehicleType, Window};

    /// Clients on a line at 0, 10, 20, ... with node numbers of their own.
    fn line(count: u32) -> ProblemParts {
        let nodes = count as usize;
        let place = |node: usize| i32::try_from(node * 10).unwrap();
        let all = |from| (0..nodes).map(move |to| (place(from) - place(to)).abs());
        ProblemParts {
            days: 1,
            nodes,
            profiles: vec![Profile {
                distance: (0..nodes).flat_map(all).collect(),
                duration: None,
                hours: Vec::new(),
            }],
            clients: (0..count).map(|node| Client::new(node, vec![1])).collect(),
            vehicles: vec![VehicleType::new(1, 0, [9, 9])],
            flows: None,
        }
    }

    fn neighbours(parts: &ProblemParts, timing: Timing) -> Neighbours {
        let roads = vec![Roads::new(&parts.profiles[0], parts.nodes)];
        let (tariffs, _) = Tariff::of_types(parts, &roads);
        Neighbours::new(parts, &tariffs[0], &roads[0], timing)
    }

    #[test]
    fn the_nearest_come_first_and_ties_by_number() {
        let near = neighbours(&line(5), Timing::Free);
        assert_eq!(near.around(2).collect::<Vec<_>>(), [1, 3, 0, 4]);
        assert_eq!(near.beside(0)[0], Near { client: 1, node: 1 });
        assert_eq!(near.beside(0)[3].client, 4);
    }

    #[test]
    fn lateness_makes_a_neighbour_far() {
        let mut parts = line(4);
        for (number, client) in (0..).zip(&mut parts.clients) {
            let open = if number == 3 { 500 } else { 0 };
            client.openings = vec![Opening::daily(Window { open, close: open + 5 })];
        }
        assert_eq!(neighbours(&parts, Timing::Windows).beside(2)[0].client, 3);
        assert_eq!(neighbours(&parts, Timing::Free).beside(2)[0].client, 1);
    }

    #[test]
    fn a_single_client_has_no_neighbour() {
        assert!(neighbours(&line(1), Timing::Free).beside(0).is_empty());
    }
}
