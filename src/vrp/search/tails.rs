//! Two routes of one day exchange their tails, before strings are taken out around the new legs.
//!
//! Strings of some ten visits never turn two long routes into two others: with wide windows and
//! thirty visits a route the halves have to change places as a whole. The exchange that is
//! cheapest for a seed is made whatever it costs; the strings that follow mend it, and the step
//! is accepted or taken back as one. Reference: J.-Y. Potvin and J.-M. Rousseau (1995), "An
//! exchange heuristic for routing problems with time windows", Journal of the Operational
//! Research Society 46(12):1433-1446, doi 10.1057/jors.1995.204 (2-opt*).
//!
//! Routes of several trips are cut within a trip only, never where the vehicle reloads.

use crate::random::{RngExt as _, Stream};
use crate::vrp::problem::{Loading, Problem, Timing};
use crate::vrp::route::{Over, Penalties};
use crate::vrp::segment::add;
use crate::vrp::solution::{NOWHERE, Place, Solution};

/// A neighbour is passed over with this chance, so that not always the same tails change places.
const PASSED_OVER: f64 = 0.5;

/// Two routes cut before a rank each.
#[derive(Clone, Copy)]
struct Cut {
    slots: [u32; 2],
    ranks: [usize; 2],
}

/// Exchanges tails so that a neighbour follows the seed, where some neighbour may.
pub(super) fn exchange(
    problem: &Problem,
    solution: &mut Solution,
    penalties: Penalties,
    (seed, day): (u32, u32),
    random: &mut Stream,
) {
    let base = day as usize * problem.client_count();
    let here = solution.places[base + seed as usize];
    if here.slot == NOWHERE {
        return;
    }
    let mut best: Option<(i64, Cut)> = None;
    let mut present = 0;
    for near in problem.neighbours.beside(seed) {
        let there = solution.places[base + near.client as usize];
        if there.slot == NOWHERE {
            continue;
        }
        present += 1;
        if present > problem.neighbours.enough() {
            break;
        }
        let apart = there.slot != here.slot
            && problem.slots[there.slot as usize].vehicle
                == problem.slots[here.slot as usize].vehicle;
        if !apart || random.random_bool(PASSED_OVER) {
            continue;
        }
        let cut = Cut {
            slots: [here.slot, there.slot],
            ranks: [here.rank as usize + 1, there.rank as usize],
        };
        if !solution.tails_keep_trips(problem, cut.slots, cut.ranks) {
            continue;
        }
        let nodes = [problem.guests[seed as usize].node, near.node];
        let price = price(problem, solution, penalties, (cut, [here, there], nodes));
        if best.is_none_or(|(cheapest, _)| price < cheapest) {
            best = Some((price, cut));
        }
    }
    if let Some((_, cut)) = best {
        solution.exchange_tails(problem, cut.slots, cut.ranks);
    }
}

