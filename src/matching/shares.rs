//! Which arc of a bundle may carry how much: which window may take how many copies of a lot.
//!
//! With a fixed share for each arc the week is a flow, feasible and perhaps too dear. Its
//! potentials say what a copy more would be worth on each arc; copies move from where they are
//! worth less to where they are worth more.

use super::certificate::Bundle;
use super::network::{Arc, Network};
use super::week_network::WeekNetwork;

/// For each bundle of a week the copies that each of its arcs may carry.
#[derive(Clone)]
pub(super) struct Shares(Vec<Vec<i64>>);

/// A copy of a bundle that would be worth more on another of its arcs.
pub(super) struct Move {
    bundle: usize,
    from: usize,
    to: usize,
    units: i64,
    /// What the first unit may save.
    gain: i64,
}

impl Shares {
    /// What some flows together use of each arc, in proportion: whole units first, then the largest
    /// rests; what nobody uses goes to the arc that is used most.
    pub(super) fn of(week: &WeekNetwork, used: &[i64], flows: i64) -> Self {
        let share = |bundle: &Bundle| {
            let of_all = |&arc: &usize| used[arc];
            let mut share: Vec<i64> =
                bundle.arcs.iter().map(|arc| of_all(arc) / flows.max(1)).collect();
            let mut by_rest: Vec<usize> = (0..share.len()).collect();
            let rest = |at: usize| used[bundle.arcs[at]] % flows.max(1);
            by_rest.sort_by_key(|&at| (-rest(at), -used[bundle.arcs[at]], at));
            let mut left = bundle.capacity;
            for units in &mut share {
                *units = (*units).min(left);
                left -= *units;
            }
            for &at in by_rest.iter().filter(|&&at| rest(at) > 0) {
                let more = left.min(1);
                share[at] += more;
                left -= more;
            }
            let most = (0..share.len()).max_by_key(|&at| (used[bundle.arcs[at]], share.len() - at));
            share[most.unwrap_or(0)] += left;
            share
        };
        Self(week.bundles.iter().map(share).collect())
    }

    /// The week as a flow with these shares.
    pub(super) fn network(&self, week: &WeekNetwork) -> Network {
        let mut arcs: Vec<Arc> = week.network.arcs().to_vec();
        for (bundle, share) in week.bundles.iter().zip(&self.0) {
            for (&arc, &units) in bundle.arcs.iter().zip(share) {
                arcs[arc].capacity = units;
            }
        }
        Network::new(week.network.supplies().to_vec(), arcs).expect("no larger than the week's")
    }

    /// What could move by the potentials of a flow with these shares, the most promising first.
    pub(super) fn moves(&self, week: &WeekNetwork, flow: &[i64], potentials: &[i64]) -> Vec<Move> {
        let price = |arc: usize| week.price(potentials, arc);
        let of_bundle = |(bundle, share): (usize, &Vec<i64>)| {
            let arcs = &week.bundles[bundle].arcs;
            let to = (0..arcs.len()).max_by_key(|&at| (price(arcs[at]), arcs.len() - at))?;
            let can_give = (0..arcs.len()).filter(|&at| share[at] > 0);
            let from = can_give.min_by_key(|&at| (price(arcs[at]), at))?;
            let gain = price(arcs[to]) - price(arcs[from]);
            let units = (share[from] - flow[arcs[from]]).max(1);
            (gain > 0).then_some(Move { bundle, from, to, units, gain })
        };
        let mut moves: Vec<Move> = self.0.iter().enumerate().filter_map(of_bundle).collect();
        moves.sort_by_key(|of| (-of.gain, of.bundle));
        moves
    }

    /// The shares after some moves.
    pub(super) fn after(&self, moves: &[Move]) -> Self {
        let mut shares = self.clone();
        for of in moves {
            shares.0[of.bundle][of.from] -= of.units;
            shares.0[of.bundle][of.to] += of.units;
        }
        shares
    }
}
