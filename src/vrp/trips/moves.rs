//! Calls that come and go with the reloads beside them.

use crate::vrp::insertion::Gap;
use crate::vrp::problem::{Loading, Problem};
use crate::vrp::segment::LoadSegment;
use crate::vrp::solution::{Place, Solution};

use super::{Joint, reload_of, trips_max};

impl Solution {
    /// Puts a client in a gap, with the reloads that its price reckoned with. `O(calls)`, with the
    /// legs beside it looked up.
    pub(in crate::vrp) fn put(&mut self, problem: &Problem, gap: Gap, client: u32) {
        if problem.loading != Loading::Trips {
            return self.insert(problem, gap.slot, gap.rank, gap.call(client));
        }
        let next = self.routes[gap.slot as usize].calls.get(gap.rank as usize);
        if gap.joint == Joint::STRAIGHT && next.is_none_or(|next| !next.reload) {
            self.insert(problem, gap.slot, gap.rank, gap.call(client));
        } else {
            self.put_beside_reload(problem, gap, client);
        }
    }

    /// Puts a client where a reload stands, or comes to stand, on a route that visits others.
    fn put_beside_reload(&mut self, problem: &Problem, gap: Gap, client: u32) {
        self.touch(problem, gap.slot);
        let base = problem.slots[gap.slot as usize].day as usize * problem.client_count();
        let vehicle = problem.vehicle_of(gap.slot);
        let hub = reload_of(vehicle).node;
        let cost = problem.cost_of(gap.slot);
        let node_of = |client: u32| problem.guests[client as usize].node;
        let (node, at) = (node_of(client), gap.rank as usize);
        let calls = &mut self.routes[gap.slot as usize].calls;
        let (mut before, mut after, mut rise) = (vehicle.start, vehicle.end, 0);
        let mut reloaded = false;
        if let Some(next) = calls.get_mut(at) {
            reloaded = std::mem::replace(&mut next.reload, gap.joint.after);
            let place = &mut self.places[base + next.client as usize];
            rise -= i64::from(place.into);
            place.before = if gap.joint.after { hub } else { node };
            place.into = cost.leg(place.before, node_of(next.client));
            after = if gap.joint.after { hub } else { node_of(next.client) };
            rise += if gap.joint.after { i64::from(place.into) } else { 0 };
        }
        if let Some(first) = at.checked_sub(1).map(|first| calls[first]) {
            let place = &mut self.places[base + first.client as usize];
            let ends = at == calls.len();
            rise -= if reloaded || ends { i64::from(place.out_of) } else { 0 };
            place.after = if gap.joint.before { hub } else { node };
            place.out_of = cost.leg(node_of(first.client), place.after);
            before = if gap.joint.before { hub } else { node_of(first.client) };
            rise += if gap.joint.before { i64::from(place.out_of) } else { 0 };
        }
        let (into, out_of) = (cost.leg(before, node), cost.leg(node, after));
        let place = Place { slot: gap.slot, rank: gap.rank, before, after, into, out_of };
        rise += i64::from(into) + i64::from(out_of);
        self.book(problem, (gap.call(client), place), rise);
    }

    /// Takes out the reloads of a route before which nobody is visited, and those between trips
    /// that fit on board together. The caches do not follow yet. `O(calls)`.
    pub(in crate::vrp) fn drop_useless_reloads(&mut self, problem: &Problem, slot: u32) {
        if problem.loading != Loading::Trips {
            return;
        }
        let capacity = problem.vehicle_of(slot).capacity;
        let day = problem.slots[slot as usize].day as usize;
        let goods = &self.goods;
        let calls = &mut self.routes[slot as usize].calls;
        let mut trip = LoadSegment::default();
        let mut at = 0;
        while at < calls.len() {
            let next = calls[at + 1..].iter().position(|call| call.reload);
            let end = next.map_or(calls.len(), |next| at + 1 + next);
            let loads = calls[at..end].iter().map(|call| goods.visit(day, call.client).load);
            let added = loads.fold(LoadSegment::default(), LoadSegment::then);
            let together = trip.then(added);
            let fits = (0..2).all(|dimension| together.most[dimension] <= capacity[dimension]);
            let useless = at == 0 || fits;
            calls[at].reload &= !useless;
            trip = if useless { together } else { added };
            at = end;
        }
    }

    /// Whether two routes keep their numbers of trips when they exchange their calls from a rank
    /// on. Not where a vehicle reloads at the cut.
    pub(in crate::vrp) fn tails_keep_trips(
        &self,
        problem: &Problem,
        slots: [u32; 2],
        ranks: [usize; 2],
    ) -> bool {
        if problem.loading != Loading::Trips {
            return true;
        }
        let calls = slots.map(|slot| &self.routes[slot as usize].calls);
        let reloads = |of: usize, range: std::ops::Range<usize>| {
            let count = calls[of][range].iter().filter(|call| call.reload).count();
            u32::try_from(count).expect("calls are numbered by u32")
        };
        let cut_in_a_trip = |of: usize| calls[of].get(ranks[of]).is_none_or(|call| !call.reload);
        let keeps = |of: usize| {
            let other = 1 - of;
            let joined =
                reloads(of, 0..ranks[of]) + reloads(other, ranks[other]..calls[other].len());
            joined < trips_max(problem.vehicle_of(slots[of]))
        };
        (0..2).all(|of| cut_in_a_trip(of) && keeps(of))
    }
}