/// What the exchange costs: four legs, and what limits it breaks.
fn price(
    problem: &Problem,
    solution: &Solution,
    penalties: Penalties,
    (cut, [here, there], [seed, near]): (Cut, [Place; 2], [u32; 2]),
) -> i64 {
    let cost = problem.cost_of(here.slot);
    let legs = i64::from(cost.leg(seed, near)) + i64::from(cost.leg(there.before, here.after));
    let detour = legs - i64::from(here.out_of) - i64::from(there.into);
    let vehicle = problem.vehicle_of(here.slot);
    let duration = &problem.roads[vehicle.profile].duration;
    let routes = cut.slots.map(|slot| &solution.routes[slot as usize]);
    let day = problem.slots[here.slot as usize].day as usize;
    let head_load = |of: usize| {
        let head = &routes[of].calls[..cut.ranks[of]];
        let loads = head.iter().map(|call| solution.goods.visit(day, call.client).load.delivery);
        loads.fold([0; 2], add)
    };
    let [head, other] = [0, 1].map(head_load);
    let whole = |first: usize, from: u32, to: u32| {
        let (a, b) = (routes[first], routes[1 - first]);
        let (at, on) = (cut.ranks[first], cut.ranks[1 - first]);
        let mut over = match problem.loading {
            Loading::Delivery => {
                let (mine, theirs) = if first == 0 { (head, other) } else { (other, head) };
                let most = [mine[0] + b.load[0] - theirs[0], mine[1] + b.load[1] - theirs[1]];
                Over::load(most, vehicle.capacity)
            }
            Loading::Mixed => {
                let most = a.loads_before[at].then(b.loads_after[on]).most;
                Over::load(most, vehicle.capacity)
            }
            Loading::Trips => a.trips.over_with_tail(at, (&b.trips, on), vehicle.capacity),
        };
        if problem.timing == Timing::Windows {
            let time = a.times_before[at].then(duration.leg(from, to), b.times_after[on]);
            over = over.with_time(Over::time(time, vehicle));
        }
        over
    };
    let mut over = whole(0, seed, near);
    over.add(whole(1, there.before, here.after));
    detour + penalties.price(over)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Seed;
    use crate::vrp::parts::{Client, Opening, ProblemParts, Profile, VehicleType, Window};
    use crate::vrp::route::Call;

    /// Clients 0, 1, 2 in the east and 3, 4, 5 in the west of a depot, each group in a row.
    fn two_rows() -> Problem {
        let place = [0_i32, 10, 20, 30, -10, -20, -30];
        let legs = |from: i32| place.map(|to| (to - from).abs());
        let openings = vec![Opening::daily(Window { open: 0, close: 200 })];
        let client = |node| Client {
            delivery: [1, 0],
            openings: openings.clone(),
            ..Client::new(node, vec![1])
        };
        Problem::new(ProblemParts {
            days: 1,
            nodes: 7,
            profiles: vec![Profile {
                distance: place.into_iter().flat_map(legs).collect(),
                duration: None,
                hours: Vec::new(),
            }],
            clients: (1..7).map(client).collect(),
            vehicles: vec![VehicleType::new(3, 0, [4, 0])],
            flows: None,
        })
        .unwrap()
    }

    fn calls(clients: &[u32]) -> Vec<Call> {
        // One window each, in the order of the clients.
        clients.iter().map(|&client| Call::straight(client, client)).collect()
    }

    #[test]
    fn tails_in_the_wrong_row_change_places() {
        let problem = two_rows();
        let routes = vec![(0, calls(&[0, 1, 5])), (1, calls(&[3, 4, 2]))];
        let penalties = Penalties::first(&problem);
        let mended = (0..50).any(|seed| {
            let mut solution = Solution::of(&problem, (0..6).collect(), &routes);
            let random = &mut Seed(seed).stream("tails", 0);
            exchange(&problem, &mut solution, penalties, (1, 0), random);
            solution.taken() == [(0, calls(&[0, 1, 2])), (1, calls(&[3, 4, 5]))]
        });
        assert!(mended, "client 2 is the nearest of client 1");
    }

    #[test]
    fn the_price_is_what_the_solution_then_costs_more() {
        let problem = two_rows();
        let routes = vec![(0, calls(&[0, 1, 5])), (1, calls(&[3, 4, 2]))];
        let penalties = Penalties::first(&problem);
        for (seed, near) in [(0_u32, 3_u32), (1, 4), (5, 3), (1, 2)] {
            let mut solution = Solution::of(&problem, (0..6).collect(), &routes);
            let before = solution.penalised(&problem, penalties);
            let [here, there] = [seed, near].map(|client| solution.places[client as usize]);
            let cut = Cut {
                slots: [here.slot, there.slot],
                ranks: [here.rank as usize + 1, there.rank as usize],
            };
            let nodes = [seed + 1, near + 1];
            let price = price(&problem, &solution, penalties, (cut, [here, there], nodes));
            solution.exchange_tails(&problem, cut.slots, cut.ranks);
            assert_eq!(solution.penalised(&problem, penalties), before + price);
        }
    }
}
