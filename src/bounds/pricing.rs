//! What a pass over a network at given prices is asked for, and what it gives.

use super::ng::NgSets;
use super::relaxation::{Network, whole};
use super::road::Road;
use super::triples::Triple;

/// The depot, where no client is next.
pub(super) const DEPOT: usize = 0;

/// A route with its cost, and its visits, in order; a client may be there twice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Route {
    pub(super) reduced: i64,
    pub(super) cost: i64,
    pub(super) clients: Vec<u32>,
}

/// How carefully a network is priced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Care {
    /// One label for each step and client: proposes routes and proves nothing.
    Quick,
    /// All labels that matter.
    Exact,
}

/// A network with prices, for passes from one end (`quick`) or both (`halves`).
pub(super) struct Pricing<'network> {
    pub(super) network: &'network Network,
    pub(super) road: Road,
    pub(super) sets: &'network NgSets,
    pub(super) triples: Crowds,
}

impl<'network> Pricing<'network> {
    /// With what each leg earns; clients that are not open are not visited.
    pub(super) fn new(
        network: &'network Network,
        open: &[bool],
        (earned, triples): (&[i64], Crowds),
        sets: &'network NgSets,
    ) -> Self {
        Self { network, road: Road::of(network, open, earned), sets, triples }
    }
}

/// What a pass over a network gave.
#[derive(Clone, Debug)]
pub(super) struct Priced {
    /// The least reduced cost if below nought, else nought.
    pub(super) least: i64,
    /// What no route costs less than, as far as that is known before the pass is done.
    pub(super) loose: Option<i64>,
    /// Routes below nought, cheapest first.
    pub(super) routes: Vec<Route>,
    /// Whether nothing was left out that matters.
    pub(super) complete: bool,
    /// Labels that were made.
    pub(super) work: u64,
}

impl Priced {
    /// The same where each route costs so much more.
    pub(super) fn dearer(&self, by: i64) -> Self {
        let dearer = |route: &Route| Route {
            reduced: route.reduced + by,
            cost: route.cost + by,
            clients: route.clients.clone(),
        };
        let below = self.routes.iter().map(dearer).filter(|route| route.reduced < 0);
        Self {
            least: (self.least + by).min(0),
            loose: self.loose.map(|loose| (loose + by).min(0)),
            routes: below.collect(),
            complete: self.complete,
            work: 0,
        }
    }
}

/// What triples cost a route that visits two of their clients.
#[derive(Clone, Debug)]
pub(super) struct Crowds {
    prices: Vec<i64>,
    /// By node, the triples that it is in, and those for which it remembers.
    inside: Vec<u128>,
    keeps: Vec<u128>,
}

impl Crowds {
    /// Of some triples with prices the dearest, as many as can be told apart; the others cost
    /// nothing, which is no more than they do.
    pub(super) fn of(nodes: usize, triples: &[(&Triple, i64)]) -> Self {
        let mut dearest: Vec<&(&Triple, i64)> =
            triples.iter().filter(|(_, price)| *price > 0).collect();
        dearest.sort_by_key(|(_, price)| -price);
        dearest.truncate(u128::BITS as usize);
        let mut crowds = Self { prices: Vec::new(), inside: vec![0; nodes], keeps: vec![0; nodes] };
        for (bit, (triple, price)) in dearest.into_iter().enumerate() {
            crowds.prices.push(*price);
            for client in triple.clients {
                crowds.inside[client as usize + 1] |= 1 << bit;
            }
            for (client, _) in triple.remembers.iter().enumerate().filter(|(_, keeps)| **keeps) {
                crowds.keeps[client + 1] |= 1 << bit;
            }
        }
        crowds
    }

    pub(super) const fn are_none(&self) -> bool {
        self.prices.is_empty()
    }

    /// The triples that are half visited after one more node, and what those cost that became whole.
    pub(super) fn after(&self, odd: u128, to: usize) -> (u128, i64) {
        let (odd, inside) = (odd & self.keeps[to], self.inside[to]);
        (odd ^ inside, self.price(odd & inside))
    }

    /// What some triples cost.
    pub(super) fn price(&self, mut set: u128) -> i64 {
        let mut price = 0;
        while set > 0 {
            price += self.prices[set.trailing_zeros() as usize];
            set &= set - 1;
        }
        price
    }
}

/// What legs earn, row-major over all nodes, where each visit earns the price of its client.
pub(super) fn by_visit(prices: &[i64]) -> Vec<i64> {
    let nodes = prices.len() + 1;
    (0..nodes * nodes)
        .map(|leg| if leg % nodes == DEPOT { 0 } else { prices[leg % nodes - 1] })
        .collect()
}

/// A route through some nodes, without the depot.
pub(super) fn through(network: &Network, reduced: i64, stops: &[usize]) -> Route {
    let ways: Vec<usize> = [&[DEPOT], stops, &[DEPOT]].concat();
    let legs = ways.windows(2);
    let cost = legs.map(|leg| network.cost[leg[0] * network.nodes + leg[1]]).sum();
    let client = |node: &usize| u32::try_from(whole(*node) - 1).expect("clients fit u32");
    Route { reduced, cost, clients: stops.iter().map(client).collect() }
}
